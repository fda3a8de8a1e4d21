//! Response levels: a post launches the level that its plan has for the grade that it knows, raises it when the grade rises, and ends
//! it when the incident is contained. Each post has its own; several are in force at once.

use crate::engine::calendar::Phase;
use crate::engine::streams::{Purpose, join};
use crate::journal::entry::EntryId;
use crate::journal::milestone::Milestone;
use crate::model::command::authority::Authority;
use crate::model::command::post::ResponseLevel;
use crate::model::event::Event;
use crate::model::incident::incident::IncidentState;
use crate::model::reporting::duty;
use crate::model::reporting::report::{self, Dispatch};
use crate::model::run::{Launched, Run};
use crate::terms::id::{IncidentId, PostId};
use crate::terms::severity::Severity;
use crate::terms::traffic::MatterKind;

/// Part of the key of a notice, beside which stands its level.
const NOTICE: u32 = 1_000;

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

/// A post has graded an incident: the level that goes with it is put up for approval, whose draw belongs to (incident, post, level).
pub fn propose(run: &mut Run<'_>, post: PostId, incident: IncidentId) {
    let Some((position, row)) = wanted(run, post, incident) else { return };
    let key = join(join(run.scenes.incident(incident).key, run.post(post).key), row.level.gravity() as u64);
    let span = row.approval.sample(&mut run.chance.stream(Purpose::Response, key));
    let position = u16::try_from(position).expect("few levels");
    run.clock.after(span, Phase::Timer, Event::LevelApproved(incident, post, position));
}

/// A level is approved: it is in force from now on, unless the incident is over or as grave a level is in force already. A graver one
/// that is wanted meanwhile waits for an approval of its own.
pub fn approve(run: &mut Run<'_>, post: PostId, incident: IncidentId, position: u16) {
    let cause = run.scenes.incident(incident).knowledge(post).expect("a post launches on what it knows").entry;
    launch(run, post, incident, usize::from(position), cause);
}

/// A post has read that a post above has launched a level: it raises its own to at least the same, as far as it has one, without an
/// approval of its own.
pub fn follow(run: &mut Run<'_>, post: PostId, incident: IncidentId, level: Severity, cause: EntryId) {
    let hazard = run.scenes.profiles[run.scenes.incident(incident).profile as usize].hazard;
    let rows = || run.post(post).responses.iter().enumerate().filter(|(_, row)| row.hazards.has(hazard));
    let enough = rows().filter(|(_, row)| row.level >= level).min_by_key(|(_, row)| row.level);
    if let Some((position, _)) = enough.or_else(|| rows().max_by_key(|(_, row)| row.level)) {
        launch(run, post, incident, position, cause);
    }
}

/// A level comes into force: more officers, wider rights where the structure says so, and notices to the posts below.
fn launch(run: &mut Run<'_>, post: PostId, incident: IncidentId, position: usize, cause: EntryId) {
    let row = &run.post(post).responses[position];
    let before = launched(run, post, incident).map(|launched| launched.position);
    let is_news = before.is_none_or(|before| run.post(post).responses[before as usize].level < row.level);
    if !is_news || run.scenes.incident(incident).state != IncidentState::Active {
        return;
    }
    let entry = run.note(Milestone::ResponseLaunched { level: row.level }, Run::at_post(incident, post), cause);
    if let Some(before) = before {
        let row = &run.post(post).responses[before as usize];
        duty::staff(run, row.desk, entry, |staff| staff.added -= row.officers);
    }
    duty::staff(run, row.desk, entry, |staff| staff.added += row.officers);
    let authority = run.authority(post, incident);
    run.ambient.launched.retain(|row| (row.post, row.incident) != (post, incident));
    let position = u32::try_from(position).expect("few levels");
    run.ambient.launched.push(Launched { post, incident, position, entry });
    if !std::ptr::eq(authority, run.authority(post, incident)) {
        let entry = run.note(Milestone::RightsChanged, Run::at_post(incident, post), entry);
        if gains(run, post, incident, authority) {
            report::take_up(run, post, incident, entry);
        }
        run.clock.deciders.put(post.0);
    }
    notify(run, post, incident, row.level, entry);
}

/// Whether a post may send somebody for an open need whom it could not send before.
fn gains(run: &Run<'_>, post: PostId, incident: IncidentId, before: &Authority) -> bool {
    let (severity, now) = (run.scenes.severity_at(incident, post), run.authority(post, incident));
    let mut open = run.scenes.incident(incident).need_ids().map(|id| run.scenes.need(id)).filter(|need| need.is_open());
    open.any(|need| {
        let mut units = now.candidates[need.capability.index()].iter().filter(|unit| unit.severities.has(severity));
        units.any(|candidate| !before.may_send(need.capability, severity, candidate.unit))
    })
}

/// Tells the posts below at the places concerned which level has been launched; the notice carries the news of the incident.
fn notify(run: &mut Run<'_>, post: PostId, incident: IncidentId, level: Severity, cause: EntryId) {
    let (setting, profile) = (run.setting, run.post(post));
    let mut told: Vec<PostId> = Vec::new();
    for (line, at_level, transit) in &profile.escalation.notices {
        let state = run.scenes.incident(incident);
        let places = setting.places(state).filter(|place| setting.territory.is_within(*place, profile.jurisdiction));
        let at = |place| setting.territory.at_level(place, *at_level);
        let posts: Vec<PostId> = places.filter_map(at).filter_map(|j| setting.post_at[*line as usize][j.index()]).collect();
        for to in posts {
            if told.contains(&to) {
                continue;
            }
            told.push(to);
            let gravity = u32::try_from(level.gravity()).expect("four levels");
            let sender = join(profile.key, u64::from(NOTICE + gravity));
            let (kind, severity) = (MatterKind::Report, run.scenes.severity_at(incident, post));
            let from = Some(post);
            let notice = Dispatch { kind, incident, from, sender, to, severity, version: 0, why: None, cause };
            let row = report::send(run, notice, Some(transit));
            run.traffic.matter_mut(row).row = gravity;
        }
    }
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
