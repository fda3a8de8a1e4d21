//! A structure on a world: where detection channels enter, what each post can receive, whether a desk of it handles that, and
//! which posts no news ever reaches.

use std::collections::{BTreeMap, BTreeSet};

use crate::scenario::check::findings::Findings;
use crate::scenario::check::index::Index;
use crate::scenario::check::structure::Layout;
use crate::scenario::incidents::Incidents;
use crate::scenario::locate::At;
use crate::scenario::structure::{Carried, Right, Structure};
use crate::terms::language::{Language, Word};
use crate::terms::traffic::MatterKind;

/// A line and the position of an echelon: all posts of the line there.
type Posts<'a> = (&'a str, usize);

/// All problems of the traffic between posts.
pub fn check(layout: &Layout<'_>, index: &Index<'_>, findings: &mut Findings<'_>) {
    let entries = entries(layout, index, findings);
    check_handling(layout, index, &entries, findings);
    check_reach(layout, &entries, findings);
}

/// Where tasks of a tape wait for others, the scene asks whoever decides for units when their turn comes.
pub fn check_tape(structure: &Structure, tape: &Incidents, index: &Index<'_>, findings: &mut Findings<'_>) {
    if !tape.profiles().any(|profile| profile.needs.iter().any(|need| need.after.is_some())) {
        return;
    }
    let spelled = structure.spelled_out();
    let layout = Layout::new(&spelled, Some(index));
    let mut desks = Desks { layout: &layout, index, told: BTreeSet::new() };
    let (root, why) = (At::Root, "is asked from the scene for units when the turn of a task comes that waited for another");
    let rights = root.field("rights");
    for (i, row) in spelled.rights.iter().enumerate().filter(|(_, row)| row.right != Right::Propose) {
        let at = rights.item(i);
        desks.need(&row.post.line, &row.post.echelon, MatterKind::Request, at.field("post"), why, findings);
    }
}

/// The posts that channels report to, with the channel.
fn entries<'a>(layout: &Layout<'a>, index: &Index<'a>, findings: &mut Findings<'_>) -> BTreeMap<Posts<'a>, &'a str> {
    let root = At::Root;
    let mut entries = BTreeMap::new();
    for channel in &index.world.channels {
        let Some(level) = index.levels.position(&channel.level) else { continue };
        let mut candidates = (0..layout.structure.echelons.len())
            .rev()
            .filter(|echelon| index.levels.position(layout.level(*echelon)).is_some_and(|own| own <= level))
            .filter(|echelon| layout.has_post(&channel.line, *echelon));
        let Some(first) = candidates.next() else {
            let message = format!(
                "channel `{}` reports to line `{}` at level `{}`, and this structure has no such post there or above",
                channel.id, channel.line, channel.level
            );
            let help = format!("add an echelon on level `{}` or above", channel.level);
            findings.error(root.field("echelons"), Some(&channel.id), message, help);
            continue;
        };
        entries.entry((channel.line.as_str(), first)).or_insert(channel.id.as_str());
        // Where kinds are abolished or posts stand at some jurisdictions only, reports enter one echelon higher too.
        let is_abolishing = layout.structure.abolishes.iter().any(|kind| kind.level == layout.level(first));
        let is_partial = index.posts(&channel.line, layout.level(first)).all(|post| post.only.is_some());
        if let Some(second) = candidates.next().filter(|_| is_abolishing || is_partial) {
            entries.entry((channel.line.as_str(), second)).or_insert(channel.id.as_str());
        }
    }
    entries
}

fn check_handling<'a>(
    layout: &Layout<'a>,
    index: &Index<'a>,
    entries: &BTreeMap<Posts<'a>, &'a str>,
    findings: &mut Findings<'_>,
) {
    let root = At::Root;
    let structure = layout.structure;
    let mut desks = Desks { layout, index, told: BTreeSet::new() };
    for ((line, echelon), channel) in entries {
        let why = format!("receives the reports of channel `{channel}`");
        desks.need(
            line,
            &structure.echelons[*echelon].id,
            MatterKind::Report,
            root.field("echelons").item(*echelon),
            &why,
            findings,
        );
    }
    let links = root.field("reporting");
    for (i, link) in structure.reporting.iter().enumerate() {
        for carried in &link.carries {
            let (kind, why) = match carried {
                Carried::Reports => (MatterKind::Report, "receives reports over this link"),
                Carried::Requests => (MatterKind::Request, "receives requests over this link"),
            };
            desks.need(&link.to.line, &link.to.echelon, kind, links.item(i).field("to"), why, findings);
        }
    }
    let skips = root.field("skips");
    for (i, row) in structure.skips.iter().enumerate() {
        let (at, kind, why) = (skips.item(i), MatterKind::Request, "receives requests by this row");
        desks.need(&row.to.line, &row.to.echelon, kind, at.field("to"), why, findings);
    }
    let notices = root.field("level_notices");
    for (i, row) in structure.level_notices.iter().enumerate() {
        let (at, kind, why) = (notices.item(i), MatterKind::Report, "receives notices by this row");
        desks.need(&row.to.line, &row.to.echelon, kind, at.field("to"), why, findings);
    }
    check_voters(layout, &mut desks, findings);
    let pulls = root.field("pulls");
    for (i, row) in structure.pulls.iter().enumerate() {
        let at = pulls.item(i);
        desks.need(&row.post.line, &row.post.echelon, MatterKind::Decision, at.field("post"), "takes decisions over", findings);
    }
    let rights = root.field("rights");
    for (i, row) in structure.rights.iter().enumerate().filter(|(_, row)| row.right != Right::Propose) {
        let at = rights.item(i);
        desks.need(&row.post.line, &row.post.echelon, MatterKind::Decision, at.field("post"), "decides by this row", findings);
    }
    let rows = root.field("commitment");
    for (i, row) in structure.commitment.iter().enumerate() {
        for (j, relay) in row.via.iter().enumerate() {
            let at = rows.item(i);
            let via = at.field("via");
            desks.need(&relay.line, &relay.echelon, MatterKind::Order, via.item(j), "passes orders on by this row", findings);
        }
    }
}

