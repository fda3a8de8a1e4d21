//! When each incident first reached which moment: one pass over the entries of a run, which also counts.

use crate::engine::time::SimTime;
use crate::journal::entry::{Entry, EntryId};
use crate::journal::header::{Header, IncidentRecord};
use crate::journal::ledger::StationTotals;
use crate::journal::milestone::Milestone;
use crate::measure::counts::{Counts, Tally, unit_of};
use crate::measure::record::RunRecord;
use crate::terms::id::PostId;
use crate::terms::interval::{Interval, Path};
use crate::terms::sector::Sector;
use crate::terms::traffic::MatterKind;

/// One replication under one structure, as the simulation hands it over.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// Names, and the horizon.
    pub header: &'a Header,
    /// Number of the replication, from 1.
    pub replication: u32,
    /// Incidents, by id.
    pub incidents: &'a [IncidentRecord],
    /// The journal.
    pub entries: &'a [Entry],
    /// Totals of each desk: its post and its books.
    pub desks: &'a [(PostId, StationTotals)],
}

impl<'a> From<&'a RunRecord> for Run<'a> {
    fn from(record: &'a RunRecord) -> Self {
        Self {
            header: &record.header,
            replication: record.replication,
            incidents: &record.incidents,
            entries: &record.entries,
            desks: &record.desks,
        }
    }
}

/// The moments of an incident that times are taken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// First known to the system.
    Detected,
    /// First report read at a post.
    ReportRead,
    /// First decision.
    DecisionMade,
    /// First order known at a unit's base.
    OrderReceived,
    /// First unit on scene.
    UnitArrived,
    /// First unit at work.
    WorkBegun,
    /// All first-alarm capabilities at work.
    EffectiveForce,
    /// Contained.
    Contained,
    /// Last unit released.
    Closed,
}

impl Moment {
    const COUNT: usize = 9;

    /// The id used in files: that of the milestone.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Detected => "incident_detected",
            Self::ReportRead => "service_ended",
            Self::DecisionMade => "decision_made",
            Self::OrderReceived => "order_received",
            Self::UnitArrived => "unit_arrived",
            Self::WorkBegun => "work_begun",
            Self::EffectiveForce => "effective_force_reached",
            Self::Contained => "incident_contained",
            Self::Closed => "incident_closed",
        }
    }

    /// The moment that completes a path.
    #[must_use]
    pub const fn end_of(path: Path) -> Self {
        match path {
            Path::FirstUnit => Self::WorkBegun,
            Path::EffectiveForce => Self::EffectiveForce,
            Path::Containment => Self::Contained,
        }
    }

    /// Whether it can come only to an incident that needs units.
    #[must_use]
    pub const fn takes_units(self) -> bool {
        !matches!(self, Self::Detected | Self::ReportRead | Self::DecisionMade)
    }
}

/// What a sector did at an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectorAnswer {
    /// None of its units was ordered.
    NotOrdered,
    /// Units were ordered and none arrived.
    Ordered,
    /// When its first unit that was ordered arrived.
    Arrived(SimTime),
}

/// The first moments of an incident.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// Onset.
    pub onset: SimTime,
    /// Whether it began before the horizon. One that did not does not exist for any measure.
    pub is_observed: bool,
    /// Whether it has needs that take units. One without is contained from its onset and has no paths.
    pub takes_units: bool,
    /// The interval that the furthest of its chains was in when the run ended.
    pub under_way: Interval,
    /// Answers of the sectors, in the order of their declaration.
    pub sectors: [SectorAnswer; 3],
    first: [EntryId; Moment::COUNT],
}

impl Timeline {
    fn new(record: &IncidentRecord, horizon: SimTime) -> Self {
        Self {
            onset: record.onset,
            is_observed: record.onset < horizon,
            takes_units: true,
            under_way: Interval::Detect,
            sectors: [SectorAnswer::NotOrdered; 3],
            first: [EntryId::NONE; Moment::COUNT],
        }
    }

