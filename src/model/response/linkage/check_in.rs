//! At the scene: units that came unasked report in, are let in when somebody can lead them, and those whom nobody leads bring
//! their questions to whoever leads.

use std::collections::VecDeque;

use crate::engine::calendar::Phase;
use crate::engine::distribution::Law;
use crate::engine::streams::{Purpose, join};
use crate::journal::entry::About;
use crate::journal::milestone::Milestone;
use crate::model::command::society::{Errand, Group, Turnout};
use crate::model::event::Event;
use crate::model::force::movement;
use crate::model::force::unit::Mode;
use crate::model::incident::command::Commander;
use crate::model::incident::incident::IncidentState;
use crate::model::response::{call_off, release};
use crate::model::run::Run;
use crate::model::station::service::Traffic;
use crate::terms::id::{IncidentId, PostId, UnitId};
use crate::terms::traffic::MatterKind;

fn turnout<'r>(run: &'r mut Run<'_>, incident: IncidentId) -> Option<&'r mut Turnout> {
    let scripted = run.scenes.incident(incident).scripted?;
    run.convergence.turnouts.get_mut(scripted as usize)
}

/// Whether a unit that has reached the scene must report in first; it then joins those before it.
pub fn holds(run: &mut Run<'_>, unit: UnitId, incident: IncidentId) -> bool {
    if run.setting.linkage.check_in.is_none() || !run.convergence.is_unasked(unit) {
        return false;
    }
    run.convergence.hold(unit);
    turnout(run, incident).expect("units come unasked to scripted incidents").to_check_in.push_back(unit);
    begin_next(run, incident);
    true
}

fn begin_next(run: &mut Run<'_>, incident: IncidentId) {
    let law = run.setting.linkage.check_in.as_ref().expect("units report in where there is a station");
    let key = run.scenes.incident(incident).key;
    let state = turnout(run, incident).expect("units report in at scripted incidents");
    if state.checking_in == law.officers {
        return;
    }
    let Some(unit) = state.to_check_in.pop_front() else { return };
    state.checking_in += 1;
    let key = join(join(key, 5), run.forces.key(unit));
    let span = law.service.sample(&mut run.chance.stream(Purpose::Convergence, key));
    call_off::schedule(run, unit, span, Phase::Completion, Event::CheckInEnds(unit, incident));
}

/// A unit that reports in, or waits to do so or to be let in, does so no longer; the next one may.
pub fn give_up(run: &mut Run<'_>, unit: UnitId, incident: IncidentId) {
    if !run.convergence.holds(unit) {
        return;
    }
    run.convergence.let_go(unit);
    let state = turnout(run, incident).expect("units report in at scripted incidents");
    let waits = |list: &VecDeque<UnitId>| list.contains(&unit);
    if waits(&state.to_check_in) || waits(&state.staged) {
        state.to_check_in.retain(|other| *other != unit);
        state.staged.retain(|other| *other != unit);
    } else {
        state.checking_in -= 1;
        begin_next(run, incident);
    }
}

/// A unit has reported in: it is let in, or waits until it can be led.
pub fn end(run: &mut Run<'_>, unit: UnitId, incident: IncidentId) {
    if call_off::is_void(run, unit, Mode::Deploying) {
        return;
    }
    let about = About { incident: Some(incident), unit: Some(unit), ..About::default() };
    let entry = run.note(Milestone::UnitCheckedIn, about, run.forces.unit(unit).entry);
    run.forces.unit_mut(unit).entry = entry;
    let state = turnout(run, incident).expect("units report in at scripted incidents");
    state.checking_in -= 1;
    state.staged.push_back(unit);
    begin_next(run, incident);
    call_forward(run, incident);
    if let Some(hold) = run.setting.linkage.check_in.as_ref().and_then(|law| law.holds_back.as_ref())
        && turnout(run, incident).is_some_and(|state| state.staged.contains(&unit))
    {
        let key = join(join(run.scenes.incident(incident).key, 15), run.forces.key(unit));
        let span = hold.at_most.sample(&mut run.chance.stream(Purpose::Convergence, key));
        call_off::schedule(run, unit, span, Phase::Timer, Event::HoldEnds(unit, incident));
    }
}

/// A unit has been held back for as long as it waits: it goes to work without a leader, or home.
pub fn hold_ends(run: &mut Run<'_>, unit: UnitId, incident: IncidentId) {
    if call_off::is_void(run, unit, Mode::Deploying) {
        return;
    }
    let Some(hold) = run.setting.linkage.check_in.as_ref().and_then(|law| law.holds_back.as_ref()) else { return };
    let staged = &mut turnout(run, incident).expect("units report in at scripted incidents").staged;
    let Some(at) = staged.iter().position(|other| *other == unit) else { return };
    staged.remove(at);
    let about = About { incident: Some(incident), unit: Some(unit), ..About::default() };
    let milestone = Milestone::HoldEnded { is_let_in: hold.is_let_in };
    let entry = run.note(milestone, about, run.forces.unit(unit).entry);
    run.forces.unit_mut(unit).entry = entry;
    if hold.is_let_in {
        return let_in(run, unit, incident);
    }
    run.convergence.let_go(unit);
    release::release(run, unit);
}

