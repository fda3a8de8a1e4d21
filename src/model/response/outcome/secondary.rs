//! Secondary incidents (次生、衍生事件): an active incident brings others about until it is contained.
//!
//! At a fixed rate the next one is an event of its own; where the rate follows the size of the hazard it is a crossing of the task that
//! measures it, because the integral of the size is known in closed form.

use crate::engine::calendar::Phase;
use crate::engine::streams::{Purpose, join};
use crate::engine::time::Span;
use crate::journal::entry::About;
use crate::journal::header::Origin;
use crate::journal::milestone::Milestone;
use crate::model::event::{Event, NeedId};
use crate::model::incident::incident::IncidentState;
use crate::model::incident::need::Need;
use crate::model::incident::offspring::Spring;
use crate::model::incident::tape::TapeRow;
use crate::model::response::outcome::hazard;
use crate::model::run::Run;
use crate::terms::id::IncidentId;

/// An incident begins: what it can bring about is drawn and scheduled.
pub fn open(run: &mut Run<'_>, incident: IncidentId) {
    let setting = run.setting;
    let state = run.scenes.incident(incident);
    let (key, hazard) = (state.key, run.scenes.profiles[state.profile as usize].hazard);
    for (rule, row) in (0_u32..).zip(&setting.tape.secondary).filter(|(_, row)| row.hazard == hazard) {
        let draws = run.chance.stream(Purpose::Secondary, join(key, row.key));
        let mut spring = Spring { parent: incident, onset: run.now(), rule, draws, mass: 0.0, number: 1 };
        spring.draw();
        let position = run.ambient.offspring.add(spring);
        schedule(run, position);
    }
}

/// Schedules the next incident of a stream, unless its row may bring about no more.
fn schedule(run: &mut Run<'_>, position: usize) {
    let spring = run.ambient.offspring.springs[position];
    if run.ambient.offspring.is_over(spring.rule) {
        return;
    }
    let row = &run.setting.tape.secondary[spring.rule as usize];
    let Some((id, per_mass)) = measured(run, &spring) else {
        let at = spring.onset + Span::from_hours(spring.mass / row.rate_per_h);
        if at < run.setting.horizon {
            let position = u32::try_from(position).expect("few streams");
            run.clock.calendar.schedule(at.max(run.now()), Phase::Outside, Event::SecondaryDue(position));
        }
        return;
    };
    let need = run.scenes.need_mut(id);
    need.spawns_at = need.spawns_at.min(spring.mass * per_mass);
}

/// The need that measures the hazard of a stream whose rate follows it, and the damage of its task for each unit of integrated rate.
fn measured(run: &Run<'_>, spring: &Spring) -> Option<(NeedId, f64)> {
    let row = &run.setting.tape.secondary[spring.rule as usize];
    let reference = row.reference?;
    let state = run.scenes.incident(spring.parent);
    let (position, scale) = run.scenes.profiles[state.profile as usize].measured().expect("check found a measured hazard");
    Some((NeedId(state.first_need + position), reference / (row.rate_per_h * scale)))
}

/// The next incident of a stream at a fixed rate comes, unless its parent is contained.
pub fn due(run: &mut Run<'_>, position: u32) {
    let position = position as usize;
    if run.scenes.incident(run.ambient.offspring.springs[position].parent).state == IncidentState::Active {
        bring_about(run, position);
        schedule(run, position);
    }
}

/// The hazard has done so much damage that it brings about another incident.
pub fn crossed(run: &mut Run<'_>, id: NeedId) {
    let damage = run.scenes.need(id).damage;
    run.scenes.need_mut(id).spawns_at = f64::INFINITY;
    let parent = run.scenes.incident_of(id).expect("a need with work belongs to an incident");
    for position in run.ambient.offspring.of(parent) {
        let spring = run.ambient.offspring.springs[position];
        let Some((of, per_mass)) = measured(run, &spring) else { continue };
        assert!(of == id, "a stream follows the size of its own parent");
        if spring.mass * per_mass <= damage {
            bring_about(run, position);
        }
        schedule(run, position);
    }
    hazard::schedule_crossing(run, id);
}

/// A stream brings about its next incident, at the place of its parent; where its row has brought about all that it may, it is over.
fn bring_about(run: &mut Run<'_>, position: usize) {
    let (now, setting) = (run.now(), run.setting);
    let offspring = &mut run.ambient.offspring;
    let spring = &mut offspring.springs[position];
    let Spring { parent, rule, number, .. } = *spring;
    spring.draw();
    spring.number += 1;
    let row = &setting.tape.secondary[rule as usize];
    if now >= setting.horizon || offspring.is_over(rule) {
        return;
    }
    if offspring.made[rule as usize] == row.at_most {
        offspring.over[rule as usize] = true;
        let (about, started) = (About { incident: Some(parent), ..About::default() }, run.scenes.incident(parent).started);
        run.note(Milestone::SecondaryBounded { row: rule }, about, started);
        return;
    }
    offspring.made[rule as usize] += 1;
    let state = run.scenes.incident(parent);
    let (point, cause) = (state.point, state.started);
    let key = join(join(state.key, row.key), u64::from(number));
    let born = TapeRow { origin: Origin::Secondary(rule, key), onset: now, profile: row.profile, point, key };
    let (profile, free) = (&run.scenes.profiles[row.profile as usize], &mut offspring.free);
    let id = IncidentId(free.incidents);
    run.scenes.incident_mut(id).fill(&born, profile, free.needs);
    run.scenes.incident_mut(id).cause = cause;
    for (position, need) in (0_u32..).zip(&profile.needs) {
        *run.scenes.need_mut(NeedId(free.needs)) = Need::new(id.0, position, need, free.persons, now);
        free.needs += 1;
        free.persons += need.person_count();
    }
    free.incidents += 1;
    offspring.rows.push(born);
    run.clock.calendar.schedule(now, Phase::Outside, Event::IncidentStarts(id));
}
