//! The reader: opens every file once, keeps its text, its hash and its problems, and follows references.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::rc::Rc;

use serde::de::DeserializeOwned;

use crate::scenario::check::structure::WrittenStructure;
use crate::scenario::diagnose::{Gravity, Problem, Sources};
use crate::scenario::document::{Complaint, Document};
use crate::scenario::exercise::Scenario;
use crate::scenario::incidents::Incidents;
use crate::scenario::laboratory::Laboratory;
use crate::scenario::load::Input;
use crate::scenario::load::file::{Refusal, Site, bytes, text};
use crate::scenario::load::shape::{Kind, format_problem, parse};
use crate::scenario::load::table;
use crate::scenario::shipped;
use crate::scenario::structure::Structure;
use crate::scenario::territory::{FORMAT, Rows, World};

/// What a file holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// A world, its CSV tables read.
    World(Box<World>),
    /// A structure.
    Structure(Box<Structure>),
    /// A tape.
    Incidents(Box<Incidents>),
    /// A scenario.
    Scenario(Box<Scenario>),
    /// A laboratory scenario.
    Laboratory(Box<Laboratory>),
}

impl Content {
    /// The kind of the file.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::World(_) => Kind::World,
            Self::Structure(_) => Kind::Structure,
            Self::Incidents(_) => Kind::Incidents,
            Self::Scenario(_) => Kind::Scenario,
            Self::Laboratory(_) => Kind::Laboratory,
        }
    }

    /// The format version written in the file.
    #[must_use]
    pub const fn format(&self) -> u32 {
        match self {
            Self::World(file) => file.format,
            Self::Structure(file) => file.format,
            Self::Incidents(file) => file.format,
            Self::Scenario(file) => file.format,
            Self::Laboratory(file) => file.format,
        }
    }
}

/// A file that parses.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Its text and places.
    pub document: Document,
    /// What it holds.
    pub content: Content,
    /// The structure from which it takes the tables that it does not write.
    pub base: Option<Rc<Self>>,
}

impl Opened {
    /// A structure with the base from which it takes what it does not write, each with its document.
    #[must_use]
    pub fn structure(&self) -> Option<WrittenStructure<'_>> {
        let Content::Structure(structure) = &self.content else { return None };
        let base = self.base.as_deref().and_then(Self::structure).map(|base| base.own);
        Some(WrittenStructure { own: (&self.document, structure), base })
    }
}

/// Opens files and remembers them.
#[derive(Debug, Default)]
pub struct Reader {
    /// The texts read so far.
    pub sources: Sources,
    /// The problems found so far.
    pub problems: Vec<Problem>,
    /// The files read so far.
    pub inputs: Vec<Input>,
    files: BTreeMap<PathBuf, Option<Rc<Opened>>>,
    shipped: BTreeMap<String, Option<Rc<Opened>>>,
}

impl Reader {
    /// The file at a site; nothing when it has an error of shape, which is then among the problems.
    pub fn open(&mut self, site: &Site) -> Option<Rc<Opened>> {
        if let Some(known) = self.files.get(&site.path) {
            return known.clone();
        }
        let document = self.read(site, false);
        let opened = document.and_then(|document| self.interpret(document, Some(site))).map(Rc::new);
        self.files.insert(site.path.clone(), opened.clone());
        opened
    }

    /// A structure built into the program.
    pub fn open_shipped(&mut self, name: &str) -> Option<Rc<Opened>> {
        if let Some(known) = self.shipped.get(name) {
            return known.clone();
        }
        let source = shipped::structure(name)?;
        let file = format!("assets/structures/{name}.ron");
        let document = self.keep(file.clone(), file, source.as_bytes(), source.to_owned());
        let opened = self.interpret(document, None).map(Rc::new);
        self.shipped.insert(name.to_owned(), opened.clone());
        opened
    }

    /// The file that `written` at `path` of a document means, when it is of the wanted kind.
    pub fn follow(&mut self, from: &Document, site: &Site, path: &str, written: &str, wanted: Kind) -> Option<Rc<Opened>> {
        let opened = match site.reference(written) {
            Ok(target) => self.open(&target)?,
            Err(refusal) => return self.refuse(from, path, written, refusal),
        };
        self.expect(from, path, written, wanted, opened)
    }

