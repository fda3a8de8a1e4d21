//! Forward staging: units move where a warning says, are sent from there or from the road, and come home.

use std::path::Path;

use liandong::engine::time::{SimTime, Span};
use liandong::journal::entry::Entry;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::inject::{Action, Inject};
use liandong::scenario::law::LawSpec;
use liandong::scenario::load::Exercise;

use crate::county::{County, at, minutes, units as stationed};
use crate::drill::{lines, load, runs};
use crate::oracle::hold;

/// The flood in the mountains; calls are noticed and read at once, so that the city's units set out 20 min after the warning.
fn flood(change: impl FnOnce(&mut Exercise)) -> Vec<RunRecord> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_staging.ron");
    let mut exercise = load(&path, &["forward_staging".to_owned()]);
    for link in &mut exercise.structures[0].warning_links {
        (link.overlooked, link.transit) = (0.0, LawSpec::Deterministic { min: 0.0 });
    }
    change(&mut exercise);
    let (records, _) = runs(&exercise, 20);
    records.iter().for_each(hold);
    records
}

fn stay_at_bases(exercise: &mut Exercise) {
    exercise.structures[0].readiness.iter_mut().for_each(|row| row.staging = None);
}

/// The entries of one kind about a unit.
fn of<'r>(record: &'r RunRecord, unit: &str, milestone: Milestone) -> Vec<&'r Entry> {
    let is_meant = |entry: &&Entry| entry.about.unit.is_some_and(|at| record.header.unit(at).id == unit);
    record.entries.iter().filter(is_meant).filter(|entry| entry.milestone == milestone).collect()
}

/// The way from one point to another at a speed, times a factor: the world's roads are 1.3 of the straight line.
fn way(from: (f64, f64), to: (f64, f64), kmh: f64, factor: f64) -> Span {
    Span::from_minutes((from.0 - to.0).hypot(from.1 - to.1) * 1.3 / kmh * 60.0 * factor)
}

fn close(a: Span, b: Span) -> bool {
    (a.ms() - b.ms()).abs() <= 2
}

const CITY_SEAT: (f64, f64) = (0.0, 0.0);
const COUNTY_SEAT: (f64, f64) = (-18.0, 4.0);
const SCENE: (f64, f64) = (-27.0, -3.5);

#[test]
fn units_go_forward_stand_there_and_come_home_when_the_warning_is_lifted() {
    let records = flood(|exercise| exercise.incidents.scripted.clear());
    for record in &records {
        let (sent, staged) = (of(record, "flood", Milestone::UnitSentForward), of(record, "flood", Milestone::UnitStaged));
        let (home, back) = (of(record, "flood", Milestone::UnitSentHome), of(record, "flood", Milestone::UnitHome));
        assert_eq!((sent.len(), staged.len(), home.len(), back.len()), (1, 1, 1, 1));
        assert!(close(staged[0].time - sent[0].time, way(CITY_SEAT, COUNTY_SEAT, 43.0, 1.0)));
        assert!(close(back[0].time - home[0].time, way(COUNTY_SEAT, CITY_SEAT, 43.0, 1.0)), "the city's roads are not slow");
        assert!(home[0].time >= SimTime::from_minutes(720.0));
    }
    let count = |unit: &str| of(&records[0], unit, Milestone::UnitStaged).len();
    assert_eq!((count("hazmat"), count("water"), count("engine_east-1")), (1, 1, 0), "the city's units alone");
}

#[test]
fn who_stands_forward_needs_only_the_rest_of_the_way() {
    let called = |exercise: &mut Exercise| {
        let action = Action::OrderGiven { unit: "flood".to_owned(), incident: "yunling_flood".to_owned() };
        exercise.incidents.injects.push(Inject { id: "call".to_owned(), at_min: 160.0, action });
    };
    let forward = flood(called);
    let base = flood(|exercise| {
        stay_at_bases(exercise);
        called(exercise);
    });
    let journeys = |record: &RunRecord| -> Option<Span> {
        let (left, there) = (of(record, "flood", Milestone::UnitDeparted), of(record, "flood", Milestone::UnitArrived));
        Some(there.first()?.time - left.first()?.time)
    };
    let mut compared = 0;
    for (forward, base) in forward.iter().zip(&base) {
        let (Some(short), Some(long)) = (journeys(forward), journeys(base)) else { continue };
        assert!(close(short, way(COUNTY_SEAT, SCENE, 43.0, 3.0)) && close(long, way(CITY_SEAT, SCENE, 43.0, 3.0)));
        let mobilised = |record: &RunRecord| {
            of(record, "flood", Milestone::UnitDeparted)[0].time - of(record, "flood", Milestone::OrderReceived)[0].time
        };
        assert!((mobilised(forward).ms() * 5 - mobilised(base).ms()).abs() <= 5, "a tenth instead of a half of the same draw");
        compared += 1;
    }
    assert!(compared >= 15, "{compared} replications compared");
}

