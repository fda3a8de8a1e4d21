//! Care for the injured: classes, hospitals, order of transport.

use crate::model::incident::care::{CareLaw, Curve, Hospital, Loss};
use crate::scenario::care::{CurveSpec, DelayUntil, LossSpec};
use crate::simulation::assemble::Files;
use crate::simulation::assemble::names::Names;
use crate::simulation::assemble::posts::law;
use crate::simulation::assemble::territory::Ground;
use crate::terms::id::CapabilityId;

/// Assembles care; none where the tape has none.
#[must_use]
pub fn assemble(files: &Files<'_>, names: &Names<'_>, ground: &Ground) -> Option<CareLaw> {
    let spec = files.incidents.care.as_deref()?;
    let order = &files.structure.transport_order;
    let rank = |id: &String| order.iter().position(|first| first == id).unwrap_or(order.len());
    let capability = |id: &String| CapabilityId(names.capabilities[id.as_str()]);
    let loss = |row: &LossSpec| Loss {
        per_min: row.per_min,
        until: row.until.as_ref().map(capability),
        bystander: row.bystander.as_ref().map(law),
    };
    let curve = |curve: &CurveSpec| match curve {
        CurveSpec::LogLogistic { at_once, scale_min, shape } => Curve::LogLogistic(*at_once, *scale_min, *shape),
        CurveSpec::Interventions { at_once, losses } => Curve::Interventions(*at_once, losses.iter().map(loss).collect()),
        CurveSpec::Points(points) => Curve::Points(points.iter().map(|point| (point.min, point.chance)).collect()),
    };
    let hospitals = spec.hospitals.iter().map(|hospital| {
        let place = &hospital.place;
        let at = names.jurisdictions[place.jurisdiction.as_str()];
        Hospital {
            point: ground.point(at, place.lon, place.lat, place.x_km, place.y_km),
            beds: hospital.beds,
            places: hospital.places,
            treatment: law(&hospital.treatment),
        }
    });
    Some(CareLaw {
        injuries: spec.injuries.iter().map(|injury| curve(&injury.survival)).collect(),
        ranks: spec.injuries.iter().map(|injury| u32::try_from(rank(&injury.id)).expect("few classes")).collect(),
        hospitals: hospitals.collect(),
        counts_pick_up: spec.counts == DelayUntil::PickUp,
        scene: spec.scene_care.as_ref().map(|row| (capability(&row.capability), row.factor)),
    })
}
