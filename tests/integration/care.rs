//! The injured: freed, brought to hospitals in an order, treated, saved or not.

use std::collections::BTreeSet;

use liandong::engine::time::{SimTime, Span};
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::model::incident::care::Curve;
use liandong::scenario::care::{CareSpec, CurvePoint, CurveSpec, DelayUntil, HospitalSpec, InjurySpec, LossSpec, SceneCareSpec};
use liandong::scenario::incidents::{CasualtySpec, DetectionOverride, NeedSpec, PlaceSpec, WorkSpec};
use liandong::scenario::law::LawSpec;
use liandong::scenario::load::Exercise;
use liandong::scenario::territory::Rows;
use liandong::terms::language::Name;
use proptest::prelude::*;

use crate::county::{CUT_OFF, County, count as reached, incident, units};
use crate::drill::{Drill, lines, runs};
use crate::oracle::hold;

const fn minutes(min: f64) -> LawSpec {
    LawSpec::Deterministic { min }
}

fn hospital(id: &str, x_km: f64, beds: u32, places: u32, treatment_min: f64) -> HospitalSpec {
    let place = PlaceSpec { jurisdiction: "j".into(), lon: None, lat: None, x_km: Some(x_km), y_km: Some(0.0) };
    HospitalSpec { id: id.into(), name: Name::new("医院", "hospital"), place, beds, places, treatment: minutes(treatment_min) }
}

/// The fifth scenario of Mills, Argon and Ziya (2013).
fn care(counts: DelayUntil) -> CareSpec {
    let class = |id: &str, at_once, scale_min, shape| InjurySpec {
        id: id.into(),
        name: Name::new("类", id),
        survival: CurveSpec::LogLogistic { at_once, scale_min, shape },
    };
    CareSpec {
        injuries: vec![class("red", 0.56, 91.0, 1.58), class("yellow", 0.81, 160.0, 2.41)],
        hospitals: vec![hospital("h", 0.0, 1_000, 1_000, 10.0)],
        counts,
        scene_care: None,
    }
}

/// So many red and yellow patients, free at once, and ambulances that are there after so many minutes and back after each trip.
fn mass((red, yellow): (u32, u32), ambulances: u32, trip_min: f64, first_min: f64, order: &[&str]) -> Exercise {
    let mut drill = Drill::chain_of_four();
    drill.units = vec![("j".to_owned(), "engine", 1), ("j0".to_owned(), "truck", ambulances)];
    drill.incidents = vec![(0.0, "j000".to_owned(), (0.0, 0.0), vec![("fire", 1, "Shared(unit_h: 0.0000001)".to_owned())])];
    drill.horizon_h = 48.0;
    let mut exercise = drill.load(&[]);
    let Rows::List(units) = &mut exercise.world.units else { panic!("the units stand in the file") };
    (units[1].x_km, units[1].y_km) = (Some(first_min), Some(0.0));
    let profile = &mut exercise.incidents.scripted[0].profile;
    let work = WorkSpec::Transport { load: minutes(0.0), unload: minutes(trip_min) };
    profile.needs.push(NeedSpec { capability: "boat".into(), units: ambulances, work, after: None });
    for (persons, injury) in [(red, "red"), (yellow, "yellow")] {
        let (capability, survival) = ("fire".into(), minutes(1e6));
        let row = CasualtySpec { persons, capability, survival, injury: Some(injury.into()), begun_counts: false };
        profile.casualties.extend((persons > 0).then_some(row));
    }
    exercise.incidents.care = Some(Box::new(care(DelayUntil::PickUp)));
    exercise.structures[0].transport_order = order.iter().map(|id| (*id).to_owned()).collect();
    exercise
}

fn run(exercise: &Exercise, replications: u32) -> Vec<RunRecord> {
    let (records, _) = runs(exercise, replications);
    records.iter().for_each(hold);
    records
}

/// When each person was picked up.
fn loaded(record: &RunRecord) -> Vec<(u32, Span)> {
    let entries = record.entries.iter().filter_map(|entry| match entry.milestone {
        Milestone::PatientLoaded { person } => Some((person, entry.time - SimTime::ZERO)),
        _ => None,
    });
    entries.collect()
}

fn saved(record: &RunRecord) -> BTreeSet<u32> {
    let entries = record.entries.iter().filter_map(|entry| match entry.milestone {
        Milestone::CasualtyTreated { person } => Some(person),
        _ => None,
    });
    entries.collect()
}

