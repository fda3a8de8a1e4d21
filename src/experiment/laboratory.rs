//! A laboratory under one or more of its structures: estimates of each station, and paired comparisons.

use std::io;
use std::sync::Arc;

use crate::experiment::design::{Plan, labels, pairs};
use crate::experiment::workers;
use crate::journal::ledger::StationTotals;
use crate::measure::record::{ComparisonRow, Estimate, LaboratoryNames, LaboratoryRecord, MetricUnit, Statistic};
use crate::scenario::load::LaboratoryStudy;
use crate::simulation::assemble::laboratory::{names, prepare};
use crate::simulation::laboratory::LaboratoryRunner;
use crate::statistics::interval;
use crate::statistics::paired;

/// What a laboratory study leaves behind.
#[derive(Clone, Debug)]
pub struct LaboratoryOutcome {
    /// Names of the tables.
    pub names: LaboratoryNames,
    /// Labels of the structures.
    pub structures: Vec<String>,
    /// Estimates by structure, station and metric.
    pub stations: Vec<StationEstimate>,
    /// Comparisons with the first structure, or of every pair.
    pub comparisons: Vec<ComparisonRow>,
    /// Events executed in all.
    pub events: u64,
}

/// One estimate of a station, pool or unit.
#[derive(Clone, Debug)]
pub struct StationEstimate {
    /// Label of the structure.
    pub structure: String,
    /// Id of the station, pool or unit.
    pub station: String,
    /// Metric id.
    pub metric: String,
    /// Its unit.
    pub unit: MetricUnit,
    /// Mean over replications with its interval.
    pub estimate: Estimate,
}

/// A metric of a station: id, unit, and its value from the books; none when there was nothing to measure.
type StationMetric = (&'static str, MetricUnit, fn(&StationTotals) -> Option<f64>);

const METRICS: [StationMetric; 7] = [
    ("utilisation", MetricUnit::Share, |t| ratio(t.busy_ms, t.on_duty_ms)),
    ("mean_wait", MetricUnit::Minutes, |t| minutes_each(t.waiting_ms, t.arrivals - t.lost.min(t.arrivals))),
    ("mean_in_system", MetricUnit::Count, |t| ratio(t.in_system_ms, t.observed.ms())),
    ("mean_queue", MetricUnit::Count, |t| ratio(t.waiting_ms, t.observed.ms())),
    ("lost_share", MetricUnit::Share, |t| share(t.lost, t.arrivals)),
    ("left_share", MetricUnit::Share, |t| share(t.left, t.arrivals)),
    ("escalated_share", MetricUnit::Share, |t| share(t.escalated, t.arrivals)),
];

#[expect(clippy::cast_precision_loss, reason = "integrals stay far below 2^53 ms")]
fn ratio(part: i64, whole: i64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[expect(clippy::cast_precision_loss, reason = "integrals and counts stay far below 2^53")]
fn minutes_each(total_ms: i64, count: u64) -> Option<f64> {
    (count > 0).then(|| total_ms as f64 / 60_000.0 / count as f64)
}

/// Runs a laboratory under its chosen structures. `each` sees every run in the order of replications.
///
/// # Errors
/// What `each` reports, or when no threads can be started.
pub fn run_laboratory(
    study: &LaboratoryStudy,
    plan: &Plan,
    all_pairs: bool,
    each: &mut dyn FnMut(usize, &LaboratoryRecord) -> io::Result<()>,
    progress: &(dyn Fn(u64) + Sync),
) -> io::Result<LaboratoryOutcome> {
    let laboratory = &study.laboratory;
    let chosen: Vec<_> = study.structures.iter().map(|at| &laboratory.structures[*at]).collect();
    let structures = labels(&chosen.iter().map(|structure| structure.id.clone()).collect::<Vec<_>>());
    let (names, pool) = (names(laboratory), plan.pool()?);
    let (mut values, mut events) = (Vec::new(), 0);
    for (at, (structure, label)) in chosen.iter().zip(&structures).enumerate() {
        let setting = Arc::new(prepare(laboratory, structure, true));
        let make = || LaboratoryRunner::new(Arc::clone(&setting), label.clone());
        let run = |runner: &mut LaboratoryRunner, replication| {
            let result = runner.run(plan.seed, replication);
            progress(1);
            let weight = result.0.visits.len() as u64;
            (result, weight)
        };
        let mut rows: Vec<Vec<Option<f64>>> = Vec::new();
        workers::in_order(&pool, plan.replications, make, run, |(record, count): (LaboratoryRecord, u64)| {
            events += count;
            rows.push(record.stations.iter().flat_map(|totals| METRICS.map(|(_, _, of)| of(totals))).collect());
            each(at, &record)
        })?;
        values.push(rows);
    }
    let stations = estimates(&names, &structures, &values);
    let comparisons = compare(&names, &structures, &values, all_pairs);
    Ok(LaboratoryOutcome { names, structures, stations, comparisons, events })
}

/// Values of each replication, in the order of stations and metrics.
type Values = Vec<Vec<Option<f64>>>;

fn cells(names: &LaboratoryNames) -> impl Iterator<Item = (usize, &str, &StationMetric)> {
    names
        .stations
        .iter()
        .flat_map(|station| METRICS.iter().map(move |metric| (station, metric)))
        .enumerate()
        .map(|(cell, (station, metric))| (cell, station.as_str(), metric))
}

fn estimates(names: &LaboratoryNames, structures: &[String], values: &[Values]) -> Vec<StationEstimate> {
    let mut rows = Vec::new();
    for (structure, values) in structures.iter().zip(values) {
        for (cell, station, (metric, unit, _)) in cells(names) {
            let observed: Vec<f64> = values.iter().filter_map(|row| row[cell]).collect();
            rows.push(StationEstimate {
                structure: structure.clone(),
                station: station.to_owned(),
                metric: (*metric).to_owned(),
                unit: *unit,
                estimate: estimate(&observed),
            });
        }
    }
    rows
}

fn estimate(observed: &[f64]) -> Estimate {
    let Some(mean) = interval::mean(observed, 0.95) else { return Estimate::default() };
    Estimate {
        mean: mean.mean,
        ci_low: mean.interval.map(|ci| ci.low),
        ci_high: mean.interval.map(|ci| ci.high),
        replications: u32::try_from(observed.len()).expect("replications fit 32 bits"),
        censored: 0,
    }
}

fn compare(names: &LaboratoryNames, structures: &[String], values: &[Values], all_pairs: bool) -> Vec<ComparisonRow> {
    let mut rows = Vec::new();
    for (a, b) in pairs(structures.len(), all_pairs) {
        for (cell, station, (metric, unit, _)) in cells(names) {
            let both = values[a].iter().zip(&values[b]).filter_map(|(x, y)| Some((x[cell]?, y[cell]?)));
            let both: Vec<(f64, f64)> = both.collect();
            let Some(pair) = paired::paired(&both, 0.95) else { continue };
            rows.push(ComparisonRow {
                metric: format!("{metric}.{station}"),
                unit: *unit,
                statistic: Statistic::TimeAverage,
                structure_a: structures[a].clone(),
                structure_b: structures[b].clone(),
                mean_a: Some(pair.mean_a),
                mean_b: Some(pair.mean_b),
                difference: pair.difference.mean,
                ci_low: pair.difference.interval.map(|ci| ci.low),
                ci_high: pair.difference.interval.map(|ci| ci.high),
                replications: u32::try_from(both.len()).expect("replications fit 32 bits"),
                censored_a: 0,
                censored_b: 0,
            });
        }
    }
    rows
}
