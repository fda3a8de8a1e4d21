//! Response levels with consequences: notices that raise the levels below, and rights that hold from a level on.

use liandong::engine::time::SimTime;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::escalation::LevelNotice;
use liandong::scenario::grading::{GradingMeasure, GradingRow};
use liandong::scenario::law::LawSpec;
use liandong::scenario::load::Exercise;
use liandong::scenario::response::ResponseRow;
use liandong::scenario::territory::Rows;
use liandong::terms::severity::Severity;
use liandong::terms::traffic::MatterKind;

use crate::drill::{Drill, fixed, runs};
use crate::escalation::post;
use crate::oracle::hold;

fn level(echelon: &str, from_severity: Severity, level: Severity) -> ResponseRow {
    ResponseRow {
        post: post(echelon),
        hazards: None,
        from_severity,
        level,
        approval: LawSpec::Deterministic { min: 20.0 },
        desk: "desk".into(),
        officers: 1,
        decision_factor: 1.0,
    }
}

/// A fire of grade III in the lowest of four jurisdictions after 5 min.
fn fire() -> Exercise {
    let mut drill = Drill::chain_of_four();
    drill.decides = 3;
    drill.units = vec![("j000".to_owned(), "engine", 1)];
    drill.services = vec![[fixed(1.0), fixed(1.0), fixed(10.0), fixed(1.0)]; 4];
    drill.relays = vec![fixed(1.0); 3];
    drill.incidents = vec![(5.0, "j000".into(), (1.0, 1.0), vec![("fire", 1, format!("PerUnit({})", fixed(200.0)))])];
    drill.load(&[])
}

fn run(exercise: &Exercise) -> RunRecord {
    let (records, _) = runs(exercise, 2);
    records.iter().for_each(hold);
    records[0].clone()
}

/// Post, level and minute of every launch.
fn launches(record: &RunRecord) -> Vec<(&str, Severity, f64)> {
    let of = record.entries.iter().filter_map(|entry| match entry.milestone {
        Milestone::ResponseLaunched { level } => {
            let id = record.header.post(entry.about.post?).id.trim_end_matches(".government");
            Some((id, level, (entry.time - SimTime::ZERO).minutes()))
        }
        _ => None,
    });
    of.collect()
}

#[test]
fn a_level_above_raises_the_levels_below_to_at_least_the_same() {
    let mut exercise = fire();
    let structure = &mut exercise.structures[0];
    structure.responses = vec![
        level("l0", Severity::III, Severity::II),
        level("l1", Severity::I, Severity::III),
        level("l3", Severity::I, Severity::III),
        level("l3", Severity::I, Severity::II),
        level("l3", Severity::I, Severity::I),
    ];
    assert_eq!(launches(&run(&exercise)).len(), 1, "nobody but the top launches by itself");
    let notice = |to: &str| LevelNotice { from: post("l0"), to: post(to), transit: LawSpec::Deterministic { min: 3.0 } };
    exercise.structures[0].level_notices = vec![notice("l1"), notice("l3")];
    let record = run(&exercise);
    // The top has read of it after four reports: 5 + 4 · 1 + 3 · 1, and 20 min later launches; a notice takes 3 min and 1 to read.
    let raised = launches(&record);
    assert_eq!(raised[0], ("j", Severity::II, 32.0));
    assert!(raised.contains(&("j000", Severity::II, 36.0)), "the lightest level that is enough: {raised:?}");
    assert!(raised.contains(&("j0", Severity::III, 36.0)), "the gravest that it has: {raised:?}");
    assert_eq!(raised.len(), 3);
    for entry in record.entries.iter().filter(|entry| matches!(entry.milestone, Milestone::ResponseLaunched { .. })).skip(1) {
        let cause = &record.entries[entry.cause.index().unwrap()];
        assert_eq!(cause.milestone, Milestone::ServiceEnded { kind: MatterKind::Report }, "a notice is read first");
    }
}

#[test]
fn a_right_that_needs_a_level_holds_from_the_launch_on() {
    let mut exercise = fire();
    let structure = &mut exercise.structures[0];
    structure.rights.retain(|row| row.post.echelon == "l3");
    structure.rights[0].from_level = Some(Severity::II);
    let decisions = |record: &RunRecord| {
        let made = record.entries.iter().filter(|entry| entry.milestone == Milestone::DecisionMade);
        made.map(|entry| (entry.time - SimTime::ZERO).minutes()).collect::<Vec<_>>()
    };
    assert!(decisions(&run(&exercise)).is_empty(), "without a level nobody may decide");
    exercise.structures[0].responses = vec![level("l3", Severity::III, Severity::III)];
    assert!(decisions(&run(&exercise)).is_empty(), "level III is too light");
    exercise.structures[0].responses = vec![level("l3", Severity::III, Severity::I)];
    let record = run(&exercise);
    assert_eq!(decisions(&record), [36.0], "read after 6 min, launched after 26, decided 10 later");
    assert_eq!(record.entries.iter().filter(|entry| entry.milestone == Milestone::RightsChanged).count(), 1);
}

/// A fire that becomes one of grade I while level III is being approved: the approval of level III launches level III.
#[test]
fn an_approval_is_of_the_level_that_was_put_up() {
    let mut drill = Drill::chain_of_four();
    drill.services = vec![[fixed(1.0), fixed(1.0), fixed(10.0), fixed(1.0)]; 4];
    drill.decides = 3;
    drill.mobilisation = fixed(900.0);
    drill.units = vec![("j000".to_owned(), "engine", 1)];
    let work = "Shared(unit_h: 2.0, growth_per_h: 2.0, growth: Linear, hazard_per_unit_h: Some(1.0))".to_owned();
    drill.incidents = vec![(5.0, "j000".into(), (1.0, 1.0), vec![("fire", 1, work)])];
    let mut exercise = drill.load(&[]);
    exercise.scenario.grading = Rows::List(vec![GradingRow {
        hazard: "fire".into(),
        measure: GradingMeasure::HazardSize,
        at_least: 3,
        severity: Severity::I,
        source: "assumption".into(),
    }]);
    let after = |row: ResponseRow, min| ResponseRow { approval: LawSpec::Deterministic { min }, ..row };
    let rows = [after(level("l3", Severity::III, Severity::III), 60.0), after(level("l3", Severity::I, Severity::I), 120.0)];
    exercise.structures[0].responses = rows.to_vec();
    let record = run(&exercise);
    // Read at 6; it grows by twice its size an hour and passes 3 at 20, which is read at 21.
    assert_eq!(launches(&record), [("j000", Severity::III, 66.0), ("j000", Severity::I, 141.0)]);
    exercise.structures[0].responses.reverse();
    assert_eq!(launches(&run(&exercise)), launches(&record), "the order of rows is nothing");
}

/// What an approval takes belongs to the level: a row before it in the table does not change it.
#[test]
fn the_time_of_an_approval_belongs_to_the_level() {
    let mut exercise = fire();
    let long = |row: ResponseRow| ResponseRow { approval: LawSpec::Exponential { mean_min: 60.0 }, ..row };
    let at = |exercise: &Exercise| launches(&run(exercise))[0].2;
    exercise.structures[0].responses = vec![long(level("l3", Severity::III, Severity::II))];
    let alone = at(&exercise);
    exercise.structures[0].responses.insert(0, long(level("l3", Severity::I, Severity::I)));
    assert_eq!(at(&exercise), alone);
}
