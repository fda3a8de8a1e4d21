//! Military linkage as assembled: who asks whom for troops, who approves, and by which way orders go down.

use crate::engine::distribution::Law;
use crate::engine::time::{SimTime, Span};
use crate::journal::entry::EntryId;
use crate::model::event::NeedId;
use crate::model::geography::territory::Territory;
use crate::terms::id::{CapabilityId, IncidentId, JurisdictionId, PostId, UnitId};
use crate::terms::severity::Severity;

/// Military linkage as assembled.
#[derive(Clone, Debug)]
pub struct TroopLaw {
    /// Whether a unit belongs to the military line, by unit.
    pub is_troop: Vec<bool>,
    /// Whether a post belongs to the military line, by post.
    pub is_military: Vec<bool>,
    /// Level of the agency that owns each unit, 0 at the top.
    pub owner_level: Vec<u32>,
    /// The military organ that a post asks: of its own jurisdiction, or the next above; by post.
    pub organ: Vec<Option<PostId>>,
    /// The next military organ above, by post.
    pub above: Vec<Option<PostId>>,
    /// The military organ that commands a unit, by unit.
    pub commander: Vec<Option<PostId>>,
    /// The civil post of the same jurisdiction, by unit: it gives the task where no post has asked.
    pub civil: Vec<Option<PostId>>,
    /// Time on the way of each hop.
    pub transit: Law,
    /// Who may approve what; the first row that fits.
    pub approvals: Vec<Approval>,
    /// Probability of a refusal.
    pub refusal: f64,
    /// Longer examination per unit of completeness that a request lacks.
    pub asks_back: f64,
    /// Completeness of what a post knows after the first report that it has read, and what each further one adds; where reports have no
    /// completeness of their own.
    pub completeness: (f64, f64),
    /// Completeness from which a post asks, and the time after which it asks in any case.
    pub threshold: Option<(f64, Span)>,
    /// Units that are asked directly.
    pub urgent: Option<DirectLaw>,
    /// Units that start on their own.
    pub self_start: Option<DirectLaw>,
    /// The liaison officer in the command body of each post.
    pub seats: Vec<Option<Seat>>,
    /// Whether news matters to a post here: it holds requests, has a liaison officer, or commands units that start on their own.
    pub listens: Vec<bool>,
}

/// Units that set out without an approval.
#[derive(Clone, Debug)]
pub struct DirectLaw {
    /// For incidents known to be at least this grave.
    pub from_severity: Severity,
    /// Units of agencies at this level or above.
    pub owner_level: u32,
    /// Until the commander has decided.
    pub decision: Law,
}

/// A liaison officer in a command body.
#[derive(Clone, Copy, Debug)]
pub struct Seat {
    /// From when.
    pub from: SimTime,
    /// Until when; to the end when absent.
    pub until: Option<SimTime>,
    /// Factor on the time of writing a request.
    pub formulation_factor: f64,
    /// Least completeness of what the post knows when it asks.
    pub completeness: f64,
    /// Factor on the mobilisation of the units that the organ commands.
    pub mobilisation_factor: f64,
}

/// One row of the approvals.
#[derive(Clone, Debug)]
pub struct Approval {
    /// Units of agencies at this level or below only.
    pub owner_level: Option<u32>,
    /// For these capabilities only, by capability.
    pub capabilities: Option<Vec<bool>>,
    /// At most so many units.
    pub units_max: Option<u32>,
    /// Level of the military organ that approves; the government itself when none.
    pub level: Option<u32>,
    /// The class of a military desk at which a request of this row is approved, counted from that of examination.
    pub class: u16,
}

/// How far a request has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestStage {
    /// It is being written; more units can be added.
    Drafted,
    /// It is with the military organs; it goes no further than the post named, whose desk approves it in the class named.
    Sent(PostId, u16),
    /// It was approved.
    Approved,
    /// It was refused.
    Refused,
    /// What it asked for was done before it was answered.
    Lapsed,
}

/// A request for troops.
#[derive(Clone, Debug)]
pub struct ForceRequest {
    /// Who asks.
    pub post: PostId,
    /// For which incident.
    pub incident: IncidentId,
    /// The units asked for, and the needs that they are to serve.
    pub units: Vec<(UnitId, NeedId)>,
    /// How complete it is, 0 to 1.
    pub completeness: f64,
    /// How far it has come.
    pub stage: RequestStage,
    /// The last journal entry about it.
    pub entry: EntryId,
}

