//! Several files checked together, and the list of what a folder offers.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use serde::Serialize;

use crate::scenario::check::findings::Findings;
use crate::scenario::check::index::Index;
use crate::scenario::check::{incidents, laboratory, means, world};
use crate::scenario::diagnose::{Problem, Sources, in_order};
use crate::scenario::document::Document;
use crate::scenario::load::file::{Site, ron_files};
use crate::scenario::load::reader::{Content, Opened, Reader};
use crate::scenario::load::study::{check_exercise, gather, on_base, site};
use crate::scenario::locate::At;
use crate::scenario::shipped;
use crate::scenario::territory::World;
use crate::terms::language::Name;

/// Folders below this depth are not searched.
const DEPTH: usize = 6;

/// What checking several files found.
#[derive(Clone, Debug)]
pub struct CheckReport {
    /// All problems, by file in the order of their reading, then by place.
    pub problems: Vec<Problem>,
    /// Number of jurisdictions by id of their level, over all worlds reached.
    pub jurisdictions: BTreeMap<String, u64>,
    /// The texts, to show the problems in.
    pub sources: Sources,
}

/// Checks files of any of the five kinds. A scenario brings its world, structure and tape; structures and tapes are checked
/// against every world reached, and alone when there is none.
#[must_use]
pub fn check_files(paths: &[PathBuf]) -> CheckReport {
    let mut reader = Reader::default();
    let mut files: Vec<Rc<Opened>> = Vec::new();
    let mut worlds: Vec<Rc<Opened>> = Vec::new();
    for path in paths {
        let Some(site) = site(&mut reader, path) else { continue };
        let Some(opened) = reader.open(&site) else { continue };
        if let Content::Scenario(scenario) = &opened.content {
            let gathered = gather(&mut reader, &site, &opened.document, scenario, &[]);
            check_exercise(&mut reader, &opened.document, scenario, &gathered);
            worlds.extend(gathered.world);
        }
        if matches!(opened.content, Content::World(_)) {
            worlds.push(Rc::clone(&opened));
        }
        files.extend(on_base(&mut reader, &site, opened));
    }
    let mut seen = Vec::new();
    worlds.retain(|world| {
        !seen.contains(&Rc::as_ptr(world)) && {
            seen.push(Rc::as_ptr(world));
            true
        }
    });
    let worlds: Vec<(&Document, &World)> = worlds.iter().filter_map(|opened| as_world(opened)).collect();
    for file in &files {
        reader.problems.extend(check_one(file, &worlds));
    }
    CheckReport { problems: in_order(reader.problems), jurisdictions: count(&worlds), sources: reader.sources }
}

fn as_world(opened: &Opened) -> Option<(&Document, &World)> {
    match &opened.content {
        Content::World(world) => Some((&opened.document, world)),
        _ => None,
    }
}

fn check_one(file: &Opened, worlds: &[(&Document, &World)]) -> Vec<Problem> {
    let mut findings = Findings::new(&file.document);
    let mut further = Vec::new();
    match &file.content {
        Content::World(file) => world::check(file, &mut findings),
        Content::Laboratory(file) => laboratory::check(file, &mut findings),
        Content::Scenario(_) => {}
        Content::Structure(structure) => {
            let written = file.structure().expect("a structure");
            for (document, world) in worlds {
                let index = Index::new(world);
                further.extend(written.check(Some(&index)));
                let mut at_world = Findings::new(document);
                means::check(structure, &index, &mut at_world);
                further.append(&mut at_world.problems);
            }
            if worlds.is_empty() {
                further.extend(written.check(None));
            }
        }
        Content::Incidents(file) => {
            for (_, world) in worlds {
                incidents::check(file, At::Root, Some(&Index::new(world)), None, &mut findings);
            }
            if worlds.is_empty() {
                incidents::check(file, At::Root, None, None, &mut findings);
            }
        }
    }
    findings.problems.append(&mut further);
    findings.problems
}

fn count(worlds: &[(&Document, &World)]) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for (_, world) in worlds {
        for jurisdiction in world.jurisdictions.rows() {
            *counts.entry(jurisdiction.level.clone()).or_insert(0) += 1;
        }
    }
    counts
}

/// A scenario, laboratory or structure that a folder offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// `Scenario`, `Laboratory` or `Structure`.
    pub kind: &'static str,
    /// Path below the folder; `built in` for a structure that is only in the program.
    pub path: String,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Name,
    /// What it shows, when it says so.
    pub about: Option<Name>,
}

/// What a folder offers.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Scenarios, laboratories and structures, in the order of their paths; shipped structures that the folder lacks at the end.
    pub entries: Vec<Listed>,
    /// Files that could not be read.
    pub problems: Vec<Problem>,
    /// Their texts.
    pub sources: Sources,
}

/// The scenarios, laboratories and structures under a folder, and the shipped structures.
#[must_use]
pub fn list_folder(folder: &Path) -> Listing {
    let mut reader = Reader::default();
    let mut entries = Vec::new();
    for path in ron_files(folder, DEPTH) {
        let Ok(site) = Site::of(&path) else { continue };
        let Some(opened) = reader.open(&site) else { continue };
        let below = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        entries.extend(listed(&opened.content, below));
    }
    for (name, _) in shipped::STRUCTURES {
        let is_known = entries.iter().any(|entry| entry.kind == "Structure" && entry.id == *name);
        if let Some(opened) = reader.open_shipped(name).filter(|_| !is_known) {
            entries.extend(listed(&opened.content, "built in".into()));
        }
    }
    Listing { entries, problems: reader.problems, sources: reader.sources }
}

fn listed(content: &Content, path: String) -> Option<Listed> {
    let (id, name, about) = match content {
        Content::Scenario(file) => (&file.id, &file.name, Some(&file.about)),
        Content::Laboratory(file) => (&file.id, &file.name, Some(&file.about)),
        Content::Structure(file) => (&file.id, &file.name, None),
        Content::World(_) | Content::Incidents(_) => return None,
    };
    Some(Listed { kind: content.kind().name(), path, id: id.clone(), name: name.clone(), about: about.cloned() })
}
