//! Every table of a structure and every part of a tape at once, at random, on random small scenarios: whatever mechanisms meet, the
//! rules hold, a structure against itself differs by exactly zero, and neither threads nor earlier replications show.

mod course;
mod means;
mod structure;

use std::collections::BTreeMap;

use liandong::engine::time::SimTime;
use liandong::experiment::design::Plan;
use liandong::experiment::study::run_exercise;
use liandong::journal::entry::Entry;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::simulation::assemble::{Files, prepare};
use liandong::simulation::runner::Runner;
use liandong::terms::id::{IncidentId, MatterId, UnitId};
use liandong::terms::traffic::MatterKind;
use proptest::prelude::*;

use crate::drill::{Drill, More, lines, runs};
use crate::invariants::{decisions_are_within_rights, drills};
use crate::oracle::hold;

/// A random drill with all tables and everything that a tape may hold.
fn full_drills() -> impl Strategy<Value = Drill> {
    drills().prop_flat_map(|drill| {
        let places: Vec<String> = drill.jurisdictions().into_iter().map(|(id, ..)| id).collect();
        let levels = drill.branches.len() + 1;
        let tables = (structure::command(levels), means::means(levels, drill.decides), structure::warnings(places.clone()));
        (Just(drill), tables, means::lines(levels, places), course::course(levels)).prop_flat_map(
            |(drill, tables, lines, course)| {
                let society = lines.agencies.split('"').find(|id| id.starts_with("s_")).expect("an agency of teams").to_owned();
                let tape = (course::incidents(society.clone()), course::injects(society));
                (Just(drill), Just(tables), Just(lines), Just(course), tape)
                    .prop_map(|(drill, tables, lines, course, tape)| join(drill, tables, lines, course, tape))
            },
        )
    })
}

