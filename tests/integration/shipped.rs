//! Every shipped scenario loads, checks, ends, and keeps the rules, under every shipped structure.

use std::path::{Path, PathBuf};

use liandong::experiment::design::Plan;
use liandong::experiment::laboratory::run_laboratory;
use liandong::measure::record::RunRecord;
use liandong::scenario::load::Study;
use liandong::scenario::load::study::load_study;

use crate::drill::{load, runs};
use crate::oracle::hold;

/// The names of all shipped structures.
fn structures() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/structures");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut names: Vec<_> = entries.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn scenario(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name)
}

/// The shipped scenarios: all but the day of ten thousand incidents are small enough for every structure.
fn files(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(scenario(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries.filter(|path| path.extension().is_some_and(|ending| ending == "ron")).collect();
    files.sort();
    files
}

#[test]
fn every_scenario_keeps_the_rules_under_every_structure() {
    let structures = structures();
    let mut count = 0;
    for path in files(".") {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if name.starts_with("laboratory") || name == "anhui_day_10000" {
            continue;
        }
        let exercise = load(&path, &structures);
        let (records, outcome) = runs(&exercise, 2);
        assert_eq!(records.len(), 2 * structures.len(), "{name}");
        records.iter().for_each(hold);
        assert_eq!(outcome.result.structures.len(), structures.len());
        count += 1;
    }
    assert!(count >= 6, "six scenarios are shipped at least, {count} were run");
}

/// Three fires want more engines than there are: only a rare run has them back in time. One fire never waits.
#[test]
fn needs_wait_where_engines_are_too_few_and_only_there() {
    let waited = |name: &str| {
        let (records, _) = runs(&load(&scenario(name), &[]), 20);
        let waits = |record: &&RunRecord| record.entries.iter().any(|entry| entry.milestone.id() == "need_waited");
        records.iter().filter(waits).count()
    };
    let (scarce, plenty) = (waited("demo_county_scarce.ron"), waited("demo_county_fire.ron"));
    assert!(scarce >= 17 && plenty == 0, "needs wait in {scarce} of 20 runs where engines are scarce, in {plenty} where not");
}

#[test]
fn a_day_of_the_whole_province_has_its_ten_thousand_incidents() {
    let exercise = load(&scenario("anhui_day_10000.ron"), &[]);
    let (records, _) = runs(&exercise, 1);
    let incidents = records[0].incidents.len();
    assert!((9_500..=10_500).contains(&incidents), "{incidents} incidents");
    let worked = records[0].entries.iter().filter(|entry| entry.milestone.id() == "incident_contained").count();
    assert!(worked * 10 > incidents * 8, "{worked} of {incidents} are contained");
}

#[test]
fn every_laboratory_runs_to_its_end() {
    for path in [files("laboratory"), vec![scenario("laboratory_post.ron")]].concat() {
        let loaded = load_study(&path, &[]).unwrap_or_else(|failure| panic!("{}: {failure:#?}", path.display()));
        let Study::Laboratory(study) = loaded.value else { panic!("{} is no laboratory", path.display()) };
        let plan = Plan { seed: study.laboratory.seed, replications: 2, threads: 1 };
        let mut seen = 0;
        let mut each = |_: usize, _: &_| {
            seen += 1;
            Ok(())
        };
        run_laboratory(&study, &plan, false, &mut each, &|_| ()).unwrap();
        assert!(seen >= 2, "{}: {seen} runs", path.display());
    }
}
