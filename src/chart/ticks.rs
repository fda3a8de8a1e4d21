//! Round numbers along an axis, and the unit in which a span of time reads best.

use crate::chart::number;
use crate::chart::words::Caption;

/// Round values from `low` to `high`, about `wanted` of them, never more than 40.
#[must_use]
pub fn round(low: f64, high: f64, wanted: f64) -> Vec<f64> {
    let Some(step) = step(high - low, wanted) else { return Vec::new() };
    multiples(low, high, step)
}

/// The multiples of a step from `low` to `high`, never more than 40.
#[must_use]
pub fn multiples(low: f64, high: f64, step: f64) -> Vec<f64> {
    let first = libm::ceil(low / step - 1e-9);
    let places = (0..40).map(|position| (first + f64::from(position)) * step);
    // Adding zero turns a negative zero into zero.
    places.take_while(|value| *value <= high + step * 1e-9).map(|value| value + 0.0).collect()
}

/// The step of 1, 2 or 5 times a power of ten that gives about `wanted` steps.
#[must_use]
pub fn step(span: f64, wanted: f64) -> Option<f64> {
    if !(span.is_finite() && span > 0.0 && wanted >= 1.0) {
        return None;
    }
    let rough = span / wanted;
    let power = libm::pow(10.0, libm::floor(libm::log10(rough)));
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().find(|step| step * power >= rough * 0.999).unwrap_or(10.0) * power;
    (step.is_finite() && step > 0.0).then_some(step)
}

/// The decimals that tell multiples of a step apart.
#[must_use]
pub fn decimals(step: f64) -> usize {
    (0..6).find(|decimals| (step * libm::pow(10.0, f64::from(*decimals))) % 1.0 < 1e-6).map_or(6, |decimals| decimals as usize)
}

/// A unit of an axis of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeUnit {
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
}

impl TimeUnit {
    /// The unit in which a number of minutes reads best.
    #[must_use]
    pub fn fit(minutes: f64) -> Self {
        match minutes.abs() {
            minutes if minutes > 10.0 * 1440.0 => Self::Days,
            minutes if minutes > 300.0 => Self::Hours,
            _ => Self::Minutes,
        }
    }

    /// Minutes in one unit.
    #[must_use]
    pub const fn minutes(self) -> f64 {
        match self {
            Self::Minutes => 1.0,
            Self::Hours => 60.0,
            Self::Days => 1440.0,
        }
    }

    /// Its word.
    #[must_use]
    pub const fn caption(self) -> Caption {
        match self {
            Self::Minutes => Caption::Minutes,
            Self::Hours => Caption::Hours,
            Self::Days => Caption::Days,
        }
    }
}

/// A tick: where, in minutes, and what it says.
pub type Tick = (f64, String);

/// Ticks of an axis of time from `low` to `high` minutes, labelled in a unit.
#[must_use]
pub fn of_time(low: f64, high: f64, unit: TimeUnit, wanted: f64) -> Vec<Tick> {
    const WHOLE_MINUTES: [f64; 12] = [1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 180.0, 360.0, 720.0, 1440.0];
    const WHOLE_HOURS: [f64; 8] = [0.25, 0.5, 1.0, 2.0, 3.0, 6.0, 12.0, 24.0];
    let (from, to) = (low / unit.minutes(), high / unit.minutes());
    let Some(decimal) = step(to - from, wanted) else { return Vec::new() };
    let rough = (to - from) / wanted;
    let clock = match unit {
        TimeUnit::Minutes if rough > 0.5 => WHOLE_MINUTES.into_iter().find(|step| *step >= rough),
        TimeUnit::Hours => WHOLE_HOURS.into_iter().find(|step| *step >= rough),
        _ => None,
    };
    let step = clock.unwrap_or(decimal);
    let text = |value: f64| number::fixed(value, decimals(step));
    multiples(from, to, step).into_iter().map(|value| (value * unit.minutes(), text(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::{TimeUnit, of_time, round};

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(round(-0.3, 4.2, 5.0), [0.0, 1.0, 2.0, 3.0, 4.0]);
        assert!(round(0.0, f64::INFINITY, 5.0).is_empty() && round(1.0, 1.0, 5.0).is_empty());
        assert!(round(f64::NAN, 1.0, 5.0).is_empty());
        assert!(round(0.0, 1e12, 6.0).len() < 10);
    }

    #[test]
    fn ticks_of_time_follow_the_clock() {
        let labels = |high: f64| {
            let ticks = of_time(0.0, high, TimeUnit::fit(high), 6.0);
            ticks.into_iter().map(|(_, label)| label).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(labels(80.0), "0 15 30 45 60 75");
        assert_eq!(labels(720.0), "0 2 4 6 8 10 12");
        assert_eq!(labels(0.5), "0.0 0.1 0.2 0.3 0.4 0.5");
        assert_eq!(labels(40.0 * 1440.0), "0 10 20 30 40");
    }
}
