//! `intervals.csv`: the rows of the critical paths, times in whole milliseconds from the scenario's start.

use std::io::{self, Write};

use serde::Serialize;

use crate::export::table;
use crate::journal::header::{Header, IncidentRecord};
use crate::measure::record::{IntervalRow, Where};

const COLUMNS: [&str; 11] =
    ["structure", "replication", "incident", "path", "interval", "part", "echelon", "post", "start_ms", "end_ms", "censored"];

#[derive(Serialize)]
struct Row<'a> {
    structure: &'a str,
    replication: u32,
    incident: &'a str,
    path: &'static str,
    interval: &'static str,
    part: &'static str,
    echelon: &'a str,
    post: Option<&'a str>,
    start_ms: i64,
    end_ms: i64,
    censored: u8,
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
pub fn write_rows(
    out: &mut impl Write,
    header: &Header,
    replication: u32,
    incidents: &[IncidentRecord],
    rows: &[IntervalRow],
) -> io::Result<()> {
    let ids: Vec<String> = incidents.iter().map(|record| header.incident_id(record)).collect();
    let row = |row: &IntervalRow| -> Row {
        Row {
            structure: &header.structure,
            replication,
            incident: &ids[row.incident.index()],
            path: row.path.id(),
            interval: row.interval.id(),
            part: row.part.id(),
            echelon: place_id(row.echelon, header),
            post: row.post.map(|post| header.post(post).id.as_str()),
            start_ms: row.start.ms(),
            end_ms: row.end.ms(),
            censored: u8::from(row.is_censored),
        }
    };
    table::write_rows(out, rows.iter().map(row))
}

fn place_id(place: Where, header: &Header) -> &str {
    match place {
        Where::Echelon(echelon) => &header.echelon(echelon).id,
        Where::Scene => "scene",
        Where::Unit => "unit",
    }
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, Row, write_header, write_rows};
    use crate::export::table::assert_fields;
    use crate::measure::fixture::{header, incident, plain_course, run};
    use crate::measure::milestones::Milestones;
    use crate::measure::path::interval_rows;

    #[test]
    fn rows_stand_under_the_columns_of_the_contract() {
        let (header, incidents, entries) = (header(), [incident(0, 10.0), incident(1, 30.0)], plain_course());
        let run = run(&header, &incidents, &entries);
        let rows = interval_rows(&run, &Milestones::of(&run).timelines);
        let mut out = Vec::new();
        write_header(&mut out, true).unwrap();
        write_rows(&mut out, &header, 3, &incidents, &rows).unwrap();
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[..3],
            [
                "\u{feff}structure,replication,incident,path,interval,part,echelon,post,start_ms,end_ms,censored",
                "chain,3,quake,first_unit,detect,-,scene,,600000,720000,0",
                "chain,3,quake,first_unit,report,transit,county,a1.gov,720000,780000,0",
            ]
        );
        assert_eq!(*lines.last().unwrap(), "chain,3,slide,containment,detect,-,scene,,1800000,36000000,1");
    }

    #[test]
    fn fields_bear_the_names_of_the_columns() {
        let row = Row {
            structure: "",
            replication: 1,
            incident: "",
            path: "",
            interval: "",
            part: "",
            echelon: "",
            post: None,
            start_ms: 0,
            end_ms: 0,
            censored: 0,
        };
        assert_fields(row, &COLUMNS);
    }
}
