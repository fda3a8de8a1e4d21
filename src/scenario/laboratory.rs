//! The laboratory file, root type `Laboratory`: stations, pools of units and sources with exact laws, and nothing else.
//!
//! The stations, matters and units of a scenario, for verification against exact results and for studying one post at a time. Its
//! structures say who passes what to whom, and who sends which unit first; all else is the same under all of them.

use serde::{Deserialize, Serialize};

use crate::scenario::desk::{AbsenceSpec, Attention, OverloadSpec};
use crate::scenario::dispatch::{LabPreference, LabReserve};
use crate::scenario::law::LawSpec;
use crate::terms::language::Name;

/// A laboratory scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Laboratory {
    /// Format version, 1.
    pub format: u32,
    /// Id of the scenario.
    pub id: String,
    /// Name in both languages.
    pub name: Name,
    /// What it shows.
    pub about: Name,
    /// End of the run, hours.
    pub horizon_h: f64,
    /// Time at the beginning that statistics leave out, hours.
    #[serde(default)]
    pub warmup_h: f64,
    /// Default number of replications, 1 or more.
    pub replications: u32,
    /// Default seed.
    #[serde(default = "default_seed")]
    pub seed: u64,
    /// Posts that serve matters.
    #[serde(default)]
    pub stations: Vec<LabStation>,
    /// Pools of units that answer calls.
    #[serde(default)]
    pub pools: Vec<LabPool>,
    /// Where matters come from.
    pub sources: Vec<LabSource>,
    /// The structures to run and compare; a single one without rows when absent.
    #[serde(default = "default_structures")]
    pub structures: Vec<LabStructure>,
}

const fn default_seed() -> u64 {
    1
}

fn default_structures() -> Vec<LabStructure> {
    vec![LabStructure {
        id: "base".into(),
        name: Name::new("基准", "base"),
        routes: Vec::new(),
        preferences: Vec::new(),
        reserves: Vec::new(),
    }]
}

/// A post that serves matters: a station.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabStation {
    /// Id, unique among stations, pools and units.
    pub id: String,
    /// Servers (officers), 1 or more.
    pub servers: u32,
    /// Classes of matter that it serves.
    pub classes: Vec<LabClass>,
    /// Most matters in service and waiting together; one that finds it full is lost. No limit when absent.
    #[serde(default)]
    pub capacity: Option<u32>,
    /// The overload law; none when absent.
    #[serde(default)]
    pub overload: Option<OverloadSpec>,
    /// Whether a class of higher priority interrupts a lower one, which resumes where it stopped.
    #[serde(default)]
    pub preemptive: bool,
    /// Whether all open matters are worked on at once, each at the speed officers / open matters, at most 1 (processor sharing).
    #[serde(default)]
    pub shared: bool,
    /// In which order it takes what waits.
    #[serde(default)]
    pub attention: Attention,
    /// When its servers are away and come back; never away when absent.
    #[serde(default)]
    pub absence: Option<AbsenceSpec>,
}

/// A class of matter at a station.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabClass {
    /// Class id.
    pub id: String,
    /// Priority: 1 is served first; equal priorities first come, first served.
    pub priority: u32,
    /// Service law.
    pub service: LawSpec,
    /// How long a matter of this class waits for its service to begin before it leaves or goes up; forever when absent.
    #[serde(default)]
    pub patience: Option<Patience>,
}

/// What happens to a matter that has waited too long.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Patience {
    /// How long it waits.
    pub law: LawSpec,
    /// Where it goes then: a station or pool (outcome `escalated`); out of the system when absent (outcome `left`).
    #[serde(default)]
    pub escalates_to: Option<String>,
}

/// A pool of units that answer calls.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabPool {
    /// Id.
    pub id: String,
    /// The units.
    pub units: Vec<LabUnit>,
    /// Where calls come from; empty when it does not matter.
    #[serde(default)]
    pub districts: Vec<LabDistrict>,
    /// Units that each call takes, seized one by one.
    #[serde(default = "one")]
    pub units_per_call: u32,
    /// From order to departure.
    #[serde(default = "LawSpec::zero")]
    pub mobilisation: LawSpec,
    /// The journey.
    #[serde(default)]
    pub travel: LabTravel,
    /// Time at work on scene (or, when travel is only reported, the whole busy time).
    pub work: LawSpec,
    /// Whether the unit is busy on its way back for as long as on its way out (or for a drawn time).
    #[serde(default)]
    pub way_back: WayBack,
    /// What happens to a call that finds no unit it may have.
    #[serde(default)]
    pub when_busy: WhenBusy,
}

