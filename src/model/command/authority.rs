//! What a post may send, and on what asking upward can help.

use crate::model::command::post::{Candidate, SeveritySet};
use crate::terms::id::CapabilityId;
use crate::terms::severity::Severity;

/// What the tables of the structure let a post do, by capability.
#[derive(Clone, Debug, Default)]
pub struct Authority {
    /// Units that it may send; ascending by unit, of which several may stand for different severities.
    pub candidates: Vec<Vec<Candidate>>,
    /// Severities for which it may send somebody.
    pub competence: Vec<SeveritySet>,
    /// Severities for which a post further up its request chain may send somebody whom it may not.
    pub beyond: Vec<SeveritySet>,
}

impl Authority {
    /// May send nobody and helps itself to nothing, of so many capabilities.
    #[must_use]
    pub fn none(capabilities: usize) -> Self {
        let nothing = || vec![SeveritySet::default(); capabilities];
        Self { candidates: vec![Vec::new(); capabilities], competence: nothing(), beyond: nothing() }
    }

    /// Whether the post may decide on a need.
    #[must_use]
    pub fn is_competent(&self, capability: CapabilityId, severity: Severity) -> bool {
        self.competence[capability.index()].has(severity)
    }

    /// Whether asking upward can help.
    #[must_use]
    pub fn can_ask(&self, capability: CapabilityId, severity: Severity) -> bool {
        self.beyond[capability.index()].has(severity)
    }

    /// Whether the post may send a unit at a severity.
    #[must_use]
    pub fn may_send(&self, capability: CapabilityId, severity: Severity, unit: crate::terms::id::UnitId) -> bool {
        let list = &self.candidates[capability.index()];
        let first = list.partition_point(|candidate| candidate.unit < unit);
        list[first..].iter().take_while(|candidate| candidate.unit == unit).any(|candidate| candidate.severities.has(severity))
    }
}
