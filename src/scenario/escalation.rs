//! Escalation beyond the chain of requests: decisions that a superior takes over, requests past a level, and notices of a response
//! level that go down.

use serde::{Deserialize, Serialize};

use crate::scenario::law::LawSpec;
use crate::scenario::structure::PostRef;
use crate::terms::severity::Severity;

const fn lightest() -> Severity {
    Severity::IV
}

/// The posts of one line and echelon may take a decision over from a post below (提级指挥).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PullRow {
    /// Which posts.
    pub post: PostRef,
    /// For incidents that the post knows to be at least this grave.
    #[serde(default = "lightest")]
    pub from_severity: Severity,
    /// Probability that it takes over what a post below is deciding when it reads of the incident, 0 to 1, drawn once for incident and
    /// post. The lower decision is void.
    pub probability: f64,
}

/// Requests of the posts of one line and echelon may go past their superior (越级请示), where the post that they go to may decide or
/// can ask on; the superior gets a report where the reporting table has one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkipRow {
    /// Who asks.
    pub from: PostRef,
    /// Who is asked: a post above, past at least one echelon.
    pub to: PostRef,
    /// Time on the way.
    pub transit: LawSpec,
    /// Whether a request goes past the superior when the post has held the decision too long.
    #[serde(default)]
    pub after_time_out: bool,
    /// Whether it does when the post knows the incident to be at least this grave; never for that reason when absent.
    #[serde(default)]
    pub from_severity: Option<Severity>,
    /// Whether it does when the desk of the superior has no officer.
    #[serde(default)]
    pub when_unmanned: bool,
}

/// A post that launches or raises a response level tells the posts below it at the places concerned, which raise theirs to at least
/// the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelNotice {
    /// Who launches.
    pub from: PostRef,
    /// Who is told: a post of an echelon below.
    pub to: PostRef,
    /// Time on the way of the notice, which lies where reports lie.
    pub transit: LawSpec,
}
