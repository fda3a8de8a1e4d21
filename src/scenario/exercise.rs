//! The scenario file, root type `Scenario`: names a world, a structure and incidents, and says how to run them.

use serde::{Deserialize, Serialize};

use crate::scenario::forces::ChannelSpec;
use crate::scenario::grading::GradingRow;
use crate::scenario::incidents::Incidents;
use crate::scenario::limit::LimitRow;
use crate::scenario::territory::{Rows, World};
use crate::terms::interval::Path;
use crate::terms::language::Name;

/// A scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Format version, 1.
    pub format: u32,
    /// Id of the scenario.
    pub id: String,
    /// Name in both languages.
    pub name: Name,
    /// What it shows, in a sentence or two.
    pub about: Name,
    /// Date and clock at time 0, as `2015-10-10T11:44:00` (local time).
    pub start: String,
    /// The world file, relative to this file.
    pub world: String,
    /// The structure file, relative to this file; `--structure` replaces it.
    pub structure: String,
    /// The tape: a file or inline.
    pub incidents: Tape,
    /// End of the run, hours after the start, above 0.
    pub horizon_h: f64,
    /// Default number of replications, 1 or more.
    pub replications: u32,
    /// Default seed.
    #[serde(default = "default_seed")]
    pub seed: u64,
    /// Detection channels instead of the world's.
    #[serde(default)]
    pub channels: Option<Vec<ChannelSpec>>,
    /// The grading table, here or in a CSV file; without it an incident keeps the grade of its profile.
    #[serde(default)]
    pub grading: Rows<GradingRow>,
    /// The table of reporting limits, here or in a CSV file; without it no report is ever overdue.
    #[serde(default)]
    pub limits: Rows<LimitRow>,
    /// The targets that matter.
    #[serde(default)]
    pub targets: Vec<Target>,
    /// What a timeline says of the same incident, shown beside the result and never used by the model.
    #[serde(default)]
    pub reference: Vec<ReferenceRow>,
}

impl Scenario {
    /// Clock time at time 0, minutes from midnight; 0 where `start` is no date and time.
    #[must_use]
    pub fn start_of_day_min(&self) -> f64 {
        let clock = self.start.split_once('T').map_or("", |(_, clock)| clock);
        let parts = clock.split(':').map(|part| part.parse::<f64>().unwrap_or(0.0));
        parts.zip([60.0, 1.0, 1.0 / 60.0]).map(|(part, minutes)| part * minutes).sum()
    }
}

const fn default_seed() -> u64 {
    1
}

/// A tape by path or inline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Tape {
    /// An incidents file, relative to the scenario file.
    File(String),
    /// The tape itself.
    Inline(Incidents),
}

impl Scenario {
    /// The world with the scenario's own channels; none when the world's are to be used.
    #[must_use]
    pub fn own_world(&self, world: &World) -> Option<World> {
        self.channels.as_ref().map(|channels| World { channels: channels.clone(), ..world.clone() })
    }
}

impl Tape {
    /// The tape, once `load` has replaced the path by the file.
    ///
    /// # Panics
    /// When the file has not been read yet: a bug of the loader.
    #[must_use]
    pub fn incidents(&self) -> &Incidents {
        match self {
            Self::Inline(incidents) => incidents,
            Self::File(path) => panic!("the incidents of {path} have not been read"),
        }
    }
}

/// A target: a path to be completed within a time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Id, shown in the metric `within_target.<id>`.
    pub id: String,
    /// Which path.
    pub path: Path,
    /// Minutes from onset.
    pub within_min: f64,
    /// Where the target comes from.
    pub source: String,
}

/// A row of a published timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferenceRow {
    /// The milestone of the scripted incident that corresponds.
    pub milestone: ReferenceMilestone,
    /// Id of the scripted incident.
    pub incident: String,
    /// Published time, minutes from the start of the scenario.
    pub at_min: f64,
    /// What the publication can tell apart, in minutes; a difference within it is no miss.
    pub precision_min: f64,
    /// What the row says and where it stands.
    pub source: String,
}

/// The milestones that a timeline can be held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReferenceMilestone {
    /// First known to the system.
    Detected,
    /// First decision.
    DecisionMade,
    /// First unit ordered (order known at its base).
    OrderReceived,
    /// First unit on scene.
    UnitArrived,
    /// First unit at work.
    WorkBegun,
    /// Contained.
    Contained,
}
