//! A desk at work: who is busy, how many wait, and the books of its load.

use bevy_ecs::component::Component;

use crate::engine::time::{SimTime, Span};
use crate::journal::ledger::StationTotals;
use crate::model::event::NONE;

/// The state of a station. What every arrival and every service touch stands first and fills one line of the processor's cache:
/// in a nation of posts the wait for memory is what an event costs.
#[derive(Component, Clone, Copy, Debug)]
#[repr(C, align(64))]
pub struct Station {
    /// Servers on duty.
    pub servers: u32,
    /// Servers at work.
    pub busy: u32,
    /// Matters waiting.
    pub waiting: u32,
    /// First of the matters in service, where the work is followed step by step.
    pub serving: u32,
    /// Books.
    pub books: Books,
    /// Whether nobody is there: what is in hand is finished, nothing new is begun.
    pub is_unmanned: bool,
    /// The present working speed, 1 unless the desk is overloaded.
    pub speed: f64,
}

/// Counts and time integrals since the books were opened. Matters are numbered in 32 bits, so are their counts.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
pub struct Books {
    changed: SimTime,
    busy_ms: i64,
    waiting_ms: i64,
    /// Matters that came.
    pub arrivals: u32,
    /// Matters served to the end.
    pub completions: u32,
    /// Matters that found no room.
    pub lost: u32,
    /// Matters that left out of impatience.
    pub left: u32,
    /// Matters that went up out of impatience.
    pub escalated: u32,
    opened: SimTime,
}

impl Default for Station {
    fn default() -> Self {
        Self::new(0)
    }
}

impl Station {
    /// An idle station.
    #[must_use]
    pub fn new(servers: u32) -> Self {
        Self { servers, busy: 0, waiting: 0, is_unmanned: false, serving: NONE, speed: 1.0, books: Books::default() }
    }

    /// Matters in service and waiting.
    #[inline]
    #[must_use]
    pub const fn open(&self) -> u32 {
        self.busy + self.waiting
    }

    /// Carries the integrals forward to now. To be called before any change of `busy` or `waiting`.
    #[inline]
    pub fn book(&mut self, now: SimTime) {
        let span = (now - self.books.changed).ms();
        self.books.busy_ms += span * i64::from(self.busy);
        self.books.waiting_ms += span * i64::from(self.waiting);
        self.books.changed = now;
    }

    /// Opens the books anew: the end of a warm-up.
    pub fn open_books(&mut self, now: SimTime) {
        self.books = Books { opened: now, changed: now, ..Books::default() };
    }

    /// The totals at the end of the run.
    #[must_use]
    pub fn totals(&mut self, now: SimTime) -> StationTotals {
        self.book(now);
        let books = self.books;
        StationTotals {
            servers: self.servers,
            observed: Span((now - books.opened).ms()),
            arrivals: books.arrivals.into(),
            completions: books.completions.into(),
            lost: books.lost.into(),
            left: books.left.into(),
            escalated: books.escalated.into(),
            busy_ms: books.busy_ms,
            waiting_ms: books.waiting_ms,
            in_system_ms: books.busy_ms + books.waiting_ms,
        }
    }
}
