//! What never changes about a laboratory: sources, routes, pools.

use crate::engine::distribution::Law;
use crate::engine::time::{SimTime, Span};
use crate::model::station::law::LawId;

/// Where a matter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A station, by position, and the position of the matter's class there.
    Station(u32, u16),
    /// A pool, by position.
    Pool(u32),
}

/// A laboratory as assembled.
#[derive(Clone, Debug)]
pub struct Bench {
    /// Sources.
    pub sources: Vec<Source>,
    /// Stations.
    pub stations: usize,
    /// Where impatient matters go, for each class in the list of all desks' classes.
    pub escalation: Vec<Option<Target>>,
    /// Ways out of the station of each class in that list; none: out of the system.
    pub ways: Ways,
    /// Pools.
    pub pools: Vec<Pool>,
    /// The laws of sources, ways and pools, each once.
    pub laws: Vec<Law>,
    /// Pool of each unit.
    pub pool_of: Vec<u32>,
    /// Whether a source's calls come from a script, which may fix their work.
    pub has_scripts: bool,
    /// Whether a row is kept for each visit.
    pub keeps_visits: bool,
    /// The instant from which visits are kept.
    pub observed_from: SimTime,
}

/// A source of matters.
#[derive(Clone, Debug)]
pub struct Source {
    /// Stable key of the source for chance, whatever stands before it in the file.
    pub key: u64,
    /// Class of its matters.
    pub class: u16,
    /// Where they enter.
    pub to: Target,
    /// District of its calls, by position in each pool; empty when it has none.
    pub districts: Vec<Option<u32>>,
    /// When they come.
    pub arrivals: Arrivals,
}

/// When matters come.
#[derive(Clone, Debug)]
pub enum Arrivals {
    /// After independent gaps.
    Renewal(LawId),
    /// At set times in order, each with its own work on scene when given.
    Scripted(Vec<(SimTime, Option<Span>)>),
}

/// The ways on after a service: of each row of station and class, the ways in one piece.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    all: Vec<Way>,
    ends: Vec<u32>,
}

impl Ways {
    /// Adds the ways of the next row.
    ///
    /// # Panics
    /// At 2³² ways.
    pub fn push(&mut self, ways: impl IntoIterator<Item = Way>) {
        self.all.extend(ways);
        self.ends.push(u32::try_from(self.all.len()).expect("fewer than 2^32 ways"));
    }

    /// The ways of a row.
    #[inline]
    #[must_use]
    pub fn of(&self, row: usize) -> &[Way] {
        let begin = if row == 0 { 0 } else { self.ends[row - 1] as usize };
        &self.all[begin..self.ends[row] as usize]
    }
}

/// One way out of a station.
#[derive(Clone, Debug)]
pub struct Way {
    /// Probability cumulated over the ways.
    pub cumulated: f64,
    /// Where it leads.
    pub to: Target,
    /// The class that the matter has from then on.
    pub becomes: u16,
    /// Time on the way.
    pub transit: LawId,
    /// Whether it leads back: to a station whose stable key is not above that of the one it leaves. Every circle has such a way,
    /// whatever the order of the stations in the file.
    pub is_backward: bool,
}

/// A pool of units.
#[derive(Clone, Debug)]
pub struct Pool {
    /// First of its units in the list of all units.
    pub first_unit: u32,
    /// Units in all.
    pub units: u32,
    /// Units that each call takes.
    pub units_per_call: u32,
    /// From order to departure.
    pub mobilisation: LawId,
    /// The journey.
    pub journey: Journey,
    /// Time at work.
    pub work: LawId,
    /// The way back.
    pub way_back: Back,
    /// Whether a call that finds no unit is lost.
    pub loses: bool,
    /// Units that calls of each class leave idle, by class; empty when none must.
    pub reserves: Vec<u32>,
    /// Units for each district, best first, by position in the pool; none where any unit may go.
    pub preferences: Vec<Option<Vec<u32>>>,
}

impl Pool {
    /// Whether a call that must wait makes all later ones wait: any unit may go to anybody.
    #[must_use]
    pub fn is_first_come_first_served(&self) -> bool {
        self.reserves.is_empty() && self.preferences.iter().all(Option::is_none)
    }
}

/// The journey of a unit.
#[derive(Clone, Debug)]
pub enum Journey {
    /// A drawn time.
    Drawn(LawId),
    /// A time for each district and unit: `spans[district][unit]`.
    Known {
        /// The table.
        spans: Vec<Vec<Span>>,
        /// Whether it is reported only, and no part of the busy time.
        is_reported_only: bool,
    },
}

/// The way back of a unit.
#[derive(Clone, Debug)]
pub enum Back {
    /// As long as the way out.
    AsOut,
    /// A drawn time.
    Drawn(LawId),
}

impl Bench {
    /// A law by its row.
    #[inline]
    #[must_use]
    pub fn law(&self, id: LawId) -> &Law {
        &self.laws[id.0 as usize]
    }
}
