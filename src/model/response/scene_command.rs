//! Command at the scene: the head of the first unit commands, higher posts take over after a briefing, and the pace of the
//! work follows from how many units one commander leads.

use crate::engine::calendar::Phase;
use crate::engine::streams::{Purpose, join};
use crate::engine::time::Span;
use crate::journal::entry::About;
use crate::journal::milestone::Milestone;
use crate::model::event::Event;
use crate::model::incident::command::Commander;
use crate::model::incident::incident::IncidentState;
use crate::model::incident::need::Stage;
use crate::model::reporting::report;
use crate::model::response::linkage::{check_in, force_request};
use crate::model::response::outcome::hazard;
use crate::model::response::own_task;
use crate::model::run::Run;
use crate::terms::id::{IncidentId, PostId, UnitId};
use crate::terms::traffic::MatterKind;

/// A unit is at the scene: when nobody commands there, its head does.
pub fn arrive(run: &mut Run<'_>, unit: UnitId, incident: IncidentId) {
    if run.setting.scene.is_none() {
        return;
    }
    if run.scenes.incident(incident).command.commander != Commander::None {
        return force_request::join_command(run, unit, incident);
    }
    let cause = run.forces.unit(unit).entry;
    let span = run.setting.scene.as_ref().map_or(0, |law| law.first_span);
    let about = About { incident: Some(incident), unit: Some(unit), ..About::default() };
    let entry = run.note(Milestone::CommandTaken { span }, about, cause);
    let command = &mut run.scenes.incident_mut(incident).command;
    (command.commander, command.span, command.entry) = (Commander::FirstUnit, span, entry);
}

/// Whether a unit that is ready must wait for the end of a hand-over; it is then remembered.
pub fn holds(run: &mut Run<'_>, unit: UnitId, incident: IncidentId) -> bool {
    let command = &mut run.scenes.incident_mut(incident).command;
    if command.next.is_some() {
        command.waiting.push(unit);
    }
    command.next.is_some()
}

/// A commander of a post is at the scene: takes over from whoever is of a lower echelon, after a briefing where somebody commands.
pub fn commander_arrives(run: &mut Run<'_>, incident: IncidentId, post: PostId) {
    let state = run.scenes.incident(incident);
    let is_higher = |other: PostId| run.post(post).echelon < run.post(other).echelon;
    let may_take = match (state.command.commander, state.command.next) {
        _ if state.state != IncidentState::Active => false,
        (Commander::None | Commander::FirstUnit, None) => true,
        (Commander::Post(other), None) | (_, Some(other)) => is_higher(other),
    };
    if !may_take {
        return;
    }
    let cause = state.knowledge(post).expect("a post sends a commander to what it knows").entry;
    if state.command.commander == Commander::None {
        return take(run, incident, post, cause);
    }
    let entry = run.note(Milestone::HandoverBegun, Run::at_post(incident, post), cause);
    let command = &mut run.scenes.incident_mut(incident).command;
    (command.next, command.entry) = (Some(post), entry);
    let key = join(run.scenes.incident(incident).key, run.post(post).key);
    let law = &run.setting.scene.as_ref().expect("command at the scene is on").handover;
    let span = law.sample(&mut run.chance.stream(Purpose::Command, join(key, 1)));
    run.clock.after(span, Phase::Completion, Event::HandoverEnds(incident, post));
}

/// A hand-over ends, unless somebody higher has begun another one. The units that waited for it may begin.
#[must_use]
pub fn handover_ends(run: &mut Run<'_>, incident: IncidentId, post: PostId) -> Vec<UnitId> {
    let command = &mut run.scenes.incident_mut(incident).command;
    if command.next != Some(post) {
        return Vec::new();
    }
    command.next = None;
    let (waiting, entry) = (std::mem::take(&mut command.waiting), command.entry);
    take(run, incident, post, entry);
    waiting
}

fn take(run: &mut Run<'_>, incident: IncidentId, post: PostId, cause: crate::journal::entry::EntryId) {
    let before = run.scenes.incident(incident).command.span;
    let law = run.setting.scene.as_ref().expect("command at the scene is on");
    let row = law.takes_over[post.index()].as_ref().expect("who takes over has a row");
    let span = if row.is_joined { before + row.span } else { before.max(row.span) };
    let entry = run.note(Milestone::CommandTaken { span }, Run::at_post(incident, post), cause);
    let command = &mut run.scenes.incident_mut(incident).command;
    (command.commander, command.span, command.entry) = (Commander::Post(post), span, entry);
    force_request::hand_over_tasks(run, incident, post, entry);
    settle_pace(run, incident);
}

