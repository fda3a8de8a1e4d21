//! Seats found in the gazetteer. A place is taken only when its name fits and it lies where the jurisdiction can be.
//!
//! - **City.** An alternate Chinese name is the city's full name or its specific. The most populous such place is taken.
//! - **County.** In this order: an alternate name is the full name; it is the specific alone, or the specific with 县; it is the
//!   specific with 城关镇, or the romanised name is the pinyin of that; it is the name of the county's first town or sub-district
//!   in code order, which by the coding practice is the seat; the romanised name is the pinyin of the specific or of that town,
//!   and the place has no Chinese name. The place lies within 40 km (districts) or 120 km (others) of the city's seat; the
//!   nearest is taken. A place that bears the full name of another city or county is not taken, nor one already taken.
//! - **Township.** An alternate name is the full name or has the same specific with 镇, 乡, 街道 or nothing. The place lies within
//!   35 km (districts) or 60 km (others) of the county's seat, or of the city's where the county's is unknown, and no more than
//!   twice as far (plus 5 km) from it as from the nearest other county's seat. A place that several townships claim goes to the
//!   one whose county's seat is nearest.

use std::collections::{BTreeMap, BTreeSet};

use crate::scenario::territory::JurisdictionSpec;
use crate::terms::place::Place;
use crate::world::province::APPROXIMATE_SEATS;
use crate::world::romanise;
use crate::world::source::GazetteerPlace;

/// Seats by jurisdiction id.
pub type Seats = BTreeMap<String, Place>;

/// The seats of a tree that the gazetteer knows: cities, counties and townships.
#[must_use]
pub fn seats(tree: &[JurisdictionSpec], places: &[GazetteerPlace]) -> Seats {
    let index = Index::new(tree, places);
    let cities = cities(tree, &index);
    let counties = counties(tree, &index, &cities);
    let centres = approximate(tree).into_iter().chain(counties.clone()).collect();
    let townships = townships(tree, &index, &cities, &centres);
    [cities, counties, townships].into_iter().flatten().collect()
}

/// The county seats of a tree that are known approximately.
#[must_use]
pub fn approximate(tree: &[JurisdictionSpec]) -> Seats {
    let is_here = |code: &str| tree.iter().any(|jurisdiction| jurisdiction.id == code);
    let here = APPROXIMATE_SEATS.iter().filter(|(code, ..)| is_here(code));
    here.map(|(code, lon, lat)| ((*code).to_owned(), Place::LonLat(*lon, *lat))).collect()
}

/// The gazetteer by Chinese name, with the full names of cities and counties.
struct Index<'a> {
    places: &'a [GazetteerPlace],
    by_name: BTreeMap<&'a str, Vec<&'a GazetteerPlace>>,
    full_names: BTreeSet<&'a str>,
}

impl<'a> Index<'a> {
    fn new(tree: &'a [JurisdictionSpec], places: &'a [GazetteerPlace]) -> Self {
        let mut by_name: BTreeMap<&str, Vec<&GazetteerPlace>> = BTreeMap::new();
        for place in places {
            for name in &place.chinese {
                by_name.entry(name).or_default().push(place);
            }
        }
        let full_names = tree.iter().filter(|j| j.level == "city" || j.level == "county").map(|j| j.name_zh.as_str()).collect();
        Self { places, by_name, full_names }
    }

    fn named(&self, name: &str) -> Vec<&'a GazetteerPlace> {
        self.by_name.get(name).cloned().unwrap_or_default()
    }

    /// Places whose romanised name is this and that have no Chinese name to go by.
    fn only_romanised(&self, name: &str) -> Vec<&'a GazetteerPlace> {
        self.places.iter().filter(|place| place.chinese.is_empty() && is_same_pinyin(&place.name, name)).collect()
    }

    /// Whether a place bears the full name of a city or county other than `own`.
    fn is_another(&self, place: &GazetteerPlace, own: &str) -> bool {
        place.chinese.iter().any(|name| name != own && self.full_names.contains(name.as_str()))
    }
}

fn is_same_pinyin(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect() };
    letters(a) == letters(b)
}

fn cities(tree: &[JurisdictionSpec], index: &Index<'_>) -> Seats {
    let seat = |city: &JurisdictionSpec| {
        [city.name_zh.as_str(), romanise::specific(&city.name_zh)]
            .into_iter()
            .find_map(|name| index.named(name).into_iter().max_by_key(|p| (p.population, std::cmp::Reverse(p.id))))
            .map(|place| (city.id.clone(), place.place))
    };
    tree.iter().filter(|j| j.level == "city").filter_map(seat).collect()
}

