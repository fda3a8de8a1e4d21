//! A scenario under one or more structures: the same replications for each, and paired comparisons.

use std::io;

use crate::experiment::design::{Plan, labels, pairs};
use crate::experiment::workers;
use crate::journal::header::Header;
use crate::measure::aggregate::{Aggregate, compare};
use crate::measure::catalogue::Catalogue;
use crate::measure::metrics::{Measured, measure};
use crate::measure::milestones::{Moment, Run};
use crate::measure::record::{ComparisonRow, RunRecord, StructureResult, StudyResult};
use crate::measure::reference::{ReferenceComparison, ReferencePoint, hold_against, reference_times};
use crate::scenario::exercise::{ReferenceMilestone, Scenario};
use crate::scenario::load::Exercise;
use crate::simulation::assemble::{Files, Prepared, prepare};
use crate::simulation::runner::Runner;

/// What a study leaves behind.
#[derive(Clone, Debug)]
pub struct StudyOutcome {
    /// Results of each structure, and comparisons with the first.
    pub result: StudyResult,
    /// The published timeline held against each structure.
    pub references: Vec<Vec<ReferenceComparison>>,
    /// Events executed in all.
    pub events: u64,
}

/// Runs a scenario under its chosen structures, one after another. `each` sees every run in the order of replications,
/// `progress` hears of replications done.
///
/// # Errors
/// What `each` reports, or when no threads can be started.
pub fn run_exercise(
    exercise: &Exercise,
    plan: &Plan,
    each: &mut dyn FnMut(usize, &RunRecord) -> io::Result<()>,
    progress: &(dyn Fn(u64) + Sync),
) -> io::Result<StudyOutcome> {
    let ids: Vec<String> = exercise.structures.iter().map(|structure| structure.id.clone()).collect();
    let prepared: Vec<Prepared> = exercise
        .structures
        .iter()
        .zip(labels(&ids))
        .map(|(structure, label)| {
            let Exercise { scenario, world, incidents, .. } = exercise;
            prepare(Files { scenario, world, incidents, structure }, &label)
        })
        .collect();
    let headers: Vec<&Header> = prepared.iter().map(|p| &*p.header).collect();
    let catalogue = Catalogue::new(&headers);
    let points = reference_points(&exercise.scenario);
    let pool = plan.pool()?;
    let mut outcome = StudyOutcome {
        result: StudyResult { metrics: catalogue.metrics.clone(), structures: Vec::new(), comparisons: Vec::new() },
        references: Vec::new(),
        events: 0,
    };
    for (at, prepared) in prepared.iter().enumerate() {
        let mut each = |record: &RunRecord| each(at, record);
        let one = run_structure(prepared, plan, &pool, &catalogue, &points, &mut each, progress)?;
        outcome.result.structures.push(one.result);
        outcome.references.push(one.references);
        outcome.events += one.events;
    }
    outcome.result.comparisons = compare_all(&outcome.result, false);
    Ok(outcome)
}

/// Compares the first structure with each other one, or every pair.
#[must_use]
pub fn compare_all(result: &StudyResult, all_pairs: bool) -> Vec<ComparisonRow> {
    let structures = &result.structures;
    let pairs = pairs(structures.len(), all_pairs);
    pairs.flat_map(|(a, b)| compare(&result.metrics, &structures[a], &structures[b])).collect()
}

struct StructureOutcome {
    result: StructureResult,
    references: Vec<ReferenceComparison>,
    events: u64,
}

fn run_structure(
    prepared: &Prepared,
    plan: &Plan,
    pool: &rayon::ThreadPool,
    catalogue: &Catalogue,
    points: &[ReferencePoint],
    each: &mut dyn FnMut(&RunRecord) -> io::Result<()>,
    progress: &(dyn Fn(u64) + Sync),
) -> io::Result<StructureOutcome> {
    let (mut aggregate, mut first, mut times, mut events) = (Aggregate::default(), None, Vec::new(), 0);
    let run = |runner: &mut Runner, replication: u32| {
        let one = run_one(runner, plan.seed, replication, catalogue, points);
        progress(1);
        let weight = one.record.entries.len() as u64;
        (one, weight)
    };
    workers::in_order(
        pool,
        plan.replications,
        || Runner::new(prepared),
        run,
        |mut one: One| {
            each(&one.record)?;
            events += one.events;
            times.push(one.times);
            if first.is_none() {
                one.measured.intervals.clone_from(&one.record.intervals);
                first = Some(one.record);
            } else {
                one.measured.intervals = one.record.intervals;
            }
            aggregate.add(one.measured);
            Ok(())
        },
    )?;
    let first = first.expect("a plan has a replication");
    let result = aggregate.finish(&catalogue.metrics, prepared.header.clone(), first);
    Ok(StructureOutcome { result, references: hold_against(points, &times), events })
}

/// One replication, measured.
struct One {
    record: RunRecord,
    measured: Measured,
    times: Vec<Option<crate::engine::time::SimTime>>,
    events: u64,
}

fn run_one(runner: &mut Runner, seed: u64, replication: u32, catalogue: &Catalogue, points: &[ReferencePoint]) -> One {
    let output = runner.run(seed, replication);
    let mut record = RunRecord {
        header: runner.header().clone(),
        replication,
        incidents: output.incidents,
        entries: output.entries,
        intervals: Vec::new(),
        desks: output.desks,
    };
    let run = Run::from(&record);
    let mut measured = measure(catalogue, &run);
    let times = reference_times(points, &run, &measured.milestones);
    record.intervals = std::mem::take(&mut measured.intervals);
    One { record, measured, times, events: output.events }
}

fn reference_points(scenario: &Scenario) -> Vec<ReferencePoint> {
    let rows = scenario.reference.iter().map(|row| ReferencePoint {
        moment: match row.milestone {
            ReferenceMilestone::Detected => Moment::Detected,
            ReferenceMilestone::DecisionMade => Moment::DecisionMade,
            ReferenceMilestone::OrderReceived => Moment::OrderReceived,
            ReferenceMilestone::UnitArrived => Moment::UnitArrived,
            ReferenceMilestone::WorkBegun => Moment::WorkBegun,
            ReferenceMilestone::Contained => Moment::Contained,
        },
        incident: row.incident.clone(),
        at_min: row.at_min,
        precision_min: row.precision_min,
        source: row.source.clone(),
    });
    rows.collect()
}
