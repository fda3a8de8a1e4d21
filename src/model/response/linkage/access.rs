//! The access road of an incident: units queue for its narrow last stretch, and time in the queue is part of their journey.

use crate::engine::calendar::Phase;
use crate::journal::entry::About;
use crate::journal::milestone::Milestone;
use crate::model::event::Event;
use crate::model::incident::access::{Column, passage};
use crate::model::response::call_off;
use crate::model::run::Run;
use crate::terms::id::{IncidentId, UnitId};

/// Whether a unit that has come as far as the road must pass it before it is at the scene; it then joins those before it.
pub fn holds(run: &mut Run<'_>, unit: UnitId, incident: IncidentId) -> bool {
    let scripted = run.scenes.incident(incident).scripted;
    let site = run.setting.linkage.site(scripted);
    let Some(vehicles_per_h) = site.and_then(|site| site.vehicles_per_h) else { return false };
    note(run, unit, incident, Milestone::UnitQueued);
    run.convergence.hold(unit);
    // An arrival of an errand that it left may fall on this very instant.
    call_off::wait(run, unit);
    let profile = &run.forces.profiles[unit.index()];
    let is_escorted = run.setting.linkage.escort && !run.setting.agencies[profile.agency.index()].is_social;
    let road = &mut run.convergence.turnouts[scripted.expect("a road belongs to a scripted incident") as usize].road;
    road.arrive(Column { unit, vehicles: run.forces.kinds[profile.kind as usize].vehicles }, is_escorted);
    enter_next(run, incident, vehicles_per_h);
    true
}

/// A unit has passed the road; the next one enters it.
pub fn pass(run: &mut Run<'_>, unit: UnitId, incident: IncidentId) {
    let scripted = run.scenes.incident(incident).scripted.expect("a road belongs to a scripted incident");
    let site = run.setting.linkage.site(Some(scripted));
    let vehicles_per_h = site.and_then(|site| site.vehicles_per_h).expect("a unit passed a road that exists");
    note(run, unit, incident, Milestone::UnitPassed);
    run.convergence.let_go(unit);
    run.convergence.turnouts[scripted as usize].road.leave(unit);
    enter_next(run, incident, vehicles_per_h);
}

/// A unit leaves the road, or the queue before it; the next one enters when the road is free.
pub fn give_up(run: &mut Run<'_>, unit: UnitId, incident: IncidentId) {
    let scripted = run.scenes.incident(incident).scripted;
    let Some(vehicles_per_h) = run.setting.linkage.site(scripted).and_then(|site| site.vehicles_per_h) else { return };
    run.convergence.let_go(unit);
    run.convergence.turnouts[scripted.expect("a road belongs to a scripted incident") as usize].road.give_up(unit);
    enter_next(run, incident, vehicles_per_h);
}

fn enter_next(run: &mut Run<'_>, incident: IncidentId, vehicles_per_h: f64) {
    let scripted = run.scenes.incident(incident).scripted.expect("a road belongs to a scripted incident");
    if let Some(column) = run.convergence.turnouts[scripted as usize].road.enter() {
        let span = passage(column.vehicles, vehicles_per_h);
        call_off::schedule(run, column.unit, span, Phase::Completion, Event::UnitPasses(column.unit));
    }
}

fn note(run: &mut Run<'_>, unit: UnitId, incident: IncidentId, milestone: Milestone) {
    let about = About { incident: Some(incident), unit: Some(unit), ..About::default() };
    let entry = run.note(milestone, about, run.forces.unit(unit).entry);
    run.forces.unit_mut(unit).entry = entry;
}
