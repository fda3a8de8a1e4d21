//! The bar that shows how far a study is. It hides itself where standard error is no terminal.

use indicatif::{ProgressBar, ProgressStyle};
use liandong::terms::language::{Language, Word as _};

use crate::cli::words::Phrase;

/// A bar over so many replications.
pub fn bar(replications: u64, language: Language) -> ProgressBar {
    let template = format!("{{bar:40}} {{pos}}/{{len}} {} {{eta}}", Phrase::Replications.word(language));
    let bar = ProgressBar::new(replications);
    match ProgressStyle::with_template(&template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
