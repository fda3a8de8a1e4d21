//! One recorded moment: when, what, to whom, and which earlier entry caused it.

use crate::engine::time::SimTime;
use crate::journal::milestone::Milestone;
use crate::terms::id::{IncidentId, MatterId, PostId, UnitId};

/// The position of an entry in its journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryId(u32);

impl EntryId {
    /// No entry: nothing caused it, or the journal is off.
    pub const NONE: Self = Self(u32::MAX);

    /// The id of a position.
    ///
    /// # Panics
    /// When a journal grows beyond 2^32 − 1 entries.
    #[must_use]
    pub fn from_index(index: usize) -> Self {
        let id = u32::try_from(index).unwrap_or(u32::MAX);
        assert!(id != u32::MAX, "a journal of {index} entries is too long");
        Self(id)
    }

    /// The position, if there is one.
    #[must_use]
    pub const fn index(self) -> Option<usize> {
        if self.0 == u32::MAX { None } else { Some(self.0 as usize) }
    }
}

/// Who a moment concerns; each part may be absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The incident.
    pub incident: Option<IncidentId>,
    /// The post where it happened.
    pub post: Option<PostId>,
    /// The unit.
    pub unit: Option<UnitId>,
    /// The matter.
    pub matter: Option<MatterId>,
}

/// One recorded moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub time: SimTime,
    /// What.
    pub milestone: Milestone,
    /// Who.
    pub about: About,
    /// Because of what.
    pub cause: EntryId,
}
