//! Command posts and the tables of the structure in force, as assembled.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `post.rs` | a post: its desks, links, and the units that it may send |
//! | `authority.rs` | what a post may send, and on what asking upward can help |
//! | `escalation.rs` | how decisions leave a post |
//! | `plan.rs` | plans and their tasks |
//! | `aid.rs` | whom posts ask for units, and the requests under way |
//! | `detection.rs` | detection channels and background matters |
//! | `dispatch.rs` | how posts choose units |
//! | `estimate.rs` | completeness of reports, errors of estimates |
//! | `limit.rs` | limits for reports, and whom they bind |
//! | `linkage.rs` | who is asked for troops and who approves; the requests of a run |
//! | `scene.rs` | command at the scene |
//! | `duty.rs` | shifts, and officers who can be called in |
//! | `alerting.rs` | warnings, calls and standby |
//! | `committee.rs` | a committee that takes decisions, as assembled and as it sits |
//! | `society.rs` | social organisations at a scene, as assembled and as they stand |
//! | `setting.rs` | everything that never changes between replications |

pub mod aid;
pub mod alerting;
pub mod authority;
pub mod committee;
pub mod detection;
pub mod dispatch;
pub mod duty;
pub mod escalation;
pub mod estimate;
pub mod limit;
pub mod linkage;
pub mod plan;
pub mod post;
pub mod scene;
pub mod setting;
pub mod society;
