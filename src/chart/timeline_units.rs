//! What the units did in one incident: order, mobilisation, journey, check-in, work, way back.

use std::collections::BTreeMap;

use crate::chart::ink::Ink;
use crate::chart::words::Caption;
use crate::engine::time::SimTime;
use crate::journal::entry::Entry;
use crate::journal::milestone::Milestone;
use crate::terms::id::{IncidentId, UnitId};
use crate::terms::interval::Interval;
use crate::terms::language::{Language, Word};

/// What a unit is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Its order is on the way to it.
    Order,
    /// It makes ready.
    Mobilise,
    /// It travels.
    Travel,
    /// It checks in at the scene.
    Deploy,
    /// It works.
    Work,
    /// It returns.
    Return,
}

impl Phase {
    /// The phases in order.
    pub const ALL: [Self; 6] = [Self::Order, Self::Mobilise, Self::Travel, Self::Deploy, Self::Work, Self::Return];

    /// Its colour: that of the interval it fills.
    #[must_use]
    pub const fn ink(self) -> Ink {
        match self {
            Self::Order => Ink::ORANGE,
            Self::Mobilise => Ink::YELLOW,
            Self::Travel => Ink::GREEN,
            Self::Deploy => Ink::PURPLE,
            Self::Work => Ink::GREY,
            Self::Return => Ink(208, 208, 208),
        }
    }
}

impl Word for Phase {
    fn word(&self, language: Language) -> &'static str {
        match self {
            Self::Order => Caption::OrderTransit.word(language),
            Self::Mobilise => Interval::Mobilise.word(language),
            Self::Travel => Interval::Travel.word(language),
            Self::Deploy => Interval::Deploy.word(language),
            Self::Work => Caption::Work.word(language),
            Self::Return => Caption::Return.word(language),
        }
    }
}

/// A stretch of a unit's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// What it was doing.
    pub phase: Phase,
    /// Begin.
    pub from: SimTime,
    /// End; none when it did not end within the journal.
    pub to: Option<SimTime>,
}

/// The phase that a milestone opens: `Some(None)` when it only closes one.
const fn phase_after(milestone: &Milestone) -> Option<Option<Phase>> {
    match milestone {
        Milestone::OrderIssued { .. } => Some(Some(Phase::Order)),
        Milestone::OrderReceived => Some(Some(Phase::Mobilise)),
        Milestone::UnitDeparted => Some(Some(Phase::Travel)),
        Milestone::UnitArrived => Some(Some(Phase::Deploy)),
        Milestone::WorkBegun { .. } => Some(Some(Phase::Work)),
        Milestone::UnitReleased => Some(Some(Phase::Return)),
        Milestone::UnitReturned | Milestone::OrderRejected | Milestone::OrderSuperseded | Milestone::UnitFailed => Some(None),
        _ => None,
    }
}

/// The stretches of every unit that was sent for, by unit, in the order of time.
///
/// The way back and the next incident's order end a stretch even where they do not name this incident.
#[must_use]
pub fn stretches(entries: &[Entry], incident: IncidentId) -> BTreeMap<UnitId, Vec<Stretch>> {
    let mut open: BTreeMap<UnitId, Stretch> = BTreeMap::new();
    let mut done: BTreeMap<UnitId, Vec<Stretch>> = BTreeMap::new();
    for entry in entries {
        let (Some(unit), Some(next)) = (entry.about.unit, phase_after(&entry.milestone)) else { continue };
        let is_here = entry.about.incident == Some(incident);
        if !is_here && !open.contains_key(&unit) {
            continue;
        }
        // An order that another post issued while the unit is busy changes nothing until the unit has it.
        let is_busy = open.get(&unit).is_some_and(|stretch| !matches!(stretch.phase, Phase::Order | Phase::Return));
        if is_busy && matches!(entry.milestone, Milestone::OrderIssued { .. } | Milestone::OrderRejected) {
            continue;
        }
        if let Some(stretch) = open.remove(&unit).filter(|stretch| stretch.from < entry.time) {
            done.entry(unit).or_default().push(Stretch { to: Some(entry.time), ..stretch });
        }
        if let Some(phase) = next.filter(|_| is_here) {
            open.insert(unit, Stretch { phase, from: entry.time, to: None });
        }
    }
    for (unit, stretch) in open {
        done.entry(unit).or_default().push(stretch);
    }
    done
}

#[cfg(test)]
mod tests {
    use super::{Phase, stretches};
    use crate::chart::sample;
    use crate::terms::id::{IncidentId, UnitId};

    #[test]
    fn a_unit_goes_through_all_phases_without_a_gap() {
        let units = stretches(&sample::run(3).entries, IncidentId(0));
        assert_eq!(units.len(), 3);
        let stretches = &units[&UnitId(1)];
        assert_eq!(stretches.iter().map(|stretch| stretch.phase).collect::<Vec<_>>(), Phase::ALL);
        for pair in stretches.windows(2) {
            assert_eq!(pair[0].to, Some(pair[1].from));
        }
    }

    #[test]
    fn another_incident_ends_the_way_back() {
        let mut entries = sample::run(1).entries;
        for entry in entries.iter_mut().rev().take(1) {
            entry.about.incident = Some(IncidentId(1));
        }
        let units = stretches(&entries, IncidentId(0));
        assert_eq!(units[&UnitId(0)].last().map(|stretch| (stretch.phase, stretch.to.is_some())), Some((Phase::Return, true)));
    }
}
