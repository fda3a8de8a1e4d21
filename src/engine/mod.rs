//! Time, order and chance. The engine does not know what an emergency is.
//!
//! | file | what it is |
//! | --- | --- |
//! | `time.rs` | instants and spans in whole milliseconds |
//! | `calendar.rs` | the future: events in total order of time, phase, sequence |
//! | `agenda.rs` | who has something to decide at this instant, each once, in order of id |
//! | `executive.rs` | the three phases A, B, C |
//! | `streams.rs` | chance: each draw a pure function of its key |
//! | `distribution.rs` | laws of duration, sampled by inversion |
//! | `hungarian.rs` | the assignment problem |
//! | `special.rs` | the quantiles of the normal and gamma laws behind them |

pub mod agenda;
pub mod calendar;
pub mod distribution;
pub mod executive;
pub mod hungarian;
pub mod special;
pub mod streams;
pub mod time;
