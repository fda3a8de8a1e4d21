//! Specialist teams of departments and enterprises.
//!
//! A city keeps 2 flood-control teams, the province 4 flood-control teams and 1 hazardous-chemical team at the capital
//! (assumption). Anhui's plan counts 8 mine-rescue teams (4 coal, 4 other) and 5 hazardous-chemical teams; which cities keep
//! them is an assumption from where the mines and the chemical parks are. Other provinces: a mine-rescue team and a
//! hazardous-chemical team in every second city by code (assumption).

use crate::scenario::territory::JurisdictionSpec;
use crate::world::forces::roster::{Roster, Territory};

/// Mine-rescue teams of Anhui by city code.
const MINE_ANHUI: [(&str, u32); 7] = [("3404", 2), ("3406", 1), ("3413", 1), ("3405", 1), ("3407", 1), ("3417", 1), ("3418", 1)];

/// Hazardous-chemical teams of Anhui by city code.
const CHEMICAL_ANHUI: [(&str, u32); 5] = [("3401", 1), ("3404", 1), ("3406", 1), ("3408", 1), ("3411", 1)];

/// Enlists the specialist teams of the cities and of the province.
pub fn enlist(territory: Territory<'_>, roster: &mut Roster) {
    for (rank, city) in territory.of_level("city").enumerate() {
        let agency = roster.agency("specialist", "specialist", city, "专业应急救援队", "Specialist Rescue Teams");
        roster.units(&agency, "flood_team", &city.id, 2);
        roster.units(&agency, "mine_rescue_team", &city.id, teams(&MINE_ANHUI, city, rank));
        roster.units(&agency, "hazmat_team", &city.id, teams(&CHEMICAL_ANHUI, city, rank));
    }
    for province in territory.of_level("province") {
        let agency = roster.agency("specialist", "specialist", province, "专业应急救援队", "Specialist Rescue Teams");
        roster.units(&agency, "flood_team", &province.id, 4);
        roster.units(&agency, "hazmat_team", &province.id, 1);
    }
}

fn teams(of_anhui: &[(&str, u32)], city: &JurisdictionSpec, rank: usize) -> u32 {
    if city.id.starts_with("34") {
        of_anhui.iter().find(|(code, _)| *code == city.id).map_or(0, |(_, teams)| *teams)
    } else {
        u32::from(rank.is_multiple_of(2))
    }
}
