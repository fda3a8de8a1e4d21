//! What loading says of files that are missing, malformed or mutilated, and what it gives for good ones.

use std::fs;

use proptest::prelude::{any, prop, proptest};

use crate::scenario::diagnose::{Failure, Gravity, Problem, render};
use crate::scenario::load::Study;
use crate::scenario::load::study::load_study;
use crate::scenario::load::survey::{check_files, list_folder};
use crate::scenario::trial::{LABORATORY, Project, SCENARIO, STRUCTURE, TAPE, WORLD, only};

const DRILL: &str = "scenarios/drill.ron";
const BENCH: &str = "scenarios/bench.ron";

fn failure(project: &Project, structures: &[&str]) -> Failure {
    let structures: Vec<String> = structures.iter().map(|name| (*name).to_owned()).collect();
    load_study(&project.path(DRILL), &structures).err().unwrap()
}

fn first(project: &Project, name: &str) -> Problem {
    let mut problems = project.check(&[name]).problems;
    assert!(!problems.is_empty(), "no problem in {name}");
    problems.remove(0)
}

#[test]
fn a_scenario_brings_its_files() {
    let project = Project::new();
    let loaded = load_study(&project.path(DRILL), &[]).unwrap_or_else(|failure| panic!("{:#?}", failure.problems));
    let Study::Exercise(exercise) = loaded.value else { panic!("an exercise") };
    let names: Vec<_> = exercise.inputs.iter().map(|input| input.name.as_str()).collect();
    assert_eq!(names, [DRILL, "assets/worlds/small.ron", "assets/tapes/tape.ron", "assets/structures/plain.ron"]);
    assert_eq!(exercise.inputs[0].hash, blake3::hash(SCENARIO.as_bytes()).to_hex().to_string());
    assert_eq!((exercise.structures.len(), exercise.incidents.scripted.len()), (1, 1));
    assert_eq!(exercise.scenario.incidents.incidents().id, "tape");
}

#[test]
fn structures_are_chosen_by_name_or_path() {
    let project = Project::new();
    project.write("assets/structures/other.ron", STRUCTURE.replace("\"plain\"", "\"other\""));
    let path = project.path("assets/structures/plain.ron").to_str().unwrap().to_owned();
    let chosen = ["other".to_owned(), path, "other".to_owned()];
    let loaded = load_study(&project.path(DRILL), &chosen).unwrap_or_else(|failure| panic!("{:#?}", failure.problems));
    let Study::Exercise(exercise) = loaded.value else { panic!("an exercise") };
    assert_eq!(exercise.structures.iter().map(|s| s.id.as_str()).collect::<Vec<_>>(), ["other", "plain", "other"]);
    let failed = failure(&project, &["othr"]);
    assert!(failed.problems[0].message.contains("no structure `othr`") && failed.problems[0].help.contains("`other`"));
}

#[test]
fn laboratory_structures_are_chosen_by_id() {
    let project = Project::new();
    let chosen = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        match load_study(&project.path(BENCH), &names).map(|loaded| loaded.value) {
            Ok(Study::Laboratory(study)) => Ok(study.structures),
            Ok(Study::Exercise(_)) => panic!("a laboratory"),
            Err(failure) => Err(failure.problems[0].help.clone()),
        }
    };
    assert_eq!((chosen(&[]), chosen(&["open", "plain"])), (Ok(vec![0]), Ok(vec![1, 0])));
    assert!(chosen(&["opn"]).unwrap_err().starts_with("did you mean `open`?"));
}

