//! `docs/outputs.md` is a full dictionary: every milestone with its own fields, every kind of matter, count, column and picture.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use liandong::measure::approach::AXES;
use liandong::measure::convergence;
use liandong::measure::counted::{COUNTS, FURTHER};
use liandong::measure::judgement::JUDGED;
use liandong::terms::traffic::MatterKind;

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn quoted(word: &str) -> String {
    format!("`{word}`")
}

/// The milestones as the enum declares them: each variant with the names of its fields.
fn declared(source: &str) -> BTreeMap<String, Vec<String>> {
    let body = &source[source.find("pub enum Milestone {").expect("the enum")..];
    let body = &body[..body.find("\n}\n").expect("its end")];
    let mut variants: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut open = String::new();
    for line in body.lines().skip(1) {
        let (indent, line) = (line.len() - line.trim_start().len(), line.trim());
        match (indent, line) {
            (4, line) if line.starts_with(char::is_uppercase) => {
                line.trim_end_matches([',', '{', ' ']).clone_into(&mut open);
                variants.insert(open.clone(), Vec::new());
            }
            (8, line) if !line.starts_with("///") => {
                let field = line.split(':').next().expect("a name before its type");
                variants.get_mut(&open).expect("a field of a variant").push(field.to_owned());
            }
            _ => {}
        }
    }
    variants
}

/// The id of each variant.
fn ids(source: &str) -> BTreeMap<String, String> {
    let arm = |line: &str| {
        let (variant, id) = line.trim().strip_prefix("Self::")?.split_once(" => \"")?;
        let variant = variant.split([' ', '{']).next().expect("a name");
        Some((variant.to_owned(), id.trim_end_matches(['"', ',']).to_owned()))
    };
    source.lines().filter_map(arm).collect()
}

#[test]
fn every_milestone_stands_there_with_its_own_fields() {
    let (source, guide) = (text("src/journal/milestone.rs"), text("docs/outputs.md"));
    let guide = &guide[guide.find("## `journal.jsonl`").expect("the journal")..];
    let (variants, ids) = (declared(&source), ids(&source));
    assert!(variants.len() > 100, "{} milestones found", variants.len());
    let mut missing = Vec::new();
    for (variant, fields) in variants {
        let id = ids.get(&variant).unwrap_or_else(|| panic!("{variant} has no id"));
        let Some(row) = guide.lines().find(|line| line.starts_with("| `") && names_first(line, id)) else {
            missing.push(id.clone());
            continue;
        };
        let own = row.rsplit('|').nth(1).expect("a last cell");
        missing.extend(fields.iter().filter(|field| !own.contains(&quoted(field))).map(|field| format!("{id}: {field}")));
    }
    assert!(missing.is_empty(), "not in docs/outputs.md: {missing:#?}");
}

/// Whether the first cell of a row names an id.
fn names_first(row: &str, id: &str) -> bool {
    row.split('|').nth(1).is_some_and(|cell| cell.contains(&quoted(id)))
}

#[test]
fn every_kind_count_and_picture_stands_there() {
    let guide = text("docs/outputs.md");
    let kinds = guide.lines().find(|line| line.starts_with("`kind` is")).expect("the list of kinds");
    let unnamed: Vec<_> = MatterKind::ALL.iter().map(|kind| kind.id()).filter(|id| !kinds.contains(&quoted(id))).collect();
    assert!(unnamed.is_empty(), "kinds of matter: {unnamed:?}");
    let further = FURTHER.iter().flat_map(|(_, counts)| *counts);
    let counts = COUNTS.iter().chain(further).map(|(id, ..)| *id).chain(convergence::ROWS.iter().map(|row| row.0));
    let counts = counts.chain(JUDGED.iter().map(|row| row.0)).chain(AXES.iter().map(|row| row.0));
    let unnamed: Vec<_> = counts.filter(|id| !guide.lines().any(|row| names_first(row, id))).collect();
    assert!(unnamed.is_empty(), "counts: {unnamed:?}");
    let pictures = &guide[guide.find("## Pictures").expect("the pictures")..];
    let source = text("src/cli/pictures.rs");
    let kinds = source.split("put(folder, \"").skip(1).filter_map(|rest| rest.split('"').next());
    let unnamed: Vec<_> = kinds.filter(|kind| !pictures.contains(&format!("`chart_{kind}`"))).collect();
    assert!(unnamed.is_empty(), "pictures: {unnamed:?}");
}

#[test]
fn every_column_stands_there() {
    let guide = text("docs/outputs.md");
    for file in ["comparison", "compliance", "desks", "intervals", "laboratory", "tasks"] {
        let source = text(&format!("src/export/{file}.rs"));
        let source = source.split("#[cfg(test)]").next().expect("a beginning");
        let lists = source.split("COLUMNS: [&str;").skip(1).map(|rest| &rest[..rest.find("];").expect("the end of a list")]);
        let columns: Vec<&str> = lists.flat_map(|list| list.split('"').skip(1).step_by(2)).collect();
        assert!(columns.len() >= 9, "{file}: {columns:?}");
        let unnamed: Vec<_> = columns.into_iter().filter(|column| !guide.contains(&quoted(column))).collect();
        assert!(unnamed.is_empty(), "columns of {file}: {unnamed:?}");
    }
}
