//! The fixed list of metrics of a study: what each is called and what it is taken of.
//!
//! The list follows from the headers alone, so that every replication under every structure has its values in one order. A
//! level that only one structure has stands in the list of all; the others have no value there.

use crate::journal::header::{Header, NamedItem};
use crate::measure::approach::{AXES, Axis};
use crate::measure::convergence;
use crate::measure::counted::{COUNTS, Counted, FURTHER};
use crate::measure::judgement::{JUDGED, Judged};
use crate::measure::milestones::Moment;
use crate::measure::record::{Metric, MetricUnit, Statistic};
use crate::terms::interval::{Interval, Part};
use crate::terms::language::{Language, Word as _};
use crate::terms::sector::Sector;
use crate::terms::severity::Severity;

/// What a metric is taken of.
#[derive(Clone, Debug, PartialEq)]
pub enum Quantity {
    /// Mean time from onset to a moment, min.
    MeanTime(Moment),
    /// 90th percentile of the time from onset to a moment, min.
    TimeP90(Moment),
    /// Standard deviation of the time from onset to a moment, min.
    TimeDeviation(Moment),
    /// Mean time from the first report read to the first response level, min.
    ActivationTime,
    /// Mean time from onset to the arrival of a sector's first unit that was ordered, over the incidents where one was, min.
    SectorTime(Sector),
    /// Mean time from onset to effective force over the incidents of one grade, min.
    SeverityTime(Severity),
    /// Mean time in one part of an interval of completed first-unit paths, min.
    PathPart(Interval, Part),
    /// Share of incidents that reached a moment before the horizon.
    Reached(Moment),
    /// Share of incidents that the channel with this id noticed first.
    FirstNoticedBy(String),
    /// Share of incidents that met the target at this position in the header.
    WithinTarget(usize),
    /// How well posts judged what was needed.
    Judged(Judged),
    /// Share of the limits that ended or were kept which were kept.
    LimitsKept,
    /// A count over the run.
    Count(Counted),
    /// Deaths that the first unit that could have been there might have prevented.
    PreventableDeaths,
    /// Incidents whose gravest grade was this one.
    PeakGrade(Severity),
    /// Largest sizes of the hazards, added up.
    HazardPeak,
    /// Integral of the sizes of the hazards over time.
    Damage,
    /// Mean time that units took to pass an access road, min.
    QueueTime,
    /// Mean time from asking for troops to approval, min.
    TroopsApproved,
    /// Mean time from asking for troops to the arrival of each unit, min.
    TroopsArrived,
    /// A coordinate of the approach space.
    Approach(Axis),
    /// Time that units were under orders, h.
    UnitHours,
    /// Time that units were at work, h.
    WorkHours,
    /// First-alarm units not yet at work, over time, h.
    UnmetHours,
    /// Road that units drove for incidents, km.
    UnitKm,
    /// Share of the units sent that belong to another jurisdiction of this level than the incident.
    CrossShare(u32),
    /// Share of the units' time at work beyond the span of whoever commands at the scene.
    UnsupervisedShare,
    /// Share of the time of social groups at work during which nobody led them.
    UnledShare,
    /// Mean share of officers busy at the desks of the echelon with this id.
    Utilisation(String),
}

/// The metrics of a study and what each is taken of, in the order of every list of values.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// The metrics.
    pub metrics: Vec<Metric>,
    /// What each is taken of.
    pub quantities: Vec<Quantity>,
}

const TIMES: [(&str, Moment); 8] = [
    ("detection_time", Moment::Detected),
    ("report_time", Moment::ReportRead),
    ("decision_time", Moment::DecisionMade),
    ("order_time", Moment::OrderReceived),
    ("arrival_time", Moment::UnitArrived),
    ("first_unit_time", Moment::WorkBegun),
    ("effective_force_time", Moment::EffectiveForce),
    ("containment_time", Moment::Contained),
];
const P90_TIMES: [(&str, Moment); 3] =
    [("decision_time", Moment::DecisionMade), ("first_unit_time", Moment::WorkBegun), ("containment_time", Moment::Contained)];
