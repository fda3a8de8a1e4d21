//! The parts of one run, lent by the world for a span of events: columns addressed by row, and the books.

use crate::engine::streams::Chance;
use crate::engine::time::SimTime;
use crate::journal::entry::{About, EntryId};
use crate::journal::milestone::Milestone;
use crate::journal::recorder::Recorder;
use crate::model::command::aid::AidBook;
use crate::model::command::alerting::Alerts;
use crate::model::command::authority::Authority;
use crate::model::command::committee::Council;
use crate::model::command::dispatch::Collecting;
use crate::model::command::linkage::ForceRequests;
use crate::model::command::plan::TaskBook;
use crate::model::command::post::{Post, PostProfile};
use crate::model::command::setting::{Effect, Setting};
use crate::model::command::society::Convergence;
use crate::model::event::Clock;
use crate::model::force::fitness::Fitness;
use crate::model::force::unit::Forces;
use crate::model::incident::care::Care;
use crate::model::incident::incident::Scenes;
use crate::model::incident::offspring::Offspring;
use crate::model::incident::picture::Content;
use crate::model::laboratory::bench::Bench;
use crate::model::laboratory::state::{Lab, LabState};
use crate::model::station::service::Traffic;
use crate::terms::id::{IncidentId, JurisdictionId, PostId, UnitId};
use crate::terms::severity::Severity;

/// Lists of units that orders on their way carry; lists are used again.
#[derive(Clone, Debug, Default)]
pub struct OrderLists {
    lists: Vec<Vec<UnitId>>,
    free: Vec<u32>,
}

impl OrderLists {
    /// Keeps a list until it is taken back.
    pub fn keep(&mut self, units: &[UnitId]) -> u32 {
        let position = self.free.pop().unwrap_or_else(|| {
            self.lists.push(Vec::new());
            u32::try_from(self.lists.len() - 1).expect("few orders at once")
        });
        self.lists[position as usize].extend_from_slice(units);
        position
    }

    /// Takes a list back into `into`.
    pub fn take(&mut self, position: u32, into: &mut Vec<UnitId>) {
        into.clear();
        into.append(&mut self.lists[position as usize]);
        self.free.push(position);
    }

    /// A list.
    #[must_use]
    pub fn get(&self, position: u32) -> &[UnitId] {
        &self.lists[position as usize]
    }

    /// Forgets all lists.
    pub fn reset(&mut self) {
        self.free.clear();
        for (position, list) in (0_u32..).zip(&mut self.lists) {
            list.clear();
            self.free.push(position);
        }
    }
}

/// A response level in force.
#[derive(Clone, Copy, Debug)]
pub struct Launched {
    /// The post that launched it.
    pub post: PostId,
    /// For which incident.
    pub incident: IncidentId,
    /// Position among the post's levels.
    pub position: u32,
    /// Its launch.
    pub entry: EntryId,
}

/// What a post has put up for approval.
#[derive(Clone, Copy, Debug)]
pub struct Proposal {
    /// The post.
    pub post: PostId,
    /// On which incident.
    pub incident: IncidentId,
    /// How many it has made.
    pub number: u16,
    /// The last agreement.
    pub agreed: EntryId,
    /// Whether the last one was refused and waits for news.
    pub is_shelved: bool,
}

/// News that a post keeps for a while before it goes to another department.
#[derive(Clone, Copy, Debug)]
pub struct HeldNews {
    /// The post.
    pub post: PostId,
    /// Of which incident.
    pub incident: IncidentId,
    /// Position of the link over which it goes.
    pub link: u32,
    /// The grade that it states.
    pub severity: Severity,
    /// How many the post has sent about the incident before.
    pub version: u16,
    /// What caused it.
    pub cause: EntryId,
}

/// What goes on around the incidents.
#[derive(Clone, Debug, Default)]
pub struct Ambient {
    /// Positions of the slow-downs in force.
    pub slowdowns: Vec<u32>,
    /// Response levels in force.
    pub launched: Vec<Launched>,
    /// Proposals made.
    pub proposals: Vec<Proposal>,
    /// News that has been held back, in the order of writing.
    pub held: Vec<HeldNews>,
    /// False all-clears believed at present.
    pub all_clears: u32,
    /// Whether each post lets needs collect; empty when none does.
    pub collecting: Vec<Collecting>,
    /// How fit each unit is; empty where no unit is limited.
    pub fitness: Vec<Fitness>,
    /// When each unit's next step is due; empty where units are not followed.
    pub due: Vec<SimTime>,
    /// What reports and requests say, by the row of the matter; where estimates have errors.
    pub contents: Vec<Content>,
    /// Matters that each background flow has made.
    pub background: Vec<u32>,
    /// Incidents brought about by others.
    pub offspring: Offspring,
    /// Deaths by incident that the earliest unit possible could have prevented.
    pub preventable: Vec<IncidentId>,
    /// The injured and their hospitals.
    pub care: Care,
}

