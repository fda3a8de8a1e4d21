//! The command line, driven as a user drives it: exit codes, files, bytes, languages.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use assert_cmd::Command;
use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::contains;
use serde_json::Value;
use tempfile::TempDir;

const WORLD: &str = r#"World(
  format: 1, id: "drill_world", name: (zh: "演练市", en: "Drill City"),
  levels: [(id: "city", name: (zh: "市", en: "city")), (id: "county", name: (zh: "县", en: "county"))],
  jurisdictions: List([
    (id: "c", level: "city", name_zh: "甲市", name_en: "City", x_km: Some(0.0), y_km: Some(0.0)),
    (id: "k", level: "county", superior: Some("c"), name_zh: "乙县", name_en: "County", x_km: Some(20.0), y_km: Some(0.0)),
  ]),
  capabilities: [(id: "fire", name: (zh: "灭火", en: "firefighting"))],
  lines: [(id: "government", name: (zh: "政府", en: "government"), sector: Government)],
  hazards: [(id: "fire", name: (zh: "火灾", en: "fire"))],
  posts: [
    (line: "government", level: "city", name: (zh: "{}值班室", en: "{} duty room"), desks: [DESK]),
    (line: "government", level: "county", name: (zh: "{}值班室", en: "{} duty room"), desks: [DESK]),
  ],
  channels: [(id: "telephone", name: (zh: "电话", en: "telephone"), means: Telephone, coverage: 1.0,
    delay: Exponential(mean_min: 4.0), line: "government", level: "county")],
  agencies: List([(id: "brigade", line: "government", jurisdiction: "k", name_zh: "消防队", name_en: "Brigade")]),
  unit_types: [(id: "engine", name: (zh: "消防车", en: "engine"), capabilities: [(capability: "fire", rate: 1.0)], crew: 5,
    speed_kmh: 50.0, mobilisation: Exponential(mean_min: 1.0), deployment: Deterministic(min: 2.0))],
  units: List([(id: "engine", type: "engine", agency: "brigade", base: "k", count: 3)]),
  travel: StraightLine(detour_factor: 1.3),
)"#;

const DESK: &str = r#"(id: "desk", officers: 1, handles: [
      (matter: Report, priority: 2, service: Exponential(mean_min: 3.0)),
      (matter: Request, priority: 1, service: Exponential(mean_min: 3.0)),
      (matter: Decision, priority: 1, service: Exponential(mean_min: 5.0)),
      (matter: Order, priority: 1, service: Exponential(mean_min: 1.0))])"#;

const SCENARIO: &str = r#"Scenario(
  format: 1, id: "drill", name: (zh: "演练", en: "Drill"), about: (zh: "小演练。", en: "A small drill."),
  start: "2024-05-01T08:00:00", world: "drill_world.ron", structure: "local",
  incidents: Inline(Incidents(format: 1, id: "drill_tape",
    scripted: [(id: "depot", name: (zh: "仓库火灾", en: "depot fire"), at_min: 30.0,
      place: (jurisdiction: "k", x_km: Some(25.0), y_km: Some(2.0)),
      profile: (hazard: "fire", severity: III, needs: [(capability: "fire", units: 2, work: Shared(unit_h: 2.0))]))],
    stochastic: [(id: "calls", level: "county", rate_per_h: 0.5, spread: Evenly, profiles: [(weight: 1.0,
      profile: (hazard: "fire", severity: IV,
        needs: [(capability: "fire", units: 1, work: PerUnit(Exponential(mean_min: 20.0)))]))])])),
  horizon_h: 8.0, replications: 4, seed: 7,
  reference: [(milestone: Detected, incident: "depot", at_min: 34.0, precision_min: 5.0, source: "a report")],
)"#;

const STRUCTURE: &str = r#"Structure(
  format: 1, id: "ID", name: (zh: "ID 体制", en: "ID structure"),
  echelons: [(id: "city", level: "city", name: (zh: "市级", en: "city")),
    (id: "county", level: "county", name: (zh: "县级", en: "county"))],
  reporting: [(from: (line: "government", echelon: "county"), to: (line: "government", echelon: "city"), direction: Up,
    carries: [Reports, Requests], from_severity: IV, transit: Exponential(mean_min: 2.0))],
  rights: [(post: (line: "government", echelon: "POST"), lines: ["government"], up_to_severity: I, right: CommitInScope)],
  visibility: [(post: (line: "government", echelon: "POST"), lines: ["government"], reach: REACH, shares_orders: true)],
  commitment: [(post: (line: "government", echelon: "POST"), line: "government", reach: REACH,
    transit: Deterministic(min: 1.0))],
)"#;

