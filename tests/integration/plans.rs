//! Plans that are ready: they shorten a decision by their factor or make it beforehand, within the rights of the post.

use std::path::Path;

use liandong::journal::entry::Entry;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::practice::PlanRow;
use liandong::terms::traffic::MatterKind;

use crate::drill::{lines, load, runs};
use crate::oracle::hold;

/// The demo county's fire under the four levels, every government post with the same plan.
fn fire(plan: Option<(f64, bool)>) -> Vec<RunRecord> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_fire.ron");
    let mut exercise = load(&path, &["plans_ready".to_owned()]);
    match plan {
        None => exercise.structures[0].plans.clear(),
        Some((factor, pre_authorised)) => {
            for row in &mut exercise.structures[0].plans {
                *row = PlanRow { decision_factor: factor, pre_authorised, ..row.clone() };
            }
        }
    }
    let (records, _) = runs(&exercise, 30);
    records.iter().for_each(hold);
    records
}

/// The service times of the decisions of government posts, ms, in order.
fn decision_ms(record: &RunRecord) -> Vec<i64> {
    let is_government = |entry: &&Entry| entry.about.post.is_some_and(|post| record.header.post(post).line == "government");
    let made = record.entries.iter().filter(is_government).filter(|entry| entry.milestone == Milestone::DecisionMade);
    let spans = made.filter_map(|entry| {
        let begun = &record.entries[entry.cause.index()?];
        (begun.milestone == Milestone::ServiceBegun { kind: MatterKind::Decision }).then(|| (entry.time - begun.time).ms())
    });
    spans.collect()
}

fn activated(records: &[RunRecord]) -> usize {
    let entries = records.iter().flat_map(|record| &record.entries);
    entries.filter(|entry| entry.milestone == Milestone::PlanActivated).count()
}

#[test]
fn a_plan_that_changes_nothing_changes_nothing() {
    let strip = |record: &RunRecord| -> Vec<String> {
        lines(record).into_iter().filter(|line| !line.contains("plan_activated")).collect()
    };
    let (without, with) = (fire(None), fire(Some((1.0, false))));
    assert_eq!(activated(&without), 0);
    assert!(activated(&with) > 0);
    for (without, with) in without.iter().zip(&with) {
        let times = |record: &RunRecord| strip(record).iter().map(|line| line[..10].to_owned()).collect::<Vec<_>>();
        assert_eq!(times(without), times(with));
    }
}

#[test]
fn a_plan_shortens_each_decision_by_its_factor() {
    let (without, with) = (fire(None), fire(Some((0.5, false))));
    let mut compared = 0;
    for (without, with) in without.iter().zip(&with) {
        // The first decision meets the same desk in the same state.
        let (Some(long), Some(short)) = (decision_ms(without).first().copied(), decision_ms(with).first().copied()) else {
            continue;
        };
        assert!((short * 2 - long).abs() <= 2, "{short} ms with the plan, {long} ms without");
        compared += 1;
    }
    assert!(compared > 20, "{compared} decisions compared");
}

#[test]
fn a_plan_that_has_decided_beforehand_needs_no_officer() {
    let (without, with) = (fire(None), fire(Some((1.0, true))));
    assert!(with.iter().all(|record| decision_ms(record).is_empty()));
    let mut earlier = 0;
    for (without, with) in without.iter().zip(&with) {
        let first = |record: &RunRecord| {
            let is_government =
                |entry: &&Entry| entry.about.post.is_some_and(|post| record.header.post(post).line == "government");
            let mut issued = record.entries.iter().filter(|entry| matches!(entry.milestone, Milestone::OrderIssued { .. }));
            issued.find(is_government).map(|entry| entry.time)
        };
        let (Some(late), Some(early)) = (first(without), first(with)) else { continue };
        assert!(early <= late, "an order at {early} with the plan, at {late} without");
        earlier += usize::from(early < late);
    }
    assert!(earlier > 20, "{earlier} first orders are earlier");
}
