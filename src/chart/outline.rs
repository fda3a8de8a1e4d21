//! Text as outlines: each glyph is defined once and used wherever it stands, so that an SVG needs no font and stays small.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ttf_parser::{GlyphId, OutlineBuilder};

use crate::chart::font;
use crate::chart::ink::Ink;
use crate::chart::sheet::{Anchor, Point};
use crate::chart::text;

/// The glyphs that a document uses, and the places where it uses them.
#[derive(Debug, Default)]
pub struct Outlines {
    glyphs: BTreeMap<u16, String>,
    placed: String,
}

impl Outlines {
    /// Places a text on its baseline; point and em in units of the document.
    pub fn place(&mut self, line: &str, (x, y): Point, em: f64, anchor: Anchor, ink: Ink) {
        let back = match anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => 0.5,
            Anchor::End => 1.0,
        };
        let left = x - back * text::width(line, em);
        let scale = em / font::UNITS_PER_EM;
        let fill = format!("#{:02x}{:02x}{:02x}", ink.0, ink.1, ink.2);
        let _ = writeln!(self.placed, "<g fill=\"{fill}\" transform=\"matrix({scale:.4} 0 0 -{scale:.4} {left:.1} {y:.1})\">");
        let mut advance = 0_u32;
        for (glyph, width) in line.chars().filter_map(font::glyph) {
            let path = self.glyphs.entry(glyph.0).or_insert_with(|| path(glyph));
            if !path.is_empty() {
                let _ = writeln!(self.placed, "<use xlink:href=\"#lg{}\" x=\"{advance}\"/>", glyph.0);
            }
            advance += u32::from(width);
        }
        self.placed.push_str("</g>\n");
    }

    /// The definitions, and then the uses.
    #[must_use]
    pub fn finish(self) -> String {
        let mut written = String::from("<defs>\n");
        for (glyph, path) in self.glyphs.iter().filter(|(_, path)| !path.is_empty()) {
            let _ = writeln!(written, "<path id=\"lg{glyph}\" d=\"{path}\"/>");
        }
        written + "</defs>\n" + &self.placed
    }
}

/// The outline of a glyph in units of the font.
fn path(glyph: GlyphId) -> String {
    let mut pen = Pen(String::new());
    font::outline(glyph, &mut pen);
    pen.0
}

/// Writes an outline as the data of an SVG path.
struct Pen(String);

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let _ = write!(self.0, "M{x} {y}");
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let _ = write!(self.0, "L{x} {y}");
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let _ = write!(self.0, "Q{x1} {y1} {x} {y}");
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let _ = write!(self.0, "C{x1} {y1} {x2} {y2} {x} {y}");
    }

    fn close(&mut self) {
        self.0.push('Z');
    }
}

#[cfg(test)]
mod tests {
    use super::Outlines;
    use crate::chart::ink::Ink;
    use crate::chart::sheet::Anchor;

    #[test]
    fn a_glyph_is_defined_once_and_used_often() {
        let mut outlines = Outlines::default();
        outlines.place("山 山山", (0.0, 0.0), 10.0, Anchor::Start, Ink::TEXT);
        let svg = outlines.finish();
        assert_eq!((svg.matches("<path ").count(), svg.matches("<use ").count()), (1, 3), "{svg}");
    }
}
