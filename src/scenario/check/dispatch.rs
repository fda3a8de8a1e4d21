//! The dispatch table of a structure: one row a post, lists that name what exists, a reserve that can be kept.

use std::collections::BTreeSet;

use crate::scenario::check::findings::Findings;
use crate::scenario::check::structure::Layout;
use crate::scenario::dispatch::{DispatchRow, KeptSpec, PolicySpec, ReserveSpec, ZoneRow};
use crate::scenario::locate::At;

/// All problems of the dispatch table.
pub fn check(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let rows = root.field("dispatch");
    let mut seen = BTreeSet::new();
    for (i, row) in layout.structure.dispatch.iter().enumerate() {
        let at = rows.item(i);
        layout.post(&row.post, at.field("post"), findings);
        if !seen.insert((&row.post.line, &row.post.echelon)) {
            let message = format!("two rows of dispatch for line `{}` at echelon `{}`", row.post.line, row.post.echelon);
            findings.error(at.field("post"), Some(&row.post.line), message, "write one row for each line and echelon");
        }
        check_row(layout, row, at, findings);
    }
}

fn check_row(layout: &Layout<'_>, row: &DispatchRow, at: At<'_>, findings: &mut Findings<'_>) {
    if let Some(min) = row.collect_min {
        findings.period(at.field("collect_min"), min);
    }
    if let Some(reserve) = &row.reserve {
        check_reserve(layout, reserve, at.field("reserve"), findings);
    }
    if let Some(rule) = &row.calls_off
        && !(1..=3).contains(&rule.grades)
    {
        findings.range(at.field("calls_off").field("grades"), rule.grades, "1 to 3");
    }
    if let PolicySpec::Zones(zones) = &row.policy {
        let list = at.field("policy");
        if zones.is_empty() {
            findings.error(list, None, "the policy has no zone", "write at least one, or send the nearest: `policy: Nearest`");
        }
        let mut seen = BTreeSet::new();
        for (i, zone) in zones.iter().enumerate() {
            check_zone(layout, zone, list.item(i), findings);
            if !seen.insert(&zone.within) {
                let message = format!("jurisdiction `{}` has two lists", zone.within);
                findings.error(list.item(i).field("within"), Some(&zone.within), message, "keep one of the two");
            }
        }
    }
}

fn check_reserve(layout: &Layout<'_>, reserve: &ReserveSpec, at: At<'_>, findings: &mut Findings<'_>) {
    match reserve.kept {
        KeptSpec::Units(units) => findings.at_least_one(at.field("kept"), units),
        KeptSpec::Share(share) => {
            if !(share > 0.0 && share <= 1.0) {
                findings.range(at.field("kept"), share, "above 0 and at most 1");
            }
        }
    }
    findings.given(at.field("capabilities"), reserve.capabilities.as_ref());
    let Some((index, ids)) = layout.index.zip(reserve.capabilities.as_ref()) else { return };
    let list = at.field("capabilities");
    for (i, id) in ids.iter().enumerate() {
        index.capabilities.known(id, list.item(i), findings);
    }
}

fn check_zone(layout: &Layout<'_>, zone: &ZoneRow, at: At<'_>, findings: &mut Findings<'_>) {
    let list = at.field("prefers");
    if zone.prefers.is_empty() {
        findings.error(list, None, "the list names nobody", "name agencies or units, best first");
    }
    let Some(index) = layout.index else { return };
    index.jurisdictions.known(&zone.within, at.field("within"), findings);
    for (i, id) in zone.prefers.iter().enumerate() {
        if index.agencies.position(id).is_none() && index.unit(id).is_none() {
            let message = format!("`{id}` is neither an agency nor a unit");
            findings.error(list.item(i), Some(id), message, index.agencies.remedy(id));
        }
    }
}
