//! Over the replications of a structure: estimates, where the time went, response times; and two structures compared.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::engine::time::Span;
use crate::journal::header::Header;
use crate::measure::compliance::Compliance;
use crate::measure::load::MeanLoads;
use crate::measure::metrics::Measured;
use crate::measure::record::{
    ComparisonRow, Estimate, IntervalRow, Metric, ReplicationValues, ResponseTime, RunRecord, Statistic, StructureResult, Value,
    WaterfallCell, Where,
};
use crate::statistics::interval::{mean, wilson};
use crate::statistics::paired::paired;
use crate::terms::interval::{Interval, Part, Path};

/// The confidence of every interval that is shown.
const CONFIDENCE: f64 = 0.95;

/// Gathers the replications of one structure, in their order.
#[derive(Clone, Debug, Default)]
pub struct Aggregate {
    replications: Vec<ReplicationValues>,
    waterfall: Waterfall,
    compliance: Compliance,
    response_min: Vec<ResponseTime>,
    loads: MeanLoads,
    detection_min: Vec<ResponseTime>,
    death_min: Vec<ResponseTime>,
}

impl Aggregate {
    /// Adds the next replication.
    ///
    /// # Panics
    /// When its number does not come after the last.
    pub fn add(&mut self, measured: Measured) {
        let number = measured.values.replication;
        let last = self.replications.last().map_or(0, |values| values.replication);
        assert!(number > last, "replication {number} comes after replication {last}");
        self.loads.add(&measured.desks);
        self.waterfall.add(&measured.intervals, measured.completed);
        measured.compliance.iter().for_each(|row| self.compliance.add(row));
        for (kept, times) in [
            (&mut self.response_min, measured.response_min),
            (&mut self.detection_min, measured.detection_min),
            (&mut self.death_min, measured.death_min),
        ] {
            let room = RESPONSES_MAX - kept.len().min(RESPONSES_MAX);
            kept.extend(times.into_iter().take(room));
        }
        self.replications.push(measured.values);
    }

    /// The values so far, by replication.
    #[must_use]
    pub fn replications(&self) -> &[ReplicationValues] {
        &self.replications
    }

    /// The result of a structure, with one run of it in full.
    #[must_use]
    pub fn finish(self, metrics: &[Metric], header: Arc<Header>, first: RunRecord) -> StructureResult {
        StructureResult {
            header,
            first,
            estimates: estimates(metrics, &self.replications),
            waterfall: self.waterfall.cells(),
            compliance: self.compliance.rows(),
            desks: self.loads.finish(),
            replications: self.replications,
            response_min: self.response_min,
            detection_min: self.detection_min,
            death_min: self.death_min,
        }
    }
}

/// Response times kept for the distribution: the first half million, so that memory is flat in the number of replications.
pub const RESPONSES_MAX: usize = 500_000;

/// The mean of each metric over the replications that have a value, with its Student interval.
#[must_use]
pub fn estimates(metrics: &[Metric], replications: &[ReplicationValues]) -> Vec<Estimate> {
    let of = |position: usize| estimate(replications.iter().map(|values| values.values[position]));
    metrics.iter().enumerate().map(|(position, metric)| bounded(metric, of(position), replications, position)).collect()
}

/// A share that is 0 or 1 in every replication is a proportion of replications: its interval is Wilson's, which stays in bounds.
fn bounded(metric: &Metric, estimate: Estimate, replications: &[ReplicationValues], position: usize) -> Estimate {
    if metric.statistic != Statistic::Proportion {
        return estimate;
    }
    let observed: Vec<f64> = replications.iter().filter_map(|values| values.values[position].value).collect();
    if observed.len() < 2 || observed.iter().any(|value| *value != 0.0 && *value != 1.0) {
        return estimate;
    }
    let successes = observed.iter().filter(|value| **value == 1.0).count();
    let interval = wilson(successes as u64, observed.len() as u64, CONFIDENCE);
    Estimate { ci_low: interval.map(|ci| ci.low), ci_high: interval.map(|ci| ci.high), ..estimate }
}

