//! Military forces, schematic: no count and no position here is real.
//!
//! A county's militia has 1 key team and 1 specialist team at its seat and 1 ordinary platoon in each town (assumption after
//! press reports of a township platoon of 30). A city has 2 garrison companies and 2 armed-police companies (assumption), each
//! pair at a spot drawn by seed 15 to 40 km from the city's seat and marked `schematic`.

use crate::scenario::territory::JurisdictionSpec;
use crate::world::forces::roster::{Roster, Territory};
use crate::world::ring;

/// Enlists militia, garrison and armed police.
pub fn enlist(territory: Territory<'_>, roster: &mut Roster) {
    for city in territory.of_level("city") {
        company(territory, roster, city, "garrison", "驻军（示意）", "Garrison (schematic)");
        company(territory, roster, city, "armed_police", "武警（示意）", "Armed Police (schematic)");
    }
    for county in territory.of_level("county") {
        let agency = roster.agency("militia", "military", county, "民兵", "Militia");
        roster.units(&agency, "militia_key", &county.id, 1);
        roster.units(&agency, "militia_specialist", &county.id, 1);
        for town in territory.of_level("township").filter(|j| j.superior.as_ref() == Some(&county.id)) {
            if town.kind.as_deref() == Some("town") {
                roster.units(&agency, "militia_ordinary", &town.id, 1);
            }
        }
    }
}

fn company(territory: Territory<'_>, roster: &mut Roster, city: &JurisdictionSpec, stem: &str, name_zh: &str, name_en: &str) {
    let agency = roster.agency(stem, "military", city, name_zh, name_en);
    roster.mark_agency(true, "schematic");
    roster.units(&agency, &format!("{stem}_company"), &city.id, 2);
    if let Some(seat) = city.seat() {
        roster.set_aside(ring::aside(seat, 15.0, 40.0, territory.seed, ring::key(&agency)));
    }
}
