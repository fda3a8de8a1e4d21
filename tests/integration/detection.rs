//! Who notices first: coverage, passes and false alarms of channels, and posts that want a second report.

use std::collections::BTreeMap;
use std::path::Path;

use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::forces::{CallsSpec, CoverageRow};
use liandong::scenario::incidents::{GrowthSpec, WorkSpec};
use liandong::scenario::law::LawSpec;
use liandong::scenario::load::Exercise;
use liandong::scenario::overlay::KindRef;
use liandong::scenario::practice::{MonitoringRow, Sharing};

use liandong::terms::id::IncidentId;
use proptest::prelude::*;

use crate::drill::{lines, load, runs};
use crate::oracle::hold;

fn shipped() -> Exercise {
    load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_detection.ron"), &[])
}

/// The shipped day with other channels.
fn day(change: impl Fn(&mut Exercise)) -> Vec<RunRecord> {
    let mut exercise = shipped();
    change(&mut exercise);
    let (records, _) = runs(&exercise, 40);
    records.iter().for_each(hold);
    records
}

/// Minutes from onset to detection of every incident; none where nobody noticed it.
fn detections(records: &[RunRecord]) -> Vec<Option<f64>> {
    let of_run = |record: &RunRecord| {
        let times = (0..record.incidents.len()).map(|at| {
            let id = Some(IncidentId(u32::try_from(at).unwrap()));
            let mut own = record.entries.iter().filter(|entry| entry.about.incident == id);
            let seen = own.find(|entry| matches!(entry.milestone, Milestone::IncidentDetected { .. }));
            seen.map(|entry| (entry.time - record.incidents[at].onset).ms() as f64 / 60_000.0)
        });
        times.collect::<Vec<_>>()
    };
    records.iter().flat_map(of_run).collect()
}

fn false_alarms(records: &[RunRecord]) -> usize {
    let entries = records.iter().flat_map(|record| &record.entries);
    entries.filter(|entry| matches!(entry.milestone, Milestone::FalseAlarm { .. })).count()
}

fn busy_ms(records: &[RunRecord]) -> i64 {
    records.iter().flat_map(|record| &record.desks).map(|(_, totals)| totals.busy_ms).sum()
}

#[test]
fn more_coverage_never_delays_a_detection() {
    let less = detections(&day(|exercise| exercise.world.channels.iter_mut().for_each(|channel| channel.coverage *= 0.5)));
    let more = detections(&day(|_| ()));
    assert_eq!(less.len(), more.len());
    for (less, more) in less.iter().zip(&more) {
        assert!(
            more.unwrap_or(f64::INFINITY) <= less.unwrap_or(f64::INFINITY),
            "{more:?} with more coverage, {less:?} with less"
        );
    }
    assert!(less.iter().filter(|time| time.is_none()).count() > more.iter().filter(|time| time.is_none()).count());
}

#[derive(Clone, Debug)]
struct Network {
    coverage: Vec<f64>,
    least_min: Vec<f64>,
}

fn networks() -> impl Strategy<Value = Network> {
    let coverage = prop::collection::vec(prop_oneof![Just(0.0), 0.0_f64..=1.0, Just(1.0)], 3);
    (coverage, prop::collection::vec(0.0_f64..30.0, 3)).prop_map(|(coverage, least_min)| Network { coverage, least_min })
}

