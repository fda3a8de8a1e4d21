//! Command at the scene: who commands first, who takes over, what waits meanwhile, and the pace of the work.

use std::path::Path;

use liandong::engine::time::SimTime;
use liandong::journal::entry::Entry;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::law::LawSpec;
use liandong::scenario::load::Exercise;
use liandong::scenario::scene::SceneCommand;

use crate::county::{County, begun, incident, times, units};
use crate::drill::{lines, load, runs};
use crate::oracle::hold;

/// The market fire of the demo county, with a change to its command at the scene.
fn market(change: impl FnOnce(&mut SceneCommand)) -> Vec<RunRecord> {
    let mut exercise = load_market("scene_command");
    change(exercise.structures[0].scene_command.as_mut().expect("the structure has it"));
    run(&exercise)
}

fn load_market(structure: &str) -> Exercise {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_scene.ron");
    load(&path, &[structure.to_owned()])
}

fn run(exercise: &Exercise) -> Vec<RunRecord> {
    let (records, _) = runs(exercise, 30);
    records.iter().for_each(hold);
    records
}

fn contained(record: &RunRecord) -> Option<SimTime> {
    record.entries.iter().find(|entry| entry.milestone == Milestone::IncidentContained).map(|entry| entry.time)
}

fn of(record: &RunRecord, milestone: Milestone) -> Vec<&Entry> {
    record.entries.iter().filter(|entry| entry.milestone == milestone).collect()
}

fn taken(record: &RunRecord) -> Vec<&Entry> {
    record.entries.iter().filter(|entry| matches!(entry.milestone, Milestone::CommandTaken { .. })).collect()
}

#[test]
fn a_wide_span_without_take_over_changes_nothing_but_the_books() {
    let plain = run(&load_market("four_level"));
    let wide = market(|scene| {
        scene.span = 1_000;
        scene.takes_over.clear();
    });
    for (plain, wide) in plain.iter().zip(&wide) {
        let response: Vec<_> = lines(wide).into_iter().filter(|line| !line.contains("command_taken")).collect();
        let times = |lines: &[String]| lines.iter().map(|line| line[..10].to_owned()).collect::<Vec<_>>();
        assert_eq!(times(&response), times(&lines(plain)));
    }
}

#[test]
fn the_head_of_the_first_unit_commands_and_higher_posts_only_take_over() {
    let (mut handovers, mut seconds) = (0, 0);
    for record in market(|_| ()) {
        let first = record.entries.iter().find(|entry| entry.milestone == Milestone::UnitArrived);
        let taken = taken(&record);
        let (Some(first), Some(taker)) = (first, taken.first()) else { continue };
        assert_eq!((taker.time, taker.about.unit), (first.time, first.about.unit), "the first to arrive commands");
        let echelons: Vec<_> = taken[1..].iter().map(|entry| record.header.post(entry.about.post.unwrap()).echelon).collect();
        assert!(echelons.windows(2).all(|pair| pair[1] < pair[0]), "a lower post took over: {echelons:?}");
        handovers += of(&record, Milestone::HandoverBegun).len();
        seconds += usize::from(echelons.len() > 1);
    }
    assert!(handovers >= 30 && seconds >= 10, "{handovers} hand-overs, {seconds} times from county to city");
}

#[test]
fn nobody_begins_work_while_command_passes_on() {
    let (mut held, mut begun) = (0, 0);
    for record in market(|scene| scene.handover = LawSpec::Deterministic { min: 20.0 }) {
        let mut until: Option<SimTime> = None;
        for entry in &record.entries {
            match entry.milestone {
                Milestone::HandoverBegun => until = Some(entry.time + liandong::engine::time::Span::from_minutes(20.0)),
                Milestone::WorkBegun { .. } => {
                    begun += 1;
                    assert!(until.is_none_or(|until| entry.time >= until), "{entry:?} during a hand-over");
                    held += usize::from(until == Some(entry.time));
                }
                _ => {}
            }
        }
    }
    assert!(held > 5 && begun > 200, "{held} of {begun} units waited for a hand-over");
}

