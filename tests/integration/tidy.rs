//! Style is a test: arrows between floors, lengths, module docs, names in the scenarios' README.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What each floor may import from the crate, itself aside. `engine::time` means that part of the engine only.
const FLOORS: &[(&str, &[&str])] = &[
    ("terms", &[]),
    ("engine", &[]),
    ("statistics", &[]),
    ("journal", &["terms", "engine::time"]),
    ("scenario", &["terms", "engine::time", "engine::distribution"]),
    ("world", &["scenario", "engine", "terms"]),
    ("model", &["engine", "journal", "terms"]),
    ("measure", &["journal", "terms", "engine::time", "statistics"]),
    ("simulation", &["scenario", "model", "engine", "journal", "terms", "measure::record"]),
    ("export", &["measure", "journal", "terms", "engine::time"]),
    ("chart", &["measure", "statistics", "journal", "terms", "engine::time"]),
    ("experiment", &["simulation", "measure", "statistics", "scenario", "journal", "engine::time"]),
    ("verify", &["experiment", "simulation", "scenario", "statistics", "measure", "journal", "terms", "engine::time"]),
];

/// Inside the model, low to high; a folder imports from those before it.
const MODEL_FLOORS: &[&[&str]] = &[
    &["event"],
    &["station", "geography"],
    &["force", "incident"],
    &["laboratory"],
    &["command"],
    &["run"],
    &["reporting"],
    &["response"],
    &["phases"],
];

/// Outside crates that enter only here: the crate and the files (or folders) that may name it.
const DOORS: &[(&str, &[&str])] = &[
    ("bevy_ecs", &["model/", "simulation/columns.rs"]),
    ("rand", &["engine/streams.rs"]),
    ("plotters", &["chart/"]),
    ("resvg", &["chart/"]),
    ("rayon", &["experiment/"]),
    ("clap", &["cli/", "main.rs"]),
    ("indicatif", &["cli/"]),
    ("comfy_table", &["cli/"]),
    ("statrs", &["statistics/"]),
    ("miette", &["scenario/diagnose.rs"]),
    ("ron", &["scenario/", "verify/case.rs"]),
    ("csv", &["export/", "scenario/load/table.rs", "world/"]),
];

/// The longest file without its tests, and the longest function, lines.
const FILE_MAX: usize = 330;
const FUNCTION_MAX: usize = 70;

/// Files whose one long function is a table: of words, of events and their handlers, of what happened and its own fields, of what is
/// counted, of the columns and books that a span of events borrows.
const TABLES: &[&str] = &[
    "chart/words.rs",
    "cli/words.rs",
    "cli/metric_words.rs",
    "export/journal.rs",
    "journal/milestone.rs",
    "measure/classify.rs",
    "measure/counts.rs",
    "model/phases.rs",
    "simulation/columns.rs",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Source files by their path below `src`, tests cut off: `mod tests` at the end, and whole files declared for tests only.
fn sources() -> BTreeMap<String, String> {
    let src = root().join("src");
    let read = |path: PathBuf| {
        let name = path.strip_prefix(&src).expect("below src").to_string_lossy().replace('\\', "/");
        (name, fs::read_to_string(&path).expect("a source file"))
    };
    let all: BTreeMap<String, String> = files_below(&src, "rs").into_iter().map(read).collect();
    let for_tests: Vec<String> = all.iter().flat_map(|(file, text)| modules_for_tests(file, text)).collect();
    let is_for_tests = |file: &str| for_tests.iter().any(|meant| file == format!("{meant}.rs") || is_below(file, meant));
    let shipped = all.into_iter().filter(|(file, _)| !is_for_tests(file));
    shipped.map(|(file, text)| (file, text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned())).collect()
}

fn is_below(file: &str, folder: &str) -> bool {
    file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// The modules that `file` declares with `#[cfg(test)]` before `mod name;`: files or folders of this name.
fn modules_for_tests(file: &str, text: &str) -> Vec<String> {
    let folder = file.strip_suffix("mod.rs").unwrap_or_default();
    let declared = text.split("#[cfg(test)]\n").skip(1).filter_map(|rest| {
        let name = rest.lines().next()?.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';')?;
        Some(format!("{folder}{name}"))
    });
    declared.collect()
}

/// The paths that a text imports from the crate, groups at the first level written out.
fn imports(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in text.split("crate::").skip(1) {
        let path: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == ':').collect();
        if let Some(floor) = path.strip_suffix("::").filter(|_| part[path.len()..].starts_with('{')) {
            let group = part[path.len() + 1..].split('}').next().unwrap_or_default();
            found.extend(group.split(',').map(|item| format!("{floor}::{}", item.trim())));
        } else {
            found.push(path);
        }
    }
    found
}

