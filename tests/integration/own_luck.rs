//! Luck belongs to what has an id, not to the place where it stands in a list: whoever adds a row moves nobody else's draws.

use std::path::Path;

use liandong::measure::record::RunRecord;
use liandong::scenario::load::Exercise;
use liandong::scenario::territory::Rows;

use crate::drill::{Drill, fixed, lines, load, runs};

/// Two incidents that are noticed by chance, and two streams of demand over two places.
fn drill() -> Exercise {
    let mut drill = Drill::chain_of_four();
    drill.branches = vec![2, 1, 1];
    drill.telephone = (1.0, "Exponential(mean_min: 20)".to_owned());
    drill.units = vec![("j0".to_owned(), "engine", 3), ("j1".to_owned(), "engine", 3)];
    drill.mobilisation = "Exponential(mean_min: 2)".to_owned();
    let needs = || vec![("fire", 1, format!("PerUnit({})", fixed(30.0)))];
    drill.incidents = vec![(10.0, "j000".to_owned(), (6.0, 3.0), needs()), (50.0, "j100".to_owned(), (18.0, 3.0), needs())];
    let row = |id: &str, rate: f64| {
        let profile = r#"(hazard: "fire", severity: IV, needs: [(capability: "fire", units: 1, work: Shared(unit_h: 0.5))])"#;
        format!(r#"(id: "{id}", level: "l1", rate_per_h: {rate}, spread: Evenly, profiles: [(weight: 1, profile: {profile})]), "#)
    };
    drill.stochastic = row("a", 0.3) + &row("b", 0.2);
    drill.load(&[])
}

fn journals(exercise: &Exercise) -> Vec<Vec<String>> {
    runs(exercise, 3).0.iter().map(lines).collect()
}

/// Names and onsets of all incidents.
fn onsets(record: &RunRecord) -> Vec<(String, i64)> {
    let mut rows: Vec<_> =
        record.incidents.iter().map(|incident| (record.header.incident_id(incident), incident.onset.0)).collect();
    rows.sort();
    rows
}

#[test]
fn a_row_that_never_happens_moves_nobody_elses_luck() {
    let plain = drill();
    assert!(journals(&plain).iter().all(|lines| lines.len() > 60), "much happens");
    let mut more = plain.clone();
    let mut late = more.incidents.scripted[0].clone();
    (late.id, late.at_min) = ("late".into(), 60.0 * more.scenario.horizon_h + 1.0);
    more.incidents.scripted.insert(0, late);
    assert_eq!(journals(&plain), journals(&more));
}

#[test]
fn the_order_of_demands_and_of_places_is_nobodys_luck() {
    let plain = drill();
    let mut turned = plain.clone();
    turned.incidents.stochastic.reverse();
    assert_eq!(journals(&plain), journals(&turned));
    let mut moved = plain.clone();
    let Rows::List(rows) = &mut moved.world.jurisdictions else { panic!("the drill lists its places") };
    rows[1..].reverse();
    let all = |exercise: &Exercise| runs(exercise, 3).0.iter().map(onsets).collect::<Vec<_>>();
    assert_eq!(all(&plain), all(&moved));
}

#[test]
fn a_warning_that_is_never_issued_moves_nobody_elses_luck() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_warning.ron");
    let plain = load(&path, &["call_and_answer".to_owned()]);
    let mut more = plain.clone();
    let mut late = more.incidents.warnings[0].clone();
    (late.id, late.at_min) = ("late".into(), 60.0 * more.scenario.horizon_h + 1.0);
    more.incidents.warnings.insert(0, late);
    assert_eq!(journals(&plain), journals(&more));
}
