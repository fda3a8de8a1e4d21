//! What must be true of every scenario, tried on random small ones: three to five levels, few posts, few units, any tape.

use liandong::engine::time::SimTime;
use liandong::experiment::design::Plan;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use proptest::prelude::*;

use crate::county::{County, incident, units};
use crate::drill::{Drill, Need, fixed, lines};
use crate::oracle::hold;

/// A law of some minutes.
pub fn law() -> impl Strategy<Value = String> {
    prop_oneof![
        (0_u8..20).prop_map(|min| fixed(f64::from(min))),
        (1_u8..20).prop_map(|min| format!("Exponential(mean_min: {min}.0)")),
        (1_u8..10).prop_map(|min| format!("Uniform(low_min: 0.0, high_min: {min}.0)")),
    ]
}

fn work() -> impl Strategy<Value = String> {
    prop_oneof![
        law().prop_map(|law| format!("PerUnit({law})")),
        (1_u8..40).prop_map(|tenths| format!("Shared(unit_h: {:?})", f64::from(tenths) / 10.0)),
    ]
}

fn tree() -> impl Strategy<Value = Vec<usize>> {
    prop_oneof![
        prop::collection::vec(1_usize..=2, 2..=2),
        prop::collection::vec(1_usize..=2, 3..=3),
        prop::collection::vec(1_usize..=2, 4..=4),
    ]
}

/// Random small scenarios.
pub fn drills() -> impl Strategy<Value = Drill> {
    tree().prop_flat_map(|branches| {
        let levels = branches.len() + 1;
        let services = prop::collection::vec([law(), law(), law(), law()], levels);
        let posts = (prop::collection::vec(1_u32..=2, levels), services, prop::collection::vec(law(), levels - 1), 0..levels);
        let count = Drill { branches: branches.clone(), ..Drill::chain_of_four() }.jurisdictions().len();
        let base = (0..count, prop_oneof![Just("engine"), Just("truck")], 1_u32..=2);
        let need = (prop_oneof![Just("fire"), Just("boat")], 1_u32..=3, work());
        let incident = (0_u32..12, 0..count, prop::collection::vec(need, 1..=2));
        let forces = (prop::collection::vec(base, 1..=4), law(), 0_u8..=10, law());
        let tape = (prop::collection::vec(incident, 1..=4), 0_u8..=8, 0_u8..4);
        (Just(branches), posts, forces, tape).prop_map(assemble)
    })
}

type Posts = (Vec<u32>, Vec<[String; 4]>, Vec<String>, usize);
type Forces = (Vec<(usize, &'static str, u32)>, String, u8, String);
type Tape = (Vec<(u32, usize, Vec<Need>)>, u8, u8);

fn assemble((branches, posts, forces, tape): (Vec<usize>, Posts, Forces, Tape)) -> Drill {
    let (officers, services, relays, decides) = posts;
    let (bases, mobilisation, coverage, delay) = forces;
    let (incidents, rate, inject) = tape;
    let blank = Drill { branches, ..Drill::chain_of_four() };
    let places = blank.jurisdictions();
    // A unit of each kind at the top, so that every capability is to be had by whoever may decide there; one row a base and kind.
    let mut units = vec![("j".to_owned(), "engine", 1), ("j".to_owned(), "truck", 1)];
    for (at, kind, count) in bases {
        if !units.iter().any(|(base, known, _)| *base == places[at].0 && *known == kind) {
            units.push((places[at].0.clone(), kind, count));
        }
    }
    let lowest: Vec<_> = places.iter().filter(|(_, level, _)| *level == blank.branches.len()).collect();
    let incidents = incidents.into_iter().map(|(quarter, at, mut needs)| {
        let (id, _, (x, y)) = lowest[at % lowest.len()];
        needs.dedup_by_key(|(capability, ..)| *capability);
        (f64::from(quarter) * 15.0, id.clone(), (x + 1.0, y + 1.0), needs)
    });
    let incidents: Vec<_> = incidents.collect();
    let stochastic = if rate == 0 {
        String::new()
    } else {
        format!(
            r#"(id: "calls", level: "l{}", rate_per_h: {:?}, spread: Evenly, profiles: [(weight: 1.0, profile: (hazard: "fire",
            severity: IV, needs: [(capability: "fire", units: 1, work: PerUnit(Exponential(mean_min: 20.0)))]))])"#,
            blank.branches.len(),
            f64::from(rate) / 10.0
        )
    };
    let onset = incidents[0].0;
    let injects = match inject {
        1 => r#"(id: "slow", at_min: 30.0, action: TravelSlowed(jurisdiction: "j", factor: 2.0, until_min: Some(120.0)))"#
            .to_owned(),
        2 => r#"(id: "away", at_min: 15.0, action: PostUnmanned(line: "government", jurisdiction: "j", until_min: Some(60.0)))"#
            .to_owned(),
        3 => format!(r#"(id: "order", at_min: {onset:?}, action: OrderGiven(unit: "engine_j", incident: "i0"))"#),
        _ => String::new(),
    };
    Drill {
        officers,
        services,
        relays,
        decides,
        units,
        mobilisation,
        telephone: (f64::from(coverage) / 10.0, delay),
        incidents,
        stochastic,
        injects,
        horizon_h: 10.0,
        ..blank
    }
}

