//! Two posts that decide in a race: exactly one decision counts for a need, and the loser's is void.

use std::collections::BTreeMap;
use std::path::Path;

use liandong::engine::time::SimTime;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::practice::TimeOut;
use liandong::terms::traffic::MatterKind;

use crate::drill::{load, runs};
use crate::oracle::hold;

/// The demo county's fire, every government post holding a decision for a minute at most.
fn fire(time_out: Option<TimeOut>) -> Vec<RunRecord> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_fire.ron");
    let mut exercise = load(&path, &["timed_race".to_owned()]);
    match time_out {
        None => exercise.structures[0].conduct.clear(),
        Some(time_out) => {
            for row in &mut exercise.structures[0].conduct {
                (row.decide_within_min, row.time_out) = (Some(1.0), time_out);
            }
        }
    }
    let (records, _) = runs(&exercise, 60);
    records.iter().for_each(hold);
    records
}

/// The first government order of a run.
fn first_order(record: &RunRecord) -> Option<SimTime> {
    let mut issued = record.entries.iter().filter(|entry| matches!(entry.milestone, Milestone::OrderIssued { .. }));
    let is_government = |entry: &&liandong::journal::entry::Entry| {
        entry.about.post.is_some_and(|post| record.header.post(post).line == "government")
    };
    issued.find(is_government).map(|entry| entry.time)
}

#[test]
fn one_decision_counts_and_the_other_is_void() {
    let (mut escalated, mut void) = (0, 0);
    for record in fire(Some(TimeOut::Race)) {
        // By capability: posts whose decisions sent the units of the first alarm. Nobody sends twice what another has sent.
        let mut sent: BTreeMap<_, usize> = BTreeMap::new();
        let mut rejected = 0;
        for entry in &record.entries {
            match entry.milestone {
                Milestone::DecisionEscalated => escalated += 1,
                Milestone::ServiceEnded { kind: MatterKind::Decision } => void += 1,
                Milestone::OrderIssued { capability } => *sent.entry(capability).or_default() += 1,
                Milestone::OrderRejected => rejected += 1,
                _ => {}
            }
        }
        let sent: usize = sent.values().sum();
        assert!(sent - rejected <= 9, "{sent} orders, {rejected} of them rejected, for a first alarm of nine units");
    }
    assert!(escalated > 30 && void > 20, "{escalated} decisions went up, {void} were void");
}

#[test]
fn a_race_is_never_slower_than_the_slower_of_the_two() {
    let (race, alone, cancel) = (fire(Some(TimeOut::Race)), fire(None), fire(Some(TimeOut::Cancel)));
    let mut earlier = 0;
    for ((race, alone), cancel) in race.iter().zip(&alone).zip(&cancel) {
        let (Some(race), Some(alone), Some(cancel)) = (first_order(race), first_order(alone), first_order(cancel)) else {
            continue;
        };
        assert!(race <= alone.max(cancel), "first order at {race} in a race, at {alone} alone, at {cancel} passed up");
        earlier += usize::from(race < cancel);
    }
    assert!(earlier > 20, "{earlier} first orders are earlier than after stopping");
}
