//! The evacuation of a population under a deadline: places, head counts, a register that is more or less complete.

use serde::{Deserialize, Serialize};

use crate::terms::language::Name;

/// Moving the people of several places, one place after the other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvacuationSpec {
    /// The places in the order in which they are cleared.
    pub places: Vec<EvacuatedPlace>,
    /// Persons on the register that a unit of rate 1 moves in an hour, above 0.
    pub persons_per_unit_h: f64,
    /// Share of the persons who are not on the register and must be searched for, 0 to below 1.
    #[serde(default)]
    pub unlisted: f64,
    /// Work on such a person, times that on one who is on the register, 1 or more.
    #[serde(default = "one")]
    pub search_factor: f64,
    /// When whoever is not out is caught; never when absent.
    #[serde(default)]
    pub until: Option<EvacuationEnd>,
}

const fn one() -> f64 {
    1.0
}

/// A place whose people are moved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvacuatedPlace {
    /// Name in both languages.
    pub name: Name,
    /// Persons to be moved, 1 or more.
    pub persons: u32,
}

/// When it is too late for whoever is not out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum EvacuationEnd {
    /// At a set time: minutes from the onset.
    AfterMin(f64),
    /// When a scripted incident is contained: a gate is open, a bridge is closed.
    Contained(String),
}

impl EvacuationSpec {
    /// Persons in all.
    #[must_use]
    pub fn persons(&self) -> u64 {
        self.places.iter().map(|place| u64::from(place.persons)).sum()
    }

    /// Unit-hours to move so many persons.
    #[must_use]
    pub fn unit_h(&self, persons: u32) -> f64 {
        f64::from(persons) * (1.0 - self.unlisted + self.unlisted * self.search_factor) / self.persons_per_unit_h
    }
}
