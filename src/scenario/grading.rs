//! The grading table (事件分级标准): from counts to grades. An incident is as grave as the gravest test that applies.

use serde::{Deserialize, Serialize};

use crate::terms::severity::Severity;

/// One test: from so many on, an incident of the hazard is at least so grave. Columns of a CSV file have the names of the fields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradingRow {
    /// Hazard id.
    pub hazard: String,
    /// What is counted.
    pub measure: GradingMeasure,
    /// The grade.
    pub severity: Severity,
    /// From this number on ("以上" includes the number), 1 or more: persons, or units of size.
    pub at_least: u32,
    /// Where the threshold comes from: a source, or `assumption`.
    pub source: String,
}

/// What a test counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GradingMeasure {
    /// Persons who have died so far.
    Deaths,
    /// Persons in danger at onset (涉险人数): those to be freed and those to be moved.
    InDanger,
    /// Persons to be freed, at onset (被困人数).
    Trapped,
    /// Injured persons freed so far (受伤人数).
    Injured,
    /// Persons moved so far (转移人数); a place counts when it is clear.
    Evacuated,
    /// Size of the hazard, the largest so far, as `hazard_per_unit_h` of its profile measures it.
    HazardSize,
}
