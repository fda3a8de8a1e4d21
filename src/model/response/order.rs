//! Orders: from the deciding post over the desks on the way to the unit's base. Of two orders to one unit the first received wins.

use crate::engine::calendar::Phase;
use crate::engine::distribution::Law;
use crate::engine::streams::{Purpose, join};
use crate::journal::entry::{About, EntryId};
use crate::journal::milestone::Milestone;
use crate::model::command::post::Candidate;
use crate::model::event::{Event, MatterRow, NONE, NeedId};
use crate::model::force::movement;
use crate::model::force::unit::{Mode, PendingOrder};
use crate::model::incident::need::Stage;
use crate::model::reporting::{report, staging};
use crate::model::response::linkage::{force_request, liaison, registration, verification};
use crate::model::response::{call_off, decision, fitness, release};
use crate::model::run::Run;
use crate::model::station::service::Traffic;
use crate::terms::id::{IncidentId, JurisdictionId, PostId, UnitId};
use crate::terms::traffic::MatterKind;

/// Sends for the chosen units. Units of one owner's jurisdiction under one commitment row share one order on its way.
pub fn issue(run: &mut Run<'_>, post: PostId, id: NeedId, chosen: &[Candidate]) {
    let cause = run.scenes.need(id).decision;
    issue_because(run, post, id, chosen, cause);
}

/// Sends for the chosen units because of something else than the decision on the need.
pub fn issue_because(run: &mut Run<'_>, post: PostId, id: NeedId, chosen: &[Candidate], cause: EntryId) {
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    let capability = run.scenes.need(id).capability;
    let mut groups: Vec<(u32, JurisdictionId, Vec<UnitId>)> = Vec::new();
    for candidate in chosen {
        let about = About { unit: Some(candidate.unit), ..Run::at_post(incident, post) };
        let entry = run.note(Milestone::OrderIssued { capability }, about, cause);
        run.forces.orders_mut(candidate.unit).note(PendingOrder { need: id, by: Some(post), entry });
        let owner = owner_of(run, candidate.unit);
        match groups.iter_mut().find(|group| (group.0, group.1) == (candidate.row, owner)) {
            Some(group) => group.2.push(candidate.unit),
            None => groups.push((candidate.row, owner, vec![candidate.unit])),
        }
    }
    let need = run.scenes.need_mut(id);
    let sent = u32::try_from(chosen.len()).expect("few units");
    (need.missing, need.advance) = (need.missing - sent, need.advance.saturating_sub(sent));
    for (row, owner, units) in groups {
        if force_request::must_ask(run, post, &units) {
            liaison::ask(run, post, id, &units);
            continue;
        }
        set_out(run, post, id, row, owner, &units);
    }
}

fn owner_of(run: &Run<'_>, unit: UnitId) -> JurisdictionId {
    let agency = run.forces.profiles[unit.index()].agency;
    run.setting.agencies[agency.index()].jurisdiction
}

fn set_out(run: &mut Run<'_>, post: PostId, id: NeedId, row: u32, owner: JurisdictionId, units: &[UnitId]) {
    let first = run.setting.relays(row, post, owner).next();
    let Some(to) = first else {
        for unit in units {
            reach(run, *unit, id, &run.setting.commitments[row as usize].transit);
        }
        return;
    };
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    let list = run.orders.keep(units);
    let lineage = join(join(run.scenes.incident(incident).key, MatterKind::Order.index() as u64), run.forces.key(units[0]));
    let order = report::make(run, MatterKind::Order, incident, run.scenes.severity(incident), lineage, to);
    let cause = run.forces.orders_mut(units[0]).pending(id).map_or(EntryId::NONE, |order| order.entry);
    let matter = run.traffic.matter_mut(order);
    (matter.load, matter.origin, matter.row, matter.need, matter.entry) = (list, post.0, row, id.0, cause);
    forward(run, order, to);
}

/// Sends an order on to its next desk.
fn forward(run: &mut Run<'_>, order: MatterRow, to: PostId) {
    let matter = *run.traffic.matter(order);
    let (station, class) = run.setting.posts[to.index()].desk(MatterKind::Order);
    let from = if matter.step == 0 { PostId(matter.origin) } else { run.setting.desk_posts[matter.station as usize] };
    let about = About { matter: Some(matter.number), ..Run::at_post(IncidentId(matter.subject), from) };
    let entry = run.note(Milestone::MatterSent { kind: MatterKind::Order, to, why: None }, about, matter.entry);
    let law = &run.setting.commitments[matter.row as usize].transit;
    let key = join(matter.lineage, run.setting.posts[to.index()].key);
    let span = law.sample(&mut run.chance.stream(Purpose::Transit, key));
    let matter = run.traffic.matter_mut(order);
    (matter.station, matter.class, matter.entry) = (station.0, class, entry);
    run.clock.after(span, Phase::Arrival, Event::MatterArrives(order));
}

/// A desk on the way has handled an order: it goes on to the next desk or to the units.
pub fn relay(run: &mut Run<'_>, order: MatterRow) {
    let matter = *run.traffic.matter(order);
    let about = report::about(run, order);
    let kind = MatterKind::Order;
    let entry = run.note(Milestone::ServiceEnded { kind }, about, matter.entry);
    if matter.row == NONE {
        return force_request::relay(run, order, entry);
    }
    run.traffic.matter_mut(order).entry = entry;
    if !run.convergence.unverified.is_empty() && verification::holds(run, order, entry) {
        return;
    }
    let state = run.traffic.matter_mut(order);
    state.step += 1;
    let entry = state.entry;
    let owner = owner_of(run, run.orders.get(matter.load)[0]);
    let next = run.setting.relays(matter.row, PostId(matter.origin), owner).nth(matter.step as usize + 1);
    if let Some(to) = next {
        return forward(run, order, to);
    }
    reach_all(run, order, &run.setting.commitments[matter.row as usize].transit, entry);
}