const fn one() -> u32 {
    1
}

/// A unit of a pool.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabUnit {
    /// Id, unique among stations, pools and units.
    pub id: String,
    /// Equal units; with more than one they are `id.1`, `id.2`, …
    #[serde(default = "one")]
    pub count: u32,
    /// Base on a plane, km east and north.
    #[serde(default)]
    pub at_km: Option<(f64, f64)>,
}

/// A district where calls come from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabDistrict {
    /// Id, unique in the pool.
    pub id: String,
    /// Where, km east and north.
    #[serde(default)]
    pub at_km: Option<(f64, f64)>,
}

/// The journey of a unit of a pool.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum LabTravel {
    /// No time.
    #[default]
    None,
    /// A drawn time.
    Drawn(LawSpec),
    /// Straight line at a speed.
    StraightLine {
        /// Speed, km/h.
        speed_kmh: f64,
    },
    /// Right-angle distance at a speed.
    Manhattan {
        /// Speed, km/h.
        speed_kmh: f64,
    },
    /// Minutes from each unit to each district: `minutes[district][unit]`, units in their order.
    Matrix {
        /// The table.
        minutes: Vec<Vec<f64>>,
    },
    /// Minutes as in `Matrix`, reported in `travel_ms` but not part of the busy time (the hypercube assumption).
    ReportedMatrix {
        /// The table.
        minutes: Vec<Vec<f64>>,
    },
}

/// The way back of a unit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum WayBack {
    /// Free where its work ends, and at its base at once.
    #[default]
    None,
    /// Busy for as long as the way out took.
    AsOut,
    /// Busy for a drawn time.
    Drawn(LawSpec),
}

/// What happens to a call that finds no unit it may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum WhenBusy {
    /// It waits, first come, first served.
    #[default]
    Queue,
    /// It is lost.
    Lose,
}

/// Where matters come from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabSource {
    /// Id, unique among sources.
    pub id: String,
    /// Class of its matters.
    pub class: String,
    /// The station or pool where they enter.
    pub to: String,
    /// District of the call, when they go (sooner or later) to a pool with districts.
    #[serde(default)]
    pub district: Option<String>,
    /// When they come.
    pub arrivals: LabArrivals,
}

/// When matters come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum LabArrivals {
    /// A Poisson process.
    Poisson {
        /// Matters per hour.
        rate_per_h: f64,
    },
    /// Independent gaps of one law, the first gap from time 0.
    Renewal(LawSpec),
    /// At set times, each with its own service (or work) time when given.
    Scripted(Vec<LabArrival>),
}

/// One scripted arrival.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabArrival {
    /// Minutes from the start.
    pub at_min: f64,
    /// How many at once.
    #[serde(default = "one")]
    pub count: u32,
    /// Time of work on scene at a pool for this call, instead of the pool's law, min.
    #[serde(default)]
    pub work_min: Option<f64>,
}

/// Who passes what to whom, and who sends which unit first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabStructure {
    /// Id, for `--structure`.
    pub id: String,
    /// Name in both languages.
    pub name: Name,
    /// Where matters go after a service; out of the system where there is no row.
    #[serde(default)]
    pub routes: Vec<LabRoute>,
    /// Which units a pool sends to a district, best first; the nearest idle one (by time, then order) without a row.
    #[serde(default)]
    pub preferences: Vec<LabPreference>,
    /// Units of a pool that calls of a class must leave idle; none without a row.
    #[serde(default)]
    pub reserves: Vec<LabReserve>,
}

/// Where matters go after a service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabRoute {
    /// The station that they leave.
    pub from: String,
    /// Only this class; all classes when absent.
    #[serde(default)]
    pub class: Option<String>,
    /// The ways; what is missing to 1 leaves the system.
    pub ways: Vec<LabWay>,
}

/// One way out of a station.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabWay {
    /// Probability, 0 to 1.
    pub probability: f64,
    /// The station or pool it leads to.
    pub to: String,
    /// The class that the matter takes on; its own when absent.
    #[serde(default)]
    pub becomes: Option<String>,
    /// Time on the way.
    #[serde(default = "LawSpec::zero")]
    pub transit: LawSpec,
}
