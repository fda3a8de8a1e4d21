//! `compare`: a scenario or laboratory under several structures, in the same luck.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use liandong::terms::language::Language;

use crate::cli::job::{self, Kind};
use crate::cli::options::StudyOptions;
use crate::cli::stop::Stop;

const EXAMPLES: &str = "\
Examples:
  liandong compare scenarios/demo_county_fire.ron --structure four_level --structure centralised
  liandong compare scenarios/demo_county_fire.ron --structure four_level --structure mine.ron --out result
  liandong compare scenarios/laboratory/own_or_pooled.ron --structure own --structure pooled --replications 100";

/// The options of `compare`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct CompareOptions {
    /// The scenario or laboratory file
    scenario: PathBuf,
    /// A structure: a file, or a name from assets/structures; of a laboratory, one of its own. Two or more; the first is the
    /// baseline
    #[arg(long, value_name = "FILE_OR_NAME", required = true)]
    structure: Vec<String>,
    /// Compare every pair, and not only the first structure with each other one
    #[arg(long)]
    all_pairs: bool,
    #[command(flatten)]
    study: StudyOptions,
}

/// Runs the study and compares.
pub fn compare(options: &CompareOptions, language: Language) -> Result<ExitCode, Stop> {
    if options.structure.len() < 2 {
        return Err(Stop::input("a comparison needs two structures or more", "give --structure once for each of them"));
    }
    let kind = Kind::Compare { all_pairs: options.all_pairs };
    job::conduct(kind, &options.scenario, &options.structure, &options.study, language)
}
