//! Before a post asks for troops: whether it knows enough, what a liaison officer adds, and who is alerted.

use crate::engine::calendar::Phase;
use crate::engine::time::{SimTime, Span};
use crate::journal::entry::{About, EntryId};
use crate::journal::milestone::Milestone;
use crate::model::command::linkage::{HeldRequest, Seat};
use crate::model::event::{Event, NeedId};
use crate::model::incident::incident::IncidentState;
use crate::model::incident::need::Stage;
use crate::model::reporting::estimate;
use crate::model::response::linkage::{direct_use, force_request};
use crate::model::response::order;
use crate::model::run::Run;
use crate::terms::id::{IncidentId, PostId, UnitId};

/// Schedules the coming and leaving of liaison officers who are not there all the time.
pub fn open(run: &mut Run<'_>) {
    let Some(law) = &run.setting.troops else { return };
    for (at, seat) in law.seats.iter().enumerate() {
        let (Some(seat), post) = (seat, PostId::from_index(at)) else { continue };
        if seat.from > SimTime::ZERO {
            run.clock.calendar.schedule(seat.from, Phase::Outside, Event::LiaisonTurns(post));
        }
        if let Some(until) = seat.until {
            run.clock.calendar.schedule(until, Phase::Outside, Event::LiaisonTurns(post));
        }
    }
}

/// A liaison officer comes to a command body, or leaves it. Who comes alerts the organ for what the post knows of, and may know enough
/// for a request that it has held.
pub fn turn(run: &mut Run<'_>, post: PostId) {
    let about = About { post: Some(post), ..About::default() };
    if seat(run, post).is_none() {
        run.note(Milestone::LiaisonLeft, about, EntryId::NONE);
        return;
    }
    run.note(Milestone::LiaisonArrived, about, EntryId::NONE);
    for at in 0..run.scenes.incidents.len() {
        let incident = IncidentId::from_index(at);
        let state = run.scenes.incident(incident);
        if state.state == IncidentState::Active && state.knowledge(post).is_some() {
            hear(run, incident, post);
        }
    }
}

/// The liaison officer who sits in the command body of a post now.
#[must_use]
pub fn seat(run: &Run<'_>, post: PostId) -> Option<Seat> {
    let law = run.setting.troops.as_ref()?;
    law.seats[post.index()].filter(|seat| run.now() >= seat.from && seat.until.is_none_or(|until| run.now() < until))
}

/// How complete what a post knows of an incident is: as complete as the fullest report that it has read, where reports say how complete
/// they are, or else by their number; a liaison officer knows a least of it.
#[must_use]
pub fn completeness(run: &Run<'_>, post: PostId, incident: IncidentId) -> f64 {
    let read = if run.setting.estimates.is_some() {
        estimate::completeness(run, post, incident)
    } else {
        let (first, further) = run.setting.troops.as_ref().map_or((1.0, 0.0), |law| law.completeness);
        let heard = run.scenes.incident(incident).knowledge(post).map_or(0, |known| known.heard);
        if heard == 0 { 0.0 } else { (first + further * f64::from(heard - 1)).min(1.0) }
    };
    seat(run, post).map_or(read, |seat| read.max(seat.completeness))
}

/// Whether a liaison officer lets a post see the orders that others have given to a unit of the military line.
#[must_use]
pub fn sees(run: &Run<'_>, post: PostId, unit: UnitId) -> bool {
    run.setting.troops.as_ref().is_some_and(|law| law.is_troop[unit.index()]) && seat(run, post).is_some()
}

