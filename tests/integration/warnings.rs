//! Warnings: call and answer, overlooked calls, standby and its end.

use std::path::Path;

use liandong::engine::time::SimTime;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::law::LawSpec;
use liandong::scenario::load::Exercise;
use liandong::scenario::warning::WarningSpec;
use liandong::terms::colour::Colour;

use crate::drill::{Drill, fixed, lines, load, runs};
use crate::oracle::hold;

fn storm(structure: &str) -> Exercise {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_warning.ron");
    load(&path, &[structure.to_owned()])
}

fn run(exercise: &Exercise) -> Vec<RunRecord> {
    let (records, _) = runs(exercise, 30);
    records.iter().for_each(hold);
    records
}

fn count(records: &[RunRecord], is: impl Fn(&Milestone) -> bool) -> usize {
    records.iter().flat_map(|record| &record.entries).filter(|entry| is(&entry.milestone)).count()
}

/// Spans from the order to the departure of each unit, ms, by unit.
fn mobilisations(record: &RunRecord) -> Vec<(u32, i64)> {
    let departed = record.entries.iter().filter(|entry| entry.milestone == Milestone::UnitDeparted);
    let spans = departed.map(|entry| {
        let ordered = &record.entries[entry.cause.index().unwrap()];
        assert_eq!(ordered.milestone, Milestone::OrderReceived);
        (entry.about.unit.unwrap().0, (entry.time - ordered.time).ms())
    });
    spans.collect()
}

#[test]
fn a_warning_that_reaches_nobody_changes_no_response() {
    let (mut warned, mut calm) = (storm("four_level"), storm("four_level"));
    warned.incidents.warnings.truncate(2);
    calm.incidents.warnings.clear();
    for (warned, calm) in run(&warned).iter().zip(&run(&calm)) {
        let response: Vec<_> = lines(warned).into_iter().filter(|line| !line.contains("warning_")).collect();
        let times = |lines: &[String]| lines.iter().map(|line| line[..10].to_owned()).collect::<Vec<_>>();
        assert_eq!(times(&response), times(&lines(calm)));
    }
}

#[test]
fn who_must_answer_answers_and_who_need_not_may_overlook() {
    let overlooked = |m: &Milestone| matches!(m, Milestone::WarningOverlooked { .. });
    let answered = |m: &Milestone| matches!(m, Milestone::WarningAnswered { .. });
    let (asked, unasked) = (run(&storm("call_and_answer")), run(&storm("warnings_unanswered")));
    // City to two counties to eight townships: ten posts, four warnings.
    assert_eq!(count(&asked, answered), 30 * 40, "everybody answers in the end");
    assert!(count(&asked, overlooked) > 300);
    let lost = 30 * 40 - count(&unasked, answered);
    assert!(lost > 300, "{lost} warnings are lost");
    for record in &asked {
        for entry in record.entries.iter().filter(|entry| answered(&entry.milestone)) {
            let before = record.entries[..entry.cause.index().unwrap()].iter().rev();
            let issued = before.into_iter().any(|other| match (other.milestone, entry.milestone) {
                (Milestone::WarningIssued { warning: a, .. }, Milestone::WarningAnswered { warning: b }) => a == b,
                _ => false,
            });
            assert!(issued, "{entry:?} answers what was never issued");
        }
    }
}

#[test]
fn a_unit_on_standby_mobilises_in_half_the_time() {
    // Nothing else differs: no calls are overlooked and no officer is needed, so that orders come at the same instants.
    let at = |factor: f64| {
        let mut exercise = storm("call_and_answer");
        for row in &mut exercise.structures[0].readiness {
            row.mobilisation_factor = factor;
        }
        run(&exercise)
    };
    let mut compared = 0;
    for (ready, plain) in at(0.5).iter().zip(&at(1.0)) {
        let plain = mobilisations(plain);
        for (unit, span) in mobilisations(ready) {
            let Some((_, long)) = plain.iter().find(|(other, _)| *other == unit) else { continue };
            let is_half = (2 * span - long).abs() <= 2;
            assert!(is_half || span == *long, "unit {unit}: {span} ms on standby, {long} ms without");
            compared += usize::from(is_half);
        }
    }
    assert!(compared > 60, "{compared} mobilisations were halved");
}

#[test]
fn standby_begins_with_orange_and_ends_when_the_warning_is_lifted() {
    let mut exercise = storm("call_and_answer");
    for link in &mut exercise.structures[0].warning_links {
        (link.overlooked, link.transit) = (0.0, LawSpec::Deterministic { min: 0.0 });
    }
    for record in run(&exercise) {
        let at = |is: fn(&Milestone) -> bool| {
            let entries = record.entries.iter().filter(move |entry| is(&entry.milestone));
            entries.map(|entry| (entry.time - SimTime::ZERO).minutes()).collect::<Vec<_>>()
        };
        let (begun, ended) =
            (at(|m| matches!(m, Milestone::StandbyBegun { .. })), at(|m| matches!(m, Milestone::StandbyEnded { .. })));
        assert_eq!((begun.len(), ended.len()), (3, 3), "the city and two counties");
        assert!(begun.iter().all(|min| (80.0..200.0).contains(min)), "20 min after orange has been read: {begun:?}");
        assert!(ended.iter().all(|min| *min >= 600.0), "{ended:?}");
    }
    for row in &mut exercise.structures[0].readiness {
        row.from_colour = Colour::Red;
    }
    exercise.incidents.warnings.truncate(2);
    assert_eq!(count(&run(&exercise), |m| matches!(m, Milestone::StandbyBegun { .. })), 0, "orange is not red");
}

