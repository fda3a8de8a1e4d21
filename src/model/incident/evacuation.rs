//! A population that is moved: its places are cleared one after the other as the work on a need goes on.

use crate::engine::time::Span;

/// When whoever is not out is caught.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// Never.
    Never,
    /// So long after the onset.
    After(Span),
    /// When the scripted incident of this position on the tape is contained.
    Contained(u32),
}

/// A population as assembled.
#[derive(Clone, Debug)]
pub struct Evacuation {
    /// The places in order: persons, and the work at which the place is clear, unit-hours.
    pub places: Vec<(u32, f64)>,
    /// The deadline.
    pub until: Until,
}

impl Evacuation {
    /// Persons in all.
    #[must_use]
    pub fn persons(&self) -> u32 {
        self.places.iter().map(|(persons, _)| persons).sum()
    }

    /// Persons who are out when so much work is done: whole persons.
    #[must_use]
    pub fn moved(&self, worked: f64) -> u32 {
        let (mut moved, mut from) = (0, 0.0);
        for (persons, clear) in &self.places {
            let share = ((worked - from) / (clear - from)).clamp(0.0, 1.0);
            // Rounding of the work done must not hold anybody back.
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the persons of the place")]
            let here = libm::floor(share * f64::from(*persons) + ROUNDING) as u32;
            moved += here.min(*persons);
            from = *clear;
        }
        moved
    }
}

/// Part of a person that counts as whole.
const ROUNDING: f64 = 1e-6;

#[cfg(test)]
mod tests {
    use super::{Evacuation, Until};

    #[test]
    fn places_are_cleared_in_order() {
        let evacuation = Evacuation { places: vec![(100, 1.0), (50, 1.5)], until: Until::Never };
        let moved = [0.0, 0.5, 0.999, 1.0, 1.25, 1.5, 9.0].map(|worked| evacuation.moved(worked));
        assert_eq!((moved, evacuation.persons()), ([0, 50, 99, 100, 125, 150, 150], 150));
    }
}