/// Six replications of the shipped day with three channels that watch all the time, under `four_level` with a change to its structure.
fn watched(network: &Network, change: impl Fn(&mut Exercise)) -> Vec<RunRecord> {
    let mut exercise = shipped();
    exercise.world.channels.retain(|channel| channel.passes.is_none() && channel.calls.is_none());
    for (at, channel) in exercise.world.channels.iter_mut().enumerate() {
        (channel.coverage, channel.false_alarms_per_day) = (network.coverage[at], 0.0);
        channel.coverage_by_kind.clear();
        channel.delay = LawSpec::Uniform { low_min: network.least_min[at], high_min: network.least_min[at] + 20.0 };
    }
    change(&mut exercise);
    let (records, outcome) = runs(&exercise, 6);
    records.iter().for_each(hold);
    let value = |id: &str, at: usize| {
        let position = outcome.result.metrics.iter().position(|metric| metric.id == id).unwrap();
        outcome.result.structures[0].replications[at].values[position].value.unwrap_or(0.0)
    };
    for at in 0..records.len() {
        let ids = exercise.world.channels.iter().map(|channel| format!("noticed_first.{}", channel.id));
        let sum: f64 = ids.map(|id| value(&id, at)).sum();
        assert!((sum - value("proportion_detected", at)).abs() < 1e-9, "the channels' shares sum up to {sum}");
    }
    records
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the network: nobody notices before the quickest channel can, nobody at all where nothing is covered, and more coverage
    /// of any channel, in the world or by the structure, never delays a detection.
    #[test]
    fn a_wider_network_never_notices_later(network in networks(), more in prop::collection::vec(0.0_f64..=1.0, 3)) {
        let narrow = detections(&watched(&network, |_| ()));
        let least = network.least_min.iter().copied().fold(f64::INFINITY, f64::min);
        prop_assert!(narrow.iter().flatten().all(|time| *time >= least - 1e-4), "{network:?}: {narrow:?}");
        let dark = Network { coverage: vec![0.0; 3], ..network.clone() };
        prop_assert!(detections(&watched(&dark, |_| ())).iter().all(Option::is_none));
        let wider: Vec<f64> = network.coverage.iter().zip(&more).map(|(c, m)| c + (1.0 - c) * m).collect();
        let in_world = detections(&watched(&Network { coverage: wider.clone(), ..network.clone() }, |_| ()));
        let by_structure = detections(&watched(&network, |exercise| {
            let rows = exercise.world.channels.iter().zip(&wider).map(|(channel, coverage)| MonitoringRow {
                channel: channel.id.clone(),
                coverage_at: vec![CoverageRow { within: None, kind: None, hazards: None, coverage: *coverage }],
            });
            exercise.structures[0].monitoring = rows.collect();
        }));
        prop_assert_eq!(&in_world, &by_structure);
        for (narrow, wide) in narrow.iter().zip(&in_world) {
            prop_assert!(wide.unwrap_or(f64::INFINITY) <= narrow.unwrap_or(f64::INFINITY), "{wide:?} after {narrow:?}");
        }
    }
}

/// A row of the matrix counts only for its jurisdictions, kinds and hazards, and the last that fits wins.
#[test]
fn a_coverage_matrix_has_cells() {
    let blind = |row: CoverageRow| {
        let records = day(|exercise| {
            exercise.world.channels.truncate(1);
            let channel = &mut exercise.world.channels[0];
            channel.coverage_by_kind.clear();
            channel.coverage = 1.0;
            channel.coverage_at =
                vec![CoverageRow { coverage: 0.5, ..row.clone() }, CoverageRow { coverage: 0.0, ..row.clone() }];
        });
        let mut by_place: BTreeMap<String, Vec<bool>> = BTreeMap::new();
        let all = records.iter().flat_map(|record| record.incidents.iter().map(move |incident| (record, incident)));
        for ((record, incident), time) in all.zip(detections(&records)) {
            let place = record.header.jurisdictions[incident.jurisdiction.index()].id.clone();
            let is_late = incident.onset.ms() > 23 * 3_600_000;
            if !is_late {
                by_place.entry(place).or_default().push(time.is_some());
            }
        }
        by_place.into_iter().map(|(place, seen)| (place, seen.iter().any(|seen| *seen))).collect::<BTreeMap<_, _>>()
    };
    let everywhere = CoverageRow { within: None, kind: None, hazards: None, coverage: 0.0 };
    assert!(blind(everywhere.clone()).values().all(|is_seen| !is_seen));
    let county = blind(CoverageRow { within: Some("d12".to_owned()), ..everywhere.clone() });
    assert!(county.iter().all(|(place, is_seen)| *is_seen != place.starts_with("d12")), "{county:?}");
    let towns = blind(CoverageRow { kind: Some("subdistrict".to_owned()), ..everywhere.clone() });
    assert!(towns.iter().all(|(place, is_seen)| *is_seen != ["d1101", "d1102"].contains(&place.as_str())), "{towns:?}");
    assert!(blind(CoverageRow { hazards: Some(vec!["flood".to_owned()]), ..everywhere }).values().all(|is_seen| *is_seen));
}

