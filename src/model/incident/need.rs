//! A need: units of one capability still wanted at an incident (or by a laboratory call), and the work that they find.

use bevy_ecs::component::Component;

use crate::engine::distribution::Law;
use crate::engine::time::{SimTime, Span};
use crate::journal::entry::EntryId;
use crate::model::event::{Event, NONE, NeedId};
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
    /// Persons whom the work frees: how many, and the law of their survival.
    pub persons: Vec<(u32, Law)>,
    /// Position of the need that must be contained before this one opens.
    pub after: Option<u32>,
    /// Position of the need whose size at discovery the task follows, and its share of it.
    pub follows: Option<(u32, f64)>,
}

impl NeedProfile {
    /// Persons in all.
    #[must_use]
    pub fn person_count(&self) -> u32 {
        self.persons.iter().map(|(count, _)| count).sum()
    }
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
    /// Units still to be sent.
    pub missing: u32,
    /// Units of the first alarm.
    pub wanted: u32,
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
        missing: 0,
        wanted: 0,
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
            Work::PerUnit(_) => (0.0, false),
        };
        Self {
            incident,
            position,
            capability: profile.capability,
            stage: if profile.after.is_some() { Stage::Closed } else { Stage::Unheld },
            missing: profile.units,
            wanted: profile.units,
            size,
            peak: size,
            is_growing,
            since: onset,
            first_person,
            persons: profile.person_count(),
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

    /// Whether somebody may still take it up: nobody has, or the holder has let others decide as well.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.stage == Stage::Unheld || (self.stage == Stage::Deciding && self.is_raced && self.rival == NONE)
    }

    /// The size of the shared task at `now`; zero where each unit has a task of its own.
    #[must_use]
    pub fn size_at(&self, work: &Work, now: SimTime) -> f64 {
        let Work::Shared { growth, .. } = work else { return 0.0 };
        let growing = if self.is_growing { *growth } else { Growth::NONE };
        growing.size_after(self.size, self.rate * self.pace, (now - self.since).hours()).min(growth.ceiling())
    }

    /// Carries size and work done forward to `now`.
    pub fn carry(&mut self, work: &Work, now: SimTime) {
        let Work::Shared { growth, scale, .. } = work else { return };
        let hours = (now - self.since).hours();
        let growth = if self.is_growing { *growth } else { Growth::NONE };
        let rate = self.rate * self.pace;
        if scale.is_some() {
            self.damage += growth.integral(self.size, rate, hours);
        }
        self.size = growth.size_after(self.size, rate, hours);
        self.peak = self.peak.max(self.size);
        self.worked += rate * hours;
        self.since = now;
    }

    /// Work done at which person number `freed + 1` is free: equal shares of the size at onset.
    fn next_person_at(&self, size_at_onset: f64) -> f64 {
        size_at_onset * f64::from(self.freed + 1) / f64::from(self.persons)
    }

    /// Plans the next crossing of the shared task; the event to schedule and after which span. `threshold` is the size at which the
    /// incident gets graver next, infinite when there is none.
    pub fn plan(&mut self, id: NeedId, work: &Work, threshold: f64) -> Option<(Span, Event)> {
        let Work::Shared { size, growth, .. } = work else { return None };
        self.stamp = self.stamp.wrapping_add(1);
        self.threshold = threshold;
        let ceiling = growth.ceiling();
        let growth = if self.is_growing { *growth } else { Growth::NONE };
        let mut best: Option<(f64, Crossing)> = None;
        let mut consider = |hours: Option<f64>, crossing: Crossing| {
            if let Some(hours) = hours
                && best.is_none_or(|(earliest, _)| hours < earliest)
            {
                best = Some((hours, crossing));
            }
        };
        let rate = self.rate * self.pace;
        if self.freed < self.persons && rate > 0.0 {
            consider(Some(((self.next_person_at(*size) - self.worked) / rate).max(0.0)), Crossing::Person);
        }
        if self.is_growing && ceiling.is_finite() {
            consider(growth.hours_up_to(self.size, rate, ceiling), Crossing::Ceiling);
        }
        if threshold.is_finite() {
            let is_crossed = self.peak >= threshold;
            consider(if is_crossed { Some(0.0) } else { growth.hours_up_to(self.size, rate, threshold) }, Crossing::Grade);
        }
        if self.spawns_at.is_finite() {
            consider(growth.hours_to_integral(self.size, rate, self.spawns_at - self.damage), Crossing::Secondary);
        }
        consider(growth.hours_to_zero(self.size, rate), Crossing::Zero);
        let (hours, crossing) = best?;
        self.crossing = crossing;
        Some((Span::from_hours(hours), Event::WorkCrosses(id, self.stamp)))
    }

    /// Makes the crossing exact: rounding to milliseconds leaves no remainder.
    pub fn settle(&mut self, work: &Work) {
        let Work::Shared { size, growth, .. } = work else { return };
        match self.crossing {
            Crossing::Person => {
                self.worked = self.next_person_at(*size);
                self.freed += 1;
            }
            Crossing::Secondary => self.damage = self.spawns_at,
            Crossing::Grade => {
                if self.peak < self.threshold {
                    self.size = self.threshold;
                }
                self.peak = self.peak.max(self.threshold);
            }
            Crossing::Ceiling => {
                self.size = growth.ceiling();
                self.peak = self.size;
                self.is_growing = false;
            }
            Crossing::Zero => self.size = 0.0,
        }
    }
}
