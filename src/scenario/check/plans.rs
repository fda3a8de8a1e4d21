//! The plans of a structure: known posts, jurisdictions and hazards, and a factor that makes sense.

use crate::scenario::check::findings::Findings;
use crate::scenario::check::structure::Layout;
use crate::scenario::locate::At;

/// All problems of the table of plans.
pub fn check(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let list = root.field("plans");
    for (i, row) in layout.structure.plans.iter().enumerate() {
        let at = list.item(i);
        layout.post(&row.post, at.field("post"), findings);
        findings.positive(at.field("decision_factor"), row.decision_factor);
        if let Some(index) = layout.index {
            let (only, hazards) = (at.field("only"), at.field("hazards"));
            for (i, id) in row.only.iter().flatten().enumerate() {
                index.jurisdictions.known(id, only.item(i), findings);
            }
            for (i, id) in row.hazards.iter().flatten().enumerate() {
                index.hazards.known(id, hazards.item(i), findings);
            }
        }
        if row.decision_factor == 1.0 && !row.pre_authorised {
            let help = "write a `decision_factor` below 1 or `pre_authorised: true`, or leave the row out";
            findings.warning(at, None, "the plan changes nothing", help);
        }
    }
}
