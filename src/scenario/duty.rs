//! Duty at the desks of a structure: shifts over the day, and officers who are called in when a desk is overrun.

use serde::{Deserialize, Serialize};

use crate::scenario::law::LawSpec;
use crate::scenario::structure::PostRef;

/// Officers on duty at certain hours of every day, instead of the desk's usual number (值班轮换). Work begun before a shift ends is
/// finished by whoever began it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShiftRow {
    /// Which posts.
    pub post: PostRef,
    /// Desk id.
    pub desk: String,
    /// From this hour of the day, local time, 0 or more and below 24 …
    pub from_h: f64,
    /// … until this one; past midnight when it is not later.
    pub until_h: f64,
    /// Officers on duty, 0 or more; with 0 the desk waits for the shift to end or for a recall.
    pub officers: u32,
}

/// Officers who are off duty and are called in when a matter that concerns an incident finds too much on a desk (备勤召回). They leave
/// when the desk is empty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecallRow {
    /// Which posts.
    pub post: PostRef,
    /// Desk id.
    pub desk: String,
    /// Open matters (in service and waiting, itself and routine included) at which they are called, 1 or more.
    pub when_open: u32,
    /// How many come, 1 or more.
    pub officers: u32,
    /// From the call until they are at the desk.
    pub after: LawSpec,
}

impl ShiftRow {
    /// Whether an hour of the day belongs to the shift.
    #[must_use]
    pub fn covers(&self, hour: f64) -> bool {
        if self.from_h < self.until_h {
            (self.from_h..self.until_h).contains(&hour)
        } else {
            hour >= self.from_h || hour < self.until_h
        }
    }
}
