//! One run: scenario → world → journal.
//!
//! | file | what it does |
//! | --- | --- |
//! | `assemble/` | introduces scenario and model to each other: builds the setting and the header, once for all replications |
//! | `columns.rs` | the ECS world of a worker: columns, the one system that runs a span of events, reset in place |
//! | `runner.rs` | one replication of a scenario |
//! | `laboratory.rs` | one replication of a laboratory |

pub mod assemble;
pub mod columns;
pub mod laboratory;
pub mod runner;
