//! Detection channels and background matters as assembled.

use crate::engine::distribution::Law;
use crate::engine::time::Span;
use crate::terms::id::{PostId, StationId};

/// A detection channel.
#[derive(Clone, Debug)]
pub struct Channel {
    /// Key of its chance, made from its id.
    pub key: u64,
    /// Whether it can notice each hazard.
    pub hazards: Vec<bool>,
    /// Probability of coverage, by hazard and jurisdiction.
    pub coverage: Vec<Vec<f64>>,
    /// Passes: the interval and the probability that one notices the incident; it watches all the time when absent.
    pub passes: Option<(Span, f64)>,
    /// Calls that grow with the incident.
    pub calls: Option<Calls>,
    /// Whether plans that warnings start make it quicker.
    pub is_told_to_watch: bool,
    /// From onset, or from the pass that notices it, until the report leaves.
    pub delay: Law,
    /// The post that receives it, for each jurisdiction.
    pub enters: Vec<Option<PostId>>,
}

/// Calls that grow with the incident: rate · (D / reference)^exponent.
#[derive(Clone, Copy, Debug)]
pub struct Calls {
    /// Per hour at the reference size.
    pub rate_per_h: f64,
    /// Unit-hours.
    pub reference_unit_h: f64,
    /// From 0 to 1.
    pub exponent: f64,
}

/// Background matters at a desk.
#[derive(Clone, Debug)]
pub struct BackgroundFlow {
    /// The desk.
    pub station: StationId,
    /// Class there.
    pub class: u16,
    /// Key of its chance.
    pub key: u64,
    /// The detection channel whose false alarms these are.
    pub false_alarms_of: Option<u32>,
    /// Gaps.
    pub gap: Law,
}
