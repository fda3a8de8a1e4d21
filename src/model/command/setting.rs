//! The setting: everything that never changes between replications. Built once, shared by all threads.

use crate::engine::distribution::Law;
use crate::engine::time::SimTime;
use crate::model::command::aid::AidLaw;
use crate::model::command::alerting::Alerting;
use crate::model::command::committee::Committee;
use crate::model::command::detection::{BackgroundFlow, Channel};
use crate::model::command::dispatch::DispatchLaw;
use crate::model::command::duty::Duty;
use crate::model::command::estimate::EstimateLaw;
use crate::model::command::limit::Limits;
use crate::model::command::linkage::TroopLaw;
use crate::model::command::post::PostProfile;
use crate::model::command::scene::SceneLaw;
use crate::model::command::society::Linkage;
use crate::model::force::fitness::UnitLimits;
use crate::model::force::service_area::Area;
use crate::model::force::unit::{UnitKind, UnitProfile};
use crate::model::geography::territory::Territory;
use crate::model::geography::travel::TravelLaw;
use crate::model::incident::care::CareLaw;
use crate::model::incident::incident::{Incident, IncidentProfile};
use crate::model::incident::tape::TapeSpec;
use crate::model::laboratory::bench::Bench;
use crate::model::station::law::Desks;
use crate::terms::id::{IncidentId, JurisdictionId, PostId, StationId, UnitId};
use crate::terms::severity::Severity;

/// The setting of a run.
#[derive(Clone, Debug)]
pub struct Setting {
    /// End of the run.
    pub horizon: SimTime,
    /// End of the warm-up, when there is one.
    pub warmup: Option<SimTime>,
    /// The tree of jurisdictions.
    pub territory: Territory,
    /// The law of travel.
    pub travel: TravelLaw,
    /// All desks.
    pub desks: Desks,
    /// The post of each desk.
    pub desk_posts: Vec<PostId>,
    /// All posts.
    pub posts: Vec<PostProfile>,
    /// Factor on the time of decisions for which nothing was planned.
    pub unplanned: Option<Law>,
    /// The grading table, by hazard.
    pub grading: Vec<Vec<GradingTest>>,
    /// Limits for reports.
    pub limits: Limits,
    /// Whether any post reports the end of an incident.
    pub has_final_reports: bool,
    /// Errors of estimates; none when absent.
    pub estimates: Option<EstimateLaw>,
    /// Command at the scene.
    pub scene: Option<SceneLaw>,
    /// Social organisations at scenes.
    pub linkage: Linkage,
    /// How troops are asked for.
    pub troops: Option<TroopLaw>,
    /// Warnings.
    pub alerting: Alerting,
    /// Committees.
    pub committees: Vec<Committee>,
    /// Shifts, and who can be called in.
    pub duty: Duty,
    /// The post of each line at each jurisdiction: `post_at[line][jurisdiction]`.
    pub post_at: Vec<Vec<Option<PostId>>>,
    /// The commitment table.
    pub commitments: Vec<Commitment>,
    /// How each post chooses units; empty when all send the nearest.
    pub dispatch: Vec<Option<DispatchLaw>>,
    /// Limits of the units of each kind; empty where none is limited.
    pub fitness: Vec<Option<UnitLimits>>,
    /// Where each unit serves; empty when all serve everywhere.
    pub areas: Vec<Option<Area>>,
    /// Whom each post asks for units; empty where nobody asks.
    pub aid: Vec<Option<AidLaw>>,
    /// The agencies.
    pub agencies: Vec<AgencyProfile>,
    /// The kinds of unit.
    pub kinds: Vec<UnitKind>,
    /// The units.
    pub units: Vec<UnitProfile>,
    /// Posts that may send each unit.
    pub unit_deciders: Vec<Vec<PostId>>,
    /// What incidents are and need.
    pub profiles: Vec<IncidentProfile>,
    /// What the tape is made from.
    pub tape: TapeSpec,
    /// Evacuations that end when another incident is contained.
    pub gates: Vec<Gate>,
    /// Care for the injured.
    pub care: Option<CareLaw>,
    /// Detection channels.
    pub channels: Vec<Channel>,
    /// Background matters.
    pub background: Vec<BackgroundFlow>,
    /// Injects in the order of the tape.
    pub injects: Vec<InjectSpec>,
    /// Factors on service times by gravity.
    pub severity_factors: [f64; 4],
    /// Free rows of matters that a span begins with at least: more than one instant can use.
    pub matter_margin: usize,
    /// The laboratory, when this is one.
    pub laboratory: Option<Bench>,
}

/// One row of the commitment table.
#[derive(Clone, Debug)]
pub struct Commitment {
    /// The posts that an order passes.
    pub via: Vec<Relay>,
    /// Time of each hop.
    pub transit: Law,
}

/// A post on the way of an order.
#[derive(Clone, Copy, Debug)]
pub struct Relay {
    /// Position of its line.
    pub line: u32,
    /// Level of its jurisdiction.
    pub level: u32,
    /// Whether it is looked up from the owner's jurisdiction, not the decider's.
    pub is_owner_side: bool,
}

/// An agency.
#[derive(Clone, Debug)]
pub struct AgencyProfile {
    /// Its jurisdiction, after the structure has abolished some.
    pub jurisdiction: JurisdictionId,
    /// Whether it is a social organisation.
    pub is_social: bool,
}

/// One test of the grading table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GradingTest {
    /// What it counts.
    pub measure: Measure,
    /// From this number on …
    pub at_least: f64,
    /// … this grade.
    pub severity: Severity,
}

/// An evacuation that ends when another incident is contained.
#[derive(Clone, Copy, Debug)]
pub struct Gate {
    /// The other one, by its position among the scripted incidents.
    pub gate: u32,
    /// The incident of the evacuation, likewise.
    pub incident: u32,
    /// Position of its need.
    pub need: u32,
}

