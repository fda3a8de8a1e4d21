//! Which interval, part and place the time before a step belongs to: a table over all milestones.

use crate::journal::entry::Entry;
use crate::journal::header::Header;
use crate::journal::milestone::Milestone;
use crate::measure::record::Where;
use crate::terms::id::PostId;
use crate::terms::interval::{Interval, Part};

/// Where the time between two steps of a critical path went; `phase` is the interval of steps at desks.
pub fn classify(from: &Entry, to: &Entry, phase: Interval, header: &Header) -> (Interval, Part, Where, Option<PostId>) {
    let scene = |interval| (interval, Part::Whole, Where::Scene, None);
    let unit = |interval, part| (interval, part, Where::Unit, None);
    let at_post = |part| {
        let place = to.about.post.map_or(Where::Scene, |post| Where::Echelon(header.post(post).echelon));
        (phase, part, place, to.about.post)
    };
    match to.milestone {
        Milestone::IncidentStarted
        | Milestone::IncidentDetected { .. }
        | Milestone::IncidentWorsened { .. }
        | Milestone::IncidentPublicised
        | Milestone::NoticeIssued => scene(Interval::Detect),
        Milestone::SelfDeployed => unit(Interval::Order, Part::Wait),
        Milestone::UnitCheckedIn | Milestone::HoldEnded { .. } => scene(Interval::Deploy),
        Milestone::MatterSent { .. } if matches!(from.milestone, Milestone::ServiceBegun { .. }) => at_post(Part::Service),
        Milestone::MatterReceived { .. } | Milestone::ProposalCarried { .. } => at_post(Part::Transit),
        Milestone::DeliberationBegun | Milestone::QuorumMissed => at_post(Part::Convene),
        Milestone::ServiceInterrupted { .. }
        | Milestone::ServiceEnded { .. }
        | Milestone::ProposalApproved
        | Milestone::ProposalRefused
        | Milestone::DecisionMade
        | Milestone::OrganisationVerified
        | Milestone::TaskDone { .. }
        | Milestone::RequestApproved { .. }
        | Milestone::RequestRefused { .. }
        | Milestone::RequestLapsed { .. } => at_post(Part::Service),
        Milestone::MatterSent { .. }
        | Milestone::ServiceBegun { .. }
        | Milestone::IncidentGraded { .. }
        | Milestone::FalseAlarm { .. }
        | Milestone::ReportReturned
        | Milestone::ReportOmitted
        | Milestone::NewsKept { .. }
        | Milestone::ReportShaded { .. }
        | Milestone::SizeEstimated { .. }
        | Milestone::UnitsAsked { .. }
        | Milestone::FollowUpBegun
        | Milestone::FinalReportBegun
        | Milestone::LevelSkipped { .. }
        | Milestone::LimitBegun { .. }
        | Milestone::LimitKept { .. }
        | Milestone::ReportOverdue { .. }
        | Milestone::ReportLate { .. }
        | Milestone::SuperiorPassed { .. }
        | Milestone::DecisionPulled { .. }
        | Milestone::ProposalShelved { .. }
        | Milestone::RightsChanged
        | Milestone::PlanActivated
        | Milestone::SecondaryBounded { .. }
        | Milestone::DecisionEscalated
        | Milestone::WarningIssued { .. }
        | Milestone::WarningOverlooked { .. }
        | Milestone::WarningAnswered { .. }
        | Milestone::PlanStarted { .. }
        | Milestone::PlanEnded { .. }
        | Milestone::StandbyBegun { .. }
        | Milestone::StandbyEnded { .. }
        | Milestone::ResponseLaunched { .. }
        | Milestone::ResponseEnded { .. }
        | Milestone::AllClearCorrected
        | Milestone::CommitteeConvened
        | Milestone::MemberCalled { .. }
        | Milestone::MemberJoined { .. }
        | Milestone::DutyChanged { .. }
        | Milestone::OfficersRecalled
        | Milestone::TaskGiven { .. }
        | Milestone::TaskOverdue { .. }
        | Milestone::NeedHeld { .. }
        | Milestone::OrderIssued { .. }
        | Milestone::ReserveHeld { .. }
        | Milestone::AidRequested { .. }
        | Milestone::CapabilityLacking { .. }
        | Milestone::AidAccepted { .. }
        | Milestone::AidRefused { .. }
        | Milestone::ForceRequested
        | Milestone::RequestHeld
        | Milestone::UrgentRequested
        | Milestone::OrganAlerted { .. }
        | Milestone::LiaisonArrived
        | Milestone::LiaisonLeft
        | Milestone::RequestForwarded { .. }
        | Milestone::NeedWaited { .. } => at_post(Part::Wait),
        Milestone::InjectApplied { .. } => scene(Interval::Order),
        Milestone::CommanderCalled | Milestone::SuperiorNotified { .. } => unit(phase, Part::Transit),
        Milestone::UrgentDecided | Milestone::SelfStarted => unit(phase, Part::Service),
        Milestone::OrderReceived
        | Milestone::OrderRejected
        | Milestone::OrderWithdrawn
        | Milestone::OrderSuperseded
        | Milestone::UnitRedirected
        | Milestone::TroopsTasked { .. } => unit(Interval::Order, Part::Transit),
        Milestone::UnitSentForward | Milestone::UnitStaged | Milestone::UnitSentHome | Milestone::UnitHome => {
            unit(Interval::Travel, Part::Whole)
        }
        Milestone::LetterIssued => unit(Interval::Mobilise, Part::Wait),
        Milestone::LetterAsked | Milestone::NoShow | Milestone::CalledAway | Milestone::ErrandEnded | Milestone::UnitDeparted => {
            unit(Interval::Mobilise, Part::Whole)
        }
        Milestone::UnitPassed => unit(Interval::Travel, Part::Wait),
        Milestone::UnitQueued | Milestone::UnitArrived | Milestone::TurnedBack => unit(Interval::Travel, Part::Whole),
        Milestone::WorkBegun { .. } => scene(Interval::Deploy),
        Milestone::EffectiveForceReached
        | Milestone::CommandTaken { .. }
        | Milestone::TaskHandedOver { .. }
        | Milestone::UnitUnsuitable
        | Milestone::UnitSuperfluous
        | Milestone::GroupAsked
        | Milestone::UnitWithdrew
        | Milestone::HandoverBegun
        | Milestone::CasualtyRescued { .. }
        | Milestone::CasualtyDied { .. }
        | Milestone::PatientLoaded { .. }
        | Milestone::PatientDelivered { .. }
        | Milestone::CasualtyTreated { .. }
        | Milestone::PlaceCleared { .. }
        | Milestone::DeadlinePassed { .. }
        | Milestone::NeedOpened { .. }
        | Milestone::NeedContained { .. }
        | Milestone::IncidentContained
        | Milestone::UnitFailed
        | Milestone::CrewRelieved
        | Milestone::RestBegun
        | Milestone::UnitReady
        | Milestone::NoShowEnded
        | Milestone::UnitReleased
        | Milestone::UnitReturned
        | Milestone::IncidentClosed => scene(Interval::Contain),
    }
}
