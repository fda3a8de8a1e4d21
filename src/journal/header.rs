//! The ids and names that the entries of a journal refer to: built once for a scenario and a structure, shared by all its runs.

use serde::Serialize;

use crate::engine::time::{SimTime, Span};
use crate::journal::deadline::DeadlineName;
use crate::journal::mechanisms::Mechanisms;
use crate::terms::congestion::Congestion;
use crate::terms::id::{CapabilityId, EchelonId, IncidentId, JurisdictionId, PostId, StationId, UnitId};
use crate::terms::interval::Path;
use crate::terms::language::Name;
use crate::terms::place::Place;
use crate::terms::sector::Sector;
use crate::terms::severity::Severity;
use crate::terms::traffic::MatterKind;

/// What is named in a journal.
#[derive(Clone, Debug, Serialize)]
pub struct Header {
    /// Id of the scenario.
    pub scenario: String,
    /// Name of the scenario.
    pub scenario_name: Name,
    /// Label of the structure: its id, with `#2` and so on when given twice.
    pub structure: String,
    /// Name of the structure.
    pub structure_name: Name,
    /// Date and clock at time 0.
    pub start: String,
    /// End of the run.
    pub horizon_ms: SimTime,
    /// The echelons from the top down.
    pub echelons: Vec<NamedItem>,
    /// The posts, by id.
    pub posts: Vec<PostName>,
    /// The units, by id.
    pub units: Vec<UnitName>,
    /// The jurisdictions, by id.
    pub jurisdictions: Vec<JurisdictionName>,
    /// The capabilities, by id.
    pub capabilities: Vec<NamedItem>,
    /// The hazards, in the order of the world.
    pub hazards: Vec<NamedItem>,
    /// The detection channels, in the order of the world.
    pub channels: Vec<NamedItem>,
    /// Ids of the scripted incidents, in the order of the tape.
    pub scripted: Vec<NamedItem>,
    /// Ids of the stochastic demands, in the order of the tape.
    pub stochastic: Vec<String>,
    /// Ids of the hospitals, in the order of the tape.
    #[serde(skip)]
    pub hospitals: Vec<String>,
    /// Ids of the rows of secondary incidents, in the order of the tape.
    #[serde(skip)]
    pub secondary: Vec<String>,
    /// Ids of the injects, in the order of the tape.
    pub injects: Vec<String>,
    /// The targets.
    pub targets: Vec<TargetName>,
    /// Limits for reports, in the order of the table; not written where a scenario has none.
    pub deadlines: Vec<DeadlineName>,
    /// Whether means moved with the structure.
    pub means_moved: bool,
    /// Ids of the warnings, in the order of the tape.
    #[serde(skip)]
    pub warnings: Vec<String>,
    /// The desks, by id of their stations.
    #[serde(skip)]
    pub desks: Vec<DeskName>,
    /// The members of committees: the post and their ids.
    #[serde(skip)]
    pub committees: Vec<(PostId, Vec<String>)>,
    /// Congestion at the scene of each scripted incident that has it.
    #[serde(skip)]
    pub congestion: Vec<Option<Congestion>>,
    /// The needs of each profile of incidents.
    #[serde(skip)]
    pub needs: Vec<Vec<NeedName>>,
    /// The levels of jurisdictions from the top down.
    #[serde(skip)]
    pub levels: Vec<NamedItem>,
    /// By hazard: the lightest grade for which some post has a response level.
    #[serde(skip)]
    pub responses_from: Vec<Option<Severity>>,
    /// The tasks of plans, in the order of the structure's table.
    #[serde(skip)]
    pub tasks: Vec<TaskName>,
    /// What the files switch on beyond the core.
    #[serde(skip)]
    pub mechanisms: Mechanisms,
}

/// A need of an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NeedName {
    /// Of which capability; an incident has one need of each at most.
    pub capability: CapabilityId,
    /// Units of the first alarm.
    pub units: u32,
    /// Whether it opens only when another one is contained.
    pub waits: bool,
}

/// A task of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskName {
    /// Id of the task.
    pub id: String,
    /// From the activation of the plan.
    pub deadline: Option<Span>,
}

/// An id with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NamedItem {
    /// Id used in files.
    pub id: String,
    /// Name in both languages.
    pub name: Name,
}

/// A post.
#[derive(Clone, Debug, Serialize)]
pub struct PostName {
    /// Id: `<jurisdiction>.<line>`.
    pub id: String,
    /// Name in both languages.
    pub name: Name,
    /// Its echelon.
    #[serde(serialize_with = "as_number")]
    pub echelon: EchelonId,
    /// Line id.
    pub line: String,
    /// Sector of the line.
    pub sector: Sector,
    /// Its jurisdiction.
    #[serde(serialize_with = "jurisdiction_as_number")]
    pub jurisdiction: JurisdictionId,
    /// Its seat.
    pub place: Place,
}

