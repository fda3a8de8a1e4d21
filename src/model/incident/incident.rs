//! The state of an incident and of the persons in it.

use bevy_ecs::component::Component;

use crate::engine::time::SimTime;
use crate::journal::entry::EntryId;
use crate::model::event::{NeedId, PersonId};
use crate::model::geography::travel::Point;
use crate::model::incident::command::Command;
use crate::model::incident::deadline::Deadline;
use crate::model::incident::need::{Need, NeedProfile, Work};
use crate::model::incident::picture::Picture;
use crate::terms::id::{IncidentId, JurisdictionId, PostId};
use crate::terms::place::Place;
use crate::terms::severity::Severity;

/// What an incident is and needs, as written.
#[derive(Clone, Debug)]
pub struct IncidentProfile {
    /// Position of the hazard.
    pub hazard: u32,
    /// Severity.
    pub severity: Severity,
    /// Whether a response is needed at all.
    pub is_needed: bool,
    /// Needs.
    pub needs: Vec<NeedProfile>,
}

impl IncidentProfile {
    /// The need whose task measures the hazard: its position, and the size for each unit-hour.
    #[must_use]
    pub fn measured(&self) -> Option<(u32, f64)> {
        (0..).zip(&self.needs).find_map(|(position, need)| match need.work {
            Work::Shared { scale, .. } => Some((position, scale?)),
            Work::PerUnit(_) | Work::Transport { .. } => None,
        })
    }

    /// Whether the size of the hazard is measured.
    #[must_use]
    pub fn is_measured(&self) -> bool {
        self.measured().is_some()
    }
}

/// How far an incident has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IncidentState {
    /// Not yet begun.
    Pending,
    /// Begun, not contained.
    Active,
    /// All needs contained, units still out.
    Contained,
    /// The last unit released.
    Closed,
}

/// What a post knows of an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Knowledge {
    /// The post.
    pub post: PostId,
    /// The gravest grade that it has been told.
    pub severity: Severity,
    /// Reports and requests about it that it has read.
    pub readings: u32,
    /// Reports and requests about it that it has read, whatever it believes.
    pub heard: u32,
    /// Rounds of reports that it has sent about it, one round to several posts counting once.
    pub versions: u16,
    /// The journal's entry of its grading.
    pub entry: EntryId,
    /// Since when it believes, falsely, that the incident is over.
    pub cleared: Option<SimTime>,
    /// Whether it has asked above about it.
    pub has_asked: bool,
}

/// The state of an incident.
#[derive(Component, Clone, Debug)]
pub struct Incident {
    /// How far it has come.
    pub state: IncidentState,
    /// Position of its profile.
    pub profile: u32,
    /// How grave it is at present.
    pub severity: Severity,
    /// Persons who have died in it.
    pub deaths: u32,
    /// Injured persons freed so far.
    pub injured: u32,
    /// Persons moved so far.
    pub evacuated: u32,
    /// Stable key for chance.
    pub key: u64,
    /// Where.
    pub point: Point,
    /// Position of its scripted detection, if it has one.
    pub scripted: Option<u32>,
    /// First of its needs.
    pub first_need: u32,
    /// Needs in all.
    pub needs: u32,
    /// Needs not yet contained.
    pub open_needs: u32,
    /// Units of the first alarm not yet at work.
    pub first_alarm_missing: u32,
    /// Units sent and not yet released.
    pub units_out: u32,
    /// Road that units drive for it, out and back, m: journeys count when they begin.
    pub metres: u64,
    /// What brought it about: the onset of another incident, for a secondary one.
    pub cause: EntryId,
    /// When it began.
    pub onset: SimTime,
    /// The onset.
    pub started: EntryId,
    /// Posts that know of it, in the order of their reading.
    pub known: Vec<Knowledge>,
    /// Limits for reports that have begun, in their order.
    pub deadlines: Vec<Deadline>,
    /// What posts make of its size, where estimates have errors.
    pub pictures: Vec<Picture>,
    /// Whether a unit's head has reported from the scene.
    pub is_sized_up: bool,
    /// Command at the scene.
    pub command: Command,
}

impl Incident {
    /// A row that waits to be used.
    #[must_use]
    pub const fn empty() -> Self {
        Self {
            state: IncidentState::Pending,
            profile: 0,
            severity: Severity::IV,
            deaths: 0,
            injured: 0,
            evacuated: 0,
            key: 0,
            point: Point { place: Place::Km(0.0, 0.0), jurisdiction: JurisdictionId(0) },
            scripted: None,
            first_need: 0,
            needs: 0,
            open_needs: 0,
            first_alarm_missing: 0,
            units_out: 0,
            metres: 0,
            cause: EntryId::NONE,
            onset: SimTime::ZERO,
            started: EntryId::NONE,
            known: Vec::new(),
            deadlines: Vec::new(),
            pictures: Vec::new(),
            is_sized_up: false,
            command: Command::NONE,
        }
    }

    /// What a post knows of it.
    #[must_use]
    pub fn knowledge(&self, post: PostId) -> Option<&Knowledge> {
        self.known.iter().find(|known| known.post == post)
    }

