//! A decision has been made: the post seeks units for the needs that it has taken up.

use crate::journal::entry::EntryId;
use crate::journal::milestone::Milestone;
use crate::model::event::{MatterRow, NONE, NeedId};
use crate::model::incident::need::Stage;
use crate::model::reporting::{plan, report};
use crate::model::response::{allocation, approval};
use crate::model::run::Run;
use crate::model::station::service::Traffic;
use crate::terms::id::{IncidentId, PostId};
use crate::terms::traffic::MatterKind;

/// A decision's service has ended.
pub fn made(run: &mut Run<'_>, row: MatterRow) {
    let matter = *run.traffic.matter(row);
    let about = report::about(run, row);
    let (post, incident) = (about.post.expect("a desk has a post"), IncidentId(matter.subject));
    let mut needs = run.scenes.incident(incident).need_ids().map(|id| run.scenes.need(id));
    let is_void = !needs.any(|need| need.is_decided_by(post));
    let must_agree = !is_void && approval::needed(run, post, incident).is_some();
    let milestone =
        if is_void || must_agree { Milestone::ServiceEnded { kind: MatterKind::Decision } } else { Milestone::DecisionMade };
    let entry = run.note(milestone, about, matter.entry);
    let Traffic { pool, matters, .. } = &mut run.traffic;
    pool.end(matters, row);
    if must_agree {
        return approval::propose(run, post, incident, entry);
    }
    commit(run, post, incident, entry);
}

/// A plan has decided beforehand: no officer takes the matter in hand.
pub fn by_plan(run: &mut Run<'_>, post: PostId, incident: IncidentId) {
    let about = Run::at_post(incident, post);
    let cause = run.scenes.incident(incident).knowledge(post).expect("a plan is used on news").entry;
    // A warning that the plan needs may have been lifted at this very instant: the plan that was ready has decided all the same.
    let plan = plan::ready(run, post, incident);
    let activated = match plan {
        Some((at, _)) => plan::activate(run, post, incident, at, cause),
        None => run.note(Milestone::PlanActivated, about, cause),
    };
    let decided = run.note(Milestone::DecisionMade, about, activated);
    match plan.and_then(|(_, plan)| plan.first_alarm_share) {
        Some(share) => send_first_alarm(run, post, incident, share, decided),
        None => commit(run, post, incident, decided),
    }
}

/// The first alarm goes by the plan alone: the post seeks a share of each need, rounded up, while it still decides on the rest.
fn send_first_alarm(run: &mut Run<'_>, post: PostId, incident: IncidentId, share: f64, entry: EntryId) {
    for id in run.scenes.incident(incident).need_ids() {
        let need = run.scenes.need_mut(id);
        if need.stage == Stage::Deciding && need.holder == post.0 {
            let wanted = share_of(need.wanted, share);
            need.advance = wanted.min(need.missing);
            need.decision = entry;
            if need.advance == need.missing {
                commit_need(run, post, id, entry);
            } else {
                seek(run, post, id);
            }
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a number of units")]
fn share_of(units: u32, share: f64) -> u32 {
    libm::ceil(f64::from(units) * share) as u32
}

/// A decision takes effect: the post seeks units for the needs that it has taken up.
pub fn commit(run: &mut Run<'_>, post: PostId, incident: IncidentId, entry: EntryId) {
    for id in run.scenes.incident(incident).need_ids() {
        if run.scenes.need(id).is_decided_by(post) {
            commit_need(run, post, id, entry);
        }
    }
}

fn commit_need(run: &mut Run<'_>, post: PostId, id: NeedId, entry: EntryId) {
    let now = run.now();
    let need = run.scenes.need_mut(id);
    if std::mem::take(&mut need.advance) > 0 {
        run.posts[need.holder as usize].waiting.retain(|other| *other != id);
    }
    (need.stage, need.holder) = (Stage::Committed, post.0);
    (need.rival, need.is_raced) = (NONE, false);
    need.decided = now;
    need.decision = entry;
    need.is_short = false;
    allocation::decide(run, post, id);
    seek(run, post, id);
}

/// Puts a need among those for which a post seeks units: gravest first, then longest decided, then by id.
pub fn seek(run: &mut Run<'_>, post: PostId, id: NeedId) {
    let waiting = &run.posts[post.index()].waiting;
    if !waiting.contains(&id) {
        let rank = |id: NeedId| {
            let need = run.scenes.need(id);
            let severity = run.scenes.incident_of(id).map(|incident| run.scenes.severity_at(incident, post));
            (std::cmp::Reverse(severity), need.decided, id)
        };
        let place = waiting.partition_point(|other| rank(*other) < rank(id));
        run.posts[post.index()].waiting.insert(place, id);
    }
    run.clock.deciders.put(post.0);
}
