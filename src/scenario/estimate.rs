//! What reports say of the size of an incident, how well posts judge it, and how many units they ask for (情况研判): a table of a
//! structure.

use serde::{Deserialize, Serialize};

use crate::scenario::structure::PostRef;

/// Completeness of reports and errors of estimates. Without it every post that decides knows how many units are needed.
///
/// A report says q of what the seven fields of METHANE ask for. Who reads it gets the size of the incident wrong by a factor whose
/// logarithm is normal with variance sigma²·(1 + per_hop·hops)/(n·q) after n independent reports over so many hops between posts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Estimates {
    /// Completeness of a first report from the scene, above 0 and at most 1.
    #[serde(default = "first")]
    pub first: f64,
    /// What each follow-up, written or verified report of a post that hears from the scene adds to it, 0 or more.
    #[serde(default = "per_follow_up")]
    pub per_follow_up: f64,
    /// Standard deviation of the logarithm of the size after one complete report from the scene, 0 or more.
    #[serde(default = "sigma")]
    pub sigma: f64,
    /// Variance that each hop between posts adds, as a share of sigma², 0 or more.
    #[serde(default = "per_hop")]
    pub per_hop: f64,
    /// How much the standard deviation grows with each matter that lies on the reading desk beyond its span, 0 or more; desks without
    /// an overload law have no span and are not concerned.
    #[serde(default)]
    pub per_excess_matter: f64,
    /// Share of units that a post asks for beyond its estimate, 0 or more.
    #[serde(default = "margin")]
    pub margin: f64,
    /// Whether a report is the more likely sent back the less complete it is: with the probability `send_back` · (1 − q).
    #[serde(default)]
    pub verifies_gaps: bool,
    /// How posts differ; who has no row passes on what it estimates and sends the right units.
    #[serde(default)]
    pub posts: Vec<JudgementRow>,
}

/// How the posts of one line and echelon judge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JudgementRow {
    /// Which posts.
    pub post: PostRef,
    /// What is added to the logarithm of the size in whatever the post passes on; below 0 it makes light of it.
    #[serde(default)]
    pub shading: f64,
    /// Probability, multiplied by 1 − q, that the first unit sent for a need is of the wrong kind, from 0 to 1.
    #[serde(default)]
    pub wrong_kind: f64,
}

/// Completeness of a first report where no file says it.
pub const fn first() -> f64 {
    0.4
}

/// What each follow-up adds where no file says it.
pub const fn per_follow_up() -> f64 {
    0.2
}

const fn sigma() -> f64 {
    0.5
}

const fn per_hop() -> f64 {
    0.2
}

const fn margin() -> f64 {
    0.2
}
