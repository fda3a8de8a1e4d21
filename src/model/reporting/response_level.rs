//! Response levels: a post launches the level that its plan has for the grade that it knows, raises it when the grade rises, and ends
//! it when the incident is contained. Each post has its own; several are in force at once.

use crate::engine::calendar::Phase;
use crate::engine::streams::{Purpose, join};
use crate::journal::milestone::Milestone;
use crate::model::command::post::ResponseLevel;
use crate::model::event::Event;
use crate::model::incident::incident::IncidentState;
use crate::model::reporting::duty;
use crate::model::run::{Launched, Run};
use crate::terms::id::{IncidentId, PostId};

/// The gravest level that a post has for what it knows of an incident, by its position.
fn wanted<'a>(run: &Run<'a>, post: PostId, incident: IncidentId) -> Option<(usize, &'a ResponseLevel)> {
    let hazard = run.scenes.profiles[run.scenes.incident(incident).profile as usize].hazard;
    let severity = run.scenes.severity_at(incident, post);
    let levels = run.post(post).responses.iter().enumerate();
    let fits = levels.filter(|(_, row)| severity >= row.from_severity && row.hazards.has(hazard));
    fits.max_by_key(|(_, row)| row.level)
}

fn launched<'r>(run: &'r Run<'_>, post: PostId, incident: IncidentId) -> Option<&'r Launched> {
    run.ambient.launched.iter().find(|row| (row.post, row.incident) == (post, incident))
}

/// A post has graded an incident: the level that goes with it is put up for approval.
pub fn propose(run: &mut Run<'_>, post: PostId, incident: IncidentId) {
    let Some((position, row)) = wanted(run, post, incident) else { return };
    let key = join(join(run.scenes.incident(incident).key, run.post(post).key), position as u64);
    let span = row.approval.sample(&mut run.chance.stream(Purpose::Response, key));
    run.clock.after(span, Phase::Timer, Event::LevelApproved(incident, post));
}

/// A level is approved: it is in force from now on, unless the incident is over or as grave a level is in force already.
pub fn approve(run: &mut Run<'_>, post: PostId, incident: IncidentId) {
    let Some((position, row)) = wanted(run, post, incident) else { return };
    let before = launched(run, post, incident).map(|launched| launched.position);
    let is_news = before.is_none_or(|before| run.post(post).responses[before as usize].level < row.level);
    if !is_news || run.scenes.incident(incident).state != IncidentState::Active {
        return;
    }
    let cause = run.scenes.incident(incident).knowledge(post).expect("a post launches on what it knows").entry;
    let entry = run.note(Milestone::ResponseLaunched { level: row.level }, Run::at_post(incident, post), cause);
    if let Some(before) = before {
        let row = &run.post(post).responses[before as usize];
        duty::staff(run, row.desk, entry, |staff| staff.added -= row.officers);
    }
    duty::staff(run, row.desk, entry, |staff| staff.added += row.officers);
    run.ambient.launched.retain(|row| (row.post, row.incident) != (post, incident));
    let position = u32::try_from(position).expect("few levels");
    run.ambient.launched.push(Launched { post, incident, position, entry });
}

/// Factor on the time of a decision while a level is in force.
#[must_use]
pub fn decision_factor(run: &Run<'_>, post: PostId, incident: IncidentId) -> f64 {
    if run.ambient.launched.is_empty() {
        return 1.0;
    }
    launched(run, post, incident).map_or(1.0, |row| run.post(post).responses[row.position as usize].decision_factor)
}

/// An incident is contained: every level launched for it ends.
pub fn end(run: &mut Run<'_>, incident: IncidentId) {
    while let Some(at) = run.ambient.launched.iter().position(|row| row.incident == incident) {
        let Launched { post, position, entry, .. } = run.ambient.launched.remove(at);
        let row = &run.post(post).responses[position as usize];
        let entry = run.note(Milestone::ResponseEnded { level: row.level }, Run::at_post(incident, post), entry);
        duty::staff(run, row.desk, entry, |staff| staff.added -= row.officers);
    }
}
