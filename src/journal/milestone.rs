//! The recorded moments of a response. Past tense: each has happened.

use crate::terms::colour::Colour;
use crate::terms::id::{CapabilityId, PostId, StationId};
use crate::terms::severity::Severity;
use crate::terms::traffic::MatterKind;
use crate::terms::trigger::Trigger;

/// What has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Milestone {
    /// The onset of an incident.
    IncidentStarted,
    /// Another incident would have come, and the tape's row had brought about as many as it may: its streams end here.
    SecondaryBounded {
        /// Position among the rows of secondary incidents.
        row: u32,
    },
    /// A detection channel noticed it; the position of the channel in the header's list.
    IncidentDetected {
        /// Position of the channel in the header.
        channel: u32,
    },
    /// A false alarm came in at a post; the position of its channel in the header's list.
    FalseAlarm {
        /// Position of the channel in the header.
        channel: u32,
    },
    /// A warning was issued, raised, lowered or lifted; its position on the tape.
    WarningIssued {
        /// Position on the tape.
        warning: u32,
        /// Its colour.
        colour: Colour,
    },
    /// A post did not notice a call about a warning.
    WarningOverlooked {
        /// Position on the tape.
        warning: u32,
    },
    /// The duty officer of a post answered a warning.
    WarningAnswered {
        /// Position on the tape.
        warning: u32,
    },
    /// A post put units on standby.
    StandbyBegun {
        /// How many.
        units: u32,
    },
    /// A post let units stand down.
    StandbyEnded {
        /// How many.
        units: u32,
    },
    /// A warning started a plan of a post.
    PlanStarted {
        /// Position on the tape.
        warning: u32,
    },
    /// A plan of a post that a warning had started ended.
    PlanEnded {
        /// Position on the tape.
        warning: u32,
    },
    /// A unit set out for where it is to stand forward.
    UnitSentForward,
    /// A unit stands forward.
    UnitStaged,
    /// A unit that stood forward, or was to, set out for its base.
    UnitSentHome,
    /// A unit is at its base again without having had an errand on the way.
    UnitHome,
    /// A matter left for a post.
    MatterSent {
        /// What it is.
        kind: MatterKind,
        /// Where it goes.
        to: PostId,
        /// Why a request goes up; absent for anything else.
        why: Option<Trigger>,
    },
    /// A matter reached a desk.
    MatterReceived {
        /// What it is.
        kind: MatterKind,
    },
    /// An officer took a matter in hand.
    ServiceBegun {
        /// What it is.
        kind: MatterKind,
    },
    /// An officer put a matter down for another one, or to leave the desk.
    ServiceInterrupted {
        /// What it is.
        kind: MatterKind,
    },
    /// An officer finished a report or request, or relayed an order.
    ServiceEnded {
        /// What it is.
        kind: MatterKind,
    },
    /// A post graded the incident.
    IncidentGraded {
        /// The grade given.
        severity: Severity,
    },
    /// An incident has become graver by the grading table.
    IncidentWorsened {
        /// Its grade from now on.
        severity: Severity,
    },
    /// A post launched a response level for an incident, or raised it.
    ResponseLaunched {
        /// The level.
        level: Severity,
    },
    /// A post ended its response level for an incident.
    ResponseEnded {
        /// The level.
        level: Severity,
    },
    /// A post that believed an incident to be over learned that it is not.
    AllClearCorrected,
    /// A post sent a report back to be verified.
    ReportReturned,
    /// A post kept an incident to itself.
    ReportOmitted,
    /// A post passes an incident on as lighter than it knows it.
    ReportShaded {
        /// The grade that it passes on.
        severity: Severity,
    },
    /// A department kept news of an incident from another one.
    NewsKept {
        /// Who was not told.
        from: PostId,
    },
    /// A post formed its picture of the size of an incident anew.
    SizeEstimated {
        /// Age of the newest observation that it knows, ms.
        age_ms: u32,
        /// Its estimate as a multiple of the true size, in thousandths.
        permille: u16,
        /// Completeness of the fullest report, in hundredths.
        percent: u16,
    },
    /// A post asked for units by its estimate.
    UnitsAsked {
        /// Of which capability.
        capability: CapabilityId,
        /// How many it asks for, those sent included.
        units: u16,
        /// How many are needed in truth.
        needed: u16,
    },
    /// A post reports again.
    FollowUpBegun,
    /// A post reports the end of an incident.
    FinalReportBegun,
    /// A post goes past another one at whose desk nobody is.
    LevelSkipped {
        /// The post that is passed over.
        over: PostId,
    },
    /// A unit at the scene cannot do the work for which it was sent.
    UnitUnsuitable,
    /// A unit at the scene finds nothing left to do.
    UnitSuperfluous,
    /// A limit for a report of a post began with the news at its desk.
    LimitBegun {
        /// Position of the limit in the header.
        limit: u32,
    },
    /// A report left within its limit.
    LimitKept {
        /// Position of the limit in the header.
        limit: u32,
    },
    /// A limit ended before the report was on its way.
    ReportOverdue {
        /// Position of the limit in the header.
        limit: u32,
    },
    /// A report left after its limit had ended.
    ReportLate {
        /// Position of the limit in the header.
        limit: u32,
    },
    /// A post held a decision too long and asks the post above.
    DecisionEscalated,
    /// A request goes past the superior.
    SuperiorPassed {
        /// The superior.
        superior: PostId,
    },
    /// A superior took over what a post below was deciding.
    DecisionPulled {
        /// The post below.
        from: PostId,
    },
    /// A post agreed to a decision.
    ProposalApproved,
    /// A post did not agree to a decision.
    ProposalRefused,
    /// Everybody who must agree to a decision has agreed.
    ProposalCarried {
        /// Whether the response is needed.
        is_needed: bool,
    },
    /// A decision has been refused: it waits for news.
    ProposalShelved {
        /// Whether the response is needed.
        is_needed: bool,
    },
    /// A post may commit more while its response level is in force.
    RightsChanged,
    /// A post has a plan ready and uses it for its decision.
    PlanActivated,
    /// A task of a plan was given to the post that leads it.
    TaskGiven {
        /// Position in the header.
        task: u32,
        /// The post whose plan it is.
        of: PostId,
    },
    /// A task of a plan is done.
    TaskDone {
        /// Position in the header.
        task: u32,
        /// The post whose plan it is.
        of: PostId,
    },
    /// The deadline of a task of a plan passed before it was done.
    TaskOverdue {
        /// Position in the header.
        task: u32,
        /// The post whose plan it is.
        of: PostId,
    },
    /// A post has decided on a need, but a task of its plan must be done first.
    NeedHeld {
        /// Of which capability.
        capability: CapabilityId,
    },
    /// A post's office has prepared a case for its committee, which is convened or meets already.
    CommitteeConvened,
    /// A call found a member of a post's committee.
    MemberCalled {
        /// Position of the member.
        member: u16,
    },
    /// A member of a post's committee sat down.
    MemberJoined {
        /// Position of the member.
        member: u16,
    },
    /// A committee took a case in hand.
    DeliberationBegun,
    /// No quorum of a committee came in time.
    QuorumMissed,
    /// The number of officers on duty at a desk of a post changed.
    DutyChanged {
        /// The desk.
        desk: StationId,
        /// Officers on duty from now on.
        officers: u32,
    },
    /// A post called officers in who were off duty.
    OfficersRecalled,
    /// A post decided on a response.
    DecisionMade,
    /// A post sent for a unit.
    OrderIssued {
        /// For which capability.
        capability: CapabilityId,
    },
    /// No unit is to be had at present; the post keeps the need.
    NeedWaited {
        /// Of which capability.
        capability: CapabilityId,
        /// Units still wanted.
        units: u32,
    },
    /// The only free units for a need are kept for graver incidents; the post seeks on, or asks above.
    ReserveHeld {
        /// Of which capability.
        capability: CapabilityId,
    },
    /// A post asked another one for units that it lacks.
    AidRequested {
        /// Of which capability.
        capability: CapabilityId,
    },
    /// A post lends units.
    AidAccepted {
        /// Of which capability.
        capability: CapabilityId,
        /// How many.
        units: u32,
    },
    /// A post lends nothing.
    AidRefused {
        /// Of which capability.
        capability: CapabilityId,
    },
    /// A civil post needs troops and begins a request.
    ForceRequested,
    /// A request for troops went on to a military organ.
    RequestForwarded {
        /// Which organ.
        to: PostId,
        /// Units asked for.
        units: u32,
    },
    /// A request for troops was approved, by a military organ or by the government that asks.
    RequestApproved {
        /// Units granted.
        units: u32,
    },
    /// A request for troops was refused.
    RequestRefused {
        /// Units asked for.
        units: u32,
    },
    /// A request for troops ended without an answer: what it asked for was done.
    RequestLapsed {
        /// Units asked for.
        units: u32,
    },
    /// A post would ask for troops and does not yet know enough.
    RequestHeld,
    /// A post asked a garrison directly for a unit.
    UrgentRequested,
    /// A direct request reached the commander of a unit.
    CommanderCalled,
    /// The commander of a unit that was asked directly decided to start.
    UrgentDecided,
    /// The commander of a unit whose organ learned of an incident decided to start.
    SelfStarted,
    /// A unit that started without an approval reported up.
    SuperiorNotified {
        /// To which organ.
        to: PostId,
    },
    /// A liaison officer alerted the military organ of the same level.
    OrganAlerted {
        /// Which organ.
        organ: PostId,
    },
    /// A liaison officer came to the command body of a post.
    LiaisonArrived,
    /// The liaison officer left the command body of a post.
    LiaisonLeft,
    /// A civil post has taken command at the scene, or a military unit has come to where it commands: from now on that post gives the
    /// unit its task. Who commands the unit stays.
    TaskHandedOver {
        /// The civil post that gives the task.
        tasked_by: PostId,
        /// The military organ that commands.
        commanded_by: PostId,
    },
    /// A military unit has its task from the civil side and its command from the military side.
    TroopsTasked {
        /// The civil post that gives the task.
        tasked_by: PostId,
        /// The military organ that commands.
        commanded_by: PostId,
    },
    /// The order became known at the unit's base.
    OrderReceived,
    /// The unit had another order already.
    OrderRejected,
    /// Nobody sends for the unit any more: the request for it was refused, or was held until the incident was over.
    OrderWithdrawn,
    /// The unit left its errand for an order for a graver incident.
    OrderSuperseded,
    /// The unit turned round on its way back for another order.
    UnitRedirected,
    /// No unit that the post may send could ever serve a need.
    CapabilityLacking {
        /// Of which capability.
        capability: CapabilityId,
    },
    /// The unit failed on its errand; it is out until it is repaired.
    UnitFailed,
    /// The crew has worked for as long as it may and leaves the scene.
    CrewRelieved,
    /// The crew rests at the base.
    RestBegun,
    /// The unit has rested or been repaired.
    UnitReady,
    /// The unit departed.
    UnitDeparted,
    /// An incident was widely known from now on.
    IncidentPublicised,
    /// The public was told to stay away from an incident.
    NoticeIssued,
    /// The unit's organisation set out by itself.
    SelfDeployed,
    /// The unit was turned back before the scene.
    TurnedBack,
    /// The unit reported in at the scene.
    UnitCheckedIn,
    /// A unit that was held back at the scene has waited as long as it does.
    HoldEnded {
        /// Whether it goes to work without a leader; it goes home otherwise.
        is_let_in: bool,
    },
    /// A social group that nobody supervised brought a question to a post.
    GroupAsked,
    /// A post verified what the unit's organisation can do.
    OrganisationVerified,
    /// The unit's organisation asked for a letter of invitation.
    LetterAsked,
    /// The unit's letter of invitation was written.
    LetterIssued,
    /// The unit had been tasked and did not come.
    NoShow,
    /// The incident is over to which the unit did not come: it can be tasked again.
    NoShowEnded,
    /// The unit left its work before it was done.
    UnitWithdrew,
    /// A call past the desk that tasks it took the unit away.
    CalledAway,
    /// The unit was back from such a call.
    ErrandEnded,
    /// The unit came to the access road of the scene.
    UnitQueued,
    /// The last vehicle of the unit passed the access road.
    UnitPassed,
    /// The unit reached the scene.
    UnitArrived,
    /// The unit began work.
    WorkBegun {
        /// Of which capability.
        capability: CapabilityId,
    },
    /// The head of a unit, or somebody of a post, commands at the scene from now on.
    CommandTaken {
        /// Units at work that are led without loss from now on.
        span: u32,
    },
    /// A commander of a post is being briefed at the scene.
    HandoverBegun,
    /// All first-alarm capabilities are at work in the wanted number.
    EffectiveForceReached,
    /// A person was freed alive.
    CasualtyRescued {
        /// Number of the person in the incident.
        person: u32,
    },
    /// A person died.
    CasualtyDied {
        /// Number of the person in the incident.
        person: u32,
    },
    /// A unit took an injured person up.
    PatientLoaded {
        /// Number of the person in the incident.
        person: u32,
    },
    /// A unit reached a hospital with an injured person.
    PatientDelivered {
        /// Number of the person in the incident.
        person: u32,
        /// Position of the hospital in the header.
        hospital: u32,
    },
    /// Treatment of a person began who lives.
    CasualtyTreated {
        /// Number of the person in the incident.
        person: u32,
    },
    /// The people of a place are out.
    PlaceCleared {
        /// Position of the place in its need.
        place: u32,
        /// How many.
        persons: u32,
    },
    /// The deadline of an evacuation passed.
    DeadlinePassed {
        /// Persons who were not out.
        caught: u32,
    },
    /// A need that had to wait for another one opened.
    NeedOpened {
        /// Of which capability.
        capability: CapabilityId,
    },
    /// The work of one need is done.
    NeedContained {
        /// Of which capability.
        capability: CapabilityId,
    },
    /// All needs are contained.
    IncidentContained,
    /// The unit was released.
    UnitReleased,
    /// The unit is back at its base, or where it stands forward, and idle.
    UnitReturned,
    /// The last unit was released.
    IncidentClosed,
    /// A scripted inject took effect; its position on the tape.
    InjectApplied {
        /// Position on the tape.
        inject: u32,
    },
}

