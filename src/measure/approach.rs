//! Where a structure stood in the approach space of command and control, as measured and not as declared: how low decisions were taken, how
//! many posts dealt with each other, how many knew what was new. Each from 0 to 1 (the three axes of the NATO C2 Maturity Model).

use crate::engine::time::{SimTime, Span};
use crate::journal::milestone::Milestone;
use crate::measure::counts::unit_of;
use crate::measure::milestones::{Milestones, Moment, Run};
use crate::measure::record::Statistic;
use crate::terms::id::{EchelonId, PostId};
use crate::terms::traffic::MatterKind;

/// What a post has read is new for so long.
pub const NEW_MIN: f64 = 30.0;

/// Which coordinate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Allocation of decision rights: over the orders that posts gave and units followed, weighted by the time that the unit was under the
    /// order, the mean of e/(L − 1), where e counts the deciding post's level from the top, from 0, and L is the number of levels.
    DecisionRights,
    /// Pattern of interaction: over incidents with at least two posts involved, the mean share of the ordered pairs of involved posts of
    /// which the first sent the second a matter about it. Involved is who sent or was sent one.
    Interaction,
    /// Distribution of information: over incidents, the mean share of involved posts that had read of it within the last 30 min, averaged
    /// over the time from the onset until it was contained, or to the horizon.
    Information,
}

/// The coordinates, their ids and how they sum up a replication.
pub const AXES: [(&str, Axis, Statistic); 3] = [
    ("allocation_of_decision_rights", Axis::DecisionRights, Statistic::TimeAverage),
    ("pattern_of_interaction", Axis::Interaction, Statistic::Proportion),
    ("distribution_of_information", Axis::Information, Statistic::TimeAverage),
];

/// The coordinates of one replication; each is absent where there was nothing to measure.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Approach([Option<f64>; AXES.len()]);

impl Approach {
    /// One coordinate.
    #[must_use]
    pub const fn of(&self, axis: Axis) -> Option<f64> {
        self.0[axis as usize]
    }
}

/// What was sent and read about an incident.
#[derive(Clone, Debug, Default)]
struct Talk {
    involved: Vec<PostId>,
    pairs: Vec<(PostId, PostId)>,
    read: Vec<(PostId, SimTime)>,
}

/// Measures the coordinates of one replication.
#[must_use]
pub fn approach(run: &Run, milestones: &Milestones) -> Approach {
    let mut talks = vec![Talk::default(); run.incidents.len()];
    let mut commitments = Commitments::new(run);
    for (position, entry) in run.entries.iter().enumerate() {
        match (entry.milestone, entry.about.incident, entry.about.post) {
            (Milestone::MatterSent { to, .. }, Some(incident), from) => {
                let talk = &mut talks[incident.index()];
                talk.involved.push(to);
                if let Some(from) = from.filter(|from| *from != to) {
                    talk.involved.push(from);
                    talk.pairs.push((from, to));
                }
            }
            (Milestone::ServiceEnded { kind: MatterKind::Report | MatterKind::Request }, Some(incident), Some(post)) => {
                talks[incident.index()].read.push((post, entry.time));
            }
            (Milestone::OrderReceived, ..) => {
                commitments.end(unit_of(entry).index(), entry.time);
                commitments.begin(run, position);
            }
            (Milestone::UnitReturned | Milestone::UnitFailed | Milestone::OrderSuperseded, ..) => {
                commitments.end(unit_of(entry).index(), entry.time);
            }
            _ => {}
        }
    }
    let (mut interaction, mut information) = (Mean::default(), Mean::default());
    for (timeline, talk) in milestones.timelines.iter().zip(&mut talks).filter(|(timeline, _)| timeline.is_observed) {
        talk.involved.sort_unstable();
        talk.involved.dedup();
        let end = timeline.time(Moment::Contained, run.entries).unwrap_or(run.header.horizon_ms);
        interaction.add(talk.interaction());
        information.add(talk.information(timeline.onset, end));
    }
    Approach([commitments.finish(run), interaction.value(), information.value()])
}

impl Talk {
    fn interaction(&mut self) -> Option<f64> {
        self.pairs.sort_unstable();
        self.pairs.dedup();
        let posts = self.involved.len();
        (posts > 1).then(|| ratio(self.pairs.len(), posts * (posts - 1)))
    }

    /// Each reading keeps a post informed until it is old, or until the next one does.
    fn information(&mut self, onset: SimTime, end: SimTime) -> Option<f64> {
        let window = (end - onset).ms();
        if self.involved.is_empty() || window <= 0 {
            return None;
        }
        self.read.sort_by_key(|(post, _)| *post);
        let mut informed = 0;
        for (at, (post, time)) in self.read.iter().enumerate() {
            let next = self.read.get(at + 1).filter(|(other, _)| other == post).map_or(end, |(_, time)| *time);
            let until = (*time + Span::from_minutes(NEW_MIN)).min(next).min(end);
            informed += (until - *time).ms().max(0);
        }
        #[expect(clippy::cast_precision_loss, reason = "sums of spans stay far below 2^53 ms")]
        Some(informed as f64 / window as f64 / ratio(self.involved.len(), 1))
    }
}

/// The time of units under orders of posts, by the level that decided.
struct Commitments {
    under: Vec<Option<(EchelonId, SimTime)>>,
    by_echelon: Vec<i64>,
}