const LABORATORY: &str = r#"Laboratory(
  format: 1, id: "desk", name: (zh: "一张桌", en: "One desk"), about: (zh: "一张桌。", en: "One desk."),
  horizon_h: 10.0, replications: 3,
  stations: [(id: "desk", servers: 1, classes: [(id: "report", priority: 1, service: Exponential(mean_min: 1.0))])],
  sources: [(id: "town", class: "report", to: "desk", arrivals: Poisson(rate_per_h: 30.0))],
)"#;

/// A project of its own: a world of two jurisdictions, two structures, a scenario and a laboratory.
fn project() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        let path = home.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let structure = |id: &str, post: &str, reach: &str| STRUCTURE.replace("ID", id).replace("POST", post).replace("REACH", reach);
    put("scenarios/drill_world.ron", &WORLD.replace("DESK", DESK));
    put("scenarios/drill.ron", SCENARIO);
    put("scenarios/desk.ron", LABORATORY);
    put("assets/structures/local.ron", &structure("local", "county", "Own"));
    put("assets/structures/central.ron", &structure("central", "city", "Below"));
    home
}

fn liandong(home: &TempDir, line: &str) -> Command {
    let mut command = Command::cargo_bin("liandong").unwrap();
    command.current_dir(home.path()).args(line.split_whitespace());
    command
}

fn succeed(home: &TempDir, line: &str) -> String {
    let output = liandong(home, line).assert().success().get_output().stdout.clone();
    String::from_utf8(output).unwrap()
}

fn files(folder: PathBuf) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect()
}

/// The files of a result that must not differ between runs.
fn compared(folder: PathBuf) -> BTreeMap<String, Vec<u8>> {
    let mut files = files(folder);
    assert!(files.remove("run.json").is_some(), "run.json is there");
    files
}

fn names(home: &TempDir, folder: &str) -> Vec<String> {
    files(home.path().join(folder)).into_keys().collect()
}

fn json(bytes: impl AsRef<[u8]>) -> Value {
    serde_json::from_slice(bytes.as_ref()).unwrap()
}

#[test]
fn help_version_and_usage_errors_have_their_exit_codes() {
    let home = project();
    for line in ["--help", "run --help", "compare --help", "check --help", "list --help", "world generate --help"] {
        liandong(&home, line).assert().success().stdout(contains("xample"));
    }
    liandong(&home, "--version").assert().success().stdout(contains(env!("CARGO_PKG_VERSION")));
    for line in ["", "ru", "run", "run x.ron --replications 0", "compare scenarios/drill.ron --structure local", "check"] {
        liandong(&home, line).assert().code(2).stderr(predicates::str::is_empty().not());
    }
    liandong(&home, "run scenarios/drill.ron --force").assert().code(2).stderr(contains("--out"));
}

#[test]
fn a_check_counts_jurisdictions_and_lists_problems() {
    let home = project();
    let good = json(succeed(&home, "check scenarios/drill.ron assets/structures/central.ron --format json"));
    assert_eq!(good["jurisdictions"], serde_json::json!({"city": 1, "county": 1}));
    assert_eq!(good["problems"], serde_json::json!([]));
    let broken = SCENARIO.replace("horizon_h: 8.0", "horizon_h: -8.0");
    fs::write(home.path().join("scenarios/broken.ron"), broken).unwrap();
    let output = liandong(&home, "check scenarios/broken.ron --format json").assert().code(2).get_output().stdout.clone();
    let problem = &json(output)["problems"][0];
    assert_eq!((problem["severity"].as_str(), problem["path"].as_str()), (Some("error"), Some("horizon_h")));
    assert!(problem["line"].as_u64() > Some(1) && problem["column"].as_u64() > Some(1), "{problem}");
    liandong(&home, "check nowhere.ron").assert().code(2).stdout(contains("nowhere.ron"));
}

#[test]
fn bad_input_is_told_with_its_place_and_leaves_no_folder() {
    let home = project();
    let broken = SCENARIO.replace("capability: \"fire\", units: 2", "capability: \"fire\", units: 0");
    fs::write(home.path().join("scenarios/broken.ron"), broken).unwrap();
    liandong(&home, "run scenarios/broken.ron --out out").assert().code(2).stderr(contains("broken.ron:7:"));
    liandong(&home, "run scenarios/drill.ron --structure lokal --out out").assert().code(2).stderr(contains("local"));
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 2, "only the project's own folders");
}

