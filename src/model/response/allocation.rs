//! How many units a post asks for by its estimate, which it revises as better reports come; units of the wrong kind, and units for
//! which nothing is left to do. A need's `wanted` is the truth; `asked` is what its holder takes it to be.

use crate::engine::streams::{Purpose, join};
use crate::journal::milestone::Milestone;
use crate::model::command::post::Candidate;
use crate::model::event::{NONE, NeedId};
use crate::model::force::movement;
use crate::model::incident::need::{Stage, Work};
use crate::model::reporting::{estimate, report};
use crate::model::response::{assignment, decision, order, own_task, service_area};
use crate::model::run::Run;
use crate::terms::id::{IncidentId, PostId, UnitId};
use crate::terms::traffic::MatterKind;

/// A post has decided on a need: it asks for as many units as it thinks are needed, and may have taken it for another kind.
pub fn decide(run: &mut Run<'_>, post: PostId, id: NeedId) {
    if run.setting.estimates.is_none() {
        return;
    }
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    ask(run, post, incident, id, true);
    let need = run.scenes.need(id);
    if need.missing == need.asked {
        let key = join(join(run.scenes.incident(incident).key, run.post(post).key), u64::from(need.position));
        let u = run.chance.stream(Purpose::WrongKind, key).uniform();
        if u < estimate::wrong_kind(run, post, incident) {
            run.posts[post.index()].mistaken.push(id);
        }
    }
}

fn ask(run: &mut Run<'_>, post: PostId, incident: IncidentId, id: NeedId, is_first: bool) {
    let need = *run.scenes.need(id);
    let sent = need.asked.saturating_sub(need.missing);
    let units = estimate::asked(run, post, incident, need.wanted);
    let missing = units.saturating_sub(sent);
    let state = run.scenes.need_mut(id);
    (state.missing, state.asked) = (missing, sent + missing);
    if is_first || sent + missing != need.asked {
        let short = |units: u32| u16::try_from(units).unwrap_or(u16::MAX);
        let milestone =
            Milestone::UnitsAsked { capability: need.capability, units: short(sent + missing), needed: short(need.wanted) };
        run.note(milestone, Run::at_post(incident, post), need.decision);
    }
}

/// A post has read something new: it asks for more units, or for fewer of those that it has not yet found.
pub fn revise(run: &mut Run<'_>, post: PostId, incident: IncidentId) {
    for id in run.scenes.incident(incident).need_ids() {
        let need = run.scenes.need(id);
        if need.stage == Stage::Committed && need.holder == post.0 {
            ask(run, post, incident, id, false);
            if run.scenes.need(id).missing > 0 {
                decision::seek(run, post, id);
            }
        }
    }
}

/// A post sends a unit that cannot do the work for each need that it has taken for one of another kind: once a need.
pub fn send_wrong_units(run: &mut Run<'_>, post: PostId) {
    let mut mistaken = std::mem::take(&mut run.posts[post.index()].mistaken);
    mistaken.retain(|id| {
        let is_due = assignment::is_wanted(run, post, *id) && assignment::may_send(run, post, *id);
        let candidate = wrong_unit(run, post, *id).filter(|_| is_due);
        if let Some(candidate) = candidate {
            order::issue(run, post, *id, &[candidate]);
        }
        candidate.is_none() && run.scenes.need(*id).stage == Stage::Committed
    });
    run.posts[post.index()].mistaken = mistaken;
}

/// The nearest free unit that a post may send and that cannot do the work.
fn wrong_unit(run: &Run<'_>, post: PostId, id: NeedId) -> Option<Candidate> {
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    let (needed, severity) = (run.scenes.need(id).capability, run.scenes.severity_at(incident, post));
    let place = run.scenes.incident(incident).point;
    let is_wrong = |candidate: &&Candidate| {
        run.forces.kind(candidate.unit).rates[needed.index()] <= 0.0
            && candidate.severities.has(severity)
            && run.forces.is_free_for(candidate.unit, post, candidate.shares_orders)
            && service_area::serves(run, post, candidate.unit, &place)
    };
    let wrong = run.authority(post, incident).candidates.iter().flatten().filter(is_wrong);
    let offers = wrong.filter_map(|candidate| Some((assignment::expected_arrival(run, candidate, &place)?, *candidate)));
    offers.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.unit.cmp(&b.1.unit))).map(|(_, candidate)| candidate)
}

/// The first unit is at the scene: its head reports all that there is to say to the post that sent for it.
pub fn size_up(run: &mut Run<'_>, unit: UnitId, incident: IncidentId, id: NeedId) {
    let state = run.scenes.incident(incident);
    if run.setting.estimates.is_none() || state.is_sized_up {
        return;
    }
    let holder = run.scenes.need(id).holder;
    let holder = (holder != NONE).then_some(PostId(holder));
    let reads = |post: &PostId| run.post(*post).desks[MatterKind::Report.index()].is_some();
    let Some(to) = holder.into_iter().chain(state.known.iter().map(|known| known.post)).find(reads) else { return };
    let (kind, sender) = (MatterKind::Report, join(state.key, 11));
    let (severity, cause) = (state.severity, run.forces.unit(unit).entry);
    run.scenes.incident_mut(incident).is_sized_up = true;
    let dispatch = report::Dispatch { kind, incident, from: None, sender, to, severity, version: 0, why: None, cause };
    let row = report::send(run, dispatch, None);
    estimate::complete(run, row);
}

/// Whether a unit at the scene cannot do the work for which it was sent, or finds none left of that which is one task a unit.
#[must_use]
pub fn turns_back(run: &Run<'_>, unit: UnitId, id: NeedId) -> Option<Milestone> {
    run.setting.estimates.as_ref()?;
    let need = run.scenes.need(id);
    if run.forces.kind(unit).rates[need.capability.index()] <= 0.0 {
        return Some(Milestone::UnitUnsuitable);
    }
    let has_task = need.begun + need.retaken < need.wanted || matches!(run.scenes.work(id), Work::Shared { .. });
    (!has_task).then_some(Milestone::UnitSuperfluous)
}

/// A unit has done its task: where fewer units were asked for than there are tasks it takes the next one.
pub fn takes_next_task(run: &mut Run<'_>, unit: UnitId, id: NeedId) -> bool {
    let need = run.scenes.need(id);
    let is_short = need.stage != Stage::Contained && need.wanted > need.asked + need.retaken;
    if run.setting.estimates.is_none() || !is_short || need.begun + need.retaken >= need.wanted {
        return false;
    }
    if !matches!(run.scenes.work(id), Work::PerUnit(_)) {
        return false;
    }
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    let key = movement::occasion_key(run.forces.key(unit), run.scenes.incident(incident).key);
    let key = join(key, u64::from(need.retaken) + 1);
    run.scenes.need_mut(id).retaken += 1;
    own_task::begin(run, unit, id, key);
    true
}
