//! Mutual aid, as assembled, and the requests under way.

use crate::engine::distribution::Law;
use crate::engine::time::Span;
use crate::journal::entry::EntryId;
use crate::model::event::NeedId;
use crate::terms::id::{MatterId, PostId};
use crate::terms::severity::Severity;

/// Whom a post asks for units.
#[derive(Clone, Debug)]
pub struct AidLaw {
    /// The posts that may lend, nearest first.
    pub lenders: Vec<PostId>,
    /// The post above that decides and orders; none where lenders are asked themselves.
    pub superior: Option<PostId>,
    /// For incidents at least this grave.
    pub from_severity: Severity,
    /// What a lender does.
    pub answer: Answer,
    /// Time of a request, and of an order to a lender, on its way.
    pub transit: Law,
}

/// What a lender does with a request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer {
    /// It decides, and accepts with this probability when it can spare all.
    Decides(f64),
    /// Its units are ordered after this span.
    Agreed(Span),
}

/// One need for which a post asks others.
#[derive(Clone, Copy, Debug)]
pub struct AidCase {
    /// The need.
    pub need: NeedId,
    /// Who asks.
    pub borrower: PostId,
    /// Position of the lender that is asked.
    pub lender: u32,
    /// Whether somebody may still say yes.
    pub is_open: bool,
    /// The last entry about it.
    pub entry: EntryId,
}

/// Requests for aid.
#[derive(Clone, Debug, Default)]
pub struct AidBook {
    /// All cases, in the order of asking.
    pub cases: Vec<AidCase>,
    /// The matters under way about them, with the positions of their cases.
    pub matters: Vec<(MatterId, u32)>,
}

impl AidBook {
    /// Forgets everything.
    pub fn clear(&mut self) {
        self.cases.clear();
        self.matters.clear();
    }
}
