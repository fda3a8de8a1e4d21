//! The durations of a unit's way: mobilisation, journey, deployment, return. Each is drawn for (unit, occasion), whoever ordered it.

use crate::engine::streams::{Chance, Purpose, join};
use crate::engine::time::Span;
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

/// How long its journey takes.
///
/// # Panics
/// When the place cannot be reached: `check` names unreachable places, and a decider never sends a unit to one.
#[must_use]
pub fn journey(forces: &Forces<'_>, travel: &TravelLaw, unit: UnitId, to: &Point, factor: f64) -> Span {
    let base = &forces.profiles[unit.index()].base;
    travel
        .journey(base, to, forces.kind(unit).speed_kmh, factor)
        .unwrap_or_else(|| panic!("unit {} was sent to {to:?}, which it cannot reach", unit.0))
}

/// How long it takes from arrival to work.
#[must_use]
pub fn deployment(forces: &Forces<'_>, chance: Chance, unit: UnitId, occasion: u64) -> Span {
    forces.kind(unit).deployment.sample(&mut chance.stream(Purpose::Deployment, occasion_key(forces.key(unit), occasion)))
}
