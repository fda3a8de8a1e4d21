//! Care for the injured: classes of injury with their chance of survival, hospitals with limited room, treatment at the scene.

use serde::{Deserialize, Serialize};

use crate::scenario::incidents::PlaceSpec;
use crate::scenario::law::LawSpec;
use crate::terms::language::Name;

/// Care for the injured of a tape.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CareSpec {
    /// Classes of injury, gravest first: hospitals treat in this order.
    pub injuries: Vec<InjurySpec>,
    /// Hospitals.
    pub hospitals: Vec<HospitalSpec>,
    /// Until when the delay of a person counts.
    #[serde(default)]
    pub counts: DelayUntil,
    /// Treatment at the scene; none when absent.
    #[serde(default)]
    pub scene_care: Option<SceneCareSpec>,
}

/// A class of injury.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InjurySpec {
    /// Id, such as `red`.
    pub id: String,
    /// Name in both languages.
    pub name: Name,
    /// Chance of survival by the delay since onset.
    pub survival: CurveSpec,
}

/// A chance of survival that falls with the delay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum CurveSpec {
    /// `at_once` / (1 + (delay / `scale_min`)^`shape`).
    LogLogistic {
        /// Chance without delay, 0 to 1.
        at_once: f64,
        /// Delay at which it is half of that, min, above 0.
        scale_min: f64,
        /// Shape, above 0.
        shape: f64,
    },
    /// `at_once` less what is lost each minute until each of several interventions. After a cardiac arrest it is 0.67 − 0.023 a minute
    /// until resuscitation (CPR), − 0.011 until defibrillation, − 0.021 until advanced care: Larsen, Eisenberg, Cummins and
    /// Hallstrom, Predicting survival from out-of-hospital cardiac arrest: a graphic model, Annals of Emergency Medicine 22, 1993.
    Interventions {
        /// Chance without delay, 0 to 1.
        at_once: f64,
        /// What is lost until each of them.
        losses: Vec<LossSpec>,
    },
    /// Points with straight lines between them; before the first and after the last it is level.
    Points(Vec<CurvePoint>),
}

/// Chance that is lost each minute from the onset until somebody does something about it: a unit at the scene once the person is free,
/// whoever stands by, or whoever ends the delay that counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LossSpec {
    /// Chance lost a minute, 0 to 1.
    pub per_min: f64,
    /// Id of a capability: the first unit at work for it at the scene ends the loss; no unit does when absent.
    #[serde(default)]
    pub until: Option<String>,
    /// From onset until somebody who stands by ends it, drawn once for each person; nobody does when absent.
    #[serde(default)]
    pub bystander: Option<LawSpec>,
}

/// A point of a curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CurvePoint {
    /// Delay, min; each later than the one before.
    pub min: f64,
    /// Chance, 0 to 1; none larger than the one before.
    pub chance: f64,
}

/// A hospital.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HospitalSpec {
    /// Id.
    pub id: String,
    /// Name in both languages.
    pub name: Name,
    /// Where.
    pub place: PlaceSpec,
    /// Patients that it takes in this run, 1 or more. When all hospitals are full, patients go to the nearest one all the same.
    pub beds: u32,
    /// Patients who are treated at once, 1 or more; others wait, gravest class first.
    pub places: u32,
    /// Time that a patient occupies a place.
    pub treatment: LawSpec,
}

/// Until when the delay of a person counts, from the onset on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DelayUntil {
    /// Until they are picked up at the scene.
    PickUp,
    /// Until their treatment in hospital begins.
    #[default]
    Treatment,
}

/// Treatment at the scene: for those who are free the delay passes more slowly once the first unit of a capability is at work there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SceneCareSpec {
    /// Capability id.
    pub capability: String,
    /// Factor on the delay from then on, 0 to 1.
    pub factor: f64,
}