#[test]
fn more_units_than_one_leads_work_at_a_slower_pace() {
    let slow = |slowdown: f64| {
        market(|scene| {
            scene.takes_over.clear();
            scene.slowdown_per_unit = slowdown;
        })
    };
    let (free, bound) = (slow(0.0), slow(0.3));
    let mut later = 0;
    for (free, bound) in free.iter().zip(&bound) {
        let (Some(early), Some(late)) = (contained(free), contained(bound)) else { continue };
        assert!(late >= early, "contained at {late} under a narrow span, at {early} under a wide one");
        later += usize::from(late > early);
    }
    assert!(later > 20, "{later} containments are later");
}

#[test]
fn own_tasks_keep_to_the_pace_of_the_scene() {
    // Five engines with a task of 30 min each under a span of one: all five work at the pace 1 / (1 + 0.25 · 4) = 0.5.
    let records = |slowdown: f64| {
        let mut exercise = load_market("scene_command");
        let scene = exercise.structures[0].scene_command.as_mut().expect("the structure has it");
        (scene.span, scene.slowdown_per_unit, scene.floor) = (1, slowdown, 0.1);
        scene.takes_over.clear();
        for incident in &mut exercise.incidents.scripted {
            incident.profile.casualties.clear();
            for need in &mut incident.profile.needs {
                need.work = liandong::scenario::incidents::WorkSpec::PerUnit(LawSpec::Deterministic { min: 30.0 });
            }
        }
        run(&exercise)
    };
    let (free, bound) = (records(0.0), records(0.25));
    let mut compared = 0;
    for (free, bound) in free.iter().zip(&bound) {
        let work = |record: &RunRecord| -> Vec<(u32, i64)> {
            let released = record.entries.iter().filter(|entry| entry.milestone == Milestone::UnitReleased);
            let spans = released.filter_map(|entry| {
                let begun = &record.entries[entry.cause.index()?];
                matches!(begun.milestone, Milestone::WorkBegun { .. })
                    .then(|| (entry.about.unit.unwrap().0, (entry.time - begun.time).ms()))
            });
            spans.collect()
        };
        assert!(work(free).iter().all(|(_, ms)| *ms == 30 * 60_000), "at full pace a task takes its time");
        assert!(work(bound).iter().all(|(_, ms)| (30 * 60_000..300 * 60_000).contains(ms)));
        compared += work(bound).iter().filter(|(_, ms)| *ms > 31 * 60_000).count();
        assert_work_is_conserved(bound, 0.25);
    }
    assert!(compared > 50, "{compared} tasks took longer");
}

/// The pace integrated over each unit's time at work is its task of 30 min, to the rounding of each change of pace.
fn assert_work_is_conserved(record: &RunRecord, slowdown: f64) {
    let (mut working, mut since, mut done) = (0_u32, SimTime::ZERO, std::collections::BTreeMap::new());
    for entry in &record.entries {
        let pace = (1.0 / (1.0 + slowdown * f64::from(working.saturating_sub(1)))).max(0.1);
        let minutes = (entry.time - since).minutes() * pace;
        done.values_mut().for_each(|work| *work += minutes);
        since = entry.time;
        match entry.milestone {
            Milestone::WorkBegun { .. } => {
                working += 1;
                done.insert(entry.about.unit.unwrap(), 0.0);
            }
            Milestone::UnitReleased => {
                if let Some(work) = done.remove(&entry.about.unit.unwrap()) {
                    working -= 1;
                    assert!((work - 30.0).abs() < 0.01, "{entry:?}: {work} min of work done");
                }
            }
            _ => {}
        }
    }
}

