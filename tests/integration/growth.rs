//! How tasks and hazards grow: each law in a scenario, with its exact times, sizes, damage and grades.

use liandong::engine::time::{SimTime, Span};
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::grading::{GradingMeasure, GradingRow};
use liandong::scenario::territory::Rows;
use liandong::terms::severity::Severity;
use proptest::prelude::*;

use crate::drill::{Drill, fixed, lines, runs};
use crate::oracle::hold;

/// One task at the units' base, found so many minutes after its onset by so many engines of rate 1, with no other delay.
fn met(work: &str, engines: u32, found_min: f64) -> Drill {
    let mut drill = Drill::chain_of_four();
    drill.units = vec![("j".to_owned(), "engine", engines)];
    drill.telephone = (1.0, fixed(found_min));
    drill.incidents = vec![(0.0, "j000".to_owned(), (0.0, 0.0), vec![("fire", engines, work.to_owned())])];
    drill
}

fn run(drill: &Drill) -> RunRecord {
    let record = drill.runs().remove(0);
    hold(&record);
    record
}

fn contained(record: &RunRecord) -> Option<SimTime> {
    record.entries.iter().find(|entry| entry.milestone == Milestone::IncidentContained).map(|entry| entry.time)
}

fn contained_h(work: &str, engines: u32, found_h: f64) -> Option<f64> {
    contained(&run(&met(work, engines, 60.0 * found_h))).map(|time| (time - SimTime::ZERO).hours())
}

/// Within a few roundings to milliseconds.
fn is_near(found: f64, wanted: f64) -> bool {
    (found - wanted).abs() < 1e-5
}

#[test]
fn a_growing_task_is_contained_in_time_or_never() {
    // A task of 10 that grows by 0.6 an hour, three units of 8 an hour: the latest useful arrival is ln(24/6)/0.6 = 2.31 h.
    // Eighths of it, so that a unit does 1 an hour.
    let work = "Shared(unit_h: 1.25, growth_per_h: 0.6)";
    let exact = |arrival: f64| arrival + libm::log(3.0 / (3.0 - 0.6 * 1.25 * libm::exp(0.6 * arrival))) / 0.6;
    let (early, late) = (contained_h(work, 3, 1.0).unwrap(), contained_h(work, 3, 2.2).unwrap());
    assert!(is_near(early, exact(1.0)) && (early - 2.01).abs() < 0.005, "{early}");
    assert!(is_near(late, exact(2.2)) && (late - 6.78).abs() < 0.005, "{late}");
    assert_eq!(contained_h(work, 3, 2.32), None);
}

#[test]
fn linear_and_logistic_tasks_keep_their_closed_forms() {
    // Linear: 2 at onset and 1 more an hour, found after 3 h, worked off by three units net 2 an hour: 5 / 2 h more.
    let linear = contained_h("Shared(unit_h: 2, growth_per_h: 0.5, growth: Linear)", 3, 3.0).unwrap();
    assert!(is_near(linear, 5.5), "{linear}");
    // With a ceiling of 4 it has stopped growing for good when the units come: 4 / 3 h.
    let stopped = contained_h("Shared(unit_h: 2, growth_per_h: 0.5, growth: Linear, unit_h_max: Some(4))", 3, 3.0).unwrap();
    assert!(is_near(stopped, 3.0 + 4.0 / 3.0), "{stopped}");
    // Logistic with g = 1, K = 8: 1 has grown to 8/(1 + 7/e) after an hour. Above g·K/4 = 2 units every size is worked off:
    // (atan((D − 4)/w) + atan(4/w))·K/(g·w) with w = 4·√(4·3/8 − 1).
    let (size, w) = (8.0 / (1.0 + 7.0 / std::f64::consts::E), 4.0 * libm::sqrt(0.5));
    let exact = 1.0 + (libm::atan((size - 4.0) / w) + libm::atan(4.0 / w)) * 8.0 / w;
    let logistic = "Shared(unit_h: 1, growth_per_h: 1, growth: Logistic, unit_h_max: Some(8))";
    let found = contained_h(logistic, 3, 1.0).unwrap();
    assert!(is_near(found, exact), "{found}, not {exact}");
    // One unit holds it at an equilibrium below 8 and never ends it.
    assert_eq!(contained_h(logistic, 1, 1.0), None);
}

