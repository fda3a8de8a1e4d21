//! Liandong (联动): how much sooner would help arrive under another command structure?
//!
//! A discrete-event simulation of China's four-level emergency command hierarchy and of the government, military and social
//! forces that answer an incident. Description goes in (`scenario`), a journal comes out (`journal`), everything shown is a
//! function of the journal (`measure`). `ARCHITECTURE.md` draws the house; `tests/integration/tidy.rs` keeps it.

pub mod chart;
pub mod engine;
pub mod experiment;
pub mod export;
pub mod journal;
pub mod measure;
pub mod model;
pub mod scenario;
pub mod simulation;
pub mod statistics;
pub mod terms;
pub mod verify;
pub mod world;