#[test]
fn the_order_of_transport_has_its_exact_expectation_and_turns_with_the_means() {
    let (red, yellow) = (Curve::LogLogistic(0.56, 91.0, 1.58), Curve::LogLogistic(0.81, 160.0, 2.41));
    for (patients, ambulances, trip, first, wanted) in [
        ((10, 10), 2, 30.0, 15.0, [6.049_890, 7.851_166]),
        ((10, 10), 1, 30.0, 15.0, [2.985_974, 5.110_640]),
        ((10, 20), 3, 60.0, 30.0, [5.062_038, 7.905_829]),
        ((4, 8), 4, 60.0, 45.0, [5.624_056, 6.101_828]),
        ((2, 2), 2, 90.0, 10.0, [2.312_089, 2.136_326]),
    ] {
        for (order, wanted) in [["red", "yellow"], ["yellow", "red"]].into_iter().zip(wanted) {
            let record = run(&mass(patients, ambulances, trip, first, &order), 1).remove(0);
            let chance = |(person, delay): &(u32, Span)| if *person <= patients.0 { &red } else { &yellow }.after(*delay);
            let survivors: f64 = loaded(&record).iter().map(chance).sum();
            assert!((survivors - wanted).abs() < 2e-6, "{patients:?} {order:?}: {survivors}, not {wanted}");
        }
    }
}

#[test]
fn outcomes_follow_their_chance_and_each_person_has_one_draw() {
    let (yellow_first, red_first) =
        (mass((10, 10), 2, 30.0, 15.0, &["yellow", "red"]), mass((10, 10), 2, 30.0, 15.0, &["red", "yellow"]));
    let n = 400;
    let (a, b) = (run(&yellow_first, n), run(&red_first, n));
    let mean = |records: &[RunRecord]| records.iter().map(|r| saved(r).len()).sum::<usize>() as f64 / f64::from(n);
    // The variance of a sum of independent outcomes is below 20 / 4.
    let error = libm::sqrt(5.0 / f64::from(n));
    assert!(
        (mean(&a) - 7.851_166).abs() < 4.0 * error && (mean(&b) - 6.049_890).abs() < 4.0 * error,
        "{} {}",
        mean(&a),
        mean(&b)
    );
    for (a, b) in a.iter().zip(&b) {
        for (person, delay) in loaded(a) {
            let other = loaded(b).iter().find(|(other, _)| *other == person).unwrap().1;
            assert!(delay > other || saved(a).contains(&person) || !saved(b).contains(&person), "sooner is never worse");
        }
    }
}

