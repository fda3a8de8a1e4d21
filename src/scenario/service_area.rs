//! Where the units of an agency or of a kind serve: contract areas of specialist teams, districts of the fire service.

use serde::{Deserialize, Serialize};

/// Where units serve. The first row that fits a unit counts; a unit without a row serves everywhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceArea {
    /// Units of this agency; of all agencies when absent.
    #[serde(default)]
    pub agency: Option<String>,
    /// Units of this type; of all types when absent.
    #[serde(default)]
    pub unit_type: Option<String>,
    /// The area.
    pub within: AreaSpec,
    /// Who may send them beyond it.
    #[serde(default)]
    pub beyond: BeyondSpec,
}

/// An area of service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AreaSpec {
    /// The jurisdiction of this level in which the base lies; its own where it lies above that level.
    Level(String),
    /// These jurisdictions and those below them.
    Jurisdictions(Vec<String>),
}

/// Who may send a unit beyond its area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BeyondSpec {
    /// A post whose jurisdiction stands above the whole area, and whoever lends the unit as mutual aid.
    #[default]
    Superior,
    /// Only whoever lends it as mutual aid.
    Aid,
    /// Nobody.
    Nobody,
}
