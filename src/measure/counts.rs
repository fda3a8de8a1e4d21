//! What is counted over a run: traffic, orders, persons, and the time of units under orders.

use crate::engine::time::SimTime;
use crate::journal::entry::Entry;
use crate::journal::milestone::Milestone;
use crate::measure::convergence::{ArrivalTally, Arrivals};
use crate::measure::counted::Counted;
use crate::terms::id::UnitId;
use crate::terms::traffic::MatterKind;
use crate::terms::trigger::Trigger;

/// What is counted over a run, whatever the incident.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Matters sent.
    pub messages: u32,
    /// Requests among them.
    pub requests: u32,
    /// Requests by trigger, in the order of `Trigger::ALL`.
    pub requests_for: [u32; Trigger::ALL.len()],
    /// Requests past the superior.
    pub superiors_passed: u32,
    /// Decisions that a superior took over.
    pub decisions_pulled: u32,
    /// Decisions refused of which the response is needed.
    pub needed_refused: u32,
    /// Decisions carried of which the response is not needed.
    pub unneeded_carried: u32,
    /// Refusals of single posts or of committees.
    pub proposals_refused: u32,
    /// Rights that a response level widened.
    pub rights_changed: u32,
    /// Units sent for.
    pub orders_issued: u32,
    /// Orders that met a unit with another order or errand.
    pub orders_rejected: u32,
    /// Orders that came to nothing though the unit had no other.
    pub orders_moot: u32,
    /// Needs that had to wait for a unit.
    pub needs_waited: u32,
    /// Decisions passed up because a post held them too long.
    pub decisions_escalated: u32,
    /// Decisions for which a plan was ready.
    pub plans_activated: u32,
    /// Plans that warnings started.
    pub plans_started: u32,
    /// Tasks of plans that were done.
    pub tasks_done: u32,
    /// Tasks of plans whose deadline passed before they were done.
    pub tasks_overdue: u32,
    /// Needs that a task of a plan held back.
    pub needs_held: u32,
    /// False alarms.
    pub false_alarms: u32,
    /// Reports sent back to be verified.
    pub reports_returned: u32,
    /// Incidents that a post kept to itself.
    pub reports_omitted: u32,
    /// Reports and requests that went out lighter than their sender knew.
    pub reports_shaded: u32,
    /// Follow-up and final reports.
    pub reports_repeated: u32,
    /// Reports and requests that went past a desk where nobody was.
    pub levels_skipped: u32,
    /// Units at the scene that could not do the work for which they were sent.
    pub units_unsuitable: u32,
    /// Units at the scene that found nothing left to do.
    pub units_superfluous: u32,
    /// Reports that left within their limit.
    pub limits_kept: u32,
    /// Limits for a report that ended before it was on its way.
    pub reports_overdue: u32,
    /// Cases put before a committee.
    pub committees_convened: u32,
    /// Of these, cases for which no quorum came in time.
    pub quorums_missed: u32,
    /// Warnings that duty officers answered.
    pub warnings_answered: u32,
    /// Calls about warnings that nobody noticed.
    pub warnings_overlooked: u32,
    /// Units put on standby.
    pub units_on_standby: u32,
    /// Units that came to where they stand forward.
    pub units_staged: u32,
    /// Requests for troops.
    pub force_requests: u32,
    /// Of these, refused.
    pub requests_refused: u32,
    /// Times that a post would ask for troops and did not yet know enough.
    pub requests_held: u32,
    /// Units that started at a direct request.
    pub urgent_uses: u32,
    /// Units that started on their own.
    pub self_starts: u32,
    /// Reports up by units that started without an approval.
    pub superiors_notified: u32,
    /// Military units whose task another civil post gave from then on.
    pub tasks_handed_over: u32,
    /// Hand-overs of command at the scene.
    pub handovers: u32,
    /// Units that failed on an errand.
    pub units_failed: u32,
    /// Crews relieved at the scene.
    pub crews_relieved: u32,
    /// Needs that no unit in reach could ever serve.
    pub capability_gaps: u32,
    /// Requests for aid.
    pub aid_requested: u32,
    /// Units lent.
    pub units_lent: u32,
    /// Requests for aid that were refused.
    pub aid_refused: u32,
    /// Orders that a unit left for a graver incident.
    pub orders_superseded: u32,
    /// Units sent again on their way back.
    pub units_redirected: u32,
    /// Needs that found free units only in a post's reserve.
    pub reserves_held: u32,
    /// Times that an incident became graver, by one grade or several at once.
    pub incidents_worsened: u32,
    /// Injured persons brought to a hospital.
    pub patients_delivered: u32,
    /// Of these, those whose treatment began and who live.
    pub patients_saved: u32,
    /// Persons moved out of places that are clear.
    pub persons_evacuated: u32,
    /// Persons who were not out at the deadline.
    pub persons_caught: u32,
    /// Incidents brought about by others.
    pub secondary_incidents: u32,
    /// Rows of secondary incidents that would have brought about more than their bound.
    pub secondary_bounded: u32,
    /// Response levels launched or raised.
    pub responses_launched: u32,
    /// News that one department kept from another.
    pub news_kept: u32,
    /// Calls for officers who were off duty.
    pub officers_recalled: u32,
    /// Services that were interrupted.
    pub services_interrupted: u32,
    /// Those who come to scenes.
    pub arrivals: Arrivals,
    /// Persons freed alive.
    pub persons_rescued: u32,
    /// Persons who died.
    pub persons_died: u32,
    /// Time that units were under orders, ms: from the order at the base to the return, or to the horizon.
    pub unit_ms: i64,
}

