//! What limits the units of a kind: hours of work, failures, hours off duty, range.

use serde::{Deserialize, Serialize};

use crate::scenario::law::LawSpec;

/// Limits of all units of one type; none where no row stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FitnessRow {
    /// Unit type id.
    pub unit_type: String,
    /// Hours of work after which a crew rests.
    #[serde(default)]
    pub rest: Option<RestSpec>,
    /// Failures on the road and at work.
    #[serde(default)]
    pub failure: Option<FailureSpec>,
    /// Hours of the day off duty.
    #[serde(default)]
    pub off_duty: Option<OffDutySpec>,
    /// Longest distance from the base to an incident, straight line in km; no limit when absent.
    #[serde(default)]
    pub range_km: Option<f64>,
}

/// Rest of a crew. Relieved, it leaves the scene, and the need is sought for again.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RestSpec {
    /// Hours at work since the last rest after which it is relieved; one mission may be made of several.
    pub after_h: f64,
    /// Hours of rest at the base.
    pub for_h: f64,
}

/// Failures of a unit. What it was doing is sought for again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FailureSpec {
    /// Failures per hour between departure and return.
    pub per_h: f64,
    /// From the failure until the unit is ready at its base again.
    pub repair: LawSpec,
}

/// Hours of the day at which nobody of a unit is on duty. A mission that has begun goes on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OffDutySpec {
    /// From this hour of the day, 0 to below 24 …
    pub from_h: f64,
    /// … until this one; past midnight when it is not later.
    pub until_h: f64,
    /// Mobilisation meanwhile; the units are not to be had when absent.
    #[serde(default)]
    pub mobilisation: Option<LawSpec>,
}