#[test]
fn a_run_has_the_promised_files_and_without_out_there_is_none() {
    let home = project();
    let table = succeed(&home, "run scenarios/drill.ron");
    assert!(table.contains("Drill") && table.contains("first_unit_time") && table.contains("hit"), "{table}");
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 2);
    succeed(&home, "run scenarios/drill.ron --out out --csv-bom");
    let pictures = ["detection", "distribution", "load", "timeline", "waterfall"].iter();
    let mut promised: Vec<String> = pictures.flat_map(|kind| ["png", "svg"].map(|end| format!("chart_{kind}.{end}"))).collect();
    promised.extend(["desks.csv", "intervals.csv", "journal.jsonl", "run.json", "summary.json"].map(str::to_owned));
    assert_eq!(names(&home, "out"), promised);
    let out = files(home.path().join("out"));
    assert!(out["intervals.csv"].starts_with("\u{feff}structure,replication,incident,path,".as_bytes()));
    let command = "run drill.ron --structure local --seed 7 --replications 4";
    assert_eq!(json(&out["summary.json"])["provenance"]["command"], command);
    succeed(&home, "run scenarios/drill.ron --out no_journal --journal none");
    assert!(!names(&home, "no_journal").contains(&"journal.jsonl".to_owned()));
}

#[test]
fn only_a_result_of_the_same_command_is_replaced_and_only_by_force() {
    let home = project();
    fs::create_dir(home.path().join("mine")).unwrap();
    fs::write(home.path().join("mine/notes.txt"), "mine").unwrap();
    for line in ["run scenarios/drill.ron --out mine", "run scenarios/drill.ron --out mine --force"] {
        liandong(&home, line).assert().code(2).stderr(contains("help:"));
    }
    assert_eq!(names(&home, "mine"), ["notes.txt"]);
    fs::create_dir(home.path().join("out")).unwrap();
    succeed(&home, "run scenarios/drill.ron --out out");
    let before = files(home.path().join("out"));
    liandong(&home, "run scenarios/drill.ron --seed 8 --out out").assert().code(2).stderr(contains("--force"));
    let compare = "compare scenarios/drill.ron --structure local --structure central --out out --force";
    liandong(&home, compare).assert().code(2);
    assert_eq!(files(home.path().join("out")), before);
    succeed(&home, "run scenarios/drill.ron --seed 8 --out out --force");
    assert_ne!(files(home.path().join("out"))["journal.jsonl"], before["journal.jsonl"]);
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 4, "nothing is left beside the result");
}

#[test]
fn the_same_study_gives_the_same_bytes_on_any_number_of_threads() {
    let home = project();
    for line in ["run scenarios/drill.ron --journal all", "run scenarios/desk.ron"] {
        let result = |out: &str, threads: usize| {
            succeed(&home, &format!("{line} --out {out} --force --threads {threads}"));
            compared(home.path().join(out))
        };
        let one = result("one", 1);
        assert_eq!(one, result("again", 1));
        assert_eq!(one, result("two", 2));
    }
}

#[test]
fn a_structure_against_itself_gives_zero() {
    let home = project();
    for (file, structure) in [("drill.ron", "local"), ("desk.ron", "base")] {
        let line = format!("compare scenarios/{file} --structure {structure} --structure {structure} --format json");
        let comparison = json(succeed(&home, &line));
        let rows = comparison["comparisons"].as_array().unwrap();
        assert!(rows.len() > 5, "{file}");
        for row in rows {
            let expected = if row["replications"] == 0 { Value::Null } else { 0.0.into() };
            assert_eq!(row["difference"], expected, "{row}");
            assert_eq!((&row["structure_a"], &row["structure_b"]), (&structure.into(), &format!("{structure}#2").into()));
        }
    }
}

