//! At the scene and on the way: a unit departs, arrives, works, is released, returns; a need and an incident are contained.

use crate::engine::calendar::Phase;
use crate::journal::entry::{About, EntryId};
use crate::journal::milestone::Milestone;
use crate::model::event::{Event, NONE, NeedId};
use crate::model::force::movement;
use crate::model::force::unit::Mode;
use crate::model::incident::incident::IncidentState;
use crate::model::incident::need::{Crossing, Need, Stage, Work};
use crate::model::reporting::{conduct, response_level, task};
use crate::model::response::linkage::{access, check_in, convergence, registration};
use crate::model::response::outcome::{care, danger, evacuation, hazard, secondary, sequence};
use crate::model::response::{allocation, call_off, fitness, order, own_task, release, scene_command};
use crate::model::run::Run;
use crate::terms::id::{IncidentId, UnitId};

/// The need and the incident that a unit serves.
///
/// # Panics
/// When it serves none.
#[must_use]
pub fn task_of(run: &Run<'_>, unit: UnitId) -> (NeedId, IncidentId) {
    let need = NeedId(run.forces.unit(unit).need);
    (need, run.scenes.incident_of(need).expect("the needs of posts belong to incidents"))
}

fn about(unit: UnitId, incident: IncidentId) -> About {
    About { incident: Some(incident), unit: Some(unit), ..About::default() }
}

/// Records a step of a unit and remembers it as the cause of the next.
pub fn note(run: &mut Run<'_>, unit: UnitId, incident: IncidentId, milestone: Milestone) -> EntryId {
    let cause = run.forces.unit(unit).entry;
    let entry = run.note(milestone, about(unit, incident), cause);
    run.forces.unit_mut(unit).entry = entry;
    entry
}

/// A unit departs, unless there is nothing left to do.
pub fn depart(run: &mut Run<'_>, unit: UnitId) {
    if call_off::is_void(run, unit, Mode::Mobilising) {
        return;
    }
    let (need, incident) = task_of(run, unit);
    let is_over = run.scenes.need(need).stage == Stage::Contained;
    let fails = !is_over && !run.setting.linkage.teams.is_empty() && registration::fails(run, unit, incident);
    if fails {
        registration::stay_away(run, unit, incident);
        order::put_back(run, need, None);
    }
    if fails || is_over {
        note(run, unit, incident, Milestone::UnitReleased);
        run.forces.unit_mut(unit).step(Mode::Idle);
        release::free(run, unit, incident);
        return;
    }
    note(run, unit, incident, Milestone::UnitDeparted);
    let to = run.scenes.incident(incident).point;
    let factor = run.slowdown(to.jurisdiction);
    let from = movement::place_of(&run.forces, unit, run.now());
    let span = movement::journey(&run.forces, &run.setting.travel, unit, (&from, &to), factor);
    let state = run.forces.unit_mut(unit);
    state.step(Mode::Travelling);
    state.way_out = span;
    fitness::departs(run, unit, run.scenes.incident(incident).key);
    release::drive(run, unit, incident, (&from, &to));
    call_off::set_out(run, unit, (from, to), run.now() + span);
    call_off::schedule(run, unit, span, Phase::Arrival, Event::UnitArrives(unit));
}

/// A unit reaches the scene, or the access road that it must pass first.
pub fn arrive(run: &mut Run<'_>, unit: UnitId) {
    if call_off::is_void(run, unit, Mode::Travelling) {
        return;
    }
    let (_, incident) = task_of(run, unit);
    if run.setting.linkage.sites.is_empty() {
        return enter(run, unit);
    }
    if convergence::turns_back(run, unit, incident) {
        return release::release(run, unit);
    }
    if !access::holds(run, unit, incident) {
        enter(run, unit);
    }
}

/// A social group at work may have a question.
pub fn ask(run: &mut Run<'_>, unit: UnitId, number: u32) {
    if run.forces.unit(unit).mode == Mode::Working {
        let (_, incident) = task_of(run, unit);
        check_in::ask(run, unit, incident, number);
    }
}

/// A unit has passed the access road.
pub fn pass(run: &mut Run<'_>, unit: UnitId) {
    if call_off::is_void(run, unit, Mode::Travelling) {
        return;
    }
    let (_, incident) = task_of(run, unit);
    access::pass(run, unit, incident);
    enter(run, unit);
}

fn enter(run: &mut Run<'_>, unit: UnitId) {
    let (need, incident) = task_of(run, unit);
    note(run, unit, incident, Milestone::UnitArrived);
    run.forces.unit_mut(unit).step(Mode::Deploying);
    scene_command::arrive(run, unit, incident);
    allocation::size_up(run, unit, incident, need);
    if run.scenes.need(need).stage == Stage::Contained || turns_back(run, unit, need, incident) {
        return release::release(run, unit);
    }
    if check_in::holds(run, unit, incident) {
        return;
    }
    let span = movement::deployment(&run.forces, run.chance, unit, run.scenes.incident(incident).key);
    call_off::schedule(run, unit, span, Phase::Completion, Event::WorkBegins(unit));
}

/// Whether a unit at the scene cannot work there or finds nothing to do; another one is then sought in place of the former.
fn turns_back(run: &mut Run<'_>, unit: UnitId, id: NeedId, incident: IncidentId) -> bool {
    let Some(milestone) = allocation::turns_back(run, unit, id) else { return false };
    note(run, unit, incident, milestone);
    if milestone == Milestone::UnitUnsuitable {
        order::replace(run, unit, id);
    } else if !run.convergence.is_unasked(unit)
        && let Some(other) = own_task::unasked(run, id, incident)
    {
        // Who came by itself has taken this unit's place: should it leave, another one is sought.
        run.convergence.forget(other);
    }
    true
}

