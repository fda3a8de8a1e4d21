//! The values of one replication: one for each metric of the catalogue.

use crate::engine::time::{MS_PER_HOUR, SimTime, Span};
use crate::journal::header::Extent;
use crate::journal::ledger::StationTotals;
use crate::journal::milestone::Milestone;
use crate::measure::activation::activation_times;
use crate::measure::approach::{Approach, approach};
use crate::measure::casualties;
use crate::measure::catalogue::{Catalogue, Quantity};
use crate::measure::compliance::{ComplianceRow, compliance};
use crate::measure::convergence::Converged;
use crate::measure::effort::Effort;
use crate::measure::grades::peak_grades;
use crate::measure::judgement::judgement;
use crate::measure::linkage::Linkage;
use crate::measure::load::{DeskLoad, loads};
use crate::measure::milestones::{Milestones, Moment, Run, SectorAnswer, Timeline};
use crate::measure::path::interval_rows;
use crate::measure::record::{IntervalRow, ReplicationValues, ResponseTime, Value};
use crate::measure::supervision::{unled_share, unsupervised_share};
use crate::statistics::quantile::quantile;
use crate::terms::id::PostId;
use crate::terms::interval::{Interval, Part, Path};
use crate::terms::sector::Sector;
use crate::terms::severity::Severity;

/// What was measured of one replication.
#[derive(Clone, Debug)]
pub struct Measured {
    /// First moments and counts.
    pub milestones: Milestones,
    /// The rows of the critical paths.
    pub intervals: Vec<IntervalRow>,
    /// The value of each metric.
    pub values: ReplicationValues,
    /// Limits for reports, by post.
    pub compliance: Vec<ComplianceRow>,
    /// First-unit time of every incident that takes units.
    pub response_min: Vec<ResponseTime>,
    /// Detection time of every incident.
    pub detection_min: Vec<ResponseTime>,
    /// Time of death of every person in danger.
    pub death_min: Vec<ResponseTime>,
    /// Completed paths, in the order of `Path::ALL`.
    pub completed: [u64; 3],
    /// The load of each desk.
    pub desks: Vec<DeskLoad>,
}

/// Measures one replication.
///
/// # Panics
/// When the entries contradict each other: a bug of the simulation.
#[must_use]
pub fn measure(catalogue: &Catalogue, run: &Run) -> Measured {
    let milestones = Milestones::of(run);
    let intervals = interval_rows(run, &milestones.timelines);
    let completed =
        Path::ALL.map(|path| milestones.observed().filter(|timeline| timeline.path_end(path).is_some()).count() as u64);
    let view = View {
        run,
        milestones: &milestones,
        first_unit: FirstUnitParts::of(&intervals),
        completed,
        linkage: Linkage::of(run),
        effort: Effort::of(run),
        approach: approach(run, &milestones),
        grades: peak_grades(run),
    };
    let values = catalogue.quantities.iter().map(|quantity| view.value(quantity)).collect();
    let response_min = view.times(Moment::WorkBegun).collect();
    let detection_min = view.times(Moment::Detected).collect();
    let values = ReplicationValues { replication: run.replication, values };
    let (compliance, death_min, desks) = (compliance(run), casualties::deaths(run), loads(run));
    Measured { milestones, intervals, values, compliance, response_min, detection_min, death_min, completed, desks }
}

struct View<'a> {
    run: &'a Run<'a>,
    milestones: &'a Milestones,
    first_unit: FirstUnitParts,
    completed: [u64; 3],
    linkage: Linkage,
    effort: Effort,
    approach: Approach,
    /// Incidents by their gravest grade.
    grades: [u32; Severity::ALL.len()],
}

/// Where the time of the completed first-unit paths went, by interval and part.
#[derive(Default)]
struct FirstUnitParts {
    ms: [[i64; 5]; 8],
    censored: u32,
}

impl FirstUnitParts {
    fn of(rows: &[IntervalRow]) -> Self {
        let mut parts = Self::default();
        for row in rows.iter().filter(|row| row.path == Path::FirstUnit) {
            if row.is_censored {
                parts.censored += 1;
            } else {
                parts.ms[row.interval as usize][row.part as usize] += (row.end - row.start).ms();
            }
        }
        parts
    }
}

