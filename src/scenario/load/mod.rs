//! From paths to typed files, every problem with its place.
//!
//! | file | what it does |
//! | --- | --- |
//! | `file.rs` | reads texts, finds the project folder, keeps references inside it |
//! | `shape.rs` | RON text to typed value; ron's first error with place and remedy |
//! | `table.rs` | CSV rows with their lines |
//! | `reader.rs` | opens every file once and follows references |
//! | `study.rs` | what a run needs: a scenario with its world, tape and structures, or a laboratory |
//! | `survey.rs` | several files checked together, and the list of a folder |

pub mod file;
pub mod reader;
pub mod shape;
pub mod study;
pub mod survey;
pub mod table;

use serde::Serialize;

use crate::scenario::diagnose::{Problem, Sources};
use crate::scenario::exercise::Scenario;
use crate::scenario::incidents::Incidents;
use crate::scenario::laboratory::Laboratory;
use crate::scenario::structure::Structure;
use crate::scenario::territory::World;

/// A file that went into a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Input {
    /// Path relative to the project folder, `/` separators.
    pub name: String,
    /// BLAKE3 of its bytes, hexadecimal.
    pub hash: String,
}

/// A scenario with everything that it names.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// The scenario; a tape file has been put inline.
    pub scenario: Scenario,
    /// The world, CSV rows included.
    pub world: World,
    /// The tape.
    pub incidents: Incidents,
    /// The chosen structures in order; the scenario's own one when none was chosen.
    pub structures: Vec<Structure>,
    /// The files read.
    pub inputs: Vec<Input>,
}

/// A laboratory scenario with the structures to run.
#[derive(Clone, Debug)]
pub struct LaboratoryStudy {
    /// The laboratory.
    pub laboratory: Laboratory,
    /// Positions of the chosen structures in `laboratory.structures`; the first one when none was chosen.
    pub structures: Vec<usize>,
    /// The files read.
    pub inputs: Vec<Input>,
}

/// What can be run.
#[derive(Clone, Debug)]
pub enum Study {
    /// A scenario.
    Exercise(Box<Exercise>),
    /// A laboratory.
    Laboratory(Box<LaboratoryStudy>),
}

/// Something loaded without errors.
#[derive(Clone, Debug)]
pub struct Loaded<T> {
    /// What was loaded.
    pub value: T,
    /// Warnings.
    pub warnings: Vec<Problem>,
    /// The texts, to show the warnings in.
    pub sources: Sources,
}

#[cfg(test)]
mod trials;
