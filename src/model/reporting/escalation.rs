//! Escalation: why a request goes up, whether it goes past the superior, and decisions that a superior takes over (提级指挥).
//!
//! The draw of a take-over belongs to (incident, post), so that structures with the same rows share it.

use crate::engine::distribution::Law;
use crate::engine::streams::{Purpose, join};
use crate::journal::entry::EntryId;
use crate::journal::milestone::Milestone;
use crate::model::event::NONE;
use crate::model::incident::need::Stage;
use crate::model::reporting::conduct;
use crate::model::reporting::report::{self, Dispatch};
use crate::model::run::{Proposal, Run};
use crate::terms::id::{IncidentId, PostId};
use crate::terms::traffic::MatterKind;
use crate::terms::trigger::Trigger;

/// Why a post asks upward, where neither a timer nor a shortage has told it to; none when asking helps nobody.
#[must_use]
pub fn trigger(run: &Run<'_>, post: PostId, incident: IncidentId) -> Option<Trigger> {
    let severity = run.scenes.severity_at(incident, post);
    let authority = run.authority(post, incident);
    let mut needs = run.scenes.incident(incident).need_ids().map(|id| run.scenes.need(id));
    let open = needs.find(|need| need.is_open() && authority.can_ask(need.capability, severity));
    if run.is_led_above(post, incident) {
        let has_asked = run.scenes.incident(incident).knowledge(post).is_some_and(|known| known.has_asked);
        return (open.is_some() || !has_asked).then_some(Trigger::Jurisdictions);
    }
    // What the post may send at another grade only, it asks for because of the grade.
    let mut units = authority.candidates[open?.capability.index()].iter();
    let is_above = units.any(|candidate| !candidate.severities.has(severity));
    Some(if is_above { Trigger::Grade } else { Trigger::Means })
}

/// Asks the post above for the needs that nobody holds and on which somebody above may decide. Tells whom it asked. `told` says why
/// where a timer, a quorum or a shortage is the reason.
pub fn ask_upward(
    run: &mut Run<'_>,
    post: PostId,
    incident: IncidentId,
    told: Option<Trigger>,
    cause: EntryId,
) -> Option<PostId> {
    let found = trigger(run, post, incident)?;
    let why = Some(told.unwrap_or(found));
    let (to, transit, cause) = way(run, post, incident, told.unwrap_or(found), cause)?;
    let severity = conduct::passed_on(run, post, incident);
    let cause = conduct::state(run, post, incident, severity, cause);
    // Requests of one sender about one incident share their draws: whoever asks again asks for the same.
    let (kind, sender) = (MatterKind::Request, run.post(post).key);
    report::send(run, Dispatch { kind, incident, from: Some(post), sender, to, severity, version: 0, why, cause }, Some(transit));
    if let Some(known) = run.scenes.incident_mut(incident).knowledge_mut(post) {
        known.has_asked = true;
    }
    Some(to)
}

/// Where a request goes and how: to the superior, or past it, which the journal says. No request goes past the superior to a post that
/// can neither decide nor ask on.
pub fn way<'a>(
    run: &mut Run<'a>,
    post: PostId,
    incident: IncidentId,
    why: Trigger,
    cause: EntryId,
) -> Option<(PostId, &'a Law, EntryId)> {
    let profile = run.post(post);
    let link = &profile.links[profile.request_link? as usize];
    if let Some(skip) = &profile.escalation.skip {
        let is_grave = skip.from_severity.is_some_and(|from| run.scenes.severity_at(incident, post) >= from);
        let is_late = skip.after_time_out && why == Trigger::TimeOut;
        let is_meant = is_grave || is_late || (skip.when_unmanned && !conduct::is_manned(run, link.to, MatterKind::Request));
        if is_meant && can_help(run, post, skip.to, incident) {
            let entry = run.note(Milestone::SuperiorPassed { superior: link.to }, Run::at_post(incident, post), cause);
            return Some((skip.to, &skip.transit, entry));
        }
    }
    Some((link.to, &link.transit, cause))
}

/// Whether another post may decide, or can ask on, on every open need for which a post can ask.
fn can_help(run: &Run<'_>, post: PostId, other: PostId, incident: IncidentId) -> bool {
    let severity = run.scenes.severity_at(incident, post);
    let (own, others) = (run.authority(post, incident), run.authority(other, incident));
    let needs = run.scenes.incident(incident).need_ids().map(|id| run.scenes.need(id));
    let mut asked = needs.filter(|need| need.is_open() && own.can_ask(need.capability, severity));
    asked.all(|need| others.is_competent(need.capability, severity) || others.can_ask(need.capability, severity))
}

/// A post that has read of an incident takes over what posts below are deciding on it, when it is so drawn.
pub fn pull(run: &mut Run<'_>, post: PostId, incident: IncidentId, cause: EntryId) {
    let Some((from_severity, probability)) = run.post(post).escalation.pull else { return };
    let severity = run.scenes.severity_at(incident, post);
    let key = join(run.scenes.incident(incident).key, run.post(post).key);
    if severity < from_severity || run.chance.stream(Purpose::Pull, key).uniform() >= probability {
        return;
    }
    let authority = run.authority(post, incident);
    let mut told: Vec<PostId> = Vec::new();
    for id in run.scenes.incident(incident).need_ids() {
        let need = run.scenes.need(id);
        let holder = PostId(need.holder);
        let is_taken = need.stage == Stage::Deciding
            && authority.is_competent(need.capability, severity)
            && run.setting.chain(holder).any(|above| above == post);
        if !is_taken {
            continue;
        }
        let need = run.scenes.need_mut(id);
        (need.stage, need.holder, need.rival, need.is_raced) = (Stage::Unheld, NONE, NONE, false);
        if !told.contains(&holder) {
            told.push(holder);
            run.note(Milestone::DecisionPulled { from: holder }, Run::at_post(incident, post), cause);
        }
    }
}

/// News is there: what the post has proposed in vain it may propose again.
pub fn unshelve(run: &mut Run<'_>, post: PostId, incident: IncidentId) {
    let is_own = |row: &&mut Proposal| (row.post, row.incident) == (post, incident) && row.is_shelved;
    let Some(proposal) = run.ambient.proposals.iter_mut().find(is_own) else { return };
    proposal.is_shelved = false;
    for id in run.scenes.incident(incident).need_ids() {
        let need = run.scenes.need_mut(id);
        if need.is_decided_by(post) {
            (need.stage, need.holder, need.is_raced) = (Stage::Unheld, NONE, false);
        }
    }
}