fn counties(tree: &[JurisdictionSpec], index: &Index<'_>, cities: &Seats) -> Seats {
    let first_town: BTreeMap<&str, &str> = tree
        .iter()
        .rev()
        .filter(|j| j.level == "township" && j.mark.is_none())
        .filter_map(|j| Some((j.superior.as_deref()?, j.name_zh.as_str())))
        .collect();
    let mut taken = BTreeSet::new();
    let mut seats = Seats::new();
    for county in tree.iter().filter(|j| j.level == "county") {
        let Some(city) = county.superior.as_ref().and_then(|city| cities.get(city)) else { continue };
        let reach_km = if county.kind.as_deref() == Some("district") { 40.0 } else { 120.0 };
        let fits = |place: &&GazetteerPlace| {
            place.place.distance_km(*city) <= reach_km && !taken.contains(&place.id) && !index.is_another(place, &county.name_zh)
        };
        let found = county_tiers(county, first_town.get(county.id.as_str()).copied(), index)
            .into_iter()
            .find_map(|tier| nearest(tier.into_iter().filter(fits), *city));
        if let Some(place) = found {
            taken.insert(place.id);
            seats.insert(county.id.clone(), place.place);
        }
    }
    seats
}

/// The candidates for a county's seat, from the surest to the least sure.
fn county_tiers<'a>(county: &JurisdictionSpec, first_town: Option<&str>, index: &Index<'a>) -> Vec<Vec<&'a GazetteerPlace>> {
    let specific = romanise::specific(&county.name_zh);
    let pinyin = romanise::word(specific);
    let by_pinyin = |name: &str| index.places.iter().filter(|place| is_same_pinyin(&place.name, name)).collect::<Vec<_>>();
    let mut tiers = vec![
        index.named(&county.name_zh),
        [index.named(specific), index.named(&format!("{specific}县"))].concat(),
        index.named(&format!("{specific}城关镇")),
        by_pinyin(&format!("{pinyin} Chengguanzhen")),
    ];
    if let Some(town) = first_town {
        tiers.push([index.named(town), index.named(romanise::specific(town))].concat());
        tiers.push(index.only_romanised(&romanise::word(romanise::specific(town))));
    }
    tiers.push(index.only_romanised(&pinyin));
    tiers
}

fn nearest<'a>(places: impl Iterator<Item = &'a GazetteerPlace>, to: Place) -> Option<&'a GazetteerPlace> {
    places.min_by(|a, b| a.place.distance_km(to).total_cmp(&b.place.distance_km(to)).then(a.id.cmp(&b.id)))
}

fn townships(tree: &[JurisdictionSpec], index: &Index<'_>, cities: &Seats, counties: &Seats) -> Seats {
    let by_id: BTreeMap<&str, &JurisdictionSpec> = tree.iter().map(|j| (j.id.as_str(), j)).collect();
    let mut claims: BTreeMap<u64, (f64, &str, Place)> = BTreeMap::new();
    for township in tree.iter().filter(|j| j.level == "township") {
        let Some(county) = township.superior.as_deref().and_then(|county| by_id.get(county)) else { continue };
        let Some(centre) = counties.get(&county.id).or_else(|| cities.get(county.superior.as_deref()?)) else { continue };
        let reach_km = if county.kind.as_deref() == Some("district") { 35.0 } else { 60.0 };
        let fits = |place: &&GazetteerPlace| is_plausible(place.place, *centre, reach_km, &county.id, counties);
        if let Some(found) = nearest(township_candidates(township, county, index).into_iter().filter(fits), *centre) {
            let km = found.place.distance_km(*centre);
            let claim = claims.entry(found.id).or_insert((km, &township.id, found.place));
            if km < claim.0 {
                *claim = (km, &township.id, found.place);
            }
        }
    }
    claims.into_values().map(|(_, township, place)| (township.to_owned(), place)).collect()
}

fn is_plausible(place: Place, centre: Place, reach_km: f64, county: &str, counties: &Seats) -> bool {
    let km = place.distance_km(centre);
    let others = counties.iter().filter(|(id, _)| *id != county).map(|(_, seat)| place.distance_km(*seat));
    km <= reach_km && km <= 2.0 * others.fold(f64::INFINITY, f64::min) + 5.0
}

fn township_candidates<'a>(township: &JurisdictionSpec, county: &JurisdictionSpec, index: &Index<'a>) -> Vec<&'a GazetteerPlace> {
    let specific = romanise::specific(&township.name_zh);
    let of_county = format!("{}{}", romanise::specific(&county.name_zh), township.name_zh);
    let spellings = ["", "镇", "乡", "街道"].map(|generic| format!("{specific}{generic}"));
    [&township.name_zh, &of_county].into_iter().chain(&spellings).flat_map(|name| index.named(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::{is_plausible, is_same_pinyin};
    use crate::terms::place::Place;
    use std::collections::BTreeMap;

    #[test]
    fn pinyin_is_compared_by_its_letters() {
        assert!(is_same_pinyin("Ma’anshan", "Ma'anshan") && !is_same_pinyin("Gushu", "Gusu"));
    }

    #[test]
    fn a_place_much_nearer_another_county_is_refused() {
        let seats = BTreeMap::from([("b".to_owned(), Place::LonLat(117.5, 31.0))]);
        let centre = Place::LonLat(117.0, 31.0);
        assert!(is_plausible(Place::LonLat(117.1, 31.0), centre, 60.0, "a", &seats));
        assert!(!is_plausible(Place::LonLat(117.48, 31.0), centre, 60.0, "a", &seats));
        assert!(!is_plausible(Place::LonLat(116.0, 31.0), centre, 60.0, "a", &seats));
    }
}
