//! What a journal means: intervals on the critical paths, metrics of a replication, and the records of a comparison.
//!
//! | file | what it makes |
//! | --- | --- |
//! | `record.rs` | the records that tables, charts and exports are made of |
//! | `milestones.rs` | the first moments of each incident |
//! | `counts.rs` | what is counted over a run |
//! | `compliance.rs` | which post kept which limit |
//! | `convergence.rs` | what is counted of those who come to a scene |
//! | `grades.rs` | how grave incidents became |
//! | `judgement.rs` | how well posts judged what was needed |
//! | `classify.rs` | which interval, part and place a step belongs to |
//! | `path.rs` | the rows of the critical paths |
//! | `activation.rs` | how long until a response level is launched |
//! | `approach.rs` | how low decisions are taken, who deals with whom, who knows what is new |
//! | `casualties.rs` | when persons in danger died |
//! | `catalogue.rs` | the list of metrics of a study |
//! | `counted.rs` | what metrics count |
//! | `effort.rs` | hours at work, hours that units were missing, and from where units came |
//! | `load.rs` | the load of each desk |
//! | `supervision.rs` | how much of the work nobody supervised |
//! | `tasks.rs` | the audit of the tasks of plans |
//! | `linkage.rs` | how long requests for troops take, and who tasks and commands |
//! | `meaning.rs` | the key metrics in words |
//! | `metrics.rs` | the values of one replication |
//! | `aggregate.rs` | estimates over replications, and structures compared |
//! | `reference.rs` | a published timeline held against the runs |

pub mod activation;
pub mod aggregate;
pub mod approach;
pub mod casualties;
pub mod catalogue;
mod classify;
pub mod compliance;
pub mod convergence;
pub mod counted;
pub mod counts;
pub mod effort;
#[cfg(test)]
pub mod fixture;
pub mod grades;
pub mod judgement;
pub mod linkage;
pub mod load;
pub mod meaning;
pub mod metrics;
pub mod milestones;
pub mod path;
pub mod record;
pub mod reference;
pub mod supervision;
pub mod tasks;