#[test]
fn a_squared_fire_reaches_a_megawatt_when_its_class_says() {
    // 1055 kW are reached after √(1055/a) seconds: 603, 300, 150 and 75. The first 0.04 W are gone in that.
    for (kw_per_s2, wanted_s) in [(0.0029, 603.152_6), (0.0117, 300.284_8), (0.0469, 149.982_2), (0.1876, 74.991_1)] {
        let work =
            format!("Shared(unit_h: 0.000000000001, growth: Squared(kw_per_s2: {kw_per_s2:?}), hazard_per_unit_h: Some(40000))");
        let mut alone = met(&work, 1, 0.0);
        alone.telephone.0 = 0.0;
        let (at, _) = worsened(&graded(&alone, &[(Severity::II, 1_055)]))[0];
        let seconds = (at - SimTime::ZERO).minutes() * 60.0;
        assert!((seconds - wanted_s).abs() < 1e-3, "{kw_per_s2}: {seconds} s");
    }
}

#[test]
fn a_squared_fire_is_put_out_at_the_root_of_its_polynomial() {
    // a = 0.0117·3600²/40 000 = 3.7908 unit-hours an hour². After half an hour the task of 1 has grown to 1.9477 and grows by 3.7908 an
    // hour; twelve units leave 1.9477 − 8.2092·h + 3.7908·h², which ends at h = 0.271 228.
    let work = "Shared(unit_h: 1, growth: Squared(kw_per_s2: 0.0117), hazard_per_unit_h: Some(40000))";
    let found = contained_h(work, 12, 0.5).unwrap();
    let exact = 0.5 + 2.0 * 1.9477 / (8.2092 + libm::sqrt(8.2092 * 8.2092 - 4.0 * 3.7908 * 1.9477));
    assert!(is_near(found, exact) && (found - 0.771_228).abs() < 1e-5, "{found}, not {exact}");
    // Eight units push it back for a while, and it outgrows them: 1.9477 − 4.2092·h + 3.7908·h² has no root.
    assert_eq!(contained_h(work, 8, 0.5), None);
    // Where all is alight at 2 unit-hours it stops, and eight units have a quarter of an hour and no more to do.
    let lit = "Shared(unit_h: 1, growth: Squared(kw_per_s2: 0.0117), hazard_per_unit_h: Some(40000), unit_h_max: Some(2))";
    assert!(is_near(contained_h(lit, 8, 1.0).unwrap(), 1.25));
}

#[test]
fn damage_is_the_integral_of_the_size_and_ends_with_it() {
    // Nobody comes: 2·e^(0.3 t) over the 24 h of the run, 5 hectares a unit-hour.
    let mut alone = met("Shared(unit_h: 2, growth_per_h: 0.3, hazard_per_unit_h: Some(5))", 1, 0.0);
    alone.telephone.0 = 0.0;
    let extent = run(&alone).incidents[0].extent.unwrap();
    let grown = libm::exp(0.3 * 24.0);
    assert!((extent.damage / (10.0 * (grown - 1.0) / 0.3) - 1.0).abs() < 1e-9, "{extent:?}");
    assert!((extent.peak / (10.0 * grown) - 1.0).abs() < 1e-9, "{extent:?}");
    // A fixed task of 6, found after 1 h by two units: 6 + 6·3/2; nothing is added after it is over.
    let extent = run(&met("Shared(unit_h: 6, hazard_per_unit_h: Some(1))", 2, 60.0)).incidents[0].extent.unwrap();
    assert!((extent.damage - 15.0).abs() < 1e-9 && extent.peak.to_bits() == 6.0_f64.to_bits(), "{extent:?}");
    // Linear growth ends with the task.
    let linear = met("Shared(unit_h: 2, growth_per_h: 0.5, growth: Linear, hazard_per_unit_h: Some(1))", 3, 180.0);
    let extent = run(&linear).incidents[0].extent.unwrap();
    assert!((extent.damage - (3.5 * 3.0 + 5.0 * 1.25)).abs() < 1e-4 && (extent.peak - 5.0).abs() < 1e-4, "{extent:?}");
}

fn graded(drill: &Drill, thresholds: &[(Severity, u32)]) -> RunRecord {
    let mut exercise = drill.load(&[]);
    let row = |&(severity, at_least): &(Severity, u32)| GradingRow {
        hazard: "fire".into(),
        measure: GradingMeasure::HazardSize,
        severity,
        at_least,
        source: "assumption".into(),
    };
    exercise.scenario.grading = Rows::List(thresholds.iter().map(row).collect());
    exercise.incidents.scripted[0].profile.severity = Severity::IV;
    let record = runs(&exercise, 1).0.remove(0);
    hold(&record);
    record
}

