//! The task list of a plan: known lines, capabilities and tasks, and an order in which everything can be done.

use crate::scenario::check::findings::Findings;
use crate::scenario::check::structure::Layout;
use crate::scenario::locate::At;
use crate::scenario::practice::{ActSpec, TaskSpec};

/// All problems of a list of tasks.
pub fn check(layout: &Layout<'_>, tasks: &[TaskSpec], list: At<'_>, findings: &mut Findings<'_>) {
    findings.unique(list, "task", tasks.iter().map(|task| task.id.as_str()));
    for (i, task) in tasks.iter().enumerate() {
        let at = list.item(i);
        if let Some(index) = layout.index {
            index.lines.known(&task.lead, at.field("lead"), findings);
            let holds = at.field("holds");
            for (i, id) in task.holds.iter().enumerate() {
                index.capabilities.known(id, holds.item(i), findings);
            }
            if let ActSpec::Work(id) = &task.act {
                index.capabilities.known(id, at.field("act"), findings);
            }
        }
        if let ActSpec::AtDesk(law) = &task.act {
            findings.law(at.field("act"), law);
        }
        if let Some(min) = task.deadline_min {
            findings.positive(at.field("deadline_min"), min);
        }
        let after = at.field("after");
        for (i, id) in task.after.iter().enumerate() {
            if !tasks.iter().any(|other| other.id == *id) {
                findings.error(after.item(i), Some(id), format!("no task `{id}` in this plan"), "name a task of the same plan");
            }
        }
    }
    let stuck = never_done(tasks);
    if !stuck.is_empty() {
        let message = format!("tasks that wait for each other are never done: {}", stuck.join(", "));
        findings.error(list, None, message, "let `after` and `holds` lead from task to task without a circle");
    }
}

/// Tasks that wait, by `after` or for work that a task holds back, for themselves in the end.
fn never_done(tasks: &[TaskSpec]) -> Vec<&str> {
    let mut done = vec![false; tasks.len()];
    loop {
        let is_done = |id: &String| tasks.iter().zip(&done).all(|(task, done)| task.id != *id || *done);
        let is_free = |capability: &String| tasks.iter().zip(&done).all(|(task, done)| !task.holds.contains(capability) || *done);
        let may_be_done = |task: &TaskSpec| {
            task.after.iter().all(is_done) && !matches!(&task.act, ActSpec::Work(capability) if !is_free(capability))
        };
        let next: Vec<bool> = tasks.iter().zip(&done).map(|(task, done)| *done || may_be_done(task)).collect();
        if next == done {
            return tasks.iter().zip(&done).filter(|(_, done)| !**done).map(|(task, _)| task.id.as_str()).collect();
        }
        done = next;
    }
}
