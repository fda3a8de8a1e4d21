//! Units called off: a unit with a lighter errand, or one on its way back, takes an order for a graver incident.
//!
//! Only where some post's dispatch law says so are units followed: then their whereabouts say where they are on the road, and of the
//! events scheduled for a unit only the one that it is due for still counts.

use crate::engine::calendar::Phase;
use crate::engine::time::{SimTime, Span};
use crate::journal::entry::{About, EntryId};
use crate::journal::milestone::Milestone;
use crate::model::command::dispatch::DispatchLaw;
use crate::model::command::post::Candidate;
use crate::model::event::{Event, NONE, NeedId};
use crate::model::force::unit::{Mode, PendingOrder};
use crate::model::geography::travel::Point;
use crate::model::incident::need::{Stage, Work};
use crate::model::response::linkage::{access, check_in, registration};
use crate::model::response::outcome::{care, hazard};
use crate::model::response::{fitness, order, own_task, release, scene};
use crate::model::run::Run;
use crate::terms::id::{PostId, UnitId};
use crate::terms::severity::Severity;

/// Whether units are followed.
#[inline]
#[must_use]
pub fn follows(run: &Run<'_>) -> bool {
    !run.ambient.due.is_empty()
}

/// Schedules the next step of a unit.
#[inline]
pub fn schedule(run: &mut Run<'_>, unit: UnitId, span: Span, phase: Phase, event: Event) {
    if follows(run) {
        run.ambient.due[unit.index()] = run.now() + span;
    }
    run.clock.after(span, phase, event);
}

/// A unit waits for something that is not its own step: whatever it was due for no longer counts.
pub fn wait(run: &mut Run<'_>, unit: UnitId) {
    if follows(run) {
        run.ambient.due[unit.index()] = SimTime(i64::MAX);
    }
}

/// Whether an event of a unit no longer counts: the unit is not in the mode that it ends, or is due at another time.
#[inline]
#[must_use]
pub fn is_void(run: &Run<'_>, unit: UnitId, mode: Mode) -> bool {
    follows(run) && (run.forces.unit(unit).mode != mode || run.ambient.due[unit.index()] != run.now())
}

/// A unit departs: from now on its whereabouts say where it is.
pub fn set_out(run: &mut Run<'_>, unit: UnitId, (from, to): (Point, Point), reaches: SimTime) {
    if follows(run) {
        let now = run.now();
        run.forces.unit_mut(unit).is_afield = true;
        let row = &mut run.forces.whereabouts[unit.index()];
        row.stop(from, now);
        row.set_out(to, now, reaches);
    }
}

/// Whether a unit is one that a post with this law may turn round on its way back: not one whose crew goes home to rest.
#[must_use]
pub fn may_redirect(run: &Run<'_>, law: &DispatchLaw, candidate: &Candidate, post: PostId) -> bool {
    let unit = run.forces.unit(candidate.unit);
    let admits = || run.forces.orders[candidate.unit.index()].admit(post, candidate.shares_orders);
    let may_turn = law.redirects && unit.mode == Mode::Returning && unit.is_available();
    may_turn && admits() && !fitness::is_tired(run, candidate.unit)
}

/// Whether a unit is one that a post with this law may call off for an incident of a grade.
#[must_use]
pub fn may_call(run: &Run<'_>, law: &DispatchLaw, candidate: &Candidate, post: PostId, severity: Severity) -> bool {
    let Some(rule) = law.calls_off else { return false };
    let unit = run.forces.unit(candidate.unit);
    let is_on_errand = match unit.mode {
        Mode::Mobilising | Mode::Travelling => true,
        Mode::Deploying | Mode::Working => rule.at_work,
        Mode::Idle | Mode::Returning => false,
    };
    if !is_on_errand
        || !unit.is_available()
        || run.convergence.holds(candidate.unit)
        || !run.forces.orders[candidate.unit.index()].admit(post, candidate.shares_orders)
    {
        return false;
    }
    let need = NeedId(unit.need);
    // Nobody puts a patient down on the way.
    if unit.mode == Mode::Working && matches!(run.scenes.work(need), Work::Transport { .. }) {
        return false;
    }
    let incident = run.scenes.incident_of(need).expect("the needs of posts belong to incidents");
    let theirs = run.scenes.severity_at(incident, post);
    run.scenes.need(need).stage != Stage::Contained && severity.gravity() >= theirs.gravity() + rule.grades as usize
}

