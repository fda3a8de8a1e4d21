//! What people read of a laboratory's study.

use std::fmt::Write as _;

use liandong::experiment::laboratory::LaboratoryOutcome;
use liandong::scenario::laboratory::Laboratory;
use liandong::terms::language::{Language, Word as _};

use crate::cli::comparison_table;
use crate::cli::job::{Job, Kind};
use crate::cli::metric_words;
use crate::cli::number;
use crate::cli::station_summary::Tally;
use crate::cli::table::Sheet;
use crate::cli::words::{self, Phrase};

/// The tables of a laboratory's study.
pub fn tables(job: &Job, laboratory: &Laboratory, outcome: &LaboratoryOutcome, tally: &Tally) -> String {
    let language = job.language;
    let text = heading(job, laboratory, outcome);
    let shown = match job.kind {
        Kind::Run => estimates(outcome, language) + &traffic(outcome, tally, language),
        Kind::Compare { .. } => {
            let moved: Vec<_> = outcome
                .comparisons
                .iter()
                .filter(|row| [row.mean_a, row.mean_b].iter().flatten().any(|mean| *mean != 0.0))
                .cloned()
                .collect();
            comparison_table::tables(&moved, &[], language, |id| Some(metric_words::station_meaning(id, language)))
        }
    };
    text + &shown
}

fn heading(job: &Job, laboratory: &Laboratory, outcome: &LaboratoryOutcome) -> String {
    let language = job.language;
    let say = |phrase: Phrase| phrase.word(language);
    let mut text = format!("{}: {} ({})\n", say(Phrase::Laboratory), laboratory.name.in_language(language), laboratory.id);
    let _ = writeln!(text, "{}: {}", say(Phrase::Structure), outcome.structures.join(", "));
    let _ = writeln!(
        text,
        "{} {} · {} {} · {} {} {} · {} {}",
        job.plan.replications,
        say(Phrase::Replications),
        say(Phrase::Seed),
        job.plan.seed,
        say(Phrase::Horizon),
        laboratory.horizon_h,
        say(Phrase::Hours),
        say(Phrase::Events),
        outcome.events,
    );
    text
}

/// The estimates that are not zero by nature.
fn estimates(outcome: &LaboratoryOutcome, language: Language) -> String {
    use Phrase::{ConfidenceInterval, Mean, Meaning, Metric, Station, Structure, Unit};
    let columns = [Structure, Station, Metric, Meaning, Unit, Mean, ConfidenceInterval];
    let mut sheet = Sheet::of_words(&columns, 5.., language);
    let is_telling = |share: &str, mean: f64| mean != 0.0 || !share.ends_with("_share");
    for row in outcome.stations.iter().filter(|row| row.estimate.replications > 0) {
        if !is_telling(&row.metric, row.estimate.mean) {
            continue;
        }
        sheet.row([
            row.structure.clone(),
            row.station.clone(),
            row.metric.clone(),
            metric_words::station_meaning(&row.metric, language).to_owned(),
            words::unit(row.unit).word(language).to_owned(),
            number::value(row.estimate.mean, row.unit),
            number::interval(row.estimate.ci_low, row.estimate.ci_high, row.unit),
        ]);
    }
    sheet.under(Phrase::Stations.word(language))
}

fn traffic(outcome: &LaboratoryOutcome, tally: &Tally, language: Language) -> String {
    use Phrase::{Arrivals, Completions, Escalated, Left, Lost, Station, Structure};
    let columns = [Structure, Station, Arrivals, Completions, Lost, Left, Escalated];
    let mut sheet = Sheet::of_words(&columns, 2.., language);
    for (structure, station, passed) in tally.rows(outcome) {
        let counts = [passed.arrivals, passed.completions, passed.lost, passed.left, passed.escalated];
        let numbers = counts.into_iter().map(|count| count.to_string());
        sheet.row([structure.to_owned(), station.to_owned()].into_iter().chain(numbers));
    }
    sheet.under(Phrase::Traffic.word(language))
}
