//! The cases. Exact values, formulas and sources stand in the head of each laboratory file.

use crate::verify::case::{Case, Effort};
use crate::verify::quantity::Quantity;

mod chains;
mod desks;
mod posts;
mod surges;
mod teams;

/// The cases that take about a minute in all.
#[must_use]
pub fn quick() -> Vec<Case> {
    [posts::quick(), desks::quick(), surges::quick(), chains::quick(), teams::quick()].concat()
}

/// The cases at high load, which take minutes.
#[must_use]
pub fn slow() -> Vec<Case> {
    [posts::slow(), teams::slow()].concat()
}

/// The seed of all cases.
const SEED: u64 = 2_024;

/// Cases that share a file, a structure and an effort.
#[derive(Clone, Copy)]
struct Family {
    file: &'static str,
    structure: &'static str,
    effort: Effort,
}

impl Family {
    const fn new(file: &'static str, replications: u32, stretch: u32) -> Self {
        Self { file, structure: "base", effort: Effort { replications, stretch, seed: SEED } }
    }

    const fn under(self, structure: &'static str) -> Self {
        Self { structure, ..self }
    }

    /// A case whose mean must be within `percent` of the exact value.
    fn case(&self, quantity: Quantity, exact: f64, percent: f64) -> Case {
        let Self { file, structure, effort } = *self;
        Case { file, structure, minus: None, quantity, exact, bound: percent / 100.0 * exact, effort }
    }

    /// A case of the difference to another structure on the same luck.
    fn difference(&self, to: &'static str, quantity: Quantity, exact: f64, percent: f64) -> Case {
        Case { minus: Some(to), ..self.case(quantity, exact, percent) }
    }
}
