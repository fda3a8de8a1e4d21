//! A need: units of one capability still wanted at an incident (or by a laboratory call), and the work that they find.

use bevy_ecs::component::Component;

use crate::engine::distribution::Law;
use crate::engine::time::SimTime;
use crate::journal::entry::EntryId;
use crate::model::event::NONE;
use crate::model::incident::evacuation::Evacuation;
use crate::model::incident::growth::Growth;
use crate::terms::id::{CapabilityId, PostId};

/// A need as written.
#[derive(Clone, Debug)]
pub struct NeedProfile {
    /// Which capability.
    pub capability: CapabilityId,
    /// Units on the first alarm.
    pub units: u32,
    /// The work.
    pub work: Work,
    /// Persons whom the work frees.
    pub persons: Vec<Endangered>,
    /// Position of the need that must be contained before this one opens.
    pub after: Option<u32>,
    /// Position of the need whose size at discovery the task follows, and its share of it.
    pub follows: Option<(u32, f64)>,
    /// The population that the work moves.
    pub evacuation: Option<Evacuation>,
}

impl NeedProfile {
    /// Persons in all.
    #[must_use]
    pub fn person_count(&self) -> u32 {
        self.persons.iter().map(|row| row.count).sum()
    }
}

/// Persons of one kind whom the work on a need frees.
#[derive(Clone, Debug)]
pub struct Endangered {
    /// How many.
    pub count: u32,
    /// Time from onset to death unless freed before.
    pub survival: Law,
    /// Class of injury; 255 for whoever is unhurt once free.
    pub injury: u8,
    /// Whether the begin of the work on a person saves them.
    pub begun_counts: bool,
}

/// The work of a need.
#[derive(Clone, Debug)]
pub enum Work {
    /// One task that the units share.
    Shared {
        /// Size at onset, unit-hours.
        size: f64,
        /// How it grows.
        growth: Growth,
        /// Size of the hazard, in its own unit, for each unit-hour; none where the task measures no hazard.
        scale: Option<f64>,
    },
    /// Each unit brings the injured to hospitals, one at a time.
    Transport {
        /// Time to load one.
        load: Law,
        /// Time to hand one over.
        unload: Law,
    },
    /// A task of a drawn length for each unit.
    PerUnit(Law),
}

/// Who has a need in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It opens only when another one is contained.
    Closed,
    /// Nobody has taken it up.
    Unheld,
    /// A post is deciding.
    Deciding,
    /// A post has decided and sends units as it finds them.
    Committed,
    /// The work is done.
    Contained,
}

/// What the shared work crosses next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crossing {
    /// The next person is freed.
    Person,
    /// The next place of an evacuation is clear.
    Place,
    /// The hazard has done so much damage that it brings about another incident.
    Secondary,
    /// The hazard reaches the next size of the grading table.
    Grade,
    /// Growth ends.
    Ceiling,
    /// Nothing is left.
    Zero,
}

/// The state of a need.
#[derive(Component, Clone, Copy, Debug)]
pub struct Need {
    /// The incident, or none for a laboratory call.
    pub incident: u32,
    /// Position among the needs of its profile; for a call the row of its matter.
    pub position: u32,
    /// Which capability.
    pub capability: CapabilityId,
    /// Who has it in hand.
    pub stage: Stage,
    /// The post that has it in hand.
    pub holder: u32,
    /// A post that decides on it in a race with the holder.
    pub rival: u32,
    /// Whether the holder has let others decide as well.
    pub is_raced: bool,
    /// The last post that held it for too long and had to let go.
    pub given_up_by: u32,
    /// Units still to be sent.
    pub missing: u32,
    /// Of these, units that a plan lets the holder send while it still decides on the rest.
    pub advance: u32,
    /// Units of the first alarm.
    pub wanted: u32,
    /// Units that whoever holds it takes to be needed, sent ones and missing ones; the true number before anybody has judged it.
    pub asked: u32,
    /// Tasks that a unit has taken after its own.
    pub retaken: u32,
    /// Units that have begun work.
    pub begun: u32,
    /// Units that have done their own task.
    pub done: u32,
    /// Next need of the same holder that waits, in a laboratory pool.
    pub next: u32,
    /// Sum of the rates at work.
    pub rate: f64,
    /// Factor on the rates: 1 unless too many units work under one commander.
    pub pace: f64,
    /// Size of the shared task at `since`, unit-hours.
    pub size: f64,
    /// Work done on it up to `since`, unit-hours.
    pub worked: f64,
    /// Largest size so far, unit-hours.
    pub peak: f64,
    /// Integral of the size up to `since`, unit-hours times hours; of a task that measures a hazard.
    pub damage: f64,
    /// Size at which the incident gets graver, unit-hours: what a crossing `Grade` crosses.
    pub threshold: f64,
    /// Damage at which the hazard brings about its next incident; infinite when it brings about none.
    pub spawns_at: f64,
    /// Work at which the next place of an evacuation is clear; infinite when there is none.
    pub place_at: f64,
    /// Places clear so far.
    pub places_clear: u32,
    /// Whether its deadline has passed.
    pub is_late: bool,
    /// When its task began.
    pub onset: SimTime,
    /// When size and work were last carried forward.
    pub since: SimTime,
    /// Whether it still grows.
    pub is_growing: bool,
    /// Stamp of the wanted crossing.
    pub stamp: u32,
    /// What is crossed then.
    pub crossing: Crossing,
    /// First of the units at work on its shared task; the others follow by their links.
    pub first_unit: u32,
    /// First of its persons and how many.
    pub first_person: u32,
    /// Persons in all.
    pub persons: u32,
    /// Persons freed so far (dead ones included).
    pub freed: u32,
    /// When a post took it up, and then when it decided on it: its place among waiting needs.
    pub decided: SimTime,
    /// The decision.
    pub decision: EntryId,
    /// The last unit that joined.
    pub joined: EntryId,
    /// Whether a shortage has been journalled at the present holder.
    pub is_short: bool,
    /// Whether a task of the holder's plan holds its units back.
    pub is_held: bool,
}

