//! Units called off from lighter incidents, and units sent again on their way back.

use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::dispatch::{CallOffSpec, DispatchRow, KeptSpec, PolicySpec, ReserveSpec};
use liandong::scenario::load::Exercise;
use liandong::scenario::structure::PostRef;
use liandong::terms::severity::Severity;
use proptest::prelude::{ProptestConfig, any, prop, prop_assert, prop_assert_eq, proptest};

use crate::county::{County, count, incident, units};
use crate::drill::{Drill, fixed, lines, runs};
use crate::oracle::hold;

const NEVER: DispatchRow = DispatchRow {
    post: PostRef { line: String::new(), echelon: String::new() },
    policy: PolicySpec::Nearest,
    collect_min: None,
    reserve: None,
    calls_off: None,
    redirects: false,
};

pub fn law() -> DispatchRow {
    DispatchRow { post: PostRef { line: "government".into(), echelon: "l0".into() }, ..NEVER }
}

pub fn calling(grades: u32, at_work: bool) -> DispatchRow {
    DispatchRow { calls_off: Some(CallOffSpec { grades, at_work }), ..law() }
}

/// Fires of given minute, place, work and grade, one engine each wanted, decided at the top; the engines stand at (6, 3).
fn fires(engines: u32, rows: &[(f64, (f64, f64), String, Severity)]) -> Exercise {
    let mut drill = Drill { branches: vec![2], officers: vec![1; 2], relays: vec![fixed(0.0)], ..Drill::chain_of_four() };
    drill.services.truncate(2);
    drill.units = vec![("j0".into(), "engine", engines)];
    let of = |(min, place, work, _): &(f64, (f64, f64), String, Severity)| {
        (*min, "j0".to_owned(), *place, vec![("fire", 1, work.clone())])
    };
    drill.incidents = rows.iter().map(of).collect();
    let mut exercise = drill.load(&[]);
    for (incident, (.., severity)) in exercise.incidents.scripted.iter_mut().zip(rows) {
        incident.profile.severity = *severity;
    }
    exercise
}

pub fn run(mut exercise: Exercise, row: DispatchRow) -> RunRecord {
    exercise.structures[0].dispatch = vec![row];
    let record = runs(&exercise, 1).0.remove(0);
    hold(&record);
    record
}

/// Minutes at which something happened to an incident, to the second.
fn times(record: &RunRecord, incident: u32, milestone: Milestone) -> Vec<f64> {
    let of = |entry: &&liandong::journal::entry::Entry| {
        entry.milestone == milestone && entry.about.incident.is_some_and(|id| id.0 == incident)
    };
    let minutes = record.entries.iter().filter(of).map(|entry| (entry.time - liandong::engine::time::SimTime::ZERO).minutes());
    minutes.map(|min| (min * 60.0).round() / 60.0).collect()
}

fn near(seen: &[f64], wanted: &[f64]) {
    let is_near = seen.len() == wanted.len() && seen.iter().zip(wanted).all(|(seen, wanted)| (seen - wanted).abs() < 0.02);
    assert!(is_near, "at {seen:?} min, and should be at {wanted:?}");
}

/// A light fire 30 km off at 0 min, a grave one at 10 min, 10 km from where the engine is by then.
pub fn on_the_way() -> Exercise {
    let work = || "PerUnit(Deterministic(min: 30.0))".to_owned();
    fires(1, &[(0.0, (36.0, 3.0), work(), Severity::IV), (10.0, (16.0, 13.0), work(), Severity::II)])
}

#[test]
fn a_unit_on_its_way_to_a_light_fire_turns_to_a_grave_one_from_where_it_is() {
    let plain = run(on_the_way(), law());
    near(&times(&plain, 0, Milestone::UnitArrived), &[30.0]);
    near(&times(&plain, 1, Milestone::UnitArrived), &[30.0 + 30.0 + 30.0 + 14.142]);
    let called = run(on_the_way(), calling(1, false));
    near(&times(&called, 0, Milestone::OrderSuperseded), &[10.0]);
    near(&times(&called, 1, Milestone::UnitArrived), &[20.0]);
    // After half an hour of work it drives home, 14.142 km, and only then out to the light fire.
    near(&times(&called, 0, Milestone::UnitArrived), &[50.0 + 14.142 + 30.0]);
    assert_eq!(times(&called, 0, Milestone::IncidentContained).len(), 1, "the lighter need is sought for again");
}

#[test]
fn a_unit_on_its_way_back_is_sent_again_from_where_it_is() {
    let both = run(on_the_way(), DispatchRow { redirects: true, ..calling(1, false) });
    // Straight from one fire to the other, 22.361 km.
    near(&times(&both, 0, Milestone::UnitArrived), &[50.0 + 22.361]);
    let turned = run(on_the_way(), DispatchRow { redirects: true, ..law() });
    near(&times(&turned, 1, Milestone::UnitArrived), &[60.0 + 22.361]);
    near(&times(&turned, 1, Milestone::UnitRedirected), &[60.0]);
    // From the second fire it goes home the straight way, not the way it came.
    near(&times(&turned, 1, Milestone::UnitReturned), &[60.0 + 22.361 + 30.0 + 14.142]);
}

