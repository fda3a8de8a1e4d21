//! Where the military and society meet the government's response: requests for troops, and social organisations asked and unasked.
//!
//! | file | schedules | decides |
//! | --- | --- | --- |
//! | `direct_use.rs` | calls to commanders, reports up | whether a unit starts without an approval |
//! | `liaison.rs` | requests held until a post knows enough | who knows enough, who is alerted |
//! | `force_request.rs` | requests for troops from desk to desk, the order down | who approves, and when nobody asks again |
//! | `access.rs` | passages of an access road | which unit enters it next |
//! | `convergence.rs` | publicity, notices, departures unasked | who is turned back |
//! | `check_in.rs` | check-in, questions of groups | who is let in |
//! | `registration.rs` | letters, stays, errands | whether a social team comes, and when |
//! | `verification.rs` | verifications at the tasking desk | which order waits for one |
//! | `withdrawal.rs` | | who is sought for a team that leaves |

pub mod access;
pub mod check_in;
pub mod convergence;
pub mod direct_use;
pub mod force_request;
pub mod liaison;
pub mod registration;
pub mod verification;
pub mod withdrawal;
