//! What the caller chooses about a picture.

use crate::terms::language::Language;

/// How text is kept in the SVG.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SvgText {
    /// As outlines: the same on any machine, no font needed.
    #[default]
    Outlines,
    /// As text with a list of fonts: smaller, searchable, and dependent on the reader's fonts.
    Names,
}

/// The caller's choices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// The language that comes first and larger; the other follows, smaller.
    pub language: Language,
    /// How text is kept in the SVG.
    pub svg_text: SvgText,
    /// Where the picture comes from: a small line at the foot; none when empty.
    pub provenance: String,
}
