//! The records that tables, charts and exports are made of. Inert values: charts and exports need no experiment.

use std::sync::Arc;

use serde::Serialize;

use crate::engine::time::{SimTime, Span};
use crate::journal::entry::Entry;
use crate::journal::header::{Header, IncidentRecord};
use crate::journal::ledger::{StationTotals, Visit};
use crate::measure::compliance::ComplianceRow;
use crate::measure::load::DeskLoad;
use crate::terms::id::{EchelonId, IncidentId, PostId};
use crate::terms::interval::{Interval, Part, Path};

/// Where the time of an interval passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Where {
    /// At a post of this echelon of the structure.
    Echelon(EchelonId),
    /// At the scene.
    Scene,
    /// With a unit.
    Unit,
}

/// One row of a critical path. The rows of a path tile it exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IntervalRow {
    /// The incident.
    pub incident: IncidentId,
    /// Which path.
    pub path: Path,
    /// What the time went into.
    pub interval: Interval,
    /// How it passed.
    pub part: Part,
    /// Where.
    pub echelon: Where,
    /// At which post, if at one.
    pub post: Option<PostId>,
    /// Begin.
    pub start: SimTime,
    /// End; the horizon for a censored row.
    pub end: SimTime,
    /// Whether the path was not completed before the horizon.
    pub is_censored: bool,
}

/// The unit of a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum MetricUnit {
    /// Minutes.
    #[serde(rename = "min")]
    Minutes,
    /// A share from 0 to 1.
    #[serde(rename = "share")]
    Share,
    /// A ratio, which may exceed 1.
    #[serde(rename = "ratio")]
    Ratio,
    /// A natural logarithm of a ratio: below 0 where less than 1.
    #[serde(rename = "log")]
    Logarithm,
    /// A count.
    #[serde(rename = "count")]
    Count,
    /// Kilometres.
    #[serde(rename = "km")]
    Km,
    /// Unit-hours.
    #[serde(rename = "unit_h")]
    UnitHours,
    /// The unit in which a scenario measures the size of hazards.
    #[serde(rename = "size")]
    Size,
    /// That unit times hours.
    #[serde(rename = "size_h")]
    SizeHours,
}

impl MetricUnit {
    /// The id used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Minutes => "min",
            Self::Share => "share",
            Self::Ratio => "ratio",
            Self::Logarithm => "log",
            Self::Count => "count",
            Self::Km => "km",
            Self::UnitHours => "unit_h",
            Self::Size => "size",
            Self::SizeHours => "size_h",
        }
    }
}

/// How a metric sums up the incidents of one replication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Statistic {
    /// Mean over incidents, times cut at the horizon (restricted mean: censored incidents count with the time observed).
    RestrictedMean,
    /// Mean over the incidents whose path was completed.
    MeanOfCompleted,
    /// 90th percentile over incidents (type 7), times cut at the horizon.
    P90,
    /// Standard deviation over incidents, times cut at the horizon; none below 2 incidents.
    StandardDeviation,
    /// Share of incidents; of `limits_kept`, of reports; of `pattern_of_interaction`, of pairs of posts.
    Proportion,
    /// Sum over incidents.
    Total,
    /// Mean over the time of the run.
    TimeAverage,
}

impl Statistic {
    /// The id used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::RestrictedMean => "restricted_mean",
            Self::MeanOfCompleted => "mean_of_completed",
            Self::P90 => "p90",
            Self::StandardDeviation => "standard_deviation",
            Self::Proportion => "proportion",
            Self::Total => "total",
            Self::TimeAverage => "time_average",
        }
    }
}

/// What a metric is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Metric {
    /// Id, such as `first_unit_time`.
    pub id: String,
    /// Unit.
    pub unit: MetricUnit,
    /// Statistic within a replication.
    pub statistic: Statistic,
    /// Whether less is better; none where neither is.
    pub less_is_better: Option<bool>,
}

/// The value of one metric in one replication.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Value {
    /// The value; none when there was nothing to measure.
    pub value: Option<f64>,
    /// Incidents that were censored.
    pub censored: u32,
}

/// The metrics of one replication, in the order of the metric list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReplicationValues {
    /// Number of the replication, from 1.
    pub replication: u32,
    /// Values in the order of the metric list.
    pub values: Vec<Value>,
}

/// A mean over replications with a 95 % interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Estimate {
    /// Mean over replications; 0 when none has a value.
    pub mean: f64,
    /// Lower end of the 95 % interval; none below 2 replications.
    pub ci_low: Option<f64>,
    /// Upper end of the 95 % interval.
    pub ci_high: Option<f64>,
    /// Replications with a value.
    pub replications: u32,
    /// Censored incidents in all.
    pub censored: u64,
}

