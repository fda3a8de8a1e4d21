//! Duty as assembled: shifts over the day, and officers who can be called in.

use crate::engine::distribution::Law;
use crate::engine::time::{SimTime, Span};
use crate::terms::id::StationId;

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// The duty of all desks.
#[derive(Clone, Debug, Default)]
pub struct Duty {
    /// Clock time at time 0, from midnight.
    pub start: Span,
    /// The shifts.
    pub shifts: Vec<Shift>,
    /// Who can be called in, by station; empty when nobody anywhere.
    pub recalls: Vec<Option<Recall>>,
}

/// A shift that comes every day.
#[derive(Clone, Debug)]
pub struct Shift {
    /// From this time of the day …
    pub from: Span,
    /// … until this one; past midnight when it is not later.
    pub until: Span,
    /// Officers on duty.
    pub officers: u32,
    /// The desks, ascending.
    pub desks: Vec<StationId>,
}

/// Officers who can be called in.
#[derive(Clone, Debug)]
pub struct Recall {
    /// Open matters at which they are called.
    pub when_open: u32,
    /// How many come.
    pub officers: u32,
    /// From the call until they are there.
    pub after: Law,
}

impl Duty {
    /// Time of the day at an instant.
    #[must_use]
    pub fn clock(&self, now: SimTime) -> i64 {
        (now.ms() + self.start.ms()).rem_euclid(DAY_MS)
    }

    /// From an instant to the next time that the clock says so.
    #[must_use]
    pub fn until(&self, time: Span, now: SimTime) -> Span {
        match (time.ms() - self.clock(now)).rem_euclid(DAY_MS) {
            0 => Span(DAY_MS),
            gap => Span(gap),
        }
    }

    /// The shift at a desk at an instant; none while its usual number is on duty.
    #[must_use]
    pub fn shift(&self, station: StationId, now: SimTime) -> Option<&Shift> {
        let clock = self.clock(now);
        self.shifts.iter().find(|shift| shift.covers(clock) && shift.desks.binary_search(&station).is_ok())
    }

    /// From an instant to the next beginning or end of a shift.
    #[must_use]
    pub fn until_change(&self, shift: &Shift, now: SimTime) -> Span {
        self.until(shift.from, now).min(self.until(shift.until, now))
    }

    /// Who can be called in at a desk.
    #[must_use]
    pub fn recall(&self, station: StationId) -> Option<&Recall> {
        self.recalls.get(station.index())?.as_ref()
    }
}

impl Shift {
    const fn covers(&self, clock: i64) -> bool {
        let (from, until) = (self.from.ms(), self.until.ms());
        if from < until { from <= clock && clock < until } else { clock >= from || clock < until }
    }
}

#[cfg(test)]
mod tests {
    use super::{Duty, Shift};
    use crate::engine::time::{SimTime, Span};
    use crate::terms::id::StationId;

    #[test]
    fn a_night_shift_runs_past_midnight_and_comes_every_day() {
        let hours = |h: f64| Span::from_minutes(60.0 * h);
        let night = Shift { from: hours(20.0), until: hours(8.0), officers: 1, desks: vec![StationId(3)] };
        let duty = Duty { start: hours(9.0), shifts: vec![night], recalls: Vec::new() };
        let on_duty = |h: f64| duty.shift(StationId(3), SimTime::from_hours(h)).is_some();
        assert_eq!([0.0, 10.9, 11.0, 22.9, 23.0, 35.0].map(on_duty), [false, false, true, true, false, true]);
        assert!(duty.shift(StationId(2), SimTime::from_hours(12.0)).is_none());
        let next = |h: f64| duty.until_change(&duty.shifts[0], SimTime::from_hours(h)).hours();
        assert_eq!([0.0, 11.0, 23.0].map(next), [11.0, 12.0, 12.0]);
    }
}
