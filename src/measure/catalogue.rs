//! The fixed list of metrics of a study: what each is called and what it is taken of.
//!
//! The list follows from the headers alone, so that every replication under every structure has its values in one order. A
//! level that only one structure has stands in the list of all; the others have no value there.

use crate::journal::header::{Header, NamedItem};
use crate::measure::convergence::{self, Converged};
use crate::measure::judgement::{JUDGED, Judged};
use crate::measure::milestones::Moment;
use crate::measure::record::{Metric, MetricUnit, Statistic};
use crate::terms::interval::{Interval, Part};
use crate::terms::language::{Language, Word as _};
use crate::terms::sector::Sector;
use crate::terms::severity::Severity;
use crate::terms::trigger::Trigger;

/// What a metric is taken of.
#[derive(Clone, Debug, PartialEq)]
pub enum Quantity {
    /// Mean time from onset to a moment, min.
    MeanTime(Moment),
    /// 90th percentile of the time from onset to a moment, min.
    TimeP90(Moment),
    /// Mean time from onset to the arrival of a sector's first unit, over the incidents where it was ordered, min.
    SectorTime(Sector),
    /// Mean time from onset to effective force over the incidents of one grade, min.
    SeverityTime(Severity),
    /// Mean time in one part of an interval of completed first-unit paths, min.
    PathPart(Interval, Part),
    /// Share of incidents that reached a moment before the horizon.
    Reached(Moment),
    /// Share of incidents that the channel with this id noticed first.
    FirstNoticedBy(String),
    /// Share of incidents that met the target at this position in the header.
    WithinTarget(usize),
    /// How well posts judged what was needed.
    Judged(Judged),
    /// Share of the limits that ended or were kept which were kept.
    LimitsKept,
    /// A count over the run.
    Count(Counted),
    /// Deaths that the first unit that could have been there might have prevented.
    PreventableDeaths,
    /// Largest sizes of the hazards, added up.
    HazardPeak,
    /// Integral of the sizes of the hazards over time.
    Damage,
    /// Mean time that units took to pass an access road, min.
    QueueTime,
    /// Mean time from asking for troops to approval, min.
    TroopsApproved,
    /// Mean time from asking for troops to the arrival of each unit, min.
    TroopsArrived,
    /// Time that units were under orders, h.
    UnitHours,
    /// Share of the units' time at work beyond the span of whoever commands at the scene.
    UnsupervisedShare,
    /// Mean share of officers busy at the desks of the echelon with this id.
    Utilisation(String),
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Persons freed alive.
    PersonsRescued,
    /// Persons who died.
    PersonsDied,
    /// Matters sent.
    Messages,
    /// Requests sent.
    Requests,
    /// Orders issued.
    OrdersIssued,
    /// Orders that met a unit with another order.
    OrdersRejected,
    /// Needs that had to wait for a unit.
    NeedsWaited,
    /// Decisions passed up because a post held them too long.
    DecisionsEscalated,
    /// Requests that go up for one reason.
    RequestsFor(Trigger),
    /// Requests past the superior.
    SuperiorsPassed,
    /// Decisions that a superior took over.
    DecisionsPulled,
    /// Refusals of single posts or of committees.
    ProposalsRefused,
    /// Decisions refused of which the response is needed.
    NeededRefused,
    /// Decisions carried of which the response is not needed.
    UnneededCarried,
    /// Rights that a response level widened.
    RightsChanged,
    /// Decisions for which a plan was ready.
    PlansActivated,
    /// Plans that warnings started.
    PlansStarted,
    /// Tasks of plans that were done.
    TasksDone,
    /// Tasks of plans that were late.
    TasksOverdue,
    /// Needs that a task of a plan held back.
    NeedsHeld,
    /// False alarms.
    FalseAlarms,
    /// Reports sent back to be verified.
    ReportsReturned,
    /// Incidents that a post kept to itself.
    ReportsOmitted,
    /// Reports and requests lighter than their sender knew.
    ReportsShaded,
    /// Follow-up and final reports.
    ReportsRepeated,
    /// Reports and requests that went past a desk where nobody was.
    LevelsSkipped,
    /// Units that could not do the work for which they were sent.
    UnitsUnsuitable,
    /// Units that found nothing left to do.
    UnitsSuperfluous,
    /// Limits for a report that ended before it was on its way.
    ReportsOverdue,
    /// Cases put before a committee.
    CommitteesConvened,
    /// Cases for which no quorum came in time.
    QuorumsMissed,
    /// Warnings answered.
    WarningsAnswered,
    /// Calls about warnings that nobody noticed.
    WarningsOverlooked,
    /// Units put on standby.
    UnitsOnStandby,
    /// Units that came to where they stand forward.
    UnitsStaged,
    /// Requests for troops.
    ForceRequests,
    /// Requests for troops that were refused.
    RequestsRefused,
    /// Requests for troops that waited until the post knew enough.
    RequestsHeld,
    /// Units that started at a direct request.
    UrgentUses,
    /// Units that started on their own.
    SelfStarts,
    /// Reports up by units that started without an approval.
    SuperiorsNotified,
    /// Hand-overs of command at the scene.
    Handovers,
    /// Units that failed on an errand.
    UnitsFailed,
    /// Crews relieved at the scene.
    CrewsRelieved,
    /// Needs that no unit in reach could ever serve.
    CapabilityGaps,
    /// Requests for aid.
    AidRequested,
    /// Units lent.
    UnitsLent,
    /// Requests for aid that were refused.
    AidRefused,
    /// Orders that a unit left for a graver incident.
    OrdersSuperseded,
    /// Units sent again on their way back.
    UnitsRedirected,
    /// Needs that found free units only in a reserve.
    ReservesHeld,
    /// Incidents that became graver.
    IncidentsWorsened,
    /// Injured persons brought to a hospital.
    PatientsDelivered,
    /// Of these, those who live.
    PatientsSaved,
    /// Persons moved out of places that are clear.
    PersonsEvacuated,
    /// Persons who were not out at the deadline.
    PersonsCaught,
    /// Incidents brought about by others.
    SecondaryIncidents,
    /// Response levels launched or raised.
    ResponsesLaunched,
    /// News that one department kept from another.
    NewsKept,
    /// Calls for officers who were off duty.
    OfficersRecalled,
    /// Services that were interrupted.
    ServicesInterrupted,
    /// What those do who come to scenes.
    Convergence(Converged),
}