impl Commitments {
    fn new(run: &Run) -> Self {
        Self { under: vec![None; run.header.units.len()], by_echelon: vec![0; run.header.echelons.len()] }
    }

    /// A unit has an order: from now on it serves the post whose decision led to it, if any did.
    fn begin(&mut self, run: &Run, received: usize) {
        let mut at = run.entries[received].cause.index();
        while let Some(position) = at {
            let entry = &run.entries[position];
            if matches!(entry.milestone, Milestone::OrderIssued { .. }) {
                let post = entry.about.post.expect("a post issues an order");
                let since = run.entries[received].time;
                self.under[unit_of(&run.entries[received]).index()] = Some((run.header.post(post).echelon, since));
                return;
            }
            at = entry.cause.index();
        }
    }

    fn end(&mut self, unit: usize, now: SimTime) {
        if let Some((echelon, since)) = self.under[unit].take() {
            self.by_echelon[echelon.index()] += (now - since).ms();
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "sums of spans stay far below 2^53 ms")]
    fn finish(mut self, run: &Run) -> Option<f64> {
        for unit in 0..self.under.len() {
            self.end(unit, run.header.horizon_ms);
        }
        let all: i64 = self.by_echelon.iter().sum();
        let levels = self.by_echelon.len();
        let weighted = self.by_echelon.iter().enumerate().map(|(echelon, ms)| ratio(echelon, 1) * *ms as f64).sum::<f64>();
        (all > 0 && levels > 1).then(|| weighted / all as f64 / ratio(levels - 1, 1))
    }
}

/// A mean in the making.
#[derive(Default)]
struct Mean(f64, usize);

impl Mean {
    fn add(&mut self, value: Option<f64>) {
        if let Some(value) = value {
            self.0 += value;
            self.1 += 1;
        }
    }

    fn value(&self) -> Option<f64> {
        (self.1 > 0).then(|| self.0 / ratio(self.1, 1))
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

#[cfg(test)]
mod tests {
    use super::{Approach, Axis, approach};
    use crate::journal::milestone::Milestone;
    use crate::measure::fixture::{CITY, COUNTY, FIRE, MILITIA, RESCUE, Story, header, incident, run};
    use crate::measure::milestones::Milestones;
    use crate::terms::traffic::MatterKind;

    fn measured(story: &mut Story) -> Approach {
        let (header, incidents, entries) = (header(), [incident(0, 0.0)], story.entries());
        let run = run(&header, &incidents, &entries);
        approach(&run, &Milestones::of(&run))
    }

    #[test]
    fn decisions_weigh_by_the_time_that_units_serve_them() {
        let mut story = Story::new(0.0);
        story.ordered(1.0, COUNTY, FIRE).unit(10.0, FIRE, Milestone::OrderReceived).unit(40.0, FIRE, Milestone::UnitReturned);
        story.ordered(41.0, CITY, MILITIA).unit(50.0, MILITIA, Milestone::OrderReceived).unit(
            60.0,
            MILITIA,
            Milestone::UnitFailed,
        );
        assert_eq!(measured(&mut story).of(Axis::DecisionRights), Some(0.75), "30 min decided below, 10 above");
        let mut story = Story::new(0.0);
        story.ordered(1.0, CITY, FIRE).unit(10.0, FIRE, Milestone::OrderReceived);
        assert_eq!(measured(&mut story).of(Axis::DecisionRights), Some(0.0), "to the horizon, all at the top");
        let mut story = Story::new(0.0);
        story.unit(10.0, FIRE, Milestone::OrderReceived).unit(40.0, FIRE, Milestone::UnitReturned);
        assert_eq!(measured(&mut story).of(Axis::DecisionRights), None, "no post decided");
    }

    #[test]
    fn interaction_is_the_share_of_ordered_pairs() {
        let mut story = Story::new(0.0);
        story.sent(1.0, None, COUNTY, MatterKind::Report);
        assert_eq!(measured(&mut story).of(Axis::Interaction), None, "one post has nobody to deal with");
        let mut story = Story::new(0.0);
        for min in [1.0, 2.0] {
            story.sent(min, Some(COUNTY), CITY, MatterKind::Report).sent(min, Some(COUNTY), COUNTY, MatterKind::Decision);
        }
        assert_eq!(measured(&mut story).of(Axis::Interaction), Some(0.5), "there and not back");
        let mut story = Story::new(0.0);
        story.sent(1.0, Some(COUNTY), CITY, MatterKind::Report).sent(2.0, Some(CITY), COUNTY, MatterKind::Order);
        assert_eq!(measured(&mut story).of(Axis::Interaction), Some(1.0));
    }

    #[test]
    fn information_is_new_for_half_an_hour() {
        let mut story = Story::new(0.0);
        story.sent(1.0, None, COUNTY, MatterKind::Report).served(COUNTY, MatterKind::Report, 2.0, 10.0);
        story.sent(10.0, Some(COUNTY), CITY, MatterKind::Report).served(COUNTY, MatterKind::Report, 12.0, 20.0);
        story.served(CITY, MatterKind::Report, 25.0, 95.0);
        story.scene(100.0, Milestone::NeedContained { capability: RESCUE }).scene(100.0, Milestone::IncidentContained);
        // The county is informed from 10 to 50, the city from 95 to 100: 45 of 200 post-minutes.
        assert_eq!(measured(&mut story).of(Axis::Information), Some(0.225));
        assert_eq!(measured(&mut Story::new(0.0)).of(Axis::Information), None);
    }
}
