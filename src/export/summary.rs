//! `summary.json`: provenance, then the metrics of each structure, then a published timeline held against the runs, if any.

use std::io::{self, Write};

use serde::Serialize;

use crate::export::provenance::Provenance;
use crate::measure::record::{Estimate, Metric, MetricUnit, Statistic, StudyResult};
use crate::measure::reference::ReferenceComparison;

#[derive(Serialize)]
struct Summary<'a> {
    provenance: &'a Provenance,
    metrics: Vec<MetricRow<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    reference: Vec<ReferenceRow<'a>>,
}

#[derive(Serialize)]
struct MetricRow<'a> {
    structure: &'a str,
    id: &'a str,
    unit: MetricUnit,
    statistic: Statistic,
    mean: Option<f64>,
    ci_low: Option<f64>,
    ci_high: Option<f64>,
    replications: u32,
    censored: u64,
}

#[derive(Serialize)]
struct ReferenceRow<'a> {
    structure: &'a str,
    #[serde(flatten)]
    row: &'a ReferenceComparison,
}

/// Writes the summary of a study. `reference` holds the rows of each structure, in the order of the structures; empty when the
/// scenario has no published timeline. A mean that no replication has is null.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn write(
    out: &mut impl Write,
    provenance: &Provenance,
    study: &StudyResult,
    reference: &[Vec<ReferenceComparison>],
) -> io::Result<()> {
    let metrics = study.structures.iter().flat_map(|result| {
        let rows = study.metrics.iter().zip(&result.estimates);
        rows.map(|(metric, estimate)| metric_row(&result.header.structure, metric, estimate))
    });
    let reference = study.structures.iter().zip(reference).flat_map(|(result, rows)| {
        let structure = &result.header.structure;
        rows.iter().map(move |row| ReferenceRow { structure, row })
    });
    let summary = Summary { provenance, metrics: metrics.collect(), reference: reference.collect() };
    serde_json::to_writer_pretty(&mut *out, &summary)?;
    out.write_all(b"\n")
}

fn metric_row<'a>(structure: &'a str, metric: &'a Metric, estimate: &Estimate) -> MetricRow<'a> {
    MetricRow {
        structure,
        id: &metric.id,
        unit: metric.unit,
        statistic: metric.statistic,
        mean: (estimate.replications > 0).then_some(estimate.mean),
        ci_low: estimate.ci_low,
        ci_high: estimate.ci_high,
        replications: estimate.replications,
        censored: estimate.censored,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::write;
    use crate::export::provenance::fixture::provenance;
    use crate::measure::catalogue::Catalogue;
    use crate::measure::fixture::header;
    use crate::measure::milestones::Moment;
    use crate::measure::record::{Estimate, RunRecord, StructureResult, StudyResult};
    use crate::measure::reference::{ReferencePoint, hold_against};

    fn study() -> StudyResult {
        let header = Arc::new(header());
        let metrics: Vec<_> = Catalogue::new(&[&header]).metrics.drain(..2).collect();
        let first = RunRecord {
            header: header.clone(),
            replication: 1,
            incidents: Vec::new(),
            entries: Vec::new(),
            intervals: Vec::new(),
            desks: Vec::new(),
        };
        let found = Estimate { mean: 0.1, ci_low: Some(-0.5), ci_high: Some(0.7), replications: 2, censored: 3 };
        let structure = StructureResult {
            header,
            first,
            replications: Vec::new(),
            estimates: vec![found, Estimate::default()],
            waterfall: Vec::new(),
            compliance: Vec::new(),
            desks: Vec::new(),
            response_min: Vec::new(),
            detection_min: Vec::new(),
            death_min: Vec::new(),
        };
        StudyResult { metrics, structures: vec![structure], comparisons: Vec::new() }
    }

    fn written(reference: &[Vec<super::ReferenceComparison>]) -> serde_json::Value {
        let mut out = Vec::new();
        write(&mut out, &provenance(), &study(), reference).unwrap();
        assert!(out.starts_with(b"{\n  \"provenance\": {"), "provenance comes first");
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn a_metric_says_what_it_is_and_what_is_absent_is_null() {
        let summary = written(&[]);
        let expected = serde_json::json!({
            "structure": "chain", "id": "detection_time", "unit": "min", "statistic": "restricted_mean",
            "mean": 0.1, "ci_low": -0.5, "ci_high": 0.7, "replications": 2, "censored": 3
        });
        assert_eq!(summary["metrics"][0], expected);
        assert!(summary["metrics"][1]["mean"].is_null());
        assert!(summary.get("reference").is_none());
    }

    #[test]
    fn a_published_timeline_follows_the_metrics() {
        let (incident, source) = ("quake".to_owned(), "a report".to_owned());
        let point = ReferencePoint { moment: Moment::Detected, incident, at_min: 10.0, precision_min: 1.0, source };
        let row = &written(&[hold_against(&[point], &[vec![None]])])["reference"][0];
        assert_eq!((row["structure"].as_str(), row["verdict"].as_str()), (Some("chain"), Some("miss")));
        assert!(row["simulated_min"].is_null());
    }
}