#[test]
fn as_they_are_freed_is_the_order_without_a_policy() {
    let record = run(&mass((3, 3), 1, 10.0, 5.0, &[]), 1).remove(0);
    assert_eq!(loaded(&record).iter().map(|(person, _)| *person).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
    let contained = record.entries.iter().find(|entry| entry.milestone == Milestone::IncidentContained).unwrap();
    assert_eq!(contained.time, SimTime::from_minutes(55.0), "with the last delivery, at the hospital next to it");
}

fn delivered(record: &RunRecord) -> Vec<u32> {
    let entries = record.entries.iter().filter_map(|entry| match entry.milestone {
        Milestone::PatientDelivered { hospital, .. } => Some(hospital),
        _ => None,
    });
    entries.collect()
}

#[test]
fn the_nearest_hospital_with_a_free_bed_is_taken_and_the_nearest_when_all_are_full() {
    let mut exercise = mass((6, 0), 1, 1.0, 0.0, &[]);
    exercise.incidents.care.as_mut().unwrap().hospitals =
        vec![hospital("far", 20.0, 2, 9, 1.0), hospital("near", 2.0, 3, 9, 1.0)];
    assert_eq!(delivered(&run(&exercise, 1)[0]), [1, 1, 1, 0, 0, 1]);
}

#[test]
fn who_finds_no_place_waits_and_the_gravest_is_next() {
    // One place, an hour each: the first patient (yellow) has it; then the two red ones go before the other yellow ones.
    let mut exercise = mass((2, 3), 5, 1.0, 0.0, &["yellow", "red"]);
    let care = exercise.incidents.care.as_mut().unwrap();
    care.hospitals = vec![hospital("h", 0.0, 9, 1, 60.0)];
    care.counts = DelayUntil::Treatment;
    for injury in &mut care.injuries {
        injury.survival = CurveSpec::LogLogistic { at_once: 1.0, scale_min: 1e9, shape: 1.0 };
    }
    let record = run(&exercise, 1).remove(0);
    let treated: Vec<(u32, f64)> = record
        .entries
        .iter()
        .filter_map(|entry| match entry.milestone {
            Milestone::CasualtyTreated { person } => Some((person, (entry.time - SimTime::ZERO).hours())),
            _ => None,
        })
        .collect();
    let order: Vec<u32> = treated.iter().map(|(person, _)| *person).collect();
    assert_eq!(order, [3, 1, 2, 4, 5]);
    assert!(treated.iter().zip(0..).all(|((_, at), n)| (at - f64::from(n)).abs() < 1e-5), "{treated:?}");
}

#[test]
fn treatment_at_the_scene_slows_the_delay() {
    let saved_with = |factor: Option<f64>| {
        let mut exercise = mass((0, 20), 1, 30.0, 15.0, &[]);
        let scene = factor.map(|factor| SceneCareSpec { capability: "fire".into(), factor });
        exercise.incidents.care.as_mut().unwrap().scene_care = scene;
        run(&exercise, 60).iter().map(saved).collect::<Vec<_>>()
    };
    let (none, whole, half, still) = (saved_with(None), saved_with(Some(1.0)), saved_with(Some(0.5)), saved_with(Some(0.0)));
    assert_eq!(none, whole);
    let count = |sets: &[BTreeSet<u32>]| sets.iter().map(BTreeSet::len).sum::<usize>();
    assert!(none.iter().zip(&half).all(|(a, b)| a.is_subset(b)) && half.iter().zip(&still).all(|(a, b)| a.is_subset(b)));
    assert!(count(&none) + 100 < count(&half) && count(&half) + 100 < count(&still));
    // Without any further delay 0.81 of them live.
    assert!((count(&still) as f64 / 1_200.0 - 0.81).abs() < 4.0 * libm::sqrt(0.81 * 0.19 / 1_200.0));
}

/// Four hundred cardiac arrests: bystanders, engines with a defibrillator and ambulances come after so many minutes.
fn arrests(losses: Option<Vec<LossSpec>>, engine_min: f64, ambulance_min: f64) -> Vec<BTreeSet<u32>> {
    let mut exercise = mass((400, 0), 400, 5.0, ambulance_min - engine_min, &[]);
    let detected = DetectionOverride { channel: "telephone".into(), delay: minutes(engine_min) };
    exercise.incidents.scripted[0].detection = Some(vec![detected]);
    let flat = CurveSpec::Points(vec![CurvePoint { min: 0.0, chance: 0.325 }]);
    exercise.incidents.care.as_mut().unwrap().injuries[0].survival =
        losses.map_or(flat, |losses| CurveSpec::Interventions { at_once: 0.67, losses });
    run(&exercise, 5).iter().map(saved).collect()
}

#[test]
fn after_a_cardiac_arrest_each_intervention_ends_its_own_loss() {
    let loss = |per_min, until: Option<&str>, bystander| LossSpec { per_min, until: until.map(Into::into), bystander };
    let larsen = |cpr| vec![loss(0.023, Some("fire"), cpr), loss(0.011, Some("fire"), None), loss(0.021, Some("boat"), None)];
    // Resuscitation after 3 min, defibrillation after 6, advanced care after 10: 67 − 6.9 − 6.6 − 21 = 32.5 %.
    let helped = arrests(Some(larsen(Some(minutes(3.0)))), 6.0, 10.0);
    assert_eq!(helped, arrests(None, 6.0, 10.0), "the same draws against the same chance");
    let share = helped.iter().map(BTreeSet::len).sum::<usize>() as f64 / 2_000.0;
    assert!((share - 0.325).abs() < 4.0 * libm::sqrt(0.325 * 0.675 / 2_000.0), "{share}");
    // A bystander who comes after the engine is none; whom no unit's capability names is helped when picked up.
    let alone = arrests(Some(larsen(None)), 6.0, 10.0);
    assert_eq!(alone, arrests(Some(larsen(Some(minutes(30.0)))), 6.0, 10.0));
    let picked_up = vec![loss(0.023, Some("fire"), None), loss(0.011, Some("fire"), None), loss(0.021, None, None)];
    assert_eq!(alone, arrests(Some(picked_up), 6.0, 10.0));
    assert!(alone.iter().zip(&helped).all(|(alone, helped)| alone.is_subset(helped) && alone.len() < helped.len()));
    // Nobody lives when all is twelve and a quarter minutes late.
    assert!(arrests(Some(larsen(None)), 12.25, 12.25).iter().all(BTreeSet::is_empty));
}

/// One person an hour is freed, and each dies after an hour and a half unless free.
fn slow(begun_counts: bool) -> RunRecord {
    let mut drill = Drill::chain_of_four();
    drill.incidents = vec![(0.0, "j000".to_owned(), (0.0, 0.0), vec![("fire", 1, "Shared(unit_h: 3)".to_owned())])];
    let mut exercise = drill.load(&[]);
    let (capability, survival) = ("fire".into(), minutes(90.0));
    exercise.incidents.scripted[0].profile.casualties =
        vec![CasualtySpec { persons: 3, capability, survival, injury: None, begun_counts }];
    exercise.incidents.care = Some(Box::new(care(DelayUntil::Treatment)));
    run(&exercise, 1).remove(0)
}

#[test]
fn the_begin_of_the_work_on_a_person_may_count() {
    let died = |record: &RunRecord| {
        let died = record.entries.iter().filter_map(|entry| match entry.milestone {
            Milestone::CasualtyDied { person } => Some(person),
            _ => None,
        });
        died.collect::<Vec<_>>()
    };
    assert_eq!(died(&slow(false)), [2, 3]);
    assert_eq!(died(&slow(true)), [3], "the second was being freed");
    assert_eq!(slow(true).incidents[0].preventable, 1, "the first unit could have been there at once");
}

#[test]
fn care_for_nobody_changes_nothing() {
    let mut drill = Drill::chain_of_four();
    drill.incidents = vec![(0.0, "j000".to_owned(), (0.0, 0.0), vec![("fire", 1, "Shared(unit_h: 3)".to_owned())])];
    let plain = drill.load(&[]);
    let mut with = plain.clone();
    with.incidents.care = Some(Box::new(care(DelayUntil::Treatment)));
    assert_eq!(lines(&run(&plain, 1)[0]), lines(&run(&with, 1)[0]));
}

/// Ten injured for two ambulances, half an hour's drive from the only hospital, with limits to the ambulances.
fn shuttle(hospital: &str, limits: &str) -> County {
    // The list of casualties follows that of the needs.
    let needs = r#"(capability: "fire", units: 1, work: Shared(unit_h: 20)),
        (capability: "carry", units: 1, work: Transport(load: Deterministic(min: 5), unload: Deterministic(min: 5)))],
        casualties: [(persons: 10, capability: "fire", survival: Deterministic(min: 100000), injury: Some("red"))"#;
    County {
        units: units(&[("e", "engine", "brigade", 1), ("m", "ambulance", "brigade", 2)]),
        scripted: incident("i1", 0.0, needs, ""),
        tape: format!(
            r#"care: Some((injuries: [(id: "red", name: (zh: "红", en: "red"),
                survival: LogLogistic(at_once: 0.9, scale_min: 900, shape: 1.5))],
              hospitals: [(id: "h", name: (zh: "院", en: "hospital"), place: (jurisdiction: "{hospital}", x_km: Some(38), y_km: Some(0)),
                beds: 100, places: 10, treatment: Deterministic(min: 60))])),"#
        ),
        tables: format!(r#"fitness: [(unit_type: "ambulance", {limits})],"#),
        horizon_h: 200.0,
        replications: 10,
        ..County::quiet()
    }
}

