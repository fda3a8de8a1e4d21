//! The chance of a patient to live, by the delay until pick-up or treatment or by when each intervention came.

use crate::engine::streams::{Purpose, join};
use crate::engine::time::{SimTime, Span};
use crate::model::incident::care::{CareLaw, Casualties, Curve, Loss, Patient};
use crate::model::run::Run;

fn law<'a>(run: &Run<'a>) -> &'a CareLaw {
    let setting = run.setting;
    setting.care.as_ref().expect("the injured have care")
}

/// The chance of a patient for whom the delay that counts ends at `until`; `key` is that of their chance.
#[must_use]
pub fn chance(run: &Run<'_>, scene: &Casualties, patient: &Patient, until: SimTime, key: u64) -> f64 {
    match &law(run).injuries[usize::from(patient.injury)] {
        Curve::Interventions(at_once, losses) => {
            let lost = (3_u64..).zip(losses).map(|(number, loss)| {
                let stream = || run.chance.stream(Purpose::Outcome, join(key, number));
                let bystander = loss.bystander.as_ref().map(|law| scene.onset + law.sample(&mut stream()));
                loss.per_min * open_for(scene, patient, loss, bystander, until).minutes()
            });
            (at_once - lost.sum::<f64>()).max(0.0)
        }
        curve => curve.after(delay(run, scene, patient, until)),
    }
}

/// From onset until somebody ends a loss: a unit at work at the scene once the patient is free, or whoever stands by, and `until` at the
/// latest.
fn open_for(scene: &Casualties, patient: &Patient, loss: &Loss, bystander: Option<SimTime>, until: SimTime) -> Span {
    let first = scene.firsts.iter().find(|(first, _)| Some(*first) == loss.until);
    let unit = first.map(|(_, since)| (*since).max(patient.freed));
    let helped = [unit, bystander].into_iter().flatten().min();
    helped.map_or(until, |since| since.min(until)) - scene.onset
}

/// The delay that counts for a patient: since onset, and more slowly while there is treatment at the scene.
fn delay(run: &Run<'_>, scene: &Casualties, patient: &Patient, until: SimTime) -> Span {
    let whole = until - scene.onset;
    let (Some(since), Some((_, factor))) = (scene.treated_from, law(run).scene) else { return whole };
    let from = since.max(patient.freed);
    if from >= until { whole } else { (from - scene.onset) + Span::from_minutes((until - from).minutes() * factor) }
}
