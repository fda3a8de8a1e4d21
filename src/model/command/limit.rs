//! Limits for reports, as assembled: what each demands, and which posts it binds.

use crate::engine::time::Span;
use crate::model::command::post::SeveritySet;
use crate::terms::id::PostId;

/// A limit for a report.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// From the first news until the report is on its way.
    pub within: Span,
    /// Whether the report must be in writing.
    pub is_written: bool,
    /// For which hazard; for all when absent.
    pub hazard: Option<u32>,
    /// For news of which grades.
    pub severities: SeveritySet,
}

/// A limit that binds a post.
#[derive(Clone, Debug)]
pub struct Duty {
    /// Position of the limit.
    pub limit: u32,
    /// The links over which the report may go, by their positions.
    pub links: Vec<u32>,
}

/// The limits, and the duties of each post.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    /// The limits in the order of the table.
    pub rows: Vec<Limit>,
    /// By post; empty where a scenario has no limits.
    pub duties: Vec<Vec<Duty>>,
}

impl Limits {
    /// What binds a post.
    #[must_use]
    pub fn of(&self, post: PostId) -> &[Duty] {
        self.duties.get(post.index()).map_or(&[], Vec::as_slice)
    }
}