#[test]
fn ambulances_are_relieved_at_the_scene_and_what_they_fail_with_is_brought_by_others() {
    let tired = shuttle("k1", "rest: Some((after_h: 3, for_h: 8))").runs();
    let failing = shuttle("k1", "failure: Some((per_h: 0.7, repair: Deterministic(min: 30)))").runs();
    assert!(reached(&tired, Milestone::CrewRelieved) > 10 && reached(&failing, Milestone::UnitFailed) > 40);
    let mut loaded = 0;
    for record in tired.iter().chain(&failing) {
        let delivered = record.entries.iter().filter(|entry| matches!(entry.milestone, Milestone::PatientDelivered { .. }));
        assert_eq!(delivered.count(), 10);
        loaded += record.entries.iter().filter(|entry| matches!(entry.milestone, Milestone::PatientLoaded { .. })).count();
    }
    assert!(loaded > 200, "{loaded}: some are loaded again");
    assert_eq!(reached(&tired, Milestone::IncidentContained) + reached(&failing, Milestone::IncidentContained), 20);
}

#[test]
fn the_injured_need_a_hospital_that_can_be_reached() {
    let cut_off = |hospital| County { travel: CUT_OFF.to_owned(), ..shuttle(hospital, "rest: Some((after_h: 3, for_h: 8))") };
    assert!(cut_off("k1").problems().is_empty());
    let problems = cut_off("k2").problems();
    assert!(problems.iter().any(|problem| problem.contains("no hospital and back")), "{problems:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn more_ambulances_at_the_same_times_never_cost_a_life(
        red in 0_u32..8, yellow in 1_u32..8, ambulances in 1_u32..4, more in 1_u32..4, trip in 1_u32..90, first in 0_u32..60
    ) {
        let at = |ambulances| run(&mass((red, yellow), ambulances, f64::from(trip), f64::from(first), &["red", "yellow"]), 3);
        for (few, many) in at(ambulances).iter().zip(&at(ambulances + more)) {
            prop_assert!(saved(few).is_subset(&saved(many)), "{:?} are saved by few, {:?} by many", saved(few), saved(many));
            let ends = |record: &RunRecord, is: fn(&Milestone) -> bool| record.entries.iter().filter(|e| is(&e.milestone)).count();
            let lives = ends(few, |m| matches!(m, Milestone::CasualtyTreated { .. }));
            let deaths = ends(few, |m| matches!(m, Milestone::CasualtyDied { .. }));
            prop_assert_eq!(lives + deaths, (red + yellow) as usize, "everybody is saved or dead in two days");
        }
    }
}