#[test]
fn a_comparison_has_the_promised_files() {
    let home = project();
    let line = "compare scenarios/drill.ron --structure local --structure central --structure local";
    let table = succeed(&home, &format!("{line} --out out"));
    assert!(table.contains("b = local#2") && table.contains("● b worse"), "{table}");
    let names = names(&home, "out");
    for kind in ["comparison", "comparison_waterfall", "detection", "distribution", "load"] {
        assert!(names.contains(&format!("chart_{kind}.svg")) && names.contains(&format!("chart_{kind}.png")), "{kind}");
    }
    let tables = ["comparison.csv", "comparison.json", "desks.csv", "intervals.csv", "run.json", "summary.json"];
    let journals = ["journal_central.jsonl", "journal_local.jsonl", "journal_local_2.jsonl"];
    assert!(tables.iter().chain(&journals).all(|name| names.contains(&(*name).to_owned())), "{names:?}");
    let pairs = json(succeed(&home, &format!("{line} --all-pairs --format json")))["comparisons"].as_array().unwrap().len();
    let firsts = json(fs::read(home.path().join("out/comparison.json")).unwrap())["comparisons"].as_array().unwrap().len();
    assert_eq!(pairs * 2, firsts * 3);
}

#[test]
fn a_laboratory_has_tables_of_matters_and_stations() {
    let home = project();
    succeed(&home, "run scenarios/desk.ron --out out");
    assert_eq!(names(&home, "out"), ["matters.csv", "run.json", "stations.csv", "summary.json"]);
    let summary = json(fs::read(home.path().join("out/summary.json")).unwrap());
    let metric = summary["metrics"].as_array().unwrap().iter().find(|row| row["id"] == "utilisation.desk").unwrap();
    assert!(metric["mean"].as_f64() > Some(0.2) && metric["ci_low"].is_number(), "{metric}");
    assert!(summary["stations"][0]["arrivals"].as_u64() > Some(500), "{}", summary["stations"]);
    let compare = "compare scenarios/desk.ron --structure base --structure base --out both --lang zh";
    assert!(succeed(&home, compare).contains("平均等待"));
    let matters = fs::read_to_string(home.path().join("both/matters.csv")).unwrap();
    assert!(matters.contains("\nbase,3,") && matters.contains("\nbase#2,3,"));
}

#[test]
fn people_read_chinese_and_programs_read_ids() {
    let home = project();
    let zh = succeed(&home, "run scenarios/drill.ron --lang zh --out zh");
    assert!(zh.contains("演练") && zh.contains("县级") && zh.contains("主要指标") && zh.contains("first_unit_time"), "{zh}");
    succeed(&home, "run scenarios/drill.ron --out en");
    let (zh, en) = (files(home.path().join("zh")), files(home.path().join("en")));
    assert!(["summary.json", "journal.jsonl", "intervals.csv"].iter().all(|name| zh[*name] == en[*name]));
    let summary = json(succeed(&home, "run scenarios/drill.ron --format json"));
    assert_eq!(summary, json(&en["summary.json"]));
    let listing = json(succeed(&home, "list --format json"));
    let kinds: Vec<_> = listing.as_array().unwrap().iter().filter_map(|entry| entry["kind"].as_str()).collect();
    assert!(["Scenario", "Laboratory", "Structure", "World"].iter().all(|kind| kinds.contains(kind)), "{kinds:?}");
    assert!(succeed(&home, "world show scenarios/drill_world.ron --lang zh").contains("消防车"));
}

#[test]
fn a_world_is_generated_once_and_replaced_by_force() {
    let home = project();
    let divisions = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/divisions");
    let line = format!("world generate --province 34 --divisions {} --out worlds", divisions.display());
    succeed(&home, &line);
    assert_eq!(fs::read_dir(home.path().join("worlds")).unwrap().count(), 2);
    liandong(&home, &line).assert().code(2).stderr(contains("--force"));
    succeed(&home, &format!("{line} --force"));
    succeed(&home, "check worlds/anhui.ron");
    liandong(&home, &line.replace("34", "99")).assert().code(2);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let home = project();
    for line in ["man", "completions bash", "run scenarios/drill.ron", "list", "check scenarios/drill.ron"] {
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("liandong"));
        command.current_dir(home.path()).args(line.split(' ')).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(output.stderr.is_empty(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_nothing() {
    let home = project();
    let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("liandong"));
    command.current_dir(home.path()).args("run scenarios/drill.ron --replications 100000000 --out out".split(' '));
    let mut child = command.stderr(Stdio::null()).spawn().unwrap();
    let written = || fs::read_dir(home.path()).unwrap().count() > 2;
    while !written() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    std::thread::sleep(std::time::Duration::from_millis(200));
    let interrupted = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(interrupted.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 2);
}
