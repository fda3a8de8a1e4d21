//! Things that happen at one instant, and times that must add up to the millisecond.

use liandong::engine::time::SimTime;
use liandong::measure::record::RunRecord;
use liandong::terms::interval::Path;

use crate::drill::{Drill, Incident, fixed};
use crate::oracle::hold;

fn incident(at_min: f64, km: f64) -> Incident {
    (at_min, "j000".to_owned(), (km, 0.0), vec![("fire", 1, "PerUnit(Deterministic(min: 30.0))".to_owned())])
}

/// The time of the nth entry with this milestone that is about this incident.
fn time(record: &RunRecord, incident: usize, milestone: &str) -> SimTime {
    let of = |entry: &&liandong::journal::entry::Entry| {
        entry.milestone.id() == milestone && entry.about.incident.is_some_and(|id| id.index() == incident)
    };
    record.entries.iter().find(of).unwrap_or_else(|| panic!("no {milestone} of incident {incident}")).time
}

/// The township reads for 2 min and asks above; the request takes 4 and 6 min at county and city and 3, 5 and 7 min on the way;
/// the province reads it for 5 min and decides for 3.
fn ledger() -> Drill {
    let desk = |minutes: [f64; 4]| minutes.map(fixed);
    let services =
        vec![desk([0.0, 5.0, 3.0, 0.0]), desk([0.0, 6.0, 0.0, 0.0]), desk([0.0, 4.0, 0.0, 0.0]), desk([2.0, 0.0, 0.0, 0.0])];
    Drill {
        services,
        relays: vec![fixed(7.0), fixed(5.0), fixed(3.0)],
        mobilisation: fixed(10.0),
        incidents: vec![incident(0.0, 15.0)],
        ..Drill::chain_of_four()
    }
}

#[test]
fn a_ledger_of_fixed_times_adds_up_to_the_millisecond() {
    let runs = ledger().runs();
    hold(&runs[0]);
    assert_eq!(
        time(&runs[0], 0, "unit_arrived"),
        SimTime(60 * 60_000),
        "2+3+4+5+6+7+8 to decide, 10 to mobilise, 15 on the road"
    );
    let minutes = |interval: &str| -> i64 {
        let rows = runs[0].intervals.iter().filter(|row| row.path == Path::FirstUnit && row.interval.id() == interval);
        rows.map(|row| (row.end - row.start).ms()).sum::<i64>() / 60_000
    };
    assert_eq!(["detect", "report", "decide", "order", "mobilise", "travel", "deploy"].map(minutes), [0, 32, 3, 0, 10, 15, 0]);
}

#[test]
fn a_unit_that_comes_home_at_the_instant_of_a_decision_is_sent() {
    let alone = ledger().runs();
    let returned = alone[0].entries.iter().find(|entry| entry.milestone.id() == "unit_returned").unwrap().time;
    let decided = time(&alone[0], 0, "decision_made");
    let mut drill = ledger();
    drill.incidents.push(incident((returned - decided).ms() as f64 / 60_000.0, 15.0));
    let runs = drill.runs();
    hold(&runs[0]);
    assert_eq!(time(&runs[0], 1, "decision_made"), returned);
    assert_eq!(time(&runs[0], 1, "order_issued"), returned);
    assert!(!runs[0].entries.iter().any(|entry| entry.milestone.id() == "need_waited"), "nobody waits for a unit that is there");
}

#[test]
fn a_chain_without_any_duration_settles_in_one_instant() {
    let drill = Drill { incidents: vec![incident(5.0, 0.0); 3], ..Drill::chain_of_four() };
    let runs = drill.runs();
    hold(&runs[0]);
    let five = SimTime(5 * 60_000);
    assert_eq!([0, 1, 2].map(|at| time(&runs[0], at, "decision_made")), [five; 3], "all three are decided at once");
    assert_eq!(time(&runs[0], 0, "order_issued"), five, "the one unit goes to the first by id");
    assert!(time(&runs[0], 1, "order_issued") < time(&runs[0], 2, "order_issued"), "the others wait in order");
    let waits = runs[0].entries.iter().filter(|entry| entry.milestone.id() == "need_waited").count();
    assert_eq!(waits, 2, "no unit is free for the second and the third");
}

#[test]
fn reports_that_arrive_together_are_read_one_by_one() {
    let mut drill = ledger();
    drill.incidents = vec![incident(0.0, 15.0); 2];
    drill.units = vec![("j".to_owned(), "engine", 2)];
    let runs = drill.runs();
    hold(&runs[0]);
    let decided = |at| time(&runs[0], at, "decision_made").0 / 60_000;
    // Reading and deciding take the province 8 min in all: the second incident comes that much later.
    assert_eq!((decided(0), decided(1)), (35, 43));
}

#[test]
fn of_units_equally_near_the_first_by_id_goes() {
    let mut drill = ledger();
    drill.units = vec![("j00".to_owned(), "truck", 1), ("j".to_owned(), "engine", 2)];
    drill.incidents = vec![incident(0.0, 0.0)];
    let (x, y) = drill.jurisdictions()[0].2;
    drill.incidents[0].2 = (x, y);
    let sent = |drill: &Drill| {
        let runs = drill.runs();
        let entry = runs[0].entries.iter().find(|entry| entry.milestone.id() == "order_issued").unwrap();
        runs[0].header.unit(entry.about.unit.unwrap()).id.clone()
    };
    let first = sent(&drill);
    assert!(first.starts_with("engine_j"), "{first}");
    drill.units.reverse();
    assert_eq!(sent(&drill), first, "the order in the file does not matter");
}

#[test]
fn an_inject_at_the_instant_of_an_arrival_comes_first() {
    let mut drill = ledger();
    // The report reaches the top at 27 min; the post is unmanned from that instant to 40 min.
    drill.injects =
        r#"(id: "away", at_min: 27.0, action: PostUnmanned(line: "government", jurisdiction: "j", until_min: Some(40.0)))"#
            .to_owned();
    let runs = drill.runs();
    hold(&runs[0]);
    assert_eq!(time(&runs[0], 0, "decision_made"), SimTime(48 * 60_000));
}

#[test]
fn a_post_is_unmanned_until_the_last_of_its_injects_ends() {
    let mut drill = ledger();
    let away = |id: &str, from: f64, until: f64| {
        format!(
            r#"(id: "{id}", at_min: {from:?}, action: PostUnmanned(line: "government", jurisdiction: "j", until_min: Some({until:?})))"#
        )
    };
    drill.injects = [away("first", 27.0, 40.0), away("second", 30.0, 50.0)].join(", ");
    let runs = drill.runs();
    hold(&runs[0]);
    assert_eq!(time(&runs[0], 0, "decision_made"), SimTime(58 * 60_000));
}