/// The metrics of a study and what each is taken of, in the order of every list of values.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// The metrics.
    pub metrics: Vec<Metric>,
    /// What each is taken of.
    pub quantities: Vec<Quantity>,
}

const TIMES: [(&str, Moment); 8] = [
    ("detection_time", Moment::Detected),
    ("report_time", Moment::ReportRead),
    ("decision_time", Moment::DecisionMade),
    ("order_time", Moment::OrderReceived),
    ("arrival_time", Moment::UnitArrived),
    ("first_unit_time", Moment::WorkBegun),
    ("effective_force_time", Moment::EffectiveForce),
    ("containment_time", Moment::Contained),
];
const P90_TIMES: [(&str, Moment); 2] = [("first_unit_time", Moment::WorkBegun), ("containment_time", Moment::Contained)];
const SHARES: [(&str, Moment); 4] = [
    ("proportion_detected", Moment::Detected),
    ("proportion_served", Moment::WorkBegun),
    ("proportion_effective_force", Moment::EffectiveForce),
    ("proportion_contained", Moment::Contained),
];
/// Counts, and whether less is better where either is.
const COUNTS: [(&str, Counted, Option<bool>); 7] = [
    ("persons_rescued", Counted::PersonsRescued, Some(false)),
    ("persons_died", Counted::PersonsDied, Some(true)),
    ("messages", Counted::Messages, None),
    ("requests", Counted::Requests, None),
    ("orders_issued", Counted::OrdersIssued, None),
    ("orders_rejected", Counted::OrdersRejected, Some(true)),
    ("needs_waited", Counted::NeedsWaited, Some(true)),
];
/// Whether a study counts something beyond these, and what.
type Further = (fn(&Header) -> bool, &'static [(&'static str, Counted, Option<bool>)]);

