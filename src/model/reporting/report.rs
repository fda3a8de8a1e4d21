//! Reports and requests: matters that carry an incident from post to post, and what a post does when it has read one.
//!
//! A post that has read of an incident takes up the needs on which it may decide, asks upward for the needs on which it may
//! not, and tells those to whom it reports. The lowest post that has the right thus decides first.

use crate::engine::calendar::Phase;
use crate::engine::distribution::Law;
use crate::engine::streams::{Purpose, join};
use crate::engine::time::Span;
use crate::journal::entry::{About, EntryId};
use crate::journal::milestone::Milestone;
use crate::model::event::{Event, MatterRow, NONE};
use crate::model::incident::incident::IncidentState;
use crate::model::incident::need::Stage;
use crate::model::reporting::{conduct, duty, escalation, estimate, limit, plan, response_level, telling, warning};
use crate::model::run::Run;
use crate::model::station::matter::Matter;
use crate::model::station::service::Traffic;
use crate::terms::id::{IncidentId, PostId};
use crate::terms::severity::Severity;
use crate::terms::traffic::MatterKind;
use crate::terms::trigger::Trigger;

/// A matter to be sent.
#[derive(Clone, Copy, Debug)]
pub struct Dispatch {
    /// What it is.
    pub kind: MatterKind,
    /// About which incident.
    pub incident: IncidentId,
    /// The post that sends it; none for a detection channel.
    pub from: Option<PostId>,
    /// Stable key of the sender, for chance.
    pub sender: u64,
    /// Where it goes.
    pub to: PostId,
    /// The grade that it states.
    pub severity: Severity,
    /// How many the sender has sent about the incident before.
    pub version: u16,
    /// Why a request goes up.
    pub why: Option<Trigger>,
    /// What caused it.
    pub cause: EntryId,
}

/// Sends a matter to a post's desk. Its draws depend on incident, kind, sender and receiver, not on the order of things.
pub fn send(run: &mut Run<'_>, dispatch: Dispatch, transit: Option<&Law>) -> MatterRow {
    let Dispatch { kind, incident, from, sender, severity, version, why, .. } = dispatch;
    let (to, cause) = conduct::past_unmanned(run, &dispatch);
    let first = join(join(run.scenes.incident(incident).key, kind.index() as u64), sender);
    let lineage = if version == 0 { first } else { join(first, u64::from(version)) };
    let row = make(run, kind, incident, severity, lineage, to);
    run.traffic.matter_mut(row).load = u32::try_from(severity.gravity()).expect("four grades");
    let number = run.traffic.matter(row).number;
    let about = About { incident: Some(incident), post: from, unit: None, matter: Some(number) };
    let entry = run.note(Milestone::MatterSent { kind, to, why }, about, cause);
    run.traffic.matter_mut(row).entry = entry;
    if run.setting.estimates.is_some() {
        estimate::write(run, row, from, incident);
    }
    if !run.setting.limits.rows.is_empty()
        && let Some(post) = from
    {
        run.traffic.matter_mut(row).goes_first = limit::told(run, post, [dispatch.to, to], about, version > 0);
    }
    let span = transit.map_or(Span::ZERO, |law| {
        law.sample(&mut run.chance.stream(Purpose::Transit, join(lineage, run.setting.posts[to.index()].key)))
    });
    run.clock.after(span, Phase::Arrival, Event::MatterArrives(row));
    row
}

/// Makes a matter that lies before the right desk of a post; what concerns a graver incident takes longer.
pub fn make(
    run: &mut Run<'_>,
    kind: MatterKind,
    incident: IncidentId,
    severity: Severity,
    lineage: u64,
    to: PostId,
) -> MatterRow {
    let (station, class) = run.setting.posts[to.index()].desk(kind);
    let factor = match kind {
        MatterKind::Report | MatterKind::Request | MatterKind::Decision => run.setting.severity_factors[severity.gravity()],
        MatterKind::Order | MatterKind::Routine | MatterKind::Warning | MatterKind::Task | MatterKind::ForceRequest => 1.0,
    };
    let Traffic { pool, matters, .. } = &mut run.traffic;
    let kind = u16::try_from(kind.index()).expect("few kinds");
    let row = pool.make(matters, lineage, kind, incident.0);
    let matter = run.traffic.matter_mut(row);
    matter.station = station.0;
    matter.class = class;
    matter.factor = factor;
    row
}

