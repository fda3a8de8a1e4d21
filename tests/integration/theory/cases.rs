//! Every case of the table: its 99.9 % interval over the exact value and no wider than the bound, and hand-worked runs step by step.

use std::fmt::Write as _;

use liandong::engine::time::SimTime;
use liandong::verify::case::{Case, Finding, Verdict, laboratory, run_all};
use liandong::verify::cases;

use crate::theory::laboratories::run;

fn line(verdict: &Verdict) -> String {
    let Case { file, structure, minus, quantity, exact, bound, .. } = &verdict.case;
    let minus = minus.map_or(String::new(), |id| format!(" - {id}"));
    let Verdict { mean, low, high, .. } = verdict;
    let word = verdict.finding().word();
    format!(
        "{word:5} {file} {structure}{minus}: {quantity}: exact {exact:.6} found {mean:.6} [{low:.6}, {high:.6}] bound {bound:.6}"
    )
}

fn all_pass(cases: &[Case]) {
    let verdicts = run_all(cases);
    let mut table = String::new();
    for verdict in &verdicts {
        writeln!(table, "{}", line(verdict)).expect("a string takes every line");
    }
    if let Ok(path) = std::env::var("LIANDONG_THEORY_TABLE") {
        std::fs::write(path, &table).expect("the table can be written");
    }
    let failures: Vec<String> = verdicts.iter().filter(|verdict| !verdict.passes()).map(line).collect();
    assert!(failures.is_empty(), "the model and theory:\n{}", failures.join("\n"));
}

#[test]
fn exact_results_are_reproduced() {
    all_pass(&cases::quick());
}

#[test]
#[ignore = "slow: run with cargo test --release -- --ignored"]
fn exact_results_at_high_load_are_reproduced() {
    all_pass(&cases::slow());
}

#[test]
fn every_step_of_the_ledger_is_as_added_up_by_hand() {
    let record = run(&laboratory("ledger"), 1);
    let minutes = |time: Option<SimTime>| time.map(|time| (time - SimTime::ZERO).minutes());
    let decided: Vec<_> = record.visits.iter().map(|visit| minutes(visit.finished)).collect();
    assert_eq!(decided, [2.0, 9.0, 20.0, 35.0, 90.0].map(Some));
    assert_eq!(minutes(record.visits[4].on_scene), Some(60.0));
}

#[test]
fn every_response_of_the_tape_is_as_worked_out_by_hand() {
    let record = run(&laboratory("tape_of_four_calls"), 1);
    let responses: Vec<_> =
        record.visits.iter().map(|visit| visit.on_scene.map(|scene| (scene - visit.arrived).minutes())).collect();
    assert_eq!(responses, [0.0, 0.0, 1.0, 40.0].map(Some));
}

#[test]
fn an_interval_wider_than_its_bound_is_too_little_effort_and_not_an_error() {
    let case = Case { bound: 0.1, exact: 1.0, ..cases::quick()[0] };
    let finding = |low: f64, high: f64| Verdict { case, mean: f64::midpoint(low, high), low, high }.finding();
    assert_eq!(finding(0.95, 1.05), Finding::Agrees);
    assert_eq!(finding(0.8, 1.05), Finding::EffortTooSmall);
    assert_eq!(finding(1.01, 1.02), Finding::Contradicts);
    assert_eq!(finding(1.01, 3.0), Finding::Contradicts);
}
