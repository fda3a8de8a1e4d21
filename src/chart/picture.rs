//! What the caller gets: an SVG and a PNG of one picture, or why there is none.

use std::fmt;

/// A finished picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The SVG document.
    pub svg: String,
    /// The same picture as PNG, at twice the size in pixels (smaller when it is very tall).
    pub png: Vec<u8>,
}

/// Why a picture could not be made. Data never cause it: a picture without data says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChartError {
    /// The built-in font could not be read: a broken build.
    Font,
    /// plotters could not write a shape.
    Drawing(String),
    /// The SVG could not be read back to be rendered.
    Svg(String),
    /// The PNG could not be made; mostly for want of memory.
    Png(String),
}

impl fmt::Display for ChartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Font => write!(f, "the built-in font cannot be read"),
            Self::Drawing(reason) => write!(f, "the picture cannot be drawn: {reason}"),
            Self::Svg(reason) => write!(f, "the SVG cannot be read back: {reason}"),
            Self::Png(reason) => write!(f, "the PNG cannot be made: {reason}"),
        }
    }
}

impl std::error::Error for ChartError {}
