//! A desk that slows down under load works for long, then collapses: when, and that it does not recover.

use liandong::engine::time::SimTime;
use liandong::statistics::interval::mean;
use liandong::verify::case::laboratory;

use crate::theory::laboratories::runner;

/// Matters open at which the desk has collapsed: far beyond the 12 at which as many come as are done.
const COLLAPSED: i32 = 25;

/// When the collapsing desk has so many matters open for the first time, h, in each replication; and how many are open at the end.
fn collapses(replications: u32) -> Vec<(Option<f64>, i32)> {
    let mut laboratory = laboratory("overload_collapse");
    laboratory.sources.retain(|source| source.to == "collapses");
    laboratory.stations.retain(|station| station.id == "collapses");
    let mut runner = runner(&laboratory, 0);
    let one = |replication| {
        let (record, _) = runner.run(11, replication);
        let arrivals = record.visits.iter().map(|visit| (visit.arrived, 1));
        let ends = record.visits.iter().filter_map(|visit| Some((visit.finished?, -1)));
        let mut steps: Vec<_> = arrivals.chain(ends).collect();
        steps.sort_by_key(|(time, change)| (*time, -*change));
        let (mut open, mut first) = (0, None);
        for (time, change) in steps {
            open += change;
            if open >= COLLAPSED && first.is_none() {
                first = Some((time - SimTime::ZERO).hours());
            }
        }
        (first, open)
    };
    (1..=replications).map(one).collect()
}

/// The first passage of the birth-and-death chain from 0 to `COLLAPSED`, h: arrivals 0.6, service max(0.4, 1 / (1 + 0.1 (n − 5))).
fn exact_passage_h() -> f64 {
    let speed = |open: i32| (1.0 / (1.0 + 0.1 * f64::from((open - 5).max(0)))).max(0.4);
    let (mut step, mut total) = (1.0 / 0.6, 1.0 / 0.6);
    for open in 1..COLLAPSED {
        step = 1.0 / 0.6 + speed(open) / 0.6 * step;
        total += step;
    }
    total / 60.0
}

#[test]
fn a_desk_collapses_after_its_time_and_stays_so() {
    let exact = exact_passage_h();
    assert!((exact - 35.538_518).abs() < 1e-5, "{exact}");
    let observed = collapses(300);
    // Within 200 h all but one in 300 have collapsed: e^(−200/35.5). Those that have not count with the time observed.
    let times: Vec<f64> = observed.iter().map(|(first, _)| first.unwrap_or(200.0)).collect();
    let interval = mean(&times, 0.999).and_then(|estimate| estimate.interval).expect("many replications");
    assert!(interval.low <= exact && exact <= interval.high && interval.high - interval.low < 0.4 * exact, "{interval:?}");
    // Nearly exponential: about 1 − 1/e have collapsed by the mean time (three standard errors of 300 are 0.084).
    let early = times.iter().filter(|time| **time < exact).count() as f64 / 300.0;
    assert!((early - 0.632).abs() < 0.084, "{early} have collapsed by {exact} h");
    // Metastable: long good, and then lost for good.
    let collapsed = observed.iter().filter(|(first, _)| first.is_some_and(|hour| hour < 150.0));
    assert!(collapsed.clone().count() > 250);
    let recovered = collapsed.filter(|(_, open)| *open < COLLAPSED).count();
    assert!(recovered < 15, "{recovered} desks have recovered");
}
