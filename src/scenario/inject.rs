//! Injects of a tape: scripted happenings other than incidents, at set times.

use serde::{Deserialize, Serialize};

use crate::scenario::law::LawSpec;

/// A scripted happening at a set time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inject {
    /// Id, unique on the tape.
    pub id: String,
    /// Minutes from the start of the scenario.
    pub at_min: f64,
    /// What happens.
    pub action: Action,
}

/// What an inject does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Action {
    /// An order reaches a unit from outside the chain: it goes to the incident. Rejected when the unit is not idle.
    OrderGiven {
        /// Unit id.
        unit: String,
        /// Scripted incident id.
        incident: String,
    },
    /// A unit cannot be sent until the given time; when it is out, it stays out and is unavailable after its return.
    UnitUnavailable {
        /// Unit id.
        unit: String,
        /// Until, minutes from the start; to the end when absent.
        #[serde(default)]
        until_min: Option<f64>,
    },
    /// A post has no officer: work in hand is finished, nothing new is begun.
    PostUnmanned {
        /// Line id.
        line: String,
        /// Jurisdiction id.
        jurisdiction: String,
        /// Until, minutes from the start; to the end when absent.
        #[serde(default)]
        until_min: Option<f64>,
    },
    /// A post is told that an incident is over (误报平安): it sends no further units until it reads of the incident in a matter
    /// that came in later.
    FalseAllClear {
        /// Line id.
        line: String,
        /// Jurisdiction id.
        jurisdiction: String,
        /// Scripted incident id.
        incident: String,
        /// Until it is put right, minutes from the start; only by the next report or request when absent.
        #[serde(default)]
        until_min: Option<f64>,
    },
    /// Private numbers of social teams spread (联系方式外泄): calls take free teams away past the desk that tasks them.
    NumbersLeaked {
        /// Agency ids.
        agencies: Vec<String>,
        /// Calls an hour over all of them, above 0.
        calls_per_h: f64,
        /// How long a team is away.
        errand: LawSpec,
        /// Until, minutes from the start; to the end when absent.
        #[serde(default)]
        until_min: Option<f64>,
    },
    /// No letters of invitation can be written for an incident, where a structure asks for them.
    LettersBlocked {
        /// Scripted incident id.
        incident: String,
        /// Until, minutes from the start; to the end when absent.
        #[serde(default)]
        until_min: Option<f64>,
    },
    /// Journeys that begin in this time to incidents in (or below) the jurisdiction take longer.
    TravelSlowed {
        /// Jurisdiction id.
        jurisdiction: String,
        /// Factor on travel time, above 0.
        factor: f64,
        /// Until, minutes from the start; to the end when absent.
        #[serde(default)]
        until_min: Option<f64>,
    },
}
