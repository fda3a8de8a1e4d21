//! The dispatch chain through the real engine, beside a bare Rust event loop doing the same work with the same keyed chance.
//!
//! 16 cities × 6 counties × 14 townships, 2,880 units. Incidents come as a Poisson process, 1 per hour and county. A report is
//! served at township, county, city, province, city and county (6 services), then takes 2 units of the county's 30 one by one:
//! journey out, work, way back. One event is one step of the calendar: 1 arrival + 6 services + 3 steps for each unit.
//! Both are run in turn in one process; the printed ratio is that of the medians (time over time, smaller is better).
//! Mean waits are checked against theory, so that a fast but wrong loop fails.
//!
//! `cargo bench --bench dispatch_chain [-- ROUNDS]`

#![allow(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod bare;
mod chain;

use std::sync::Arc;
use std::time::Instant;

use liandong::simulation::assemble::laboratory::prepare;
use liandong::simulation::laboratory::LaboratoryRunner;

/// Mean waits by theory, h: township, county, city, province.
const THEORY_H: [f64; 4] = [1.8, 0.816_7, 0.112_09, 0.010_42];

fn main() {
    let rounds = std::env::args().filter_map(|arg| arg.parse().ok()).next().unwrap_or(9_usize).max(1);
    let shape = chain::Shape { provinces: 1, cities: 16, counties: 6, townships: 14, horizon_h: 1_000.0, warmup_h: 200.0 };
    compare("province", shape, rounds);
    compare("county", chain::Shape { cities: 1, counties: 1, horizon_h: 20_000.0, ..shape }, rounds);
    compare("nation", chain::Shape { provinces: 31, horizon_h: 60.0, warmup_h: 0.0, ..shape }, rounds.div_ceil(3));
}

#[allow(clippy::needless_range_loop, reason = "an echelon indexes several tables at once")]
fn compare(name: &str, shape: chain::Shape, rounds: usize) {
    let laboratory = chain::laboratory(&shape);
    let setting = Arc::new(prepare(&laboratory, &laboratory.structures[0], false));
    let mut engine = LaboratoryRunner::new(setting, "chain".to_owned());
    let mut bare = bare::Chain::new(&shape);
    let (mut engine_ns, mut bare_ns) = (Vec::new(), Vec::new());
    let mut waits = [[0.0; 4]; 2];
    for round in 0..=rounds {
        let replication = u32::try_from(round + 1).expect("few rounds");
        let begun = Instant::now();
        let (record, events) = engine.run(7, replication);
        let engine_time = begun.elapsed();
        let begun = Instant::now();
        let (bare_waits, bare_events) = bare.run(7, u64::from(replication));
        let bare_time = begun.elapsed();
        // The bare loop has no phases: two things in one millisecond may come in another order, and then a few steps differ.
        assert!(events.abs_diff(bare_events) <= events / 10_000, "{events} steps in the engine, {bare_events} in the bare loop");
        if round > 0 {
            let per_event = |time: std::time::Duration| time.as_nanos() as f64 / events as f64;
            engine_ns.push(per_event(engine_time));
            bare_ns.push(per_event(bare_time));
            let engine_waits = chain::mean_waits_h(&shape, &record.stations);
            for echelon in 0..4 {
                waits[0][echelon] += engine_waits[echelon] / rounds as f64;
                waits[1][echelon] += bare_waits[echelon] / rounds as f64;
            }
        }
    }
    let (engine_ns, bare_ns) = (median(engine_ns), median(bare_ns));
    println!("{name}: engine {engine_ns:.1} ns/event, bare {bare_ns:.1} ns/event");
    println!("{name}: ratio engine/bare: {:.2}", engine_ns / bare_ns);
    println!("{name}: mean waits in h: engine {:.4?}, bare {:.4?}", waits[0], waits[1]);
    if shape.is_reference() {
        println!("{name}: mean waits in h by theory:  {THEORY_H:.4?}");
        for echelon in 0..4 {
            let error = (waits[0][echelon] / THEORY_H[echelon] - 1.0).abs();
            assert!(error < 0.05, "echelon {echelon} is {error:.3} off theory");
        }
    }
    for echelon in 0..4 {
        let difference = (waits[0][echelon] - waits[1][echelon]).abs();
        assert!(difference <= 1e-3 * waits[1][echelon], "the two loops disagree at echelon {echelon}");
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
