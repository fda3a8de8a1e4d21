//! The laws of a shared task: dD/dt = f(D) − R, D in unit-hours, R the sum of the rates at work, integrated in closed form.
//!
//! | law | f(D) | D(t) between events |
//! | --- | --- | --- |
//! | exponential | g·D | (D0 − R/g)·e^(g·t) + R/g; with g = 0 it is D0 − R·t |
//! | linear | a | D0 + (a − R)·t |
//! | logistic | g·D·(1 − D/K) | `logistic.rs` |
//! | squared | 2·a·t, t since onset | D0 + (2·a·t0 − R)·h + a·h², h since the last event at t0 |
//!
//! Exponential and linear growth end for good when D reaches a ceiling, squared growth when all is alight. The first three are autonomous, so that D moves one way between
//! two events; the squared one is convex between them. Under each the peak is at an event.

use crate::model::incident::logistic;

/// How a task grows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Growth {
    /// By g·D an hour, up to the ceiling; not at all with g = 0.
    Exponential {
        /// g, per hour.
        per_h: f64,
        /// Size at which growth ends for good.
        ceiling: f64,
    },
    /// By a fixed number of unit-hours an hour, up to the ceiling.
    Linear {
        /// Unit-hours per hour.
        per_h: f64,
        /// Size at which growth ends for good.
        ceiling: f64,
    },
    /// By g·D·(1 − D/K) an hour.
    Logistic {
        /// g, per hour.
        per_h: f64,
        /// K, the size that it tends to when nobody works.
        capacity: f64,
    },
    /// With the square of the time since onset, a·t² unit-hours more than at first, until all is alight: the t-squared fire.
    Squared {
        /// a, unit-hours per square hour.
        per_h2: f64,
        /// Time since onset, hours.
        age_h: f64,
        /// Time since onset at which growth ends for good, whoever works on it, hours.
        ends_h: f64,
    },
}

/// A year: nothing is looked for beyond.
const HOURS_MAX: f64 = 8_760.0;
/// Halvings of a year until less than a millisecond is left, with a margin of a thousand.
const BISECTIONS: u32 = 46;

impl Growth {
    /// No growth.
    pub const NONE: Self = Self::Exponential { per_h: 0.0, ceiling: f64::INFINITY };

    /// Whether the task grows at all.
    #[must_use]
    pub fn is_any(&self) -> bool {
        let (Self::Exponential { per_h: pace, .. }
        | Self::Linear { per_h: pace, .. }
        | Self::Logistic { per_h: pace, .. }
        | Self::Squared { per_h2: pace, .. }) = self;
        *pace > 0.0
    }

    /// The law as it stands so long after the onset.
    #[must_use]
    pub fn aged(self, hours: f64) -> Self {
        match self {
            Self::Squared { per_h2, ends_h, .. } => Self::Squared { per_h2, age_h: hours, ends_h },
            law => law,
        }
    }

    /// Size at which growth ends for good; a logistic task only tends to its capacity, a squared one ends at a time.
    #[must_use]
    pub const fn ceiling(&self) -> f64 {
        match self {
            Self::Exponential { ceiling, .. } | Self::Linear { ceiling, .. } => *ceiling,
            Self::Logistic { .. } | Self::Squared { .. } => f64::INFINITY,
        }
    }

    /// The size after `hours`.
    #[must_use]
    pub fn size_after(&self, size: f64, rate: f64, hours: f64) -> f64 {
        let after = match *self {
            Self::Exponential { per_h: 0.0, .. } => size - rate * hours,
            Self::Exponential { per_h, .. } => {
                let level = rate / per_h;
                (size - level) * libm::exp(per_h * hours) + level
            }
            Self::Linear { per_h, .. } => size + (per_h - rate) * hours,
            Self::Logistic { per_h, capacity } => logistic::size_after(per_h, capacity, rate, size, hours),
            Self::Squared { per_h2, age_h, .. } => size + (per_h2 * (2.0 * age_h + hours) - rate) * hours,
        };
        after.max(0.0)
    }