fn estimate(values: impl Iterator<Item = Value> + Clone) -> Estimate {
    let observed: Vec<f64> = values.clone().filter_map(|value| value.value).collect();
    let censored = values.map(|value| u64::from(value.censored)).sum();
    let Some(found) = mean(&observed, CONFIDENCE) else {
        return Estimate { censored, ..Estimate::default() };
    };
    Estimate {
        mean: found.mean,
        ci_low: found.interval.map(|interval| interval.low),
        ci_high: found.interval.map(|interval| interval.high),
        replications: number(observed.len()),
        censored,
    }
}

/// Compares two structures metric by metric on the same replications: difference = b − a.
///
/// # Panics
/// When the two did not run the same replications.
#[must_use]
pub fn compare(metrics: &[Metric], a: &StructureResult, b: &StructureResult) -> Vec<ComparisonRow> {
    let numbers = |result: &StructureResult| -> Vec<u32> { result.replications.iter().map(|r| r.replication).collect() };
    assert_eq!(numbers(a), numbers(b), "replications of {} and {}", a.header.structure, b.header.structure);
    metrics.iter().enumerate().map(|(position, metric)| comparison(position, metric, a, b)).collect()
}

fn comparison(position: usize, metric: &Metric, a: &StructureResult, b: &StructureResult) -> ComparisonRow {
    let both = a.replications.iter().zip(&b.replications).map(|(a, b)| (a.values[position], b.values[position]));
    let pairs: Vec<(f64, f64)> = both.clone().filter_map(|(a, b)| a.value.zip(b.value)).collect();
    let found = paired(&pairs, CONFIDENCE);
    let interval = found.and_then(|found| found.difference.interval);
    ComparisonRow {
        metric: metric.id.clone(),
        unit: metric.unit,
        statistic: metric.statistic,
        structure_a: a.header.structure.clone(),
        structure_b: b.header.structure.clone(),
        mean_a: found.map(|found| found.mean_a).or_else(|| own(a, position)),
        mean_b: found.map(|found| found.mean_b).or_else(|| own(b, position)),
        difference: found.map_or(0.0, |found| found.difference.mean),
        ci_low: interval.map(|interval| interval.low),
        ci_high: interval.map(|interval| interval.high),
        replications: number(pairs.len()),
        censored_a: both.clone().map(|(a, _)| u64::from(a.censored)).sum(),
        censored_b: both.map(|(_, b)| u64::from(b.censored)).sum(),
    }
}

/// The mean of a metric over the replications of one structure that have a value.
fn own(result: &StructureResult, position: usize) -> Option<f64> {
    let observed: Vec<f64> = result.replications.iter().filter_map(|values| values.values[position].value).collect();
    mean(&observed, CONFIDENCE).map(|found| found.mean)
}

/// Where the time of completed paths went. It adds whole milliseconds, so that the order of adding does not matter.
#[derive(Clone, Debug, Default)]
struct Waterfall {
    cells_ms: BTreeMap<(Path, Interval, Part, Where), i64>,
    completed: [u64; 3],
}

impl Waterfall {
    fn add(&mut self, rows: &[IntervalRow], completed: [u64; 3]) {
        for row in rows.iter().filter(|row| !row.is_censored) {
            let cell = self.cells_ms.entry((row.path, row.interval, row.part, row.echelon)).or_default();
            *cell += (row.end - row.start).ms();
        }
        for (sum, paths) in self.completed.iter_mut().zip(completed) {
            *sum += paths;
        }
    }

