//! The world file, root type `World`: levels, the tree of jurisdictions and the law of travel.

use serde::{Deserialize, Serialize};

use crate::scenario::forces::{
    AgencySpec, CapabilitySpec, ChannelSpec, HazardSpec, LineSpec, PostSpec, SeverityFactors, UnitSpec, UnitTypeSpec,
};
use crate::scenario::standing::StandingSpec;
use crate::terms::language::Name;
use crate::terms::place::Place;

/// The format version that this program reads.
pub const FORMAT: u32 = 1;

/// Rows written in the file itself or in a CSV file beside it (path relative to the RON file; the header names the fields).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Rows<T> {
    /// Rows in the file itself.
    List(Vec<T>),
    /// A CSV file.
    Csv(String),
}

impl<T> Rows<T> {
    /// The rows, once `load` has replaced every CSV reference by its rows.
    ///
    /// # Panics
    /// When the file has not been read yet: a bug of the loader.
    #[must_use]
    pub fn rows(&self) -> &[T] {
        match self {
            Self::List(rows) => rows,
            Self::Csv(path) => panic!("the rows of {path} have not been read"),
        }
    }
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self::List(Vec::new())
    }
}

/// A world: everything that stays the same under every command structure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct World {
    /// Format version, 1.
    pub format: u32,
    /// Id of the world.
    pub id: String,
    /// Name in both languages.
    pub name: Name,
    /// Levels of jurisdiction from the top down: four in China, three and five (to the village) work as well, and so does any number.
    pub levels: Vec<LevelSpec>,
    /// The jurisdictions.
    pub jurisdictions: Rows<JurisdictionSpec>,
    /// What units can do and incidents need.
    pub capabilities: Vec<CapabilitySpec>,
    /// Lines of posts and agencies: emergency government, fire, military, society, others.
    pub lines: Vec<LineSpec>,
    /// Kinds of incident.
    pub hazards: Vec<HazardSpec>,
    /// How service times grow with severity.
    #[serde(default)]
    pub severity_factors: SeverityFactors,
    /// Posts by line and level, with their desks.
    pub posts: Vec<PostSpec>,
    /// Ways by which incidents become known.
    pub channels: Vec<ChannelSpec>,
    /// Organisations that own units.
    #[serde(default)]
    pub agencies: Rows<AgencySpec>,
    /// The standings that an agency may have.
    #[serde(default)]
    pub standings: Vec<StandingSpec>,
    /// Kinds of unit.
    #[serde(default)]
    pub unit_types: Vec<UnitTypeSpec>,
    /// Units.
    #[serde(default)]
    pub units: Rows<UnitSpec>,
    /// How long a journey takes.
    pub travel: TravelSpec,
}

/// A level of jurisdiction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelSpec {
    /// Id: `province`, `city`, `county`, `township`, or others.
    pub id: String,
    /// Name in both languages.
    pub name: Name,
}

/// A jurisdiction. In CSV the columns have the names of the fields; empty cells are absent values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JurisdictionSpec {
    /// Administrative code or another id, unique in the world.
    pub id: String,
    /// Level id.
    pub level: String,
    /// Kind within the level, such as `subdistrict`, `town`, `district`; a structure may drop a kind.
    #[serde(default)]
    pub kind: Option<String>,
    /// Id of the jurisdiction one level up; none for the top.
    #[serde(default)]
    pub superior: Option<String>,
    /// Chinese name.
    pub name_zh: String,
    /// English name or pinyin.
    pub name_en: String,
    /// Residents, persons.
    #[serde(default)]
    pub population: Option<u64>,
    /// Where the population comes from: a source or `assumption`.
    #[serde(default)]
    pub population_source: Option<String>,
    /// Seat: longitude in degrees east. Either `lon` and `lat` or `x_km` and `y_km`.
    #[serde(default)]
    pub lon: Option<f64>,
    /// Seat: latitude in degrees north.
    #[serde(default)]
    pub lat: Option<f64>,
    /// Seat on a plane: km east of the origin.
    #[serde(default)]
    pub x_km: Option<f64>,
    /// Seat on a plane: km north of the origin.
    #[serde(default)]
    pub y_km: Option<f64>,
    /// Where the seat comes from: `geonames`, `placed` (by seed) or another source.
    #[serde(default)]
    pub seat_source: Option<String>,
    /// Anything to note, such as `adopted` for a township that the list hangs under a development zone.
    #[serde(default)]
    pub mark: Option<String>,
}

impl JurisdictionSpec {
    /// The seat, when either pair of coordinates is complete and the other is absent.
    #[must_use]
    pub const fn seat(&self) -> Option<Place> {
        place(self.lon, self.lat, self.x_km, self.y_km)
    }
}

/// A place from optional coordinates: exactly one complete pair.
#[must_use]
pub const fn place(lon: Option<f64>, lat: Option<f64>, x_km: Option<f64>, y_km: Option<f64>) -> Option<Place> {
    match (lon, lat, x_km, y_km) {
        (Some(lon), Some(lat), None, None) => Some(Place::LonLat(lon, lat)),
        (None, None, Some(x), Some(y)) => Some(Place::Km(x, y)),
        _ => None,
    }
}

/// The law of travel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum TravelSpec {
    /// Straight line (great circle on the globe) times a detour factor, at the unit's speed.
    StraightLine {
        /// Road length over straight line, 1 or more.
        detour_factor: f64,
    },
    /// Right-angle distance at the unit's speed.
    Manhattan,
    /// Minutes between seats of jurisdictions, the same for every unit: `minutes[i][j]` from `places[i]` to `places[j]`.
    Matrix {
        /// Jurisdiction ids, one for each row and column.
        places: Vec<String>,
        /// Travel times in minutes; `inf` for unreachable.
        minutes: Vec<Vec<f64>>,
    },
}
