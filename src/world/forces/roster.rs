//! The growing lists of agencies and units, and the view of the territory that the norms need.

use crate::engine::streams::{Chance, Purpose};
use crate::scenario::forces::{AgencySpec, UnitSpec};
use crate::scenario::territory::JurisdictionSpec;
use crate::terms::place::Place;
use crate::world::ring;

/// Agencies and units of a world in the order in which they were enlisted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roster {
    /// The agencies.
    pub agencies: Vec<AgencySpec>,
    /// The units.
    pub units: Vec<UnitSpec>,
}

impl Roster {
    /// Enlists a registered agency with the id `{stem}-{jurisdiction}` and gives its id; both names follow the jurisdiction's.
    pub fn agency(&mut self, stem: &str, line: &str, at: &JurisdictionSpec, name_zh: &str, name_en: &str) -> String {
        let id = format!("{stem}-{}", at.id);
        self.agencies.push(AgencySpec {
            id: id.clone(),
            line: line.to_owned(),
            jurisdiction: at.id.clone(),
            name_zh: format!("{}{name_zh}", at.name_zh),
            name_en: format!("{} {name_en}", at.name_en),
            registered: true,
            verified: None,
            standing: None,
            mark: Some("generated".to_owned()),
        });
        id
    }

    /// Marks the agency enlisted last.
    pub fn mark_agency(&mut self, registered: bool, mark: &str) {
        let agency = self.agencies.last_mut().expect("an agency has been enlisted");
        agency.registered = registered;
        agency.mark = Some(mark.to_owned());
    }

    /// Enlists `count` equal units at the seat of `base`; the id is `{agency}-{type}-{base}`. None are enlisted when `count`
    /// is 0.
    pub fn units(&mut self, agency: &str, unit_type: &str, base: &str, count: u32) {
        if count > 0 {
            self.units.push(UnitSpec {
                id: format!("{agency}-{unit_type}-{base}"),
                unit_type: unit_type.to_owned(),
                agency: agency.to_owned(),
                base: base.to_owned(),
                count,
                lon: None,
                lat: None,
                x_km: None,
                y_km: None,
                mark: Some("generated".to_owned()),
            });
        }
    }

    /// Moves the units enlisted last to a schematic place away from the seat of their base.
    pub fn set_aside(&mut self, place: Place) {
        let unit = self.units.last_mut().expect("a unit has been enlisted");
        (unit.lon, unit.lat) = (Some(place.x()), Some(place.y()));
        unit.mark = Some("schematic".to_owned());
    }

    /// Units in all, each of several equal ones counted.
    #[must_use]
    pub fn unit_total(&self) -> u32 {
        self.units.iter().map(|unit| unit.count).sum()
    }
}

/// The territory as the norms look at it.
#[derive(Clone, Copy, Debug)]
pub struct Territory<'a> {
    /// The jurisdictions in the order of levels and codes.
    pub tree: &'a [JurisdictionSpec],
    /// The seed of the world.
    pub seed: u64,
}

impl<'a> Territory<'a> {
    /// The jurisdictions of one level in the order of codes.
    pub fn of_level(self, level: &'static str) -> impl Iterator<Item = &'a JurisdictionSpec> {
        self.tree.iter().filter(move |jurisdiction| jurisdiction.level == level)
    }

    /// The townships of a county, the most populous first, then by code.
    #[must_use]
    pub fn largest_townships(self, county: &str) -> Vec<&'a JurisdictionSpec> {
        let mut list: Vec<&JurisdictionSpec> =
            self.of_level("township").filter(|township| township.superior.as_deref() == Some(county)).collect();
        list.sort_by(|a, b| b.population.cmp(&a.population).then_with(|| a.id.cmp(&b.id)));
        list
    }

    /// A number between 0 and 1 for an id; the same for the same seed.
    #[must_use]
    pub fn draw(self, id: &str) -> f64 {
        Chance::new(self.seed, 1).stream(Purpose::Placement, ring::key(id)).uniform()
    }
}

/// Whole units for residents at one for so many: rounded up, at least `least`.
#[must_use]
pub fn one_per(residents: Option<u64>, persons: u64, least: u32) -> u32 {
    u32::try_from(residents.unwrap_or(0).div_ceil(persons)).unwrap_or(u32::MAX).max(least)
}

#[cfg(test)]
mod tests {
    use super::one_per;

    #[test]
    fn a_norm_rounds_up_and_has_a_least() {
        assert_eq!((one_per(Some(100_001), 50_000, 1), one_per(Some(10), 50_000, 3), one_per(None, 50_000, 2)), (3, 3, 2));
    }
}
