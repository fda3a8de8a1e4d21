//! A laboratory's study: run, written, shown.

use std::time::Instant;

use liandong::experiment::laboratory::{LaboratoryOutcome, run_laboratory};
use liandong::export::comparison;
use liandong::measure::record::LaboratoryRecord;
use liandong::scenario::load::LaboratoryStudy;
use liandong::simulation::assemble::laboratory::names;

use crate::cli::job::{Job, Kind};
use crate::cli::laboratory_files::LaboratoryFiles;
use crate::cli::options::Format;
use crate::cli::run_record::Effort;
use crate::cli::station_summary::{self, Tally};
use crate::cli::stop::Stop;
use crate::cli::{laboratory_tables, progress, say, study_tables};

/// Runs the study, writes its files and shows its result.
pub fn conduct(job: &Job, study: &LaboratoryStudy) -> Result<(), Stop> {
    let mut files = LaboratoryFiles::begin(job, names(&study.laboratory))?;
    let mut tally = Tally::new(job);
    let (outcome, effort) = simulate(job, study, &mut files, &mut tally)?;
    let place = files.finish(&outcome, &tally, effort)?;
    match job.options.format {
        Format::Table => say::print(laboratory_tables::tables(job, &study.laboratory, &outcome, &tally))?,
        Format::Json => say::print(json(job, &outcome, &tally)?)?,
    }
    say::aside(&study_tables::written(place.as_deref(), job.language));
    Ok(())
}

fn simulate(
    job: &Job,
    study: &LaboratoryStudy,
    files: &mut LaboratoryFiles,
    tally: &mut Tally,
) -> Result<(LaboratoryOutcome, Effort), Stop> {
    let (bar, begun) = (progress::bar(job.replications(), job.language), Instant::now());
    let mut each = |structure: usize, record: &LaboratoryRecord| {
        tally.add(structure, record);
        files.take(record)
    };
    let outcome = run_laboratory(study, &job.plan, job.kind.all_pairs(), &mut each, &|done| bar.inc(done));
    bar.finish_and_clear();
    let outcome = outcome.map_err(Stop::failure("cannot run the study and keep its files"))?;
    let effort = Effort { duration: begun.elapsed(), events: outcome.events };
    Ok((outcome, effort))
}

fn json(job: &Job, outcome: &LaboratoryOutcome, tally: &Tally) -> Result<Vec<u8>, Stop> {
    let mut text = Vec::new();
    let written = match job.kind {
        Kind::Run => station_summary::write(&mut text, job, outcome, tally),
        Kind::Compare { .. } => comparison::write_json(&mut text, &job.provenance, &outcome.comparisons),
    };
    written.map_err(Stop::failure("cannot write the result as JSON"))?;
    Ok(text)
}