impl Need {
    /// A row that waits to be used.
    pub const EMPTY: Self = Self {
        incident: NONE,
        position: 0,
        capability: CapabilityId(0),
        stage: Stage::Unheld,
        holder: NONE,
        rival: NONE,
        is_raced: false,
        given_up_by: NONE,
        missing: 0,
        advance: 0,
        wanted: 0,
        asked: 0,
        retaken: 0,
        begun: 0,
        done: 0,
        next: NONE,
        rate: 0.0,
        pace: 1.0,
        size: 0.0,
        worked: 0.0,
        peak: 0.0,
        damage: 0.0,
        threshold: f64::INFINITY,
        spawns_at: f64::INFINITY,
        place_at: f64::INFINITY,
        places_clear: 0,
        is_late: false,
        onset: SimTime::ZERO,
        since: SimTime::ZERO,
        is_growing: false,
        stamp: 0,
        crossing: Crossing::Zero,
        first_unit: NONE,
        first_person: 0,
        persons: 0,
        freed: 0,
        decided: SimTime::ZERO,
        decision: EntryId::NONE,
        joined: EntryId::NONE,
        is_short: false,
        is_held: false,
    };

    /// A need of an incident that begins.
    ///
    /// # Panics
    /// When there are 2^32 incidents.
    #[must_use]
    pub fn new(incident: u32, position: u32, profile: &NeedProfile, first_person: u32, onset: SimTime) -> Self {
        assert!(incident != NONE, "fewer than 2^32 incidents");
        let (size, is_growing) = match profile.work {
            Work::Shared { size, growth, .. } => (size, growth.is_any()),
            Work::PerUnit(_) | Work::Transport { .. } => (0.0, false),
        };
        Self {
            incident,
            position,
            capability: profile.capability,
            stage: if profile.after.is_some() { Stage::Closed } else { Stage::Unheld },
            missing: profile.units,
            wanted: profile.units,
            asked: profile.units,
            size,
            peak: size,
            is_growing,
            onset,
            since: onset,
            first_person,
            persons: profile.person_count(),
            place_at: profile.evacuation.as_ref().map_or(f64::INFINITY, |population| population.places[0].1),
            ..Self::EMPTY
        }
    }

    /// Whether a unit may be sent to it.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        !matches!(self.stage, Stage::Closed | Stage::Contained)
    }

    /// Whether a post is deciding on it, alone or in a race.
    #[must_use]
    pub fn is_decided_by(&self, post: PostId) -> bool {
        self.stage == Stage::Deciding && (self.holder == post.0 || self.rival == post.0)
    }

    /// Units that the holder may send at present: all that are missing once it has decided, before that what its plan lets it.
    #[must_use]
    pub const fn sought(&self) -> u32 {
        match self.stage {
            Stage::Committed => self.missing,
            Stage::Deciding if self.advance < self.missing => self.advance,
            Stage::Deciding => self.missing,
            _ => 0,
        }
    }

    /// Whether somebody may still take it up: nobody has, or the holder has let others decide as well.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.stage == Stage::Unheld || (self.stage == Stage::Deciding && self.is_raced && self.rival == NONE)
    }
}
