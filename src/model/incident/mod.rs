//! Incidents: what happens, what it needs, and how it develops.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `care.rs` | the injured, hospitals, chances of survival |
//! | `evacuation.rs` | a population that is moved |
//! | `offspring.rs` | incidents brought about by others |
//! | `tape.rs` | the incidents of one replication, the same under every structure |
//! | `incident.rs` | the state of an incident and of the persons in it |
//! | `command.rs` | who commands at the scene |
//! | `deadline.rs` | a limit that runs for one post |
//! | `access.rs` | the access road of an incident and who waits for it |
//! | `crowd.rs` | organisations that set out unasked |
//! | `picture.rs` | what a report says of the size, and what a post makes of it |
//! | `need.rs` | a need for units of one capability and its work |
//! | `task.rs` | the shared task of a need, carried forward to its next crossing |
//! | `growth.rs`, `logistic.rs` | the laws of a shared task, their integrals and exact crossings |

pub mod access;
pub mod calls;
pub mod care;
pub mod command;
pub mod crowd;
pub mod deadline;
pub mod evacuation;
pub mod growth;
#[expect(clippy::module_inception, reason = "the concept bears the name of its folder")]
pub mod incident;
pub mod logistic;
pub mod need;
pub mod offspring;
pub mod picture;
pub mod tape;
pub mod task;
