//! Verification: laboratories whose exact results are known, and what the model makes of them.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `files.rs` | the shipped laboratory files, built into the program |
//! | `quantity.rs` | what can be read from the books of a replication |
//! | `reading.rs` | how it is read |
//! | `totals.rs` | each matter's way through the whole system |
//! | `case.rs` | a case, its run, its verdict |
//! | `cases/` | the cases: posts, chains of posts, teams |

pub mod case;
pub mod cases;
pub mod files;
pub mod quantity;
pub mod reading;
mod totals;
