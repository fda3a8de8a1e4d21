//! From decision to release.
//!
//! | file | schedules | decides |
//! | --- | --- | --- |
//! | `decision.rs` | | what a post has decided, and which needs it now seeks units for |
//! | `approval.rs` | calls to those who must agree | whether a proposal is carried or refused |
//! | `allocation.rs` | | how many units a post asks for, and which turn back |
//! | `assignment.rs` | requests for what is short | which unit goes to which need |
//! | `order.rs` | orders from desk to desk to the unit's base | whether a unit may take an order |
//! | `aid.rs` | aid agreed beforehand | requests to neighbours, by themselves or through the post above |
//! | `fitness.rs` | failures, rest, duty of units | crews that tire, units that fail, hours off duty, range |
//! | `own_task.rs` | ends of tasks | what is left of a task when its unit leaves |
//! | `call_off.rs` | | units that leave a lighter errand, or turn round on their way back |
//! | `policy.rs` | end of collecting | which unit goes to which need, by the dispatch law of a post; the reserve |
//! | `linkage/` | | what meets the government's response from the military and from society |
//! | `outcome/` | | what the work achieves, and what happens where it comes too late |
//! | `scene.rs` | departure, journey, work | |
//! | `release.rs` | return | |
//! | `committee.rs` | notices, members, deliberations | what a committee decides, and when |
//! | `service_area.rs` | | which units a post may send beyond the area that they serve |
//! | `scene_command.rs` | hand-overs | who commands at the scene, and at which pace the work goes on |
//! | `inject.rs` | ends of injects | |

pub mod aid;
pub mod allocation;
pub mod approval;
pub mod assignment;
pub mod call_off;
pub mod committee;
pub mod decision;
pub mod fitness;
pub mod inject;
pub mod linkage;
pub mod order;
pub mod outcome;
pub mod own_task;
pub mod policy;
pub mod release;
pub mod scene;
pub mod scene_command;
pub mod service_area;