const SHARES: [(&str, Moment); 4] = [
    ("proportion_detected", Moment::Detected),
    ("proportion_served", Moment::WorkBegun),
    ("proportion_effective_force", Moment::EffectiveForce),
    ("proportion_contained", Moment::Contained),
];
impl Catalogue {
    /// The metrics of a scenario under these structures.
    ///
    /// # Panics
    /// When the headers do not declare the same targets: they are of different scenarios.
    #[must_use]
    pub fn new(headers: &[&Header]) -> Self {
        let mut list = Self { metrics: Vec::new(), quantities: Vec::new() };
        list.times();
        if headers.iter().any(|header| header.mechanisms.dispatch) {
            for severity in Severity::ALL.into_iter().rev() {
                let id = format!("effective_force_time.{}", severity.numeral());
                list.time(&id, Statistic::RestrictedMean, Quantity::SeverityTime(severity));
            }
        }
        if headers.iter().any(|header| header.mechanisms.responses) {
            list.time("activation_time", Statistic::RestrictedMean, Quantity::ActivationTime);
        }
        if headers.iter().any(|header| !header.committees.is_empty()) {
            list.part(Interval::Decide, Part::Convene);
        }
        if headers.iter().any(|header| header.mechanisms.military) {
            list.time("military_approval_time", Statistic::MeanOfCompleted, Quantity::TroopsApproved);
            list.time("military_arrival_time", Statistic::MeanOfCompleted, Quantity::TroopsArrived);
        }
        if headers.iter().any(|header| header.mechanisms.access_roads) {
            list.part(Interval::Travel, Part::Wait);
            list.time("queue_time", Statistic::RestrictedMean, Quantity::QueueTime);
        }
        list.shares(headers);
        list.news(headers);
        let further = FURTHER.iter().filter(|(is_counted, _)| headers.iter().any(|header| is_counted(header)));
        let lists = COUNTS.iter().chain(further.flat_map(|(_, counts)| *counts)).copied();
        for (id, counted, less_is_better) in lists {
            list.push(id, MetricUnit::Count, Statistic::Total, less_is_better, Quantity::Count(counted));
        }
        if headers.iter().any(|header| header.mechanisms.dangers) {
            let quantity = Quantity::PreventableDeaths;
            list.push("preventable_deaths", MetricUnit::Count, Statistic::Total, Some(true), quantity);
        }
        if headers.iter().any(|header| header.mechanisms.grading) {
            for severity in Severity::ALL {
                let id = format!("peak_grade.{}", severity.numeral());
                list.push(&id, MetricUnit::Count, Statistic::Total, None, Quantity::PeakGrade(severity));
            }
        }
        if headers.iter().any(|header| header.mechanisms.hazards) {
            list.push("hazard_peak", MetricUnit::Size, Statistic::Total, Some(true), Quantity::HazardPeak);
            list.push("damage", MetricUnit::SizeHours, Statistic::Total, Some(true), Quantity::Damage);
        }
        for (id, converged, less_is_better, is_counted) in convergence::ROWS {
            if headers.iter().any(|header| is_counted(header)) {
                let quantity = Quantity::Count(Counted::Convergence(converged));
                list.push(id, MetricUnit::Count, Statistic::Total, less_is_better, quantity);
            }
        }
        list.effort(headers);
        if headers.iter().any(|header| header.mechanisms.scene_command) {
            list.push("unsupervised_share", MetricUnit::Share, Statistic::TimeAverage, Some(true), Quantity::UnsupervisedShare);
        }
        if headers.iter().any(|header| header.mechanisms.congestion) {
            list.push("unled_share", MetricUnit::Share, Statistic::TimeAverage, Some(true), Quantity::UnledShare);
        }
        for (id, axis, statistic) in AXES {
            list.push(id, MetricUnit::Share, statistic, None, Quantity::Approach(axis));
        }
        for id in once_each(headers, |header| &header.echelons) {
            let quantity = Quantity::Utilisation(id.to_owned());
            list.push(&format!("utilisation.{id}"), MetricUnit::Share, Statistic::TimeAverage, None, quantity);
        }
        list
    }

    fn times(&mut self) {
        for (id, moment) in TIMES {
            self.time(id, Statistic::RestrictedMean, Quantity::MeanTime(moment));
        }
        for (id, moment) in P90_TIMES {
            self.time(id, Statistic::P90, Quantity::TimeP90(moment));
        }
        let deviation = Quantity::TimeDeviation(Moment::DecisionMade);
        self.time("decision_time", Statistic::StandardDeviation, deviation);
        for sector in [Sector::Government, Sector::Military, Sector::Society] {
            let id = format!("arrival_time.{}", sector.word(Language::En));
            self.time(&id, Statistic::RestrictedMean, Quantity::SectorTime(sector));
        }
        for interval in [Interval::Report, Interval::Decide] {
            for part in [Part::Transit, Part::Wait, Part::Service] {
                self.part(interval, part);
            }
        }
    }

    fn part(&mut self, interval: Interval, part: Part) {
        let id = format!("{}_{}", interval.id(), part.id());
        self.time(&id, Statistic::MeanOfCompleted, Quantity::PathPart(interval, part));
    }

