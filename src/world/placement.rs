//! Seats: from the gazetteer where it knows them, a few county seats by general knowledge, otherwise placed by seed. A placed
//! seat is a plausible spot, never a real one.
//!
//! - A city without a known seat lies within the radius of a circle of the province's area around the capital.
//! - A district without a known seat lies 2 to 9 km from the city's seat, another county 25 to 55 km.
//! - A township lies within the county's radius R: six tenths of the mean distance to the three nearest county seats, at least 3
//!   and at most 35 km. Sub-districts lie within 0.4 R of the county's seat (0.9 R in a district), towns and townships from
//!   0.2 R to R. Outside districts, the first town or sub-district in code order is the seat and lies within 1 km of it.
//!
//! Of 24 draws that which lies farthest from the seats already set is taken, among those nearer to the own county's seat than to
//! any other and within the rectangle that the gazetteer's places span. Every draw depends on the seed and the code only.

use std::collections::BTreeMap;
use std::f64::consts::PI;

use crate::engine::streams::{Chance, Purpose};
use crate::scenario::territory::JurisdictionSpec;
use crate::terms::place::Place;
use crate::world::gazetteer::{self, Seats};
use crate::world::province::Province;
use crate::world::ring::{Ring, key, rounded};
use crate::world::source::GazetteerPlace;

const DRAWS: usize = 24;

/// The ground on which seats are set.
struct Ground {
    chance: Chance,
    /// West, south, east and north, degrees; none without a gazetteer.
    frame: Option<[f64; 4]>,
}

/// Gives every jurisdiction its seat; the province's is its capital's.
pub fn seat(tree: &mut [JurisdictionSpec], province: &Province, places: &[GazetteerPlace], seed: u64) {
    let known = gazetteer::seats(tree, places);
    let approximate = gazetteer::approximate(tree);
    let ground = Ground { chance: Chance::new(seed, 1), frame: frame(places) };
    let mut seats: Seats = approximate.clone().into_iter().chain(known.clone()).collect();
    ground.place_cities(tree, province, &mut seats);
    ground.place_counties(tree, &mut seats);
    ground.place_townships(tree, &mut seats);
    let capital = format!("{}01", province.code);
    let capital_seat = seats.get(&capital).copied();
    seats.insert(province.code.to_owned(), capital_seat.unwrap_or(Place::LonLat(province.capital_lon, province.capital_lat)));
    for jurisdiction in tree {
        let of = if jurisdiction.level == "province" { &capital } else { &jurisdiction.id };
        let source = match of {
            id if known.contains_key(id) => "geonames",
            id if approximate.contains_key(id) => "approximate",
            _ => "placed",
        };
        let seat = seats[&jurisdiction.id];
        (jurisdiction.lon, jurisdiction.lat) = (Some(rounded(seat.x())), Some(rounded(seat.y())));
        jurisdiction.seat_source = Some(source.to_owned());
    }
}

impl Ground {
    fn place_cities(&self, tree: &[JurisdictionSpec], province: &Province, seats: &mut Seats) {
        let centre = Place::LonLat(province.capital_lon, province.capital_lat);
        let outer_km = libm::sqrt(province.area_thousand_km2 * 1000.0 / PI);
        for city in tree.iter().filter(|j| j.level == "city") {
            if !seats.contains_key(&city.id) {
                let occupied: Vec<Place> = seats.values().copied().collect();
                let is_capital = city.id == format!("{}01", province.code);
                let ring = Ring { centre, inner_km: 0.0, outer_km: if is_capital { 1.0 } else { outer_km } };
                seats.insert(city.id.clone(), self.best(ring, &city.id, &occupied, |_| true));
            }
        }
    }

    fn place_counties(&self, tree: &[JurisdictionSpec], seats: &mut Seats) {
        let cities = of_level(tree, "city", seats);
        for county in tree.iter().filter(|j| j.level == "county") {
            if seats.contains_key(&county.id) {
                continue;
            }
            let city = county.superior.as_ref().expect("a county has a superior");
            let (inner_km, outer_km) = if county.kind.as_deref() == Some("district") { (2.0, 9.0) } else { (25.0, 55.0) };
            let ring = Ring { centre: seats[city], inner_km, outer_km };
            let occupied: Vec<Place> = of_level(tree, "county", seats).into_values().collect();
            let placed = self.best(ring, &county.id, &occupied, |place| is_nearest(place, city, &cities));
            seats.insert(county.id.clone(), placed);
        }
    }

