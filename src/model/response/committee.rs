//! Committees: members are called, leave their desks, join; a quorum under a leader deliberates on one case after another.
//!
//! All draws belong to (incident, post, member). A member is an officer of a desk: who is called by road is missing there from the
//! call until the way back is done, who joins by video only while sitting. Work in hand is put down and resumed.

use crate::engine::calendar::Phase;
use crate::engine::streams::{Purpose, Stream, join};
use crate::engine::time::Span;
use crate::journal::entry::EntryId;
use crate::journal::milestone::Milestone;
use crate::model::command::committee::{Case, Committee, Effective, Sitting};
use crate::model::event::{Event, MatterRow};
use crate::model::reporting::{conduct, duty, report};
use crate::model::response::{approval, decision};
use crate::model::run::Run;
use crate::model::station::service::Traffic;
use crate::terms::id::{IncidentId, PostId};
use crate::terms::traffic::MatterKind;

/// The committee that must take a decision whose service has ended at a post's desk.
#[must_use]
pub fn competent(run: &Run<'_>, row: MatterRow) -> Option<u32> {
    if run.setting.committees.is_empty() {
        return None;
    }
    let matter = run.traffic.matter(row);
    let (post, incident) = (run.setting.desk_posts[matter.station as usize], IncidentId(matter.subject));
    let committee = run.post(post).committee?;
    let is_grave = run.scenes.severity_at(incident, post) >= run.setting.committees[committee as usize].from_severity;
    (is_grave && decides(run, post, incident)).then_some(committee)
}

/// Whether the post still has a decision to make.
fn decides(run: &Run<'_>, post: PostId, incident: IncidentId) -> bool {
    let mut needs = run.scenes.incident(incident).need_ids().map(|id| run.scenes.need(id));
    needs.any(|need| need.is_decided_by(post))
}

fn spec<'a>(run: &Run<'a>, committee: u32) -> &'a Committee {
    &run.setting.committees[committee as usize]
}

/// Chance of a committee on an incident; `owner` is a member's key, or 0 for the committee itself.
fn stream(run: &Run<'_>, committee: u32, incident: IncidentId, owner: u64) -> Stream {
    let post = run.post(spec(run, committee).post).key;
    run.chance.stream(Purpose::Committee, join(join(run.scenes.incident(incident).key, post), owner))
}

/// The office has prepared a case: it goes before the committee, which is convened unless it meets already.
pub fn convene(run: &mut Run<'_>, committee: u32, row: MatterRow) {
    let matter = *run.traffic.matter(row);
    let (about, incident) = (report::about(run, row), IncidentId(matter.subject));
    let kind = MatterKind::Decision;
    let prepared = run.note(Milestone::ServiceEnded { kind }, about, matter.entry);
    let Traffic { pool, matters, .. } = &mut run.traffic;
    pool.end(matters, row);
    let post = spec(run, committee).post;
    let entry = run.note(Milestone::CommitteeConvened, Run::at_post(incident, post), prepared);
    let council = &mut run.councils[committee as usize];
    council.cases.push(Case { incident, entry });
    if council.sitting == Sitting::None {
        council.sitting = Sitting::Gathering;
        council.convened = entry;
        let stamp = council.stamp;
        call_members(run, committee, incident);
        run.clock.after(spec(run, committee).no_quorum_after, Phase::Timer, Event::QuorumDue(committee, stamp));
    }
}

fn call_members(run: &mut Run<'_>, committee: u32, incident: IncidentId) {
    let spec = spec(run, committee);
    let stamp = run.councils[committee as usize].stamp;
    let broadcast = spec.notice.sample(&mut stream(run, committee, incident, 0));
    let mut called = Span::ZERO;
    for (member, row) in (0_u16..).zip(&spec.members) {
        let mut chance = stream(run, committee, incident, row.key);
        let is_reached = chance.uniform() < row.reachable;
        let way = row.joins.sample(&mut chance);
        if spec.is_serial {
            called = called + spec.notice.sample(&mut chance);
        } else {
            called = broadcast;
        }
        if is_reached {
            run.clock.after(called, Phase::Completion, Event::MemberCalled(committee, member, stamp));
            run.clock.after(called + way, Phase::Arrival, Event::MemberJoins(committee, member, stamp));
        }
    }
}

