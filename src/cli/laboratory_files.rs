//! The files of a laboratory's study. Matters are written run by run, so that memory stays flat.

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::PathBuf;

use liandong::experiment::laboratory::LaboratoryOutcome;
use liandong::export::comparison;
use liandong::export::laboratory::{write_matters, write_matters_header, write_stations, write_stations_header};
use liandong::measure::record::{LaboratoryNames, LaboratoryRecord};

use crate::cli::folder::{ResultFolder, close};
use crate::cli::job::{Job, Kind};
use crate::cli::run_record::{self, Effort};
use crate::cli::station_summary::{self, Tally};
use crate::cli::stop::Stop;

/// The files of a study; none when no folder was asked for.
#[derive(Debug)]
pub struct LaboratoryFiles<'a> {
    job: &'a Job<'a>,
    names: LaboratoryNames,
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    folder: ResultFolder,
    matters: BufWriter<File>,
    stations: BufWriter<File>,
}

impl<'a> LaboratoryFiles<'a> {
    /// Begins the files.
    pub fn begin(job: &'a Job<'a>, names: LaboratoryNames) -> Result<Self, Stop> {
        let Some(folder) = job.folder()? else { return Ok(Self { job, names, open: None }) };
        let open = Open::begin(folder, job.options.csv_bom).map_err(Stop::failure("cannot begin the tables"))?;
        Ok(Self { job, names, open: Some(open) })
    }

    /// Takes in a run.
    pub fn take(&mut self, record: &LaboratoryRecord) -> io::Result<()> {
        let Some(open) = &mut self.open else { return Ok(()) };
        write_matters(&mut open.matters, &self.names, record)?;
        write_stations(&mut open.stations, &self.names, record)
    }

    /// Writes what is known only at the end, puts the folder in its place, and tells where it is.
    pub fn finish(self, outcome: &LaboratoryOutcome, tally: &Tally, effort: Effort) -> Result<Option<PathBuf>, Stop> {
        let (job, Some(Open { folder, matters, stations })) = (self.job, self.open) else { return Ok(None) };
        close(matters).and(close(stations)).map_err(Stop::failure("cannot write the tables"))?;
        folder.write("summary.json", |file| station_summary::write(file, job, outcome, tally))?;
        folder.write("run.json", |file| run_record::write(file, job, effort))?;
        if let Kind::Compare { .. } = job.kind {
            let rows = &outcome.comparisons;
            folder.write("comparison.csv", |file| comparison::write_csv(file, rows, job.options.csv_bom))?;
            folder.write("comparison.json", |file| comparison::write_json(file, &job.provenance, rows))?;
        }
        folder.put_in_place().map(Some)
    }
}

impl Open {
    fn begin(folder: ResultFolder, with_bom: bool) -> io::Result<Self> {
        let mut matters = folder.create("matters.csv")?;
        write_matters_header(&mut matters, with_bom)?;
        let mut stations = folder.create("stations.csv")?;
        write_stations_header(&mut stations, with_bom)?;
        Ok(Self { folder, matters, stations })
    }
}
