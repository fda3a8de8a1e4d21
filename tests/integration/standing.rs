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
use liandong::terms::sector::Sector;

use crate::county::{self, County, incident, units};
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

/// A small shipped scenario under its own structure, with a change.
fn shipped(name: &str, replications: u32, change: impl FnOnce(&mut Exercise)) -> Vec<RunRecord> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    let mut exercise = load(&path, &[]);
    change(&mut exercise);
    let (records, _) = runs(&exercise, replications);
    records.iter().for_each(hold);
    records
}

#[test]
fn leaked_numbers_are_shipped_and_take_the_team_from_its_tasks() {
    let works = |records: &[RunRecord]| {
        let begun = |record: &RunRecord| {
            let is_team = |entry: &&liandong::journal::entry::Entry| {
                matches!(entry.milestone, Milestone::WorkBegun { .. })
                    && record.header.unit(entry.about.unit.unwrap()).agency == "water-d1"
            };
            record.entries.iter().filter(is_team).count()
        };
        records.iter().map(begun).sum::<usize>()
    };
    let leaked = shipped("demo_county_leak.ron", 20, |_| ());
    let kept = shipped("demo_county_leak.ron", 20, |exercise| exercise.incidents.injects.clear());
    assert!(count(&leaked, Milestone::CalledAway) > 40 && count(&kept, Milestone::CalledAway) == 0);
    assert!(works(&leaked) * 3 < works(&kept) * 2, "{} tasks with leaked numbers, {} without", works(&leaked), works(&kept));
}

#[test]
fn a_gate_is_blocked_for_one_incident_alone() {
    let first_letters = |records: &[RunRecord]| -> [f64; 2] {
        [0, 1].map(|at| {
            let of = |record: &RunRecord| {
                let letter = record.entries.iter().find(|entry| {
                    entry.milestone == Milestone::LetterIssued && entry.about.incident.map(|id| id.index()) == Some(at)
                });
                letter.expect("a team gets a letter").time.ms() as f64 / 60_000.0
            };
            records.iter().map(of).fold(f64::INFINITY, f64::min)
        })
    };
    let blocked = first_letters(&shipped("demo_county_gate.ron", 8, |_| ()));
    let open = first_letters(&shipped("demo_county_gate.ron", 8, |exercise| exercise.incidents.injects.clear()));
    assert!(blocked[0] >= 1_680.0 && open[0] < 600.0, "the first letter for Jiangkou after {blocked:?}, {open:?} min");
    assert!(blocked[1] < 600.0, "Liulin waits as well: {blocked:?}");
}

/// Two orders for two organisations, neither graded: each is verified before its first order goes on, and once.
#[test]
fn an_organisation_is_verified_before_its_first_task_and_once() {
    let verified = |change: fn(&mut Exercise)| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_leak.ron");
        let mut exercise = load(&path, &["verified_teams".to_owned()]);
        exercise.incidents.injects.clear();
        let linkage = exercise.structures[0].social_linkage.as_mut().unwrap();
        linkage.verification.as_mut().unwrap().service = LawSpec::Deterministic { min: 13.0 };
        change(&mut exercise);
        let (records, _) = runs(&exercise, 12);
        records.iter().for_each(hold);
        records
    };
    let records = verified(|_| ());
    for record in &records {
        let verified: Vec<_> = record.entries.iter().filter(|e| e.milestone == Milestone::OrganisationVerified).collect();
        // An order of a post that has no tasking desk on its way to the team passes none.
        let is_through_a_desk = |entry: &liandong::journal::entry::Entry| {
            let mut at = entry.cause.index();
            while let Some(position) = at {
                let cause = &record.entries[position];
                if cause.about.post.is_some_and(|post| record.header.post(post).sector == Sector::Society) {
                    return true;
                }
                at = cause.cause.index();
            }
            false
        };
        let received = record.entries.iter().filter(|e| {
            let is_team = e.about.unit.is_some_and(|unit| record.header.unit(unit).agency == "water-d1");
            e.milestone == Milestone::OrderReceived && is_team && is_through_a_desk(e)
        });
        let received: Vec<SimTime> = received.map(|entry| entry.time).collect();
        assert!(verified.len() <= 1, "one organisation of the city is verified once: {verified:?}");
        assert!(
            received.iter().all(|time| verified.first().is_some_and(|entry| entry.time <= *time)),
            "{received:?} {verified:?}"
        );
    }
    assert!(count(&records, Milestone::OrganisationVerified) > 6);
    let known = verified(|exercise| {
        let liandong::scenario::territory::Rows::List(agencies) = &mut exercise.world.agencies else { panic!("in the file") };
        agencies.iter_mut().for_each(|agency| agency.verified = Some(true));
    });
    assert_eq!(count(&known, Milestone::OrganisationVerified), 0);
    let graded = verified(|exercise| {
        let liandong::scenario::territory::Rows::List(agencies) = &mut exercise.world.agencies else { panic!("in the file") };
        agencies
            .iter_mut()
            .filter(|agency| agency.line == "society")
            .for_each(|agency| agency.standing = Some("level_1".to_owned()));
    });
    assert_eq!(count(&graded, Milestone::OrganisationVerified), 0);
    // The same luck: where a record's only verification is the first thing that happens to an order, it is later by that alone.
    let first = |record: &RunRecord| {
        let is_first = |e: &&liandong::journal::entry::Entry| {
            e.milestone == Milestone::OrderReceived && record.header.unit(e.about.unit.unwrap()).agency == "water-d1"
        };
        record.entries.iter().find(is_first).map(|entry| entry.time)
    };
    let pairs = records.iter().zip(&known).filter_map(|(with, without)| Some((first(with)? - first(without)?).minutes()));
    let later: Vec<f64> = pairs.filter(|min| *min != 0.0).collect();
    let exact = later.iter().filter(|min| (**min - 13.0).abs() < 1e-9).count();
    assert!(exact >= 3 && exact * 2 > later.len(), "the first orders are {later:?} min later");
}

