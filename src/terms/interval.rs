//! The vocabulary of response times: three paths, eight intervals, five parts.

use serde::{Deserialize, Serialize};

use crate::terms::language::{Language, Word};

/// From onset to what: the critical paths whose intervals tile exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Path {
    /// Onset to the first unit beginning work.
    FirstUnit,
    /// Onset to all first-alarm capabilities at work (effective response force).
    EffectiveForce,
    /// Onset to containment.
    Containment,
}

impl Path {
    /// The three paths.
    pub const ALL: [Self; 3] = [Self::FirstUnit, Self::EffectiveForce, Self::Containment];

    /// The id used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::FirstUnit => "first_unit",
            Self::EffectiveForce => "effective_force",
            Self::Containment => "containment",
        }
    }
}

impl Word for Path {
    fn word(&self, language: Language) -> &'static str {
        match (self, language) {
            (Self::FirstUnit, Language::Zh) => "首支队伍展开",
            (Self::EffectiveForce, Language::Zh) => "有效响应力量到位",
            (Self::Containment, Language::Zh) => "控制",
            (Self::FirstUnit, Language::En) => "first unit at work",
            (Self::EffectiveForce, Language::En) => "effective response force",
            (Self::Containment, Language::En) => "containment",
        }
    }
}

/// What the time went into, in the order of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Interval {
    /// Onset → known to the system.
    Detect,
    /// → received and read at the deciding post.
    Report,
    /// → decision made, approvals and escalation included.
    Decide,
    /// → order known at the unit's base.
    Order,
    /// → departed.
    Mobilise,
    /// → on scene.
    Travel,
    /// → work begins.
    Deploy,
    /// → contained.
    Contain,
}

impl Interval {
    /// The eight intervals in order.
    pub const ALL: [Self; 8] =
        [Self::Detect, Self::Report, Self::Decide, Self::Order, Self::Mobilise, Self::Travel, Self::Deploy, Self::Contain];

    /// Position in `ALL`.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The id used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Detect => "detect",
            Self::Report => "report",
            Self::Decide => "decide",
            Self::Order => "order",
            Self::Mobilise => "mobilise",
            Self::Travel => "travel",
            Self::Deploy => "deploy",
            Self::Contain => "contain",
        }
    }
}

impl Word for Interval {
    fn word(&self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Detect, Language::Zh) => "发现",
            (Self::Report, Language::Zh) => "报告",
            (Self::Decide, Language::Zh) => "决策",
            (Self::Order, Language::Zh) => "下令",
            (Self::Mobilise, Language::Zh) => "出动准备",
            (Self::Travel, Language::Zh) => "行进",
            (Self::Deploy, Language::Zh) => "展开",
            (Self::Contain, Language::Zh) => "控制",
            (_, Language::En) => self.id(),
        }
    }
}

/// How the time of an interval passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Part {
    /// On the way between two posts.
    #[serde(rename = "transit")]
    Transit,
    /// In a queue, for an officer or for a unit.
    #[serde(rename = "wait")]
    Wait,
    /// Until a committee takes the case in hand.
    #[serde(rename = "convene")]
    Convene,
    /// In an officer's hands, or before a committee that sits.
    #[serde(rename = "service")]
    Service,
    /// Not divided.
    #[serde(rename = "-")]
    Whole,
}

impl Part {
    /// The id used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Transit => "transit",
            Self::Wait => "wait",
            Self::Convene => "convene",
            Self::Service => "service",
            Self::Whole => "-",
        }
    }
}

impl Word for Part {
    fn word(&self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Transit, Language::Zh) => "传输",
            (Self::Wait, Language::Zh) => "等待",
            (Self::Convene, Language::Zh) => "召集",
            (Self::Service, Language::Zh) => "处理",
            (Self::Whole, Language::Zh) => "全程",
            (Self::Whole, Language::En) => "whole",
            (_, Language::En) => self.id(),
        }
    }
}
