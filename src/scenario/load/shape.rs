//! The shape of a RON file: from text to a typed value, and from ron's first error to a place, the offending value and a remedy.

use std::ops::Range;

use ron::error::{Error, SpannedError};
use serde::de::DeserializeOwned;
use serde_path_to_error::{Deserializer, Segment, Track};

use crate::scenario::diagnose::{Gravity, Problem};
use crate::scenario::document::{Complaint, Document};
use crate::scenario::locate::root_name;
use crate::scenario::suggest::{nearest, remedy};
use crate::scenario::territory::FORMAT;

/// The five kinds of file, named by their root type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A world.
    World,
    /// A command structure.
    Structure,
    /// A tape.
    Incidents,
    /// A scenario.
    Scenario,
    /// A laboratory scenario.
    Laboratory,
}

impl Kind {
    /// All five.
    pub const ALL: [Self; 5] = [Self::World, Self::Structure, Self::Incidents, Self::Scenario, Self::Laboratory];

    /// The root type's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::World => "World",
            Self::Structure => "Structure",
            Self::Incidents => "Incidents",
            Self::Scenario => "Scenario",
            Self::Laboratory => "Laboratory",
        }
    }

    /// The kind of a text by its first identifier.
    ///
    /// # Errors
    /// When that is none of the five.
    pub fn of(document: &Document) -> Result<Self, Box<Problem>> {
        let names = Self::ALL.map(Self::name);
        let found = root_name(&document.text);
        if let Some(kind) = Self::ALL.into_iter().find(|kind| found.as_ref().is_some_and(|found| found.0 == kind.name())) {
            return Ok(kind);
        }
        let list = "a file begins with one of `World(`, `Structure(`, `Incidents(`, `Scenario(`, `Laboratory(`";
        let (message, help, span) = match found {
            Some((name, span)) => {
                let guess = nearest(name, names).map(|name| format!("did you mean `{name}`? ")).unwrap_or_default();
                (format!("`{}` is no kind of file", excerpt(name)), format!("{guess}{list}"), span)
            }
            None => ("the file does not say what it is".to_owned(), list.to_owned(), 0..0),
        };
        Err(Box::new(document.problem_at(Gravity::Error, span, "", Complaint { value: None, message, help })))
    }
}

/// The typed value of a text.
///
/// # Errors
/// The first error of shape.
pub fn parse<T: DeserializeOwned>(document: &Document) -> Result<T, Box<Problem>> {
    let mut track = Track::new();
    let spanned = match ron::de::Deserializer::from_str(&document.text) {
        Err(error) => error,
        Ok(mut ron) => match T::deserialize(Deserializer::new(&mut ron, &mut track)) {
            Ok(value) => match ron.end() {
                Ok(()) => return Ok(value),
                Err(code) => ron.span_error(code),
            },
            Err(code) => ron.span_error(code),
        },
    };
    Err(Box::new(wrong_format(document).unwrap_or_else(|| explain(document, &path(&track.path()), &spanned))))
}

/// The format version is looked at first: a file of another version has other fields.
fn wrong_format(document: &Document) -> Option<Problem> {
    let located = document.tree().locate(&document.text, "format");
    let written = document.text.get(located.span)?;
    let version: u64 = written.parse().ok()?;
    (located.is_exact && version != u64::from(FORMAT)).then(|| format_problem(document, version))
}

/// The problem of a file with another format version.
#[must_use]
pub fn format_problem(document: &Document, version: u64) -> Problem {
    let complaint = Complaint {
        value: Some(version.to_string()),
        message: format!("format {version} is not known to this program, which reads format {FORMAT}"),
        help: format!("write `format: {FORMAT}`, or use the program version that the file was written for"),
    };
    document.problem(Gravity::Error, "format", complaint)
}

/// The path without enum variants and options.
fn path(path: &serde_path_to_error::Path) -> String {
    let mut text = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => text.push_str(&format!("[{index}]")),
            Segment::Map { key } if text.is_empty() => text.push_str(key),
            Segment::Map { key } => text.push_str(&format!(".{key}")),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    text
}

