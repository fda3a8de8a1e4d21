//! `matters.csv` and `stations.csv`: the books of a laboratory scenario.

use std::io::{self, Write};

use serde::Serialize;

use crate::export::table;
use crate::journal::ledger::{StationTotals, Visit};
use crate::measure::record::{LaboratoryNames, LaboratoryRecord};

const MATTER_COLUMNS: [&str; 13] = [
    "structure",
    "replication",
    "matter",
    "class",
    "station",
    "arrived_ms",
    "started_ms",
    "finished_ms",
    "outcome",
    "source",
    "unit",
    "on_scene_ms",
    "travel_ms",
];

#[derive(Serialize)]
struct MatterRow<'a> {
    structure: &'a str,
    replication: u32,
    matter: u32,
    class: &'a str,
    station: &'a str,
    arrived_ms: i64,
    started_ms: Option<i64>,
    finished_ms: Option<i64>,
    outcome: &'static str,
    source: &'a str,
    unit: Option<&'a str>,
    on_scene_ms: Option<i64>,
    travel_ms: Option<i64>,
}

const STATION_COLUMNS: [&str; 13] = [
    "structure",
    "replication",
    "station",
    "servers",
    "observed_ms",
    "arrivals",
    "completions",
    "lost",
    "left",
    "escalated",
    "busy_ms",
    "waiting_ms",
    "in_system_ms",
];

#[derive(Serialize)]
struct StationRow<'a> {
    structure: &'a str,
    replication: u32,
    station: &'a str,
    servers: u32,
    observed_ms: i64,
    arrivals: u64,
    completions: u64,
    lost: u64,
    left: u64,
    escalated: u64,
    busy_ms: i64,
    waiting_ms: i64,
    in_system_ms: i64,
}

/// Writes the header line of `matters.csv`, behind a byte-order mark if wanted.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn write_matters_header(out: &mut impl Write, with_bom: bool) -> io::Result<()> {
    table::write_columns(out, &MATTER_COLUMNS, with_bom)
}

/// Writes the visits of one replication under one structure, in the order of arrival.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn write_matters(out: &mut impl Write, names: &LaboratoryNames, record: &LaboratoryRecord) -> io::Result<()> {
    table::write_rows(out, record.visits.iter().map(|visit| matter_row(visit, names, record)))
}

/// Writes the header line of `stations.csv`, behind a byte-order mark if wanted.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn write_stations_header(out: &mut impl Write, with_bom: bool) -> io::Result<()> {
    table::write_columns(out, &STATION_COLUMNS, with_bom)
}

/// Writes the totals of one replication under one structure: stations, then pools, then units.
///
/// # Errors
/// When `out` does not take the bytes.
///
/// # Panics
/// When the record does not have a total for each name.
pub fn write_stations(out: &mut impl Write, names: &LaboratoryNames, record: &LaboratoryRecord) -> io::Result<()> {
    assert_eq!(record.stations.len(), names.stations.len(), "a total for each station, pool and unit");
    let ids = names.stations.iter().map(String::as_str);
    table::write_rows(out, record.stations.iter().zip(ids).map(|(totals, id)| station_row(totals, id, record)))
}

fn matter_row<'a>(visit: &Visit, names: &'a LaboratoryNames, record: &'a LaboratoryRecord) -> MatterRow<'a> {
    MatterRow {
        structure: &record.structure,
        replication: record.replication,
        matter: visit.matter,
        class: &names.classes[visit.class as usize],
        station: &names.stations[visit.station as usize],
        arrived_ms: visit.arrived.ms(),
        started_ms: visit.started.map(|time| time.ms()),
        finished_ms: visit.finished.map(|time| time.ms()),
        outcome: visit.outcome.id(),
        source: &names.sources[visit.source as usize],
        unit: visit.unit.map(|unit| names.stations[names.unit_offset + unit as usize].as_str()),
        on_scene_ms: visit.on_scene.map(|time| time.ms()),
        travel_ms: visit.travel.map(|span| span.ms()),
    }
}

fn station_row<'a>(totals: &StationTotals, station: &'a str, record: &'a LaboratoryRecord) -> StationRow<'a> {
    StationRow {
        structure: &record.structure,
        replication: record.replication,
        station,
        servers: totals.servers,
        observed_ms: totals.observed.ms(),
        arrivals: totals.arrivals,
        completions: totals.completions,
        lost: totals.lost,
        left: totals.left,
        escalated: totals.escalated,
        busy_ms: totals.busy_ms,
        waiting_ms: totals.waiting_ms,
        in_system_ms: totals.in_system_ms,
    }
}

#[cfg(test)]
mod tests {
    use super::{
        MATTER_COLUMNS, STATION_COLUMNS, matter_row, station_row, write_matters, write_matters_header, write_stations,
        write_stations_header,
    };
    use crate::engine::time::{SimTime, Span};
    use crate::export::table::assert_fields;
    use crate::journal::ledger::{Outcome, StationTotals, Visit};
    use crate::measure::record::{LaboratoryNames, LaboratoryRecord};

    fn names() -> LaboratoryNames {
        let list = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        LaboratoryNames {
            classes: list(&["call"]),
            sources: list(&["town"]),
            stations: list(&["desk", "pool", "car"]),
            unit_offset: 2,
        }
    }

    fn record() -> LaboratoryRecord {
        let waiting = Visit {
            matter: 0,
            source: 0,
            class: 0,
            station: 0,
            arrived: SimTime(5),
            started: None,
            finished: None,
            outcome: Outcome::InSystem,
            unit: None,
            on_scene: None,
            travel: None,
        };
        let served = Visit {
            matter: 1,
            station: 1,
            started: Some(SimTime(6)),
            finished: Some(SimTime(40)),
            outcome: Outcome::Completed,
            unit: Some(0),
            on_scene: Some(SimTime(16)),
            travel: Some(Span(10)),
            ..waiting
        };
        let totals = StationTotals { servers: 2, observed: Span(100), arrivals: 1, waiting_ms: 95, ..StationTotals::default() };
        let (structure, observed) = ("chain".to_owned(), Span(100));
        LaboratoryRecord { structure, replication: 2, visits: vec![waiting, served], stations: vec![totals; 3], observed }
    }

    #[test]
    fn visits_and_totals_stand_under_the_columns_of_the_contract() {
        let mut matters = Vec::new();
        write_matters_header(&mut matters, false).unwrap();
        write_matters(&mut matters, &names(), &record()).unwrap();
        assert_eq!(
            String::from_utf8(matters).unwrap(),
            "structure,replication,matter,class,station,arrived_ms,started_ms,finished_ms,outcome,\
             source,unit,on_scene_ms,travel_ms\n\
             chain,2,0,call,desk,5,,,in_system,town,,,\n\
             chain,2,1,call,pool,5,6,40,completed,town,car,16,10\n"
        );
        let mut stations = Vec::new();
        write_stations_header(&mut stations, false).unwrap();
        write_stations(&mut stations, &names(), &record()).unwrap();
        let text = String::from_utf8(stations).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], STATION_COLUMNS.join(","));
        assert_fields(station_row(&record().stations[0], "desk", &record()), &STATION_COLUMNS);
        assert_fields(matter_row(&record().visits[1], &names(), &record()), &MATTER_COLUMNS);
        assert_eq!((lines[1], lines[3]), ("chain,2,desk,2,100,1,0,0,0,0,0,95,0", "chain,2,car,2,100,1,0,0,0,0,0,95,0"));
    }
}
