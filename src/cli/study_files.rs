//! The files of a scenario's study. Journal and intervals are written run by run, so that memory stays flat.

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::PathBuf;

use liandong::experiment::study::StudyOutcome;
use liandong::export::{comparison, compliance, desks, intervals, journal, summary, tasks};
use liandong::measure::compliance::compliance as compliance_of;
use liandong::measure::milestones::Run;
use liandong::measure::record::RunRecord;

use crate::cli::folder::{ResultFolder, close};
use crate::cli::job::{Job, Kind};
use crate::cli::pictures;
use crate::cli::run_record::{self, Effort};
use crate::cli::stop::Stop;

/// The files of a study; none when no folder was asked for.
#[derive(Debug)]
pub struct StudyFiles<'a> {
    job: &'a Job<'a>,
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    folder: ResultFolder,
    intervals: BufWriter<File>,
    compliance: Option<BufWriter<File>>,
    /// Opened by the first run whose structure has plans with tasks.
    tasks: Option<BufWriter<File>>,
    journal: Option<Journal>,
}

#[derive(Debug)]
struct Journal {
    file: BufWriter<File>,
    next_line: u64,
}

impl<'a> StudyFiles<'a> {
    /// Begins the files.
    pub fn begin(job: &'a Job<'a>) -> Result<Self, Stop> {
        let Some(folder) = job.folder()? else { return Ok(Self { job, open: None }) };
        let begun = folder.create("intervals.csv").and_then(|mut file| {
            intervals::write_header(&mut file, job.options.csv_bom)?;
            Ok(file)
        });
        let intervals = begun.map_err(Stop::failure("cannot write `intervals.csv`"))?;
        Ok(Self { job, open: Some(Open { folder, intervals, compliance: None, tasks: None, journal: None }) })
    }

    /// Takes in a run.
    pub fn take(&mut self, structure: usize, record: &RunRecord) -> io::Result<()> {
        let Some(open) = &mut self.open else { return Ok(()) };
        let (header, rows) = (&record.header, &record.intervals);
        intervals::write_rows(&mut open.intervals, header, record.replication, &record.incidents, rows)?;
        if !header.deadlines.is_empty() {
            open.write_compliance(self.job, record)?;
        }
        if !header.tasks.is_empty() {
            open.write_tasks(self.job, record)?;
        }
        if self.job.options.journal.keeps(record.replication) {
            open.write_journal(self.job, structure, record)?;
        }
        Ok(())
    }

    /// Writes what is known only at the end, puts the folder in its place, and tells where it is.
    pub fn finish(self, outcome: &StudyOutcome, effort: Effort) -> Result<Option<PathBuf>, Stop> {
        let (job, Some(open)) = (self.job, self.open) else { return Ok(None) };
        let folder = open.close()?;
        let (result, provenance) = (&outcome.result, &job.provenance);
        folder.write("summary.json", |file| summary::write(file, provenance, result, &outcome.references))?;
        folder.write("desks.csv", |file| desks::write(file, &result.structures, job.options.csv_bom))?;
        folder.write("run.json", |file| run_record::write(file, job, effort))?;
        if let Kind::Compare { .. } = job.kind {
            let rows = &result.comparisons;
            folder.write("comparison.csv", |file| comparison::write_csv(file, rows, job.options.csv_bom))?;
            folder.write("comparison.json", |file| comparison::write_json(file, provenance, rows))?;
        }
        pictures::draw(&folder, job, result)?;
        folder.put_in_place().map(Some)
    }
}

impl Open {
    fn write_compliance(&mut self, job: &Job, record: &RunRecord) -> io::Result<()> {
        if self.compliance.is_none() {
            let mut file = self.folder.create("compliance.csv")?;
            compliance::write_header(&mut file, job.options.csv_bom)?;
            self.compliance = Some(file);
        }
        let file = self.compliance.as_mut().expect("the file has just been begun");
        compliance::write_rows(file, &record.header, record.replication, &compliance_of(&Run::from(record)))
    }

    fn write_journal(&mut self, job: &Job, structure: usize, record: &RunRecord) -> io::Result<()> {
        let mut book = match self.journal.take() {
            Some(book) if record.replication > 1 => book,
            previous => {
                previous.map_or(Ok(()), |book| close(book.file))?;
                let mut file = self.folder.create(&journal_names(&job.structures)[structure])?;
                journal::write_header(&mut file, &record.header, &job.provenance)?;
                Journal { file, next_line: 2 }
            }
        };
        book.next_line = journal::write_entries(&mut book.file, &Run::from(record), book.next_line)?;
        self.journal = Some(book);
        Ok(())
    }

    fn write_tasks(&mut self, job: &Job, record: &RunRecord) -> io::Result<()> {
        let mut file = match self.tasks.take() {
            Some(file) => file,
            None => {
                let mut file = self.folder.create("tasks.csv")?;
                tasks::write_header(&mut file, job.options.csv_bom)?;
                file
            }
        };
        tasks::write_rows(&mut file, &Run::from(record))?;
        self.tasks = Some(file);
        Ok(())
    }

    fn close(self) -> Result<ResultFolder, Stop> {
        let journal = self.journal.map_or(Ok(()), |book| close(book.file));
        let compliance = self.compliance.map_or(Ok(()), close);
        let tasks = self.tasks.map_or(Ok(()), close);
        journal
            .and(compliance)
            .and(tasks)
            .and(close(self.intervals))
            .map_err(Stop::failure("cannot write the journal and the tables"))?;
        Ok(self.folder)
    }
}

/// One journal file a structure: `journal.jsonl`, or `journal_<label>.jsonl` for several.
fn journal_names(structures: &[String]) -> Vec<String> {
    if structures.len() == 1 {
        return vec!["journal.jsonl".to_owned()];
    }
    let mut names: Vec<String> = Vec::new();
    for label in structures {
        let mut name: String = label.chars().map(|c| if c.is_alphanumeric() || "-._".contains(c) { c } else { '_' }).collect();
        while names.contains(&format!("journal_{name}.jsonl")) {
            name.push('_');
        }
        names.push(format!("journal_{name}.jsonl"));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::journal_names;

    #[test]
    fn journals_are_named_by_structure_and_never_twice() {
        let names = |labels: &[&str]| journal_names(&labels.iter().map(|label| (*label).to_owned()).collect::<Vec<_>>());
        assert_eq!(names(&["a"]), ["journal.jsonl"]);
        assert_eq!(names(&["a", "a#2", "a_2"]), ["journal_a.jsonl", "journal_a_2.jsonl", "journal_a_2_.jsonl"]);
    }
}