/// A post wants units for a need: it asks for them, or holds its request until it knows enough.
pub fn ask(run: &mut Run<'_>, post: PostId, id: NeedId, units: &[UnitId]) {
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    let threshold = run.setting.troops.as_ref().and_then(|law| law.threshold);
    let Some((_, within)) = threshold.filter(|(least, _)| completeness(run, post, incident) < *least) else {
        return go(run, post, id, units);
    };
    let wanted = units.iter().map(|unit| (*unit, id));
    let mut held = run.requests.held.iter_mut();
    if let Some(held) = held.find(|held| held.post == post && held.incident == incident) {
        held.units.extend(wanted);
        return;
    }
    let cause = run.forces.orders_mut(units[0]).pending_of(id, post).map_or(EntryId::NONE, |order| order.entry);
    let entry = run.note(Milestone::RequestHeld, Run::at_post(incident, post), cause);
    run.requests.held.push(HeldRequest { post, incident, units: wanted.collect(), entry });
    run.clock.after(within, Phase::Timer, Event::RequestDue(incident, post));
}

/// Asks for units: directly where that is allowed, by a request otherwise.
fn go(run: &mut Run<'_>, post: PostId, id: NeedId, units: &[UnitId]) {
    let (direct, others): (Vec<UnitId>, Vec<UnitId>) =
        units.iter().partition(|unit| direct_use::may_be_called(run, post, id, **unit));
    for unit in direct {
        direct_use::call(run, post, id, unit);
    }
    if !others.is_empty() {
        force_request::ask(run, post, id, &others);
    }
}

/// A post asks for what it has held; for what is done meanwhile nobody asks.
pub fn release(run: &mut Run<'_>, post: PostId, incident: IncidentId) {
    let mut held = run.requests.held.iter();
    let Some(at) = held.position(|held| held.post == post && held.incident == incident) else { return };
    let HeldRequest { units, entry, .. } = run.requests.held.remove(at);
    let mut groups: Vec<(NeedId, Vec<UnitId>)> = Vec::new();
    for (unit, need) in units {
        if run.scenes.need(need).stage == Stage::Contained {
            order::withdraw(run, unit, incident, (need, post), entry);
            continue;
        }
        if let Some(pending) = run.forces.orders_mut(unit).pending_of(need, post) {
            pending.entry = entry;
        }
        match groups.iter_mut().find(|group| group.0 == need) {
            Some(group) => group.1.push(unit),
            None => groups.push((need, vec![unit])),
        }
    }
    for (need, units) in groups {
        go(run, post, need, &units);
    }
}

/// A post of the linkage has read of an incident: its liaison officer alerts the organ, it may know enough now, its garrison may start.
pub fn hear(run: &mut Run<'_>, incident: IncidentId, post: PostId) {
    let law = run.setting.troops.as_ref().expect("the linkage is on");
    if law.is_military[post.index()] {
        return direct_use::start_alone(run, post, incident);
    }
    alert(run, post, incident);
    let (least, _) = law.threshold.unwrap_or((0.0, Span::ZERO));
    if completeness(run, post, incident) >= least {
        release(run, post, incident);
    }
}

fn alert(run: &mut Run<'_>, post: PostId, incident: IncidentId) {
    let law = run.setting.troops.as_ref().expect("the linkage is on");
    let (Some(seat), Some(organ)) = (seat(run, post), law.organ[post.index()]) else { return };
    if run.requests.alerted.iter().any(|(known, at, _)| (*known, *at) == (incident, organ)) {
        return;
    }
    let cause = run.scenes.incident(incident).knowledge(post).expect("who has read of an incident knows it").entry;
    run.note(Milestone::OrganAlerted { organ }, Run::at_post(incident, post), cause);
    run.requests.alerted.push((incident, organ, seat.mobilisation_factor));
}

/// The mobilisation of a unit for an incident: shorter when the organ that commands it was alerted, unless it stands by more closely.
#[must_use]
pub fn alerted(run: &Run<'_>, unit: UnitId, incident: IncidentId, span: Span) -> Span {
    let Some(law) = run.setting.troops.as_ref().filter(|law| law.is_troop[unit.index()]) else { return span };
    let mut alerted = run.requests.alerted.iter();
    let found = alerted.find(|(known, organ, _)| *known == incident && Some(*organ) == law.commander[unit.index()]);
    let readiness = run.forces.unit(unit).readiness;
    match found {
        Some((_, _, factor)) if *factor < readiness => Span::from_minutes(span.minutes() * factor / readiness),
        _ => span,
    }
}
