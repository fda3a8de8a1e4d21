//! What lies on a desk: the kinds of matter that posts exchange.

use serde::{Deserialize, Serialize};

use crate::terms::language::{Language, Word};

/// The kind of a matter. A station gives each kind its own priority and service law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MatterKind {
    /// News of an incident, going up or across.
    Report,
    /// A request for means or for a decision, going up or across. It carries the report with it.
    Request,
    /// Assessment and choice of response at the post that has the right.
    Decision,
    /// An order to commit units, going down, or a request to the organ of another chain at the same level.
    Order,
    /// Background work of the office that no incident causes.
    Routine,
    /// A warning, going down, or the call that it be answered.
    Warning,
    /// A task of a plan, at the desk of the department that leads it.
    Task,
    /// A request for troops: it is written at a civil post and examined by military organs.
    #[serde(skip)]
    ForceRequest,
}

impl MatterKind {
    /// All kinds, in the order of their declaration.
    pub const ALL: [Self; 8] =
        [Self::Report, Self::Request, Self::Decision, Self::Order, Self::Routine, Self::Warning, Self::Task, Self::ForceRequest];

    /// Position in `ALL`.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The id used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Request => "request",
            Self::Decision => "decision",
            Self::Order => "order",
            Self::Routine => "routine",
            Self::Warning => "warning",
            Self::Task => "task",
            Self::ForceRequest => "force_request",
        }
    }
}

impl Word for MatterKind {
    fn word(&self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Report, Language::Zh) => "信息报告",
            (Self::Request, Language::Zh) => "请示",
            (Self::Decision, Language::Zh) => "决策",
            (Self::Order, Language::Zh) => "命令",
            (Self::Routine, Language::Zh) => "日常事务",
            (Self::Warning, Language::Zh) => "预警",
            (Self::Task, Language::Zh) => "预案任务",
            (Self::ForceRequest, Language::Zh) => "兵力需求",
            (Self::ForceRequest, Language::En) => "request for troops",
            (_, Language::En) => self.id(),
        }
    }
}
