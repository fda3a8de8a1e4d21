//! A study that was asked for: what to run, how often, and what its result says of its origin.

use std::path::Path;
use std::process::ExitCode;

use liandong::experiment::design::{Plan, labels};
use liandong::export::provenance::{InputFile, Provenance};
use liandong::scenario::load::study::load_study;
use liandong::scenario::load::{Input, Study};
use liandong::scenario::territory::FORMAT;
use liandong::terms::language::Language;

use crate::cli::folder::ResultFolder;
use crate::cli::options::StudyOptions;
use crate::cli::stop::Stop;
use crate::cli::{exercise, laboratory, say};

/// Which of the two subcommands that run studies was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One structure.
    Run,
    /// Several structures, the first against each other one or every pair.
    Compare {
        /// Every pair.
        all_pairs: bool,
    },
}

impl Kind {
    /// The subcommand.
    pub const fn command(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Compare { .. } => "compare",
        }
    }

    /// Whether every pair is compared.
    pub const fn all_pairs(self) -> bool {
        matches!(self, Self::Compare { all_pairs: true })
    }
}

/// A study that was asked for.
#[derive(Debug)]
pub struct Job<'a> {
    /// Which subcommand.
    pub kind: Kind,
    /// Its options.
    pub options: &'a StudyOptions,
    /// The language of people's text.
    pub language: Language,
    /// Labels of the structures.
    pub structures: Vec<String>,
    /// Seed, replications, threads.
    pub plan: Plan,
    /// What the result comes from.
    pub provenance: Provenance,
}

impl<'a> Job<'a> {
    fn new(kind: Kind, file: &Path, options: &'a StudyOptions, language: Language, study: &Study) -> Self {
        let about = About::of(study);
        let structures = labels(&about.structures);
        let plan = Plan {
            seed: options.seed.unwrap_or(about.seed),
            replications: options.replications.unwrap_or(about.replications),
            threads: usize::from(options.threads),
        };
        let provenance = Provenance {
            program_version: env!("CARGO_PKG_VERSION").to_owned(),
            format_version: FORMAT,
            command: command(kind, file, &structures, &plan),
            scenario: about.id,
            seed: plan.seed,
            replications: plan.replications,
            inputs: about.inputs.into_iter().map(|Input { name, hash }| InputFile { name, hash }).collect(),
        };
        Self { kind, options, language, structures, plan, provenance }
    }

    /// Begins the result folder, if one is wanted.
    pub fn folder(&self) -> Result<Option<ResultFolder>, Stop> {
        let begin = |target: &std::path::PathBuf| ResultFolder::begin(target, self.kind.command(), self.options.force);
        self.options.out.as_ref().map(begin).transpose()
    }

    /// Replications in all, over the structures.
    pub fn replications(&self) -> u64 {
        u64::from(self.plan.replications) * self.structures.len() as u64
    }
}

/// Loads a study, runs it, writes and shows its result.
pub fn conduct(
    kind: Kind,
    file: &Path,
    structures: &[String],
    options: &StudyOptions,
    language: Language,
) -> Result<ExitCode, Stop> {
    let study = load(file, structures)?;
    let job = Job::new(kind, file, options, language, &study);
    match &study {
        Study::Exercise(study) => exercise::conduct(&job, study)?,
        Study::Laboratory(study) => laboratory::conduct(&job, study)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn load(file: &Path, structures: &[String]) -> Result<Study, Stop> {
    let refused =
        |failure: liandong::scenario::diagnose::Failure| Stop::Input(say::problems(&failure.problems, &failure.sources));
    let loaded = load_study(file, structures).map_err(refused)?;
    if !loaded.warnings.is_empty() {
        say::aside(&format!("{} warnings: `liandong check {}` shows them\n", loaded.warnings.len(), file.display()));
    }
    Ok(loaded.value)
}

/// What scenarios and laboratories have in common.
struct About {
    id: String,
    structures: Vec<String>,
    seed: u64,
    replications: u32,
    inputs: Vec<Input>,
}

impl About {
    fn of(study: &Study) -> Self {
        match study {
            Study::Exercise(study) => Self {
                id: study.scenario.id.clone(),
                structures: study.structures.iter().map(|structure| structure.id.clone()).collect(),
                seed: study.scenario.seed,
                replications: study.scenario.replications,
                inputs: study.inputs.clone(),
            },
            Study::Laboratory(study) => Self {
                id: study.laboratory.id.clone(),
                structures: study.structures.iter().map(|at| study.laboratory.structures[*at].id.clone()).collect(),
                seed: study.laboratory.seed,
                replications: study.laboratory.replications,
                inputs: study.inputs.clone(),
            },
        }
    }
}

/// The command in one form, whatever was left to defaults: no path, no threads, nothing that does not change the result.
fn command(kind: Kind, file: &Path, structures: &[String], plan: &Plan) -> String {
    let file = file.file_name().unwrap_or_default().to_string_lossy();
    let structures: String = structures.iter().map(|label| format!(" --structure {label}")).collect();
    let pairs = if kind.all_pairs() { " --all-pairs" } else { "" };
    let Plan { seed, replications, .. } = plan;
    format!("{} {file}{structures}{pairs} --seed {seed} --replications {replications}", kind.command())
}
