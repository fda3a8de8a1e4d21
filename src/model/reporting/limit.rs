//! Limits for reports: timers that begin with the first news at a desk and are settled by the post's own report on its way. They
//! take no time of anybody; what a post does about a limit that it has missed is its structure's choice.

use crate::engine::calendar::Phase;
use crate::engine::streams::{Purpose, join};
use crate::journal::entry::{About, EntryId};
use crate::journal::milestone::Milestone;
use crate::model::command::limit::{Duty, Limit};
use crate::model::command::post::WhenOverdue;
use crate::model::event::{Event, MatterRow};
use crate::model::incident::deadline::{Deadline, Progress};
use crate::model::incident::incident::IncidentState;
use crate::model::reporting::{estimate, report, telling};
use crate::model::run::Run;
use crate::model::station::matter::MatterState;
use crate::terms::id::{IncidentId, PostId};
use crate::terms::severity::Severity;

/// News lies at a post: the limits begin that it sets running and that do not run for this incident yet.
pub fn begin(run: &mut Run<'_>, row: MatterRow, post: PostId) {
    let setting = run.setting;
    let matter = *run.traffic.matter(row);
    let (incident, severity) = (IncidentId(matter.subject), report::stated(&matter));
    let hazard = run.scenes.profiles[run.scenes.incident(incident).profile as usize].hazard;
    for (position, duty) in (0_u32..).zip(setting.limits.of(post)) {
        let limit = &setting.limits.rows[duty.limit as usize];
        let runs = run.scenes.incident(incident).deadlines.iter().any(|row| (row.post, row.duty) == (post, position));
        if runs || !binds(run, post, duty, limit, (hazard, severity)) {
            continue;
        }
        let about = Run::at_post(incident, post);
        let entry = run.note(Milestone::LimitBegun { limit: duty.limit }, about, matter.entry);
        let deadlines = &mut run.scenes.incident_mut(incident).deadlines;
        let number = u32::try_from(deadlines.len()).expect("few limits at one incident");
        let news = (row, matter.number);
        deadlines.push(Deadline { post, duty: position, progress: Progress::Running, entry, news });
        run.clock.after(limit.within, Phase::Timer, Event::LimitEnds(incident, number));
    }
}

/// Whether a limit is for news of this hazard and grade, and the post has somebody to tell.
fn binds(run: &Run<'_>, post: PostId, duty: &Duty, limit: &Limit, (hazard, severity): (u32, Severity)) -> bool {
    let links = &run.post(post).links;
    let is_told = |link: &u32| severity >= links[*link as usize].from_severity;
    limit.hazard.is_none_or(|own| own == hazard) && limit.severities.has(severity) && duty.links.iter().any(is_told)
}

/// A limit ends: the report is overdue unless it is on its way or the incident is over.
pub fn end(run: &mut Run<'_>, incident: IncidentId, number: u32) {
    let state = run.scenes.incident(incident);
    let deadline = state.deadlines[number as usize];
    if state.state != IncidentState::Active || deadline.progress != Progress::Running {
        return;
    }
    let limit = run.setting.limits.of(deadline.post)[deadline.duty as usize].limit;
    let entry = run.note(Milestone::ReportOverdue { limit }, Run::at_post(incident, deadline.post), deadline.entry);
    let state = &mut run.scenes.incident_mut(incident).deadlines[number as usize];
    (state.progress, state.entry) = (Progress::Overdue, entry);
    if policy(run, deadline.post) == WhenOverdue::TakenNext {
        let (row, matter) = deadline.news;
        let state = run.traffic.matter(row);
        if state.number == matter && state.state == MatterState::Waiting {
            run.traffic.put_first(row);
        }
    }
}

fn policy(run: &Run<'_>, post: PostId) -> WhenOverdue {
    run.post(post).conduct.as_ref().map_or(WhenOverdue::Waits, |conduct| conduct.when_overdue)
}

/// A post's news is on its way, to whom it was meant for or past its empty desk to another: the limits that it keeps are settled.
/// Whether the news goes before others on its arrival.
pub fn told(run: &mut Run<'_>, post: PostId, to: [PostId; 2], about: About, is_later: bool) -> bool {
    let setting = run.setting;
    let incident = about.incident.expect("news is of an incident");
    let links = &run.post(post).links;
    let writes = run.post(post).conduct.as_ref().is_some_and(|conduct| conduct.writing.is_some());
    let mut is_late = false;
    for number in 0..run.scenes.incident(incident).deadlines.len() {
        let deadline = run.scenes.incident(incident).deadlines[number];
        if deadline.post != post || deadline.progress == Progress::Settled {
            continue;
        }
        let duty = &setting.limits.of(post)[deadline.duty as usize];
        let awaits_writing = setting.limits.rows[duty.limit as usize].is_written && writes && !is_later;
        if awaits_writing || !duty.links.iter().any(|link| to.contains(&links[*link as usize].to)) {
            continue;
        }
        let is_overdue = deadline.progress == Progress::Overdue;
        is_late |= is_overdue;
        let limit = duty.limit;
        let milestone = if is_overdue { Milestone::ReportLate { limit } } else { Milestone::LimitKept { limit } };
        run.note(milestone, about, deadline.entry);
        run.scenes.incident_mut(incident).deadlines[number].progress = Progress::Settled;
    }
    is_late && policy(run, post) == WhenOverdue::JumpsQueue
}

/// A post believes an incident: its written report is due when it has been drafted.
pub fn begin_writing(run: &mut Run<'_>, post: PostId, incident: IncidentId) {
    if let Some(law) = run.post(post).conduct.as_ref().and_then(|conduct| conduct.writing.as_ref()) {
        let key = join(run.scenes.incident(incident).key, run.post(post).key);
        let span = law.sample(&mut run.chance.stream(Purpose::Writing, key));
        run.clock.after(span, Phase::Timer, Event::ReportWritten(incident, post));
    }
}

/// A written report has been drafted: it goes to all to whom the post reports, unless the incident is over.
pub fn written(run: &mut Run<'_>, post: PostId, incident: IncidentId) {
    let state = run.scenes.incident(incident);
    if state.state != IncidentState::Active {
        return;
    }
    let cause: EntryId = state.knowledge(post).expect("who writes of an incident knows of it").entry;
    estimate::observe_again(run, post, incident, cause);
    telling::tell_in_writing(run, post, incident, cause);
}