/// Counts in the making.
#[derive(Clone, Debug)]
pub struct Tally {
    counts: Counts,
    arrivals: ArrivalTally,
    /// By unit: since when it has been under orders.
    under_orders: Vec<Option<SimTime>>,
}

impl Tally {
    /// Nothing yet, of this many units.
    #[must_use]
    pub fn new(units: usize) -> Self {
        Self { counts: Counts::default(), arrivals: ArrivalTally::default(), under_orders: vec![None; units] }
    }

    /// Counts the next entry.
    #[inline]
    pub fn count(&mut self, entry: &Entry) {
        let counts = &mut self.counts;
        match entry.milestone {
            Milestone::MatterSent { kind, why, .. } => {
                counts.messages += 1;
                if let Some(why) = why {
                    counts.requests_for[why as usize] += 1;
                }
                counts.requests += u32::from(kind == MatterKind::Request);
            }
            Milestone::OrderIssued { .. } => counts.orders_issued += 1,
            Milestone::OrderRejected => {
                let unit = unit_of(entry);
                let is_taken = self.under_orders[unit.index()].is_some() || self.arrivals.is_out(unit);
                *(if is_taken { &mut counts.orders_rejected } else { &mut counts.orders_moot }) += 1;
            }
            Milestone::NeedWaited { .. } => counts.needs_waited += 1,
            Milestone::DecisionEscalated => counts.decisions_escalated += 1,
            Milestone::SuperiorPassed { .. } => counts.superiors_passed += 1,
            Milestone::DecisionPulled { .. } => counts.decisions_pulled += 1,
            Milestone::ProposalRefused => counts.proposals_refused += 1,
            Milestone::ProposalShelved { is_needed } => counts.needed_refused += u32::from(is_needed),
            Milestone::ProposalCarried { is_needed } => counts.unneeded_carried += u32::from(!is_needed),
            Milestone::RightsChanged => counts.rights_changed += 1,
            Milestone::PlanActivated => counts.plans_activated += 1,
            Milestone::PlanStarted { .. } => counts.plans_started += 1,
            Milestone::TaskDone { .. } => counts.tasks_done += 1,
            Milestone::TaskOverdue { .. } => counts.tasks_overdue += 1,
            Milestone::NeedHeld { .. } => counts.needs_held += 1,
            Milestone::FalseAlarm { .. } => counts.false_alarms += 1,
            Milestone::ReportReturned => counts.reports_returned += 1,
            Milestone::ReportOmitted => counts.reports_omitted += 1,
            Milestone::ReportShaded { .. } => counts.reports_shaded += 1,
            Milestone::FollowUpBegun | Milestone::FinalReportBegun => counts.reports_repeated += 1,
            Milestone::LevelSkipped { .. } => counts.levels_skipped += 1,
            Milestone::UnitUnsuitable => counts.units_unsuitable += 1,
            Milestone::UnitSuperfluous => counts.units_superfluous += 1,
            Milestone::LimitKept { .. } => counts.limits_kept += 1,
            Milestone::ReportOverdue { .. } => counts.reports_overdue += 1,
            Milestone::CommitteeConvened => counts.committees_convened += 1,
            Milestone::QuorumMissed => counts.quorums_missed += 1,
            Milestone::WarningAnswered { .. } => counts.warnings_answered += 1,
            Milestone::WarningOverlooked { .. } => counts.warnings_overlooked += 1,
            Milestone::StandbyBegun { units } => counts.units_on_standby += units,
            Milestone::UnitStaged => counts.units_staged += 1,
            Milestone::ForceRequested => counts.force_requests += 1,
            Milestone::RequestRefused { .. } => counts.requests_refused += 1,
            Milestone::RequestHeld => counts.requests_held += 1,
            Milestone::UrgentDecided => counts.urgent_uses += 1,
            Milestone::SelfStarted => counts.self_starts += 1,
            Milestone::SuperiorNotified { .. } => counts.superiors_notified += 1,
            Milestone::TaskHandedOver { .. } => counts.tasks_handed_over += 1,
            Milestone::HandoverBegun => counts.handovers += 1,
            Milestone::AidRequested { .. } => counts.aid_requested += 1,
            Milestone::AidAccepted { units, .. } => counts.units_lent += units,
            Milestone::AidRefused { .. } => counts.aid_refused += 1,
            Milestone::CrewRelieved => counts.crews_relieved += 1,
            Milestone::CapabilityLacking { .. } => counts.capability_gaps += 1,
            Milestone::OrderSuperseded => counts.orders_superseded += 1,
            Milestone::UnitRedirected => counts.units_redirected += 1,
            Milestone::ReserveHeld { .. } => counts.reserves_held += 1,
            Milestone::IncidentWorsened { .. } => counts.incidents_worsened += 1,
            Milestone::PatientDelivered { .. } => counts.patients_delivered += 1,
            Milestone::CasualtyTreated { .. } => counts.patients_saved += 1,
            Milestone::PlaceCleared { persons, .. } => counts.persons_evacuated += persons,
            Milestone::DeadlinePassed { caught } => counts.persons_caught += caught,
            Milestone::IncidentStarted => counts.secondary_incidents += u32::from(entry.cause.index().is_some()),
            Milestone::SecondaryBounded { .. } => counts.secondary_bounded += 1,
            Milestone::ResponseLaunched { .. } => counts.responses_launched += 1,
            Milestone::NewsKept { .. } => counts.news_kept += 1,
            Milestone::OfficersRecalled => counts.officers_recalled += 1,
            Milestone::ServiceInterrupted { .. } => counts.services_interrupted += 1,
            Milestone::CasualtyRescued { .. } => counts.persons_rescued += 1,
            Milestone::CasualtyDied { .. } => counts.persons_died += 1,
            Milestone::OrderReceived => {
                let since = &mut self.under_orders[unit_of(entry).index()];
                *since = since.or(Some(entry.time));
            }
            Milestone::UnitReturned | Milestone::UnitFailed => {
                counts.units_failed += u32::from(entry.milestone == Milestone::UnitFailed);
                self.arrivals.count(entry);
                let since = self.under_orders[unit_of(entry).index()].take();
                counts.unit_ms += since.map_or(0, |since| (entry.time - since).ms());
            }
            _ => self.arrivals.count(entry),
        }
    }

