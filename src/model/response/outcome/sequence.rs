//! Tasks in order: with the end of one task those open that had to wait for it, and the scene asks for units.

use crate::engine::streams::join;
use crate::journal::entry::{About, EntryId};
use crate::journal::milestone::Milestone;
use crate::model::event::{NONE, NeedId};
use crate::model::incident::need::Stage;
use crate::model::reporting::report;
use crate::model::run::Run;
use crate::terms::id::PostId;
use crate::terms::traffic::MatterKind;

/// Opens the needs that waited for one that is contained; a request leaves from the scene for the post that had that one in hand, or
/// for the first post that knows of the incident and takes requests.
pub fn open_next(run: &mut Run<'_>, done: NeedId, cause: EntryId) {
    let incident = run.scenes.incident_of(done).expect("the needs of posts belong to incidents");
    let state = run.scenes.incident(incident);
    let profile = &run.scenes.profiles[state.profile as usize];
    if profile.needs.iter().all(|need| need.after.is_none()) {
        return;
    }
    let (position, holder) = (run.scenes.need(done).position, run.scenes.need(done).holder);
    let holder = (holder != NONE).then_some(PostId(holder));
    let takes_requests = |post: &PostId| run.post(*post).desks[MatterKind::Request.index()].is_some();
    let to = holder.into_iter().chain(state.known.iter().map(|known| known.post)).find(takes_requests);
    let about = About { incident: Some(incident), ..About::default() };
    let mut opened = None;
    for id in state.need_ids() {
        let need = run.scenes.need(id);
        if need.stage == Stage::Closed && profile.needs[need.position as usize].after == Some(position) {
            let capability = need.capability;
            run.scenes.need_mut(id).stage = Stage::Unheld;
            opened = Some(run.note(Milestone::NeedOpened { capability }, about, cause));
        }
    }
    let (Some(cause), Some(to)) = (opened, to) else { return };
    let severity = run.scenes.severity(incident);
    let sender = join(run.scenes.incident(incident).key, FROM_THE_SCENE + u64::from(position));
    let kind = MatterKind::Request;
    report::send(run, report::Dispatch { kind, incident, from: None, sender, to, severity, version: 0, why: None, cause }, None);
}

/// Keys of requests from the scene begin here.
const FROM_THE_SCENE: u64 = 64;
