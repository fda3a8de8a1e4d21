//! The law of a shared task: dD/dt = g·D − R, D in unit-hours, g per hour, R the sum of the rates at work.
//!
//! Closed form between events, for g > 0: D(t) = (D0 − R/g)·e^(g·t) + R/g. It ends at ln(R / (R − g·D0)) / g when R > g·D0,
//! and never otherwise. With g = 0 it is D0 − R·t. Growth may end for good when D reaches a ceiling.

/// The size after `hours`.
#[must_use]
pub fn size_after(size: f64, growth_per_h: f64, rate: f64, hours: f64) -> f64 {
    if growth_per_h == 0.0 {
        return (size - rate * hours).max(0.0);
    }
    let level = rate / growth_per_h;
    ((size - level) * libm::exp(growth_per_h * hours) + level).max(0.0)
}

/// Hours until nothing is left; none when the task grows faster than it is worked off.
#[must_use]
pub fn hours_to_zero(size: f64, growth_per_h: f64, rate: f64) -> Option<f64> {
    if size <= 0.0 {
        return Some(0.0);
    }
    if rate <= growth_per_h * size {
        return None;
    }
    if growth_per_h == 0.0 {
        return Some(size / rate);
    }
    Some(-libm::log1p(-growth_per_h * size / rate) / growth_per_h)
}

/// Hours until the ceiling is reached; none when the task does not grow up to it.
#[must_use]
pub fn hours_to_ceiling(size: f64, growth_per_h: f64, rate: f64, ceiling: f64) -> Option<f64> {
    if size >= ceiling {
        return Some(0.0);
    }
    if growth_per_h == 0.0 || rate >= growth_per_h * size {
        return None;
    }
    let level = rate / growth_per_h;
    Some(libm::log((ceiling - level) / (size - level)) / growth_per_h)
}

#[cfg(test)]
mod tests {
    use super::{hours_to_ceiling, hours_to_zero, size_after};

    #[test]
    fn a_growing_task_has_a_latest_useful_arrival() {
        // D0 = 10, g = 0.6/h, three units of 8/h: arrival at 1 h contains at 2.01 h, at 2.2 h only at 6.78 h, after 2.31 h never.
        let contained = |arrival: f64| hours_to_zero(size_after(10.0, 0.6, 0.0, arrival), 0.6, 24.0).map(|t| t + arrival);
        assert!((contained(1.0).unwrap() - 2.01).abs() < 0.01, "{:?}", contained(1.0));
        assert!((contained(2.2).unwrap() - 6.78).abs() < 0.01, "{:?}", contained(2.2));
        assert!(contained(2.32).is_none());
    }

    #[test]
    fn the_closed_form_agrees_with_its_own_crossings() {
        for (size, growth, rate) in [(3.0, 0.0, 2.0), (3.0, 0.5, 2.0), (10.0, 0.1, 4.0)] {
            let end = hours_to_zero(size, growth, rate).unwrap();
            assert!(size_after(size, growth, rate, end) < 1e-9);
            assert!(size_after(size, growth, rate, end * 0.99) > 0.0);
        }
        let up = hours_to_ceiling(3.0, 0.5, 1.0, 8.0).unwrap();
        assert!((size_after(3.0, 0.5, 1.0, up) - 8.0).abs() < 1e-9);
        assert!(hours_to_ceiling(3.0, 0.5, 2.0, 8.0).is_none());
    }
}
