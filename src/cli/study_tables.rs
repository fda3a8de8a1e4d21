//! What people read of a scenario's study under one structure.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path as FilePath;

use liandong::experiment::study::StudyOutcome;
use liandong::journal::header::Header;
use liandong::measure::record::{MetricUnit, StructureResult, StudyResult, Where};
use liandong::measure::reference::ReferenceComparison;
use liandong::terms::interval::{Interval, Path};
use liandong::terms::language::{Language, Word as _};

use crate::cli::compliance_table;
use crate::cli::desk_table;
use crate::cli::job::Job;
use crate::cli::metric_words;
use crate::cli::number::{self, ABSENT};
use crate::cli::table::Sheet;
use crate::cli::troop_table;
use crate::cli::words::{self, Phrase};

/// The tables of a run.
pub fn run(job: &Job, outcome: &StudyOutcome) -> String {
    let (result, language) = (&outcome.result, job.language);
    let mut text = heading(job, outcome);
    for (one, reference) in result.structures.iter().zip(&outcome.references) {
        text += &where_time_went(one, language);
        text += &key_metrics(result, one, language);
        text += &compliance_table::table(one, language);
        text += &troop_table::troops(one, language);
        text += &published_timeline(reference, language);
    }
    text += &desk_table::busiest(&result.structures, language);
    text + &means_moved(result, language)
}

/// The scenario, its structures, and how often they ran.
pub fn heading(job: &Job, outcome: &StudyOutcome) -> String {
    let language = job.language;
    let say = |phrase: Phrase| phrase.word(language);
    let mut text = String::new();
    let headers: Vec<&Header> = outcome.result.structures.iter().map(|one| &*one.header).collect();
    if let Some(header) = headers.first() {
        let name = header.scenario_name.in_language(language);
        let _ = writeln!(text, "{}: {name} ({})", say(Phrase::Scenario), header.scenario);
    }
    for header in &headers {
        let name = header.structure_name.in_language(language);
        let _ = writeln!(text, "{}: {name} ({})", say(Phrase::Structure), header.structure);
    }
    let (plan, horizon) = (&job.plan, headers.first().map_or(0.0, |header| hours(header)));
    let _ = writeln!(
        text,
        "{} {} · {} {} · {} {horizon} {} · {} {}",
        plan.replications,
        say(Phrase::Replications),
        say(Phrase::Seed),
        plan.seed,
        say(Phrase::Horizon),
        say(Phrase::Hours),
        say(Phrase::Events),
        outcome.events,
    );
    text
}

#[expect(clippy::cast_precision_loss, reason = "a horizon stays far below 2^53 ms")]
fn hours(header: &Header) -> f64 {
    header.horizon_ms.ms() as f64 / 3_600_000.0
}

/// Interval by echelon, mean minutes of the path to the first unit at work.
fn where_time_went(result: &StructureResult, language: Language) -> String {
    let say = |phrase: Phrase| phrase.word(language);
    let title = format!("{}: {}, {}", say(Phrase::WhereTimeWent), Path::FirstUnit.word(language), say(Phrase::PerCompleted));
    let mut cells: BTreeMap<(Interval, Where), f64> = BTreeMap::new();
    for cell in result.waterfall.iter().filter(|cell| cell.path == Path::FirstUnit) {
        *cells.entry((cell.interval, cell.echelon)).or_default() += cell.mean_min;
    }
    if cells.is_empty() {
        return format!("\n{title}\n  {}\n", say(Phrase::NoneCompleted));
    }
    let places: Vec<Where> = places(&result.header).filter(|place| cells.keys().any(|(_, at)| at == place)).collect();
    let columns = places.iter().map(|place| place_name(*place, &result.header, language));
    let columns = [say(Phrase::Interval).to_owned()].into_iter().chain(columns).chain([say(Phrase::Total).to_owned()]);
    let mut sheet = Sheet::new(columns, 1..);
    let mut row = |name: &str, intervals: &[Interval]| {
        let sum = |place: &Where| intervals.iter().filter_map(|interval| cells.get(&(*interval, *place))).sum::<f64>();
        let minutes: Vec<f64> = places.iter().map(sum).collect();
        let total = minutes.iter().sum();
        let numbers = minutes.into_iter().chain([total]).map(cell_text);
        sheet.row([name.to_owned()].into_iter().chain(numbers));
    };
    for interval in Interval::ALL.into_iter().filter(|interval| cells.keys().any(|(at, _)| at == interval)) {
        row(interval.word(language), &[interval]);
    }
    row(say(Phrase::Total), &Interval::ALL);
    sheet.under(&title)
}

