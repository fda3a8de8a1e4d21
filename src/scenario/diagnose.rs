//! What a problem in a file is, and how it is shown: with its place, the text around it and a remedy. Nothing here prints.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, NamedSource, Report, Severity};
use serde::Serialize;

/// Problems beyond this number are shown on one line each.
const SHOWN_IN_FULL: usize = 40;

/// How grave a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Gravity {
    /// The files cannot be run.
    Error,
    /// They can be run, and something will probably not be as meant.
    Warning,
}

/// A problem in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// How grave it is.
    #[serde(rename = "severity")]
    pub gravity: Gravity,
    /// The file, as people know it.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Path inside the file, such as `units[3].agency`; empty for the file as a whole.
    pub path: String,
    /// The offending value, which the message repeats.
    #[serde(skip)]
    pub value: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do; may be empty.
    pub help: String,
    /// Bytes of the place in the text.
    #[serde(skip)]
    pub span: Range<usize>,
}

impl Problem {
    /// An error about a file as a whole, one that could not be read for instance.
    #[must_use]
    pub fn of_file(file: impl Into<String>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            gravity: Gravity::Error,
            file: file.into(),
            line: 1,
            column: 1,
            path: String::new(),
            value: None,
            message: message.into(),
            help: help.into(),
            span: 0..0,
        }
    }

    /// The problem on one line: `file:line:column: error: message (help)`.
    #[must_use]
    pub fn one_line(&self) -> String {
        let kind = if self.gravity == Gravity::Error { "error" } else { "warning" };
        let mut text = format!("{}:{}:{}: {kind}: {}", self.file, self.line, self.column, self.message);
        if !self.help.is_empty() {
            let _ = write!(text, " ({})", self.help);
        }
        text
    }
}

/// The texts of the files that were read, by the name under which problems know them.
#[derive(Clone, Debug, Default)]
pub struct Sources(BTreeMap<String, Arc<str>>);

impl Sources {
    /// Keeps a text.
    pub fn insert(&mut self, file: impl Into<String>, text: Arc<str>) {
        self.0.insert(file.into(), text);
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, file: &str) -> Option<&Arc<str>> {
        self.0.get(file)
    }
}

/// Why files could not be loaded: every problem found, with the texts to show them in.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The problems, warnings among them.
    pub problems: Vec<Problem>,
    /// The texts.
    pub sources: Sources,
}

/// Whether any of the problems is an error.
#[must_use]
pub fn has_errors(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| problem.gravity == Gravity::Error)
}

/// Each problem once, by file in the order of first appearance, then by place.
#[must_use]
pub fn in_order(problems: Vec<Problem>) -> Vec<Problem> {
    let mut files: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut kept: Vec<(usize, Problem)> = Vec::new();
    for problem in problems {
        let file = files.iter().position(|file| *file == problem.file).unwrap_or_else(|| {
            files.push(problem.file.clone());
            files.len() - 1
        });
        if seen.insert((file, problem.span.start, problem.path.clone(), problem.message.clone())) {
            kept.push((file, problem));
        }
    }
    kept.sort_by_key(|(file, problem)| (*file, problem.line, problem.column));
    kept.into_iter().map(|(_, problem)| problem).collect()
}

/// Problems as people read them, each with the text around it; beyond forty, one line each.
#[must_use]
pub fn render(problems: &[Problem], sources: &Sources, color: bool) -> String {
    let theme = if color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(100).with_context_lines(1).with_links(false);
    let mut text = String::new();
    for problem in problems.iter().take(SHOWN_IN_FULL) {
        if handler.render_report(&mut text, report(problem, sources).as_ref()).is_err() {
            text.push_str(&problem.one_line());
        }
        text.push('\n');
    }
    for problem in problems.iter().skip(SHOWN_IN_FULL) {
        text.push_str(&problem.one_line());
        text.push('\n');
    }
    text
}

fn report(problem: &Problem, sources: &Sources) -> Report {
    let severity = if problem.gravity == Gravity::Error { Severity::Error } else { Severity::Warning };
    let mut diagnostic = MietteDiagnostic::new(&problem.message).with_severity(severity);
    if !problem.help.is_empty() {
        diagnostic = diagnostic.with_help(&problem.help);
    }
    let Some(source) = sources.text(&problem.file) else {
        diagnostic.message = format!("{}: {}", problem.file, problem.message);
        return Report::new(diagnostic);
    };
    let label = if problem.path.is_empty() { "here" } else { &problem.path };
    let span = clip(source, &problem.span);
    diagnostic = diagnostic.with_label(LabeledSpan::at(span, label));
    Report::new(diagnostic).with_source_code(NamedSource::new(&problem.file, Arc::clone(source)))
}

/// The first line of a span: a label over a whole table would drown the rest.
fn clip(source: &str, span: &Range<usize>) -> Range<usize> {
    let inside = source.get(span.clone()).unwrap_or_default();
    let line = inside.lines().next().unwrap_or_default();
    let start = span.start.min(source.len());
    start..start + line.len()
}

#[cfg(test)]
mod tests {
    use super::{Gravity, Problem, Sources, render};

    fn problem() -> (Problem, Sources) {
        let text = "World(\n  名: \"省\",\n)\n";
        let mut sources = Sources::default();
        sources.insert("w.ron", text.into());
        let mut problem = Problem::of_file("w.ron", "unknown field `名`", "did you mean `name`?");
        (problem.line, problem.column, problem.path, problem.span) = (2, 3, "名".into(), 9..12);
        (problem, sources)
    }

    #[test]
    fn a_problem_is_shown_with_its_line_and_remedy() {
        let (problem, sources) = problem();
        let text = render(std::slice::from_ref(&problem), &sources, false);
        assert!(text.contains("unknown field `名`") && text.contains("did you mean `name`?"), "{text}");
        assert!(text.contains("w.ron:2:3") && text.contains("名: \"省\""), "{text}");
        assert!(!text.contains('\u{1b}'), "no colour was asked for");
        assert!(render(&[problem], &sources, true).contains('\u{1b}'));
    }

    #[test]
    fn a_problem_becomes_json_with_the_promised_keys() {
        let mut problem = problem().0;
        problem.gravity = Gravity::Warning;
        let json = serde_json::to_string(&problem).unwrap();
        assert_eq!(
            json,
            r#"{"severity":"warning","file":"w.ron","line":2,"column":3,"path":"名","message":"unknown field `名`","help":"did you mean `name`?"}"#
        );
    }

    #[test]
    fn many_problems_are_one_line_each_at_the_end() {
        let (problem, sources) = problem();
        let text = render(&vec![problem; 50], &sources, false);
        assert_eq!(text.matches("w.ron:2:3: error: unknown field").count(), 10);
    }
}