/// A call finds a member.
pub fn called(run: &mut Run<'_>, committee: u32, member: u16, stamp: u32) {
    let (now, spec) = (run.now(), spec(run, committee));
    let council = &mut run.councils[committee as usize];
    if council.stamp != stamp {
        return;
    }
    let cause = council.convened;
    let seat = &mut council.seats[usize::from(member)];
    (seat.left, seat.way) = (now, None);
    let entry = note(run, committee, Milestone::MemberCalled { member }, cause);
    if spec.members[usize::from(member)].is_by_road {
        leave_desk(run, committee, member, entry);
    }
}

/// A member sits down.
pub fn joins(run: &mut Run<'_>, committee: u32, member: u16, stamp: u32) {
    let (now, spec) = (run.now(), spec(run, committee));
    let council = &mut run.councils[committee as usize];
    if council.stamp != stamp {
        return;
    }
    let cause = council.convened;
    let seat = &mut council.seats[usize::from(member)];
    (seat.is_taken, seat.way) = (true, Some(now - seat.left));
    let entry = note(run, committee, Milestone::MemberJoined { member }, cause);
    if !spec.members[usize::from(member)].is_by_road {
        leave_desk(run, committee, member, entry);
    }
    let council = &mut run.councils[committee as usize];
    let sitting = council.seats.iter().filter(|seat| seat.is_taken).count();
    if council.sitting == Sitting::Gathering && sitting >= spec.quorum && has_leader(run, committee) {
        let council = &mut run.councils[committee as usize];
        (council.sitting, council.began) = (Sitting::Deliberating, now);
        take_case(run, committee);
    }
}

/// An entry about the meeting as a whole, filed under the case that convened it.
fn note(run: &mut Run<'_>, committee: u32, milestone: Milestone, cause: EntryId) -> EntryId {
    let about = crate::journal::entry::About { post: Some(spec(run, committee).post), ..Default::default() };
    run.note(milestone, about, cause)
}

fn has_leader(run: &Run<'_>, committee: u32) -> bool {
    let seats = run.councils[committee as usize].seats.iter().zip(&spec(run, committee).members);
    seats.into_iter().any(|(seat, member)| seat.is_taken && member.leads)
}

/// A member leaves the desk; when all officers were at work, the least urgent work is put down.
fn leave_desk(run: &mut Run<'_>, committee: u32, member: u16, cause: EntryId) {
    let Some(desk) = spec(run, committee).members[usize::from(member)].desk else { return };
    let seat = &mut run.councils[committee as usize].seats[usize::from(member)];
    seat.stamp += 1;
    if std::mem::replace(&mut seat.is_away, true) {
        return;
    }
    duty::leave(run, desk, cause, |staff| staff.away += 1);
}

/// The committee takes the gravest case that waits, the oldest of equals; without any the meeting ends.
fn take_case(run: &mut Run<'_>, committee: u32) {
    let post = spec(run, committee).post;
    let mut cases = std::mem::take(&mut run.councils[committee as usize].cases);
    cases.retain(|case| decides(run, post, case.incident));
    let gravest = cases.iter().map(|case| run.scenes.severity_at(case.incident, post)).max();
    let Some(at) = cases.iter().position(|case| Some(run.scenes.severity_at(case.incident, post)) == gravest) else {
        return end_meeting(run, committee);
    };
    let case = cases.remove(at);
    let entry = run.note(Milestone::DeliberationBegun, Run::at_post(case.incident, post), case.entry);
    let span = spec(run, committee).deliberation.sample(&mut stream(run, committee, case.incident, 1));
    let council = &mut run.councils[committee as usize];
    council.cases = cases;
    council.in_hand = Some(Case { entry, ..case });
    let stamp = council.stamp;
    run.clock.after(span, Phase::Completion, Event::DeliberationEnds(committee, stamp));
}

/// The deliberation on a case ends.
pub fn case_ends(run: &mut Run<'_>, committee: u32, stamp: u32) {
    let (now, spec) = (run.now(), spec(run, committee));
    let council = &mut run.councils[committee as usize];
    assert!(council.stamp == stamp, "a meeting goes on while a case is in hand");
    let case = council.in_hand.take().expect("a deliberation is on a case");
    let Some(case) = put_to_vote(run, committee, case) else { return take_case(run, committee) };
    let council = &mut run.councils[committee as usize];
    match spec.takes_effect {
        Effective::AfterEach => decide(run, spec.post, case),
        Effective::AtEnd => council.decided.push((case, None)),
        Effective::Every(gap) => {
            let over = (now - council.began).ms().rem_euclid(gap.ms());
            let ahead = if over == 0 { Span::ZERO } else { Span(gap.ms() - over) };
            council.decided.push((case, Some(now + ahead)));
            run.clock.after(ahead, Phase::Completion, Event::DecisionPoint(committee));
        }
    }
    take_case(run, committee);
}

