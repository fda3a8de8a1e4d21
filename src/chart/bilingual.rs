//! A text in both languages, the primary one first.

use crate::terms::language::{Language, Name, Word};

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bilingual {
    /// In the primary language.
    pub first: String,
    /// In the other; empty where both are the same.
    pub second: String,
}

/// The language that is not primary.
#[must_use]
pub const fn other(language: Language) -> Language {
    match language {
        Language::Zh => Language::En,
        Language::En => Language::Zh,
    }
}

impl Bilingual {
    /// From a function of the language.
    #[must_use]
    pub fn from_fn(language: Language, text: impl Fn(Language) -> String) -> Self {
        let (first, second) = (text(language), text(other(language)));
        if first == second { Self { first, second: String::new() } } else { Self { first, second } }
    }

    /// From a word.
    #[must_use]
    pub fn word(word: &impl Word, language: Language) -> Self {
        Self::from_fn(language, |language| word.word(language).to_owned())
    }

    /// From a name; an empty form gives way to the other.
    #[must_use]
    pub fn name(name: &Name, language: Language) -> Self {
        Self::from_fn(language, |language| {
            let text = name.in_language(language);
            if text.is_empty() { name.in_language(other(language)).to_owned() } else { text.to_owned() }
        })
    }

    /// The same text in both languages.
    #[must_use]
    pub fn same(text: impl Into<String>) -> Self {
        Self { first: text.into(), second: String::new() }
    }

    /// Both with a text appended to each.
    #[must_use]
    pub fn with(mut self, tail: &str) -> Self {
        self.first.push_str(tail);
        if !self.second.is_empty() {
            self.second.push_str(tail);
        }
        self
    }

    /// Both texts, one after the other on each side of a separator.
    #[must_use]
    pub fn and(&self, separator: &str, next: &Self) -> Self {
        let join = |a: &str, b: &str| format!("{a}{separator}{b}");
        let or = |text: &str, otherwise: &str| if text.is_empty() { otherwise.to_owned() } else { text.to_owned() };
        if self.second.is_empty() && next.second.is_empty() {
            return Self::same(join(&self.first, &next.first));
        }
        let second = join(&or(&self.second, &self.first), &or(&next.second, &next.first));
        Self { first: join(&self.first, &next.first), second }
    }

    /// On one line: `first / second`.
    #[must_use]
    pub fn joined(&self) -> String {
        if self.second.is_empty() { self.first.clone() } else { format!("{} / {}", self.first, self.second) }
    }
}

#[cfg(test)]
mod tests {
    use super::Bilingual;
    use crate::terms::language::{Language, Name};

    #[test]
    fn the_primary_language_comes_first_and_equal_forms_show_once() {
        let name = Name::new("霍山", "Huoshan");
        assert_eq!(Bilingual::name(&name, Language::En).joined(), "Huoshan / 霍山");
        assert_eq!(Bilingual::name(&Name::new("119", "119"), Language::Zh).joined(), "119");
        assert_eq!(Bilingual::name(&Name::new("霍山", ""), Language::En).joined(), "霍山");
    }

    #[test]
    fn texts_join_language_by_language() {
        let a = Bilingual::name(&Name::new("县", "county"), Language::Zh);
        assert_eq!(a.and(" · ", &Bilingual::same("7")).joined(), "县 · 7 / county · 7");
    }
}
