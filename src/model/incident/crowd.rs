//! A crowd: organisations that set out for an incident unasked, each with a hazard that rises and falls.

use crate::engine::distribution::Law;
use crate::engine::special::{GammaQuantile, incomplete_gamma};
use crate::engine::time::{SimTime, Span};
use crate::journal::entry::EntryId;
use crate::terms::id::UnitId;

/// The organisations that may come to an incident.
#[derive(Clone, Debug)]
pub struct Crowd {
    /// Their units.
    pub members: Vec<UnitId>,
    /// From onset until the incident is widely known.
    pub publicity: Law,
    /// How the hazard rises and falls.
    pub urge: Urge,
}

/// The hazard Λ·m(t) of setting out, m being the density of a gamma law, t counted from the publicity.
#[derive(Clone, Debug)]
pub struct Urge {
    eagerness: f64,
    /// Scale of the gamma law, hours.
    scale_h: f64,
    quantile: GammaQuantile,
}

impl Urge {
    /// An urge of total `eagerness` that is strongest after `peak_h` hours.
    #[must_use]
    pub fn new(eagerness: f64, peak_h: f64, shape: f64) -> Self {
        Self { eagerness, scale_h: peak_h / (shape - 1.0), quantile: GammaQuantile::new(shape) }
    }

    /// The share of the urge that is spent after so many hours.
    #[must_use]
    pub fn spent(&self, hours: f64) -> f64 {
        incomplete_gamma(self.quantile.shape(), hours / self.scale_h).0
    }

    /// When an organisation sets out that draws the exponential number `demand`: the hours after which the hazard, lowered by
    /// `restraint`, adds up to it; none when it never does.
    #[must_use]
    pub fn hours(&self, demand: f64, restraint: &Restraint) -> Option<f64> {
        let open = self.eagerness * (1.0 - restraint.always);
        let (spent, left) = restraint.later.map_or((1.0, 0.0), |(from, effect)| (self.spent(from), 1.0 - effect));
        let share = if demand <= open * spent { demand / open } else { spent + (demand - open * spent) / (open * left) };
        (open > 0.0 && share < 1.0).then(|| self.quantile.at(share) * self.quantile.shape() * self.scale_h)
    }
}

/// What holds organisations back.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Restraint {
    /// The share by which a portal lowers the hazard.
    pub always: f64,
    /// Hours from the publicity to the notice, and the share by which it lowers the hazard from then on.
    pub later: Option<(f64, f64)>,
}

/// How far a crowd has come.
#[derive(Clone, Debug)]
pub struct Gathering {
    /// Members that have not yet set out, each with its exponential number, the smallest last.
    pub waiting: Vec<(f64, UnitId)>,
    /// When the incident became widely known.
    pub since: SimTime,
    /// What holds them back.
    pub restraint: Restraint,
    /// Stamp of the wanted departure.
    pub stamp: u32,
    /// The entry of the publicity.
    pub publicised: EntryId,
    /// The entry of the notice, once it is issued.
    pub notice: Option<EntryId>,
}

impl Gathering {
    /// Nobody knows of the incident yet.
    pub const NONE: Self = Self {
        waiting: Vec::new(),
        since: SimTime::ZERO,
        restraint: Restraint { always: 0.0, later: None },
        stamp: 0,
        publicised: EntryId::NONE,
        notice: None,
    };

    /// After which span the next one sets out, seen from `now`; none when nobody does any more.
    #[must_use]
    pub fn next(&self, urge: &Urge, now: SimTime) -> Option<Span> {
        let (demand, _) = self.waiting.last()?;
        let at = self.since + Span::from_hours(urge.hours(*demand, &self.restraint)?);
        Some((at - now).max(Span::ZERO))
    }
}

#[cfg(test)]
mod tests {
    use super::{Restraint, Urge};
    use proptest::prelude::{prop_assert, proptest};

    #[test]
    fn the_urge_peaks_where_it_is_said_to() {
        let urge = Urge::new(1.0, 12.0, 3.0);
        let density = |hours: f64| (urge.spent(hours + 0.01) - urge.spent(hours - 0.01)) / 0.02;
        assert!(density(12.0) > density(11.0) && density(12.0) > density(13.0));
    }

    proptest! {
        #[test]
        fn the_hazard_adds_up_to_the_demand(
            demand in 0.001..5.0_f64, eagerness in 0.1..10.0_f64, always in 0.0..0.9_f64, from in 0.0..48.0_f64, effect in 0.0..1.0_f64,
        ) {
            let urge = Urge::new(eagerness, 12.0, 3.0);
            let restraint = Restraint { always, later: Some((from, effect)) };
            let hazard = |hours: f64| {
                let after = (urge.spent(hours) - urge.spent(from)).max(0.0);
                eagerness * (1.0 - always) * (urge.spent(hours.min(from)) + (1.0 - effect) * after)
            };
            match urge.hours(demand, &restraint) {
                Some(hours) => prop_assert!((hazard(hours) - demand).abs() < 1e-6 * (1.0 + demand), "{} of {demand}", hazard(hours)),
                None => prop_assert!(hazard(1.0e6) <= demand + 1e-9),
            }
            let freely = urge.hours(demand, &Restraint::default());
            let later = urge.hours(demand, &restraint);
            prop_assert!(later.is_none_or(|later| freely.is_some_and(|freely| freely <= later + 1e-9)), "a notice makes nobody come");
        }
    }
}
