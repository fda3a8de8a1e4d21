//! Care for the injured: chances of survival, hospitals, and who waits where.

use crate::engine::distribution::Law;
use crate::engine::time::{SimTime, Span};
use crate::model::event::{NeedId, PersonId};
use crate::model::geography::travel::Point;
use crate::terms::id::{CapabilityId, IncidentId, UnitId};

/// A chance of survival that falls with the delay.
#[derive(Clone, Debug, PartialEq)]
pub enum Curve {
    /// Chance at once, delay in minutes at which half of it is left, shape.
    LogLogistic(f64, f64, f64),
    /// Minutes and chances, straight between them.
    Points(Vec<(f64, f64)>),
}

impl Curve {
    /// The chance after a delay.
    #[must_use]
    pub fn after(&self, delay: Span) -> f64 {
        let min = delay.minutes();
        match self {
            Self::LogLogistic(at_once, scale, shape) => at_once / (1.0 + libm::pow(min / scale, *shape)),
            Self::Points(points) => {
                let next = points.partition_point(|(at, _)| *at <= min);
                let Some((from, high)) = next.checked_sub(1).map(|before| points[before]) else { return points[0].1 };
                points.get(next).map_or(high, |(to, low)| high + (low - high) * (min - from) / (to - from))
            }
        }
    }
}

/// A hospital as assembled.
#[derive(Clone, Debug)]
pub struct Hospital {
    /// Where.
    pub point: Point,
    /// Patients that it takes.
    pub beds: u32,
    /// Patients treated at once.
    pub places: u32,
    /// Time that a patient occupies a place.
    pub treatment: Law,
}

/// The rules of care.
#[derive(Clone, Debug)]
pub struct CareLaw {
    /// Chance of survival by class of injury, gravest first.
    pub injuries: Vec<Curve>,
    /// Rank in transport by class: smaller goes first. All alike: as available.
    pub ranks: Vec<u32>,
    /// The hospitals.
    pub hospitals: Vec<Hospital>,
    /// Whether the delay counts until a person is picked up; until treatment otherwise.
    pub counts_pick_up: bool,
    /// Treatment at the scene: by units of this capability, and the factor on the delay.
    pub scene: Option<(CapabilityId, f64)>,
}

/// A person who is injured.
#[derive(Clone, Copy, Debug)]
pub struct Patient {
    /// The person.
    pub person: PersonId,
    /// Class of injury.
    pub injury: u8,
    /// When they were freed.
    pub freed: SimTime,
    /// When they were picked up.
    pub picked_up: SimTime,
}

/// The injured at one incident.
#[derive(Clone, Debug)]
pub struct Casualties {
    /// The incident.
    pub incident: IncidentId,
    /// Its onset.
    pub onset: SimTime,
    /// The need that transports them.
    pub need: NeedId,
    /// Injured who are not yet free.
    pub to_come: u32,
    /// Patients on their way.
    pub on_way: u32,
    /// Patients who wait at the scene, in the order of their freeing.
    pub waiting: Vec<Patient>,
    /// Units at the scene without a patient, in the order of their coming.
    pub carriers: Vec<UnitId>,
    /// Since when there is treatment at the scene.
    pub treated_from: Option<SimTime>,
}

/// A patient on the way.
#[derive(Clone, Copy, Debug)]
pub struct Trip {
    /// The unit.
    pub unit: UnitId,
    /// The patient.
    pub patient: Patient,
    /// Position of the hospital.
    pub hospital: u32,
}

/// A hospital during a run.
#[derive(Clone, Debug, Default)]
pub struct Ward {
    /// Patients taken, those on their way among them.
    pub taken: u32,
    /// Places in use.
    pub busy: u32,
    /// Patients who wait for a place, in the order of their coming.
    pub queue: Vec<Patient>,
}

/// Care during a run.
#[derive(Clone, Debug, Default)]
pub struct Care {
    /// Incidents with injured.
    pub scenes: Vec<Casualties>,
    /// Patients on their way.
    pub trips: Vec<Trip>,
    /// The hospitals.
    pub wards: Vec<Ward>,
    /// Deaths by incident that the earliest unit possible could have prevented.
    pub preventable: Vec<IncidentId>,
}

#[cfg(test)]
mod tests {
    use super::Curve;
    use crate::engine::time::Span;

    #[test]
    fn published_curves_of_triage_are_met_at_their_points() {
        // Mills, Argon and Ziya, Resource-based patient prioritization in mass-casualty incidents, 2013: the fifth scenario there.
        let (red, yellow) = (Curve::LogLogistic(0.56, 91.0, 1.58), Curve::LogLogistic(0.81, 160.0, 2.41));
        let minutes = [0.0, 30.0, 60.0, 90.0, 120.0, 180.0];
        for (curve, wanted) in [
            (red, [0.560_000, 0.477_324, 0.368_946, 0.282_444, 0.219_765, 0.142_206]),
            (yellow, [0.810_000, 0.795_914, 0.740_360, 0.648_043, 0.540_030, 0.347_902]),
        ] {
            for (min, wanted) in minutes.iter().zip(wanted) {
                let found = curve.after(Span::from_minutes(*min));
                assert!((found - wanted).abs() < 5e-7, "{found} after {min} min, not {wanted}");
            }
        }
    }

    #[test]
    fn points_are_joined_by_straight_lines_and_level_outside() {
        let curve = Curve::Points(vec![(10.0, 0.8), (20.0, 0.4), (60.0, 0.0)]);
        for (min, wanted) in [(0.0, 0.8), (10.0, 0.8), (15.0, 0.6), (20.0, 0.4), (40.0, 0.2), (90.0, 0.0)] {
            assert!((curve.after(Span::from_minutes(min)) - wanted).abs() < 1e-12, "{min}");
        }
    }
}
