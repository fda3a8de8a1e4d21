//! Laws that hold for whole families of laboratories, drawn at random: Kleinrock's conservation, one officer more, Jackson networks.

use std::collections::BTreeMap;

use liandong::scenario::laboratory::{LabClass, LabRoute, LabSource, LabWay, Laboratory};
use liandong::scenario::law::LawSpec;
use liandong::statistics::interval::mean;
use proptest::prelude::*;

use crate::theory::laboratories::{class, empty, exponential, run, source, station};
use crate::theory::rows::{MatterRow, Tables};

/// One desk of one officer with three classes, at a load below 0.9.
fn three_classes(priorities: [u32; 3], means: [f64; 3], load: f64) -> Laboratory {
    let mut laboratory = empty(120.0);
    let mut desk = station("desk", 1, exponential(1.0));
    desk.classes = (0..3)
        .map(|at| LabClass {
            priority: priorities[at],
            ..class(["flash", "request", "routine"][at], LawSpec::Uniform { low_min: 0.0, high_min: 2.0 * means[at] })
        })
        .collect();
    laboratory.sources = (0..3)
        .map(|at| LabSource {
            class: desk.classes[at].id.clone(),
            ..source(&format!("callers_{at}"), "desk", load / 3.0 / means[at] * 60.0)
        })
        .collect();
    laboratory.stations = vec![desk];
    laboratory
}

/// Sum of (service × wait) in ms² over the matters that came before the desk was last empty; how many they are.
fn work_that_waited(rows: &[MatterRow], until_ms: i64) -> (i128, usize) {
    let waits = rows.iter().filter(|row| row.arrived_ms < until_ms).map(|row| {
        let (start, end) = (row.started_ms.expect("begun"), row.finished_ms.expect("ended"));
        i128::from(end - start) * i128::from(start - row.arrived_ms)
    });
    (waits.clone().sum(), waits.count())
}

/// The last arrival that finds the desk empty: everything before it has been served.
fn last_regeneration(rows: &[MatterRow]) -> i64 {
    let mut rows: Vec<&MatterRow> = rows.iter().collect();
    rows.sort_by_key(|row| row.arrived_ms);
    let (mut busy_until, mut last) = (0, 0);
    for row in rows {
        if row.arrived_ms > busy_until {
            last = row.arrived_ms;
        }
        busy_until = busy_until.max(row.finished_ms.unwrap_or(i64::MAX));
    }
    last
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Kleinrock (1965): whoever is served first, the work that waits is the same as long as the officer never idles. Here it
    /// holds to the last millisecond, because a matter's service is its own whatever the order.
    #[test]
    fn priorities_move_waiting_about_and_conserve_it(
        priorities in prop::array::uniform3(1_u32..4), means in prop::array::uniform3(0.5_f64..6.0), load in 0.3_f64..0.9, seed in 1_u64..1_000,
    ) {
        let rows = |priorities| {
            let laboratory = three_classes(priorities, means, load);
            Tables::of(&laboratory, &run(&laboratory, seed)).matters
        };
        let (plain, ranked) = (rows([1, 1, 1]), rows(priorities));
        let until = last_regeneration(&plain);
        prop_assert_eq!(until, last_regeneration(&ranked), "the desk is empty at other times");
        let (before, after) = (work_that_waited(&plain, until), work_that_waited(&ranked, until));
        prop_assert!(before.1 > 20, "{} matters", before.1);
        prop_assert_eq!(before, after);
    }

    /// With one officer more, and the same luck, nobody who is served in order of arrival waits longer.
    #[test]
    fn one_officer_more_makes_nobody_wait_longer(
        officers in 1_u32..5, mean_min in 1.0_f64..20.0, load in 0.4_f64..0.95, cv in 0.2_f64..2.0, seed in 1_u64..1_000,
    ) {
        let waits = |servers| {
            let mut laboratory = empty(100.0);
            laboratory.stations = vec![station("desk", servers, LawSpec::LogNormal { mean_min, cv })];
            laboratory.sources = vec![source("callers", "desk", load * f64::from(officers) / mean_min * 60.0)];
            let rows = Tables::of(&laboratory, &run(&laboratory, seed)).matters;
            rows.into_iter().map(|row| (row.matter, row.started_ms.map(|start| start - row.arrived_ms))).collect::<BTreeMap<_, _>>()
        };
        let (few, more) = (waits(officers), waits(officers + 1));
        prop_assert_eq!(few.len(), more.len());
        for (matter, wait) in &few {
            let (Some(before), Some(after)) = (wait, more[matter]) else {
                prop_assert!(wait.is_none() || more[matter].is_some(), "matter {} is no longer served", matter);
                continue;
            };
            prop_assert!(after <= *before, "matter {} waits {} ms instead of {}", matter, after, before);
        }
    }
}

/// Three desks with ways forth and back: traffic equations λ = γ + λP, and a mean of ρ / (1 − ρ) at each desk of one officer
/// (Jackson 1957), within the 99.9 % interval over replications, which is at most 4 % wide on either side.
#[test]
fn a_network_with_ways_back_has_jacksons_means() {
    let mut laboratory = empty(2_200.0);
    laboratory.warmup_h = 200.0;
    let means = [3.0, 2.0, 4.0];
    laboratory.stations =
        ["county", "city", "staff"].iter().zip(means).map(|(id, mean)| station(id, 1, exponential(mean))).collect();
    laboratory.sources = vec![source("counties", "county", 6.0), source("media", "city", 3.0)];
    let way = |probability, to: &str| LabWay { probability, to: to.into(), becomes: None, transit: LawSpec::zero() };
    let route = |from: &str, ways| LabRoute { from: from.into(), class: None, ways };
    laboratory.structures[0].routes = vec![
        route("county", vec![way(0.6, "city")]),
        route("city", vec![way(0.3, "county"), way(0.5, "staff")]),
        route("staff", vec![way(0.2, "city")]),
    ];
    // λ₁ = 6 + 0.3 λ₂, λ₃ = 0.5 λ₂, λ₂ = 3 + 0.6 λ₁ + 0.2 λ₃ = 6.6 + 0.28 λ₂.
    let city = 6.6 / 0.72;
    let rates = [6.0 + 0.3 * city, city, 0.5 * city];
    let observed: Vec<Vec<f64>> = (1..=24)
        .map(|seed| {
            let tables = Tables::of(&laboratory, &run(&laboratory, seed));
            tables.stations.iter().map(|row| row.in_system_ms as f64 / row.observed_ms as f64).collect()
        })
        .collect();
    for at in 0..3 {
        let load: f64 = rates[at] * means[at] / 60.0;
        let values: Vec<f64> = observed.iter().map(|row| row[at]).collect();
        let estimate = mean(&values, 0.999).expect("many replications");
        let (low, high) = estimate.interval.map(|interval| (interval.low, interval.high)).expect("more than one replication");
        let theory = load / (1.0 - load);
        assert!((high - low) / 2.0 < 0.04 * theory, "desk {at}: [{low}, {high}] is too wide to tell");
        assert!(low <= theory && theory <= high, "desk {at}: {theory} is not in [{low}, {high}]");
    }
}
