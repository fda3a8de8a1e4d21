//! Intervals cover as often as they say, and the same luck makes differences sharper.

use std::sync::Arc;

use liandong::engine::special::normal_quantile;
use liandong::engine::streams::{Chance, Purpose};
use liandong::scenario::laboratory::Laboratory;
use liandong::scenario::law::LawSpec;
use liandong::simulation::assemble::laboratory::prepare;
use liandong::simulation::laboratory::LaboratoryRunner;
use liandong::statistics::interval::mean;
use liandong::verify::case::laboratory;

#[test]
fn a_95_percent_interval_of_ten_normal_values_covers_95_times_in_100() {
    let chance = Chance::new(5, 1);
    let trials = 10_000_u64;
    let covers = |trial: &u64| {
        let mut stream = chance.stream(Purpose::Attribute, *trial);
        let values: Vec<f64> = (0..10).map(|_| normal_quantile(stream.uniform())).collect();
        let interval = mean(&values, 0.95).unwrap().interval.unwrap();
        interval.low <= 0.0 && 0.0 <= interval.high
    };
    let covered = (0..trials).filter(covers).count();
    assert!((9_435..=9_565).contains(&covered), "{covered} of {trials} intervals cover");
}

/// One officer, 0.8 matters a minute.
fn post(mean_min: f64, horizon_h: f64) -> Laboratory {
    let mut post = laboratory("mmc_post");
    post.stations.retain(|station| station.id == "officers_1_load_80");
    post.sources.retain(|source| source.to == "officers_1_load_80");
    post.stations[0].classes[0].service = LawSpec::Exponential { mean_min };
    (post.horizon_h, post.warmup_h) = (horizon_h, horizon_h / 5.0);
    post
}

/// The mean wait of each replication, min.
fn waits(laboratory: &Laboratory, seed: u64, replications: u32) -> Vec<f64> {
    let structure = &laboratory.structures[0];
    let mut runner = LaboratoryRunner::new(Arc::new(prepare(laboratory, structure, false)), structure.id.clone());
    let wait = |replication| {
        let (record, _) = runner.run(seed, replication);
        record.stations[0].waiting_ms as f64 / record.stations[0].arrivals as f64 / 60_000.0
    };
    (1..=replications).map(wait).collect()
}

#[test]
fn intervals_of_a_simulated_wait_cover_under_many_seeds() {
    let post = post(0.5, 100.0);
    // Load 0.4: mean wait 0.4 / (1 − 0.4) × 0.5 min.
    let exact = 0.4 / 0.6 * 0.5;
    let seeds = 60;
    let covers = |seed: &u64| {
        let interval = mean(&waits(&post, *seed, 20), 0.95).unwrap().interval.unwrap();
        interval.low <= exact && exact <= interval.high
    };
    let covered = (0..seeds).filter(covers).count();
    // 57 are expected; fewer than 50 would happen once in 1,500 times.
    assert!(covered >= 50, "{covered} of {seeds} intervals cover {exact}");
}

#[test]
fn the_same_luck_makes_a_difference_sharper() {
    let (slow, fast) = (post(1.0, 1_000.0), post(0.8, 1_000.0));
    let difference = |seed: u64| -> Vec<f64> {
        waits(&slow, 1, 60).iter().zip(waits(&fast, seed, 60)).map(|(slow, fast)| slow - fast).collect()
    };
    let (paired, apart) = (mean(&difference(1), 0.999).unwrap(), mean(&difference(2), 0.999).unwrap());
    let width = |estimate: &liandong::statistics::interval::MeanEstimate| {
        let interval = estimate.interval.unwrap();
        interval.high - interval.low
    };
    assert!(width(&paired) < width(&apart), "{paired:?} and {apart:?}");
    let interval = paired.interval.unwrap();
    assert!(interval.low <= 2.577_778 && 2.577_778 <= interval.high, "{paired:?}");
}
