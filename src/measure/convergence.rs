//! What is counted of those who come to a scene: who set out unasked, queued for the road, was turned back, reported in.

use crate::engine::time::SimTime;
use crate::journal::entry::Entry;
use crate::journal::header::Header;
use crate::journal::milestone::Milestone;
use crate::measure::counts::unit_of;
use crate::terms::id::UnitId;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Converged {
    /// Units that reached a scene.
    UnitsArrived,
    /// Units that set out unasked.
    SelfDeployed,
    /// Units that were turned back.
    TurnedBack,
    /// Units that reported in.
    CheckedIn,
    /// Units that came to an access road.
    UnitsQueued,
    /// Units that waited in vain for a leader at the scene.
    HoldsEnded,
    /// Questions of groups whom nobody supervised.
    GroupQuestions,
    /// Organisations verified before their first task.
    Verified,
    /// Letters of invitation written.
    LettersIssued,
    /// Tasked units that did not come.
    NoShows,
    /// Units that left their work before it was done.
    Withdrawals,
    /// Units that a call took away past the desk that tasks them.
    CalledAway,
}

const KINDS: usize = Converged::CalledAway as usize + 1;

/// A row of the table of counts: its id, what it counts, whether less is better where either is, and where it is counted.
pub type Row = (&'static str, Converged, Option<bool>, fn(&Header) -> bool);

/// What is counted, in the order of the metrics.
pub const ROWS: [Row; KINDS] = [
    ("units_queued", Converged::UnitsQueued, None, |header| header.mechanisms.access_roads),
    ("units_arrived", Converged::UnitsArrived, None, |header| header.mechanisms.convergence),
    ("self_deployed", Converged::SelfDeployed, None, |header| header.mechanisms.convergence),
    ("turned_back", Converged::TurnedBack, None, |header| header.mechanisms.convergence),
    ("checked_in", Converged::CheckedIn, None, |header| header.mechanisms.convergence),
    ("holds_ended", Converged::HoldsEnded, Some(true), |header| header.mechanisms.convergence),
    ("group_questions", Converged::GroupQuestions, Some(true), |header| header.mechanisms.congestion),
    ("organisations_verified", Converged::Verified, None, |header| header.mechanisms.verification),
    ("letters_issued", Converged::LettersIssued, None, |header| header.mechanisms.letters),
    ("no_shows", Converged::NoShows, Some(true), |header| header.mechanisms.standings),
    ("withdrawals", Converged::Withdrawals, None, |header| header.mechanisms.standings),
    ("called_away", Converged::CalledAway, Some(true), |header| header.mechanisms.leaks),
];

/// How often each has happened, and how long units stood before the road.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrivals {
    counts: [u32; KINDS],
    /// Time that units took to pass an access road, or stood before it until they failed or to the horizon, ms.
    pub queue_ms: i64,
    /// Units that stood before it at the horizon.
    pub still_queued: u32,
}

impl Arrivals {
    /// How often it has happened.
    #[must_use]
    pub const fn of(&self, converged: Converged) -> u32 {
        self.counts[converged as usize]
    }
}

/// Counts in the making.
#[derive(Clone, Debug, Default)]
pub struct ArrivalTally {
    arrivals: Arrivals,
    /// By unit: since when it has stood before an access road; empty until one has.
    queued: Vec<Option<SimTime>>,
    /// Units that are out without an order: unasked, or called away.
    out: Vec<UnitId>,
}

impl ArrivalTally {
    /// Counts the next entry.
    #[inline]
    pub fn count(&mut self, entry: &Entry) {
        let what = match entry.milestone {
            Milestone::UnitArrived => Converged::UnitsArrived,
            Milestone::SelfDeployed => Converged::SelfDeployed,
            Milestone::TurnedBack => Converged::TurnedBack,
            Milestone::UnitCheckedIn => Converged::CheckedIn,
            Milestone::HoldEnded { .. } => Converged::HoldsEnded,
            Milestone::GroupAsked => Converged::GroupQuestions,
            Milestone::OrganisationVerified => Converged::Verified,
            Milestone::LetterIssued => Converged::LettersIssued,
            Milestone::NoShow => Converged::NoShows,
            Milestone::UnitWithdrew => Converged::Withdrawals,
            Milestone::CalledAway => Converged::CalledAway,
            Milestone::UnitQueued => Converged::UnitsQueued,
            Milestone::UnitPassed => return assert!(self.leave(entry), "{entry:?}: a unit passes a road that it came to"),
            Milestone::UnitFailed => {
                self.leave(entry);
                return self.come_back(entry);
            }
            Milestone::UnitReturned | Milestone::ErrandEnded => return self.come_back(entry),
            _ => return,
        };
        self.arrivals.counts[what as usize] += 1;
        if matches!(what, Converged::SelfDeployed | Converged::CalledAway) {
            self.out.push(unit_of(entry));
        }
        if what == Converged::UnitsQueued {
            let unit = unit_of(entry).index();
            if self.queued.len() <= unit {
                self.queued.resize(unit + 1, None);
            }
            self.queued[unit] = Some(entry.time);
        }
    }

    /// Whether a unit is out without an order.
    #[must_use]
    pub fn is_out(&self, unit: UnitId) -> bool {
        self.out.contains(&unit)
    }

    fn come_back(&mut self, entry: &Entry) {
        if !self.out.is_empty() {
            let unit = unit_of(entry);
            self.out.retain(|other| *other != unit);
        }
    }

    /// A unit no longer stands before the road; whether it did.
    fn leave(&mut self, entry: &Entry) -> bool {
        let Some(since) = self.queued.get_mut(unit_of(entry).index()).and_then(Option::take) else { return false };
        self.arrivals.queue_ms += (entry.time - since).ms();
        true
    }

    /// The counts, those who still stand there having stood to the horizon.
    #[must_use]
    pub fn finish(mut self, horizon: SimTime) -> Arrivals {
        for since in self.queued.iter().flatten() {
            self.arrivals.queue_ms += (horizon - *since).ms();
            self.arrivals.still_queued += 1;
        }
        self.arrivals
    }
}

#[cfg(test)]
mod tests {
    use super::{ArrivalTally, Arrivals, Converged};
    use crate::engine::time::SimTime;
    use crate::journal::milestone::Milestone;
    use crate::measure::fixture::{FIRE, MILITIA, Story};

    #[test]
    fn a_unit_stands_before_the_road_until_it_passes_or_fails() {
        let mut story = Story::new(0.0);
        story.unit(10.0, FIRE, Milestone::UnitQueued).unit(15.0, MILITIA, Milestone::UnitQueued);
        story.unit(20.0, FIRE, Milestone::UnitFailed).unit(30.0, MILITIA, Milestone::UnitPassed);
        // Nobody fails twice in a queue that it came to once.
        story.unit(40.0, FIRE, Milestone::UnitFailed);
        let mut tally = ArrivalTally::default();
        story.entries().iter().for_each(|entry| tally.count(entry));
        let Arrivals { queue_ms, still_queued, .. } = tally.clone().finish(SimTime::from_minutes(60.0));
        assert_eq!((queue_ms, still_queued), (SimTime::from_minutes(25.0).ms(), 0));
        assert_eq!(tally.finish(SimTime::from_minutes(60.0)).of(Converged::UnitsQueued), 2);
    }
}