    /// The integral of the size over `hours`, in which it must not end: the damage done in this time.
    #[must_use]
    pub fn integral(&self, size: f64, rate: f64, hours: f64) -> f64 {
        let sum = match *self {
            Self::Exponential { per_h: 0.0, .. } => (size - 0.5 * rate * hours) * hours,
            Self::Exponential { per_h, .. } => {
                let level = rate / per_h;
                (size - level) * libm::expm1(per_h * hours) / per_h + level * hours
            }
            Self::Linear { per_h, .. } => (size + 0.5 * (per_h - rate) * hours) * hours,
            Self::Logistic { per_h, capacity } => logistic::integral(per_h, capacity, rate, size, hours),
            Self::Squared { per_h2, age_h, .. } => (size + (per_h2 * age_h - 0.5 * rate + per_h2 * hours / 3.0) * hours) * hours,
        };
        sum.max(0.0)
    }

    /// Hours until nothing is left; none when the task grows faster than it is worked off.
    #[must_use]
    pub fn hours_to_zero(&self, size: f64, rate: f64) -> Option<f64> {
        if size <= 0.0 {
            return Some(0.0);
        }
        match *self {
            Self::Exponential { per_h, .. } if rate <= per_h * size => None,
            Self::Exponential { per_h: 0.0, .. } => Some(size / rate),
            Self::Exponential { per_h, .. } => Some(-libm::log1p(-per_h * size / rate) / per_h),
            Self::Linear { per_h, .. } => (rate > per_h).then(|| size / (rate - per_h)),
            Self::Logistic { per_h, capacity } => logistic::hours_to_zero(per_h, capacity, rate, size),
            Self::Squared { per_h2, age_h, .. } => first_zero(per_h2, rate - 2.0 * per_h2 * age_h, size),
        }
    }

    /// Hours until it no longer grows; none when it always does or never gets there.
    #[must_use]
    pub fn hours_to_end(&self, size: f64, rate: f64) -> Option<f64> {
        match *self {
            Self::Squared { age_h, ends_h, .. } => ends_h.is_finite().then(|| (ends_h - age_h).max(0.0)),
            _ if self.ceiling().is_finite() => self.hours_up_to(size, rate, self.ceiling()),
            _ => None,
        }
    }

    /// Hours until the integral of the size reaches a value, by bisection; none when it does not while anything is left, or not in a
    /// year.
    #[must_use]
    pub fn hours_to_integral(&self, size: f64, rate: f64, wanted: f64) -> Option<f64> {
        if wanted <= 0.0 {
            return Some(0.0);
        }
        let end = self.hours_to_zero(size, rate).unwrap_or(HOURS_MAX).min(HOURS_MAX);
        if self.integral(size, rate, end) < wanted {
            return None;
        }
        let (mut low, mut high) = (0.0, end);
        for _ in 0..BISECTIONS {
            let middle = 0.5 * (low + high);
            if self.integral(size, rate, middle) < wanted {
                low = middle;
            } else {
                high = middle;
            }
        }
        Some(high)
    }

    /// Hours until the task has grown up to a size; none when it does not.
    #[must_use]
    pub fn hours_up_to(&self, size: f64, rate: f64, wanted: f64) -> Option<f64> {
        if size >= wanted {
            return Some(0.0);
        }
        let hours = match *self {
            Self::Exponential { per_h, .. } if per_h == 0.0 || rate >= per_h * size => return None,
            Self::Exponential { per_h, .. } => {
                let level = rate / per_h;
                libm::log((wanted - level) / (size - level)) / per_h
            }
            Self::Linear { per_h, .. } if rate >= per_h => return None,
            Self::Linear { per_h, .. } => (wanted - size) / (per_h - rate),
            Self::Logistic { per_h, capacity } => logistic::hours_up_to(per_h, capacity, rate, size, wanted)?,
            Self::Squared { .. } if self.hours_to_zero(size, rate).is_some() => return None,
            Self::Squared { per_h2, age_h, .. } => {
                let (net, rise) = (2.0 * per_h2 * age_h - rate, wanted - size);
                let root = libm::sqrt(net * net + 4.0 * per_h2 * rise);
                // Of the two forms of the positive root that one which subtracts no nearly equal numbers.
                if net >= 0.0 { 2.0 * rise / (net + root) } else { (root - net) / (2.0 * per_h2) }
            }
        };
        hours.is_finite().then_some(hours)
    }
}

