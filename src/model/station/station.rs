//! A desk at work: who is busy, how many wait, and the books of its load.

use bevy_ecs::component::Component;

use crate::engine::time::{SimTime, Span};
use crate::journal::ledger::StationTotals;
use crate::model::event::NONE;

/// The state of a station.
#[derive(Component, Clone, Copy, Debug)]
pub struct Station {
    /// Servers on duty.
    pub servers: u32,
    /// Servers at work.
    pub busy: u32,
    /// Matters waiting.
    pub waiting: u32,
    /// Whether nobody is there: what is in hand is finished, nothing new is begun.
    pub is_unmanned: bool,
    /// First of the matters in service, where the work is followed step by step.
    pub serving: u32,
    /// The present working speed, 1 unless the desk is overloaded.
    pub speed: f64,
    /// Books.
    pub books: Books,
}

/// Counts and time integrals since the books were opened.
#[derive(Clone, Copy, Debug, Default)]
pub struct Books {
    opened: SimTime,
    changed: SimTime,
    /// Matters that came.
    pub arrivals: u64,
    /// Matters served to the end.
    pub completions: u64,
    /// Matters that found no room.
    pub lost: u64,
    /// Matters that left out of impatience.
    pub left: u64,
    /// Matters that went up out of impatience.
    pub escalated: u64,
    busy_ms: i64,
    waiting_ms: i64,
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
            arrivals: books.arrivals,
            completions: books.completions,
            lost: books.lost,
            left: books.left,
            escalated: books.escalated,
            busy_ms: books.busy_ms,
            waiting_ms: books.waiting_ms,
            in_system_ms: books.busy_ms + books.waiting_ms,
        }
    }
}
