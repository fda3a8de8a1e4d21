//! `summary.json` of a laboratory: provenance, the metrics of each station under each structure, and what passed through it.

use std::io::{self, Write};

use liandong::experiment::laboratory::LaboratoryOutcome;
use liandong::export::provenance::Provenance;
use liandong::measure::record::{LaboratoryRecord, MetricUnit, Statistic};
use serde::Serialize;

use crate::cli::job::Job;

/// What passed through a station, over all replications of a structure.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Passed {
    /// Servers on duty.
    pub servers: u32,
    /// Matters that came.
    pub arrivals: u64,
    /// Matters served to the end.
    pub completions: u64,
    /// Matters that found no room or no unit.
    pub lost: u64,
    /// Matters that left out of impatience.
    pub left: u64,
    /// Matters that went up out of impatience.
    pub escalated: u64,
}

/// What passed through every station, by structure.
#[derive(Debug)]
pub struct Tally(Vec<Vec<Passed>>);

impl Tally {
    /// An empty tally.
    pub fn new(job: &Job) -> Self {
        Self(vec![Vec::new(); job.structures.len()])
    }

    /// Adds a run.
    pub fn add(&mut self, structure: usize, record: &LaboratoryRecord) {
        let stations = &mut self.0[structure];
        stations.resize(record.stations.len(), Passed::default());
        for (sum, totals) in stations.iter_mut().zip(&record.stations) {
            sum.servers = totals.servers;
            sum.arrivals += totals.arrivals;
            sum.completions += totals.completions;
            sum.lost += totals.lost;
            sum.left += totals.left;
            sum.escalated += totals.escalated;
        }
    }

    /// Structure, station and what passed through it.
    pub fn rows<'a>(&'a self, outcome: &'a LaboratoryOutcome) -> impl Iterator<Item = (&'a str, &'a str, Passed)> {
        outcome.structures.iter().zip(&self.0).flat_map(move |(structure, stations)| {
            let ids = outcome.names.stations.iter();
            ids.zip(stations).map(move |(station, passed)| (structure.as_str(), station.as_str(), *passed))
        })
    }
}

#[derive(Serialize)]
struct Summary<'a> {
    provenance: &'a Provenance,
    metrics: Vec<MetricRow<'a>>,
    stations: Vec<StationRow<'a>>,
}

#[derive(Serialize)]
struct MetricRow<'a> {
    structure: &'a str,
    id: String,
    station: &'a str,
    unit: MetricUnit,
    statistic: Statistic,
    mean: Option<f64>,
    ci_low: Option<f64>,
    ci_high: Option<f64>,
    replications: u32,
    censored: u64,
}

#[derive(Serialize)]
struct StationRow<'a> {
    structure: &'a str,
    station: &'a str,
    #[serde(flatten)]
    passed: Passed,
}

/// Writes the summary.
pub fn write(out: &mut impl Write, job: &Job, outcome: &LaboratoryOutcome, tally: &Tally) -> io::Result<()> {
    let stations = tally.rows(outcome).map(|(structure, station, passed)| StationRow { structure, station, passed });
    let summary = Summary { provenance: &job.provenance, metrics: metrics(outcome), stations: stations.collect() };
    serde_json::to_writer_pretty(&mut *out, &summary)?;
    out.write_all(b"\n")
}

fn metrics(outcome: &LaboratoryOutcome) -> Vec<MetricRow<'_>> {
    let rows = outcome.stations.iter().map(|row| MetricRow {
        structure: &row.structure,
        id: format!("{}.{}", row.metric, row.station),
        station: &row.station,
        unit: row.unit,
        statistic: Statistic::TimeAverage,
        mean: (row.estimate.replications > 0).then_some(row.estimate.mean),
        ci_low: row.estimate.ci_low,
        ci_high: row.estimate.ci_high,
        replications: row.estimate.replications,
        censored: row.estimate.censored,
    });
    rows.collect()
}