#[test]
fn no_take_over_loses_capacity_and_a_lower_post_that_joins_adds_its_own() {
    let spans = |joins: bool| {
        let records = market(|scene| scene.takes_over.iter_mut().for_each(|row| (row.span, row.lower_joins) = (3, joins)));
        let of = |record: &RunRecord| -> Vec<u32> {
            let spans = taken(record).into_iter().map(|entry| match entry.milestone {
                Milestone::CommandTaken { span } => span,
                _ => 0,
            });
            spans.collect()
        };
        records.iter().map(of).collect::<Vec<_>>()
    };
    let (alone, joined) = (spans(false), spans(true));
    assert!(alone.iter().all(|spans| spans.iter().all(|span| *span == 5)), "five is wider than three: {alone:?}");
    assert!(joined.iter().any(|spans| *spans == [5, 8, 11]), "{joined:?}");
}

#[test]
fn units_beyond_the_span_ask_the_post_that_commands() {
    let asked = |rate: Option<f64>| {
        market(|scene| {
            scene.questions_per_unit_h = rate;
            scene.span = 1;
            scene.takes_over.iter_mut().for_each(|row| row.span = 1);
        })
    };
    let questions = |record: &RunRecord| {
        let is_question = |entry: &&Entry| {
            let sent = matches!(entry.milestone, Milestone::MatterSent { kind: liandong::terms::traffic::MatterKind::Task, .. });
            sent && entry.about.post.is_none()
        };
        record.entries.iter().filter(is_question).count()
    };
    let (silent, busy) = (asked(None), asked(Some(6.0)));
    assert!(silent.iter().all(|record| questions(record) == 0));
    // The unit-time beyond the span while a post commands, times six an hour, is the mean of a Poisson number.
    let (mut expected, mut found) = (0.0, 0);
    for record in &busy {
        found += questions(record);
        let (mut working, mut is_post, mut since) = (0_u32, false, SimTime::ZERO);
        for entry in &record.entries {
            if is_post {
                expected += (entry.time - since).hours() * f64::from(working.saturating_sub(1)) * 6.0;
            }
            since = entry.time;
            match entry.milestone {
                Milestone::CommandTaken { .. } => is_post = entry.about.post.is_some(),
                Milestone::WorkBegun { .. } => working += 1,
                Milestone::UnitReleased
                    if entry
                        .cause
                        .index()
                        .is_some_and(|at| matches!(record.entries[at].milestone, Milestone::WorkBegun { .. })) =>
                {
                    working -= 1;
                }
                _ => {}
            }
        }
    }
    let found = f64::from(u32::try_from(found).unwrap());
    assert!((found - expected).abs() < 4.0 * expected.sqrt() && expected > 100.0, "{found} questions, {expected} expected");
}

#[test]
fn where_nobody_is_worth_anything_unled_tasks_wait_for_a_leader() {
    let scene =
        "scene_command: Some((span: 50, slowdown_per_unit: 0.1, floor: 0.5, handover: Deterministic(min: 5), takes_over: [])),";
    let run = |injects: &str| {
        County {
            units: units(&[("t", "squad", "team", 3), ("g", "squad", "brigade", 1)]),
            scripted: incident(
                "i1",
                0.0,
                r#"(capability: "search", units: 3, work: PerUnit(Deterministic(min: 60)))"#,
                ", congestion: Some((span: 9, unsupervised: 0.0))",
            ),
            tape: format!(
                r#"injects: [(id: "away", at_min: 0, action: UnitUnavailable(unit: "g", until_min: Some(100))), {injects}],"#
            ),
            tables: scene.to_owned(),
            ..County::quiet()
        }
        .run()
    };
    let alone = run("");
    assert_eq!(begun(&alone), [14.0, 14.0, 14.0]);
    assert!(times(&alone, Milestone::IncidentContained).is_empty());
    // An official squad is ordered there at 110, and at work from 120 on.
    let led = run(r#"(id: "go", at_min: 110, action: OrderGiven(unit: "g", incident: "i1"))"#);
    assert_eq!(begun(&led), [14.0, 14.0, 14.0, 120.0]);
    assert_eq!(times(&led, Milestone::IncidentContained), [180.0]);
}
