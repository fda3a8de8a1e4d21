//! Problems as they are found, and the checks of single values that every file needs.

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::engine::distribution::MINUTES_MAX;
use crate::scenario::diagnose::{Gravity, Problem};
use crate::scenario::document::{Complaint, Document};
use crate::scenario::law::LawSpec;
use crate::scenario::locate::At;
use crate::scenario::suggest::remedy;

/// The highest rate, an hour: a thousand times the calls of the largest city.
const RATE_MAX: f64 = 1_000_000.0;

/// The lowest rate that is not none, an hour: once in a hundred thousand years.
const RATE_MIN: f64 = 1e-9;

/// The shortest time after which something comes again, in the unit in which it is written: less would be rounded to no time.
const PERIOD_MIN: f64 = 0.001;

/// The slowest pace of work: a thousandth of the usual one.
const FLOOR_MIN: f64 = 0.001;

/// The most officers that one row puts at a desk.
pub const OFFICERS_MAX: u32 = 10_000;

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

/// The table in which a problem is.
fn table(problem: &Problem) -> &str {
    problem.path.split(['.', '[']).next().unwrap_or_default()
}

fn is_same(a: &Problem, b: &Problem) -> bool {
    (&a.path, &a.message) == (&b.path, &b.message)
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

    /// Whether a problem of another document was found here as well, in a table that does not stand here.
    #[must_use]
    pub fn inherits(&self, problem: &Problem) -> bool {
        !self.document.states(table(problem)) && self.problems.iter().any(|own| is_same(own, problem))
    }

    /// Forgets warnings about tables that do not stand in the document, and errors in them that were told where the table stands.
    pub fn forget_inherited(&mut self, told: &[Problem]) {
        let document = self.document;
        let is_new = |own: &Problem| own.gravity == Gravity::Error && !told.iter().any(|other| is_same(own, other));
        self.problems.retain(|own| table(own).is_empty() || document.states(table(own)) || is_new(own));
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

    /// A number of happenings in an hour: none, or not so many that no machine gets through them.
    pub fn rate(&mut self, at: At<'_>, value: f64) {
        if value != 0.0 && !(RATE_MIN..=RATE_MAX).contains(&value) {
            self.range(at, value, "0 or more (0.000000001 at the least if any) and at most 1000000");
        }
    }

    /// A number of happenings in an hour that cannot be none.
    pub fn positive_rate(&mut self, at: At<'_>, value: f64) {
        if !(RATE_MIN..=RATE_MAX).contains(&value) {
            self.range(at, value, "above 0 (0.000000001 at the least) and at most 1000000");
        }
    }

    /// A time after which something comes, ends or comes again: not so short that it is rounded to none.
    pub fn period(&mut self, at: At<'_>, value: f64) {
        if !(PERIOD_MIN..=MINUTES_MAX).contains(&value) {
            self.range(at, value, "above 0 (0.001 at the least) and at most 1000000000");
        }
    }

    /// A law of times that follow each other: on average they may not be rounded to none.
    pub fn no_instant(&mut self, at: At<'_>, law: &LawSpec, message: &str) {
        if law.law().is_ok_and(|law| law.mean_minutes() < PERIOD_MIN) {
            self.error(at, None, message, "use a law with a mean above 0: 0.001 min or more");
        }
    }

    /// The slowest pace of an overloaded desk or scene, as a share of the usual one.
    pub fn floor(&mut self, at: At<'_>, value: f64) {
        if !(FLOOR_MIN..=1.0).contains(&value) {
            self.range(at, value, "above 0 (0.001 at the least) and at most 1");
        }
    }

    /// A number of officers at a desk.
    pub fn officers(&mut self, at: At<'_>, value: u32) {
        if !(1..=OFFICERS_MAX).contains(&value) {
            self.range(at, value, "1 or more and at most 10000");
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
                    self.law(at.item(i).field("law"), &branch.law);
                }
                self.weights(at, branches.iter().map(|branch| branch.weight));
            }
            LawSpec::Empirical(points) if !points.is_empty() => {
                for (i, point) in points.iter().enumerate() {
                    if !(0.0..=MINUTES_MAX).contains(&point.min) {
                        self.range(at.item(i).field("min"), point.min, "0 or more and at most 1000000000");
                    }
                }
                self.weights(at, points.iter().map(|point| point.weight));
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

    /// Weights of the rows of a list, of which one at least is above 0.
    pub fn weights(&mut self, list: At<'_>, weights: impl Iterator<Item = f64> + Clone) {
        for (i, weight) in weights.clone().enumerate() {
            self.not_negative(list.item(i).field("weight"), weight);
        }
        let total: f64 = weights.sum();
        if !total.is_finite() || total <= 0.0 {
            self.error(list, None, "the weights are all 0, or have no finite sum", "give at least one a weight above 0");
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

    /// A list that is for all when it is left out: written, it names somebody.
    pub fn given<T>(&mut self, at: At<'_>, list: Option<&Vec<T>>) {
        if list.is_some_and(Vec::is_empty) {
            self.error(at, Some("[]"), "the list is empty, so that the row is for nothing", "leave it out for all, or name one");
        }
    }

    /// Rows that each stand once, by what makes them different.
    pub fn once<K: Ord>(&mut self, list: At<'_>, keys: impl Iterator<Item = K>, noun: &str) {
        let mut first: BTreeMap<K, usize> = BTreeMap::new();
        for (i, key) in keys.enumerate() {
            if let Some(before) = first.get(&key) {
                let message = format!("the same as row {before} of `{list}`: two rows for one {noun}");
                self.error(list.item(i), None, message, "keep one of the two");
            } else {
                first.insert(key, i);
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
