//! What a run needs: a scenario with its world, tape and chosen structures, or a laboratory.

use std::path::Path;
use std::rc::Rc;

use crate::scenario::check::exercise::{self, Parts};
use crate::scenario::check::findings::Findings;
use crate::scenario::check::laboratory;
use crate::scenario::check::structure::WrittenStructure;
use crate::scenario::diagnose::{Failure, Problem, has_errors, in_order};
use crate::scenario::document::Document;
use crate::scenario::exercise::{Scenario, Tape};
use crate::scenario::incidents::Incidents;
use crate::scenario::laboratory::Laboratory;
use crate::scenario::load::file::{Refusal, Site};
use crate::scenario::load::reader::{Content, Opened, Reader};
use crate::scenario::load::shape::Kind;
use crate::scenario::load::{Exercise, LaboratoryStudy, Loaded, Study};
use crate::scenario::shipped;
use crate::scenario::structure::Structure;
use crate::scenario::suggest::remedy;
use crate::scenario::territory::World;

/// Loads and checks what a run needs. Structures are paths, or bare names found in the project's `assets/structures/` or built
/// into the program; for a laboratory they are ids of its own structures. None means the scenario's own one.
///
/// # Errors
/// With every problem found, when any of them is an error.
pub fn load_study(path: &Path, structures: &[String]) -> Result<Loaded<Study>, Failure> {
    let mut reader = Reader::default();
    let study = study(&mut reader, path, structures);
    let (warnings, sources) = (in_order(reader.problems), reader.sources);
    match study {
        Some(value) if !has_errors(&warnings) => Ok(Loaded { value, warnings, sources }),
        _ => Err(Failure { problems: warnings, sources }),
    }
}

fn study(reader: &mut Reader, path: &Path, structures: &[String]) -> Option<Study> {
    let site = site(reader, path)?;
    let opened = reader.open(&site)?;
    match &opened.content {
        Content::Scenario(scenario) => load_exercise(reader, &site, &opened.document, scenario, structures),
        Content::Laboratory(laboratory) => load_laboratory(reader, &opened.document, laboratory, structures),
        other => {
            let message = format!("a `{}` file cannot be run by itself", other.kind().name());
            reader.problems.push(Problem::of_file(&site.shown, message, "name a `Scenario` or a `Laboratory` file"));
            None
        }
    }
}

/// The site of a path on the command line, or a problem.
pub fn site(reader: &mut Reader, path: &Path) -> Option<Site> {
    match Site::of(path) {
        Ok(site) => Some(site),
        Err(refusal) => {
            reader.problems.push(Problem::of_file(path.display().to_string(), refusal.message, refusal.help));
            None
        }
    }
}

fn load_laboratory(reader: &mut Reader, document: &Document, value: &Laboratory, chosen: &[String]) -> Option<Study> {
    let mut findings = Findings::new(document);
    laboratory::check(value, &mut findings);
    reader.problems.append(&mut findings.problems);
    let mut positions = Vec::new();
    for id in chosen {
        match value.structures.iter().position(|structure| structure.id == *id) {
            Some(position) => positions.push(position),
            None => {
                let message = format!("this laboratory has no structure `{id}`");
                let help = remedy(id, value.structures.iter().map(|structure| structure.id.as_str()));
                reader.refuse::<()>(document, "structures", id, Refusal { message, help });
            }
        }
    }
    if chosen.is_empty() {
        positions.push(0);
    }
    let inputs = reader.inputs.clone();
    Some(Study::Laboratory(Box::new(LaboratoryStudy { laboratory: value.clone(), structures: positions, inputs })))
}

/// A scenario's files, opened.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// The world.
    pub world: Option<Rc<Opened>>,
    /// The tape's file; nothing when it stands inline or could not be opened.
    pub tape: Option<Rc<Opened>>,
    /// The structures that could be opened.
    pub structures: Vec<Rc<Opened>>,
}

impl Gathered {
    /// The world.
    #[must_use]
    pub fn world(&self) -> Option<(&Document, &World)> {
        match self.world.as_deref() {
            Some(Opened { document, content: Content::World(world), .. }) => Some((document, world)),
            _ => None,
        }
    }

    /// The tape with its document and the path at which it stands there.
    #[must_use]
    pub fn tape<'a>(&'a self, document: &'a Document, scenario: &'a Scenario) -> Option<(&'a Document, &'a Incidents)> {
        match (&scenario.incidents, self.tape.as_deref()) {
            (Tape::Inline(incidents), _) => Some((document, incidents)),
            (_, Some(Opened { document, content: Content::Incidents(incidents), .. })) => Some((document, incidents)),
            _ => None,
        }
    }

    /// The structures.
    pub fn structures(&self) -> impl Iterator<Item = WrittenStructure<'_>> {
        self.structures.iter().filter_map(|opened| opened.structure())
    }
}

