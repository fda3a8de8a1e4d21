//! What goes into a report of the size of an incident and what a post reads out of it. A post never knows better than what it has
//! read: what it passes on is its own estimate, with the errors that came before in it.
//!
//! Draws belong to (matter, post) or to (incident, post) and a version, so that structures share them.

use crate::engine::special::normal_quantile;
use crate::engine::streams::{Purpose, join};
use crate::journal::entry::EntryId;
use crate::journal::milestone::Milestone;
use crate::model::command::estimate::EstimateLaw;
use crate::model::event::MatterRow;
use crate::model::incident::incident::IncidentState;
use crate::model::incident::picture::{Content, Picture};
use crate::model::reporting::conduct;
use crate::model::run::Run;
use crate::model::station::matter::Matter;
use crate::terms::id::{IncidentId, PostId, StationId};

fn law<'a>(run: &Run<'a>) -> &'a EstimateLaw {
    run.setting.estimates.as_ref().expect("estimates are on")
}

fn picture(run: &Run<'_>, post: PostId, incident: IncidentId) -> Option<Picture> {
    run.scenes.incident(incident).pictures.iter().find(|picture| picture.post == post).copied()
}

/// A matter leaves: it says what its sender makes of the incident, or what is seen at the scene.
pub fn write(run: &mut Run<'_>, row: MatterRow, from: Option<PostId>, incident: IncidentId) {
    let law = law(run);
    let scene = Content { completeness: law.first, error: 0.0, hops: 0, observed: run.now() };
    let known = from.and_then(|post| Some((post, picture(run, post, incident)?)));
    let content = known.map_or(scene, |(post, picture)| Content {
        completeness: picture.completeness,
        error: picture.error + law.judgement(post).shading,
        hops: picture.hops + 1,
        observed: picture.observed,
    });
    put(run, row, content);
}

fn put(run: &mut Run<'_>, row: MatterRow, content: Content) {
    let contents = &mut run.ambient.contents;
    if contents.len() <= row.0 as usize {
        contents.resize(row.0 as usize + 1, content);
    }
    contents[row.0 as usize] = content;
}

/// A report says all that there is to say: the first unit's head has seen it.
pub fn complete(run: &mut Run<'_>, row: MatterRow) {
    run.ambient.contents[row.0 as usize].completeness = 1.0;
}

/// A report that comes back verified says more.
pub fn verify(run: &mut Run<'_>, row: MatterRow) {
    if let Some(law) = &run.setting.estimates {
        let content = &mut run.ambient.contents[row.0 as usize];
        content.completeness = (content.completeness + law.per_follow_up).min(1.0);
    }
}

/// The factor on the probability that a report is sent back.
#[must_use]
pub fn gaps(run: &Run<'_>, row: MatterRow) -> f64 {
    let verifies = run.setting.estimates.as_ref().is_some_and(|law| law.verifies_gaps);
    if verifies { 1.0 - run.ambient.contents[row.0 as usize].completeness } else { 1.0 }
}

/// A report or request has been read: the post understands it with an error of its own and forms its picture anew.
pub fn read(run: &mut Run<'_>, row: MatterRow, post: PostId, matter: &Matter, cause: EntryId) {
    let incident = IncidentId(matter.subject);
    if run.scenes.incident(incident).state != IncidentState::Active {
        return;
    }
    let law = law(run);
    let content = run.ambient.contents[row.0 as usize];
    let share = if content.hops == 0 { 1.0 } else { law.per_hop };
    let excess = 1.0 + law.per_excess_matter * beyond_span(run, StationId(matter.station));
    let key = join(join(matter.lineage, run.post(post).key), matter.occurrence.into());
    let spread = law.sigma * libm::sqrt(share / content.completeness) * excess;
    understand(run, post, incident, Content { error: content.error + spread * normal(run, key), ..content }, cause);
}

/// Matters on a desk beyond its span; the one just read is off it.
fn beyond_span(run: &Run<'_>, station: StationId) -> f64 {
    let desks = &run.setting.desks;
    let span = desks.desks[station.index()].overload.map(|id| desks.overloads[id.0 as usize].span);
    let open = run.traffic.stations[station.index()].open() + 1;
    span.map_or(0.0, |span| f64::from(open.saturating_sub(span)))
}

fn normal(run: &Run<'_>, key: u64) -> f64 {
    normal_quantile(run.chance.stream(Purpose::Estimate, key).uniform())
}

fn understand(run: &mut Run<'_>, post: PostId, incident: IncidentId, content: Content, cause: EntryId) {
    let pictures = &mut run.scenes.incident_mut(incident).pictures;
    let position = pictures.iter().position(|picture| picture.post == post).unwrap_or_else(|| {
        pictures.push(Picture::blank(post));
        pictures.len() - 1
    });
    pictures[position].take(content);
    let picture = pictures[position];
    let age_ms = u32::try_from((run.now() - picture.observed).ms()).unwrap_or(u32::MAX);
    let (permille, percent) = (rounded(1_000.0 * libm::exp(picture.error)), rounded(100.0 * picture.completeness));
    let milestone = Milestone::SizeEstimated { age_ms, permille, percent };
    run.note(milestone, Run::at_post(incident, post), cause);
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cut to the range before")]
fn rounded(value: f64) -> u16 {
    libm::round(value.clamp(0.0, 65_535.0)) as u16
}

/// A post that hears from the scene asks again before it reports again: it learns more, and sees with fresh eyes.
pub fn observe_again(run: &mut Run<'_>, post: PostId, incident: IncidentId, cause: EntryId) {
    let Some(law) = &run.setting.estimates else { return };
    let Some(known) = picture(run, post, incident).filter(|picture| picture.hops == 0) else { return };
    let version = run.scenes.incident(incident).knowledge(post).map_or(0, |known| known.versions);
    let key = join(join(run.scenes.incident(incident).key, run.post(post).key), version.into());
    let completeness = (known.completeness + law.per_follow_up).min(1.0);
    let error = law.sigma / libm::sqrt(completeness) * normal(run, key);
    understand(run, post, incident, Content { completeness, error, hops: 0, observed: run.now() }, cause);
    conduct::tell_linkage(run, post, incident);
}

/// How complete the fullest report is that a post has read.
#[must_use]
pub fn completeness(run: &Run<'_>, post: PostId, incident: IncidentId) -> f64 {
    picture(run, post, incident).map_or(0.0, |picture| picture.completeness)
}

/// How many units a post asks for where so many are needed: its estimate with its margin, rounded up.
#[must_use]
pub fn asked(run: &Run<'_>, post: PostId, incident: IncidentId, needed: u32) -> u32 {
    let Some(picture) = picture(run, post, incident) else { return needed };
    let units = f64::from(needed) * libm::exp(picture.error) * (1.0 + law(run).margin);
    // What is whole but for the last bit is whole.
    u32::from(cut(libm::ceil(units - 1e-9))).max(1)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cut to the range before")]
fn cut(units: f64) -> u16 {
    units.clamp(0.0, 65_535.0) as u16
}

/// The probability that a post sends the wrong kind of unit first, by what it knows.
#[must_use]
pub fn wrong_kind(run: &Run<'_>, post: PostId, incident: IncidentId) -> f64 {
    let known = picture(run, post, incident).map_or(1.0, |picture| picture.completeness);
    law(run).judgement(post).wrong_kind * (1.0 - known)
}