/// Posts that must agree to others' decisions, over all rows of requests.
fn check_voters(layout: &Layout<'_>, desks: &mut Desks<'_, '_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let approvals = root.field("approvals");
    for (i, row) in layout.structure.approvals.iter().enumerate() {
        let mut voters = vec![&row.post];
        while let Some(voter) = voters.pop() {
            let at = approvals.item(i);
            desks.need(&voter.line, &voter.echelon, MatterKind::Decision, at.field("post"), "agrees to decisions", findings);
            let up_to = layout.echelons.position(&row.up_to);
            let is_next = |link: &&crate::scenario::structure::ReportingLink| {
                let is_above = layout.echelons.position(&link.to.echelon) >= up_to;
                link.from == *voter && link.carries.contains(&Carried::Requests) && is_above
            };
            let next = layout.structure.reporting.iter().filter(is_next).map(|link| &link.to);
            let further: Vec<_> = next.filter(|to| to.echelon != voter.echelon).collect();
            voters.extend(further);
        }
    }
}

struct Desks<'a, 'b> {
    layout: &'b Layout<'a>,
    index: &'b Index<'a>,
    told: BTreeSet<(String, String, MatterKind)>,
}

impl Desks<'_, '_> {
    /// Every post of a line and echelon needs a desk for a kind of matter.
    fn need(&mut self, line: &str, echelon: &str, kind: MatterKind, at: At<'_>, why: &str, findings: &mut Findings<'_>) {
        let Some(position) = self.layout.echelons.position(echelon) else { return };
        let level = self.layout.level(position);
        if self.index.posts(line, level).all(|post| post.handles(kind))
            || !self.told.insert((line.to_owned(), echelon.to_owned(), kind))
        {
            return;
        }
        let matter = kind.word(Language::En);
        let message =
            format!("the post of line `{line}` at echelon `{echelon}` {why}, and no desk of it handles {matter} matters");
        let help = format!("let a desk of the world's post of line `{line}` at level `{level}` handle `{kind:?}`");
        findings.error(at, Some(matter), message, help);
    }
}

/// Warns of posts that no detector can reach through the chain. A post that only passes orders on needs no news.
fn check_reach<'a>(layout: &Layout<'a>, entries: &BTreeMap<Posts<'a>, &'a str>, findings: &mut Findings<'_>) {
    let Some(index) = layout.index else { return };
    let structure = layout.structure;
    let mut reached: BTreeSet<Posts<'a>> = entries.keys().copied().collect();
    let mut open: Vec<Posts<'a>> = reached.iter().copied().collect();
    while let Some((line, echelon)) = open.pop() {
        let own = &structure.echelons[echelon].id;
        for link in structure.reporting.iter().filter(|link| link.from.line == line && link.from.echelon == *own) {
            let Some(to) = layout.echelons.position(&link.to.echelon) else { continue };
            if reached.insert((&link.to.line, to)) {
                open.push((&link.to.line, to));
            }
        }
    }
    let relays = structure.commitment.iter().flat_map(|row| &row.via);
    reached.extend(relays.filter_map(|relay| Some((relay.line.as_str(), layout.echelons.position(&relay.echelon)?))));
    let root = At::Root;
    let list = root.field("echelons");
    for (i, echelon) in structure.echelons.iter().enumerate() {
        for line in &index.world.lines {
            if index.has_post(&line.id, &echelon.level) && !reached.contains(&(line.id.as_str(), i)) {
                let message =
                    format!("no detector can reach the post of line `{}` at echelon `{}` through the chain", line.id, echelon.id);
                let help = "add a reporting link that leads to it, or a detection channel of the world";
                findings.warning(list.item(i), Some(&line.id), message, help);
            }
        }
    }
}
