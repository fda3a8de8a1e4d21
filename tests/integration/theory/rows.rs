//! The rows of `matters.csv` and `stations.csv` as another program reads them.

use liandong::export::laboratory::{write_matters, write_matters_header, write_stations, write_stations_header};
use liandong::measure::record::LaboratoryRecord;
use liandong::scenario::laboratory::Laboratory;
use liandong::simulation::assemble::laboratory::names;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A row of `matters.csv`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct MatterRow {
    pub matter: u32,
    pub class: String,
    pub station: String,
    pub arrived_ms: i64,
    pub started_ms: Option<i64>,
    pub finished_ms: Option<i64>,
    pub outcome: String,
    pub source: String,
    pub unit: Option<String>,
    pub on_scene_ms: Option<i64>,
    pub travel_ms: Option<i64>,
}

/// A row of `stations.csv`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct StationRow {
    pub station: String,
    pub servers: u32,
    pub observed_ms: i64,
    pub arrivals: u64,
    pub completions: u64,
    pub lost: u64,
    pub left: u64,
    pub escalated: u64,
    pub busy_ms: i64,
    pub waiting_ms: i64,
    pub in_system_ms: i64,
}

/// Both tables of a replication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tables {
    pub matters: Vec<MatterRow>,
    pub stations: Vec<StationRow>,
}

impl Tables {
    /// Writes the tables and reads them again.
    pub fn of(laboratory: &Laboratory, record: &LaboratoryRecord) -> Self {
        let names = names(laboratory);
        let (mut matters, mut stations) = (Vec::new(), Vec::new());
        write_matters_header(&mut matters, false).expect("memory takes every line");
        write_matters(&mut matters, &names, record).expect("memory takes every line");
        write_stations_header(&mut stations, false).expect("memory takes every line");
        write_stations(&mut stations, &names, record).expect("memory takes every line");
        Self { matters: read(&matters), stations: read(&stations) }
    }
}

fn read<T: DeserializeOwned>(text: &[u8]) -> Vec<T> {
    csv::Reader::from_reader(text).deserialize().collect::<Result<_, _>>().expect("the table is well formed")
}