/// The parts of one run.
#[derive(Debug)]
pub struct Run<'a> {
    /// Everything that never changes.
    pub setting: &'a Setting,
    /// The chance of this replication.
    pub chance: Chance,
    /// The future and the agenda.
    pub clock: &'a mut Clock,
    /// Desks and matters.
    pub traffic: Traffic<'a>,
    /// Units.
    pub forces: Forces<'a>,
    /// Incidents, needs, persons.
    pub scenes: Scenes<'a>,
    /// Posts.
    pub posts: &'a mut [Post],
    /// Committees.
    pub councils: &'a mut [Council],
    /// Those who come to scenes.
    pub convergence: &'a mut Convergence,
    /// Requests for aid.
    pub aid: &'a mut AidBook,
    /// Warnings known.
    pub alerts: &'a mut Alerts,
    /// The journal.
    pub record: &'a mut Recorder,
    /// Orders on their way.
    pub orders: &'a mut OrderLists,
    /// Tasks of plans that have been activated.
    pub tasks: &'a mut TaskBook,
    /// Requests for troops.
    pub requests: &'a mut ForceRequests,
    /// Injects in force and background flows.
    pub ambient: &'a mut Ambient,
    /// The laboratory's pools and visits.
    pub laboratory: &'a mut LabState,
    /// Ids taken from the agenda, kept for their memory.
    pub agenda: &'a mut Vec<u32>,
}

impl<'a> Run<'a> {
    /// The present instant.
    #[must_use]
    pub const fn now(&self) -> SimTime {
        self.clock.now()
    }

    /// Records a milestone.
    pub fn note(&mut self, milestone: Milestone, about: About, cause: EntryId) -> EntryId {
        self.record.record(self.clock.now(), milestone, about, cause)
    }

    /// What never changes about a post.
    #[must_use]
    pub fn post(&self, post: PostId) -> &'a PostProfile {
        &self.setting.posts[post.index()]
    }

    /// What a post may do about an incident at present.
    #[must_use]
    pub fn authority(&self, post: PostId, incident: IncidentId) -> &'a Authority {
        let profile = self.post(post);
        if let Some(own) = &profile.first_action
            && self.is_led_above(post, incident)
        {
            return own;
        }
        if profile.raised.is_empty() {
            return &profile.authority;
        }
        let level = self.level_in_force(post, incident);
        let raised = profile.raised.iter().rev().find(|(from, _)| level.is_some_and(|level| level >= *from));
        raised.map_or(&profile.authority, |(_, authority)| authority)
    }

    /// The response level that a post has in force for an incident.
    #[must_use]
    pub fn level_in_force(&self, post: PostId, incident: IncidentId) -> Option<Severity> {
        let launched = self.ambient.launched.iter().find(|row| (row.post, row.incident) == (post, incident))?;
        Some(self.post(post).responses[launched.position as usize].level)
    }

    /// Whether an incident concerns jurisdictions beyond a post's own, and a post above can lead in all of them.
    #[must_use]
    pub fn is_led_above(&self, post: PostId, incident: IncidentId) -> bool {
        if self.post(post).first_action.is_none() {
            return false;
        }
        let incident = self.scenes.incident(incident);
        !self.setting.holds_all(post, incident) && self.setting.chain(post).any(|above| self.setting.holds_all(above, incident))
    }

    /// About an incident at a post.
    #[must_use]
    pub fn at_post(incident: IncidentId, post: PostId) -> About {
        About { incident: Some(incident), post: Some(post), ..About::default() }
    }

    /// The product of the slow-downs in force for journeys to a jurisdiction.
    #[must_use]
    pub fn slowdown(&self, to: JurisdictionId) -> f64 {
        let factors = self.ambient.slowdowns.iter().map(|inject| match self.setting.injects[*inject as usize].effect {
            Effect::TravelSlowed(within, factor) if self.setting.territory.is_within(to, within) => factor,
            _ => 1.0,
        });
        factors.product()
    }

    /// What a laboratory handler may touch.
    ///
    /// # Panics
    /// When this is no laboratory.
    pub fn lab(&mut self) -> Lab<'_, 'a> {
        let bench: &'a Bench = self.setting.laboratory.as_ref().expect("a laboratory event happens in a laboratory");
        Lab {
            bench,
            state: self.laboratory,
            clock: self.clock,
            traffic: &mut self.traffic,
            units: self.forces.units,
            chance: self.chance,
        }
    }
}