/// P(detected) = 1 − Π(1 − c) for channels that watch all the time and are quick.
#[test]
fn networks_miss_what_none_of_them_covers() {
    let records = day(|exercise| {
        exercise.world.channels.truncate(2);
        for channel in &mut exercise.world.channels {
            (channel.coverage, channel.delay) = (0.6, LawSpec::Deterministic { min: 0.0 });
            channel.coverage_by_kind.clear();
        }
    });
    let detections = detections(&records);
    let (n, seen) = (detections.len() as f64, detections.iter().flatten().count() as f64);
    let wanted = 1.0 - 0.4 * 0.4;
    let error = (wanted * (1.0 - wanted) / n).sqrt();
    assert!((seen / n - wanted).abs() < 4.0 * error, "{seen} of {n} are detected, {wanted} wanted");
}

/// The first pass comes at any moment of the interval T, and each of the vain ones before success costs T more: with success p the
/// mean is T (1/2 + (1 − p)/p).
#[test]
fn an_overflight_notices_at_its_first_successful_pass() {
    let records = day(|exercise| {
        exercise.world.channels.retain(|channel| channel.passes.is_some());
        let channel = &mut exercise.world.channels[0];
        channel.delay = LawSpec::Deterministic { min: 0.0 };
        channel.passes.as_mut().unwrap().every_min = 60.0;
        channel.passes.as_mut().unwrap().success = 0.5;
        exercise.scenario.horizon_h = 200.0;
    });
    // Incidents of the last two days may not have been noticed yet.
    let times: Vec<f64> = detections(&records).into_iter().flatten().collect();
    let mean = times.iter().sum::<f64>() / times.len() as f64;
    assert!(times.len() > 5_000, "{} detections", times.len());
    assert!((mean - 90.0).abs() < 4.0 * 87.0 / (times.len() as f64).sqrt() + 1.0, "{mean} min on average, 90 wanted");
}

#[test]
fn false_alarms_come_at_their_rate_and_occupy_the_desks() {
    let with = day(|_| ());
    let without = day(|exercise| exercise.world.channels.iter_mut().for_each(|channel| channel.false_alarms_per_day = 0.0));
    // 20 a day at each of two counties in 40 replications of a day.
    let alarms = false_alarms(&with);
    assert!((alarms as f64 - 1_600.0).abs() < 4.0 * 40.0, "{alarms} false alarms");
    assert_eq!(false_alarms(&without), 0);
    assert!(busy_ms(&with) > busy_ms(&without) + 1_600 * 60_000, "a false alarm takes an officer a minute and more");
    assert_eq!(detections(&with), detections(&without), "false alarms change no detection");
}

#[test]
fn a_post_that_wants_two_reports_acts_later_or_never() {
    let acted = |confirmations: u32| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_reports.ron");
        let mut exercise = load(&path, &[]);
        for row in &mut exercise.structures[0].conduct {
            (row.confirmations, row.omission, row.shading, row.send_back) = (confirmations, 0.0, 0.0, 0.0);
        }
        let (records, _) = runs(&exercise, 20);
        records.iter().for_each(hold);
        let decided = |record: &&RunRecord| record.entries.iter().any(|entry| entry.milestone == Milestone::DecisionMade);
        records.iter().filter(decided).count()
    };
    assert_eq!(acted(1), 20);
    assert_eq!(acted(2), 0, "the only report is that of the information officer, and nobody confirms it");
}

