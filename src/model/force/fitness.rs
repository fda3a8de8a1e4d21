//! Limits of the units of a kind, as assembled, and how fit each unit is.

use crate::engine::distribution::Law;
use crate::engine::time::{SimTime, Span};
use crate::model::force::hold::Hold;

/// Limits of the units of a kind.
#[derive(Clone, Debug, Default)]
pub struct UnitLimits {
    /// Work after which a crew rests, and how long.
    pub rest: Option<(Span, Span)>,
    /// Time to failure from departure, and the repair.
    pub failure: Option<(Law, Law)>,
    /// Hours off duty.
    pub off_duty: Option<OffDuty>,
    /// Longest distance from base to incident, km.
    pub range_km: Option<f64>,
}

/// Hours of the day off duty.
#[derive(Clone, Debug)]
pub struct OffDuty {
    /// From this time of the day …
    pub from: Span,
    /// … until this one; past midnight when it is not later.
    pub until: Span,
    /// Mobilisation meanwhile; not to be had when absent.
    pub mobilisation: Option<Law>,
}

impl OffDuty {
    /// Whether it is off duty at a time of the day, ms from midnight.
    #[must_use]
    pub const fn covers(&self, clock_ms: i64) -> bool {
        let (from, until) = (self.from.ms(), self.until.ms());
        if from < until { from <= clock_ms && clock_ms < until } else { clock_ms >= from || clock_ms < until }
    }
}

/// How fit a unit is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fitness {
    /// Work since the last rest, up to when its present work began.
    pub worked: Span,
    /// Since when it has been at work.
    pub since: Option<SimTime>,
    /// Whether it rests or is under repair.
    pub out: Option<Hold>,
    /// Number of its errand: failures of earlier ones no longer count.
    pub errand: u32,
    /// How often it has failed.
    pub failures: u32,
}

impl Fitness {
    /// Work since the last rest, its present work included.
    #[must_use]
    pub fn worked_by(&self, now: SimTime) -> Span {
        Span(self.worked.ms() + self.since.map_or(0, |since| (now - since).ms()))
    }

    /// Its present work ends: it is added up.
    pub fn stop(&mut self, now: SimTime) {
        self.worked = self.worked_by(now);
        self.since = None;
    }
}
