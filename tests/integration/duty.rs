//! Who is on duty: shifts, recalls, and matters that interrupt others.

use std::collections::BTreeMap;
use std::path::Path;

use liandong::engine::time::SimTime;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::duty::{RecallRow, ShiftRow};
use liandong::scenario::law::LawSpec;
use liandong::scenario::load::Exercise;
use liandong::scenario::structure::PostRef;
use liandong::terms::traffic::MatterKind;

use crate::drill::{lines, load, runs};
use crate::oracle::hold;

/// The flash flood of the demo county under the four levels; the clock says 20:00 at its start.
fn flood() -> Exercise {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_committee.ron");
    load(&path, &["four_level".to_owned()])
}

fn county() -> PostRef {
    PostRef { line: "government".into(), echelon: "county".into() }
}

fn shift(from_h: f64, until_h: f64, officers: u32) -> ShiftRow {
    ShiftRow { post: county(), desk: "duty".into(), from_h, until_h, officers }
}

fn run(exercise: &Exercise) -> Vec<RunRecord> {
    let (records, _) = runs(exercise, 20);
    records.iter().for_each(hold);
    records
}

fn is_county_office(record: &RunRecord, entry: &liandong::journal::entry::Entry) -> bool {
    entry.about.post.is_some_and(|post| {
        let name = record.header.post(post);
        name.line == "government" && record.header.echelon(name.echelon).id == "county"
    })
}

/// Hours at which county offices take reports in hand.
fn reading_hours(records: &[RunRecord]) -> Vec<f64> {
    let of = |record: &RunRecord| -> Vec<f64> {
        let entries = record.entries.iter().filter(|entry| is_county_office(record, entry));
        let begun = entries.filter(|entry| entry.milestone == Milestone::ServiceBegun { kind: MatterKind::Report });
        begun.map(|entry| (entry.time - SimTime::ZERO).minutes() / 60.0).collect()
    };
    records.iter().flat_map(of).collect()
}

#[test]
fn a_shift_of_the_usual_number_changes_nothing() {
    let plain = run(&flood());
    let mut exercise = flood();
    exercise.structures[0].shifts = vec![shift(0.0, 12.0, 2), shift(12.0, 0.0, 2)];
    let shifted = run(&exercise);
    for (plain, shifted) in plain.iter().zip(&shifted) {
        assert_eq!(lines(plain), lines(shifted));
    }
}

#[test]
fn an_empty_desk_reads_nothing_until_the_next_shift() {
    assert!(reading_hours(&run(&flood())).iter().any(|hour| *hour < 2.0));
    let mut exercise = flood();
    exercise.structures[0].shifts = vec![shift(19.0, 22.0, 0)];
    let records = run(&exercise);
    let hours = reading_hours(&records);
    assert!(hours.iter().all(|hour| *hour >= 2.0), "{hours:?}");
    assert!(hours.contains(&2.0), "reports that waited are taken in hand when the shift begins: {hours:?}");
    for record in &records {
        let changes: Vec<_> = record
            .entries
            .iter()
            .filter_map(|entry| match entry.milestone {
                Milestone::DutyChanged { desk, officers } => {
                    assert!(is_county_office(record, entry) && record.header.desk(desk).id == "duty", "{entry:?}");
                    Some(((entry.time - SimTime::ZERO).minutes(), officers))
                }
                _ => None,
            })
            .collect();
        assert_eq!(changes, [(0.0, 0), (0.0, 0), (120.0, 2), (120.0, 2)], "two county offices");
    }
}

#[test]
fn officers_called_in_come_after_their_time_and_leave_an_empty_desk() {
    let mut exercise = flood();
    exercise.structures[0].shifts = vec![shift(19.0, 22.0, 0)];
    exercise.structures[0].recalls = vec![RecallRow {
        post: county(),
        desk: "duty".into(),
        when_open: 1,
        officers: 1,
        after: LawSpec::Deterministic { min: 25.0 },
    }];
    let (mut came, mut left) = (0, 0);
    for record in run(&exercise) {
        for entry in &record.entries {
            let Milestone::DutyChanged { officers, .. } = entry.milestone else { continue };
            let Some(cause) = entry.cause.index() else { continue };
            assert_eq!(record.entries[cause].milestone, Milestone::OfficersRecalled);
            if officers == 1 && (entry.time - SimTime::ZERO).minutes() < 120.0 {
                assert_eq!((entry.time - record.entries[cause].time).minutes(), 25.0);
                came += 1;
            } else {
                left += 1;
            }
        }
    }
    assert!(came >= 20 && left >= 20, "{came} came, {left} left");
}

#[test]
fn an_urgent_matter_interrupts_and_the_other_is_resumed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/city_many_incidents.ron");
    let mut exercise = load(&path, &[]);
    for desk in exercise.world.posts.iter_mut().flat_map(|post| &mut post.desks) {
        desk.preemptive = true;
    }
    let (records, _) = runs(&exercise, 6);
    records.iter().for_each(hold);
    let mut interrupted = 0;
    for record in &records {
        let mut open = BTreeMap::new();
        for (position, entry) in record.entries.iter().enumerate() {
            match entry.milestone {
                Milestone::ServiceInterrupted { .. } => {
                    interrupted += 1;
                    open.insert(entry.about.matter, entry.time);
                    let next = record.entries[position + 1..].iter().take_while(|next| next.time == entry.time);
                    let is_urgent = |next: &liandong::journal::entry::Entry| {
                        matches!(next.milestone, Milestone::ServiceBegun { .. }) && next.about.post == entry.about.post
                    };
                    assert!(next.into_iter().any(is_urgent), "nothing took the place of {entry:?}");
                }
                Milestone::ServiceBegun { .. } => {
                    open.remove(&entry.about.matter);
                }
                Milestone::ServiceEnded { .. } => assert!(!open.contains_key(&entry.about.matter), "{entry:?} ends unresumed"),
                _ => {}
            }
        }
    }
    assert!(interrupted > 5, "{interrupted} interruptions");
}
