//! A small header and a teller of journals, for the tests of what is a function of a journal.

use crate::engine::time::{SimTime, Span};
use crate::journal::entry::{About, Entry, EntryId};
use crate::journal::header::{
    Header, IncidentRecord, JurisdictionName, NamedItem, NeedName, Origin, PostName, TargetName, UnitName,
};
use crate::journal::ledger::StationTotals;
use crate::journal::mechanisms::Mechanisms;
use crate::journal::milestone::Milestone;
use crate::journal::recorder::Recorder;
use crate::measure::milestones::Run;
use crate::terms::id::{CapabilityId, EchelonId, IncidentId, JurisdictionId, MatterId, PostId, UnitId};
use crate::terms::interval::Path;
use crate::terms::language::Name;
use crate::terms::place::Place;
use crate::terms::sector::Sector;
use crate::terms::severity::Severity;
use crate::terms::traffic::MatterKind;

/// Minutes from the start to the horizon of the header.
pub const HORIZON_MIN: f64 = 600.0;
/// The post of the upper level.
pub const CITY: PostId = PostId(0);
/// The post of the lower level.
pub const COUNTY: PostId = PostId(1);
/// A government unit.
pub const FIRE: UnitId = UnitId(0);
/// A military unit.
pub const MILITIA: UnitId = UnitId(1);
/// The one capability.
pub const RESCUE: CapabilityId = CapabilityId(0);

fn named(id: &str) -> NamedItem {
    NamedItem { id: id.to_owned(), name: Name::new(id, id) }
}

fn post(id: &str, echelon: u32) -> PostName {
    let (name, line, place) = (Name::new(id, id), "gov".to_owned(), Place::Km(0.0, 0.0));
    let (echelon, jurisdiction) = (EchelonId(echelon), JurisdictionId(echelon));
    PostName { id: id.to_owned(), name, echelon, line, sector: Sector::Government, jurisdiction, place }
}

fn unit(id: &str, sector: Sector, jurisdiction: u32) -> UnitName {
    let (id, name, agency, place) = (id.to_owned(), Name::new(id, id), id.to_owned(), Place::Km(1.0, 0.0));
    UnitName { id, name, agency, sector, jurisdiction: JurisdictionId(jurisdiction), place }
}

/// Two levels with a post each, two counties with a unit each, two scripted incidents, a stochastic demand, a target of an hour to the first unit.
pub fn header() -> Header {
    let place = Place::Km(0.0, 0.0);
    let jurisdiction = |id: &str, county: Option<u32>| JurisdictionName {
        id: id.to_owned(),
        name: Name::new(format!("{id}市"), format!("{id}, the place")),
        place,
        within: vec![Some(JurisdictionId(0)), county.map(JurisdictionId)],
    };
    Header {
        scenario: "drill".to_owned(),
        scenario_name: Name::new("演练", "drill"),
        structure: "chain".to_owned(),
        structure_name: Name::new("逐级", "chain"),
        start: "2015-10-10T11:44:00".to_owned(),
        horizon_ms: SimTime::from_minutes(HORIZON_MIN),
        echelons: vec![named("city"), named("county")],
        posts: vec![post("a.gov", 0), post("a1.gov", 1)],
        units: vec![unit("fire", Sector::Government, 2), unit("militia", Sector::Military, 1)],
        jurisdictions: vec![jurisdiction("a", None), jurisdiction("a1", Some(1)), jurisdiction("a2", Some(2))],
        capabilities: vec![named("rescue")],
        hazards: vec![named("quake")],
        channels: vec![named("call")],
        scripted: vec![named("quake"), named("slide")],
        stochastic: vec!["traffic".to_owned()],
        hospitals: Vec::new(),
        secondary: Vec::new(),
        injects: vec!["early_order".to_owned()],
        targets: vec![TargetName { id: "hour".to_owned(), path: Path::FirstUnit, within_ms: Span::from_minutes(60.0) }],
        deadlines: Vec::new(),
        means_moved: false,
        warnings: Vec::new(),
        desks: Vec::new(),
        committees: Vec::new(),
        congestion: Vec::new(),
        needs: vec![vec![NeedName { capability: RESCUE, units: 1, waits: false }]],
        levels: vec![named("city"), named("county")],
        responses_from: Vec::new(),
        tasks: Vec::new(),
        mechanisms: Mechanisms::default(),
    }
}

/// The scripted incident at a position, with its onset.
pub fn incident(position: u32, onset_min: f64) -> IncidentRecord {
    IncidentRecord {
        origin: Origin::Scripted(position),
        onset: SimTime::from_minutes(onset_min),
        profile: 0,
        hazard: 0,
        severity: Severity::III,
        jurisdiction: JurisdictionId(1),
        place: Place::Km(2.0, 0.0),
        persons: 3,
        preventable: 0,
        metres: 42_000,
        extent: None,
    }
}

/// Tells the journal of an incident, each moment caused by the one told before it.
pub struct Story {
    recorder: Recorder,
    incident: IncidentId,
    last: EntryId,
}

