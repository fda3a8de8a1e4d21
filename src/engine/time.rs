//! Simulated time: whole milliseconds since the start of the scenario, never a floating-point number.

use std::fmt;
use std::ops::{Add, AddAssign, Sub};

use serde::{Deserialize, Serialize};

/// An instant, in milliseconds since the start of the scenario.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SimTime(pub i64);

/// A length of time, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Span(pub i64);

/// Milliseconds in a minute.
pub const MS_PER_MINUTE: f64 = 60_000.0;
/// Milliseconds in an hour.
pub const MS_PER_HOUR: f64 = 3_600_000.0;
/// The longest span a law may draw: a thousand years. It keeps every sum of instants inside 64 bits.
pub const SPAN_MAX: Span = Span(1_000 * 366 * 24 * 3_600_000);

impl SimTime {
    /// The start of the scenario.
    pub const ZERO: Self = Self(0);

    /// Milliseconds since the start.
    #[must_use]
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// The instant a number of hours after the start.
    #[must_use]
    pub fn from_hours(hours: f64) -> Self {
        Self(Span::from_minutes(hours * 60.0).0)
    }

    /// The instant a number of minutes after the start.
    #[must_use]
    pub fn from_minutes(minutes: f64) -> Self {
        Self(Span::from_minutes(minutes).0)
    }
}

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// Milliseconds.
    #[must_use]
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// The span of a number of minutes, rounded once to the nearest millisecond (ties away from zero) and cut at `SPAN_MAX`.
    ///
    /// # Panics
    /// When `minutes` is not a number.
    #[must_use]
    pub fn from_minutes(minutes: f64) -> Self {
        assert!(!minutes.is_nan(), "a span of NaN minutes");
        #[expect(clippy::cast_possible_truncation, reason = "a float beyond i64 saturates and is then cut at SPAN_MAX")]
        let ms = libm::round(minutes * MS_PER_MINUTE) as i64;
        Self(ms.clamp(-SPAN_MAX.0, SPAN_MAX.0))
    }

    /// The span of a number of hours, rounded once to the nearest millisecond.
    #[must_use]
    pub fn from_hours(hours: f64) -> Self {
        Self::from_minutes(hours * 60.0)
    }

    /// The length in minutes.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "spans stay far below 2^53 ms")]
    pub fn minutes(self) -> f64 {
        self.0 as f64 / MS_PER_MINUTE
    }

    /// The length in hours.
    #[must_use]
    pub fn hours(self) -> f64 {
        self.minutes() / 60.0
    }
}

impl Add<Span> for SimTime {
    type Output = Self;
    fn add(self, span: Span) -> Self {
        Self(self.0 + span.0)
    }
}

impl AddAssign<Span> for SimTime {
    fn add_assign(&mut self, span: Span) {
        self.0 += span.0;
    }
}

impl Sub for SimTime {
    type Output = Span;
    fn sub(self, earlier: Self) -> Span {
        Span(self.0 - earlier.0)
    }
}

impl Add for Span {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl fmt::Display for SimTime {
    /// Hours, minutes and seconds since the start, as in `07:05:00.250`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{:02}:{:02}:{:02}.{:03}", ms / 3_600_000, ms / 60_000 % 60, ms / 1_000 % 60, ms % 1_000)
    }
}

#[cfg(test)]
mod tests {
    use super::{SPAN_MAX, SimTime, Span};

    #[test]
    fn spans_round_once_to_the_nearest_millisecond() {
        assert_eq!(Span::from_minutes(1.0 / 3.0), Span(20_000));
        assert_eq!(Span::from_minutes(0.000_01), Span(1));
        assert_eq!(Span::from_minutes(f64::INFINITY), SPAN_MAX);
    }

    #[test]
    fn a_time_reads_as_a_clock() {
        assert_eq!(SimTime(7 * 3_600_000 + 5 * 60_000 + 250).to_string(), "07:05:00.250");
    }
}
