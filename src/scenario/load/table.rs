//! Rows from a CSV file: the header names the fields, empty cells are absent values, and every row knows its line.

use csv::{ErrorKind, ReaderBuilder, StringRecord, Trim};
use serde::de::{DeserializeOwned, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};

use crate::scenario::diagnose::{Gravity, Problem};
use crate::scenario::document::{Complaint, Document, Table};
use crate::scenario::suggest::remedy;

/// The rows of a CSV document, with the places of its rows.
///
/// # Errors
/// The first error of shape.
pub fn read<T: DeserializeOwned>(document: Document) -> Result<(Vec<T>, Table), Box<Problem>> {
    let text = std::sync::Arc::clone(&document.text);
    let mut reader = ReaderBuilder::new().trim(Trim::All).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| Box::new(broken(&document, &error)))?.clone();
    let columns: Vec<String> = header.iter().map(str::to_owned).collect();
    let mut table = Table { document, columns, rows: Vec::new() };
    check_header::<T>(&table)?;
    let mut rows = Vec::new();
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).map_err(|error| Box::new(broken(&table.document, &error)))? {
        let byte = record.position().map_or(0, csv::Position::byte);
        table.rows.push(usize::try_from(byte).unwrap_or(0));
        let filled: Vec<usize> = (0..record.len()).filter(|column| !record[*column].is_empty()).collect();
        let names: StringRecord = filled.iter().map(|column| &header[*column]).collect();
        let cells: StringRecord = filled.iter().map(|column| &record[*column]).collect();
        rows.push(cells.deserialize(Some(&names)).map_err(|error| Box::new(wrong_cell(&table, &error, &filled, &record)))?);
    }
    Ok((rows, table))
}

fn check_header<T: DeserializeOwned>(table: &Table) -> Result<(), Box<Problem>> {
    let fields = fields_of::<T>();
    for (position, column) in table.columns.iter().enumerate() {
        let (message, help) = if !fields.contains(&column.as_str()) {
            (format!("unknown column `{column}`"), remedy(column, fields.iter().copied()))
        } else if table.columns[..position].contains(column) {
            (format!("column `{column}` stands twice"), "keep one of the two".to_owned())
        } else {
            continue;
        };
        let span = crate::scenario::document::cell(&table.document.text, 0, position);
        let complaint = Complaint { value: Some(column.clone()), message, help };
        return Err(Box::new(table.document.problem_at(Gravity::Error, span, column, complaint)));
    }
    Ok(())
}

fn wrong_cell(table: &Table, error: &csv::Error, filled: &[usize], record: &StringRecord) -> Problem {
    let row = table.rows.len() - 1;
    let ErrorKind::Deserialize { err, .. } = error.kind() else { return broken(&table.document, error) };
    let column = err.field().and_then(|field| filled.get(usize::try_from(field).ok()?)).copied();
    let reason = err.kind().to_string();
    let name = column.map(|column| table.columns[column].as_str());
    let (value, message, help) = match column {
        Some(column) if !reason.starts_with("missing field") => {
            let value = record[column].to_owned();
            let message = format!("`{value}` does not fit column `{}`: {reason}", table.columns[column]);
            (Some(value), message, "correct the cell".to_owned())
        }
        _ => (None, format!("row {}: {reason}", row + 1), "fill the cell, or add the column".to_owned()),
    };
    let path = name.map_or(format!("[{row}]"), |name| format!("[{row}].{name}"));
    let place = table.cell(row, name.filter(|_| value.is_some()));
    table.document.problem_at(Gravity::Error, place, &path, Complaint { value, message, help })
}

/// A row with too few or too many cells, or no table at all.
fn broken(document: &Document, error: &csv::Error) -> Problem {
    let byte = error.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(0);
    let (message, help) = match error.kind() {
        ErrorKind::UnequalLengths { expected_len, len, .. } => (
            format!("the row has {len} cells, the header has {expected_len}"),
            "give every row one cell for each column; put a text with commas in quotation marks",
        ),
        _ => (error.to_string(), "check the quotation marks"),
    };
    let span = crate::scenario::document::cell(&document.text, byte, 0);
    document.problem_at(Gravity::Error, span, "", Complaint { value: None, message, help: help.into() })
}

/// The names of the fields of a struct, as serde knows them.
#[must_use]
pub fn fields_of<T: DeserializeOwned>() -> &'static [&'static str] {
    let mut fields: &'static [&'static str] = &[];
    let _ = T::deserialize(FieldNames { fields: &mut fields });
    fields
}

struct FieldNames<'a> {
    fields: &'a mut &'static [&'static str],
}

impl<'de> Deserializer<'de> for FieldNames<'_> {
    type Error = serde::de::value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(serde::de::Error::custom("only the names of the fields are asked for"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        *self.fields = fields;
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::{fields_of, read};
    use crate::scenario::document::Document;
    use crate::scenario::forces::UnitSpec;

    #[test]
    fn fields_are_known_by_their_written_names() {
        assert_eq!(fields_of::<UnitSpec>()[..3], ["id", "type", "agency"]);
    }

    #[test]
    fn empty_cells_are_absent_and_rows_know_their_place() {
        let text = "id,type,agency,base,count,lon\r\ne1,engine,a,340102,,\r\n\r\n\"e,2\",engine,a,340103,3,117.5\r\n";
        let (rows, table) = read::<UnitSpec>(Document::new("u.csv", text)).unwrap();
        assert_eq!((rows[0].count, rows[1].count, rows[1].lon), (1, 3, Some(117.5)));
        assert_eq!(table.document.line_and_column(table.cell(1, Some("base")).start), (4, 16));
    }

    #[test]
    fn wrong_tables_are_placed() {
        let problem = |text: &str| read::<UnitSpec>(Document::new("u.csv", text)).err().unwrap();
        let column = problem("id,typ,agency,base\n");
        assert_eq!((column.line, column.column, column.help.contains("did you mean `type`?")), (1, 4, true));
        let cell = problem("id,type,agency,base,count\ne,t,a,b,1\ne,t,a,b,many\n");
        assert_eq!((cell.line, cell.column, cell.value.as_deref()), (3, 9, Some("many")));
        assert_eq!(problem("id,type,agency,base\ne,t,a\n").line, 2);
        assert!(problem("id,type,agency,base\ne,,a,b\n").message.contains("missing field `type`"));
        assert!(problem("id,id,type,agency,base\n").message.contains("stands twice"));
    }
}
