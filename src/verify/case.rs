//! A case: a laboratory, a quantity and its exact value; its run; its verdict.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::experiment::design::Plan;
use crate::experiment::workers::in_order;
use crate::measure::record::LaboratoryNames;
use crate::scenario::check::flow::reached;
use crate::scenario::check::laboratory::unit_ids;
use crate::scenario::laboratory::{LabSource, LabStructure, Laboratory};
use crate::simulation::assemble::laboratory::{names, prepare};
use crate::simulation::laboratory::LaboratoryRunner;
use crate::statistics::interval::mean;
use crate::verify::files;
use crate::verify::quantity::Quantity;
use crate::verify::reading::Reading;

/// The confidence of the interval that must contain the exact value.
pub const CONFIDENCE: f64 = 0.999;

/// Slack for values that are exact but for the rounding of decimal numbers.
const ROUNDING: f64 = 1e-9;

/// How much is simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Effort {
    /// Replications.
    pub replications: u32,
    /// Factor on horizon and warm-up of the file.
    pub stretch: u32,
    /// Master seed.
    pub seed: u64,
}

/// A result that is known exactly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Case {
    /// Name of the laboratory file.
    pub file: &'static str,
    /// Id of the structure.
    pub structure: &'static str,
    /// Structure whose value on the same luck is subtracted.
    pub minus: Option<&'static str>,
    /// What is measured.
    pub quantity: Quantity,
    /// The exact value.
    pub exact: f64,
    /// Greatest distance from it that is allowed.
    pub bound: f64,
    /// How much is simulated.
    pub effort: Effort,
}

/// What came out of a case.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// The case.
    pub case: Case,
    /// Mean over replications.
    pub mean: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// What a verdict says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The interval contains the exact value, and reaches no further than the bound.
    Agrees,
    /// The interval does not contain the exact value.
    Contradicts,
    /// The interval contains the exact value and reaches further than the bound: whether the mean is within it is luck.
    EffortTooSmall,
}

impl Finding {
    /// The word for it in a table.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Agrees => "ok",
            Self::Contradicts => "WRONG",
            Self::EffortTooSmall => "effort too small for this bound",
        }
    }
}

impl Verdict {
    /// What the interval says of the exact value. One that agrees puts the mean within the bound.
    #[must_use]
    pub fn finding(&self) -> Finding {
        let slack = ROUNDING * self.case.exact.abs().max(1.0);
        if self.case.exact < self.low - slack || self.case.exact > self.high + slack {
            Finding::Contradicts
        } else if (self.high - self.low) / 2.0 > self.case.bound + slack {
            Finding::EffortTooSmall
        } else {
            Finding::Agrees
        }
    }

    /// Whether the model agrees with the exact value.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.finding() == Finding::Agrees
    }
}

/// Runs one case.
///
/// # Panics
/// As `run_all`.
#[must_use]
pub fn run(case: &Case) -> Verdict {
    run_all(std::slice::from_ref(case))[0]
}

/// Runs cases, each file once for all that share it and its effort, on all cores. Verdicts in the order of the cases.
///
/// # Panics
/// When a case names a file, structure, station or class that does not exist, or has fewer than 2 replications.
#[must_use]
pub fn run_all(cases: &[Case]) -> Vec<Verdict> {
    let mut groups: BTreeMap<(&str, Effort), Vec<usize>> = BTreeMap::new();
    for (position, case) in cases.iter().enumerate() {
        groups.entry((case.file, case.effort)).or_default().push(position);
    }
    let mut verdicts: Vec<Option<Verdict>> = vec![None; cases.len()];
    for ((file, effort), positions) in groups {
        let own: Vec<Case> = positions.iter().map(|position| cases[*position]).collect();
        for (position, verdict) in positions.into_iter().zip(run_file(file, effort, &own)) {
            verdicts[position] = Some(verdict);
        }
    }
    verdicts.into_iter().map(|verdict| verdict.expect("every case is in a group")).collect()
}