/// Lets in those who wait, as long as somebody can lead one more and there is room; all of them once nothing is held back any more.
fn call_forward(run: &mut Run<'_>, incident: IncidentId) {
    let holds_back = run.setting.linkage.check_in.as_ref().is_some_and(|check_in| check_in.holds_back.is_some());
    let law = run.setting.linkage.congestion(run.scenes.incident(incident).scripted);
    let is_active = run.scenes.incident(incident).state == IncidentState::Active;
    let working = run.scenes.incident(incident).command.working;
    while let Some(state) = turnout(run, incident) {
        let is_free = !(holds_back && is_active) || law.is_none_or(|law| law.has_room(working + state.deploying, state.leaders));
        let Some(unit) = (if is_free { state.staged.pop_front() } else { None }) else { return };
        let_in(run, unit, incident);
    }
}

fn let_in(run: &mut Run<'_>, unit: UnitId, incident: IncidentId) {
    turnout(run, incident).expect("units are let in at scripted incidents").deploying += 1;
    run.convergence.errands[unit.index()] = Errand::LetIn;
    let span = movement::deployment(&run.forces, run.chance, unit, run.scenes.incident(incident).key);
    run.convergence.let_go(unit);
    call_off::schedule(run, unit, span, Phase::Completion, Event::WorkBegins(unit));
}

/// A unit that was let in begins work, or goes because there is none.
pub fn stands_down(run: &mut Run<'_>, unit: UnitId, incident: IncidentId) {
    if run.convergence.errands.get(unit.index()) == Some(&Errand::LetIn) {
        run.convergence.errands[unit.index()] = Errand::Unasked;
        turnout(run, incident).expect("units are let in at scripted incidents").deploying -= 1;
    }
}

/// A unit has begun or ended its work at a scene where congestion counts.
pub fn count(run: &mut Run<'_>, unit: UnitId, incident: IncidentId, has_begun: bool) {
    let scripted = run.scenes.incident(incident).scripted;
    let Some(law) = run.setting.linkage.congestion(scripted) else { return };
    let is_social = run.setting.agencies[run.forces.profiles[unit.index()].agency.index()].is_social;
    let state = turnout(run, incident).expect("a site has a turnout");
    match (is_social, has_begun) {
        (false, true) => state.leaders += 1,
        (false, false) => state.leaders -= 1,
        (true, true) => state.groups.push(Group { unit, asked: 0 }),
        (true, false) => state.groups.retain(|group| group.unit != unit),
    }
    if is_social && has_begun && law.matters_per_h > 0.0 {
        schedule_question(run, unit, incident, 0, law.matters_per_h);
    }
    if run.setting.linkage.check_in.is_some() {
        call_forward(run, incident);
    }
}

fn schedule_question(run: &mut Run<'_>, unit: UnitId, incident: IncidentId, number: u32, per_h: f64) {
    let gap = Law::exponential(60.0 / per_h).expect("check passed the rate");
    let key = join(join(join(run.scenes.incident(incident).key, 6), run.forces.key(unit)), u64::from(number));
    let span = gap.sample(&mut run.chance.stream(Purpose::Convergence, key));
    run.clock.after(span, Phase::Arrival, Event::GroupAsks(unit, number));
}

/// A group may have a question. It brings it to whoever leads when nobody supervises it: those who came first are supervised.
pub fn ask(run: &mut Run<'_>, unit: UnitId, incident: IncidentId, number: u32) {
    let scripted = run.scenes.incident(incident).scripted;
    let Some(law) = run.setting.linkage.congestion(scripted) else { return };
    let working = run.scenes.incident(incident).command.working;
    let state = turnout(run, incident).expect("a site has a turnout");
    let supervised = law.supervised(working, state.leaders).saturating_sub(state.leaders) as usize;
    let Some(rank) = state.groups.iter().position(|group| *group == Group { unit, asked: number }) else { return };
    state.groups[rank].asked += 1;
    let leader = leader(run, incident);
    if let Some(post) = leader.filter(|_| rank >= supervised) {
        let about = About { unit: Some(unit), ..Run::at_post(incident, post) };
        run.note(Milestone::GroupAsked, about, run.forces.unit(unit).entry);
        let (station, class) = desk(run, post).expect("whoever leads has a desk for questions");
        let lineage = join(join(run.scenes.incident(incident).key, run.forces.key(unit)), u64::from(number));
        let Traffic { pool, matters, .. } = &mut run.traffic;
        let row = pool.make(matters, lineage, u16::try_from(MatterKind::Routine.index()).expect("few kinds"), incident.0);
        let matter = run.traffic.matter_mut(row);
        (matter.station, matter.class) = (station, class);
        run.traffic.arrive(run.clock, row);
    }
    schedule_question(run, unit, incident, number + 1, law.matters_per_h);
}

/// Who commands at the scene when it is somebody of a post, or else the first post that knew; only with a desk for questions.
fn leader(run: &Run<'_>, incident: IncidentId) -> Option<PostId> {
    let state = run.scenes.incident(incident);
    let commander = match state.command.commander {
        Commander::Post(post) => Some(post),
        Commander::None | Commander::FirstUnit => None,
    };
    commander.or_else(|| state.known.first().map(|known| known.post)).filter(|post| desk(run, *post).is_some())
}

/// The desk where a question lies: that of requests, or else of reports.
fn desk(run: &Run<'_>, post: PostId) -> Option<(u32, u16)> {
    let desks = &run.post(post).desks;
    desks[MatterKind::Request.index()].or(desks[MatterKind::Report.index()]).map(|(station, class)| (station.0, class))
}
