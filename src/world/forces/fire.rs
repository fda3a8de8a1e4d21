//! Fire and rescue. A detachment (支队) a city, a brigade (大队) a county.
//!
//! Stations: one for 120,000 residents, at least 2 a county (assumption from the national 11,500 urban stations of 2025 for 1.41
//! billion people). The first stands at the county's seat with 3 engines and 1 rescue engine, the others in the most populous
//! townships with 2 engines each (the fire-station standard gave a class-1 station 4 to 5 vehicles and a class-2 station 2 to 3
//! about 2005). A detachment keeps 2 engines, 2 rescue engines and 1 hazardous-material team at the city's seat (assumption).

use crate::world::forces::roster::{Roster, Territory, one_per};

/// Residents for one fire station, persons.
pub const RESIDENTS_A_STATION: u64 = 120_000;

/// Enlists the fire and rescue service.
pub fn enlist(territory: Territory<'_>, roster: &mut Roster) {
    for city in territory.of_level("city") {
        let agency = roster.agency("fire", "fire", city, "消防救援支队", "Fire and Rescue Detachment");
        for (unit_type, count) in [("fire_engine", 2), ("rescue_engine", 2), ("hazmat_team", 1)] {
            roster.units(&agency, unit_type, &city.id, count);
        }
    }
    for county in territory.of_level("county") {
        let agency = roster.agency("fire", "fire", county, "消防救援大队", "Fire and Rescue Brigade");
        roster.units(&agency, "fire_engine", &county.id, 3);
        roster.units(&agency, "rescue_engine", &county.id, 1);
        let others = one_per(county.population, RESIDENTS_A_STATION, 2) - 1;
        for township in territory.largest_townships(&county.id).iter().take(others as usize) {
            roster.units(&agency, "fire_engine", &township.id, 2);
        }
    }
}
