//! Who commands at an incident.

use crate::journal::entry::EntryId;
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

/// Command at one incident.
#[derive(Clone, Debug)]
pub struct Command {
    /// Who commands.
    pub commander: Commander,
    /// Who is being briefed.
    pub next: Option<PostId>,
    /// Units at work.
    pub working: u32,
    /// Units that are ready and wait for the hand-over to end.
    pub waiting: Vec<UnitId>,
    /// The last entry about command.
    pub entry: EntryId,
}

impl Command {
    /// Nobody commands.
    pub const NONE: Self = Self { commander: Commander::None, next: None, working: 0, waiting: Vec::new(), entry: EntryId::NONE };
}
