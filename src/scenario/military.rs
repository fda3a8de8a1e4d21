//! Military linkage (军地联动): how a civil post asks for troops, who approves it, and how long each step takes.

use serde::{Deserialize, Serialize};

use crate::scenario::estimate::{first, per_follow_up};
use crate::scenario::law::LawSpec;
use crate::scenario::structure::PostRef;
use crate::terms::severity::Severity;

/// Requests for troops as matters of their own. A civil post that sends for units of the military line writes a request; it goes to
/// the military organ of the same level, climbs the military chain to whoever may approve it, and an order goes down to the units.
/// Without this table an order to troops follows the commitment table like any other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Military {
    /// The line whose units are asked for in this way.
    pub line: String,
    /// Writing the request at the desk of the asking post that handles requests: kind, time, area, harm, what was done, troops and
    /// gear wanted (Regulations on the Army's Participation in Disaster Rescue 2005, art. 5).
    pub formulation: LawSpec,
    /// Time on the way of each hop, up and down.
    pub transit: LawSpec,
    /// Examination at each military organ that passes the request on.
    pub examination: LawSpec,
    /// Passing the order down at each military organ on its way.
    pub relay: LawSpec,
    /// Who may approve what: the first row that fits a request holds.
    pub approvals: Vec<ApprovalRow>,
    /// Probability that a request is refused, 0 to 1. A post asks no more for troops for an incident after a refusal.
    #[serde(default)]
    pub refusal: f64,
    /// Longer examination at each organ per unit of completeness that a request lacks, 0 or more: what it does not say is asked back.
    #[serde(default)]
    pub asks_back: f64,
    /// How complete what a post knows is, where the structure has no `estimates`; 0.4 and 0.2 when absent. With `estimates` it is as
    /// complete as the fullest report that the post has read.
    #[serde(default)]
    pub completeness: Option<Completeness>,
    /// When a post knows enough to ask; at once when absent.
    #[serde(default)]
    pub threshold: Option<AskThreshold>,
    /// Requests straight to the garrison in an emergency; none when absent.
    #[serde(default)]
    pub urgent: Option<DirectUse>,
    /// Garrisons that start on their own when their organ learns of an incident in its area; none when absent.
    #[serde(default)]
    pub self_start: Option<DirectUse>,
    /// Liaison officers in command bodies.
    #[serde(default)]
    pub liaison: Vec<LiaisonRow>,
}

/// How complete what a post knows of an incident is, by the reports and requests about it that it has read: `first` after the first one
/// and `per_follow_up` more after each further one, up to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Completeness {
    /// After the first one, above 0 and at most 1 [0.2 .. 0.8].
    #[serde(default = "first")]
    pub first: f64,
    /// What each further one adds, 0 or more [0.1 .. 0.4].
    #[serde(default = "per_follow_up")]
    pub per_follow_up: f64,
}

impl Default for Completeness {
    fn default() -> Self {
        Self { first: first(), per_follow_up: per_follow_up() }
    }
}

/// How much a post wants to know before it asks for troops.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskThreshold {
    /// Completeness from which it asks, 0 to 1.
    pub completeness: f64,
    /// It asks after so long in any case, min.
    pub within_min: f64,
}

/// Troops that set out without an approval: the commander of the unit decides, starts at once and reports up at the same time
/// (Regulations on the Army's Participation in Disaster Rescue 2005, art. 4).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DirectUse {
    /// For incidents that the asking post, or the organ, knows to be at least this grave.
    pub from_severity: Severity,
    /// Units of agencies of this echelon or above: garrisons, not militia.
    pub owned_from: String,
    /// From the call, or the news, until the commander has decided.
    pub decision: LawSpec,
}

/// A liaison officer in the command body of each post of one line and echelon (the same regulations, arts. 6 and 9).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LiaisonRow {
    /// Which posts.
    pub post: PostRef,
    /// From when the officer sits there, minutes from the start of the scenario.
    #[serde(default)]
    pub from_min: f64,
    /// When the officer leaves for good, minutes from the start of the scenario; stays to the end when absent. What the organ has been
    /// told by then it knows.
    #[serde(default)]
    pub until_min: Option<f64>,
    /// Factor on the time of writing a request, above 0 and at most 1.
    pub formulation_factor: f64,
    /// What the post knows is at least so complete when it asks, 0 to 1.
    pub completeness: f64,
    /// Factor on the mobilisation, for the incident at hand, of the units that the organ of the post commands: it is alerted when the
    /// post first reads of the incident. Above 0 and at most 1.
    pub mobilisation_factor: f64,
}

/// Requests of one size and kind, and who approves them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApprovalRow {
    /// Only when every unit asked for belongs to an agency of this echelon or below: militia belong to county and township.
    #[serde(default)]
    pub owned_up_to: Option<String>,
    /// Only when every unit asked for is wanted for one of these capabilities.
    #[serde(default)]
    pub capabilities: Option<Vec<String>>,
    /// Only when at most so many units are asked for.
    #[serde(default)]
    pub units_max: Option<u32>,
    /// Who approves.
    pub by: Approver,
}

/// Who approves a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Approver {
    /// The government that asks: the military organ only passes the order on (public-order duty of militia).
    Government,
    /// The military organ of this echelon, or a higher one where the units do not belong to its area. Where the line has no post so
    /// high, its highest post approves.
    Military {
        /// Echelon id.
        echelon: String,
        /// Examination and approval there.
        service: LawSpec,
    },
}
