//! Laws of duration, each sampled by inversion from one uniform number (a mixture takes one more for the choice).
//!
//! Inversion is monotone, so that the same luck gives a longer time under a slower law. Elementary functions come from `libm`,
//! so that two machines give the same bits.

use std::sync::Arc;

use crate::engine::special::{GammaQuantile, normal_quantile};
use crate::engine::streams::Stream;
use crate::engine::time::Span;

/// z at 90 %: from a 90th-percentile standard to a lognormal law.
const Z_90: f64 = 1.281_551_565_544_6;

/// A law of duration. All parameters are in minutes unless they have no dimension.
#[derive(Clone, Debug)]
pub enum Law {
    /// Always the same, min.
    Deterministic(f64),
    /// Exponential with this mean, min.
    Exponential(f64),
    /// Gamma (Erlang for whole shapes): mean in min, tabulated quantile of the law with mean 1.
    Gamma(f64, Arc<GammaQuantile>),
    /// Lognormal: mean and standard deviation of the logarithm of minutes.
    LogNormal(f64, f64),
    /// Weibull: scale in min and shape.
    Weibull(f64, f64),
    /// Uniform between two bounds, min.
    Uniform(f64, f64),
    /// Triangular: low, mode, high, min.
    Triangular(f64, f64, f64),
    /// One of several laws, with cumulated probabilities.
    Mixture(Arc<[(f64, Law)]>),
    /// One of several values in minutes, ascending, with cumulated probabilities.
    Empirical(Arc<[(f64, f64)]>),
}

/// Why a law cannot be: the offending parameter and what it must be.
#[derive(Clone, Debug, PartialEq)]
pub struct LawError {
    /// Name of the parameter as it stands in a file.
    pub parameter: &'static str,
    /// Its value.
    pub value: f64,
    /// What it must be.
    pub must_be: &'static str,
}

/// The longest time of a law, min: some 1,900 years, beyond any horizon.
pub const MINUTES_MAX: f64 = 1e9;

/// The largest coefficient of variation: beyond it a law is nearly always nearly 0 and once in a run longer than history.
pub const CV_MAX: f64 = 100.0;

/// The smallest coefficient of variation of a gamma law above 0, so that its shape is at most 10,000.
const GAMMA_CV_MIN: f64 = 0.01;

/// The most stages of an Erlang law: its coefficient of variation is then 0.01.
const STAGES_MAX: f64 = 10_000.0;

fn positive(parameter: &'static str, value: f64) -> Result<f64, LawError> {
    if value.is_finite() && value > 0.0 { Ok(value) } else { Err(LawError { parameter, value, must_be: "above 0 and finite" }) }
}

/// Some time, but not more than any run could last.
fn some_minutes(parameter: &'static str, value: f64) -> Result<f64, LawError> {
    let must_be = "above 0 and at most 1000000000";
    if value > 0.0 && value <= MINUTES_MAX { Ok(value) } else { Err(LawError { parameter, value, must_be }) }
}

/// Time or none.
fn minutes(parameter: &'static str, value: f64) -> Result<f64, LawError> {
    if value == 0.0 { Ok(value) } else { some_minutes(parameter, value).map_err(|error| LawError { must_be: MINUTES, ..error }) }
}

/// A coefficient of variation, which may be none.
fn spread(cv: f64) -> Result<f64, LawError> {
    within("cv", cv, (0.0, CV_MAX), "0 or more and at most 100")
}

const MINUTES: &str = "0 or more and at most 1000000000";

fn within(parameter: &'static str, value: f64, (low, high): (f64, f64), must_be: &'static str) -> Result<f64, LawError> {
    if (low..=high).contains(&value) { Ok(value) } else { Err(LawError { parameter, value, must_be }) }
}

fn not_negative(parameter: &'static str, value: f64) -> Result<f64, LawError> {
    if value.is_finite() && value >= 0.0 {
        Ok(value)
    } else {
        Err(LawError { parameter, value, must_be: "0 or more and finite" })
    }
}

impl Law {
    /// No time at all.
    pub const ZERO: Self = Self::Deterministic(0.0);

    /// Always `min` minutes.
    ///
    /// # Errors
    /// When `min` is negative or not finite.
    pub fn deterministic(min: f64) -> Result<Self, LawError> {
        Ok(Self::Deterministic(minutes("min", min)?))
    }

