//! A world: its lists of names and the law of travel. The territory, the posts and the forces have files of their own.

use crate::scenario::check::findings::Findings;
use crate::scenario::check::index::Index;
use crate::scenario::check::{forces, posts, territory};
use crate::scenario::locate::At;
use crate::scenario::territory::{TravelSpec, World};

/// All problems of a world by itself.
pub fn check(world: &World, findings: &mut Findings<'_>) {
    let root = At::Root;
    let index = Index::new(world);
    findings.id(root.field("id"), &world.id);
    findings.unique(root.field("levels"), "level", world.levels.iter().map(|level| level.id.as_str()));
    findings.unique(root.field("lines"), "line", world.lines.iter().map(|line| line.id.as_str()));
    findings.unique(root.field("hazards"), "hazard", world.hazards.iter().map(|hazard| hazard.id.as_str()));
    findings.unique(root.field("capabilities"), "capability", world.capabilities.iter().map(|c| c.id.as_str()));
    if world.levels.is_empty() {
        findings.error(root.field("levels"), None, "the world has no level", "list the levels from the top down");
    }
    let factors = root.field("severity_factors");
    let grades = &world.severity_factors;
    for (grade, factor) in [("IV", grades.IV), ("III", grades.III), ("II", grades.II), ("I", grades.I)] {
        findings.positive(factors.field(grade), factor);
    }
    territory::check(&index, findings);
    posts::check(&index, findings);
    forces::check(&index, findings);
    check_travel(&index, findings);
}

fn check_travel(index: &Index<'_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let at = root.field("travel");
    match &index.world.travel {
        TravelSpec::Manhattan => {}
        TravelSpec::StraightLine { detour_factor } => {
            if !(detour_factor.is_finite() && *detour_factor >= 1.0) {
                findings.range(at.field("detour_factor"), detour_factor, "1 or more and finite");
            }
        }
        TravelSpec::Matrix { places, minutes } => check_matrix(index, places, minutes, at, findings),
    }
}

fn check_matrix(index: &Index<'_>, places: &[String], minutes: &[Vec<f64>], at: At<'_>, findings: &mut Findings<'_>) {
    let mut known = std::collections::BTreeSet::new();
    let list = at.field("places");
    for (i, place) in places.iter().enumerate() {
        index.jurisdictions.known(place, list.item(i), findings);
        if !known.insert(place.as_str()) {
            findings.error(list.item(i), Some(place), format!("place `{place}` stands twice"), "name each place once");
        }
    }
    let table = at.field("minutes");
    if minutes.len() != places.len() {
        let message = format!("the matrix has {} rows for {} places", minutes.len(), places.len());
        findings.error(table, None, message, "write one row for each place, in the order of `places`");
    }
    for (i, row) in minutes.iter().enumerate() {
        let here = table.item(i);
        if row.len() != places.len() {
            let message = format!("row {i} of the matrix has {} values for {} places", row.len(), places.len());
            findings.error(here, None, message, "write one value for each place, in the order of `places`");
        }
        for (j, value) in row.iter().enumerate().filter(|(_, value)| value.is_nan() || **value < 0.0) {
            findings.range(here.item(j), value, "0 or more (`inf` for unreachable)");
        }
    }
    let root = At::Root;
    let units = root.field("units");
    for (i, base) in index.world.units.rows().iter().map(|unit| unit.base.as_str()).enumerate() {
        if index.jurisdictions.position(base).is_some() && !known.contains(base) {
            let message = format!("the base `{base}` is not among the places of the travel matrix");
            findings.error(units.item(i).field("base"), Some(base), message, "add it to `travel.places` and `travel.minutes`");
        }
    }
}
