//! The mean difference of two treatments on the same blocks: replication by replication, on the same luck.

use crate::statistics::interval::{MeanEstimate, mean};

/// Both means and the mean of b − a over the pairs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairedDifference {
    /// Mean of the first of each pair.
    pub mean_a: f64,
    /// Mean of the second of each pair.
    pub mean_b: f64,
    /// Mean of b − a with its paired Student interval.
    pub difference: MeanEstimate,
}

/// The paired t interval of b − a; none of no pair. Pairs of equal values give exactly zero, ends of the interval included.
///
/// # Panics
/// When `confidence` is not strictly between 0 and 1.
#[must_use]
pub fn paired(pairs: &[(f64, f64)], confidence: f64) -> Option<PairedDifference> {
    let column = |pick: fn(&(f64, f64)) -> f64| -> Vec<f64> { pairs.iter().map(pick).collect() };
    let difference = mean(&column(|(a, b)| b - a), confidence)?;
    let mean_a = mean(&column(|(a, _)| *a), confidence)?.mean;
    let mean_b = mean(&column(|(_, b)| *b), confidence)?.mean;
    Some(PairedDifference { mean_a, mean_b, difference })
}

#[cfg(test)]
mod tests {
    use super::paired;
    use crate::statistics::interval::ConfidenceInterval;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    /// Student's sleep data: extra hours under two drugs, ten patients (Student, *Biometrika* 6, 1908): t = 4.0621.
    #[test]
    fn student_s_sleep_data() {
        let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        let pairs: Vec<(f64, f64)> = first.into_iter().zip(second).collect();
        let result = paired(&pairs, 0.95).unwrap();
        let interval = result.difference.interval.unwrap();
        for (found, wanted) in [
            (result.mean_a, 0.75),
            (result.mean_b, 2.33),
            (result.difference.mean, 1.58),
            (interval.low, 0.700_114_2),
            (interval.high, 2.459_885_8),
        ] {
            assert!((found - wanted).abs() < 1e-6, "{found} is not {wanted}");
        }
    }

    proptest! {
        #[test]
        fn a_treatment_against_itself_differs_by_exactly_zero(values in proptest::collection::vec(-1e9_f64..1e9, 2..50)) {
            let pairs: Vec<(f64, f64)> = values.iter().map(|x| (*x, *x)).collect();
            let result = paired(&pairs, 0.95).unwrap();
            prop_assert_eq!(result.difference.mean.to_bits(), 0.0_f64.to_bits());
            prop_assert_eq!(result.difference.interval.unwrap(), ConfidenceInterval { low: 0.0, high: 0.0 });
        }

        #[test]
        fn exchanging_the_treatments_turns_the_sign(pairs in proptest::collection::vec(any::<(i16, i16)>(), 2..30)) {
            let there: Vec<(f64, f64)> = pairs.iter().map(|(a, b)| (f64::from(*a), f64::from(*b))).collect();
            let back: Vec<(f64, f64)> = there.iter().map(|(a, b)| (*b, *a)).collect();
            let (there, back) = (paired(&there, 0.95).unwrap(), paired(&back, 0.95).unwrap());
            prop_assert_eq!(there.difference.mean, -back.difference.mean);
        }
    }
}
