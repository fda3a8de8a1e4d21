//! How an incident becomes known and how the news goes up.
//!
//! | file | schedules | decides |
//! | --- | --- | --- |
//! | `detection.rs` | channels that notice an onset | |
//! | `report.rs` | matters between posts | whom a post tells, and what it takes up itself |
//! | `background.rs` | routine matters of a desk | |

pub mod background;
pub mod detection;
pub mod report;