    /// The same file when it is of the wanted kind, otherwise a problem at the reference.
    pub fn expect(&mut self, from: &Document, path: &str, written: &str, wanted: Kind, opened: Rc<Opened>) -> Option<Rc<Opened>> {
        let found = opened.content.kind();
        if found == wanted {
            return Some(opened);
        }
        let refusal = Refusal {
            message: format!("`{written}` is a `{}` file, a `{}` file is wanted here", found.name(), wanted.name()),
            help: format!("name a file that begins with `{}(`", wanted.name()),
        };
        self.refuse(from, path, written, refusal)
    }

    /// Notes that a reference cannot be followed.
    pub fn refuse<T>(&mut self, from: &Document, path: &str, written: &str, refusal: Refusal) -> Option<T> {
        let complaint = Complaint { value: Some(written.to_owned()), message: refusal.message, help: refusal.help };
        self.problems.push(from.problem(Gravity::Error, path, complaint));
        None
    }

    fn read(&mut self, site: &Site, is_mark_allowed: bool) -> Option<Document> {
        let loaded = bytes(&site.path).and_then(|bytes| Ok((blake3::hash(&bytes), text(bytes, is_mark_allowed)?)));
        match loaded {
            Ok((hash, text)) => {
                self.inputs.push(Input { name: site.name(), hash: hash.to_hex().to_string() });
                Some(self.document(site.shown.clone(), text))
            }
            Err(refusal) => {
                self.problems.push(Problem::of_file(&site.shown, refusal.message, refusal.help));
                None
            }
        }
    }

    fn keep(&mut self, shown: String, name: String, bytes: &[u8], text: String) -> Document {
        self.inputs.push(Input { name, hash: blake3::hash(bytes).to_hex().to_string() });
        self.document(shown, text)
    }

    fn document(&mut self, shown: String, text: String) -> Document {
        let document = Document::new(shown, text);
        self.sources.insert(document.name.clone(), std::sync::Arc::clone(&document.text));
        document
    }

    fn interpret(&mut self, mut document: Document, site: Option<&Site>) -> Option<Opened> {
        let content = match content(&document) {
            Ok(content) if content.format() == FORMAT => content,
            Ok(content) => {
                self.problems.push(format_problem(&document, u64::from(content.format())));
                return None;
            }
            Err(problem) => {
                self.problems.push(*problem);
                return None;
            }
        };
        let content = match (content, site) {
            (Content::World(mut world), Some(site)) => {
                let is_complete = [
                    self.fill(site, &mut document, "jurisdictions", &mut world.jurisdictions),
                    self.fill(site, &mut document, "agencies", &mut world.agencies),
                    self.fill(site, &mut document, "units", &mut world.units),
                ];
                if is_complete.contains(&false) {
                    return None;
                }
                Content::World(world)
            }
            (Content::Scenario(mut scenario), Some(site)) => {
                let is_complete = [
                    self.fill(site, &mut document, "grading", &mut scenario.grading),
                    self.fill(site, &mut document, "limits", &mut scenario.limits),
                ];
                if is_complete.contains(&false) {
                    return None;
                }
                Content::Scenario(scenario)
            }
            (content, _) => content,
        };
        Some(Opened { document, content, base: None })
    }

    /// Replaces a CSV reference by its rows.
    fn fill<T: DeserializeOwned>(&mut self, site: &Site, document: &mut Document, field: &str, rows: &mut Rows<T>) -> bool {
        let Rows::Csv(written) = rows else { return true };
        let target = match site.reference(written) {
            Ok(target) => target,
            Err(refusal) => {
                let written = written.clone();
                self.refuse::<()>(document, field, &written, refusal);
                return false;
            }
        };
        let Some(csv) = self.read(&target, true) else { return false };
        match table::read(csv) {
            Ok((list, table)) => {
                *rows = Rows::List(list);
                document.tables.insert(field.to_owned(), table);
                true
            }
            Err(problem) => {
                self.problems.push(*problem);
                false
            }
        }
    }
}

fn content(document: &Document) -> Result<Content, Box<Problem>> {
    Ok(match Kind::of(document)? {
        Kind::World => Content::World(parse(document)?),
        Kind::Structure => Content::Structure(parse(document)?),
        Kind::Incidents => Content::Incidents(parse(document)?),
        Kind::Scenario => Content::Scenario(parse(document)?),
        Kind::Laboratory => Content::Laboratory(parse(document)?),
    })
}
