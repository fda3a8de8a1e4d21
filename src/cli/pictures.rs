//! The pictures of a study, each as SVG and PNG.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::io::Write as _;

use liandong::chart::picture::{ChartError, Picture};
use liandong::chart::style::Style;
use liandong::chart::{comparison, comparison_waterfall, convergence, distribution, load, timeline, waterfall};
use liandong::measure::record::{RunRecord, StudyResult};
use liandong::terms::id::IncidentId;
use liandong::terms::interval::Path;

use crate::cli::folder::ResultFolder;
use crate::cli::job::{Job, Kind};
use crate::cli::stop::Stop;

/// Draws the pictures of a study into its folder.
pub fn draw(folder: &ResultFolder, job: &Job, result: &StudyResult) -> Result<(), Stop> {
    let style = style(job);
    match job.kind {
        Kind::Run => draw_run(folder, result, &style)?,
        Kind::Compare { .. } => draw_comparison(folder, result, &style)?,
    }
    if result.structures.iter().any(|one| !one.death_min.is_empty()) {
        put(folder, "casualties", distribution::casualties(&result.structures, &style))?;
    }
    put(folder, "detection", distribution::detection(&result.structures, &style))?;
    put(folder, "load", load::load(&result.structures, &style))?;
    put(folder, "distribution", distribution::distribution(&result.structures, &style))
}

fn draw_run(folder: &ResultFolder, result: &StudyResult, style: &Style) -> Result<(), Stop> {
    for one in &result.structures {
        put(folder, "waterfall", waterfall::waterfall(one, Path::FirstUnit, style))?;
        if let Some(incident) = telling(&one.first, |_| true) {
            put(folder, "timeline", timeline::timeline(&one.first, incident, style))?;
        }
        let crowded = convergence::crowded(&one.first);
        if let Some(incident) = telling(&one.first, |incident| crowded.contains(&incident)) {
            put(folder, "convergence", convergence::convergence(&one.first, incident, style))?;
        }
    }
    Ok(())
}

fn draw_comparison(folder: &ResultFolder, result: &StudyResult, style: &Style) -> Result<(), Stop> {
    let compared = comparison::comparison(&result.metrics, &result.comparisons, style);
    put(folder, "comparison", compared)?;
    let waterfalls = comparison_waterfall::comparison_waterfall(&result.structures, Path::FirstUnit, style);
    put(folder, "comparison_waterfall", waterfalls)
}

fn style(job: &Job) -> Style {
    let origin = &job.provenance;
    let provenance = format!("liandong {} · {}", origin.program_version, origin.command);
    Style { language: job.language, svg_text: job.options.svg_text.into(), provenance }
}

/// The incident whose picture tells most among those of which there is something to tell: the gravest one that a unit reached, then the
/// gravest one, the first of equals.
fn telling(run: &RunRecord, is_told: impl Fn(IncidentId) -> bool) -> Option<IncidentId> {
    let rows = || run.intervals.iter().filter(|row| row.path == Path::FirstUnit);
    let censored: BTreeSet<IncidentId> = rows().filter(|row| row.is_censored).map(|row| row.incident).collect();
    let reached: BTreeSet<IncidentId> = rows().map(|row| row.incident).filter(|id| !censored.contains(id)).collect();
    let candidates = run.incidents.iter().zip(0..).map(|(record, number)| (record, IncidentId(number)));
    let candidates = candidates.filter(|(_, id)| is_told(*id));
    candidates.min_by_key(|(record, id)| (!reached.contains(id), Reverse(record.severity), *id)).map(|(_, id)| id)
}

fn put(folder: &ResultFolder, kind: &str, picture: Result<Picture, ChartError>) -> Result<(), Stop> {
    let picture = picture.map_err(|error| Stop::Failure(format!("error: chart_{kind}: {error}\n")))?;
    folder.write(&format!("chart_{kind}.svg"), |file| file.write_all(picture.svg.as_bytes()))?;
    folder.write(&format!("chart_{kind}.png"), |file| file.write_all(&picture.png))
}
