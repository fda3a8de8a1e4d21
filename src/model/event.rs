//! What will happen: the closed list of calendar events. `phases.rs` maps each to its handler.
//!
//! `Event` is the calendar's word, as in every text on discrete-event simulation; neither observers nor messages of the ECS are
//! used. An event that is no longer wanted is not taken out: it carries a stamp, and whoever scheduled it has moved on to the
//! next stamp.

use crate::engine::agenda::Agenda;
use crate::engine::calendar::{Calendar, Phase};
use crate::engine::time::{SimTime, Span};
use crate::terms::id::{IncidentId, PostId, StationId, UnitId};

/// Index that stands for none in the compact links of hot components.
pub const NONE: u32 = u32::MAX;

/// A matter's row in the pool of matters; rows are used again, numbers (`MatterId`) are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatterRow(pub u32);

/// A need, by its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NeedId(pub u32);

/// A person in danger, by row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PersonId(pub u32);

/// What will happen.
#[derive(Clone, Copy, Debug)]
pub enum Event {
    /// An incident begins.
    IncidentStarts(IncidentId),
    /// A scripted inject takes effect, by its position on the tape.
    InjectStarts(u32),
    /// The effect of an inject ends.
    InjectEnds(u32),
    /// Statistics begin anew.
    WarmupEnds,
    /// A detection channel notices an incident.
    ChannelDetects(IncidentId, u32),
    /// A warning is issued, by its position.
    WarningIssued(u32),
    /// A warning that nobody noticed is called again.
    CallAgain(MatterRow),
    /// Units stand by, by a row of a post's readiness, if the stamp is still that of the row.
    StandbyBegins(PostId, u16, u32),
    /// A unit without an errand is where it was going, if the stamp is still that of its whereabouts.
    UnitStands(UnitId, u32),
    /// A post's response level for an incident is approved, by its position among the post's levels.
    LevelApproved(IncidentId, PostId, u16),
    /// A unit beyond the span asks the post that commands, if the stamp is still wanted.
    SceneAsks(IncidentId, u32),
    /// A commander sent by a post is at the scene.
    CommanderArrives(IncidentId, PostId),
    /// The briefing of a commander ends.
    HandoverEnds(IncidentId, PostId),
    /// A call finds a member: committee, member, stamp of the meeting.
    MemberCalled(u32, u16, u32),
    /// A member sits down.
    MemberJoins(u32, u16, u32),
    /// A member is back at the desk, if the stamp is still the seat's.
    MemberReturns(u32, u16, u32),
    /// The deliberation on a case ends: committee, stamp of the meeting.
    DeliberationEnds(u32, u32),
    /// Decisions of a committee take effect.
    DecisionPoint(u32),
    /// A quorum is no longer waited for.
    QuorumDue(u32, u32),
    /// An incident is widely known.
    IncidentPublicised(IncidentId),
    /// The public is told to stay away from an incident.
    NoticeIssued(IncidentId),
    /// An organisation sets out for an incident unasked, if the stamp is still the gathering's.
    OrganisationSetsOut(IncidentId, u32),
    /// A unit has reported in at an incident.
    CheckInEnds(UnitId, IncidentId),
    /// A social group at work may have its next question, by its number.
    GroupAsks(UnitId, u32),
    /// A team's letter for an incident is written.
    LetterIssued(UnitId, IncidentId),
    /// Letters for an incident can be written.
    GateOpens(IncidentId),
    /// A unit leaves its work, if the stay is still the unit's.
    UnitWithdraws(UnitId, u32),
    /// Somebody calls a team past the desk that tasks it: inject, number of the call.
    NumberCalled(u32, u32),
    /// A team is back from an errand of which nobody knew who tasks it.
    ErrandEnds(UnitId),
    /// A shift begins or ends, by its position.
    ShiftChanges(u32),
    /// Officers who were off duty are at the desk.
    OfficersComeIn(StationId),
    /// An officer leaves the desk or comes back: position among the absences, number of the turn.
    OfficerTurns(u32, u32),
    /// The next background matter comes to a desk, by the position of its flow.
    BackgroundArrives(u32),
    /// The next matter of a laboratory source comes.
    SourceEmits(u32),
    /// A matter reaches a station.
    MatterArrives(MatterRow),
    /// A service ends, if the stamp is still the matter's.
    ServiceEnds(MatterRow, u32),
    /// A matter's patience ends, if the stamp is still the matter's.
    PatienceEnds(MatterRow, u32),
    /// A post's plan has decided on an incident beforehand.
    PlanDecides(IncidentId, PostId),
    /// The answer that everybody agrees to a post's decision is back.
    ProposalCarried(IncidentId, PostId),
    /// A post proposes a refused decision again.
    ProposedAgain(IncidentId, PostId, u16),
    /// A task of a plan is done, by its row.
    TaskEnds(u32),
    /// The deadline of a task of a plan, by its row.
    TaskDue(u32),
    /// A post has held a decision on an incident for as long as it may.
    DecisionDue(IncidentId, PostId),
    /// A unit fails, if its errand is still this one.
    UnitFails(UnitId, u32),
    /// A crew has worked for as long as it may, if it has been at work since then.
    CrewTires(UnitId, SimTime),
    /// A unit has rested or been repaired.
    UnitIsReady(UnitId),
    /// Units of a kind go off duty, or are on duty again.
    UnitsChangeDuty(u32),
    /// Aid that was agreed beforehand comes about, by the position of its case.
    AidAgreed(u32),
    /// A post has let needs collect for as long as it does.
    CollectingEnds(PostId),
    /// A limit for reporting an incident ends, by its number among those of the incident.
    LimitEnds(IncidentId, u32),
    /// A post has drafted its written report on an incident.
    ReportWritten(IncidentId, PostId),
    /// News that a post has kept for a while goes to another department, by its position among what is held back.
    NewsLeaves(u32),
    /// A post's next follow-up report on an incident is due.
    FollowUpDue(IncidentId, PostId),
    /// A direct request reaches the commander of a unit.
    CallReaches(UnitId, NeedId),
    /// The commander of a unit decides on setting out without an approval.
    CommanderDecides(UnitId, NeedId),
    /// A liaison officer comes to the command body of a post, or leaves it.
    LiaisonTurns(PostId),
    /// A unit has been held back at a scene for as long as it waits.
    HoldEnds(UnitId, IncidentId),
    /// A post of the military linkage has read of an incident.
    LinkageHears(IncidentId, PostId),
    /// A post has held a request for troops for as long as it may.
    RequestDue(IncidentId, PostId),
    /// An order reaches a unit for a need.
    OrderReaches(UnitId, NeedId),
    /// A unit departs.
    UnitDeparts(UnitId),
    /// A unit reaches the scene, or the access road before it.
    UnitArrives(UnitId),
    /// A unit has passed the access road.
    UnitPasses(UnitId),
    /// A unit begins work.
    WorkBegins(UnitId),
    /// A unit has done its own task.
    WorkEnds(UnitId),
    /// A unit is back at its base.
    UnitReturns(UnitId),
    /// The shared work of a need crosses its next threshold, if the stamp is still the need's.
    WorkCrosses(NeedId, u32),
    /// A unit reaches a hospital with a patient.
    PatientArrives(UnitId),
    /// A unit is back at the scene for another patient.
    CarrierReturns(UnitId),
    /// A place in a hospital is free again, by the position of the hospital.
    TreatmentEnds(u32),
    /// Whoever is to be moved and is not out is caught.
    DeadlinePasses(NeedId),
    /// An incident brings about the next one of a stream at a fixed rate, by the position of the stream.
    SecondaryDue(u32),
    /// A person not yet freed dies.
    PersonDies(PersonId),
}

/// The future and the agenda: what every handler may add to.
#[derive(Debug, Default)]
pub struct Clock {
    /// Future events.
    pub calendar: Calendar<Event>,
    /// Stations that may begin a service.
    pub stations: Agenda,
    /// Posts that may send for units.
    pub deciders: Agenda,
}

impl Clock {
    /// A clock for so many stations and posts.
    #[must_use]
    pub fn new(stations: usize, deciders: usize) -> Self {
        Self { calendar: Calendar::new(), stations: Agenda::new(stations), deciders: Agenda::new(deciders) }
    }

    /// The present instant.
    #[inline]
    #[must_use]
    pub const fn now(&self) -> SimTime {
        self.calendar.now()
    }

    /// Schedules an event after a span.
    #[inline]
    pub fn after(&mut self, span: Span, phase: Phase, event: Event) {
        self.calendar.schedule(self.calendar.now() + span, phase, event);
    }

    /// Puts a station on the agenda.
    #[inline]
    pub fn concerns_station(&mut self, station: StationId) {
        self.stations.put(station.0);
    }

    /// Forgets everything.
    pub fn reset(&mut self) {
        self.calendar.reset();
        self.stations.reset();
        self.deciders.reset();
    }
}
