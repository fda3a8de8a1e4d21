//! Where things are and how long a journey takes.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `territory.rs` | the tree of jurisdictions |
//! | `travel.rs` | the law of travel |

pub mod territory;
pub mod travel;
