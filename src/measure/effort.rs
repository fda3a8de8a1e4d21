//! What answering the incidents took of the fleet: hours at work, hours that first-alarm units were missing, and from where units came.

use crate::engine::time::SimTime;
use crate::journal::entry::Entry;
use crate::journal::milestone::Milestone;
use crate::measure::counts::unit_of;
use crate::measure::milestones::Run;
use crate::terms::id::{CapabilityId, IncidentId, UnitId};

/// The effort of one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// Time of units at work, to the horizon where they still are, ms.
    pub work_ms: i64,
    /// First-alarm units not yet at work, summed over the needs and integrated from each need's opening until it is contained, or to
    /// the horizon, ms.
    pub unmet_ms: i64,
    /// Units that departed under orders, each with its incident.
    pub sent: Vec<(UnitId, IncidentId)>,
}

impl Effort {
    /// Reads a journal once.
    #[must_use]
    pub fn of(run: &Run) -> Self {
        let mut tally = Tally::new(run);
        run.entries.iter().for_each(|entry| tally.count(entry));
        tally.finish(run.header.horizon_ms)
    }

    /// Share of the units sent whose agency belongs to another jurisdiction of a level than the incident; none when none was sent.
    #[must_use]
    pub fn cross_share(&self, run: &Run, level: u32) -> Option<f64> {
        let (header, mut all, mut foreign) = (run.header, 0_u32, 0_u32);
        for (unit, incident) in &self.sent {
            let place = header.at_level(run.incidents[incident.index()].jurisdiction, level);
            if place.is_some() {
                all += 1;
                foreign += u32::from(header.at_level(header.unit(*unit).jurisdiction, level) != place);
            }
        }
        (all > 0).then(|| f64::from(foreign) / f64::from(all))
    }
}

/// A need in the making.
#[derive(Clone, Copy, Debug)]
struct Demand {
    /// Units of the first alarm.
    wanted: u32,
    /// Of these, units that have begun work and not left it early.
    present: u32,
    /// Up to when it has been counted; none while it is not open.
    since: Option<SimTime>,
}

/// A unit in the making.
#[derive(Clone, Copy, Debug, Default)]
struct Service {
    /// Whether somebody has ordered it.
    is_ordered: bool,
    /// The need that it works on, since when, and whether it has left it early.
    work: Option<(u32, SimTime, bool)>,
}

/// Effort in the making.
struct Tally<'a> {
    run: &'a Run<'a>,
    effort: Effort,
    demands: Vec<Demand>,
    /// First of the demands of each incident.
    first: Vec<u32>,
    units: Vec<Service>,
}

impl<'a> Tally<'a> {
    fn new(run: &'a Run<'a>) -> Self {
        let mut demands = Vec::new();
        let needs =
            |incident: usize| run.header.needs.get(run.incidents[incident].profile as usize).map_or(&[][..], Vec::as_slice);
        let first = (0..run.incidents.len()).map(|incident| {
            let first = u32::try_from(demands.len()).expect("fewer than 2^32 needs");
            demands.extend(needs(incident).iter().map(|need| Demand { wanted: need.units, present: 0, since: None }));
            first
        });
        let first = first.collect();
        Self { run, effort: Effort::default(), demands, first, units: vec![Service::default(); run.header.units.len()] }
    }

    #[inline]
    fn count(&mut self, entry: &Entry) {
        match entry.milestone {
            Milestone::IncidentStarted => self.start(entry),
            Milestone::NeedOpened { capability } => {
                let at = self.demand(entry, capability);
                self.demands[at].since = Some(entry.time);
            }
            Milestone::NeedContained { capability } => {
                let at = self.demand(entry, capability);
                self.carry(at, entry.time);
                self.demands[at].since = None;
            }
            Milestone::OrderReceived => self.units[unit_of(entry).index()].is_ordered = true,
            Milestone::UnitDeparted => {
                let unit = unit_of(entry);
                if let Some(incident) = entry.about.incident.filter(|_| self.units[unit.index()].is_ordered) {
                    self.effort.sent.push((unit, incident));
                }
            }
            Milestone::WorkBegun { capability } => {
                let at = self.demand(entry, capability);
                self.carry(at, entry.time);
                self.demands[at].present += 1;
                let need = u32::try_from(at).expect("fewer than 2^32 needs");
                self.units[unit_of(entry).index()].work = Some((need, entry.time, false));
            }
            Milestone::CrewRelieved | Milestone::UnitWithdrew => self.leave(entry),
            Milestone::UnitReleased => self.stop(entry),
            Milestone::OrderSuperseded => {
                self.leave(entry);
                self.stop(entry);
            }
            Milestone::UnitFailed => {
                self.leave(entry);
                self.stop(entry);
                self.units[unit_of(entry).index()].is_ordered = false;
            }
            Milestone::UnitReturned => self.units[unit_of(entry).index()].is_ordered = false,
            _ => {}
        }
    }

