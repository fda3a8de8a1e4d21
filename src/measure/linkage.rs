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
    /// Whether it was still on its way there when the run ended.
    pub is_under_way: bool,
}

/// The linkage of one run.
#[derive(Clone, Debug, Default)]
pub struct Linkage {
    /// From asking to approval, for each approved request.
    pub approvals: Vec<Span>,
    /// Requests that had no answer when the run ended.
    pub unanswered: u32,
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
                Milestone::ForceRequested => linkage.unanswered += 1,
                Milestone::RequestRefused { .. } | Milestone::RequestLapsed { .. } => linkage.unanswered -= 1,
                Milestone::RequestApproved { .. } => {
                    linkage.unanswered -= 1;
                    linkage.approvals.extend(asked(run, entry).map(|(_, time)| entry.time - time));
                }
                Milestone::TroopsTasked { tasked_by, commanded_by } => {
                    let (Some(unit), Some(incident)) = (entry.about.unit, entry.about.incident) else { continue };
                    let (way, asked) = asked(run, entry).unwrap_or((Way::Ordered, entry.time));
                    let (ordered, arrived, is_under_way) = (entry.time, None, true);
                    let row = MilitaryAssignment {
                        unit,
                        incident,
                        tasked_by,
                        commanded_by,
                        way,
                        asked,
                        ordered,
                        arrived,
                        is_under_way,
                    };
                    linkage.assignments.push(row);
                }
                Milestone::UnitArrived | Milestone::UnitReleased | Milestone::UnitFailed | Milestone::OrderSuperseded => {
                    let mut rows = linkage.assignments.iter_mut().rev();
                    if let Some(row) = rows.find(|row| Some(row.unit) == entry.about.unit).filter(|row| row.is_under_way) {
                        row.is_under_way = false;
                        row.arrived = (entry.milestone == Milestone::UnitArrived).then_some(entry.time);
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

    /// Units that were still on their way when the run ended.
    #[must_use]
    pub fn under_way(&self) -> u32 {
        self.assignments.iter().map(|row| u32::from(row.is_under_way)).sum()
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

#[cfg(test)]
mod tests {
    use super::Linkage;
    use crate::journal::milestone::Milestone;
    use crate::measure::fixture::{CITY, COUNTY, MILITIA, Story, header, incident, run};

    fn linkage(story: &mut Story) -> Linkage {
        let (mut header, incidents, entries) = (header(), [incident(0, 0.0)], story.entries());
        header.mechanisms.military = true;
        Linkage::of(&run(&header, &incidents, &entries))
    }

    fn asked() -> Story {
        let mut story = Story::new(0.0);
        story.ordered(5.0, COUNTY, MILITIA).post(10.0, COUNTY, Milestone::ForceRequested);
        story
    }

    fn tasked() -> Story {
        let mut story = asked();
        story.post(30.0, CITY, Milestone::RequestApproved { units: 1 }).unit(35.0, MILITIA, Milestone::OrderReceived);
        story.unit(35.0, MILITIA, Milestone::TroopsTasked { tasked_by: COUNTY, commanded_by: CITY });
        story.unit(50.0, MILITIA, Milestone::UnitDeparted);
        story
    }

    #[test]
    fn who_has_no_answer_or_is_not_there_at_the_horizon_is_censored() {
        let unanswered = linkage(&mut asked());
        assert_eq!((unanswered.unanswered, unanswered.under_way(), unanswered.approval_min()), (1, 0, None));
        let on_the_way = linkage(&mut tasked());
        assert_eq!((on_the_way.unanswered, on_the_way.under_way()), (0, 1));
        assert_eq!((on_the_way.approval_min(), on_the_way.arrival_min()), (Some(20.0), None));
        let there = linkage(tasked().unit(90.0, MILITIA, Milestone::UnitArrived).unit(99.0, MILITIA, Milestone::UnitReleased));
        assert_eq!((there.under_way(), there.arrival_min()), (0, Some(80.0)));
        for end in [Milestone::UnitReleased, Milestone::UnitFailed, Milestone::OrderSuperseded] {
            let ended = linkage(tasked().unit(60.0, MILITIA, end));
            assert_eq!((ended.under_way(), ended.arrival_min()), (0, None), "{end:?} before it came");
        }
        for end in [Milestone::RequestRefused { units: 1 }, Milestone::RequestLapsed { units: 1 }] {
            let ended = linkage(asked().post(30.0, CITY, end));
            assert_eq!((ended.unanswered, ended.approval_min()), (0, None), "{end:?}");
        }
    }
}