#[test]
fn wrong_shapes_are_placed_with_their_value() {
    const FILE: &str = "assets/worlds/small.ron";
    let cases = [
        ("officers: 2", "officers: \"2\"", "\"2\"", "posts[0].desks[0].officers", "found `\"2\"`"),
        ("officers: 2", "officers: -2", "-2", "posts[0].desks[0].officers", "found `-2`"),
        ("officers: 2", "officers: 2.5", "2.5", "posts[0].desks[0].officers", "found `2.5`"),
        ("coverage: 0.9", "coverage: \"high\"", "\"high\"", "channels[0].coverage", "found `\"high\"`"),
        ("(mean_min: 3)", "(mena_min: 3)", "mena_min", "channels[0].delay.mena_min", "unknown field `mena_min`"),
        (
            "Exponential(mean_min: 3)",
            "Exponental(mean_min: 3)",
            "Exponental",
            "channels[0].delay",
            "unknown variant `Exponental`",
        ),
        ("crew: 6, ", "", "(", "unit_types[0]", "field `crew` of `UnitTypeSpec` is missing"),
        ("x_km: Some(5)", "x_km: 5", "5,", "jurisdictions[1].x_km", "found `5`"),
        ("means: Telephone", "means: \"Telephone\"", "\"Telephone\"", "channels[0].means", "found `\"Telephone\"`"),
        ("units: List([", "units: [", "[", "units", "expected the name of a variant"),
    ];
    for (old, new, place, path, words) in cases {
        let problem = only(FILE, old, new);
        let text = problem.one_line();
        assert!(problem.message.contains(words), "{new}: {text}");
        assert_eq!(problem.path, path, "{new}: {text}");
        let changed = WORLD.replacen(old, new, 1);
        let line = changed.lines().nth(problem.line as usize - 1).unwrap();
        let here: String = line.chars().skip(problem.column as usize - 1).collect();
        assert!(here.starts_with(place), "{new}: {text} stands before {here}");
    }
    let suggestion = only("assets/worlds/small.ron", "Exponential(mean_min: 3)", "Exponental(mean_min: 3)");
    assert!(suggestion.help.starts_with("did you mean `Exponential`?"), "{}", suggestion.help);
}

#[test]
fn broken_syntax_is_placed() {
    let problem = only("assets/tapes/tape.ron", "id: \"tape\",", "id: \"tape\"");
    assert_eq!((problem.line, problem.message.contains("comma")), (4, true), "{}", problem.one_line());
    let project = Project::new();
    project.write("s.ron", &STRUCTURE[..STRUCTURE.len() - 4]);
    assert!(first(&project, "s.ron").message.contains("ends before everything is closed"));
    project.write("s.ron", format!("{STRUCTURE} extra"));
    let problem = first(&project, "s.ron");
    let last = u32::try_from(STRUCTURE.lines().count() + 1).unwrap();
    assert_eq!((problem.line, problem.message.as_str()), (last, "something follows the end of the file's value"));
    let last = STRUCTURE.lines().count() + 1;
    assert_eq!((problem.line as usize, problem.message.as_str()), (last, "something follows the end of the file's value"));
}

#[test]
fn files_that_are_no_files_of_ours() {
    let project = Project::new();
    let says = |name: &str, bytes: &[u8]| {
        project.write(name, bytes);
        first(&project, name).one_line()
    };
    assert!(says("a.ron", b"\xEF\xBB\xBFWorld(format: 1)").contains("byte-order mark"));
    assert!(says("a.ron", b"World(\n\xFF)").contains("not UTF-8: byte 7 (line 2)"));
    assert!(says("a.ron", b"\xFF\xFEW\0").contains("UTF-16"));
    assert!(says("a.ron", b"").contains("does not say what it is"));
    assert!(
        says("a.ron", b"/* World( */ Wolrd(format: 1)")
            .contains("1:14: error: `Wolrd` is no kind of file (did you mean `World`?")
    );
    assert!(says("a.ron", b"Structure(format: 2, novelty: 3)").contains("1:19: error: format 2 is not known"));
    assert!(says("a.ron", b"Structure(id: \"x\")").contains("field `format` of `Structure` is missing"));
    assert!(first(&project, "assets").message.contains("is a folder"));
    assert!(first(&project, "scenarios/dril.ron").help.contains("did you mean `drill.ron`?"));
    assert!(first(&project, "nowhere/drill.ron").help.contains("no folder"));
    let world = load_study(&project.path("assets/worlds/small.ron"), &[]).err().unwrap();
    assert!(world.problems[0].message.contains("cannot be run by itself"));
}

#[test]
fn files_too_large_are_refused_unread() {
    let project = Project::new();
    let file = fs::File::create(project.path("big.ron")).unwrap();
    file.set_len(300 << 20).unwrap();
    assert!(first(&project, "big.ron").message.contains("300 MiB, more than 256 MiB"));
}

#[cfg(unix)]
#[test]
fn links_out_of_the_project_are_refused() {
    let outside = Project::new();
    let project = Project::new();
    std::os::unix::fs::symlink(outside.path("assets/worlds/small.ron"), project.path("assets/worlds/link.ron")).unwrap();
    project.change(DRILL, "small.ron", "link.ron");
    assert!(first(&project, DRILL).message.contains("out of the project folder"));
}

