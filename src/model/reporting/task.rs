//! The task list of a plan: once the plan is activated for an incident its tasks go to the desks of the departments that lead them,
//! in their order or side by side; some hold units back until they are done, some are late.

use crate::engine::calendar::Phase;
use crate::engine::streams::{Purpose, join};
use crate::engine::time::Span;
use crate::journal::entry::EntryId;
use crate::journal::milestone::Milestone;
use crate::model::command::plan::{Act, Task, TaskList, TaskStage, TaskState};
use crate::model::event::{Event, MatterRow, NONE};
use crate::model::incident::incident::IncidentState;
use crate::model::incident::need::Stage;
use crate::model::reporting::report;
use crate::model::run::Run;
use crate::model::station::service::Traffic;
use crate::terms::id::{CapabilityId, IncidentId, PostId};
use crate::terms::traffic::MatterKind;

/// A post has activated a plan for an incident: its tasks begin, once.
pub fn activate(run: &mut Run<'_>, post: PostId, incident: IncidentId, plan: u32, entry: EntryId) {
    let tasks = &run.post(post).plans[plan as usize].tasks;
    if tasks.is_empty() || run.tasks.list(post, incident).is_some() {
        return;
    }
    let (list, first) = (position(run.tasks.lists.len()), position(run.tasks.tasks.len()));
    run.tasks.lists.push(TaskList { incident, post, plan, first, entry });
    run.tasks.of_incident.entry(incident).or_default().push(list);
    for (task, row) in (0_u32..).zip(tasks) {
        let (lead, waits) = (lead(run, post, row.lead), position(row.after.len()));
        run.tasks.tasks.push(TaskState { list, task, lead, waits, stage: TaskStage::Waiting, entry });
        if let Some(deadline) = row.deadline {
            run.clock.after(deadline, Phase::Timer, Event::TaskDue(first + task));
        }
    }
    for task in first..first + position(tasks.len()) {
        // One that is done at once may have begun the others.
        if run.tasks.tasks[task as usize].waits == 0 && run.tasks.tasks[task as usize].stage == TaskStage::Waiting {
            begin(run, task);
        }
    }
}

fn position(count: usize) -> u32 {
    u32::try_from(count).expect("few tasks")
}

/// The post of a line at the post's jurisdiction, or the next one above that has one, or the post itself.
fn lead(run: &Run<'_>, post: PostId, line: u32) -> PostId {
    let at = &run.setting.post_at[line as usize];
    let mut upward = run.setting.territory.upward(run.post(post).jurisdiction);
    upward.find_map(|jurisdiction| at[jurisdiction.index()]).unwrap_or(post)
}

fn spec<'a>(run: &Run<'a>, task: u32) -> (TaskList, &'a Task) {
    let state = &run.tasks.tasks[task as usize];
    let list = run.tasks.lists[state.list as usize];
    (list, &run.post(list.post).plans[list.plan as usize].tasks[state.task as usize])
}

/// Records a step of a task at the post that leads it.
fn note(run: &mut Run<'_>, task: u32, milestone: Milestone, cause: EntryId) -> EntryId {
    let (list, lead) = (spec(run, task).0, run.tasks.tasks[task as usize].lead);
    let entry = run.note(milestone, Run::at_post(list.incident, lead), cause);
    run.tasks.tasks[task as usize].entry = entry;
    entry
}

/// Nothing must be done before a task any more: it is given to the post that leads it.
fn begin(run: &mut Run<'_>, task: u32) {
    let (list, row) = spec(run, task);
    let state = run.tasks.tasks[task as usize];
    run.tasks.tasks[task as usize].stage = TaskStage::Given;
    let entry = note(run, task, Milestone::TaskGiven { task: row.number, of: list.post }, state.entry);
    match &row.act {
        Act::AtDesk(_) => {
            let (kind, severity) = (MatterKind::Task, run.scenes.severity_at(list.incident, list.post));
            let lineage = join(join(run.scenes.incident(list.incident).key, run.post(list.post).key), row.key);
            let matter = report::make(run, kind, list.incident, severity, lineage, state.lead);
            let matter_state = run.traffic.matter_mut(matter);
            (matter_state.load, matter_state.entry) = (task, entry);
            run.clock.after(Span::ZERO, Phase::Arrival, Event::MatterArrives(matter));
        }
        Act::Work(capability) => {
            if is_worked(run, list.incident, *capability) {
                finish(run, task, entry);
            }
        }
    }
}

