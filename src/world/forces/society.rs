//! Social organisations (社会应急力量).
//!
//! A city has a water, a search and a medical organisation, all registered. Half of the counties, drawn by seed, have one
//! more, of a kind drawn by seed; seven in ten of these are registered (assumptions). For Anhui this comes to about 100, its
//! share of the 2,300 social rescue teams that the Ministry of Emergency Management counted in 2022.

use crate::world::forces::roster::{Roster, Territory};

/// Kinds of organisation: unit type, Chinese name, English name.
const KINDS: [(&str, &str, &str); 3] = [
    ("social_water_team", "水上救援志愿队", "Volunteer Water Rescue"),
    ("social_search_team", "搜救志愿队", "Volunteer Search and Rescue"),
    ("social_medical_team", "医疗救护志愿队", "Volunteer Medical Aid"),
];

/// Probability that a county has an organisation of its own.
const COUNTY_HAS_ONE: f64 = 0.5;

/// Probability that a county's organisation is registered.
const IS_REGISTERED: f64 = 0.7;

/// Enlists the social organisations.
pub fn enlist(territory: Territory<'_>, roster: &mut Roster) {
    for city in territory.of_level("city") {
        for (unit_type, name_zh, name_en) in KINDS {
            let agency = roster.agency(unit_type, "society", city, name_zh, name_en);
            roster.units(&agency, unit_type, &city.id, 1);
        }
    }
    for county in territory.of_level("county") {
        if territory.draw(&format!("society-{}", county.id)) < COUNTY_HAS_ONE {
            let kind = territory.draw(&format!("society-kind-{}", county.id)) * 3.0;
            let (unit_type, name_zh, name_en) = KINDS[if kind < 1.0 {
                0
            } else if kind < 2.0 {
                1
            } else {
                2
            }];
            let agency = roster.agency(unit_type, "society", county, name_zh, name_en);
            let is_registered = territory.draw(&format!("society-registered-{}", county.id)) < IS_REGISTERED;
            roster.mark_agency(is_registered, "generated");
            roster.units(&agency, unit_type, &county.id, 1);
        }
    }
}
