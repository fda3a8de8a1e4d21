//! Warnings: issued by the tape, passed on from post to post by call and answer, and answered by units that stand by or move forward.

use crate::engine::calendar::Phase;
use crate::engine::streams::{Purpose, join};
use crate::journal::entry::{About, EntryId};
use crate::journal::milestone::Milestone;
use crate::model::command::alerting::Standby;
use crate::model::event::{Event, MatterRow};
use crate::model::reporting::{plan, staging};
use crate::model::run::Run;
use crate::model::station::service::Traffic;
use crate::terms::id::PostId;
use crate::terms::traffic::MatterKind;

/// Schedules all warnings.
pub fn open(run: &mut Run<'_>) {
    for (position, warning) in (0_u32..).zip(&run.setting.alerting.warnings) {
        run.clock.calendar.schedule(warning.at, Phase::Outside, Event::WarningIssued(position));
    }
}

fn at(post: PostId) -> About {
    About { post: Some(post), ..About::default() }
}

/// A warning is issued: the post of the issuing office knows it at once.
pub fn issue(run: &mut Run<'_>, warning: u32) {
    let spec = run.setting.alerting.warnings[warning as usize];
    let about = About { post: spec.post, ..About::default() };
    let entry = run.note(Milestone::WarningIssued { warning, colour: spec.colour }, about, EntryId::NONE);
    if let Some(post) = spec.post {
        learn(run, post, warning, entry);
    }
}

/// A post learns of a warning: it calls those whom it must, and stands units by or down.
fn learn(run: &mut Run<'_>, post: PostId, warning: u32, entry: EntryId) {
    let setting = run.setting;
    let spec = setting.alerting.warnings[warning as usize];
    run.alerts.heard.push((post, warning, entry));
    let calls = setting.alerting.calls.get(post.index()).map_or(&[][..], Vec::as_slice);
    for (position, call) in (0_u32..).zip(calls) {
        let (there, within) = (run.post(call.to).jurisdiction, spec.within);
        let concerns = setting.territory.is_within(there, within) || setting.territory.is_within(within, there);
        if concerns && !run.alerts.knows(call.to, warning) {
            send(run, (post, position), warning, entry);
        }
    }
    plan::follow_warning(run, post, warning, entry);
    let colour = run.alerts.colour(post, &setting.alerting.warnings);
    let rows = setting.alerting.readiness.get(post.index()).map_or(&[][..], Vec::as_slice);
    for (position, row) in (0_u16..).zip(rows) {
        if colour >= row.from_colour {
            move_on(run, post, position, entry);
            let key = join(spec.key, run.post(post).key);
            let span = row.after.sample(&mut run.chance.stream(Purpose::Warning, key));
            run.clock.after(span, Phase::Completion, Event::StandbyBegins(post, position, run.alerts.stamp(post, position)));
        } else {
            stand_down(run, post, position, entry);
        }
    }
}

fn send(run: &mut Run<'_>, (from, position): (PostId, u32), warning: u32, cause: EntryId) {
    let call = &run.setting.alerting.calls[from.index()][position as usize];
    let spec = run.setting.alerting.warnings[warning as usize];
    let lineage = join(join(spec.key, run.post(from).key), run.post(call.to).key);
    let (station, class) = run.post(call.to).desk(MatterKind::Warning);
    let Traffic { pool, matters, .. } = &mut run.traffic;
    let row = pool.make(matters, lineage, u16::try_from(MatterKind::Warning.index()).expect("few kinds"), warning);
    let matter = run.traffic.matter_mut(row);
    (matter.station, matter.class, matter.origin, matter.row, matter.entry) = (station.0, class, from.0, position, cause);
    go(run, row);
}

/// A call goes out.
fn go(run: &mut Run<'_>, row: MatterRow) {
    let matter = *run.traffic.matter(row);
    let call = &run.setting.alerting.calls[matter.origin as usize][matter.row as usize];
    let about = About { matter: Some(matter.number), ..at(PostId(matter.origin)) };
    let entry = run.note(Milestone::MatterSent { kind: MatterKind::Warning, to: call.to, why: None }, about, matter.entry);
    run.traffic.matter_mut(row).entry = entry;
    let key = join(matter.lineage, u64::from(matter.occurrence));
    let span = call.transit.sample(&mut run.chance.stream(Purpose::Transit, key));
    run.clock.after(span, Phase::Arrival, Event::MatterArrives(row));
}