    /// Exponential with mean `mean_min`.
    ///
    /// # Errors
    /// When the mean is not positive.
    pub fn exponential(mean_min: f64) -> Result<Self, LawError> {
        Ok(Self::Exponential(positive("mean_min", mean_min)?))
    }

    /// Sum of `shape` equal exponential stages with mean `mean_min` in all.
    ///
    /// # Errors
    /// When `shape` is 0 or the mean is not positive.
    pub fn erlang(shape: u32, mean_min: f64) -> Result<Self, LawError> {
        let shape = within("shape", f64::from(shape), (1.0, STAGES_MAX), "1 or more and at most 10000")?;
        Ok(Self::Gamma(some_minutes("mean_min", mean_min)?, Arc::new(GammaQuantile::new(shape))))
    }

    /// Gamma with mean `mean_min` and coefficient of variation `cv`.
    ///
    /// # Errors
    /// When a parameter is not positive.
    pub fn gamma(mean_min: f64, cv: f64) -> Result<Self, LawError> {
        let cv = within("cv", cv, (GAMMA_CV_MIN, CV_MAX), "above 0 (0.01 at the least) and at most 100")?;
        Ok(Self::Gamma(some_minutes("mean_min", mean_min)?, Arc::new(GammaQuantile::new(1.0 / (cv * cv)))))
    }

    /// Lognormal with mean `mean_min` and coefficient of variation `cv`.
    ///
    /// # Errors
    /// When the mean is not positive or `cv` is negative.
    pub fn lognormal(mean_min: f64, cv: f64) -> Result<Self, LawError> {
        let variance = libm::log1p(spread(cv)? * cv);
        Ok(Self::LogNormal(libm::log(some_minutes("mean_min", mean_min)?) - variance / 2.0, libm::sqrt(variance)))
    }

    /// Lognormal with 90th percentile `p90_min` and coefficient of variation `cv`: median = p90 · exp(−1.2816 σ).
    ///
    /// # Errors
    /// When the percentile is not positive or `cv` is negative.
    pub fn lognormal_p90(p90_min: f64, cv: f64) -> Result<Self, LawError> {
        let sigma = libm::sqrt(libm::log1p(spread(cv)? * cv));
        Ok(Self::LogNormal(libm::log(some_minutes("p90_min", p90_min)?) - Z_90 * sigma, sigma))
    }

    /// Weibull with this scale and shape.
    ///
    /// # Errors
    /// When a parameter is not positive.
    pub fn weibull(scale_min: f64, shape: f64) -> Result<Self, LawError> {
        let shape = within("shape", shape, (0.01, 1_000.0), "above 0 (0.01 at the least) and at most 1000")?;
        Ok(Self::Weibull(some_minutes("scale_min", scale_min)?, shape))
    }

    /// Uniform between two bounds.
    ///
    /// # Errors
    /// When the lower bound is negative or the upper one lies below it.
    pub fn uniform(low_min: f64, high_min: f64) -> Result<Self, LawError> {
        let low = minutes("low_min", low_min)?;
        let high = minutes("high_min", high_min)?;
        if high < low {
            return Err(LawError { parameter: "high_min", value: high, must_be: "at least low_min" });
        }
        Ok(Self::Uniform(low, high))
    }

    /// Triangular with lower bound, most frequent value and upper bound.
    ///
    /// # Errors
    /// When the three are not in ascending order or the lower bound is negative.
    pub fn triangular(low_min: f64, mode_min: f64, high_min: f64) -> Result<Self, LawError> {
        let low = minutes("low_min", low_min)?;
        let mode = minutes("mode_min", mode_min)?;
        let high = minutes("high_min", high_min)?;
        if mode < low {
            return Err(LawError { parameter: "mode_min", value: mode, must_be: "at least low_min" });
        }
        if high < mode {
            return Err(LawError { parameter: "high_min", value: high, must_be: "at least mode_min" });
        }
        Ok(Self::Triangular(low, mode, high))
    }

    /// One of several laws with weights.
    ///
    /// # Errors
    /// When there is no branch or a weight is negative or all are 0.
    pub fn mixture(branches: Vec<(f64, Self)>) -> Result<Self, LawError> {
        let cumulated = cumulate(branches.iter().map(|b| b.0))?;
        Ok(Self::Mixture(cumulated.into_iter().zip(branches).map(|(c, b)| (c, b.1)).collect()))
    }

