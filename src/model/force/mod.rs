//! Units: what is sent.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `unit.rs` | what a unit is, its modes, and the one function that changes them |
//! | `movement.rs` | mobilisation, journey, deployment, return |

pub mod movement;
pub mod unit;
