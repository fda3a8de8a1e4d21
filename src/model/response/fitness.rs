//! Crews that tire and rest, units that fail and are repaired, hours off duty, and the range of units. Only where a structure limits
//! units; the draws belong to the unit and the occasion.

use crate::engine::calendar::Phase;
use crate::engine::streams::{Purpose, join};
use crate::engine::time::{SimTime, Span};
use crate::journal::entry::About;
use crate::journal::milestone::Milestone;
use crate::model::event::{Event, NONE, NeedId};
use crate::model::force::fitness::{OffDuty, UnitLimits};
use crate::model::force::hold::Hold;
use crate::model::force::movement;
use crate::model::force::unit::Mode;
use crate::model::geography::travel::Point;
use crate::model::reporting::staging;
use crate::model::response::outcome::care;
use crate::model::response::{call_off, release};
use crate::model::run::Run;
use crate::terms::id::UnitId;

fn limits<'a>(run: &Run<'a>, unit: UnitId) -> Option<&'a UnitLimits> {
    let setting = run.setting;
    setting.fitness.get(setting.units[unit.index()].kind as usize)?.as_ref()
}

/// What a unit has been at: its incident, while it has one.
fn about(run: &Run<'_>, unit: UnitId) -> About {
    let need = run.forces.unit(unit).need;
    let incident = if need == NONE { None } else { run.scenes.incident_of(NeedId(need)) };
    About { incident, unit: Some(unit), ..About::default() }
}

/// Units whose kind is off duty at the beginning and that nobody calls in are not to be had; schedules their changes of duty.
pub fn open(run: &mut Run<'_>) {
    for kind in 0..run.setting.fitness.len() {
        let kind = u32::try_from(kind).expect("few kinds");
        let Some(hours) = uncalled(run, kind) else { continue };
        if hours.covers(run.setting.duty.clock(run.now())) {
            go_off_duty(run, kind);
        }
        schedule_change(run, kind, hours);
    }
}

/// The hours at which units of a kind are off duty and nobody calls them in.
fn uncalled<'a>(run: &Run<'a>, kind: u32) -> Option<&'a OffDuty> {
    let setting = run.setting;
    let hours = setting.fitness[kind as usize].as_ref()?.off_duty.as_ref();
    hours.filter(|hours| hours.mobilisation.is_none())
}

fn schedule_change(run: &mut Run<'_>, kind: u32, hours: &OffDuty) {
    // Who is off duty around the clock never changes.
    if hours.from != hours.until {
        let (duty, now) = (&run.setting.duty, run.now());
        let span = duty.until(hours.from, now).min(duty.until(hours.until, now));
        run.clock.after(span, Phase::Outside, Event::UnitsChangeDuty(kind));
    }
}

/// Units of a kind go off duty, or are on duty again.
pub fn change_duty(run: &mut Run<'_>, kind: u32) {
    let hours = uncalled(run, kind).expect("who changes duty has hours off duty");
    schedule_change(run, kind, hours);
    if hours.covers(run.setting.duty.clock(run.now())) {
        return go_off_duty(run, kind);
    }
    for unit in units_of(run, kind) {
        let cause = run.forces.unit(unit).entry;
        release::let_go(run, unit, Hold::OffDuty, cause);
    }
}

/// An errand that has begun goes on.
fn go_off_duty(run: &mut Run<'_>, kind: u32) {
    for unit in units_of(run, kind) {
        run.forces.unit_mut(unit).holds.hold(Hold::OffDuty);
    }
}

fn units_of<'a>(run: &Run<'a>, kind: u32) -> impl Iterator<Item = UnitId> + use<'a> {
    let units = &run.setting.units;
    (0..units.len()).filter(move |at| units[*at].kind == kind).map(UnitId::from_index)
}

/// Mean mobilisation of a unit at this hour, min, where it is off duty and can be called in; none otherwise.
#[must_use]
pub fn off_duty_min(run: &Run<'_>, unit: UnitId) -> Option<f64> {
    let hours = limits(run, unit)?.off_duty.as_ref()?;
    let law = hours.mobilisation.as_ref().filter(|_| hours.covers(run.setting.duty.clock(run.now())))?;
    Some(law.mean_minutes())
}

/// Whether an incident lies within the range of a unit.
#[must_use]
pub fn is_in_range(run: &Run<'_>, unit: UnitId, place: &Point) -> bool {
    let base = run.forces.profiles[unit.index()].base.place;
    limits(run, unit).and_then(|limits| limits.range_km).is_none_or(|km| base.distance_km(place.place) <= km)
}

/// How long a unit takes to depart: longer while it is off duty. The same draw, by another law.
#[must_use]
pub fn mobilisation(run: &Run<'_>, unit: UnitId, occasion: u64) -> Span {
    let hours = limits(run, unit).and_then(|limits| limits.off_duty.as_ref());
    let law = hours.filter(|hours| hours.covers(run.setting.duty.clock(run.now()))).and_then(|hours| hours.mobilisation.as_ref());
    match law {
        Some(law) => {
            let key = movement::occasion_key(run.forces.key(unit), occasion);
            law.sample(&mut run.chance.stream(Purpose::Mobilisation, key))
        }
        None => movement::mobilisation(&run.forces, run.chance, unit, occasion),
    }
}

