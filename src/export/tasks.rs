//! `tasks.csv`: the tasks of plans, times in whole milliseconds from the scenario's start.

use std::io::{self, Write};

use serde::Serialize;

use crate::export::table;
use crate::measure::milestones::Run;
use crate::measure::tasks::task_rows;

const COLUMNS: [&str; 9] = ["structure", "replication", "incident", "task", "post", "begun_ms", "done_ms", "deadline_ms", "met"];

#[derive(Serialize)]
struct Row<'a> {
    structure: &'a str,
    replication: u32,
    incident: &'a str,
    task: &'a str,
    post: &'a str,
    begun_ms: Option<i64>,
    done_ms: Option<i64>,
    deadline_ms: Option<i64>,
    met: Option<u8>,
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
pub fn write_rows(out: &mut impl Write, run: &Run<'_>) -> io::Result<()> {
    let ids: Vec<String> = run.incidents.iter().map(|record| run.header.incident_id(record)).collect();
    let rows = task_rows(run);
    let row = |row: &crate::measure::tasks::TaskRow| -> Row {
        Row {
            structure: &run.header.structure,
            replication: run.replication,
            incident: &ids[row.incident.index()],
            task: &run.header.tasks[row.task as usize].id,
            post: &run.header.post(row.post).id,
            begun_ms: row.begun.map(|time| time.ms()),
            done_ms: row.done.map(|time| time.ms()),
            deadline_ms: row.deadline.map(|time| time.ms()),
            met: row.is_met(run.header.horizon_ms).map(u8::from),
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
        let (structure, incident, task, post) = ("", "", "", "");
        let (begun_ms, done_ms, deadline_ms, met) = (None, None, None, None);
        assert_fields(Row { structure, replication: 1, incident, task, post, begun_ms, done_ms, deadline_ms, met }, &COLUMNS);
    }
}
