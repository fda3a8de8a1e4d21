//! What files mean together: every problem of meaning, with its path into the file.
//!
//! | file | what it checks |
//! | --- | --- |
//! | `findings.rs` | nothing: it collects problems and checks single values |
//! | `index.rs` | nothing: names and places of a world, for quick lookup |
//! | `world.rs` | a world: levels, lines, capabilities, hazards, travel |
//! | `territory.rs` | its jurisdictions: the tree and the seats |
//! | `posts.rs` | its posts, desks and detection channels |
//! | `forces.rs` | its agencies, unit types and units |
//! | `structure.rs` | a structure: echelons and its tables |
//! | `reporting.rs` | its reporting links and the chain of requests |
//! | `traffic.rs` | a structure on a world: what each post receives, and whether a desk handles it |
//! | `delegation.rs` | the rights that a structure moves down, and the means that must go with them |
//! | `escalation.rs` | take-overs, requests past a level, notices of a level, approval |
//! | `estimate.rs` | completeness of reports and errors of estimates |
//! | `conduct.rs` | how the posts of a structure handle news |
//! | `monitoring.rs` | coverage matrices, and what a structure changes in them |
//! | `plans.rs` | the plans of a structure |
//! | `aid.rs` | the mutual aid of a structure |
//! | `dispatch.rs` | the dispatch table of a structure |
//! | `fitness.rs` | the limits of units of a structure |
//! | `military.rs` | the requests for troops of a structure |
//! | `service_area.rs` | where the units of a structure serve |
//! | `scene.rs` | the command at the scene of a structure |
//! | `care.rs` | care for the injured |
//! | `task_list.rs` | the tasks of a plan |
//! | `tasks.rs` | tasks that depend on others, incidents that bring others about |
//! | `convergence.rs` | social organisations at a scene |
//! | `standing.rs` | the standing of social organisations |
//! | `grading.rs` | the grading table of a scenario |
//! | `limit.rs` | the table of reporting limits of a scenario |
//! | `responses.rs` | the response levels of a structure |
//! | `desk.rs` | rules of attention, and the desk rules of a structure |
//! | `duty.rs` | the shifts and recalls of a structure |
//! | `warnings.rs` | warnings of a tape and a structure's tables for them |
//! | `committees.rs` | the committees of a structure |
//! | `overlay.rs` | a structure's staffing and the means that it moves |
//! | `means.rs` | a structure on a world: units that nobody may commit |
//! | `together.rs` | a structure with a tape: tasks that can be done, classes of injury |
//! | `incidents.rs` | a tape: incidents, demand |
//! | `injects.rs` | its injects |
//! | `exercise.rs` | a scenario with its world, tape and structures |
//! | `laboratory.rs` | a laboratory: stations, pools, sources |
//! | `circles.rs` | its circles that take no time |
//! | `flow.rs` | its structures: routes, preferences, where matters go |

pub mod aid;
mod care;
mod circles;
pub mod committees;
pub mod conduct;
pub mod convergence;
pub mod delegation;
pub mod desk;
pub mod dispatch;
pub mod duty;
pub mod escalation;
pub mod estimate;
pub mod exercise;
pub mod findings;
pub mod fitness;
pub mod flow;
pub mod forces;
pub mod grading;
pub mod incidents;
pub mod index;
pub mod injects;
pub mod laboratory;
pub mod limit;
pub mod means;
pub mod military;
pub mod monitoring;
pub mod overlay;
pub mod plans;
pub mod posts;
pub mod reporting;
pub mod responses;
pub mod scene;
pub mod service_area;
pub mod standing;
pub mod structure;
mod task_list;
mod tasks;
pub mod territory;
pub mod together;
pub mod traffic;
pub mod warnings;
pub mod world;

#[cfg(test)]
mod trials;