/// A unit begins work.
pub fn begin(run: &mut Run<'_>, unit: UnitId) {
    let (id, incident) = task_of(run, unit);
    check_in::stands_down(run, unit, incident);
    if run.scenes.need(id).stage == Stage::Contained {
        return release::release(run, unit);
    }
    if turns_back(run, unit, id, incident) {
        return release::release(run, unit);
    }
    if run.setting.scene.is_some() && scene_command::holds(run, unit, incident) {
        return;
    }
    let capability = run.scenes.need(id).capability;
    let entry = note(run, unit, incident, Milestone::WorkBegun { capability });
    run.forces.unit_mut(unit).step(Mode::Working);
    fitness::begins(run, unit);
    let need = run.scenes.need_mut(id);
    need.begun += 1;
    need.joined = entry;
    let is_first_alarm = need.begun <= need.wanted;
    let state = run.scenes.incident_mut(incident);
    // Once it was complete it is not formed again when somebody takes the place of a unit that has left.
    if is_first_alarm && state.first_alarm_missing > 0 {
        state.first_alarm_missing -= 1;
        if state.first_alarm_missing == 0 {
            let about = About { incident: Some(incident), ..About::default() };
            run.note(Milestone::EffectiveForceReached, about, entry);
        }
    }
    if run.setting.care.is_some() {
        care::begun(run, incident, capability);
    }
    join_work(run, unit, id);
    scene_command::count(run, unit, incident, true);
}

fn join_work(run: &mut Run<'_>, unit: UnitId, id: NeedId) {
    let now = run.now();
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    let (profiles, position) = (run.scenes.profiles, run.scenes.need(id).position as usize);
    let work = &profiles[run.scenes.incident(incident).profile as usize].needs[position].work;
    match work {
        Work::PerUnit(_) => {
            let key = movement::occasion_key(run.forces.key(unit), run.scenes.incident(incident).key);
            own_task::begin(run, unit, id, key);
        }
        Work::Transport { .. } => care::ready(run, unit, incident),
        Work::Shared { .. } => {
            let rate = registration::rate(run, unit, run.scenes.need(id).capability);
            run.scenes.discover(incident, now);
            let need = run.scenes.need_mut(id);
            need.carry(work, now);
            need.rate += rate;
            let next = std::mem::replace(&mut need.first_unit, unit.0);
            run.forces.unit_mut(unit).next = next;
            registration::begin_stay(run, unit, incident);
            hazard::schedule_crossing(run, id);
        }
    }
}

/// The shared work of a need crosses its next threshold.
pub fn cross(run: &mut Run<'_>, id: NeedId, stamp: u32) {
    let now = run.now();
    let need = run.scenes.need(id);
    if need.stamp != stamp || need.stage == Stage::Contained {
        return;
    }
    let work = run.scenes.work(id).clone();
    let need: &mut Need = run.scenes.need_mut(id);
    need.carry(&work, now);
    need.settle(&work);
    match need.crossing {
        Crossing::Zero => contain(run, id),
        Crossing::Person => {
            danger::freed(run, id);
            hazard::schedule_crossing(run, id);
        }
        Crossing::Place => {
            evacuation::cleared(run, id);
            hazard::schedule_crossing(run, id);
        }
        Crossing::Grade => hazard::grown(run, id),
        Crossing::Secondary => secondary::crossed(run, id),
        Crossing::Ceiling => hazard::schedule_crossing(run, id),
    }
}

/// A unit has done its own task.
pub fn work_ends(run: &mut Run<'_>, unit: UnitId) {
    if !own_task::ends(run, unit) {
        return;
    }
    let id = NeedId(run.forces.unit(unit).need);
    let need = run.scenes.need_mut(id);
    need.done += 1;
    let is_last = need.done == need.wanted && need.stage != Stage::Contained;
    if is_last {
        contain(run, id);
    }
    if allocation::takes_next_task(run, unit, id) {
        return;
    }
    if run.forces.unit(unit).mode == Mode::Working {
        release::release(run, unit);
    }
}

/// The work of a need is done: its units are released, and with the last need the incident is contained.
pub fn contain(run: &mut Run<'_>, id: NeedId) {
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    let need = run.scenes.need_mut(id);
    need.stage = Stage::Contained;
    need.missing = 0;
    need.rate = 0.0;
    need.is_growing = false;
    let (capability, joined) = (need.capability, need.joined);
    let about = About { incident: Some(incident), ..About::default() };
    let entry = run.note(Milestone::NeedContained { capability }, about, joined);
    danger::all_freed(run, id);
    evacuation::all_cleared(run, id);
    if !run.tasks.lists.is_empty() {
        task::work_done(run, incident, capability, entry);
    }
    sequence::open_next(run, id, entry);
    let state = run.scenes.incident_mut(incident);
    state.open_needs -= 1;
    if state.open_needs == 0 {
        state.state = IncidentState::Contained;
        let entry = run.note(Milestone::IncidentContained, about, entry);
        if !run.setting.gates.is_empty() {
            evacuation::gate(run, incident, entry);
        }
        registration::end_no_shows(run, incident, entry);
        conduct::report_end(run, incident, entry);
        response_level::end(run, incident);
    }
    let mut unit = std::mem::replace(&mut run.scenes.need_mut(id).first_unit, NONE);
    while unit != NONE {
        let next = std::mem::replace(&mut run.forces.unit_mut(UnitId(unit)).next, NONE);
        release::release(run, UnitId(unit));
        unit = next;
    }
}
