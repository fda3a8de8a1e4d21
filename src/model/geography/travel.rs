//! The law of travel: from a base to a place, at a unit's speed.

use crate::engine::time::Span;
use crate::terms::id::JurisdictionId;
use crate::terms::place::Place;

/// A point from which or to which units travel: where it is and in whose jurisdiction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Coordinates.
    pub place: Place,
    /// Jurisdiction, for a given matrix.
    pub jurisdiction: JurisdictionId,
}

/// The law of travel.
#[derive(Clone, Debug)]
pub enum TravelLaw {
    /// No journey takes time: laboratory pools have laws of their own.
    None,
    /// Straight line times a factor, at the unit's speed.
    StraightLine {
        /// Road length over straight line.
        detour_factor: f64,
    },
    /// Right-angle distance at the unit's speed.
    Manhattan,
    /// Minutes between seats; row and column of each jurisdiction, none for one that the matrix leaves out.
    Matrix {
        /// Row of each jurisdiction.
        row: Vec<Option<u32>>,
        /// Minutes from row to column; infinite when unreachable.
        minutes: Vec<Vec<f64>>,
    },
}

impl TravelLaw {
    /// Minutes of travel without obstruction; none when the place cannot be reached.
    #[must_use]
    pub fn minutes(&self, from: &Point, to: &Point, speed_kmh: f64) -> Option<f64> {
        let minutes = match self {
            Self::None => 0.0,
            Self::StraightLine { detour_factor } => from.place.distance_km(to.place) * detour_factor / speed_kmh * 60.0,
            Self::Manhattan => from.place.manhattan_km(to.place) / speed_kmh * 60.0,
            Self::Matrix { row, minutes } => {
                let (from, to) = (row[from.jurisdiction.index()]?, row[to.jurisdiction.index()]?);
                minutes[from as usize][to as usize]
            }
        };
        minutes.is_finite().then_some(minutes)
    }

    /// Metres of road of a journey: its time without obstruction at the unit's speed, which for a matrix of times is what they imply.
    #[must_use]
    pub fn metres(&self, from: &Point, to: &Point, speed_kmh: f64) -> u64 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length on the earth")]
        self.minutes(from, to, speed_kmh).map_or(0, |minutes| libm::round(minutes * speed_kmh / 60.0 * 1_000.0) as u64)
    }

    /// The journey, slowed down by a factor; none when the place cannot be reached.
    #[must_use]
    pub fn journey(&self, from: &Point, to: &Point, speed_kmh: f64, factor: f64) -> Option<Span> {
        self.minutes(from, to, speed_kmh).map(|minutes| Span::from_minutes(minutes * factor))
    }
}

#[cfg(test)]
mod tests {
    use super::{Point, TravelLaw};
    use crate::engine::time::Span;
    use crate::terms::id::JurisdictionId;
    use crate::terms::place::Place;

    #[test]
    fn a_detour_and_a_speed_make_a_time() {
        let at = |x, y| Point { place: Place::Km(x, y), jurisdiction: JurisdictionId(0) };
        let law = TravelLaw::StraightLine { detour_factor: 1.3 };
        assert_eq!(law.journey(&at(0.0, 0.0), &at(3.0, 4.0), 30.0, 1.0), Some(Span::from_minutes(13.0)));
        assert_eq!(law.metres(&at(0.0, 0.0), &at(3.0, 4.0), 30.0), 6_500);
        assert_eq!(TravelLaw::Manhattan.journey(&at(0.0, 0.0), &at(3.0, 4.0), 30.0, 2.0), Some(Span::from_minutes(28.0)));
    }
}
