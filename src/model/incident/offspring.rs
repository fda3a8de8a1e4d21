//! Incidents brought about by others: a stream for each incident that can, and the rows kept for them.
//!
//! The luck of a stream belongs to its parent: number n comes when the integrated rate reaches E1 + … + En, exponential draws of mean 1
//! that are keyed by the parent and the row of the tape. Whoever contains the parent sooner, or keeps it smaller, gets the first of
//! the same incidents, and later; each has the same draws of its own wherever it comes.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::engine::streams::Stream;
use crate::engine::time::SimTime;
use crate::model::incident::tape::TapeRow;
use crate::terms::id::IncidentId;

/// Counts of rows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rows {
    /// Incidents.
    pub incidents: u32,
    /// Needs.
    pub needs: u32,
    /// Persons.
    pub persons: u32,
}

/// What one incident brings about under one row of the tape.
#[derive(Clone, Copy, Debug)]
pub struct Spring {
    /// The incident.
    pub parent: IncidentId,
    /// Its onset.
    pub onset: SimTime,
    /// Position of the row.
    pub rule: u32,
    /// Its draws.
    pub draws: Stream,
    /// Integrated rate at which the next one comes: E1 + … + En.
    pub mass: f64,
    /// Number of the next one, from 1.
    pub number: u32,
}

impl Spring {
    /// Draws what must be added to the integrated rate before the next one comes.
    pub fn draw(&mut self) {
        self.mass -= libm::log(self.draws.uniform());
    }
}

/// Incidents brought about in a run.
#[derive(Clone, Debug, Default)]
pub struct Offspring {
    /// The streams.
    pub springs: Vec<Spring>,
    /// The positions of the streams of each incident, which stand together.
    of: BTreeMap<IncidentId, Range<usize>>,
    /// The first rows that are free.
    pub free: Rows,
    /// How many each row of the tape has made.
    pub made: Vec<u32>,
    /// Whether a row of the tape would have made more than it may: its streams are over.
    pub over: Vec<bool>,
    /// Those that have come, in the order of their coming; they follow those of the tape.
    pub rows: Vec<TapeRow>,
}

impl Offspring {
    /// Nothing yet; the rows before `free` are the tape's.
    #[must_use]
    pub fn from(free: Rows, rules: usize) -> Self {
        Self { free, made: vec![0; rules], over: vec![false; rules], ..Self::default() }
    }

    /// Adds a stream; those of one incident are added one after the other. Its position.
    pub fn add(&mut self, spring: Spring) -> usize {
        let position = self.springs.len();
        self.of.entry(spring.parent).or_insert(position..position).end = position + 1;
        self.springs.push(spring);
        position
    }

    /// The positions of the streams of an incident.
    #[must_use]
    pub fn of(&self, parent: IncidentId) -> Range<usize> {
        self.of.get(&parent).cloned().unwrap_or_default()
    }

    /// Whether a row of the tape may bring about no more.
    #[must_use]
    pub fn is_over(&self, rule: u32) -> bool {
        self.over[rule as usize]
    }
}
