//! How decisions leave a post: taken over from above, asked for past a level, put up for approval; and notices of a level going down.

use crate::engine::distribution::Law;
use crate::engine::time::Span;
use crate::terms::id::{EchelonId, PostId};
use crate::terms::severity::Severity;

/// What a structure says of a post beyond the chain of requests.
#[derive(Clone, Debug, Default)]
pub struct Escalation {
    /// From which grade and with which probability it takes decisions over.
    pub pull: Option<(Severity, f64)>,
    /// Where and when its requests go past the superior.
    pub skip: Option<Skip>,
    /// Who must agree to its decisions.
    pub approval: Option<Approval>,
    /// Whom it tells of its response level: line, level of the jurisdiction, time on the way.
    pub notices: Vec<(u32, u32, Law)>,
}

/// Requests past the superior.
#[derive(Clone, Debug)]
pub struct Skip {
    /// Who is asked.
    pub to: PostId,
    /// Time on the way.
    pub transit: Law,
    /// When the post has held a decision too long.
    pub after_time_out: bool,
    /// When the incident is at least this grave.
    pub from_severity: Option<Severity>,
    /// When the superior's desk has no officer.
    pub when_unmanned: bool,
}

/// Approval of a post's decisions.
#[derive(Clone, Debug)]
pub struct Approval {
    /// On incidents at least this grave.
    pub from_severity: Severity,
    /// The highest echelon that is asked.
    pub up_to: EchelonId,
    /// Whether one agreement is enough.
    pub is_any: bool,
    /// How often each is right.
    pub judgement: Judgement,
    /// From a refusal until the post proposes again.
    pub again_after: Option<Span>,
    /// Proposals at most.
    pub attempts: u16,
}

/// How often somebody agrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judgement {
    /// To a response that is needed.
    pub needed: f64,
    /// To one that is not.
    pub unneeded: f64,
}

impl Judgement {
    /// The probability of agreeing.
    #[must_use]
    pub const fn agrees(&self, is_needed: bool) -> f64 {
        if is_needed { self.needed } else { self.unneeded }
    }
}
