//! The curve of a distribution with censored observations: one minus the Kaplan–Meier estimate.

use crate::chart::number;
use crate::measure::record::ResponseTime;
use crate::statistics::survival::{Observation, SurvivalCurve};

/// A rising curve of steps from 0 towards 1. Censored observations keep it below 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// The height after each step, by time in minutes.
    pub steps: Vec<(f64, f64)>,
    /// The times of censored observations and the height of the curve there.
    pub censored: Vec<(f64, f64)>,
    /// All observations.
    pub count: usize,
}

impl Curve {
    /// The estimate from observations; those that are no number are left out.
    #[must_use]
    pub fn estimate(observations: &[ResponseTime]) -> Self {
        let drawable = observations.iter().filter_map(|seen| {
            let time = number::drawable(seen.min)?.max(0.0);
            Some(Observation { time, is_censored: seen.is_censored })
        });
        let drawable: Vec<Observation> = drawable.collect();
        let survival = SurvivalCurve::new(&drawable);
        let mut censored: Vec<f64> = drawable.iter().filter(|seen| seen.is_censored).map(|seen| seen.time).collect();
        censored.sort_by(f64::total_cmp);
        Self {
            steps: survival.steps.iter().filter(|step| step.events > 0).map(|step| (step.time, 1.0 - step.survival)).collect(),
            censored: censored.into_iter().map(|time| (time, 1.0 - survival.survival_at(time))).collect(),
            count: drawable.len(),
        }
    }

    /// The first time at which the curve reaches a share; none when it never does.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Option<f64> {
        self.steps.iter().find(|(_, reached)| *reached >= share - 1e-12).map(|(time, _)| *time)
    }

    /// The longest time observed, censored ones included.
    #[must_use]
    pub fn longest(&self) -> f64 {
        let last = |times: &[(f64, f64)]| times.last().map_or(0.0, |(time, _)| *time);
        last(&self.steps).max(last(&self.censored))
    }
}

#[cfg(test)]
mod tests {
    use super::Curve;
    use crate::measure::record::ResponseTime;

    fn curve(observations: &[(f64, bool)]) -> Curve {
        let rows: Vec<_> = observations.iter().map(|&(min, is_censored)| ResponseTime { min, is_censored }).collect();
        Curve::estimate(&rows)
    }

    #[test]
    fn without_censoring_it_is_the_empirical_distribution() {
        let curve = curve(&[(3.0, false), (1.0, false), (2.0, false), (2.0, false)]);
        assert_eq!(curve.steps, [(1.0, 0.25), (2.0, 0.75), (3.0, 1.0)]);
        assert_eq!((curve.quantile(0.5), curve.quantile(0.9)), (Some(2.0), Some(3.0)));
    }

    #[test]
    fn censored_observations_leave_the_risk_set_without_a_step() {
        // Textbook case: 6, 6, 6, 6+, 7, 9+, 10, 10+, 11+, 13 of the 6-MP arm's beginning, with 10 patients.
        let curve = curve(&[
            (6.0, false),
            (6.0, false),
            (6.0, false),
            (6.0, true),
            (7.0, false),
            (9.0, true),
            (10.0, false),
            (10.0, true),
            (11.0, true),
            (13.0, true),
        ]);
        let heights: Vec<f64> = curve.steps.iter().map(|(_, reached)| 1.0 - reached).collect();
        for (height, expected) in heights.iter().zip([0.7, 0.7 * 5.0 / 6.0, 0.7 * 5.0 / 6.0 * 3.0 / 4.0]) {
            assert!((height - expected).abs() < 1e-12, "{heights:?}");
        }
        assert_eq!((curve.steps.len(), curve.censored.len(), curve.quantile(0.9)), (3, 5, None));
    }

    #[test]
    fn numbers_that_are_none_are_left_out() {
        assert_eq!(curve(&[(f64::NAN, false), (f64::INFINITY, false)]).count, 0);
        assert_eq!(curve(&[(5.0, true)]).longest(), 5.0);
    }
}
