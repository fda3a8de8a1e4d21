//! The interval of a mean (Student) and of a proportion (Wilson), at a two-sided confidence such as 0.95.

use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

/// An interval; both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ConfidenceInterval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// A mean and, from two observations on, its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanEstimate {
    /// Arithmetic mean.
    pub mean: f64,
    /// The interval; none of a single observation.
    pub interval: Option<ConfidenceInterval>,
}

/// The factor `t` by which a standard error becomes half an interval: a quantile of Student's law of `freedom` degrees.
///
/// # Panics
/// When `confidence` is not strictly between 0 and 1, or there are no degrees of freedom.
#[must_use]
pub fn student_factor(freedom: usize, confidence: f64) -> f64 {
    let upper = upper_tail(confidence);
    assert!(freedom > 0, "a Student law of {freedom} degrees of freedom");
    let law = StudentsT::new(0.0, 1.0, count(freedom)).expect("a Student law of positive freedom");
    law.inverse_cdf(upper)
}

/// The factor `z` for a known standard error: a quantile of the standard normal law.
///
/// # Panics
/// When `confidence` is not strictly between 0 and 1.
#[must_use]
pub fn normal_factor(confidence: f64) -> f64 {
    Normal::standard().inverse_cdf(upper_tail(confidence))
}

/// The mean of observations with the interval mean ± t·s/√n; none of no observation. Equal observations have an interval of
/// no width.
///
/// # Panics
/// When `confidence` is not strictly between 0 and 1.
#[must_use]
pub fn mean(observations: &[f64], confidence: f64) -> Option<MeanEstimate> {
    let n = observations.len();
    if n == 0 {
        return None;
    }
    let mean = average(observations);
    if n == 1 {
        return Some(MeanEstimate { mean, interval: None });
    }
    let squares: f64 = observations.iter().map(|x| (x - mean) * (x - mean)).sum();
    let error = (squares / count(n - 1) / count(n)).sqrt();
    let half = student_factor(n - 1, confidence) * error;
    Some(MeanEstimate { mean, interval: Some(ConfidenceInterval { low: mean - half, high: mean + half }) })
}

/// The mean, exact when all observations are equal: the mean distance from the first, added to the first.
fn average(observations: &[f64]) -> f64 {
    let first = observations[0];
    first + observations.iter().map(|x| x - first).sum::<f64>() / count(observations.len())
}

/// Wilson's score interval of a proportion of `successes` in `trials`; none of no trial.
///
/// Source: E. B. Wilson, *Probable inference, the law of succession, and statistical inference*, JASA 22 (1927).
///
/// # Panics
/// When there are more successes than trials, or `confidence` is not strictly between 0 and 1.
#[must_use]
pub fn wilson(successes: u64, trials: u64, confidence: f64) -> Option<ConfidenceInterval> {
    assert!(successes <= trials, "{successes} successes in {trials} trials");
    if trials == 0 {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    let (n, p) = (trials as f64, successes as f64 / trials as f64);
    let z = normal_factor(confidence);
    let scale = 1.0 + z * z / n;
    let middle = (p + z * z / (2.0 * n)) / scale;
    let half = z / scale * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    Some(ConfidenceInterval { low: (middle - half).max(0.0), high: (middle + half).min(1.0) })
}

fn upper_tail(confidence: f64) -> f64 {
    assert!(confidence > 0.0 && confidence < 1.0, "a confidence of {confidence}");
    f64::midpoint(1.0, confidence)
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
const fn count(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::{mean, normal_factor, student_factor, wilson};
    use proptest::prelude::{prop_assert, proptest};

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-6 * b.abs().max(1.0), "{a} is not {b}");
    }

    #[test]
    fn factors_are_those_of_the_tables() {
        for (found, wanted) in [
            (normal_factor(0.95), 1.959_963_984_540_054),
            (student_factor(1, 0.95), 12.706_204_736_432_095),
            (student_factor(9, 0.95), 2.262_157_162_740_991_5),
            (student_factor(199, 0.95), 1.971_956_544_249_395),
        ] {
            assert!((found - wanted).abs() < 1e-9, "{found} is not {wanted}");
        }
    }

    #[test]
    fn a_mean_has_an_interval_from_two_observations_on() {
        assert_eq!(mean(&[], 0.95), None);
        assert_eq!(mean(&[3.0], 0.95).unwrap().interval, None);
        let two = mean(&[1.0, 3.0], 0.95).unwrap();
        near(two.mean, 2.0);
        near(two.interval.unwrap().high, 2.0 + 12.706_204_736);
    }

    #[test]
    fn equal_observations_have_an_interval_of_no_width() {
        let same = mean(&[0.1; 7], 0.95).unwrap();
        assert_eq!((same.mean, same.interval.unwrap().low, same.interval.unwrap().high), (0.1, 0.1, 0.1));
    }

    #[test]
    fn wilson_holds_at_the_edges() {
        let none = wilson(0, 10, 0.95).unwrap();
        near(none.low, 0.0);
        near(none.high, 0.277_532_8);
        let half = wilson(5, 10, 0.95).unwrap();
        near(half.low, 0.236_593_1);
        near(half.low + half.high, 1.0);
        assert_eq!(wilson(0, 0, 0.95), None);
    }

    proptest! {
        #[test]
        fn wilson_covers_the_share_and_stays_inside_the_unit(trials in 1_u64..500, part in 0.0_f64..1.0) {
            let successes = (part * trials as f64) as u64;
            let interval = wilson(successes, trials, 0.95).unwrap();
            let share = successes as f64 / trials as f64;
            prop_assert!(0.0 <= interval.low && interval.low <= share + 1e-12);
            prop_assert!(share - 1e-12 <= interval.high && interval.high <= 1.0);
        }
    }
}
