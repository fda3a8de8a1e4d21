//! Random rights tables on random small scenarios: every unit is sent by one valid decision of a post with the right, no matter climbs
//! more levels than there are, and less right never means less climbing.

use std::collections::BTreeMap;

use liandong::journal::entry::Entry;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::load::Exercise;
use liandong::scenario::practice::{ConductRow, TimeOut};
use liandong::scenario::structure::{Right, RightRow};
use liandong::terms::severity::Severity;
use liandong::terms::traffic::MatterKind;
use proptest::prelude::*;

use crate::drill::{Drill, fixed, runs};
use crate::escalation::{decides_within, post};
use crate::invariants::drills;
use crate::oracle::hold;

/// The gravest grade up to which each level may decide, from the top down; none where it may not.
type Table = Vec<Option<Severity>>;

fn grade() -> impl Strategy<Value = Severity> {
    prop::sample::select(Severity::ALL.to_vec())
}

fn table() -> impl Strategy<Value = Table> {
    prop::collection::vec(prop::option::weighted(0.7, grade()), 5)
}

/// A drill with rights by a table, instead of one level from which on everybody may decide.
fn with(drill: &Drill, table: &Table) -> Exercise {
    let levels = drill.branches.len() + 1;
    let mut exercise = Drill { decides: levels - 1, ..drill.clone() }.load(&[]);
    let rows = (0..levels).zip(table).filter_map(|(level, up_to)| {
        Some(RightRow {
            post: post(&format!("l{level}")),
            lines: vec!["government".into()],
            from_severity: Severity::IV,
            up_to_severity: (*up_to)?,
            from_level: None,
            right: Right::CommitInScope,
        })
    });
    exercise.structures[0].rights = rows.collect();
    exercise
}

/// The grade that a post knows an incident to have when an entry is written.
fn known(record: &RunRecord, entry: &Entry) -> Option<Severity> {
    let is_same = |other: &&Entry| (other.about.post, other.about.incident) == (entry.about.post, entry.about.incident);
    let before = record.entries.iter().take_while(|other| !std::ptr::eq(*other, entry)).filter(is_same);
    before
        .filter_map(|other| match other.milestone {
            Milestone::IncidentGraded { severity } => Some(severity),
            _ => None,
        })
        .max()
}

fn orders(record: &RunRecord) -> impl Iterator<Item = &Entry> {
    record.entries.iter().filter(|entry| matches!(entry.milestone, Milestone::OrderIssued { .. }))
}

/// Each order comes from a decision of the same post on the same incident, and the post has the right.
fn every_order_has_its_decision(record: &RunRecord, table: &Table) {
    for entry in orders(record) {
        let decision = &record.entries[entry.cause.index().expect("an order has a cause")];
        assert_eq!(decision.milestone, Milestone::DecisionMade);
        assert_eq!((decision.about.post, decision.about.incident), (entry.about.post, entry.about.incident));
        let level = record.header.post(entry.about.post.unwrap()).echelon.index();
        let severity = known(record, entry).expect("who decides has graded");
        assert!(table[level].is_some_and(|up_to| severity <= up_to), "level {level} decides at {severity:?}: {table:?}");
    }
}

/// On the way to an order a request goes up at most once for each level above the lowest.
fn nothing_climbs_more_levels_than_there_are(record: &RunRecord) {
    let levels = record.header.echelons.len();
    for entry in orders(record) {
        let (mut at, mut climbed) = (entry.cause.index(), 0);
        while let Some(position) = at {
            let cause = &record.entries[position];
            climbed += usize::from(matches!(cause.milestone, Milestone::MatterSent { kind: MatterKind::Request, .. }));
            at = cause.cause.index();
        }
        assert!(climbed < levels, "{climbed} requests on the way to {entry:?} over {levels} levels");
    }
}

