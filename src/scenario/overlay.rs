//! Means that move with a structure: units with another base, officers moved between desks.

use serde::{Deserialize, Serialize};

use crate::scenario::structure::PostRef;

/// Means that move with a structure.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overlay {
    /// Units that get another base.
    #[serde(default)]
    pub rebase: Vec<Rebase>,
    /// Officers added at single posts' desks.
    #[serde(default)]
    pub staff: Vec<StaffMove>,
}

/// Units that get another base.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rebase {
    /// Units of this type …
    pub unit_type: String,
    /// … based at jurisdictions of this level …
    pub from_level: String,
    /// … and of this kind, when given …
    #[serde(default)]
    pub from_kind: Option<String>,
    /// … move to the seat of their jurisdiction's ancestor at this level, and to the agency of the same line there when one exists.
    pub to_level: String,
}

/// Officers added at (or, when negative, taken from) every post of a line and echelon, or at the listed jurisdictions only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffMove {
    /// Which posts.
    pub post: PostRef,
    /// Desk id.
    pub desk: String,
    /// Only at these jurisdictions.
    #[serde(default)]
    pub only: Option<Vec<String>>,
    /// Officers added.
    pub officers: i32,
}

impl Overlay {
    /// Whether no means move.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rebase.is_empty() && self.staff.is_empty()
    }
}

/// A kind of jurisdiction at one level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindRef {
    /// Level id.
    pub level: String,
    /// Kind, such as `subdistrict`.
    pub kind: String,
}
