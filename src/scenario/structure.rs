//! The command structure file, root type `Structure`: four tables, staffing by level, and an overlay that moves means.
//!
//! A structure says *who*; the world says *with what*. Two structures run under the same world, tape and luck.

use serde::{Deserialize, Serialize};

use crate::scenario::aid::AidRow;
use crate::scenario::approval::ApprovalRow;
use crate::scenario::committee::CommitteeRow;
use crate::scenario::convergence::SocialLinkage;
use crate::scenario::delegation::Delegation;
use crate::scenario::desk::DeskRule;
use crate::scenario::dispatch::DispatchRow;
use crate::scenario::duty::{RecallRow, ShiftRow};
use crate::scenario::escalation::{LevelNotice, PullRow, SkipRow};
use crate::scenario::estimate::Estimates;
use crate::scenario::fitness::FitnessRow;
use crate::scenario::law::LawSpec;
use crate::scenario::military::Military;
use crate::scenario::overlay::{KindRef, Overlay};
use crate::scenario::practice::{ConductRow, MonitoringRow, PlanRow, Sharing};
use crate::scenario::response::ResponseRow;
use crate::scenario::scene::SceneCommand;
use crate::scenario::service_area::ServiceArea;
use crate::scenario::warning::{ReadinessRow, WarningLink};
use crate::terms::language::Name;
use crate::terms::severity::Severity;

/// A command structure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Structure {
    /// Format version, 1.
    pub format: u32,
    /// Id of the structure.
    pub id: String,
    /// Name in both languages.
    pub name: Name,
    /// Name of the structure on which this one is based: every table that is left out here is that one's; a table that is
    /// written is its own, were it empty.
    #[serde(default)]
    pub base: Option<String>,
    /// The echelons from the top down; each stands on one level of the world. Levels not named have no posts.
    #[serde(default)]
    pub echelons: Vec<EchelonSpec>,
    /// Kinds of jurisdiction that this structure abolishes; their posts vanish, their agencies go to the superior.
    #[serde(default)]
    pub abolishes: Vec<KindRef>,
    /// Who reports to whom: up, across, skipping.
    #[serde(default)]
    pub reporting: Vec<ReportingLink>,
    /// Who may decide what.
    #[serde(default)]
    pub rights: Vec<RightRow>,
    /// The share of rights that is moved one level down, with the means to use them; none when absent.
    #[serde(default)]
    pub delegation: Option<Delegation>,
    /// Who sees which units.
    #[serde(default)]
    pub visibility: Vec<VisibilityRow>,
    /// Who may commit which units, and by which way the order goes.
    #[serde(default)]
    pub commitment: Vec<CommitmentRow>,
    /// Officers by line, echelon and desk, where they differ from the world's.
    #[serde(default)]
    pub staffing: Vec<StaffingRow>,
    /// How desks work, where that differs from the world's.
    #[serde(default)]
    pub desk_rules: Vec<DeskRule>,
    /// Officers by the hour of the day, where they differ from the usual number.
    #[serde(default)]
    pub shifts: Vec<ShiftRow>,
    /// Officers who are called in when a desk is overrun.
    #[serde(default)]
    pub recalls: Vec<RecallRow>,
    /// How posts handle the news that they pass on: late, light, or not at all; faithful and without limits where no row stands.
    #[serde(default)]
    pub conduct: Vec<ConductRow>,
    /// Completeness of reports and errors of estimates; every post that decides knows what is needed when absent.
    #[serde(default)]
    pub estimates: Option<Estimates>,
    /// Plans (预案) that are ready: they shorten decisions or make them beforehand.
    #[serde(default)]
    pub plans: Vec<PlanRow>,
    /// Superiors that may take a decision over from a post below; nobody does when absent.
    #[serde(default)]
    pub pulls: Vec<PullRow>,
    /// When requests go past the superior; never when absent.
    #[serde(default)]
    pub skips: Vec<SkipRow>,
    /// Who must agree to the decisions of posts; nobody else when absent.
    #[serde(default)]
    pub approvals: Vec<ApprovalRow>,
    /// Coefficient of variation of a factor of mean 1 on the time of each decision for which no plan is ready, above 0; none when absent.
    #[serde(default)]
    pub unplanned_cv: Option<f64>,
    /// Committees that take the decisions of posts.
    #[serde(default)]
    pub committees: Vec<CommitteeRow>,
    /// What the structure changes in the coverage of detection channels; a channel that the world lacks is passed over.
    #[serde(default)]
    pub monitoring: Vec<MonitoringRow>,
    /// Whether departments share what they know; at once and always when absent.
    #[serde(default)]
    pub sharing: Option<Sharing>,
    /// Response levels that posts launch.
    #[serde(default)]
    pub responses: Vec<ResponseRow>,
    /// Whom a post tells of its response level so that they raise theirs; nobody when absent.
    #[serde(default)]
    pub level_notices: Vec<LevelNotice>,
    /// Who calls whom when a warning is issued.
    #[serde(default)]
    pub warning_links: Vec<WarningLink>,
    /// Units that a warning puts on standby.
    #[serde(default)]
    pub readiness: Vec<ReadinessRow>,
    /// How civil posts ask for troops; by the commitment table alone when absent.
    #[serde(default)]
    pub military: Option<Military>,
    /// Command at the scene; without it everybody works at full pace under nobody.
    #[serde(default)]
    pub scene_command: Option<SceneCommand>,
    /// In which order the injured are transported; as they are freed when empty. Classes that are not named come last.
    #[serde(default)]
    pub transport_order: Vec<String>,
    /// Limits of units: hours of work, failures, hours off duty, range.
    #[serde(default)]
    pub fitness: Vec<FitnessRow>,
    /// Where units serve; everywhere where no row stands.
    #[serde(default)]
    pub service_areas: Vec<ServiceArea>,
    /// Whom posts ask for units that they lack; nobody but the post above where no row stands.
    #[serde(default)]
    pub aid: Vec<AidRow>,
    /// How posts choose the units that they send; the nearest where no row stands.
    #[serde(default)]
    pub dispatch: Vec<DispatchRow>,
    /// How those who come to a scene are dealt with; without it nobody is escorted, told to stay away, checked in or supervised.
    #[serde(default)]
    pub social_linkage: Option<SocialLinkage>,
    /// Means that move with the structure; a comparison says so.
    #[serde(default)]
    pub overlay: Overlay,
}

