//! Where each unit serves.

use crate::model::force::service_area::{Area, Beyond};
use crate::model::force::unit::UnitProfile;
use crate::model::geography::territory::Territory;
use crate::scenario::service_area::{AreaSpec, BeyondSpec, ServiceArea};
use crate::simulation::assemble::Files;
use crate::simulation::assemble::names::Names;
use crate::terms::id::{AgencyId, JurisdictionId};

/// The area of each unit; empty when the structure has none.
#[must_use]
pub fn assemble(files: &Files<'_>, names: &Names<'_>, territory: &Territory, units: &[UnitProfile]) -> Vec<Option<Area>> {
    let rows = &files.structure.service_areas;
    if rows.is_empty() {
        return Vec::new();
    }
    let of = |unit: &UnitProfile| rows.iter().find(|row| is_meant(row, names, unit)).map(|row| area(row, names, territory, unit));
    units.iter().map(of).collect()
}

fn is_meant(row: &ServiceArea, names: &Names<'_>, unit: &UnitProfile) -> bool {
    let is_agency = |id: &String| names.agencies.get(id.as_str()).copied().map(AgencyId) == Some(unit.agency);
    let is_type = |id: &String| names.unit_types.get(id.as_str()) == Some(&unit.kind);
    row.agency.as_ref().is_none_or(is_agency) && row.unit_type.as_ref().is_none_or(is_type)
}

fn area(row: &ServiceArea, names: &Names<'_>, territory: &Territory, unit: &UnitProfile) -> Area {
    let within = match &row.within {
        AreaSpec::Level(level) => {
            let level = names.levels[level.as_str()];
            let is_no_lower = |id: &JurisdictionId| territory.jurisdictions[id.index()].level <= level;
            territory.upward(unit.base.jurisdiction).find(is_no_lower).into_iter().collect()
        }
        AreaSpec::Jurisdictions(ids) => {
            ids.iter().map(|id| JurisdictionId::from_index(names.jurisdictions[id.as_str()])).collect()
        }
    };
    let beyond = match row.beyond {
        BeyondSpec::Superior => Beyond::Superior,
        BeyondSpec::Aid => Beyond::Aid,
        BeyondSpec::Nobody => Beyond::Nobody,
    };
    Area { within, beyond }
}
