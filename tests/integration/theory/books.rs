//! The books of every shipped laboratory balance exactly: conservation, Little's identity, order, and luck that is each one's own.

use std::sync::Arc;

use liandong::journal::ledger::{Outcome, Visit};
use liandong::measure::record::LaboratoryRecord;
use liandong::scenario::laboratory::{LabStructure, Laboratory};
use liandong::simulation::assemble::laboratory::prepare;
use liandong::simulation::laboratory::LaboratoryRunner;
use liandong::verify::case::laboratory;
use liandong::verify::files::FILES;

fn run(laboratory: &Laboratory, structure: &LabStructure, replication: u32) -> LaboratoryRecord {
    let setting = Arc::new(prepare(laboratory, structure, true));
    LaboratoryRunner::new(setting, structure.id.clone()).run(7, replication).0
}

/// Every shipped laboratory from an empty start, at most a day long, under each of its structures.
fn records() -> Vec<(Laboratory, LaboratoryRecord)> {
    let mut records = Vec::new();
    for (name, _) in FILES {
        let mut laboratory = laboratory(name);
        laboratory.warmup_h = 0.0;
        laboratory.horizon_h = laboratory.horizon_h.min(24.0);
        for structure in laboratory.structures.clone() {
            let record = run(&laboratory, &structure, 1);
            records.push((laboratory.clone(), record));
        }
    }
    records
}

fn at(record: &LaboratoryRecord, station: usize) -> Vec<&Visit> {
    record.visits.iter().filter(|visit| visit.station as usize == station).collect()
}

#[test]
fn whoever_comes_goes_or_is_still_there() {
    for (laboratory, record) in records() {
        for (position, station) in laboratory.stations.iter().enumerate() {
            let (visits, totals) = (at(&record, position), &record.stations[position]);
            let count = |outcome: Outcome| visits.iter().filter(|visit| visit.outcome == outcome).count() as u64;
            let here = count(Outcome::InSystem);
            let gone = totals.completions + totals.lost + totals.left + totals.escalated;
            assert_eq!(totals.arrivals, gone + here, "{} at {}", laboratory.id, station.id);
            let counted = [Outcome::Completed, Outcome::Lost, Outcome::Left, Outcome::Escalated].map(count);
            assert_eq!(
                counted,
                [totals.completions, totals.lost, totals.left, totals.escalated],
                "{} at {}",
                laboratory.id,
                station.id
            );
        }
    }
}

#[test]
fn numbers_in_the_system_add_up_to_the_times_of_those_who_were_there() {
    for (laboratory, record) in records() {
        let end = record.observed.ms();
        for (position, station) in laboratory.stations.iter().enumerate() {
            let stay = |visit: &Visit| match visit.outcome {
                Outcome::Lost => 0,
                _ => visit.finished.map_or(end, |time| time.0) - visit.arrived.0,
            };
            let (stays, totals) = (at(&record, position).into_iter().map(stay).sum::<i64>(), &record.stations[position]);
            assert_eq!(totals.in_system_ms, stays, "Little's identity of {} at {}", laboratory.id, station.id);
            assert_eq!(totals.in_system_ms, totals.busy_ms + totals.waiting_ms, "{} at {}", laboratory.id, station.id);
            assert!(totals.busy_ms <= totals.on_duty_ms, "{} at {} works more than its officers", laboratory.id, station.id);
        }
    }
}

#[test]
fn nobody_is_served_before_coming_or_done_before_being_served() {
    for (laboratory, record) in records() {
        for visit in &record.visits {
            let started = visit.started.unwrap_or(visit.arrived);
            assert!(visit.arrived <= started && visit.finished.is_none_or(|end| started <= end), "{}: {visit:?}", laboratory.id);
            assert!(visit.outcome != Outcome::Completed || visit.finished.is_some(), "{}: {visit:?}", laboratory.id);
        }
    }
}

