//! What must be true in every journal of social organisations, asked and unasked; and random crowds under random rules that keep it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use liandong::engine::time::SimTime;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::measure::supervision::unled_share;
use liandong::scenario::convergence::{AccessRoad, AfterHold, CheckIn, HoldBack, Notice, Portal, SocialLinkage};
use liandong::scenario::law::LawSpec;
use liandong::terms::id::UnitId;
use liandong::terms::sector::Sector;
use proptest::prelude::*;

use crate::drill::{lines, load, runs};
use crate::oracle::hold;

/// Who comes by itself is a social organisation without an order; it works after it has reported in where anybody does; who waits in
/// vain has reported in; who comes to a scene with a road has just passed it, and whoever came to the road passed it or stands there.
pub fn society_keeps_its_rules(record: &RunRecord) {
    let mut alone: BTreeSet<UnitId> = BTreeSet::new();
    let mut reported: BTreeSet<UnitId> = BTreeSet::new();
    let mut passed: BTreeMap<UnitId, SimTime> = BTreeMap::new();
    let (mut came, mut went) = (0_u32, 0_u32);
    let roads: BTreeSet<_> = record
        .entries
        .iter()
        .filter(|entry| entry.milestone == Milestone::UnitQueued)
        .map(|entry| entry.about.incident)
        .collect();
    let has_station = record.entries.iter().any(|entry| entry.milestone == Milestone::UnitCheckedIn);
    for entry in &record.entries {
        let Some(unit) = entry.about.unit else { continue };
        match entry.milestone {
            Milestone::SelfDeployed => {
                assert_eq!(record.header.unit(unit).sector, Sector::Society, "{entry:?}: only social organisations come unasked");
                alone.insert(unit);
                reported.remove(&unit);
            }
            Milestone::OrderReceived | Milestone::UnitReturned => {
                alone.remove(&unit);
            }
            Milestone::UnitQueued => came += 1,
            Milestone::UnitPassed => {
                went += 1;
                passed.insert(unit, entry.time);
            }
            Milestone::UnitArrived if roads.contains(&entry.about.incident) => {
                assert_eq!(passed.remove(&unit), Some(entry.time), "{entry:?}: it has not just passed the road");
            }
            Milestone::UnitCheckedIn => {
                assert!(alone.contains(&unit), "{entry:?}: who is tasked does not report in");
                reported.insert(unit);
            }
            Milestone::HoldEnded { .. } => assert!(reported.contains(&unit), "{entry:?}: it never reported in"),
            Milestone::WorkBegun { .. } if has_station && alone.contains(&unit) => {
                assert!(reported.contains(&unit), "{entry:?}: it has not reported in");
            }
            _ => {}
        }
    }
    assert!(went <= came, "{went} passed a road to which {came} came");
    if record.header.mechanisms.congestion {
        let share = unled_share(&record.into(), record.header.horizon_ms);
        assert!(share.is_none_or(|share| (0.0..=1.0).contains(&share)), "{share:?} of the groups' work is unled");
    }
}

fn fixed(min: f64) -> LawSpec {
    LawSpec::Deterministic { min }
}

fn rules() -> impl Strategy<Value = SocialLinkage> {
    let notice = (0_u32..1_200, 0.0..=1.0_f64, 0.0..=1.0_f64);
    let check_in = (1_u32..4, 1_u32..60, proptest::option::of((0_u32..900, any::<bool>())));
    (any::<bool>(), proptest::option::of(notice), proptest::option::of(0.0..=1.0_f64), proptest::option::of(check_in)).prop_map(
        |(escort, notice, portal, check_in)| SocialLinkage {
            escort,
            notice: notice.map(|(min, effect, turns_back)| Notice { after: fixed(min.into()), effect, turns_back }),
            portal: portal.map(|effect| Portal { effect }),
            check_in: check_in.map(|(officers, min, hold)| CheckIn {
                officers,
                service: fixed(min.into()),
                holds_back: hold.map(|(min, works)| HoldBack {
                    at_most: fixed(min.into()),
                    then: if works { AfterHold::WorksUnled } else { AfterHold::GoesHome },
                }),
            }),
            ..SocialLinkage::default()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_crowds_keep_the_rules_and_nobody_is_as_if_nobody_could_come(
        linkage in rules(), organisations in 0_u32..200, eagerness in 0_u32..3, road in 40_u32..600, span in 1_u32..8, seed in 0_u64..1_000,
    ) {
        // Who has registered by way of a portal can be tasked, and need not come by itself.
        let may_come = organisations > 0 && (eagerness > 0 || linkage.portal.is_some());
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_convergence.ron");
        let mut exercise = load(&path, &["four_level".to_owned()]);
        exercise.structures[0].social_linkage = Some(linkage);
        exercise.scenario.seed = seed;
        let flood = &mut exercise.incidents.scripted[0];
        flood.access_road = Some(AccessRoad { vehicles_per_h: road.into() });
        flood.congestion.as_mut().unwrap().span = span;
        let crowd = flood.convergence.as_mut().unwrap();
        (crowd.organisations, crowd.eagerness) = (organisations, eagerness.into());
        let records = runs(&exercise, 1).0;
        records.iter().for_each(hold);
        if may_come {
            return Ok(());
        }
        exercise.incidents.scripted[0].convergence = None;
        let nobody = runs(&exercise, 1).0;
        let is_told = |line: &String| !line.contains("publicised") && !line.contains("notice_issued");
        let plain = |line: String| line.split(" cause=").next().unwrap().to_owned();
        let found: Vec<String> = lines(&records[0]).into_iter().filter(is_told).map(plain).collect();
        let wanted: Vec<String> = lines(&nobody[0]).into_iter().map(plain).collect();
        prop_assert_eq!(found, wanted);
    }
}
