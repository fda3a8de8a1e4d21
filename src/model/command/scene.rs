//! Command at the scene as assembled.

use crate::engine::distribution::Law;
use crate::model::station::law::Overload;
use crate::terms::severity::Severity;

/// Command at the scene as assembled.
#[derive(Clone, Debug)]
pub struct SceneLaw {
    /// Pace under the head of the first unit.
    pub first: Overload,
    /// Briefing and acknowledgement.
    pub handover: Law,
    /// Who sends a commander, by post.
    pub takes_over: Vec<Option<TakeOver>>,
}

/// A post that sends a commander.
#[derive(Clone, Debug)]
pub struct TakeOver {
    /// To incidents that it knows to be at least this grave.
    pub from_severity: Severity,
    /// From its grading until the commander is there.
    pub after: Law,
    /// Pace under this commander.
    pub pace: Overload,
}
