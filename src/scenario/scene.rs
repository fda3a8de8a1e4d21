//! Command at the scene (现场指挥): who commands, who takes over, and how many units one commander leads well.

use serde::{Deserialize, Serialize};

use crate::scenario::law::LawSpec;
use crate::scenario::structure::PostRef;
use crate::terms::severity::Severity;

/// Command at the scene. The head of the first unit there commands until somebody of a post takes over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SceneCommand {
    /// Units at work that the head of the first unit leads without loss (管理幅度), 1 or more.
    pub span: u32,
    /// Loss of pace per unit beyond the commander's span: all shared work at the scene goes on at the pace
    /// max(floor, 1 / (1 + slowdown · max(0, units − span))).
    pub slowdown_per_unit: f64,
    /// The slowest pace, above 0 and at most 1.
    pub floor: f64,
    /// Briefing and acknowledgement when command passes from one to another; units that become ready meanwhile wait for it.
    pub handover: LawSpec,
    /// Questions per hour that each unit at work beyond the span puts to the desk of the post that commands, where orders lie there; none
    /// when absent.
    #[serde(default)]
    pub questions_per_unit_h: Option<f64>,
    /// Posts that send a commander.
    #[serde(default)]
    pub takes_over: Vec<TakeOverRow>,
}

/// The posts of one line and echelon send a commander to grave incidents. One of a higher echelon takes over from one of a lower.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakeOverRow {
    /// Which posts.
    pub post: PostRef,
    /// For incidents that the post knows to be at least this grave.
    pub from_severity: Severity,
    /// From the grading until the commander is at the scene.
    pub after: LawSpec,
    /// Units at work that this commander leads without loss, 1 or more.
    pub span: u32,
    /// Whether those who commanded before stay and lead their part (下级指挥部并入上级): their span is added to this commander's. Otherwise
    /// the wider of the two spans counts, so that no take-over loses capacity.
    #[serde(default)]
    pub lower_joins: bool,
}
