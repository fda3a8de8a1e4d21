//! A committee that takes the decisions of a post: as assembled, and as it sits.

use crate::engine::distribution::Law;
use crate::engine::time::{SimTime, Span};
use crate::journal::entry::EntryId;
use crate::model::command::escalation::Judgement;
use crate::terms::id::{IncidentId, PostId, StationId};
use crate::terms::severity::Severity;

/// A committee as assembled.
#[derive(Clone, Debug)]
pub struct Committee {
    /// Whose decisions it takes.
    pub post: PostId,
    /// On incidents at least this grave.
    pub from_severity: Severity,
    /// A call to one member, or to all.
    pub notice: Law,
    /// Whether members are called one after another.
    pub is_serial: bool,
    /// Members in the order of their calls.
    pub members: Vec<Member>,
    /// Members who must sit.
    pub quorum: usize,
    /// Members who must agree, and how often each does; everybody agrees when absent.
    pub vote: Option<(usize, Judgement)>,
    /// Deliberation on one case.
    pub deliberation: Law,
    /// When decisions take effect.
    pub takes_effect: Effective,
    /// How long a quorum is waited for.
    pub no_quorum_after: Span,
    /// Whether a leader then decides alone.
    pub leader_decides: bool,
}

/// A member.
#[derive(Clone, Debug)]
pub struct Member {
    /// Key of its chance, made from its id.
    pub key: u64,
    /// Whether it may lead: chair or deputy.
    pub leads: bool,
    /// The desk where it is missing meanwhile.
    pub desk: Option<StationId>,
    /// Probability that a call finds it.
    pub reachable: f64,
    /// Whether it comes by road, not by video.
    pub is_by_road: bool,
    /// From the call until it sits.
    pub joins: Law,
}

/// When decisions take effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effective {
    /// When the deliberation on the case ends.
    AfterEach,
    /// When the meeting ends.
    AtEnd,
    /// At fixed points from the beginning of the meeting.
    Every(Span),
}

/// How far a meeting has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sitting {
    /// No meeting.
    None,
    /// Members have been called.
    Gathering,
    /// A quorum deliberates.
    Deliberating,
}

/// A case before a committee.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// The incident.
    pub incident: IncidentId,
    /// The journal's last entry about the case.
    pub entry: EntryId,
}

/// The seat of a member.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seat {
    /// Whether the member sits.
    pub is_taken: bool,
    /// Whether the member is away from the desk.
    pub is_away: bool,
    /// When the member left it.
    pub left: SimTime,
    /// How long the way took; nothing yet while under way.
    pub way: Option<Span>,
    /// Stamp of the wanted return.
    pub stamp: u32,
}

/// The state of a committee.
#[derive(Clone, Debug)]
pub struct Council {
    /// How far its meeting has come.
    pub sitting: Sitting,
    /// Cases that wait.
    pub cases: Vec<Case>,
    /// The case in hand.
    pub in_hand: Option<Case>,
    /// Cases decided whose decision takes effect at an instant to come; without one, when the meeting ends.
    pub decided: Vec<(Case, Option<SimTime>)>,
    /// Seats by member.
    pub seats: Vec<Seat>,
    /// Stamp of the present meeting.
    pub stamp: u32,
    /// When deliberation began.
    pub began: SimTime,
    /// The entry that convened it.
    pub convened: EntryId,
}

impl Council {
    /// Nobody called, with so many seats.
    #[must_use]
    pub fn new(seats: usize) -> Self {
        Self {
            sitting: Sitting::None,
            cases: Vec::new(),
            in_hand: None,
            decided: Vec::new(),
            seats: vec![Seat::default(); seats],
            stamp: 0,
            began: SimTime::ZERO,
            convened: EntryId::NONE,
        }
    }
}
