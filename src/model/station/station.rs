//! A desk at work: who is busy, how many wait, and the books of its load.

use bevy_ecs::component::Component;

use crate::engine::time::SimTime;
use crate::journal::entry::EntryId;
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
    /// The present working speed, 1 unless the desk is overloaded.
    pub speed: f64,
    /// Time so far with more open matters than the span; while there are, short of the instant when that began, ms.
    slow_ms: i64,
    /// Who makes up the servers on duty.
    pub staff: Staff,
}

/// Who makes up the servers of a desk on duty. Read only when that changes.
#[derive(Clone, Copy, Debug)]
pub struct Staff {
    /// Whom the hour of the day puts there.
    pub scheduled: u32,
    /// Added by response levels in force.
    pub added: u32,
    /// Called in.
    pub recalled: u32,
    /// Of these, away.
    pub away: u32,
    /// Which of the scheduled are absent, one bit an officer.
    pub absent: u32,
    /// How many injects leave the desk without anybody: what is in hand is finished (at a shared desk it rests), nothing new is begun.
    pub vacated: u16,
    /// Whether more matters are open than the span of the overload law.
    is_slow: bool,
    /// Whether a call is out.
    pub is_called: bool,
    /// Calls so far.
    pub calls: u32,
    /// The last call.
    pub call: EntryId,
    /// Integral of the servers on duty up to `since`, ms.
    on_duty_ms: i64,
    since: SimTime,
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
}

impl Staff {
    /// Whether an inject has left the desk without anybody.
    #[must_use]
    pub const fn is_unmanned(&self) -> bool {
        self.vacated > 0
    }

    /// Of those whom the hour puts there, how many are absent.
    #[must_use]
    pub fn absent_now(&self) -> u32 {
        let scheduled = 1_u32.checked_shl(self.scheduled).map_or(u32::MAX, |bit| bit - 1);
        (self.absent & scheduled).count_ones()
    }
}

const _: () = assert!(size_of::<Station>() == 128, "a station fills two lines, and its hot part begins the first");

impl Default for Station {
    fn default() -> Self {
        Self::new(0)
    }
}

impl Station {
    /// An idle station.
    #[must_use]
    pub fn new(servers: u32) -> Self {
        let staff = Staff {
            scheduled: servers,
            added: 0,
            recalled: 0,
            away: 0,
            absent: 0,
            vacated: 0,
            is_slow: false,
            is_called: false,
            calls: 0,
            call: EntryId::NONE,
            on_duty_ms: 0,
            since: SimTime::ZERO,
        };
        Self { servers, busy: 0, waiting: 0, serving: NONE, speed: 1.0, books: Books::default(), slow_ms: 0, staff }
    }

    /// Matters in service and waiting.
    #[inline]
    #[must_use]
    pub const fn open(&self) -> u32 {
        self.busy + self.waiting
    }

    /// The part of one officer that each open matter of a shared desk gets.
    #[must_use]
    pub fn share(&self) -> f64 {
        if self.staff.is_unmanned() { 0.0 } else { (f64::from(self.servers) / f64::from(self.open().max(1))).min(1.0) }
    }

    /// Carries the integrals forward to now. To be called before any change of `busy` or `waiting`.
    #[inline]
    pub fn book(&mut self, now: SimTime) {
        let span = (now - self.books.changed).ms();
        self.books.busy_ms += span * i64::from(self.busy);
        self.books.waiting_ms += span * i64::from(self.waiting);
        self.books.changed = now;
    }

    /// Puts on duty whom `staff` says.
    pub fn set_servers(&mut self, now: SimTime) {
        self.staff.on_duty_ms += (now - self.staff.since).ms() * i64::from(self.servers);
        self.staff.since = now;
        let staff = &self.staff;
        self.servers = (staff.scheduled + staff.added + staff.recalled).saturating_sub(staff.away + staff.absent_now());
    }

    /// Opens the books anew: the end of a warm-up.
    pub fn open_books(&mut self, now: SimTime) {
        (self.staff.on_duty_ms, self.staff.since) = (0, now);
        self.books = Books { changed: now, ..Books::default() };
        self.slow_ms = if self.staff.is_slow { -now.ms() } else { 0 };
    }

    /// More matters are open than the span, or no longer.
    pub const fn set_slow(&mut self, now: SimTime, is_slow: bool) {
        if is_slow != self.staff.is_slow {
            self.slow_ms += if is_slow { -now.ms() } else { now.ms() };
            self.staff.is_slow = is_slow;
        }
    }

    /// The totals of books opened at an instant, at the end of the run.
    #[must_use]
    pub fn totals(&mut self, opened: SimTime, now: SimTime) -> StationTotals {
        self.book(now);
        self.set_servers(now);
        let books = self.books;
        StationTotals {
            servers: self.servers,
            on_duty_ms: self.staff.on_duty_ms,
            observed: now - opened,
            slow_ms: self.slow_ms + if self.staff.is_slow { now.ms() } else { 0 },
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