/// A unit departs: it may fail before it is back.
pub fn departs(run: &mut Run<'_>, unit: UnitId, occasion: u64) {
    let Some((law, _)) = limits(run, unit).and_then(|limits| limits.failure.as_ref()) else { return };
    let fitness = &mut run.ambient.fitness[unit.index()];
    fitness.errand = fitness.errand.wrapping_add(1);
    let (errand, failures) = (fitness.errand, fitness.failures);
    // The first time under every structure the same; after a repair the unit has new luck.
    let key = join(movement::occasion_key(run.forces.key(unit), occasion), u64::from(failures));
    let span = law.sample(&mut run.chance.stream(Purpose::Failure, key));
    run.clock.after(span, Phase::Completion, Event::UnitFails(unit, errand));
}

/// A unit begins work: its crew is relieved when it has worked for as long as it may.
pub fn begins(run: &mut Run<'_>, unit: UnitId) {
    let Some((after, _)) = limits(run, unit).and_then(|limits| limits.rest) else { return };
    let now = run.now();
    let fitness = &mut run.ambient.fitness[unit.index()];
    fitness.since = Some(now);
    let left = Span((after.ms() - fitness.worked.ms()).max(0));
    run.clock.after(left, Phase::Timer, Event::CrewTires(unit, now));
}

/// A unit stops working.
pub fn stops(run: &mut Run<'_>, unit: UnitId) {
    if !run.ambient.fitness.is_empty() {
        let now = run.now();
        run.ambient.fitness[unit.index()].stop(now);
    }
}

/// Whether a crew has worked for as long as it may.
#[must_use]
pub fn is_tired(run: &Run<'_>, unit: UnitId) -> bool {
    let Some((after, _)) = limits(run, unit).and_then(|limits| limits.rest) else { return false };
    run.ambient.fitness[unit.index()].worked_by(run.now()) >= after
}

/// A crew has worked for as long as it may: it leaves the scene, unless it has already. One that has gone from there with a patient
/// leaves it when it comes again.
pub fn tires(run: &mut Run<'_>, unit: UnitId, since: SimTime) {
    let is_at_work = run.ambient.fitness[unit.index()].since == Some(since) && run.forces.unit(unit).mode == Mode::Working;
    if is_at_work && !care::is_away(run, unit) {
        call_off::leave_scene(run, unit, Milestone::CrewRelieved);
    }
}

/// A unit fails on its errand, unless it is back from it: what it was doing is sought for again.
pub fn fails(run: &mut Run<'_>, unit: UnitId, errand: u32) {
    let mode = run.forces.unit(unit).mode;
    if run.ambient.fitness[unit.index()].errand != errand || matches!(mode, Mode::Idle | Mode::Mobilising) {
        return;
    }
    let (about, cause) = (about(run, unit), run.forces.unit(unit).entry);
    let entry = run.note(Milestone::UnitFailed, about, cause);
    run.forces.unit_mut(unit).entry = entry;
    if mode == Mode::Returning {
        run.forces.unit_mut(unit).step(Mode::Idle);
        run.convergence.forget(unit);
    } else {
        call_off::abandon(run, unit);
    }
    let now = run.now();
    let base = run.forces.profiles[unit.index()].base;
    run.forces.whereabouts[unit.index()].stop(base, now);
    let readiness = staging::standby_factor(run, unit);
    let state = run.forces.unit_mut(unit);
    (state.is_afield, state.need, state.readiness) = (false, NONE, readiness);
    let (_, repair) = limits(run, unit).and_then(|limits| limits.failure.as_ref()).expect("what fails can be repaired");
    let fitness = &mut run.ambient.fitness[unit.index()];
    fitness.failures += 1;
    let key = movement::occasion_key(run.forces.key(unit), u64::from(fitness.failures));
    let span = repair.sample(&mut run.chance.stream(Purpose::Failure, key));
    be_out(run, unit, Hold::Repair, span);
}

/// A unit is back: a crew that has worked for long enough rests.
pub fn comes_back(run: &mut Run<'_>, unit: UnitId) {
    let Some(limits) = limits(run, unit) else { return };
    let fitness = &mut run.ambient.fitness[unit.index()];
    fitness.errand = fitness.errand.wrapping_add(1);
    let Some((after, rest)) = limits.rest.filter(|(after, _)| fitness.worked >= *after) else { return };
    assert!(after > Span::ZERO, "a crew that may not work at all");
    fitness.worked = Span::ZERO;
    let cause = run.forces.unit(unit).entry;
    let entry = run.note(Milestone::RestBegun, About { unit: Some(unit), ..About::default() }, cause);
    run.forces.unit_mut(unit).entry = entry;
    be_out(run, unit, Hold::Rest, rest);
}

fn be_out(run: &mut Run<'_>, unit: UnitId, hold: Hold, span: Span) {
    run.ambient.fitness[unit.index()].out = Some(hold);
    run.forces.unit_mut(unit).holds.hold(hold);
    run.clock.after(span, Phase::Completion, Event::UnitIsReady(unit));
}

/// A unit has rested or been repaired.
pub fn is_ready(run: &mut Run<'_>, unit: UnitId) {
    let cause = run.forces.unit(unit).entry;
    let entry = run.note(Milestone::UnitReady, About { unit: Some(unit), ..About::default() }, cause);
    run.forces.unit_mut(unit).entry = entry;
    let hold = run.ambient.fitness[unit.index()].out.take().expect("who is ready again rested or was under repair");
    staging::settle(run, unit, entry);
    release::let_go(run, unit, hold, entry);
}
