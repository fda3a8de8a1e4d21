//! The grading table of a scenario: known hazards, thresholds that rise with the grade.

use crate::scenario::check::findings::Findings;
use crate::scenario::check::index::Index;
use crate::scenario::grading::GradingRow;
use crate::scenario::locate::At;

/// All problems of a grading table.
pub fn check(rows: &[GradingRow], index: Option<&Index<'_>>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let list = root.field("grading");
    for (i, row) in rows.iter().enumerate() {
        let at = list.item(i);
        if let Some(index) = index {
            index.hazards.known(&row.hazard, at.field("hazard"), findings);
        }
        findings.at_least_one(at.field("at_least"), row.at_least);
        let same = |other: &&GradingRow| (&other.hazard, other.measure) == (&row.hazard, row.measure);
        let is_lighter = |other: &&GradingRow| other.severity <= row.severity && other.at_least >= row.at_least;
        if let Some(other) = rows[..i].iter().filter(same).find(is_lighter) {
            let message = format!(
                "grade {} from {} on, but grade {} only from {} on",
                row.severity.numeral(),
                row.at_least,
                other.severity.numeral(),
                other.at_least
            );
            let help = "list lighter grades first, each with a lower threshold";
            findings.error(at.field("at_least"), Some(&row.at_least.to_string()), message, help);
        }
    }
}
