//! Command posts and the tables of the structure in force, as assembled.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `post.rs` | a post: its desks, links, and the units that it may send |
//! | `setting.rs` | everything that never changes between replications |

pub mod post;
pub mod setting;
