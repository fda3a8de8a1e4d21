//! Approval: how often a needed and an unneeded response is carried, against the exact shares of Sah and Stiglitz.

use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::approval::{Agreement, ApprovalRow, VoteSpec};
use liandong::scenario::committee::{CommitteeRow, Joining, MemberSpec, NoticeSpec, Role, TakesEffect, WithoutQuorum};
use liandong::scenario::law::LawSpec;
use liandong::scenario::load::Exercise;
use liandong::scenario::practice::{ConductRow, TimeOut};
use liandong::terms::severity::Severity;

use crate::drill::{Drill, fixed, lines, runs};
use crate::escalation::{decides_within, post};
use crate::oracle::hold;

/// Each of them agrees to 8 in 10 needed and to 3 in 10 unneeded responses.
const NEEDED: f64 = 0.8;
const UNNEEDED: f64 = 0.3;
const RUNS: u32 = 4_000;

/// A chain of four posts that may all decide on the fire in the lowest jurisdiction.
fn four_who_may() -> Drill {
    let mut drill = Drill::chain_of_four();
    drill.decides = 3;
    drill.units = vec![("j000".to_owned(), "engine", 1)];
    drill.services = vec![[fixed(0.0), fixed(0.0), fixed(10.0), fixed(0.0)]; 4];
    drill.relays = vec![fixed(1.0); 3];
    drill.incidents = vec![(5.0, "j000".into(), (1.0, 1.0), vec![("fire", 1, format!("PerUnit({})", fixed(60.0)))])];
    drill
}

/// Only the lowest of them may decide.
fn fire(is_needed: bool) -> Exercise {
    let mut exercise = four_who_may().load(&[]);
    exercise.structures[0].rights.retain(|row| row.post.echelon == "l3");
    exercise.incidents.scripted[0].profile.needed = is_needed;
    exercise
}

fn chain(up_to: &str, rule: Agreement) -> ApprovalRow {
    ApprovalRow {
        post: post("l3"),
        from_severity: Severity::IV,
        up_to: up_to.into(),
        rule,
        needed: NEEDED,
        unneeded: UNNEEDED,
        again_after_min: None,
        attempts: 1,
    }
}

fn records(exercise: &Exercise) -> Vec<RunRecord> {
    let (records, _) = runs(exercise, RUNS);
    records.iter().take(50).for_each(hold);
    records
}

fn is_carried(record: &RunRecord) -> bool {
    let has = |is: fn(&Milestone) -> bool| record.entries.iter().any(|entry| is(&entry.milestone));
    let carried = has(|m| matches!(m, Milestone::ProposalCarried { .. }));
    assert_eq!(carried, has(|m| *m == Milestone::DecisionMade), "what is carried is decided, and nothing else");
    assert_eq!(carried, !has(|m| matches!(m, Milestone::ProposalShelved { .. })), "what is not carried is shelved");
    carried
}

/// The share carried is the exact one within four standard errors.
fn is_exact(exercise: &Exercise, exact: f64, what: &str) {
    let n = f64::from(RUNS);
    let carried = records(exercise).iter().filter(|record| is_carried(record)).count();
    let share = f64::from(u32::try_from(carried).unwrap()) / n;
    let error = (exact * (1.0 - exact) / n).sqrt();
    assert!((share - exact).abs() < 4.0 * error, "{what}: {share} of proposals carried, {exact} expected");
}

#[test]
fn chains_carry_the_exact_shares() {
    for (up_to, rule, needed, unneeded) in [
        ("l3", Agreement::All, 0.8, 0.3),
        ("l2", Agreement::Any, 0.96, 0.51),
        ("l2", Agreement::All, 0.64, 0.09),
        ("l0", Agreement::All, 0.4096, 0.0081),
    ] {
        for (is_needed, exact) in [(true, needed), (false, unneeded)] {
            let mut exercise = fire(is_needed);
            exercise.structures[0].approvals = vec![chain(up_to, rule)];
            is_exact(&exercise, exact, &format!("{rule:?} up to {up_to}, needed: {is_needed}"));
        }
    }
}

#[test]
fn three_of_five_carry_the_exact_shares() {
    let member = |id: &str, role, count| MemberSpec {
        id: id.into(),
        role,
        count,
        desk: None,
        reachable: 1.0,
        joins: Joining::Video(LawSpec::Deterministic { min: 1.0 }),
    };
    let row = CommitteeRow {
        post: post("l3"),
        from_severity: Severity::IV,
        notice: NoticeSpec::Broadcast(LawSpec::Deterministic { min: 1.0 }),
        members: vec![member("head", Role::Chair, 1), member("bureau", Role::Member, 4)],
        quorum: 5,
        deliberation: LawSpec::Deterministic { min: 10.0 },
        vote: Some(VoteSpec { approve: 3, needed: NEEDED, unneeded: UNNEEDED }),
        takes_effect: TakesEffect::AfterEach,
        no_quorum_after_min: 60.0,
        without_quorum: WithoutQuorum::LeaderDecides,
    };
    for (is_needed, exact) in [(true, 0.942_08), (false, 0.163_08)] {
        let mut exercise = fire(is_needed);
        exercise.structures[0].committees = vec![row.clone()];
        is_exact(&exercise, exact, &format!("three of five, needed: {is_needed}"));
    }
}