#[test]
fn one_more_station_and_source_change_nothing_elsewhere() {
    let mut small = laboratory("mmc_post");
    (small.warmup_h, small.horizon_h) = (0.0, 24.0);
    let mut large = small.clone();
    let mut station = large.stations[0].clone();
    station.id = "elsewhere".to_owned();
    let mut source = large.sources[0].clone();
    (source.id, source.to) = ("another".to_owned(), "elsewhere".to_owned());
    large.stations.push(station);
    large.sources.push(source);
    let (a, b) = (run(&small, &small.structures[0], 3), run(&large, &large.structures[0], 3));
    let times = |record: &LaboratoryRecord, position: usize| -> Vec<_> {
        at(record, position).into_iter().map(|visit| (visit.arrived, visit.started, visit.finished)).collect()
    };
    for position in 0..small.stations.len() {
        assert!(times(&a, position).len() > 100);
        assert_eq!(times(&a, position), times(&b, position), "{}", small.stations[position].id);
    }
}

#[test]
fn one_more_officer_makes_nobody_begin_later() {
    let mut laboratory = laboratory("mmc_post");
    (laboratory.warmup_h, laboratory.horizon_h) = (0.0, 48.0);
    let mut more = laboratory.clone();
    more.stations.iter_mut().for_each(|station| station.servers += 1);
    let (a, b) = (run(&laboratory, &laboratory.structures[0], 1), run(&more, &more.structures[0], 1));
    for position in 0..laboratory.stations.len() {
        let (before, after) = (at(&a, position), at(&b, position));
        assert_eq!(before.len(), after.len(), "the same matters come");
        for (a, b) in before.iter().zip(&after) {
            assert!(a.matter == b.matter && a.arrived == b.arrived);
            let Some(started) = a.started else { continue };
            assert!(b.started.is_some_and(|earlier| earlier <= started), "{a:?} and {b:?}");
        }
    }
}

#[test]
fn times_twice_as_long_give_results_twice_as_long() {
    use liandong::scenario::laboratory::LabArrivals;
    use liandong::scenario::law::LawSpec;
    let mut one = laboratory("service_laws");
    (one.warmup_h, one.horizon_h) = (0.0, 12.0);
    let mut two = one.clone();
    two.horizon_h *= 2.0;
    let doubled = |law: &LawSpec| match law {
        LawSpec::Deterministic { min } => Some(LawSpec::Deterministic { min: 2.0 * min }),
        LawSpec::Exponential { mean_min } => Some(LawSpec::Exponential { mean_min: 2.0 * mean_min }),
        LawSpec::Erlang { shape, mean_min } => Some(LawSpec::Erlang { shape: *shape, mean_min: 2.0 * mean_min }),
        LawSpec::LogNormal { mean_min, cv } => Some(LawSpec::LogNormal { mean_min: 2.0 * mean_min, cv: *cv }),
        _ => None,
    };
    let mut compared = Vec::new();
    for (position, station) in two.stations.iter_mut().enumerate() {
        if let Some(law) = doubled(&station.classes[0].service) {
            station.classes[0].service = law;
            compared.push(position);
        }
    }
    assert!(compared.len() >= 4);
    for source in &mut two.sources {
        if let LabArrivals::Poisson { rate_per_h } = &mut source.arrivals {
            *rate_per_h /= 2.0;
        }
    }
    let (a, b) = (run(&one, &one.structures[0], 1), run(&two, &two.structures[0], 1));
    for position in compared {
        let (first, second) = (at(&a, position), at(&b, position));
        for (a, b) in first.iter().zip(&second) {
            // Every duration is rounded to a millisecond once: after n matters the sums may be n milliseconds apart.
            let slack = 2 * i64::try_from(first.len()).unwrap();
            assert!((2 * a.arrived.0 - b.arrived.0).abs() <= slack, "{a:?} and {b:?}");
        }
        assert!(first.len().abs_diff(second.len()) <= 1 && first.len() > 100);
    }
}
