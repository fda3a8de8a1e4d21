//! How well posts judged what was needed: age and error of what they knew when they decided, units asked for and sent against units
//! needed.

use std::collections::{BTreeMap, BTreeSet};

use crate::journal::entry::Entry;
use crate::journal::milestone::Milestone;
use crate::measure::milestones::Run;
use crate::measure::record::MetricUnit;
use crate::terms::id::{CapabilityId, IncidentId, PostId, UnitId};

/// What is measured of judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judged {
    /// Mean age at a decision of the newest observation that the post knew, min.
    InformationAge,
    /// Mean logarithm of the estimated over the true size at a decision.
    Bias,
    /// |asked − needed| / needed when a need was first decided on, mean over needs.
    AskError,
    /// Sum of |sent − needed| over the sum of needed, over the needs that were decided on; sent are orders less those that came to
    /// nothing or after which the need was given back.
    Misallocation,
}

/// How well posts judged what was needed; only where estimates have errors.
pub const JUDGED: [(&str, Judged, MetricUnit); 4] = [
    ("information_age", Judged::InformationAge, MetricUnit::Minutes),
    ("estimate_bias", Judged::Bias, MetricUnit::Logarithm),
    ("ask_error", Judged::AskError, MetricUnit::Ratio),
    ("misallocation", Judged::Misallocation, MetricUnit::Ratio),
];

/// How well posts judged in one replication; each part is absent where nothing was decided.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Judgement {
    age_min: Option<f64>,
    bias: Option<f64>,
    ask_error: Option<f64>,
    misallocation: Option<f64>,
}

impl Judgement {
    /// One part.
    #[must_use]
    pub const fn of(&self, judged: Judged) -> Option<f64> {
        match judged {
            Judged::InformationAge => self.age_min,
            Judged::Bias => self.bias,
            Judged::AskError => self.ask_error,
            Judged::Misallocation => self.misallocation,
        }
    }
}

/// One need as it was judged.
#[derive(Clone, Copy, Debug, Default)]
struct Asked {
    first: i64,
    needed: i64,
    sent: i64,
}

type Needs = BTreeMap<(IncidentId, CapabilityId), Asked>;

/// Measures the judgement of one replication.
#[must_use]
pub fn judgement(run: &Run) -> Judgement {
    let mut pictures: BTreeMap<(IncidentId, PostId), (i64, u16)> = BTreeMap::new();
    let mut needs = Needs::new();
    let mut dispatch = Dispatch::default();
    let (mut age_ms, mut bias, mut decisions) = (0, 0.0, 0_u32);
    for entry in run.entries {
        let Some(incident) = entry.about.incident else { continue };
        match (entry.milestone, entry.about.post) {
            (Milestone::SizeEstimated { age_ms, permille, .. }, Some(post)) => {
                pictures.insert((incident, post), (entry.time.ms() - i64::from(age_ms), permille));
            }
            (Milestone::DecisionMade, Some(post)) => {
                if let Some((observed, permille)) = pictures.get(&(incident, post)) {
                    age_ms += entry.time.ms() - observed;
                    bias += libm::log(f64::from((*permille).max(1)) / 1_000.0);
                    decisions += 1;
                }
            }
            (Milestone::UnitsAsked { capability, units, needed }, _) => {
                let asked = needs.entry((incident, capability)).or_default();
                if asked.needed == 0 {
                    (asked.first, asked.needed) = (units.into(), needed.into());
                }
            }
            _ => dispatch.read(run, entry, incident, &mut needs),
        }
    }
    let judged: Vec<Asked> = needs.into_values().filter(|asked| asked.needed > 0).collect();
    let errors = judged.iter().map(|asked| ratio((asked.first - asked.needed).abs(), asked.needed)).sum::<f64>();
    let needed: i64 = judged.iter().map(|asked| asked.needed).sum();
    let missed: i64 = judged.iter().map(|asked| (asked.sent - asked.needed).abs()).sum();
    Judgement {
        age_min: (decisions > 0).then(|| ratio(age_ms, 60_000) / f64::from(decisions)),
        bias: (decisions > 0).then(|| bias / f64::from(decisions)),
        ask_error: (!judged.is_empty()).then(|| errors / judged.len() as f64),
        misallocation: (needed > 0).then(|| ratio(missed, needed)),
    }
}

/// An order that has not come to an end.
#[derive(Clone, Copy, Debug)]
struct Order {
    incident: IncidentId,
    unit: UnitId,
    capability: CapabilityId,
}

/// The orders under way and the needs that are done: a unit counts as sent unless its need was given back for another one.
#[derive(Clone, Debug, Default)]
struct Dispatch {
    orders: Vec<Order>,
    done: BTreeSet<(IncidentId, CapabilityId)>,
}

