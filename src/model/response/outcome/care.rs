//! The injured: from the scene to a hospital, and whether they live.
//!
//! Whoever is freed waits at the scene for a unit of the need that transports, in the order of the structure. The unit takes one patient at
//! a time to the nearest hospital with a free bed and comes back for the next. Chance of survival falls with the delay; whether a person
//! is among those who live is one draw of their own, the same under every structure, so that sooner is never worse.

use crate::engine::calendar::Phase;
use crate::engine::streams::{Purpose, join};
use crate::engine::time::Span;
use crate::journal::entry::{About, EntryId};
use crate::journal::milestone::Milestone;
use crate::model::event::{Event, NeedId, PersonId};
use crate::model::force::unit::Mode;
use crate::model::incident::care::{CareLaw, Casualties, Patient, Trip};
use crate::model::incident::incident::Fate;
use crate::model::incident::need::{Stage, Work};
use crate::model::response::outcome::{danger, survival};
use crate::model::response::{call_off, fitness, release, scene};
use crate::model::run::Run;
use crate::terms::id::{CapabilityId, IncidentId, UnitId};

/// Class of whoever is not injured.
pub const UNHURT: u8 = u8::MAX;

fn law<'a>(run: &Run<'a>) -> &'a CareLaw {
    let setting = run.setting;
    setting.care.as_ref().expect("the injured have care")
}

fn of_incident(run: &Run<'_>, incident: IncidentId) -> Option<usize> {
    run.ambient.care.scenes.iter().position(|scene| scene.incident == incident)
}

/// An incident begins in which persons are injured.
pub fn open(run: &mut Run<'_>, incident: IncidentId, injured: u32) {
    let transports = |id: &NeedId| matches!(run.scenes.work(*id), Work::Transport { .. });
    let need = run.scenes.incident(incident).need_ids().find(transports).expect("check found transport for the injured");
    let (waiting, carriers, onset) = (Vec::new(), Vec::new(), run.now());
    let (treated_from, firsts) = (None, Vec::new());
    let scene = Casualties { incident, onset, need, to_come: injured, on_way: 0, waiting, carriers, treated_from, firsts };
    run.ambient.care.scenes.push(scene);
}

/// An injured person is free and waits for transport.
pub fn freed(run: &mut Run<'_>, incident: IncidentId, person: PersonId, injury: u8) {
    let (now, position) = (run.now(), of_incident(run, incident).expect("an incident with injured"));
    let scene = &mut run.ambient.care.scenes[position];
    scene.to_come -= 1;
    scene.waiting.push(Patient { person, injury, freed: now, picked_up: now });
    load(run, position);
}

/// An injured person has died before being free.
pub fn lost(run: &mut Run<'_>, incident: IncidentId, cause: EntryId) {
    let position = of_incident(run, incident).expect("an incident with injured");
    run.ambient.care.scenes[position].to_come -= 1;
    end(run, position, cause);
}

/// A unit that transports is ready at the scene.
pub fn ready(run: &mut Run<'_>, unit: UnitId, incident: IncidentId) {
    let position = of_incident(run, incident).expect("transport is for an incident with injured");
    run.ambient.care.scenes[position].carriers.push(unit);
    load(run, position);
}

/// Whether a unit that transports is not at the scene.
#[must_use]
pub fn is_away(run: &Run<'_>, unit: UnitId) -> bool {
    let (id, incident) = scene::task_of(run, unit);
    let is_there = |at: usize| run.ambient.care.scenes[at].carriers.contains(&unit);
    matches!(run.scenes.work(id), Work::Transport { .. }) && !of_incident(run, incident).is_some_and(is_there)
}

/// A unit transports nobody any more. Whom it has on board waits at the scene again, in the order of freeing.
pub fn leave(run: &mut Run<'_>, unit: UnitId, incident: IncidentId) {
    let position = of_incident(run, incident).expect("transport is for an incident with injured");
    let care = &mut run.ambient.care;
    let scene = &mut care.scenes[position];
    scene.carriers.retain(|other| *other != unit);
    if let Some(at) = care.trips.iter().position(|trip| trip.unit == unit) {
        let Trip { patient, hospital, .. } = care.trips.swap_remove(at);
        care.wards[hospital as usize].taken -= 1;
        scene.on_way -= 1;
        let at = scene.waiting.partition_point(|other| other.freed <= patient.freed);
        scene.waiting.insert(at, patient);
        load(run, position);
    }
}

