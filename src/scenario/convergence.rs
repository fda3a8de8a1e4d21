//! Social organisations at a scene (政社联动): who comes unasked, the narrow road, the crowd at the scene, and what a structure does
//! about it.

use serde::{Deserialize, Serialize};

use crate::scenario::law::LawSpec;
use crate::scenario::standing::{Contract, LetterGate};

/// The last stretch of road to a scene, which every vehicle must pass one after another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessRoad {
    /// Vehicles that pass in an hour, above 0; 200 for a country lane under control [100 .. 600].
    pub vehicles_per_h: f64,
}

/// How many can work at a scene, and how many are led. It slows all shared work: with n units at work under h official units the
/// pace is n_eff / n, where n_eff = min(n, h·span) + unsupervised·max(0, n − h·span).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Congestion {
    /// Units that the leader of one official unit at work supervises, the own one included, 1 or more.
    pub span: u32,
    /// What an unsupervised unit is worth, 0 to 1.
    #[serde(default = "third")]
    pub unsupervised: f64,
    /// Units that find room to work; without limit when absent. Those beyond do nothing …
    #[serde(default)]
    pub capacity: Option<u32>,
    /// … and slow the others: the pace is divided by 1 + crowding·(units beyond).
    #[serde(default)]
    pub crowding: f64,
    /// Matters an hour that each unsupervised social group brings to the desk of whoever leads.
    #[serde(default)]
    pub matters_per_h: f64,
}

const fn third() -> f64 {
    0.3
}

/// Organisations that come to an incident unasked (自发前往). Each sets out with the hazard eagerness · m(t), where t counts from the
/// publicity and m is the density of a gamma law.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CrowdSpec {
    /// Organisations that the scenario brings with it, each one unit; beside those of `agencies`.
    pub organisations: u32,
    /// Their unit type.
    pub unit_type: String,
    /// The agency to which they belong: it says their line, jurisdiction, and whether they have registered.
    pub agency: String,
    /// The nearest of them stands so far from the scene, km …
    pub from_km: f64,
    /// … and the farthest so far; the others are spread evenly between, in all directions.
    pub to_km: f64,
    /// Agencies of the world whose own units come unasked as well.
    #[serde(default)]
    pub agencies: Vec<String>,
    /// From onset until the incident is widely known.
    pub publicity: LawSpec,
    /// Integral of the hazard of one organisation when nothing holds it back: the share that sets out in the end is
    /// 1 − e^(−eagerness).
    pub eagerness: f64,
    /// When the hazard is highest, hours from the publicity.
    pub peak_h: f64,
    /// Shape of the gamma law, above 1.
    #[serde(default = "shape")]
    pub shape: f64,
}

const fn shape() -> f64 {
    3.0
}

/// How a structure deals with those who come to a scene, asked or not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SocialLinkage {
    /// Whether units of government and military are escorted past the others on an access road.
    #[serde(default)]
    pub escort: bool,
    /// A public notice to stay away.
    #[serde(default)]
    pub notice: Option<Notice>,
    /// A portal where organisations register and wait for a task.
    #[serde(default)]
    pub portal: Option<Portal>,
    /// A station at the scene where those who come unasked report in; they enter at once when absent.
    #[serde(default)]
    pub check_in: Option<CheckIn>,
    /// Verification of what an organisation can do before its first task; none when absent.
    #[serde(default)]
    pub verification: Option<Verification>,
    /// The letter of invitation that social teams from elsewhere need; none when absent.
    #[serde(default)]
    pub letter_gate: Option<LetterGate>,
    /// Organisations under contract.
    #[serde(default)]
    pub contract: Option<Contract>,
}

/// A public notice to stay away, and control of the road from then on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// From the publicity until the notice.
    pub after: LawSpec,
    /// Share by which it lowers the hazard of setting out, 0 to 1.
    pub effect: f64,
    /// Probability that an organisation without a task that comes to the scene from then on is turned back, 0 to 1.
    #[serde(default)]
    pub turns_back: f64,
}

/// A portal where organisations register: from then on they can be tasked.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Portal {
    /// Share by which it lowers the hazard of setting out unasked, 0 to 1.
    pub effect: f64,
}

/// Verification of what an organisation can do (能力核验), at the desk that passes its orders on, before its first order goes on: once for
/// each organisation that is neither graded, nor under contract, nor verified beforehand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verification {
    /// Time for one organisation; 15 min in the mean [5 .. 60].
    pub service: LawSpec,
}

/// A station at the scene where those who come unasked report in (现场报到).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckIn {
    /// Officers, 1 or more.
    pub officers: u32,
    /// Time that one organisation takes.
    pub service: LawSpec,
    /// Whether an organisation then waits until somebody can supervise it and there is room for it, and for how long at most; it is let
    /// in at once when absent.
    #[serde(default)]
    pub holds_back: Option<HoldBack>,
}

/// How long an organisation waits at the scene until somebody can lead it, and what it does then.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HoldBack {
    /// From its check-in until it waits no longer.
    pub at_most: LawSpec,
    /// What it does then.
    pub then: AfterHold,
}

/// What an organisation does that has waited in vain for a leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AfterHold {
    /// It goes home.
    GoesHome,
    /// It is let in and works without a leader.
    WorksUnled,
}
