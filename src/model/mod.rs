//! The domain, by concept. The model does not know that there is a file, a chart or a terminal.
//!
//! Low to high: `event` < `station`, `geography` < `force`, `incident` < `laboratory` < `command` < `run` < `reporting` <
//! `response` < `phases`. Whoever wants mobilisation opens `force/movement.rs`; whoever wants the whole simulator on one page
//! opens `phases.rs`.

pub mod command;
pub mod event;
pub mod force;
pub mod geography;
pub mod incident;
pub mod laboratory;
pub mod phases;
pub mod reporting;
pub mod response;
pub mod run;
pub mod station;
