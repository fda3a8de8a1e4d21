//! A command post: its desks, its reporting links, and what the tables of the structure let it do.

use bevy_ecs::component::Component;

use crate::engine::distribution::Law;
use crate::engine::time::Span;
use crate::model::command::authority::Authority;
use crate::model::command::escalation::Escalation;
use crate::model::command::plan::Plan;
use crate::model::event::NeedId;
use crate::terms::id::{EchelonId, JurisdictionId, PostId, StationId, UnitId};
use crate::terms::severity::Severity;
use crate::terms::traffic::MatterKind;

/// A set of severities, one bit a grade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeveritySet(pub u8);

impl SeveritySet {
    /// The grades from one to another.
    #[must_use]
    pub fn range(from: Severity, to: Severity) -> Self {
        Severity::ALL.iter().filter(|s| **s >= from && **s <= to).fold(Self(0), |set, s| Self(set.0 | 1 << s.gravity()))
    }

    /// Whether a grade is in it.
    #[inline]
    #[must_use]
    pub const fn has(self, severity: Severity) -> bool {
        self.0 & (1 << severity.gravity()) != 0
    }

    /// The grades of it that are in another as well.
    #[must_use]
    pub const fn within(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The grades of it that are not in another.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A reporting link to one other post.
#[derive(Clone, Debug)]
pub struct Link {
    /// Who receives.
    pub to: PostId,
    /// Whether reports go over it.
    pub carries_reports: bool,
    /// Reports of incidents at least this grave.
    pub from_severity: Severity,
    /// Time on the way.
    pub transit: Law,
    /// Probability that news goes over it, and how much later it leaves; always and at once when absent.
    pub shares: Option<(f64, Law)>,
}

/// A unit that a post may send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The unit.
    pub unit: UnitId,
    /// The commitment row that its order follows.
    pub row: u32,
    /// For incidents of which severities.
    pub severities: SeveritySet,
    /// Whether the post sees orders that others have given to it.
    pub shares_orders: bool,
}

/// How a post handles the news that it passes on.
#[derive(Clone, Debug)]
pub struct Conduct {
    /// Readings after which it believes the news.
    pub confirmations: u32,
    /// Probability that it never reports an incident.
    pub omission: f64,
    /// Probability that what it passes on is one grade lighter than it knows.
    pub shading: f64,
    /// Probability that a report that it has read goes back to be verified.
    pub send_back: f64,
    /// From sending a report back until it is there again.
    pub verification: Law,
    /// How long it may hold a decision.
    pub decide_within: Option<Span>,
    /// Whether it goes on deciding after that, in a race with the post above.
    pub races: bool,
    /// Gap between follow-up reports.
    pub follow_up: Option<Span>,
    /// That gap for grades III and IV.
    pub follow_up_light: Option<Span>,
    /// Whether it reports once more at the end.
    pub has_final_report: bool,
    /// Whether it goes past a desk where nobody is.
    pub skips_unmanned: bool,
    /// Until its written report is drafted; it writes none when absent.
    pub writing: Option<Law>,
    /// What it does about a report that has missed its limit.
    pub when_overdue: WhenOverdue,
}

/// What a post does about a report that has missed its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenOverdue {
    /// Nothing.
    Waits,
    /// It takes the news next.
    TakenNext,
    /// Its report goes before others at the next desk.
    JumpsQueue,
}

/// Positions of hazards; all when none are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hazards(pub Option<Vec<u32>>);

impl Hazards {
    /// Whether a hazard is in it.
    #[must_use]
    pub fn has(&self, hazard: u32) -> bool {
        self.0.as_ref().is_none_or(|hazards| hazards.contains(&hazard))
    }
}

/// A response level that a post may launch.
#[derive(Clone, Debug)]
pub struct ResponseLevel {
    /// For which hazards.
    pub hazards: Hazards,
    /// For incidents at least this grave.
    pub from_severity: Severity,
    /// The level.
    pub level: Severity,
    /// Until it is approved.
    pub approval: Law,
    /// The desk that gets more officers.
    pub desk: StationId,
    /// How many.
    pub officers: u32,
    /// Factor on the time of decisions.
    pub decision_factor: f64,
}

/// What never changes about a post.
#[derive(Clone, Debug)]
pub struct PostProfile {
    /// Its jurisdiction.
    pub jurisdiction: JurisdictionId,
    /// Its echelon.
    pub echelon: EchelonId,
    /// Position of its line.
    pub line: u32,
    /// Stable key for chance, the same under every structure.
    pub key: u64,
    /// The desk and class for each kind of matter.
    pub desks: [Option<(StationId, u16)>; MatterKind::ALL.len()],
    /// The desk and the class at which it verifies what an organisation can do; none where nobody does.
    pub verification: Option<(StationId, u16)>,
    /// Whom it reports to.
    pub links: Vec<Link>,
    /// The link that its requests take.
    pub request_link: Option<u32>,
    /// How it handles news; faithfully and without limits when absent.
    pub conduct: Option<Conduct>,
    /// Its plans, in the order of the table; the first that fits is used.
    pub plans: Vec<Plan>,
    /// The response levels that it may launch.
    pub responses: Vec<ResponseLevel>,
    /// Position of the committee that takes its grave decisions.
    pub committee: Option<u32>,
    /// What it may send, and on what asking upward can help.
    pub authority: Authority,
    /// The same where a superior must lead and it only acts first with its own (先期处置); absent where that never happens.
    pub first_action: Option<Box<Authority>>,
    /// The same while a response level of its own is in force, from which level on, from the lightest up.
    pub raised: Vec<(Severity, Authority)>,
    /// Take-overs, requests past a level, approval, notices.
    pub escalation: Escalation,
}

impl PostProfile {
    /// The desk for a kind of matter.
    ///
    /// # Panics
    /// When the post does not handle it: `check` names such posts.
    #[must_use]
    pub fn desk(&self, kind: MatterKind) -> (StationId, u16) {
        self.desks[kind.index()].unwrap_or_else(|| panic!("a {} came to a post that has no desk for it", kind.id()))
    }

    /// Everything that it may do at some time: by the tables, as first action, under a response level.
    pub fn authorities(&self) -> impl Iterator<Item = &Authority> {
        std::iter::once(&self.authority).chain(self.first_action.as_deref()).chain(self.raised.iter().map(|(_, own)| own))
    }

    /// The units of a capability that it may send at some time and that are so by one of its rows; each counts once.
    #[must_use]
    pub fn count(&self, capability: usize, is_so: impl Fn(&Candidate) -> bool) -> u32 {
        let mut list: Vec<&Candidate> = self.authorities().flat_map(|own| &own.candidates[capability]).collect();
        list.sort_by_key(|candidate| candidate.unit);
        let of_unit = list.chunk_by(|a, b| a.unit == b.unit);
        u32::try_from(of_unit.filter(|same| same.iter().any(|candidate| is_so(candidate))).count()).expect("few units")
    }
}

/// The state of a post: the needs for which it still seeks units, gravest first, then oldest.
#[derive(Component, Clone, Debug, Default)]
pub struct Post {
    /// Needs in order.
    pub waiting: Vec<NeedId>,
    /// Needs that it has taken for ones of another kind, until it has sent a unit.
    pub mistaken: Vec<NeedId>,
}

impl Post {
    /// Forgets everything.
    pub fn forget(&mut self) {
        self.waiting.clear();
        self.mistaken.clear();
    }
}