fn explain(document: &Document, path: &str, error: &SpannedError) -> Problem {
    let start = document.byte(error.span.start.line, error.span.start.col);
    let end = document.byte(error.span.end.line, error.span.end.col);
    let at_cursor = trimmed(&document.text, start..end.max(start));
    let located = document.tree().locate(&document.text, path);
    let written = document.text.get(located.span.clone()).unwrap_or_default();
    let (span, value, message, help) = match &error.code {
        Error::NoSuchStructField { expected, found, outer } => {
            let place = word_near(document, found, &at_cursor);
            let inside = outer.as_ref().map(|outer| format!(" in `{outer}`")).unwrap_or_default();
            (place, Some(found), format!("unknown field `{}`{inside}", excerpt(found)), remedy(found, expected.iter().copied()))
        }
        Error::NoSuchEnumVariant { expected, found, .. } => {
            let place = word_near(document, found, &at_cursor);
            (place, Some(found), format!("unknown variant `{}`", excerpt(found)), remedy(found, expected.iter().copied()))
        }
        Error::DuplicateStructField { field, .. } => {
            let place = word_near(document, field, &at_cursor);
            (place, None, format!("field `{field}` is written twice"), "keep one of the two".into())
        }
        Error::MissingStructField { field, outer } => {
            let place = if located.is_exact { head(&document.text, located.span) } else { located.span };
            let inside = outer.as_ref().map(|outer| format!(" of `{outer}`")).unwrap_or_default();
            (place, None, format!("field `{field}`{inside} is missing"), format!("add `{field}: …,`"))
        }
        code => match wanted(code) {
            Some(wanted) if located.is_exact && !path.is_empty() => {
                let message = format!("expected {wanted}, found `{}`", excerpt(written));
                let value = Some(written.to_owned());
                return document.problem_at(
                    Gravity::Error,
                    located.span.clone(),
                    path,
                    Complaint { value, message, help: remedy_for_type(code) },
                );
            }
            _ => return malformed(document, code, at_cursor),
        },
    };
    document.problem_at(Gravity::Error, span, path, Complaint { value: value.cloned(), message, help })
}

/// A problem of syntax. A number that ends in its middle is one of the wrong type: `2.5` where a whole number is wanted.
fn malformed(document: &Document, code: &Error, cursor: Range<usize>) -> Problem {
    let (text, tree) = (&document.text, document.tree());
    let is_at_end = text.get(cursor.end..).is_none_or(|rest| rest.trim().is_empty());
    let path = tree.path_at(text, cursor.start.saturating_sub(1));
    let around = tree.locate(text, &path).span;
    let value = text.get(around.clone()).unwrap_or_default();
    let is_number = value.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
    if is_number && around.start < cursor.start && cursor.start < around.end {
        let message = format!("expected a whole number, found `{}`", excerpt(value));
        let complaint = Complaint { value: Some(value.to_owned()), message, help: remedy_for_type(&Error::ExpectedInteger) };
        return document.problem_at(Gravity::Error, around, &path, complaint);
    }
    let is_unclosed = matches!(
        code,
        Error::ExpectedComma
            | Error::ExpectedStructLikeEnd
            | Error::ExpectedArrayEnd
            | Error::ExpectedOptionEnd
            | Error::ExpectedMapEnd
    );
    let code = if is_at_end && is_unclosed { &Error::Eof } else { code };
    let complaint = Complaint { value: None, message: plain(code), help: remedy_for_syntax(code).to_owned() };
    document.problem_at(Gravity::Error, cursor, &path, complaint)
}

/// What a wrong type should have been; nothing when the error is one of syntax.
fn wanted(code: &Error) -> Option<String> {
    Some(match code {
        Error::ExpectedBoolean => "`true` or `false`".into(),
        Error::ExpectedInteger => "a whole number".into(),
        Error::ExpectedFloat => "a number".into(),
        Error::IntegerOutOfBounds => "a whole number in its range".into(),
        Error::InvalidIntegerDigit { .. } | Error::UnderscoreAtBeginning | Error::FloatUnderscore => "a number".into(),
        Error::ExpectedString => "a text in quotation marks".into(),
        Error::ExpectedChar => "a character".into(),
        Error::ExpectedArray => "a list in `[ ]`".into(),
        Error::ExpectedMap => "a map in `{ }`".into(),
        Error::ExpectedOption => "`Some(…)` or `None`".into(),
        Error::ExpectedStructLike => "fields in `( )`".into(),
        Error::ExpectedNamedStructLike(name) => format!("`{name}(…)`"),
        Error::ExpectedDifferentStructName { expected, .. } => format!("`{expected}(…)`"),
        Error::ExpectedIdentifier => "the name of a variant".into(),
        Error::ExpectedUnit => "`()`".into(),
        Error::InvalidValueForType { expected, .. } => expected.clone(),
        Error::ExpectedDifferentLength { expected, .. } => expected.clone(),
        Error::Message(message) => message.clone(),
        _ => return None,
    })
}

