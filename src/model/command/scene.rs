//! Command at the scene as assembled.

use crate::engine::distribution::Law;
use crate::model::station::law::Overload;
use crate::terms::severity::Severity;

/// Command at the scene as assembled.
#[derive(Clone, Debug)]
pub struct SceneLaw {
    /// Units that the head of the first unit leads without loss.
    pub first_span: u32,
    /// Loss of pace per unit beyond the span.
    pub slowdown: f64,
    /// The slowest pace.
    pub floor: f64,
    /// Questions per hour from each unit beyond the span; 0 for none.
    pub questions_per_unit_h: f64,
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
    /// Units that this commander leads without loss.
    pub span: u32,
    /// Whether those who commanded before stay and lead their part (并入上级指挥部).
    pub is_joined: bool,
}

impl SceneLaw {
    /// The pace of the work of so many units where so many are led without loss: max(floor, 1 / (1 + slowdown · max(0, n − span))).
    #[must_use]
    pub fn pace(&self, units: u32, span: u32) -> f64 {
        Overload { span, slowdown: self.slowdown, floor: self.floor }.speed(units)
    }
}
