//! How an incident becomes known and how the news goes up.
//!
//! | file | schedules | decides |
//! | --- | --- | --- |
//! | `detection.rs` | channels that notice an onset | |
//! | `impatience.rs` | | what becomes of a matter that has waited too long |
//! | `report.rs` | matters between posts | what a post does with news, and what it takes up itself |
//! | `conduct.rs` | follow-ups, verifications | what a post omits or makes light of |
//! | `escalation.rs` | | why a request goes up, past whom, and what a superior takes over |
//! | `estimate.rs` | | what a post makes of the size of an incident |
//! | `limit.rs` | ends of limits, written reports | which report is late |
//! | `plan.rs` | | which plan is ready, and which a warning starts |
//! | `background.rs` | routine matters of a desk | |
//! | `duty.rs` | shifts, recalled officers | who is on duty |
//! | `response_level.rs` | approvals of response levels | which level a post launches |
//! | `staging.rs` | journeys to where units stand forward, and home | where a unit without an errand belongs |
//! | `task.rs` | tasks of plans, their deadlines | which task begins, and what it holds back |
//! | `telling.rs` | news that is held back | whom a post tells |
//! | `warning.rs` | warnings, calls made again, standby | whom a post calls |

pub mod background;
pub mod conduct;
pub mod detection;
pub mod duty;
pub mod escalation;
pub mod estimate;
pub mod impatience;
pub mod limit;
pub mod plan;
pub mod report;
pub mod response_level;
pub mod staging;
pub mod task;
pub mod telling;
pub mod warning;
