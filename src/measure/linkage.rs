//! Military linkage as measured: how long requests for troops take, and who tasks and commands each military unit that sets out.

use crate::engine::time::{SimTime, Span};
use crate::journal::entry::Entry;
use crate::journal::milestone::Milestone;
use crate::measure::milestones::Run;
use crate::terms::id::{IncidentId, PostId, UnitId};

/// By which way a military unit came to set out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A request was approved.
    Requested,
    /// The unit was asked directly.
    Urgent,
    /// The unit started on its own.
    SelfStarted,
    /// Somebody outside the chain, or the line itself, ordered it.
    Ordered,
}

/// One military unit that set out for an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MilitaryAssignment {
    /// The unit.
    pub unit: UnitId,
    /// The incident.
    pub incident: IncidentId,
    /// The civil post that gives the task.
    pub tasked_by: PostId,
    /// The military organ that commands.
    pub commanded_by: PostId,
    /// By which way.
    pub way: Way,
    /// When it was asked for; when it was ordered where nobody asked.
    pub asked: SimTime,
    /// When the order became known at its base.
    pub ordered: SimTime,
    /// When it was on scene.
    pub arrived: Option<SimTime>,
}

/// The linkage of one run.
#[derive(Clone, Debug, Default)]
pub struct Linkage {
    /// From asking to approval, for each approved request.
    pub approvals: Vec<Span>,
    /// The units that set out, in the order of their orders.
    pub assignments: Vec<MilitaryAssignment>,
}

/// The entry from which a chain of causes asked for troops, and by which way.
fn asked(run: &Run, entry: &Entry) -> Option<(Way, SimTime)> {
    let mut at = entry.cause.index();
    while let Some(position) = at {
        let entry = &run.entries[position];
        match entry.milestone {
            Milestone::ForceRequested => return Some((Way::Requested, entry.time)),
            Milestone::UrgentRequested => return Some((Way::Urgent, entry.time)),
            Milestone::SelfStarted => return Some((Way::SelfStarted, entry.time)),
            Milestone::DecisionMade => return None,
            _ => at = entry.cause.index(),
        }
    }
    None
}

impl Linkage {
    /// Reads a journal once.
    #[must_use]
    pub fn of(run: &Run) -> Self {
        let mut linkage = Self::default();
        if !run.header.mechanisms.military {
            return linkage;
        }
        for entry in run.entries {
            match entry.milestone {
                Milestone::RequestApproved { .. } => {
                    linkage.approvals.extend(asked(run, entry).map(|(_, time)| entry.time - time));
                }
                Milestone::TroopsTasked { tasked_by, commanded_by } => {
                    let (Some(unit), Some(incident)) = (entry.about.unit, entry.about.incident) else { continue };
                    let (way, asked) = asked(run, entry).unwrap_or((Way::Ordered, entry.time));
                    let (ordered, arrived) = (entry.time, None);
                    let row = MilitaryAssignment { unit, incident, tasked_by, commanded_by, way, asked, ordered, arrived };
                    linkage.assignments.push(row);
                }
                Milestone::UnitArrived => {
                    let mut rows = linkage.assignments.iter_mut().rev();
                    if let Some(row) = rows.find(|row| Some(row.unit) == entry.about.unit) {
                        row.arrived = Some(entry.time);
                    }
                }
                _ => {}
            }
        }
        linkage
    }

    /// Minutes from asking to approval, mean over approved requests.
    #[must_use]
    pub fn approval_min(&self) -> Option<f64> {
        mean(self.approvals.iter().map(|span| span.minutes()))
    }

    /// Minutes from asking to arrival, mean over the units that came.
    #[must_use]
    pub fn arrival_min(&self) -> Option<f64> {
        mean(self.assignments.iter().filter_map(|row| row.arrived.map(|arrived| (arrived - row.asked).minutes())))
    }
}

fn mean(minutes: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = minutes.fold((0.0, 0_u32), |(sum, count), x| (sum + x, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}
