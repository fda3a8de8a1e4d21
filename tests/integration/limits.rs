//! Limits for reports: what the law's tables add up to, which reports are late and by how much, and what is done about it.

use std::collections::BTreeMap;
use std::path::Path;

use liandong::engine::time::Span;
use liandong::journal::milestone::Milestone;
use liandong::measure::compliance::compliance;
use liandong::measure::milestones::Run;
use liandong::measure::record::RunRecord;
use liandong::scenario::document::Document;
use liandong::scenario::inject::{Action, Inject};
use liandong::scenario::law::LawSpec;
use liandong::scenario::limit::{LimitKind, LimitRow, NATION, REPORTER};
use liandong::scenario::load::Exercise;
use liandong::scenario::load::table::read;
use liandong::scenario::practice::{ConductRow, Sharing, WhenOverdue};
use liandong::scenario::territory::Rows;
use liandong::terms::traffic::MatterKind;

use crate::drill::{Drill, fixed, lines, load, runs};
use crate::escalation::decides_within;
use crate::oracle::hold;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn storm(structure: &str, change: impl FnOnce(&mut Exercise)) -> Exercise {
    let mut exercise = load(&root().join("scenarios/demo_county_limits.ron"), &[structure.to_owned()]);
    change(&mut exercise);
    exercise
}

fn run(exercise: &Exercise, replications: u32) -> Vec<RunRecord> {
    let (records, _) = runs(exercise, replications);
    records.iter().for_each(hold);
    records
}

fn count(records: &[RunRecord], is: impl Fn(&Milestone) -> bool) -> usize {
    records.iter().flat_map(|record| &record.entries).filter(|entry| is(&entry.milestone)).count()
}

/// A shipped table of limits.
fn table(name: &str) -> Vec<LimitRow> {
    let text = std::fs::read_to_string(root().join("assets/limits").join(name)).unwrap();
    read(Document::new(name, text)).unwrap_or_else(|problem| panic!("{}", problem.one_line())).0
}

/// The hours of the chain from whoever reports to the departments of the State, each level using all its time.
fn worst_case_h(rows: &[LimitRow], hazard: Option<&str>) -> f64 {
    let rows: Vec<_> = rows.iter().filter(|row| row.hazard.as_deref() == hazard).collect();
    let mut row = *rows.iter().find(|row| row.from_echelon == REPORTER).expect("somebody reports");
    let mut minutes = row.minutes;
    while row.to_echelon != NATION {
        let goes_on = |next: &&&LimitRow| (&next.from_line, &next.from_echelon) == (&row.to_line, &row.to_echelon);
        row = rows.iter().find(goes_on).unwrap_or_else(|| panic!("the chain ends at {}", row.to_echelon));
        minutes += row.minutes;
    }
    minutes / 60.0
}

#[test]
fn the_legal_worst_cases_are_those_of_the_regulations() {
    let accidents = table("production_safety.csv");
    assert_eq!(worst_case_h(&accidents, Some("fire")), 7.0);
    assert_eq!(worst_case_h(&accidents, Some("chemical")), 7.0);
    assert_eq!(worst_case_h(&table("public_health.csv"), None), 9.0);
}

#[test]
fn the_general_rule_is_twenty_minutes_by_telephone_and_forty_in_writing() {
    let rows = table("general.csv");
    let to_county = rows.iter().filter(|row| row.to_echelon == "county");
    for row in to_county {
        assert_eq!(row.minutes, if row.kind == LimitKind::Oral { 20.0 } else { 40.0 }, "{}", row.id);
    }
}

#[test]
fn limits_take_no_time_and_change_no_response() {
    let with = run(&storm("four_level", |_| ()), 10);
    let without = run(&storm("four_level", |exercise| exercise.scenario.limits = Rows::default()), 10);
    assert!(count(&with, |m| matches!(m, Milestone::LimitBegun { .. })) > 50);
    for (with, without) in with.iter().zip(&without) {
        let is_limit = |line: &&String| [" limit_", " report_overdue", " report_late"].iter().any(|word| line.contains(word));
        let without_cause = |line: &String| line.split(" cause=").next().unwrap().to_owned();
        let response: Vec<_> = lines(with).iter().filter(|line| !is_limit(line)).map(without_cause).collect();
        assert_eq!(response, lines(without).iter().map(without_cause).collect::<Vec<_>>());
    }
}

