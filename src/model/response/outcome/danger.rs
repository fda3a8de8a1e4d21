//! Persons in danger: each has a death clock of their own from onset, the same under every structure, and is freed by the work.

use crate::engine::calendar::Phase;
use crate::engine::streams::{Purpose, join};
use crate::engine::time::Span;
use crate::journal::entry::{About, EntryId};
use crate::journal::milestone::Milestone;
use crate::model::command::setting::{GradingTest, Measure};
use crate::model::event::{Event, NeedId, PersonId};
use crate::model::force::unit::UnitProfile;
use crate::model::incident::evacuation::Evacuation;
use crate::model::incident::incident::{Fate, IncidentState, Person};
use crate::model::incident::need::NeedProfile;
use crate::model::reporting::report;
use crate::model::response::outcome::{care, hazard};
use crate::model::run::Run;
use crate::terms::id::IncidentId;
use crate::terms::traffic::MatterKind;

/// Draws the death clocks of an incident's persons and schedules those that run out before the horizon.
pub fn start_clocks(run: &mut Run<'_>, incident: IncidentId) {
    let onset = run.now();
    let (profile, key) = (run.scenes.incident(incident).profile, run.scenes.incident(incident).key);
    let profiles = run.scenes.profiles;
    let mut injured = 0;
    for id in run.scenes.incident(incident).need_ids() {
        let mut row = run.scenes.need(id).first_person;
        let position = run.scenes.need(id).position;
        for kind in &profiles[profile as usize].needs[position as usize].persons {
            for _ in 0..kind.count {
                let person_key = join(join(key, u64::from(position)), u64::from(row - run.scenes.need(id).first_person));
                let death = onset + kind.survival.sample(&mut run.chance.stream(Purpose::Casualty, person_key));
                let (injury, begun_counts) = (kind.injury, kind.begun_counts);
                *run.scenes.person_mut(PersonId(row)) = Person { death, fate: Fate::InDanger, need: id, injury, begun_counts };
                if death <= run.setting.horizon {
                    run.clock.calendar.schedule(death, Phase::Timer, Event::PersonDies(PersonId(row)));
                }
                row += 1;
            }
            injured += if kind.injury == care::UNHURT { 0 } else { kind.count };
        }
    }
    if injured > 0 {
        care::open(run, incident, injured);
    }
}

/// Number of a person within the incident, from 1.
pub fn number(run: &Run<'_>, incident: IncidentId, person: PersonId) -> u32 {
    let first = run.scenes.need(NeedId(run.scenes.incident(incident).first_need)).first_person;
    person.0 - first + 1
}

/// A person's clock runs out.
pub fn die(run: &mut Run<'_>, person: PersonId) {
    let state = run.scenes.person_mut(person);
    if state.fate != Fate::InDanger {
        return;
    }
    let (need, injury, begun_counts, death) = (state.need, state.injury, state.begun_counts, state.death);
    if begun_counts && is_being_freed(run, need, person) {
        return;
    }
    let incident = run.scenes.incident_of(need).expect("persons are in incidents");
    let cause = run.scenes.incident(incident).started;
    let entry = dead(run, incident, person, cause);
    if best_arrival(run, person).is_some_and(|best| death > run.scenes.incident(incident).onset + best) {
        run.ambient.preventable.push(incident);
    }
    if injury != care::UNHURT {
        care::lost(run, incident, entry);
    }
}

/// Whether units work on a person at present.
fn is_being_freed(run: &Run<'_>, need: NeedId, person: PersonId) -> bool {
    let need = run.scenes.need(need);
    need.rate > 0.0 && person.0 == need.first_person + need.freed
}

/// A person is dead.
pub fn dead(run: &mut Run<'_>, incident: IncidentId, person: PersonId, cause: EntryId) -> EntryId {
    run.scenes.person_mut(person).fate = Fate::Dead;
    let milestone = Milestone::CasualtyDied { person: number(run, incident, person) };
    let entry = run.note(milestone, About { incident: Some(incident), ..About::default() }, cause);
    run.scenes.incident_mut(incident).deaths += 1;
    grade(run, incident, entry);
    entry
}

