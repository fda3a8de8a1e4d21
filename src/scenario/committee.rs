//! Emergency management committees (应急管理委员会) of a structure: who sits, how they are called, and how they decide.

use serde::{Deserialize, Serialize};

use crate::scenario::approval::VoteSpec;
use crate::scenario::law::LawSpec;
use crate::scenario::structure::PostRef;
use crate::terms::severity::Severity;

const fn lightest() -> Severity {
    Severity::IV
}

const fn one() -> u32 {
    1
}

const fn certain() -> f64 {
    1.0
}

/// The committee of each post of one line and echelon. It takes the post's decisions on grave incidents: the office prepares the
/// case (the decision's service at its desk), then the committee is convened. A decision that a plan has made beforehand needs none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommitteeRow {
    /// Which posts.
    pub post: PostRef,
    /// It decides on incidents that the post knows to be at least this grave; on lighter ones the post decides itself.
    #[serde(default = "lightest")]
    pub from_severity: Severity,
    /// How members are called.
    pub notice: NoticeSpec,
    /// The members, in the order in which they are called; exactly one chair.
    pub members: Vec<MemberSpec>,
    /// Members who must sit before it may begin, the leader included (法定人数).
    pub quorum: u32,
    /// How long it deliberates on one case.
    pub deliberation: LawSpec,
    /// How it votes; everybody agrees when absent.
    #[serde(default)]
    pub vote: Option<VoteSpec>,
    /// When its decisions take effect.
    #[serde(default)]
    pub takes_effect: TakesEffect,
    /// After this many minutes from convening it is no longer waited for.
    pub no_quorum_after_min: f64,
    /// What happens then.
    pub without_quorum: WithoutQuorum,
}

/// How members are called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum NoticeSpec {
    /// One after another; each call takes this long, answered or not.
    Serial(LawSpec),
    /// All at once, after this long.
    Broadcast(LawSpec),
}

/// A member, or several equal ones.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberSpec {
    /// Id within the committee; with `count` above 1 the members are `id.1`, `id.2`, …
    pub id: String,
    /// Role.
    pub role: Role,
    /// How many.
    #[serde(default = "one")]
    pub count: u32,
    /// The desk at the same jurisdiction whose officer this is, who is missing there meanwhile; none for one who has no desk.
    #[serde(default)]
    pub desk: Option<DeskRef>,
    /// Probability that a call finds this member, drawn once for each incident that the committee is convened for: convened again for it,
    /// it finds the same.
    #[serde(default = "certain")]
    pub reachable: f64,
    /// From the call until this member sits.
    pub joins: Joining,
}

/// A desk at the committee's jurisdiction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeskRef {
    /// Line id.
    pub line: String,
    /// Desk id.
    pub desk: String,
}

/// The role of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// Leads (主任).
    Chair,
    /// Leads while the chair is not there (副主任).
    Deputy,
    /// Sits (成员).
    Member,
}

/// How a member joins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Joining {
    /// Comes to the room: leaves the desk at the call, and is back at it as long after the meeting as the way there took.
    Road(LawSpec),
    /// By video: leaves the desk only while sitting.
    Video(LawSpec),
}

/// When decisions take effect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum TakesEffect {
    /// When the deliberation on the case ends.
    #[default]
    AfterEach,
    /// When the meeting ends: after the last case that came up meanwhile.
    AtEnd,
    /// At fixed points, so many minutes apart from the beginning of the meeting.
    EveryMin(f64),
}

/// What happens when no quorum comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WithoutQuorum {
    /// Chair or deputy decides alone; with neither there, as under `GoesUp`.
    LeaderDecides,
    /// The post above is asked, where it may decide; otherwise the duty officer decides.
    GoesUp,
}
