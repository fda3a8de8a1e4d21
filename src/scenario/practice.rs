//! How the posts of a structure work, beside who may do what: the conduct of reports, and plans.

use serde::{Deserialize, Serialize};

use crate::scenario::forces::CoverageRow;
use crate::scenario::law::LawSpec;
use crate::scenario::structure::PostRef;
use crate::terms::colour::Colour;

const fn one() -> u32 {
    1
}

/// How the posts of one line and echelon handle the news that they pass on (迟报、漏报、瞒报，核实与续报).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConductRow {
    /// Which posts.
    pub post: PostRef,
    /// Reports and requests that a post must have read before it believes the news and acts on it, 1 or more (核实).
    #[serde(default = "one")]
    pub confirmations: u32,
    /// Probability that a post never reports an incident (omission, 漏报), drawn once for the incident; requests still go.
    #[serde(default)]
    pub omission: f64,
    /// Probability that a report or request goes out one grade lighter than the post knows (shading, 瞒报), drawn for each version.
    #[serde(default)]
    pub shading: f64,
    /// Probability that a report just read goes back to its sender to be verified, below 1, drawn each time.
    #[serde(default)]
    pub send_back: f64,
    /// From sending a report back until it is there again; needed where `send_back` is above 0.
    #[serde(default)]
    pub verification: Option<LawSpec>,
    /// How long a post may hold a decision; then it stops, for good, and asks the post above, where that one may decide (逾时上交),
    /// min; for ever when absent. What has been refused (`approvals`) does not go up.
    #[serde(default)]
    pub decide_within_min: Option<f64>,
    /// What happens then to the post's own decision.
    #[serde(default)]
    pub time_out: TimeOut,
    /// Gap between follow-up reports (续报) to the post that its requests go to, while the incident is not contained, min; none when
    /// absent.
    #[serde(default)]
    pub follow_up_min: Option<f64>,
    /// That gap for incidents of grades III and IV; `follow_up_min` for all when absent.
    #[serde(default)]
    pub follow_up_light_min: Option<f64>,
    /// Whether the post reports once more when the incident is contained (终报).
    #[serde(default)]
    pub final_report: bool,
    /// Whether a report goes to the post above the next one where nobody is at the next one's desk (越级); requests go by `skips`.
    #[serde(default)]
    pub skips_unmanned: bool,
    /// From believing the news until the post's written report is drafted (书面报告); it then goes to all to whom the post reports.
    /// Without it the first report is the only one.
    #[serde(default)]
    pub writing: Option<LawSpec>,
    /// What the post does about a report that has missed its limit.
    #[serde(default)]
    pub when_overdue: WhenOverdue,
}

/// What a post does about a report that has missed its limit. The limits are a scenario's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum WhenOverdue {
    /// Nothing: it is only counted.
    #[default]
    Waits,
    /// When the limit ends, the news that still waits at the post's own desk goes before the others of its class, behind those that
    /// already do.
    TakenNext,
    /// The late report goes before the others of its class at the desk that receives it, behind those that already do.
    JumpsQueue,
}

/// What becomes of a decision that a post has held too long.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimeOut {
    /// The post stops; only the one above decides.
    #[default]
    Cancel,
    /// The post goes on while the one above decides as well: the first decision counts, the other is void.
    Race,
}

/// Whether departments share what they know (信息共享): news that goes over `Across` links.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sharing {
    /// Probability that a report goes over such a link at all, drawn for incident, sender and receiver; requests always go.
    pub probability: f64,
    /// How much later it leaves.
    pub delay: LawSpec,
}

/// What a structure changes in the monitoring and early-warning network (横向到边、纵向到底): the coverage of one channel. Draws are the
/// channel's own, so that more coverage under one structure notices everything that less coverage under another does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MonitoringRow {
    /// Channel id.
    pub channel: String,
    /// Its coverage under this structure, after the channel's own; of several rows that fit, the last counts.
    pub coverage_at: Vec<CoverageRow>,
}

/// A plan (预案) that is ready at the posts of one line and echelon. Of several rows that fit, the first is used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanRow {
    /// Which posts.
    pub post: PostRef,
    /// Only at these jurisdictions.
    #[serde(default)]
    pub only: Option<Vec<String>>,
    /// For these hazards; for all when absent.
    #[serde(default)]
    pub hazards: Option<Vec<String>>,
    /// Factor on the time of a decision for which the plan is ready, above 0; 0.4 says 0.4 of the time.
    #[serde(default = "whole")]
    pub decision_factor: f64,
    /// Whether the plan has decided beforehand: the post sends for units as soon as it believes the news, within its rights.
    #[serde(default)]
    pub pre_authorised: bool,
    /// Share of each need, rounded up, that goes by a pre-authorised plan alone, above 0 and at most 1; the post and its committee decide
    /// on the rest beside it. The plan sends everything when absent.
    #[serde(default)]
    pub first_alarm_share: Option<f64>,
    /// The plan is ready only while a warning of this colour or graver is in force that the post has read (预警启动预案); always when absent.
    #[serde(default)]
    pub from_colour: Option<Colour>,
    /// Factor on the delay of sensors, patrols, overflights and information officers within the post's jurisdiction while a warning keeps
    /// the plan in force (加密监测), above 0.
    #[serde(default = "whole")]
    pub monitoring_factor: f64,
    /// When the plan was last exercised; its factor is as written when absent.
    #[serde(default)]
    pub exercise: Option<ExerciseAge>,
    /// What is to be done once the post uses the plan for an incident (任务清单).
    #[serde(default)]
    pub tasks: Vec<TaskSpec>,
}

/// A task of a plan: who leads it, after which others, by when, and what waits for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskSpec {
    /// Id, unique in the plan.
    pub id: String,
    /// Line of the department that leads it (牵头部门): its post at the jurisdiction of the plan's post, or the next one above that has
    /// one.
    pub lead: String,
    /// What it is.
    pub act: ActSpec,
    /// Ids of the tasks of the plan that must be done before; it begins with the plan when empty.
    #[serde(default)]
    pub after: Vec<String>,
    /// Minutes from the activation of the plan until it is to be done; no deadline when absent.
    #[serde(default)]
    pub deadline_min: Option<f64>,
    /// Capabilities for which the plan's post sends nobody to the incident before the task is done.
    #[serde(default)]
    pub holds: Vec<String>,
}

/// What a task is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ActSpec {
    /// An act that the desk of the leading department begins (notify, close a road, set up the scene post, inform the public): it lies
    /// there as a matter, and takes so long after the desk has dealt with it.
    AtDesk(LawSpec),
    /// The work of a capability at the incident: done when the incident needs no more of it.
    Work(String),
}

/// The age of a plan's last exercise (演练). What a plan saves fades: the factor used is 1 − (1 − factor) · 2^(−age / half-life).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExerciseAge {
    /// Months since the last exercise, 0 or more.
    pub months: f64,
    /// Months after which half of what the plan saves is gone, above 0.
    pub half_life_months: f64,
}

impl PlanRow {
    /// The factor on the time of a decision, as the last exercise has left it.
    #[must_use]
    pub fn present_factor(&self) -> f64 {
        let kept = self.exercise.as_ref().map_or(1.0, |age| libm::exp2(-age.months / age.half_life_months));
        1.0 - (1.0 - self.decision_factor) * kept
    }
}

const fn whole() -> f64 {
    1.0
}
