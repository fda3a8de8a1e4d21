//! A scenario's study: run, written, shown.

use std::time::Instant;

use liandong::experiment::study::{StudyOutcome, compare_all, run_exercise};
use liandong::export::{comparison, summary};
use liandong::measure::record::RunRecord;
use liandong::scenario::load::Exercise;

use crate::cli::comparison_table;
use crate::cli::job::{Job, Kind};
use crate::cli::options::Format;
use crate::cli::run_record::Effort;
use crate::cli::stop::Stop;
use crate::cli::study_files::StudyFiles;
use crate::cli::{progress, say, study_tables};

/// Runs the study, writes its files and shows its result.
pub fn conduct(job: &Job, exercise: &Exercise) -> Result<(), Stop> {
    let mut files = StudyFiles::begin(job)?;
    let (outcome, effort) = simulate(job, exercise, &mut files)?;
    let place = files.finish(&outcome, effort)?;
    match job.options.format {
        Format::Table => say::print(tables(job, &outcome))?,
        Format::Json => say::print(json(job, &outcome)?)?,
    }
    say::aside(&study_tables::written(place.as_deref(), job.language));
    Ok(())
}

fn simulate(job: &Job, exercise: &Exercise, files: &mut StudyFiles) -> Result<(StudyOutcome, Effort), Stop> {
    let (bar, begun) = (progress::bar(job.replications(), job.language), Instant::now());
    let mut each = |structure: usize, record: &RunRecord| files.take(structure, record);
    let outcome = run_exercise(exercise, &job.plan, &mut each, &|done| bar.inc(done));
    bar.finish_and_clear();
    let mut outcome = outcome.map_err(Stop::failure("cannot run the study and keep its files"))?;
    outcome.result.comparisons = compare_all(&outcome.result, job.kind.all_pairs());
    let effort = Effort { duration: begun.elapsed(), events: outcome.events };
    Ok((outcome, effort))
}

fn tables(job: &Job, outcome: &StudyOutcome) -> String {
    match job.kind {
        Kind::Run => study_tables::run(job, outcome),
        Kind::Compare { .. } => comparison_table::study(job, outcome),
    }
}

fn json(job: &Job, outcome: &StudyOutcome) -> Result<Vec<u8>, Stop> {
    let mut text = Vec::new();
    let written = match job.kind {
        Kind::Run => summary::write(&mut text, &job.provenance, &outcome.result, &outcome.references),
        Kind::Compare { .. } => comparison::write_json(&mut text, &job.provenance, &outcome.result.comparisons),
    };
    written.map_err(Stop::failure("cannot write the result as JSON"))?;
    Ok(text)
}