/// A unit of a capability is at work: treatment at the scene begins with the first that can give it.
pub fn begun(run: &mut Run<'_>, incident: IncidentId, capability: CapabilityId) {
    let (now, treats) = (run.now(), law(run).scene.is_some_and(|(treats, _)| treats == capability));
    let Some(position) = of_incident(run, incident) else { return };
    let scene = &mut run.ambient.care.scenes[position];
    if treats {
        scene.treated_from = scene.treated_from.or(Some(now));
    }
    if scene.firsts.iter().all(|(first, _)| *first != capability) {
        scene.firsts.push((capability, now));
    }
}

/// Puts waiting patients into the units that are ready.
fn load(run: &mut Run<'_>, position: usize) {
    let rules = law(run);
    loop {
        let scene = &mut run.ambient.care.scenes[position];
        let first = scene.waiting.iter().enumerate().min_by_key(|(at, patient)| (rules.ranks[usize::from(patient.injury)], *at));
        let Some((at, _)) = first.filter(|_| !scene.carriers.is_empty()) else { return };
        let (mut patient, unit) = (scene.waiting.remove(at), scene.carriers.remove(0));
        scene.on_way += 1;
        patient.picked_up = run.clock.now();
        set_out(run, position, unit, patient);
    }
}

fn set_out(run: &mut Run<'_>, position: usize, unit: UnitId, patient: Patient) {
    let incident = run.ambient.care.scenes[position].incident;
    let at = run.scenes.incident(incident).point;
    let speed = run.forces.kind(unit).speed_kmh;
    let way = |hospital: &u32| {
        let (travel, point) = (&run.setting.travel, &law(run).hospitals[*hospital as usize].point);
        travel.minutes(&at, point, speed).filter(|_| travel.minutes(point, &at, speed).is_some())
    };
    let reachable: Vec<(u32, f64)> = (0..).zip(&law(run).hospitals).filter_map(|(h, _)| Some((h, way(&h)?))).collect();
    let nearest =
        |list: &mut dyn Iterator<Item = &(u32, f64)>| list.min_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0))).copied();
    let has_bed = |(h, _): &&(u32, f64)| run.ambient.care.wards[*h as usize].taken < law(run).hospitals[*h as usize].beds;
    let chosen = nearest(&mut reachable.iter().filter(has_bed)).or_else(|| nearest(&mut reachable.iter()));
    let (hospital, minutes) = chosen.unwrap_or_else(|| panic!("no hospital can be reached from {at:?}"));
    run.ambient.care.wards[hospital as usize].taken += 1;
    let Work::Transport { load, .. } = run.scenes.work(run.ambient.care.scenes[position].need).clone() else {
        panic!("patients are loaded for a need that transports")
    };
    let milestone = Milestone::PatientLoaded { person: danger::number(run, incident, patient.person) };
    note(run, unit, incident, milestone);
    let span = load.sample(&mut run.chance.stream(Purpose::Loading, person_key(run, incident, patient.person)));
    run.ambient.care.trips.push(Trip { unit, patient, hospital });
    release::drive(run, unit, incident, (&at, &law(run).hospitals[hospital as usize].point));
    call_off::schedule(run, unit, span + Span::from_minutes(minutes), Phase::Arrival, Event::PatientArrives(unit));
}

fn note(run: &mut Run<'_>, unit: UnitId, incident: IncidentId, milestone: Milestone) -> EntryId {
    let cause = run.forces.unit(unit).entry;
    let entry = run.note(milestone, About { incident: Some(incident), unit: Some(unit), ..About::default() }, cause);
    run.forces.unit_mut(unit).entry = entry;
    entry
}

fn person_key(run: &Run<'_>, incident: IncidentId, person: PersonId) -> u64 {
    join(run.scenes.incident(incident).key, u64::from(danger::number(run, incident, person)))
}

fn incident_of(run: &Run<'_>, person: PersonId) -> IncidentId {
    run.scenes.incident_of(run.scenes.persons[person.0 as usize].need).expect("persons are in incidents")
}

