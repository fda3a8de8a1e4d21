//! What comes out of a run: a header of ids and names, and entries with ids and values, append-only.
//!
//! A journal outlives its world: it holds no entity. Everything that is shown is a function of it.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `milestone.rs` | what can have happened |
//! | `entry.rs` | one recorded moment and its cause |
//! | `incident_name.rs` | what an incident is called |
//! | `deadline.rs` | the names of limits for reports |
//! | `header.rs` | the ids and names that entries refer to |
//! | `mechanisms.rs` | which mechanisms a scenario switches on |
//! | `ledger.rs` | time integrals of stations, and the rows of laboratory matters |
//! | `recorder.rs` | the append-only journal itself |

pub mod deadline;
pub mod entry;
pub mod header;
pub mod incident_name;
pub mod ledger;
pub mod mechanisms;
pub mod milestone;
pub mod recorder;
