//! The posts, channels, agencies and units of a world, as written.

use serde::{Deserialize, Serialize};

use crate::scenario::desk::DeskSpec;
use crate::scenario::law::LawSpec;
use crate::scenario::territory::place;
use crate::terms::language::Name;
use crate::terms::place::Place;
use crate::terms::sector::Sector;
use crate::terms::severity::Severity;
use crate::terms::traffic::MatterKind;

/// A capability.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CapabilitySpec {
    /// Id, such as `fire_suppression`.
    pub id: String,
    /// Name in both languages.
    pub name: Name,
}

/// A line: the vertical chain that a post or agency belongs to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineSpec {
    /// Id, such as `government`, `fire`, `military`, `society`.
    pub id: String,
    /// Name in both languages.
    pub name: Name,
    /// Whose chain it is.
    pub sector: Sector,
}

/// A kind of incident.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HazardSpec {
    /// Id, such as `fire`.
    pub id: String,
    /// Name in both languages.
    pub name: Name,
}

/// Factors on the service times of reports, requests and decisions by severity.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(non_snake_case, reason = "the fields are the names of the grades")]
pub struct SeverityFactors {
    /// Factor for grade IV.
    pub IV: f64,
    /// Factor for grade III.
    pub III: f64,
    /// Factor for grade II.
    pub II: f64,
    /// Factor for grade I.
    pub I: f64,
}

impl Default for SeverityFactors {
    fn default() -> Self {
        Self { IV: 1.0, III: 1.0, II: 1.0, I: 1.0 }
    }
}

impl SeverityFactors {
    /// The factor for a grade.
    #[must_use]
    pub const fn of(&self, severity: Severity) -> f64 {
        match severity {
            Severity::IV => self.IV,
            Severity::III => self.III,
            Severity::II => self.II,
            Severity::I => self.I,
        }
    }
}

/// A post of one line at every jurisdiction of one level (or at the listed ones only).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostSpec {
    /// Line id.
    pub line: String,
    /// Level id.
    pub level: String,
    /// Name; `{}` stands for the name of the jurisdiction.
    pub name: Name,
    /// Only at these jurisdictions; everywhere on the level when absent.
    #[serde(default)]
    pub only: Option<Vec<String>>,
    /// The desks of the post.
    pub desks: Vec<DeskSpec>,
}

impl PostSpec {
    /// Whether a desk of it handles a kind of matter.
    #[must_use]
    pub fn handles(&self, matter: MatterKind) -> bool {
        self.desks.iter().any(|desk| desk.handles.iter().any(|handling| handling.matter == matter))
    }

    /// Whether it can do tasks: they lie where orders lie, or else reports, where no desk says that it handles tasks.
    #[must_use]
    pub fn does_tasks(&self) -> bool {
        [MatterKind::Task, MatterKind::Order, MatterKind::Report].iter().any(|kind| self.handles(*kind))
    }
}

/// A way by which incidents become known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelSpec {
    /// Id, such as `telephone`.
    pub id: String,
    /// Name in both languages.
    pub name: Name,
    /// What the channel is.
    pub means: DetectionMeans,
    /// Hazards that it can notice; all when absent.
    #[serde(default)]
    pub hazards: Option<Vec<String>>,
    /// Probability that it covers an incident, 0 to 1.
    pub coverage: f64,
    /// Other probabilities by kind of jurisdiction.
    #[serde(default)]
    pub coverage_by_kind: Vec<KindCoverage>,
    /// The coverage matrix of the channel: other probabilities by place and hazard. Of several rows that fit, the last counts.
    #[serde(default)]
    pub coverage_at: Vec<CoverageRow>,
    /// Passes at a fixed interval, for an overflight, a satellite or a patrol on its round; it watches all the time when absent.
    #[serde(default)]
    pub passes: Option<PassesSpec>,
    /// From onset (or from the pass that notices it) until the report leaves.
    pub delay: LawSpec,
    /// Calls whose rate grows with the incident, instead of `coverage`: sooner or later it is noticed.
    #[serde(default)]
    pub calls: Option<CallsSpec>,
    /// False alarms a day for each post that the world has at the channel's own level (Poisson); they occupy the desk where the channel's
    /// reports come in like a report.
    #[serde(default)]
    pub false_alarms_per_day: f64,
    /// The post that receives it: of this line …
    pub line: String,
    /// … at the jurisdiction of this level (the next level up where a structure has dropped it).
    pub level: String,
}

/// Passes of a channel that does not watch all the time. The first one after an onset comes at any moment of the interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PassesSpec {
    /// Between two passes, min.
    pub every_min: f64,
    /// Probability that a pass notices the incident, above 0 and at most 1.
    pub success: f64,
}

