//! The agencies, unit types and units of a world.

use std::collections::BTreeSet;

use crate::scenario::check::findings::Findings;
use crate::scenario::check::index::Index;
use crate::scenario::check::standing;
use crate::scenario::check::territory::check_place;
use crate::scenario::forces::UnitTypeSpec;
use crate::scenario::locate::At;

/// More equal units than this in one row are a slip of the pen.
const COUNT_MAX: u32 = 100_000;

/// All problems of agencies, unit types and units.
pub fn check(index: &Index<'_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let list = root.field("agencies");
    let agencies = index.world.agencies.rows();
    findings.unique(list, "agency", agencies.iter().map(|agency| agency.id.as_str()));
    for (i, agency) in agencies.iter().enumerate() {
        let at = list.item(i);
        index.lines.known(&agency.line, at.field("line"), findings);
        index.jurisdictions.known(&agency.jurisdiction, at.field("jurisdiction"), findings);
    }
    let types = root.field("unit_types");
    findings.unique(types, "unit type", index.world.unit_types.iter().map(|kind| kind.id.as_str()));
    for (i, kind) in index.world.unit_types.iter().enumerate() {
        check_type(index, kind, types.item(i), findings);
    }
    standing::check(index, findings);
    check_units(index, findings);
}

fn check_type(index: &Index<'_>, kind: &UnitTypeSpec, at: At<'_>, findings: &mut Findings<'_>) {
    findings.positive(at.field("speed_kmh"), kind.speed_kmh);
    findings.at_least_one(at.field("vehicles"), kind.vehicles);
    findings.law(at.field("mobilisation"), &kind.mobilisation);
    findings.law(at.field("deployment"), &kind.deployment);
    let abilities = at.field("capabilities");
    if kind.capabilities.is_empty() {
        findings.error(abilities, None, format!("unit type `{}` can do nothing", kind.id), "give it at least one capability");
    }
    let mut seen = BTreeSet::new();
    for (i, ability) in kind.capabilities.iter().enumerate() {
        let at = abilities.item(i);
        index.capabilities.known(&ability.capability, at.field("capability"), findings);
        findings.positive(at.field("rate"), ability.rate);
        if !seen.insert(&ability.capability) {
            let message = format!("capability `{}` stands twice", ability.capability);
            findings.error(at.field("capability"), Some(&ability.capability), message, "keep one of the two");
        }
    }
}

fn check_units(index: &Index<'_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let list = root.field("units");
    let units = index.world.units.rows();
    findings.unique(list, "unit", units.iter().map(|unit| unit.id.as_str()));
    for (i, unit) in units.iter().enumerate() {
        let at = list.item(i);
        index.unit_types.known(&unit.unit_type, at.field("type"), findings);
        index.agencies.known(&unit.agency, at.field("agency"), findings);
        index.jurisdictions.known(&unit.base, at.field("base"), findings);
        check_place(Some(index), (unit.lon, unit.lat, unit.x_km, unit.y_km), at, findings);
        if unit.count == 0 || unit.count > COUNT_MAX {
            findings.range(at.field("count"), unit.count, "1 to 100000");
        }
        if index.one_of_several(&unit.id).is_some() {
            let message = format!("unit `{}` has the id of one of several equal units of another row", unit.id);
            findings.error(at.field("id"), Some(&unit.id), message, "give it another id");
        }
    }
}