#[test]
fn units_are_called_off_only_for_incidents_graver_by_so_much() {
    let called = |grades| !times(&run(on_the_way(), calling(grades, true)), 0, Milestone::OrderSuperseded).is_empty();
    assert_eq!([called(1), called(2), called(3)], [true, true, false]);
}

/// A light fire next door that an engine is working on when a grave one breaks out.
fn at_work() -> Exercise {
    let shared = "Shared(unit_h: 1.0)".to_owned();
    let work = "PerUnit(Deterministic(min: 30.0))".to_owned();
    fires(1, &[(0.0, (6.0, 13.0), shared, Severity::III), (40.0, (6.0, 33.0), work, Severity::I)])
}

#[test]
fn a_unit_at_work_is_called_off_where_the_law_says_so_and_its_work_is_taken_up_where_it_stood() {
    assert!(times(&run(at_work(), calling(1, false)), 0, Milestone::OrderSuperseded).is_empty());
    let called = run(at_work(), calling(1, true));
    near(&times(&called, 0, Milestone::OrderSuperseded), &[40.0]);
    near(&times(&called, 1, Milestone::UnitArrived), &[60.0]);
    // Half of the hour's work was done from minute 10 to 40. Home from the grave fire at 90 + 30, back at the light one 10 later.
    near(&times(&called, 0, Milestone::WorkBegun { capability: liandong::terms::id::CapabilityId(0) }), &[10.0, 130.0]);
    near(&times(&called, 0, Milestone::IncidentContained), &[160.0]);
}

#[test]
fn a_crew_on_its_way_to_its_rest_is_not_turned_round() {
    let record = County {
        units: units(&[("e", "engine", "brigade", 1)]),
        scripted: incident("i1", 0.0, r#"(capability: "fire", units: 1, work: Shared(unit_h: 30))"#, ""),
        tables: r#"fitness: [(unit_type: "engine", rest: Some((after_h: 8, for_h: 8)))],
            dispatch: [(post: (line: "gov", echelon: "lower"), redirects: true)],"#
            .to_owned(),
        horizon_h: 72.0,
        ..County::quiet()
    }
    .run();
    // Thirty hours of work in four turns of at most eight.
    let records = [record];
    let seen = [Milestone::CrewRelieved, Milestone::RestBegun, Milestone::UnitRedirected, Milestone::IncidentContained];
    assert_eq!(seen.map(|milestone| count(&records, milestone)), [3, 3, 0, 1]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn whoever_is_called_off_every_fire_is_put_out_in_the_end(
        rows in prop::collection::vec((0.0_f64..240.0, 0.0_f64..40.0, 0.0_f64..20.0, 0_usize..4, any::<bool>()), 2..10),
        engines in 1_u32..4,
        grades in 1_u32..3,
        switches in prop::array::uniform4(any::<bool>()),
    ) {
        let work = |is_shared: bool| {
            if is_shared { "Shared(unit_h: 0.7)".to_owned() } else { "PerUnit(Deterministic(min: 35.0))".to_owned() }
        };
        let of = |(min, x, y, severity, is_shared): &(f64, f64, f64, usize, bool)| {
            (*min, (*x, *y), work(*is_shared), Severity::ALL[*severity])
        };
        let exercise = fires(engines, &rows.iter().map(of).collect::<Vec<_>>());
        let [at_work, redirects, keeps, collects] = switches;
        let kept = ReserveSpec { kept: KeptSpec::Units(1), from_severity: Severity::II, capabilities: None };
        let law = DispatchRow {
            redirects,
            reserve: (keeps && engines > 1).then_some(kept),
            collect_min: collects.then_some(4.0),
            policy: if collects { PolicySpec::Batch } else { PolicySpec::Nearest },
            ..calling(grades, at_work)
        };
        let record = run(exercise.clone(), law.clone());
        let contained = record.entries.iter().filter(|entry| entry.milestone == Milestone::IncidentContained).count();
        prop_assert_eq!(contained, rows.len());
        let back = record.entries.iter().filter(|entry| entry.milestone == Milestone::UnitReturned).count();
        let out = record.entries.iter().filter(|entry| entry.milestone == Milestone::OrderReceived).count();
        let elsewhere = |m: &Milestone| matches!(m, Milestone::OrderSuperseded | Milestone::UnitRedirected);
        let turned = record.entries.iter().filter(|entry| elsewhere(&entry.milestone)).count();
        prop_assert!(out == back + turned, "{} orders received, {} returns, {} turned elsewhere", out, back, turned);
        prop_assert_eq!(lines(&record), lines(&run(exercise, law)), "the same run twice");
    }
}