impl View<'_> {
    fn value(&self, quantity: &Quantity) -> Value {
        match quantity {
            Quantity::MeanTime(moment) => mean(self.times(*moment)),
            Quantity::TimeP90(moment) => self.p90(*moment),
            Quantity::TimeDeviation(moment) => self.deviation(*moment),
            Quantity::ActivationTime => mean(activation_times(self.run, &self.milestones.timelines).into_iter()),
            Quantity::SectorTime(sector) => mean(self.sector_times(*sector)),
            Quantity::SeverityTime(severity) => mean(self.severity_times(*severity)),
            Quantity::PathPart(interval, part) => self.path_part(*interval, *part),
            Quantity::Reached(moment) => share(self.times(*moment).map(|time| !time.is_censored), 0),
            Quantity::FirstNoticedBy(channel) => self.noticed_first(channel),
            Quantity::WithinTarget(position) => self.within_target(*position),
            Quantity::Judged(judged) => Value { value: judgement(self.run).of(*judged), censored: 0 },
            Quantity::LimitsKept => self.limits_kept(),
            Quantity::Count(counted) => total(f64::from(counted.of(&self.milestones.counts))),
            Quantity::PreventableDeaths => total(self.run.incidents.iter().map(|incident| f64::from(incident.preventable)).sum()),
            Quantity::PeakGrade(severity) => total(f64::from(self.grades[*severity as usize])),
            Quantity::HazardPeak => total(self.extents().map(|extent| extent.peak).sum()),
            Quantity::Damage => total(self.extents().map(|extent| extent.damage).sum()),
            Quantity::QueueTime => {
                let arrivals = &self.milestones.counts.arrivals;
                Value {
                    value: ratio(Span(arrivals.queue_ms).minutes(), u64::from(arrivals.of(Converged::UnitsQueued))),
                    censored: arrivals.still_queued,
                }
            }
            Quantity::TroopsApproved => Value { value: self.linkage.approval_min(), censored: self.linkage.unanswered },
            Quantity::TroopsArrived => Value { value: self.linkage.arrival_min(), censored: self.linkage.under_way() },
            Quantity::Approach(axis) => Value { value: self.approach.of(*axis), censored: 0 },
            Quantity::UnitHours => total(hours(self.milestones.counts.unit_ms)),
            Quantity::WorkHours => total(hours(self.effort.work_ms)),
            Quantity::UnmetHours => total(hours(self.effort.unmet_ms)),
            Quantity::UnitKm => total(kilometres(self.run.incidents.iter().map(|incident| incident.metres).sum())),
            Quantity::CrossShare(level) => Value { value: self.effort.cross_share(self.run, *level), censored: 0 },
            Quantity::UnsupervisedShare => {
                let run = self.run;
                let is_led = run.header.mechanisms.scene_command;
                let share = is_led.then(|| unsupervised_share(run.entries, run.header.horizon_ms)).flatten();
                Value { value: share, censored: 0 }
            }
            Quantity::UnledShare => {
                let is_crowded = self.run.header.mechanisms.congestion;
                let share = is_crowded.then(|| unled_share(self.run, self.run.header.horizon_ms)).flatten();
                Value { value: share, censored: 0 }
            }
            Quantity::Utilisation(echelon) => Value { value: self.utilisation(echelon), censored: 0 },
        }
    }

    /// The channel that noticed an incident first; the position of the channel in the header.
    fn first_channel(&self, timeline: &Timeline) -> Option<usize> {
        let entry = timeline.entry(Moment::Detected)?;
        let Milestone::IncidentDetected { channel } = self.run.entries[entry].milestone else { return None };
        Some(channel as usize)
    }

    fn noticed_first(&self, id: &str) -> Value {
        let by = |timeline| self.first_channel(timeline).is_some_and(|channel| self.run.header.channels[channel].id == id);
        share(self.answered(Moment::Detected).map(by), 0)
    }

    fn extents(&self) -> impl Iterator<Item = Extent> {
        self.run.incidents.iter().filter_map(|incident| incident.extent)
    }

    fn answered(&self, moment: Moment) -> impl Iterator<Item = &Timeline> {
        self.milestones.observed().filter(move |timeline| timeline.takes_units || !moment.takes_units())
    }

    fn times(&self, moment: Moment) -> impl Iterator<Item = ResponseTime> {
        self.answered(moment).map(move |timeline| self.since_onset(timeline, timeline.time(moment, self.run.entries)))
    }

    fn since_onset(&self, timeline: &Timeline, end: Option<SimTime>) -> ResponseTime {
        let until = end.unwrap_or(self.run.header.horizon_ms);
        ResponseTime { min: (until - timeline.onset).minutes(), is_censored: end.is_none() }
    }

    fn sector_times(&self, sector: Sector) -> impl Iterator<Item = ResponseTime> {
        self.milestones.observed().filter_map(move |timeline| match timeline.sectors[sector as usize] {
            SectorAnswer::NotOrdered => None,
            SectorAnswer::Ordered => Some(self.since_onset(timeline, None)),
            SectorAnswer::Arrived(time) => Some(self.since_onset(timeline, Some(time))),
        })
    }

    /// Times to effective force over the incidents of one grade.
    fn severity_times(&self, severity: Severity) -> impl Iterator<Item = ResponseTime> {
        let timelines = self.milestones.timelines.iter().zip(self.run.incidents);
        let of_grade = timelines.filter(move |(t, record)| t.is_observed && t.takes_units && record.severity == severity);
        of_grade.map(|(t, _)| self.since_onset(t, t.time(Moment::EffectiveForce, self.run.entries)))
    }

    fn p90(&self, moment: Moment) -> Value {
        let times: Vec<ResponseTime> = self.times(moment).collect();
        let minutes: Vec<f64> = times.iter().map(|time| time.min).collect();
        Value { value: quantile(&minutes, 0.9), censored: count(times.iter().filter(|time| time.is_censored)) }
    }

    fn deviation(&self, moment: Moment) -> Value {
        let (minutes, censored): (Vec<f64>, Vec<bool>) = self.times(moment).map(|time| (time.min, time.is_censored)).unzip();
        let n = f64::from(count(minutes.iter()));
        let centre = minutes.iter().sum::<f64>() / n;
        let squares = minutes.iter().map(|time| (time - centre) * (time - centre)).sum::<f64>();
        Value { value: (n > 1.0).then(|| libm::sqrt(squares / (n - 1.0))), censored: count(censored.iter().filter(|is| **is)) }
    }

    fn path_part(&self, interval: Interval, part: Part) -> Value {
        let total = Span(self.first_unit.ms[interval as usize][part as usize]);
        Value { value: ratio(total.minutes(), self.completed[Path::FirstUnit as usize]), censored: self.first_unit.censored }
    }

    /// The share that completed the path in time. Where the horizon came first, the incident counts as not in time, and as
    /// censored: the set of incidents is the same under every structure.
    fn within_target(&self, position: usize) -> Value {
        let target = &self.run.header.targets[position];
        let moment = Moment::end_of(target.path);
        let unknown = |timeline: &&Timeline| {
            timeline.entry(moment).is_none() && timeline.onset + target.within_ms > self.run.header.horizon_ms
        };
        let in_time = |timeline: &Timeline| {
            timeline.time(moment, self.run.entries).is_some_and(|time| time - timeline.onset <= target.within_ms)
        };
        share(self.answered(moment).map(in_time), count(self.answered(moment).filter(unknown)))
    }

    fn limits_kept(&self) -> Value {
        let counts = &self.milestones.counts;
        let due = counts.limits_kept + counts.reports_overdue;
        Value { value: ratio(f64::from(counts.limits_kept), due.into()), censored: 0 }
    }

    fn utilisation(&self, echelon: &str) -> Option<f64> {
        let header = self.run.header;
        let busy = |(post, books): &(PostId, StationTotals)| {
            let is_here = header.echelon(header.post(*post).echelon).id == echelon;
            let capacity = hours(books.on_duty_ms);
            (is_here && capacity > 0.0).then(|| hours(books.busy_ms) / capacity)
        };
        let (sum, desks) = self.run.desks.iter().filter_map(busy).fold((0.0, 0), |(sum, desks), x| (sum + x, desks + 1));
        ratio(sum, desks)
    }
}

