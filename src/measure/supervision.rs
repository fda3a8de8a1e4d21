//! How much of the work at the scenes went on unsupervised: units at work beyond the span of whoever commands there.

use std::collections::BTreeMap;

use crate::engine::time::SimTime;
use crate::journal::entry::Entry;
use crate::journal::milestone::Milestone;
use crate::measure::counts::unit_of;
use crate::terms::id::{IncidentId, UnitId};

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
            (Milestone::UnitReleased, _) => {
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

#[cfg(test)]
mod tests {
    use super::unsupervised_share;
    use crate::engine::time::SimTime;
    use crate::journal::milestone::Milestone;
    use crate::measure::fixture::{FIRE, MILITIA, RESCUE, Story};

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
}
