//! `run`: a scenario or laboratory under one structure.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use liandong::terms::language::Language;

use crate::cli::job::{self, Kind};
use crate::cli::options::StudyOptions;
use crate::cli::stop::Stop;

const EXAMPLES: &str = "\
Examples:
  liandong run scenarios/demo_county_fire.ron
  liandong run scenarios/demo_county_fire.ron --structure centralised --out result
  liandong run scenarios/demo_county_fire.ron --lang zh --format json > summary.json";

/// The options of `run`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct RunOptions {
    /// The scenario or laboratory file
    scenario: PathBuf,
    /// The structure: a file, or a name from assets/structures; of a laboratory, one of its own. The scenario's when left out
    #[arg(long, value_name = "FILE_OR_NAME")]
    structure: Option<String>,
    #[command(flatten)]
    study: StudyOptions,
}

/// Runs the study.
pub fn run(options: &RunOptions, language: Language) -> Result<ExitCode, Stop> {
    job::conduct(Kind::Run, &options.scenario, options.structure.as_slice(), &options.study, language)
}
