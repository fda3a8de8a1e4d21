//! Many runs: structures × replications, on all cores, in the same luck.
//!
//! | file | what it does |
//! | --- | --- |
//! | `design.rs` | seed, replications, threads; labels of structures |
//! | `workers.rs` | replications in parallel, results in order |
//! | `study.rs` | a scenario under one or more structures |
//! | `laboratory.rs` | a laboratory under one or more of its structures |

pub mod design;
pub mod laboratory;
pub mod study;
pub mod workers;
