//! Populations that are moved under a deadline.

use liandong::engine::time::{SimTime, Span};
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::grading::{GradingMeasure, GradingRow};
use liandong::scenario::load::Exercise;
use liandong::scenario::territory::Rows;
use liandong::terms::severity::Severity;
use proptest::prelude::*;

use crate::county::{County, incident, times, units};
use crate::drill::{Drill, fixed, runs};
use crate::oracle::hold;

/// Three places of 100, 50 and 250 persons; teams at the place itself, sent for at once.
fn moving(teams: u32, persons_per_unit_h: f64, more: &str) -> Drill {
    let mut drill = Drill::chain_of_four();
    drill.units = vec![("j".to_owned(), "engine", teams), ("j".to_owned(), "truck", 1)];
    let place = |persons: u32| format!(r#"(name: (zh: "村", en: "village"), persons: {persons})"#);
    let places = [100, 50, 250].map(place).join(", ");
    let work = format!("Evacuation((places: [{places}], persons_per_unit_h: {persons_per_unit_h:?}{more}))");
    drill.incidents = vec![(0.0, "j000".to_owned(), (0.0, 0.0), vec![("fire", teams, work)])];
    drill
}

fn run(exercise: &Exercise) -> RunRecord {
    let record = runs(exercise, 1).0.remove(0);
    hold(&record);
    record
}

/// Minutes and persons of the places, in the order in which they were cleared.
fn cleared(record: &RunRecord) -> Vec<(f64, u32)> {
    let places = record.entries.iter().filter_map(|entry| match entry.milestone {
        Milestone::PlaceCleared { persons, .. } => Some(((entry.time - SimTime::ZERO).minutes(), persons)),
        _ => None,
    });
    places.collect()
}

fn caught(record: &RunRecord) -> Option<(SimTime, u32)> {
    record.entries.iter().find_map(|entry| match entry.milestone {
        Milestone::DeadlinePassed { caught } => Some((entry.time, caught)),
        _ => None,
    })
}

#[test]
fn places_are_cleared_one_after_the_other() {
    // Two teams of 50 persons an hour: 100 persons in an hour.
    let record = run(&moving(2, 50.0, "").load(&[]));
    assert_eq!(cleared(&record), [(60.0, 100), (90.0, 50), (240.0, 250)]);
    assert_eq!(caught(&record), None);
}

#[test]
fn who_is_not_out_at_the_deadline_is_caught_and_moved_later() {
    let record = run(&moving(2, 50.0, ", until: Some(AfterMin(120))").load(&[]));
    assert_eq!(caught(&record), Some((SimTime::from_minutes(120.0), 200)), "100 + 50 + 50 are out");
    assert_eq!(cleared(&record).len(), 3);
    // At the very minute when the last one is out nobody is caught.
    let record = run(&moving(2, 50.0, ", until: Some(AfterMin(240))").load(&[]));
    assert_eq!(caught(&record), Some((SimTime::from_minutes(240.0), 0)));
}

#[test]
fn people_who_are_not_on_the_register_take_longer() {
    // A tenth is not on it and takes eleven times as long: all twice.
    let record = run(&moving(2, 50.0, ", unlisted: 0.1, search_factor: 11").load(&[]));
    let minutes: Vec<f64> = cleared(&record).iter().map(|(min, _)| *min).collect();
    assert!(minutes.iter().zip([120.0, 180.0, 480.0]).all(|(found, wanted)| (found - wanted).abs() < 1e-3), "{minutes:?}");
}

#[test]
fn a_bad_register_is_shipped_and_costs_hours() {
    let moved = |unlisted: f64| -> (u32, f64) {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_register.ron");
        let mut exercise = crate::drill::load(&path, &[]);
        let liandong::scenario::incidents::WorkSpec::Evacuation(work) = &mut exercise.incidents.scripted[0].profile.needs[0].work
        else {
            panic!("the need is an evacuation")
        };
        work.unlisted = unlisted;
        let (records, _) = runs(&exercise, 12);
        records.iter().for_each(hold);
        let left = records.iter().map(|record| caught(record).map_or(0, |(_, caught)| caught)).sum::<u32>() / 12;
        let out = records.iter().map(|record| cleared(record).last().map_or(1_440.0, |(min, _)| *min)).sum::<f64>() / 12.0;
        (left, out)
    };
    let (whole, shipped, worse) = (moved(0.0), moved(0.2), moved(0.4));
    assert!(whole.0 < shipped.0 && shipped.0 < worse.0, "caught {whole:?} {shipped:?} {worse:?}");
    assert!(whole.1 + 60.0 < shipped.1 && shipped.1 + 60.0 < worse.1, "out {whole:?} {shipped:?} {worse:?}");
}

#[test]
fn a_gate_that_opens_on_a_decision_is_a_deadline() {
    let mut drill = moving(2, 50.0, r#", until: Some(Contained("i1"))"#);
    let gate = |min: u32| vec![("boat", 1, format!("PerUnit(Deterministic(min: {min}))"))];
    drill.incidents.push((30.0, "j000".to_owned(), (0.0, 0.0), gate(50)));
    assert_eq!(caught(&run(&drill.load(&[]))), Some((SimTime::from_minutes(80.0), 400 - 133)));
    // Decided on a day later it finds nobody any more.
    drill.telephone = (1.0, fixed(0.0));
    drill.incidents[1].3 = gate(1_000);
    assert_eq!(caught(&run(&drill.load(&[]))).map(|(_, caught)| caught), Some(0));
}

#[test]
fn grades_follow_those_moved_and_those_in_danger() {
    let grade = |measure, at_least| {
        let mut exercise = moving(2, 50.0, "").load(&[]);
        let row = GradingRow { hazard: "fire".into(), measure, severity: Severity::II, at_least, source: "assumption".into() };
        exercise.scenario.grading = Rows::List(vec![row]);
        let record = run(&exercise);
        record.entries.iter().find(|entry| matches!(entry.milestone, Milestone::IncidentWorsened { .. })).map(|entry| entry.time)
    };
    assert_eq!(grade(GradingMeasure::Evacuated, 101), Some(SimTime::ZERO + Span::from_minutes(90.0)));
    assert_eq!(grade(GradingMeasure::Evacuated, 401), None);
    assert_eq!(grade(GradingMeasure::InDanger, 400), Some(SimTime::ZERO));
    assert_eq!(grade(GradingMeasure::Trapped, 1), None);
}

#[test]
fn an_evacuation_that_begins_after_its_gate_was_contained_comes_too_late_for_all() {
    let places = r#"(capability: "search", units: 1, work: Evacuation((places: [(name: (zh: "村", en: "village"), persons: 100)],
        persons_per_unit_h: 10, until: Some(Contained("i1")))))"#;
    let record = County {
        units: units(&[("e", "engine", "brigade", 1), ("s", "squad", "brigade", 1)]),
        scripted: incident("i1", 0.0, r#"(capability: "fire", units: 1, work: Shared(unit_h: 0.5))"#, "")
            + &incident("i2", 200.0, places, ""),
        ..County::quiet()
    }
    .run();
    assert_eq!(times(&record, Milestone::DeadlinePassed { caught: 100 }), [200.0]);
    assert_eq!(times(&record, Milestone::IncidentContained).len(), 2, "they are moved all the same");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn more_teams_and_later_deadlines_never_catch_more(
        teams in 1_u32..5, more in 0_u32..4, deadline in 1_u32..400, later in 0_u32..300
    ) {
        let at = |teams: u32, min: u32| {
            caught(&run(&moving(teams, 37.0, &format!(", until: Some(AfterMin({min}))")).load(&[]))).unwrap().1
        };
        let all = at(teams, deadline);
        prop_assert!(all <= 400 && at(teams + more, deadline) <= all && at(teams, deadline + later) <= all);
    }
}
