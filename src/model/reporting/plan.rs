//! Plans: which is ready, what a warning starts, and what is watched more closely meanwhile.

use crate::engine::streams::{Purpose, join};
use crate::journal::entry::{About, EntryId};
use crate::journal::milestone::Milestone;
use crate::model::command::plan::Plan;
use crate::model::reporting::task;
use crate::model::run::Run;
use crate::terms::id::{IncidentId, JurisdictionId, PostId};

/// The plan that a post has ready for an incident, and its position: the first that fits the hazard and whose warning, if it needs
/// one, is in force.
#[must_use]
pub fn ready<'a>(run: &Run<'a>, post: PostId, incident: IncidentId) -> Option<(u32, &'a Plan)> {
    let hazard = run.scenes.profiles[run.scenes.incident(incident).profile as usize].hazard;
    let fits = (0_u32..).zip(&run.post(post).plans).filter(|(_, plan)| plan.hazards.has(hazard));
    fits.into_iter().find(|(_, plan)| is_warned(run, post, plan, |other| other == hazard))
}

/// A post uses its plan for an incident: its tasks begin.
pub fn activate(run: &mut Run<'_>, post: PostId, incident: IncidentId, row: u32, cause: EntryId) -> EntryId {
    let entry = run.note(Milestone::PlanActivated, Run::at_post(incident, post), cause);
    task::activate(run, post, incident, row, entry);
    entry
}

/// Whether the warning that a plan waits for is in force, among warnings of the hazards that are meant.
fn is_warned(run: &Run<'_>, post: PostId, plan: &Plan, is_meant: impl Fn(u32) -> bool) -> bool {
    let warnings = &run.setting.alerting.warnings;
    plan.from_colour.is_none_or(|colour| {
        let gravest = run.alerts.gravest(post, warnings, is_meant);
        gravest.is_some_and(|at| warnings[at as usize].colour >= colour)
    })
}

/// A post has learned of a warning: plans that wait for it start, plans that have lost it end.
pub fn follow_warning(run: &mut Run<'_>, post: PostId, warning: u32, cause: EntryId) {
    let about = About { post: Some(post), ..About::default() };
    for (row, plan) in (0_u32..).zip(&run.post(post).plans).filter(|(_, plan)| plan.from_colour.is_some()) {
        let started = run.alerts.started.iter().position(|other| *other == (post, row));
        match (is_warned(run, post, plan, |hazard| plan.hazards.has(hazard)), started) {
            (true, None) => {
                run.alerts.started.push((post, row));
                run.note(Milestone::PlanStarted { warning }, about, cause);
            }
            (false, Some(at)) => {
                run.alerts.started.remove(at);
                run.note(Milestone::PlanEnded { warning }, about, cause);
            }
            _ => {}
        }
    }
}

/// Factor on the delay of a watched channel for an incident: the best of all plans that warnings have started where it happens.
#[must_use]
pub fn monitoring_factor(run: &Run<'_>, at: JurisdictionId, hazard: u32) -> f64 {
    let rows = run.alerts.started.iter().map(|(post, row)| (run.post(*post), &run.post(*post).plans[*row as usize]));
    let covers = rows.filter(|(post, plan)| plan.hazards.has(hazard) && run.setting.territory.is_within(at, post.jurisdiction));
    covers.map(|(_, plan)| plan.monitoring_factor).fold(1.0, f64::min)
}

/// Factor on the time of a decision for which nothing was planned: mean 1, drawn for incident and post.
#[must_use]
pub fn unplanned_factor(run: &Run<'_>, post: PostId, incident: IncidentId) -> f64 {
    let Some(law) = &run.setting.unplanned else { return 1.0 };
    let key = join(run.scenes.incident(incident).key, run.post(post).key);
    law.sample_minutes(&mut run.chance.stream(Purpose::Plan, key))
}
