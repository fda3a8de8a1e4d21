//! The size of a hazard: the shared task that measures it grows from the onset, and an incident gets graver where the size crosses a
//! threshold of the grading table. Crossings are scheduled exactly.

use crate::engine::calendar::Phase;
use crate::model::command::setting::Measure;
use crate::model::event::NeedId;
use crate::model::incident::need::Work;
use crate::model::response::outcome::danger;
use crate::model::run::Run;
use crate::terms::id::IncidentId;

/// Whether the task of a need measures the hazard, and it has been so large.
#[must_use]
pub fn reaches(run: &Run<'_>, id: NeedId, size: f64) -> bool {
    matches!(run.scenes.work(id), Work::Shared { scale: Some(scale), .. } if run.scenes.need(id).peak >= size / scale)
}

/// A hazard that is measured grows from its onset, whether anybody works on it or not: its first crossings are scheduled.
pub fn open_measured(run: &mut Run<'_>, incident: IncidentId) {
    for id in run.scenes.incident(incident).need_ids() {
        if matches!(run.scenes.work(id), Work::Shared { scale: Some(_), .. }) {
            schedule_crossing(run, id);
        }
    }
}

/// The size, in unit-hours, at which the incident of a need gets graver next; infinite when there is none.
fn next_threshold(run: &Run<'_>, id: NeedId) -> f64 {
    let Work::Shared { scale: Some(scale), .. } = run.scenes.work(id) else { return f64::INFINITY };
    let incident = run.scenes.incident_of(id).expect("a need with work belongs to an incident");
    let state = run.scenes.incident(incident);
    let hazard = run.scenes.profiles[state.profile as usize].hazard;
    let tests = run.setting.grading.get(hazard as usize).map_or(&[][..], Vec::as_slice).iter();
    let graver = tests.filter(|test| test.measure == Measure::HazardSize && test.severity > state.severity);
    graver.map(|test| test.at_least / scale).fold(f64::INFINITY, f64::min)
}

/// Schedules what the shared work of a need crosses next.
pub fn schedule_crossing(run: &mut Run<'_>, id: NeedId) {
    let threshold = if run.setting.grading.is_empty() { f64::INFINITY } else { next_threshold(run, id) };
    let work = run.scenes.work(id).clone();
    if let Some((span, event)) = run.scenes.need_mut(id).plan(id, &work, threshold) {
        run.clock.after(span, Phase::Completion, event);
    }
}

/// The hazard has reached a size of the grading table.
pub fn grown(run: &mut Run<'_>, id: NeedId) {
    let incident = run.scenes.incident_of(id).expect("a need with work belongs to an incident");
    let started = run.scenes.incident(incident).started;
    danger::grade(run, incident, started);
    schedule_crossing(run, id);
}
