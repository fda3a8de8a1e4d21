//! Mutual aid: a post that lacks units asks a neighbour, or the post above, which orders a neighbour to lend. Requests, decisions and
//! orders about aid are ordinary matters at ordinary desks; the book of aid says which they are.

use crate::engine::calendar::Phase;
use crate::engine::streams::{Purpose, join};
use crate::engine::time::Span;
use crate::journal::entry::About;
use crate::journal::milestone::Milestone;
use crate::model::command::aid::{AidCase, AidLaw, Answer};
use crate::model::command::post::Candidate;
use crate::model::event::{Event, MatterRow, NeedId};
use crate::model::incident::need::Stage;
use crate::model::reporting::report;
use crate::model::response::{assignment, order, policy, service_area};
use crate::model::run::Run;
use crate::model::station::service::Traffic;
use crate::terms::id::{IncidentId, PostId};
use crate::terms::traffic::MatterKind;

fn law_of<'a>(run: &Run<'a>, post: PostId) -> Option<&'a AidLaw> {
    run.setting.aid.get(post.index()).and_then(Option::as_ref)
}

/// A post that still lacks units for a need asks for aid, once for each need and not before it has decided on it. True while somebody
/// may still help.
pub fn ask(run: &mut Run<'_>, post: PostId, id: NeedId) -> bool {
    let Some(law) = law_of(run, post) else { return false };
    let incident = incident_of(run, id);
    if run.scenes.severity_at(incident, post) < law.from_severity {
        return false;
    }
    if run.scenes.need(id).stage != Stage::Committed {
        return true;
    }
    if let Some(case) = run.aid.cases.iter().find(|case| case.need == id && case.borrower == post) {
        return case.is_open;
    }
    let entry = run.scenes.need(id).decision;
    run.aid.cases.push(AidCase { need: id, borrower: post, lender: 0, is_open: true, entry });
    let case = u32::try_from(run.aid.cases.len() - 1).expect("fewer than 2^32 requests");
    request(run, case);
    run.aid.cases[case as usize].is_open
}

fn incident_of(run: &Run<'_>, id: NeedId) -> IncidentId {
    run.scenes.incident_of(id).expect("the needs of posts belong to incidents")
}

/// Asks the next lender, or the post above; when nobody is left the case is closed and the borrower seeks on.
fn request(run: &mut Run<'_>, at: u32) {
    let AidCase { need, borrower, lender, entry, .. } = run.aid.cases[at as usize];
    let law = law_of(run, borrower).expect("a case belongs to a law");
    let to = match law.superior {
        Some(superior) => (lender == 0).then_some(superior),
        None => law.lenders.get(lender as usize).copied(),
    };
    let Some(to) = to.filter(|_| !law.lenders.is_empty()) else { return close(run, at) };
    let incident = incident_of(run, need);
    let capability = run.scenes.need(need).capability;
    let entry = run.note(Milestone::AidRequested { capability }, Run::at_post(incident, borrower), entry);
    run.aid.cases[at as usize].entry = entry;
    match law.answer {
        Answer::Decides(_) => send(run, at, (borrower, to), MatterKind::Request),
        Answer::Agreed(span) => run.clock.after(span, Phase::Completion, Event::AidAgreed(at)),
    }
}

/// Sends a matter about a case from one post to another.
fn send(run: &mut Run<'_>, at: u32, (from, to): (PostId, PostId), kind: MatterKind) {
    let AidCase { need, borrower, entry, .. } = run.aid.cases[at as usize];
    let row = make(run, at, to, kind);
    let number = run.traffic.matter(row).number;
    let about = About { matter: Some(number), ..Run::at_post(incident_of(run, need), from) };
    let entry = run.note(Milestone::MatterSent { kind, to, why: None }, about, entry);
    run.traffic.matter_mut(row).entry = entry;
    let law = law_of(run, borrower).expect("a case belongs to a law");
    let span = law.transit.sample(&mut run.chance.stream(Purpose::Aid, join(key(run, at, to), kind.index() as u64)));
    run.clock.after(span, Phase::Arrival, Event::MatterArrives(row));
}

fn make(run: &mut Run<'_>, at: u32, to: PostId, kind: MatterKind) -> MatterRow {
    let AidCase { need, borrower, .. } = run.aid.cases[at as usize];
    let incident = incident_of(run, need);
    let lineage = join(key(run, at, to), 1_024 + kind.index() as u64);
    let row = report::make(run, kind, incident, run.scenes.severity_at(incident, borrower), lineage, to);
    run.aid.matters.push((run.traffic.matter(row).number, at));
    row
}

/// Stable key of what a post does about a case: incident, need, borrower, post.
fn key(run: &Run<'_>, at: u32, post: PostId) -> u64 {
    let AidCase { need, borrower, .. } = run.aid.cases[at as usize];
    let incident = run.scenes.incident(incident_of(run, need)).key;
    let need = join(incident, u64::from(run.scenes.need(need).position));
    join(join(need, run.post(borrower).key), run.post(post).key)
}

