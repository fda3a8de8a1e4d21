//! How much of the work at the scenes went on unsupervised: units at work beyond the span of whoever commands there.

use std::collections::BTreeMap;

use crate::engine::time::SimTime;
use crate::journal::entry::Entry;
use crate::journal::header::Origin;
use crate::journal::milestone::Milestone;
use crate::measure::counts::unit_of;
use crate::measure::milestones::Run;
use crate::terms::congestion::Congestion;
use crate::terms::id::{IncidentId, UnitId};
use crate::terms::sector::Sector;

/// One scene.
#[derive(Clone, Copy, Debug)]
struct Scene {
    span: u32,
    working: u32,
    since: SimTime,
}

/// Unit-time at work, and of it beyond the span, ms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Work {
    all: i64,
    beyond: i64,
}

impl Work {
    fn carry(&mut self, scene: &mut Scene, now: SimTime) {
        let ms = (now - scene.since).ms();
        self.all += ms * i64::from(scene.working);
        self.beyond += ms * i64::from(scene.working.saturating_sub(scene.span));
        scene.since = now;
    }
}

/// Share of the units' time at work that was beyond the span of their commander; none when nobody worked.
#[must_use]
pub fn unsupervised_share(entries: &[Entry], horizon: SimTime) -> Option<f64> {
    let mut scenes: BTreeMap<IncidentId, Scene> = BTreeMap::new();
    let mut at_work: BTreeMap<UnitId, IncidentId> = BTreeMap::new();
    let mut work = Work::default();
    for entry in entries {
        let now = entry.time;
        match (entry.milestone, entry.about.incident) {
            (Milestone::CommandTaken { span }, Some(incident)) => {
                let scene = scenes.entry(incident).or_insert(Scene { span, working: 0, since: now });
                work.carry(scene, now);
                scene.span = span;
            }
            (Milestone::WorkBegun { .. }, Some(incident)) => {
                let scene = scenes.entry(incident).or_insert(Scene { span: 0, working: 0, since: now });
                work.carry(scene, now);
                scene.working += 1;
                at_work.insert(unit_of(entry), incident);
            }
            (Milestone::UnitReleased | Milestone::OrderSuperseded | Milestone::UnitFailed, _) => {
                if let Some(scene) = at_work.remove(&unit_of(entry)).and_then(|incident| scenes.get_mut(&incident)) {
                    work.carry(scene, now);
                    scene.working -= 1;
                }
            }
            _ => {}
        }
    }
    scenes.values_mut().for_each(|scene| work.carry(scene, horizon));
    #[expect(clippy::cast_precision_loss, reason = "sums of spans stay far below 2^53 ms")]
    let share = work.beyond as f64 / work.all as f64;
    (work.all > 0).then_some(share)
}

/// One scene with congestion.
#[derive(Clone, Copy, Debug)]
struct Crowded {
    law: Congestion,
    leaders: u32,
    groups: u32,
    since: SimTime,
}

/// Share of the social groups' time at work during which nobody led them, at scenes with congestion; none when no group worked there.
#[must_use]
pub fn unled_share(run: &Run, horizon: SimTime) -> Option<f64> {
    let law = |incident: IncidentId| match run.incidents[incident.index()].origin {
        Origin::Scripted(position) => run.header.congestion.get(position as usize).copied().flatten(),
        _ => None,
    };
    let mut scenes: BTreeMap<IncidentId, Crowded> = BTreeMap::new();
    let mut at_work: BTreeMap<UnitId, IncidentId> = BTreeMap::new();
    let mut work = Work::default();
    for entry in run.entries {
        match (entry.milestone, entry.about.incident) {
            (Milestone::WorkBegun { .. }, Some(incident)) => {
                let (unit, Some(law)) = (unit_of(entry), law(incident)) else { continue };
                let new = Crowded { law, leaders: 0, groups: 0, since: entry.time };
                let scene = scenes.entry(incident).or_insert(new);
                work.carry_groups(scene, entry.time);
                scene.change(run, unit, |count| count + 1);
                at_work.insert(unit, incident);
            }
            (Milestone::UnitReleased | Milestone::OrderSuperseded | Milestone::UnitFailed, _) => {
                let unit = unit_of(entry);
                if let Some(scene) = at_work.remove(&unit).and_then(|incident| scenes.get_mut(&incident)) {
                    work.carry_groups(scene, entry.time);
                    scene.change(run, unit, |count| count - 1);
                }
            }
            _ => {}
        }
    }
    scenes.values_mut().for_each(|scene| work.carry_groups(scene, horizon));
    #[expect(clippy::cast_precision_loss, reason = "sums of spans stay far below 2^53 ms")]
    let share = work.beyond as f64 / work.all as f64;
    (work.all > 0).then_some(share)
}

