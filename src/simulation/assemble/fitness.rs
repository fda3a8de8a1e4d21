//! The limits of units, by kind.

use crate::engine::distribution::Law;
use crate::engine::time::Span;
use crate::model::force::fitness::{OffDuty, UnitLimits};
use crate::scenario::fitness::FitnessRow;
use crate::simulation::assemble::Files;
use crate::simulation::assemble::posts::law;

/// The limits of each kind of unit; empty when the structure has none.
#[must_use]
pub fn assemble(files: &Files<'_>) -> Vec<Option<UnitLimits>> {
    let rows = &files.structure.fitness;
    if rows.is_empty() {
        return Vec::new();
    }
    let of = |id: &String| rows.iter().find(|row| row.unit_type == *id).map(limits);
    files.world.unit_types.iter().map(|kind| of(&kind.id)).collect()
}

fn limits(row: &FitnessRow) -> UnitLimits {
    let hours = |h: f64| Span::from_minutes(60.0 * h);
    UnitLimits {
        rest: row.rest.map(|rest| (hours(rest.after_h), hours(rest.for_h))),
        failure: row
            .failure
            .as_ref()
            .map(|failure| (Law::exponential(60.0 / failure.per_h).expect("check passed the rate"), law(&failure.repair))),
        off_duty: row.off_duty.as_ref().map(|spec| OffDuty {
            from: hours(spec.from_h),
            until: hours(spec.until_h),
            mobilisation: spec.mobilisation.as_ref().map(law),
        }),
        range_km: row.range_km,
    }
}