    fn cells(&self) -> Vec<WaterfallCell> {
        let cell = |(key, ms): (&(Path, Interval, Part, Where), &i64)| {
            let (path, interval, part, echelon) = *key;
            #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
            let mean_min = Span(*ms).minutes() / self.completed[path as usize] as f64;
            WaterfallCell { path, interval, part, echelon, mean_min }
        };
        self.cells_ms.iter().map(cell).collect()
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).expect("fewer than 2^32 replications")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Aggregate, compare};
    use crate::engine::time::SimTime;
    use crate::measure::catalogue::Catalogue;
    use crate::measure::fixture::{header, incident, plain_course, run};
    use crate::measure::metrics::measure;
    use crate::measure::milestones::Run;
    use crate::measure::record::{RunRecord, StructureResult};
    use crate::terms::interval::Path;

    /// Replications of the plain course, the detection of the n-th delayed by as many minutes as `delays` tells; below 0 the
    /// horizon comes before the work.
    fn result(delays: &[f64]) -> StructureResult {
        let (header, incidents, catalogue) = (Arc::new(header()), vec![incident(0, 10.0)], Catalogue::new(&[&header()]));
        let mut aggregate = Aggregate::default();
        for (replication, delay) in (1..).zip(delays) {
            let mut entries = plain_course();
            entries.iter_mut().skip(1).for_each(|entry| entry.time = SimTime(entry.time.ms() + (delay * 60_000.0) as i64));
            if *delay < 0.0 {
                entries.truncate(5);
            }
            aggregate.add(measure(&catalogue, &Run { replication, ..run(&header, &incidents, &entries) }));
        }
        let (entries, intervals, desks) = (Vec::new(), Vec::new(), Vec::new());
        let first = RunRecord { header: header.clone(), replication: 1, incidents, entries, intervals, desks };
        aggregate.finish(&catalogue.metrics, header, first)
    }

    #[test]
    fn estimates_are_means_over_replications() {
        let result = result(&[0.0, 2.0]);
        let detection = result.estimates[0];
        assert_eq!((detection.mean, detection.replications, detection.censored), (3.0, 2, 0));
        assert!((detection.ci_high.unwrap() - 3.0 - 12.706_204_736).abs() < 1e-6);
        assert_eq!(result.response_min.iter().map(|time| time.min).collect::<Vec<_>>(), [45.0, 47.0]);
    }

    #[test]
    fn the_waterfall_of_a_path_adds_up_to_the_mean_of_its_completed_times() {
        let cells = result(&[0.0, 2.0, -1.0]).waterfall;
        for (path, wanted) in Path::ALL.into_iter().zip([46.0, 46.0, 111.0]) {
            let sum: f64 = cells.iter().filter(|cell| cell.path == path).map(|cell| cell.mean_min).sum();
            assert!((sum - wanted).abs() < 1e-9, "{path:?}: {sum}");
        }
    }

    #[test]
    fn a_structure_against_itself_differs_by_exactly_zero() {
        let one = result(&[0.0, 0.3, 7.1, -1.0]);
        for row in compare(&Catalogue::new(&[&header()]).metrics, &one, &one) {
            assert_eq!(row.difference.to_bits(), 0, "{row:?}");
            assert!([row.ci_low, row.ci_high].into_iter().flatten().all(|end| end.to_bits() == 0), "{row:?}");
            assert_eq!(row.mean_a, row.mean_b);
        }
    }

    #[test]
    fn a_constant_delay_is_found_with_certainty() {
        let metrics = Catalogue::new(&[&header()]).metrics;
        let rows = compare(&metrics, &result(&[0.0, 5.0, 1.0]), &result(&[2.0, 7.0, 3.0]));
        let row = rows.iter().find(|row| row.metric == "first_unit_time").unwrap();
        assert_eq!((row.difference, row.ci_low, row.ci_high, row.replications), (2.0, Some(2.0), Some(2.0), 3));
    }

    #[test]
    fn a_mean_that_only_one_structure_has_is_told_without_a_difference() {
        let metrics = Catalogue::new(&[&header()]).metrics;
        // Under the second the horizon comes before the work, so that no path is completed.
        for (a, b) in [(&[0.0, 5.0], &[-1.0, -1.0]), (&[-1.0, -1.0], &[0.0, 5.0])] {
            let rows = compare(&metrics, &result(a), &result(b));
            let row = rows.iter().find(|row| row.metric == "decide_wait").unwrap();
            assert_eq!((row.replications, row.ci_low, row.difference), (0, None, 0.0));
            assert_eq!((row.mean_a, row.mean_b), if a[0] < 0.0 { (None, Some(4.0)) } else { (Some(4.0), None) });
        }
    }

    #[test]
    #[should_panic(expected = "replications of chain and chain")]
    fn structures_are_compared_on_the_same_replications() {
        let _ = compare(&[], &result(&[0.0]), &result(&[0.0, 1.0]));
    }
}