/// A service has ended on a matter that may be about aid. False when it is not.
pub fn served(run: &mut Run<'_>, row: MatterRow) -> bool {
    if run.aid.matters.is_empty() {
        return false;
    }
    let matter = *run.traffic.matter(row);
    let Some(position) = run.aid.matters.iter().position(|(number, _)| *number == matter.number) else { return false };
    let at = run.aid.matters.swap_remove(position).1;
    let (about, kind) = (report::about(run, row), MatterKind::ALL[matter.kind as usize]);
    let post = about.post.expect("a desk has a post");
    let entry = run.note(Milestone::ServiceEnded { kind }, about, matter.entry);
    run.aid.cases[at as usize].entry = entry;
    let Traffic { pool, matters, .. } = &mut run.traffic;
    pool.end(matters, row);
    match kind {
        MatterKind::Request => {
            let next = make(run, at, post, MatterKind::Decision);
            run.traffic.matter_mut(next).entry = entry;
            run.clock.after(Span::ZERO, Phase::Arrival, Event::MatterArrives(next));
        }
        MatterKind::Decision => decide(run, at, post),
        _ => lend(run, at, post),
    }
    true
}

/// A lender, or the post above, has decided on a request.
fn decide(run: &mut Run<'_>, at: u32, post: PostId) {
    let AidCase { need, borrower, .. } = run.aid.cases[at as usize];
    let law = law_of(run, borrower).expect("a case belongs to a law");
    if law.superior == Some(post) {
        let lender = law.lenders.iter().copied().find(|lender| !spare(run, *lender, need).is_empty());
        return match lender {
            Some(lender) => send(run, at, (post, lender), MatterKind::Order),
            None => refuse(run, at, post),
        };
    }
    let (asked, spare) = (run.scenes.need(need).missing, spare(run, post, need).len());
    let Answer::Decides(acceptance) = law.answer else { return lend(run, at, post) };
    let share = if asked == 0 { 1.0 } else { (f64::from(u32::try_from(spare).expect("few units")) / f64::from(asked)).min(1.0) };
    if run.chance.stream(Purpose::Aid, key(run, at, post)).uniform() < acceptance * share {
        lend(run, at, post);
    } else {
        refuse(run, at, post);
    }
}

/// What was agreed beforehand comes about: the lender's units are ordered.
pub fn agreed(run: &mut Run<'_>, at: u32) {
    let AidCase { borrower, lender, .. } = run.aid.cases[at as usize];
    let law = law_of(run, borrower).expect("a case belongs to a law");
    lend(run, at, law.lenders[lender as usize]);
}

/// The units of its own that a lender can spare for a need, nearest first: free, not kept, and no need of its own waits for them.
fn spare(run: &Run<'_>, lender: PostId, id: NeedId) -> Vec<Candidate> {
    let capability = run.scenes.need(id).capability;
    let incident = incident_of(run, id);
    let (severity, place) = (run.scenes.severity_at(incident, lender), run.scenes.incident(incident).point);
    let own: u32 = run.posts[lender.index()]
        .waiting
        .iter()
        .filter(|other| run.scenes.need(**other).capability == capability)
        .map(|other| run.scenes.need(*other).missing)
        .sum();
    let here = run.post(lender).jurisdiction;
    let is_own = |candidate: &&Candidate| {
        let agency = run.forces.profiles[candidate.unit.index()].agency;
        run.setting.territory.is_within(run.setting.agencies[agency.index()].jurisdiction, here)
    };
    let list = run.authority(lender, incident).candidates[capability.index()].iter().filter(is_own);
    let list = list.filter(|c| service_area::may_lend(run, lender, c.unit, &place));
    let free = list.filter(|c| c.severities.has(severity) && run.forces.is_free_for(c.unit, lender, c.shares_orders));
    let mut offers: Vec<_> = free.filter_map(|c| Some((assignment::expected_arrival(run, c, &place)?, *c))).collect();
    offers.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut units: Vec<Candidate> = offers.into_iter().map(|(_, candidate)| candidate).collect();
    policy::keep_reserve(run, lender, severity, &mut units);
    units.truncate(units.len().saturating_sub(own as usize));
    units
}

/// A lender sends what it can spare; where that is nothing it refuses.
fn lend(run: &mut Run<'_>, at: u32, lender: PostId) {
    let AidCase { need: id, borrower, entry, .. } = run.aid.cases[at as usize];
    let need = *run.scenes.need(id);
    if need.missing == 0 || need.stage != Stage::Committed || need.holder != borrower.0 {
        return close(run, at);
    }
    let mut units = spare(run, lender, id);
    if units.is_empty() {
        return refuse(run, at, lender);
    }
    units.truncate(need.missing as usize);
    let about = Run::at_post(incident_of(run, id), lender);
    let count = u32::try_from(units.len()).expect("few units");
    let entry = run.note(Milestone::AidAccepted { capability: need.capability, units: count }, about, entry);
    run.aid.cases[at as usize].entry = entry;
    order::issue_because(run, lender, id, &units, entry);
    go_on(run, at);
}

fn refuse(run: &mut Run<'_>, at: u32, post: PostId) {
    let AidCase { need, entry, .. } = run.aid.cases[at as usize];
    let capability = run.scenes.need(need).capability;
    let entry = run.note(Milestone::AidRefused { capability }, Run::at_post(incident_of(run, need), post), entry);
    run.aid.cases[at as usize].entry = entry;
    go_on(run, at);
}

/// Asks the next one as long as units are missing.
fn go_on(run: &mut Run<'_>, at: u32) {
    let case = &mut run.aid.cases[at as usize];
    case.lender += 1;
    if run.scenes.need(case.need).missing > 0 { request(run, at) } else { close(run, at) }
}

/// Nobody is left to ask, or nothing is missing: the borrower seeks on by itself.
fn close(run: &mut Run<'_>, at: u32) {
    let case = &mut run.aid.cases[at as usize];
    case.is_open = false;
    run.clock.deciders.put(case.borrower.0);
}
