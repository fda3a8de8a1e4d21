//! Tables for the terminal. Widths count a Chinese character as two columns.

use std::ops::RangeBounds;

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{CellAlignment, Table};
use liandong::terms::language::{Language, Word as _};

use crate::cli::words::Phrase;

/// A table that is being filled.
#[derive(Debug)]
pub struct Sheet(Table);

impl Sheet {
    /// A table of these columns, of which some hold numbers, which stand right.
    pub fn new(columns: impl IntoIterator<Item = impl Into<String>>, numbers: impl RangeBounds<usize>) -> Self {
        let columns: Vec<String> = columns.into_iter().map(Into::into).collect();
        let count = columns.len();
        let mut table = Table::new();
        table.load_style(UTF8_FULL_CONDENSED).set_header(columns);
        for column in (0..count).filter(|column| numbers.contains(column)) {
            if let Some(column) = table.column_mut(column) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        Self(table)
    }

    /// The same with columns of words.
    pub fn of_words(columns: &[Phrase], numbers: impl RangeBounds<usize>, language: Language) -> Self {
        Self::new(columns.iter().map(|column| column.word(language)), numbers)
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl Into<String>>) {
        self.0.add_row(cells.into_iter().map(Into::into).collect::<Vec<String>>());
    }

    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The table as text under a title.
    pub fn under(&self, title: &str) -> String {
        format!("\n{title}\n{}", self.text())
    }

    /// The table as text, with a line end.
    pub fn text(&self) -> String {
        format!("{}\n", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Sheet;

    #[test]
    fn chinese_and_latin_rows_are_equally_wide() {
        let mut sheet = Sheet::new(["名称", "n"], 1..);
        sheet.row(["合肥市", "16"]);
        sheet.row(["abc", "1"]);
        let text = sheet.under("t");
        let width = |line: &str| line.chars().map(|c| if c >= '\u{2e80}' { 2 } else { 1 }).sum::<usize>();
        let widths: Vec<usize> = text.lines().skip(2).map(width).collect();
        assert!(widths.iter().all(|one| *one == widths[0]), "{text}");
        assert!(text.contains('│') && text.contains(" 16 "), "{text}");
    }
}
