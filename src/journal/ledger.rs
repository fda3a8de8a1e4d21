//! Books that are kept beside the entries: time integrals of each station, and a row for each visit of a laboratory matter.

use crate::engine::time::{SimTime, Span};

/// The time integrals and counts of one station over the observed span (after warm-up).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StationTotals {
    /// Servers on duty at the end.
    pub servers: u32,
    /// Integral of the servers on duty, ms. Who finishes work after the end of a shift is busy, and no longer counted here.
    pub on_duty_ms: i64,
    /// Length of the observed span.
    pub observed: Span,
    /// Matters that came.
    pub arrivals: u64,
    /// Matters served to the end.
    pub completions: u64,
    /// Matters that found no room or no unit.
    pub lost: u64,
    /// Matters that left out of impatience.
    pub left: u64,
    /// Matters that went up out of impatience.
    pub escalated: u64,
    /// Integral of busy servers, ms.
    pub busy_ms: i64,
    /// Integral of waiting matters, ms.
    pub waiting_ms: i64,
    /// Time with more open matters than the span of the overload law, ms.
    pub slow_ms: i64,
    /// Integral of matters in the station, ms.
    pub in_system_ms: i64,
}

/// How the visit of a matter to a station ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Served to the end.
    Completed,
    /// Found no room or no unit.
    Lost,
    /// Left out of impatience.
    Left,
    /// Went up out of impatience.
    Escalated,
    /// Still there at the end of the run.
    InSystem,
}

impl Outcome {
    /// The id used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Lost => "lost",
            Self::Left => "left",
            Self::Escalated => "escalated",
            Self::InSystem => "in_system",
        }
    }
}

/// One visit of a laboratory matter to a station or pool (at a pool: one row for each unit it takes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Number of the matter in the order of creation.
    pub matter: u32,
    /// Position of its source.
    pub source: u32,
    /// Position of its class.
    pub class: u32,
    /// Position of the station or pool: stations first, then pools.
    pub station: u32,
    /// When it came.
    pub arrived: SimTime,
    /// When its service began (at a pool: when the unit was assigned).
    pub started: Option<SimTime>,
    /// When it was over (at a pool: when the unit was free again).
    pub finished: Option<SimTime>,
    /// How it ended.
    pub outcome: Outcome,
    /// The unit, at a pool.
    pub unit: Option<u32>,
    /// When the unit reached the scene.
    pub on_scene: Option<SimTime>,
    /// The journey of the unit.
    pub travel: Option<Span>,
}