/// Who a matter concerns at the post where it lies.
#[must_use]
pub fn about(run: &Run<'_>, row: MatterRow) -> About {
    let matter = run.traffic.matter(row);
    let post = run.setting.desk_posts[matter.station as usize];
    let concerns_incident = !matches!(MatterKind::ALL[matter.kind as usize], MatterKind::Routine | MatterKind::Warning);
    About {
        incident: concerns_incident.then_some(IncidentId(matter.subject)),
        post: Some(post),
        unit: None,
        matter: Some(matter.number),
    }
}

/// A matter reaches the desk.
pub fn receive(run: &mut Run<'_>, row: MatterRow) {
    let matter = *run.traffic.matter(row);
    let kind = MatterKind::ALL[matter.kind as usize];
    if kind == MatterKind::Warning && !warning::is_noticed(run, row) {
        return;
    }
    if kind != MatterKind::Routine {
        let about = about(run, row);
        run.traffic.matter_mut(row).entry = run.note(Milestone::MatterReceived { kind }, about, matter.entry);
        // A request for mutual aid states no grade: whoever is asked to lend is not bound to report.
        if !run.setting.limits.rows.is_empty()
            && matter.load != NONE
            && let (MatterKind::Report | MatterKind::Request, Some(post)) = (kind, about.post)
        {
            limit::begin(run, row, post);
        }
    }
    let has_room = run.traffic.arrive(run.clock, row);
    assert!(has_room, "the desks of a scenario have room for everything");
    if !run.setting.duty.recalls.is_empty() {
        duty::call_in(run, crate::terms::id::StationId(matter.station), run.traffic.matter(row).entry);
    }
}

/// A report or request has been read.
pub fn read(run: &mut Run<'_>, row: MatterRow) {
    let matter = *run.traffic.matter(row);
    let kind = MatterKind::ALL[matter.kind as usize];
    let about = about(run, row);
    let entry = run.note(Milestone::ServiceEnded { kind }, about, matter.entry);
    let post = about.post.expect("a desk has a post");
    if kind == MatterKind::Report && conduct::sends_back(run, row, post, entry) {
        return;
    }
    if run.setting.estimates.is_some() {
        estimate::read(run, row, post, &matter, entry);
    }
    let Traffic { pool, matters, .. } = &mut run.traffic;
    pool.end(matters, row);
    learn(run, post, &matter, entry);
    if matter.row != NONE {
        response_level::follow(run, post, IncidentId(matter.subject), Severity::ALL[matter.row as usize], entry);
    }
}

/// The grade that a report or request states.
#[must_use]
pub fn stated(matter: &Matter) -> Severity {
    Severity::ALL[matter.load as usize]
}

fn learn(run: &mut Run<'_>, post: PostId, matter: &Matter, cause: EntryId) {
    let (incident, severity, arrived) = (IncidentId(matter.subject), stated(matter), matter.arrived);
    let kind = MatterKind::ALL[matter.kind as usize];
    let state = run.scenes.incident(incident);
    if state.state != IncidentState::Active {
        return;
    }
    let before = state.knowledge(post).copied();
    // What came in before the all-clear tells nothing newer.
    if before.and_then(|known| known.cleared).is_some_and(|since| arrived > since) {
        put_right(run, post, incident, cause);
    }
    let is_graver = before.is_none_or(|known| severity > known.severity);
    let needed = run.post(post).conduct.as_ref().map_or(1, |conduct| conduct.confirmations);
    let was_believed = before.is_some_and(|known| known.readings >= needed);
    // Who asks for help believes it already.
    let readings = if kind == MatterKind::Request { needed } else { before.map_or(0, |known| known.readings) + 1 };
    let known = run.scenes.incident_mut(incident).known_by(post);
    known.readings = known.readings.max(readings);
    known.heard += 1;
    conduct::tell_linkage(run, post, incident);
    let known = run.scenes.incident_mut(incident).known_by(post);
    if is_graver {
        known.severity = severity;
        let entry = run.note(Milestone::IncidentGraded { severity }, Run::at_post(incident, post), cause);
        run.scenes.incident_mut(incident).known_by(post).entry = entry;
    }
    let is_news = readings >= needed && (is_graver || !was_believed);
    if readings < needed || (!is_news && kind == MatterKind::Report) {
        return;
    }
    response_level::propose(run, post, incident);
    send_commander(run, post, incident, before.filter(|_| was_believed).map(|known| known.severity));
    escalation::pull(run, post, incident, cause);
    take_up(run, post, incident, cause);
    let asked = escalation::ask_upward(run, post, incident, None, cause);
    if is_news {
        telling::tell(run, post, incident, asked, cause);
        if !was_believed {
            conduct::await_follow_up(run, post, incident);
            limit::begin_writing(run, post, incident);
        }
    }
}

