//! Care for the injured: chances of survival, hospitals, and who waits where.

use crate::engine::distribution::Law;
use crate::engine::time::{SimTime, Span};
use crate::model::event::{NeedId, PersonId};
use crate::model::geography::travel::Point;
use crate::terms::id::{CapabilityId, IncidentId, UnitId};

/// A chance of survival that falls with the delay.
#[derive(Clone, Debug)]
pub enum Curve {
    /// Chance at once, delay in minutes at which half of it is left, shape.
    LogLogistic(f64, f64, f64),
    /// Chance at once, and what is lost a minute until each intervention.
    Interventions(f64, Vec<Loss>),
    /// Minutes and chances, straight between them.
    Points(Vec<(f64, f64)>),
}

/// Chance that is lost each minute until an intervention.
#[derive(Clone, Debug)]
pub struct Loss {
    /// Chance lost a minute.
    pub per_min: f64,
    /// Units at work for this capability end it.
    pub until: Option<CapabilityId>,
    /// From onset until somebody who stands by ends it.
    pub bystander: Option<Law>,
}

impl Curve {
    /// The chance after a delay; where interventions count, as if all came only then.
    #[must_use]
    pub fn after(&self, delay: Span) -> f64 {
        let min = delay.minutes();
        match self {
            Self::LogLogistic(at_once, scale, shape) => at_once / (1.0 + libm::pow(min / scale, *shape)),
            Self::Interventions(at_once, losses) => {
                (at_once - losses.iter().map(|loss| loss.per_min * min).sum::<f64>()).max(0.0)
            }
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
    /// Since when units are at work for each capability, in the order of their coming.
    pub firsts: Vec<(CapabilityId, SimTime)>,
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
}

#[cfg(test)]
mod tests {
    use super::{Curve, Loss};
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
    fn without_help_an_arrested_heart_loses_five_and_a_half_points_a_minute() {
        let loss = |per_min| Loss { per_min, until: None, bystander: None };
        let curve = Curve::Interventions(0.67, vec![loss(0.023), loss(0.011), loss(0.021)]);
        // 0.67 − 0.055 a minute, and nothing after 12.2 min.
        for (min, wanted) in [(0.0, 0.67), (4.0, 0.45), (10.0, 0.12), (12.0, 0.01), (13.0, 0.0)] {
            assert!((curve.after(Span::from_minutes(min)) - wanted).abs() < 1e-12, "{min}");
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