/// What is counted only where a file makes it happen, with whether less is better where either is.
const FURTHER: &[Further] = &[
    (
        |header| header.mechanisms.conduct,
        &[
            ("reports_returned", Counted::ReportsReturned, None),
            ("reports_omitted", Counted::ReportsOmitted, Some(true)),
            ("reports_shaded", Counted::ReportsShaded, Some(true)),
            ("reports_repeated", Counted::ReportsRepeated, None),
            ("levels_skipped", Counted::LevelsSkipped, None),
            ("decisions_escalated", Counted::DecisionsEscalated, None),
        ],
    ),
    (
        |header| header.mechanisms.estimates,
        &[
            ("units_unsuitable", Counted::UnitsUnsuitable, Some(true)),
            ("units_superfluous", Counted::UnitsSuperfluous, Some(true)),
        ],
    ),
    (|header| !header.deadlines.is_empty(), &[("reports_overdue", Counted::ReportsOverdue, Some(true))]),
    (|header| header.mechanisms.false_alarms, &[("false_alarms", Counted::FalseAlarms, None)]),
    (
        |header| header.mechanisms.escalation,
        &[
            ("requests.grade", Counted::RequestsFor(Trigger::Grade), None),
            ("requests.means", Counted::RequestsFor(Trigger::Means), None),
            ("requests.jurisdictions", Counted::RequestsFor(Trigger::Jurisdictions), None),
            ("requests.time_out", Counted::RequestsFor(Trigger::TimeOut), None),
            ("requests.quorum", Counted::RequestsFor(Trigger::Quorum), None),
            ("superiors_passed", Counted::SuperiorsPassed, None),
            ("decisions_pulled", Counted::DecisionsPulled, None),
        ],
    ),
    (
        |header| header.mechanisms.approval,
        &[
            ("proposals_refused", Counted::ProposalsRefused, None),
            ("needed_refused", Counted::NeededRefused, Some(true)),
            ("unneeded_carried", Counted::UnneededCarried, Some(true)),
        ],
    ),
    (|header| header.mechanisms.raised_rights, &[("rights_changed", Counted::RightsChanged, None)]),
    (|header| header.mechanisms.plans, &[("plans_activated", Counted::PlansActivated, None)]),
    (
        |header| !header.tasks.is_empty(),
        &[
            ("tasks_done", Counted::TasksDone, None),
            ("tasks_overdue", Counted::TasksOverdue, Some(true)),
            ("needs_held", Counted::NeedsHeld, None),
        ],
    ),
    (|header| header.mechanisms.warned_plans, &[("plans_started", Counted::PlansStarted, None)]),
    (
        |header| header.mechanisms.duty,
        &[("officers_recalled", Counted::OfficersRecalled, None), ("services_interrupted", Counted::ServicesInterrupted, None)],
    ),
    (
        |header| !header.committees.is_empty(),
        &[("committees_convened", Counted::CommitteesConvened, None), ("quorums_missed", Counted::QuorumsMissed, Some(true))],
    ),
    (
        |header| !header.warnings.is_empty(),
        &[
            ("warnings_answered", Counted::WarningsAnswered, None),
            ("warnings_overlooked", Counted::WarningsOverlooked, Some(true)),
            ("units_on_standby", Counted::UnitsOnStandby, None),
        ],
    ),
    (|header| header.mechanisms.staging, &[("units_staged", Counted::UnitsStaged, None)]),
    (
        |header| header.mechanisms.military,
        &[
            ("force_requests", Counted::ForceRequests, None),
            ("requests_refused", Counted::RequestsRefused, Some(true)),
            ("requests_held", Counted::RequestsHeld, None),
            ("urgent_uses", Counted::UrgentUses, None),
            ("self_starts", Counted::SelfStarts, None),
            ("superiors_notified", Counted::SuperiorsNotified, None),
        ],
    ),
    (|header| header.mechanisms.scene_command, &[("handovers", Counted::Handovers, None)]),
    (
        |header| header.mechanisms.dispatch,
        &[
            ("reserves_held", Counted::ReservesHeld, None),
            ("orders_superseded", Counted::OrdersSuperseded, None),
            ("units_redirected", Counted::UnitsRedirected, None),
        ],
    ),
    (
        |header| header.mechanisms.fitness,
        &[
            ("units_failed", Counted::UnitsFailed, Some(true)),
            ("crews_relieved", Counted::CrewsRelieved, None),
            ("capability_gaps", Counted::CapabilityGaps, Some(true)),
        ],
    ),
    (
        |header| header.mechanisms.aid,
        &[
            ("aid_requested", Counted::AidRequested, None),
            ("aid_refused", Counted::AidRefused, None),
            ("units_lent", Counted::UnitsLent, None),
        ],
    ),
    (|header| header.mechanisms.grading, &[("incidents_worsened", Counted::IncidentsWorsened, None)]),
    (
        |header| header.mechanisms.care,
        &[
            ("patients_delivered", Counted::PatientsDelivered, Some(false)),
            ("patients_saved", Counted::PatientsSaved, Some(false)),
        ],
    ),
    (
        |header| header.mechanisms.evacuation,
        &[("persons_evacuated", Counted::PersonsEvacuated, Some(false)), ("persons_caught", Counted::PersonsCaught, Some(true))],
    ),
    (|header| !header.secondary.is_empty(), &[("secondary_incidents", Counted::SecondaryIncidents, Some(true))]),
    (|header| header.mechanisms.responses, &[("responses_launched", Counted::ResponsesLaunched, None)]),
    (|header| header.mechanisms.sharing, &[("news_kept", Counted::NewsKept, None)]),
];

