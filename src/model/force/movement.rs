//! The durations of a unit's way: mobilisation, journey, deployment, return. Each is drawn for (unit, occasion), whoever ordered it.

use crate::engine::streams::{Chance, Purpose, join};
use crate::engine::time::{SimTime, Span};
use crate::model::force::unit::Forces;
use crate::model::geography::travel::{Point, TravelLaw};
use crate::terms::id::UnitId;

/// The key of a draw for a unit on one occasion (an incident or a call).
#[inline]
#[must_use]
pub const fn occasion_key(unit: u64, occasion: u64) -> u64 {
    join(occasion, unit)
}

/// How long a unit takes to depart.
#[must_use]
pub fn mobilisation(forces: &Forces<'_>, chance: Chance, unit: UnitId, occasion: u64) -> Span {
    let (law, readiness) = (&forces.kind(unit).mobilisation, forces.unit(unit).readiness);
    let mut stream = chance.stream(Purpose::Mobilisation, occasion_key(forces.key(unit), occasion));
    if readiness == 1.0 { law.sample(&mut stream) } else { law.sample_scaled(&mut stream, readiness) }
}

/// Where a unit without an errand is now: at its base unless it is afield.
#[inline]
#[must_use]
pub fn place_of(forces: &Forces<'_>, unit: UnitId, now: SimTime) -> Point {
    if forces.unit(unit).is_afield { forces.whereabouts[unit.index()].at(now) } else { forces.profiles[unit.index()].base }
}

/// How long a journey from one place to another takes a unit.
///
/// # Panics
/// When the place cannot be reached: `check` names unreachable places, and a decider never sends a unit to one.
#[must_use]
pub fn journey(forces: &Forces<'_>, travel: &TravelLaw, unit: UnitId, (from, to): (&Point, &Point), factor: f64) -> Span {
    travel
        .journey(from, to, forces.kind(unit).speed_kmh, factor)
        .unwrap_or_else(|| panic!("unit {} was sent to {to:?}, which it cannot reach", unit.0))
}

/// How long it takes from arrival to work.
#[must_use]
pub fn deployment(forces: &Forces<'_>, chance: Chance, unit: UnitId, occasion: u64) -> Span {
    forces.kind(unit).deployment.sample(&mut chance.stream(Purpose::Deployment, occasion_key(forces.key(unit), occasion)))
}
