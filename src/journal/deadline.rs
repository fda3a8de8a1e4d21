//! The names of limits for reports, as the header of a journal lists them.

use serde::Serialize;

use crate::engine::time::Span;
use crate::terms::language::Name;

/// A limit for reports.
#[derive(Clone, Debug, Serialize)]
pub struct DeadlineName {
    /// Id.
    pub id: String,
    /// Who must tell whom, in both languages.
    pub name: Name,
    /// Line of those whom it binds.
    pub line: String,
    /// Echelon of those whom it binds.
    pub echelon: String,
    /// Whether the report must be in writing.
    pub is_written: bool,
    /// Time allowed from the first news.
    pub within_ms: Span,
    /// Where the limit comes from.
    pub source: String,
}
