//! The two languages of the program and a name written in both.

use serde::{Deserialize, Serialize};

/// The language of people's text: tables, charts, messages. Ids and column names never change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Chinese.
    Zh,
    /// English, the default whatever the locale.
    #[default]
    En,
}

/// A name in Chinese and in English (or pinyin).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// The Chinese name.
    pub zh: String,
    /// The English name or the pinyin.
    pub en: String,
}

impl Name {
    /// A name from its two forms.
    #[must_use]
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The form in one language.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

/// A word that shows itself in Chinese and in English.
pub trait Word {
    /// The word as people read it in `language`.
    fn word(&self, language: Language) -> &'static str;
}