    fn place_townships(&self, tree: &[JurisdictionSpec], seats: &mut Seats) {
        let counties = of_level(tree, "county", seats);
        let mut townships: BTreeMap<&str, Vec<&JurisdictionSpec>> = BTreeMap::new();
        for township in tree.iter().filter(|j| j.level == "township") {
            townships.entry(township.superior.as_deref().expect("a township has a superior")).or_default().push(township);
        }
        for county in tree.iter().filter(|j| j.level == "county") {
            let list = townships.remove(county.id.as_str()).unwrap_or_default();
            let radius_km = radius_km(&county.id, &counties);
            let is_district = county.kind.as_deref() == Some("district");
            let mut occupied: Vec<Place> = list.iter().filter_map(|j| seats.get(&j.id).copied()).collect();
            let seat_town = list.iter().find(|j| j.mark.is_none()).filter(|_| !is_district).map(|j| j.id.as_str());
            for township in list {
                if seats.contains_key(&township.id) {
                    continue;
                }
                let (inner_km, outer_km) = match township.kind.as_deref() {
                    _ if seat_town == Some(township.id.as_str()) => (0.0, 1.0),
                    Some("subdistrict") if is_district => (0.0, 0.9 * radius_km),
                    Some("subdistrict") => (0.5, 0.4 * radius_km),
                    _ => (0.2 * radius_km, radius_km),
                };
                let ring = Ring { centre: counties[&county.id], inner_km, outer_km };
                let placed = self.best(ring, &township.id, &occupied, |place| is_nearest(place, &county.id, &counties));
                occupied.push(placed);
                seats.insert(township.id.clone(), placed);
            }
        }
    }

    /// Of several draws the allowed one that is farthest from all that is occupied; the first when none is allowed.
    fn best(&self, ring: Ring, id: &str, occupied: &[Place], allowed: impl Fn(Place) -> bool) -> Place {
        let mut stream = self.chance.stream(Purpose::Placement, key(id));
        let draws: Vec<Place> = (0..DRAWS).map(|_| ring.point(&mut stream)).collect();
        let room = |place: Place| occupied.iter().map(|other| place.distance_km(*other)).fold(f64::INFINITY, f64::min);
        let mut best: Option<(f64, Place)> = None;
        for place in draws.iter().copied().filter(|place| self.is_inside(*place) && allowed(*place)) {
            let km = room(place);
            if best.is_none_or(|(most, _)| km > most) {
                best = Some((km, place));
            }
        }
        best.map_or(draws[0], |(_, place)| place)
    }

    fn is_inside(&self, place: Place) -> bool {
        self.frame
            .is_none_or(|[west, south, east, north]| (west..=east).contains(&place.x()) && (south..=north).contains(&place.y()))
    }
}

/// The rectangle that the gazetteer's places span.
fn frame(places: &[GazetteerPlace]) -> Option<[f64; 4]> {
    if places.is_empty() {
        return None;
    }
    let start = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    Some(places.iter().fold(start, |[west, south, east, north], p| {
        let (x, y) = (p.place.x(), p.place.y());
        [west.min(x), south.min(y), east.max(x), north.max(y)]
    }))
}

fn of_level(tree: &[JurisdictionSpec], level: &str, seats: &Seats) -> Seats {
    let seat = |j: &JurisdictionSpec| Some((j.id.clone(), *seats.get(&j.id)?));
    tree.iter().filter(|j| j.level == level).filter_map(seat).collect()
}

/// Whether no other seat is nearer than that of `own`.
fn is_nearest(place: Place, own: &str, seats: &Seats) -> bool {
    let km = place.distance_km(seats[own]);
    seats.values().all(|seat| place.distance_km(*seat) >= km)
}

fn radius_km(county: &str, counties: &Seats) -> f64 {
    let own = counties[county];
    let mut km: Vec<f64> = counties.iter().filter(|(id, _)| *id != county).map(|(_, seat)| own.distance_km(*seat)).collect();
    km.sort_by(f64::total_cmp);
    km.truncate(3);
    let mean = if km.is_empty() { 25.0 } else { km.iter().sum::<f64>() / f64::from(u32::try_from(km.len()).unwrap_or(1)) };
    (0.6 * mean).clamp(3.0, 35.0)
}