/// Whether the incident needs no more work of a capability.
fn is_worked(run: &Run<'_>, incident: IncidentId, capability: CapabilityId) -> bool {
    let mut needs = run.scenes.incident(incident).need_ids().map(|id| run.scenes.need(id));
    needs.all(|need| need.capability != capability || need.stage == Stage::Contained)
}

/// The desk has dealt with a task: what it takes beyond that begins. A question from the scene is answered and over.
pub fn served(run: &mut Run<'_>, row: MatterRow) {
    let (matter, about) = (*run.traffic.matter(row), report::about(run, row));
    let entry = run.note(Milestone::ServiceEnded { kind: MatterKind::Task }, about, matter.entry);
    let Traffic { pool, matters, .. } = &mut run.traffic;
    pool.end(matters, row);
    let task = matter.load;
    if task == NONE {
        return;
    }
    run.tasks.tasks[task as usize].entry = entry;
    if let Act::AtDesk(law) = &spec(run, task).1.act {
        let span = law.sample(&mut run.chance.stream(Purpose::Task, matter.lineage));
        run.clock.after(span, Phase::Completion, Event::TaskEnds(task));
    }
}

/// A task that was begun at a desk is done.
pub fn ends(run: &mut Run<'_>, task: u32) {
    let cause = run.tasks.tasks[task as usize].entry;
    finish(run, task, cause);
}

/// A task is done: those that waited for it begin, units that it held back are sought.
fn finish(run: &mut Run<'_>, task: u32, cause: EntryId) {
    let (list, row) = spec(run, task);
    run.tasks.tasks[task as usize].stage = TaskStage::Done;
    let entry = note(run, task, Milestone::TaskDone { task: row.number, of: list.post }, cause);
    let here = task - list.first;
    for (other, spec) in (0_u32..).zip(&run.post(list.post).plans[list.plan as usize].tasks) {
        let state = &mut run.tasks.tasks[(list.first + other) as usize];
        if spec.after.contains(&here) {
            state.waits -= 1;
            state.entry = entry;
            if state.waits == 0 {
                begin(run, list.first + other);
            }
        }
    }
    release(run, list, row, entry);
}

fn release(run: &mut Run<'_>, list: TaskList, row: &Task, entry: EntryId) {
    for id in run.scenes.incident(list.incident).need_ids() {
        let need = run.scenes.need(id);
        let is_meant = row.holds.contains(&need.capability) && need.is_held && need.holder == list.post.0;
        if is_meant && !holds(run, list.post, list.incident, need.capability) {
            let need = run.scenes.need_mut(id);
            (need.is_held, need.decision) = (false, entry);
            run.clock.deciders.put(list.post.0);
        }
    }
}

/// Whether a task of the post's plan that is not done yet holds a capability back from an incident.
#[must_use]
pub fn holds(run: &Run<'_>, post: PostId, incident: IncidentId, capability: CapabilityId) -> bool {
    let Some(list) = run.tasks.list(post, incident) else { return false };
    let tasks = &run.post(post).plans[list.plan as usize].tasks;
    let mut states = tasks.iter().zip(&run.tasks.tasks[list.first as usize..]);
    states.any(|(task, state)| state.stage != TaskStage::Done && task.holds.contains(&capability))
}

/// The work of a capability at an incident may be done: tasks that are that work are done.
pub fn work_done(run: &mut Run<'_>, incident: IncidentId, capability: CapabilityId, cause: EntryId) {
    if !is_worked(run, incident, capability) {
        return;
    }
    for list in run.tasks.of_incident.get(&incident).cloned().unwrap_or_default() {
        let list = run.tasks.lists[list as usize];
        let tasks = &run.post(list.post).plans[list.plan as usize].tasks;
        for (task, row) in (list.first..).zip(tasks) {
            let is_given = run.tasks.tasks[task as usize].stage == TaskStage::Given;
            if is_given && matches!(row.act, Act::Work(other) if other == capability) {
                finish(run, task, cause);
            }
        }
    }
}

/// The deadline of a task: missed while the incident goes on and the task is not done.
pub fn due(run: &mut Run<'_>, task: u32) {
    let (list, row) = spec(run, task);
    let is_over = run.scenes.incident(list.incident).state != IncidentState::Active;
    if run.tasks.tasks[task as usize].stage != TaskStage::Done && !is_over {
        let lead = run.tasks.tasks[task as usize].lead;
        run.note(Milestone::TaskOverdue { task: row.number, of: list.post }, Run::at_post(list.incident, lead), list.entry);
    }
}
