//! Random small scenarios where who is at the desks changes all the time: shifts, recalls, interruptions, absence, other orders, shared
//! desks and committees together. Whoever sits in a meeting or is away is not at work at a desk.

use liandong::measure::load::loads;
use liandong::measure::milestones::Run;
use liandong::scenario::committee::{CommitteeRow, DeskRef, Joining, MemberSpec, NoticeSpec, Role, TakesEffect, WithoutQuorum};
use liandong::scenario::desk::{AbsenceSpec, Attention, DeskPatience, DeskRule};
use liandong::scenario::duty::{RecallRow, ShiftRow};
use liandong::scenario::law::LawSpec;
use liandong::scenario::load::Exercise;
use liandong::scenario::structure::PostRef;
use liandong::terms::severity::Severity;
use liandong::terms::traffic::MatterKind;
use proptest::prelude::*;

use crate::drill::{Drill, lines, runs};
use crate::invariants::drills;
use crate::oracle::hold;

/// What is drawn of the duty at one echelon.
#[derive(Clone, Debug)]
struct Duty {
    attention: usize,
    shared: bool,
    skill_factor: f64,
    absence: Option<(f64, f64)>,
    shift: Option<(u8, u8, u32)>,
    recall: Option<(u32, u32)>,
    preemptive: bool,
    has_committee: bool,
    patience: Option<f64>,
}

fn duty() -> impl Strategy<Value = Duty> {
    let manner = (0_usize..4, prop::bool::weighted(0.2), 0.5_f64..2.0, prop::bool::ANY, prop::bool::weighted(0.3));
    let absence = prop::option::of((20.0_f64..120.0, 5.0_f64..60.0));
    let waits = prop::option::of(1.0_f64..30.0);
    let hours = (prop::option::of((8_u8..12, 12_u8..16, 0_u32..3)), prop::option::of((1_u32..4, 1_u32..3)));
    (manner, absence, hours, waits).prop_map(
        |((attention, shared, skill_factor, preemptive, has_committee), absence, (shift, recall), patience)| {
            let preemptive = preemptive && !shared && attention < 3;
            let attention = if shared { 0 } else { attention };
            Duty { attention, shared, skill_factor, absence, shift, recall, preemptive, has_committee, patience }
        },
    )
}

/// Decisions give up after a time.
fn patience(after_min: Option<f64>) -> Vec<DeskPatience> {
    let row = |mean_min| DeskPatience { matter: MatterKind::Decision, after: exponential(mean_min) };
    after_min.map(row).into_iter().collect()
}

fn post(level: usize) -> PostRef {
    PostRef { line: "government".into(), echelon: format!("l{level}") }
}

fn exponential(mean_min: f64) -> LawSpec {
    LawSpec::Exponential { mean_min }
}

fn member(id: &str, role: Role, joins: Joining) -> MemberSpec {
    let desk = DeskRef { line: "government".into(), desk: "desk".into() };
    MemberSpec { id: id.into(), role, count: 1, desk: Some(desk), reachable: 0.9, joins }
}

fn committee(level: usize) -> CommitteeRow {
    CommitteeRow {
        post: post(level),
        from_severity: Severity::III,
        notice: NoticeSpec::Broadcast(exponential(2.0)),
        members: vec![
            member("chair", Role::Chair, Joining::Video(exponential(5.0))),
            member("officer", Role::Member, Joining::Road(exponential(15.0))),
        ],
        quorum: 2,
        deliberation: exponential(20.0),
        vote: None,
        takes_effect: TakesEffect::AfterEach,
        no_quorum_after_min: 40.0,
        without_quorum: WithoutQuorum::LeaderDecides,
    }
}

/// The drill's exercise with this duty at its echelons.
fn exercise(drill: &Drill, duties: &[Duty]) -> Exercise {
    let mut exercise = drill.load(&[]);
    let structure = &mut exercise.structures[0];
    for (level, duty) in (0..=drill.branches.len()).zip(duties.iter().cycle()) {
        let mixed = Attention::Mixed { by_priority: 0.4, fifo: 0.2, lifo: 0.2, random: 0.2 };
        let (present, absent) = duty.absence.unwrap_or_default();
        structure.desk_rules.push(DeskRule {
            post: post(level),
            desk: None,
            attention: Some([Attention::Fifo, Attention::Lifo, Attention::Random, mixed][duty.attention]),
            shared: Some(duty.shared),
            absence: duty.absence.map(|_| AbsenceSpec { present: exponential(present), absent: exponential(absent) }),
            patience: patience(duty.patience),
            skill_factor: duty.skill_factor,
        });
        if let Some((from, until, officers)) = duty.shift {
            let (from_h, until_h) = (f64::from(from), f64::from(until));
            structure.shifts.push(ShiftRow { post: post(level), desk: "desk".into(), from_h, until_h, officers });
        }
        if let Some((when_open, officers)) = duty.recall {
            let row = RecallRow { post: post(level), desk: "desk".into(), when_open, officers, after: exponential(20.0) };
            structure.recalls.push(row);
        }
        if duty.has_committee && level <= drill.decides {
            structure.committees.push(committee(level));
        }
        let own = exercise.world.posts.iter_mut().filter(|spec| spec.level == format!("l{level}"));
        own.flat_map(|spec| &mut spec.desks).for_each(|desk| desk.preemptive = duty.preemptive);
    }
    exercise
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn desks_keep_the_rules_whoever_is_there(drill in drills(), duties in prop::collection::vec(duty(), 1..4)) {
        let (records, _) = runs(&exercise(&drill, &duties), 2);
        for record in &records {
            hold(record);
            for (load, (_, totals)) in loads(&Run::from(record)).iter().zip(&record.desks) {
                let came: f64 = load.matters.iter().sum();
                prop_assert_eq!(came, totals.arrivals as f64);
                prop_assert!(load.queue >= 0.0 && load.slow == 0.0 && load.matters.iter().all(|matters| *matters >= 0.0));
            }
        }
    }

    #[test]
    fn the_same_duty_differs_by_nothing(drill in drills(), duties in prop::collection::vec(duty(), 1..4)) {
        let twice = [0, 1].map(|_| runs(&exercise(&drill, &duties), 2).0);
        for (a, b) in twice[0].iter().zip(&twice[1]) {
            prop_assert_eq!(lines(a), lines(b));
        }
    }
}
