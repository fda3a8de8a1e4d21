//! Plans as assembled: what is ready for which hazards, and what a warning must have done before.

use crate::engine::distribution::Law;
use crate::engine::time::Span;
use crate::journal::entry::EntryId;
use crate::model::command::post::Hazards;
use crate::terms::colour::Colour;
use crate::terms::id::{CapabilityId, IncidentId, PostId};

/// A plan of a post.
#[derive(Clone, Debug)]
pub struct Plan {
    /// For which hazards.
    pub hazards: Hazards,
    /// Ready only while a warning of this colour or graver is in force; always when absent.
    pub from_colour: Option<Colour>,
    /// Factor on the delay of the channels that are told to watch while the plan is in force.
    pub monitoring_factor: f64,
    /// Factor on the time of a decision.
    pub decision_factor: f64,
    /// Whether it has decided beforehand.
    pub pre_authorised: bool,
    /// Share of each need that goes by the plan alone, the rest being decided as usual; everything when absent.
    pub first_alarm_share: Option<f64>,
    /// What is to be done once it is activated for an incident.
    pub tasks: Vec<Task>,
}

/// A task of a plan.
#[derive(Clone, Debug)]
pub struct Task {
    /// Position in the header's list.
    pub number: u32,
    /// Stable key for chance.
    pub key: u64,
    /// Position of the line whose post leads it.
    pub lead: u32,
    /// What it is.
    pub act: Act,
    /// Positions in the plan of the tasks that must be done before.
    pub after: Vec<u32>,
    /// From the activation of the plan.
    pub deadline: Option<Span>,
    /// Capabilities that are not sent before it is done.
    pub holds: Vec<CapabilityId>,
}

/// What a task is.
#[derive(Clone, Debug)]
pub enum Act {
    /// A matter at the desk of the post that leads it, and then so much time.
    AtDesk(Law),
    /// The work of a capability at the incident.
    Work(CapabilityId),
}

/// How far a task has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskStage {
    /// Others must be done before.
    Waiting,
    /// Given to the post that leads it.
    Given,
    /// Done.
    Done,
}

/// A task of a plan that has been activated for an incident.
#[derive(Clone, Copy, Debug)]
pub struct TaskState {
    /// Its list.
    pub list: u32,
    /// Position in the plan.
    pub task: u32,
    /// The post that leads it.
    pub lead: PostId,
    /// How many must be done before.
    pub waits: u32,
    /// How far it has come.
    pub stage: TaskStage,
    /// The last entry about it.
    pub entry: EntryId,
}

/// The tasks of one activation.
#[derive(Clone, Copy, Debug)]
pub struct TaskList {
    /// The incident.
    pub incident: IncidentId,
    /// The post whose plan it is.
    pub post: PostId,
    /// Position of the plan.
    pub plan: u32,
    /// First of its tasks; the others follow.
    pub first: u32,
    /// The activation.
    pub entry: EntryId,
}

/// All task lists of a run.
#[derive(Clone, Debug, Default)]
pub struct TaskBook {
    /// Lists in the order of activation.
    pub lists: Vec<TaskList>,
    /// Their tasks.
    pub tasks: Vec<TaskState>,
    /// The lists of each incident.
    pub of_incident: std::collections::BTreeMap<IncidentId, Vec<u32>>,
}

impl TaskBook {
    /// The list of a post for an incident.
    #[must_use]
    pub fn list(&self, post: PostId, incident: IncidentId) -> Option<&TaskList> {
        let lists = self.of_incident.get(&incident)?;
        lists.iter().map(|at| &self.lists[*at as usize]).find(|list| list.post == post)
    }
}
