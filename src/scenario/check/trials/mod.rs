//! One change in a correct project, one problem at its place: what the checks say, file by file.
//!
//! `bases.rs` (structures on a base), `worlds.rs`, `structures.rs` (chain of command), `conduct.rs` (how posts decide and warn), `desks.rs` (who is at the desks),
//! `means.rs` (units and their command), `linkages.rs` (military and society), `tapes.rs`, `scenarios.rs` (with laboratories).

use crate::scenario::diagnose::{Gravity, Problem};
use crate::scenario::trial::{Project, after, only};

mod bases;
mod conduct;
mod desks;
mod linkages;
mod means;
mod scenarios;
mod structures;
mod tapes;
mod worlds;

const WORLD: &str = "assets/worlds/small.ron";
const STRUCTURE: &str = "assets/structures/plain.ron";
const TAPE: &str = "assets/tapes/tape.ron";
const SCENARIO: &str = "scenarios/drill.ron";
const BENCH: &str = "scenarios/bench.ron";

/// A change, the path of the problem that follows, and words of its message or help.
type Case = (&'static str, &'static str, &'static str, &'static str);

fn run(file: &str, gravity: Gravity, cases: &[Case]) {
    for (old, new, path, words) in cases {
        let problems = after(file, old, new);
        let text = || problems.iter().map(Problem::one_line).collect::<Vec<_>>().join("\n");
        let is_meant = |problem: &&Problem| {
            problem.path == *path
                && problem.gravity == gravity
                && (problem.message.contains(words) || problem.help.contains(words))
        };
        let found =
            problems.iter().find(is_meant).unwrap_or_else(|| panic!("{old} -> {new}: no `{words}` at {path} but\n{}", text()));
        assert!(found.line > 1 && found.column > 1 && found.file.ends_with(".ron"), "{}", text());
    }
}

#[test]
fn the_project_is_correct() {
    let report = Project::new().check(&[SCENARIO, BENCH, STRUCTURE, TAPE, WORLD]);
    assert_eq!(report.problems.iter().map(Problem::one_line).collect::<Vec<_>>(), Vec::<String>::new());
    assert_eq!(
        report.jurisdictions.into_iter().collect::<Vec<_>>(),
        [("city".into(), 1), ("county".into(), 2), ("town".into(), 2)]
    );
}

