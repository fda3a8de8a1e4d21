//! Limits of units: crews that tire and rest, failures, hours off duty, range, and gaps that are named.

use liandong::engine::time::SimTime;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::fitness::{FailureSpec, FitnessRow, OffDutySpec, RestSpec};
use liandong::scenario::law::LawSpec;
use liandong::scenario::load::Exercise;
use proptest::prelude::{ProptestConfig, any, prop, prop_assert, prop_assert_eq, proptest};

use crate::county::{County, begun, count, incident, minutes, times, units};
use crate::drill::{Drill, fixed, lines, runs};
use crate::oracle::hold;

fn free() -> FitnessRow {
    FitnessRow { unit_type: "engine".into(), rest: None, failure: None, off_duty: None, range_km: None }
}

/// Fires of given minute, place east and work, one engine each wanted; the engines stand at (6, 3), the run begins at 8 o'clock.
fn fires(engines: u32, rows: &[(f64, f64, String)]) -> Exercise {
    let mut drill = Drill { branches: vec![2], officers: vec![1; 2], relays: vec![fixed(0.0)], ..Drill::chain_of_four() };
    drill.services.truncate(2);
    drill.units = vec![("j0".into(), "engine", engines)];
    drill.horizon_h = 400.0;
    let of = |(min, x, work): &(f64, f64, String)| (*min, "j0".to_owned(), (*x, 3.0), vec![("fire", 1, work.clone())]);
    drill.incidents = rows.iter().map(of).collect();
    drill.load(&[])
}

fn run(mut exercise: Exercise, row: FitnessRow) -> RunRecord {
    exercise.structures[0].fitness = vec![row];
    let record = runs(&exercise, 1).0.remove(0);
    hold(&record);
    record
}

fn hours(record: &RunRecord, is: impl Fn(&Milestone) -> bool) -> Vec<f64> {
    record
        .entries
        .iter()
        .filter(|entry| is(&entry.milestone))
        .map(|entry| (entry.time - SimTime::ZERO).minutes() / 60.0)
        .collect()
}

const fn is_work(milestone: &Milestone) -> bool {
    matches!(milestone, Milestone::WorkBegun { .. })
}

fn rest() -> FitnessRow {
    FitnessRow { rest: Some(RestSpec { after_h: 12.0, for_h: 8.0 }), ..free() }
}

#[test]
fn a_crew_is_relieved_after_its_hours_and_another_goes_on_with_the_work() {
    // 30 unit-hours of work, one hour's drive away.
    let work = || vec![(0.0, 66.0, "Shared(unit_h: 30.0)".to_owned())];
    let alone = run(fires(1, &work()), rest());
    // At work from 1 to 13, home at 14, ready at 22, at work from 23 to 35, and again from 45 on for the last six hours.
    assert_eq!(hours(&alone, is_work), [1.0, 23.0, 45.0]);
    assert_eq!(hours(&alone, |m| *m == Milestone::IncidentContained), [51.0]);
    let two = run(fires(2, &work()), rest());
    // The second engine sets out when the first is relieved.
    assert_eq!(hours(&two, is_work)[..2], [1.0, 14.0]);
}

#[test]
fn short_missions_add_up_to_a_rest_at_the_base() {
    let rows: Vec<_> = (0..3).map(|n| (f64::from(n) * 600.0, 6.0, "PerUnit(Deterministic(min: 480.0))".to_owned())).collect();
    let record = run(fires(1, &rows), rest());
    // Eight hours, then eight more that it is relieved of after four; it rests until hour 22, does the other four and the third eight.
    assert_eq!(hours(&record, |m| *m == Milestone::CrewRelieved), [14.0]);
    assert_eq!(hours(&record, |m| *m == Milestone::IncidentContained), [8.0, 26.0, 34.0]);
    assert_eq!(hours(&record, |m| *m == Milestone::RestBegun).len(), hours(&record, |m| *m == Milestone::UnitReady).len());
}

#[test]
fn a_unit_that_fails_is_out_until_it_is_repaired_and_its_need_is_sought_for_again() {
    let failure = FailureSpec { per_h: 2.0, repair: LawSpec::Deterministic { min: 90.0 } };
    let record = run(fires(1, &[(0.0, 66.0, "Shared(unit_h: 1.0)".to_owned())]), FitnessRow { failure: Some(failure), ..free() });
    let (failed, ready) = (hours(&record, |m| *m == Milestone::UnitFailed), hours(&record, |m| *m == Milestone::UnitReady));
    assert!(!failed.is_empty(), "two failures an hour, and none on the way");
    assert!(failed.iter().zip(&ready).all(|(failed, ready)| (ready - failed - 1.5).abs() < 1e-9), "{failed:?} {ready:?}");
    assert_eq!(hours(&record, |m| *m == Milestone::IncidentContained).len(), 1);
}