impl Story {
    /// Begins with the onset of incident 0.
    pub fn new(onset_min: f64) -> Self {
        let mut story = Self { recorder: Recorder::new(true), incident: IncidentId(0), last: EntryId::NONE };
        story.tell(onset_min, Milestone::IncidentStarted, None, None);
        story
    }

    /// Goes on from an earlier entry.
    pub fn from(&mut self, entry: EntryId) -> &mut Self {
        self.last = entry;
        self
    }

    /// A moment at the scene.
    pub fn scene(&mut self, min: f64, milestone: Milestone) -> &mut Self {
        self.tell(min, milestone, None, None)
    }

    /// A moment at a post.
    pub fn post(&mut self, min: f64, post: PostId, milestone: Milestone) -> &mut Self {
        self.tell(min, milestone, Some(post), None)
    }

    /// A moment of a unit.
    pub fn unit(&mut self, min: f64, unit: UnitId, milestone: Milestone) -> &mut Self {
        self.tell(min, milestone, None, Some(unit))
    }

    /// Detection at once, and the report that reaches `post` then.
    pub fn detected(&mut self, min: f64, post: PostId, received_min: f64) -> &mut Self {
        self.scene(min, Milestone::IncidentDetected { channel: 0 });
        self.sent(min, None, post, MatterKind::Report).post(received_min, post, received(MatterKind::Report))
    }

    /// A matter leaves.
    pub fn sent(&mut self, min: f64, from: Option<PostId>, to: PostId, kind: MatterKind) -> &mut Self {
        self.tell(min, Milestone::MatterSent { kind, to, why: None }, from, None)
    }

    /// A service of a matter on a desk.
    pub fn served(&mut self, post: PostId, kind: MatterKind, begun_min: f64, ended_min: f64) -> &mut Self {
        let end = if kind == MatterKind::Decision { Milestone::DecisionMade } else { Milestone::ServiceEnded { kind } };
        self.post(begun_min, post, Milestone::ServiceBegun { kind }).post(ended_min, post, end)
    }

    /// A decision desk's work: received and begun and made.
    pub fn decided(&mut self, post: PostId, received_min: f64, begun_min: f64, made_min: f64) -> &mut Self {
        self.post(received_min, post, received(MatterKind::Decision)).served(post, MatterKind::Decision, begun_min, made_min)
    }

    /// An order known at the base and its execution: departure, arrival, work.
    pub fn moved(&mut self, unit: UnitId, minutes: [f64; 4]) -> &mut Self {
        self.unit(minutes[0], unit, Milestone::OrderReceived)
            .unit(minutes[1], unit, Milestone::UnitDeparted)
            .unit(minutes[2], unit, Milestone::UnitArrived)
            .unit(minutes[3], unit, Milestone::WorkBegun { capability: RESCUE })
    }

    /// A post sends for a unit.
    pub fn ordered(&mut self, min: f64, post: PostId, unit: UnitId) -> &mut Self {
        self.tell(min, Milestone::OrderIssued { capability: RESCUE }, Some(post), Some(unit))
    }

    /// The last entry told.
    pub const fn last(&self) -> EntryId {
        self.last
    }

    /// The journal.
    pub fn entries(&mut self) -> Vec<Entry> {
        self.recorder.take()
    }

    fn tell(&mut self, min: f64, milestone: Milestone, post: Option<PostId>, unit: Option<UnitId>) -> &mut Self {
        let is_matter = matches!(milestone, Milestone::MatterSent { .. } | Milestone::MatterReceived { .. });
        let about = About { incident: Some(self.incident), post, unit, matter: is_matter.then_some(MatterId(7)) };
        self.last = self.recorder.record(SimTime::from_minutes(min), milestone, about, self.last);
        self
    }
}

/// A matter of a kind on a desk.
pub const fn received(kind: MatterKind) -> Milestone {
    Milestone::MatterReceived { kind }
}

/// The whole course from onset at minute 10: the county reads, decides and orders the fire service; contained at minute 120.
pub fn plain_course() -> Vec<Entry> {
    let mut story = Story::new(10.0);
    story.detected(12.0, COUNTY, 13.0).served(COUNTY, MatterKind::Report, 15.0, 20.0);
    story.decided(COUNTY, 20.0, 24.0, 30.0).ordered(30.0, COUNTY, FIRE).moved(FIRE, [32.0, 34.0, 50.0, 55.0]);
    let work = story.last();
    story.scene(55.0, Milestone::EffectiveForceReached).from(work);
    story.scene(120.0, Milestone::NeedContained { capability: RESCUE }).scene(120.0, Milestone::IncidentContained);
    story.unit(120.0, FIRE, Milestone::UnitReleased).scene(120.0, Milestone::IncidentClosed);
    story.unit(152.0, FIRE, Milestone::UnitReturned);
    story.entries()
}

/// A run of these entries without desks.
pub const fn run<'a>(header: &'a Header, incidents: &'a [IncidentRecord], entries: &'a [Entry]) -> Run<'a> {
    let desks: &[(PostId, StationTotals)] = &[];
    Run { header, replication: 1, incidents, entries, desks }
}
