//! How the posts of a structure handle news: probabilities, times, and one row a post.

use std::collections::BTreeSet;

use crate::scenario::check::findings::Findings;
use crate::scenario::check::structure::Layout;
use crate::scenario::locate::At;
use crate::scenario::practice::ConductRow;

/// All problems of the conduct table.
pub fn check(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let list = root.field("conduct");
    if let Some(sharing) = &layout.structure.sharing {
        let at = root.field("sharing");
        findings.probability(at.field("probability"), sharing.probability);
        findings.law(at.field("delay"), &sharing.delay);
    }
    let mut seen = BTreeSet::new();
    for (i, row) in layout.structure.conduct.iter().enumerate() {
        let at = list.item(i);
        layout.post(&row.post, at.field("post"), findings);
        if !seen.insert((&row.post.line, &row.post.echelon)) {
            let message = format!("line `{}` at echelon `{}` has two rows of conduct", row.post.line, row.post.echelon);
            findings.error(at.field("post"), Some(&row.post.line), message, "write one row for each line and echelon");
        }
        check_row(row, at, findings);
    }
}

fn check_row(row: &ConductRow, at: At<'_>, findings: &mut Findings<'_>) {
    findings.at_least_one(at.field("confirmations"), row.confirmations);
    findings.probability(at.field("omission"), row.omission);
    findings.probability(at.field("shading"), row.shading);
    if !(0.0..1.0).contains(&row.send_back) {
        findings.range(
            at.field("send_back"),
            row.send_back,
            "0 or more and below 1: a report that always goes back is never read",
        );
    } else if row.send_back > 0.0 && row.verification.is_none() {
        let help = "write `verification: Some(…)`, the time from sending a report back until it is there again";
        findings.error(at.field("send_back"), None, "reports go back, and `verification` says not how long that takes", help);
    }
    if let Some(law) = &row.verification {
        findings.law(at.field("verification"), law);
    }
    if let Some(law) = &row.writing {
        findings.law(at.field("writing"), law);
    }
    if row.follow_up_light_min.is_some() && row.follow_up_min.is_none() {
        let message = "follow-ups of light incidents have a gap, and `follow_up_min` says none";
        findings.error(at.field("follow_up_light_min"), None, message, "write `follow_up_min: Some(…)` as well");
    }
    let times = [
        ("decide_within_min", row.decide_within_min),
        ("follow_up_min", row.follow_up_min),
        ("follow_up_light_min", row.follow_up_light_min),
    ];
    for (field, value) in times {
        if let Some(value) = value {
            findings.period(at.field(field), value);
        }
    }
}
