//! A structure's staffing and the means that it moves: officers may not run out, and what is named must exist.

use std::collections::{BTreeMap, BTreeSet};

use crate::scenario::check::findings::{Findings, Names, OFFICERS_MAX};
use crate::scenario::check::index::Index;
use crate::scenario::check::posts::{busy_officers, check_recovery};
use crate::scenario::check::structure::Layout;
use crate::scenario::locate::At;
use crate::scenario::overlay::{Rebase, StaffMove};
use crate::scenario::territory::TravelSpec;

/// All problems of staffing and overlay.
pub fn check(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    check_staffing(layout, findings);
    let root = At::Root;
    let overlay = root.field("overlay");
    check_moves(layout, overlay.field("staff"), findings);
    if let Some(index) = layout.index {
        let rows = overlay.field("rebase");
        for (i, rebase) in layout.structure.overlay.rebase.iter().enumerate() {
            check_rebase(index, rebase, rows.item(i), findings);
        }
    }
}

fn check_staffing(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let rows = root.field("staffing");
    let mut seen = BTreeSet::new();
    for (i, row) in layout.structure.staffing.iter().enumerate() {
        let at = rows.item(i);
        findings.officers(at.field("officers"), row.officers);
        if !seen.insert((&row.post.line, &row.post.echelon, &row.desk)) {
            let message = format!("desk `{}` of this post has two rows", row.desk);
            findings.error(at, Some(&row.desk), message, "keep one of the two");
        }
        let Some(echelon) = layout.post(&row.post, at.field("post"), findings) else { continue };
        if let Some(index) = layout.index {
            known_desk(index, &row.post.line, layout.level(echelon), &row.desk, at, findings);
            for post in index.posts(&row.post.line, layout.level(echelon)) {
                for desk in post.desks.iter().filter(|desk| desk.id == row.desk && row.officers < desk.officers) {
                    let streams = desk.handles.iter().map(|handling| (handling.background_per_h, &handling.service));
                    if let Some(overload) = &desk.overload {
                        check_recovery(overload, row.officers, None, busy_officers(streams), at.field("officers"), findings);
                    }
                }
            }
        }
    }
}

fn known_desk(index: &Index<'_>, line: &str, level: &str, desk: &str, at: At<'_>, findings: &mut Findings<'_>) {
    let desks = index.posts(line, level).flat_map(|post| &post.desks).map(|desk| desk.id.as_str());
    Names::new("desk of this post", desks).known(desk, at.field("desk"), findings);
}

fn check_moves(layout: &Layout<'_>, rows: At<'_>, findings: &mut Findings<'_>) {
    let Some(index) = layout.index else {
        for (i, row) in layout.structure.overlay.staff.iter().enumerate() {
            layout.post(&row.post, rows.item(i).field("post"), findings);
        }
        return;
    };
    // Officers moved so far at every post of a line and echelon, and at single jurisdictions.
    let mut moved: BTreeMap<(&str, usize, &str, Option<&str>), i64> = BTreeMap::new();
    for (i, row) in layout.structure.overlay.staff.iter().enumerate() {
        let at = rows.item(i);
        let Some(echelon) = layout.post(&row.post, at.field("post"), findings) else { continue };
        known_desk(index, &row.post.line, layout.level(echelon), &row.desk, at, findings);
        let only = at.field("only");
        findings.given(only, row.only.as_ref());
        for (j, id) in row.only.iter().flatten().enumerate() {
            check_place(index, row, id, layout.level(echelon), only.item(j), findings);
        }
        let places: Vec<Option<&str>> =
            row.only.as_ref().map_or(vec![None], |only| only.iter().map(|id| Some(id.as_str())).collect());
        for place in places {
            *moved.entry((&row.post.line, echelon, &row.desk, place)).or_insert(0) += i64::from(row.officers);
            let everywhere = moved.get(&(&row.post.line, echelon, &row.desk, None)).copied().unwrap_or(0);
            let here = moved.get(&(&row.post.line, echelon, &row.desk, place)).copied().unwrap_or(0);
            let added = if place.is_some() { everywhere + here } else { everywhere };
            let is_wrong = |left: &i64| !(1..=i64::from(OFFICERS_MAX)).contains(left);
            if let Some(left) = officers(layout, index, row, echelon).map(|officers| officers + added).filter(is_wrong) {
                let message = format!("desk `{}` of line `{}` would be left with {left} officers", row.desk, row.post.line);
                let help = "leave at least 1 officer at every desk, and at most 10000";
                findings.error(at.field("officers"), Some(&row.officers.to_string()), message, help);
                break;
            }
        }
    }
}

fn check_place(index: &Index<'_>, row: &StaffMove, id: &str, level: &str, at: At<'_>, findings: &mut Findings<'_>) {
    let Some(place) = index.jurisdictions.known(id, at, findings) else { return };
    if !index.has_post_at(&row.post.line, place) || index.world.jurisdictions.rows()[place].level != level {
        let message = format!("line `{}` has no post of echelon `{}` at jurisdiction `{id}`", row.post.line, row.post.echelon);
        findings.error(at, Some(id), message, format!("name jurisdictions of level `{level}` where the post stands"));
    }
}

/// The fewest officers at a desk before the overlay: the structure's staffing, or the world's.
fn officers(layout: &Layout<'_>, index: &Index<'_>, row: &StaffMove, echelon: usize) -> Option<i64> {
    let staffing = layout.structure.staffing.iter().find(|staffing| staffing.post == row.post && staffing.desk == row.desk);
    if let Some(staffing) = staffing {
        return Some(i64::from(staffing.officers));
    }
    let desks = index.posts(&row.post.line, layout.level(echelon)).flat_map(|post| &post.desks);
    desks.filter(|desk| desk.id == row.desk).map(|desk| i64::from(desk.officers)).min()
}

fn check_rebase(index: &Index<'_>, rebase: &Rebase, at: At<'_>, findings: &mut Findings<'_>) {
    index.unit_types.known(&rebase.unit_type, at.field("unit_type"), findings);
    let from = index.levels.known(&rebase.from_level, at.field("from_level"), findings);
    let to = index.levels.known(&rebase.to_level, at.field("to_level"), findings);
    if let Some(kind) = &rebase.from_kind {
        index.kinds().known(kind, at.field("from_kind"), findings);
    }
    let (Some(from), Some(to)) = (from, to) else { return };
    if to >= from {
        let message = format!("units based at level `{}` cannot move up to level `{}`", rebase.from_level, rebase.to_level);
        findings.error(at.field("to_level"), Some(&rebase.to_level), message, "name a level above `from_level`");
        return;
    }
    let TravelSpec::Matrix { places, .. } = &index.world.travel else { return };
    let places: BTreeSet<&str> = places.iter().map(String::as_str).collect();
    for unit in index.world.units.rows().iter().filter(|unit| unit.unit_type == rebase.unit_type) {
        let Some(base) = index.jurisdictions.position(&unit.base).filter(|base| index.level_of[*base] == Some(from)) else {
            continue;
        };
        let Some(seat) = index.ancestor_at(base, to).map(|seat| index.world.jurisdictions.rows()[seat].id.as_str()) else {
            continue;
        };
        if !places.contains(seat) {
            let message = format!("unit `{}` moves to `{seat}`, which is not among the places of the travel matrix", unit.id);
            findings.error(at, Some(seat), message, "add it to the world's `travel.places`");
            return;
        }
    }
}
