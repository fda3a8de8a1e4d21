//! A unit is released at the scene, goes back to its base, and is to be had again.

use crate::engine::calendar::Phase;
use crate::engine::time::Span;
use crate::journal::entry::{About, EntryId};
use crate::journal::milestone::Milestone;
use crate::model::event::{Event, NONE};
use crate::model::force::hold::Hold;
use crate::model::force::unit::Mode;
use crate::model::geography::travel::Point;
use crate::model::incident::incident::IncidentState;
use crate::model::reporting::staging;
use crate::model::response::linkage::registration;
use crate::model::response::scene::{note, task_of};
use crate::model::response::{call_off, fitness, scene_command};
use crate::model::run::Run;
use crate::terms::id::{IncidentId, UnitId};

/// A unit is released at the scene and goes back the way it came.
pub fn release(run: &mut Run<'_>, unit: UnitId) {
    let (_, incident) = task_of(run, unit);
    note(run, unit, incident, Milestone::UnitReleased);
    let was_at_work = run.forces.unit(unit).mode == Mode::Working;
    let state = run.forces.unit_mut(unit);
    state.step(Mode::Returning);
    let mut span: Span = state.way_out;
    if state.is_afield {
        span = staging::way_back(run, unit, incident);
        let row = run.forces.whereabouts[unit.index()];
        drive(run, unit, incident, (&row.from, &row.to));
    } else {
        let (scene, base) = (run.scenes.incident(incident).point, run.forces.profiles[unit.index()].base);
        drive(run, unit, incident, (&scene, &base));
    }
    if was_at_work {
        stop_work(run, unit, incident);
    }
    leave_incident(run, unit, incident);
    call_off::schedule(run, unit, span, Phase::Completion, Event::UnitReturns(unit));
    if call_off::follows(run) {
        wake_deciders(run, unit);
    }
}

/// A unit sets out on a journey for an incident: its road is booked, which no handler reads.
pub fn drive(run: &mut Run<'_>, unit: UnitId, incident: IncidentId, (from, to): (&Point, &Point)) {
    let metres = run.setting.travel.metres(from, to, run.forces.kind(unit).speed_kmh);
    run.scenes.incident_mut(incident).metres += metres;
}

/// A unit is called off or turned round on the road: what is left of its journey is not driven.
pub fn break_off(run: &mut Run<'_>, unit: UnitId, incident: IncidentId) {
    let row = run.forces.whereabouts[unit.index()];
    let (speed, here) = (run.forces.kind(unit).speed_kmh, row.at(run.now()));
    let left = run.setting.travel.metres(&here, &row.to, speed);
    let metres = &mut run.scenes.incident_mut(incident).metres;
    *metres = metres.saturating_sub(left);
}

/// A unit is no longer at work: its crew tires no further, nothing calls it away from there, and the others go on at their pace.
pub fn stop_work(run: &mut Run<'_>, unit: UnitId, incident: IncidentId) {
    fitness::stops(run, unit);
    registration::end_stay(run, unit);
    scene_command::count(run, unit, incident, false);
}

/// A unit no longer belongs to an incident; with the last one a contained incident is closed.
pub fn leave_incident(run: &mut Run<'_>, unit: UnitId, incident: IncidentId) {
    let state = run.scenes.incident_mut(incident);
    state.units_out -= 1;
    if state.units_out == 0 && state.state == IncidentState::Contained {
        state.state = IncidentState::Closed;
        let cause = run.forces.unit(unit).entry;
        run.note(Milestone::IncidentClosed, About { incident: Some(incident), ..About::default() }, cause);
    }
}

/// A unit is back at its base, or where a warning keeps it forward.
pub fn come_back(run: &mut Run<'_>, unit: UnitId) {
    if call_off::is_void(run, unit, Mode::Returning) {
        return;
    }
    let (_, incident) = task_of(run, unit);
    note(run, unit, incident, Milestone::UnitReturned);
    run.convergence.forget(unit);
    let state = run.forces.unit_mut(unit);
    state.step(Mode::Idle);
    state.need = NONE;
    let is_afield = state.is_afield;
    // A crew that rests does so where it is, and is sent on only afterwards.
    fitness::comes_back(run, unit);
    if is_afield {
        staging::stand_again(run, unit);
    }
    wake_deciders(run, unit);
}

/// A unit that never left is free again.
pub fn free(run: &mut Run<'_>, unit: UnitId, incident: IncidentId) {
    leave_incident(run, unit, incident);
    note(run, unit, incident, Milestone::UnitReturned);
    run.convergence.forget(unit);
    run.forces.unit_mut(unit).need = NONE;
    if run.forces.unit(unit).is_afield {
        let cause = run.forces.unit(unit).entry;
        staging::go_on(run, unit, cause);
    }
    wake_deciders(run, unit);
}

/// A cause no longer holds a unit: where none does, it goes to where it belongs, and whoever seeks units may send it.
pub fn let_go(run: &mut Run<'_>, unit: UnitId, hold: Hold, cause: EntryId) {
    run.forces.unit_mut(unit).holds.let_go(hold);
    if run.forces.unit(unit).is_available() {
        staging::go_on(run, unit, cause);
        wake_deciders(run, unit);
    }
}

/// Posts that may send the unit and that seek units have something to decide.
pub fn wake_deciders(run: &mut Run<'_>, unit: UnitId) {
    for post in &run.setting.unit_deciders[unit.index()] {
        if !run.posts[post.index()].waiting.is_empty() {
            run.clock.deciders.put(post.0);
        }
    }
}
