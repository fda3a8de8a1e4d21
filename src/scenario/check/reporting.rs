//! The reporting links of a structure: each in its direction, and no request that comes back to where it began.

use std::collections::{BTreeMap, BTreeSet};

use crate::scenario::check::findings::Findings;
use crate::scenario::check::structure::Layout;
use crate::scenario::locate::At;
use crate::scenario::structure::{Carried, Direction, ReportingLink};

/// All problems of the reporting table.
pub fn check(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let list = root.field("reporting");
    for (i, link) in layout.structure.reporting.iter().enumerate() {
        check_link(layout, link, list.item(i), findings);
    }
    check_circles(layout, list, findings);
}

fn check_link(layout: &Layout<'_>, link: &ReportingLink, at: At<'_>, findings: &mut Findings<'_>) {
    let from = layout.post(&link.from, at.field("from"), findings);
    let to = layout.post(&link.to, at.field("to"), findings);
    findings.law(at.field("transit"), &link.transit);
    let carries = at.field("carries");
    if link.carries.is_empty() {
        findings.error(carries, None, "the link carries nothing", "write `[Reports]`, `[Requests]` or both");
    }
    if link.direction == Direction::Neighbours && link.carries.contains(&Carried::Requests) {
        let help = "requests go `Up`, `Skip` or `Across`; let this link carry reports only";
        findings.error(carries, Some("Requests"), "requests cannot go to the neighbours", help);
    }
    let (Some(from), Some(to)) = (from, to) else { return };
    if let Some((message, help)) = misdirected(layout, link, from, to) {
        findings.error(at.field("to"), Some(&link.to.echelon), message, help);
    }
}

/// What is wrong with the direction of a link, and the remedy.
fn misdirected(layout: &Layout<'_>, link: &ReportingLink, from: usize, to: usize) -> Option<(String, String)> {
    let echelons = &layout.structure.echelons;
    let (own, other) = (&link.from.echelon, &link.to.echelon);
    match link.direction {
        Direction::Up if to + 1 != from => {
            let help = match from.checked_sub(1) {
                Some(next) => {
                    format!("the next echelon above `{own}` is `{}`; past it the direction is `Skip`", echelons[next].id)
                }
                None => format!("`{own}` is the highest echelon: nothing is above it"),
            };
            Some((format!("`Up` from echelon `{own}` cannot lead to `{other}`"), help))
        }
        Direction::Skip if to + 1 >= from => Some((
            format!("`Skip` from echelon `{own}` to `{other}` passes no echelon"),
            "`Skip` goes up past at least one echelon; to the next one the direction is `Up`".into(),
        )),
        Direction::Across if to != from => Some((
            format!("`Across` stays at one echelon, and leads from `{own}` to `{other}`"),
            "name the same echelon on both sides".into(),
        )),
        Direction::Across if link.from.line == link.to.line => Some((
            format!("`Across` leads to another line, and both ends are of line `{}`", link.to.line),
            "name another line, or use `Neighbours` for the posts of the same line".into(),
        )),
        Direction::Neighbours if to != from => Some((
            format!("`Neighbours` stays at one echelon, and leads from `{own}` to `{other}`"),
            "name the same echelon on both sides".into(),
        )),
        _ => None,
    }
}

type Post<'a> = (&'a str, &'a str);

/// Circles in the chain of requests. The first row that fits is used: later rows count only while the earlier ones may not fit,
/// which is so when their receiver stands at some jurisdictions of its level only.
fn check_circles(layout: &Layout<'_>, list: At<'_>, findings: &mut Findings<'_>) {
    let mut ways: BTreeMap<Post<'_>, Vec<(Post<'_>, usize)>> = BTreeMap::new();
    let mut settled: BTreeSet<Post<'_>> = BTreeSet::new();
    for (i, link) in layout.structure.reporting.iter().enumerate() {
        let from = (link.from.line.as_str(), link.from.echelon.as_str());
        if !link.carries.contains(&Carried::Requests) || link.direction == Direction::Neighbours || settled.contains(&from) {
            continue;
        }
        ways.entry(from).or_default().push(((&link.to.line, &link.to.echelon), i));
        if !is_partial(layout, link) {
            settled.insert(from);
        }
    }
    let mut done: BTreeSet<Post<'_>> = BTreeSet::new();
    for start in ways.keys() {
        if let Some(link) = circle(&ways, *start, &mut done) {
            let row = &layout.structure.reporting[link];
            let message =
                format!("requests of line `{}` at echelon `{}` come back to where they began", row.from.line, row.from.echelon);
            findings.error(
                list.item(link),
                Some(&row.to.line),
                message,
                "let one of the posts in the circle send its requests up first",
            );
        }
    }
}

fn is_partial(layout: &Layout<'_>, link: &ReportingLink) -> bool {
    let Some(index) = layout.index else { return false };
    let Some(echelon) = layout.echelons.position(&link.to.echelon) else { return false };
    index.posts(&link.to.line, layout.level(echelon)).all(|post| post.only.is_some())
}

/// The link that closes a circle among the posts reached from `start`, walked without recursion.
fn circle<'a>(
    ways: &BTreeMap<Post<'a>, Vec<(Post<'a>, usize)>>,
    start: Post<'a>,
    done: &mut BTreeSet<Post<'a>>,
) -> Option<usize> {
    let mut path: Vec<(Post<'a>, usize)> = vec![(start, 0)];
    let mut found = None;
    while let Some((post, next)) = path.last_mut() {
        let post = *post;
        let way = ways.get(&post).and_then(|list| list.get(*next)).copied();
        *next += 1;
        match way {
            None => {
                done.insert(post);
                path.pop();
            }
            Some((to, link)) if path.iter().any(|(on_path, _)| *on_path == to) => {
                found = found.or(Some(link).filter(|_| !done.contains(&to)));
            }
            Some((to, _)) if !done.contains(&to) => path.push((to, 0)),
            Some(_) => {}
        }
    }
    found
}
