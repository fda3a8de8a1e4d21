//! Tasks that wait for others or follow their size, and incidents that bring others about.

use std::collections::BTreeSet;

use liandong::engine::time::{SimTime, Span};
use liandong::journal::header::Origin;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::incidents::{Profile, SecondarySpec};
use liandong::scenario::load::Exercise;
use liandong::terms::severity::Severity;

use crate::county::{County, HANDLES, incident, units};
use crate::drill::{Drill, fixed, line, lines, runs};
use crate::oracle::hold;

/// One incident at the units' base, known and decided on without delay, with these needs.
fn met(needs: &[(&'static str, u32, &str)], engines: u32) -> Drill {
    let mut drill = Drill::chain_of_four();
    drill.units = vec![("j".to_owned(), "engine", engines), ("j".to_owned(), "truck", 2)];
    let needs = needs.iter().map(|(capability, units, work)| (*capability, *units, (*work).to_owned())).collect();
    drill.incidents = vec![(0.0, "j000".to_owned(), (0.0, 0.0), needs)];
    drill
}

fn run(exercise: &Exercise, replications: u32) -> Vec<RunRecord> {
    let (records, _) = runs(exercise, replications);
    records.iter().for_each(hold);
    records
}

fn at_min(record: &RunRecord, is: impl Fn(&Milestone) -> bool) -> Option<f64> {
    record.entries.iter().find(|entry| is(&entry.milestone)).map(|entry| (entry.time - SimTime::ZERO).minutes())
}

#[test]
fn a_task_opens_only_when_the_one_before_it_is_contained() {
    let mut drill = met(&[("fire", 2, "Shared(unit_h: 2)"), ("boat", 1, "Shared(unit_h: 1)")], 2);
    drill.services[0] = [fixed(0.0), fixed(3.0), fixed(7.0), fixed(0.0)];
    let boat = |record: &RunRecord| {
        let capability = record.header.capabilities.iter().position(|c| c.id == "boat").unwrap();
        at_min(record, |m| matches!(m, Milestone::WorkBegun { capability: c } if c.index() == capability)).unwrap()
    };
    let mut exercise = drill.load(&[]);
    let at_once = run(&exercise, 1).remove(0);
    exercise.incidents.scripted[0].profile.needs[1].after = Some("fire".to_owned());
    let in_order = run(&exercise, 1).remove(0);
    let contained = at_min(&in_order, |m| matches!(m, Milestone::NeedContained { .. })).unwrap();
    let opened = at_min(&in_order, |m| matches!(m, Milestone::NeedOpened { .. })).unwrap();
    assert_eq!(contained.to_bits(), opened.to_bits());
    // Together they begin at once; in order the second waits for the first, then for a request (3 min) and a decision (7 min).
    let first = at_min(&at_once, |m| matches!(m, Milestone::WorkBegun { .. })).unwrap();
    assert_eq!((boat(&at_once), boat(&in_order)), (first, contained + 10.0));
    assert!(at_min(&at_once, |m| matches!(m, Milestone::NeedOpened { .. })).is_none());
    assert!(at_min(&in_order, |m| matches!(m, Milestone::IncidentContained)).unwrap() > contained + 60.0);
}

#[test]
fn a_task_that_follows_another_is_sized_at_discovery() {
    // Found after 90 min the fire has grown from 1 to e unit-hours; half of that is 1.36 unit-hours for one boat of rate 1.
    let mut drill = met(
        &[("fire", 6, "Shared(unit_h: 1, growth_per_h: 0.6666666666666666)"), ("boat", 1, "OfSize(of: \"fire\", share: 0.5)")],
        6,
    );
    drill.telephone = (1.0, fixed(90.0));
    let record = run(&drill.load(&[]), 1).remove(0);
    let capability = record.header.capabilities.iter().position(|c| c.id == "boat").unwrap();
    let done = at_min(&record, |m| matches!(m, Milestone::NeedContained { capability: c } if c.index() == capability)).unwrap();
    assert!((done - 90.0 - 30.0 * std::f64::consts::E).abs() < 1e-3, "{done}");
}

/// The same profile again, at so many an hour.
fn breeding(drill: &Drill, rate_per_h: f64, reference: Option<f64>, at_most: u32) -> Exercise {
    let mut exercise = drill.load(&[]);
    let profile = Profile { severity: Severity::IV, ..exercise.incidents.scripted[0].profile.clone() };
    let row = SecondarySpec { id: "spread".into(), hazard: "fire".into(), rate_per_h, reference, profile, at_most };
    exercise.incidents.secondary.push(row);
    exercise
}

fn offspring(record: &RunRecord) -> usize {
    record.incidents.iter().filter(|incident| matches!(incident.origin, Origin::Secondary(..))).count()
}

#[test]
fn the_whole_progeny_has_its_exact_mean() {
    // Each incident is active for exactly an hour, whoever else burns, and brings about 0.5 others: 1 / (1 − 0.5) = 2 in all, with
    // variance 0.5 / 0.5^3 = 4. The run is long enough for every line to die out.
    let mut drill = met(&[("fire", 1, "PerUnit(Deterministic(min: 60))")], 60);
    drill.horizon_h = 60.0;
    let n = 3_000;
    let records = run(&breeding(&drill, 0.5, None, 200), n);
    let total: usize = records.iter().map(|record| 1 + offspring(record)).sum();
    let (mean, error) = (total as f64 / f64::from(n), 2.0 / f64::from(n).sqrt());
    assert!((mean - 2.0).abs() < 4.0 * error, "{mean} ± {error}");
    assert!(records.iter().map(offspring).max().unwrap() < 60, "no line reached the number of engines");
}

#[test]
fn the_rate_follows_the_size_and_luck_belongs_to_the_parent() {
    // A task of 4 that two engines work off once it is found: the integral of its size up to then decides how many others come.
    let drill = |found: f64| {
        let mut drill = met(&[("fire", 2, "Shared(unit_h: 4, hazard_per_unit_h: Some(1))")], 2);
        drill.telephone = (1.0, fixed(found));
        breeding(&drill, 0.2, Some(4.0), 50)
    };
    let (soon, late) = (run(&drill(10.0), 60), run(&drill(120.0), 60));
    let (mut more, mut children) = (0, 0);
    for (soon, late) in soon.iter().zip(&late) {
        // Children of the scripted fire itself: those of the sooner one are among those of the later one, and come no later there.
        let of_first = |record: &RunRecord| -> Vec<(String, SimTime)> {
            let first = record.entries.iter().position(|entry| entry.milestone == Milestone::IncidentStarted).unwrap();
            let born = record
                .entries
                .iter()
                .filter(|entry| entry.milestone == Milestone::IncidentStarted && entry.cause.index() == Some(first));
            let id = |entry: &liandong::journal::entry::Entry| {
                record.header.incident_id(&record.incidents[entry.about.incident.unwrap().index()])
            };
            born.map(|entry| (id(entry), entry.time)).collect()
        };
        let (a, b) = (of_first(soon), of_first(late));
        for (id, time) in &a {
            let other =
                b.iter().find(|(other, _)| other == id).unwrap_or_else(|| panic!("{id} is not brought about by the later one"));
            assert!(other.1 <= *time + Span(1), "{id} comes at {} by the larger hazard, at {time} by the smaller", other.1);
        }
        more += b.len() - a.len();
        children += b.len();
    }
    assert!(more > 10, "{more} more of {children}");
    // Found after 2 h with both engines at work: 4·2 + 4·2/2 = 12 size-hours, at 0.2/4 each: 0.6 children; 4·(1/6) + 4 at 10 min.
    let mean = children as f64 / 60.0;
    assert!((mean - 0.6).abs() < 4.0 * (0.6_f64 / 60.0).sqrt(), "{mean}");
}

#[test]
fn a_bound_ends_the_stream_and_nothing_stands_beyond_it() {
    let drill = met(&[("fire", 1, "PerUnit(Deterministic(min: 600))")], 40);
    for record in run(&breeding(&drill, 3.0, None, 7), 5) {
        assert_eq!(offspring(&record), 7);
        let ids: BTreeSet<_> = record.incidents.iter().map(|incident| record.header.incident_id(incident)).collect();
        assert_eq!(ids.len(), 8);
        assert_eq!(record.entries.iter().filter(|entry| bounded(&entry.milestone)).count(), 1, "the journal says so once");
    }
}

fn bounded(milestone: &Milestone) -> bool {
    matches!(milestone, Milestone::SecondaryBounded { row: 0 })
}

#[test]
fn a_fierce_stream_ends_at_its_bound_as_well() {
    // Half a million an hour for each incident: were the stream to go on beyond its bound, this would not end.
    let mut drill = met(&[("fire", 1, "Shared(unit_h: 40, hazard_per_unit_h: Some(1))")], 2);
    drill.telephone = (1.0, fixed(90.0));
    for reference in [None, Some(4.0)] {
        let record = run(&breeding(&drill, 500_000.0, reference, 40), 1).remove(0);
        assert_eq!(offspring(&record), 40);
        let last = record.entries.iter().rfind(|entry| bounded(&entry.milestone)).expect("the bound is in the journal");
        assert!((last.time - SimTime::ZERO).minutes() < 1.0, "{last:?}");
    }
}

#[test]
fn without_rows_or_with_another_hazard_nothing_comes() {
    let drill = met(&[("fire", 1, "PerUnit(Deterministic(min: 60))")], 4);
    let plain = run(&drill.load(&[]), 3);
    for (plain, rare) in plain.iter().zip(run(&breeding(&drill, 1e-9, None, 5), 3)) {
        assert_eq!(lines(plain), lines(&rare));
    }
}

#[test]
fn what_ran_before_never_shows() {
    let mut drill = met(&[("fire", 1, "PerUnit(Deterministic(min: 60))")], 9);
    drill.horizon_h = 12.0;
    let exercise = breeding(&drill, 0.8, None, 30);
    let all = run(&exercise, 6);
    for record in &all {
        let alone: Vec<String> = record.entries.iter().map(|entry| line(&record.header, record, entry)).collect();
        let again = run(&exercise, record.replication).pop().unwrap();
        assert_eq!(alone, lines(&again));
    }
}

#[test]
fn a_task_that_waits_for_another_needs_a_desk_for_the_request_from_the_scene() {
    let county = |handles: &str| County {
        units: units(&[("e", "engine", "brigade", 1), ("g", "squad", "brigade", 1)]),
        scripted: incident(
            "i1",
            0.0,
            r#"(capability: "fire", units: 1, work: Shared(unit_h: 1)),
            (capability: "search", units: 1, work: Shared(unit_h: 1), after: Some("fire"))"#,
            "",
        ),
        handles: handles.to_owned(),
        ..County::quiet()
    };
    assert!(county(HANDLES).problems().is_empty());
    let problems = county("(matter: Order, priority: 1, service: Deterministic(min: 1)),").problems();
    assert!(problems.iter().any(|problem| problem.contains("asked from the scene")), "{problems:?}");
}
