//! A quantile by interpolation and its interval from order statistics.

use statrs::distribution::{Binomial, DiscreteCDF};

/// The `p`-quantile, type 7: linear between order statistics, at position (n − 1)·p; none of no observation. Infinite
/// observations may stand for what was never reached: the quantile is then infinite where it touches one.
///
/// Source: R. J. Hyndman and Y. Fan, *Sample quantiles in statistical packages*, The American Statistician 50 (1996).
///
/// # Panics
/// When `p` is outside 0 to 1 or an observation is not a number.
#[must_use]
pub fn quantile(observations: &[f64], p: f64) -> Option<f64> {
    assert!((0.0..=1.0).contains(&p), "the {p}-quantile");
    assert!(!observations.iter().any(|x| x.is_nan()), "a quantile of values that are not numbers");
    let mut sorted = observations.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    let position = last as f64 * p;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the last position")]
    let below = position.floor() as usize;
    let (low, high) = (sorted[below], sorted[(below + 1).min(last)]);
    let fraction = position - position.floor();
    Some(if fraction == 0.0 || low == high { low } else { low + fraction * (high - low) })
}

/// Ranks (from 1) of the order statistics that enclose a quantile, and how often they do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RankInterval {
    /// Rank of the lower end.
    pub low: usize,
    /// Rank of the upper end.
    pub high: usize,
    /// Probability that the two enclose the quantile, whatever the (continuous) law.
    pub coverage: f64,
}

/// The narrowest ranks whose tails each hold at most half of what `confidence` leaves; none when `n` observations are too few.
///
/// The number of observations below the `p`-quantile is binomial (n, p): David and Nagaraja, *Order Statistics*, section 7.1.
///
/// # Panics
/// When `p` or `confidence` is not strictly between 0 and 1.
#[must_use]
pub fn rank_interval(n: usize, p: f64, confidence: f64) -> Option<RankInterval> {
    assert!(p > 0.0 && p < 1.0 && confidence > 0.0 && confidence < 1.0, "the {p}-quantile at a confidence of {confidence}");
    let law = Binomial::new(p, n as u64).expect("a binomial law of a probability");
    let tail = (1.0 - confidence) / 2.0;
    let below = |rank: usize| law.cdf(rank as u64 - 1);
    let low = (1..=n).rev().find(|rank| below(*rank) <= tail)?;
    let high = (1..=n).find(|rank| 1.0 - below(*rank) <= tail)?;
    Some(RankInterval { low, high, coverage: below(high) - below(low) })
}

#[cfg(test)]
mod tests {
    use super::{quantile, rank_interval};
    use proptest::prelude::{prop_assert, proptest};

    #[test]
    fn type_7_interpolates_between_order_statistics() {
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(quantile(&[4.0, 1.0, 3.0, 2.0], 0.5), Some(2.5));
        assert_eq!(quantile(&[4.0, 1.0, 3.0, 2.0], 1.0), Some(4.0));
        let ten: Vec<f64> = (1..=10).map(f64::from).collect();
        assert!((quantile(&ten, 0.9).unwrap() - 9.1).abs() < 1e-12);
    }

    #[test]
    fn what_was_never_reached_is_beyond_every_number() {
        assert_eq!(quantile(&[1.0, f64::INFINITY, f64::INFINITY], 0.5), Some(f64::INFINITY));
        assert_eq!(quantile(&[1.0, 2.0, f64::INFINITY], 0.5), Some(2.0));
    }

    #[test]
    fn ranks_enclose_high_quantiles() {
        let p90 = rank_interval(100, 0.9, 0.95).unwrap();
        assert_eq!((p90.low, p90.high), (84, 96));
        assert!((p90.coverage - 0.9557).abs() < 5e-5, "{p90:?}");
        let p95 = rank_interval(200, 0.95, 0.95).unwrap();
        assert_eq!((p95.low, p95.high), (184, 197));
        assert_eq!(rank_interval(10, 0.99, 0.95), None);
    }

    proptest! {
        #[test]
        fn a_quantile_lies_among_the_observations(values in proptest::collection::vec(-1e6_f64..1e6, 1..40), p in 0.0_f64..=1.0) {
            let found = quantile(&values, p).unwrap();
            prop_assert!(values.iter().any(|x| *x <= found) && values.iter().any(|x| *x >= found));
        }
    }
}
