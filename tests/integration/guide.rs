//! The guide to scenario files: its examples run as they stand there, and it names every field.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn guide() -> String {
    fs::read_to_string(root().join("scenarios/README.md")).unwrap()
}

/// The complete files of the guide: a block of RON whose first line is a comment with its path.
fn examples() -> Vec<(String, String)> {
    let guide = guide();
    let blocks = guide.split("```ron\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    blocks.map(|block| (block.lines().next().unwrap().trim_start_matches("// ").to_owned(), block.to_owned())).collect()
}

#[test]
fn every_example_checks_and_runs() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("scenarios")).unwrap();
    for (path, text) in examples() {
        fs::write(home.path().join(path), text).unwrap();
    }
    let run = |arguments: &[&str]| {
        Command::cargo_bin("liandong").unwrap().current_dir(home.path()).args(arguments).assert().success();
    };
    let paths: Vec<String> = examples().into_iter().map(|(path, _)| path).collect();
    assert!(paths.len() >= 10, "{paths:?}");
    run(&[vec!["check", "--strict"], paths.iter().map(String::as_str).collect()].concat());
    for (path, text) in examples() {
        if text.contains("\nScenario(") || text.contains("\nLaboratory(") {
            run(&[
                "run",
                &path,
                "--replications",
                "2",
                "--out",
                &format!("out/{}", Path::new(&path).file_stem().unwrap().display()),
            ]);
        }
    }
    let compared =
        ["compare", "scenarios/first.ron", "--structure", "scenarios/local.ron", "--structure", "scenarios/central.ron"];
    run(&[&compared[..], &["--replications", "2"]].concat());
    run(&["compare", "scenarios/tree.ron", "--structure", "escalate", "--structure", "decide_below", "--replications", "2"]);
}

#[test]
fn every_field_of_the_files_is_in_the_guide() {
    let guide = guide();
    let mut missing = Vec::new();
    for file in ["territory", "forces", "structure", "incidents", "inject", "exercise", "laboratory", "law", "desk"] {
        let text = fs::read_to_string(root().join(format!("src/scenario/{file}.rs"))).unwrap();
        for line in text.split("#[cfg(test)]").next().unwrap().lines() {
            let Some((name, _)) = line.strip_prefix("    pub ").and_then(|field| field.split_once(": ")) else { continue };
            let name = name.trim_start_matches("r#");
            if name.contains(' ') {
                continue;
            }
            if !guide.contains(&format!("`{name}`")) && !guide.contains(&format!("{name}: ")) {
                missing.push(format!("{file}: {name}"));
            }
        }
    }
    assert!(missing.is_empty(), "fields that the guide does not name: {missing:?}");
}

#[test]
fn the_repository_lists_without_a_complaint() {
    let listed = Command::cargo_bin("liandong").unwrap().current_dir(root()).args(["--lang", "en", "list"]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&listed.stderr), "");
    assert!(String::from_utf8_lossy(&listed.stdout).contains("four_level"));
}