/// An echelon of the structure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EchelonSpec {
    /// Id of the echelon, shown in outputs.
    pub id: String,
    /// Level id of the world.
    pub level: String,
    /// Name in both languages.
    pub name: Name,
}

/// All posts of one line at one echelon.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostRef {
    /// Line id.
    pub line: String,
    /// Echelon id.
    pub echelon: String,
}

/// One row of the reporting table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportingLink {
    /// Who sends.
    pub from: PostRef,
    /// Who receives: at the sender's own jurisdiction, above it, or at its neighbours.
    pub to: PostRef,
    /// Direction of the link.
    pub direction: Direction,
    /// What may go over it.
    pub carries: Vec<Carried>,
    /// Reports of incidents at least this grave; requests always.
    pub from_severity: Severity,
    /// Time on the way.
    pub transit: LawSpec,
}

/// Direction of a reporting link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// To the post of the next echelon above.
    Up,
    /// To a post above, past at least one echelon (越级上报).
    Skip,
    /// To a post of another line at the same jurisdiction.
    Across,
    /// To the posts of the same echelon under the same superior.
    Neighbours,
}

/// What a reporting link carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Carried {
    /// News of an incident.
    Reports,
    /// Requests for a decision or for means that the sender lacks. Only on `Up`, `Skip` and `Across`; the first row that fits is used.
    Requests,
}

/// One row of the decision-rights table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RightRow {
    /// Who decides.
    pub post: PostRef,
    /// Over units of which lines.
    pub lines: Vec<String>,
    /// From this severity on …
    #[serde(default = "lightest")]
    pub from_severity: Severity,
    /// … up to this severity.
    pub up_to_severity: Severity,
    /// Only while a response level of the post for the incident is in force that is at least this; at any time when absent.
    #[serde(default)]
    pub from_level: Option<Severity>,
    /// What the post may do.
    pub right: Right,
}

const fn lightest() -> Severity {
    Severity::IV
}

const fn gravest() -> Severity {
    Severity::I
}

/// A decision right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Right {
    /// May only ask: the need goes up with the request.
    Propose,
    /// May commit units of agencies of its own jurisdiction.
    CommitOwn,
    /// May commit units wherever the commitment table lets it reach.
    CommitInScope,
}

/// How far a post reaches from its jurisdiction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Reach {
    /// Agencies of its own jurisdiction.
    Own,
    /// Agencies of its own jurisdiction and of all below.
    Below,
    /// Agencies of the jurisdictions under the same superior and of all below them, its own left out (mutual aid).
    Neighbours,
    /// Every agency of the world.
    Everywhere,
}

/// One row of the visibility table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VisibilityRow {
    /// Who sees.
    pub post: PostRef,
    /// Units of which lines.
    pub lines: Vec<String>,
    /// How far.
    pub reach: Reach,
    /// Whether it also sees orders that other posts have given and that have not yet reached the unit.
    pub shares_orders: bool,
}

/// One row of the commitment table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommitmentRow {
    /// Who commits.
    pub post: PostRef,
    /// Units of which line.
    pub line: String,
    /// How far.
    pub reach: Reach,
    /// For incidents from this severity on …
    #[serde(default = "lightest")]
    pub from_severity: Severity,
    /// … up to this severity. Of several rows that reach a unit in a grade, the first is used.
    #[serde(default = "gravest")]
    pub up_to_severity: Severity,
    /// The posts that the order passes on its way, each with a service at its desk; none for a direct order.
    #[serde(default)]
    pub via: Vec<Relay>,
    /// Time on the way of each hop, the last one to the unit's base included.
    pub transit: LawSpec,
}

/// A post on the way of an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relay {
    /// Line id.
    pub line: String,
    /// Echelon id.
    pub echelon: String,
    /// Whose: above or at the decider's jurisdiction, or above or at the owner's.
    pub side: Side,
}

/// Whose jurisdiction a relay is looked up from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// The deciding post's.
    Decider,
    /// That of the agency that owns the unit.
    Owner,
}

/// Officers at the desks of one line and echelon.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffingRow {
    /// Which posts.
    pub post: PostRef,
    /// Desk id.
    pub desk: String,
    /// Officers on duty, 1 or more.
    pub officers: u32,
}