impl Dispatch {
    fn read(&mut self, run: &Run, entry: &Entry, incident: IncidentId, needs: &mut Needs) {
        match (entry.milestone, entry.about.unit) {
            (Milestone::OrderIssued { capability }, Some(unit)) => {
                self.orders.push(Order { incident, unit, capability });
                needs.entry((incident, capability)).or_default().sent += 1;
            }
            (Milestone::OrderRejected | Milestone::OrderWithdrawn, Some(unit)) => {
                let order = self.end(run, entry, incident, unit);
                order.into_iter().for_each(|order| take_off(needs, &order));
            }
            (
                Milestone::NoShow
                | Milestone::UnitUnsuitable
                | Milestone::CrewRelieved
                | Milestone::UnitFailed
                | Milestone::OrderSuperseded
                | Milestone::UnitWithdrew,
                Some(unit),
            ) => {
                let order = self.end(run, entry, incident, unit);
                let is_open = |order: &Order| !self.done.contains(&(order.incident, order.capability));
                order.filter(is_open).into_iter().for_each(|order| take_off(needs, &order));
            }
            (Milestone::UnitReleased, Some(unit)) => {
                self.end(run, entry, incident, unit);
            }
            (Milestone::NeedContained { capability }, _) => {
                self.done.insert((incident, capability));
            }
            _ => {}
        }
    }

    /// Ends the order of a unit that led to an entry: where its causes name none under way, the unit's last one.
    fn end(&mut self, run: &Run, entry: &Entry, incident: IncidentId, unit: UnitId) -> Option<Order> {
        let capability = cause(run, entry, |milestone| matches!(milestone, Milestone::OrderIssued { .. })).and_then(|at| {
            let Milestone::OrderIssued { capability } = run.entries[at].milestone else { return None };
            Some(capability)
        });
        let is_its = |order: &Order| (order.incident, order.unit) == (incident, unit);
        let named = self.orders.iter().rposition(|order| is_its(order) && Some(order.capability) == capability);
        let at = named.or_else(|| self.orders.iter().rposition(is_its))?;
        Some(self.orders.remove(at))
    }
}

fn take_off(needs: &mut Needs, order: &Order) {
    needs.entry((order.incident, order.capability)).or_default().sent -= 1;
}

/// The nearest cause of an entry that is so: its position.
fn cause(run: &Run, entry: &Entry, is: impl Fn(Milestone) -> bool) -> Option<usize> {
    let mut at = entry.cause.index();
    while let Some(position) = at {
        if is(run.entries[position].milestone) {
            return Some(position);
        }
        at = run.entries[position].cause.index();
    }
    None
}

#[expect(clippy::cast_precision_loss, reason = "counts and spans stay far below 2^53")]
fn ratio(part: i64, whole: i64) -> f64 {
    part as f64 / whole as f64
}

#[cfg(test)]
mod tests {
    use super::{Judged, judgement};
    use crate::journal::milestone::Milestone;
    use crate::measure::fixture::{CITY, COUNTY, FIRE, MILITIA, RESCUE, Story, header, incident, run};

    const ASKED: Milestone = Milestone::UnitsAsked { capability: RESCUE, units: 4, needed: 2 };

    fn misallocation(story: &mut Story) -> Option<f64> {
        let (header, incidents, entries) = (header(), [incident(0, 0.0)], story.entries());
        judgement(&run(&header, &incidents, &entries)).of(Judged::Misallocation)
    }

    #[test]
    fn a_replacement_is_no_over_allocation() {
        for lost in [
            Milestone::UnitFailed,
            Milestone::OrderSuperseded,
            Milestone::CrewRelieved,
            Milestone::UnitWithdrew,
            Milestone::UnitUnsuitable,
            Milestone::NoShow,
            Milestone::OrderRejected,
        ] {
            let mut story = Story::new(0.0);
            story.post(1.0, COUNTY, ASKED).ordered(2.0, COUNTY, FIRE).moved(FIRE, [3.0, 4.0, 5.0, 6.0]).unit(7.0, FIRE, lost);
            story.ordered(8.0, COUNTY, FIRE).ordered(9.0, COUNTY, MILITIA);
            assert_eq!(misallocation(&mut story), Some(0.0), "two serve in the end: {lost:?}");
        }
    }

    #[test]
    fn who_fails_on_the_way_back_or_when_all_is_done_has_been_sent() {
        let mut story = Story::new(0.0);
        story.post(1.0, COUNTY, ASKED).ordered(2.0, COUNTY, FIRE).moved(FIRE, [3.0, 4.0, 5.0, 6.0]);
        story.unit(7.0, FIRE, Milestone::UnitReleased).unit(8.0, FIRE, Milestone::UnitFailed);
        story.ordered(9.0, COUNTY, FIRE).moved(FIRE, [10.0, 11.0, 12.0, 13.0]);
        story.scene(14.0, Milestone::NeedContained { capability: RESCUE }).unit(15.0, FIRE, Milestone::UnitFailed);
        assert_eq!(misallocation(&mut story), Some(0.0));
    }

    #[test]
    fn troops_whose_request_was_refused_were_not_sent() {
        let mut story = Story::new(0.0);
        story.post(1.0, COUNTY, ASKED).ordered(2.0, COUNTY, FIRE).ordered(3.0, COUNTY, MILITIA);
        story.post(3.0, COUNTY, Milestone::ForceRequested).post(9.0, CITY, Milestone::RequestRefused { units: 1 });
        story.unit(9.0, MILITIA, Milestone::OrderWithdrawn);
        assert_eq!(misallocation(&mut story), Some(0.5), "one of two");
    }
}
