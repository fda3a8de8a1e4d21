//! How posts choose units: policies, reserves, and needs that collect.

use std::collections::BTreeMap;
use std::path::Path;

use liandong::engine::time::SimTime;
use liandong::journal::ledger::Outcome;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::dispatch::{DispatchRow, KeptSpec, LabReserve, PolicySpec, ReserveSpec, ZoneRow};
use liandong::scenario::laboratory::{LabPool, LabTravel, LabUnit, Laboratory, WayBack, WhenBusy};
use liandong::scenario::load::Exercise;
use liandong::scenario::structure::PostRef;
use liandong::terms::id::{IncidentId, UnitId};
use liandong::terms::severity::Severity;
use proptest::prelude::{ProptestConfig, any, prop, prop_assert, proptest};

use crate::county::{self, County, incident, units as stationed};
use crate::drill::{Drill, fixed, lines, load, runs};
use crate::oracle::hold;
use crate::theory::laboratories::{empty, exponential, runner, source, structure};

/// A row for the posts of the drill's line at one level.
pub fn row(level: usize, policy: PolicySpec) -> DispatchRow {
    let post = PostRef { line: "government".into(), echelon: format!("l{level}") };
    DispatchRow { post, policy, collect_min: None, reserve: None, calls_off: None, redirects: false }
}

/// Two engines, 12 km from each other, and two fires of an hour between and beyond them: 5 and 7 km, 2 and 14 km.
fn two_fires() -> Drill {
    let mut drill = Drill { branches: vec![2], officers: vec![1; 2], relays: vec![fixed(0.0)], ..Drill::chain_of_four() };
    drill.services.truncate(2);
    drill.units = vec![("j0".into(), "engine", 1), ("j1".into(), "engine", 1)];
    let need = || vec![("fire", 1, "PerUnit(Deterministic(min: 60.0))".to_owned())];
    drill.incidents = vec![(0.0, "j0".into(), (11.0, 3.0), need()), (0.0, "j0".into(), (4.0, 3.0), need())];
    drill
}

fn with(mut exercise: Exercise, row: DispatchRow) -> Exercise {
    exercise.structures[0].dispatch = vec![row];
    exercise
}

fn one(exercise: &Exercise) -> RunRecord {
    let record = runs(exercise, 1).0.remove(0);
    hold(&record);
    record
}

/// Minutes of arrival, by incident and time.
fn arrivals(record: &RunRecord) -> Vec<(IncidentId, f64)> {
    let arrived = record.entries.iter().filter(|entry| entry.milestone == Milestone::UnitArrived);
    let mut times: Vec<_> =
        arrived.map(|entry| (entry.about.incident.unwrap(), (entry.time - SimTime::ZERO).minutes())).collect();
    times.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    times
}

fn minutes(record: &RunRecord) -> Vec<f64> {
    arrivals(record).into_iter().map(|(_, min)| min).collect()
}

fn collecting(policy: PolicySpec) -> DispatchRow {
    DispatchRow { collect_min: Some(1.0), ..row(0, policy) }
}

#[test]
fn the_nearest_for_the_first_is_the_worst_for_all() {
    let drill = two_fires();
    let run = |policy| minutes(&one(&with(drill.load(&[]), collecting(policy))));
    assert_eq!(run(PolicySpec::Nearest), [6.0, 15.0], "need by need");
    assert_eq!(run(PolicySpec::Batch), [8.0, 3.0], "all together");
    assert_eq!(run(PolicySpec::Regret), [8.0, 3.0], "the one first that loses most");
}

#[test]
fn needs_that_do_not_collect_are_served_one_by_one() {
    let drill = two_fires();
    for policy in [PolicySpec::Nearest, PolicySpec::Batch, PolicySpec::Regret] {
        // The desk ends the two decisions one after the other, at the same minute.
        assert_eq!(minutes(&one(&with(drill.load(&[]), row(0, policy)))), [5.0, 14.0]);
    }
}

#[test]
fn lists_of_preference_come_before_nearness() {
    let drill = two_fires();
    let zones = |prefers: &[&str]| {
        let prefers = prefers.iter().map(|id| (*id).to_owned()).collect();
        PolicySpec::Zones(vec![ZoneRow { within: "j".into(), prefers }])
    };
    let run = |prefers: &[&str]| minutes(&one(&with(drill.load(&[]), row(0, zones(prefers)))));
    assert_eq!(run(&["a_j1", "a_j0"]), [7.0, 2.0]);
    assert_eq!(run(&["engine_j0"]), [5.0, 14.0]);
    assert_eq!(run(&["engine_j1"]), [7.0, 2.0], "what no list names comes after");
}

#[test]
fn a_row_that_sends_the_nearest_changes_nothing() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_scarce.ron");
    let mut exercise = load(&path, &["four_level".to_owned()]);
    let (plain, _) = runs(&exercise, 10);
    for (line, echelon) in [("fire", "county"), ("fire", "city"), ("government", "county"), ("government", "city")] {
        let post = PostRef { line: line.into(), echelon: echelon.into() };
        let row = DispatchRow { post, ..row(0, PolicySpec::Nearest) };
        exercise.structures[0].dispatch.push(row);
    }
    let (listed, _) = runs(&exercise, 10);
    assert!(plain.iter().zip(&listed).all(|(plain, listed)| lines(plain) == lines(listed)));
}

