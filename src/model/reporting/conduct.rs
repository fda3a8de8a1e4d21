//! How a post handles the news that it passes on: late, light, not at all, verified, and followed up.
//!
//! All draws belong to (incident, post) and a version, or to one matter, so that structures with the same conduct share them.

use crate::engine::calendar::Phase;
use crate::engine::streams::{Purpose, Stream, join};
use crate::engine::time::Span;
use crate::journal::entry::{About, EntryId};
use crate::journal::milestone::Milestone;
use crate::model::command::post::{Conduct, Link};
use crate::model::event::{Event, MatterRow, NONE};
use crate::model::incident::incident::IncidentState;
use crate::model::incident::need::{Need, Stage};
use crate::model::reporting::report::{self, Dispatch};
use crate::model::reporting::{escalation, estimate, telling};
use crate::model::run::Run;
use crate::terms::id::{IncidentId, PostId};
use crate::terms::severity::Severity;
use crate::terms::traffic::MatterKind;
use crate::terms::trigger::Trigger;

/// What a draw of conduct decides; part of its key.
#[derive(Clone, Copy)]
enum Choice {
    Omission,
    Shading,
    SendBack,
    Verification,
}

fn stream(run: &Run<'_>, owner: u64, choice: Choice, version: u16) -> Stream {
    run.chance.stream(Purpose::Conduct, join(join(owner, choice as u64), u64::from(version)))
}

/// Key of what a post does about an incident.
fn errand(run: &Run<'_>, post: PostId, incident: IncidentId) -> u64 {
    join(run.scenes.incident(incident).key, run.post(post).key)
}

/// Whether the post keeps the incident to itself.
#[must_use]
pub fn omits(run: &Run<'_>, post: PostId, incident: IncidentId) -> bool {
    let Some(Conduct { omission, .. }) = run.post(post).conduct else { return false };
    omission > 0.0 && stream(run, errand(run, post, incident), Choice::Omission, 0).uniform() < omission
}

/// The grade that a post passes on in its present version: that which it knows, or a lighter one.
#[must_use]
pub fn passed_on(run: &Run<'_>, post: PostId, incident: IncidentId) -> Severity {
    let known = run.scenes.severity_at(incident, post);
    let Some(Conduct { shading, .. }) = run.post(post).conduct else { return known };
    let version = run.scenes.incident(incident).knowledge(post).map_or(0, |known| known.versions);
    let is_light = known > Severity::IV
        && shading > 0.0
        && stream(run, errand(run, post, incident), Choice::Shading, version).uniform() < shading;
    if is_light { known.lighter() } else { known }
}

/// A matter is to state a grade: the journal says so where the post knows better.
pub fn state(run: &mut Run<'_>, post: PostId, incident: IncidentId, severity: Severity, cause: EntryId) -> EntryId {
    if severity == run.scenes.severity_at(incident, post) {
        return cause;
    }
    run.note(Milestone::ReportShaded { severity }, Run::at_post(incident, post), cause)
}

/// Sends a report that has just been read back to be verified, when it is so drawn; it is then still in transit.
pub fn sends_back(run: &mut Run<'_>, row: MatterRow, post: PostId, read: EntryId) -> bool {
    let setting = run.setting;
    let Some(conduct) = &setting.posts[post.index()].conduct else { return false };
    let matter = *run.traffic.matter(row);
    let owner = join(matter.lineage, run.post(post).key);
    let probability = conduct.send_back * estimate::gaps(run, row);
    if probability <= 0.0 || stream(run, owner, Choice::SendBack, matter.occurrence).uniform() >= probability {
        return false;
    }
    let about = report::about(run, row);
    let returned = run.note(Milestone::ReportReturned, about, read);
    let kind = MatterKind::Report;
    let entry = run.note(Milestone::MatterSent { kind, to: post, why: None }, about, returned);
    let span = conduct.verification.sample(&mut stream(run, owner, Choice::Verification, matter.occurrence));
    let matter = run.traffic.matter_mut(row);
    matter.turn_back();
    matter.entry = entry;
    estimate::verify(run, row);
    run.clock.after(span, Phase::Arrival, Event::MatterArrives(row));
    true
}

/// A post has taken up a decision: from now on it holds it.
pub fn begin_holding(run: &mut Run<'_>, post: PostId, incident: IncidentId) {
    if let Some(span) = run.post(post).conduct.as_ref().and_then(|conduct| conduct.decide_within) {
        run.clock.after(span, Phase::Timer, Event::DecisionDue(incident, post));
    }
}

/// A post has held a decision too long: it lets go of the needs that it has had for so long and asks the post above for them. It
/// keeps them where nobody above may decide. The decision still on its desk is void when it is done.
pub fn escalate(run: &mut Run<'_>, post: PostId, incident: IncidentId) {
    let now = run.now();
    let Some(Conduct { decide_within: Some(span), races, .. }) = run.post(post).conduct else { return };
    if let_go(run, post, incident, races, |need| now - need.decided >= span) {
        let cause = run.scenes.incident(incident).knowledge(post).expect("who decides knows of the incident").entry;
        let entry = run.note(Milestone::DecisionEscalated, Run::at_post(incident, post), cause);
        escalation::ask_upward(run, post, incident, Some(Trigger::TimeOut), entry);
    }
}

