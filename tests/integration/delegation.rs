//! Delegation: endpoints are the pure tables, classes move in their order, and means go with rights or are missed.

use std::path::Path;

use liandong::engine::time::SimTime;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::load::Exercise;
use liandong::scenario::structure::{CommitmentRow, PostRef, Reach, Relay, Right, RightRow, Side, VisibilityRow};
use liandong::terms::severity::Severity;
use liandong::terms::traffic::MatterKind;

use crate::drill::{lines, load, runs};
use crate::oracle::hold;

fn border(structure: &str) -> Exercise {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_rights.ron");
    load(&path, &[structure.to_owned()])
}

fn with_delta(delta: f64) -> Exercise {
    let mut exercise = border("delegation_half");
    exercise.structures[0].delegation.as_mut().expect("the structure has it").delta = delta;
    exercise
}

fn run(exercise: &Exercise) -> Vec<RunRecord> {
    let (records, _) = runs(exercise, 40);
    records.iter().for_each(hold);
    records
}

fn post(line: &str, echelon: &str) -> PostRef {
    PostRef { line: line.into(), echelon: echelon.into() }
}

/// `four_level` with everything that the moves of `delegation_half` pass down written by hand.
fn by_hand() -> Exercise {
    let mut exercise = border("four_level");
    let moves = exercise_moves();
    let structure = &mut exercise.structures[0];
    for (own, units, up_to_severity) in moves {
        for line in units {
            structure.rights.push(RightRow {
                post: post(own, "county"),
                lines: vec![(*line).into()],
                from_severity: Severity::IV,
                up_to_severity,
                from_level: None,
                right: Right::CommitInScope,
            });
            let transit = border("delegation_half").structures[0].delegation.as_ref().unwrap().moves[0]
                .commitment
                .iter()
                .find(|means| means.line == *line)
                .unwrap()
                .transit
                .clone();
            structure.commitment.push(CommitmentRow {
                post: post(own, "county"),
                line: (*line).into(),
                reach: Reach::Neighbours,
                from_severity: Severity::IV,
                up_to_severity,
                via: vec![Relay { line: (*line).into(), echelon: "county".into(), side: Side::Owner }],
                transit,
            });
        }
        structure.visibility.push(VisibilityRow {
            post: post(own, "county"),
            lines: units.iter().map(|line| (*line).to_owned()).collect(),
            reach: Reach::Neighbours,
            shares_orders: false,
        });
    }
    exercise
}

/// Whose rights, over which lines, up to which grade the city has them in scope.
fn exercise_moves() -> [(&'static str, &'static [&'static str], Severity); 3] {
    [
        ("government", &["fire", "health", "military", "society"], Severity::III),
        ("fire", &["fire"], Severity::I),
        ("health", &["health"], Severity::I),
    ]
}

#[test]
fn the_endpoints_are_the_pure_tables() {
    for (delta, pure) in [(0.0, border("four_level")), (1.0, by_hand())] {
        let (index, pure) = (run(&with_delta(delta)), run(&pure));
        for (index, pure) in index.iter().zip(&pure) {
            assert_eq!(lines(index), lines(pure), "delta {delta}");
        }
    }
    let (full, one) = (run(&border("delegation_full")), run(&with_delta(1.0)));
    assert!(full.iter().zip(&one).all(|(full, one)| lines(full) == lines(one)));
}

#[test]
fn the_lightest_grades_move_first_and_a_half_is_rounded_up() {
    let names = |delta: f64| {
        let exercise = with_delta(delta);
        let structure = &exercise.structures[0];
        let delegation = structure.delegation.as_ref().unwrap();
        let moved = delegation.moved(&structure.rights);
        moved.iter().map(|class| format!("{}{}{}", class.at, class.line, class.severity.numeral())).collect::<Vec<_>>()
    };
    let all = [
        "0fireIV",
        "0healthIV",
        "0militaryIV",
        "0societyIV",
        "1fireIV",
        "2healthIV",
        "0fireIII",
        "0healthIII",
        "0militaryIII",
        "0societyIII",
        "1fireIII",
        "2healthIII",
        "1fireII",
        "2healthII",
        "1fireI",
        "2healthI",
    ];
    assert_eq!(names(1.0), all);
    for (delta, count) in [(0.0, 0), (0.03, 0), (0.032, 1), (0.5, 8), (0.53, 8), (0.54, 9)] {
        assert_eq!(names(delta), all[..count], "delta {delta}");
    }
}

/// Requests from the county level to the city or past it, and orders of county posts.
fn climbs_and_orders(records: &[RunRecord]) -> (usize, usize) {
    let (mut requests, mut orders) = (0, 0);
    for record in records {
        let echelon = |post| record.header.echelons[record.header.post(post).echelon.index()].id.as_str();
        for entry in &record.entries {
            let Some(own) = entry.about.post else { continue };
            match entry.milestone {
                Milestone::MatterSent { kind: MatterKind::Request, to, .. } if echelon(to) != "county" => requests += 1,
                Milestone::OrderIssued { .. } if echelon(own) == "county" => orders += 1,
                _ => {}
            }
        }
    }
    (requests, orders)
}

#[test]
fn the_more_is_delegated_the_less_goes_up() {
    let at = [0.0, 0.5, 1.0].map(|delta| climbs_and_orders(&run(&with_delta(delta))));
    assert!(at[0].0 > at[1].0 && at[1].0 >= at[2].0, "requests to the city and above, orders of counties: {at:?}");
    assert!(at[0].1 < at[1].1 && at[1].1 <= at[2].1, "requests to the city and above, orders of counties: {at:?}");
}

#[test]
fn duty_without_means_goes_up_in_vain() {
    let late = |structure: &str| {
        let records = run(&border(structure));
        let reached = |record: &&RunRecord| record.entries.iter().any(|e| e.milestone == Milestone::EffectiveForceReached);
        let times: Vec<f64> = records
            .iter()
            .filter(reached)
            .filter_map(|record| record.entries.iter().find(|e| e.milestone == Milestone::EffectiveForceReached))
            .map(|entry| (entry.time - SimTime::ZERO).minutes())
            .collect();
        (times.iter().sum::<f64>() / times.len() as f64, climbs_and_orders(&records).0)
    };
    let (with, without, plain) = (late("delegation_full"), late("delegation_without_means"), late("four_level"));
    assert!(without.0 > plain.0 && without.1 > plain.1, "without means {without:?}, four levels {plain:?}");
    assert!(with.1 < plain.1, "with means {with:?}, four levels {plain:?}");
}