fn is_within(path: &str, allowed: &str) -> bool {
    path == allowed || path.starts_with(&format!("{allowed}::"))
}

#[test]
fn no_arrow_goes_up() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let Some(floor) = file.split('/').next().filter(|floor| FLOORS.iter().any(|(name, _)| name == floor)) else { continue };
        let allowed = FLOORS.iter().find(|(name, _)| *name == floor).expect("a floor").1;
        for import in imports(&text) {
            if !is_within(&import, floor) && !allowed.iter().any(|path| is_within(&import, path)) {
                wrong.push(format!("{file} imports crate::{import}"));
            }
        }
    }
    assert!(wrong.is_empty(), "arrows against the plan of ARCHITECTURE.md:\n{}", wrong.join("\n"));
}

#[test]
fn no_arrow_goes_up_inside_the_model() {
    let height = |name: &str| MODEL_FLOORS.iter().position(|floor| floor.contains(&name));
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let Some(inside) = file.strip_prefix("model/") else { continue };
        let own = inside.split(['/', '.']).next().unwrap_or_default();
        for import in imports(&text) {
            let Some(other) = import.strip_prefix("model::").and_then(|path| path.split("::").next()) else { continue };
            if other != own && height(other) >= height(own) {
                wrong.push(format!("{file} imports crate::{import}"));
            }
        }
    }
    assert!(wrong.is_empty(), "arrows against the plan inside the model:\n{}", wrong.join("\n"));
}

#[test]
fn outside_crates_enter_by_their_door() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        for (name, doors) in DOORS {
            let is_used = text.lines().any(|line| {
                let line = line.trim();
                !line.starts_with("//") && (line.contains(&format!("use {name}::")) || line.contains(&format!(" {name}::")))
            });
            if is_used && !doors.iter().any(|door| file.starts_with(door)) {
                wrong.push(format!("{file} uses {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "outside crates beside their door:\n{}", wrong.join("\n"));
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    let silent: Vec<_> = sources().into_iter().filter(|(_, text)| !text.starts_with("//! ")).map(|(file, _)| file).collect();
    assert!(silent.is_empty(), "files without a first line of docs: {silent:?}");
}

#[test]
fn files_and_functions_stay_short() {
    let mut long = Vec::new();
    for (file, text) in sources() {
        if TABLES.contains(&file.as_str()) {
            continue;
        }
        let lines: Vec<&str> = text.lines().collect();
        if lines.len() > FILE_MAX {
            long.push(format!("{file}: {} lines", lines.len()));
        }
        for (start, line) in lines.iter().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let opens = line.trim_start();
            let is_function = ["fn ", "pub fn ", "pub const fn ", "const fn "].iter().any(|begin| opens.starts_with(begin));
            if !is_function || opens.ends_with(';') || opens.ends_with('}') {
                continue;
            }
            let closing = format!("{}}}", " ".repeat(indent));
            let length = lines[start..].iter().position(|other| **other == closing).unwrap_or(0);
            if length > FUNCTION_MAX {
                long.push(format!("{file}:{}: {length} lines", start + 1));
            }
        }
    }
    assert!(long.is_empty(), "too long (one concept a file, one thought a function):\n{}", long.join("\n"));
}

#[test]
fn every_shipped_scenario_and_structure_is_named_in_the_readme() {
    let readme = fs::read_to_string(root().join("scenarios/README.md")).expect("scenarios/README.md");
    let mut files = files_below(&root().join("scenarios"), "ron");
    files.extend(files_below(&root().join("assets/structures"), "ron"));
    assert!(files.len() >= 12, "six structures and six scenarios are shipped at least, found {}", files.len());
    let stem = |path: &PathBuf| path.file_stem().expect("a file").to_string_lossy().into_owned();
    let missing: Vec<_> = files.iter().map(stem).filter(|name| !readme.contains(name.as_str())).collect();
    assert!(missing.is_empty(), "not named in scenarios/README.md: {missing:?}");
}

#[test]
fn nothing_shipped_is_marked_as_unfinished() {
    let words = ["TO".to_owned() + "DO", "FIX".to_owned() + "ME", "todo".to_owned() + "!(", "unimplemented".to_owned() + "!("];
    let marked: Vec<_> =
        sources().into_iter().filter(|(_, text)| words.iter().any(|word| text.contains(word))).map(|(file, _)| file).collect();
    assert!(marked.is_empty(), "unfinished by their own words: {marked:?}");
}