/// Whether a unit that is not free takes an order all the same. The post that gave it knew the grades when it chose the unit; the unit
/// goes by what it has before it now.
#[must_use]
pub fn takes(run: &Run<'_>, unit: UnitId, id: NeedId, pending: &PendingOrder) -> bool {
    let Some(post) = pending.by else { return false };
    let Some(law) = run.setting.dispatch.get(post.index()).and_then(Option::as_ref) else { return false };
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    // Its own order has been struck out, so that only others' could stand in the way: they will be rejected when they come.
    let candidate = Candidate { unit, row: 0, severities: Default::default(), shares_orders: false };
    let severity = run.scenes.severity_at(incident, post);
    may_redirect(run, law, &candidate, post) || may_call(run, law, &candidate, post, severity)
}

/// A unit leaves what it was doing for another order; the need that it leaves is sought for again. True when it has to mobilise first.
pub fn leave(run: &mut Run<'_>, unit: UnitId, to: NeedId, cause: EntryId) -> bool {
    let state = *run.forces.unit(unit);
    if state.mode == Mode::Idle {
        return true;
    }
    if state.mode == Mode::Returning {
        if let Some(left) = run.scenes.incident_of(NeedId(state.need)) {
            release::break_off(run, unit, left);
        }
        let incident = run.scenes.incident_of(to);
        run.note(Milestone::UnitRedirected, About { incident, unit: Some(unit), ..About::default() }, cause);
        run.forces.unit_mut(unit).step(Mode::Idle);
        run.convergence.forget(unit);
        return false;
    }
    let id = NeedId(state.need);
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    if state.mode == Mode::Travelling {
        release::break_off(run, unit, incident);
    }
    run.note(Milestone::OrderSuperseded, About { incident: Some(incident), unit: Some(unit), ..About::default() }, cause);
    abandon(run, unit);
    state.mode == Mode::Mobilising
}

/// A unit leaves its errand where it is, and the need is sought for again.
pub fn abandon(run: &mut Run<'_>, unit: UnitId) {
    let mode = run.forces.unit(unit).mode;
    let id = NeedId(run.forces.unit(unit).need);
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    match mode {
        Mode::Travelling => access::give_up(run, unit, incident),
        Mode::Deploying => {
            check_in::give_up(run, unit, incident);
            run.scenes.incident_mut(incident).command.waiting.retain(|other| *other != unit);
        }
        Mode::Working => leave_work(run, unit, id),
        Mode::Idle | Mode::Mobilising | Mode::Returning => {}
    }
    run.forces.unit_mut(unit).step(Mode::Idle);
    if mode == Mode::Working {
        release::stop_work(run, unit, incident);
    }
    check_in::stands_down(run, unit, incident);
    order::replace(run, unit, id);
    run.convergence.forget(unit);
    release::leave_incident(run, unit, incident);
}

/// A unit at work leaves the scene before the work is done, and the need is sought for again.
pub fn leave_scene(run: &mut Run<'_>, unit: UnitId, why: Milestone) {
    let (id, incident) = scene::task_of(run, unit);
    scene::note(run, unit, incident, why);
    leave_work(run, unit, id);
    release::release(run, unit);
    order::replace(run, unit, id);
}

/// A unit stops working: others go on with what it was doing, and it no longer counts among those who have begun.
fn leave_work(run: &mut Run<'_>, unit: UnitId, id: NeedId) {
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    let need = run.scenes.need_mut(id);
    need.begun -= 1;
    let was_first_alarm = need.begun < need.wanted;
    let state = run.scenes.incident_mut(incident);
    if was_first_alarm && state.first_alarm_missing > 0 {
        state.first_alarm_missing += 1;
    }
    match run.scenes.work(id) {
        Work::PerUnit(_) => own_task::leave(run, unit, id),
        Work::Transport { .. } => care::leave(run, unit, incident),
        Work::Shared { .. } => leave_shared(run, unit, id),
    }
}

fn leave_shared(run: &mut Run<'_>, unit: UnitId, id: NeedId) {
    let (now, work) = (run.now(), run.scenes.work(id).clone());
    let need = run.scenes.need_mut(id);
    need.carry(&work, now);
    let capability = need.capability;
    // The units at work are counted anew, so that no rounding is left of a rate taken away.
    let (mut at, mut rate, mut before) = (need.first_unit, 0.0, NONE);
    while at != NONE {
        let next = run.forces.unit(UnitId(at)).next;
        if at != unit.0 {
            rate += registration::rate(run, UnitId(at), capability);
            before = at;
        } else if before == NONE {
            run.scenes.need_mut(id).first_unit = next;
        } else {
            run.forces.unit_mut(UnitId(before)).next = next;
        }
        at = next;
    }
    run.forces.unit_mut(unit).next = NONE;
    run.scenes.need_mut(id).rate = rate;
    hazard::schedule_crossing(run, id);
}
