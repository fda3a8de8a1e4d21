//! Grades that follow counts, response levels that follow grades, and false all-clears.

use std::collections::BTreeMap;
use std::path::Path;

use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::grading::{GradingMeasure, GradingRow};
use liandong::scenario::inject::Action;
use liandong::scenario::load::Exercise;
use liandong::scenario::territory::Rows;
use liandong::terms::severity::Severity;

use crate::drill::{lines, load, runs};
use crate::oracle::hold;

fn scenario(name: &str, structure: &str) -> Exercise {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("scenarios/{name}.ron"));
    load(&path, &[structure.to_owned()])
}

fn run(exercise: &Exercise) -> Vec<RunRecord> {
    let (records, _) = runs(exercise, 30);
    records.iter().for_each(hold);
    records
}

#[test]
fn the_grade_follows_the_dead_at_its_thresholds_and_only_up() {
    let mut worsened = 0;
    for record in run(&scenario("demo_county_grading", "four_level")) {
        let (mut deaths, mut grade) = (0, Severity::IV);
        for (position, entry) in record.entries.iter().enumerate() {
            match entry.milestone {
                Milestone::CasualtyDied { .. } => {
                    deaths += 1;
                    let next = record.entries.get(position + 1).map(|next| next.milestone);
                    let crosses = matches!(deaths, 3 | 10 | 30);
                    assert_eq!(matches!(next, Some(Milestone::IncidentWorsened { .. })), crosses, "after {deaths} deaths");
                }
                Milestone::IncidentWorsened { severity } => {
                    assert!(severity > grade);
                    grade = severity;
                    worsened += 1;
                }
                Milestone::IncidentGraded { severity } => assert!(severity <= grade, "no post knows a grade before it is so"),
                _ => {}
            }
        }
    }
    assert!(worsened >= 30, "{worsened} gradings upward");
}

#[test]
fn without_a_table_the_grade_stays() {
    let mut exercise = scenario("demo_county_grading", "response_levels");
    exercise.scenario.grading = Rows::default();
    for record in run(&exercise) {
        let grades = record.entries.iter().filter_map(|entry| match entry.milestone {
            Milestone::IncidentGraded { severity } => Some(severity),
            Milestone::IncidentWorsened { .. } => panic!("{entry:?} without a table"),
            _ => None,
        });
        assert!(grades.into_iter().all(|grade| grade == Severity::IV));
    }
}

#[test]
fn persons_in_danger_count_from_the_onset() {
    let mut exercise = scenario("demo_county_grading", "four_level");
    let row = |severity, at_least| GradingRow {
        hazard: "fire".into(),
        measure: GradingMeasure::InDanger,
        severity,
        at_least,
        source: "assumption".into(),
    };
    exercise.scenario.grading = Rows::List(vec![row(Severity::III, 10), row(Severity::II, 30), row(Severity::I, 31)]);
    for record in run(&exercise) {
        assert_eq!(record.entries[1].milestone, Milestone::IncidentWorsened { severity: Severity::II }, "thirty includes thirty");
    }
}

#[test]
fn levels_rise_with_the_grade_end_with_the_incident_and_several_are_in_force() {
    let (mut launched, mut most) = (0, 0);
    for record in run(&scenario("demo_county_grading", "response_levels")) {
        let mut in_force: BTreeMap<_, Severity> = BTreeMap::new();
        let mut is_contained = false;
        for entry in &record.entries {
            match entry.milestone {
                Milestone::ResponseLaunched { level } => {
                    assert!(!is_contained, "{entry:?} after the end");
                    let before = in_force.insert(entry.about.post, level);
                    assert!(before.is_none_or(|before| before < level), "{before:?} is followed by {entry:?}");
                    launched += 1;
                }
                Milestone::ResponseEnded { level } => assert_eq!(in_force.remove(&entry.about.post), Some(level)),
                Milestone::IncidentContained => is_contained = true,
                _ => {}
            }
            most = most.max(in_force.len());
        }
        assert!(!is_contained || in_force.is_empty(), "still in force: {in_force:?}");
    }
    assert!(launched > 60 && most >= 2, "{launched} launches, {most} at once");
}

#[test]
fn levels_without_effect_change_nothing_but_the_books() {
    let plain = run(&scenario("demo_county_grading", "four_level"));
    let mut exercise = scenario("demo_county_grading", "response_levels");
    for row in &mut exercise.structures[0].responses {
        row.officers = 0;
    }
    for (plain, levels) in plain.iter().zip(&run(&exercise)) {
        let response: Vec<_> = lines(levels).into_iter().filter(|line| !line.contains("response_")).collect();
        let times = |lines: &[String]| lines.iter().map(|line| line[..10].to_owned()).collect::<Vec<_>>();
        assert_eq!(times(&response), times(&lines(plain)));
    }
}

#[test]
fn who_believes_that_it_is_over_sends_nobody_until_put_right() {
    let mut calm = scenario("demo_county_all_clear", "committees_by_video");
    let told = run(&calm);
    calm.incidents.injects.clear();
    let untold = run(&calm);
    let (mut late, mut corrected) = (0, 0);
    for (told, untold) in told.iter().zip(&untold) {
        let (mut believes, mut knows) = (false, false);
        for entry in &told.entries {
            let is_district = entry.about.post.is_some_and(|post| told.header.post(post).id == "d11.government");
            match entry.milestone {
                Milestone::IncidentGraded { .. } => knows |= is_district,
                Milestone::InjectApplied { .. } => believes = knows,
                Milestone::AllClearCorrected => {
                    believes = false;
                    corrected += 1;
                }
                Milestone::OrderIssued { .. } => assert!(!believes || !is_district, "{entry:?} while all seems clear"),
                _ => {}
            }
        }
        let full = |record: &RunRecord| {
            record.entries.iter().find(|entry| entry.milestone == Milestone::IncidentContained).map(|entry| entry.time)
        };
        if let (Some(a), Some(b)) = (full(told), full(untold)) {
            assert!(a >= b, "contained at {a} in spite of the all-clear, at {b} without");
            late += usize::from((a - b).minutes() > 20.0);
        }
    }
    assert!(corrected >= 20 && late >= 20, "{corrected} corrections, {late} times much later");
}

#[test]
fn an_all_clear_to_a_post_that_knows_nothing_does_nothing() {
    let mut early = scenario("demo_county_all_clear", "committees_by_video");
    early.incidents.injects[0].at_min = 0.0;
    let Action::FalseAllClear { until_min, .. } = &mut early.incidents.injects[0].action else { panic!("it is an all-clear") };
    *until_min = None;
    let mut none = early.clone();
    none.incidents.injects.clear();
    for (early, none) in run(&early).iter().zip(&run(&none)) {
        let response: Vec<_> = lines(early).into_iter().filter(|line| !line.contains("inject_applied")).collect();
        let times = |lines: &[String]| lines.iter().map(|line| line[..10].to_owned()).collect::<Vec<_>>();
        assert_eq!(times(&response), times(&lines(none)));
    }
}