fn remedy_for_type(code: &Error) -> String {
    match code {
        Error::ExpectedOption => "an optional value is written `Some(value)`, or left out".into(),
        Error::ExpectedString => "put the text in double quotation marks".into(),
        Error::ExpectedInteger | Error::IntegerOutOfBounds => {
            "write a whole number without quotation marks, sign or decimal point".into()
        }
        Error::ExpectedFloat => "write a number without quotation marks".into(),
        Error::ExpectedIdentifier => "write a bare name, such as `Report`, `Exponential(…)` or `List([…])`".into(),
        Error::ExpectedArray => "put the elements in square brackets".into(),
        _ => "see the field's description in scenarios/README.md".into(),
    }
}

fn plain(code: &Error) -> String {
    match code {
        Error::Eof => "the file ends before everything is closed".into(),
        Error::ExpectedComma => "a comma is missing before this".into(),
        Error::ExpectedArrayEnd => "expected `,` or `]` here".into(),
        Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => "expected `,` or `)` here".into(),
        Error::ExpectedMapEnd => "expected `,` or `}` here".into(),
        Error::ExpectedMapColon => "expected `:` after the name".into(),
        Error::ExpectedStringEnd => "a text is not closed by a quotation mark".into(),
        Error::UnclosedBlockComment => "a comment `/*` is not closed by `*/`".into(),
        Error::TrailingCharacters => "something follows the end of the file's value".into(),
        Error::ExceededRecursionLimit => "brackets are nested too deeply".into(),
        Error::UnexpectedChar(c) => format!("unexpected character {c:?}"),
        other => {
            let text = other.to_string();
            let mut letters = text.chars();
            letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
        }
    }
}

const fn remedy_for_syntax(code: &Error) -> &'static str {
    match code {
        Error::Eof => "look for a bracket, quotation mark or comment that is opened and never closed",
        Error::TrailingCharacters => "one file holds one value; look for a bracket closed too early",
        Error::ExceededRecursionLimit => "at most 128 levels of brackets are read",
        Error::ExpectedStringEnd => "close the text with `\"`; a quotation mark inside is written `\\\"`",
        _ => "check the brackets, commas and colons just before",
    }
}

/// The span of a word on the line of the cursor, which ron leaves before or behind it.
fn word_near(document: &Document, word: &str, cursor: &Range<usize>) -> Range<usize> {
    let text = &document.text;
    let is_here = |at: usize| text.get(at..at + word.len()) == Some(word);
    if is_here(cursor.start) {
        return cursor.start..cursor.start + word.len();
    }
    let before = text.get(..cursor.end).unwrap_or_default();
    match before.rfind(word) {
        Some(at) if before[at..].lines().count() <= 2 => at..at + word.len(),
        _ => cursor.clone(),
    }
}

fn head(text: &str, span: Range<usize>) -> Range<usize> {
    let inside = text.get(span.clone()).unwrap_or_default();
    let length = inside.find(['(', '[', '{']).map_or(inside.len(), |at| at + 1);
    span.start..span.start + length
}

fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let inside = text.get(span.clone()).unwrap_or_default();
    let start = span.start + (inside.len() - inside.trim_start().len());
    if start >= span.end {
        return span.end..(span.end + 1).min(text.len());
    }
    start..start + inside.trim().len()
}

/// A value short enough for a message.
#[must_use]
pub fn excerpt(value: &str) -> String {
    let line = value.lines().next().unwrap_or_default();
    if line.chars().count() > 60 || line.len() < value.len() {
        let start: String = line.chars().take(60).collect();
        return format!("{start}…");
    }
    line.to_owned()
}
