//! The tape, root type `Incidents`: what happens whatever anybody decides. Scripted incidents, stochastic demand, injects.

use serde::{Deserialize, Serialize};

use crate::scenario::care::CareSpec;
use crate::scenario::convergence::{AccessRoad, Congestion, CrowdSpec};
use crate::scenario::evacuation::EvacuationSpec;
use crate::scenario::inject::Inject;
use crate::scenario::law::LawSpec;
use crate::scenario::warning::WarningSpec;
use crate::terms::language::Name;
use crate::terms::severity::Severity;

/// A tape of incidents and injects.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Incidents {
    /// Format version, 1.
    pub format: u32,
    /// Id of the tape.
    pub id: String,
    /// Incidents at set times and places.
    #[serde(default)]
    pub scripted: Vec<ScriptedIncident>,
    /// Poisson demand by jurisdiction and kind.
    #[serde(default)]
    pub stochastic: Vec<StochasticDemand>,
    /// Warnings.
    #[serde(default)]
    pub warnings: Vec<WarningSpec>,
    /// Incidents that others bring about.
    #[serde(default)]
    pub secondary: Vec<SecondarySpec>,
    /// Care for the injured; nobody is injured when absent.
    #[serde(default)]
    pub care: Option<Box<CareSpec>>,
    /// Scripted happenings other than incidents.
    #[serde(default)]
    pub injects: Vec<Inject>,
}

impl Incidents {
    /// The profiles of all incidents that may come.
    pub fn profiles(&self) -> impl Iterator<Item = &Profile> {
        let scripted = self.scripted.iter().map(|incident| &incident.profile);
        let stochastic = self.stochastic.iter().flat_map(|demand| demand.profiles.iter().map(|weighted| &weighted.profile));
        scripted.chain(stochastic).chain(self.secondary.iter().map(|row| &row.profile))
    }
}

/// An incident at a set time and place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScriptedIncident {
    /// Id, unique on the tape.
    pub id: String,
    /// Name in both languages.
    pub name: Name,
    /// Onset, minutes from the start of the scenario.
    pub at_min: f64,
    /// Where.
    pub place: PlaceSpec,
    /// Other jurisdictions that it concerns, neither within nor above the place: the common superior must lead; none when absent.
    #[serde(default)]
    pub also_in: Vec<String>,
    /// What happens and what it needs.
    pub profile: Profile,
    /// How this incident becomes known, instead of the world's channels.
    #[serde(default)]
    pub detection: Option<Vec<DetectionOverride>>,
    /// The narrow last stretch of road to it; as wide as any other when absent.
    #[serde(default)]
    pub access_road: Option<AccessRoad>,
    /// How many can work there and how many are led; everybody works at full pace when absent.
    #[serde(default)]
    pub congestion: Option<Congestion>,
    /// Organisations that come unasked; nobody does when absent.
    #[serde(default)]
    pub convergence: Option<CrowdSpec>,
}

/// A place: a jurisdiction and, when known, a point in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceSpec {
    /// Jurisdiction id; the lowest level that is known.
    pub jurisdiction: String,
    /// Longitude in degrees east; the seat of the jurisdiction when no coordinate is given.
    #[serde(default)]
    pub lon: Option<f64>,
    /// Latitude in degrees north.
    #[serde(default)]
    pub lat: Option<f64>,
    /// On a plane: km east of the origin.
    #[serde(default)]
    pub x_km: Option<f64>,
    /// On a plane: km north of the origin.
    #[serde(default)]
    pub y_km: Option<f64>,
}

/// What an incident is and needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Hazard id.
    pub hazard: String,
    /// Severity.
    pub severity: Severity,
    /// Whether the response is needed at all; those who must agree to it refuse one that is not more often.
    #[serde(default = "yes")]
    pub needed: bool,
    /// Needs by capability: the first alarm.
    pub needs: Vec<NeedSpec>,
    /// Persons in danger.
    #[serde(default)]
    pub casualties: Vec<CasualtySpec>,
}

const fn yes() -> bool {
    true
}

/// A need: units of one capability and the work that they find.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeedSpec {
    /// Capability id.
    pub capability: String,
    /// Units wanted on the first alarm, 1 or more.
    pub units: u32,
    /// The work.
    pub work: WorkSpec,
    /// Capability of another need of the same profile that must be contained first; open from the onset when absent.
    #[serde(default)]
    pub after: Option<String>,
}

