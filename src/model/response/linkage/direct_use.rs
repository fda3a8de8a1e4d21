//! Troops that set out without an approval: asked directly in an emergency, or on their own when their organ learns of an incident in
//! its area. The commander of the unit decides and starts at once; exactly one report goes up at the same time, off the critical path.

use crate::engine::calendar::Phase;
use crate::engine::streams::{Purpose, join};
use crate::engine::time::Span;
use crate::journal::entry::{About, EntryId};
use crate::journal::milestone::Milestone;
use crate::model::command::linkage::{DirectLaw, TroopLaw};
use crate::model::event::{Event, NeedId};
use crate::model::force::movement;
use crate::model::force::unit::PendingOrder;
use crate::model::reporting::report::{self, Dispatch};
use crate::model::response::{order, service_area};
use crate::model::run::Run;
use crate::terms::id::{IncidentId, PostId, UnitId};
use crate::terms::traffic::MatterKind;

fn law<'a>(run: &Run<'a>) -> &'a TroopLaw {
    run.setting.troops.as_ref().expect("the linkage is on")
}

fn about(unit: UnitId, incident: IncidentId) -> About {
    About { incident: Some(incident), unit: Some(unit), ..About::default() }
}

fn incident_of(run: &Run<'_>, id: NeedId) -> IncidentId {
    run.scenes.incident_of(id).expect("the needs of posts belong to incidents")
}

fn holds(run: &Run<'_>, direct: &DirectLaw, post: PostId, incident: IncidentId, unit: UnitId) -> bool {
    law(run).owner_level[unit.index()] <= direct.owner_level && run.scenes.severity_at(incident, post) >= direct.from_severity
}

/// Whether a post may ask a unit directly.
#[must_use]
pub fn may_be_called(run: &Run<'_>, post: PostId, id: NeedId, unit: UnitId) -> bool {
    law(run).urgent.as_ref().is_some_and(|direct| holds(run, direct, post, incident_of(run, id), unit))
}

/// A post calls the commander of a unit.
pub fn call(run: &mut Run<'_>, post: PostId, id: NeedId, unit: UnitId) {
    let incident = incident_of(run, id);
    let cause = run.forces.orders_mut(unit).grant(id, post).map_or(EntryId::NONE, |order| order.entry);
    let entry = run.note(Milestone::UrgentRequested, About { post: Some(post), ..about(unit, incident) }, cause);
    remember(run, unit, id, entry);
    let key = movement::occasion_key(run.forces.key(unit), join(run.scenes.incident(incident).key, 5));
    let span = law(run).transit.sample(&mut run.chance.stream(Purpose::Transit, key));
    run.clock.after(span, Phase::Arrival, Event::CallReaches(unit, id));
}

fn remember(run: &mut Run<'_>, unit: UnitId, id: NeedId, entry: EntryId) {
    if let Some(pending) = run.forces.orders_mut(unit).pending(id) {
        pending.entry = entry;
    }
}

/// The call has come: the commander begins to decide.
pub fn called(run: &mut Run<'_>, unit: UnitId, id: NeedId) {
    let incident = incident_of(run, id);
    let cause = run.forces.orders_mut(unit).pending(id).map_or(EntryId::NONE, |order| order.entry);
    let entry = run.note(Milestone::CommanderCalled, about(unit, incident), cause);
    remember(run, unit, id, entry);
    let direct = law(run).urgent.as_ref().expect("who is called may be called");
    await_decision(run, unit, id, direct);
}

fn await_decision(run: &mut Run<'_>, unit: UnitId, id: NeedId, direct: &DirectLaw) {
    let key = movement::occasion_key(run.forces.key(unit), run.scenes.incident(incident_of(run, id)).key);
    let span: Span = direct.decision.sample(&mut run.chance.stream(Purpose::Military, key));
    run.clock.after(span, Phase::Completion, Event::CommanderDecides(unit, id));
}

/// The commander has decided: the unit starts, and reports up. It stays where another order or the end of the work came first.
pub fn decide(run: &mut Run<'_>, unit: UnitId, id: NeedId) {
    let incident = incident_of(run, id);
    // Its own call must not stand in its way: only other orders do.
    let Some(mut pending) = run.forces.orders_mut(unit).strike(id) else { return };
    if order::can_follow(run, unit, id, &pending) {
        let is_alone = pending.by.is_some_and(|post| law(run).is_military[post.index()]);
        let milestone = if is_alone { Milestone::SelfStarted } else { Milestone::UrgentDecided };
        pending.entry = run.note(milestone, about(unit, incident), pending.entry);
        notify(run, unit, incident, is_alone, pending.entry);
    }
    run.forces.orders_mut(unit).note_first(pending);
    order::receive(run, unit, id);
}

/// One report up: to the organ that commands the unit, or to the one above where that organ knows already.
fn notify(run: &mut Run<'_>, unit: UnitId, incident: IncidentId, is_known: bool, cause: EntryId) {
    let own = law(run).commander[unit.index()].expect("troops that may start have a commander");
    let to = law(run).above[own.index()].filter(|_| is_known).unwrap_or(own);
    let cause = run.note(Milestone::SuperiorNotified { to }, about(unit, incident), cause);
    let (kind, severity, sender) = (MatterKind::Report, run.scenes.severity_at(incident, own), run.forces.key(unit));
    let dispatch = Dispatch { kind, incident, from: None, sender, to, severity, version: 0, why: None, cause };
    report::send(run, dispatch, Some(&law(run).transit));
}

/// An organ has learned of an incident: in its own area it lets its units start for what nobody has sent for yet.
pub fn start_alone(run: &mut Run<'_>, post: PostId, incident: IncidentId) {
    let (law, setting) = (law(run), run.setting);
    let Some(direct) = &law.self_start else { return };
    let place = run.scenes.incident(incident).point.jurisdiction;
    if !setting.territory.is_within(place, setting.posts[post.index()].jurisdiction) {
        return;
    }
    let cause = run.scenes.incident(incident).knowledge(post).expect("who has read of an incident knows it").entry;
    for at in 0..setting.units.len() {
        let unit = UnitId::from_index(at);
        let is_its = law.is_troop[at] && law.commander[at] == Some(post) && holds(run, direct, post, incident, unit);
        let point = run.scenes.incident(incident).point;
        if !is_its || !run.forces.is_free_for(unit, post, true) || !service_area::serves(run, post, unit, &point) {
            continue;
        }
        let rates = &run.forces.kind(unit).rates;
        let wanted = run.scenes.incident(incident).need_ids().find(|id| {
            let need = run.scenes.need(*id);
            need.is_wanted() && need.missing > 0 && rates[need.capability.index()] > 0.0
        });
        let Some(id) = wanted else { continue };
        let pending = PendingOrder { need: id, by: Some(post), entry: cause };
        if !order::can_follow(run, unit, id, &pending) {
            continue;
        }
        run.scenes.need_mut(id).missing -= 1;
        run.forces.orders_mut(unit).note(pending);
        await_decision(run, unit, id, direct);
    }
}
