//! Stations and matters: everything human is a desk that serves a queue, everything that flows lies on one.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `station.rs` | a desk: servers, books of its load |
//! | `matter.rs` | a matter and the pool of them |
//! | `law.rs` | what never changes about a desk: classes, service laws, overload law |
//! | `queue.rs` | queues of matters |
//! | `service.rs` | arrival, begin, end, interruption and impatience |

pub mod law;
pub mod matter;
pub mod queue;
pub mod service;
#[expect(clippy::module_inception, reason = "the concept bears the name of its folder")]
pub mod station;
