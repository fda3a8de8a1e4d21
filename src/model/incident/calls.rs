//! When somebody calls about an incident that grows: calls come as a Poisson process whose rate is a power of the size.
//!
//! With r(t) = D(t)/D(0) and nobody at work, the calls up to t have a mean of λ·∫r^γ, λ being the rate at onset. What is looked for is the
//! instant when ∫r^γ reaches a value:
//!
//! | growth | ∫r^γ from 0 to t |
//! | --- | --- |
//! | none | t |
//! | exponential | (e^(γ·g·t) − 1)/(γ·g) |
//! | linear, s = a/D(0) | ((1 + s·t)^(γ+1) − 1)/(s·(γ+1)) |
//! | logistic | by Simpson's rule in steps of 0.1/g, until r is within a millionth of its end |
//! | squared | by the same rule in steps of 0.1·√(D(0)/a), until all is alight |
//!
//! From the ceiling on r is constant.

use crate::model::incident::growth::Growth;

/// Step of the quadrature of a logistic task, as a part of 1/g.
const STEP: f64 = 0.1;
/// How near to its capacity a logistic task counts as full grown.
const NEAR: f64 = 1.0e-6;
/// Steps of Newton's method inside a step of the quadrature.
const ROUNDS: usize = 6;

impl Growth {
    /// Hours until ∫r^γ reaches `wanted` hours while nobody works: `size` is D(0), above 0, `power` is γ, 0 or more.
    #[must_use]
    pub fn hours_to_power_integral(&self, size: f64, power: f64, wanted: f64) -> f64 {
        match *self {
            Self::Exponential { per_h, .. } if per_h * power > 0.0 => {
                let pace = power * per_h;
                let before = |hours: f64| libm::expm1(pace * hours) / pace;
                self.with_ceiling(size, power, wanted, libm::log1p(pace * wanted) / pace, before)
            }
            Self::Linear { per_h, .. } if per_h > 0.0 => {
                let (slope, power_up) = (per_h / size, power + 1.0);
                let hours = (libm::pow(1.0 + slope * power_up * wanted, 1.0 / power_up) - 1.0) / slope;
                let before = |hours: f64| (libm::pow(1.0 + slope * hours, power_up) - 1.0) / (slope * power_up);
                self.with_ceiling(size, power, wanted, hours, before)
            }
            Self::Logistic { per_h, capacity } if per_h * power > 0.0 && size < capacity => {
                let f = |hours| libm::pow(self.size_after(size, 0.0, hours) / size, power);
                by_quadrature(f, STEP / per_h, wanted, libm::pow(capacity / size, power))
            }
            Self::Squared { per_h2, ends_h, .. } if per_h2 * power > 0.0 => {
                let ratio = |hours: f64| 1.0 + per_h2 / size * hours.min(ends_h) * hours.min(ends_h);
                let f = |hours| libm::pow(ratio(hours), power);
                by_quadrature(f, STEP * libm::sqrt(size / per_h2), wanted, f(ends_h))
            }
            _ => wanted,
        }
    }

    /// The hours found without a ceiling, or with the constant rate from the ceiling on where that is reached first.
    fn with_ceiling(&self, size: f64, power: f64, wanted: f64, hours: f64, before: impl Fn(f64) -> f64) -> f64 {
        match self.hours_up_to(size, 0.0, self.ceiling()) {
            Some(grown) if grown < hours => grown + (wanted - before(grown)) / libm::pow(self.ceiling() / size, power),
            _ => hours,
        }
    }
}

/// Where the integral of a function that rises to `end` reaches `wanted`.
fn by_quadrature(f: impl Fn(f64) -> f64, step: f64, wanted: f64, end: f64) -> f64 {
    let simpson = |from: f64, h: f64| h / 6.0 * (f(from) + 4.0 * f(from + 0.5 * h) + f(from + h));
    let (mut at, mut left) = (0.0, wanted);
    while f(at) < end * (1.0 - NEAR) {
        let part = simpson(at, step);
        if part >= left {
            let mut h = step * left / part;
            for _ in 0..ROUNDS {
                h -= (simpson(at, h) - left) / f(at + h);
            }
            return at + h;
        }
        (at, left) = (at + step, left - part);
    }
    at + left / end
}

#[cfg(test)]
mod tests {
    use super::Growth;

    /// ∫r^γ by the trapezoidal rule in many small steps.
    fn by_steps(growth: Growth, size: f64, power: f64, hours: f64) -> f64 {
        let n = 20_000;
        let h = hours / f64::from(n);
        let f = |t: f64| libm::pow(growth.size_after(size, 0.0, t).min(growth.ceiling()) / size, power);
        (0..n).map(|k| 0.5 * h * (f(f64::from(k) * h) + f(f64::from(k + 1) * h))).sum()
    }

    #[test]
    fn the_instant_is_where_small_steps_find_the_integral() {
        let none = f64::INFINITY;
        let laws = [
            Growth::NONE,
            Growth::Exponential { per_h: 0.7, ceiling: none },
            Growth::Exponential { per_h: 0.7, ceiling: 9.0 },
            Growth::Linear { per_h: 2.0, ceiling: none },
            Growth::Linear { per_h: 2.0, ceiling: 5.0 },
            Growth::Logistic { per_h: 0.7, capacity: 20.0 },
            Growth::Squared { per_h2: 0.8, age_h: 0.0, ends_h: none },
        ];
        for law in laws {
            for power in [0.0, 0.5, 1.0] {
                for wanted in [0.2, 3.0, 40.0] {
                    let hours = law.hours_to_power_integral(4.0, power, wanted);
                    let found = by_steps(law, 4.0, power, hours);
                    assert!(
                        (found / wanted - 1.0).abs() < 1e-5,
                        "{law:?} to the {power}: {found} at {hours} h instead of {wanted}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_logistic_task_agrees_with_its_closed_form() {
        // With γ = 1: t = ln(1 + (K/D0)·(e^(g·w·D0/K) − 1))/g.
        let law = Growth::Logistic { per_h: 2.0, capacity: 50.0 };
        for wanted in [0.1, 1.0, 10.0, 100.0] {
            let exact = libm::log(1.0 + 50.0 * libm::expm1(2.0 * wanted / 50.0)) / 2.0;
            let found = law.hours_to_power_integral(1.0, 1.0, wanted);
            assert!((found - exact).abs() < 1e-4 * exact, "{found} instead of {exact}");
        }
    }

    #[test]
    fn what_is_full_grown_calls_at_one_rate() {
        let law = Growth::Exponential { per_h: 6.0, ceiling: 1.0001 };
        let hours = law.hours_to_power_integral(1.0, 1.0, 10.0);
        assert!((hours - 10.0).abs() < 0.002, "{hours}");
    }
}
