//! Who commands at an incident.

use crate::engine::time::SimTime;
use crate::journal::entry::EntryId;
use crate::model::event::NeedId;
use crate::terms::id::{PostId, UnitId};

/// Who commands at an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Commander {
    /// Nobody yet.
    None,
    /// The head of the first unit.
    FirstUnit,
    /// Somebody of a post.
    Post(PostId),
}

/// A task that a unit has for itself, where its end may change or the unit leave it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OwnTask {
    /// The unit.
    pub unit: UnitId,
    /// For which need.
    pub need: NeedId,
    /// What is left at full pace, ms.
    pub left_ms: f64,
    /// When it was last carried forward.
    pub since: SimTime,
    /// When it ends at the present pace; none while nothing gets done.
    pub ends: Option<SimTime>,
}

/// Command at one incident.
#[derive(Clone, Debug)]
pub struct Command {
    /// Who commands.
    pub commander: Commander,
    /// Who is being briefed.
    pub next: Option<PostId>,
    /// Units at work that are led without loss.
    pub span: u32,
    /// The present pace of all work.
    pub pace: f64,
    /// Units at work.
    pub working: u32,
    /// Units that are ready and wait for the hand-over to end.
    pub waiting: Vec<UnitId>,
    /// Tasks that units have for themselves.
    pub own_tasks: Vec<OwnTask>,
    /// What is left of tasks that units have left, ms at full pace, in the order of their leaving.
    pub left_over: Vec<(NeedId, f64)>,
    /// Stamp of the wanted next question of the units beyond the span.
    pub stamp: u32,
    /// The last entry about command.
    pub entry: EntryId,
}

impl Command {
    /// Nobody commands.
    pub const NONE: Self = Self {
        commander: Commander::None,
        next: None,
        span: 0,
        pace: 1.0,
        working: 0,
        waiting: Vec::new(),
        own_tasks: Vec::new(),
        left_over: Vec::new(),
        stamp: 0,
        entry: EntryId::NONE,
    };
}