#[test]
fn off_duty_units_take_longer_or_are_not_to_be_had() {
    let work = || vec![(780.0, 6.0, "PerUnit(Deterministic(min: 30.0))".to_owned())];
    let off = |mobilisation| Some(OffDutySpec { from_h: 20.0, until_h: 7.0, mobilisation });
    // 13 hours after 8 o'clock it is 21 o'clock.
    let slow = run(fires(1, &work()), FitnessRow { off_duty: off(Some(LawSpec::Deterministic { min: 60.0 })), ..free() });
    assert_eq!(hours(&slow, is_work), [14.0]);
    let never = run(fires(1, &work()), FitnessRow { off_duty: off(None), ..free() });
    assert_eq!(hours(&never, is_work), [23.0], "at 7 o'clock somebody comes on duty");
    // A mission that has begun goes on.
    let late = vec![(690.0, 6.0, "PerUnit(Deterministic(min: 120.0))".to_owned())];
    let record = run(fires(1, &late), FitnessRow { off_duty: off(None), ..free() });
    assert_eq!(hours(&record, |m| *m == Milestone::IncidentContained), [13.5]);
}

#[test]
fn what_lies_beyond_every_range_is_named_as_a_gap() {
    let rows = [
        (0.0, 30.0, "PerUnit(Deterministic(min: 30.0))".to_owned()),
        (0.0, 90.0, "PerUnit(Deterministic(min: 30.0))".to_owned()),
    ];
    let record = run(fires(2, &rows), FitnessRow { range_km: Some(50.0), ..free() });
    assert_eq!(hours(&record, |m| matches!(m, Milestone::CapabilityLacking { .. })).len(), 1);
    assert_eq!(hours(&record, is_work).len(), 1);
}

#[test]
fn who_takes_over_goes_on_with_what_is_left_of_a_task() {
    let record = County {
        units: units(&[("e", "engine", "brigade", 5)]),
        scripted: incident("i1", 0.0, r#"(capability: "fire", units: 1, work: PerUnit(Deterministic(min: 840)))"#, ""),
        tables: r#"fitness: [(unit_type: "engine", rest: Some((after_h: 12, for_h: 8)))],"#.to_owned(),
        ..County::quiet()
    }
    .run();
    // At work from minute 10; the next engine is ordered at 730, and has two hours left to do.
    assert_eq!(times(&record, Milestone::CrewRelieved), [730.0]);
    assert_eq!(begun(&record), [10.0, 737.0]);
    assert_eq!(times(&record, Milestone::IncidentContained), [857.0]);
}

#[test]
fn who_takes_over_finds_something_to_do_where_posts_judge_how_many_are_needed() {
    let records = County {
        units: units(&[("e", "engine", "brigade", 3)]),
        scripted: incident(
            "i1",
            0.0,
            r#"(capability: "fire", units: 2, work: PerUnit(Uniform(low_min: 120, high_min: 1000)))"#,
            "",
        ),
        tables: r#"fitness: [(unit_type: "engine", rest: Some((after_h: 8, for_h: 8)))],
            estimates: Some((first: 1.0, sigma: 0.0, margin: 0.0,
              posts: [(post: (line: "gov", echelon: "lower"), wrong_kind: 0.0)])),"#
            .to_owned(),
        horizon_h: 200.0,
        replications: 20,
        ..County::quiet()
    }
    .runs();
    assert!(count(&records, Milestone::CrewRelieved) > 10);
    assert_eq!((count(&records, Milestone::IncidentContained), count(&records, Milestone::UnitSuperfluous)), (20, 0));
}

#[test]
fn a_unit_that_fails_before_a_narrow_road_makes_room_for_the_next() {
    let records = County {
        units: units(&[("e", "engine", "brigade", 8)]),
        scripted: incident(
            "i1",
            0.0,
            r#"(capability: "fire", units: 8, work: Shared(unit_h: 40))"#,
            ", access_road: Some((vehicles_per_h: 1))",
        ),
        tables: r#"fitness: [(unit_type: "engine", failure: Some((per_h: 0.2, repair: Deterministic(min: 60))))],"#.to_owned(),
        horizon_h: 200.0,
        replications: 20,
        ..County::quiet()
    }
    .runs();
    let mut before_the_road = 0;
    for record in &records {
        for failed in record.entries.iter().filter(|entry| entry.milestone == Milestone::UnitFailed) {
            let of_it =
                |entry: &&liandong::journal::entry::Entry| entry.about.unit == failed.about.unit && entry.time <= failed.time;
            let last = record.entries.iter().filter(of_it).rfind(|entry| entry.milestone != Milestone::UnitFailed);
            before_the_road += usize::from(last.is_some_and(|last| last.milestone == Milestone::UnitQueued));
        }
    }
    assert!(before_the_road > 20, "{before_the_road} failed before the road or on it");
    assert_eq!(count(&records, Milestone::IncidentContained), 20);
}

#[test]
fn a_unit_that_fails_while_it_reports_in_leaves_the_officer_to_the_next() {
    let records = County {
        units: units(&[("e", "engine", "brigade", 1), ("g", "squad", "brigade", 1)]),
        scripted: incident(
            "i1",
            0.0,
            r#"(capability: "search", units: 1, work: Shared(unit_h: 400))"#,
            r#", congestion: Some((span: 3, unsupervised: 0.3)), convergence: Some((organisations: 8, unit_type: "squad",
              agency: "team", from_km: 10, to_km: 20, publicity: Deterministic(min: 30), eagerness: 3, peak_h: 2))"#,
        ),
        tables: r#"social_linkage: Some((check_in: Some((officers: 1, service: Deterministic(min: 300), holds_back: Some((at_most: Deterministic(min: 100000), then: GoesHome)))))),
            fitness: [(unit_type: "squad", failure: Some((per_h: 0.1, repair: Deterministic(min: 60))))],"#
            .to_owned(),
        horizon_h: 400.0,
        replications: 20,
        ..County::quiet()
    }
    .runs();
    for record in &records {
        // One officer: units are checked in one after another, and a failure in between takes nobody's time away.
        let checked = times(record, Milestone::UnitCheckedIn);
        assert!(checked.windows(2).all(|pair| pair[1] - pair[0] > 299.9), "{checked:?}");
    }
    assert!(count(&records, Milestone::UnitCheckedIn) > 40, "{}", count(&records, Milestone::UnitCheckedIn));
}

