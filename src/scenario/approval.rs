//! Approval (审批): who must agree to a decision before it counts, and how often each is right.

use serde::{Deserialize, Serialize};

use crate::scenario::structure::PostRef;
use crate::terms::severity::Severity;

const fn lightest() -> Severity {
    Severity::IV
}

const fn once() -> u32 {
    1
}

/// The decisions of the posts of one line and echelon need approval. The post itself is the first to agree or refuse; then its decision
/// goes up the chain of requests, post by post, each adding the service of a decision at its desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApprovalRow {
    /// Whose decisions.
    pub post: PostRef,
    /// On incidents that the post knows to be at least this grave; on lighter ones it decides without.
    #[serde(default = "lightest")]
    pub from_severity: Severity,
    /// Echelon of the last post that is asked; the post's own when nobody above is.
    pub up_to: String,
    /// Who must agree.
    #[serde(default)]
    pub rule: Agreement,
    /// Probability that one post agrees to a response that is needed, 0 to 1.
    pub needed: f64,
    /// Probability that one post agrees to a response that is not needed, 0 to 1.
    pub unneeded: f64,
    /// After a refusal the post gathers news for so long, min, and proposes again; it waits for graver news or a request when absent.
    #[serde(default)]
    pub again_after_min: Option<f64>,
    /// How often it proposes one incident at most without such news, 1 or more.
    #[serde(default = "once")]
    pub attempts: u32,
}

/// Who must agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Agreement {
    /// Every post on the way (a hierarchy): the first refusal ends it.
    #[default]
    All,
    /// Any post on the way (a polyarchy): the first that agrees decides.
    Any,
}

/// How a committee votes on a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoteSpec {
    /// Members who must agree, of those who sit.
    pub approve: u32,
    /// Probability that one member agrees to a response that is needed, 0 to 1.
    pub needed: f64,
    /// Probability that one member agrees to a response that is not needed, 0 to 1.
    pub unneeded: f64,
}
