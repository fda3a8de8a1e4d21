//! The laboratory: sources feed stations and pools with exact laws; nothing else happens.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `bench.rs` | what never changes: sources, routes, pools |
//! | `state.rs` | the state of pools, the visits so far |
//! | `flow.rs` | a matter comes, moves on, leaves |
//! | `pool.rs` | a call takes units; they go, work, and come back |

pub mod bench;
pub mod flow;
pub mod pool;
pub mod state;
