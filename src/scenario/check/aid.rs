//! The table of mutual aid: one row a post, desks that can answer, chances that are chances.

use std::collections::BTreeSet;

use crate::scenario::aid::{Agreement, AidRow, AidWay};
use crate::scenario::check::findings::Findings;
use crate::scenario::check::structure::Layout;
use crate::scenario::locate::At;
use crate::terms::language::{Language, Word as _};
use crate::terms::traffic::MatterKind;

/// All problems of the table of mutual aid.
pub fn check(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let rows = root.field("aid");
    let mut seen = BTreeSet::new();
    for (i, row) in layout.structure.aid.iter().enumerate() {
        let at = rows.item(i);
        let position = layout.post(&row.post, at.field("post"), findings);
        findings.law(at.field("transit"), &row.transit);
        if !seen.insert((&row.post.line, &row.post.echelon)) {
            let message = format!("two rows of aid for line `{}` at echelon `{}`", row.post.line, row.post.echelon);
            findings.error(at.field("post"), Some(&row.post.line), message, "write one row for each line and echelon");
        }
        match row.agreement {
            Agreement::AdHoc { acceptance } => findings.probability(at.field("agreement").field("acceptance"), acceptance),
            Agreement::Before { after_min } => {
                findings.not_negative(at.field("agreement").field("after_min"), after_min);
                if row.way == AidWay::Superior {
                    let message = "the post above decides on each request; nothing is agreed beforehand";
                    findings.error(at.field("agreement"), None, message, "write `way: Sideways`, or `AdHoc`");
                }
            }
        }
        if let Some(level) = position.map(|echelon| layout.level(echelon)) {
            check_desks(layout, row, level, at.field("post"), findings);
        }
    }
}

/// A lender needs a desk for what comes to it.
fn check_desks(layout: &Layout<'_>, row: &AidRow, level: &str, at: At<'_>, findings: &mut Findings<'_>) {
    let Some(index) = layout.index else { return };
    let needed: &[MatterKind] = match (row.way, row.agreement) {
        (AidWay::Superior, _) => &[MatterKind::Order],
        (AidWay::Sideways, Agreement::AdHoc { .. }) => &[MatterKind::Request, MatterKind::Decision],
        (AidWay::Sideways, Agreement::Before { .. }) => &[],
    };
    for kind in needed {
        if !index.posts(&row.post.line, level).all(|post| post.handles(*kind)) {
            let matter = kind.word(Language::En);
            let message = format!("posts of line `{}` lend to each other, and no desk of theirs handles {matter}", row.post.line);
            findings.error(at, Some(&row.post.line), message, "give their post a desk for it in the world, or ask another way");
        }
    }
}