    /// One of several values in minutes with weights; written in any order, sampled in ascending order.
    ///
    /// # Errors
    /// When there is no value, a value is negative, a weight is negative or all are 0.
    pub fn empirical(mut values: Vec<(f64, f64)>) -> Result<Self, LawError> {
        for (value, _) in &values {
            minutes("min", *value)?;
        }
        values.sort_by(|a, b| a.0.total_cmp(&b.0));
        let cumulated = cumulate(values.iter().map(|v| v.1))?;
        Ok(Self::Empirical(values.iter().zip(cumulated).map(|(v, c)| (v.0, c)).collect()))
    }

    /// A draw in minutes.
    #[must_use]
    pub fn sample_minutes(&self, stream: &mut Stream) -> f64 {
        match self {
            Self::Deterministic(min) => *min,
            Self::Exponential(mean) => -mean * libm::log1p(-stream.uniform()),
            Self::Gamma(mean, quantile) => mean * quantile.at(stream.uniform()),
            Self::LogNormal(mu, sigma) => libm::exp(mu + sigma * normal_quantile(stream.uniform())),
            Self::Weibull(scale, shape) => scale * libm::pow(-libm::log1p(-stream.uniform()), 1.0 / shape),
            Self::Uniform(low, high) => low + (high - low) * stream.uniform(),
            Self::Triangular(low, mode, high) => triangular_quantile(*low, *mode, *high, stream.uniform()),
            Self::Mixture(branches) => {
                let u = stream.uniform();
                let chosen = branches.partition_point(|b| b.0 <= u).min(branches.len() - 1);
                branches[chosen].1.sample_minutes(stream)
            }
            Self::Empirical(values) => {
                let u = stream.uniform();
                values[values.partition_point(|v| v.1 <= u).min(values.len() - 1)].0
            }
        }
    }

    /// A draw, rounded once to whole milliseconds.
    #[inline]
    #[must_use]
    pub fn sample(&self, stream: &mut Stream) -> Span {
        match self {
            Self::Deterministic(0.0) => Span::ZERO,
            _ => Span::from_minutes(self.sample_minutes(stream)),
        }
    }

    /// A draw multiplied by a factor, rounded once.
    #[inline]
    #[must_use]
    pub fn sample_scaled(&self, stream: &mut Stream, factor: f64) -> Span {
        Span::from_minutes(self.sample_minutes(stream) * factor)
    }

    /// The mean, min.
    #[must_use]
    pub fn mean_minutes(&self) -> f64 {
        match self {
            Self::Deterministic(mean) | Self::Exponential(mean) | Self::Gamma(mean, _) => *mean,
            Self::LogNormal(mu, sigma) => libm::exp(mu + sigma * sigma / 2.0),
            Self::Weibull(scale, shape) => scale * libm::tgamma(1.0 + 1.0 / shape),
            Self::Uniform(low, high) => f64::midpoint(*low, *high),
            Self::Triangular(low, mode, high) => (low + mode + high) / 3.0,
            Self::Mixture(branches) => weighted(branches.iter().map(|b| (b.0, b.1.mean_minutes()))),
            Self::Empirical(values) => weighted(values.iter().map(|v| (v.1, v.0))),
        }
    }

    /// Whether the law always gives no time at all.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(self, Self::Deterministic(min) if *min == 0.0)
    }
}

fn cumulate(weights: impl Iterator<Item = f64> + Clone) -> Result<Vec<f64>, LawError> {
    let mut total = 0.0;
    for weight in weights.clone() {
        total += not_negative("weight", weight)?;
    }
    positive("weight", total)?;
    let mut sum = 0.0;
    Ok(weights
        .map(|weight| {
            sum += weight;
            sum / total
        })
        .collect())
}

fn weighted(cumulated: impl Iterator<Item = (f64, f64)>) -> f64 {
    let mut before = 0.0;
    cumulated.fold(0.0, |mean, (c, value)| {
        let share = c - before;
        before = c;
        mean + share * value
    })
}

fn triangular_quantile(low: f64, mode: f64, high: f64, u: f64) -> f64 {
    let width = high - low;
    if width <= 0.0 {
        return low;
    }
    let left = (mode - low) / width;
    if u < left { low + libm::sqrt(u * width * (mode - low)) } else { high - libm::sqrt((1.0 - u) * width * (high - mode)) }
}