/// A call comes in. False when nobody notices it: it is then made again, or lost.
pub fn is_noticed(run: &mut Run<'_>, row: MatterRow) -> bool {
    let matter = *run.traffic.matter(row);
    let call = &run.setting.alerting.calls[matter.origin as usize][matter.row as usize];
    let key = join(matter.lineage, u64::from(matter.occurrence));
    if call.overlooked <= 0.0 || run.chance.stream(Purpose::Warning, key).uniform() >= call.overlooked {
        return true;
    }
    let about = About { matter: Some(matter.number), ..at(call.to) };
    let entry = run.note(Milestone::WarningOverlooked { warning: matter.subject }, about, matter.entry);
    match call.again {
        Some(span) => {
            run.traffic.matter_mut(row).turn_back();
            run.traffic.matter_mut(row).entry = entry;
            run.clock.after(span, Phase::Timer, Event::CallAgain(row));
        }
        None => end(run, row),
    }
    false
}

/// A call that nobody noticed is made again, unless the post has learned of the warning meanwhile.
pub fn call_again(run: &mut Run<'_>, row: MatterRow) {
    let matter = *run.traffic.matter(row);
    let to = run.setting.alerting.calls[matter.origin as usize][matter.row as usize].to;
    if run.alerts.knows(to, matter.subject) {
        return end(run, row);
    }
    go(run, row);
}

fn end(run: &mut Run<'_>, row: MatterRow) {
    let Traffic { pool, matters, .. } = &mut run.traffic;
    pool.end(matters, row);
}

/// The duty officer has read a warning and answers.
pub fn read(run: &mut Run<'_>, row: MatterRow) {
    let matter = *run.traffic.matter(row);
    let post = run.setting.desk_posts[matter.station as usize];
    let about = About { matter: Some(matter.number), ..at(post) };
    let entry = run.note(Milestone::ServiceEnded { kind: MatterKind::Warning }, about, matter.entry);
    end(run, row);
    if !run.alerts.knows(post, matter.subject) {
        let entry = run.note(Milestone::WarningAnswered { warning: matter.subject }, at(post), entry);
        learn(run, post, matter.subject, entry);
    }
}

fn cause(run: &Run<'_>, post: PostId) -> EntryId {
    let heard = run.alerts.heard.iter().rev().find(|(known, ..)| *known == post);
    heard.map_or(EntryId::NONE, |(.., entry)| *entry)
}

/// Units stand by from now on, unless the warning has been lowered since this was prepared.
pub fn stand_by(run: &mut Run<'_>, post: PostId, position: u16, stamp: u32) {
    let row = &run.setting.alerting.readiness[post.index()][usize::from(position)];
    let is_wanted = run.alerts.stamp(post, position) == stamp;
    if is_wanted && !run.alerts.standing_by.iter().any(|standby| (standby.post, standby.row) == (post, position)) {
        let (units, entry) = (u32::try_from(row.units.len()).expect("few units"), cause(run, post));
        let entry = run.note(Milestone::StandbyBegun { units }, at(post), entry);
        let stand = row.staging.and_then(|(stand, _)| staging::place(run, post, stand));
        run.alerts.standing_by.push(Standby { post, row: position, stand, entry });
        settle(run, post, position, entry);
    }
}

/// Units that stand forward where the gravest warning is move on when that is another one now.
fn move_on(run: &mut Run<'_>, post: PostId, position: u16, entry: EntryId) {
    let staging = run.setting.alerting.readiness[post.index()][usize::from(position)].staging;
    let stand = staging.and_then(|(stand, _)| staging::place(run, post, stand));
    let mut in_force = run.alerts.standing_by.iter_mut();
    let moved = in_force.find(|standby| (standby.post, standby.row) == (post, position) && standby.stand != stand);
    if let Some(standby) = moved {
        standby.stand = stand;
        settle(run, post, position, entry);
    }
}

fn stand_down(run: &mut Run<'_>, post: PostId, position: u16, entry: EntryId) {
    run.alerts.stood_down.push((post, position));
    let is_meant = |standby: &Standby| (standby.post, standby.row) == (post, position);
    if let Some(at_row) = run.alerts.standing_by.iter().position(is_meant) {
        run.alerts.standing_by.remove(at_row);
        let units =
            u32::try_from(run.setting.alerting.readiness[post.index()][usize::from(position)].units.len()).expect("few units");
        let entry = run.note(Milestone::StandbyEnded { units }, at(post), entry);
        settle(run, post, position, entry);
    }
}

/// The readiness of a row's units and where they stand follow from all rows in force.
fn settle(run: &mut Run<'_>, post: PostId, position: u16, cause: EntryId) {
    let alerting = &run.setting.alerting;
    for unit in &alerting.readiness[post.index()][usize::from(position)].units {
        if alerting.stages {
            staging::settle(run, *unit, cause);
        }
        if !run.forces.unit(*unit).is_afield {
            run.forces.unit_mut(*unit).readiness = staging::standby_factor(run, *unit);
        }
    }
}