/// Lets go of needs on which a post decides and on which somebody above may decide, or lets that one decide as well; whether there
/// were any. What has been refused the post keeps: nobody decides past the refusal.
fn let_go(run: &mut Run<'_>, post: PostId, incident: IncidentId, races: bool, is_meant: impl Fn(&Need) -> bool) -> bool {
    if run.ambient.proposals.iter().any(|row| (row.post, row.incident) == (post, incident) && row.is_shelved) {
        return false;
    }
    let (severity, authority) = (run.scenes.severity_at(incident, post), run.authority(post, incident));
    let mut has_any = false;
    for id in run.scenes.incident(incident).need_ids() {
        let need = run.scenes.need_mut(id);
        let is_held = need.stage == Stage::Deciding && need.holder == post.0 && is_meant(need);
        if is_held && authority.can_ask(need.capability, severity) {
            if races {
                need.is_raced = true;
            } else {
                (need.stage, need.holder, need.advance) = (Stage::Unheld, NONE, 0);
                need.given_up_by = post.0;
            }
            has_any = true;
        }
    }
    has_any
}

/// A post cannot decide: it asks the post above for what that one may decide.
pub fn pass_up(run: &mut Run<'_>, post: PostId, incident: IncidentId, cause: EntryId) {
    if let_go(run, post, incident, false, |_| true) {
        escalation::ask_upward(run, post, incident, Some(Trigger::Quorum), cause);
    }
}

/// A decision has waited at a post's desk for too long: the post asks the post above, where that one may decide. Whether it did.
pub fn give_up(run: &mut Run<'_>, post: PostId, incident: IncidentId) -> bool {
    let lets_go = let_go(run, post, incident, false, |_| true);
    if lets_go {
        let cause = run.scenes.incident(incident).knowledge(post).expect("who decides knows of the incident").entry;
        let entry = run.note(Milestone::DecisionEscalated, Run::at_post(incident, post), cause);
        escalation::ask_upward(run, post, incident, Some(Trigger::TimeOut), entry);
    }
    lets_go
}

/// A post knows more of an incident: where it asks for troops, or is asked, it may act on that.
pub fn tell_linkage(run: &mut Run<'_>, post: PostId, incident: IncidentId) {
    if run.setting.troops.as_ref().is_some_and(|law| law.listens[post.index()]) {
        run.clock.after(Span::ZERO, Phase::Completion, Event::LinkageHears(incident, post));
    }
}

/// Schedules the next follow-up report of a post: grave incidents are followed up more often.
pub fn await_follow_up(run: &mut Run<'_>, post: PostId, incident: IncidentId) {
    let Some(conduct) = &run.post(post).conduct else { return };
    let is_light = run.scenes.severity_at(incident, post) < Severity::II;
    if let Some(gap) = conduct.follow_up_light.filter(|_| is_light).or(conduct.follow_up) {
        run.clock.after(gap, Phase::Timer, Event::FollowUpDue(incident, post));
    }
}

/// A follow-up report is due: it goes out unless the incident is contained, and the next one is scheduled.
pub fn follow_up(run: &mut Run<'_>, post: PostId, incident: IncidentId) {
    let state = run.scenes.incident(incident);
    if state.state != IncidentState::Active {
        return;
    }
    let cause = state.knowledge(post).expect("who follows up knows of the incident").entry;
    let cause = run.note(Milestone::FollowUpBegun, Run::at_post(incident, post), cause);
    estimate::observe_again(run, post, incident, cause);
    telling::follow_up(run, post, incident, cause);
    await_follow_up(run, post, incident);
}

/// An incident is contained: posts that believe it and report its end do so, each to whoever leads.
pub fn report_end(run: &mut Run<'_>, incident: IncidentId, cause: EntryId) {
    if !run.setting.has_final_reports {
        return;
    }
    for position in 0..run.scenes.incident(incident).known.len() {
        let known = run.scenes.incident(incident).known[position];
        let Some(conduct) = &run.post(known.post).conduct else { continue };
        if conduct.has_final_report && known.readings >= conduct.confirmations {
            let entry = run.note(Milestone::FinalReportBegun, Run::at_post(incident, known.post), cause);
            telling::follow_up(run, known.post, incident, entry);
        }
    }
}

/// Whether a post has a desk for a kind of matter, with an officer there.
#[must_use]
pub fn is_manned(run: &Run<'_>, post: PostId, kind: MatterKind) -> bool {
    run.post(post).desks[kind.index()].is_some_and(|(station, _)| {
        let station = &run.traffic.stations[station.index()];
        station.servers > 0 && !station.staff.is_unmanned()
    })
}

/// Whoever gets a report that was meant for a post: the one above it where nobody is at its desk and the sender goes past such desks.
/// Requests have rules of their own.
pub fn past_unmanned(run: &mut Run<'_>, meant: &Dispatch) -> (PostId, EntryId) {
    let Dispatch { kind, from, to, incident, cause, .. } = *meant;
    let conduct = from.and_then(|post| run.post(post).conduct.as_ref());
    if kind != MatterKind::Report || !conduct.is_some_and(|conduct| conduct.skips_unmanned) || is_manned(run, to, kind) {
        return (to, cause);
    }
    let next = run.post(to);
    let above = next.request_link.map(|link| next.links[link as usize].to);
    let Some(above) = above.filter(|above| is_manned(run, *above, kind) && Some(*above) != from) else { return (to, cause) };
    let about = About { incident: Some(incident), post: from, ..About::default() };
    (above, run.note(Milestone::LevelSkipped { over: to }, about, cause))
}

/// Whether news goes over a link and how much later it leaves; nothing when it is kept.
pub fn shared(run: &mut Run<'_>, post: PostId, incident: IncidentId, link: &Link, cause: EntryId) -> Option<Span> {
    let Some((probability, delay)) = &link.shares else { return Some(Span::ZERO) };
    let key = join(join(run.scenes.incident(incident).key, run.post(post).key), run.post(link.to).key);
    let mut stream = run.chance.stream(Purpose::Sharing, key);
    if stream.uniform() < *probability {
        return Some(delay.sample(&mut stream));
    }
    run.note(Milestone::NewsKept { from: link.to }, Run::at_post(incident, post), cause);
    None
}
