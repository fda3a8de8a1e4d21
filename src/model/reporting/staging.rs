//! Forward staging: a warning moves units to where they may be needed. They travel there, stand there, are sent from there or from
//! the road, go back there after an errand, and go home when the warning is lifted.

use crate::engine::calendar::Phase;
use crate::engine::time::Span;
use crate::journal::entry::{About, EntryId};
use crate::journal::milestone::Milestone;
use crate::model::command::alerting::{Readiness, Stand, Standby};
use crate::model::event::Event;
use crate::model::force::movement;
use crate::model::force::unit::Mode;
use crate::model::geography::travel::Point;
use crate::model::run::Run;
use crate::terms::id::{IncidentId, PostId, UnitId};

/// The rows of readiness in force that a unit belongs to.
fn in_force<'r>(run: &'r Run<'_>, unit: UnitId) -> impl Iterator<Item = (&'r Standby, &'r Readiness)> {
    let readiness = &run.setting.alerting.readiness;
    let rows = run.alerts.standing_by.iter().map(|row| (row, &readiness[row.post.index()][usize::from(row.row)]));
    rows.filter(move |(_, readiness)| readiness.units.binary_search(&unit).is_ok())
}

/// Factor on the mobilisation of a unit at its base: the best of all rows in force.
#[must_use]
pub fn standby_factor(run: &Run<'_>, unit: UnitId) -> f64 {
    in_force(run, unit).map(|(_, readiness)| readiness.factor).fold(1.0, f64::min)
}

/// Where a post's units stand forward by the warnings that it knows.
#[must_use]
pub fn place(run: &Run<'_>, post: PostId, stand: Stand) -> Option<Point> {
    let alerting = &run.setting.alerting;
    match stand {
        Stand::At(point) => Some(point),
        Stand::Warned => run.alerts.gravest(post, &alerting.warnings, |_| true).map(|warning| {
            let jurisdiction = alerting.warnings[warning as usize].within;
            Point { place: run.setting.territory.jurisdictions[jurisdiction.index()].seat, jurisdiction }
        }),
    }
}

/// A row of readiness has come into force or ended: a unit belongs where the earliest row in force that moves it forward says.
pub fn settle(run: &mut Run<'_>, unit: UnitId, cause: EntryId) {
    let (now, base) = (run.now(), run.forces.profiles[unit.index()].base);
    let stands = in_force(run, unit).filter_map(|(row, readiness)| Some((row.stand?, readiness.staging?.1)));
    let speed = run.forces.kind(unit).speed_kmh;
    let wanted = stands.into_iter().find(|(stand, _)| run.setting.travel.minutes(&base, stand, speed).is_some());
    if wanted.is_none() && !run.forces.unit(unit).is_afield {
        return;
    }
    if !std::mem::replace(&mut run.forces.unit_mut(unit).is_afield, true) {
        run.forces.whereabouts[unit.index()].stop(base, now);
    }
    run.forces.whereabouts[unit.index()].stand = wanted.map(|(stand, _)| stand);
    let state = run.forces.unit_mut(unit);
    if let Some((_, factor)) = wanted {
        state.readiness = factor;
    }
    if state.mode == Mode::Idle {
        state.entry = cause;
    }
    go_on(run, unit, cause);
}

/// A unit without an errand sets out for where it belongs, unless it is there or on its way there.
pub fn go_on(run: &mut Run<'_>, unit: UnitId, cause: EntryId) {
    let (now, state) = (run.now(), *run.forces.unit(unit));
    if !state.is_afield || state.mode != Mode::Idle || !state.is_available() {
        return;
    }
    let (row, base) = (run.forces.whereabouts[unit.index()], run.forces.profiles[unit.index()].base);
    let (here, to) = (row.at(now), row.stand.unwrap_or(base));
    if row.is_moving(now) && row.to == to {
        return;
    }
    if here == to {
        return if row.stand.is_none() {
            be_home(run, unit)
        };
    }
    let factor = run.slowdown(to.jurisdiction);
    let speed = run.forces.kind(unit).speed_kmh;
    let Some(span) = run.setting.travel.journey(&here, &to, speed, factor) else { return };
    let milestone = if row.stand.is_some() { Milestone::UnitSentForward } else { Milestone::UnitSentHome };
    note(run, unit, milestone, cause);
    let row = &mut run.forces.whereabouts[unit.index()];
    row.stop(here, now);
    row.set_out(to, now, now + span);
    run.clock.after(span, Phase::Arrival, Event::UnitStands(unit, row.stamp));
}

fn note(run: &mut Run<'_>, unit: UnitId, milestone: Milestone, cause: EntryId) {
    let entry = run.note(milestone, About { unit: Some(unit), ..About::default() }, cause);
    run.forces.unit_mut(unit).entry = entry;
}

/// A unit is at its base, and ready as the rows in force say.
fn be_home(run: &mut Run<'_>, unit: UnitId) {
    let readiness = standby_factor(run, unit);
    let state = run.forces.unit_mut(unit);
    (state.is_afield, state.readiness) = (false, readiness);
}

/// A unit is where it was going without an errand, unless it has been sent elsewhere meanwhile.
pub fn stands(run: &mut Run<'_>, unit: UnitId, stamp: u32) {
    let row = run.forces.whereabouts[unit.index()];
    if row.stamp != stamp {
        return;
    }
    let cause = run.forces.unit(unit).entry;
    assert!(run.forces.unit(unit).mode == Mode::Idle, "unit {} has an errand and comes to where it stands", unit.0);
    if row.stand == Some(row.to) {
        note(run, unit, Milestone::UnitStaged, cause);
    } else {
        note(run, unit, Milestone::UnitHome, cause);
        go_on(run, unit, cause);
    }
}

/// An order has reached a unit that is afield: it stops where it is.
pub fn halt(run: &mut Run<'_>, unit: UnitId) {
    let now = run.now();
    let row = &mut run.forces.whereabouts[unit.index()];
    row.stop(row.at(now), now);
}

/// How long a unit that is afield takes from an incident to where it belongs.
pub fn way_back(run: &mut Run<'_>, unit: UnitId, incident: IncidentId) -> Span {
    let (now, from) = (run.now(), run.scenes.incident(incident).point);
    let (row, base) = (run.forces.whereabouts[unit.index()], run.forces.profiles[unit.index()].base);
    let speed = run.forces.kind(unit).speed_kmh;
    let journey = |to: &Point| run.setting.travel.journey(&from, to, speed, run.slowdown(to.jurisdiction));
    let forward = row.stand.and_then(|stand| Some((stand, journey(&stand)?)));
    let (to, span) = forward.unwrap_or_else(|| (base, journey(&base).unwrap_or(run.forces.unit(unit).way_out)));
    let row = &mut run.forces.whereabouts[unit.index()];
    row.stop(from, now);
    row.set_out(to, now, now + span);
    span
}

/// A unit that is afield is back from an errand: it stands there, or goes on to where it belongs by now.
pub fn stand_again(run: &mut Run<'_>, unit: UnitId) {
    let (now, cause) = (run.now(), run.forces.unit(unit).entry);
    let row = &mut run.forces.whereabouts[unit.index()];
    row.stop(row.to, now);
    go_on(run, unit, cause);
}

/// Whether a unit can reach a place from where it is.
#[must_use]
pub fn reaches(run: &Run<'_>, unit: UnitId, to: &Point) -> bool {
    let from = movement::place_of(&run.forces, unit, run.now());
    run.setting.travel.minutes(&from, to, run.forces.kind(unit).speed_kmh).is_some()
}
