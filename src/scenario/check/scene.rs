//! Command at the scene: spans, the law of pace, and who takes over.

use std::collections::BTreeSet;

use crate::scenario::check::findings::Findings;
use crate::scenario::check::structure::Layout;
use crate::scenario::forces::PostSpec;
use crate::scenario::locate::At;

/// All problems of command at the scene.
pub fn check(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let Some(scene) = &layout.structure.scene_command else { return };
    let root = At::Root;
    let at = root.field("scene_command");
    findings.at_least_one(at.field("span"), scene.span);
    findings.not_negative(at.field("slowdown_per_unit"), scene.slowdown_per_unit);
    findings.floor(at.field("floor"), scene.floor);
    findings.law(at.field("handover"), &scene.handover);
    let rows = at.field("takes_over");
    let mut seen = BTreeSet::new();
    if let Some(rate) = scene.questions_per_unit_h {
        findings.positive_rate(at.field("questions_per_unit_h"), rate);
    }
    for (i, row) in scene.takes_over.iter().enumerate() {
        let at = rows.item(i);
        let echelon = layout.post(&row.post, at.field("post"), findings);
        if let (Some((echelon, index)), Some(_)) = (echelon.zip(layout.index), scene.questions_per_unit_h)
            && !index.posts(&row.post.line, layout.level(echelon)).all(PostSpec::does_tasks)
        {
            let message = format!("a post of line `{}` that commands has no desk for questions from the scene", row.post.line);
            let help = "let a desk of it handle `Task`, `Order` or `Report` in the world";
            findings.error(at.field("post"), Some(&row.post.line), message, help);
        }
        findings.law(at.field("after"), &row.after);
        findings.at_least_one(at.field("span"), row.span);
        if !seen.insert((&row.post.line, &row.post.echelon)) {
            let message = format!("line `{}` at echelon `{}` takes over twice", row.post.line, row.post.echelon);
            findings.error(at.field("post"), Some(&row.post.line), message, "write one row for each line and echelon");
        }
    }
}
