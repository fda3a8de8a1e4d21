//! `comparison.csv` and `comparison.json`: the paired differences of structures on the same replications.

use std::io::{self, Write};

use serde::Serialize;

use crate::export::provenance::Provenance;
use crate::export::table;
use crate::measure::record::{ComparisonRow, MetricUnit, Statistic};

const COLUMNS: [&str; 13] = [
    "metric",
    "unit",
    "statistic",
    "structure_a",
    "structure_b",
    "mean_a",
    "mean_b",
    "difference",
    "ci_low",
    "ci_high",
    "replications",
    "censored_a",
    "censored_b",
];

/// A row as written: a difference that no pair of replications has is absent.
#[derive(Serialize)]
struct Row<'a> {
    metric: &'a str,
    unit: MetricUnit,
    statistic: Statistic,
    structure_a: &'a str,
    structure_b: &'a str,
    mean_a: Option<f64>,
    mean_b: Option<f64>,
    difference: Option<f64>,
    ci_low: Option<f64>,
    ci_high: Option<f64>,
    replications: u32,
    censored_a: u64,
    censored_b: u64,
}

impl<'a> From<&'a ComparisonRow> for Row<'a> {
    fn from(row: &'a ComparisonRow) -> Self {
        Self {
            metric: &row.metric,
            unit: row.unit,
            statistic: row.statistic,
            structure_a: &row.structure_a,
            structure_b: &row.structure_b,
            mean_a: row.mean_a,
            mean_b: row.mean_b,
            difference: (row.replications > 0).then_some(row.difference),
            ci_low: row.ci_low,
            ci_high: row.ci_high,
            replications: row.replications,
            censored_a: row.censored_a,
            censored_b: row.censored_b,
        }
    }
}

#[derive(Serialize)]
struct Comparison<'a> {
    provenance: &'a Provenance,
    comparisons: Vec<Row<'a>>,
}

/// Writes the table, behind a byte-order mark if wanted.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn write_csv(out: &mut impl Write, rows: &[ComparisonRow], with_bom: bool) -> io::Result<()> {
    table::write_columns(out, &COLUMNS, with_bom)?;
    table::write_rows(out, rows.iter().map(Row::from))
}

/// Writes the same rows with their provenance.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn write_json(out: &mut impl Write, provenance: &Provenance, rows: &[ComparisonRow]) -> io::Result<()> {
    let comparisons = rows.iter().map(Row::from).collect();
    serde_json::to_writer_pretty(&mut *out, &Comparison { provenance, comparisons })?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, Row, write_csv, write_json};
    use crate::export::provenance::fixture::provenance;
    use crate::export::table::assert_fields;
    use crate::measure::record::{ComparisonRow, MetricUnit, Statistic};

    fn row(replications: u32) -> ComparisonRow {
        ComparisonRow {
            metric: "first_unit_time".to_owned(),
            unit: MetricUnit::Minutes,
            statistic: Statistic::RestrictedMean,
            structure_a: "chain".to_owned(),
            structure_b: "chain#2".to_owned(),
            mean_a: Some(0.1),
            mean_b: (replications > 0).then_some(0.3),
            difference: 0.1 + 0.2,
            ci_low: (replications > 1).then_some(-1.5),
            ci_high: (replications > 1).then_some(2.0),
            replications,
            censored_a: 4,
            censored_b: 0,
        }
    }

    #[test]
    fn numbers_come_back_from_the_table_as_they_went_in() {
        let mut out = Vec::new();
        write_csv(&mut out, &[row(2), row(1), row(0)], false).unwrap();
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], COLUMNS.join(","));
        assert_fields(Row::from(&row(2)), &COLUMNS);
        let values = "first_unit_time,min,restricted_mean,chain,chain#2,0.1,0.3,0.30000000000000004";
        assert_eq!(lines[1], format!("{values},-1.5,2.0,2,4,0"));
        assert_eq!(lines[2], format!("{values},,,1,4,0"));
        assert_eq!(lines[3], "first_unit_time,min,restricted_mean,chain,chain#2,0.1,,,,,0,4,0");
    }

    #[test]
    fn the_json_holds_the_same_with_provenance() {
        let mut out = Vec::new();
        write_json(&mut out, &provenance(), &[row(2)]).unwrap();
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(value["provenance"]["inputs"][0]["hash"], "00ff");
        assert_eq!(value["comparisons"][0]["difference"], 0.1 + 0.2);
        assert_eq!(value["comparisons"][0]["statistic"], "restricted_mean");
    }
}
