//! Warnings (预警): what a tape issues, how a structure passes it on by call and answer (叫应), and whom it puts on standby.

use serde::{Deserialize, Serialize};

use crate::scenario::law::LawSpec;
use crate::scenario::structure::{PostRef, Reach};
use crate::terms::colour::Colour;

/// A warning on the tape: issued, raised, lowered or lifted at a set time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WarningSpec {
    /// Id, unique on the tape.
    pub id: String,
    /// Hazard id. A later warning of the same hazard and jurisdiction replaces an earlier one.
    pub hazard: String,
    /// The jurisdiction that is warned, with all below it.
    pub jurisdiction: String,
    /// Minutes from the start of the scenario.
    pub at_min: f64,
    /// Its colour from now on.
    pub colour: Colour,
    /// The post of this line at that jurisdiction (or the next one above that has one) knows it first.
    pub line: String,
}

/// One row of the warning table: a post that knows of a warning calls others in or around the warned area.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WarningLink {
    /// Who calls.
    pub from: PostRef,
    /// Who is called: at, below or above the caller's jurisdiction.
    pub to: PostRef,
    /// Time on the way.
    pub transit: LawSpec,
    /// Probability that a call, a fax or a message is not noticed, drawn for each, below 1.
    #[serde(default)]
    pub overlooked: f64,
    /// Call and answer (叫应): who has not noticed is called again after this many minutes, until the duty officer answers; without it
    /// what is overlooked is lost.
    #[serde(default)]
    pub call_again_min: Option<f64>,
}

/// One row of the readiness table: a warning puts units on standby once the post has read it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadinessRow {
    /// Which posts.
    pub post: PostRef,
    /// By warnings of this colour and graver; by a lighter one they stand down.
    pub from_colour: Colour,
    /// Units of these lines …
    pub lines: Vec<String>,
    /// … and how far: `Own` or `Below`.
    pub reach: Reach,
    /// From the reading of the warning until they stand by.
    pub after: LawSpec,
    /// Factor on the mobilisation of a unit that stands by, above 0.
    pub mobilisation_factor: f64,
    /// Where the units are moved forward to as soon as they stand by (前置备勤); they stay at their bases when absent.
    #[serde(default)]
    pub staging: Option<Staging>,
}

/// Forward staging (前置备勤): units that stand by travel there, stand there, are sent from there and go home when they stand down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Staging {
    /// Where they stand. Of several rows in force for one unit the earliest that moves it forward counts.
    pub at: StagingPlace,
    /// Factor on their mobilisation there and on the road, 0 or more; they are ready to go when absent.
    #[serde(default)]
    pub mobilisation_factor: f64,
}

/// Where units stand forward.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StagingPlace {
    /// At the seat of the jurisdiction that is warned: of several warnings in force the gravest counts, then the earliest.
    Warned,
    /// At the seat of the post's own jurisdiction.
    OwnSeat,
    /// At the seat of this jurisdiction.
    Seat(String),
}
