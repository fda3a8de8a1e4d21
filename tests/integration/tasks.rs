//! Task lists of plans: order, leads, deadlines, and what a task holds back.

use std::path::Path;

use liandong::journal::entry::Entry;
use liandong::journal::milestone::Milestone;
use liandong::measure::milestones::Run;
use liandong::measure::record::RunRecord;
use liandong::measure::tasks::{TaskRow, task_rows};
use liandong::scenario::load::Exercise;
use liandong::scenario::practice::TaskSpec;

use crate::drill::{lines, load, runs};
use crate::oracle::hold;

/// The flood of the demo county whose plan lists tasks, with a change to them.
fn flood(change: impl FnOnce(&mut Vec<TaskSpec>)) -> Vec<RunRecord> {
    let mut exercise = load_flood();
    change(&mut exercise.structures[0].plans[0].tasks);
    let (records, _) = runs(&exercise, 30);
    records.iter().for_each(hold);
    records
}

fn load_flood() -> Exercise {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_tasks.ron");
    load(&path, &["task_lists".to_owned()])
}

fn rows(record: &RunRecord) -> Vec<(&str, TaskRow)> {
    let rows = task_rows(&Run::from(record)).into_iter();
    rows.map(|row| (record.header.tasks[row.task as usize].id.as_str(), row)).collect()
}

fn row(record: &RunRecord, id: &str) -> Option<TaskRow> {
    rows(record).into_iter().find(|(task, _)| *task == id).map(|(_, row)| row)
}

#[test]
fn a_task_begins_when_those_before_it_are_done() {
    let mut checked = 0;
    for record in flood(|_| ()) {
        let (Some(road), Some(notify), Some(post)) =
            (row(&record, "close_road"), row(&record, "notify"), row(&record, "scene_post"))
        else {
            continue;
        };
        assert_eq!(road.begun, notify.done, "the road is closed after those have been told who must know");
        assert_eq!(post.begun, notify.begun, "the scene post is set up beside it");
        checked += 1;
    }
    assert!(checked > 20, "{checked} lists");
}

#[test]
fn what_a_task_holds_back_is_sent_when_it_is_done() {
    let first_of = |record: &RunRecord| {
        let is_dyke = |entry: &&Entry| match entry.milestone {
            Milestone::OrderIssued { capability } => record.header.capability(capability).id == "dyke_repair",
            _ => false,
        };
        record.entries.iter().find(is_dyke).map(|entry| entry.time)
    };
    let (held, free) = (flood(|_| ()), flood(|tasks| tasks.iter_mut().for_each(|task| task.holds.clear())));
    let mut later = 0;
    for (held, free) in held.iter().zip(&free) {
        // Where the township decides alone the county's plan is not used.
        if !held.entries.iter().any(|entry| matches!(entry.milestone, Milestone::NeedHeld { .. })) {
            continue;
        }
        let evacuated = row(held, "evacuate").and_then(|row| row.done);
        if let Some(first) = first_of(held) {
            assert!(evacuated.is_some_and(|done| done <= first), "the dyke at {first}, people out at {evacuated:?}");
            later += usize::from(first_of(free).is_some_and(|time| time < first));
        }
    }
    assert!(later > 15, "{later} dykes are begun later");
}

#[test]
fn deadlines_missed_are_counted_with_the_post_responsible() {
    let late = flood(|tasks| tasks.iter_mut().for_each(|task| task.deadline_min = Some(0.5)));
    let (mut missed, mut met) = (0, 0);
    for record in &late {
        let overdue = record.entries.iter().filter(|entry| matches!(entry.milestone, Milestone::TaskOverdue { .. })).count();
        let rows = rows(record);
        let horizon = record.header.horizon_ms;
        assert_eq!(overdue, rows.iter().filter(|(_, row)| row.is_met(horizon) == Some(false)).count(), "{rows:?}");
        assert!(rows.iter().all(|(_, row)| !record.header.post(row.post).id.is_empty()));
        missed += overdue;
    }
    for record in &flood(|tasks| tasks.iter_mut().for_each(|task| task.deadline_min = Some(100_000.0))) {
        met += rows(record).iter().filter(|(_, row)| row.is_met(record.header.horizon_ms) == Some(true)).count();
        assert!(!record.entries.iter().any(|entry| matches!(entry.milestone, Milestone::TaskOverdue { .. })));
    }
    assert!(missed > 60 && met > 60, "{missed} missed, {met} met");
}

#[test]
fn a_plan_without_tasks_is_as_if_there_were_no_lists() {
    let (none, without) = (flood(Vec::clear), {
        let mut exercise = load_flood();
        exercise.structures[0].plans.iter_mut().for_each(|plan| plan.tasks.clear());
        let (records, _) = runs(&exercise, 30);
        records
    });
    for (none, without) in none.iter().zip(&without) {
        assert_eq!(lines(none), lines(without));
    }
}
