//! How far one can rely on a social team: its readiness, the letter that it needs, whether it comes, how long it stays, and calls that
//! take it away past the desk that tasks it.

use crate::engine::calendar::Phase;
use crate::engine::distribution::Law;
use crate::engine::streams::{Purpose, join};
use crate::engine::time::Span;
use crate::journal::entry::{About, EntryId};
use crate::journal::milestone::Milestone;
use crate::model::command::setting::Effect;
use crate::model::command::society::Team;
use crate::model::event::Event;
use crate::model::force::hold::Hold;
use crate::model::force::movement;
use crate::model::force::unit::Mode;
use crate::model::response::linkage::liaison;
use crate::model::response::{call_off, fitness, release};
use crate::model::run::Run;
use crate::terms::id::{CapabilityId, IncidentId, JurisdictionId, UnitId};

/// The standing of a unit's agency.
fn team<'a>(run: &Run<'a>, unit: UnitId) -> Option<&'a Team> {
    run.setting.linkage.teams.get(run.forces.profiles[unit.index()].agency.index())?.as_ref()
}

fn is_at_home(run: &Run<'_>, unit: UnitId, level: u32, place: JurisdictionId) -> bool {
    let home = run.setting.agencies[run.forces.profiles[unit.index()].agency.index()].jurisdiction;
    let at = |jurisdiction| run.setting.territory.at_level(jurisdiction, level);
    at(home).is_some() && at(home) == at(place)
}

/// What a unit does in an hour at a capability.
#[must_use]
pub fn rate(run: &Run<'_>, unit: UnitId, capability: CapabilityId) -> f64 {
    let rate = run.forces.kind(unit).rates[capability.index()];
    team(run, unit).map_or(rate, |team| rate * team.rate_factor)
}

/// Mean minutes until a unit departs for a place at full readiness: what a decider expects.
#[must_use]
pub fn expected_mobilisation(run: &Run<'_>, unit: UnitId, place: JurisdictionId) -> f64 {
    let law = team(run, unit).and_then(|team| team.mobilisation(is_at_home(run, unit, team.home, place)));
    law.map_or_else(|| run.forces.kind(unit).mobilisation_mean_min, Law::mean_minutes)
}

fn mobilisation(run: &Run<'_>, unit: UnitId, incident: IncidentId) -> Span {
    let state = run.scenes.incident(incident);
    let law = team(run, unit).and_then(|team| team.mobilisation(is_at_home(run, unit, team.home, state.point.jurisdiction)));
    let Some(law) = law else { return fitness::mobilisation(run, unit, state.key) };
    let key = movement::occasion_key(run.forces.key(unit), state.key);
    law.sample_scaled(&mut run.chance.stream(Purpose::Mobilisation, key), run.forces.unit(unit).readiness)
}

/// A unit has an order or sets out by itself: it makes ready, and a social team from elsewhere asks for a letter meanwhile.
/// One that is on the road already goes on at once.
pub fn mobilise(run: &mut Run<'_>, unit: UnitId, incident: IncidentId, must_mobilise: bool) {
    let span = if must_mobilise { mobilisation(run, unit, incident) } else { Span::ZERO };
    if !must_mobilise || !needs_letter(run, unit, incident) {
        let span = liaison::alerted(run, unit, incident, span);
        return call_off::schedule(run, unit, span, Phase::Completion, Event::UnitDeparts(unit));
    }
    run.convergence.hold(unit);
    call_off::wait(run, unit);
    note(run, unit, incident, Milestone::LetterAsked);
    let ready = run.now() + span;
    let scripted = run.scenes.incident(incident).scripted.expect("letters are for scripted incidents");
    run.convergence.turnouts[scripted as usize].letters.push_back((unit, ready));
    write_next(run, incident);
}

fn needs_letter(run: &Run<'_>, unit: UnitId, incident: IncidentId) -> bool {
    let Some(gate) = &run.setting.linkage.gate else { return false };
    let state = run.scenes.incident(incident);
    let agency = &run.setting.agencies[run.forces.profiles[unit.index()].agency.index()];
    state.scripted.is_some()
        && agency.is_social
        && team(run, unit).is_none_or(|team| !team.is_contracted)
        && !is_at_home(run, unit, gate.border, state.point.jurisdiction)
}

/// The desk writes letters, as many at once as it has officers, unless it is blocked.
fn write_next(run: &mut Run<'_>, incident: IncidentId) {
    let Some(gate) = &run.setting.linkage.gate else { return };
    let scripted = run.scenes.incident(incident).scripted.expect("letters are for scripted incidents");
    let state = &mut run.convergence.turnouts[scripted as usize];
    while state.blocks == 0 && state.writing.len() < gate.officers as usize {
        let Some((unit, ready)) = state.letters.pop_front() else { return };
        state.writing.push((unit, ready));
        let key = join(join(run.scenes.incident(incident).key, 7), run.forces.key(unit));
        let span = gate.service.sample(&mut run.chance.stream(Purpose::Convergence, key));
        run.clock.after(span, Phase::Completion, Event::LetterIssued(unit, incident));
    }
}

/// A letter is written: the team departs as soon as it is ready.
pub fn issue_letter(run: &mut Run<'_>, unit: UnitId, incident: IncidentId) {
    note(run, unit, incident, Milestone::LetterIssued);
    let now = run.now();
    let scripted = run.scenes.incident(incident).scripted.expect("letters are for scripted incidents");
    let state = &mut run.convergence.turnouts[scripted as usize];
    let at = state.writing.iter().position(|(other, _)| *other == unit).expect("a letter that is issued was being written");
    let (_, ready) = state.writing.remove(at);
    run.convergence.let_go(unit);
    call_off::schedule(run, unit, (ready - now).max(Span::ZERO), Phase::Completion, Event::UnitDeparts(unit));
    write_next(run, incident);
}