    /// The first entry of a moment, if it came.
    #[inline]
    #[must_use]
    pub const fn entry(&self, moment: Moment) -> Option<usize> {
        self.first[moment as usize].index()
    }

    /// When a moment first came, if it did.
    #[inline]
    #[must_use]
    pub fn time(&self, moment: Moment, entries: &[Entry]) -> Option<SimTime> {
        self.entry(moment).map(|position| entries[position].time)
    }

    /// The entry that completed a path, if the path exists and was completed.
    #[must_use]
    pub fn path_end(&self, path: Path) -> Option<usize> {
        if self.takes_units { self.entry(Moment::end_of(path)) } else { None }
    }

    #[inline]
    const fn reach(&mut self, moment: Moment, position: EntryId) {
        if self.first[moment as usize].index().is_none() {
            self.first[moment as usize] = position;
        }
    }

    #[inline]
    fn enter(&mut self, interval: Interval) {
        self.under_way = self.under_way.max(interval);
    }

    #[inline]
    fn order(&mut self, sector: Sector) {
        let answer = &mut self.sectors[sector as usize];
        if *answer == SectorAnswer::NotOrdered {
            *answer = SectorAnswer::Ordered;
        }
    }

    #[inline]
    fn arrive(&mut self, sector: Sector, time: SimTime) {
        let answer = &mut self.sectors[sector as usize];
        if !matches!(answer, SectorAnswer::Arrived(_)) {
            *answer = SectorAnswer::Arrived(time);
        }
    }
}

/// The first moments of all incidents of a run, and its counts.
#[derive(Clone, Debug)]
pub struct Milestones {
    /// By incident.
    pub timelines: Vec<Timeline>,
    /// Over all.
    pub counts: Counts,
}

impl Milestones {
    /// Reads a journal once.
    #[must_use]
    pub fn of(run: &Run) -> Self {
        let horizon = run.header.horizon_ms;
        let timelines = run.incidents.iter().map(|record| Timeline::new(record, horizon)).collect();
        let mut milestones = Self { timelines, counts: Counts::default() };
        let mut tally = Tally::new(run.header.units.len());
        for (position, entry) in run.entries.iter().enumerate() {
            tally.count(entry);
            if let Some(incident) = entry.about.incident {
                milestones.timelines[incident.index()].note(EntryId::from_index(position), entry, run);
            }
        }
        milestones.counts = tally.finish(horizon);
        milestones
    }

    /// The incidents that began before the horizon.
    pub fn observed(&self) -> impl Iterator<Item = &Timeline> {
        self.timelines.iter().filter(|timeline| timeline.is_observed)
    }
}

impl Timeline {
    #[inline]
    fn note(&mut self, position: EntryId, entry: &Entry, run: &Run) {
        let sector = |entry| run.header.unit(unit_of(entry)).sector;
        match entry.milestone {
            Milestone::IncidentDetected { .. } => self.pass(Moment::Detected, position, Interval::Report),
            Milestone::ServiceEnded { kind: MatterKind::Report } => self.reach(Moment::ReportRead, position),
            Milestone::MatterReceived { kind: MatterKind::Decision } => self.enter(Interval::Decide),
            Milestone::DecisionMade => self.pass(Moment::DecisionMade, position, Interval::Order),
            Milestone::OrderIssued { .. } => self.order(sector(entry)),
            Milestone::OrderReceived => {
                self.order(sector(entry));
                self.pass(Moment::OrderReceived, position, Interval::Mobilise);
            }
            Milestone::UnitDeparted => self.enter(Interval::Travel),
            Milestone::UnitArrived => {
                if was_ordered(entry, run) {
                    self.arrive(sector(entry), entry.time);
                }
                self.pass(Moment::UnitArrived, position, Interval::Deploy);
            }
            Milestone::WorkBegun { .. } => self.pass(Moment::WorkBegun, position, Interval::Contain),
            Milestone::EffectiveForceReached => self.reach(Moment::EffectiveForce, position),
            Milestone::IncidentContained => {
                let cause = entry.cause.index().map(|cause| run.entries[cause].milestone);
                self.takes_units = cause != Some(Milestone::IncidentStarted);
                self.reach(Moment::Contained, position);
            }
            Milestone::IncidentClosed => self.reach(Moment::Closed, position),
            _ => {}
        }
    }

