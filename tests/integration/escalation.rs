//! Why requests go up and by which way: grade, means, several jurisdictions, time-out; past the superior; taken over from above.

use liandong::engine::time::SimTime;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::escalation::{PullRow, SkipRow};
use liandong::scenario::law::LawSpec;
use liandong::scenario::load::Exercise;
use liandong::scenario::practice::{ConductRow, TimeOut, WhenOverdue};
use liandong::scenario::structure::{PostRef, Reach};
use liandong::terms::severity::Severity;
use liandong::terms::traffic::MatterKind;
use liandong::terms::trigger::Trigger;

use crate::drill::{Drill, fixed, lines, runs};
use crate::oracle::hold;

const fn min(min: f64) -> LawSpec {
    LawSpec::Deterministic { min }
}

pub fn post(echelon: &str) -> PostRef {
    PostRef { line: "government".into(), echelon: echelon.into() }
}

/// A post of which nothing is unusual.
pub fn plain(post: PostRef) -> ConductRow {
    ConductRow {
        post,
        confirmations: 1,
        omission: 0.0,
        shading: 0.0,
        send_back: 0.0,
        verification: None,
        decide_within_min: None,
        time_out: TimeOut::Cancel,
        follow_up_min: None,
        follow_up_light_min: None,
        final_report: false,
        skips_unmanned: false,
        writing: None,
        when_overdue: WhenOverdue::default(),
    }
}

/// A post that holds a decision for so long and stops then; nothing else is unusual about it.
pub fn decides_within(echelon: &str, min: f64) -> ConductRow {
    ConductRow { decide_within_min: Some(min), ..plain(post(echelon)) }
}

/// A chain of four posts that may all decide; a fire in the lowest jurisdiction after 5 min, decisions take 30 min, reports none.
fn chain(units: &[(&str, u32)], wanted: u32) -> Drill {
    let mut drill = Drill::chain_of_four();
    drill.decides = 3;
    drill.units = units.iter().map(|(at, count)| ((*at).to_owned(), "engine", *count)).collect();
    drill.services = vec![[fixed(0.0), fixed(0.0), fixed(30.0), fixed(0.0)]; 4];
    drill.relays = vec![fixed(2.0); 3];
    drill.incidents = vec![(5.0, "j000".into(), (1.0, 1.0), vec![("fire", wanted, format!("PerUnit({})", fixed(60.0)))])];
    drill
}

fn run(exercise: &Exercise) -> Vec<RunRecord> {
    let (records, _) = runs(exercise, 2);
    records.iter().for_each(hold);
    records
}

/// Requests as sender, receiver, trigger.
fn requests(record: &RunRecord) -> Vec<(String, String, Option<Trigger>)> {
    let name = |post| record.header.post(post).id.trim_end_matches(".government").to_owned();
    let asked = record.entries.iter().filter_map(|entry| match entry.milestone {
        Milestone::MatterSent { kind: MatterKind::Request, to, why } => Some((name(entry.about.post?), name(to), why)),
        Milestone::MatterSent { why, .. } => {
            assert!(why.is_none(), "{entry:?} is no request and has a trigger");
            None
        }
        _ => None,
    });
    asked.collect()
}

/// Posts and minutes of a milestone.
fn when(record: &RunRecord, milestone: Milestone) -> Vec<(String, f64)> {
    let of = record.entries.iter().filter(|entry| entry.milestone == milestone);
    let name = |post| record.header.post(post).id.trim_end_matches(".government").to_owned();
    of.map(|entry| (name(entry.about.post.unwrap()), (entry.time - SimTime::ZERO).minutes())).collect()
}

fn row(from: &str, to: &str, why: Trigger) -> (String, String, Option<Trigger>) {
    (from.into(), to.into(), Some(why))
}

#[test]
fn a_grade_above_authority_goes_up_and_says_so() {
    let mut exercise = chain(&[("j000", 1)], 1).load(&[]);
    let rights = &mut exercise.structures[0].rights;
    rights.retain(|row| ["l0", "l3"].contains(&row.post.echelon.as_str()));
    rights.iter_mut().filter(|row| row.post.echelon == "l3").for_each(|row| row.up_to_severity = Severity::IV);
    for record in run(&exercise) {
        let all = [row("j000", "j00", Trigger::Grade), row("j00", "j0", Trigger::Means), row("j0", "j", Trigger::Means)];
        assert_eq!(requests(&record), all, "the lowest post may decide lighter grades, the next two nothing at all");
        assert_eq!(when(&record, Milestone::DecisionMade).len(), 1);
    }
}

