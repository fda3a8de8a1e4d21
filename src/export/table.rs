//! What all CSV tables share: UTF-8, comma, one header line, `.` as decimal point, and a byte-order mark on request.

use std::io::{self, Write};

use serde::Serialize;

/// The byte-order mark that some spreadsheets want in front of UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Writes the header line.
pub fn write_columns(out: &mut impl Write, columns: &[&str], with_bom: bool) -> io::Result<()> {
    if with_bom {
        out.write_all(BYTE_ORDER_MARK.as_bytes())?;
    }
    let mut table = csv::Writer::from_writer(out);
    table.write_record(columns)?;
    table.flush()
}

/// Writes rows whose fields stand in the order of the columns. An absent value is an empty field.
pub fn write_rows(out: &mut impl Write, rows: impl Iterator<Item = impl Serialize>) -> io::Result<()> {
    let mut table = csv::WriterBuilder::new().has_headers(false).from_writer(out);
    for row in rows {
        table.serialize(row)?;
    }
    table.flush()
}

/// Asserts that the fields of a row bear the names of the columns, in their order.
#[cfg(test)]
pub fn assert_fields(row: impl Serialize, columns: &[&str]) {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.serialize(row).unwrap();
    let text = String::from_utf8(table.into_inner().unwrap()).unwrap();
    assert_eq!(text.lines().next().unwrap(), columns.join(","));
}