    fn start(&mut self, entry: &Entry) {
        let incident = entry.about.incident.expect("an incident starts").index();
        let Some(needs) = self.run.header.needs.get(self.run.incidents[incident].profile as usize) else { return };
        for (at, need) in (self.first[incident] as usize..).zip(needs) {
            self.demands[at].since = (!need.waits).then_some(entry.time);
        }
    }

    /// The need of an entry's incident for a capability.
    fn demand(&self, entry: &Entry, capability: CapabilityId) -> usize {
        let incident = entry.about.incident.expect("a need belongs to an incident").index();
        let mut needs = self.run.header.needs[self.run.incidents[incident].profile as usize].iter();
        let at = needs.position(|need| need.capability == capability);
        self.first[incident] as usize + at.unwrap_or_else(|| panic!("{entry:?}: the incident has no such need"))
    }

    fn carry(&mut self, at: usize, now: SimTime) {
        let demand = &mut self.demands[at];
        if let Some(since) = demand.since {
            self.effort.unmet_ms += i64::from(demand.wanted.saturating_sub(demand.present)) * (now - since).ms();
            demand.since = Some(now);
        }
    }

    /// A unit leaves its work before it is done, if it is at work: another one is wanted.
    fn leave(&mut self, entry: &Entry) {
        let unit = unit_of(entry).index();
        if let Some((need, since, false)) = self.units[unit].work {
            self.carry(need as usize, entry.time);
            self.demands[need as usize].present -= 1;
            self.units[unit].work = Some((need, since, true));
        }
    }

    /// A unit stops working, if it is at work.
    fn stop(&mut self, entry: &Entry) {
        if let Some((_, since, _)) = self.units[unit_of(entry).index()].work.take() {
            self.effort.work_ms += (entry.time - since).ms();
        }
    }

    fn finish(mut self, horizon: SimTime) -> Effort {
        (0..self.demands.len()).for_each(|at| self.carry(at, horizon));
        let still = self.units.iter().filter_map(|unit| unit.work).map(|(_, since, _)| (horizon - since).ms());
        self.effort.work_ms += still.sum::<i64>();
        self.effort
    }
}

#[cfg(test)]
mod tests {
    use super::Effort;
    use crate::journal::header::{Header, NeedName};
    use crate::journal::milestone::Milestone;
    use crate::measure::fixture::{FIRE, HORIZON_MIN, MILITIA, RESCUE, Story, header, incident, run};

    /// An incident in the first of two counties wants two units.
    fn two_wanted() -> Header {
        let mut header = header();
        header.needs = vec![vec![NeedName { capability: RESCUE, units: 2, waits: false }]];
        header
    }

    const fn minutes(ms: i64) -> i64 {
        ms / 60_000
    }

    #[test]
    fn what_is_missing_counts_from_the_opening_until_it_is_contained() {
        let (header, mut story) = (two_wanted(), Story::new(10.0));
        story.moved(FIRE, [20.0, 22.0, 30.0, 40.0]).moved(MILITIA, [50.0, 52.0, 60.0, 70.0]);
        story.unit(100.0, FIRE, Milestone::CrewRelieved).unit(100.0, FIRE, Milestone::UnitReleased);
        story.scene(160.0, Milestone::NeedContained { capability: RESCUE }).unit(160.0, MILITIA, Milestone::UnitReleased);
        let (incidents, entries) = ([incident(0, 10.0)], story.entries());
        let run = run(&header, &incidents, &entries);
        let effort = Effort::of(&run);
        // Two for 30 min, one for 30, none for 30, one for 60; at work 60 and 90 min.
        assert_eq!((minutes(effort.unmet_ms), minutes(effort.work_ms)), (60 + 30 + 60, 60 + 90));
        // The fire service belongs to another county, the militia to the incident's own.
        assert_eq!(effort.cross_share(&run, 1), Some(0.5));
        assert_eq!(effort.cross_share(&run, 0), Some(0.0));
    }

    #[test]
    fn what_is_never_met_counts_to_the_horizon_and_who_sets_out_unasked_is_not_sent() {
        let (header, mut story) = (two_wanted(), Story::new(0.0));
        story.unit(5.0, MILITIA, Milestone::SelfDeployed).unit(10.0, MILITIA, Milestone::UnitDeparted);
        story.unit(20.0, MILITIA, Milestone::UnitArrived).unit(60.0, MILITIA, Milestone::WorkBegun { capability: RESCUE });
        let (incidents, entries) = ([incident(0, 0.0)], story.entries());
        let run = run(&header, &incidents, &entries);
        let effort = Effort::of(&run);
        assert_eq!(
            (effort.unmet_ms, effort.work_ms),
            ((60_000.0 * (60.0 + HORIZON_MIN)) as i64, (60_000.0 * (HORIZON_MIN - 60.0)) as i64)
        );
        assert_eq!((effort.sent.len(), effort.cross_share(&run, 1)), (0, None));
    }
}
