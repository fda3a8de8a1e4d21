//! What a response achieves, as it is measured: deaths that an earlier unit could have prevented, the gravest grades, the largest sizes,
//! and who is contained in time; and that more units at the same times never cost a life.

use std::path::Path as FilePath;

use liandong::journal::milestone::Milestone;
use liandong::measure::record::{RunRecord, StudyResult};
use liandong::scenario::exercise::Target;
use liandong::scenario::grading::{GradingMeasure, GradingRow};
use liandong::scenario::incidents::{CasualtySpec, WorkSpec};
use liandong::scenario::law::LawSpec;
use liandong::scenario::load::Exercise;
use liandong::scenario::territory::Rows;
use liandong::terms::interval::Path;
use liandong::terms::severity::Severity;
use proptest::prelude::*;

use crate::drill::{Drill, fixed, load, runs};
use crate::oracle::hold;

/// A task that engines 20 km away hear of after so many minutes; they muster in five.
fn far(engines: u32, work: &str, found_min: f64) -> Drill {
    let mut drill = Drill::chain_of_four();
    drill.units = vec![("j".to_owned(), "engine", engines)];
    drill.mobilisation = fixed(5.0);
    drill.telephone = (1.0, fixed(found_min));
    drill.incidents = vec![(0.0, "j000".to_owned(), (20.0, 0.0), vec![("fire", engines, work.to_owned())])];
    drill
}

/// One person for each of these times from onset to death, all freed by the task.
fn with_persons(drill: &Drill, deaths_min: &[f64]) -> Exercise {
    let mut exercise = drill.load(&[]);
    let row = |min: &f64| CasualtySpec {
        persons: 1,
        capability: "fire".into(),
        survival: LawSpec::Deterministic { min: *min },
        injury: None,
        begun_counts: false,
    };
    exercise.incidents.scripted[0].profile.casualties = deaths_min.iter().map(row).collect();
    exercise
}

/// The mean of a metric over the replications of the only structure.
fn metric(result: &StudyResult, id: &str) -> f64 {
    let at = result.metrics.iter().position(|metric| metric.id == id).unwrap_or_else(|| panic!("no metric {id}"));
    result.structures[0].estimates[at].mean
}

#[test]
fn who_dies_later_than_the_first_unit_could_have_come_died_in_vain() {
    // Known after an hour: the engine is there after 85 min; it could have been there after 25. One is dead before either.
    let exercise = with_persons(&far(1, "Shared(unit_h: 1)", 60.0), &[24.0, 26.0, 84.0, 1_000.0]);
    let (records, outcome) = runs(&exercise, 1);
    hold(&records[0]);
    assert_eq!((metric(&outcome.result, "persons_died"), metric(&outcome.result, "preventable_deaths")), (3.0, 2.0));
    let nobody = far(1, "Shared(unit_h: 1)", 60.0).load(&[]);
    let result = runs(&nobody, 1).1.result;
    assert!(result.metrics.iter().all(|metric| metric.id != "preventable_deaths"), "nobody is in danger");
}

fn graded(drill: &Drill) -> Exercise {
    let mut exercise = drill.load(&[]);
    let row = |(severity, at_least)| GradingRow {
        hazard: "fire".into(),
        measure: GradingMeasure::HazardSize,
        severity,
        at_least,
        source: "assumption".into(),
    };
    exercise.scenario.grading = Rows::List([(Severity::III, 3), (Severity::II, 6), (Severity::I, 12)].map(row).into());
    exercise.incidents.scripted.iter_mut().for_each(|incident| incident.profile.severity = Severity::IV);
    let target =
        |id: &str, within_min| Target { id: id.into(), path: Path::Containment, within_min, source: "assumption".into() };
    exercise.scenario.targets = vec![target("early", 100.0), target("late", 200.0)];
    exercise
}

#[test]
fn the_largest_size_its_grade_and_containment_in_time_are_exact() {
    // A task of 2 grows by 2 an hour; two engines work it off from minute 25 + found on, net nothing: four are needed to end it.
    let drill = |found| far(4, "Shared(unit_h: 2, growth_per_h: 1, growth: Linear, hazard_per_unit_h: Some(1.5))", found);
    // Found at once: 2 + 50/60 at minute 25, 1.5 times that is 4.25, grade III; four engines net 2 an hour: 85 min more, at minute 110.
    let soon = runs(&graded(&drill(0.0)), 1).1.result;
    let peak = metric(&soon, "hazard_peak");
    assert!((peak - 4.25).abs() < 1e-9, "{peak}");
    let grades = |result: &StudyResult| ["IV", "III", "II", "I"].map(|grade| metric(result, &format!("peak_grade.{grade}")));
    assert_eq!(grades(&soon), [0.0, 1.0, 0.0, 0.0]);
    assert_eq!((metric(&soon, "within_target.early"), metric(&soon, "within_target.late")), (0.0, 1.0));
    // Found after 95 min: 6 at minute 120, 9 in the unit of the hazard, grade II; three hours more.
    let late = runs(&graded(&drill(95.0)), 1).1.result;
    let peak = metric(&late, "hazard_peak");
    assert!((peak - 9.0).abs() < 1e-6, "{peak}");
    assert_eq!(grades(&late), [0.0, 0.0, 1.0, 0.0]);
    assert_eq!((metric(&late, "within_target.early"), metric(&late, "within_target.late")), (0.0, 0.0));
}

