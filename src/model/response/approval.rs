//! Approval: a decision goes up the chain, post by post, each agrees or refuses; what is refused is proposed again or waits for news.
//!
//! Whether somebody agrees to the n-th proposal on an incident is one draw that belongs to (incident, post or member, n), so that
//! forms of approval share it: a hierarchy of two carries what both of its posts carry alone.

use crate::engine::calendar::Phase;
use crate::engine::streams::{Purpose, join};
use crate::engine::time::Span;
use crate::journal::entry::EntryId;
use crate::journal::milestone::Milestone;
use crate::model::command::escalation::{Approval, Judgement};
use crate::model::event::{Event, MatterRow, NONE};
use crate::model::incident::incident::IncidentState;
use crate::model::reporting::report;
use crate::model::response::decision;
use crate::model::run::{Proposal, Run};
use crate::model::station::service::Traffic;
use crate::terms::id::{IncidentId, PostId};
use crate::terms::traffic::MatterKind;

/// The approval that a post's decision on an incident needs.
#[must_use]
pub fn needed<'a>(run: &Run<'a>, post: PostId, incident: IncidentId) -> Option<&'a Approval> {
    let approval = run.post(post).escalation.approval.as_ref()?;
    (run.scenes.severity_at(incident, post) >= approval.from_severity).then_some(approval)
}

fn decides(run: &Run<'_>, post: PostId, incident: IncidentId) -> bool {
    let mut needs = run.scenes.incident(incident).need_ids().map(|id| run.scenes.need(id));
    needs.any(|need| need.is_decided_by(post))
}

/// The book of a post's proposals on an incident.
fn proposal<'r>(run: &'r mut Run<'_>, post: PostId, incident: IncidentId) -> &'r mut Proposal {
    let book = &mut run.ambient.proposals;
    let at = book.iter().position(|row| (row.post, row.incident) == (post, incident)).unwrap_or_else(|| {
        book.push(Proposal { post, incident, number: 0, agreed: EntryId::NONE, is_shelved: false });
        book.len() - 1
    });
    &mut book[at]
}

/// Begins a proposal; tells its number.
pub fn begin(run: &mut Run<'_>, post: PostId, incident: IncidentId) -> u16 {
    let proposal = proposal(run, post, incident);
    (proposal.number, proposal.is_shelved) = (proposal.number.saturating_add(1), false);
    proposal.number
}

/// Whether somebody agrees to a proposal.
#[must_use]
pub fn agrees(run: &Run<'_>, incident: IncidentId, owner: u64, number: u16, judgement: Judgement) -> bool {
    let key = join(join(run.scenes.incident(incident).key, owner), u64::from(number));
    let is_needed = run.scenes.is_needed(incident);
    run.chance.stream(Purpose::Approval, key).uniform() < judgement.agrees(is_needed)
}

/// The service of a decision that needs approval has ended: the post agrees or not, and the proposal goes on.
pub fn propose(run: &mut Run<'_>, post: PostId, incident: IncidentId, cause: EntryId) {
    begin(run, post, incident);
    vote(run, post, post, incident, cause);
}

/// A voter agrees or refuses, and what follows.
fn vote(run: &mut Run<'_>, proposer: PostId, voter: PostId, incident: IncidentId, cause: EntryId) {
    let approval = run.post(proposer).escalation.approval.as_ref().expect("who proposes needs approval");
    let number = proposal(run, proposer, incident).number;
    let agrees = agrees(run, incident, run.post(voter).key, number, approval.judgement);
    let milestone = if agrees { Milestone::ProposalApproved } else { Milestone::ProposalRefused };
    let entry = run.note(milestone, Run::at_post(incident, voter), cause);
    if agrees != approval.is_any
        && let Some(above) = next(run, voter, approval)
    {
        return send(run, proposer, above, incident, entry);
    }
    proposal(run, proposer, incident).agreed = if agrees { entry } else { EntryId::NONE };
    let back = if voter == proposer { Span::ZERO } else { way_back(run, proposer, voter, incident, number) };
    if agrees {
        run.clock.after(back, Phase::Completion, Event::ProposalCarried(incident, proposer));
    } else {
        refused(run, proposer, incident, entry);
    }
}

/// The post above a voter that is asked next.
fn next(run: &Run<'_>, voter: PostId, approval: &Approval) -> Option<PostId> {
    let above = run.setting.chain(voter).next()?;
    (run.post(above).echelon >= approval.up_to).then_some(above)
}

