//! Problems as they are found, and the checks of single values that every file needs.

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::scenario::diagnose::{Gravity, Problem};
use crate::scenario::document::{Complaint, Document};
use crate::scenario::law::LawSpec;
use crate::scenario::locate::At;
use crate::scenario::suggest::remedy;

/// The highest rate, an hour: a thousand times the calls of the largest city.
const RATE_MAX: f64 = 1_000_000.0;

/// After this many unknown names of one kind no more likenesses are sought: with thousands of names that would take long.
const SUGGESTIONS_MAX: u32 = 30;

/// The problems found in one document.
#[derive(Debug)]
pub struct Findings<'a> {
    document: &'a Document,
    /// The problems so far.
    pub problems: Vec<Problem>,
}

/// The names of one kind of thing, with their positions.
#[derive(Clone, Debug)]
pub struct Names<'a> {
    noun: &'static str,
    positions: BTreeMap<&'a str, usize>,
    unknown: std::cell::Cell<u32>,
}

impl<'a> Names<'a> {
    /// The names of things called `noun`.
    pub fn new(noun: &'static str, names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut positions = BTreeMap::new();
        for (position, name) in names.into_iter().enumerate() {
            positions.entry(name).or_insert(position);
        }
        Self { noun, positions, unknown: std::cell::Cell::new(0) }
    }

    /// The position of a name.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.positions.get(name).copied()
    }

    /// The position of a name; an unknown one becomes a problem.
    pub fn known(&self, name: &str, at: At<'_>, findings: &mut Findings<'_>) -> Option<usize> {
        let position = self.position(name);
        if position.is_none() {
            findings.error(at, Some(name), format!("unknown {} `{name}`", self.noun), self.remedy(name));
        }
        position
    }

    /// The remedy for an unknown name.
    #[must_use]
    pub fn remedy(&self, name: &str) -> String {
        self.unknown.set(self.unknown.get() + 1);
        if self.positions.is_empty() {
            return format!("there is no {} at all", self.noun);
        }
        let text =
            if self.unknown.get() > SUGGESTIONS_MAX { String::new() } else { remedy(name, self.positions.keys().copied()) };
        if text.is_empty() { format!("name one of the {} known of this kind", self.positions.len()) } else { text }
    }
}

impl<'a> Findings<'a> {
    /// No problems in a document so far.
    #[must_use]
    pub const fn new(document: &'a Document) -> Self {
        Self { document, problems: Vec::new() }
    }

    /// Notes an error.
    pub fn error(&mut self, at: At<'_>, value: Option<&str>, message: impl Into<String>, help: impl Into<String>) {
        self.note(Gravity::Error, at, value, message.into(), help.into());
    }

    /// Notes a warning.
    pub fn warning(&mut self, at: At<'_>, value: Option<&str>, message: impl Into<String>, help: impl Into<String>) {
        self.note(Gravity::Warning, at, value, message.into(), help.into());
    }

    /// Forgets warnings about tables that do not stand in the document: they are given where the table stands.
    pub fn forget_inherited(&mut self) {
        let text = &self.document.text;
        let stands_here = |path: &str| {
            let head = path.split(['.', '[']).next().unwrap_or_default();
            head.is_empty() || text.contains(&format!("{head}:"))
        };
        self.problems.retain(|problem| problem.gravity == Gravity::Error || stands_here(&problem.path));
    }

    fn note(&mut self, gravity: Gravity, at: At<'_>, value: Option<&str>, message: String, help: String) {
        let complaint = Complaint { value: value.map(str::to_owned), message, help };
        self.problems.push(self.document.problem(gravity, &at.to_string(), complaint));
    }

    /// Notes a value out of its range.
    pub fn range(&mut self, at: At<'_>, value: impl Display, must_be: &str) {
        let name = match at {
            At::Field(_, name) => name,
            At::Item(At::Field(_, name), _) => name,
            _ => "value",
        };
        let value = value.to_string();
        self.error(at, Some(&value), format!("`{name}` is {value}, it must be {must_be}"), format!("write a value {must_be}"));
    }

    /// A finite number above 0.
    pub fn positive(&mut self, at: At<'_>, value: f64) {
        if !(value.is_finite() && value > 0.0) {
            self.range(at, value, "above 0 and finite");
        }
    }

    /// A finite number, 0 or more.
    pub fn not_negative(&mut self, at: At<'_>, value: f64) {
        if !(value.is_finite() && value >= 0.0) {
            self.range(at, value, "0 or more and finite");
        }
    }

    /// A number of happenings in an hour, 0 or more and not so many that no machine gets through them.
    pub fn rate(&mut self, at: At<'_>, value: f64) {
        if !(0.0..=RATE_MAX).contains(&value) {
            self.range(at, value, "0 or more and at most 1000000");
        }
    }

