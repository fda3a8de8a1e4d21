//! Who is on duty: shifts change over the day, officers are away now and then, and others are called in when a desk is overrun.

use crate::engine::calendar::Phase;
use crate::engine::streams::{Purpose, join};
use crate::journal::entry::{About, EntryId};
use crate::journal::milestone::Milestone;
use crate::model::event::Event;
use crate::model::reporting::report;
use crate::model::run::Run;
use crate::model::station::absence::Absence;
use crate::model::station::station::Staff;
use crate::terms::id::StationId;
use crate::terms::traffic::MatterKind;

/// Puts the first shifts on duty and schedules the changes.
pub fn open(run: &mut Run<'_>) {
    run.traffic.open_absences(run.clock);
    for shift in 0..u32::try_from(run.setting.duty.shifts.len()).expect("few shifts") {
        change(run, shift);
    }
}

/// A shift begins or ends: its desks have whom the hour of the day puts there.
pub fn change(run: &mut Run<'_>, shift: u32) {
    let (now, setting) = (run.now(), run.setting);
    let row = &setting.duty.shifts[shift as usize];
    for station in &row.desks {
        let usual = setting.desks.desks[station.index()].servers;
        let scheduled = setting.duty.shift(*station, now).map_or(usual, |shift| shift.officers);
        staff(run, *station, EntryId::NONE, |staff| staff.scheduled = scheduled);
    }
    run.clock.after(setting.duty.until_change(row, now), Phase::Outside, Event::ShiftChanges(shift));
}

/// Changes who is at a desk; recorded when their number changes.
pub fn staff(run: &mut Run<'_>, station: StationId, cause: EntryId, change: impl FnOnce(&mut Staff)) {
    if let Some(officers) = run.traffic.restaff(run.clock, station, change) {
        note(run, station, officers, cause);
    }
}

/// Somebody leaves a desk; where all were at work, the least urgent work is put down.
pub fn leave(run: &mut Run<'_>, station: StationId, cause: EntryId, change: impl FnOnce(&mut Staff)) {
    let (officers, put_down) = run.traffic.leave(run.clock, station, change);
    if let Some(officers) = officers {
        note(run, station, officers, cause);
    }
    let Some(row) = put_down else { return };
    let matter = *run.traffic.matter(row);
    let kind = MatterKind::ALL[matter.kind as usize];
    if kind != MatterKind::Routine {
        let about = report::about(run, row);
        run.traffic.matter_mut(row).entry = run.note(Milestone::ServiceInterrupted { kind }, about, matter.entry);
    }
}

fn note(run: &mut Run<'_>, desk: StationId, officers: u32, cause: EntryId) {
    let about = About { post: Some(run.setting.desk_posts[desk.index()]), ..About::default() };
    run.note(Milestone::DutyChanged { desk, officers }, about, cause);
}

/// An officer who is away now and then leaves or comes back.
pub fn turn(run: &mut Run<'_>, absence: u32, turn: u32) {
    let row = run.setting.desks.absences[absence as usize];
    run.traffic.schedule_turn(run.clock, absence, turn + 1);
    if Absence::leaves(turn) {
        leave(run, row.station, EntryId::NONE, |staff| row.apply(turn, staff));
    } else {
        staff(run, row.station, EntryId::NONE, |staff| row.apply(turn, staff));
    }
}

/// A matter other than routine has come to a desk: officers are called in when too much lies there.
pub fn call_in(run: &mut Run<'_>, station: StationId, cause: EntryId) {
    let Some(recall) = run.setting.duty.recall(station) else { return };
    let state = &mut run.traffic.stations[station.index()];
    if state.staff.recalled > 0 || state.staff.is_called || state.open() < recall.when_open {
        return;
    }
    state.staff.is_called = true;
    state.staff.calls += 1;
    let key = join(run.setting.desks.desks[station.index()].key, u64::from(state.staff.calls));
    let about = About { post: Some(run.setting.desk_posts[station.index()]), ..About::default() };
    run.traffic.stations[station.index()].staff.call = run.note(Milestone::OfficersRecalled, about, cause);
    let span = recall.after.sample(&mut run.chance.stream(Purpose::Recall, key));
    run.clock.after(span, Phase::Outside, Event::OfficersComeIn(station));
}

/// Officers who were called in leave when nothing is left on the desk.
pub fn send_home(run: &mut Run<'_>, station: StationId) {
    let state = &run.traffic.stations[station.index()];
    if state.staff.recalled > 0 && state.open() == 0 {
        let cause = state.staff.call;
        staff(run, station, cause, |staff| staff.recalled = 0);
    }
}

/// Called officers are at the desk; they turn round when nothing is left to do.
pub fn come_in(run: &mut Run<'_>, station: StationId) {
    let state = &mut run.traffic.stations[station.index()];
    state.staff.is_called = false;
    let (is_needed, cause) = (state.open() > 0, state.staff.call);
    if let (true, Some(recall)) = (is_needed, run.setting.duty.recall(station)) {
        staff(run, station, cause, |staff| staff.recalled = recall.officers);
    }
}