#[test]
fn a_limit_that_nobody_can_keep_is_missed_by_all_and_a_generous_one_by_none() {
    let all = |minutes: f64| {
        run(
            &storm("four_level", |exercise| {
                let Rows::List(rows) = &mut exercise.scenario.limits else { panic!("limits are read") };
                rows.iter_mut().for_each(|row| row.minutes = minutes);
            }),
            10,
        )
    };
    let overdue = |records: &[RunRecord]| count(records, |m| matches!(m, Milestone::ReportOverdue { .. }));
    let kept = |records: &[RunRecord]| count(records, |m| matches!(m, Milestone::LimitKept { .. }));
    let (tight, wide) = (all(0.001), all(500.0));
    assert!(overdue(&tight) > 50 && overdue(&wide) == 0 && kept(&wide) > 50);
    assert_eq!(kept(&tight), 0, "reading takes longer than that");
}

/// Each limit of a post and an incident begins once with news at the desk and has one end, at the time that it says.
#[test]
fn limits_end_when_they_say_and_lateness_is_what_is_missing() {
    let records = run(&storm("written_reports", |_| ()), 10);
    let (mut late_ones, mut kept) = (0, 0);
    for record in &records {
        let within = |limit: u32| record.header.deadlines[limit as usize].within_ms;
        let mut begun = BTreeMap::new();
        for entry in &record.entries {
            let cause = entry.cause.index().map(|at| &record.entries[at]);
            let key = |limit| (entry.about.incident, entry.about.post, limit);
            match entry.milestone {
                Milestone::LimitBegun { limit } => {
                    assert!(matches!(cause.unwrap().milestone, Milestone::MatterReceived { .. }));
                    assert!(begun.insert(key(limit), entry.time).is_none(), "{entry:?} begins twice");
                }
                Milestone::LimitKept { limit } => {
                    kept += 1;
                    assert!(entry.time - begun[&key(limit)] <= within(limit));
                }
                Milestone::ReportOverdue { limit } => assert_eq!(entry.time - begun[&key(limit)], within(limit)),
                Milestone::ReportLate { limit } => {
                    late_ones += 1;
                    assert!(matches!(cause.unwrap().milestone, Milestone::ReportOverdue { .. }));
                    assert!(entry.time - begun[&key(limit)] > within(limit));
                }
                _ => {}
            }
        }
        let rows = compliance(&Run::from(record));
        let due: u32 = rows.iter().map(|row| row.due() + row.lapsed()).sum();
        assert_eq!(due as usize, begun.len(), "every limit is kept, missed or lapses");
        let late: i64 = rows.iter().map(|row| row.lateness.ms()).sum();
        let told: i64 = record
            .entries
            .iter()
            .filter(|entry| matches!(entry.milestone, Milestone::ReportLate { .. }))
            .map(|entry| (entry.time - record.entries[entry.cause.index().unwrap()].time).ms())
            .sum();
        assert_eq!(late, told);
    }
    assert!(late_ones > 10 && kept > 200, "{late_ones} late, {kept} kept");
}

#[test]
fn a_limit_for_writing_is_kept_by_the_written_report_alone() {
    let written = |draft_min: f64| {
        let records = run(
            &storm("written_reports", |exercise| {
                for row in &mut exercise.structures[0].conduct {
                    row.writing = Some(LawSpec::Deterministic { min: draft_min });
                }
            }),
            10,
        );
        let limits = |record: &RunRecord, is_written: bool| -> (u32, u32) {
            let rows = compliance(&Run::from(record));
            let mine = rows.iter().filter(|row| {
                let limit = &record.header.deadlines[row.limit as usize];
                limit.is_written == is_written && limit.within_ms <= Span::from_minutes(40.0)
            });
            mine.fold((0, 0), |(met, overdue), row| (met + row.met, overdue + row.overdue))
        };
        let sum =
            |is_written| records.iter().map(|record| limits(record, is_written)).fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
        (sum(false), sum(true))
    };
    let (quick, slow) = (written(1.0), written(41.0));
    assert_eq!(slow.1.0, 0, "who drafts for 41 min keeps no limit of 40");
    assert!(quick.1.0 > 40, "{quick:?}");
    assert!(quick.0.0 > 40 && slow.0.0 > 40, "the telephone does not wait for the paper: {quick:?} {slow:?}");
}