/// One run in full, for the pictures and the journal file: replication 1.
#[derive(Clone, Debug)]
pub struct RunRecord {
    /// Names.
    pub header: Arc<Header>,
    /// Number of the replication.
    pub replication: u32,
    /// Incidents, by id.
    pub incidents: Vec<IncidentRecord>,
    /// The journal.
    pub entries: Vec<Entry>,
    /// Interval rows of the critical paths.
    pub intervals: Vec<IntervalRow>,
    /// Totals of each desk: its post and its books.
    pub desks: Vec<(PostId, StationTotals)>,
}

/// Mean minutes per incident in one cell of the waterfall, over all replications.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WaterfallCell {
    /// Which path.
    pub path: Path,
    /// What the time went into.
    pub interval: Interval,
    /// How it passed.
    pub part: Part,
    /// Where.
    pub echelon: Where,
    /// Minutes per incident with a completed path.
    pub mean_min: f64,
}

/// The results of one structure over all replications.
#[derive(Clone, Debug)]
pub struct StructureResult {
    /// Names.
    pub header: Arc<Header>,
    /// Replication 1 in full.
    pub first: RunRecord,
    /// Metrics of each replication, in order.
    pub replications: Vec<ReplicationValues>,
    /// Estimates in the order of the metric list.
    pub estimates: Vec<Estimate>,
    /// Where the time went, over all replications.
    pub waterfall: Vec<WaterfallCell>,
    /// Limits for reports by post, summed over all replications.
    pub compliance: Vec<ComplianceRow>,
    /// Mean loads of the header's desks.
    pub desks: Vec<DeskLoad>,
    /// First-unit times, minutes, censored ones with the time observed: of every incident, replication by replication, up to
    /// `aggregate::RESPONSES_MAX`.
    pub response_min: Vec<ResponseTime>,
    /// Times from onset to detection likewise.
    pub detection_min: Vec<ResponseTime>,
    /// Times from onset to death likewise: one for each person in danger, censored for whoever lives.
    pub death_min: Vec<ResponseTime>,
}

/// One observed response time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ResponseTime {
    /// Minutes from onset, or to the horizon when censored.
    pub min: f64,
    /// Whether the horizon came first.
    pub is_censored: bool,
}

/// The results of a scenario under one or more structures, with the same metric list.
#[derive(Clone, Debug)]
pub struct StudyResult {
    /// The metric list.
    pub metrics: Vec<Metric>,
    /// One result a structure, in the order given.
    pub structures: Vec<StructureResult>,
    /// Paired comparisons; empty for a run of one structure.
    pub comparisons: Vec<ComparisonRow>,
}

/// One row of a comparison: `difference` = b − a on the same replications.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ComparisonRow {
    /// Metric id.
    pub metric: String,
    /// Its unit.
    pub unit: MetricUnit,
    /// Its statistic within a replication.
    pub statistic: Statistic,
    /// Label of the baseline.
    pub structure_a: String,
    /// Label of the other.
    pub structure_b: String,
    /// Mean under a, over the replications where both have a value; where there is none, over those that have one under a.
    pub mean_a: Option<f64>,
    /// Mean under b likewise.
    pub mean_b: Option<f64>,
    /// Mean of b − a; 0 when no replication has a value under both.
    pub difference: f64,
    /// Lower end of the paired 95 % interval; none below 2 replications.
    pub ci_low: Option<f64>,
    /// Upper end.
    pub ci_high: Option<f64>,
    /// Replications with a value under both.
    pub replications: u32,
    /// Censored incidents under a.
    pub censored_a: u64,
    /// Censored incidents under b.
    pub censored_b: u64,
}

/// The laboratory books of one replication under one structure.
#[derive(Clone, Debug)]
pub struct LaboratoryRecord {
    /// Structure label.
    pub structure: String,
    /// Replication, from 1.
    pub replication: u32,
    /// Visits in the order of arrival.
    pub visits: Vec<Visit>,
    /// Totals by station, then by pool, then by unit.
    pub stations: Vec<StationTotals>,
    /// Length of the observed span.
    pub observed: Span,
}

/// Names of a laboratory scenario, for its tables.
#[derive(Clone, Debug)]
pub struct LaboratoryNames {
    /// Class ids.
    pub classes: Vec<String>,
    /// Source ids.
    pub sources: Vec<String>,
    /// Ids of stations, then pools, then units.
    pub stations: Vec<String>,
    /// How many of them are stations and pools.
    pub unit_offset: usize,
}