/// The first positive root of size − fall·h + a·h², the sizes above 0: where the task ends. Where `fall` is too small it dips and grows
/// again.
fn first_zero(a: f64, fall: f64, size: f64) -> Option<f64> {
    let inside = fall * fall - 4.0 * a * size;
    (fall > 0.0 && inside >= 0.0).then(|| 2.0 * size / (fall + libm::sqrt(inside)))
}

#[cfg(test)]
mod tests {
    use super::Growth;

    const fn exponential(per_h: f64) -> Growth {
        Growth::Exponential { per_h, ceiling: f64::INFINITY }
    }

    const fn linear(per_h: f64) -> Growth {
        Growth::Linear { per_h, ceiling: f64::INFINITY }
    }

    const fn logistic(per_h: f64) -> Growth {
        Growth::Logistic { per_h, capacity: 12.0 }
    }

    /// A fire of a·t² with a = 0.8, an hour and a half after its onset.
    fn squared() -> Growth {
        Growth::Squared { per_h2: 0.8, age_h: 0.0, ends_h: 4.0 }.aged(1.5)
    }

    /// Size and integral by the classical Runge-Kutta method in many small steps.
    fn by_steps(growth: Growth, size: f64, rate: f64, hours: f64) -> (f64, f64) {
        let slope = |d: f64, t: f64| match growth {
            Growth::Exponential { per_h, .. } => per_h * d - rate,
            Growth::Linear { per_h, .. } => per_h - rate,
            Growth::Logistic { per_h, capacity } => per_h * d * (1.0 - d / capacity) - rate,
            Growth::Squared { per_h2, age_h, .. } => 2.0 * per_h2 * (age_h + t) - rate,
        };
        let (mut d, mut sum, n) = (size, 0.0, 4_000);
        let h = hours / f64::from(n);
        for step in 0..n {
            let t = h * f64::from(step);
            let k1 = slope(d, t);
            let k2 = slope(d + 0.5 * h * k1, t + 0.5 * h);
            let k3 = slope(d + 0.5 * h * k2, t + 0.5 * h);
            let k4 = slope(d + h * k3, t + h);
            let middle = d + 0.5 * h * k2;
            let next = d + h * (k1 + 2.0 * k2 + 2.0 * k3 + k4) / 6.0;
            sum += h * (d + 4.0 * middle + next) / 6.0;
            d = next;
        }
        (d, sum)
    }

    #[test]
    fn a_growing_task_has_a_latest_useful_arrival() {
        // D0 = 10, g = 0.6/h, three units of 8/h: arrival at 1 h contains at 2.01 h, at 2.2 h only at 6.78 h, after 2.31 h never.
        let law = exponential(0.6);
        let contained = |arrival: f64| law.hours_to_zero(law.size_after(10.0, 0.0, arrival), 24.0).map(|t| t + arrival);
        assert!((contained(1.0).unwrap() - 2.01).abs() < 0.01, "{:?}", contained(1.0));
        assert!((contained(2.2).unwrap() - 6.78).abs() < 0.01, "{:?}", contained(2.2));
        assert!(contained(2.32).is_none());
    }