/// Several fires, some graver than others, all decided at the top with units of two kinds.
fn many_fires(places: &[(f64, f64, u32, bool)], gap_min: f64) -> Exercise {
    let mut drill = two_fires();
    drill.units = vec![("j0".into(), "engine", 3), ("j1".into(), "engine", 2), ("j".into(), "truck", 2)];
    let of = |(at, (x, y, units, _)): (usize, &(f64, f64, u32, bool))| {
        let min = f64::from(u32::try_from(at).unwrap()) * gap_min;
        (min, "j0".to_owned(), (*x, *y), vec![("fire", *units, "PerUnit(Deterministic(min: 45.0))".to_owned())])
    };
    drill.incidents = places.iter().enumerate().map(of).collect();
    let mut exercise = drill.load(&[]);
    for (incident, (.., is_grave)) in exercise.incidents.scripted.iter_mut().zip(places) {
        incident.profile.severity = if *is_grave { Severity::II } else { Severity::IV };
    }
    exercise
}

fn kept(units: u32) -> ReserveSpec {
    ReserveSpec { kept: KeptSpec::Units(units), from_severity: Severity::II, capabilities: Some(vec!["fire".into()]) }
}

/// Least number of free units of the fleet after an order for a lighter incident; the fleet of the drill has seven.
fn least_left(record: &RunRecord) -> (usize, usize) {
    let mut busy: BTreeMap<UnitId, ()> = BTreeMap::new();
    let (mut light, mut grave) = (7, 7);
    for entry in &record.entries {
        match (entry.milestone, entry.about.unit) {
            (Milestone::OrderIssued { .. }, Some(unit)) => {
                busy.insert(unit, ());
                let severity = record.incidents[entry.about.incident.unwrap().index()].severity;
                let least = if severity >= Severity::II { &mut grave } else { &mut light };
                *least = (*least).min(7 - busy.len());
            }
            (Milestone::UnitReturned, Some(unit)) => {
                busy.remove(&unit);
            }
            _ => {}
        }
    }
    (light, grave)
}

/// Engines asked for by one incident of grade III under a reserve for grave ones; the orders that are issued for it.
fn under_reserve(engines: u32, wanted: u32, kept: &str, change: impl FnOnce(&mut County)) -> usize {
    let mut county = County {
        units: stationed(&[("e", "engine", "brigade", engines)]),
        scripted: incident("i1", 0.0, &format!(r#"(capability: "fire", units: {wanted}, work: Shared(unit_h: 10))"#), ""),
        tables: format!(
            r#"dispatch: [(post: (line: "gov", echelon: "lower"), reserve: Some((kept: {kept}, from_severity: II)))],"#
        ),
        ..County::quiet()
    };
    change(&mut county);
    county::minutes(&county.run(), |entry| matches!(entry.milestone, Milestone::OrderIssued { .. })).len()
}

#[test]
fn a_unit_counts_once_however_many_rows_commit_it() {
    let split = |county: &mut County| {
        let row = |from: &str, to: &str| {
            format!(
                r#"(post: (line: "gov", echelon: "lower"), line: "gov", reach: Own, from_severity: {from}, up_to_severity: {to},
                transit: Deterministic(min: 1))"#
            )
        };
        county.commitment = format!("{}, {}", row("IV", "III"), row("II", "I"));
    };
    assert_eq!(under_reserve(10, 10, "Share(0.2)", |_| ()), 8);
    assert_eq!(under_reserve(10, 10, "Share(0.2)", split), 8);
}

#[test]
fn units_that_a_response_level_lets_a_post_send_are_in_its_reserve() {
    let raised = |county: &mut County| {
        county.rights = r#"(post: (line: "gov", echelon: "lower"), lines: ["vol"], up_to_severity: I, right: CommitInScope),
            (post: (line: "gov", echelon: "lower"), lines: ["gov"], up_to_severity: I, right: CommitInScope, from_level: Some(IV))"#
            .to_owned();
        county.tables.push_str(
            r#"responses: [(post: (line: "gov", echelon: "lower"), from_severity: IV, level: IV, approval: Deterministic(min: 15),
            desk: "duty", officers: 2)],"#,
        );
    };
    assert_eq!(under_reserve(3, 3, "Units(1)", raised), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn together_never_takes_longer_in_all_than_need_by_need(
        places in prop::collection::vec((0.0_f64..24.0, 0.0_f64..8.0, 1_u32..3, any::<bool>()), 1..4),
    ) {
        // At most six of seven units are wanted, so that all are served at once.
        let exercise = many_fires(&places, 0.0);
        let total = |policy| minutes(&one(&with(exercise.clone(), collecting(policy)))).iter().sum::<f64>();
        let (nearest, batch, regret) = (total(PolicySpec::Nearest), total(PolicySpec::Batch), total(PolicySpec::Regret));
        prop_assert!(batch <= nearest + 1e-3 && batch <= regret + 1e-3, "{} together, {} need by need, {} by regret", batch, nearest, regret);
    }

    #[test]
    fn a_reserve_is_respected_at_every_commit(
        places in prop::collection::vec((0.0_f64..24.0, 0.0_f64..8.0, 1_u32..4, any::<bool>()), 2..7),
        policy in prop::sample::select(vec![PolicySpec::Nearest, PolicySpec::Batch, PolicySpec::Regret]),
        units in 1_u32..4,
        collects in any::<bool>(),
    ) {
        let collect_min = collects.then_some(7.0);
        let law = DispatchRow { reserve: Some(kept(units)), collect_min, ..row(0, policy) };
        let record = one(&with(many_fires(&places, 11.0), law));
        let (light, _) = least_left(&record);
        prop_assert!(light >= units as usize, "{} units left of a reserve of {}", light, units);
    }
}