#[test]
fn a_need_beyond_the_means_goes_up_and_says_so() {
    for record in run(&chain(&[("j000", 1), ("j", 1)], 2).load(&[])) {
        let asked = requests(&record);
        assert_eq!(asked[0], row("j000", "j00", Trigger::Means));
        assert!(asked.iter().all(|(_, _, why)| *why == Some(Trigger::Means)), "{asked:?}");
    }
}

/// Two townships under one county; the fire at the first, the engine at the second, which the first may reach as a neighbour.
fn beside(is_beside: bool) -> Exercise {
    let mut drill = chain(&[("j001", 1)], 1);
    drill.branches = vec![1, 1, 2];
    let mut exercise = drill.load(&[]);
    for row in &mut exercise.structures[0].visibility {
        row.reach = if row.post.echelon == "l3" { Reach::Neighbours } else { row.reach };
    }
    for row in &mut exercise.structures[0].commitment {
        row.reach = if row.post.echelon == "l3" { Reach::Neighbours } else { row.reach };
    }
    if is_beside {
        exercise.incidents.scripted[0].also_in = vec!["j001".into()];
    }
    exercise
}

#[test]
fn the_common_superior_leads_where_two_jurisdictions_are_concerned() {
    for record in run(&beside(false)) {
        assert!(requests(&record).is_empty());
        assert_eq!(when(&record, Milestone::DecisionMade), [("j000".to_owned(), 35.0)]);
    }
    for record in run(&beside(true)) {
        assert_eq!(requests(&record), [row("j000", "j00", Trigger::Jurisdictions)]);
        assert_eq!(when(&record, Milestone::DecisionMade), [("j00".to_owned(), 37.0)]);
    }
}

#[test]
fn whoever_is_not_to_lead_still_acts_first_with_its_own() {
    let mut drill = chain(&[("j000", 1), ("j001", 1)], 2);
    drill.branches = vec![1, 1, 2];
    let mut exercise = drill.load(&[]);
    exercise.incidents.scripted[0].also_in = vec!["j001".into()];
    for record in run(&exercise) {
        let issued = record.entries.iter().filter(|entry| matches!(entry.milestone, Milestone::OrderIssued { .. }));
        let by: Vec<_> = issued.map(|entry| record.header.post(entry.about.post.unwrap()).id.clone()).collect();
        assert_eq!(by, ["j000.government", "j00.government"]);
        assert_eq!(requests(&record)[0], row("j000", "j00", Trigger::Jurisdictions));
    }
}

#[test]
fn a_superior_takes_the_decision_over_and_the_lower_one_is_void() {
    let mut exercise = chain(&[("j000", 1)], 1).load(&[]);
    let plain = run(&exercise);
    let pull = |probability, from_severity| PullRow { post: post("l2"), from_severity, probability };
    for (probability, from_severity) in [(0.0, Severity::IV), (1.0, Severity::II)] {
        exercise.structures[0].pulls = vec![pull(probability, from_severity)];
        assert!(plain.iter().zip(&run(&exercise)).all(|(plain, idle)| lines(plain) == lines(idle)));
    }
    exercise.structures[0].pulls = vec![pull(1.0, Severity::III)];
    for record in run(&exercise) {
        let lower = record.entries.iter().position(|entry| matches!(entry.milestone, Milestone::DecisionPulled { .. }));
        let Milestone::DecisionPulled { from } = record.entries[lower.unwrap()].milestone else { unreachable!() };
        assert_eq!(record.header.post(from).id, "j000.government");
        assert_eq!(when(&record, Milestone::DecisionMade), [("j00".to_owned(), 37.0)]);
        let void = when(&record, Milestone::ServiceEnded { kind: MatterKind::Decision });
        assert_eq!(void, [("j000".to_owned(), 35.0)]);
    }
}

#[test]
fn take_overs_come_as_often_as_the_row_says() {
    let mut exercise = chain(&[("j000", 1)], 1).load(&[]);
    exercise.structures[0].pulls = vec![PullRow { post: post("l2"), from_severity: Severity::IV, probability: 0.3 }];
    let (records, _) = runs(&exercise, 2_000);
    let pulled = records
        .iter()
        .filter(|record| record.entries.iter().any(|entry| matches!(entry.milestone, Milestone::DecisionPulled { .. })));
    let count = pulled.count();
    assert!((518..=682).contains(&count), "600 of 2,000 expected within four standard errors, {count} seen");
}