/// An incident begins: the desk may not be able to write letters for a while.
pub fn open(run: &mut Run<'_>, incident: IncidentId) {
    let Some(gate) = &run.setting.linkage.gate else { return };
    let (key, scripted) = (run.scenes.incident(incident).key, run.scenes.incident(incident).scripted);
    let mut stream = run.chance.stream(Purpose::Convergence, join(key, 8));
    if let Some(scripted) = scripted.filter(|_| stream.uniform() < gate.blocked) {
        run.convergence.turnouts[scripted as usize].blocks += 1;
        let span = gate.blocked_for.sample(&mut run.chance.stream(Purpose::Convergence, join(key, 9)));
        run.clock.after(span, Phase::Timer, Event::GateOpens(incident));
    }
}

/// The desk can write letters again.
pub fn unblock(run: &mut Run<'_>, incident: IncidentId) {
    let Some(scripted) = run.scenes.incident(incident).scripted else { return };
    run.convergence.turnouts[scripted as usize].blocks -= 1;
    write_next(run, incident);
}

/// An inject blocks the gate of an incident.
pub fn block(run: &mut Run<'_>, scripted: u32) {
    run.convergence.turnouts[scripted as usize].blocks += 1;
}

/// Whether a tasked unit does not come, drawn for the unit and the incident.
#[must_use]
pub fn fails(run: &Run<'_>, unit: UnitId, incident: IncidentId) -> bool {
    let Some(team) = team(run, unit).filter(|team| team.no_show > 0.0) else { return false };
    let key = join(join(run.scenes.incident(incident).key, 10), run.forces.key(unit));
    !run.convergence.is_unasked(unit) && run.chance.stream(Purpose::Convergence, key).uniform() < team.no_show
}

/// A tasked unit does not come: whoever tasks it reckons with it no more until the incident is over.
pub fn stay_away(run: &mut Run<'_>, unit: UnitId, incident: IncidentId) {
    note(run, unit, incident, Milestone::NoShow);
    run.forces.unit_mut(unit).holds.hold(Hold::NoShow);
    run.convergence.absent.push((incident, unit));
}

/// An incident is contained: who did not come to it can be tasked again.
pub fn end_no_shows(run: &mut Run<'_>, incident: IncidentId, cause: EntryId) {
    while let Some(at) = run.convergence.absent.iter().position(|(missed, _)| *missed == incident) {
        let (_, unit) = run.convergence.absent.remove(at);
        let about = About { incident: Some(incident), unit: Some(unit), ..About::default() };
        let entry = run.note(Milestone::NoShowEnded, about, cause);
        run.forces.unit_mut(unit).entry = entry;
        release::let_go(run, unit, Hold::NoShow, entry);
    }
}

/// A unit has begun work on a shared task: it will leave after a while, if its standing says so.
pub fn begin_stay(run: &mut Run<'_>, unit: UnitId, incident: IncidentId) {
    let Some(law) = team(run, unit).and_then(|team| team.stays.as_ref()) else { return };
    let key = join(join(run.scenes.incident(incident).key, 11), run.forces.key(unit));
    let span = law.sample(&mut run.chance.stream(Purpose::Convergence, key));
    run.clock.after(span, Phase::Timer, Event::UnitWithdraws(unit, run.convergence.turns[unit.index()]));
}

/// A unit stops working: it will not leave what it does next because of this stay.
pub fn end_stay(run: &mut Run<'_>, unit: UnitId) {
    if let Some(turn) = run.convergence.turns.get_mut(unit.index()) {
        *turn += 1;
    }
}

/// Private numbers of social teams have leaked: the next call comes after a while.
pub fn expect_call(run: &mut Run<'_>, inject: u32, number: u32) {
    let spec = &run.setting.injects[inject as usize];
    let Effect::NumbersLeaked { gap, key, .. } = &spec.effect else { return };
    let span = gap.sample(&mut run.chance.stream(Purpose::Convergence, join(join(*key, 12), u64::from(number))));
    if spec.until.is_none_or(|until| run.now() + span < until) {
        run.clock.after(span, Phase::Arrival, Event::NumberCalled(inject, number));
    }
}

/// Somebody calls a team past the desk that tasks it. A team that is free goes on that errand; nobody who tasks it knows.
pub fn called(run: &mut Run<'_>, inject: u32, number: u32) {
    let Effect::NumbersLeaked { units, errand, key, .. } = &run.setting.injects[inject as usize].effect else { return };
    let mut stream = run.chance.stream(Purpose::Convergence, join(join(*key, 13), u64::from(number)));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "few units")]
    let pick = (stream.uniform() * units.len() as f64) as usize;
    let unit = units[pick];
    let state = run.forces.unit_mut(unit);
    if state.mode == Mode::Idle && state.is_available() && !state.is_afield {
        state.holds.hold(Hold::Errand);
        run.note(Milestone::CalledAway, About { unit: Some(unit), ..About::default() }, EntryId::NONE);
        let span = errand.sample(&mut run.chance.stream(Purpose::Convergence, join(join(*key, 14), u64::from(number))));
        run.clock.after(span, Phase::Completion, Event::ErrandEnds(unit));
    }
    expect_call(run, inject, number + 1);
}

fn note(run: &mut Run<'_>, unit: UnitId, incident: IncidentId, milestone: Milestone) {
    let about = About { incident: Some(incident), unit: Some(unit), ..About::default() };
    let entry = run.note(milestone, about, run.forces.unit(unit).entry);
    run.forces.unit_mut(unit).entry = entry;
}
