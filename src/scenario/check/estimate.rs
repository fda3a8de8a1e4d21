//! Completeness of reports and errors of estimates: ranges, and one row a post.

use std::collections::BTreeSet;

use crate::scenario::check::findings::Findings;
use crate::scenario::check::structure::Layout;
use crate::scenario::locate::At;

/// The furthest that shading may go: a hundredth of the size, or a hundredfold.
const SHADING_MAX: f64 = 4.6;

/// All problems of estimates.
pub fn check(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let Some(spec) = &layout.structure.estimates else { return };
    let root = At::Root;
    let at = root.field("estimates");
    if !(spec.first > 0.0 && spec.first <= 1.0) {
        findings.range(at.field("first"), spec.first, "above 0 and at most 1");
    }
    let values = [
        ("per_follow_up", spec.per_follow_up),
        ("sigma", spec.sigma),
        ("per_hop", spec.per_hop),
        ("per_excess_matter", spec.per_excess_matter),
        ("margin", spec.margin),
    ];
    for (field, value) in values {
        findings.not_negative(at.field(field), value);
    }
    if spec.verifies_gaps && layout.structure.conduct.iter().all(|row| row.send_back <= 0.0) {
        let help = "give the posts that verify a `send_back` and a `verification` in `conduct`";
        findings.warning(at.field("verifies_gaps"), None, "gaps are verified, and no post sends reports back", help);
    }
    let rows = at.field("posts");
    let mut seen = BTreeSet::new();
    for (i, row) in spec.posts.iter().enumerate() {
        let at = rows.item(i);
        layout.post(&row.post, at.field("post"), findings);
        findings.probability(at.field("wrong_kind"), row.wrong_kind);
        if !(-SHADING_MAX..=SHADING_MAX).contains(&row.shading) {
            findings.range(at.field("shading"), row.shading, "between -4.6 and 4.6");
        }
        if !seen.insert((&row.post.line, &row.post.echelon)) {
            let message = format!("line `{}` at echelon `{}` judges twice", row.post.line, row.post.echelon);
            findings.error(at.field("post"), Some(&row.post.line), message, "write one row for each line and echelon");
        }
    }
}
