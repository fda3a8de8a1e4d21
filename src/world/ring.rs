//! Points drawn by seed in a ring around a place.

use std::f64::consts::PI;

use crate::engine::streams::{Chance, Purpose, Stream, join};
use crate::terms::place::Place;

/// Kilometres in a degree of latitude on the mean sphere.
const KM_PER_DEGREE: f64 = 111.195;

/// A ring around a centre in which a seat is sought.
#[derive(Clone, Copy, Debug)]
pub struct Ring {
    /// The centre.
    pub centre: Place,
    /// Inner radius, km.
    pub inner_km: f64,
    /// Outer radius, km, no less than the inner one.
    pub outer_km: f64,
}

impl Ring {
    /// A point of a ring, uniform by area.
    pub fn point(self, stream: &mut Stream) -> Place {
        let angle = 2.0 * PI * stream.uniform();
        let (inner, outer) = (self.inner_km * self.inner_km, self.outer_km * self.outer_km);
        let km = libm::sqrt(inner + (outer - inner) * stream.uniform());
        let north = km * libm::sin(angle) / KM_PER_DEGREE;
        let east = km * libm::cos(angle) / (KM_PER_DEGREE * libm::cos(self.centre.y().to_radians()));
        Place::LonLat(self.centre.x() + east, self.centre.y() + north)
    }
}

/// A point of a ring around a place, for things that must not stand at their real position.
#[must_use]
pub fn aside(centre: Place, inner_km: f64, outer_km: f64, seed: u64, key: u64) -> Place {
    let mut stream = Chance::new(seed, 1).stream(Purpose::Placement, key);
    let place = Ring { centre, inner_km, outer_km }.point(&mut stream);
    Place::LonLat(rounded(place.x()), rounded(place.y()))
}

/// The number behind an administrative code or another id: the key of its draws.
#[must_use]
pub fn key(id: &str) -> u64 {
    id.bytes().fold(0, |key, byte| join(key, u64::from(byte)))
}

/// Degrees rounded to five decimals, about a metre.
#[must_use]
pub fn rounded(degrees: f64) -> f64 {
    (degrees * 1e5).round() / 1e5
}

#[cfg(test)]
mod tests {
    use super::{aside, key};
    use crate::terms::place::Place;

    #[test]
    fn a_point_aside_keeps_its_distance_and_its_place() {
        let centre = Place::LonLat(117.28, 31.86);
        for id in ["a", "b", "c", "d"] {
            let place = aside(centre, 15.0, 40.0, 1, key(id));
            assert!((14.9..40.1).contains(&place.distance_km(centre)), "{place:?}");
            assert_eq!(place, aside(centre, 15.0, 40.0, 1, key(id)));
        }
        assert_ne!(aside(centre, 15.0, 40.0, 1, key("a")), aside(centre, 15.0, 40.0, 2, key("a")));
    }
}