    fn shares(&mut self, headers: &[&Header]) {
        for (id, moment) in SHARES {
            self.push(id, MetricUnit::Share, Statistic::Proportion, Some(false), Quantity::Reached(moment));
        }
        for id in once_each(headers, |header| &header.channels) {
            let quantity = Quantity::FirstNoticedBy(id.to_owned());
            self.push(&format!("noticed_first.{id}"), MetricUnit::Share, Statistic::Proportion, None, quantity);
        }
        let ids = |header: &Header| -> Vec<String> { header.targets.iter().map(|target| target.id.clone()).collect() };
        let targets = headers.first().map(|header| ids(header)).unwrap_or_default();
        assert!(headers.iter().all(|header| ids(header) == targets), "structures of one study with different targets");
        for (position, id) in targets.iter().enumerate() {
            let quantity = Quantity::WithinTarget(position);
            self.push(&format!("within_target.{id}"), MetricUnit::Share, Statistic::Proportion, Some(false), quantity);
        }
    }

    fn effort(&mut self, headers: &[&Header]) {
        for (id, unit, less_is_better, quantity) in [
            ("unit_h", MetricUnit::UnitHours, None, Quantity::UnitHours),
            ("work_h", MetricUnit::UnitHours, None, Quantity::WorkHours),
            ("unmet_h", MetricUnit::UnitHours, Some(true), Quantity::UnmetHours),
            ("unit_km", MetricUnit::Km, None, Quantity::UnitKm),
        ] {
            self.push(id, unit, Statistic::Total, less_is_better, quantity);
        }
        // The structures of a study share one world. Where the units of a level belong to one jurisdiction, nobody helps another one.
        let Some(header) = headers.first() else { return };
        for (level, item) in (0..).zip(&header.levels) {
            let mut homes = header.units.iter().filter_map(|unit| header.at_level(unit.jurisdiction, level));
            let first = homes.next();
            if homes.any(|home| Some(home) != first) {
                let (id, quantity) = (format!("cross_share.{}", item.id), Quantity::CrossShare(level));
                self.push(&id, MetricUnit::Share, Statistic::Proportion, None, quantity);
            }
        }
    }

    fn news(&mut self, headers: &[&Header]) {
        if headers.iter().any(|header| !header.deadlines.is_empty()) {
            self.push("limits_kept", MetricUnit::Share, Statistic::Proportion, Some(false), Quantity::LimitsKept);
        }
        let is_judged = headers.iter().any(|header| header.mechanisms.estimates);
        for (id, judged, unit) in JUDGED.into_iter().filter(|_| is_judged) {
            let less_is_better = (judged != Judged::Bias).then_some(true);
            self.push(id, unit, Statistic::MeanOfCompleted, less_is_better, Quantity::Judged(judged));
        }
    }

    fn time(&mut self, id: &str, statistic: Statistic, quantity: Quantity) {
        self.push(id, MetricUnit::Minutes, statistic, Some(true), quantity);
    }

    fn push(&mut self, id: &str, unit: MetricUnit, statistic: Statistic, less_is_better: Option<bool>, quantity: Quantity) {
        self.metrics.push(Metric { id: id.to_owned(), unit, statistic, less_is_better });
        self.quantities.push(quantity);
    }
}

/// The ids that the headers list under one heading, each once, in the order in which they first appear.
fn once_each<'a>(headers: &[&'a Header], list: impl Fn(&'a Header) -> &'a [NamedItem]) -> Vec<&'a str> {
    let mut ids: Vec<&str> = Vec::new();
    for item in headers.iter().flat_map(|header| list(header)) {
        if !ids.contains(&item.id.as_str()) {
            ids.push(&item.id);
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::Catalogue;
    use crate::measure::fixture::header;

    #[test]
    fn a_level_that_only_one_structure_has_stands_in_the_list_of_all() {
        let (tall, mut flat) = (header(), header());
        flat.echelons.truncate(1);
        let (one, both) = (Catalogue::new(&[&tall]), Catalogue::new(&[&flat, &tall]));
        assert_eq!(one.metrics, both.metrics);
        assert_eq!(one.metrics.last().unwrap().id, "utilisation.county");
        assert_eq!(one.metrics.len(), one.quantities.len());
    }

    #[test]
    fn a_metric_is_named_by_its_id_and_its_statistic() {
        let metrics = Catalogue::new(&[&header()]).metrics;
        let keys: std::collections::BTreeSet<_> =
            metrics.iter().map(|metric| (metric.id.as_str(), metric.statistic.id())).collect();
        assert_eq!(keys.len(), metrics.len());
    }
}