/// The number of units at work has changed, or who leads them: all work goes on at its new pace.
pub fn settle_pace(run: &mut Run<'_>, incident: IncidentId) {
    let pace = pace_under_command(run, incident) * pace_in_the_crowd(run, incident);
    let now = run.now();
    for id in run.scenes.incident(incident).need_ids() {
        let work = run.scenes.work(id).clone();
        let need = run.scenes.need_mut(id);
        if need.stage != Stage::Contained && need.pace.to_bits() != pace.to_bits() {
            need.carry(&work, now);
            need.pace = pace;
            hazard::schedule_crossing(run, id);
        }
    }
    own_task::settle(run, incident, pace);
    await_question(run, incident);
}

/// The next question of the units beyond the span: it comes after an exponential time at so many times the rate of one, drawn anew
/// whenever their number changes.
fn await_question(run: &mut Run<'_>, incident: IncidentId) {
    let rate = run.setting.scene.as_ref().map_or(0.0, |law| law.questions_per_unit_h);
    if rate <= 0.0 {
        return;
    }
    let key = run.scenes.incident(incident).key;
    let command = &mut run.scenes.incident_mut(incident).command;
    command.stamp += 1;
    let (beyond, stamp) = (command.working.saturating_sub(command.span), command.stamp);
    if beyond > 0 && matches!(command.commander, Commander::Post(_)) {
        let uniform = run.chance.stream(Purpose::Question, join(key, u64::from(stamp))).uniform();
        let span = Span::from_hours(-libm::log(uniform) / (rate * f64::from(beyond)));
        run.clock.after(span, Phase::Outside, Event::SceneAsks(incident, stamp));
    }
}

/// A unit beyond the span asks the post that commands: a matter on its desk.
pub fn ask(run: &mut Run<'_>, incident: IncidentId, stamp: u32) {
    let command = &run.scenes.incident(incident).command;
    let (Commander::Post(post), true) = (command.commander, command.stamp == stamp) else { return };
    let (kind, cause, key) = (MatterKind::Task, command.entry, run.scenes.incident(incident).key);
    let lineage = join(join(key, run.post(post).key), u64::from(stamp));
    let row = report::make(run, kind, incident, run.scenes.severity(incident), lineage, post);
    let about = About { incident: Some(incident), matter: Some(run.traffic.matter(row).number), ..About::default() };
    let entry = run.note(Milestone::MatterSent { kind, to: post, why: None }, about, cause);
    run.traffic.matter_mut(row).entry = entry;
    run.clock.after(Span::ZERO, Phase::Arrival, Event::MatterArrives(row));
    await_question(run, incident);
}

/// The pace that follows from how many units one commander leads.
fn pace_under_command(run: &Run<'_>, incident: IncidentId) -> f64 {
    let Some(law) = &run.setting.scene else { return 1.0 };
    let command = &run.scenes.incident(incident).command;
    law.pace(command.working, command.span)
}

/// The pace that follows from how many units nobody leads, or find no room.
fn pace_in_the_crowd(run: &Run<'_>, incident: IncidentId) -> f64 {
    let state = run.scenes.incident(incident);
    let Some(law) = run.setting.linkage.congestion(state.scripted) else { return 1.0 };
    let position = state.scripted.expect("congestion belongs to a scripted incident") as usize;
    law.pace(state.command.working, run.convergence.turnouts[position].leaders)
}

/// A unit has begun or ended its work at the scene.
pub fn count(run: &mut Run<'_>, unit: UnitId, incident: IncidentId, has_begun: bool) {
    let is_congested = run.setting.linkage.congestion(run.scenes.incident(incident).scripted).is_some();
    if run.setting.scene.is_none() && !is_congested {
        return;
    }
    let working = &mut run.scenes.incident_mut(incident).command.working;
    *working = if has_begun { *working + 1 } else { *working - 1 };
    check_in::count(run, unit, incident, has_begun);
    settle_pace(run, incident);
}