#[test]
fn what_is_refused_is_proposed_again_with_new_chances() {
    let mut exercise = fire(true);
    exercise.structures[0].approvals =
        vec![ApprovalRow { again_after_min: Some(30.0), attempts: 3, ..chain("l2", Agreement::All) }];
    let carried = |record: &&RunRecord| record.entries.iter().any(|e| matches!(e.milestone, Milestone::ProposalCarried { .. }));
    let records = records(&exercise);
    let share = f64::from(u32::try_from(records.iter().filter(carried).count()).unwrap()) / f64::from(RUNS);
    let exact = 1.0 - 0.36_f64.powi(3);
    assert!((share - exact).abs() < 4.0 * (exact * (1.0 - exact) / f64::from(RUNS)).sqrt(), "{share} carried, {exact} expected");
    let shelved = |record: &RunRecord| {
        record.entries.iter().filter(|entry| matches!(entry.milestone, Milestone::ProposalShelved { .. })).count()
    };
    assert_eq!(records.iter().map(shelved).max(), Some(3));
}

#[test]
fn a_hierarchy_of_two_carries_what_both_carry_alone() {
    let votes = |up_to: &str, rule| {
        let mut exercise = fire(true);
        exercise.structures[0].approvals = vec![chain(up_to, rule)];
        records(&exercise).iter().map(is_carried).collect::<Vec<_>>()
    };
    let (alone, both, any) = (votes("l3", Agreement::All), votes("l2", Agreement::All), votes("l2", Agreement::Any));
    let mut seconds = 0;
    for ((alone, both), any) in alone.iter().zip(&both).zip(&any) {
        assert!(both <= alone && alone <= any, "on the same luck more who must agree carry less, more who may agree carry more");
        seconds += usize::from(alone != both);
    }
    assert!(seconds > 500, "the second post refused {seconds} times what the first agreed to");
}

#[test]
fn whoever_always_agrees_adds_only_time() {
    let mut exercise = fire(true);
    let plain = records(&exercise);
    exercise.structures[0].approvals = vec![ApprovalRow { needed: 1.0, ..chain("l3", Agreement::All) }];
    for (plain, alone) in plain.iter().zip(&records(&exercise)).take(50) {
        let orders = |record: &RunRecord| {
            lines(record).into_iter().filter(|l| l.contains("order_")).map(|l| l[..24].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(orders(plain), orders(alone));
    }
    exercise.structures[0].approvals = vec![ApprovalRow { needed: 1.0, ..chain("l0", Agreement::All) }];
    for (plain, chain) in plain.iter().zip(&records(&exercise)).take(50) {
        let decided = |record: &RunRecord| record.entries.iter().find(|e| e.milestone == Milestone::DecisionMade).unwrap().time;
        assert_eq!((decided(chain) - decided(plain)).minutes(), 3.0 * 11.0 + 1.0, "three calls, three services, one call back");
    }
}

/// The lowest post refuses itself what it proposes. That it may hold a decision for 30 min only does not bring the need to a post above.
#[test]
fn what_is_refused_does_not_go_up_by_time() {
    let mut drill = four_who_may();
    drill.units.push(("j".to_owned(), "engine", 1));
    for time_out in [TimeOut::Cancel, TimeOut::Race] {
        let mut exercise = drill.load(&[]);
        exercise.structures[0].approvals = vec![ApprovalRow { needed: 0.0, ..chain("l3", Agreement::All) }];
        exercise.structures[0].conduct = vec![ConductRow { time_out, ..decides_within("l3", 30.0) }];
        for record in runs(&exercise, 2).0 {
            hold(&record);
            let count = |is: fn(&Milestone) -> bool| record.entries.iter().filter(|entry| is(&entry.milestone)).count();
            assert_eq!(count(|m| matches!(m, Milestone::ProposalShelved { .. })), 1);
            assert_eq!(count(|m| *m == Milestone::DecisionEscalated), 0, "{time_out:?}");
            assert_eq!(count(|m| *m == Milestone::DecisionMade), 0, "{time_out:?}: nobody decides past the refusal");
        }
    }
}

/// The second post decides on boats for an hour when the lowest post's proposal on the fire comes to its desk.
#[test]
fn a_proposal_waits_at_a_busy_desk_however_long() {
    let mut drill = four_who_may();
    drill.units.extend(["j00", "j"].map(|at| (at.to_owned(), "truck", 1)));
    drill.incidents[0].3.push(("boat", 1, format!("PerUnit({})", fixed(60.0))));
    drill.services[2][2] = fixed(60.0);
    drill.tables = format!(
        r#"desk_rules: [(post: (line: "government", echelon: "l2"), desk: Some("desk"), patience: [(matter: Decision, after: {})])],"#,
        fixed(20.0)
    );
    let mut exercise = drill.load(&[]);
    exercise.structures[0].approvals = vec![ApprovalRow { needed: 1.0, ..chain("l2", Agreement::All) }];
    for record in runs(&exercise, 2).0 {
        hold(&record);
        assert!(
            record.entries.iter().all(|entry| entry.milestone != Milestone::DecisionEscalated),
            "a proposal is not the voter's own"
        );
        let made = record.entries.iter().filter(|entry| entry.milestone == Milestone::DecisionMade);
        let made: Vec<_> = made
            .map(|entry| {
                let post = entry.about.post.unwrap();
                (record.header.post(post).id.as_str(), (entry.time - liandong::engine::time::SimTime::ZERO).minutes())
            })
            .collect();
        assert_eq!(made, [("j00.government", 66.0), ("j000.government", 127.0)]);
    }
}
