//! How a quantity is read from the books of one replication.

use crate::engine::time::{SimTime, Span};
use crate::journal::ledger::{Outcome, StationTotals, Visit};
use crate::measure::record::{LaboratoryNames, LaboratoryRecord};
use crate::scenario::laboratory::{LabStructure, Laboratory};
use crate::statistics::quantile::quantile;
use crate::verify::quantity::Quantity;
use crate::verify::totals;

/// The books of a replication with what is needed to read them.
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    laboratory: &'a Laboratory,
    structure: &'a LabStructure,
    names: &'a LaboratoryNames,
    record: &'a LaboratoryRecord,
    /// Visits to each station and pool in the order of arrival: a quantity of one of them looks at no other.
    visits_at: Vec<Vec<Visit>>,
}

impl<'a> Reading<'a> {
    /// The books of a laboratory that ran under a structure, with the names of its tables.
    #[must_use]
    pub fn new(
        laboratory: &'a Laboratory,
        structure: &'a LabStructure,
        names: &'a LaboratoryNames,
        record: &'a LaboratoryRecord,
    ) -> Self {
        let mut visits_at = vec![Vec::new(); names.unit_offset];
        for visit in &record.visits {
            visits_at[visit.station as usize].push(*visit);
        }
        Self { laboratory, structure, names, record, visits_at }
    }

    /// The value of a quantity; none when there was nothing to measure.
    ///
    /// # Panics
    /// When the quantity names something that the laboratory has not.
    #[must_use]
    pub fn value(&self, quantity: &Quantity) -> Option<f64> {
        match *quantity {
            Quantity::MeanWait { at, class } => {
                mean(self.visits(at, class).filter_map(|v| Some((v.started? - v.arrived).minutes())))
            }
            Quantity::MeanSquaredWait { at } => {
                let waits = self.visits(at, None).filter_map(|v| Some((v.started? - v.arrived).minutes()));
                mean(waits.map(|wait| wait * wait))
            }
            Quantity::WaitLonger { at, min } => {
                let longer = Span::from_minutes(min);
                share(self.visits(at, None).filter_map(waited).map(|wait| wait > longer))
            }
            Quantity::MeanStay { at, class } => mean(self.visits(at, class).filter_map(stay)),
            Quantity::MeanWaiting { at } => Some(self.per_observed(self.totals(at).waiting_ms)),
            Quantity::Busy { at } => Some(self.per_observed(self.totals(at).busy_ms) / f64::from(self.totals(at).servers)),
            Quantity::Share { at, outcome } => outcome_share(self.totals(at), outcome),
            Quantity::Rate { at } => Some(count_of(self.totals(at).arrivals) / self.record.observed.minutes()),
            Quantity::MeanTotal => mean(self.total_minutes(None).into_iter()),
            Quantity::MeanTotalFrom { source } => mean(self.total_minutes(Some(source)).into_iter()),
            Quantity::DeviationOfTotal => deviation(&self.total_minutes(None)),
            Quantity::QuantileOfTotal(p) => quantile(&self.total_minutes(None), p),
            Quantity::MeanToScene => mean(totals::minutes_to_scene(&self.record.visits).into_iter()),
            Quantity::VisitsPerMatter { at } => self.visits_per_matter(at),
            Quantity::End { at } => self.end(at),
            Quantity::SpreadOfEnd { at, mean } => self.end(at).map(|end| (end - mean) * (end - mean)),
            Quantity::MeanTravelAtOnce { at } => mean(self.at_once(at).filter_map(|v| v.travel.map(Span::minutes))),
            Quantity::HelpAtOnce { at } => share(self.at_once(at).map(|visit| self.is_help(visit))),
            Quantity::ExactlyBusy { at, units } => Some(self.exactly_busy(at, units)),
            Quantity::Queueing { at } => Some(self.queueing(at)),
            Quantity::BusyWithoutQueue { at, units } => Some(self.exactly_busy(at, units) - self.queueing(at)),
            Quantity::Present { at, min } => Some(self.present(at, min)),
            Quantity::SpreadOfPresent { at, min, mean } => Some(self.present(at, min) - mean).map(|d| d * d),
        }
    }

    /// Position of a station, pool or unit in the tables.
    fn position(&self, id: &str) -> usize {
        let position = self.names.stations.iter().position(|other| other == id);
        position.unwrap_or_else(|| panic!("{} has no station, pool or unit {id}", self.laboratory.id))
    }

    fn totals(&self, id: &str) -> &StationTotals {
        &self.record.stations[self.position(id)]
    }

    fn visits(&self, at: &str, class: Option<&str>) -> impl Iterator<Item = &Visit> {
        let classes = &self.names.classes;
        let class = class.map(|id| classes.iter().position(|other| other == id).expect("the class is one of the laboratory's"));
        self.visits_at[self.position(at)].iter().filter(move |v| class.is_none_or(|class| v.class as usize == class))
    }

    /// Visits to a pool that got their unit without a wait.
    fn at_once(&self, at: &str) -> impl Iterator<Item = &Visit> {
        self.visits(at, None).filter(|visit| visit.started == Some(visit.arrived))
    }

    #[expect(clippy::cast_precision_loss, reason = "integrals stay far below 2^53 ms")]
    fn per_observed(&self, ms: i64) -> f64 {
        ms as f64 / self.record.observed.ms() as f64
    }

