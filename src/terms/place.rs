//! A point on the ground and the distance between two points, in kilometres, with portable mathematics.

use serde::{Deserialize, Serialize};

/// The mean radius of the Earth (IUGG), km.
pub const EARTH_RADIUS_KM: f64 = 6371.0088;

/// A point: on the globe, or on a plane for schematic and laboratory worlds. One world uses one of the two.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Place {
    /// Longitude east and latitude north in degrees, WGS-84.
    LonLat(f64, f64),
    /// East and north of the plane's origin, km.
    Km(f64, f64),
}

impl Place {
    /// Distance as the crow flies, km: great circle (haversine) on the globe, Euclid on the plane.
    ///
    /// # Panics
    /// When one point is on the globe and the other on a plane.
    #[must_use]
    pub fn distance_km(self, other: Self) -> f64 {
        match (self, other) {
            (Self::LonLat(lon_a, lat_a), Self::LonLat(lon_b, lat_b)) => {
                let (lat_a, lat_b) = (lat_a.to_radians(), lat_b.to_radians());
                let half_lat = libm::sin((lat_b - lat_a) / 2.0);
                let half_lon = libm::sin((lon_b - lon_a).to_radians() / 2.0);
                let h = half_lat * half_lat + libm::cos(lat_a) * libm::cos(lat_b) * half_lon * half_lon;
                2.0 * EARTH_RADIUS_KM * libm::asin(libm::sqrt(h.clamp(0.0, 1.0)))
            }
            (Self::Km(xa, ya), Self::Km(xb, yb)) => libm::hypot(xb - xa, yb - ya),
            _ => panic!("{self:?} and {other:?} are not in one system of coordinates"),
        }
    }

    /// Right-angle distance, km: along the meridian and along the parallel on the globe, |dx| + |dy| on the plane.
    ///
    /// # Panics
    /// When one point is on the globe and the other on a plane.
    #[must_use]
    pub fn manhattan_km(self, other: Self) -> f64 {
        match (self, other) {
            (Self::LonLat(lon_a, lat_a), Self::LonLat(lon_b, lat_b)) => {
                let middle = libm::cos(((lat_a + lat_b) / 2.0).to_radians());
                EARTH_RADIUS_KM * ((lat_b - lat_a).to_radians().abs() + (lon_b - lon_a).to_radians().abs() * middle)
            }
            (Self::Km(xa, ya), Self::Km(xb, yb)) => (xb - xa).abs() + (yb - ya).abs(),
            _ => panic!("{self:?} and {other:?} are not in one system of coordinates"),
        }
    }

    /// The point a share of the way from here to `other`, on the straight line between the coordinates.
    ///
    /// # Panics
    /// When one point is on the globe and the other on a plane.
    #[must_use]
    pub fn toward(self, other: Self, share: f64) -> Self {
        let between = |a: f64, b: f64| a + (b - a) * share;
        match (self, other) {
            (Self::LonLat(lon_a, lat_a), Self::LonLat(lon_b, lat_b)) => {
                Self::LonLat(between(lon_a, lon_b), between(lat_a, lat_b))
            }
            (Self::Km(xa, ya), Self::Km(xb, yb)) => Self::Km(between(xa, xb), between(ya, yb)),
            _ => panic!("{self:?} and {other:?} are not in one system of coordinates"),
        }
    }

    /// Whether both points use the same system of coordinates.
    #[must_use]
    pub const fn is_comparable(self, other: Self) -> bool {
        matches!((self, other), (Self::LonLat(..), Self::LonLat(..)) | (Self::Km(..), Self::Km(..)))
    }

    /// The first coordinate: longitude or east.
    #[must_use]
    pub const fn x(self) -> f64 {
        match self {
            Self::LonLat(x, _) | Self::Km(x, _) => x,
        }
    }

    /// The second coordinate: latitude or north.
    #[must_use]
    pub const fn y(self) -> f64 {
        match self {
            Self::LonLat(_, y) | Self::Km(_, y) => y,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn a_degree_of_latitude_is_111_km() {
        let km = Place::LonLat(117.0, 31.0).distance_km(Place::LonLat(117.0, 32.0));
        assert!((km - 111.195).abs() < 0.01, "{km}");
    }

    #[test]
    fn the_plane_is_pythagorean_and_right_angled() {
        let (a, b) = (Place::Km(0.0, 0.0), Place::Km(3.0, 4.0));
        assert_eq!((a.distance_km(b), a.manhattan_km(b)), (5.0, 7.0));
    }
}
