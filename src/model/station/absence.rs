//! Officers who are away now and then: each leaves and comes back by laws of its own, at work or not.
//!
//! The times belong to (desk, officer, number of the turn): two structures that share the desk share its absences.

use crate::engine::calendar::Phase;
use crate::engine::streams::{Purpose, join};
use crate::model::event::{Clock, Event, MatterRow};
use crate::model::station::law::LawId;
use crate::model::station::service::Traffic;
use crate::model::station::station::Staff;
use crate::terms::id::StationId;

/// An officer who is away now and then.
#[derive(Clone, Copy, Debug)]
pub struct Absence {
    /// The desk.
    pub station: StationId,
    /// Which of its officers, from 0.
    pub officer: u32,
    /// From coming until leaving.
    pub present: LawId,
    /// From leaving until coming back.
    pub absent: LawId,
}

impl Absence {
    /// Whether a turn is the officer's leaving; the other turns are comings.
    #[must_use]
    pub const fn leaves(turn: u32) -> bool {
        turn.is_multiple_of(2)
    }

    /// Puts a turn into effect.
    pub const fn apply(&self, turn: u32, staff: &mut Staff) {
        let bit = 1 << self.officer;
        if Self::leaves(turn) {
            staff.absent |= bit;
        } else {
            staff.absent &= !bit;
        }
    }
}

impl Traffic<'_> {
    /// Schedules the first leaving of every officer who may be away.
    pub fn open_absences(&self, clock: &mut Clock) {
        for absence in 0..u32::try_from(self.desks.absences.len()).expect("few officers") {
            self.schedule_turn(clock, absence, 0);
        }
    }

    /// Schedules a turn of an officer, counted from now.
    pub fn schedule_turn(&self, clock: &mut Clock, absence: u32, turn: u32) {
        let row = &self.desks.absences[absence as usize];
        let law = self.desks.law(if Absence::leaves(turn) { row.present } else { row.absent });
        let key = join(join(self.desks.desks[row.station.index()].key, u64::from(row.officer)), u64::from(turn));
        let span = law.sample(&mut self.chance.stream(Purpose::Absence, key));
        clock.after(span, Phase::Outside, Event::OfficerTurns(absence, turn));
    }

    /// Changes who is at a desk; where all were at work and one fewer is there, the least urgent work is put down. The officers on
    /// duty when their number has changed, and the work put down.
    pub fn leave(
        &mut self,
        clock: &mut Clock,
        station: StationId,
        change: impl FnOnce(&mut Staff),
    ) -> (Option<u32>, Option<MatterRow>) {
        let state = &self.stations[station.index()];
        let is_at_work = state.busy > 0 && state.busy == state.servers;
        let officers = self.restaff(clock, station, change);
        let is_short = is_at_work && officers.is_some_and(|officers| officers < self.stations[station.index()].busy);
        (officers, if is_short { self.interrupt_one(clock, station) } else { None })
    }
}
