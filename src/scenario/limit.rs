//! The table of reporting limits (报告时限): who must have told whom within which time. A scenario names it, like the grading table,
//! so that every structure is held against the same duties.

use serde::{Deserialize, Serialize};

use crate::terms::severity::Severity;

/// In `from_echelon`: whoever reports from outside the posts, such as an enterprise or a hospital. Such a row binds no post; it stands
/// in a table so that the legal chain is whole.
pub const REPORTER: &str = "reporter";

/// In `to_echelon`: the departments of the State, which have no post. A row to them binds no post.
pub const NATION: &str = "nation";

/// One duty: the posts of a line and echelon must tell those of another within a time. Columns of a CSV file have the names of the
/// fields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitRow {
    /// Id of the limit, shown in outputs.
    pub id: String,
    /// Hazard id; all when absent.
    #[serde(default)]
    pub hazard: Option<String>,
    /// Line of those who must report …
    pub from_line: String,
    /// … and their echelon, or `reporter` for whoever reports from outside the posts.
    pub from_echelon: String,
    /// Line of those who must be told …
    pub to_line: String,
    /// … and their echelon, or `nation` for the departments of the State.
    pub to_echelon: String,
    /// What must be on its way.
    pub kind: LimitKind,
    /// Limit from the first news at the desk until the report is on its way, min, above 0.
    pub minutes: f64,
    /// For news of incidents at least this grave; for all when absent.
    #[serde(default)]
    pub from_severity: Option<Severity>,
    /// For news of incidents at most this grave; for all when absent.
    #[serde(default)]
    pub up_to_severity: Option<Severity>,
    /// Where the limit comes from: a source, or `assumption`.
    pub source: String,
}

/// What must be on its way when a limit ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LimitKind {
    /// The first report, as by telephone; a request for help carries it.
    Oral,
    /// A report in writing: the sender's written report or a later one. Where posts write no report of their own, the first one.
    Written,
}