#[test]
fn who_came_by_itself_is_not_replaced() {
    let record = County {
        units: units(&[("e", "engine", "brigade", 1), ("g", "squad", "brigade", 6)]),
        scripted: incident(
            "i1",
            0.0,
            r#"(capability: "search", units: 1, work: Shared(unit_h: 200))"#,
            r#", convergence: Some((organisations: 20, unit_type: "squad", agency: "team", from_km: 10, to_km: 80,
              publicity: Deterministic(min: 30), eagerness: 3, peak_h: 2))"#,
        ),
        tables: r#"fitness: [(unit_type: "squad", rest: Some((after_h: 8, for_h: 8)))],"#.to_owned(),
        horizon_h: 60.0,
        ..County::quiet()
    }
    .run();
    let ordered = |entry: &liandong::journal::entry::Entry| matches!(entry.milestone, Milestone::OrderIssued { .. });
    let relieved = |entry: &liandong::journal::entry::Entry| entry.milestone == Milestone::CrewRelieved;
    let is_ours = |entry: &liandong::journal::entry::Entry| record.header.unit(entry.about.unit.unwrap()).id.starts_with("g");
    let (all, ours) = (minutes(&record, relieved), minutes(&record, |entry| relieved(entry) && is_ours(entry)));
    assert!(all.len() > ours.len() + 5, "{} of the crowd were relieved", all.len() - ours.len());
    assert_eq!(minutes(&record, ordered).len(), 1 + ours.len(), "one, and one for each that it was itself relieved of");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_fleet_is_whole_at_all_times_and_every_fire_is_put_out(
        rows in prop::collection::vec((0.0_f64..1_000.0, 0.0_f64..60.0, any::<bool>()), 1..7),
        engines in 1_u32..4,
        per_h in 0.01_f64..0.3,
        off in any::<bool>(),
    ) {
        let work = |is_shared: bool| if is_shared { "Shared(unit_h: 3.0)" } else { "PerUnit(Deterministic(min: 50.0))" };
        let rows: Vec<_> = rows.iter().map(|(min, x, is_shared)| (*min, *x, work(*is_shared).to_owned())).collect();
        let row = FitnessRow {
            rest: Some(RestSpec { after_h: 2.0, for_h: 1.0 }),
            failure: Some(FailureSpec { per_h, repair: LawSpec::Exponential { mean_min: 60.0 } }),
            off_duty: off.then_some(OffDutySpec { from_h: 22.0, until_h: 5.0, mobilisation: None }),
            ..free()
        };
        let exercise = fires(engines, &rows);
        let record = run(exercise.clone(), row.clone());
        prop_assert_eq!(hours(&record, |m| *m == Milestone::IncidentContained).len(), rows.len());
        // Every way into use leads out of it: to the base, or through a failure to repair.
        let count = |milestone: Milestone| record.entries.iter().filter(|entry| entry.milestone == milestone).count();
        prop_assert!(count(Milestone::OrderReceived) == count(Milestone::UnitReturned) + count(Milestone::UnitFailed));
        prop_assert!(count(Milestone::UnitReady) == count(Milestone::RestBegun) + count(Milestone::UnitFailed));
        prop_assert_eq!(lines(&record), lines(&run(exercise, row)), "the same run twice");
    }
}