fn mean(times: impl Iterator<Item = ResponseTime>) -> Value {
    let (mut sum, mut n, mut censored) = (0.0, 0, 0);
    for time in times {
        sum += time.min;
        n += 1;
        censored += u32::from(time.is_censored);
    }
    Value { value: ratio(sum, n), censored }
}

fn share(answers: impl Iterator<Item = bool>, censored: u32) -> Value {
    let (yes, all) = answers.fold((0_u32, 0), |(yes, all), answer| (yes + u32::from(answer), all + 1));
    Value { value: ratio(f64::from(yes), all), censored }
}

const fn total(sum: f64) -> Value {
    Value { value: Some(sum), censored: 0 }
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn ratio(sum: f64, n: u64) -> Option<f64> {
    (n > 0).then(|| sum / n as f64)
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    items.fold(0, |n, _| n + 1)
}

#[expect(clippy::cast_precision_loss, reason = "sums of spans stay far below 2^53 ms")]
fn hours(ms: i64) -> f64 {
    ms as f64 / MS_PER_HOUR
}

#[expect(clippy::cast_precision_loss, reason = "sums of lengths stay far below 2^53 m")]
fn kilometres(metres: u64) -> f64 {
    metres as f64 / 1_000.0
}

#[cfg(test)]
mod tests {
    use super::{Measured, measure};
    use crate::engine::time::Span;
    use crate::journal::entry::Entry;
    use crate::journal::header::IncidentRecord;
    use crate::journal::ledger::StationTotals;
    use crate::journal::milestone::Milestone;
    use crate::measure::catalogue::Catalogue;
    use crate::measure::fixture::{CITY, COUNTY, FIRE, MILITIA, RESCUE, Story, header, incident, plain_course, run};
    use crate::measure::milestones::Run;
    use crate::measure::record::{Statistic, Value};
    use crate::terms::traffic::MatterKind;

    /// Looks a metric's value up.
    struct Found(Catalogue, Measured);

    impl Found {
        fn of(incidents: &[IncidentRecord], entries: &[Entry]) -> Self {
            let (header, hour) = (header(), Span::from_minutes(60.0));
            let books = |servers, busy_ms| {
                let on_duty_ms = i64::from(servers) * hour.ms();
                StationTotals { servers, on_duty_ms, observed: hour, busy_ms, ..StationTotals::default() }
            };
            let desks = [(COUNTY, books(2, hour.ms())), (COUNTY, books(1, 0)), (COUNTY, books(0, 0))];
            let catalogue = Catalogue::new(&[&header]);
            let measured = measure(&catalogue, &Run { desks: &desks, ..run(&header, incidents, entries) });
            Self(catalogue, measured)
        }

        fn by(&self, id: &str, statistic: Statistic) -> Value {
            let position = self.0.metrics.iter().position(|metric| metric.id == id && metric.statistic == statistic);
            self.1.values.values[position.unwrap_or_else(|| panic!("a metric {id}"))]
        }

        fn value(&self, id: &str) -> Option<f64> {
            let position = self.0.metrics.iter().position(|metric| metric.id == id);
            self.1.values.values[position.unwrap_or_else(|| panic!("a metric {id}"))].value
        }
    }

    #[test]
    fn a_plain_course_has_every_time() {
        let found = Found::of(&[incident(0, 10.0)], &plain_course());
        for (id, wanted) in [
            ("detection_time", 2.0),
            ("report_time", 10.0),
            ("decision_time", 20.0),
            ("order_time", 22.0),
            ("arrival_time", 40.0),
            ("arrival_time.government", 40.0),
            ("first_unit_time", 45.0),
            ("effective_force_time", 45.0),
            ("containment_time", 110.0),
            ("report_transit", 1.0),
            ("report_wait", 2.0),
            ("report_service", 5.0),
            ("decide_transit", 0.0),
            ("decide_wait", 4.0),
            ("decide_service", 6.0),
            ("proportion_served", 1.0),
            ("proportion_contained", 1.0),
            ("within_target.hour", 1.0),
            ("messages", 1.0),
            ("requests", 0.0),
            ("orders_issued", 1.0),
            ("unit_h", 2.0),
            ("work_h", 65.0 / 60.0),
            ("unmet_h", 45.0 / 60.0),
            ("unit_km", 42.0),
            ("cross_share.county", 1.0),
            ("utilisation.county", 0.25),
        ] {
            assert_eq!(found.value(id), Some(wanted), "{id}");
        }
        assert_eq!((found.value("arrival_time.military"), found.value("utilisation.city")), (None, None));
        assert_eq!(found.by("decision_time", Statistic::StandardDeviation).value, None, "one incident has no spread");
        assert_eq!(found.1.completed, [1, 1, 1]);
    }

    #[test]
    fn times_are_cut_at_the_horizon_and_censored_incidents_counted() {
        let found = Found::of(&[incident(0, 10.0), incident(1, 400.0), incident(1, 600.0)], &plain_course());
        let time = found.by("first_unit_time", Statistic::RestrictedMean);
        assert_eq!((time.value, time.censored), (Some(122.5), 1));
        let high = found.by("first_unit_time", Statistic::P90);
        assert_eq!((high.value, high.censored), (Some(45.0 + 0.9 * 155.0), 1));
        // Decisions after 20 min and, cut at the horizon, 200 min.
        let slow = found.by("decision_time", Statistic::P90);
        assert_eq!((slow.value, slow.censored), (Some(20.0 + 0.9 * 180.0), 1));
        let spread = found.by("decision_time", Statistic::StandardDeviation);
        assert!((spread.value.unwrap() - 180.0 / 2.0_f64.sqrt()).abs() < 1e-9 && spread.censored == 1, "{spread:?}");
        assert_eq!(found.value("proportion_served"), Some(0.5));
        assert_eq!((found.value("decide_wait"), found.by("decide_wait", Statistic::MeanOfCompleted).censored), (Some(4.0), 1));
    }

    #[test]
    fn a_target_beyond_the_horizon_is_not_met_and_censored() {
        let found = Found::of(&[incident(0, 10.0), incident(1, 500.0), incident(1, 541.0)], &plain_course());
        let target = found.by("within_target.hour", Statistic::Proportion);
        assert_eq!((target.value, target.censored), (Some(1.0 / 3.0), 1));
    }

    #[test]
    fn traffic_casualties_and_units_still_out_are_counted() {
        let mut story = Story::new(0.0);
        story.sent(1.0, None, COUNTY, MatterKind::Report).sent(2.0, Some(COUNTY), CITY, MatterKind::Request);
        story.scene(3.0, Milestone::CasualtyRescued { person: 0 }).scene(4.0, Milestone::CasualtyDied { person: 1 });
        story.post(5.0, CITY, Milestone::NeedWaited { capability: RESCUE, units: 2 }).ordered(6.0, CITY, MILITIA);
        story.unit(300.0, MILITIA, Milestone::OrderReceived).unit(310.0, MILITIA, Milestone::OrderRejected);
        story.unit(320.0, FIRE, Milestone::OrderRejected);
        story.ordered(400.0, CITY, FIRE);
        let found = Found::of(&[incident(0, 0.0)], &story.entries());
        for (id, wanted) in [
            ("messages", 2.0),
            ("requests", 1.0),
            ("persons_rescued", 1.0),
            ("persons_died", 1.0),
            ("needs_waited", 1.0),
            ("orders_issued", 2.0),
            ("orders_rejected", 1.0),
            ("orders_moot", 1.0),
            ("unit_h", 5.0),
        ] {
            assert_eq!(found.value(id), Some(wanted), "{id}");
        }
        let military = found.by("arrival_time.military", Statistic::RestrictedMean);
        assert_eq!((military.value, military.censored), (Some(600.0), 1));
    }

    #[test]
    fn an_incident_that_needs_no_unit_counts_only_until_the_decision() {
        let mut story = Story::new(0.0);
        story.scene(0.0, Milestone::IncidentContained);
        let found = Found::of(&[incident(0, 0.0)], &story.entries());
        assert_eq!((found.value("detection_time"), found.value("first_unit_time")), (Some(600.0), None));
        assert_eq!((found.value("proportion_contained"), found.1.response_min.len()), (None, 0));
    }
}