impl Catalogue {
    /// The metrics of a scenario under these structures.
    ///
    /// # Panics
    /// When the headers do not declare the same targets: they are of different scenarios.
    #[must_use]
    pub fn new(headers: &[&Header]) -> Self {
        let mut list = Self { metrics: Vec::new(), quantities: Vec::new() };
        list.times();
        if headers.iter().any(|header| header.mechanisms.dispatch) {
            for severity in Severity::ALL.into_iter().rev() {
                let id = format!("effective_force_time.{}", severity.numeral());
                list.time(&id, Statistic::RestrictedMean, Quantity::SeverityTime(severity));
            }
        }
        if headers.iter().any(|header| !header.committees.is_empty()) {
            list.part(Interval::Decide, Part::Convene);
        }
        if headers.iter().any(|header| header.mechanisms.military) {
            list.time("military_approval_time", Statistic::MeanOfCompleted, Quantity::TroopsApproved);
            list.time("military_arrival_time", Statistic::MeanOfCompleted, Quantity::TroopsArrived);
        }
        if headers.iter().any(|header| header.mechanisms.access_roads) {
            list.part(Interval::Travel, Part::Wait);
            list.time("queue_time", Statistic::RestrictedMean, Quantity::QueueTime);
        }
        list.shares(headers);
        list.news(headers);
        let further = FURTHER.iter().filter(|(is_counted, _)| headers.iter().any(|header| is_counted(header)));
        let lists = COUNTS.iter().chain(further.flat_map(|(_, counts)| *counts)).copied();
        for (id, counted, less_is_better) in lists {
            list.push(id, MetricUnit::Count, Statistic::Total, less_is_better, Quantity::Count(counted));
        }
        if headers.iter().any(|header| header.mechanisms.care) {
            let quantity = Quantity::PreventableDeaths;
            list.push("preventable_deaths", MetricUnit::Count, Statistic::Total, Some(true), quantity);
        }
        if headers.iter().any(|header| header.mechanisms.hazards) {
            list.push("hazard_peak", MetricUnit::Size, Statistic::Total, Some(true), Quantity::HazardPeak);
            list.push("damage", MetricUnit::SizeHours, Statistic::Total, Some(true), Quantity::Damage);
        }
        for (id, converged, less_is_better, is_counted) in convergence::ROWS {
            if headers.iter().any(|header| is_counted(header)) {
                let quantity = Quantity::Count(Counted::Convergence(converged));
                list.push(id, MetricUnit::Count, Statistic::Total, less_is_better, quantity);
            }
        }
        list.push("unit_h", MetricUnit::UnitHours, Statistic::Total, Some(true), Quantity::UnitHours);
        if headers.iter().any(|header| header.mechanisms.scene_command) {
            list.push("unsupervised_share", MetricUnit::Share, Statistic::TimeAverage, Some(true), Quantity::UnsupervisedShare);
        }
        for id in once_each(headers, |header| &header.echelons) {
            let quantity = Quantity::Utilisation(id.to_owned());
            list.push(&format!("utilisation.{id}"), MetricUnit::Share, Statistic::TimeAverage, None, quantity);
        }
        list
    }

