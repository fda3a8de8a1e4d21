//! A limit that runs for one post and one incident.

use crate::journal::entry::EntryId;
use crate::model::event::MatterRow;
use crate::terms::id::{MatterId, PostId};

/// How far a limit has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The report is awaited.
    Running,
    /// The limit has ended before the report was on its way.
    Overdue,
    /// The report is on its way.
    Settled,
}

/// A limit that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// Whom it binds.
    pub post: PostId,
    /// Position among the post's duties.
    pub duty: u32,
    /// How far it has come.
    pub progress: Progress,
    /// Its begin; its end once it is overdue.
    pub entry: EntryId,
    /// The news that began it: its row, and its number as long as the row is its own.
    pub news: (MatterRow, MatterId),
}