/// The answer comes back over one call.
fn way_back(run: &Run<'_>, proposer: PostId, voter: PostId, incident: IncidentId, number: u16) -> Span {
    let profile = run.post(proposer);
    let Some(link) = profile.request_link else { return Span::ZERO };
    let key = join(join(run.scenes.incident(incident).key, run.post(voter).key), join(profile.key, u64::from(number)));
    profile.links[link as usize].transit.sample(&mut run.chance.stream(Purpose::Approval, join(key, 1)))
}

/// Puts a proposal on the desk of the next voter.
fn send(run: &mut Run<'_>, proposer: PostId, to: PostId, incident: IncidentId, cause: EntryId) {
    let kind = MatterKind::Decision;
    let number = proposal(run, proposer, incident).number;
    let severity = run.scenes.severity_at(incident, proposer);
    let own = join(run.post(proposer).key, u64::from(number));
    let lineage = join(join(run.scenes.incident(incident).key, kind.index() as u64), join(run.post(to).key, own));
    let row = report::make(run, kind, incident, severity, lineage, to);
    let from = run.setting.below_on_chain(proposer, to);
    let about = crate::journal::entry::About { matter: Some(run.traffic.matter(row).number), ..Run::at_post(incident, from) };
    let entry = run.note(Milestone::MatterSent { kind, to, why: None }, about, cause);
    let matter = run.traffic.matter_mut(row);
    (matter.origin, matter.entry) = (proposer.0, entry);
    let profile = run.post(from);
    let link = &profile.links[profile.request_link.expect("a proposal goes up the chain of requests") as usize];
    let span = link.transit.sample(&mut run.chance.stream(Purpose::Transit, join(lineage, run.post(to).key)));
    run.clock.after(span, Phase::Arrival, Event::MatterArrives(row));
}

/// Whether a matter is the proposal of another post.
#[must_use]
pub fn is_proposal(run: &Run<'_>, row: MatterRow) -> bool {
    run.traffic.matter(row).origin != NONE
}

/// A voter has examined a proposal; what has become void meanwhile is put down.
pub fn examined(run: &mut Run<'_>, row: MatterRow) {
    let matter = *run.traffic.matter(row);
    let (about, incident, proposer) = (report::about(run, row), IncidentId(matter.subject), PostId(matter.origin));
    let entry = run.note(Milestone::ServiceEnded { kind: MatterKind::Decision }, about, matter.entry);
    let Traffic { pool, matters, .. } = &mut run.traffic;
    pool.end(matters, row);
    if decides(run, proposer, incident) {
        vote(run, proposer, about.post.expect("a desk has a post"), incident, entry);
    }
}

/// The answer that everybody agrees is back: the decision is made, unless it has become void.
pub fn carried(run: &mut Run<'_>, post: PostId, incident: IncidentId) {
    let cause = proposal(run, post, incident).agreed;
    if decides(run, post, incident) {
        let is_needed = run.scenes.is_needed(incident);
        let carried = run.note(Milestone::ProposalCarried { is_needed }, Run::at_post(incident, post), cause);
        let entry = run.note(Milestone::DecisionMade, Run::at_post(incident, post), carried);
        decision::commit(run, post, incident, entry);
    }
}

/// A proposal is refused: the post keeps its needs undecided, so that nobody decides past the refusal, and proposes again after more news or
/// waits. Where another post decides in a race, that one goes on alone.
pub fn refused(run: &mut Run<'_>, post: PostId, incident: IncidentId, cause: EntryId) {
    for id in run.scenes.incident(incident).need_ids() {
        let need = run.scenes.need_mut(id);
        if need.is_decided_by(post) && need.rival != NONE {
            need.holder = if need.holder == post.0 { need.rival } else { need.holder };
            (need.rival, need.is_raced) = (NONE, false);
        }
    }
    proposal(run, post, incident).is_shelved = true;
    let number = proposal(run, post, incident).number;
    let again = run.post(post).escalation.approval.as_ref().filter(|approval| number < approval.attempts);
    let again_after = again.and_then(|approval| approval.again_after);
    let is_needed = run.scenes.is_needed(incident);
    run.note(Milestone::ProposalShelved { is_needed }, Run::at_post(incident, post), cause);
    if let Some(span) = again_after {
        run.clock.after(span, Phase::Timer, Event::ProposedAgain(incident, post, number));
    }
}

/// A post has gathered more news and proposes again what is still open, unless it has done so since its proposal of this number.
pub fn again(run: &mut Run<'_>, post: PostId, incident: IncidentId, number: u16) {
    if run.scenes.incident(incident).state == IncidentState::Active && proposal(run, post, incident).number == number {
        let cause = run.scenes.incident(incident).knowledge(post).expect("who proposes knows of the incident").entry;
        report::take_up(run, post, incident, cause);
    }
}
