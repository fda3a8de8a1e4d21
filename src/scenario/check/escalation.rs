//! Take-overs, requests past a level, notices of a level, and approval: known posts, directions that fit, probabilities.

use std::collections::BTreeSet;

use crate::scenario::approval::{ApprovalRow, VoteSpec};
use crate::scenario::check::findings::Findings;
use crate::scenario::check::structure::Layout;
use crate::scenario::escalation::{LevelNotice, SkipRow};
use crate::scenario::locate::At;
use crate::scenario::structure::{Carried, PostRef, Structure};

/// All problems of these tables.
pub fn check(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let structure = layout.structure;
    let pulls = root.field("pulls");
    for (i, row) in structure.pulls.iter().enumerate() {
        let at = pulls.item(i);
        layout.post(&row.post, at.field("post"), findings);
        findings.probability(at.field("probability"), row.probability);
    }
    once(pulls, "post", structure.pulls.iter().map(|row| &row.post), findings);
    let skips = root.field("skips");
    for (i, row) in structure.skips.iter().enumerate() {
        check_skip(layout, row, skips.item(i), findings);
    }
    once(skips, "from", structure.skips.iter().map(|row| &row.from), findings);
    let notices = root.field("level_notices");
    findings.once(notices, structure.level_notices.iter().map(|row| (&row.from, &row.to)), "pair of sender and receiver");
    for (i, row) in structure.level_notices.iter().enumerate() {
        check_notice(layout, row, notices.item(i), findings);
    }
    let approvals = root.field("approvals");
    for (i, row) in structure.approvals.iter().enumerate() {
        check_approval(layout, row, approvals.item(i), findings);
    }
    once(approvals, "post", structure.approvals.iter().map(|row| &row.post), findings);
}

/// One row for each line and echelon.
fn once<'p>(list: At<'_>, field: &'static str, posts: impl Iterator<Item = &'p PostRef>, findings: &mut Findings<'_>) {
    let mut seen = BTreeSet::new();
    for (i, post) in posts.enumerate() {
        if !seen.insert((&post.line, &post.echelon)) {
            let message = format!("line `{}` at echelon `{}` has two rows", post.line, post.echelon);
            let at = list.item(i);
            findings.error(at.field(field), Some(&post.line), message, "write one row for each line and echelon");
        }
    }
}

fn check_skip(layout: &Layout<'_>, row: &SkipRow, at: At<'_>, findings: &mut Findings<'_>) {
    let from = layout.post(&row.from, at.field("from"), findings);
    let to = layout.post(&row.to, at.field("to"), findings);
    findings.law(at.field("transit"), &row.transit);
    if let (Some(from), Some(to)) = (from, to)
        && to + 1 >= from
    {
        let message = format!("a request from echelon `{}` to `{}` passes no echelon", row.from.echelon, row.to.echelon);
        let help = "name an echelon above the next one; requests to the next one stand in `reporting`";
        findings.error(at.field("to"), Some(&row.to.echelon), message, help);
    }
    if !row.after_time_out && row.from_severity.is_none() && !row.when_unmanned {
        let help = "write `after_time_out: true`, `from_severity: Some(II)` or `when_unmanned: true`, or leave the row out";
        findings.error(at, None, "requests never go past the superior by this row", help);
    }
    if !layout.structure.reporting.iter().any(|link| link.from == row.from && link.carries.contains(&Carried::Requests)) {
        let message = format!("line `{}` at echelon `{}` asks nobody, and so passes nobody", row.from.line, row.from.echelon);
        findings.error(at.field("from"), Some(&row.from.line), message, "let a row of `reporting` carry its requests");
    }
    if !reaches_a_right(&layout.structure.spelled_out(), &row.to) {
        let message =
            format!("a request to line `{}` at echelon `{}` reaches nobody who may decide", row.to.line, row.to.echelon);
        let help = "name a post that has a row of `rights`, or whose own requests reach one that has";
        findings.error(at.field("to"), Some(&row.to.echelon), message, help);
    }
}

/// Whether a post, or one that its requests come to in the end, may decide on anything.
fn reaches_a_right(structure: &Structure, post: &PostRef) -> bool {
    let mut reached = vec![post];
    let mut next = 0;
    while let Some(post) = reached.get(next).copied() {
        next += 1;
        let asks = structure.reporting.iter().filter(|link| link.from == *post && link.carries.contains(&Carried::Requests));
        let new: Vec<_> = asks.map(|link| &link.to).filter(|to| !reached.contains(to)).collect();
        reached.extend(new);
    }
    reached.iter().any(|post| structure.rights.iter().any(|row| row.post == **post))
}

fn check_notice(layout: &Layout<'_>, row: &LevelNotice, at: At<'_>, findings: &mut Findings<'_>) {
    let from = layout.post(&row.from, at.field("from"), findings);
    let to = layout.post(&row.to, at.field("to"), findings);
    findings.law(at.field("transit"), &row.transit);
    if let (Some(from), Some(to)) = (from, to)
        && to <= from
    {
        let message = format!("a notice goes down, and echelon `{}` is not below `{}`", row.to.echelon, row.from.echelon);
        findings.error(at.field("to"), Some(&row.to.echelon), message, "name an echelon below");
    }
    let has_levels = |post: &PostRef| layout.structure.responses.iter().any(|level| level.post == *post);
    for (field, post) in [("from", &row.from), ("to", &row.to)] {
        if !has_levels(post) {
            let message = format!("line `{}` at echelon `{}` has no response level", post.line, post.echelon);
            findings.error(at.field(field), Some(&post.line), message, "add a row to `responses` for it");
        }
    }
}

fn check_approval(layout: &Layout<'_>, row: &ApprovalRow, at: At<'_>, findings: &mut Findings<'_>) {
    let own = layout.post(&row.post, at.field("post"), findings);
    let up_to = layout.echelons.known(&row.up_to, at.field("up_to"), findings);
    if let (Some(own), Some(up_to)) = (own, up_to)
        && up_to > own
    {
        let message = format!("echelon `{}` stands below `{}`, whose decisions it is to approve", row.up_to, row.post.echelon);
        findings.error(at.field("up_to"), Some(&row.up_to), message, "name the post's own echelon or one above");
    }
    findings.probability(at.field("needed"), row.needed);
    findings.probability(at.field("unneeded"), row.unneeded);
    findings.at_least_one(at.field("attempts"), row.attempts);
    if let Some(min) = row.again_after_min {
        findings.period(at.field("again_after_min"), min);
    }
    if row.attempts > 1 && row.again_after_min.is_none() {
        let help = "write `again_after_min: Some(…)`, the time for which it gathers news";
        findings.error(at.field("attempts"), None, "the post proposes again, and nothing says when", help);
    }
    if layout.structure.committees.iter().any(|committee| committee.post == row.post) {
        let message = format!("line `{}` at echelon `{}` has a committee as well", row.post.line, row.post.echelon);
        findings.error(at.field("post"), Some(&row.post.line), message, "let the committee vote, or the chain approve");
    }
}

/// The vote of a committee in which at least `quorum` members sit.
pub fn check_vote(vote: &VoteSpec, quorum: u32, at: At<'_>, findings: &mut Findings<'_>) {
    findings.probability(at.field("needed"), vote.needed);
    findings.probability(at.field("unneeded"), vote.unneeded);
    if !(1..=quorum).contains(&vote.approve) {
        findings.range(at.field("approve"), vote.approve, &format!("1 to {quorum}, the quorum"));
    }
}