#[test]
fn a_unit_is_sent_from_the_road_and_goes_back_to_where_it_belongs() {
    // The warning is read at 0; units set out at 20 min and need 33 min: at 35 min the team is on the way.
    let records = flood(|exercise| {
        exercise.incidents.scripted[0].at_min = 30.0;
        let action = Action::OrderGiven { unit: "flood".to_owned(), incident: "yunling_flood".to_owned() };
        exercise.incidents.injects = vec![Inject { id: "call".to_owned(), at_min: 35.0, action }];
        for row in &mut exercise.structures[0].readiness {
            row.staging.iter_mut().for_each(|staging| staging.mobilisation_factor = 0.0);
        }
    });
    let mut returned = 0;
    for record in &records {
        let sent = of(record, "flood", Milestone::UnitSentForward)[0].time;
        let (left, there) =
            (of(record, "flood", Milestone::UnitDeparted)[0].time, of(record, "flood", Milestone::UnitArrived)[0].time);
        assert_eq!(left, SimTime::from_minutes(35.0), "no mobilisation on the road");
        let share = (left - sent).hours() / way(CITY_SEAT, COUNTY_SEAT, 43.0, 1.0).hours();
        assert!((0.1..0.9).contains(&share), "{share} of the way");
        let at = (COUNTY_SEAT.0 * share, COUNTY_SEAT.1 * share);
        assert!(close(there - left, way(at, SCENE, 43.0, 1.0)), "from where it was");
        let (released, back) = (of(record, "flood", Milestone::UnitReleased), of(record, "flood", Milestone::UnitReturned));
        if let (Some(released), Some(back)) = (released.first(), back.first())
            && back.time < SimTime::from_minutes(700.0)
        {
            assert!(close(back.time - released.time, way(SCENE, COUNTY_SEAT, 43.0, 1.0)), "back to where it stands");
            assert_eq!(of(record, "flood", Milestone::UnitHome).len(), 1);
            returned += 1;
        }
    }
    assert!(returned >= 10, "{returned} came back while the warning was in force");
}

#[test]
fn a_table_that_moves_nobody_changes_nothing() {
    let none = flood(stay_at_bases);
    let unreached = flood(|exercise| {
        stay_at_bases(exercise);
        let mut row = exercise.structures[0].readiness[1].clone();
        row.lines = vec!["military".to_owned()];
        row.post.echelon = "township".to_owned();
        row.staging = Some(liandong::scenario::warning::Staging {
            at: liandong::scenario::warning::StagingPlace::OwnSeat,
            mobilisation_factor: 0.0,
        });
        row.from_colour = liandong::terms::colour::Colour::Red;
        exercise.incidents.warnings.retain(|warning| warning.id != "rain_red");
        exercise.structures[0].readiness.push(row);
    });
    let fewer = flood(|exercise| {
        stay_at_bases(exercise);
        exercise.incidents.warnings.retain(|warning| warning.id != "rain_red");
    });
    assert_eq!(none.len(), unreached.len());
    for (a, b) in fewer.iter().zip(&unreached) {
        assert_eq!(lines(a), lines(b));
    }
}

#[test]
fn a_unit_that_fails_forward_is_as_ready_as_others_at_its_base_and_goes_forward_again() {
    let need = |hours: u32| format!(r#"(capability: "fire", units: 1, work: Shared(unit_h: {hours}))"#);
    let fire = |id, min, hours| at("III", "k1", (20.0, 0.0), id, min, &need(hours), "");
    let records = County {
        units: stationed(&[("e", "engine", "brigade", 1)]),
        mobilisation: "Deterministic(min: 100)".to_owned(),
        scripted: fire("i1", 200.0, 10) + &fire("i2", 3_000.0, 1),
        tape: r#"warnings: [(id: "w1", hazard: "fire", jurisdiction: "k1", colour: Red, at_min: 0, line: "gov"),
            (id: "w2", hazard: "fire", jurisdiction: "k1", colour: Lifted, at_min: 1500, line: "gov")],"#
            .to_owned(),
        tables: r#"readiness: [(post: (line: "gov", echelon: "lower"), from_colour: Yellow, lines: ["gov"], reach: Own,
              after: Deterministic(min: 1), mobilisation_factor: 0.5,
              staging: Some((at: Seat("c"), mobilisation_factor: 0.01)))],
            fitness: [(unit_type: "engine", failure: Some((per_h: 0.3, repair: Deterministic(min: 60))))],"#
            .to_owned(),
        horizon_h: 80.0,
        replications: 20,
        ..County::quiet()
    }
    .runs();
    let mut again = 0;
    for record in &records {
        let late =
            |milestone: Milestone| minutes(record, |entry| entry.milestone == milestone && entry.time.ms() > 3_000 * 60_000);
        let (ordered, departed) = (late(Milestone::OrderReceived), late(Milestone::UnitDeparted));
        assert!(ordered.iter().zip(&departed).all(|(ordered, departed)| departed - ordered == 100.0), "{ordered:?} {departed:?}");
        let ready = minutes(record, |entry| entry.milestone == Milestone::UnitReady && entry.time.ms() < 1_500 * 60_000);
        let forward = minutes(record, |entry| entry.milestone == Milestone::UnitSentForward);
        assert!(ready.iter().all(|ready| forward.contains(ready)), "ready at {ready:?}, sent forward at {forward:?}");
        again += ready.len();
    }
    assert!(again > 20, "{again} repairs under the warning");
}