/// A report that has missed its limit is not behind others for ever: with the rule it waits less.
#[test]
fn late_reports_go_first_where_a_structure_says_so() {
    let busy = |policy: WhenOverdue| {
        let exercise = storm("late_reports_first", |exercise| {
            let Rows::List(rows) = &mut exercise.scenario.limits else { panic!("limits are read") };
            rows.iter_mut().for_each(|row| row.minutes = 3.0);
            exercise.structures[0].conduct.iter_mut().for_each(|row| row.when_overdue = policy);
            exercise.incidents.stochastic[0].rate_per_h = 8.0;
        });
        run(&exercise, 20)
    };
    let (waits, next, jumps) = (busy(WhenOverdue::Waits), busy(WhenOverdue::TakenNext), busy(WhenOverdue::JumpsQueue));
    // Which matter is begun although an older report or request has come to the post before it and still waits.
    let overtaken = |records: &[RunRecord]| -> usize {
        let mut overtaken = 0;
        for record in records {
            let mut waiting: BTreeMap<_, Vec<_>> = BTreeMap::new();
            for entry in &record.entries {
                let (Some(post), Some(matter)) = (entry.about.post, entry.about.matter) else { continue };
                match entry.milestone {
                    Milestone::MatterReceived { kind: MatterKind::Report } => waiting.entry(post).or_default().push(matter),
                    Milestone::ServiceBegun { kind: MatterKind::Report } => {
                        let line = waiting.entry(post).or_default();
                        let place = line.iter().position(|other| *other == matter).expect("who is served has come");
                        overtaken += usize::from(place > 0);
                        line.remove(place);
                    }
                    _ => {}
                }
            }
        }
        overtaken
    };
    assert_eq!(overtaken(&waits), 0, "first come, first served");
    assert!(overtaken(&next) > 5 && overtaken(&jumps) > 5, "{} and {}", overtaken(&next), overtaken(&jumps));
}

/// Nobody is at the city's desk: who reports past it has done its duty by the limit for reports to the city.
#[test]
fn a_report_past_an_empty_desk_keeps_the_limit() {
    let records = run(
        &storm("late_reports_first", |exercise| {
            exercise.structures[0].conduct.iter_mut().for_each(|row| row.skips_unmanned = true);
            exercise.incidents.injects.push(Inject {
                id: "away".into(),
                at_min: 0.0,
                action: Action::PostUnmanned { line: "government".into(), jurisdiction: "d1".into(), until_min: None },
            });
        }),
        10,
    );
    let (mut past, mut settled) = (0, 0);
    for record in &records {
        for (position, entry) in record.entries.iter().enumerate() {
            if matches!(entry.milestone, Milestone::LevelSkipped { .. }) {
                past += 1;
                let sent = record.entries[position + 1].about.matter;
                let kept = |m: &Milestone| matches!(m, Milestone::LimitKept { .. } | Milestone::ReportLate { .. });
                settled += usize::from(record.entries.iter().any(|other| other.about.matter == sent && kept(&other.milestone)));
            }
        }
    }
    assert!(past > 10 && settled > past / 2, "{settled} of {past} reports past the city settle a limit");
}