/// What a test of the grading table counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Persons who have died.
    Deaths,
    /// Persons in danger at onset: to be freed or moved.
    InDanger,
    /// Persons to be freed, at onset.
    Trapped,
    /// Injured persons freed so far.
    Injured,
    /// Persons moved so far.
    Evacuated,
    /// Largest size of the hazard so far.
    HazardSize,
}

/// A scripted inject.
#[derive(Clone, Debug)]
pub struct InjectSpec {
    /// When.
    pub at: SimTime,
    /// Until when its effect lasts; to the end when absent.
    pub until: Option<SimTime>,
    /// What it does.
    pub effect: Effect,
}

/// What an inject does.
#[derive(Clone, Debug)]
pub enum Effect {
    /// An order from outside the chain; the position of the scripted incident.
    OrderGiven(UnitId, u32),
    /// A unit cannot be sent.
    UnitUnavailable(UnitId),
    /// A post is told that a scripted incident is over.
    FalseAllClear(PostId, u32),
    /// Desks have no officer.
    PostUnmanned(PostId, Vec<StationId>),
    /// Private numbers of social teams are known to everybody.
    NumbersLeaked {
        /// Whose.
        units: Vec<UnitId>,
        /// Between two calls.
        gap: Law,
        /// How long a team is away.
        errand: Law,
        /// Key of its chance.
        key: u64,
    },
    /// No letters are written for a scripted incident.
    LettersBlocked(u32),
    /// Journeys to incidents within a jurisdiction take longer.
    TravelSlowed(JurisdictionId, f64),
}

impl Setting {
    /// A setting in which nothing exists and nothing happens until the horizon: what assembling begins with.
    #[must_use]
    pub fn empty(horizon: SimTime) -> Self {
        Self {
            horizon,
            warmup: None,
            territory: Territory::default(),
            travel: TravelLaw::None,
            desks: Desks::default(),
            desk_posts: Vec::new(),
            posts: Vec::new(),
            unplanned: None,
            grading: Vec::new(),
            limits: Limits::default(),
            has_final_reports: false,
            estimates: None,
            scene: None,
            linkage: Linkage::default(),
            troops: None,
            alerting: Alerting::default(),
            committees: Vec::new(),
            duty: Duty::default(),
            post_at: Vec::new(),
            commitments: Vec::new(),
            dispatch: Vec::new(),
            fitness: Vec::new(),
            areas: Vec::new(),
            aid: Vec::new(),
            agencies: Vec::new(),
            kinds: Vec::new(),
            units: Vec::new(),
            unit_deciders: Vec::new(),
            profiles: Vec::new(),
            tape: TapeSpec::default(),
            gates: Vec::new(),
            care: None,
            channels: Vec::new(),
            background: Vec::new(),
            injects: Vec::new(),
            severity_factors: [1.0; 4],
            matter_margin: 0,
            laboratory: None,
        }
    }

    /// Whether where units are on the road is followed: some post may call units off or turn them round, or units may fail.
    #[must_use]
    pub fn follows_units(&self) -> bool {
        !self.fitness.is_empty() || self.dispatch.iter().flatten().any(|law| law.redirects || law.calls_off.is_some())
    }

    /// The posts that an order passes from a decider to a unit's owner; the decider itself and posts that do not exist are left out.
    pub fn relays(&self, commitment: u32, decider: PostId, owner: JurisdictionId) -> impl Iterator<Item = PostId> + '_ {
        let from = self.posts[decider.index()].jurisdiction;
        self.commitments[commitment as usize].via.iter().filter_map(move |relay| {
            let side = if relay.is_owner_side { owner } else { from };
            let at = self.territory.at_level(side, relay.level)?;
            self.post_at[relay.line as usize][at.index()].filter(|post| *post != decider)
        })
    }

    /// The posts to which requests of a post go up, nearest first.
    pub fn chain(&self, post: PostId) -> impl Iterator<Item = PostId> + '_ {
        let above = |post: &PostId| {
            let profile = &self.posts[post.index()];
            profile.request_link.map(|link| profile.links[link as usize].to)
        };
        std::iter::successors(Some(post), above).skip(1)
    }

    /// The post from which a request of `from` reaches `to` on the chain.
    ///
    /// # Panics
    /// When `to` is not on it.
    #[must_use]
    pub fn below_on_chain(&self, from: PostId, to: PostId) -> PostId {
        let mut below = from;
        for above in self.chain(from) {
            if above == to {
                return below;
            }
            below = above;
        }
        panic!("post {} is not on the chain of post {}", to.0, from.0)
    }

    /// The jurisdictions that an incident concerns: where it is, and those beside it that the tape names.
    pub fn places<'s>(&'s self, incident: &'s Incident) -> impl Iterator<Item = JurisdictionId> + 's {
        let beside = incident.scripted.map_or(&[][..], |position| &self.tape.scripted[position as usize].also_in);
        std::iter::once(incident.point.jurisdiction).chain(beside.iter().copied())
    }

    /// Whether a post's jurisdiction holds all places of an incident.
    #[must_use]
    pub fn holds_all(&self, post: PostId, incident: &Incident) -> bool {
        let own = self.posts[post.index()].jurisdiction;
        self.places(incident).all(|place| self.territory.is_within(place, own))
    }

    /// The scripted incident of a replication by its position on the tape; incidents are in the order of onset.
    #[must_use]
    pub fn scripted(&self, incidents: &[Incident], position: u32) -> Option<IncidentId> {
        incidents.iter().position(|incident| incident.scripted == Some(position)).map(IncidentId::from_index)
    }
}
