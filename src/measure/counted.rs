//! What metrics count over a run: always, or only where a file makes it happen.

use crate::journal::header::Header;
use crate::measure::convergence::Converged;
use crate::terms::trigger::Trigger;

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
    /// Orders that met a unit with another order or errand.
    OrdersRejected,
    /// Orders that came to nothing though the unit had no other.
    OrdersMoot,
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
    /// Military units whose task another civil post gave from then on.
    TasksHandedOver,
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
    /// Times that an incident became graver.
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
    /// Rows of secondary incidents that would have brought about more than their bound.
    SecondaryBounded,
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

/// Counts, and whether less is better where either is.
pub const COUNTS: [(&str, Counted, Option<bool>); 8] = [
    ("persons_rescued", Counted::PersonsRescued, Some(false)),
    ("persons_died", Counted::PersonsDied, Some(true)),
    ("messages", Counted::Messages, None),
    ("requests", Counted::Requests, None),
    ("orders_issued", Counted::OrdersIssued, None),
    ("orders_rejected", Counted::OrdersRejected, Some(true)),
    ("orders_moot", Counted::OrdersMoot, None),
    ("needs_waited", Counted::NeedsWaited, None),
];
/// Whether a study counts something beyond these, and what.
pub type Further = (fn(&Header) -> bool, &'static [(&'static str, Counted, Option<bool>)]);

/// What is counted only where a file makes it happen, with whether less is better where either is.
pub const FURTHER: &[Further] = &[
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
        |header| header.mechanisms.scene_command && header.mechanisms.military,
        &[("tasks_handed_over", Counted::TasksHandedOver, None)],
    ),
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
        &[("units_failed", Counted::UnitsFailed, Some(true)), ("crews_relieved", Counted::CrewsRelieved, None)],
    ),
    (|header| header.mechanisms.fitness || header.mechanisms.areas, &[("capability_gaps", Counted::CapabilityGaps, Some(true))]),
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
    (
        |header| !header.secondary.is_empty(),
        &[
            ("secondary_incidents", Counted::SecondaryIncidents, Some(true)),
            ("secondary_bounded", Counted::SecondaryBounded, None),
        ],
    ),
    (|header| header.mechanisms.responses, &[("responses_launched", Counted::ResponsesLaunched, None)]),
    (|header| header.mechanisms.sharing, &[("news_kept", Counted::NewsKept, None)]),
];
