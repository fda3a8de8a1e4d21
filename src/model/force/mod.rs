//! Units: what is sent.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `unit.rs` | what a unit is, its modes, and the one function that changes them |
//! | `fitness.rs` | limits of a kind of unit, and how fit each unit is |
//! | `hold.rs` | why a unit is not to be had |
//! | `movement.rs` | where a unit is; mobilisation, journey, deployment, return |
//! | `service_area.rs` | where a unit serves |
//! | `whereabouts.rs` | where a unit is that stands forward |

pub mod fitness;
pub mod hold;
pub mod movement;
pub mod service_area;
pub mod unit;
pub mod whereabouts;
