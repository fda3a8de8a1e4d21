//! Tasks that units have for themselves: begun, gone on with at another pace, done, and left for somebody else to finish.
//!
//! They are kept in a book only where their ends may change or their units may be called away; elsewhere a task ends when it ends.

use crate::engine::calendar::Phase;
use crate::engine::streams::Purpose;
use crate::engine::time::Span;
use crate::model::event::{Event, NONE, NeedId};
use crate::model::incident::command::OwnTask;
use crate::model::incident::need::Work;
use crate::model::response::call_off;
use crate::model::run::Run;
use crate::terms::id::{IncidentId, UnitId};

/// What takes longer than this many ms never ends: far beyond every horizon, and milliseconds below it are exact.
const FOR_EVER_MS: f64 = 9_007_199_254_740_992.0;

fn keeps(run: &Run<'_>) -> bool {
    run.setting.scene.is_some() || call_off::follows(run)
}

fn incident_of(run: &Run<'_>, id: NeedId) -> IncidentId {
    run.scenes.incident_of(id).expect("the needs of posts belong to incidents")
}

/// A unit begins a task of a need: what is left of one that another unit has left, or else one drawn by a key.
///
/// # Panics
/// When the work of the need is not one task for each unit.
pub fn begin(run: &mut Run<'_>, unit: UnitId, id: NeedId, key: u64) {
    let incident = incident_of(run, id);
    let left_over = &mut run.scenes.incident_mut(incident).command.left_over;
    let left = left_over.iter().position(|(need, _)| *need == id).map(|at| left_over.remove(at).1);
    let left_ms = left.unwrap_or_else(|| {
        let Work::PerUnit(law) = run.scenes.work(id) else { panic!("need {} gives units no tasks of their own", id.0) };
        as_ms(law.sample(&mut run.chance.stream(Purpose::Work, key)))
    });
    let (now, keeps) = (run.now(), keeps(run));
    let command = &mut run.scenes.incident_mut(incident).command;
    let span = after(left_ms, if keeps { command.pace } else { 1.0 });
    if keeps {
        command.own_tasks.push(OwnTask { unit, need: id, left_ms, since: now, ends: span.map(|span| now + span) });
    }
    if let Some(span) = span {
        call_off::schedule(run, unit, span, Phase::Completion, Event::WorkEnds(unit));
    }
}

/// A unit that came by itself and has a task of a need in hand.
#[must_use]
pub fn unasked(run: &Run<'_>, id: NeedId, incident: IncidentId) -> Option<UnitId> {
    let mut tasks = run.scenes.incident(incident).command.own_tasks.iter().filter(|task| task.need == id);
    tasks.find(|task| run.convergence.is_unasked(task.unit)).map(|task| task.unit)
}

/// All tasks at an incident go on at another pace.
pub fn settle(run: &mut Run<'_>, incident: IncidentId, pace: f64) {
    if run.setting.scene.is_none() {
        return;
    }
    let now = run.now();
    let command = &mut run.scenes.incident_mut(incident).command;
    let before = std::mem::replace(&mut command.pace, pace);
    if before.to_bits() == pace.to_bits() {
        return;
    }
    for task in &mut command.own_tasks {
        task.left_ms = left_of(task, before, now - task.since);
        (task.since, task.ends) = (now, after(task.left_ms, pace).map(|span| now + span));
    }
    let ends: Vec<_> = command.own_tasks.iter().filter_map(|task| Some((task.unit, task.ends? - now))).collect();
    for (unit, span) in ends {
        call_off::schedule(run, unit, span, Phase::Completion, Event::WorkEnds(unit));
    }
}

/// Whether a unit's task ends now: an end that another pace has put off or brought forward, or that belonged to a unit that has left,
/// no longer counts.
pub fn ends(run: &mut Run<'_>, unit: UnitId) -> bool {
    if !keeps(run) {
        return true;
    }
    let id = NeedId(run.forces.unit(unit).need);
    let (now, incident) = (run.now(), (id.0 != NONE).then(|| run.scenes.incident_of(id)).flatten());
    let Some(incident) = incident else { return false };
    let tasks = &mut run.scenes.incident_mut(incident).command.own_tasks;
    let at = tasks.iter().position(|task| task.unit == unit && task.ends == Some(now));
    at.map(|at| tasks.remove(at)).is_some()
}

/// A unit leaves its task: whoever comes next goes on with what is left of it.
pub fn leave(run: &mut Run<'_>, unit: UnitId, id: NeedId) {
    let (now, incident) = (run.now(), incident_of(run, id));
    let command = &mut run.scenes.incident_mut(incident).command;
    let at = command.own_tasks.iter().position(|task| task.unit == unit).expect("a unit that leaves its task has one");
    let task = command.own_tasks.remove(at);
    command.left_over.push((id, left_of(&task, command.pace, now - task.since)));
}

/// What is left of a task after so long at a pace, ms at full pace.
const fn left_of(task: &OwnTask, pace: f64, span: Span) -> f64 {
    (as_ms(span) * -pace + task.left_ms).max(0.0)
}

#[expect(clippy::cast_precision_loss, reason = "spans stay far below 2^53 ms")]
const fn as_ms(span: Span) -> f64 {
    span.ms() as f64
}

/// How long a task takes at a pace; none when it never ends.
#[expect(clippy::cast_possible_truncation, reason = "below 2^53 ms")]
fn after(left_ms: f64, pace: f64) -> Option<Span> {
    if left_ms <= 0.0 {
        return Some(Span::ZERO);
    }
    let ms = libm::round(left_ms / pace);
    (ms < FOR_EVER_MS).then_some(Span(ms as i64))
}
