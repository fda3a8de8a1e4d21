//! Incidents: what happens, what it needs, and how it develops.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `offspring.rs` | incidents brought about by others |
//! | `tape.rs` | the incidents of one replication, the same under every structure |
//! | `incident.rs` | the state of an incident and of the persons in it |
//! | `command.rs` | who commands at the scene |
//! | `deadline.rs` | a limit that runs for one post |
//! | `need.rs` | a need for units of one capability and its work |
//! | `growth.rs`, `logistic.rs` | the laws of a shared task, their integrals and exact crossings |

pub mod command;
pub mod deadline;
pub mod growth;
#[expect(clippy::module_inception, reason = "the concept bears the name of its folder")]
pub mod incident;
pub mod logistic;
pub mod need;
pub mod offspring;
pub mod tape;
