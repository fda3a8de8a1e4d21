//! What people read of a comparison: each metric under both structures, the difference, and whether it is sure.

use std::fmt::Write as _;

use liandong::experiment::study::StudyOutcome;
use liandong::measure::record::{ComparisonRow, Metric};
use liandong::terms::language::{Language, Word as _};

use crate::cli::compliance_table;
use crate::cli::desk_table;
use crate::cli::job::Job;
use crate::cli::metric_words;
use crate::cli::number::{self, ABSENT};
use crate::cli::study_tables;
use crate::cli::table::Sheet;
use crate::cli::words::{self, Phrase};

/// The tables of a scenario's comparison.
pub fn study(job: &Job, outcome: &StudyOutcome) -> String {
    let (result, language) = (&outcome.result, job.language);
    let mut text = study_tables::heading(job, outcome);
    text += &tables(&result.comparisons, &result.metrics, language, |id| metric_words::meaning(id, language));
    for one in &result.structures {
        let table = compliance_table::table(one, language);
        if !table.is_empty() {
            let _ = write!(text, "\n{}: {}{table}", Phrase::Structure.word(language), one.header.structure);
        }
    }
    for (one, reference) in result.structures.iter().zip(&outcome.references).filter(|(_, rows)| !rows.is_empty()) {
        let _ = write!(text, "\n{}: {}", Phrase::Structure.word(language), one.header.structure);
        text += &study_tables::published_timeline(reference, language);
    }
    text += &desk_table::busiest(&result.structures, language);
    text + &study_tables::means_moved(result, language)
}

/// One table for each pair of structures, of the rows that have words.
pub fn tables(
    rows: &[ComparisonRow],
    metrics: &[Metric],
    language: Language,
    meaning: impl Fn(&str) -> Option<&'static str>,
) -> String {
    let mut text = String::new();
    for pair in rows.chunk_by(|x, y| (&x.structure_a, &x.structure_b) == (&y.structure_a, &y.structure_b)) {
        let Some(first) = pair.first() else { continue };
        let sheet = pair_sheet(pair, metrics, language, &meaning);
        let title = Phrase::Paired.word(language);
        text += &sheet.under(&format!("{title}\n  a = {}\n  b = {}", first.structure_a, first.structure_b));
    }
    let _ = writeln!(text, "{}", Phrase::FindingNote.word(language));
    text
}

fn pair_sheet(
    pair: &[ComparisonRow],
    metrics: &[Metric],
    language: Language,
    meaning: &impl Fn(&str) -> Option<&'static str>,
) -> Sheet {
    use Phrase::{Censored, ConfidenceInterval, Difference, Finding, MeanA, MeanB, Meaning, Metric, Statistic, Unit};
    let columns = [Metric, Meaning, Statistic, Unit, MeanA, MeanB, Difference, ConfidenceInterval, Censored, Finding];
    let mut sheet = Sheet::of_words(&columns, 4..9, language);
    for row in pair {
        let Some(meaning) = meaning(&row.metric) else { continue };
        let mean = |mean: Option<f64>| mean.map_or_else(|| ABSENT.to_owned(), |mean| number::value(mean, row.unit));
        let has_both = row.replications > 0;
        sheet.row([
            row.metric.clone(),
            meaning.to_owned(),
            words::statistic(row.statistic).word(language).to_owned(),
            words::unit(row.unit).word(language).to_owned(),
            mean(row.mean_a),
            mean(row.mean_b),
            if has_both { number::difference(row.difference, row.unit) } else { ABSENT.to_owned() },
            number::interval(row.ci_low, row.ci_high, row.unit),
            format!("{} / {}", row.censored_a, row.censored_b),
            finding(row, metrics).map_or("", |phrase| phrase.word(language)).to_owned(),
        ]);
    }
    sheet
}

/// What the interval says; nothing when it holds 0 or there is none.
fn finding(row: &ComparisonRow, metrics: &[Metric]) -> Option<Phrase> {
    let is_less = match (row.ci_low?, row.ci_high?) {
        (_, high) if high < 0.0 => true,
        (low, _) if low > 0.0 => false,
        _ => return None,
    };
    Some(match metric_words::less_is_better(metrics, &row.metric) {
        None => Phrase::Differs,
        Some(less_is_better) if less_is_better == is_less => Phrase::Better,
        Some(_) => Phrase::Worse,
    })
}

#[cfg(test)]
mod tests {
    use liandong::measure::record::{ComparisonRow, Metric, MetricUnit, Statistic};

    use super::finding;
    use crate::cli::words::Phrase;

    fn row(ci: Option<(f64, f64)>) -> ComparisonRow {
        ComparisonRow {
            metric: "first_unit_time".into(),
            unit: MetricUnit::Minutes,
            statistic: Statistic::RestrictedMean,
            structure_a: "a".into(),
            structure_b: "b".into(),
            mean_a: Some(2.0),
            mean_b: Some(1.0),
            difference: -1.0,
            ci_low: ci.map(|ci| ci.0),
            ci_high: ci.map(|ci| ci.1),
            replications: 2,
            censored_a: 0,
            censored_b: 0,
        }
    }

    #[test]
    fn only_an_interval_without_zero_is_a_finding() {
        let metric = |less_is_better| Metric {
            id: "first_unit_time".into(),
            unit: MetricUnit::Minutes,
            statistic: Statistic::RestrictedMean,
            less_is_better,
        };
        let less = [metric(Some(true))];
        assert_eq!(finding(&row(Some((-2.0, -0.5))), &less), Some(Phrase::Better));
        assert_eq!(finding(&row(Some((0.5, 2.0))), &less), Some(Phrase::Worse));
        assert_eq!(finding(&row(Some((0.5, 2.0))), &[metric(None)]), Some(Phrase::Differs));
        assert_eq!(finding(&row(Some((-2.0, 0.5))), &less), None);
        assert_eq!(finding(&row(Some((0.0, 0.0))), &less), None, "a structure against itself");
        assert_eq!(finding(&row(None), &less), None);
    }
}
