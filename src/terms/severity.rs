//! How grave an incident is: the four grades of China's emergency law, I being the gravest.
//!
//! Source: Emergency Response Law of the People's Republic of China (2007) art. 3, (2024) art. 3.

use serde::{Deserialize, Serialize};

use crate::terms::language::{Language, Word};

/// The grade of an incident (事件分级). Ordered by gravity: `IV < III < II < I`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Ordinary (一般).
    IV,
    /// Major (较大).
    III,
    /// Grave (重大).
    II,
    /// Extraordinarily grave (特别重大).
    I,
}

impl Severity {
    /// All grades from the lightest to the gravest.
    pub const ALL: [Self; 4] = [Self::IV, Self::III, Self::II, Self::I];

    /// Position by gravity: 0 for IV, 3 for I.
    #[must_use]
    pub const fn gravity(self) -> usize {
        self as usize
    }

    /// The next lighter grade; IV has none and stays.
    #[must_use]
    pub const fn lighter(self) -> Self {
        match self {
            Self::I => Self::II,
            Self::II => Self::III,
            Self::III | Self::IV => Self::IV,
        }
    }

    /// The Roman numeral.
    #[must_use]
    pub const fn numeral(self) -> &'static str {
        match self {
            Self::IV => "IV",
            Self::III => "III",
            Self::II => "II",
            Self::I => "I",
        }
    }
}

impl Word for Severity {
    fn word(&self, language: Language) -> &'static str {
        match (self, language) {
            (Self::IV, Language::Zh) => "一般",
            (Self::III, Language::Zh) => "较大",
            (Self::II, Language::Zh) => "重大",
            (Self::I, Language::Zh) => "特别重大",
            (Self::IV, Language::En) => "ordinary (IV)",
            (Self::III, Language::En) => "major (III)",
            (Self::II, Language::En) => "grave (II)",
            (Self::I, Language::En) => "extraordinarily grave (I)",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Severity;

    #[test]
    fn order_is_by_gravity() {
        assert!(Severity::I > Severity::II && Severity::II > Severity::III && Severity::III > Severity::IV);
        assert_eq!(Severity::ALL.map(Severity::gravity), [0, 1, 2, 3]);
    }
}