/// The requests of a run.
#[derive(Clone, Debug, Default)]
pub struct ForceRequests {
    /// All, in the order in which they were begun.
    pub list: Vec<ForceRequest>,
    /// What posts would ask for once they know enough.
    pub held: Vec<HeldRequest>,
    /// Organs that a liaison officer has alerted for an incident, with the factor on mobilisation.
    pub alerted: Vec<(IncidentId, PostId, f64)>,
    /// Who gives military units their task, the latest last.
    pub tasks: Vec<(UnitId, PostId)>,
}

/// What a post would ask for once it knows enough.
#[derive(Clone, Debug)]
pub struct HeldRequest {
    /// Who would ask.
    pub post: PostId,
    /// For which incident.
    pub incident: IncidentId,
    /// The units, and the needs that they are to serve.
    pub units: Vec<(UnitId, NeedId)>,
    /// The entry that says so.
    pub entry: EntryId,
}

impl ForceRequests {
    /// Forgets everything.
    pub fn reset(&mut self) {
        self.list.clear();
        self.held.clear();
        self.alerted.clear();
        self.tasks.clear();
    }

    /// The request that a post is writing for an incident.
    #[must_use]
    pub fn draft(&mut self, post: PostId, incident: IncidentId) -> Option<&mut ForceRequest> {
        let is_draft = |request: &&mut ForceRequest| request.stage == RequestStage::Drafted;
        self.list.iter_mut().filter(|request| request.post == post && request.incident == incident).find(is_draft)
    }

    /// The requests of a post for an incident.
    pub fn of(&self, post: PostId, incident: IncidentId) -> impl Iterator<Item = &ForceRequest> {
        self.list.iter().filter(move |request| request.post == post && request.incident == incident)
    }
}

impl TroopLaw {
    /// The row of approvals that fits a request, by its units and the capabilities for which they are wanted.
    ///
    /// # Panics
    /// When none fits: `check` found a last row without condition.
    #[must_use]
    pub fn approval(&self, units: &[(UnitId, CapabilityId)]) -> &Approval {
        let count = u32::try_from(units.len()).expect("few units");
        let fits = |row: &&Approval| {
            row.units_max.is_none_or(|max| count <= max)
                && row.owner_level.is_none_or(|level| units.iter().all(|(unit, _)| self.owner_level[unit.index()] >= level))
                && row.capabilities.as_ref().is_none_or(|is_meant| units.iter().all(|(_, what)| is_meant[what.index()]))
        };
        self.approvals.iter().find(fits).expect("the last row of approvals has no condition")
    }

    /// The organ that approves: from the one that is asked upward, the first that stands high enough and has all units in its area;
    /// the highest when none does.
    #[must_use]
    pub fn approver(
        &self,
        asked: PostId,
        level: u32,
        units: &[UnitId],
        territory: &Territory,
        jurisdiction: impl Fn(PostId) -> JurisdictionId,
    ) -> PostId {
        let has_all = |post: PostId| {
            let commanders = units.iter().filter_map(|unit| self.commander[unit.index()]);
            commanders.into_iter().all(|commander| territory.is_within(jurisdiction(commander), jurisdiction(post)))
        };
        let is_high = |post: PostId| territory.jurisdictions[jurisdiction(post).index()].level <= level;
        let mut at = asked;
        while let Some(above) = self.above[at.index()].filter(|_| !(is_high(at) && has_all(at))) {
            at = above;
        }
        at
    }

    /// The organs that an order passes from whoever approved down to the organ that commands the unit, that one included. What a
    /// government approved passes the organ that it asked as well.
    #[must_use]
    pub fn way_down(&self, approver: PostId, commander: PostId) -> Vec<PostId> {
        let upward = std::iter::successors(Some(commander), |post| self.above[post.index()]);
        let is_military = self.is_military[approver.index()];
        let top = if is_military { Some(approver) } else { self.organ[approver.index()] };
        let mut way: Vec<PostId> = Vec::new();
        for post in upward {
            if Some(post) == top {
                if !is_military {
                    way.push(post);
                }
                way.reverse();
                return way;
            }
            way.push(post);
        }
        vec![commander]
    }
}