#[test]
fn deep_nesting_is_an_error_and_no_crash() {
    let project = Project::new();
    for (open, close) in [("(", ")"), ("[", "]"), ("Mixture([(weight: 1, law: ", ")])"), ("Some(", ")")] {
        let nest = format!("{}{}", open.repeat(10_000), close.repeat(10_000));
        project.write("deep.ron", nest.as_bytes());
        assert_eq!(first(&project, "deep.ron").gravity, Gravity::Error);
        project.write("deep.ron", WORLD.replace("Exponential(mean_min: 3)", &nest));
        assert_eq!(first(&project, "deep.ron").gravity, Gravity::Error);
    }
}

#[test]
fn csv_rows_are_read_and_problems_point_into_them() {
    let project = Project::new();
    let (start, rest) = WORLD.split_once("  agencies: List([").unwrap();
    let (_, end) = rest.split_once("  ]),\n").unwrap();
    project.write("assets/worlds/small.ron", format!("{start}  agencies: Csv(\"agencies.csv\"),\n{end}"));
    let csv = "\u{FEFF}id,line,jurisdiction,name_zh,name_en,registered,standing\nbrigade,gov,k1,队,brigade,,\nteam,vol,k2,队,\"team, first\",true,first\n";
    project.write("assets/worlds/agencies.csv", csv);
    let report = project.check(&[DRILL]);
    assert!(report.problems.is_empty(), "{:#?}", report.problems);
    project.write("assets/worlds/agencies.csv", csv.replace("team,vol,k2", "team,vol,k9"));
    let problem = first(&project, DRILL);
    assert!(problem.file.ends_with("agencies.csv"));
    assert_eq!((problem.line, problem.column, problem.path.as_str()), (3, 10, "agencies[1].jurisdiction"));
    project.write("assets/worlds/agencies.csv", csv.replace("jurisdiction", "juristiction"));
    assert!(first(&project, DRILL).help.contains("did you mean `jurisdiction`?"));
    project.change("assets/worlds/small.ron", "agencies.csv", "../../../agencies.csv");
    assert_eq!(first(&project, DRILL).path, "agencies");
}

#[test]
fn a_folder_lists_what_it_offers() {
    let project = Project::new();
    let listing = list_folder(&project.path(""));
    let entries: Vec<_> =
        listing.entries.iter().filter(|e| e.path != "built in").map(|e| (e.kind, e.path.as_str(), e.id.as_str())).collect();
    let expected =
        [("Structure", "assets/structures/plain.ron", "plain"), ("Laboratory", BENCH, "bench"), ("Scenario", DRILL, "drill")];
    assert_eq!(entries, expected);
}

#[test]
fn problems_are_shown_in_the_text() {
    let project = Project::new();
    project.change("assets/worlds/small.ron", "coverage: 0.9", "coverage: 9");
    let failed = failure(&project, &[]);
    let text = render(&failed.problems, &failed.sources, false);
    assert!(text.contains("`coverage` is 9, it must be between 0 and 1") && text.contains("channels[0].coverage"), "{text}");
    assert!(text.contains("small.ron:49:"), "{text}");
}

fn mutilated(text: &str, at: usize, removed: usize, inserted: &[u8]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    let at = at % bytes.len();
    let end = (at + removed).min(bytes.len());
    bytes.splice(at..end, inserted.iter().copied());
    bytes
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(150))]
    #[test]
    fn mutilated_files_never_make_it_panic(
        file in 0_usize..5, at: usize, removed in 0_usize..40,
        inserted in prop::collection::vec(prop::sample::select(b"()[]{},:\"'#/*-0129eab \n\\rSome\xE7".to_vec()), 0..6),
        is_wild: bool, wild in prop::collection::vec(any::<u8>(), 0..3),
    ) {
        let project = Project::new();
        let files = [("assets/worlds/small.ron", WORLD), ("assets/structures/plain.ron", STRUCTURE), ("assets/tapes/tape.ron", TAPE), (DRILL, SCENARIO), (BENCH, LABORATORY)];
        let (name, text) = files[file];
        project.write(name, mutilated(text, at, removed, if is_wild { &wild } else { &inserted }));
        let paths: Vec<_> = [DRILL, BENCH].iter().map(|name| project.path(name)).collect();
        let report = check_files(&paths);
        let _ = render(&report.problems, &report.sources, false);
        for problem in &report.problems {
            assert!(problem.line >= 1 && problem.column >= 1 && !problem.message.is_empty());
        }
    }
}