    fn times(&mut self) {
        for (id, moment) in TIMES {
            self.time(id, Statistic::RestrictedMean, Quantity::MeanTime(moment));
        }
        for (id, moment) in P90_TIMES {
            self.time(id, Statistic::P90, Quantity::TimeP90(moment));
        }
        for sector in [Sector::Government, Sector::Military, Sector::Society] {
            let id = format!("arrival_time.{}", sector.word(Language::En));
            self.time(&id, Statistic::RestrictedMean, Quantity::SectorTime(sector));
        }
        for interval in [Interval::Report, Interval::Decide] {
            for part in [Part::Transit, Part::Wait, Part::Service] {
                self.part(interval, part);
            }
        }
    }

    fn part(&mut self, interval: Interval, part: Part) {
        let id = format!("{}_{}", interval.id(), part.id());
        self.time(&id, Statistic::MeanOfCompleted, Quantity::PathPart(interval, part));
    }

    fn shares(&mut self, headers: &[&Header]) {
        for (id, moment) in SHARES {
            self.push(id, MetricUnit::Share, Statistic::Proportion, Some(false), Quantity::Reached(moment));
        }
        for id in once_each(headers, |header| &header.channels) {
            let quantity = Quantity::FirstNoticedBy(id.to_owned());
            self.push(&format!("noticed_first.{id}"), MetricUnit::Share, Statistic::Proportion, None, quantity);
        }
        let ids = |header: &Header| -> Vec<String> { header.targets.iter().map(|target| target.id.clone()).collect() };
        let targets = headers.first().map(|header| ids(header)).unwrap_or_default();
        assert!(headers.iter().all(|header| ids(header) == targets), "structures of one study with different targets");
        for (position, id) in targets.iter().enumerate() {
            let quantity = Quantity::WithinTarget(position);
            self.push(&format!("within_target.{id}"), MetricUnit::Share, Statistic::Proportion, Some(false), quantity);
        }
    }

    fn news(&mut self, headers: &[&Header]) {
        if headers.iter().any(|header| !header.deadlines.is_empty()) {
            self.push("limits_kept", MetricUnit::Share, Statistic::Proportion, Some(false), Quantity::LimitsKept);
        }
        let is_judged = headers.iter().any(|header| header.mechanisms.estimates);
        for (id, judged, unit) in JUDGED.into_iter().filter(|_| is_judged) {
            let less_is_better = (judged != Judged::Bias).then_some(true);
            self.push(id, unit, Statistic::MeanOfCompleted, less_is_better, Quantity::Judged(judged));
        }
    }

    fn time(&mut self, id: &str, statistic: Statistic, quantity: Quantity) {
        self.push(id, MetricUnit::Minutes, statistic, Some(true), quantity);
    }

    fn push(&mut self, id: &str, unit: MetricUnit, statistic: Statistic, less_is_better: Option<bool>, quantity: Quantity) {
        self.metrics.push(Metric { id: id.to_owned(), unit, statistic, less_is_better });
        self.quantities.push(quantity);
    }
}

/// The ids that the headers list under one heading, each once, in the order in which they first appear.
fn once_each<'a>(headers: &[&'a Header], list: impl Fn(&'a Header) -> &'a [NamedItem]) -> Vec<&'a str> {
    let mut ids: Vec<&str> = Vec::new();
    for item in headers.iter().flat_map(|header| list(header)) {
        if !ids.contains(&item.id.as_str()) {
            ids.push(&item.id);
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::Catalogue;
    use crate::measure::fixture::header;

    #[test]
    fn a_level_that_only_one_structure_has_stands_in_the_list_of_all() {
        let (tall, mut flat) = (header(), header());
        flat.echelons.truncate(1);
        let (one, both) = (Catalogue::new(&[&tall]), Catalogue::new(&[&flat, &tall]));
        assert_eq!(one.metrics, both.metrics);
        assert_eq!(one.metrics.last().unwrap().id, "utilisation.county");
        assert_eq!(one.metrics.len(), one.quantities.len());
    }

    #[test]
    fn a_metric_is_named_by_its_id_and_its_statistic() {
        let metrics = Catalogue::new(&[&header()]).metrics;
        let keys: std::collections::BTreeSet<_> =
            metrics.iter().map(|metric| (metric.id.as_str(), metric.statistic.id())).collect();
        assert_eq!(keys.len(), metrics.len());
    }
}
