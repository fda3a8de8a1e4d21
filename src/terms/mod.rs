//! The words of the field: pure values, their order, and their display in Chinese and English.
//!
//! | file | words |
//! | --- | --- |
//! | `id.rs` | dense identifiers of jurisdictions, posts, stations, units, incidents |
//! | `language.rs` | the two languages and a name in both |
//! | `colour.rs` | the colours of warnings |
//! | `severity.rs` | how grave an incident is, grades IV to I |
//! | `sector.rs` | the three chains: government, military, society |
//! | `trigger.rs` | why a request goes up |
//! | `traffic.rs` | what lies on a desk: report, request, decision, order, routine, warning |
//! | `congestion.rs` | what units are worth that nobody leads, or for which there is no room |
//! | `interval.rs` | the paths, intervals and parts of a response time |
//! | `place.rs` | a point on the ground and the distance between two |

pub mod colour;
pub mod congestion;
pub mod id;
pub mod interval;
pub mod language;
pub mod place;
pub mod sector;
pub mod severity;
pub mod traffic;
pub mod trigger;
