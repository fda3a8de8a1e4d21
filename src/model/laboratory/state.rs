//! The state of a laboratory: pools, calls, and the visits so far.

use crate::engine::streams::Chance;
use crate::engine::time::SimTime;
use crate::journal::ledger::{Outcome, Visit};
use crate::model::event::{Clock, NONE};
use crate::model::force::unit::Unit;
use crate::model::laboratory::bench::{Bench, Target};
use crate::model::station::service::Traffic;
use crate::model::station::station::Station;

/// The state of a pool.
#[derive(Clone, Debug, Default)]
pub struct PoolState {
    /// First call that waits.
    pub head: u32,
    /// Last call that waits.
    pub tail: u32,
    /// One bit for each idle unit.
    pub idle: Vec<u64>,
    /// Books of the pool, kept as a station whose servers are the units.
    pub books: Station,
}

impl PoolState {
    /// Returns to a pool whose units are all idle.
    fn reset(&mut self, units: u32) {
        self.idle.clear();
        self.idle.resize((units as usize).div_ceil(64), u64::MAX);
        if !units.is_multiple_of(64) {
            *self.idle.last_mut().expect("a pool has a unit") = (1 << (units % 64)) - 1;
        }
        (self.head, self.tail, self.books) = (NONE, NONE, Station::new(units));
    }

    /// Whether a unit, by its position in the pool, is idle.
    #[inline]
    #[must_use]
    pub fn is_idle(&self, unit: u32) -> bool {
        self.idle[unit as usize / 64] & (1 << (unit % 64)) != 0
    }

    /// Marks a unit as idle or not.
    #[inline]
    pub fn mark(&mut self, unit: u32, idle: bool) {
        let word = &mut self.idle[unit as usize / 64];
        if idle {
            *word |= 1 << (unit % 64);
        } else {
            *word &= !(1 << (unit % 64));
        }
    }

    /// Idle units in order of position.
    pub fn idle_units(&self) -> impl Iterator<Item = u32> + '_ {
        (0_u32..).zip(&self.idle).flat_map(|(word, bits)| {
            std::iter::successors(Some(*bits), |bits| Some(bits & (bits - 1)))
                .take_while(|bits| *bits != 0)
                .map(move |bits| word * 64 + bits.trailing_zeros())
        })
    }

    /// The first idle unit.
    #[inline]
    #[must_use]
    pub fn first_idle(&self) -> Option<u32> {
        let word = self.idle.iter().position(|bits| *bits != 0)?;
        Some(u32::try_from(word).expect("a small pool") * 64 + self.idle[word].trailing_zeros())
    }
}

/// A call that wants units of a pool.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    /// Row of its matter.
    pub matter: u32,
    /// Next call that waits at the pool.
    pub next: u32,
    /// Units still wanted.
    pub missing: u32,
    /// Units still out for it.
    pub out: u32,
    /// When it came to the pool.
    pub since: SimTime,
}

/// The state of a laboratory.
#[derive(Clone, Debug, Default)]
pub struct LabState {
    /// Matters that each source has made.
    pub emitted: Vec<u32>,
    /// Pools.
    pub pools: Vec<PoolState>,
    /// Calls, by row.
    pub calls: Vec<Call>,
    /// Rows of calls that are over.
    pub free_calls: Vec<u32>,
    /// Rows of the visits.
    pub visits: Vec<Visit>,
}

impl LabState {
    /// Returns to time zero, keeping the memory.
    pub fn reset(&mut self, bench: &Bench) {
        self.emitted.clear();
        self.emitted.resize(bench.sources.len(), 0);
        self.pools.resize_with(bench.pools.len(), PoolState::default);
        for (state, pool) in self.pools.iter_mut().zip(&bench.pools) {
            state.reset(pool.units);
        }
        self.calls.clear();
        self.free_calls.clear();
        self.visits.clear();
    }

    /// Takes a row for a call.
    #[inline]
    pub fn add_call(&mut self, call: Call) -> u32 {
        if let Some(row) = self.free_calls.pop() {
            self.calls[row as usize] = call;
            return row;
        }
        self.calls.push(call);
        u32::try_from(self.calls.len() - 1).expect("fewer than 2^32 calls at once")
    }

    /// Opens all books anew: the end of the warm-up.
    pub fn open_books(&mut self, now: SimTime) {
        for pool in &mut self.pools {
            pool.books.open_books(now);
        }
    }
}

/// Everything that a laboratory handler may touch.
#[derive(Debug)]
pub struct Lab<'r, 'a> {
    /// What never changes.
    pub bench: &'r Bench,
    /// Pools and visits.
    pub state: &'r mut LabState,
    /// The future and the agenda.
    pub clock: &'r mut Clock,
    /// Desks and matters.
    pub traffic: &'r mut Traffic<'a>,
    /// Units.
    pub units: &'r mut [Unit],
    /// The chance of this replication.
    pub chance: Chance,
}

impl Lab<'_, '_> {
    /// Opens a row for a visit; none before the end of the warm-up or when visits are not kept.
    #[inline]
    pub fn open_visit(&mut self, matter: u32, source: u32, class: u16, to: Target) -> u32 {
        let now = self.clock.now();
        if !self.bench.keeps_visits || now < self.bench.observed_from {
            return NONE;
        }
        let station = match to {
            Target::Station(station, _) => station,
            Target::Pool(pool) => u32::try_from(self.bench.stations).expect("few stations") + pool,
        };
        self.state.visits.push(Visit {
            matter,
            source,
            class: u32::from(class),
            station,
            arrived: now,
            started: None,
            finished: None,
            outcome: Outcome::InSystem,
            unit: None,
            on_scene: None,
            travel: None,
        });
        u32::try_from(self.state.visits.len() - 1).expect("fewer than 2^32 visits")
    }

    /// The row of a visit, if one is kept.
    #[inline]
    pub fn visit(&mut self, row: u32) -> Option<&mut Visit> {
        if row == NONE { None } else { self.state.visits.get_mut(row as usize) }
    }

    /// Closes a visit.
    #[inline]
    pub fn close_visit(&mut self, row: u32, outcome: Outcome) {
        let now = self.clock.now();
        if let Some(visit) = self.visit(row) {
            visit.finished = Some(now);
            visit.outcome = outcome;
        }
    }
}