/// The work of a need.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum WorkSpec {
    /// Units share one task and stay until it is contained. Size D in unit-hours: dD/dt = growth of D − sum of rates.
    Shared {
        /// Size at onset, unit-hours, above 0.
        unit_h: f64,
        /// Relative growth per hour from onset, 0 or more.
        #[serde(default)]
        growth_per_h: f64,
        /// By which law it grows.
        #[serde(default)]
        growth: GrowthSpec,
        /// Size at which growth ends for good (for `Logistic`: to which it tends), unit-hours; never when absent.
        #[serde(default)]
        unit_h_max: Option<f64>,
        /// The task measures the hazard: its size, in the unit of the grading table (hectares, say), for each unit-hour, above 0. At most
        /// one need of a profile.
        #[serde(default)]
        hazard_per_unit_h: Option<f64>,
    },
    /// Units share one task that does not grow, and whose size follows from another one when the incident is discovered.
    OfSize {
        /// Capability of the need whose shared task it follows.
        of: String,
        /// Unit-hours for each unit-hour of that task at discovery (the first detection, or the first unit at work), above 0.
        share: f64,
    },
    /// Each unit brings injured persons to hospitals, one at a time, until none is left.
    Transport {
        /// Time to load a person at the scene.
        load: LawSpec,
        /// Time to hand a person over at the hospital.
        unload: LawSpec,
    },
    /// Units share the moving of a population.
    Evacuation(EvacuationSpec),
    /// Each unit has its own task of a drawn length and leaves after it; contained when all wanted units have done theirs.
    PerUnit(LawSpec),
}

/// By which law a shared task grows while nobody works on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum GrowthSpec {
    /// By `growth_per_h` of what it is: dD/dt = g·D.
    #[default]
    Exponential,
    /// By `growth_per_h` of what it was at onset: dD/dt = g·D0.
    Linear,
    /// By dD/dt = g·D·(1 − D/`unit_h_max`).
    Logistic,
    /// By a·t², t since onset: the t-squared fire of NFPA 72 and NFPA 92, whose heat release is Q = a·t² kW. `hazard_per_unit_h` says
    /// how many kW a unit-hour puts out; growth ends when a fire on which nobody works is as large as `unit_h_max`; `growth_per_h` is not
    /// used.
    Squared {
        /// a, kW/s², above 0: 0.0029 for a slow fire, 0.0117 for a medium, 0.0469 for a fast, 0.1876 for an ultra-fast one, which
        /// reach 1055 kW after 600, 300, 150 and 75 s.
        kw_per_s2: f64,
    },
}

/// Persons in danger, freed one after another by the work on a need.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CasualtySpec {
    /// How many persons.
    pub persons: u32,
    /// Capability that frees them; a need for it with shared work must stand in the same profile.
    pub capability: String,
    /// Time from onset after which a person not yet freed dies; drawn once per person, the same under every structure.
    pub survival: LawSpec,
    /// Class of their injury, a row of the tape's `care.injuries`; unhurt once they are free when absent.
    #[serde(default)]
    pub injury: Option<String>,
    /// Whether a person counts as saved once the work on them has begun; only when it is done otherwise.
    #[serde(default)]
    pub begun_counts: bool,
}

/// How one incident becomes known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DetectionOverride {
    /// Channel id of the world: gives the receiving post.
    pub channel: String,
    /// From onset until the report leaves.
    pub delay: LawSpec,
}

/// Poisson demand of one kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StochasticDemand {
    /// Id, unique on the tape.
    pub id: String,
    /// Incidents arise in the jurisdictions of this level …
    pub level: String,
    /// … below (or at) this jurisdiction; everywhere when absent.
    #[serde(default)]
    pub within: Option<String>,
    /// Total rate over all these jurisdictions, incidents per hour.
    pub rate_per_h: f64,
    /// How the rate is spread over them.
    pub spread: Spread,
    /// What happens: one profile is drawn for each incident.
    pub profiles: Vec<WeightedProfile>,
}

/// Incidents of one hazard bring about others (次生、衍生事件), each at its own place, until they are contained: a Poisson stream of rate
/// `rate_per_h` · size / `reference`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecondarySpec {
    /// Id, unique on the tape.
    pub id: String,
    /// Hazard id of the incidents that bring others about; secondary incidents of this hazard do so as well.
    pub hazard: String,
    /// Incidents per hour while one of the hazard is active (and has the reference size), above 0.
    pub rate_per_h: f64,
    /// Size of the hazard at which the rate is `rate_per_h`, in the unit of `hazard_per_unit_h`; the rate is the same at any size when absent.
    #[serde(default)]
    pub reference: Option<f64>,
    /// What they bring about.
    pub profile: Profile,
    /// The most of them in one run, 1 to 10000. Reached, its streams end and the journal says so: choose it so large that it is not.
    pub at_most: u32,
}

/// How a rate is spread over jurisdictions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Spread {
    /// The same for each.
    Evenly,
    /// In proportion to residents.
    ByPopulation,
}

/// A profile with a weight.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeightedProfile {
    /// Weight, 0 or more.
    pub weight: f64,
    /// The profile.
    pub profile: Profile,
}
