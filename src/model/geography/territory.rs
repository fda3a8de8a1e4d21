//! The tree of jurisdictions: superiors, seats, and who lies within whom.

use crate::terms::id::JurisdictionId;
use crate::terms::place::Place;

/// A jurisdiction as assembled.
#[derive(Clone, Debug)]
pub struct Jurisdiction {
    /// Its superior.
    pub superior: Option<JurisdictionId>,
    /// Position of its level, 0 at the top.
    pub level: u32,
    /// Its seat.
    pub seat: Place,
}

/// The tree.
#[derive(Clone, Debug, Default)]
pub struct Territory {
    /// The jurisdictions by id.
    pub jurisdictions: Vec<Jurisdiction>,
}

impl Territory {
    /// The ancestor (or the jurisdiction itself) at a level; none when it lies above that level's line or the line skips it.
    #[must_use]
    pub fn at_level(&self, from: JurisdictionId, level: u32) -> Option<JurisdictionId> {
        self.upward(from).find(|id| self.jurisdictions[id.index()].level == level)
    }

    /// The jurisdiction and all its superiors, upward.
    pub fn upward(&self, from: JurisdictionId) -> impl Iterator<Item = JurisdictionId> + '_ {
        std::iter::successors(Some(from), |id| self.jurisdictions[id.index()].superior)
    }

    /// Whether `inner` is `outer` or lies below it.
    #[must_use]
    pub fn is_within(&self, inner: JurisdictionId, outer: JurisdictionId) -> bool {
        self.upward(inner).any(|id| id == outer)
    }
}