/// A desk of a post.
#[derive(Clone, Debug)]
pub struct DeskName {
    /// Id within the post.
    pub id: String,
    /// The post.
    pub post: PostId,
    /// Officers whom staffing puts there.
    pub officers: u32,
    /// Whether it works on all open matters at once.
    pub is_shared: bool,
    /// The kinds of matter that it handles.
    pub handles: Vec<MatterKind>,
}

/// A unit.
#[derive(Clone, Debug, Serialize)]
pub struct UnitName {
    /// Id.
    pub id: String,
    /// Name of its type.
    pub name: Name,
    /// Id of the agency that owns it.
    pub agency: String,
    /// Sector of the agency's line.
    pub sector: Sector,
    /// Jurisdiction of the agency.
    #[serde(skip)]
    pub jurisdiction: JurisdictionId,
    /// Its base.
    pub place: Place,
}

/// A jurisdiction.
#[derive(Clone, Debug, Serialize)]
pub struct JurisdictionName {
    /// Id.
    pub id: String,
    /// Name in both languages.
    pub name: Name,
    /// Its seat.
    pub place: Place,
    /// The jurisdiction of each level in which it lies, from the top down; none for levels below it.
    #[serde(skip)]
    pub within: Vec<Option<JurisdictionId>>,
}

/// A target.
#[derive(Clone, Debug, Serialize)]
pub struct TargetName {
    /// Id.
    pub id: String,
    /// Which path.
    pub path: Path,
    /// Time allowed from onset.
    pub within_ms: Span,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn as_number<S: serde::Serializer>(id: &EchelonId, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u32(id.0)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn jurisdiction_as_number<S: serde::Serializer>(id: &JurisdictionId, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u32(id.0)
}

/// Where an incident comes from: its stable name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Position among the scripted incidents.
    Scripted(u32),
    /// Position among the stochastic demands, jurisdiction, and number within that stream.
    Stochastic(u32, JurisdictionId, u32),
    /// Position among the rows of secondary incidents, and its key.
    Secondary(u32, u64),
}

/// An incident of one replication.
#[derive(Clone, Debug, PartialEq)]
pub struct IncidentRecord {
    /// Where it comes from.
    pub origin: Origin,
    /// Onset.
    pub onset: SimTime,
    /// Position of its profile among the needs of the header.
    pub profile: u32,
    /// Position of the hazard in the header.
    pub hazard: u32,
    /// True severity.
    pub severity: Severity,
    /// Jurisdiction.
    pub jurisdiction: JurisdictionId,
    /// Where.
    pub place: Place,
    /// Persons in danger at onset.
    pub persons: u32,
    /// Deaths that the first unit that could have been there might have prevented; where the injured have care.
    pub preventable: u32,
    /// Road that units drove for it, out and back, m.
    pub metres: u64,
    /// How large its hazard became; none where nothing measures it.
    pub extent: Option<Extent>,
}

/// How large a hazard became, in the unit of size of its file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// Its largest size.
    pub peak: f64,
    /// The damage: the integral of the size from onset until it is contained, or to the horizon; size times hours.
    pub damage: f64,
}

impl Header {
    /// The jurisdiction of a level in which a jurisdiction lies; none for one above that level.
    #[must_use]
    pub fn at_level(&self, jurisdiction: JurisdictionId, level: u32) -> Option<JurisdictionId> {
        self.jurisdictions[jurisdiction.index()].within[level as usize]
    }

    /// A post's entry.
    #[must_use]
    pub fn post(&self, post: PostId) -> &PostName {
        &self.posts[post.index()]
    }

    /// A desk's entry.
    #[must_use]
    pub fn desk(&self, desk: StationId) -> &DeskName {
        &self.desks[desk.index()]
    }

    /// The id of a member of a post's committee.
    ///
    /// # Panics
    /// When the post has no such member: a bug of the simulation.
    #[must_use]
    pub fn member(&self, post: Option<PostId>, member: u16) -> &str {
        let committee = self.committees.iter().find(|(at, _)| Some(*at) == post);
        &committee.expect("a member sits in the committee of a post").1[usize::from(member)]
    }

    /// A unit's entry.
    #[must_use]
    pub fn unit(&self, unit: UnitId) -> &UnitName {
        &self.units[unit.index()]
    }

    /// A capability's entry.
    #[must_use]
    pub fn capability(&self, capability: CapabilityId) -> &NamedItem {
        &self.capabilities[capability.index()]
    }

    /// An echelon's entry.
    #[must_use]
    pub fn echelon(&self, echelon: EchelonId) -> &NamedItem {
        &self.echelons[echelon.index()]
    }
}

/// The incidents of one replication, by id.
#[must_use]
pub fn record(incidents: &[IncidentRecord], incident: IncidentId) -> &IncidentRecord {
    &incidents[incident.index()]
}