impl Crowded {
    /// Groups beyond those who are led: who is led are the official units and as many groups as their heads can lead.
    fn unled(&self) -> u32 {
        let led = self.law.supervised(self.leaders + self.groups, self.leaders);
        self.groups - led.saturating_sub(self.leaders).min(self.groups)
    }

    fn change(&mut self, run: &Run, unit: UnitId, by: impl Fn(u32) -> u32) {
        let is_social = run.header.unit(unit).sector == Sector::Society;
        let count = if is_social { &mut self.groups } else { &mut self.leaders };
        *count = by(*count);
    }
}

impl Work {
    fn carry_groups(&mut self, scene: &mut Crowded, now: SimTime) {
        let ms = (now - scene.since).ms();
        self.all += ms * i64::from(scene.groups);
        self.beyond += ms * i64::from(scene.unled());
        scene.since = now;
    }
}

#[cfg(test)]
mod tests {
    use super::{unled_share, unsupervised_share};
    use crate::engine::time::SimTime;
    use crate::journal::milestone::Milestone;
    use crate::measure::fixture::{FIRE, MILITIA, RESCUE, Story, header, incident};
    use crate::measure::milestones::Run;
    use crate::terms::congestion::Congestion;
    use crate::terms::sector::Sector;

    #[test]
    fn what_is_beyond_the_span_is_unsupervised() {
        let mut story = Story::new(0.0);
        story.unit(10.0, FIRE, Milestone::CommandTaken { span: 1 });
        story.unit(10.0, FIRE, Milestone::WorkBegun { capability: RESCUE });
        story.unit(20.0, MILITIA, Milestone::WorkBegun { capability: RESCUE });
        story.unit(40.0, FIRE, Milestone::UnitReleased);
        // 10 min of one unit, 20 min of two, 20 min of one: 20 of 70 unit-minutes.
        assert_eq!(unsupervised_share(&story.entries(), SimTime::from_minutes(60.0)), Some(20.0 / 70.0));
        assert_eq!(unsupervised_share(&[], SimTime::from_minutes(60.0)), None);
    }

    #[test]
    fn groups_beyond_those_whom_official_heads_lead_are_unled() {
        let mut header = header();
        header.units[1].sector = Sector::Society;
        header.congestion =
            vec![Some(Congestion { span: 2, unsupervised: 0.3, capacity: None, crowding: 0.0, matters_per_h: 0.0 })];
        let mut story = Story::new(0.0);
        story.unit(10.0, MILITIA, Milestone::WorkBegun { capability: RESCUE });
        story.unit(30.0, FIRE, Milestone::WorkBegun { capability: RESCUE });
        story.unit(40.0, FIRE, Milestone::UnitReleased);
        story.unit(60.0, MILITIA, Milestone::UnitReleased);
        let incidents = [incident(0, 0.0)];
        let entries = story.entries();
        let run = Run { header: &header, replication: 1, incidents: &incidents, entries: &entries, desks: &[] };
        // The group works for 50 min, 10 of them under the head of an official unit.
        assert_eq!(unled_share(&run, SimTime::from_minutes(60.0)), Some(0.8));
    }

    #[test]
    fn who_fails_or_is_called_off_is_no_longer_at_work() {
        let mut story = Story::new(0.0);
        story.unit(10.0, FIRE, Milestone::CommandTaken { span: 1 });
        for unit in [FIRE, MILITIA] {
            story.unit(10.0, unit, Milestone::WorkBegun { capability: RESCUE });
        }
        story.unit(20.0, FIRE, Milestone::UnitFailed).unit(30.0, MILITIA, Milestone::OrderSuperseded);
        // The first comes again: 10 min of two units, 10 of one, 10 of one.
        story.unit(50.0, FIRE, Milestone::WorkBegun { capability: RESCUE });
        assert_eq!(unsupervised_share(&story.entries(), SimTime::from_minutes(60.0)), Some(10.0 / 40.0));
    }
}
