//! Evacuation: places are cleared as the work goes on; at the deadline whoever is not out is caught, and is moved later.

use crate::engine::calendar::Phase;
use crate::journal::entry::{About, EntryId};
use crate::journal::milestone::Milestone;
use crate::model::event::{Event, NeedId};
use crate::model::incident::evacuation::{Evacuation, Until};
use crate::model::incident::incident::IncidentState;
use crate::model::incident::need::Stage;
use crate::model::response::outcome::danger;
use crate::model::run::Run;
use crate::terms::id::IncidentId;

fn population<'a>(run: &Run<'a>, id: NeedId) -> Option<&'a Evacuation> {
    let need = run.scenes.need(id);
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    let profiles = run.scenes.profiles;
    profiles[run.scenes.incident(incident).profile as usize].needs[need.position as usize].evacuation.as_ref()
}

/// An incident begins: its deadlines at set times are scheduled, and those that have gone before catch everybody.
pub fn open(run: &mut Run<'_>, incident: IncidentId) {
    for id in run.scenes.incident(incident).need_ids() {
        match population(run, id).map(|population| population.until) {
            Some(Until::After(span)) => run.clock.after(span, Phase::Timer, Event::DeadlinePasses(id)),
            Some(Until::Contained(gate)) if is_contained(run, gate) => {
                let started = run.scenes.incident(incident).started;
                deadline(run, id, started);
            }
            _ => {}
        }
    }
}

fn is_contained(run: &Run<'_>, scripted: u32) -> bool {
    let gate = run.setting.scripted(run.scenes.incidents, scripted).map(|gate| run.scenes.incident(gate).state);
    gate.is_some_and(|state| matches!(state, IncidentState::Contained | IncidentState::Closed))
}

/// The next place of an evacuation is clear.
pub fn cleared(run: &mut Run<'_>, id: NeedId) {
    let population = population(run, id).expect("a place belongs to a population");
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    let need = run.scenes.need_mut(id);
    let place = need.places_clear;
    need.places_clear += 1;
    need.place_at = population.places.get(need.places_clear as usize).map_or(f64::INFINITY, |(_, clear)| *clear);
    let (persons, joined) = (population.places[place as usize].0, need.joined);
    let milestone = Milestone::PlaceCleared { place, persons };
    let entry = run.note(milestone, About { incident: Some(incident), ..About::default() }, joined);
    run.scenes.incident_mut(incident).evacuated += persons;
    danger::grade(run, incident, entry);
}

/// The work of an evacuation is done: whatever place is left is clear.
pub fn all_cleared(run: &mut Run<'_>, id: NeedId) {
    let places = population(run, id).map_or(0, |population| population.places.len());
    while (run.scenes.need(id).places_clear as usize) < places {
        cleared(run, id);
    }
}

/// It is too late for whoever is not out.
pub fn deadline(run: &mut Run<'_>, id: NeedId, cause: EntryId) {
    let population = population(run, id).expect("a deadline belongs to a population");
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    let (now, work) = (run.now(), run.scenes.work(id).clone());
    let need = run.scenes.need_mut(id);
    if need.is_late {
        return;
    }
    need.is_late = true;
    let is_over = need.stage == Stage::Contained;
    if !is_over {
        need.carry(&work, now);
    }
    let all = population.persons();
    let moved = if is_over { all } else { population.moved(need.worked) };
    let milestone = Milestone::DeadlinePassed { caught: all - moved };
    run.note(milestone, About { incident: Some(incident), ..About::default() }, cause);
}

/// A scripted incident is contained: those who had to be out before are out or caught.
pub fn gate(run: &mut Run<'_>, contained: IncidentId, cause: EntryId) {
    let Some(scripted) = run.scenes.incident(contained).scripted else { return };
    for row in run.setting.gates.iter().filter(|row| row.gate == scripted) {
        let Some(incident) = run.setting.scripted(run.scenes.incidents, row.incident) else { continue };
        let state = run.scenes.incident(incident);
        if state.state != IncidentState::Pending {
            deadline(run, NeedId(state.first_need + row.need), cause);
        }
    }
}
