//! The audit of the tasks of plans: when each was begun and done, its deadline, whether it was met, and the post responsible.

use std::collections::BTreeMap;

use crate::engine::time::SimTime;
use crate::journal::milestone::Milestone;
use crate::measure::milestones::Run;
use crate::terms::id::{IncidentId, PostId};

/// A task of a plan that was activated for an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskRow {
    /// The incident.
    pub incident: IncidentId,
    /// Position in the header.
    pub task: u32,
    /// The post that leads it.
    pub post: PostId,
    /// The post whose plan it is.
    pub of: PostId,
    /// When it was given to the post.
    pub begun: Option<SimTime>,
    /// When it was done.
    pub done: Option<SimTime>,
    /// When it was to be done.
    pub deadline: Option<SimTime>,
}

impl TaskRow {
    /// Whether the deadline was met; nothing without a deadline, or when neither the task was done nor the deadline has come.
    #[must_use]
    pub fn is_met(&self, horizon: SimTime) -> Option<bool> {
        let deadline = self.deadline?;
        match self.done {
            Some(done) => Some(done <= deadline),
            None => (deadline <= horizon).then_some(false),
        }
    }
}

/// The tasks of a run that were begun or became overdue, in the order of that.
#[must_use]
pub fn task_rows(run: &Run<'_>) -> Vec<TaskRow> {
    let mut activated: BTreeMap<(IncidentId, PostId), SimTime> = BTreeMap::new();
    let mut rows: Vec<TaskRow> = Vec::new();
    for entry in run.entries {
        let (task, of) = match entry.milestone {
            Milestone::TaskGiven { task, of } | Milestone::TaskDone { task, of } | Milestone::TaskOverdue { task, of } => {
                (task, of)
            }
            _ => continue,
        };
        let (incident, post) = entry.about.incident.zip(entry.about.post).expect("a task is about an incident at a post");
        // The first tasks of a list are given when its plan is activated.
        let since = *activated.entry((incident, of)).or_insert(entry.time);
        let known = rows.iter().rposition(|row| (row.incident, row.of, row.task) == (incident, of, task));
        let at = known.unwrap_or_else(|| {
            let deadline = run.header.tasks[task as usize].deadline.map(|span| since + span);
            rows.push(TaskRow { incident, task, of, post, begun: None, done: None, deadline });
            rows.len() - 1
        });
        match entry.milestone {
            Milestone::TaskGiven { .. } => rows[at].begun = Some(entry.time),
            Milestone::TaskDone { .. } => rows[at].done = Some(entry.time),
            _ => {}
        }
    }
    rows
}