/// The storm answered at once, with warnings of these minutes, places and colours; standby is prepared for `after_min`.
fn alerts(rows: &[(f64, &str, Colour)], after_min: f64) -> Exercise {
    let mut exercise = storm("call_and_answer");
    for link in &mut exercise.structures[0].warning_links {
        (link.overlooked, link.transit) = (0.0, LawSpec::Deterministic { min: 0.0 });
    }
    for row in &mut exercise.structures[0].readiness {
        row.after = LawSpec::Deterministic { min: after_min };
    }
    let first = exercise.incidents.warnings[0].clone();
    let row = |(position, (at_min, jurisdiction, colour)): (usize, &(f64, &str, Colour))| WarningSpec {
        id: format!("w{position}"),
        jurisdiction: (*jurisdiction).to_owned(),
        at_min: *at_min,
        colour: *colour,
        ..first.clone()
    };
    exercise.incidents.warnings = rows.iter().enumerate().map(row).collect();
    exercise
}

#[test]
fn what_a_lifted_warning_began_does_not_hasten_the_next() {
    let again = alerts(&[(0.0, "d1", Colour::Red), (30.0, "d1", Colour::Lifted), (200.0, "d1", Colour::Red)], 150.0);
    for record in run(&again) {
        let begun: Vec<_> = record
            .entries
            .iter()
            .filter(|entry| matches!(entry.milestone, Milestone::StandbyBegun { .. }))
            .map(|entry| (entry.time - SimTime::ZERO).minutes())
            .collect();
        assert!(!begun.is_empty() && begun.iter().all(|min| *min >= 350.0), "150 min after the second red: {begun:?}");
    }
}

#[test]
fn units_that_stand_where_the_warning_is_follow_a_graver_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_staging.ron");
    let mut exercise = load(&path, &["forward_staging".to_owned()]);
    let first = exercise.incidents.warnings[0].clone();
    let row = |id: &str, jurisdiction: &str, at_min: f64, colour: Colour| WarningSpec {
        id: id.into(),
        jurisdiction: jurisdiction.into(),
        at_min,
        colour,
        ..first.clone()
    };
    let sent = |warnings: Vec<WarningSpec>, exercise: &mut Exercise| {
        exercise.incidents.warnings = warnings;
        exercise.incidents.scripted.clear();
        count(&run(exercise), |m| *m == Milestone::UnitSentForward)
    };
    let orange = row("orange", "d11", 0.0, Colour::Orange);
    let once = sent(vec![orange.clone()], &mut exercise);
    let moved = sent(vec![orange.clone(), row("red", "d12", 300.0, Colour::Red)], &mut exercise);
    let lighter = sent(vec![orange, row("yellow", "d12", 300.0, Colour::Yellow)], &mut exercise);
    assert!(once > 0, "units are moved forward");
    assert!(moved > once, "{moved} moves, {once} without the graver warning");
    assert_eq!(lighter, once, "a lighter warning moves nobody");
}

/// A province that calls all of its 1,296 counties at once.
#[test]
fn a_warning_may_go_to_any_number_of_posts() {
    let mut drill = Drill { branches: vec![36; 2], officers: vec![1; 3], relays: vec![fixed(0.0); 2], ..Drill::chain_of_four() };
    drill.services.truncate(3);
    drill.tables = format!(
        r#"warning_links: [(from: (line: "government", echelon: "l0"), to: (line: "government", echelon: "l2"), transit: {})],"#,
        fixed(1.0)
    );
    drill.warnings = r#"(id: "w", hazard: "fire", jurisdiction: "j", at_min: 10.0, colour: Red, line: "government")"#.to_owned();
    let record = runs(&drill.load(&[]), 1).0.remove(0);
    let answered = record.entries.iter().filter(|entry| matches!(entry.milestone, Milestone::WarningAnswered { .. })).count();
    assert_eq!(answered, 1_296);
}

/// Which warning is the latest does not depend on where it stands in the file.
#[test]
fn of_two_warnings_the_later_one_counts_wherever_it_stands() {
    let rows = [("red", 0, "Red"), ("over", 120, "Lifted")].map(|(id, at, colour)| {
        format!(r#"(id: "{id}", hazard: "fire", jurisdiction: "j000", at_min: {at}.0, colour: {colour}, line: "government"), "#)
    });
    let steps = |warnings: String| {
        let mut drill = Drill::chain_of_four();
        drill.units = vec![("j000".into(), "engine", 1)];
        drill.decides = 3;
        drill.tables = format!(
            r#"readiness: [(post: (line: "government", echelon: "l3"), from_colour: Red, lines: ["government"], reach: Own,
            after: {}, mobilisation_factor: 0.5)],"#,
            fixed(60.0)
        );
        drill.warnings = warnings;
        let record = drill.runs().remove(0);
        hold(&record);
        lines(&record)
    };
    let written = steps(rows.concat());
    assert!(
        written.iter().any(|line| line.contains("standby_begun")) && written.iter().any(|line| line.contains("standby_ended"))
    );
    assert_eq!(written, steps(rows.iter().rev().cloned().collect()));
}
