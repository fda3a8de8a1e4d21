//! `run.json`: what differs between two runs of the same study. It is not compared with anything.

use std::io::{self, Write};
use std::time::Duration;

use serde::Serialize;

use crate::cli::job::Job;

/// What a run took.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Time by the clock on the wall.
    pub duration: Duration,
    /// Events executed.
    pub events: u64,
}

#[derive(Serialize)]
struct RunRecord<'a> {
    command: &'a str,
    duration_s: f64,
    threads: usize,
    events: u64,
    machine: Machine,
}

#[derive(Serialize)]
struct Machine {
    system: &'static str,
    architecture: &'static str,
    cores: usize,
}

/// Writes `run.json`.
pub fn write(out: &mut impl Write, job: &Job, effort: Effort) -> io::Result<()> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let record = RunRecord {
        command: &job.provenance.command,
        duration_s: effort.duration.as_secs_f64(),
        threads: if job.plan.threads == 0 { cores } else { job.plan.threads },
        events: effort.events,
        machine: Machine { system: std::env::consts::OS, architecture: std::env::consts::ARCH, cores },
    };
    serde_json::to_writer_pretty(&mut *out, &record)?;
    out.write_all(b"\n")
}
