//! How posts choose units: the policy of a dispatch desk, what it keeps in reserve, and how long it collects needs.

use serde::{Deserialize, Serialize};

use crate::scenario::structure::PostRef;
use crate::terms::severity::Severity;

/// How the posts of one line and echelon choose the units that they send. Posts without a row send the nearest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DispatchRow {
    /// Which posts.
    pub post: PostRef,
    /// Which unit goes to which need.
    #[serde(default)]
    pub policy: PolicySpec,
    /// How long the post lets needs collect before it assigns units to all of them at once, min; it assigns at each event that
    /// concerns it when absent.
    #[serde(default)]
    pub collect_min: Option<f64>,
    /// Units held back for grave incidents; none when absent.
    #[serde(default)]
    pub reserve: Option<ReserveSpec>,
    /// Units called off from lighter incidents when no free one is to be had; never when absent.
    #[serde(default)]
    pub calls_off: Option<CallOffSpec>,
    /// Whether a unit on its way back counts as free and is sent again from where it is.
    #[serde(default)]
    pub redirects: bool,
}

/// When units are called off from lighter incidents. The need that they leave is sought for again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallOffSpec {
    /// How many grades lighter the other incident must be, 1 to 3.
    pub grades: u32,
    /// Whether units that have reached the scene may be called off as well, not only those on their way.
    #[serde(default)]
    pub at_work: bool,
}

/// Which unit goes to which need. Needs of graver incidents come first under every policy.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum PolicySpec {
    /// Need by need in order, the unit that can be expected first.
    #[default]
    Nearest,
    /// All needs together: as many as can be served, the graver ones first, at the least total of expected arrivals.
    Batch,
    /// Of the needs of the gravest incidents, that one first which loses most when it must take its second best unit.
    Regret,
    /// By lists of preference for areas; what no list names comes after what is listed, nearest first.
    Zones(Vec<ZoneRow>),
}

/// Who goes first within an area.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZoneRow {
    /// For incidents in this jurisdiction and below; the row of the smallest one that holds the incident is used.
    pub within: String,
    /// Ids of agencies or of units, best first.
    pub prefers: Vec<String>,
}

/// Units held back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReserveSpec {
    /// How many units of each capability must stay free at the post when one goes to a lighter incident.
    pub kept: KeptSpec,
    /// Incidents at least this grave may take the last unit.
    pub from_severity: Severity,
    /// Ids of the capabilities that are kept; all when absent.
    #[serde(default)]
    pub capabilities: Option<Vec<String>>,
}

/// How many units are kept.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum KeptSpec {
    /// This many.
    Units(u32),
    /// This share of the units that the post may send, from 0 to 1, rounded down.
    Share(f64),
}

/// Units of a pool that calls of a class must leave idle for the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabReserve {
    /// Pool id.
    pub pool: String,
    /// The class that may not take the last units.
    pub class: String,
    /// How many stay idle, below the number of the pool's units.
    pub units: u32,
}

/// Which units a pool sends to a district, best first. Units that are not named are never sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabPreference {
    /// Pool id.
    pub pool: String,
    /// District id.
    pub district: String,
    /// Unit ids, best first.
    pub units: Vec<String>,
}
