//! How a post chooses units, as assembled.

use crate::engine::time::Span;
use crate::terms::id::{JurisdictionId, UnitId};
use crate::terms::severity::Severity;

/// How a post chooses the units that it sends.
#[derive(Clone, Debug, PartialEq)]
pub struct DispatchLaw {
    /// Which unit goes to which need.
    pub policy: Policy,
    /// How long needs collect before units are assigned to all of them; at each event when absent.
    pub collects: Option<Span>,
    /// Units held back.
    pub reserve: Option<Reserve>,
    /// Units called off from lighter incidents.
    pub calls_off: Option<CallOff>,
    /// Whether units on their way back are sent again from where they are.
    pub redirects: bool,
}

/// When units are called off from lighter incidents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallOff {
    /// Grades that the other incident must be lighter.
    pub grades: u32,
    /// Whether units at the scene may be called off as well.
    pub at_work: bool,
}

/// Which unit goes to which need.
#[derive(Clone, Debug, PartialEq)]
pub enum Policy {
    /// Need by need, the nearest unit.
    Nearest,
    /// All needs together at the least total.
    Batch,
    /// The need with the greatest regret first.
    Regret,
    /// By lists of preference.
    Zones(Zones),
}

/// Lists of preference by area.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Zones {
    /// The list of each jurisdiction: its own or that of the nearest one above.
    pub list_at: Vec<Option<u32>>,
    /// The rank of each unit that a list names, ascending by unit.
    pub lists: Vec<Vec<(UnitId, u32)>>,
}

impl Zones {
    /// The rank of a unit for incidents at a place; that of units not named comes last.
    #[must_use]
    pub fn rank(&self, at: JurisdictionId, unit: UnitId) -> u32 {
        let Some(list) = self.list_at[at.index()] else { return u32::MAX };
        let list = &self.lists[list as usize];
        list.binary_search_by_key(&unit, |(named, _)| *named).map_or(u32::MAX, |position| list[position].1)
    }
}

/// Units held back for grave incidents.
#[derive(Clone, Debug, PartialEq)]
pub struct Reserve {
    /// Incidents at least this grave may take the last unit.
    pub from_severity: Severity,
    /// Units that stay free otherwise, by capability.
    pub kept: Vec<u32>,
}

/// Whether a post lets needs collect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Collecting {
    /// None waits to be collected.
    #[default]
    No,
    /// They collect.
    Still,
    /// They are to be assigned now.
    Due,
}
