//! A file's text and where things stand in it: the bridge from a path to a line and a column, into CSV tables too.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::scenario::diagnose::{Gravity, Problem};
use crate::scenario::locate::{Step, Tree, steps};

/// A text file by name.
#[derive(Clone, Debug)]
pub struct Document {
    /// The name under which problems know the file.
    pub name: String,
    /// The text.
    pub text: Arc<str>,
    /// The CSV tables that it refers to, by field.
    pub tables: BTreeMap<String, Table>,
    tree: OnceCell<Tree>,
    lines: OnceCell<Vec<usize>>,
}

/// A CSV table: its own document, its columns, and the byte at which each row begins.
#[derive(Clone, Debug)]
pub struct Table {
    /// The CSV file.
    pub document: Document,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// First byte of each row, the header left out.
    pub rows: Vec<usize>,
}

/// What is wrong at some place, before the place is known.
#[derive(Clone, Debug, Default)]
pub struct Complaint {
    /// The offending value.
    pub value: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Document {
    /// A document.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        let (name, text) = (name.into(), text.into());
        Self { name, text, tables: BTreeMap::new(), tree: OnceCell::new(), lines: OnceCell::new() }
    }

    /// The tree of the text.
    pub fn tree(&self) -> &Tree {
        self.tree.get_or_init(|| Tree::new(&self.text))
    }

    /// A problem at a path.
    #[must_use]
    pub fn problem(&self, gravity: Gravity, path: &str, complaint: Complaint) -> Problem {
        if let Some((table, row, column)) = self.table_row(path) {
            let span = table.cell(row, column);
            return table.document.problem_at(gravity, span, path, complaint);
        }
        let located = self.tree().locate(&self.text, path);
        self.problem_at(gravity, located.span, path, complaint)
    }

    /// Whether something stands in the text at a path.
    #[must_use]
    pub fn states(&self, path: &str) -> bool {
        self.tree().locate(&self.text, path).is_exact
    }

    /// A problem at a span of bytes.
    #[must_use]
    pub fn problem_at(&self, gravity: Gravity, span: Range<usize>, path: &str, complaint: Complaint) -> Problem {
        let (line, column) = self.line_and_column(span.start);
        Problem {
            gravity,
            file: self.name.clone(),
            line,
            column,
            path: path.to_owned(),
            value: complaint.value,
            message: complaint.message,
            help: complaint.help,
            span,
        }
    }

    /// Line and column in characters, both from 1, of a byte.
    #[must_use]
    pub fn line_and_column(&self, byte: usize) -> (u32, u32) {
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start <= byte).max(1) - 1;
        let before = self.text.get(starts[line]..byte).unwrap_or_default();
        (small(line + 1), small(before.chars().count() + 1))
    }

    /// The byte at a line and a column in characters, both from 1.
    #[must_use]
    pub fn byte(&self, line: usize, column: usize) -> usize {
        let Some(start) = self.line_starts().get(line.saturating_sub(1)) else { return self.text.len() };
        let rest = &self.text[*start..];
        start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
    }

    fn line_starts(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            std::iter::once(0).chain(self.text.bytes().enumerate().filter(|b| b.1 == b'\n').map(|b| b.0 + 1)).collect()
        })
    }

    fn table_row<'a>(&self, path: &'a str) -> Option<(&Table, usize, Option<&'a str>)> {
        if self.tables.is_empty() {
            return None;
        }
        let steps = steps(path);
        let [Step::Field(field), Step::Item(row), rest @ ..] = steps.as_slice() else { return None };
        let column = rest.iter().find_map(|step| match step {
            Step::Field(name) => Some(*name),
            Step::Item(_) => None,
        });
        Some((self.tables.get(*field)?, *row, column))
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl Table {
    /// The bytes of a cell; of the first cell of the row when the column is not there.
    #[must_use]
    pub fn cell(&self, row: usize, column: Option<&str>) -> Range<usize> {
        let start = self.rows.get(row).copied().unwrap_or(0);
        let wanted = column.and_then(|name| self.columns.iter().position(|column| column == name)).unwrap_or(0);
        cell(&self.document.text, start, wanted)
    }
}

/// The bytes of cell `wanted` of the CSV row that begins at or after `start`.
#[must_use]
pub fn cell(text: &str, start: usize, wanted: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let mut at = start.min(bytes.len());
    while at < bytes.len() && matches!(bytes[at], b'\n' | b'\r') {
        at += 1;
    }
    for _ in 0..wanted {
        let end = cell_end(bytes, at);
        if bytes.get(end) != Some(&b',') {
            return at..end;
        }
        at = end + 1;
    }
    at..cell_end(bytes, at)
}

fn cell_end(bytes: &[u8], mut at: usize) -> usize {
    let mut is_quoted = false;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => is_quoted = !is_quoted,
            b',' | b'\n' | b'\r' if !is_quoted => return at,
            _ => {}
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{Document, cell};

    #[test]
    fn columns_count_characters() {
        let document = Document::new("a", "省:\n 市区 (1)\n");
        let byte = document.text.find('(').unwrap();
        assert_eq!(document.line_and_column(byte), (2, 5));
        assert_eq!(document.byte(2, 5), byte);
        assert_eq!(document.byte(9, 9), document.text.len());
    }

    #[test]
    fn cells_may_be_quoted() {
        let text = "a,b\r\n1,\"x, \"\"y\"\"\",3\r\n";
        assert_eq!(&text[cell(text, 3, 1)], "\"x, \"\"y\"\"\"");
        assert_eq!(&text[cell(text, 3, 2)], "3");
        assert_eq!(&text[cell(text, 3, 9)], "3");
    }
}
