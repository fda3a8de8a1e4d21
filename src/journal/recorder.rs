//! The append-only journal of one run.

use crate::engine::time::SimTime;
use crate::journal::entry::{About, Entry, EntryId};
use crate::journal::milestone::Milestone;

/// An append-only list of entries that may be off.
#[derive(Debug, Default)]
pub struct Recorder {
    is_on: bool,
    entries: Vec<Entry>,
}

impl Recorder {
    /// A recorder that records, or one that costs nothing.
    #[must_use]
    pub const fn new(is_on: bool) -> Self {
        Self { is_on, entries: Vec::new() }
    }

    /// Appends an entry and tells its position; nothing when off.
    ///
    /// # Panics
    /// When the cause does not lie before the entry, or the clock went back.
    #[inline]
    pub fn record(&mut self, time: SimTime, milestone: Milestone, about: About, cause: EntryId) -> EntryId {
        if !self.is_on {
            return EntryId::NONE;
        }
        if let Some(last) = self.entries.last() {
            assert!(last.time <= time, "{milestone:?} at {time} follows {:?} at {}", last.milestone, last.time);
        }
        let id = EntryId::from_index(self.entries.len());
        assert!(cause == EntryId::NONE || cause < id, "{milestone:?} is caused by the later entry {cause:?}");
        self.entries.push(Entry { time, milestone, about, cause });
        id
    }

    /// The entries so far.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Hands out the entries and begins anew.
    #[must_use]
    pub fn take(&mut self) -> Vec<Entry> {
        std::mem::take(&mut self.entries)
    }

    /// Forgets the entries, keeping the memory.
    pub fn clear(&mut self) {
        self.entries.clear();
    }
}