    /// What a post knows of it, to be changed.
    pub fn knowledge_mut(&mut self, post: PostId) -> Option<&mut Knowledge> {
        self.known.iter_mut().find(|known| known.post == post)
    }

    /// What a post knows of it; nothing yet, and lightly, when it is new to the post.
    pub fn known_by(&mut self, post: PostId) -> &mut Knowledge {
        let position = self.known.iter().position(|known| known.post == post).unwrap_or_else(|| {
            let nothing = Knowledge {
                post,
                severity: Severity::IV,
                readings: 0,
                heard: 0,
                versions: 0,
                entry: EntryId::NONE,
                cleared: None,
                has_asked: false,
            };
            self.known.push(nothing);
            self.known.len() - 1
        });
        &mut self.known[position]
    }

    /// The ids of its needs.
    pub fn need_ids(&self) -> impl Iterator<Item = NeedId> + use<> {
        (self.first_need..self.first_need + self.needs).map(NeedId)
    }
}

/// What has become of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Not yet freed.
    InDanger,
    /// Freed alive.
    Rescued,
    /// Treated in hospital, and lives.
    Treated,
    /// Dead.
    Dead,
}

/// A person in danger.
#[derive(Component, Clone, Copy, Debug)]
pub struct Person {
    /// Time from onset to death unless freed before, drawn once and the same under every structure.
    pub death: SimTime,
    /// What has become of them.
    pub fate: Fate,
    /// Their need.
    pub need: NeedId,
    /// Class of injury; 255 for whoever is unhurt once free.
    pub injury: u8,
    /// Whether the begin of the work on them saves them.
    pub begun_counts: bool,
}

impl Person {
    /// A row that waits to be used.
    pub const EMPTY: Self =
        Self { death: SimTime::ZERO, fate: Fate::InDanger, need: NeedId(0), injury: u8::MAX, begun_counts: false };
}

/// Incidents, needs and persons.
#[derive(Debug)]
pub struct Scenes<'a> {
    /// The profiles.
    pub profiles: &'a [IncidentProfile],
    /// The incidents of this replication.
    pub incidents: &'a mut [Incident],
    /// Their needs.
    pub needs: &'a mut [Need],
    /// The persons in them.
    pub persons: &'a mut [Person],
}

impl Scenes<'_> {
    /// An incident.
    #[inline]
    #[must_use]
    pub fn incident(&self, id: IncidentId) -> &Incident {
        &self.incidents[id.index()]
    }

    /// An incident, to be changed.
    #[inline]
    pub fn incident_mut(&mut self, id: IncidentId) -> &mut Incident {
        &mut self.incidents[id.index()]
    }

    /// A need.
    #[inline]
    #[must_use]
    pub fn need(&self, id: NeedId) -> &Need {
        &self.needs[id.0 as usize]
    }

    /// A need, to be changed.
    #[inline]
    pub fn need_mut(&mut self, id: NeedId) -> &mut Need {
        &mut self.needs[id.0 as usize]
    }

    /// A person, to be changed.
    pub fn person_mut(&mut self, id: PersonId) -> &mut Person {
        &mut self.persons[id.0 as usize]
    }

    /// An incident is discovered: the tasks that follow the size of another one get theirs, once.
    pub fn discover(&mut self, id: IncidentId, now: SimTime) {
        let state = &self.incidents[id.index()];
        let (first, needs) = (state.first_need, &self.profiles[state.profile as usize].needs);
        for (position, need) in (0_u32..).zip(needs) {
            let Some((of, share)) = need.follows else { continue };
            if self.needs[(first + position) as usize].size == 0.0 {
                let size = self.needs[(first + of) as usize].size_at(&needs[of as usize].work, now);
                self.needs[(first + position) as usize].size = share * size;
            }
        }
    }

    /// The severity of an incident.
    #[must_use]
    pub fn severity(&self, id: IncidentId) -> Severity {
        self.incident(id).severity
    }

    /// The severity of an incident as a post knows it; the true one where it has read nothing and acts on outside orders.
    #[must_use]
    pub fn severity_at(&self, id: IncidentId, post: PostId) -> Severity {
        self.incident(id).knowledge(post).map_or_else(|| self.severity(id), |known| known.severity)
    }

    /// Whether a response to an incident is needed at all.
    #[must_use]
    pub fn is_needed(&self, id: IncidentId) -> bool {
        self.profiles[self.incident(id).profile as usize].is_needed
    }

    /// The incident of a need; none for a laboratory call.
    #[must_use]
    pub fn incident_of(&self, need: NeedId) -> Option<IncidentId> {
        let incident = self.need(need).incident;
        (incident != crate::model::event::NONE).then_some(IncidentId(incident))
    }

    /// The work of an incident's need.
    ///
    /// # Panics
    /// When the need is a laboratory call.
    #[must_use]
    pub fn work(&self, need: NeedId) -> &Work {
        let state = self.need(need);
        let incident = self.incident_of(need).expect("a need with work belongs to an incident");
        &self.profiles[self.incident(incident).profile as usize].needs[state.position as usize].work
    }
}