/// A post that believed an incident to be over learns that it is not: it seeks units again.
pub fn put_right(run: &mut Run<'_>, post: PostId, incident: IncidentId, cause: EntryId) {
    if let Some(known) = run.scenes.incident_mut(incident).knowledge_mut(post)
        && known.cleared.take().is_some()
    {
        run.ambient.all_clears -= 1;
        run.note(Milestone::AllClearCorrected, Run::at_post(incident, post), cause);
        run.clock.deciders.put(post.0);
    }
}

/// A post that learns that an incident is grave enough for it sends a commander, once.
fn send_commander(run: &mut Run<'_>, post: PostId, incident: IncidentId, before: Option<Severity>) {
    let Some(row) = run.setting.scene.as_ref().and_then(|scene| scene.takes_over[post.index()].as_ref()) else { return };
    let is_grave = run.scenes.severity_at(incident, post) >= row.from_severity;
    if is_grave && before.is_none_or(|before| before < row.from_severity) {
        let key = join(run.scenes.incident(incident).key, run.post(post).key);
        let span = row.after.sample(&mut run.chance.stream(Purpose::Command, key));
        run.clock.after(span, Phase::Arrival, Event::CommanderArrives(incident, post));
    }
}

/// Takes up the needs on which the post may decide; one decision for all of them. What it, or a post above it, had to let go of it
/// leaves alone: that has gone up.
pub fn take_up(run: &mut Run<'_>, post: PostId, incident: IncidentId, cause: EntryId) {
    let severity = run.scenes.severity_at(incident, post);
    let profile = run.post(post);
    escalation::unshelve(run, post, incident);
    let (now, setting, authority, mut first) = (run.now(), run.setting, run.authority(post, incident), None);
    let has_gone_up = |by: u32| by != NONE && (by == post.0 || setting.chain(post).any(|above| above.0 == by));
    for id in run.scenes.incident(incident).need_ids() {
        let need = run.scenes.need_mut(id);
        let is_free = need.is_open() && need.holder != post.0 && !has_gone_up(need.given_up_by);
        if is_free && authority.is_competent(need.capability, severity) {
            if need.stage == Stage::Unheld {
                (need.stage, need.holder, need.decided) = (Stage::Deciding, post.0, now);
            } else {
                need.rival = post.0;
            }
            first = first.or(Some(id));
        }
    }
    let Some(first) = first else { return };
    let plan = plan::ready(run, post, incident);
    if plan.is_some_and(|(_, plan)| plan.pre_authorised) {
        run.clock.after(Span::ZERO, Phase::Completion, Event::PlanDecides(incident, post));
    }
    if plan.is_some_and(|(_, plan)| plan.pre_authorised && plan.first_alarm_share.is_none()) {
        return;
    }
    conduct::begin_holding(run, post, incident);
    let kind = MatterKind::Decision;
    let lineage = join(join(run.scenes.incident(incident).key, kind.index() as u64), profile.key);
    let row = make(run, kind, incident, severity, lineage, post);
    let entry = match plan {
        Some((at, plan)) if !plan.pre_authorised => plan::activate(run, post, incident, at, cause),
        _ => cause,
    };
    let level = response_level::decision_factor(run, post, incident);
    // Its position within the incident, not its row: rows depend on what began before, and luck must not.
    let occurrence = run.scenes.need(first).position;
    let factor = plan.map_or_else(|| plan::unplanned_factor(run, post, incident), |(_, plan)| plan.decision_factor);
    let matter = run.traffic.matter_mut(row);
    matter.occurrence = u16::try_from(occurrence).expect("few needs");
    matter.entry = entry;
    matter.factor *= factor * level;
    run.clock.after(Span::ZERO, Phase::Arrival, Event::MatterArrives(row));
}
