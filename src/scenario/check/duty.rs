//! Shifts and recalls of a structure: known desks, hours of the day, and one shift at a time.

use crate::scenario::check::findings::{Findings, Names};
use crate::scenario::check::structure::Layout;
use crate::scenario::duty::ShiftRow;
use crate::scenario::locate::At;
use crate::scenario::structure::PostRef;

/// All problems of the tables of shifts and recalls.
pub fn check(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let (shifts, recalls) = (root.field("shifts"), root.field("recalls"));
    for (i, row) in layout.structure.shifts.iter().enumerate() {
        let at = shifts.item(i);
        desk(layout, &row.post, &row.desk, at, findings);
        for (field, hour) in [("from_h", row.from_h), ("until_h", row.until_h)] {
            if !(0.0..24.0).contains(&hour) {
                findings.range(at.field(field), hour, "an hour of the day, 0 or more and below 24");
            }
        }
        let mut before = layout.structure.shifts[..i].iter();
        if before.any(|other| (&other.post, &other.desk) == (&row.post, &row.desk) && overlap(other, row)) {
            let message = format!("two shifts of desk `{}` are on duty at the same hour", row.desk);
            findings.error(at.field("from_h"), Some(&row.from_h.to_string()), message, "let one shift end when the other begins");
        }
    }
    for (i, row) in layout.structure.recalls.iter().enumerate() {
        let at = recalls.item(i);
        desk(layout, &row.post, &row.desk, at, findings);
        findings.at_least_one(at.field("when_open"), row.when_open);
        findings.officers(at.field("officers"), row.officers);
        findings.law(at.field("after"), &row.after);
        let mut before = layout.structure.recalls[..i].iter();
        if before.any(|other| (&other.post, &other.desk) == (&row.post, &row.desk)) {
            let message = format!("desk `{}` of this post has two rows of recalls", row.desk);
            findings.error(at, Some(&row.desk), message, "keep one of the two");
        }
    }
}

/// Whether an hour of the day belongs to both: one of them begins within the other.
fn overlap(a: &ShiftRow, b: &ShiftRow) -> bool {
    a.covers(b.from_h) || b.covers(a.from_h)
}

/// A desk that a table names: its post and the desk itself. The echelon of the post, when it is known.
pub fn desk(layout: &Layout<'_>, post: &PostRef, desk: &str, at: At<'_>, findings: &mut Findings<'_>) -> Option<usize> {
    let echelon = layout.post(post, at.field("post"), findings)?;
    if let Some(index) = layout.index {
        let desks = index.posts(&post.line, layout.level(echelon)).flat_map(|post| &post.desks).map(|desk| desk.id.as_str());
        Names::new("desk of this post", desks).known(desk, at.field("desk"), findings);
    }
    Some(echelon)
}
