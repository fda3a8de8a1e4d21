//! Assignment: which unit goes to which need. The nearest capable unit by expected arrival, ties by id.
//!
//! A post chooses among the units that it may commit and that it sees as free. What it cannot find it asks for above when
//! somebody there may send units that it may not; otherwise the need waits until a unit is free.

use crate::journal::milestone::Milestone;
use crate::model::command::post::Candidate;
use crate::model::event::{NONE, NeedId};
use crate::model::force::movement;
use crate::model::geography::travel::Point;
use crate::model::incident::need::Stage;
use crate::model::reporting::{escalation, task};
use crate::model::response::linkage::{force_request, liaison, registration};
use crate::model::response::{aid, allocation, fitness, order, policy, service_area};
use crate::model::run::Run;
use crate::terms::id::{IncidentId, PostId};
use crate::terms::trigger::Trigger;

/// Phase C of a post: tries every need for which it seeks units, in order; by its dispatch law where it has one.
pub fn assign(run: &mut Run<'_>, post: PostId) {
    if run.setting.estimates.is_some() {
        allocation::send_wrong_units(run, post);
    }
    if let Some(law) = run.setting.dispatch.get(post.index()).and_then(Option::as_ref) {
        return policy::assign(run, post, law);
    }
    let mut waiting = std::mem::take(&mut run.posts[post.index()].waiting);
    waiting.retain(|id| tries_again(run, post, *id));
    let newer = std::mem::replace(&mut run.posts[post.index()].waiting, waiting);
    assert!(newer.is_empty(), "post {} took up needs while it was assigning", post.0);
}

/// Sends what can be sent for one need. True when the post must try again later.
fn tries_again(run: &mut Run<'_>, post: PostId, id: NeedId) -> bool {
    if !is_wanted(run, post, id) {
        return false;
    }
    if !may_send(run, post, id) {
        return true;
    }
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    let chosen = choose(run, post, incident, id, run.scenes.need(id).sought());
    if !chosen.is_empty() {
        order::issue(run, post, id, &chosen);
    }
    is_still_sought(run, post, id)
}

/// Whether the post still has to find units for a need.
#[must_use]
pub fn is_wanted(run: &Run<'_>, post: PostId, id: NeedId) -> bool {
    let need = run.scenes.need(id);
    need.holder == post.0 && need.sought() > 0
}

/// Whether the post sends units for a need at present: it does not believe that the incident is over, and no task of its plan must
/// be done first, which is recorded once.
pub fn may_send(run: &mut Run<'_>, post: PostId, id: NeedId) -> bool {
    if is_cleared(run, post, id) {
        return false;
    }
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    let (capability, decision) = (run.scenes.need(id).capability, run.scenes.need(id).decision);
    if run.tasks.lists.is_empty() || !task::holds(run, post, incident, capability) {
        return true;
    }
    if !std::mem::replace(&mut run.scenes.need_mut(id).is_held, true) {
        run.note(Milestone::NeedHeld { capability }, Run::at_post(incident, post), decision);
    }
    false
}

/// Whether the post believes, falsely, that the incident of a need is over.
fn is_cleared(run: &Run<'_>, post: PostId, id: NeedId) -> bool {
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    run.ambient.all_clears > 0 && run.scenes.incident(incident).knowledge(post).is_some_and(|known| known.cleared.is_some())
}

/// After what could be sent has been sent: true when the post goes on seeking; the rest is asked for above, where that can help.
pub fn is_still_sought(run: &mut Run<'_>, post: PostId, id: NeedId) -> bool {
    let need = *run.scenes.need(id);
    if need.sought() == 0 {
        return false;
    }
    if !run.setting.aid.is_empty() && aid::ask(run, post, id) {
        return true;
    }
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    let severity = run.scenes.severity_at(incident, post);
    if run.authority(post, incident).can_ask(need.capability, severity) {
        let state = run.scenes.need_mut(id);
        state.stage = Stage::Unheld;
        (state.holder, state.advance) = (NONE, 0);
        (state.rival, state.is_raced) = (NONE, false);
        escalation::ask_upward(run, post, incident, Some(Trigger::Means), need.decision);
        return false;
    }
    if !need.is_short {
        name_gap(run, post, id);
        run.scenes.need_mut(id).is_short = true;
        let milestone = Milestone::NeedWaited { capability: need.capability, units: need.missing };
        run.note(milestone, Run::at_post(incident, post), need.decision);
    }
    true
}

/// Where units are limited: a need that no unit in reach of the post could ever meet, and that it could send, is named.
fn name_gap(run: &mut Run<'_>, post: PostId, id: NeedId) {
    if run.setting.fitness.is_empty() && run.setting.areas.is_empty() {
        return;
    }
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    let (need, place) = (*run.scenes.need(id), run.scenes.incident(incident).point);
    let mut able = run.authority(post, incident).candidates[need.capability.index()].iter();
    let can_come = |unit| fitness::is_in_range(run, unit, &place) && service_area::serves(run, post, unit, &place);
    if !able.any(|candidate| can_come(candidate.unit)) {
        run.note(Milestone::CapabilityLacking { capability: need.capability }, Run::at_post(incident, post), need.decision);
    }
}

/// The best free units for a need, nearest first, at most `wanted`.
fn choose(run: &Run<'_>, post: PostId, incident: IncidentId, id: NeedId, wanted: u32) -> Vec<Candidate> {
    let capability = run.scenes.need(id).capability;
    let severity = run.scenes.severity_at(incident, post);
    let place = run.scenes.incident(incident).point;
    let mut best: Vec<(f64, Candidate)> = Vec::new();
    for candidate in &run.authority(post, incident).candidates[capability.index()] {
        let is_free =
            run.forces.is_free_for(candidate.unit, post, candidate.shares_orders || liaison::sees(run, post, candidate.unit));
        let is_to_be_had = is_free && !force_request::is_refused(run, post, incident, candidate.unit);
        let is_let = candidate.severities.has(severity) && service_area::serves(run, post, candidate.unit, &place);
        if !is_to_be_had || !is_let {
            continue;
        }
        let worst = if best.len() < wanted as usize { f64::INFINITY } else { best[best.len() - 1].0 };
        let Some(arrival) = expected_arrival(run, candidate, &place) else { continue };
        if arrival < worst {
            best.truncate(wanted as usize - 1);
            let at = best.partition_point(|(time, _)| *time <= arrival);
            best.insert(at, (arrival, *candidate));
        }
    }
    best.into_iter().map(|(_, candidate)| candidate).collect()
}

/// Minutes until the unit can be expected: mean mobilisation and free travel; none when it cannot reach the place.
#[must_use]
pub fn expected_arrival(run: &Run<'_>, candidate: &Candidate, place: &Point) -> Option<f64> {
    let kind = run.forces.kind(candidate.unit);
    let from = movement::place_of(&run.forces, candidate.unit, run.now());
    let readiness = run.forces.unit(candidate.unit).readiness;
    let mut mobilisation_min = registration::expected_mobilisation(run, candidate.unit, place.jurisdiction) * readiness;
    if !run.setting.fitness.is_empty() {
        if !fitness::is_in_range(run, candidate.unit, place) {
            return None;
        }
        mobilisation_min = fitness::off_duty_min(run, candidate.unit).unwrap_or(mobilisation_min);
    }
    Some(mobilisation_min + run.setting.travel.minutes(&from, place, kind.speed_kmh)?)
}