    /// A number from 0 to 1.
    pub fn probability(&mut self, at: At<'_>, value: f64) {
        if !(0.0..=1.0).contains(&value) {
            self.range(at, value, "between 0 and 1");
        }
    }

    /// A whole number, 1 or more.
    pub fn at_least_one(&mut self, at: At<'_>, value: u32) {
        if value == 0 {
            self.range(at, value, "1 or more");
        }
    }

    /// A law of duration.
    pub fn law(&mut self, at: At<'_>, law: &LawSpec) {
        match law {
            LawSpec::Mixture(branches) if !branches.is_empty() => {
                for (i, branch) in branches.iter().enumerate() {
                    let at = at.item(i);
                    self.not_negative(at.field("weight"), branch.weight);
                    self.law(at.field("law"), &branch.law);
                }
                if !branches.iter().any(|branch| branch.weight > 0.0) {
                    self.error(at, None, "all weights are 0", "give at least one branch a weight above 0");
                }
            }
            LawSpec::Empirical(points) if !points.is_empty() => {
                for (i, point) in points.iter().enumerate() {
                    let at = at.item(i);
                    self.not_negative(at.field("min"), point.min);
                    self.not_negative(at.field("weight"), point.weight);
                }
                if !points.iter().any(|point| point.weight > 0.0) {
                    self.error(at, None, "all weights are 0", "give at least one value a weight above 0");
                }
            }
            LawSpec::Mixture(_) | LawSpec::Empirical(_) => {
                self.error(at, None, "the law has no branch", "write at least one branch with a weight above 0");
            }
            single => {
                if let Err(error) = single.law() {
                    self.range(at.field(error.parameter), error.value, error.must_be);
                }
            }
        }
    }

    /// Ids that may not be blank and each stand once.
    pub fn unique<'b>(&mut self, at: At<'_>, noun: &str, ids: impl Iterator<Item = &'b str>) {
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        for (i, id) in ids.enumerate() {
            let here = at.item(i);
            if id.trim().is_empty() {
                self.error(here.field("id"), Some(id), format!("the id of this {noun} is blank"), "give it an id");
            } else if let Some(before) = first.get(id) {
                let place = at.item(*before).field("id").to_string();
                let line = self.document.problem(Gravity::Error, &place, Complaint::default()).line;
                self.error(
                    here.field("id"),
                    Some(id),
                    format!("{noun} `{id}` stands twice"),
                    format!("the first one is `{place}`, line {line}; give one of them another id"),
                );
            } else {
                first.insert(id, i);
            }
        }
    }

    /// The id of a whole file.
    pub fn id(&mut self, at: At<'_>, id: &str) {
        if id.trim().is_empty() {
            self.error(at, Some(id), "the id is blank", "give the file an id");
        } else if let Some(odd) = id.chars().find(|c| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))) {
            // Files of the results are named after it.
            let message = format!("the id `{}` contains {odd:?}", id.escape_debug());
            self.error(at, Some(id), message, "write it with letters, digits, `_`, `-` and `.` only");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Findings, Names};
    use crate::scenario::document::Document;
    use crate::scenario::law::{Branch, LawSpec};
    use crate::scenario::locate::At;

    #[test]
    fn values_out_of_range_are_placed_and_named() {
        let document = Document::new("a.ron", "A(\n  law: Mixture([(weight: 1, law: Exponential(mean_min: -2))]),\n  p: 1.5)");
        let mut findings = Findings::new(&document);
        let inner = LawSpec::Exponential { mean_min: -2.0 };
        findings.law(At::Root.field("law"), &LawSpec::Mixture(vec![Branch { weight: 1.0, law: inner }]));
        findings.probability(At::Root.field("p"), 1.5);
        findings.probability(At::Root.field("p"), f64::NAN);
        let places: Vec<_> = findings.problems.iter().map(|p| (p.line, p.column, p.path.as_str(), p.value.as_deref())).collect();
        assert_eq!(places[0], (2, 56, "law[0].law.mean_min", Some("-2")));
        assert_eq!(places[1], (3, 6, "p", Some("1.5")));
        assert_eq!(places.len(), 3);
    }

    #[test]
    fn names_once_and_known() {
        let document = Document::new("a.ron", "A(x: [(id: \"b\"),\n (id: \"b\"), (id: \"\")])");
        let mut findings = Findings::new(&document);
        findings.unique(At::Root.field("x"), "line", ["b", "b", ""].into_iter());
        assert_eq!(findings.problems.len(), 2);
        assert!(findings.problems[0].help.contains("`x[0].id`, line 1"), "{:?}", findings.problems[0]);
        let names = Names::new("line", ["fire", "military"]);
        assert_eq!(names.known("millitary", At::Root, &mut findings), None);
        assert!(findings.problems[2].help.starts_with("did you mean `military`?"));
    }
}
