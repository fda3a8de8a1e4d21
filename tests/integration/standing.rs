//! How far one can rely on social teams: letters, contracts, those who do not come or leave early, and calls past the desk.

use std::collections::BTreeMap;
use std::path::Path;

use liandong::engine::time::SimTime;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::inject::{Action, Inject};
use liandong::scenario::law::LawSpec;
use liandong::scenario::load::Exercise;
use liandong::terms::id::UnitId;

use crate::drill::{load, runs};
use crate::oracle::hold;

/// The flooded town under a shipped structure.
fn town(structure: &str, change: impl FnOnce(&mut Exercise)) -> Vec<RunRecord> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/zhuozhou_letter_gate_2023.ron");
    let mut exercise = load(&path, &[structure.to_owned()]);
    change(&mut exercise);
    let (records, _) = runs(&exercise, 8);
    records.iter().for_each(hold);
    records
}

fn times(record: &RunRecord, milestone: Milestone) -> BTreeMap<UnitId, SimTime> {
    let entries = record.entries.iter().filter(|entry| entry.milestone == milestone);
    entries.filter_map(|entry| Some((entry.about.unit?, entry.time))).collect()
}

fn count(records: &[RunRecord], milestone: Milestone) -> usize {
    records.iter().flat_map(|record| &record.entries).filter(|entry| entry.milestone == milestone).count()
}

fn standing(exercise: &mut Exercise) -> &mut liandong::scenario::standing::StandingSpec {
    exercise.world.standings.iter_mut().find(|spec| spec.id == "level_2").unwrap()
}

#[test]
fn no_letter_is_written_while_the_gate_is_blocked_and_nobody_departs_without_one() {
    let records = town("letter_gate", |_| ());
    for record in &records {
        let (asked, issued) = (times(record, Milestone::LetterAsked), times(record, Milestone::LetterIssued));
        assert!(issued.values().all(|time| *time >= SimTime::from_minutes(1_800.0)), "a letter while the seals are under water");
        for (unit, time) in times(record, Milestone::UnitDeparted) {
            assert!(
                !asked.contains_key(&unit) || issued.get(&unit).is_some_and(|issued| *issued <= time),
                "{unit:?} left without"
            );
        }
    }
    assert!(count(&records, Milestone::LetterIssued) > 100, "{}", count(&records, Milestone::LetterIssued));
    assert_eq!(count(&town("four_level", |_| ()), Milestone::LetterAsked), 0);
}

#[test]
fn who_is_under_contract_needs_no_letter_and_is_sooner_there() {
    let first = |records: &[RunRecord]| -> f64 {
        let of = |record: &RunRecord| {
            let crowd = |entry: &&liandong::journal::entry::Entry| {
                matches!(entry.milestone, Milestone::WorkBegun { .. })
                    && record.header.unit(entry.about.unit.unwrap()).id.contains("crowd")
            };
            record.entries.iter().find(crowd).map_or(120.0, |entry| entry.time.ms() as f64 / 3_600_000.0)
        };
        records.iter().map(of).sum::<f64>() / 8.0
    };
    let (gate, contract) = (town("letter_gate", |_| ()), town("contracted_teams", |_| ()));
    assert_eq!(count(&contract, Milestone::LetterAsked), 0, "all teams of the crowd are under contract");
    assert_eq!(count(&contract, Milestone::NoShow), 0);
    assert!(first(&contract) + 10.0 < first(&gate), "{} h under contract, {} h with letters", first(&contract), first(&gate));
}

#[test]
fn who_does_not_come_is_replaced_and_never_arrives() {
    let records = town("four_level", |exercise| standing(exercise).no_show = 0.5);
    for record in &records {
        let missing = times(record, Milestone::NoShow);
        let arrived = times(record, Milestone::UnitArrived);
        let ordered = times(record, Milestone::OrderReceived);
        assert!(missing.keys().all(|unit| !arrived.contains_key(unit) && ordered.contains_key(unit)));
    }
    let (missing, ordered) = (count(&records, Milestone::NoShow), count(&records, Milestone::OrderReceived));
    assert!(missing > 20 && missing < ordered, "{missing} of {ordered} did not come");
    assert_eq!(count(&town("four_level", |exercise| standing(exercise).no_show = 0.0), Milestone::NoShow), 0);
}

#[test]
fn a_team_leaves_after_its_stay() {
    let stay = LawSpec::Deterministic { min: 120.0 };
    let records = town("four_level", |exercise| standing(exercise).stays = Some(stay));
    let mut left = 0;
    for record in &records {
        let mut since: BTreeMap<UnitId, SimTime> = BTreeMap::new();
        for entry in &record.entries {
            match entry.milestone {
                Milestone::WorkBegun { .. } => drop(since.insert(entry.about.unit.unwrap(), entry.time)),
                Milestone::UnitWithdrew => {
                    assert_eq!((entry.time - since[&entry.about.unit.unwrap()]).minutes(), 120.0);
                    left += 1;
                }
                _ => {}
            }
        }
    }
    assert!(left > 50, "{left} teams left");
}

#[test]
fn leaked_numbers_take_free_teams_away() {
    let records = town("four_level", |exercise| {
        exercise.incidents.injects.push(Inject {
            id: "leak".to_owned(),
            at_min: 0.0,
            action: Action::NumbersLeaked {
                agencies: vec!["graded".to_owned()],
                calls_per_h: 20.0,
                errand: LawSpec::Deterministic { min: 600.0 },
                until_min: Some(1_440.0),
            },
        });
    });
    for record in &records {
        let mut away: BTreeMap<UnitId, SimTime> = BTreeMap::new();
        for entry in &record.entries {
            let Some(unit) = entry.about.unit else { continue };
            match entry.milestone {
                Milestone::CalledAway => {
                    assert!(entry.time <= SimTime::from_minutes(1_440.0) && away.insert(unit, entry.time).is_none());
                }
                Milestone::ErrandEnded => assert_eq!((entry.time - away.remove(&unit).unwrap()).minutes(), 600.0),
                Milestone::OrderReceived | Milestone::SelfDeployed => assert!(!away.contains_key(&unit), "{entry:?} while away"),
                _ => {}
            }
        }
    }
    assert!(count(&records, Milestone::CalledAway) > 200);
}
