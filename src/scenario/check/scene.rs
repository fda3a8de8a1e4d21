//! Command at the scene: spans, the law of pace, and who takes over.

use std::collections::BTreeSet;

use crate::scenario::check::findings::Findings;
use crate::scenario::check::structure::Layout;
use crate::scenario::locate::At;

/// All problems of command at the scene.
pub fn check(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let Some(scene) = &layout.structure.scene_command else { return };
    let root = At::Root;
    let at = root.field("scene_command");
    findings.at_least_one(at.field("span"), scene.span);
    findings.not_negative(at.field("slowdown_per_unit"), scene.slowdown_per_unit);
    if !(scene.floor > 0.0 && scene.floor <= 1.0) {
        findings.range(at.field("floor"), scene.floor, "above 0 and at most 1");
    }
    findings.law(at.field("handover"), &scene.handover);
    let rows = at.field("takes_over");
    let mut seen = BTreeSet::new();
    if let Some(rate) = scene.questions_per_unit_h {
        findings.positive(at.field("questions_per_unit_h"), rate);
    }
    for (i, row) in scene.takes_over.iter().enumerate() {
        let at = rows.item(i);
        layout.post(&row.post, at.field("post"), findings);
        findings.law(at.field("after"), &row.after);
        findings.at_least_one(at.field("span"), row.span);
        if !seen.insert((&row.post.line, &row.post.echelon)) {
            let message = format!("line `{}` at echelon `{}` takes over twice", row.post.line, row.post.echelon);
            findings.error(at.field("post"), Some(&row.post.line), message, "write one row for each line and echelon");
        }
    }
}
