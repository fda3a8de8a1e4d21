//! The desks of a world: what they handle, how they slow down, in which order they take what waits; and what a structure changes.

use serde::{Deserialize, Serialize};

use crate::scenario::law::LawSpec;
use crate::scenario::structure::PostRef;
use crate::terms::traffic::MatterKind;

/// A desk: one station of a post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeskSpec {
    /// Id within the post, such as `duty` or `command`.
    pub id: String,
    /// Officers on duty, 1 or more.
    pub officers: u32,
    /// What the desk handles; each kind of matter at one desk of the post only.
    pub handles: Vec<HandlingSpec>,
    /// How the desk slows down under load; never when absent.
    #[serde(default)]
    pub overload: Option<OverloadSpec>,
    /// Whether a matter of higher priority interrupts one of lower priority; that one is resumed later where it stopped.
    #[serde(default)]
    pub preemptive: bool,
    /// Whether all open matters are worked on at once, each at the speed officers / open matters, at most 1 (processor sharing).
    #[serde(default)]
    pub shared: bool,
    /// In which order the desk takes what waits.
    #[serde(default)]
    pub attention: Attention,
}

/// How a desk handles one kind of matter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandlingSpec {
    /// The kind of matter.
    pub matter: MatterKind,
    /// Priority: 1 is served first.
    pub priority: u32,
    /// Service law.
    pub service: LawSpec,
    /// Background matters of this kind, per hour (Poisson); for `Routine`.
    #[serde(default)]
    pub background_per_h: f64,
}

/// The overload law: working speed max(floor, 1 / (1 + slowdown · max(0, open − span))).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverloadSpec {
    /// Open matters that the desk carries without slowing down (in service and waiting).
    pub span: u32,
    /// Slow-down per open matter beyond the span.
    pub slowdown_per_matter: f64,
    /// The slowest speed, above 0 and at most 1.
    pub floor: f64,
}

/// The order in which a desk takes what waits. Work that was put down is taken up again first within its priority.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Attention {
    /// The highest priority first; first come, first served within one.
    #[default]
    Fifo,
    /// The highest priority first; the last to come within one (后到先办).
    Lifo,
    /// The highest priority first; any of that priority with equal chance.
    Random,
    /// One of four rules, drawn for each pick. The weights are relative to their sum.
    Mixed {
        /// Weight of the rule of `Fifo`.
        by_priority: f64,
        /// Weight of the first to come, whatever its priority.
        fifo: f64,
        /// Weight of the last to come, whatever its priority.
        lifo: f64,
        /// Weight of any that waits, with equal chance.
        random: f64,
    },
}

/// How the desks of some posts work under a structure, where that differs from the world's. Of several rows that fit a desk, the
/// first is used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeskRule {
    /// Which posts.
    pub post: PostRef,
    /// Desk id; all desks of these posts when absent.
    #[serde(default)]
    pub desk: Option<String>,
    /// The order in which it takes what waits; the world's when absent.
    #[serde(default)]
    pub attention: Option<Attention>,
    /// Whether it works on all open matters at once; the world's when absent.
    #[serde(default)]
    pub shared: Option<bool>,
    /// When its officers are away and come back, whoever of them is on duty, 32 at most; never away when absent.
    #[serde(default)]
    pub absence: Option<AbsenceSpec>,
    /// How long matters wait there to be begun; for ever where no row stands.
    #[serde(default)]
    pub patience: Vec<DeskPatience>,
    /// Factor on all its service times, above 0: below 1 for practised officers, above 1 for untrained ones (业务熟练程度).
    #[serde(default = "whole")]
    pub skill_factor: f64,
}

/// How long a matter waits at a desk to be taken in hand for the first time. Then a decision goes up to the post above, where that one
/// may make it, and stays where not; routine is dropped (积压清退). Other kinds wait for ever, and so do proposals of other posts and
/// requests for aid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeskPatience {
    /// `Decision` or `Routine`.
    pub matter: MatterKind,
    /// How long it waits.
    pub after: LawSpec,
}

/// Officers who are away now and then (缺岗), each for itself and at work or not. Who leaves a desk where all are at work puts the least
/// urgent work down; it is resumed where it stopped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AbsenceSpec {
    /// From coming to the desk until leaving it, mean above 0.
    pub present: LawSpec,
    /// From leaving the desk until coming back, mean above 0.
    pub absent: LawSpec,
}

const fn whole() -> f64 {
    1.0
}

impl DeskRule {
    /// Whether the row means a desk.
    #[must_use]
    pub fn is_for(&self, desk: &str) -> bool {
        self.desk.as_ref().is_none_or(|id| id == desk)
    }
}
