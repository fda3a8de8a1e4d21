//! Stations and matters: everything human is a desk that serves a queue, everything that flows lies on one.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `station.rs` | a desk: servers, books of its load |
//! | `matter.rs` | a matter and the pool of them |
//! | `law.rs` | what never changes about a desk: classes, service laws, overload law |
//! | `absence.rs` | officers who are away now and then |
//! | `attention.rs` | in which order a desk takes what waits |
//! | `queue.rs` | queues of matters |
//! | `sharing.rs` | desks that work on all open matters at once |
//! | `service.rs` | arrival, begin, end, interruption and impatience |

pub mod absence;
pub mod attention;
pub mod law;
pub mod matter;
pub mod queue;
pub mod service;
pub mod sharing;
#[expect(clippy::module_inception, reason = "the concept bears the name of its folder")]
pub mod station;
