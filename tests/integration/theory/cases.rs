//! Every case of the table: the mean within its bound, its 99.9 % interval over the exact value.

use std::fmt::Write as _;

use liandong::verify::case::{Case, Verdict, run_all};
use liandong::verify::cases;

fn line(verdict: &Verdict) -> String {
    let Case { file, structure, minus, quantity, exact, bound, .. } = &verdict.case;
    let minus = minus.map_or(String::new(), |id| format!(" - {id}"));
    let Verdict { mean, low, high, .. } = verdict;
    let word = if verdict.passes() { "ok" } else { "WRONG" };
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
    assert!(verdicts.iter().all(Verdict::passes), "the model contradicts theory:\n{table}");
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
