//! The jurisdictions of a world: one tree with one top, and a seat for each in one system of coordinates.

use crate::scenario::check::findings::Findings;
use crate::scenario::check::index::Index;
use crate::scenario::locate::At;
use crate::scenario::territory::{JurisdictionSpec, TravelSpec, place};
use crate::terms::place::Place;

/// The four coordinates as written.
pub type Coordinates = (Option<f64>, Option<f64>, Option<f64>, Option<f64>);

/// All problems of the jurisdictions.
pub fn check(index: &Index<'_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let list = root.field("jurisdictions");
    let rows = index.world.jurisdictions.rows();
    findings.unique(list, "jurisdiction", rows.iter().map(|row| row.id.as_str()));
    let mut top: Option<&str> = None;
    for (i, row) in rows.iter().enumerate() {
        let at = list.item(i);
        index.levels.known(&row.level, at.field("level"), findings);
        match &row.superior {
            Some(superior) => check_superior(index, i, superior, at, findings),
            None => check_top(index, i, &mut top, at, findings),
        }
        check_seat(index, row, at, findings);
    }
    if top.is_none() {
        findings.error(list, None, "no jurisdiction is without a superior", "leave `superior` out at the top of the tree");
    }
    check_cycles(index, list, findings);
}

fn check_superior(index: &Index<'_>, row: usize, superior: &str, at: At<'_>, findings: &mut Findings<'_>) {
    let Some(above) = index.jurisdictions.known(superior, at.field("superior"), findings) else { return };
    let (Some(level), Some(level_above)) = (index.level_of[row], index.level_of[above]) else { return };
    if level_above + 1 == level {
        return;
    }
    let name = |level: usize| index.world.levels[level].id.as_str();
    let message = format!("the superior `{superior}` is at level `{}`, not one level above `{}`", name(level_above), name(level));
    let help = match level.checked_sub(1) {
        Some(wanted) => format!("name a jurisdiction of level `{}`", name(wanted)),
        None => "leave `superior` out: this is the top level".into(),
    };
    findings.error(at.field("superior"), Some(superior), message, help);
}

fn check_top<'a>(index: &Index<'a>, row: usize, top: &mut Option<&'a str>, at: At<'_>, findings: &mut Findings<'_>) {
    let id = index.world.jurisdictions.rows()[row].id.as_str();
    if index.level_of[row].is_some_and(|level| level > 0) {
        let message = format!("jurisdiction `{id}` has no superior, and its level is not the top one");
        findings.error(at, Some(id), message, "name its superior, one level up");
    } else if let Some(first) = top {
        let message = format!("jurisdiction `{id}` is a second top beside `{first}`");
        findings.error(at, Some(id), message, "a world has exactly one jurisdiction without a superior");
    }
    top.get_or_insert(id);
}

/// Circles of superiors; each is told once.
fn check_cycles(index: &Index<'_>, list: At<'_>, findings: &mut Findings<'_>) {
    let rows = index.world.jurisdictions.rows();
    let above: Vec<Option<usize>> =
        rows.iter().map(|row| row.superior.as_deref().and_then(|id| index.jurisdictions.position(id))).collect();
    let mut visited_by = vec![usize::MAX; rows.len()];
    for start in 0..rows.len() {
        let mut here = start;
        while visited_by[here] == usize::MAX {
            visited_by[here] = start;
            let Some(next) = above[here] else { break };
            here = next;
            if visited_by[here] == start {
                let message = format!("jurisdiction `{}` is above itself", rows[here].id);
                findings.error(list.item(here).field("superior"), Some(&rows[here].id), message, "break the circle of superiors");
                break;
            }
        }
    }
}

fn check_seat(index: &Index<'_>, row: &JurisdictionSpec, at: At<'_>, findings: &mut Findings<'_>) {
    let coordinates = (row.lon, row.lat, row.x_km, row.y_km);
    let is_absent = coordinates == (None, None, None, None);
    if is_absent && !matches!(index.world.travel, TravelSpec::Matrix { .. }) {
        let message = format!("jurisdiction `{}` has no seat", row.id);
        findings.error(at, Some(&row.id), message, "give `lon` and `lat`, or `x_km` and `y_km`; travel is by coordinates");
    }
    check_place(Some(index), coordinates, at, findings);
}

/// Coordinates that are given: one complete pair, in range, in the world's system.
pub fn check_place(index: Option<&Index<'_>>, written: Coordinates, at: At<'_>, findings: &mut Findings<'_>) {
    let (lon, lat, x_km, y_km) = written;
    if written == (None, None, None, None) {
        return;
    }
    let Some(here) = place(lon, lat, x_km, y_km) else {
        let help = "give either `lon` and `lat`, or `x_km` and `y_km`";
        findings.error(at, None, "the coordinates are not one complete pair", help);
        return;
    };
    let bounds = match here {
        Place::LonLat(lon, lat) => [("lon", lon, 180.0, "between -180 and 180"), ("lat", lat, 90.0, "between -90 and 90")],
        Place::Km(x, y) => [("x_km", x, 1e5, "between -100000 and 100000"), ("y_km", y, 1e5, "between -100000 and 100000")],
    };
    for (name, value, limit, must_be) in bounds {
        if value.is_nan() || value.abs() > limit {
            findings.range(at.field(name), value, must_be);
        }
    }
    let system = index.and_then(|index| index.world.jurisdictions.rows().iter().find_map(JurisdictionSpec::seat));
    if system.is_some_and(|first| !first.is_comparable(here)) {
        let (own, other) =
            if matches!(here, Place::Km(..)) { ("km on a plane", "degrees") } else { ("degrees", "km on a plane") };
        let message = format!("the coordinates are in {own}, the first seat of the world is in {other}");
        findings.error(at, None, message, "use one system of coordinates in the whole world");
    }
}
