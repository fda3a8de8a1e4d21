//! How well posts judged what was needed: age and error of what they knew when they decided, units asked for and sent against units
//! needed.

use std::collections::BTreeMap;

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
    /// Sum of |sent − needed| over the sum of needed, over the needs that were decided on; sent are orders that were not rejected, to
    /// units of the right kind.
    Misallocation,
}

/// How well posts judged what was needed; only where estimates have errors.
pub const JUDGED: [(&str, Judged, MetricUnit); 4] = [
    ("information_age", Judged::InformationAge, MetricUnit::Minutes),
    ("estimate_bias", Judged::Bias, MetricUnit::Share),
    ("ask_error", Judged::AskError, MetricUnit::Share),
    ("misallocation", Judged::Misallocation, MetricUnit::Share),
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

/// Measures the judgement of one replication.
#[must_use]
pub fn judgement(run: &Run) -> Judgement {
    let mut pictures: BTreeMap<(IncidentId, PostId), (i64, u16)> = BTreeMap::new();
    let mut needs: BTreeMap<(IncidentId, CapabilityId), Asked> = BTreeMap::new();
    let mut orders: BTreeMap<(IncidentId, UnitId), CapabilityId> = BTreeMap::new();
    let (mut age_ms, mut bias, mut decisions) = (0, 0.0, 0_u32);
    for entry in run.entries {
        let Some(incident) = entry.about.incident else { continue };
        match (entry.milestone, entry.about.post, entry.about.unit) {
            (Milestone::SizeEstimated { age_ms, permille, .. }, Some(post), _) => {
                pictures.insert((incident, post), (entry.time.ms() - i64::from(age_ms), permille));
            }
            (Milestone::DecisionMade, Some(post), _) => {
                if let Some((observed, permille)) = pictures.get(&(incident, post)) {
                    age_ms += entry.time.ms() - observed;
                    bias += libm::log(f64::from((*permille).max(1)) / 1_000.0);
                    decisions += 1;
                }
            }
            (Milestone::UnitsAsked { capability, units, needed }, ..) => {
                let asked = needs.entry((incident, capability)).or_default();
                if asked.needed == 0 {
                    (asked.first, asked.needed) = (units.into(), needed.into());
                }
            }
            (Milestone::OrderIssued { capability }, _, Some(unit)) => {
                orders.insert((incident, unit), capability);
                needs.entry((incident, capability)).or_default().sent += 1;
            }
            (Milestone::OrderRejected | Milestone::UnitUnsuitable, _, Some(unit)) => {
                if let Some(capability) = orders.get(&(incident, unit)) {
                    needs.entry((incident, *capability)).or_default().sent -= 1;
                }
            }
            _ => {}
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

#[expect(clippy::cast_precision_loss, reason = "counts and spans stay far below 2^53")]
fn ratio(part: i64, whole: i64) -> f64 {
    part as f64 / whole as f64
}