/// Departments share what they know five hours late: a limit is settled when the report leaves, not when it is written.
#[test]
fn news_that_is_held_back_settles_its_limits_when_it_leaves() {
    let shared = |delay_min: f64| {
        run(
            &storm("fragmented", |exercise| {
                exercise.structures[0].sharing =
                    Some(Sharing { probability: 1.0, delay: LawSpec::Deterministic { min: delay_min } });
                exercise.scenario.horizon_h += 10.0;
            }),
            5,
        )
    };
    let (at_once, late) = (shared(0.0), shared(300.0));
    let overdue = |records: &[RunRecord]| count(records, |m| matches!(m, Milestone::ReportLate { .. }));
    assert!(overdue(&late) > overdue(&at_once) + 20, "{} late reports, {} without delay", overdue(&late), overdue(&at_once));
    for record in &late {
        let mut sent = BTreeMap::new();
        for entry in &record.entries {
            match entry.milestone {
                Milestone::MatterSent { kind: MatterKind::Report, .. } => _ = sent.insert(entry.about.matter, entry.time),
                Milestone::MatterReceived { kind: MatterKind::Report } => {
                    let way = entry.time - sent[&entry.about.matter];
                    assert!(way < Span::from_minutes(300.0), "{entry:?} is on its way for {} min", way.minutes());
                }
                _ => {}
            }
        }
    }
}

/// Four fires in six minutes in the lowest jurisdiction; the order in which the post of a level, that reads for half an hour, takes the
/// reports in hand.
fn order_at(level: usize, tables: &str, conduct: ConductRow) -> Vec<u32> {
    let mut drill = Drill::chain_of_four();
    drill.officers = vec![1, 1, 1, if level == 3 { 1 } else { 4 }];
    (drill.decides, drill.units) = (3, vec![("j000".to_owned(), "engine", 4)]);
    drill.services[2] = [fixed(30.0), fixed(0.0), fixed(0.0), fixed(0.0)];
    drill.services[3] = [fixed(30.0), fixed(0.0), fixed(0.0), fixed(0.0)];
    drill.tables = tables.to_owned();
    let work = || vec![("fire", 1, format!("PerUnit({})", fixed(60.0)))];
    drill.incidents = [0.0, 1.0, 5.0, 6.0].map(|min| (min, "j000".to_owned(), (1.0, 1.0), work())).into();
    let mut exercise = drill.load(&[]);
    let row = |from_echelon: &str, to_echelon: &str, minutes| LimitRow {
        id: from_echelon.into(),
        hazard: None,
        from_line: "government".into(),
        from_echelon: from_echelon.into(),
        to_line: "government".into(),
        to_echelon: to_echelon.into(),
        kind: LimitKind::Oral,
        minutes,
        from_severity: None,
        up_to_severity: None,
        source: "assumption".into(),
    };
    exercise.scenario.limits = Rows::List(vec![row("l3", "l2", 28.0)]);
    exercise.structures[0].conduct = vec![conduct];
    let record = run(&exercise, 1).remove(0);
    let post = record.header.posts.iter().position(|post| post.id.len() == level + "j.government".len()).unwrap();
    let read = record.entries.iter().filter(|entry| {
        matches!(entry.milestone, Milestone::ServiceBegun { kind: MatterKind::Report })
            && entry.about.post.is_some_and(|other| other.index() == post)
    });
    read.map(|entry| entry.about.incident.unwrap().0).collect()
}

/// What is overdue goes first, and among what is overdue the older news, in whatever order the desk takes the rest.
#[test]
fn of_several_late_reports_the_first_late_one_goes_first() {
    let conduct = |when_overdue| ConductRow { decide_within_min: None, when_overdue, ..decides_within("l3", 0.0) };
    let attention = |rule: &str| {
        format!(r#"desk_rules: [(post: (line: "government", echelon: "l3"), desk: Some("desk"), attention: Some({rule}))],"#)
    };
    let (fifo, lifo, random) = (attention("Fifo"), attention("Lifo"), attention("Random"));
    assert_eq!(order_at(3, &fifo, conduct(WhenOverdue::Waits)), [0, 1, 2, 3]);
    assert_eq!(order_at(3, &lifo, conduct(WhenOverdue::Waits)), [0, 3, 2, 1]);
    for tables in [&fifo, &lifo, &random] {
        assert_eq!(order_at(3, tables, conduct(WhenOverdue::TakenNext)), [0, 1, 2, 3], "{tables}");
    }
    // The late ones come to the next desk at 30, 31, 35 and 36 min.
    assert_eq!(order_at(2, &fifo, conduct(WhenOverdue::JumpsQueue)), [0, 1, 2, 3]);
}
