//! Ambulances: one for 50,000 residents, at least 3 a county (assumption, below the one for 30,000 that the national guidance on
//! pre-hospital care of 2020 aims at).
//!
//! A third of them, rounded up, stand at the county's seat; the others stand one each in the most populous townships, in turn.

use crate::world::forces::roster::{Roster, Territory, one_per};

/// Residents for one ambulance, persons.
pub const RESIDENTS_AN_AMBULANCE: u64 = 50_000;

/// Enlists the ambulance service of each county.
pub fn enlist(territory: Territory<'_>, roster: &mut Roster) {
    for county in territory.of_level("county") {
        let agency = roster.agency("health", "health", county, "院前急救站", "Ambulance Service");
        let total = one_per(county.population, RESIDENTS_AN_AMBULANCE, 3);
        let townships = territory.largest_townships(&county.id);
        let central = if townships.is_empty() { total } else { total.div_ceil(3) };
        roster.units(&agency, "ambulance", &county.id, central);
        let (outer, places) = (total - central, u32::try_from(townships.len()).unwrap_or(u32::MAX));
        for (rank, township) in (0_u32..).zip(&townships) {
            let share = outer / places + u32::from(rank < outer % places);
            roster.units(&agency, "ambulance", &township.id, share);
        }
    }
}
