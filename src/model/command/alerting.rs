//! Warnings as assembled: what is issued, who calls whom, and which units stand by or are moved forward.

use crate::engine::distribution::Law;
use crate::engine::time::{SimTime, Span};
use crate::journal::entry::EntryId;
use crate::model::geography::travel::Point;
use crate::terms::colour::Colour;
use crate::terms::id::{JurisdictionId, PostId, UnitId};

/// Everything about warnings; empty where the tape has none.
#[derive(Clone, Debug, Default)]
pub struct Alerting {
    /// Warnings in the order of their issue.
    pub warnings: Vec<Warning>,
    /// Whom each post calls, by post.
    pub calls: Vec<Vec<Call>>,
    /// The units that each post stands by, by post.
    pub readiness: Vec<Vec<Readiness>>,
    /// Whether any of them are moved forward.
    pub stages: bool,
}

/// A warning.
#[derive(Clone, Copy, Debug)]
pub struct Warning {
    /// When.
    pub at: SimTime,
    /// Key of its chance, made from its id.
    pub key: u64,
    /// Key of hazard and jurisdiction: a later one of the same replaces an earlier one.
    pub subject: u64,
    /// Its hazard.
    pub hazard: u32,
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
    /// Where they are moved forward to, and the factor on their mobilisation from there.
    pub staging: Option<(Stand, f64)>,
    /// The units, ascending.
    pub units: Vec<UnitId>,
}

/// Where units stand forward.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stand {
    /// The seat of the jurisdiction that the gravest warning in force is for.
    Warned,
    /// A fixed place.
    At(Point),
}

/// A row of readiness in force.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standby {
    /// The post.
    pub post: PostId,
    /// Position of the row.
    pub row: u16,
    /// Where its units stand forward.
    pub stand: Option<Point>,
    /// Its beginning.
    pub entry: EntryId,
}

/// What is known of warnings in a run.
#[derive(Clone, Debug, Default)]
pub struct Alerts {
    /// Posts that know of a warning, its position, and the entry of their learning.
    pub heard: Vec<(PostId, u32, EntryId)>,
    /// Rows of readiness in force, in the order of their beginning.
    pub standing_by: Vec<Standby>,
    /// Each time that a warning has ended a row of readiness, or kept it from coming into force: the post and the row.
    pub stood_down: Vec<(PostId, u16)>,
    /// Plans that warnings have started and that are in force: post and position.
    pub started: Vec<(PostId, u32)>,
}

impl Alerts {
    /// How often a row of readiness has been stood down: the stamp of what is meant to bring it into force.
    #[must_use]
    pub fn stamp(&self, post: PostId, row: u16) -> u32 {
        u32::try_from(self.stood_down.iter().filter(|stood| **stood == (post, row)).count()).expect("few warnings")
    }

    /// Whether a post knows of a warning.
    #[must_use]
    pub fn knows(&self, post: PostId, warning: u32) -> bool {
        self.heard.iter().any(|(known, heard, _)| (*known, *heard) == (post, warning))
    }

    /// The gravest colour in force as a post knows it.
    #[must_use]
    pub fn colour(&self, post: PostId, warnings: &[Warning]) -> Colour {
        self.gravest(post, warnings, |_| true).map_or(Colour::Lifted, |at| warnings[at as usize].colour)
    }

    /// The gravest warning in force of the hazards that are meant, as a post knows them, the earliest of equals: of each hazard and
    /// jurisdiction the latest counts.
    #[must_use]
    pub fn gravest(&self, post: PostId, warnings: &[Warning], is_meant: impl Fn(u32) -> bool) -> Option<u32> {
        let heard = || self.heard.iter().filter(|(known, ..)| *known == post).map(|(_, heard, _)| *heard);
        let is_latest =
            |at: &u32| heard().all(|other| other <= *at || warnings[other as usize].subject != warnings[*at as usize].subject);
        let meant = heard().filter(is_latest).filter(|at| is_meant(warnings[*at as usize].hazard));
        meant.max_by_key(|at| (warnings[*at as usize].colour, std::cmp::Reverse(*at)))
    }
}