    #[inline]
    fn pass(&mut self, moment: Moment, position: EntryId, next: Interval) {
        self.reach(moment, position);
        self.enter(next);
    }
}

/// Whether a unit that arrives was ordered, rather than come unasked.
fn was_ordered(arrival: &Entry, run: &Run) -> bool {
    let mut at = arrival.cause.index();
    while let Some(position) = at {
        let entry = &run.entries[position];
        match entry.milestone {
            Milestone::OrderReceived => return true,
            Milestone::SelfDeployed => return false,
            _ => at = entry.cause.index(),
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{Milestones, Moment, SectorAnswer};
    use crate::engine::time::SimTime;
    use crate::journal::milestone::Milestone;
    use crate::measure::fixture::{COUNTY, MILITIA, Story, header, incident, plain_course, run};
    use crate::terms::interval::Interval;

    #[test]
    fn a_plain_course_reaches_each_moment_once() {
        let (header, incidents, entries) = (header(), [incident(0, 10.0), incident(1, 700.0)], plain_course());
        let milestones = Milestones::of(&run(&header, &incidents, &entries));
        assert_eq!(milestones.observed().count(), 1);
        let timeline = &milestones.timelines[0];
        for (moment, minutes) in [
            (Moment::Detected, 12.0),
            (Moment::ReportRead, 20.0),
            (Moment::DecisionMade, 30.0),
            (Moment::OrderReceived, 32.0),
            (Moment::UnitArrived, 50.0),
            (Moment::WorkBegun, 55.0),
            (Moment::EffectiveForce, 55.0),
            (Moment::Contained, 120.0),
            (Moment::Closed, 120.0),
        ] {
            assert_eq!(timeline.time(moment, &entries), Some(SimTime::from_minutes(minutes)), "{moment:?}");
            let reached = &entries[timeline.entry(moment).unwrap()];
            assert_eq!(reached.milestone.id(), moment.id());
        }
        assert_eq!(timeline.under_way, Interval::Contain);
        let arrived = SectorAnswer::Arrived(SimTime::from_minutes(50.0));
        assert_eq!(timeline.sectors, [arrived, SectorAnswer::NotOrdered, SectorAnswer::NotOrdered]);
    }

    #[test]
    fn who_comes_unasked_does_not_answer_for_its_sector() {
        let unasked = || {
            let mut story = Story::new(0.0);
            story.unit(5.0, MILITIA, Milestone::SelfDeployed).unit(6.0, MILITIA, Milestone::UnitDeparted);
            story.unit(20.0, MILITIA, Milestone::UnitArrived).unit(30.0, MILITIA, Milestone::UnitReturned);
            story
        };
        let sectors = |story: &mut Story| {
            let (header, incidents, entries) = (header(), [incident(0, 0.0)], story.entries());
            Milestones::of(&run(&header, &incidents, &entries)).timelines[0].sectors
        };
        assert_eq!(sectors(&mut unasked()), [SectorAnswer::NotOrdered; 3]);
        let mut story = unasked();
        story.ordered(31.0, COUNTY, MILITIA).moved(MILITIA, [32.0, 34.0, 50.0, 55.0]);
        let arrived = SectorAnswer::Arrived(SimTime::from_minutes(50.0));
        assert_eq!(sectors(&mut story), [SectorAnswer::NotOrdered, arrived, SectorAnswer::NotOrdered]);
    }
}