/// Posts that decide have the right; units that they send are based below them.
pub fn decisions_are_within_rights(drill: &Drill, record: &RunRecord) {
    for entry in &record.entries {
        let Some(post) = entry.about.post.map(|post| record.header.post(post)) else { continue };
        let place = &record.header.jurisdictions[post.jurisdiction.index()].id;
        if matches!(entry.milestone, Milestone::DecisionMade) {
            // What is delegated goes one level down.
            let lowest = drill.decides + usize::from(drill.tables.contains("delegation"));
            assert!(post.echelon.index() <= lowest, "{} has no right to decide", post.id);
        }
        if let (Milestone::OrderIssued { .. }, Some(unit)) = (entry.milestone, entry.about.unit) {
            let base = record.header.unit(unit).agency.split_once('_').expect("agencies are named for their place").1;
            assert!(base.starts_with(place.as_str()), "{} sends a unit of {base}", post.id);
        }
    }
}

#[test]
fn a_unit_that_is_never_sent_changes_no_order() {
    let handles = "(matter: Request, priority: 1, service: Deterministic(min: 1)), \
        (matter: Order, priority: 1, service: LogNormal(mean_min: 10, cv: 1)),";
    let lines_with = |more: &str| -> Vec<Vec<String>> {
        let county = County {
            units: units(&[("e", "engine", "brigade", 1)]) + more,
            scripted: incident("i1", 0.0, r#"(capability: "fire", units: 1, work: Shared(unit_h: 5))"#, ""),
            commitment: r#"(post: (line: "gov", echelon: "lower"), line: "gov", reach: Own,
                via: [(line: "mil", echelon: "lower", side: Owner)], transit: Deterministic(min: 1))"#
                .to_owned(),
            handles: handles.to_owned(),
            replications: 10,
            ..County::quiet()
        };
        county.runs().iter().map(lines).collect()
    };
    let alone = lines_with("");
    assert!(alone.windows(2).any(|pair| pair[0] != pair[1]), "desks pass orders on by chance");
    assert_eq!(lines_with(&units(&[("aaa", "ambulance", "brigade", 1)])), alone);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_run_keeps_the_rules(drill in drills()) {
        for record in drill.runs() {
            hold(&record);
            decisions_are_within_rights(&drill, &record);
        }
    }

    #[test]
    fn a_unit_that_never_acts_changes_no_draw(drill in drills()) {
        let mut with = drill.clone();
        with.units.insert(0, ("j".to_owned(), "spare", 2));
        for (a, b) in drill.runs().iter().zip(&with.runs()) {
            prop_assert_eq!(lines(a), lines(b));
        }
    }

    #[test]
    fn the_order_of_rows_in_a_file_does_not_matter(drill in drills()) {
        let mut turned = drill.clone();
        turned.units.reverse();
        for (a, b) in drill.runs().iter().zip(&turned.runs()) {
            prop_assert_eq!(lines(a), lines(b));
        }
    }
}

#[test]
fn threads_change_nothing() {
    let mut drill = Drill::chain_of_four();
    drill.stochastic = r#"(id: "calls", level: "l3", rate_per_h: 1.0, spread: Evenly, profiles: [(weight: 1.0, profile:
        (hazard: "fire", severity: IV, needs: [(capability: "fire", units: 1, work: PerUnit(Exponential(mean_min: 30.0)))]))])"#
        .to_owned();
    let exercise = drill.load(&[]);
    let journals = [1, 2, 5].map(|threads| {
        let mut all = Vec::new();
        let mut keep = |_: usize, record: &RunRecord| {
            all.push((record.replication, lines(record)));
            Ok(())
        };
        let plan = Plan { seed: 11, replications: 23, threads };
        liandong::experiment::study::run_exercise(&exercise, &plan, &mut keep, &|_| ()).unwrap();
        all
    });
    assert_eq!(journals[0].len(), 23);
    assert!(journals[0] == journals[1] && journals[0] == journals[2]);
}

/// Another incident, long over in time or in need of others, takes none of an incident's luck, whichever of them begins first.
#[test]
fn what_happened_before_changes_no_draw() {
    let decided = |others: &[f64]| {
        let mut drill = Drill::chain_of_four();
        drill.services = vec![["Exponential(mean_min: 3.0)"; 4].map(str::to_owned); 4];
        drill.units = vec![("j".to_owned(), "engine", 3)];
        let work = || vec![("fire", 1, "PerUnit(Deterministic(min: 5.0))".to_owned())];
        drill.incidents =
            std::iter::once(&600.0).chain(others).map(|min| (*min, "j000".to_owned(), (1.0, 1.0), work())).collect();
        let record = drill.runs().remove(0);
        let onset = SimTime::from_minutes(600.0);
        let own = record.entries.iter().find(|entry| entry.milestone == Milestone::IncidentStarted && entry.time == onset);
        let incident = own.expect("it begins").about.incident;
        let own = record.entries.iter().filter(|entry| entry.about.incident == incident);
        own.map(|entry| (entry.time, entry.milestone.id())).collect::<Vec<_>>()
    };
    let alone = decided(&[]);
    assert!(alone.iter().any(|(_, name)| *name == "decision_made"));
    assert_eq!(alone, decided(&[1.0]), "an incident before it");
    assert_eq!(alone, decided(&[1.0, 200.0, 1_300.0]), "two before it, one after it");
}
