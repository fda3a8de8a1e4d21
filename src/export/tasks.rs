//! `tasks.csv`: the tasks of plans, times in whole milliseconds from the scenario's start.

use std::io::{self, Write};

use serde::Serialize;

use crate::export::table;
use crate::measure::milestones::Run;
use crate::measure::tasks::task_rows;

const COLUMNS: [&str; 10] =
    ["structure", "replication", "incident", "task", "post", "begun_ms", "done_ms", "deadline_ms", "met", "plan_of"];

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
    plan_of: &'a str,
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
            plan_of: &run.header.post(row.of).id,
        }
    };
    table::write_rows(out, rows.iter().map(row))
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, write_header, write_rows};
    use crate::engine::time::Span;
    use crate::journal::header::TaskName;
    use crate::journal::milestone::Milestone;
    use crate::measure::fixture::{CITY, COUNTY, Story, header, incident, run};

    #[test]
    fn two_plans_with_the_same_task_are_told_apart() {
        let mut header = header();
        header.tasks.push(TaskName { id: "muster".to_owned(), deadline: Some(Span::from_minutes(10.0)) });
        let mut story = Story::new(0.0);
        for of in [CITY, COUNTY] {
            story.post(1.0, COUNTY, Milestone::TaskGiven { task: 0, of });
        }
        story.post(5.0, COUNTY, Milestone::TaskDone { task: 0, of: CITY });
        let (incidents, entries, mut out) = ([incident(0, 0.0)], story.entries(), Vec::new());
        write_header(&mut out, false).unwrap();
        write_rows(&mut out, &run(&header, &incidents, &entries)).unwrap();
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], COLUMNS.join(","));
        assert_eq!(lines[1], "chain,1,quake,muster,a1.gov,60000,300000,660000,1,a.gov");
        assert_eq!(lines[2], "chain,1,quake,muster,a1.gov,60000,,660000,0,a1.gov");
    }
}