impl Milestone {
    /// The id used in files.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::IncidentStarted => "incident_started",
            Self::SecondaryBounded { .. } => "secondary_bounded",
            Self::IncidentDetected { .. } => "incident_detected",
            Self::FalseAlarm { .. } => "false_alarm",
            Self::WarningIssued { .. } => "warning_issued",
            Self::WarningOverlooked { .. } => "warning_overlooked",
            Self::WarningAnswered { .. } => "warning_answered",
            Self::StandbyBegun { .. } => "standby_begun",
            Self::StandbyEnded { .. } => "standby_ended",
            Self::PlanStarted { .. } => "plan_started",
            Self::PlanEnded { .. } => "plan_ended",
            Self::UnitSentForward => "unit_sent_forward",
            Self::UnitStaged => "unit_staged",
            Self::UnitSentHome => "unit_sent_home",
            Self::UnitHome => "unit_home",
            Self::MatterSent { .. } => "matter_sent",
            Self::MatterReceived { .. } => "matter_received",
            Self::ServiceBegun { .. } => "service_begun",
            Self::ServiceInterrupted { .. } => "service_interrupted",
            Self::ServiceEnded { .. } => "service_ended",
            Self::IncidentGraded { .. } => "incident_graded",
            Self::IncidentWorsened { .. } => "incident_worsened",
            Self::ResponseLaunched { .. } => "response_launched",
            Self::ResponseEnded { .. } => "response_ended",
            Self::AllClearCorrected => "all_clear_corrected",
            Self::ReportReturned => "report_returned",
            Self::ReportOmitted => "report_omitted",
            Self::NewsKept { .. } => "news_kept",
            Self::ReportShaded { .. } => "report_shaded",
            Self::SizeEstimated { .. } => "size_estimated",
            Self::UnitsAsked { .. } => "units_asked",
            Self::FollowUpBegun => "follow_up_begun",
            Self::FinalReportBegun => "final_report_begun",
            Self::LevelSkipped { .. } => "level_skipped",
            Self::UnitUnsuitable => "unit_unsuitable",
            Self::UnitSuperfluous => "unit_superfluous",
            Self::LimitBegun { .. } => "limit_begun",
            Self::LimitKept { .. } => "limit_kept",
            Self::ReportOverdue { .. } => "report_overdue",
            Self::ReportLate { .. } => "report_late",
            Self::DecisionEscalated => "decision_escalated",
            Self::SuperiorPassed { .. } => "superior_passed",
            Self::DecisionPulled { .. } => "decision_pulled",
            Self::ProposalApproved => "proposal_approved",
            Self::ProposalRefused => "proposal_refused",
            Self::ProposalCarried { .. } => "proposal_carried",
            Self::ProposalShelved { .. } => "proposal_shelved",
            Self::RightsChanged => "rights_changed",
            Self::PlanActivated => "plan_activated",
            Self::TaskGiven { .. } => "task_given",
            Self::TaskDone { .. } => "task_done",
            Self::TaskOverdue { .. } => "task_overdue",
            Self::NeedHeld { .. } => "need_held",
            Self::CommitteeConvened => "committee_convened",
            Self::MemberCalled { .. } => "member_called",
            Self::MemberJoined { .. } => "member_joined",
            Self::DeliberationBegun => "deliberation_begun",
            Self::QuorumMissed => "quorum_missed",
            Self::DutyChanged { .. } => "duty_changed",
            Self::OfficersRecalled => "officers_recalled",
            Self::DecisionMade => "decision_made",
            Self::OrderIssued { .. } => "order_issued",
            Self::NeedWaited { .. } => "need_waited",
            Self::ReserveHeld { .. } => "reserve_held",
            Self::AidRequested { .. } => "aid_requested",
            Self::AidAccepted { .. } => "aid_accepted",
            Self::AidRefused { .. } => "aid_refused",
            Self::ForceRequested => "force_requested",
            Self::RequestForwarded { .. } => "request_forwarded",
            Self::RequestApproved { .. } => "request_approved",
            Self::RequestRefused { .. } => "request_refused",
            Self::RequestLapsed { .. } => "request_lapsed",
            Self::RequestHeld => "request_held",
            Self::UrgentRequested => "urgent_requested",
            Self::CommanderCalled => "commander_called",
            Self::UrgentDecided => "urgent_decided",
            Self::SelfStarted => "self_started",
            Self::SuperiorNotified { .. } => "superior_notified",
            Self::OrganAlerted { .. } => "organ_alerted",
            Self::OrganisationVerified => "organisation_verified",
            Self::LiaisonArrived => "liaison_arrived",
            Self::LiaisonLeft => "liaison_left",
            Self::TaskHandedOver { .. } => "task_handed_over",
            Self::TroopsTasked { .. } => "troops_tasked",
            Self::OrderReceived => "order_received",
            Self::OrderRejected => "order_rejected",
            Self::OrderWithdrawn => "order_withdrawn",
            Self::OrderSuperseded => "order_superseded",
            Self::UnitRedirected => "unit_redirected",
            Self::CapabilityLacking { .. } => "capability_lacking",
            Self::UnitFailed => "unit_failed",
            Self::CrewRelieved => "crew_relieved",
            Self::RestBegun => "rest_begun",
            Self::UnitReady => "unit_ready",
            Self::UnitDeparted => "unit_departed",
            Self::IncidentPublicised => "incident_publicised",
            Self::NoticeIssued => "notice_issued",
            Self::SelfDeployed => "self_deployed",
            Self::TurnedBack => "turned_back",
            Self::UnitCheckedIn => "unit_checked_in",
            Self::HoldEnded { .. } => "hold_ended",
            Self::GroupAsked => "group_asked",
            Self::LetterAsked => "letter_asked",
            Self::LetterIssued => "letter_issued",
            Self::NoShow => "no_show",
            Self::NoShowEnded => "no_show_ended",
            Self::UnitWithdrew => "unit_withdrew",
            Self::CalledAway => "called_away",
            Self::ErrandEnded => "errand_ended",
            Self::UnitQueued => "unit_queued",
            Self::UnitPassed => "unit_passed",
            Self::UnitArrived => "unit_arrived",
            Self::WorkBegun { .. } => "work_begun",
            Self::CommandTaken { .. } => "command_taken",
            Self::HandoverBegun => "handover_begun",
            Self::EffectiveForceReached => "effective_force_reached",
            Self::CasualtyRescued { .. } => "casualty_rescued",
            Self::CasualtyDied { .. } => "casualty_died",
            Self::PatientLoaded { .. } => "patient_loaded",
            Self::PatientDelivered { .. } => "patient_delivered",
            Self::CasualtyTreated { .. } => "casualty_treated",
            Self::PlaceCleared { .. } => "place_cleared",
            Self::DeadlinePassed { .. } => "deadline_passed",
            Self::NeedOpened { .. } => "need_opened",
            Self::NeedContained { .. } => "need_contained",
            Self::IncidentContained => "incident_contained",
            Self::UnitReleased => "unit_released",
            Self::UnitReturned => "unit_returned",
            Self::IncidentClosed => "incident_closed",
            Self::InjectApplied { .. } => "inject_applied",
        }
    }
}