    /// Times of whole ways, of all sources or of one.
    fn total_minutes(&self, only: Option<&str>) -> Vec<f64> {
        let sources = self.laboratory.sources.iter();
        let is_wanted = |id: &str| only.is_none_or(|only| id == only);
        let place = |to: &str| u32::try_from(self.position(to)).expect("few stations");
        let entry: Vec<Option<u32>> = sources.map(|source| is_wanted(&source.id).then(|| place(&source.to))).collect();
        totals::minutes(&self.record.visits, &entry)
    }

    /// When the books were opened and when they were closed.
    fn observed(&self) -> (SimTime, SimTime) {
        let opened = SimTime::from_hours(self.laboratory.warmup_h);
        (opened, opened + self.record.observed)
    }

    fn visits_per_matter(&self, at: &str) -> Option<f64> {
        let mut matters: Vec<u32> = self.visits(at, None).map(|visit| visit.matter).collect();
        let visits = matters.len();
        matters.sort_unstable();
        matters.dedup();
        (visits > 0).then(|| count(visits) / count(matters.len()))
    }

    fn end(&self, at: &str) -> Option<f64> {
        let end = self.visits(at, None).filter_map(|visit| visit.finished).max()?;
        Some((end - SimTime::ZERO).minutes())
    }

    /// Whether the unit of a visit is another than the first of its district's list.
    fn is_help(&self, visit: &Visit) -> bool {
        let district = self.laboratory.sources[visit.source as usize].district.as_deref();
        let pool = &self.names.stations[visit.station as usize];
        let rows = self.structure.preferences.iter();
        let mut fitting = rows.filter(|row| &row.pool == pool && Some(row.district.as_str()) == district);
        let row = fitting.next().expect("a district without a list has no first unit");
        visit.unit.is_some_and(|unit| self.names.stations[self.names.unit_offset + unit as usize] != row.units[0])
    }

    fn exactly_busy(&self, at: &str, units: &[&str]) -> f64 {
        let offset = self.names.unit_offset;
        let wanted: u64 = units.iter().map(|id| 1 << (self.position(id) - offset)).sum();
        let (opened, end) = self.observed();
        let mut changes: Vec<(SimTime, u64)> = Vec::new();
        for visit in self.visits(at, None) {
            if let (Some(started), Some(unit)) = (visit.started, visit.unit) {
                changes.push((started, 1 << unit));
                changes.push((visit.finished.unwrap_or(end), 1 << unit));
            }
        }
        changes.sort_unstable();
        let (mut since, mut busy, mut matching) = (opened, 0_u64, 0_i64);
        for (time, unit) in changes.into_iter().chain([(end, 0)]) {
            if busy == wanted {
                matching += (time - since).ms();
            }
            busy ^= unit;
            since = time;
        }
        self.per_observed(matching)
    }

    /// Share of time in which one of the visits waits: they come in the order of arrival.
    fn queueing(&self, at: &str) -> f64 {
        let (mut until, end) = self.observed();
        let mut ms = 0;
        for visit in self.visits(at, None) {
            let begun = visit.started.or(visit.finished).unwrap_or(end);
            ms += (begun - until.max(visit.arrived)).ms().max(0);
            until = until.max(begun);
        }
        self.per_observed(ms)
    }

    fn present(&self, at: &str, min: f64) -> f64 {
        let now = SimTime::from_minutes(min);
        let is_there = |visit: &&Visit| visit.arrived <= now && visit.finished.is_none_or(|end| end > now);
        count(self.visits(at, None).filter(is_there).count())
    }
}

/// How long an admitted matter waited for its service or until it gave up; none for one that still waits or found no room.
fn waited(visit: &Visit) -> Option<Span> {
    if visit.outcome == Outcome::Lost {
        return None;
    }
    Some(visit.started.or(visit.finished)? - visit.arrived)
}

fn stay(visit: &Visit) -> Option<f64> {
    (visit.outcome == Outcome::Completed).then(|| visit.finished.map(|end| (end - visit.arrived).minutes()))?
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn outcome_share(totals: &StationTotals, outcome: Outcome) -> Option<f64> {
    let number = match outcome {
        Outcome::Lost => totals.lost,
        Outcome::Left => totals.left,
        Outcome::Escalated => totals.escalated,
        Outcome::Completed | Outcome::InSystem => totals.completions,
    };
    (totals.arrivals > 0).then(|| number as f64 / totals.arrivals as f64)
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
const fn count_of(n: u64) -> f64 {
    n as f64
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, number) = values.fold((0.0, 0_usize), |(sum, number), value| (sum + value, number + 1));
    (number > 0).then(|| sum / count(number))
}

fn share(values: impl Iterator<Item = bool>) -> Option<f64> {
    mean(values.map(|value| f64::from(u8::from(value))))
}

fn deviation(values: &[f64]) -> Option<f64> {
    let mean_value = mean(values.iter().copied())?;
    let squares: f64 = values.iter().map(|value| (value - mean_value) * (value - mean_value)).sum();
    (values.len() > 1).then(|| (squares / count(values.len() - 1)).sqrt())
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
const fn count(n: usize) -> f64 {
    n as f64
}