fn worsened(record: &RunRecord) -> Vec<(SimTime, Severity)> {
    let grades = record.entries.iter().filter_map(|entry| match entry.milestone {
        Milestone::IncidentWorsened { severity } => Some((entry.time, severity)),
        _ => None,
    });
    grades.collect()
}

#[test]
fn the_grade_follows_the_size_at_the_exact_crossing() {
    // 0.5 ha at first, doubling every hour: 1 ha after 1 h, 100 ha after log2(200) h; 1000 ha the fire never reaches (K = 800 ha).
    let thresholds = [(Severity::III, 1), (Severity::II, 100), (Severity::I, 1_000)];
    let mut alone =
        met("Shared(unit_h: 0.25, growth_per_h: 0.6931471805599453, hazard_per_unit_h: Some(2), unit_h_max: Some(400))", 1, 0.0);
    alone.telephone.0 = 0.0;
    let at = |hours: f64| SimTime::ZERO + Span::from_hours(hours);
    assert_eq!(worsened(&graded(&alone, &thresholds)), [(at(1.0), Severity::III), (at(libm::log2(200.0)), Severity::II)]);
    // Forty engines that come after 2 h, at 2 ha, keep it at grade III.
    let met = met("Shared(unit_h: 0.25, growth_per_h: 0.6931471805599453, hazard_per_unit_h: Some(2))", 40, 120.0);
    assert_eq!(worsened(&graded(&met, &thresholds)), [(at(1.0), Severity::III)]);
}

#[test]
fn a_size_that_is_met_at_onset_counts_at_once() {
    let big = met("Shared(unit_h: 120, hazard_per_unit_h: Some(1))", 2, 60.0);
    let record = graded(&big, &[(Severity::III, 1), (Severity::II, 100)]);
    assert_eq!(worsened(&record), [(SimTime::ZERO, Severity::II)], "one step, to the gravest");
}

#[test]
fn measuring_a_hazard_changes_nothing_but_the_books() {
    let work = |more: &str| format!("Shared(unit_h: 1.25, growth_per_h: 0.6, unit_h_max: Some(4){more})");
    let (plain, measured) = (run(&met(&work(""), 3, 100.0)), run(&met(&work(", hazard_per_unit_h: Some(3)"), 3, 100.0)));
    assert_eq!(lines(&plain), lines(&measured));
    assert!(plain.incidents[0].extent.is_none() && measured.incidents[0].extent.is_some());
}

fn works() -> impl Strategy<Value = String> {
    let number = |range: std::ops::RangeInclusive<u32>| range.prop_map(|tenths| f64::from(tenths) / 10.0);
    (
        prop_oneof![Just("Exponential"), Just("Linear"), Just("Logistic"), Just("Squared")],
        number(1..=40),
        number(0..=20),
        number(50..=200),
    )
        .prop_map(|(law, size, growth, most)| {
            // Growth that ends for good at a ceiling is no part of this: what has grown up to it may be contained sooner.
            let most = if law == "Logistic" { format!(", unit_h_max: Some({most:?})") } else { String::new() };
            let law = if law == "Squared" { format!("Squared(kw_per_s2: {:?})", growth * 1e-7 + 1e-9) } else { law.to_owned() };
            format!("Shared(unit_h: {size:?}, growth_per_h: {growth:?}, growth: {law}, hazard_per_unit_h: Some(1){most})")
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn who_comes_later_contains_no_earlier_and_leaves_no_less_damage(
        work in works(), engines in 1_u32..6, first in 0_u32..300, later in 0_u32..200
    ) {
        let [soon, late] = [first, first + later].map(|found| run(&met(&work, engines, f64::from(found))));
        let (a, b) = (contained(&soon), contained(&late));
        prop_assert!(b.is_none_or(|b| a.is_some_and(|a| a.ms() <= b.ms() + 1)), "{} {:?} {:?}", work, a, b);
        let (a, b) = (soon.incidents[0].extent.unwrap(), late.incidents[0].extent.unwrap());
        let near = |value: f64| value * (1.0 + 1e-6) + 1e-4;
        prop_assert!(a.damage <= near(b.damage) && a.peak <= near(b.peak), "{} {:?} {:?}", work, a, b);
        prop_assert!(b.damage >= 0.0 && near(b.peak) >= b.damage / 24.0);
    }
}
