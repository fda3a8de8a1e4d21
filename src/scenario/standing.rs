//! The standing of social organisations (政社联动): grades, contracts, and the letter that teams from elsewhere need.

use serde::{Deserialize, Serialize};

use crate::scenario::law::LawSpec;
use crate::terms::language::Name;

/// The standing of an organisation: how fast it musters, what it is worth, and how far one can rely on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandingSpec {
    /// Id, such as `level_1`.
    pub id: String,
    /// Name in both languages.
    pub name: Name,
    /// Level id: a team is at home where its agency and the incident lie in one jurisdiction of this level.
    pub home: String,
    /// From order known to departure at home, instead of the unit type's.
    #[serde(default)]
    pub mobilisation: Option<LawSpec>,
    /// The same for incidents elsewhere; as at home when absent.
    #[serde(default)]
    pub away: Option<LawSpec>,
    /// Factor on the rates of its units, above 0 and at most 1; 0.8 for a volunteer team [0.5 .. 1].
    #[serde(default = "whole")]
    pub rate_factor: f64,
    /// Probability that a team that has been tasked does not come, 0 to 1; until the incident is over it is not to be had.
    #[serde(default)]
    pub no_show: f64,
    /// How long a team works on a shared task before it leaves; to the end when absent.
    #[serde(default)]
    pub stays: Option<LawSpec>,
}

const fn whole() -> f64 {
    1.0
}

/// Social teams from elsewhere need a letter of invitation (邀请函) before they may set out. It counts at scripted incidents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterGate {
    /// Level id: from elsewhere is who lies in another jurisdiction of this level than the incident.
    pub border: String,
    /// Officers who write letters for one incident, 1 or more.
    pub officers: u32,
    /// Time for one letter.
    pub service: LawSpec,
    /// Probability that no letter can be written at first (seals under water, telephones engaged), drawn for each incident.
    #[serde(default)]
    pub blocked: f64,
    /// From onset until the gate opens, where it is blocked.
    #[serde(default)]
    pub blocked_for: Option<LawSpec>,
}

/// Purchase of services (政府购买服务): organisations under contract come with a fixed readiness, without a letter, and always.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// Ids of the standings that are under contract.
    pub standings: Vec<String>,
    /// From order known to departure.
    pub mobilisation: LawSpec,
}
