//! How complete reports are and how well posts judge the size of an incident, as assembled.

use crate::terms::id::PostId;

/// The law of estimates.
#[derive(Clone, Debug)]
pub struct EstimateLaw {
    /// Completeness of a first report.
    pub first: f64,
    /// What a follow-up adds.
    pub per_follow_up: f64,
    /// Standard deviation of the logarithm of the size after one complete report from the scene.
    pub sigma: f64,
    /// Variance added by a hop, as a share of that of the scene.
    pub per_hop: f64,
    /// Growth of the standard deviation with each matter beyond the span of the reading desk.
    pub per_excess_matter: f64,
    /// Share of units asked for beyond the estimate.
    pub margin: f64,
    /// Whether incomplete reports are the more likely sent back.
    pub verifies_gaps: bool,
    /// By post.
    pub judgements: Vec<Judgement>,
}

/// How a post judges.
#[derive(Clone, Copy, Debug, Default)]
pub struct Judgement {
    /// Added to the logarithm of the size in whatever it passes on.
    pub shading: f64,
    /// Probability, times 1 − q, of sending the wrong kind of unit first.
    pub wrong_kind: f64,
}

impl EstimateLaw {
    /// How a post judges.
    #[must_use]
    pub fn judgement(&self, post: PostId) -> Judgement {
        self.judgements[post.index()]
    }
}
