//! Colours that colour-blind readers can tell apart (Okabe and Ito; wine and olive after Tol), and what each one stands for.

use crate::terms::interval::Interval;
use crate::terms::traffic::MatterKind;

/// An opaque colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ink(pub u8, pub u8, pub u8);

impl Ink {
    /// Paper.
    pub const WHITE: Self = Self(255, 255, 255);
    /// Text.
    pub const TEXT: Self = Self(26, 26, 26);
    /// Text in the second language.
    pub const SECOND: Self = Self(104, 104, 104);
    /// Axes.
    pub const AXIS: Self = Self(90, 90, 90);
    /// Grid lines.
    pub const GRID: Self = Self(226, 226, 226);
    /// Bands behind rows.
    pub const BAND: Self = Self(246, 247, 249);
    /// Orange.
    pub const ORANGE: Self = Self(230, 159, 0);
    /// Sky blue.
    pub const SKY: Self = Self(86, 180, 233);
    /// Bluish green.
    pub const GREEN: Self = Self(0, 158, 115);
    /// Yellow.
    pub const YELLOW: Self = Self(240, 228, 66);
    /// Blue.
    pub const BLUE: Self = Self(0, 114, 178);
    /// Vermilion.
    pub const VERMILION: Self = Self(213, 94, 0);
    /// Reddish purple.
    pub const PURPLE: Self = Self(204, 121, 167);
    /// Wine.
    pub const WINE: Self = Self(136, 34, 85);
    /// Olive.
    pub const OLIVE: Self = Self(128, 128, 38);
    /// Dark grey.
    pub const GREY: Self = Self(95, 95, 95);
    /// Light grey.
    pub const LIGHT: Self = Self(176, 176, 176);

    /// The colour thinned with white: 100 leaves it, 0 is white.
    #[must_use]
    pub fn tint(self, percent: u32) -> Self {
        let percent = percent.min(100);
        let mix = |channel: u8| {
            let mixed = (u32::from(channel) * percent + 255 * (100 - percent)) / 100;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Self(mix(self.0), mix(self.1), mix(self.2))
    }

    /// The colour thickened with black: 100 leaves it, 0 is black.
    #[must_use]
    pub fn shade(self, percent: u32) -> Self {
        let mix = |channel: u8| u8::try_from(u32::from(channel) * percent.min(100) / 100).unwrap_or(u8::MAX);
        Self(mix(self.0), mix(self.1), mix(self.2))
    }

    /// Whether white text reads better on it than dark text.
    #[must_use]
    pub fn is_dark(self) -> bool {
        299 * u32::from(self.0) + 587 * u32::from(self.1) + 114 * u32::from(self.2) < 128_000
    }

    /// The colour of an interval.
    #[must_use]
    pub const fn of_interval(interval: Interval) -> Self {
        match interval {
            Interval::Detect => Self::SKY,
            Interval::Report => Self::BLUE,
            Interval::Decide => Self::VERMILION,
            Interval::Order => Self::ORANGE,
            Interval::Mobilise => Self::YELLOW,
            Interval::Travel => Self::GREEN,
            Interval::Deploy => Self::PURPLE,
            Interval::Contain => Self::GREY,
        }
    }

    /// The colour of a kind of matter: that of the interval it fills, and one of its own beside the phases of units.
    #[must_use]
    pub const fn of_matter(kind: MatterKind) -> Self {
        match kind {
            MatterKind::Report => Self::BLUE,
            MatterKind::Request => Self::SKY,
            MatterKind::Decision => Self::VERMILION,
            MatterKind::Order => Self::ORANGE,
            MatterKind::ForceRequest => Self::WINE,
            MatterKind::Task => Self::OLIVE,
            MatterKind::Routine | MatterKind::Warning => Self::LIGHT,
        }
    }

    /// The colour of the structure at a position; they repeat after seven.
    #[must_use]
    pub const fn of_structure(position: usize) -> Self {
        const SERIES: [Ink; 7] = [Ink::BLUE, Ink::VERMILION, Ink::GREEN, Ink::PURPLE, Ink::ORANGE, Ink::SKY, Ink(60, 60, 60)];
        SERIES[position % SERIES.len()]
    }
}
