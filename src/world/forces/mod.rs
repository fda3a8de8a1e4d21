//! Agencies and units by written norms. Every row is generated: a norm says how many, no list says which.
//!
//! | file | what it equips |
//! | --- | --- |
//! | `roster.rs` | the growing lists of agencies and units, and the view of the territory that the norms need |
//! | `fire.rs` | fire and rescue: a detachment a city, a brigade a county, stations by residents |
//! | `health.rs` | ambulances by residents |
//! | `specialist.rs` | flood, mine and hazardous-chemical teams |
//! | `military.rs` | militia by township, garrison and armed police by city at schematic positions |
//! | `society.rs` | social organisations, registered or not |

pub mod fire;
pub mod health;
pub mod military;
pub mod roster;
pub mod society;
pub mod specialist;