/// Opens the files of a scenario.
pub fn gather(reader: &mut Reader, site: &Site, document: &Document, scenario: &Scenario, chosen: &[String]) -> Gathered {
    let world = reader.follow(document, site, "world", &scenario.world, Kind::World);
    let tape = match &scenario.incidents {
        Tape::File(written) => reader.follow(document, site, "incidents", written, Kind::Incidents),
        Tape::Inline(_) => None,
    };
    let structures: Vec<_> = if chosen.is_empty() {
        let written = &scenario.structure;
        let opened = if is_bare(written) {
            by_name(reader, site, Some((document, "structure")), written)
        } else {
            reader.follow(document, site, "structure", written, Kind::Structure)
        };
        opened.into_iter().collect()
    } else {
        chosen.iter().filter_map(|written| choose(reader, site, written)).collect()
    };
    let structures = structures.into_iter().filter_map(|opened| on_base(reader, site, opened)).collect();
    Gathered { world, tape, structures }
}

/// A structure with the tables of its base; the base stands by itself.
pub fn on_base(reader: &mut Reader, site: &Site, opened: Rc<Opened>) -> Option<Rc<Opened>> {
    let Content::Structure(structure) = &opened.content else { return Some(opened) };
    let Some(name) = &structure.base else { return Some(opened) };
    let found = by_name(reader, site, Some((&opened.document, "base")), name)?;
    let Content::Structure(base) = &found.content else { return None };
    if base.base.is_some() {
        let message = format!("`{name}` is itself based on another structure");
        let help = "base it on a structure that has all its tables".to_owned();
        return reader.refuse(&opened.document, "base", name, Refusal { message, help });
    }
    let content = Content::Structure(Box::new(structure.on(base, |table| opened.document.states(table))));
    Some(Rc::new(Opened { document: opened.document.clone(), content, base: Some(Rc::clone(&found)) }))
}

fn is_bare(written: &str) -> bool {
    !written.contains(['/', '\\']) && !written.ends_with(".ron") && !written.is_empty()
}

/// A structure chosen on the command line.
fn choose(reader: &mut Reader, site: &Site, written: &str) -> Option<Rc<Opened>> {
    if is_bare(written) {
        return by_name(reader, site, None, written);
    }
    let chosen = self::site(reader, Path::new(written))?;
    let opened = reader.open(&chosen)?;
    expect_structure(reader, &chosen.shown, opened)
}

fn expect_structure(reader: &mut Reader, shown: &str, opened: Rc<Opened>) -> Option<Rc<Opened>> {
    let found = opened.content.kind();
    if found != Kind::Structure {
        let message = format!("a `{}` file is no structure", found.name());
        reader.problems.push(Problem::of_file(shown, message, "name a file that begins with `Structure(`"));
        return None;
    }
    Some(opened)
}

/// A structure by its bare name, written in a document or on the command line: the project's first, then the shipped ones.
fn by_name(reader: &mut Reader, site: &Site, named: Option<(&Document, &str)>, name: &str) -> Option<Rc<Opened>> {
    let folder = site.project.join("assets").join("structures");
    if let Ok(mut own) = Site::of(&folder.join(format!("{name}.ron"))) {
        own.shown = own.name();
        let opened = reader.open(&own)?;
        return match named {
            Some((document, field)) => reader.expect(document, field, name, Kind::Structure, opened),
            None => expect_structure(reader, &own.shown, opened),
        };
    }
    if shipped::structure(name).is_some() {
        return reader.open_shipped(name);
    }
    let mut known: Vec<String> = shipped::STRUCTURES.iter().map(|(name, _)| (*name).to_owned()).collect();
    let files = crate::scenario::load::file::ron_files(&folder, 0);
    known.extend(files.iter().filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned())));
    known.sort();
    known.dedup();
    let help = remedy(name, known.iter().map(String::as_str));
    let help = if help.is_empty() { "write a path, or put the file into assets/structures/".to_owned() } else { help };
    let message = format!("there is no structure `{name}`");
    match named {
        Some((document, field)) => reader.refuse(document, field, name, Refusal { message, help }),
        None => {
            reader.problems.push(Problem::of_file(format!("--structure {name}"), message, help));
            None
        }
    }
}

fn load_exercise(reader: &mut Reader, site: &Site, document: &Document, scenario: &Scenario, chosen: &[String]) -> Option<Study> {
    let gathered = gather(reader, site, document, scenario, chosen);
    check_exercise(reader, document, scenario, &gathered);
    let (_, world) = gathered.world()?;
    let (_, incidents) = gathered.tape(document, scenario)?;
    let structures: Vec<Structure> = gathered.structures().map(|written| written.own.1.clone()).collect();
    let world = scenario.own_world(world).unwrap_or_else(|| world.clone());
    let mut scenario = scenario.clone();
    scenario.incidents = Tape::Inline(incidents.clone());
    Some(Study::Exercise(Box::new(Exercise {
        scenario,
        world,
        incidents: incidents.clone(),
        structures,
        inputs: reader.inputs.clone(),
    })))
}

/// All problems of meaning of a scenario with its files.
pub fn check_exercise(reader: &mut Reader, document: &Document, scenario: &Scenario, gathered: &Gathered) {
    let parts = Parts {
        scenario: (document, scenario),
        world: gathered.world(),
        tape: gathered.tape(document, scenario),
        structures: gathered.structures().collect(),
    };
    reader.problems.extend(exercise::check(&parts));
}