/// Units sent for each need, less those that had another order, are never more than it wants.
fn nobody_sends_twice(record: &RunRecord, drill: &Drill) {
    let mut sent: BTreeMap<_, i64> = BTreeMap::new();
    let mut wants = BTreeMap::new();
    for entry in &record.entries {
        let (Some(incident), Some(unit)) = (entry.about.incident, entry.about.unit) else { continue };
        match entry.milestone {
            Milestone::OrderIssued { capability } => {
                *sent.entry((incident, capability)).or_default() += 1;
                wants.insert((incident, unit), capability);
            }
            Milestone::OrderRejected => {
                if let Some(capability) = wants.get(&(incident, unit)) {
                    *sent.entry((incident, *capability)).or_default() -= 1;
                }
            }
            _ => {}
        }
    }
    let most = drill.incidents.iter().flat_map(|(.., needs)| needs.iter().map(|(_, units, _)| *units)).max().unwrap_or(1);
    assert!(sent.values().all(|count| *count <= i64::from(most)), "{sent:?} units for needs of at most {most}");
}

fn timed(exercise: &mut Exercise, time_out: TimeOut) {
    let row = |id: &str| ConductRow { time_out, ..decides_within(id, 3.0) };
    let rows = exercise.structures[0].echelons.iter().map(|echelon| row(&echelon.id));
    exercise.structures[0].conduct = rows.collect();
}

/// The highest level that sent a unit, counted from the bottom; none when nobody did.
fn climbed(exercise: &Exercise) -> Vec<Option<usize>> {
    let (records, _) = runs(exercise, 2);
    let of = |record: &RunRecord| {
        let top = orders(record).map(|entry| record.header.post(entry.about.post.unwrap()).echelon.index()).min();
        top.map(|top| record.header.echelons.len() - 1 - top)
    };
    records.iter().map(of).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_unit_is_sent_by_one_decision_of_a_post_with_the_right(
        drill in drills(), table in table(), time_out in prop::sample::select(vec![None, Some(TimeOut::Cancel), Some(TimeOut::Race)]),
    ) {
        let mut exercise = with(&drill, &table);
        if let Some(time_out) = time_out {
            timed(&mut exercise, time_out);
        }
        let (records, _) = runs(&exercise, 2);
        for record in records {
            hold(&record);
            every_order_has_its_decision(&record, &table);
            nothing_climbs_more_levels_than_there_are(&record);
            nobody_sends_twice(&record, &drill);
        }
    }

    #[test]
    fn less_right_never_climbs_less(
        wide in table(), less in prop::collection::vec(prop::option::weighted(0.6, 0_usize..4), 5),
        wanted in 1_u32..4, bases in prop::collection::vec(0_usize..4, 1..4),
    ) {
        let mut drill = Drill::chain_of_four();
        let at = |level: usize| "j000"[..=level].to_owned();
        drill.units = vec![("j".to_owned(), "engine", 3)];
        for level in bases {
            if !drill.units.iter().any(|(base, ..)| *base == at(level)) {
                drill.units.push((at(level), "engine", 1));
            }
        }
        drill.relays = vec![fixed(2.0); 3];
        drill.incidents = vec![(5.0, "j000".into(), (1.0, 1.0), vec![("fire", wanted, format!("PerUnit({})", fixed(300.0)))])];
        // The top may always decide, so that asking helps under both tables.
        let (mut wide, mut narrow) = (wide.clone(), wide);
        for (grade, less) in narrow.iter_mut().zip(&less) {
            *grade = less.and_then(|by| grade.and_then(|grade| grade.gravity().checked_sub(by)).map(|at| Severity::ALL[at]));
        }
        (wide[0], narrow[0]) = (Some(Severity::I), Some(Severity::I));
        let (wide_climb, narrow_climb) = (climbed(&with(&drill, &wide)), climbed(&with(&drill, &narrow)));
        for (wide_climb, narrow_climb) in wide_climb.iter().zip(&narrow_climb) {
            prop_assert!(narrow_climb >= wide_climb, "{narrow:?} climbs {narrow_climb:?}, {wide:?} climbs {wide_climb:?}");
        }
    }
}
