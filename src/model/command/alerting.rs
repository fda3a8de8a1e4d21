//! Warnings as assembled: what is issued, who calls whom, and which units stand by.

use crate::engine::distribution::Law;
use crate::engine::time::{SimTime, Span};
use crate::journal::entry::EntryId;
use crate::terms::colour::Colour;
use crate::terms::id::{JurisdictionId, PostId, UnitId};

/// Everything about warnings; empty where the tape has none.
#[derive(Clone, Debug, Default)]
pub struct Alerting {
    /// Warnings in the order of the tape.
    pub warnings: Vec<Warning>,
    /// Whom each post calls, by post.
    pub calls: Vec<Vec<Call>>,
    /// The units that each post stands by, by post.
    pub readiness: Vec<Vec<Readiness>>,
}

/// A warning.
#[derive(Clone, Copy, Debug)]
pub struct Warning {
    /// When.
    pub at: SimTime,
    /// Stable key of hazard and jurisdiction: a later one replaces an earlier one.
    pub key: u64,
    /// Its colour.
    pub colour: Colour,
    /// The jurisdiction that is warned.
    pub within: JurisdictionId,
    /// Who knows it first.
    pub post: Option<PostId>,
}

/// A call from a post to another.
#[derive(Clone, Debug)]
pub struct Call {
    /// Who is called.
    pub to: PostId,
    /// Time on the way.
    pub transit: Law,
    /// Probability that it is not noticed.
    pub overlooked: f64,
    /// When it is made again.
    pub again: Option<Span>,
}

/// Units that stand by.
#[derive(Clone, Debug)]
pub struct Readiness {
    /// By warnings at least this grave.
    pub from_colour: Colour,
    /// Until they stand by.
    pub after: Law,
    /// Factor on their mobilisation.
    pub factor: f64,
    /// The units, ascending.
    pub units: Vec<UnitId>,
}

/// What is known of warnings in a run.
#[derive(Clone, Debug, Default)]
pub struct Alerts {
    /// Posts that know of a warning, its position, and the entry of their learning.
    pub heard: Vec<(PostId, u32, EntryId)>,
    /// Rows of readiness in force: post and position.
    pub standing_by: Vec<(PostId, u32)>,
}

impl Alerts {
    /// Whether a post knows of a warning.
    #[must_use]
    pub fn knows(&self, post: PostId, warning: u32) -> bool {
        self.heard.iter().any(|(known, heard, _)| (*known, *heard) == (post, warning))
    }

    /// The gravest colour in force as a post knows it: of each hazard and jurisdiction the latest warning counts.
    #[must_use]
    pub fn colour(&self, post: PostId, warnings: &[Warning]) -> Colour {
        let heard = || self.heard.iter().filter(|(known, ..)| *known == post).map(|(_, heard, _)| *heard);
        let is_latest =
            |at: &u32| heard().all(|other| other <= *at || warnings[other as usize].key != warnings[*at as usize].key);
        heard().filter(is_latest).map(|at| warnings[at as usize].colour).max().unwrap_or(Colour::Lifted)
    }
}
