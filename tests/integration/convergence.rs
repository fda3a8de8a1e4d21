//! Social organisations at a scene: the access road that all must pass.

use liandong::engine::time::{SimTime, Span};
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::convergence::{AccessRoad, SocialLinkage};
use liandong::scenario::load::Exercise;
use liandong::scenario::territory::Rows;
use liandong::terms::sector::Sector;

use crate::drill::{Drill, lines, runs};
use crate::oracle::hold;

/// So many units of one vehicle each, which come to the road at 600 an hour from the first minute on.
fn column(units: u32) -> Exercise {
    let mut drill = Drill::chain_of_four();
    drill.incidents = vec![(0.0, "j000".to_owned(), (0.0, 0.0), vec![("fire", units, "Shared(unit_h: 1000000.0)".to_owned())])];
    let mut exercise = drill.load(&[]);
    let Rows::List(rows) = &mut exercise.world.units else { panic!("the drill has its units in the file") };
    let first = rows.remove(0);
    for number in 0..units {
        let mut unit = first.clone();
        unit.id = format!("e{number:05}");
        (unit.x_km, unit.y_km) = (Some(f64::from(number) * 0.1), Some(0.0));
        rows.push(unit);
    }
    exercise.incidents.scripted[0].access_road = Some(AccessRoad { vehicles_per_h: 200.0 });
    exercise
}

fn run(exercise: &Exercise) -> RunRecord {
    let (records, _) = runs(exercise, 1);
    hold(&records[0]);
    records.into_iter().next().unwrap()
}

fn times(record: &RunRecord, milestone: Milestone) -> Vec<SimTime> {
    record.entries.iter().filter(|entry| entry.milestone == milestone).map(|entry| entry.time).collect()
}

/// The fluid limit at the level of vehicles: 600 an hour for two hours onto 200 an hour make a queue of 800, a delay of 2 h for who
/// comes after 1 h, and the queue is gone after 6 h.
#[test]
fn a_narrow_road_holds_up_the_whole_column() {
    let record = run(&column(1_200));
    let (came, passed, arrived) =
        (times(&record, Milestone::UnitQueued), times(&record, Milestone::UnitPassed), times(&record, Milestone::UnitArrived));
    assert_eq!((came.len(), passed.len()), (1_200, 1_200));
    assert_eq!(passed, arrived, "who has passed the road is at the scene");
    let two_hours = SimTime::from_hours(2.0);
    let before =
        came.iter().filter(|time| **time <= two_hours).count() - passed.iter().filter(|time| **time <= two_hours).count();
    assert!((799..=801).contains(&before), "{before} vehicles stand before the road after 2 h");
    let delay = passed[600] - came[600];
    assert!((delay.minutes() - 120.0).abs() <= 0.3, "{} min of delay after 1 h", delay.minutes());
    assert_eq!(*passed.last().unwrap(), SimTime::from_hours(6.0));
    assert!(passed.windows(2).all(|pair| pair[1] - pair[0] >= Span::from_minutes(0.3)), "two vehicles pass at once");
}

#[test]
fn the_queue_is_part_of_the_journey_on_the_critical_path() {
    use liandong::terms::interval::{Interval, Part, Path};
    let record = run(&column(40));
    let waits: Vec<_> =
        record.intervals.iter().filter(|row| row.path == Path::EffectiveForce && row.part == Part::Wait).collect();
    let last = waits.iter().find(|row| row.interval == Interval::Travel).expect("the last unit waited for the road");
    // The 40th vehicle comes after 39 · 6 s and passes as the 40th, after 40 · 18 s.
    assert_eq!((last.end - last.start).ms(), 40 * 18_000 - 39 * 6_000);
}

#[test]
fn without_a_road_nothing_is_held_up_and_a_wide_one_changes_no_order() {
    let mut free = column(60);
    free.incidents.scripted[0].access_road = None;
    let mut wide = column(60);
    wide.incidents.scripted[0].access_road = Some(AccessRoad { vehicles_per_h: 100_000.0 });
    let (free, wide) = (run(&free), run(&wide));
    assert!(times(&free, Milestone::UnitQueued).is_empty());
    let units = |record: &RunRecord| -> Vec<_> {
        record.entries.iter().filter(|e| e.milestone == Milestone::UnitArrived).map(|e| e.about.unit).collect()
    };
    assert_eq!(units(&free), units(&wide));
    assert_eq!(times(&free, Milestone::UnitDeparted), times(&wide, Milestone::UnitDeparted));
}

#[test]
fn escorted_units_of_the_government_pass_first() {
    let mut exercise = column(300);
    let mut line = exercise.world.lines[0].clone();
    (line.id, line.sector) = ("society".to_owned(), Sector::Society);
    exercise.world.lines.push(line);
    let Rows::List(agencies) = &mut exercise.world.agencies else { panic!("the drill has its agencies in the file") };
    let mut agency = agencies[0].clone();
    (agency.id, agency.line) = ("volunteers".to_owned(), "society".to_owned());
    agencies.push(agency);
    let Rows::List(units) = &mut exercise.world.units else { panic!("the drill has its units in the file") };
    for (number, unit) in units.iter_mut().enumerate() {
        if number != 250 {
            unit.agency = "volunteers".to_owned();
        }
    }
    let structure = &mut exercise.structures[0];
    structure.rights[0].lines.push("society".to_owned());
    structure.visibility[0].lines.push("society".to_owned());
    let mut row = structure.commitment[0].clone();
    row.line = "society".to_owned();
    structure.commitment.push(row);
    let wait = |exercise: &Exercise| {
        let record = run(exercise);
        let of = |milestone: Milestone| {
            let is_so = |e: &&liandong::journal::entry::Entry| {
                e.milestone == milestone && record.header.unit(e.about.unit.unwrap()).sector == Sector::Government
            };
            record.entries.iter().find(is_so).map(|e| e.time).expect("the government's unit comes")
        };
        assert_eq!(times(&record, Milestone::UnitPassed).len(), 300, "{:?}", lines(&record).last());
        (of(Milestone::UnitPassed) - of(Milestone::UnitQueued)).minutes()
    };
    let among_all = wait(&exercise);
    exercise.structures[0].social_linkage = Some(SocialLinkage { escort: true, ..SocialLinkage::default() });
    let escorted = wait(&exercise);
    // It is the 251st to come, after 25 min; 251 vehicles take 75.3 min.
    assert!((among_all - 50.3).abs() < 0.01, "{among_all} min among all");
    assert!(escorted <= 0.6, "{escorted} min under escort");
}
