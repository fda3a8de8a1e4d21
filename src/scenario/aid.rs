//! Mutual aid (互助): whom a post asks for units when its own are not enough, and how the lender decides.

use serde::{Deserialize, Serialize};

use crate::scenario::law::LawSpec;
use crate::scenario::structure::PostRef;
use crate::terms::severity::Severity;

/// The posts of one line and echelon ask the posts of the same line under the same superior for units that they lack themselves,
/// nearest first. Posts without a row ask nobody but the post above.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AidRow {
    /// Which posts.
    pub post: PostRef,
    /// By which way.
    pub way: AidWay,
    /// For incidents that the post knows to be at least this grave; all when absent.
    #[serde(default)]
    pub from_severity: Option<Severity>,
    /// What the lender does with a request.
    pub agreement: Agreement,
    /// Time of a request on its way, and of an order from the superior to the lender.
    pub transit: LawSpec,
}

/// By which way aid is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AidWay {
    /// The neighbour is asked itself, one after another.
    Sideways,
    /// The post above is asked, which decides and orders a lender that has units to spare to send them.
    Superior,
}

/// What a lender does with a request. It lends only what it can spare: free units of its own that no need of its own waits for and
/// that its reserve does not keep.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Agreement {
    /// Its desk reads the request and decides; it accepts with this probability, times the share of the request that it can spare.
    /// By way of the superior it obeys.
    AdHoc {
        /// Probability, 0 to 1, when it can spare all that is asked for.
        acceptance: f64,
    },
    /// Agreed beforehand: its units are ordered after so many minutes, without reading or decision. Only sideways.
    Before {
        /// Minutes from the request until the lender's units are ordered.
        after_min: f64,
    },
}