/// The last desk has done its part of an order: it goes to the base of each of its units.
pub fn reach_all(run: &mut Run<'_>, order: MatterRow, transit: &Law, entry: EntryId) {
    let matter = *run.traffic.matter(order);
    let mut units = Vec::new();
    run.orders.take(matter.load, &mut units);
    let Traffic { pool, matters, .. } = &mut run.traffic;
    pool.end(matters, order);
    for unit in units {
        if let Some(pending) = run.forces.orders_mut(unit).pending_of(NeedId(matter.need), PostId(matter.origin)) {
            pending.entry = entry;
        }
        reach(run, unit, NeedId(matter.need), transit);
    }
}

/// The last hop, to the unit's base.
pub fn reach(run: &mut Run<'_>, unit: UnitId, id: NeedId, transit: &Law) {
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    let key = movement::occasion_key(run.forces.key(unit), join(run.scenes.incident(incident).key, 5));
    let span = transit.sample(&mut run.chance.stream(Purpose::Transit, key));
    run.clock.after(span, Phase::Arrival, Event::OrderReaches(unit, id));
}

/// Whether a unit can follow an order: it is to be had, can get there, and there is something left to do.
#[must_use]
pub fn can_follow(run: &Run<'_>, unit: UnitId, id: NeedId, order: &PendingOrder) -> bool {
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    let state = run.forces.unit(unit);
    let is_free = (state.mode == Mode::Idle && state.is_available()) || call_off::takes(run, unit, id, order);
    is_free && run.scenes.need(id).stage != Stage::Contained && can_go(run, unit, incident)
}

/// Whether a unit can go to an incident: there is a way, and not farther than its range.
#[must_use]
pub fn can_go(run: &Run<'_>, unit: UnitId, incident: IncidentId) -> bool {
    let to = &run.scenes.incident(incident).point;
    staging::reaches(run, unit, to) && (run.setting.fitness.is_empty() || fitness::is_in_range(run, unit, to))
}

/// An order reaches a unit: it mobilises, or the order is rejected and the need goes back to whoever holds it.
pub fn receive(run: &mut Run<'_>, unit: UnitId, id: NeedId) {
    let order = run.forces.orders_mut(unit).strike(id).expect("an order that reaches a unit was noted when it was issued");
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    let about = About { incident: Some(incident), unit: Some(unit), ..About::default() };
    if !can_follow(run, unit, id, &order) {
        run.note(Milestone::OrderRejected, about, order.entry);
        return falls_through(run, unit, id, &order);
    }
    if order.by.is_none() {
        let need = run.scenes.need_mut(id);
        need.missing = need.missing.saturating_sub(1);
    }
    let must_mobilise = call_off::leave(run, unit, id, order.entry);
    let entry = run.note(Milestone::OrderReceived, about, order.entry);
    force_request::tasked(run, unit, incident, order.by, entry);
    if run.forces.unit(unit).is_afield {
        staging::halt(run, unit);
    }
    let state = run.forces.unit_mut(unit);
    state.step(Mode::Mobilising);
    state.need = id.0;
    state.entry = entry;
    run.scenes.incident_mut(incident).units_out += 1;
    registration::mobilise(run, unit, incident, must_mobilise);
}

/// A post no longer sends for a unit that it had asked for; what others have asked or been granted stands.
pub fn withdraw(run: &mut Run<'_>, unit: UnitId, incident: IncidentId, (id, post): (NeedId, PostId), cause: EntryId) {
    if let Some(order) = run.forces.orders_mut(unit).withdraw(id, post) {
        run.note(Milestone::OrderWithdrawn, About { incident: Some(incident), unit: Some(unit), ..About::default() }, cause);
        falls_through(run, unit, id, &order);
    }
}

/// An order that has been struck out comes to nothing: the need is sought for again, and so is the unit by whoever else wants it.
fn falls_through(run: &mut Run<'_>, unit: UnitId, id: NeedId, order: &PendingOrder) {
    // An order from outside was nobody's answer to the need.
    if order.by.is_some() {
        put_back(run, id, order.by);
    }
    release::wake_deciders(run, unit);
}

/// Another unit is wanted in place of one that leaves or cannot do the work, unless that one came by itself.
pub fn replace(run: &mut Run<'_>, unit: UnitId, id: NeedId) {
    if !run.convergence.is_unasked(unit) {
        put_back(run, id, None);
    }
}

/// One more unit is wanted; whoever holds the need seeks it.
pub fn put_back(run: &mut Run<'_>, id: NeedId, by: Option<PostId>) {
    let need = run.scenes.need_mut(id);
    if need.stage == Stage::Contained {
        return;
    }
    need.missing += 1;
    let went_by_plan = need.stage == Stage::Deciding && by == Some(PostId(need.holder));
    need.advance += u32::from(went_by_plan);
    if need.stage == Stage::Committed || went_by_plan {
        let holder = PostId(need.holder);
        decision::seek(run, holder, id);
    }
}
