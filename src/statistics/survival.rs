//! How long until something happens, when the observation may end first.
//!
//! Source: E. L. Kaplan and P. Meier, *Nonparametric estimation from incomplete observations*, JASA 53 (1958).

/// What the products of the estimate may lose: a half by counting must not miss the half by a last bit.
const ROUNDING: f64 = 1e-12;

/// One observed time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observation {
    /// Time until it happened, or until the observation ended.
    pub time: f64,
    /// Whether the observation ended first.
    pub is_censored: bool,
}

/// A step down of the curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// When.
    pub time: f64,
    /// How many were still waiting just before.
    pub at_risk: usize,
    /// How many it happened to.
    pub events: usize,
    /// Share still waiting from here on.
    pub survival: f64,
}

/// The product-limit estimate of the share still waiting, a right-continuous step function that begins at 1.
#[derive(Clone, Debug, PartialEq)]
pub struct SurvivalCurve {
    /// The steps by time.
    pub steps: Vec<Step>,
}

impl SurvivalCurve {
    /// The estimate from observations in any order. At equal times, what happened comes before what was censored.
    ///
    /// # Panics
    /// When a time is negative or not a number.
    #[must_use]
    pub fn new(observations: &[Observation]) -> Self {
        assert!(observations.iter().all(|o| o.time >= 0.0), "a survival time below 0 or not a number");
        let mut sorted = observations.to_vec();
        sorted.sort_unstable_by(|a, b| a.time.total_cmp(&b.time));
        let (mut steps, mut survival, mut at_risk) = (Vec::new(), 1.0, sorted.len());
        for tie in sorted.chunk_by(|a, b| a.time.total_cmp(&b.time).is_eq()) {
            let events = tie.iter().filter(|o| !o.is_censored).count();
            if events > 0 {
                #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
                let kept = (at_risk - events) as f64 / at_risk as f64;
                survival *= kept;
                steps.push(Step { time: tie[0].time, at_risk, events, survival });
            }
            at_risk -= tie.len();
        }
        Self { steps }
    }

    /// The share still waiting at `time`, a step at that very time included.
    #[must_use]
    pub fn survival_at(&self, time: f64) -> f64 {
        let passed = self.steps.partition_point(|step| step.time <= time);
        if passed == 0 { 1.0 } else { self.steps[passed - 1].survival }
    }

    /// The first time at which no more than half are still waiting; none when more than half waited to the end.
    #[must_use]
    pub fn median(&self) -> Option<f64> {
        self.steps.iter().find(|step| step.survival <= 0.5 + ROUNDING).map(|step| step.time)
    }

    /// The restricted mean: the area under the curve up to `horizon`.
    #[must_use]
    pub fn restricted_mean(&self, horizon: f64) -> f64 {
        let (mut area, mut from, mut survival) = (0.0, 0.0, 1.0);
        for step in self.steps.iter().take_while(|step| step.time < horizon) {
            area += survival * (step.time - from);
            (from, survival) = (step.time, step.survival);
        }
        area + survival * (horizon - from)
    }
}

#[cfg(test)]
mod tests {
    use super::{Observation, SurvivalCurve};
    use proptest::prelude::{prop_assert, proptest};

    fn happened(time: f64) -> Observation {
        Observation { time, is_censored: false }
    }

    /// Weeks of remission under 6-MP, 21 patients: Freireich et al., *Blood* 21 (1963).
    fn six_mp() -> Vec<Observation> {
        const HAPPENED: [f64; 9] = [6.0, 6.0, 6.0, 7.0, 10.0, 13.0, 16.0, 22.0, 23.0];
        const CENSORED: [f64; 12] = [6.0, 9.0, 10.0, 11.0, 17.0, 19.0, 20.0, 25.0, 32.0, 32.0, 34.0, 35.0];
        let censored = CENSORED.map(|time| Observation { time, is_censored: true });
        censored.into_iter().chain(HAPPENED.map(happened)).collect()
    }

    #[test]
    fn freireich_s_remissions() {
        let curve = SurvivalCurve::new(&six_mp());
        for (time, wanted) in
            [(5.9, 1.0), (6.0, 0.857), (7.0, 0.807), (10.0, 0.753), (13.0, 0.690), (16.0, 0.627), (22.0, 0.538), (99.0, 0.448)]
        {
            let found = curve.survival_at(time);
            assert!((found - wanted).abs() < 5e-4, "S({time}) = {found}, not {wanted}");
        }
        assert_eq!(curve.median(), Some(23.0));
        assert!((curve.restricted_mean(35.0) - 23.287).abs() < 5e-4, "{}", curve.restricted_mean(35.0));
    }

    #[test]
    fn nothing_observed_is_nothing_happened() {
        let curve = SurvivalCurve::new(&[]);
        assert_eq!((curve.survival_at(5.0), curve.median(), curve.restricted_mean(5.0)), (1.0, None, 5.0));
    }

    proptest! {
        #[test]
        fn without_censoring_the_restricted_mean_is_the_mean_of_cut_times(
            times in proptest::collection::vec(0_u8..100, 1..40),
            horizon in 1_u8..120,
        ) {
            let horizon = f64::from(horizon);
            let observations: Vec<Observation> = times.iter().map(|t| happened(f64::from(*t))).collect();
            let mean = times.iter().map(|t| f64::from(*t).min(horizon)).sum::<f64>() / times.len() as f64;
            let curve = SurvivalCurve::new(&observations);
            prop_assert!((curve.restricted_mean(horizon) - mean).abs() < 1e-9);
            prop_assert!(curve.steps.windows(2).all(|pair| pair[0].survival >= pair[1].survival));
        }
    }
}