/// The public calls the more, the larger the incident: rate · (D / reference)^exponent, D being its shared work in unit-hours as long as
/// nobody works on it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallsSpec {
    /// Calls per hour about an incident of the reference size.
    pub rate_per_h: f64,
    /// The reference size, unit-hours.
    pub reference_unit_h: f64,
    /// Exponent, 0 to 1; 0 for calls at the same rate whatever the size.
    pub exponent: f64,
}

/// The coverage of a channel in one kind of jurisdiction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindCoverage {
    /// Kind of the jurisdiction of the incident.
    pub kind: String,
    /// Probability, 0 to 1.
    pub coverage: f64,
}

/// One cell, or a block of cells, of a coverage matrix: department (the channel) by jurisdiction by hazard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoverageRow {
    /// Incidents in this jurisdiction or below it; everywhere when absent.
    #[serde(default)]
    pub within: Option<String>,
    /// Incidents in jurisdictions of this kind; of all kinds when absent.
    #[serde(default)]
    pub kind: Option<String>,
    /// Incidents of these hazards; of all that the channel can notice when absent.
    #[serde(default)]
    pub hazards: Option<Vec<String>>,
    /// Probability, 0 to 1.
    pub coverage: f64,
}

/// How a channel notices an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DetectionMeans {
    /// The public calls.
    Telephone,
    /// An instrument.
    Sensor,
    /// A patrol passes.
    Patrol,
    /// An aircraft or satellite passes.
    Overflight,
    /// News and social media.
    Media,
    /// An information officer (信息报告员) of village or enterprise.
    InformationOfficer,
}

/// An agency: an organisation that owns units.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgencySpec {
    /// Id, unique in the world.
    pub id: String,
    /// Line id.
    pub line: String,
    /// Id of the jurisdiction that it belongs to.
    pub jurisdiction: String,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// A social organisation that has not registered cannot be tasked.
    #[serde(default = "yes")]
    pub registered: bool,
    /// Whether it is known beforehand what a social organisation can do, where a structure verifies that; of a graded one it always is.
    #[serde(default)]
    pub verified: Option<bool>,
    /// Id of its standing: readiness, worth and reliability; those of its unit types when absent.
    #[serde(default)]
    pub standing: Option<String>,
    /// `generated` or a source.
    #[serde(default)]
    pub mark: Option<String>,
}

const fn yes() -> bool {
    true
}

const fn one() -> u32 {
    1
}

/// A kind of unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitTypeSpec {
    /// Id, such as `fire_engine`.
    pub id: String,
    /// Name in both languages.
    pub name: Name,
    /// What it can do.
    pub capabilities: Vec<AbilitySpec>,
    /// Persons in it.
    pub crew: u32,
    /// Vehicles in its column, which pass an access road one after another.
    #[serde(default = "one")]
    pub vehicles: u32,
    /// Road speed, km/h.
    pub speed_kmh: f64,
    /// From order known at the base to departure.
    pub mobilisation: LawSpec,
    /// From arrival to work: check-in, staging, briefing.
    pub deployment: LawSpec,
}

/// What a kind of unit can do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AbilitySpec {
    /// Capability id.
    pub capability: String,
    /// Work done per hour at this capability, in unit-hours; 1 is the reference unit.
    pub rate: f64,
}

/// A unit, or several equal ones at one base.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitSpec {
    /// Id; with `count` above 1 the units are `id.1`, `id.2`, …
    pub id: String,
    /// Unit type id.
    #[serde(rename = "type")]
    pub unit_type: String,
    /// Agency id.
    pub agency: String,
    /// Jurisdiction where the base stands.
    pub base: String,
    /// How many equal units.
    #[serde(default = "one")]
    pub count: u32,
    /// Base: longitude in degrees east; the seat of `base` when no coordinate is given.
    #[serde(default)]
    pub lon: Option<f64>,
    /// Base: latitude in degrees north.
    #[serde(default)]
    pub lat: Option<f64>,
    /// Base on a plane: km east of the origin.
    #[serde(default)]
    pub x_km: Option<f64>,
    /// Base on a plane: km north of the origin.
    #[serde(default)]
    pub y_km: Option<f64>,
    /// `generated`, `schematic` or a source.
    #[serde(default)]
    pub mark: Option<String>,
}

impl UnitSpec {
    /// The base's own coordinates, when given.
    #[must_use]
    pub const fn own_place(&self) -> Option<Place> {
        place(self.lon, self.lat, self.x_km, self.y_km)
    }
}
