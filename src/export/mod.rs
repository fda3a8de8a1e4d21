//! Tables and event logs for other programs, written to whatever takes bytes; column names and codes are a contract.
//!
//! | file | what it writes |
//! | --- | --- |
//! | `provenance.rs` | what a result came from |
//! | `journal.rs` | `journal.jsonl`: one milestone a line |
//! | `intervals.rs` | `intervals.csv`: the rows of the critical paths |
//! | `compliance.rs` | `compliance.csv`: which post kept which limit |
//! | `summary.rs` | `summary.json`: the metrics of each structure |
//! | `comparison.rs` | `comparison.csv` and `comparison.json`: the paired differences |
//! | `desks.rs` | `desks.csv`: the load of each desk |
//! | `tasks.rs` | `tasks.csv`: the tasks of plans |
//! | `laboratory.rs` | `matters.csv` and `stations.csv` |
//! | `table.rs` | what all CSV tables share |

pub mod comparison;
pub mod compliance;
pub mod desks;
pub mod intervals;
pub mod journal;
pub mod laboratory;
pub mod provenance;
pub mod summary;
mod table;
pub mod tasks;