#[cfg(test)]
mod tests {
    use super::{CV_MAX, Law, MINUTES_MAX};
    use crate::engine::streams::{Chance, Purpose};

    fn laws() -> Vec<Law> {
        vec![
            Law::deterministic(7.0).unwrap(),
            Law::exponential(7.0).unwrap(),
            Law::erlang(2, 7.0).unwrap(),
            Law::gamma(7.0, 1.5).unwrap(),
            Law::lognormal(7.0, 0.8).unwrap(),
            Law::lognormal_p90(7.0, 0.4).unwrap(),
            Law::weibull(7.0, 1.14).unwrap(),
            Law::uniform(2.0, 9.0).unwrap(),
            Law::triangular(1.0, 3.0, 10.0).unwrap(),
            Law::mixture(vec![(0.7, Law::exponential(2.0).unwrap()), (0.3, Law::exponential(20.0).unwrap())]).unwrap(),
            Law::empirical(vec![(9.0, 1.0), (1.0, 3.0)]).unwrap(),
        ]
    }

    #[test]
    fn sample_means_match_the_formulas() {
        for (number, law) in laws().into_iter().enumerate() {
            let mut stream = Chance::new(3, 1).stream(Purpose::Service, number as u64);
            let n = 200_000;
            let draws: Vec<f64> = (0..n).map(|_| law.sample_minutes(&mut stream)).collect();
            let mean = draws.iter().sum::<f64>() / f64::from(n);
            let sd = (draws.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / f64::from(n)).sqrt();
            let bound = 4.0 * sd / f64::from(n).sqrt() + 1e-9;
            assert!((mean - law.mean_minutes()).abs() < bound, "{law:?}: {mean} against {}", law.mean_minutes());
        }
    }

    #[test]
    fn a_percentile_standard_becomes_a_lognormal() {
        // Turnout p90 80 s and cv 0.4 give a median of 48.8 s and a mean of 52.6 s.
        let Law::LogNormal(mu, _) = Law::lognormal_p90(80.0, 0.4).unwrap() else { panic!("a lognormal") };
        assert!((libm::exp(mu) - 48.8).abs() < 0.1);
        assert!((Law::lognormal_p90(80.0, 0.4).unwrap().mean_minutes() - 52.6).abs() < 0.1);
    }

    #[test]
    fn wrong_parameters_are_named() {
        assert_eq!(Law::exponential(-1.0).unwrap_err().parameter, "mean_min");
        assert_eq!(Law::triangular(1.0, 5.0, 3.0).unwrap_err().parameter, "high_min");
        assert_eq!(Law::uniform(f64::NAN, 3.0).unwrap_err().parameter, "low_min");
        assert!(Law::mixture(vec![]).is_err());
        let wide = Law::gamma(7.0, 1e300).unwrap_err();
        assert_eq!((wide.parameter, wide.value), ("cv", 1e300));
        for law in [
            Law::lognormal(7.0, 1e155),
            Law::lognormal_p90(7.0, 1e155),
            Law::triangular(0.0, 1.0, 1e160),
            Law::gamma(7.0, 0.001),
            Law::erlang(100_000_000, 7.0),
            Law::deterministic(1e10),
            Law::uniform(0.0, 1e10),
        ] {
            assert!(law.is_err(), "{law:?}");
        }
    }

    #[test]
    fn laws_at_the_ends_of_their_ranges_give_times() {
        let widest = [
            Law::lognormal(MINUTES_MAX, CV_MAX),
            Law::lognormal_p90(MINUTES_MAX, CV_MAX),
            Law::gamma(MINUTES_MAX, CV_MAX),
            Law::gamma(7.0, 0.01),
            Law::erlang(10_000, 7.0),
            Law::weibull(MINUTES_MAX, 0.01),
            Law::triangular(0.0, 0.0, MINUTES_MAX),
        ];
        for law in widest.map(Result::unwrap) {
            let mut stream = Chance::new(3, 2).stream(Purpose::Service, 1);
            for _ in 0..2_000 {
                let minutes = law.sample_minutes(&mut stream);
                assert!(minutes >= 0.0, "{law:?} gives {minutes}");
            }
        }
    }
}