/// A shipped scenario under a shipped structure, with a change to its tape.
fn shipped(name: &str, structure: &str, replications: u32, change: impl FnOnce(&mut Exercise)) -> StudyResult {
    let path = FilePath::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    let mut exercise = load(&path, &[structure.to_owned()]);
    change(&mut exercise);
    let (records, outcome) = runs(&exercise, replications);
    records.iter().for_each(hold);
    outcome.result
}

#[test]
fn the_shipped_collapse_shows_what_scene_care_and_the_begin_of_a_rescue_are_worth() {
    let collapse = |change: fn(&mut Exercise)| shipped("demo_county_collapse.ron", "four_level", 40, change);
    let whole = collapse(|_| ());
    let untreated = collapse(|exercise| exercise.incidents.care.as_mut().unwrap().scene_care = None);
    let done = collapse(|exercise| exercise.incidents.scripted[0].profile.casualties[0].begun_counts = false);
    let still = collapse(|exercise| {
        let WorkSpec::Shared { growth_per_h, .. } = &mut exercise.incidents.scripted[0].profile.needs[1].work else { panic!() };
        *growth_per_h = 0.0;
    });
    let saved = |result| metric(result, "patients_saved");
    assert!(saved(&whole) > saved(&untreated), "{} with treatment at the scene, {}", saved(&whole), saved(&untreated));
    let freed = |result| metric(result, "persons_rescued");
    assert!(freed(&whole) > freed(&done) && freed(&whole) == freed(&still), "{} {}", freed(&whole), freed(&done));
    let end = |result| metric(result, "containment_time");
    assert!(end(&whole) > end(&still) + 120.0, "{} min with a ruin that slides, {}", end(&whole), end(&still));
}

#[test]
fn the_shipped_warehouse_is_held_only_while_it_is_small() {
    let run = |structure| shipped("demo_county_warehouse.ron", structure, 20, |_| ());
    let (near, far) = (run("four_level"), run("centralised"));
    let peak = |result| metric(result, "hazard_peak");
    assert!(peak(&near) < 25_000.0 && peak(&far) > 45_000.0 && peak(&far) < 50_001.0, "{} {} kW", peak(&near), peak(&far));
    let in_time = |result| metric(result, "within_target.contained_in_an_hour");
    assert!(in_time(&near) > 0.8 && in_time(&far) < 0.3, "{} {}", in_time(&near), in_time(&far));
}

#[test]
fn the_shipped_arrest_hangs_on_minutes() {
    let saved = |structure| metric(&shipped("demo_county_arrest.ron", structure, 400, |_| ()), "patients_saved");
    let (near, far) = (saved("four_level"), saved("centralised"));
    assert!((0.08..0.22).contains(&near) && far < 0.03, "{near} live, {far}");
}

fn deaths(record: &RunRecord) -> Vec<u32> {
    let died = record.entries.iter().filter_map(|entry| match entry.milestone {
        Milestone::CasualtyDied { person } => Some(person),
        _ => None,
    });
    died.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn more_units_at_the_same_times_never_cost_a_life(
        tenths in 1_u32..80, growth in 0_u32..8, few in 1_u32..5, more in 1_u32..5, found in 0_u32..120,
        persons in 1_u32..12, mean in 20_u32..600, begun_counts in any::<bool>()
    ) {
        let work = format!("Shared(unit_h: {:?}, growth_per_h: {:?})", f64::from(tenths) / 10.0, f64::from(growth) / 10.0);
        let run = |engines| {
            let mut exercise = far(engines, &work, f64::from(found)).load(&[]);
            let survival = LawSpec::Exponential { mean_min: f64::from(mean) };
            let row = CasualtySpec { persons, capability: "fire".into(), survival, injury: None, begun_counts };
            exercise.incidents.scripted[0].profile.casualties = vec![row];
            runs(&exercise, 2).0
        };
        for (few, many) in run(few).iter().zip(&run(few + more)) {
            hold(few);
            let (few, many) = (deaths(few), deaths(many));
            prop_assert!(many.iter().all(|person| few.contains(person)), "{many:?} die of many, {few:?} of few");
            prop_assert!(many.len() <= persons as usize);
        }
    }
}