fn skip(change: impl FnOnce(&mut SkipRow)) -> SkipRow {
    let mut row = SkipRow {
        from: post("l3"),
        to: post("l1"),
        transit: min(2.0),
        after_time_out: false,
        from_severity: None,
        when_unmanned: false,
    };
    change(&mut row);
    row
}

#[test]
fn a_late_decision_goes_past_the_superior() {
    let mut exercise = chain(&[("j000", 1), ("j", 1)], 1).load(&[]);
    exercise.structures[0].conduct = vec![decides_within("l3", 10.0)];
    exercise.structures[0].rights.retain(|row| row.post.echelon != "l2");
    let first = |exercise: &Exercise| requests(&run(exercise)[0])[0].clone();
    assert_eq!(first(&exercise), row("j000", "j00", Trigger::TimeOut));
    exercise.structures[0].skips = vec![skip(|row| row.after_time_out = true)];
    assert_eq!(first(&exercise), row("j000", "j0", Trigger::TimeOut));
    let record = &run(&exercise)[0];
    let passed = record.entries.iter().find(|entry| matches!(entry.milestone, Milestone::SuperiorPassed { .. })).unwrap();
    assert_eq!((passed.time - SimTime::ZERO).minutes(), 15.0);
}

#[test]
fn a_grave_request_or_one_to_an_empty_desk_goes_past_the_superior() {
    let grave = |from| {
        let mut exercise = chain(&[("j", 1)], 1).load(&[]);
        exercise.structures[0].rights.retain(|row| row.post.echelon == "l0");
        exercise.structures[0].skips = vec![skip(|row| row.from_severity = Some(from))];
        requests(&run(&exercise)[0])[0].1.clone()
    };
    assert_eq!((grave(Severity::III), grave(Severity::II)), ("j0".to_owned(), "j00".to_owned()));
    let unmanned = |injects: &str| {
        let mut drill = chain(&[("j", 1)], 1);
        drill.injects = injects.to_owned();
        let mut exercise = drill.load(&[]);
        exercise.structures[0].rights.retain(|row| row.post.echelon == "l0");
        exercise.structures[0].skips = vec![skip(|row| row.when_unmanned = true)];
        requests(&run(&exercise)[0])[0].1.clone()
    };
    let away = r#"(id: "away", at_min: 1.0, action: PostUnmanned(line: "government", jurisdiction: "j00"))"#;
    assert_eq!((unmanned(""), unmanned(away)), ("j00".to_owned(), "j0".to_owned()));
}

/// Only the post between may decide: past it a request would reach nobody who can help.
#[test]
fn no_request_goes_past_the_only_post_that_can_help() {
    let mut exercise = chain(&[("j000", 1)], 1).load(&[]);
    exercise.structures[0].rights.retain(|row| row.post.echelon == "l2");
    exercise.structures[0].skips = vec![skip(|row| row.from_severity = Some(Severity::IV))];
    for record in run(&exercise) {
        assert_eq!(requests(&record), [row("j000", "j00", Trigger::Means)]);
        assert_eq!(when(&record, Milestone::DecisionMade), [("j00".to_owned(), 37.0)]);
    }
}

/// The second post lets go of the boats after 40 min; before anybody has taken them up, the lowest post lets go of the fire and asks it.
#[test]
fn whoever_has_let_go_of_a_need_does_not_take_it_up_again() {
    let mut drill = chain(&[("j000", 1)], 1);
    drill.units.extend(["j00", "j0"].map(|at| (at.to_owned(), "truck", 1)));
    drill.incidents[0].3.push(("boat", 1, format!("PerUnit({})", fixed(60.0))));
    drill.officers = vec![4; 4];
    drill.relays = vec![fixed(0.0); 3];
    let slow = [fixed(0.0), fixed(0.0), fixed(100.0), fixed(0.0)];
    drill.services = vec![slow.clone(), [fixed(0.0), fixed(30.0), fixed(1.0), fixed(0.0)], slow.clone(), slow];
    let mut exercise = drill.load(&[]);
    exercise.structures[0].conduct = vec![decides_within("l2", 40.0), decides_within("l3", 50.0)];
    for record in run(&exercise) {
        let let_go: Vec<_> = [("j00", 45.0), ("j000", 55.0), ("j00", 95.0)].map(|(at, min)| (at.to_owned(), min)).into();
        assert_eq!(when(&record, Milestone::DecisionEscalated), let_go);
        // The boats are asked for at 45 and read of for 30 min, the fire at 95.
        let decided: Vec<_> = [76.0, 126.0].map(|min| ("j0".to_owned(), min)).into();
        assert_eq!(when(&record, Milestone::DecisionMade), decided);
    }
}