    #[test]
    fn closed_forms_agree_with_small_steps() {
        let mut tried = 0;
        for law in [exponential(0.0), exponential(0.5), linear(2.0), logistic(0.5), logistic(2.0), logistic(0.0), squared()] {
            for size in [0.5, 3.0, 6.0, 11.9, 12.0] {
                // 1.5 and 6 make the logistic tasks of g = 0.5 and 2 lose their equilibria exactly; above them they always end.
                for rate in [0.0, 0.7, 1.5, 2.0, 6.0, 7.5] {
                    let end = law.hours_to_zero(size, rate).unwrap_or(f64::INFINITY);
                    let hours = 0.9 * end.min(2.0);
                    let (found, sum) = (law.size_after(size, rate, hours), law.integral(size, rate, hours));
                    let (wanted, wanted_sum) = by_steps(law, size, rate, hours);
                    assert!((found - wanted).abs() < 1e-7, "{law:?} from {size} against {rate}: {found}, {wanted} by steps");
                    assert!((sum - wanted_sum).abs() < 1e-6, "{law:?} from {size} against {rate}: {sum}, {wanted_sum} by steps");
                    tried += 1;
                }
            }
        }
        assert_eq!(tried, 210);
    }

    #[test]
    fn closed_forms_agree_with_their_own_crossings() {
        let mut crossed = [0, 0];
        for law in [exponential(0.0), exponential(0.5), exponential(0.1), linear(1.0), logistic(0.5), logistic(2.0)] {
            for size in [0.5, 3.0, 9.0] {
                for rate in [0.0, 0.35, 1.0, 2.0, 4.0, 8.0] {
                    if let Some(end) = law.hours_to_zero(size, rate) {
                        assert!(law.size_after(size, rate, end) < 1e-9, "{law:?} {size} {rate}");
                        assert!(law.size_after(size, rate, end * 0.99) > 0.0);
                        crossed[0] += 1;
                    }
                    if let Some(up) = law.hours_up_to(size, rate, 10.0) {
                        assert!((law.size_after(size, rate, up) - 10.0).abs() < 1e-9, "{law:?} {size} {rate}");
                        assert!(law.hours_to_zero(size, rate).is_none(), "{law:?} {size} {rate} goes up and down");
                        crossed[1] += 1;
                    }
                }
            }
        }
        assert!(crossed[0] > 40 && crossed[1] > 20, "{crossed:?}");
    }

    #[test]
    fn a_squared_task_dips_and_grows_again_where_the_rate_is_too_small() {
        // 2.4 unit-hours an hour after an hour and a half. Against a rate of 4.4 a task of 1 is 1 − 2·h + 0.8·h²: it ends at
        // h = (2 − √0.8)/1.6 = 0.690983. Against 4.1 it is 1 − 1.7·h + 0.8·h², which never gets below 0.096875.
        let ends = squared().hours_to_zero(1.0, 4.4).unwrap();
        assert!((ends - 0.690_983_005_625_052_5).abs() < 1e-12, "{ends}");
        assert_eq!(squared().hours_to_zero(1.0, 4.1), None);
        assert!((squared().size_after(1.0, 4.1, 1.7 / 1.6) - 0.096_875).abs() < 1e-12);
        // Up to 2 it comes after the dip: 0.8·h² − 1.7·h − 1 = 0, h = (1.7 + √6.09)/1.6. What ends before never comes up to it.
        let up = squared().hours_up_to(1.0, 4.1, 2.0).unwrap();
        assert!((up - (1.7 + libm::sqrt(6.09)) / 1.6).abs() < 1e-12, "{up}");
        assert_eq!(squared().hours_up_to(1.0, 4.4, 2.0), None);
        assert_eq!((squared().hours_to_end(1.0, 0.0), squared().aged(5.0).hours_to_end(1.0, 9.0)), (Some(2.5), Some(0.0)));
    }

    #[test]
    fn a_logistic_task_always_ends_above_a_quarter_of_growth_times_capacity() {
        // g·K/4 = 6 for g = 2 and K = 12: below that rate only what comes before the lower equilibrium ends.
        let law = logistic(2.0);
        assert!(law.hours_to_zero(12.0, 6.01).is_some() && law.hours_to_zero(7.0, 5.9).is_none());
        let lower = 6.0 * (1.0 - libm::sqrt(1.0 - 4.0 * 5.0 / 24.0));
        assert!(law.hours_to_zero(lower - 0.01, 5.0).is_some() && law.hours_to_zero(lower + 0.01, 5.0).is_none());
    }
}