/// From onset until the first unit that can free a person could be there, were it sent at the onset: mean mobilisation and free travel.
#[must_use]
pub fn best_arrival(run: &Run<'_>, person: PersonId) -> Option<Span> {
    let need = run.scenes.persons[person.0 as usize].need;
    let incident = run.scenes.incident_of(need).expect("persons are in incidents");
    let (capability, to) = (run.scenes.need(need).capability.index(), run.scenes.incident(incident).point);
    let arrival = |unit: &UnitProfile| {
        let kind = &run.setting.kinds[unit.kind as usize];
        let can = kind.rates[capability] > 0.0;
        let minutes = run.setting.travel.minutes(&unit.base, &to, kind.speed_kmh).filter(|_| can)?;
        Some(kind.mobilisation_mean_min + minutes)
    };
    let minutes = run.setting.units.iter().filter_map(arrival).min_by(f64::total_cmp);
    minutes.map(Span::from_minutes)
}

/// Grades an incident anew by the table of its hazard; when it has become graver, those at the scene report it to the post that knew
/// first.
pub fn grade(run: &mut Run<'_>, incident: IncidentId, cause: EntryId) {
    let state = run.scenes.incident(incident);
    let profile = &run.scenes.profiles[state.profile as usize];
    let Some(tests) = run.setting.grading.get(profile.hazard as usize) else { return };
    let trapped: u32 = profile.needs.iter().map(NeedProfile::person_count).sum();
    let moving: u32 = profile.needs.iter().filter_map(|need| need.evacuation.as_ref()).map(Evacuation::persons).sum();
    let is_met = |test: &&GradingTest| match test.measure {
        Measure::Deaths => f64::from(state.deaths) >= test.at_least,
        Measure::InDanger => f64::from(trapped) + f64::from(moving) >= test.at_least,
        Measure::Trapped => f64::from(trapped) >= test.at_least,
        Measure::Injured => f64::from(state.injured) >= test.at_least,
        Measure::Evacuated => f64::from(state.evacuated) >= test.at_least,
        Measure::HazardSize => state.need_ids().any(|id| hazard::reaches(run, id, test.at_least)),
    };
    let Some(severity) = tests.iter().filter(is_met).map(|test| test.severity).max().filter(|grade| *grade > state.severity)
    else {
        return;
    };
    let (first, key) = (state.known.first().map(|known| known.post), state.key);
    run.scenes.incident_mut(incident).severity = severity;
    let about = About { incident: Some(incident), ..About::default() };
    let entry = run.note(Milestone::IncidentWorsened { severity }, about, cause);
    if let Some(to) = first.filter(|_| run.scenes.incident(incident).state == IncidentState::Active) {
        let (kind, sender) = (MatterKind::Report, join(key, 6 + severity.gravity() as u64));
        let dispatch = report::Dispatch { kind, incident, from: None, sender, to, severity, version: 0, why: None, cause: entry };
        report::send(run, dispatch, None);
    }
}

/// The work on a need has freed its next person.
pub fn freed(run: &mut Run<'_>, id: NeedId) {
    let need = run.scenes.need(id);
    let (person, cause) = (PersonId(need.first_person + need.freed - 1), need.joined);
    rescue(run, id, person, cause);
}

/// The work on a need is done: whoever is left is free.
pub fn all_freed(run: &mut Run<'_>, id: NeedId) {
    let need = run.scenes.need_mut(id);
    let rest = need.first_person + need.freed..need.first_person + need.persons;
    let cause = need.joined;
    need.freed = need.persons;
    for person in rest {
        rescue(run, id, PersonId(person), cause);
    }
}

fn rescue(run: &mut Run<'_>, id: NeedId, person: PersonId, cause: EntryId) {
    let state = run.scenes.person_mut(person);
    if state.fate != Fate::InDanger {
        return;
    }
    state.fate = Fate::Rescued;
    let incident = run.scenes.incident_of(id).expect("persons are in incidents");
    let milestone = Milestone::CasualtyRescued { person: number(run, incident, person) };
    let entry = run.note(milestone, About { incident: Some(incident), ..About::default() }, cause);
    let injury = run.scenes.persons[person.0 as usize].injury;
    if injury != care::UNHURT {
        run.scenes.incident_mut(incident).injured += 1;
        grade(run, incident, entry);
        care::freed(run, incident, person, injury);
    }
}
