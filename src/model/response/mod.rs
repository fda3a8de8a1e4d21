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
//! | `call_off.rs` | | units that leave a lighter errand, or turn round on their way back |
//! | `policy.rs` | end of collecting | which unit goes to which need, by the dispatch law of a post; the reserve |
//! | `direct_use.rs` | calls to commanders, reports up | whether a unit starts without an approval |
//! | `liaison.rs` | requests held until a post knows enough | who knows enough, who is alerted |
//! | `force_request.rs` | requests for troops from desk to desk, the order down | who approves, and when nobody asks again |
//! | `scene.rs` | departure, journey, work | |
//! | `release.rs` | return | |
//! | `committee.rs` | notices, members, deliberations | what a committee decides, and when |
//! | `scene_command.rs` | hand-overs | who commands at the scene, and at which pace the work goes on |
//! | `sequence.rs` | requests from the scene | which need opens after another |
//! | `secondary.rs` | incidents that others bring about | |
//! | `care.rs` | transport, treatment | which patient goes next and where, and who lives |
//! | `evacuation.rs` | deadlines | who is out and who is caught |
//! | `access.rs` | passages of an access road | which unit enters it next |
//! | `convergence.rs` | publicity, notices, departures unasked | who is turned back |
//! | `check_in.rs` | check-in, questions of groups | who is let in |
//! | `registration.rs` | letters, stays, errands | whether a social team comes, and when |
//! | `withdrawal.rs` | | who is sought for a team that leaves |
//! | `danger.rs` | the death of persons not freed in time | |
//! | `hazard.rs` | where a hazard grows to a graver size, and what a shared task crosses next | |
//! | `inject.rs` | ends of injects | |

pub mod access;
pub mod aid;
pub mod allocation;
pub mod approval;
pub mod assignment;
pub mod call_off;
pub mod care;
pub mod check_in;
pub mod committee;
pub mod convergence;
pub mod danger;
pub mod decision;
pub mod direct_use;
pub mod evacuation;
pub mod fitness;
pub mod force_request;
pub mod hazard;
pub mod inject;
pub mod liaison;
pub mod order;
pub mod policy;
pub mod registration;
pub mod release;
pub mod scene;
pub mod scene_command;
pub mod secondary;
pub mod sequence;
pub mod withdrawal;