fn places(header: &Header) -> impl Iterator<Item = Where> {
    let echelons = (0..header.echelons.len()).map(|at| Where::Echelon(liandong::terms::id::EchelonId::from_index(at)));
    echelons.chain([Where::Scene, Where::Unit])
}

fn place_name(place: Where, header: &Header, language: Language) -> String {
    match place {
        Where::Echelon(echelon) => header.echelon(echelon).name.in_language(language).to_owned(),
        Where::Scene => Phrase::AtScene.word(language).to_owned(),
        Where::Unit => Phrase::WithUnit.word(language).to_owned(),
    }
}

fn cell_text(minutes: f64) -> String {
    if minutes == 0.0 { "·".to_owned() } else { number::value(minutes, MetricUnit::Minutes) }
}

fn key_metrics(result: &StudyResult, one: &StructureResult, language: Language) -> String {
    use Phrase::{Censored, ConfidenceInterval, Mean, Meaning, Metric, Statistic, Unit};
    let mut sheet = Sheet::of_words(&[Metric, Meaning, Statistic, Unit, Mean, ConfidenceInterval, Censored], 4.., language);
    for (metric, estimate) in result.metrics.iter().zip(&one.estimates) {
        let Some(meaning) = metric_words::meaning(&metric.id, language) else { continue };
        let has_value = estimate.replications > 0;
        sheet.row([
            metric.id.clone(),
            meaning.to_owned(),
            words::statistic(metric.statistic).word(language).to_owned(),
            words::unit(metric.unit).word(language).to_owned(),
            if has_value { number::value(estimate.mean, metric.unit) } else { ABSENT.to_owned() },
            number::interval(estimate.ci_low, estimate.ci_high, metric.unit),
            estimate.censored.to_string(),
        ]);
    }
    let note = if one.estimates.iter().any(|estimate| estimate.censored > 0) { Phrase::CensoredNote.word(language) } else { "" };
    let text = sheet.under(Phrase::KeyMetrics.word(language));
    if note.is_empty() { text } else { format!("{text}{note}\n") }
}

/// The rows of a published timeline, if the scenario has one.
pub fn published_timeline(reference: &[ReferenceComparison], language: Language) -> String {
    use Phrase::{Difference, Incident, Milestone, Precision, Published, Simulated, Verdict};
    if reference.is_empty() {
        return String::new();
    }
    let columns = [Incident, Milestone, Published, Precision, Simulated, Difference, Verdict];
    let mut sheet = Sheet::of_words(&columns, 2..6, language);
    let minutes = |value: f64| number::value(value, MetricUnit::Minutes);
    for row in reference {
        sheet.row([
            row.incident.clone(),
            row.milestone.to_owned(),
            minutes(row.published_min),
            format!("±{}", minutes(row.precision_min)),
            row.simulated_min.map_or_else(|| ABSENT.to_owned(), minutes),
            row.difference_min.map_or_else(|| ABSENT.to_owned(), |value| number::difference(value, MetricUnit::Minutes)),
            words::verdict(row.verdict).word(language).to_owned(),
        ]);
    }
    sheet.under(Phrase::PublishedTimeline.word(language))
}

/// A note on the structures that move means, if any does.
pub fn means_moved(result: &StudyResult, language: Language) -> String {
    let movers = result.structures.iter().filter(|one| one.header.means_moved);
    let labels: Vec<&str> = movers.map(|one| one.header.structure.as_str()).collect();
    match labels.as_slice() {
        [] => String::new(),
        labels => format!("\n{}: {}\n", Phrase::MeansMoved.word(language), labels.join(", ")),
    }
}

/// Where the files are, if any were wanted.
pub fn written(place: Option<&FilePath>, language: Language) -> String {
    place.map_or_else(String::new, |place| format!("{} {}\n", Phrase::WrittenTo.word(language), place.display()))
}
