//! `check`: every problem of the files given, with its place and remedy. Exit code 2 when there is an error.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use liandong::scenario::diagnose::{Gravity, Problem, has_errors};
use liandong::scenario::load::survey::{CheckReport, check_files};
use liandong::terms::language::{Language, Word as _};
use serde::Serialize;

use crate::cli::options::Format;
use crate::cli::say;
use crate::cli::stop::Stop;
use crate::cli::words::Phrase;

const EXAMPLES: &str = "\
Examples:
  liandong check scenarios/demo_county_fire.ron
  liandong check assets/worlds/anhui.ron assets/structures/*.ron --strict
  liandong check my_scenario.ron --format json

Exit codes: 0 no error, 2 an error (with --strict, a warning too), 1 the program itself failed.";

/// The options of `check`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct CheckOptions {
    /// Files of any kind: scenario, world, structure, incidents, laboratory
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// Take warnings for errors
    #[arg(long)]
    strict: bool,
}

#[derive(Serialize)]
struct Report<'a> {
    jurisdictions: &'a BTreeMap<String, u64>,
    problems: &'a [Problem],
}

/// Checks the files.
pub fn check(options: &CheckOptions, language: Language) -> Result<ExitCode, Stop> {
    let mut report = check_files(&options.files);
    if options.strict {
        report.problems.iter_mut().for_each(|problem| problem.gravity = Gravity::Error);
    }
    match options.format {
        Format::Table => say::print(table(&report, language))?,
        Format::Json => say::print(json(&report)?)?,
    }
    Ok(if has_errors(&report.problems) { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

fn json(report: &CheckReport) -> Result<String, Stop> {
    let shown = Report { jurisdictions: &report.jurisdictions, problems: &report.problems };
    let text = serde_json::to_string_pretty(&shown);
    text.map(|text| text + "\n").map_err(|error| Stop::failure("cannot write the report as JSON")(error.into()))
}

fn table(report: &CheckReport, language: Language) -> String {
    let mut text = say::problems_found(&report.problems, &report.sources);
    if !report.jurisdictions.is_empty() {
        let counts: Vec<String> = report.jurisdictions.iter().map(|(level, count)| format!("{level} {count}")).collect();
        text += &format!("{}: {}\n", Phrase::Jurisdictions.word(language), counts.join(", "));
    }
    text + &verdict(&report.problems, language)
}

fn verdict(problems: &[Problem], language: Language) -> String {
    if problems.is_empty() {
        return format!("{}\n", Phrase::NoProblems.word(language));
    }
    let errors = problems.iter().filter(|problem| problem.gravity == Gravity::Error).count();
    let warnings = problems.len() - errors;
    let [error_word, warning_word] = [Phrase::Errors, Phrase::Warnings].map(|phrase| phrase.word(language));
    format!("{errors} {error_word}, {warnings} {warning_word}\n")
}