    /// The counts, units still out being under orders to the horizon.
    #[must_use]
    pub fn finish(mut self, horizon: SimTime) -> Counts {
        self.counts.arrivals = self.arrivals.finish(horizon);
        self.counts.unit_ms += self.under_orders.iter().flatten().map(|since| (horizon - *since).ms()).sum::<i64>();
        self.counts
    }
}

/// The unit that an entry is about.
///
/// # Panics
/// When it names none: a bug of the simulation.
#[must_use]
pub fn unit_of(entry: &Entry) -> UnitId {
    entry.about.unit.unwrap_or_else(|| panic!("{:?} at {} names no unit", entry.milestone, entry.time))
}

impl Counted {
    /// The count.
    #[must_use]
    pub const fn of(self, counts: &Counts) -> u32 {
        match self {
            Self::PersonsRescued => counts.persons_rescued,
            Self::PersonsDied => counts.persons_died,
            Self::Messages => counts.messages,
            Self::Requests => counts.requests,
            Self::OrdersIssued => counts.orders_issued,
            Self::OrdersRejected => counts.orders_rejected,
            Self::OrdersMoot => counts.orders_moot,
            Self::NeedsWaited => counts.needs_waited,
            Self::DecisionsEscalated => counts.decisions_escalated,
            Self::RequestsFor(why) => counts.requests_for[why as usize],
            Self::SuperiorsPassed => counts.superiors_passed,
            Self::DecisionsPulled => counts.decisions_pulled,
            Self::ProposalsRefused => counts.proposals_refused,
            Self::NeededRefused => counts.needed_refused,
            Self::UnneededCarried => counts.unneeded_carried,
            Self::RightsChanged => counts.rights_changed,
            Self::PlansActivated => counts.plans_activated,
            Self::PlansStarted => counts.plans_started,
            Self::TasksDone => counts.tasks_done,
            Self::TasksOverdue => counts.tasks_overdue,
            Self::NeedsHeld => counts.needs_held,
            Self::FalseAlarms => counts.false_alarms,
            Self::ReportsReturned => counts.reports_returned,
            Self::ReportsOmitted => counts.reports_omitted,
            Self::ReportsShaded => counts.reports_shaded,
            Self::ReportsRepeated => counts.reports_repeated,
            Self::LevelsSkipped => counts.levels_skipped,
            Self::UnitsUnsuitable => counts.units_unsuitable,
            Self::UnitsSuperfluous => counts.units_superfluous,
            Self::ReportsOverdue => counts.reports_overdue,
            Self::CommitteesConvened => counts.committees_convened,
            Self::QuorumsMissed => counts.quorums_missed,
            Self::WarningsAnswered => counts.warnings_answered,
            Self::WarningsOverlooked => counts.warnings_overlooked,
            Self::UnitsOnStandby => counts.units_on_standby,
            Self::UnitsStaged => counts.units_staged,
            Self::ForceRequests => counts.force_requests,
            Self::RequestsRefused => counts.requests_refused,
            Self::RequestsHeld => counts.requests_held,
            Self::UrgentUses => counts.urgent_uses,
            Self::SelfStarts => counts.self_starts,
            Self::SuperiorsNotified => counts.superiors_notified,
            Self::TasksHandedOver => counts.tasks_handed_over,
            Self::Handovers => counts.handovers,
            Self::UnitsFailed => counts.units_failed,
            Self::CrewsRelieved => counts.crews_relieved,
            Self::CapabilityGaps => counts.capability_gaps,
            Self::AidRequested => counts.aid_requested,
            Self::UnitsLent => counts.units_lent,
            Self::AidRefused => counts.aid_refused,
            Self::OrdersSuperseded => counts.orders_superseded,
            Self::UnitsRedirected => counts.units_redirected,
            Self::ReservesHeld => counts.reserves_held,
            Self::IncidentsWorsened => counts.incidents_worsened,
            Self::PatientsDelivered => counts.patients_delivered,
            Self::PatientsSaved => counts.patients_saved,
            Self::PersonsEvacuated => counts.persons_evacuated,
            Self::PersonsCaught => counts.persons_caught,
            Self::SecondaryIncidents => counts.secondary_incidents,
            Self::SecondaryBounded => counts.secondary_bounded,
            Self::ResponsesLaunched => counts.responses_launched,
            Self::NewsKept => counts.news_kept,
            Self::OfficersRecalled => counts.officers_recalled,
            Self::ServicesInterrupted => counts.services_interrupted,
            Self::Convergence(converged) => counts.arrivals.of(converged),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, Tally};
    use crate::engine::time::SimTime;
    use crate::journal::milestone::Milestone;
    use crate::measure::fixture::{FIRE, MILITIA, Story};

    #[test]
    fn a_unit_is_under_orders_from_the_first_order_until_it_is_back() {
        let mut story = Story::new(0.0);
        story.unit(10.0, FIRE, Milestone::OrderReceived).unit(20.0, FIRE, Milestone::OrderReceived);
        story.unit(40.0, FIRE, Milestone::UnitReturned).unit(50.0, MILITIA, Milestone::OrderReceived);
        let mut tally = Tally::new(2);
        story.entries().iter().for_each(|entry| tally.count(entry));
        assert_eq!(tally.finish(SimTime::from_minutes(60.0)).unit_ms, SimTime::from_minutes(40.0).ms());
    }

    #[test]
    fn an_order_is_in_conflict_only_where_the_unit_has_another_order_or_errand() {
        let mut story = Story::new(0.0);
        let rejected = Milestone::OrderRejected;
        story.unit(10.0, FIRE, rejected);
        story.unit(20.0, FIRE, Milestone::OrderReceived).unit(25.0, FIRE, rejected).unit(40.0, FIRE, Milestone::UnitReturned);
        story.unit(50.0, FIRE, rejected);
        story.unit(60.0, MILITIA, Milestone::SelfDeployed).unit(65.0, MILITIA, rejected);
        story.unit(70.0, MILITIA, Milestone::UnitReturned).unit(75.0, MILITIA, rejected);
        story.unit(80.0, MILITIA, Milestone::CalledAway).unit(85.0, MILITIA, rejected);
        story.unit(90.0, MILITIA, Milestone::ErrandEnded).unit(95.0, MILITIA, rejected);
        let mut tally = Tally::new(2);
        story.entries().iter().for_each(|entry| tally.count(entry));
        let Counts { orders_rejected, orders_moot, .. } = tally.finish(SimTime::from_minutes(100.0));
        assert_eq!((orders_rejected, orders_moot), (3, 4));
    }
}
