//! `compliance.csv`: which post kept which limit for its reports, replication by replication.

use std::io::{self, Write};

use serde::Serialize;

use crate::export::table;
use crate::journal::header::Header;
use crate::measure::compliance::ComplianceRow;

const COLUMNS: [&str; 13] = [
    "structure",
    "replication",
    "post",
    "echelon",
    "line",
    "limit",
    "due",
    "met",
    "overdue",
    "lapsed",
    "late",
    "mean_lateness_min",
    "worst_lateness_min",
];

#[derive(Serialize)]
struct Row<'a> {
    structure: &'a str,
    replication: u32,
    post: &'a str,
    echelon: &'a str,
    line: &'a str,
    limit: &'a str,
    due: u32,
    met: u32,
    overdue: u32,
    lapsed: u32,
    late: u32,
    mean_lateness_min: Option<f64>,
    worst_lateness_min: Option<f64>,
}

/// Writes the header line, behind a byte-order mark if wanted.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn write_header(out: &mut impl Write, with_bom: bool) -> io::Result<()> {
    table::write_columns(out, &COLUMNS, with_bom)
}

/// Writes the rows of one replication under one structure.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn write_rows(out: &mut impl Write, header: &Header, replication: u32, rows: &[ComplianceRow]) -> io::Result<()> {
    let row = |row: &ComplianceRow| -> Row {
        let post = header.post(row.post);
        Row {
            structure: &header.structure,
            replication,
            post: &post.id,
            echelon: &header.echelon(post.echelon).id,
            line: &post.line,
            limit: &header.deadlines[row.limit as usize].id,
            due: row.due(),
            met: row.met,
            overdue: row.overdue,
            lapsed: row.lapsed(),
            late: row.late,
            mean_lateness_min: row.mean_lateness_min(),
            worst_lateness_min: (row.late > 0).then(|| row.worst.minutes()),
        }
    };
    table::write_rows(out, rows.iter().map(row))
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, Row};
    use crate::export::table::assert_fields;

    #[test]
    fn fields_bear_the_names_of_the_columns() {
        let row = Row {
            structure: "",
            replication: 1,
            post: "",
            echelon: "",
            line: "",
            limit: "",
            due: 0,
            met: 0,
            overdue: 0,
            lapsed: 0,
            late: 0,
            mean_lateness_min: None,
            worst_lateness_min: None,
        };
        assert_fields(row, &COLUMNS);
    }
}
