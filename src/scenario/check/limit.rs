//! The table of reporting limits of a scenario: known lines, hazards and echelons, limits above 0, each id once.

use crate::scenario::check::findings::{Findings, Names};
use crate::scenario::check::index::Index;
use crate::scenario::limit::{LimitRow, NATION, REPORTER};
use crate::scenario::locate::At;
use crate::scenario::structure::Structure;
use crate::terms::severity::Severity;

/// All problems of a table of limits. An echelon must be known to one of the structures; where another one lacks it, the row binds
/// nobody there.
pub fn check(rows: &[LimitRow], index: Option<&Index<'_>>, structures: &[&Structure], findings: &mut Findings<'_>) {
    let root = At::Root;
    let list = root.field("limits");
    findings.unique(list, "limit", rows.iter().map(|row| row.id.as_str()));
    let ids = structures.iter().flat_map(|structure| &structure.echelons).map(|echelon| echelon.id.as_str());
    let echelons = Names::new("echelon", ids.chain([REPORTER, NATION]));
    for (i, row) in rows.iter().enumerate() {
        let at = list.item(i);
        findings.positive(at.field("minutes"), row.minutes);
        if let Some(index) = index {
            index.lines.known(&row.from_line, at.field("from_line"), findings);
            index.lines.known(&row.to_line, at.field("to_line"), findings);
            if let Some(hazard) = &row.hazard {
                index.hazards.known(hazard, at.field("hazard"), findings);
            }
        }
        if !structures.is_empty() {
            check_echelons(row, &echelons, at, findings);
        }
        if row.from_severity.unwrap_or(Severity::IV) > row.up_to_severity.unwrap_or(Severity::I) {
            let message = "the limit begins with a graver grade than it ends with, so that it binds nobody";
            findings.error(at.field("up_to_severity"), None, message, "write the lighter grade into `from_severity`");
        }
    }
}

fn check_echelons(row: &LimitRow, echelons: &Names<'_>, at: At<'_>, findings: &mut Findings<'_>) {
    for (field, written, outside) in [("from_echelon", &row.from_echelon, NATION), ("to_echelon", &row.to_echelon, REPORTER)] {
        if written == outside {
            let message = format!("`{outside}` cannot stand in `{field}`");
            findings.error(at.field(field), Some(written), message, "name an echelon of the structure");
        } else {
            echelons.known(written, at.field(field), findings);
        }
    }
}
