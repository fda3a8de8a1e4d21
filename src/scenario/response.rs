//! Response levels (应急响应分级): which body launches which level, on whose approval, and what follows.

use serde::{Deserialize, Serialize};

use crate::scenario::law::LawSpec;
use crate::scenario::structure::PostRef;
use crate::terms::severity::Severity;

/// One row of the table of response levels: each post launches its own, so that several are in force at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResponseRow {
    /// Which posts.
    pub post: PostRef,
    /// For these hazards; for all when absent.
    #[serde(default)]
    pub hazards: Option<Vec<String>>,
    /// For incidents that the post knows to be at least this grave.
    pub from_severity: Severity,
    /// The response level, IV to I: a scale of its own beside the grade.
    pub level: Severity,
    /// From the news until the level is approved and in force (会商、报批).
    pub approval: LawSpec,
    /// Desk id: the level brings more officers to this desk of the post …
    pub desk: String,
    /// … so many while it is in force, 0 or more.
    pub officers: u32,
    /// Factor on the post's service times for decisions on the incident while a level is in force, above 0.
    #[serde(default = "whole")]
    pub decision_factor: f64,
}

const fn whole() -> f64 {
    1.0
}
