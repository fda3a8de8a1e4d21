//! The colours of warnings, lightest first.

use serde::{Deserialize, Serialize};

use crate::terms::language::{Language, Word};

/// The colour of a warning (预警级别): blue IV, yellow III, orange II, red I (Emergency Response Law, 2024, art. 63).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Colour {
    /// Lifted (解除).
    Lifted,
    /// IV.
    Blue,
    /// III.
    Yellow,
    /// II.
    Orange,
    /// I.
    Red,
}

impl Colour {
    /// The id used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Lifted => "lifted",
            Self::Blue => "blue",
            Self::Yellow => "yellow",
            Self::Orange => "orange",
            Self::Red => "red",
        }
    }
}

impl Word for Colour {
    fn word(&self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Lifted, Language::Zh) => "解除",
            (Self::Blue, Language::Zh) => "蓝色",
            (Self::Yellow, Language::Zh) => "黄色",
            (Self::Orange, Language::Zh) => "橙色",
            (Self::Red, Language::Zh) => "红色",
            (_, Language::En) => self.id(),
        }
    }
}