/// The laboratory of a shipped file.
///
/// # Panics
/// When there is no such file or it is not a laboratory.
#[must_use]
pub fn laboratory(file: &str) -> Laboratory {
    let text = files::text(file).unwrap_or_else(|| panic!("no laboratory file {file}"));
    ron::from_str(text).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn run_file(file: &str, effort: Effort, cases: &[Case]) -> Vec<Verdict> {
    let mut laboratory = laboratory(file);
    laboratory.horizon_h *= f64::from(effort.stretch);
    laboratory.warmup_h *= f64::from(effort.stretch);
    keep_what_matters(&mut laboratory, cases);
    let bench = Bench { names: names(&laboratory), laboratory: &laboratory, cases };
    let structures: Vec<&LabStructure> = laboratory.structures.iter().filter(|structure| bench.is_wanted(structure)).collect();
    let keeps_visits = cases.iter().any(|case| case.quantity.needs_visits());
    let settings: Vec<_> = structures.iter().map(|structure| Arc::new(prepare(&laboratory, structure, keeps_visits))).collect();
    let runners = || -> Vec<LaboratoryRunner> {
        let pairs = settings.iter().zip(&structures);
        pairs.map(|(setting, structure)| LaboratoryRunner::new(Arc::clone(setting), structure.id.clone())).collect()
    };
    let pool = Plan { seed: effort.seed, replications: effort.replications, threads: 0 }.pool().expect("threads can be started");
    let run = |runners: &mut Vec<LaboratoryRunner>, replication: u32| {
        (bench.replicate(&structures, runners, effort.seed, replication), 1)
    };
    let mut values: Vec<Vec<f64>> = Vec::new();
    let take = |row| {
        values.push(row);
        Ok(())
    };
    in_order(&pool, effort.replications, runners, run, take).expect("nothing is written");
    let columns = (0..cases.len()).map(|case| values.iter().map(|row| row[case]).collect::<Vec<f64>>());
    cases.iter().zip(columns).map(|(case, values)| verdict(case, &values)).collect()
}

/// Leaves out the sources from which nothing comes to a place that a case speaks of: the rest has the same luck without them.
fn keep_what_matters(laboratory: &mut Laboratory, cases: &[Case]) {
    let Some(places) = cases.iter().map(|case| case.quantity.place()).collect::<Option<BTreeSet<&str>>>() else { return };
    let holder = |place: &str| {
        let mut pools = laboratory.pools.iter();
        let pool = pools.find(|pool| pool.units.iter().flat_map(unit_ids).any(|id| id == place));
        pool.map_or(place, |pool| &pool.id).to_owned()
    };
    let places: BTreeSet<String> = places.into_iter().map(holder).collect();
    let matters = |source: &LabSource| {
        let mut structures = laboratory.structures.iter();
        structures.any(|structure| reached(laboratory, structure, source).into_iter().any(|place| places.contains(place)))
    };
    laboratory.sources = laboratory.sources.iter().filter(|source| matters(source)).cloned().collect();
}

fn verdict(case: &Case, values: &[f64]) -> Verdict {
    let estimate = mean(values, CONFIDENCE).expect("a case has replications");
    let interval = estimate.interval.expect("a case has 2 replications or more");
    Verdict { case: *case, mean: estimate.mean, low: interval.low, high: interval.high }
}

/// A laboratory and the cases that it must answer.
struct Bench<'a> {
    laboratory: &'a Laboratory,
    names: LaboratoryNames,
    cases: &'a [Case],
}

impl Bench<'_> {
    fn is_wanted(&self, structure: &LabStructure) -> bool {
        self.cases.iter().any(|case| case.structure == structure.id || case.minus == Some(structure.id.as_str()))
    }

    /// One replication under every wanted structure: the value of each case.
    fn replicate(&self, structures: &[&LabStructure], runners: &mut [LaboratoryRunner], seed: u64, replication: u32) -> Vec<f64> {
        let mut values = vec![None; self.cases.len()];
        for (structure, runner) in structures.iter().zip(runners) {
            let (record, _) = runner.run(seed, replication);
            let reading = Reading::new(self.laboratory, structure, &self.names, &record);
            for (case, value) in self.cases.iter().zip(&mut values) {
                let sign = if case.structure == structure.id {
                    1.0
                } else if case.minus == Some(structure.id.as_str()) {
                    -1.0
                } else {
                    continue;
                };
                let found = reading.value(&case.quantity).unwrap_or_else(|| panic!("{}: nothing to measure", case.quantity));
                *value = Some(value.unwrap_or(0.0) + sign * found);
            }
        }
        values.into_iter().map(|value| value.expect("the laboratory has the structure of the case")).collect()
    }
}
