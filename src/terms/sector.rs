//! The three chains that meet at the same level and at the scene: government, military, society.

use serde::{Deserialize, Serialize};

use crate::terms::language::{Language, Word};

/// Whose force a line of posts or an agency belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Sector {
    /// Government posts, the fire and rescue service, departments' specialist teams.
    Government,
    /// Province military district down to militia; garrison and armed police.
    Military,
    /// Social organisations and volunteers.
    Society,
}

impl Word for Sector {
    fn word(&self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Government, Language::Zh) => "政府",
            (Self::Military, Language::Zh) => "军队",
            (Self::Society, Language::Zh) => "社会",
            (Self::Government, Language::En) => "government",
            (Self::Military, Language::En) => "military",
            (Self::Society, Language::En) => "society",
        }
    }
}
