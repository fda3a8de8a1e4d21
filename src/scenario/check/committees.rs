//! The committees of a structure: one a post, one chair, a quorum that can come, and desks that exist.

use std::collections::BTreeSet;

use crate::scenario::check::findings::Findings;
use crate::scenario::check::structure::Layout;
use crate::scenario::check::{duty, escalation};
use crate::scenario::committee::{CommitteeRow, Joining, MemberSpec, NoticeSpec, Role, TakesEffect};
use crate::scenario::locate::At;
use crate::scenario::structure::PostRef;

/// The most members that one row stands for.
const MEMBERS_MAX: u32 = 1_000;

/// All problems of the table of committees.
pub fn check(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let list = root.field("committees");
    let mut seen = BTreeSet::new();
    for (i, row) in layout.structure.committees.iter().enumerate() {
        let at = list.item(i);
        layout.post(&row.post, at.field("post"), findings);
        if !seen.insert((&row.post.line, &row.post.echelon)) {
            let message = format!("line `{}` at echelon `{}` has two committees", row.post.line, row.post.echelon);
            findings.error(at.field("post"), Some(&row.post.line), message, "write one committee for each line and echelon");
        }
        check_row(layout, row, at, findings);
    }
}

fn check_row(layout: &Layout<'_>, row: &CommitteeRow, at: At<'_>, findings: &mut Findings<'_>) {
    let notice = at.field("notice");
    match &row.notice {
        NoticeSpec::Serial(law) | NoticeSpec::Broadcast(law) => findings.law(notice, law),
    }
    findings.law(at.field("deliberation"), &row.deliberation);
    findings.period(at.field("no_quorum_after_min"), row.no_quorum_after_min);
    if let TakesEffect::EveryMin(min) = row.takes_effect {
        findings.period(at.field("takes_effect"), min);
    }
    let members = at.field("members");
    findings.unique(members, "member", row.members.iter().map(|member| member.id.as_str()));
    for (i, member) in row.members.iter().enumerate() {
        check_member(layout, row, member, members.item(i), findings);
    }
    let chairs: u64 = row.members.iter().filter(|member| member.role == Role::Chair).map(|member| u64::from(member.count)).sum();
    if chairs != 1 {
        let message = format!("the committee has {chairs} chairs");
        findings.error(members, None, message, "let exactly one member have `role: Chair`");
    }
    if let Some(vote) = &row.vote {
        escalation::check_vote(vote, row.quorum, at.field("vote"), findings);
    }
    let seats: u64 = row.members.iter().map(|member| u64::from(member.count)).sum();
    if !(1..=seats).contains(&u64::from(row.quorum)) {
        let must_be = format!("1 to {seats}, the number of its members");
        findings.range(at.field("quorum"), row.quorum, &must_be);
    }
}

fn check_member(layout: &Layout<'_>, row: &CommitteeRow, member: &MemberSpec, at: At<'_>, findings: &mut Findings<'_>) {
    if !(1..=MEMBERS_MAX).contains(&member.count) {
        findings.range(at.field("count"), member.count, "1 to 1000");
    }
    findings.probability(at.field("reachable"), member.reachable);
    match &member.joins {
        Joining::Road(law) | Joining::Video(law) => findings.law(at.field("joins"), law),
    }
    if let Some(desk) = &member.desk {
        let post = PostRef { line: desk.line.clone(), echelon: row.post.echelon.clone() };
        duty::desk(layout, &post, &desk.desk, at.field("desk"), findings);
    }
}
