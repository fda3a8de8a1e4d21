//! Command at the scene: who commands first, who takes over, what waits meanwhile, and the pace of the work.

use std::path::Path;

use liandong::engine::time::SimTime;
use liandong::journal::entry::Entry;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::law::LawSpec;
use liandong::scenario::load::Exercise;
use liandong::scenario::scene::SceneCommand;

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
        let taken = of(&record, Milestone::CommandTaken);
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
