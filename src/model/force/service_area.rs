//! The area in which a unit serves, as assembled.

use crate::model::geography::territory::Territory;
use crate::terms::id::JurisdictionId;

/// Where a unit serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// These jurisdictions and those below them.
    pub within: Vec<JurisdictionId>,
    /// Who may send it beyond.
    pub beyond: Beyond,
}

/// Who may send a unit beyond its area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// A post that stands above the whole area, and whoever lends the unit.
    Superior,
    /// Only whoever lends it.
    Aid,
    /// Nobody.
    Nobody,
}

impl Area {
    /// Whether a post of a jurisdiction may send the unit to a place, by its own order or as mutual aid.
    #[must_use]
    pub fn lets(&self, territory: &Territory, post: JurisdictionId, place: JurisdictionId, is_aid: bool) -> bool {
        let is_above = |own: &JurisdictionId| *own != post && territory.is_within(*own, post);
        self.within.iter().any(|own| territory.is_within(place, *own))
            || match self.beyond {
                Beyond::Superior => is_aid || self.within.iter().all(is_above),
                Beyond::Aid => is_aid,
                Beyond::Nobody => false,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::{Area, Beyond};
    use crate::model::geography::territory::{Jurisdiction, Territory};
    use crate::terms::id::JurisdictionId;
    use crate::terms::place::Place;

    /// A city of two counties, the first with a township.
    fn city() -> Territory {
        let row = |superior: Option<u32>, level| Jurisdiction {
            superior: superior.map(JurisdictionId),
            level,
            seat: Place::Km(0.0, 0.0),
        };
        Territory { jurisdictions: vec![row(None, 0), row(Some(0), 1), row(Some(0), 1), row(Some(1), 2)] }
    }

    #[test]
    fn within_its_area_anybody_sends_it_and_beyond_it_whom_the_row_names() {
        let [city_post, county, neighbour, township] = [0, 1, 2, 3].map(JurisdictionId);
        let territory = city();
        for (beyond, by_county, lent, by_city) in
            [(Beyond::Superior, false, true, true), (Beyond::Aid, false, true, false), (Beyond::Nobody, false, false, false)]
        {
            let area = Area { within: vec![county], beyond };
            assert!(area.lets(&territory, county, township, false) && area.lets(&territory, neighbour, county, false));
            let found = [
                area.lets(&territory, county, neighbour, false),
                area.lets(&territory, county, neighbour, true),
                area.lets(&territory, city_post, neighbour, false),
            ];
            assert_eq!(found, [by_county, lent, by_city], "{beyond:?}");
        }
    }

    #[test]
    fn who_stands_above_a_part_of_the_area_only_is_no_superior_of_it() {
        let area = Area { within: vec![JurisdictionId(3), JurisdictionId(2)], beyond: Beyond::Superior };
        let one = JurisdictionId(1);
        assert!(!area.lets(&city(), one, one, false) && area.lets(&city(), JurisdictionId(0), one, false));
    }
}
