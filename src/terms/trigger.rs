//! Why a request goes up: the triggers of escalation.

use crate::terms::language::{Language, Word};

/// Why a request goes up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trigger {
    /// The grade is above the post's authority.
    Grade,
    /// What is needed exceeds what the post may commit.
    Means,
    /// The incident concerns more than one jurisdiction, and the common superior leads.
    Jurisdictions,
    /// The post has held the decision too long.
    TimeOut,
    /// No quorum of the post's committee came in time.
    Quorum,
}

impl Trigger {
    /// All triggers, in the order of their declaration.
    pub const ALL: [Self; 5] = [Self::Grade, Self::Means, Self::Jurisdictions, Self::TimeOut, Self::Quorum];

    /// The id used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Grade => "grade",
            Self::Means => "means",
            Self::Jurisdictions => "jurisdictions",
            Self::TimeOut => "time_out",
            Self::Quorum => "quorum",
        }
    }
}

impl Word for Trigger {
    fn word(&self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Grade, Language::Zh) => "超出等级权限",
            (Self::Means, Language::Zh) => "超出力量权限",
            (Self::Jurisdictions, Language::Zh) => "跨行政区域",
            (Self::TimeOut, Language::Zh) => "逾时",
            (Self::Quorum, Language::Zh) => "未达法定人数",
            (_, Language::En) => self.id(),
        }
    }
}