#[test]
fn the_reserve_is_for_grave_incidents_and_lighter_ones_wait_for_it() {
    let places = [(3.0, 3.0, 5, false), (8.0, 3.0, 2, false), (9.0, 3.0, 2, true)];
    let exercise = many_fires(&places, 11.0);
    let (plain, held) =
        (one(&exercise), one(&with(exercise.clone(), DispatchRow { reserve: Some(kept(2)), ..row(0, PolicySpec::Nearest) })));
    assert_eq!((least_left(&plain).0, least_left(&held)), (0, (2, 0)));
    let count =
        |record: &RunRecord| record.entries.iter().filter(|e| matches!(e.milestone, Milestone::ReserveHeld { .. })).count();
    assert_eq!((count(&plain), count(&held)), (0, 1));
    let first = |record: &RunRecord, at: u32| arrivals(record).iter().find(|(id, _)| id.0 == at).map(|(_, min)| *min).unwrap();
    assert!(first(&held, 1) > first(&plain, 1) + 20.0, "the second light fire waits");
    assert!(first(&held, 2) < first(&plain, 2) - 20.0, "the grave one does not");
}

/// A loss system of six units: calls of two classes, the minor one leaving `kept` idle.
fn six_units(kept: u32) -> Laboratory {
    let mut laboratory = empty(4_000.0);
    laboratory.warmup_h = 20.0;
    laboratory.pools = vec![LabPool {
        id: "units".into(),
        units: vec![LabUnit { id: "u".into(), count: 6, at_km: None }],
        districts: Vec::new(),
        units_per_call: 1,
        mobilisation: liandong::scenario::law::LawSpec::zero(),
        travel: LabTravel::None,
        work: exponential(60.0),
        way_back: WayBack::None,
        when_busy: WhenBusy::Lose,
    }];
    let (mut grave, mut minor) = (source("grave", "units", 1.5), source("minor", "units", 3.0));
    (grave.class, minor.class) = ("grave".into(), "minor".into());
    laboratory.sources = vec![grave, minor];
    laboratory.structures = vec![structure("base")];
    if kept > 0 {
        laboratory.structures[0].reserves = vec![LabReserve { pool: "units".into(), class: "minor".into(), units: kept }];
    }
    laboratory
}

/// The chance that a call of either class is lost: the birth-death chain of busy units, work 1 h, offered loads in Erlang. A call
/// of the minor class is let in below `6 - kept` busy units only.
fn lost(grave: f64, minor: f64, kept: usize) -> (f64, f64) {
    let mut chain = vec![1.0];
    for busy in 0..6_u32 {
        let rate = if (busy as usize) < 6 - kept { grave + minor } else { grave };
        chain.push(chain[busy as usize] * rate / f64::from(busy + 1));
    }
    let all: f64 = chain.iter().sum();
    (chain[6] / all, chain[6 - kept..].iter().sum::<f64>() / all)
}

#[test]
fn a_reserve_of_two_in_six_saves_grave_calls_at_the_cost_of_minor_ones() {
    // Offered loads of 1.5 and 3 Erlang give the numbers of the literature on trunk reservation: 0.154, then 0.024 and 0.43.
    let (without, with) = (lost(1.5, 3.0, 0), lost(1.5, 3.0, 2));
    assert!((without.0 - 0.154).abs() < 5e-4 && (with.0 - 0.024).abs() < 5e-4 && (with.1 - 0.43).abs() < 3e-3);
    for (kept, exact) in [(0, without), (2, with)] {
        let laboratory = six_units(kept);
        let mut worker = runner(&laboratory, 0);
        let (mut lost, mut all) = ([0.0; 2], [0.0; 2]);
        for replication in 1..=10 {
            for visit in worker.run(3, replication).0.visits {
                all[visit.source as usize] += 1.0;
                lost[visit.source as usize] += f64::from(u8::from(visit.outcome == Outcome::Lost));
            }
        }
        let seen = (lost[0] / all[0], lost[1] / all[1]);
        // 60,000 grave and 120,000 minor calls: three standard errors, the runs of busy hours allowed for, stay below 0.01.
        assert!((seen.0 - exact.0).abs() < 0.007 && (seen.1 - exact.1).abs() < 0.01, "{seen:?} against {exact:?}");
    }
}