/// Those who sit vote on a case; nothing is left of one that is refused.
fn put_to_vote(run: &mut Run<'_>, committee: u32, case: Case) -> Option<Case> {
    let spec = spec(run, committee);
    let Some((approve, judgement)) = spec.vote else { return Some(case) };
    let (post, incident) = (spec.post, case.incident);
    if !decides(run, post, incident) {
        return Some(case);
    }
    let number = approval::begin(run, post, incident);
    let seats = run.councils[committee as usize].seats.iter().zip(&spec.members);
    let own = run.post(post).key;
    let votes =
        seats.filter(|(seat, member)| seat.is_taken && approval::agrees(run, incident, join(own, member.key), number, judgement));
    if votes.count() < approve {
        let entry = run.note(Milestone::ProposalRefused, Run::at_post(incident, post), case.entry);
        approval::refused(run, post, incident, entry);
        return None;
    }
    let entry = run.note(Milestone::ProposalApproved, Run::at_post(incident, post), case.entry);
    let is_needed = run.scenes.is_needed(incident);
    let entry = run.note(Milestone::ProposalCarried { is_needed }, Run::at_post(incident, post), entry);
    Some(Case { entry, ..case })
}

/// A point at which decisions take effect: those that wait for it, or for the end of the meeting. Others wait for the point of a later
/// meeting.
pub fn decision_point(run: &mut Run<'_>, committee: u32) {
    let (now, post) = (run.now(), spec(run, committee).post);
    let decided = std::mem::take(&mut run.councils[committee as usize].decided);
    let (due, later): (Vec<_>, Vec<_>) = decided.into_iter().partition(|(_, at)| at.is_none_or(|at| at <= now));
    run.councils[committee as usize].decided = later;
    for (case, _) in due {
        decide(run, post, case);
    }
}

fn decide(run: &mut Run<'_>, post: PostId, case: Case) {
    if decides(run, post, case.incident) {
        let entry = run.note(Milestone::DecisionMade, Run::at_post(case.incident, post), case.entry);
        decision::commit(run, post, case.incident, entry);
    }
}

/// A quorum is no longer waited for: a leader decides alone, or the cases go up; what cannot go up the duty officer decides.
pub fn quorum_due(run: &mut Run<'_>, committee: u32, stamp: u32) {
    let council = &mut run.councils[committee as usize];
    if council.stamp != stamp || council.sitting != Sitting::Gathering {
        return;
    }
    let cases = std::mem::take(&mut council.cases);
    let spec = spec(run, committee);
    let is_decided_here = spec.leader_decides && has_leader(run, committee);
    for case in cases {
        let entry = run.note(Milestone::QuorumMissed, Run::at_post(case.incident, spec.post), case.entry);
        if !is_decided_here {
            conduct::pass_up(run, spec.post, case.incident, entry);
        }
        decide(run, spec.post, Case { entry, ..case });
    }
    end_meeting(run, committee);
}

/// The meeting ends: members go back to their desks.
fn end_meeting(run: &mut Run<'_>, committee: u32) {
    let (now, spec) = (run.now(), spec(run, committee));
    if spec.takes_effect == Effective::AtEnd {
        decision_point(run, committee);
    }
    let council = &mut run.councils[committee as usize];
    council.sitting = Sitting::None;
    council.stamp += 1;
    for (member, (seat, row)) in (0_u16..).zip(council.seats.iter_mut().zip(&spec.members)) {
        seat.is_taken = false;
        if seat.is_away {
            let back = if row.is_by_road { seat.way.unwrap_or(now - seat.left) } else { Span::ZERO };
            run.clock.after(back, Phase::Completion, Event::MemberReturns(committee, member, seat.stamp));
        }
    }
}

/// A member is back at the desk, unless called again meanwhile.
pub fn returns(run: &mut Run<'_>, committee: u32, member: u16, stamp: u32) {
    let council = &mut run.councils[committee as usize];
    let cause = council.convened;
    let seat = &mut council.seats[usize::from(member)];
    if seat.stamp != stamp || !std::mem::replace(&mut seat.is_away, false) {
        return;
    }
    let desk = spec(run, committee).members[usize::from(member)].desk.expect("who is away from a desk has one");
    duty::staff(run, desk, cause, |staff| staff.away -= 1);
}
