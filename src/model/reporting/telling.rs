//! Whom a post tells what it knows: first, again, in writing, and late where departments do not share at once.

use crate::engine::calendar::Phase;
use crate::engine::time::Span;
use crate::journal::entry::EntryId;
use crate::journal::milestone::Milestone;
use crate::model::command::post::Link;
use crate::model::event::Event;
use crate::model::reporting::conduct;
use crate::model::reporting::report::{Dispatch, send};
use crate::model::run::{HeldNews, Run};
use crate::terms::id::{IncidentId, PostId};
use crate::terms::traffic::MatterKind;

/// Tells those to whom the post reports, except whom it has asked: a request carries the report.
pub fn tell(run: &mut Run<'_>, post: PostId, incident: IncidentId, asked: Option<PostId>, cause: EntryId) {
    tell_some(run, post, incident, |link| Some(link.to) != asked, cause);
}

/// Reports again, in writing, to all to whom the post reports.
pub fn tell_in_writing(run: &mut Run<'_>, post: PostId, incident: IncidentId, cause: EntryId) {
    tell_some(run, post, incident, |_| true, cause);
}

/// Reports again to whoever leads: the post to which requests go.
pub fn follow_up(run: &mut Run<'_>, post: PostId, incident: IncidentId, cause: EntryId) {
    let profile = run.post(post);
    let leader = profile.request_link.map(|link| profile.links[link as usize].to);
    tell_some(run, post, incident, |link| Some(link.to) == leader, cause);
}

fn tell_some(run: &mut Run<'_>, post: PostId, incident: IncidentId, is_meant: impl Fn(&Link) -> bool, cause: EntryId) {
    let known = run.scenes.severity_at(incident, post);
    let profile = run.post(post);
    let is_told = |link: &&Link| link.carries_reports && is_meant(link);
    if !profile.links.iter().filter(is_told).any(|link| known >= link.from_severity) {
        return;
    }
    let version = run.scenes.incident(incident).knowledge(post).map_or(0, |known| known.versions);
    if conduct::omits(run, post, incident) {
        if version == 0 {
            run.note(Milestone::ReportOmitted, Run::at_post(incident, post), cause);
        }
    } else {
        let severity = conduct::passed_on(run, post, incident);
        for (link, row) in (0_u32..).zip(&profile.links) {
            if !is_told(&row) || severity < row.from_severity {
                continue;
            }
            let Some(delay) = conduct::shared(run, post, incident, row, cause) else { continue };
            let cause = conduct::state(run, post, incident, severity, cause);
            let news = HeldNews { post, incident, link, severity, version, cause };
            if delay > Span::ZERO {
                let held = u32::try_from(run.ambient.held.len()).expect("little is held back");
                run.ambient.held.push(news);
                run.clock.after(delay, Phase::Completion, Event::NewsLeaves(held));
            } else {
                report(run, news);
            }
        }
    }
    if let Some(known) = run.scenes.incident_mut(incident).knowledge_mut(post) {
        known.versions = known.versions.saturating_add(1);
    }
}

/// News that a post has held back goes out.
pub fn leave(run: &mut Run<'_>, position: u32) {
    let news = run.ambient.held[position as usize];
    report(run, news);
}

/// Sends a post's own report over one of its links.
fn report(run: &mut Run<'_>, news: HeldNews) {
    let HeldNews { post, incident, link, severity, version, cause } = news;
    let profile = run.post(post);
    let link = &profile.links[link as usize];
    let (kind, from, sender, why) = (MatterKind::Report, Some(post), profile.key, None);
    send(run, Dispatch { kind, incident, from, sender, to: link.to, severity, version, why, cause }, Some(&link.transit));
}