#[test]
fn a_problem_says_where_what_and_how_to_mend_it() {
    let problem = only(WORLD, r#"agency: "brigade", base"#, r#"agency: "brigad", base"#);
    assert!(problem.file.ends_with("assets/worlds/small.ron"), "{}", problem.file);
    assert_eq!((problem.line, problem.column, problem.path.as_str()), (63, 39, "units[0].agency"));
    assert_eq!(problem.value.as_deref(), Some("brigad"));
    assert_eq!(problem.message, "unknown agency `brigad`");
    assert!(problem.help.starts_with("did you mean `brigade`?"));
}

#[test]
fn warnings() {
    run(
        WORLD,
        Gravity::Warning,
        &[
            ("floor: 0.5", "floor: 0.2", "posts[0].desks[0].overload.floor", "cannot recover"),
            (r#"name_en: "team""#, r#"name_en: "team", registered: false"#, "units[1].agency", "has not registered"),
        ],
    );
    run(
        STRUCTURE,
        Gravity::Warning,
        &[
            (
                r#"lines: ["gov", "vol"], up_to_severity: I, right: CommitInScope"#,
                r#"lines: ["gov", "vol"], up_to_severity: I, right: CommitOwn"#,
                "units[1].agency",
                "nobody may commit unit `s`",
            ),
            (
                r#"to: (line: "gov", echelon: "upper"), direction: Up"#,
                r#"to: (line: "vol", echelon: "lower"), direction: Across"#,
                "echelons[0]",
                "no detector can reach",
            ),
        ],
    );
    run(
        TAPE,
        Gravity::Warning,
        &[("(id: \"j3\", at_min: 40", "(id: \"j3\", at_min: 4000", "injects[2].at_min", "after the end of the run")],
    );
    run(BENCH, Gravity::Warning, &[("floor: 0.8", "floor: 0.3", "stations[0].overload.floor", "cannot recover")]);
    let project = Project::new();
    project.change(WORLD, r#"capability: "search", rate"#, r#"capability: "fire", rate"#);
    let problems = project.check(&[TAPE, WORLD]).problems;
    assert!(
        problems.iter().any(|p| p.path == "scripted[0].profile.needs[1].capability" && p.message.contains("no unit can meet"))
    );
}

#[test]
fn all_problems_are_told_at_once_and_each_once() {
    let project = Project::new();
    project.change(WORLD, "officers: 2", "officers: 0");
    project.change(WORLD, "speed_kmh: 40", "speed_kmh: -40");
    project.change(TAPE, "units: 2", "units: 0");
    project.change(STRUCTURE, "direction: Up", "direction: Skip");
    project.change(SCENARIO, "replications: 10", "replications: 0");
    let report = project.check(&[SCENARIO, WORLD, TAPE, STRUCTURE, SCENARIO]);
    let paths: Vec<_> = report.problems.iter().map(|problem| problem.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "replications",
            "posts[0].desks[0].officers",
            "unit_types[0].speed_kmh",
            "scripted[0].profile.needs[0].units",
            "reporting[0].to"
        ]
    );
}

#[test]
fn a_province_is_checked_quickly_enough_to_be_checked_often() {
    let project = Project::new();
    let mut towns = String::from(
        "id,level,kind,superior,name_zh,name_en,x_km,y_km,population\nc,city,,,市,City,0,0,\nk1,county,,c,甲,Jia,5,0,5\nk2,county,,c,乙,Yi,0,5,5\nt1,town,subdistrict,k1,一,One,1,1,\nt2,town,town,k2,二,Two,1,2,\n",
    );
    let mut units = String::from("id,type,agency,base,count\ne,engine,brigade,k1,2\ns,squad,team,k2,\n");
    for i in 0..2000 {
        towns.push_str(&format!("x{i},town,town,k{},名,Name,{i},1,\n", 1 + i % 2));
    }
    for i in 0..5000 {
        units.push_str(&format!("u{i},engine,missing{i},x{},\n", i % 2000));
    }
    let text = crate::scenario::trial::WORLD;
    let (start, rest) = text.split_once("  jurisdictions: List([").unwrap();
    let (_, middle) = rest.split_once("  ]),\n").unwrap();
    let (middle, end) = middle.split_once("  units: List([").unwrap();
    let (_, end) = end.split_once("  ]),\n").unwrap();
    let world = format!("{start}  jurisdictions: Csv(\"towns.csv\"),\n{middle}  units: Csv(\"units.csv\"),\n{end}");
    project.write(WORLD, world);
    project.write("assets/worlds/towns.csv", towns);
    project.write("assets/worlds/units.csv", units);
    let report = project.check(&[SCENARIO]);
    assert_eq!((report.problems.len(), report.jurisdictions["town"]), (5000, 2002));
    let last = report.problems.iter().find(|problem| problem.value.as_deref() == Some("missing4999")).unwrap();
    assert!(last.file.ends_with("assets/worlds/units.csv"), "{}", last.file);
    assert_eq!((last.line, last.column, last.path.as_str()), (5003, 14, "units[5001].agency"));
}

#[test]
fn a_task_and_a_warning_need_a_desk_wherever_they_may_come() {
    let project = Project::new();
    let post = r#"(line: "vol", level: "county", "#;
    let idle = r#"only: Some(["k2"]), name: (zh: "{}", en: "{}"), desks: [(id: "duty", officers: 1, handles: [(matter: Routine, priority: 1, service: Exponential(mean_min: 5))])]),"#;
    project.change(WORLD, post, &format!(r#"{post}{idle} {post}only: Some(["k1"]), "#));
    let link = r#"to: (line: "gov", echelon: "lower"), transit: Deterministic(min: 2), overlooked"#;
    project.change(STRUCTURE, link, &link.replace("gov", "vol"));
    let problems = project.check(&[SCENARIO]).problems;
    for (path, words) in [("plans[0].tasks[0].lead", "no desk for it"), ("warning_links[0].to", "no desk that reads warnings")] {
        assert!(problems.iter().any(|p| p.path == path && p.message.contains(words)), "{path}: {problems:#?}");
    }
}

#[test]
fn whoever_commands_at_the_scene_has_a_desk_for_its_questions() {
    let report = "        (matter: Report, priority: 1, service: Exponential(mean_min: 5)),\n        (matter: Request, priority: 1, service: Exponential(mean_min: 5)),\n        (matter: Routine";
    let problems = after(
        WORLD,
        report,
        "        (matter: Request, priority: 1, service: Exponential(mean_min: 5)),\n        (matter: Routine",
    );
    let is_meant = |p: &Problem| p.path == "scene_command.takes_over[0].post" && p.message.contains("no desk for questions");
    assert!(problems.iter().any(is_meant), "{problems:#?}");
}

#[test]
fn a_wrong_rate_is_one_problem() {
    assert_eq!(only(TAPE, "calls_per_h: 2", "calls_per_h: -1").path, "injects[4].action.calls_per_h");
    assert_eq!(only(STRUCTURE, "per_h: 0.01", "per_h: -0.01").path, "fitness[0].failure.per_h");
    let calls = "delay: Exponential(mean_min: 3), calls: Some((rate_per_h: -1, reference_unit_h: 1, exponent: 0.5))";
    let problems = after(WORLD, "delay: Exponential(mean_min: 3)", calls);
    assert_eq!(problems.iter().filter(|problem| problem.path == "channels[0].calls.rate_per_h").count(), 1, "{problems:#?}");
}