/// Departments that keep what they know: the emergency offices learn later or never, and shared at once is as not declared.
#[test]
fn a_fragmented_network_knows_less_and_later() {
    let with = |sharing: Option<(f64, f64)>| {
        day(|exercise| {
            exercise.structures[0].sharing =
                sharing.map(|(probability, min)| Sharing { probability, delay: LawSpec::Deterministic { min } });
        })
    };
    let (plain, whole, parted) = (with(None), with(Some((1.0, 0.0))), with(Some((0.0, 0.0))));
    for (plain, whole) in plain.iter().zip(&whole) {
        assert_eq!(lines(plain), lines(whole));
    }
    let graded = |records: &[RunRecord]| {
        let is_news = |entry: &&liandong::journal::entry::Entry| matches!(entry.milestone, Milestone::IncidentGraded { .. });
        records.iter().flat_map(|record| &record.entries).filter(is_news).count()
    };
    let kept = parted.iter().flat_map(|record| &record.entries);
    let kept = kept.filter(|entry| matches!(entry.milestone, Milestone::NewsKept { .. })).count();
    assert!(kept > 500, "{kept} news kept");
    assert!(graded(&parted) + 500 < graded(&plain), "{} posts know, {} when all is shared", graded(&parted), graded(&plain));
}

/// Calls about a growing incident: with γ·g > 0 the first comes where λ·(e^(γgt) − 1)/(γg) reaches −ln u, so that
/// P(T > t) = exp(−λ·(e^(γgt) − 1)/(γg)); with γ = 0 it is exponential.
#[test]
fn calls_grow_with_the_incident() {
    let with = |exponent: f64| {
        detections(&day(|exercise| {
            exercise.world.channels.truncate(1);
            let channel = &mut exercise.world.channels[0];
            channel.delay = LawSpec::Deterministic { min: 0.0 };
            channel.calls = Some(CallsSpec { rate_per_h: 2.0, reference_unit_h: 0.5, exponent });
            for weighted in exercise.incidents.stochastic.iter_mut().flat_map(|demand| &mut demand.profiles) {
                weighted.profile.needs[0].work = WorkSpec::Shared {
                    unit_h: 0.5,
                    growth_per_h: 4.0,
                    growth: GrowthSpec::Exponential,
                    unit_h_max: None,
                    hazard_per_unit_h: None,
                };
            }
        }))
    };
    let (steady, growing) = (with(0.0), with(0.5));
    let share_after = |times: &[Option<f64>], min: f64| {
        times.iter().filter(|time| time.is_none_or(|time| time > min)).count() as f64 / times.len() as f64
    };
    // Some fires break out shortly before the end of the day and stay unnoticed; that is one in some hundred.
    for t in [10.0, 20.0, 30.0] {
        let hours: f64 = t / 60.0;
        let (flat, grown) = (libm::exp(-2.0 * hours), libm::exp(-libm::expm1(2.0 * hours)));
        assert!((share_after(&steady, t) - flat).abs() < 0.05, "{} of {flat} at {t} min", share_after(&steady, t));
        assert!((share_after(&growing, t) - grown).abs() < 0.05, "{} of {grown} at {t} min", share_after(&growing, t));
    }
    for (steady, growing) in steady.iter().zip(&growing) {
        assert!(growing.unwrap_or(f64::INFINITY) <= steady.unwrap_or(f64::INFINITY), "{growing:?} after {steady:?}");
    }
}

#[test]
fn false_alarms_go_where_reports_go_when_a_level_is_abolished() {
    let exercise = || {
        let mut exercise = shipped();
        for channel in &mut exercise.world.channels {
            channel.false_alarms_per_day = 0.0;
        }
        let channel = exercise.world.channels.iter_mut().find(|channel| channel.line == "government").unwrap();
        (channel.level, channel.false_alarms_per_day) = ("township".to_owned(), 5.0);
        exercise
    };
    let mut flat = exercise();
    let kinds = [("township", "subdistrict"), ("township", "town"), ("township", "township")];
    let abolished = kinds.map(|(level, kind)| KindRef { level: level.to_owned(), kind: kind.to_owned() });
    flat.structures[0].abolishes.extend(abolished);
    let times = |exercise: &Exercise| {
        let alarms = |record: &RunRecord| {
            let entries = record.entries.iter().filter(|entry| matches!(entry.milestone, Milestone::FalseAlarm { .. }));
            entries.map(|entry| entry.time).collect::<Vec<_>>()
        };
        runs(exercise, 5).0.iter().map(alarms).collect::<Vec<_>>()
    };
    let tall = times(&exercise());
    assert!(tall.iter().all(|alarms| alarms.len() > 10), "{tall:?}");
    assert_eq!(tall, times(&flat), "the same alarms, at other desks");
}
