//! A law of duration as it is written in a file; minutes throughout.

use serde::{Deserialize, Serialize};

use crate::engine::distribution::{Law, LawError};

/// A law of duration, as written. See `scenarios/README.md` for a table of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum LawSpec {
    /// Always the same.
    Deterministic {
        /// Minutes, 0 or more.
        min: f64,
    },
    /// Exponential.
    Exponential {
        /// Mean in minutes, above 0.
        mean_min: f64,
    },
    /// Erlang-k: the sum of `shape` equal exponential stages.
    Erlang {
        /// Number of stages, 1 to 10000.
        shape: u32,
        /// Mean of the whole in minutes, above 0.
        mean_min: f64,
    },
    /// Gamma.
    Gamma {
        /// Mean in minutes, above 0.
        mean_min: f64,
        /// Coefficient of variation, 0.01 to 100.
        cv: f64,
    },
    /// Lognormal by mean and coefficient of variation.
    LogNormal {
        /// Mean in minutes, above 0.
        mean_min: f64,
        /// Coefficient of variation, 0 to 100.
        cv: f64,
    },
    /// Lognormal by a 90th-percentile standard and coefficient of variation.
    LogNormalP90 {
        /// 90th percentile in minutes, above 0.
        p90_min: f64,
        /// Coefficient of variation, 0 to 100.
        cv: f64,
    },
    /// Weibull: survival exp(−(t/scale)^shape).
    Weibull {
        /// Scale in minutes, above 0.
        scale_min: f64,
        /// Shape, 0.01 to 1000.
        shape: f64,
    },
    /// Uniform.
    Uniform {
        /// Lower bound in minutes.
        low_min: f64,
        /// Upper bound in minutes.
        high_min: f64,
    },
    /// Triangular.
    Triangular {
        /// Lower bound in minutes.
        low_min: f64,
        /// Most frequent value in minutes.
        mode_min: f64,
        /// Upper bound in minutes.
        high_min: f64,
    },
    /// One of several laws; two draws.
    Mixture(Vec<Branch>),
    /// A table of values with weights.
    Empirical(Vec<Point>),
}

/// One branch of a mixture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// Weight, 0 or more; weights need not sum to 1.
    pub weight: f64,
    /// The law of this branch.
    pub law: LawSpec,
}

/// One value of an empirical table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Minutes, 0 or more.
    pub min: f64,
    /// Weight, 0 or more.
    pub weight: f64,
}

impl LawSpec {
    /// No time at all.
    #[must_use]
    pub const fn zero() -> Self {
        Self::Deterministic { min: 0.0 }
    }

    /// Whether it can be nothing but 0.
    #[must_use]
    pub fn takes_no_time(&self) -> bool {
        match self {
            Self::Deterministic { min } => *min == 0.0,
            Self::Uniform { high_min, .. } | Self::Triangular { high_min, .. } => *high_min == 0.0,
            Self::Mixture(branches) => branches.iter().all(|branch| branch.weight == 0.0 || branch.law.takes_no_time()),
            Self::Empirical(points) => points.iter().all(|point| point.weight == 0.0 || point.min == 0.0),
            _ => false,
        }
    }

    /// The law that is meant.
    ///
    /// # Errors
    /// When a parameter is out of its range.
    pub fn law(&self) -> Result<Law, LawError> {
        match self {
            Self::Deterministic { min } => Law::deterministic(*min),
            Self::Exponential { mean_min } => Law::exponential(*mean_min),
            Self::Erlang { shape, mean_min } => Law::erlang(*shape, *mean_min),
            Self::Gamma { mean_min, cv } => Law::gamma(*mean_min, *cv),
            Self::LogNormal { mean_min, cv } => Law::lognormal(*mean_min, *cv),
            Self::LogNormalP90 { p90_min, cv } => Law::lognormal_p90(*p90_min, *cv),
            Self::Weibull { scale_min, shape } => Law::weibull(*scale_min, *shape),
            Self::Uniform { low_min, high_min } => Law::uniform(*low_min, *high_min),
            Self::Triangular { low_min, mode_min, high_min } => Law::triangular(*low_min, *mode_min, *high_min),
            Self::Mixture(branches) => {
                Law::mixture(branches.iter().map(|b| Ok((b.weight, b.law.law()?))).collect::<Result<_, LawError>>()?)
            }
            Self::Empirical(points) => Law::empirical(points.iter().map(|p| (p.min, p.weight)).collect()),
        }
    }
}