fn squads(rows: &[(&str, &str, &str, u32)], standing: &str, scripted: String) -> County {
    County { units: units(rows), standing: standing.to_owned(), scripted, ..County::quiet() }
}

#[test]
fn the_end_of_a_stay_takes_nobody_from_the_next_task() {
    let scripted = incident("i1", 0.0, r#"(capability: "search", units: 1, work: Shared(unit_h: 1))"#, "")
        + &incident("i2", 120.0, r#"(capability: "search", units: 1, work: PerUnit(Deterministic(min: 600)))"#, "");
    let record = squads(&[("t", "squad", "team", 1)], ", stays: Some(Deterministic(min: 300))", scripted).run();
    // At work on the first task from 14 to 74, on the second from 134 on; the stay would have ended at 314.
    assert_eq!(county::begun(&record), [14.0, 134.0]);
    assert_eq!(county::times(&record, Milestone::IncidentContained), [74.0, 734.0]);
}

#[test]
fn who_leaves_is_no_longer_part_of_the_effective_force() {
    let scripted = incident("i1", 0.0, r#"(capability: "search", units: 2, work: Shared(unit_h: 20))"#, "");
    let rows = [("t", "squad", "team", 1), ("g", "squad", "brigade", 1)];
    let county = County {
        tape: r#"injects: [(id: "j", at_min: 1, action: UnitUnavailable(unit: "g", until_min: Some(100)))],"#.to_owned(),
        ..squads(&rows, ", stays: Some(Deterministic(min: 30))", scripted)
    };
    let record = county.run();
    let mut at_work = 0_u32;
    for entry in &record.entries {
        match entry.milestone {
            Milestone::WorkBegun { .. } => at_work += 1,
            Milestone::UnitWithdrew => at_work -= 1,
            Milestone::EffectiveForceReached => assert_eq!(at_work, 2, "{entry:?}"),
            _ => {}
        }
    }
    assert_eq!(county::count(&[record], Milestone::EffectiveForceReached), 1);
}

#[test]
fn a_team_that_is_called_off_while_it_makes_ready_waits_for_its_letter_all_the_same() {
    let need = |hours: u32| format!(r#"(capability: "search", units: 1, work: Shared(unit_h: {hours}))"#);
    let record = County {
        units: r#"(id: "t", type: "squad", agency: "team", base: "k2", count: 1)"#.to_owned(),
        team: "k2",
        sees: "Everywhere",
        standing: ", mobilisation: Some(Deterministic(min: 60))".to_owned(),
        scripted: county::at("IV", "k2", (0.0, 52.0), "i1", 0.0, &need(9), "")
            + &county::at("I", "k1", (8.0, 0.0), "i2", 20.0, &need(5), ""),
        tables: r#"social_linkage: Some((letter_gate: Some((border: "county", officers: 1, service: Deterministic(min: 600),
              blocked: 0)))),
            dispatch: [(post: (line: "gov", echelon: "lower"), calls_off: Some((grades: 2)))],"#
            .to_owned(),
        ..County::quiet()
    }
    .run();
    assert_eq!(county::count(std::slice::from_ref(&record), Milestone::OrderSuperseded), 1);
    let (issued, departed) = (county::times(&record, Milestone::LetterIssued), county::times(&record, Milestone::UnitDeparted));
    assert_eq!(issued[0], departed[0], "it is ready long before");
}
