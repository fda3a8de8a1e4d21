//! Estimators over replications. They know no emergency.
//!
//! | file | what it estimates |
//! | --- | --- |
//! | `interval.rs` | a mean with its Student interval; a proportion with Wilson's interval |
//! | `paired.rs` | the mean difference of two structures on the same replications |
//! | `quantile.rs` | a quantile (type 7) and its interval from order statistics |
//! | `survival.rs` | survival under censoring (Kaplan–Meier), its median, the restricted mean time |
//!
//! Sums run in the order of the slice, so that the same data in the same order give the same bits.

pub mod interval;
pub mod paired;
pub mod quantile;
pub mod survival;
