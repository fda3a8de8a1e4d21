//! The response levels of a structure: known posts, desks and hazards, and levels that rise with the grade.

use crate::scenario::check::duty;
use crate::scenario::check::findings::{Findings, OFFICERS_MAX};
use crate::scenario::check::structure::Layout;
use crate::scenario::locate::At;
use crate::scenario::response::ResponseRow;

/// All problems of the table of response levels.
pub fn check(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let list = root.field("responses");
    let rows = &layout.structure.responses;
    for (i, row) in rows.iter().enumerate() {
        let at = list.item(i);
        duty::desk(layout, &row.post, &row.desk, at, findings);
        findings.law(at.field("approval"), &row.approval);
        if row.officers > OFFICERS_MAX {
            findings.range(at.field("officers"), row.officers, "at most 10000");
        }
        findings.positive(at.field("decision_factor"), row.decision_factor);
        findings.given(at.field("hazards"), row.hazards.as_ref());
        if let Some(index) = layout.index {
            let hazards = at.field("hazards");
            for (i, id) in row.hazards.iter().flatten().enumerate() {
                index.hazards.known(id, hazards.item(i), findings);
            }
        }
        let same = |other: &&ResponseRow| (&other.post, &other.hazards) == (&row.post, &row.hazards);
        let contradicts = |other: &&ResponseRow| other.from_severity >= row.from_severity || other.level >= row.level;
        if rows[..i].iter().filter(same).any(|other| contradicts(&other)) {
            let message = format!("level {} follows on a row that is not lighter in grade and in level", row.level.numeral());
            let help = "list the rows of one post from the lightest grade and level to the gravest";
            findings.error(at.field("level"), Some(row.level.numeral()), message, help);
        }
    }
}
