//! A straight scale from values to pixels, and the horizontal axis drawn with it.

use crate::chart::ink::Ink;
use crate::chart::sheet::{Anchor, Sheet};
use crate::chart::ticks::Tick;

/// A straight scale. Both ends are finite and apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    low: f64,
    high: f64,
    left: f64,
    right: f64,
}

impl Scale {
    /// A scale from values to pixels; ends that are not finite or not apart are replaced by 0 and 1.
    #[must_use]
    pub fn new((low, high): (f64, f64), (left, right): (f64, f64)) -> Self {
        let is_sane = low.is_finite() && high.is_finite() && high > low && (high - low).is_finite();
        let (low, high) = if is_sane { (low, high) } else { (0.0, 1.0) };
        Self { low, high, left, right }
    }

    /// The pixel of a value; a value beyond an end is drawn at that end.
    #[must_use]
    pub fn at(&self, value: f64) -> f64 {
        let share = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        self.left + share * (self.right - self.left)
    }

    /// The lowest value.
    #[must_use]
    pub const fn low(&self) -> f64 {
        self.low
    }

    /// The highest value.
    #[must_use]
    pub const fn high(&self) -> f64 {
        self.high
    }

    /// The grid lines.
    pub fn grid(&self, sheet: &mut Sheet, ticks: &[Tick], top: f64, bottom: f64) {
        for (value, _) in ticks {
            sheet.line(&[(self.at(*value), top), (self.at(*value), bottom)], Ink::GRID, 0.75);
        }
    }

    /// The axis and the tick labels below it.
    pub fn labels(&self, sheet: &mut Sheet, ticks: &[Tick], y: f64) {
        sheet.line(&[(self.left, y), (self.right, y)], Ink::AXIS, 1.0);
        for (value, label) in ticks {
            let x = self.at(*value);
            sheet.line(&[(x, y), (x, y + 4.0)], Ink::AXIS, 1.0);
            sheet.text(label, (x, y + 17.0), 11.0, Anchor::Middle, Ink::TEXT);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Scale;

    #[test]
    fn no_range_breaks_a_scale() {
        for ends in [(0.0, f64::INFINITY), (f64::NAN, 1.0), (1.0, 1.0), (f64::MIN, f64::MAX)] {
            assert_eq!(Scale::new(ends, (10.0, 20.0)).at(0.5), 15.0, "{ends:?}");
        }
        assert_eq!(Scale::new((0.0, 1.0), (10.0, 20.0)).at(7.0), 20.0);
    }
}