/// Puts what was drawn into the files of a drill.
fn join(
    mut drill: Drill,
    (command, means, warnings): (String, String, String),
    lines: More,
    course: More,
    (drawn, injects): (Vec<course::Drawn>, String),
) -> Drill {
    let (tape, scenario, channels, handles) = (course.tape, course.scenario, course.channels, course.handles);
    let mut more = More { tape, scenario, channels, handles, ..lines };
    for (incident, drawn) in drill.incidents.iter_mut().zip(&drawn) {
        incident.3.clone_from(&drawn.needs);
        let hazard = if drawn.is_measured { "blaze" } else { "fire" };
        more.incidents.push((hazard, drawn.grade, drawn.profile.clone(), drawn.own.clone()));
    }
    if !drill.injects.is_empty() {
        drill.injects.push_str(", ");
    }
    drill.injects.push_str(&injects);
    let mut tables = command + &means;
    for level in (1..).zip(&drill.branches).filter(|(_, children)| **children == 1).map(|(level, _)| level) {
        // No place of this level is a second child, and so nothing is to be abolished.
        tables = tables.replace(&format!(r#"(level: "l{level}", kind: "k1")"#), "");
    }
    Drill { tables, warnings, more, ..drill }
}

/// Everything of a drill that goes on for ever is taken out, and its end put far off.
fn quiet(drill: &Drill) -> Drill {
    let mut quiet = Drill { horizon_h: 200.0, stochastic: String::new(), ..drill.clone() };
    quiet.injects = drill.injects.replace("until_min: None", "until_min: Some(500.0)");
    quiet.tables = drill.tables.replace("questions_per_unit_h: Some(3.0)", "questions_per_unit_h: None");
    quiet.more.handles = String::new();
    quiet
}

/// Long before the end nobody stands about: orders have reached their units, units are at home or at work, matters have been taken in
/// hand.
fn nothing_is_stuck(record: &RunRecord) {
    let late = SimTime(record.header.horizon_ms.ms() / 2);
    let mut orders: BTreeMap<(UnitId, IncidentId), &Entry> = BTreeMap::new();
    let mut units: BTreeMap<UnitId, &Entry> = BTreeMap::new();
    let mut matters: BTreeMap<MatterId, &Entry> = BTreeMap::new();
    for entry in &record.entries {
        if let Some(matter) = entry.about.matter {
            matters.insert(matter, entry);
        }
        let Some(unit) = entry.about.unit else { continue };
        match (entry.milestone, entry.about.incident) {
            (Milestone::OrderIssued { .. }, Some(incident)) => drop(orders.insert((unit, incident), entry)),
            (Milestone::OrderReceived | Milestone::OrderRejected | Milestone::OrderWithdrawn, Some(incident)) => {
                orders.remove(&(unit, incident));
                units.insert(unit, entry);
            }
            _ => drop(units.insert(unit, entry)),
        }
    }
    for entry in orders.values().filter(|entry| entry.time < late) {
        assert!(record.header.mechanisms.military, "{entry:?} never reached its unit");
    }
    for entry in units.values().filter(|entry| entry.time < late) {
        let is_on_its_way = matches!(
            entry.milestone,
            Milestone::OrderReceived
                | Milestone::SelfDeployed
                | Milestone::LetterAsked
                | Milestone::LetterIssued
                | Milestone::UnitDeparted
                | Milestone::UnitQueued
                | Milestone::UnitPassed
                | Milestone::UnitArrived
                | Milestone::UnitCheckedIn
                | Milestone::UnitReleased
                | Milestone::UnitFailed
                | Milestone::RestBegun
        );
        assert!(!is_on_its_way, "{entry:?} is the last that is heard of it");
    }
    // A decision may lose patience and go up without another word about the matter, and desks that are asked again and again while an
    // incident lasts may never come to the end of their work.
    let goes_on = |entry: &Entry| matches!(entry.milestone, Milestone::FollowUpBegun | Milestone::GroupAsked);
    if record.entries.iter().any(goes_on) {
        return;
    }
    let waits = |entry: &&&Entry| matches!(entry.milestone, Milestone::MatterReceived { kind } if kind != MatterKind::Decision);
    if let Some(entry) = matters.values().filter(|entry| entry.time < late).find(waits) {
        panic!("{entry:?} lies there for ever");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, failure_persistence: None, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn whatever_meets_the_rules_hold(drill in full_drills()) {
        for record in drill.runs() {
            hold(&record);
            decisions_are_within_rights(&drill, &record);
        }
    }

    #[test]
    fn nobody_and_nothing_is_stuck_for_ever(drill in full_drills()) {
        for record in quiet(&drill).runs() {
            hold(&record);
            nothing_is_stuck(&record);
        }
    }

    #[test]
    fn itself_against_itself_is_exactly_zero(drill in full_drills()) {
        let exercise = drill.load(&["plain.ron", "plain.ron"]);
        let (_, outcome) = runs(&exercise, 3);
        prop_assert!(!outcome.result.comparisons.is_empty());
        for row in &outcome.result.comparisons {
            prop_assert!(row.difference == 0.0 || row.difference.is_nan(), "{row:?}");
        }
    }

    #[test]
    fn neither_threads_nor_earlier_replications_show(drill in full_drills()) {
        let exercise = drill.load(&[]);
        let journals = [1, 2].map(|threads| {
            let mut all = Vec::new();
            let mut keep = |_: usize, record: &RunRecord| {
                all.push(lines(record));
                Ok(())
            };
            run_exercise(&exercise, &Plan { seed: 7, replications: 4, threads }, &mut keep, &|_| ()).unwrap();
            all
        });
        prop_assert!(journals[0] == journals[1]);
        let files = Files {
            scenario: &exercise.scenario,
            world: &exercise.world,
            incidents: &exercise.incidents,
            structure: &exercise.structures[0],
        };
        let prepared = prepare(files, "plain");
        let fresh: Vec<_> = (1..=2).map(|number| Runner::new(&prepared).run(7, number).entries).collect();
        let mut worker = Runner::new(&prepared);
        for number in [2, 1, 2] {
            prop_assert_eq!(&worker.run(7, number).entries, &fresh[number as usize - 1]);
        }
    }
}
