//! What people read of the limits for reports: who kept them, and the post that missed each most often.

use std::collections::BTreeMap;

use liandong::measure::compliance::ComplianceRow;
use liandong::measure::record::{MetricUnit, StructureResult};
use liandong::terms::language::{Language, Word as _};

use crate::cli::number::{self, ABSENT};
use crate::cli::table::Sheet;
use crate::cli::words::Phrase;

/// The table of a structure: one row a limit, over all replications. Empty where the scenario has no limits.
pub fn table(result: &StructureResult, language: Language) -> String {
    use Phrase::{Due, Late, Limit, LimitMinutes, MeanLateness, Met, Overdue, WhoMissedMost};
    let header = &result.header;
    let mut by_limit: BTreeMap<u32, Vec<&ComplianceRow>> = BTreeMap::new();
    for row in &result.compliance {
        by_limit.entry(row.limit).or_default().push(row);
    }
    let columns = [Limit, LimitMinutes, Due, Met, Overdue, Late, MeanLateness, WhoMissedMost];
    let mut sheet = Sheet::of_words(&columns, 1..7, language);
    for (limit, rows) in by_limit {
        let mut sum = ComplianceRow::none(rows[0].post, limit);
        rows.iter().for_each(|row| sum.add(row));
        let worst = rows.iter().filter(|row| row.overdue > 0).max_by_key(|row| (row.overdue, std::cmp::Reverse(row.post)));
        let deadline = &header.deadlines[limit as usize];
        sheet.row([
            deadline.name.in_language(language).to_owned(),
            number::value(deadline.within_ms.minutes(), MetricUnit::Minutes),
            sum.due().to_string(),
            sum.met.to_string(),
            sum.overdue.to_string(),
            sum.late.to_string(),
            sum.mean_lateness_min().map_or_else(|| ABSENT.to_owned(), |min| number::value(min, MetricUnit::Minutes)),
            worst.map_or_else(
                || ABSENT.to_owned(),
                |row| format!("{} ({})", header.post(row.post).name.in_language(language), row.overdue),
            ),
        ]);
    }
    if sheet.is_empty() { String::new() } else { sheet.under(Phrase::Compliance.word(language)) }
}
