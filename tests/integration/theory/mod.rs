//! The model held against queueing theory: exact results, exact identities, and random laboratories.
//!
//! The cases at load 0.9 are slow and left out by default: `cargo test --release -- --ignored` runs them.

mod books;
mod cases;
mod coverage;
pub mod laboratories;
mod laws;
mod luck;
mod overload;
mod rows;
