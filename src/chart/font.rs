//! The font built into the program: Liandong Sans, a subset of Noto Sans SC (`assets/fonts/README.md`).

use std::sync::LazyLock;

use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};
use ttf_parser::{Face, GlyphId, OutlineBuilder};

/// The file.
static BYTES: &[u8] = include_bytes!("../../assets/fonts/LiandongSans-Regular.ttf");

/// The name under which plotters draws with it, and which the SVG names.
pub const FAMILY: &str = "sans-serif";

/// plotters takes a line to be this many em high.
pub const LINE_EM: f64 = 1.24;

/// Units of the font to the em.
pub const UNITS_PER_EM: f64 = 1000.0;

static FACE: LazyLock<Option<Face<'static>>> = LazyLock::new(|| Face::parse(BYTES, 0).ok());

static REGISTERED: LazyLock<bool> = LazyLock::new(|| register_font(FAMILY, FontStyle::Normal, BYTES).is_ok());

/// Whether the font is fit to draw with; asked before anything else.
#[must_use]
pub fn is_ready() -> bool {
    *REGISTERED && FACE.is_some()
}

/// Whether the font has a glyph for a character.
#[must_use]
pub fn has_glyph(character: char) -> bool {
    FACE.as_ref().is_some_and(|face| face.glyph_index(character).is_some())
}

/// The font for plotters, `em` pixels to the em.
#[must_use]
pub fn sized(em: f64) -> FontDesc<'static> {
    LazyLock::force(&REGISTERED);
    FontDesc::new(FontFamily::SansSerif, em * LINE_EM, FontStyle::Normal)
}

/// The glyph of a character and its advance in units of the font.
#[must_use]
pub fn glyph(character: char) -> Option<(GlyphId, u16)> {
    let face = FACE.as_ref()?;
    let glyph = face.glyph_index(character)?;
    Some((glyph, face.glyph_hor_advance(glyph).unwrap_or(0)))
}

/// Draws the outline of a glyph with a pen.
pub fn outline(glyph: GlyphId, pen: &mut dyn OutlineBuilder) {
    if let Some(face) = FACE.as_ref() {
        face.outline_glyph(glyph, pen);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use super::{FACE, has_glyph};

    fn files_under(folder: &Path, extensions: &[&str], found: &mut Vec<PathBuf>) {
        let Ok(entries) = std::fs::read_dir(folder) else { return };
        for path in entries.flatten().map(|entry| entry.path()) {
            let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
            if path.is_dir() {
                files_under(&path, extensions, found);
            } else if extensions.contains(&extension) {
                found.push(path);
            }
        }
    }

    #[test]
    fn every_character_of_the_program_its_worlds_and_scenarios_has_a_glyph() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = Vec::new();
        for (folder, extensions) in [("src", &["rs"][..]), ("assets", &["csv", "ron"]), ("scenarios", &["ron"])] {
            files_under(&root.join(folder), extensions, &mut files);
        }
        // The command line is read on a terminal, with the terminal's fonts.
        files.retain(|file| !file.starts_with(root.join("src/cli")));
        assert!(files.len() > 20, "only {} files were found", files.len());
        let mut missing = BTreeSet::new();
        for file in files {
            let text = std::fs::read_to_string(&file).expect("a text file of the project");
            // Comments are for readers of the source; every word that is shown stands in a literal.
            let shown = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            for character in shown.flat_map(str::chars).filter(|c| !c.is_control() && *c != '\u{feff}') {
                if !has_glyph(character) {
                    missing.insert((character, file.clone()));
                }
            }
        }
        assert!(missing.is_empty(), "add these with --also (assets/fonts/README.md): {missing:?}");
    }

    #[test]
    fn rare_characters_of_place_names_have_a_glyph() {
        for character in "埇桥歙黟濉颍亳䃥垾埇堌堨汭沚瀂烔鲖霍岳西→−≤≥±ǎāō—“”（）".chars()
        {
            assert!(has_glyph(character), "{character}");
        }
    }

    #[test]
    fn a_line_is_as_high_as_plotters_takes_it_to_be() {
        let face = FACE.as_ref().expect("the font");
        assert_eq!((face.units_per_em(), face.ascender(), face.descender(), face.line_gap()), (1000, 980, -260, 0));
    }
}
