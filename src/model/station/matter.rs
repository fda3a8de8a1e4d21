//! A matter and the pool that matters come from.

use bevy_ecs::component::Component;

use crate::engine::streams::join;
use crate::engine::time::SimTime;
use crate::journal::entry::EntryId;
use crate::model::event::{MatterRow, NONE};
use crate::terms::id::MatterId;

/// Where a matter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatterState {
    /// In the pool.
    Free,
    /// On its way, or being handed on.
    InTransit,
    /// In a queue.
    Waiting,
    /// In an officer's hands.
    InService,
}

/// A matter.
#[derive(Component, Clone, Copy, Debug)]
pub struct Matter {
    /// Where it is.
    pub state: MatterState,
    /// Whether it goes before the others of its class, at the next station or where it waits.
    pub goes_first: bool,
    /// What it is: a `MatterKind` in a scenario, a class of the file in a laboratory.
    pub kind: u16,
    /// Position of its class at the present station.
    pub class: u16,
    /// Which time this lineage comes to a station it may have been at before.
    pub occurrence: u16,
    /// Present or next station.
    pub station: u32,
    /// Next and previous in the queue, or in the list of those in service.
    pub next: u32,
    /// Previous in the queue.
    pub previous: u32,
    /// Stamp of the wanted end of service or of patience.
    pub stamp: u32,
    /// Number in the order of creation.
    pub number: MatterId,
    /// Stable id for chance.
    pub lineage: u64,
    /// When it reached the station.
    pub arrived: SimTime,
    /// When its service began or its speed last changed.
    pub since: SimTime,
    /// Factor on its service times.
    pub factor: f64,
    /// Work left, ms at full speed; only where the work is followed step by step.
    pub work_left_ms: f64,
    /// The last journal entry about it.
    pub entry: EntryId,
    /// What it is about: an incident, a laboratory source, a background flow.
    pub subject: u32,
    /// What it carries: the list of units of an order, the row of a laboratory visit.
    pub load: u32,
    /// The post that decided (an order), the number of the arrival (a laboratory matter).
    pub origin: u32,
    /// The commitment row that an order follows.
    pub row: u32,
    /// The need that an order serves.
    pub need: u32,
    /// The relay that an order has reached.
    pub step: u32,
}

impl Matter {
    /// A matter in the pool.
    pub const FREE: Self = Self {
        state: MatterState::Free,
        goes_first: false,
        kind: 0,
        class: 0,
        occurrence: 0,
        station: NONE,
        next: NONE,
        previous: NONE,
        stamp: 0,
        number: MatterId(NONE),
        lineage: 0,
        arrived: SimTime::ZERO,
        since: SimTime::ZERO,
        factor: 1.0,
        work_left_ms: 0.0,
        entry: EntryId::NONE,
        subject: NONE,
        load: NONE,
        origin: NONE,
        row: NONE,
        need: NONE,
        step: 0,
    };

    /// Whether it stands before those of its class that came before it: work that was put down, and what goes first.
    #[inline]
    #[must_use]
    pub const fn is_ahead(&self) -> bool {
        self.goes_first || self.work_left_ms >= 0.0
    }

    /// It goes back to where it may have been: its next visit has draws of its own. After 2^16 times it gets a new lineage.
    #[inline]
    pub const fn turn_back(&mut self) {
        let (occurrence, is_over) = self.occurrence.overflowing_add(1);
        self.occurrence = occurrence;
        if is_over {
            self.lineage = join(self.lineage, 1 << 16);
        }
    }
}

/// The rows that are free, and how many matters have been made and ended.
#[derive(Clone, Debug, Default)]
pub struct MatterPool {
    free: Vec<u32>,
    made: u32,
    ended: u32,
}

impl MatterPool {
    /// Takes all `rows` back.
    pub fn reset(&mut self, rows: usize) {
        self.free.clear();
        self.free.extend((0..u32::try_from(rows).expect("a pool of matters below 2^32")).rev());
        self.made = 0;
        self.ended = 0;
    }

    /// Adds new rows at the end of the column.
    pub fn extend(&mut self, from: usize, to: usize) {
        let range = u32::try_from(from).expect("below 2^32")..u32::try_from(to).expect("below 2^32");
        self.free.extend(range.rev());
    }

    /// Free rows.
    #[inline]
    #[must_use]
    pub fn free_rows(&self) -> usize {
        self.free.len()
    }

    /// Matters made so far.
    #[must_use]
    pub const fn made(&self) -> u32 {
        self.made
    }

    /// Matters that have ended.
    #[must_use]
    pub const fn ended(&self) -> u32 {
        self.ended
    }

    /// Makes a matter.
    ///
    /// # Panics
    /// When the pool is empty: the span should have ended before.
    #[inline]
    pub fn make(&mut self, matters: &mut [Matter], lineage: u64, kind: u16, subject: u32) -> MatterRow {
        let row = self.free.pop().expect("the pool of matters ran dry inside a span");
        let matter = &mut matters[row as usize];
        let stamp = matter.stamp;
        *matter =
            Matter { state: MatterState::InTransit, stamp, kind, lineage, subject, number: MatterId(self.made), ..Matter::FREE };
        self.made += 1;
        MatterRow(row)
    }

    /// Ends a matter and takes its row back.
    ///
    /// # Panics
    /// When the matter is still in a queue or in service.
    #[inline]
    pub fn end(&mut self, matters: &mut [Matter], row: MatterRow) {
        let matter = &mut matters[row.0 as usize];
        assert!(matter.state == MatterState::InTransit, "a matter that is {:?} cannot end", matter.state);
        matter.state = MatterState::Free;
        matter.stamp = matter.stamp.wrapping_add(1);
        self.free.push(row.0);
        self.ended += 1;
    }
}