/// A unit reaches a hospital with a patient; it unloads and drives back to the scene.
pub fn deliver(run: &mut Run<'_>, unit: UnitId) {
    if call_off::is_void(run, unit, Mode::Working) {
        return;
    }
    let at = run.ambient.care.trips.iter().position(|trip| trip.unit == unit).expect("a unit that arrives has a patient");
    let Trip { patient, hospital, .. } = run.ambient.care.trips.swap_remove(at);
    let incident = incident_of(run, patient.person);
    let position = of_incident(run, incident).expect("an incident with injured");
    let person = danger::number(run, incident, patient.person);
    let entry = note(run, unit, incident, Milestone::PatientDelivered { person, hospital });
    let Work::Transport { unload, .. } = run.scenes.work(run.ambient.care.scenes[position].need).clone() else {
        panic!("patients are unloaded for a need that transports")
    };
    let unloading = unload.sample(&mut run.chance.stream(Purpose::Loading, join(person_key(run, incident, patient.person), 1)));
    let (from, to) = (law(run).hospitals[hospital as usize].point, run.scenes.incident(incident).point);
    let minutes = run.setting.travel.minutes(&from, &to, run.forces.kind(unit).speed_kmh).expect("it came from there");
    release::drive(run, unit, incident, (&from, &to));
    call_off::schedule(run, unit, unloading + Span::from_minutes(minutes), Phase::Arrival, Event::CarrierReturns(unit));
    run.ambient.care.scenes[position].on_way -= 1;
    admit(run, hospital, patient, entry);
    end(run, position, entry);
}

/// A unit is back at the scene for the next patient, unless its crew has worked for as long as it may.
pub fn come_again(run: &mut Run<'_>, unit: UnitId) {
    if call_off::is_void(run, unit, Mode::Working) {
        return;
    }
    let (need, incident) = scene::task_of(run, unit);
    if run.scenes.need(need).stage == Stage::Contained {
        return release::release(run, unit);
    }
    if fitness::is_tired(run, unit) {
        return call_off::leave_scene(run, unit, Milestone::CrewRelieved);
    }
    ready(run, unit, incident);
}

/// A patient reaches a hospital: treated at once where a place is free.
fn admit(run: &mut Run<'_>, hospital: u32, patient: Patient, cause: EntryId) {
    let ward = &mut run.ambient.care.wards[hospital as usize];
    if ward.busy < law_of(run.setting.care.as_ref()).hospitals[hospital as usize].places {
        ward.busy += 1;
        treat(run, hospital, patient, cause);
    } else {
        ward.queue.push(patient);
    }
}

const fn law_of(care: Option<&CareLaw>) -> &CareLaw {
    care.expect("the injured have care")
}

/// Treatment of a patient begins, and it is decided whether they live.
fn treat(run: &mut Run<'_>, hospital: u32, patient: Patient, cause: EntryId) {
    let (rules, now) = (law(run), run.now());
    let incident = incident_of(run, patient.person);
    let until = if rules.counts_pick_up { patient.picked_up } else { now };
    let key = person_key(run, incident, patient.person);
    let scene = &run.ambient.care.scenes[of_incident(run, incident).expect("an incident with injured")];
    let chance = survival::chance(run, scene, &patient, until, key);
    let luck = run.chance.stream(Purpose::Outcome, key).uniform();
    let person = danger::number(run, incident, patient.person);
    let about = About { incident: Some(incident), ..About::default() };
    if luck < chance {
        run.note(Milestone::CasualtyTreated { person }, about, cause);
        run.scenes.person_mut(patient.person).fate = Fate::Treated;
    } else {
        danger::dead(run, incident, patient.person, cause);
        if let Some(best) = danger::best_arrival(run, patient.person)
            && luck < rules.injuries[usize::from(patient.injury)].after(best)
        {
            run.ambient.preventable.push(incident);
        }
    }
    let span = rules.hospitals[hospital as usize].treatment.sample(&mut run.chance.stream(Purpose::Loading, join(key, 2)));
    run.clock.after(span, Phase::Completion, Event::TreatmentEnds(hospital));
}

/// A place in a hospital is free again: the gravest of those who wait is next.
pub fn treatment_ends(run: &mut Run<'_>, hospital: u32) {
    let ward = &mut run.ambient.care.wards[hospital as usize];
    ward.busy -= 1;
    let next = ward.queue.iter().enumerate().min_by_key(|(at, patient)| (patient.injury, *at)).map(|(at, _)| at);
    if let Some(at) = next {
        ward.busy += 1;
        let patient = ward.queue.remove(at);
        let incident = incident_of(run, patient.person);
        let cause = run.scenes.incident(incident).started;
        treat(run, hospital, patient, cause);
    }
}

/// Nobody is left to be transported: the need is contained, and the units at the scene go home.
fn end(run: &mut Run<'_>, position: usize, cause: EntryId) {
    let scene = &run.ambient.care.scenes[position];
    let id = scene.need;
    if scene.to_come > 0 || scene.on_way > 0 || !scene.waiting.is_empty() || run.scenes.need(id).stage == Stage::Contained {
        return;
    }
    let carriers = std::mem::take(&mut run.ambient.care.scenes[position].carriers);
    run.scenes.need_mut(id).joined = cause;
    scene::contain(run, id);
    for unit in carriers {
        release::release(run, unit);
    }
}
