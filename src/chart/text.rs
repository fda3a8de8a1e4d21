//! Text that fits: measured width, shortening with an ellipsis, wrapping, and a mark in place of a character without glyph.

use crate::chart::font;

/// What stands for a character that the font lacks: a hole would be a wrong name.
const UNKNOWN: char = '□';

/// The text as it can be drawn: no control characters, none without glyph.
#[must_use]
pub fn legible(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c });
    spaced.map(|c| if font::has_glyph(c) { c } else { UNKNOWN }).collect()
}

/// The width of a text in pixels, `em` pixels to the em. Kerning is left out here as it is where text is drawn.
#[must_use]
pub fn width(text: &str, em: f64) -> f64 {
    let text = legible(text);
    let advances = text.chars().filter_map(font::glyph).map(|(_, advance)| f64::from(advance));
    advances.sum::<f64>() / font::UNITS_PER_EM * em
}

/// The text, cut and ended with an ellipsis where it is wider than `room` pixels.
#[must_use]
pub fn shorten(text: &str, em: f64, room: f64) -> String {
    if width(text, em) <= room {
        return text.to_owned();
    }
    // No five characters of the font are narrower than one em.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred at most")]
    let most = (room.clamp(0.0, 10_000.0) / em * 5.0) as usize;
    let mut kept: Vec<char> = text.chars().take(most).collect();
    while kept.pop().is_some() {
        // The font's ellipsis is as wide as a Chinese character and stands at half height: right after Chinese only.
        let mark = if kept.last().is_some_and(char::is_ascii) { "..." } else { "…" };
        let candidate: String = kept.iter().copied().chain(mark.chars()).collect();
        if width(&candidate, em) <= room {
            return candidate;
        }
    }
    String::new()
}

/// The text in at most `lines` lines of `room` pixels, broken after a blank or a Chinese character; the last one is shortened.
#[must_use]
pub fn wrap(text: &str, em: f64, room: f64, lines: usize) -> Vec<String> {
    let mut wrapped: Vec<String> = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() && wrapped.len() + 1 < lines && width(rest, em) > room {
        let end = break_at(rest, em, room);
        wrapped.push(rest[..end].trim_end().to_owned());
        rest = rest[end..].trim_start();
    }
    if !rest.is_empty() && lines > 0 {
        wrapped.push(shorten(rest, em, room));
    }
    wrapped
}

/// The byte where a line that is too long is broken; never 0.
fn break_at(text: &str, em: f64, room: f64) -> usize {
    let mut good = None;
    let mut last = 0;
    for (start, character) in text.char_indices() {
        let end = start + character.len_utf8();
        if start > 0 && width(&text[..end], em) > room {
            break;
        }
        last = end;
        if character == ' ' || u32::from(character) >= 0x2E80 {
            good = Some(end);
        }
    }
    good.unwrap_or(last)
}

#[cfg(test)]
mod tests {
    use super::{legible, shorten, width, wrap};

    #[test]
    fn chinese_is_one_em_wide() {
        assert!((width("应急指挥", 10.0) - 40.0).abs() < 0.1, "{}", width("应急指挥", 10.0));
    }

    #[test]
    fn long_text_is_shortened_to_the_room() {
        let short = shorten("安徽省六安市霍山县应急管理局指挥中心", 10.0, 65.0);
        assert!(short.ends_with('…') && width(&short, 10.0) <= 65.0, "{short}");
        assert_eq!(shorten("霍山", 10.0, 65.0), "霍山");
        assert_eq!(shorten("霍山", 10.0, 1.0), "");
    }

    #[test]
    fn wrapped_text_loses_nothing_while_lines_last() {
        let lines = wrap("seed 1 · 200 replications · 场景文件散列 0123456789", 10.0, 120.0, 9);
        assert!(lines.iter().all(|line| width(line, 10.0) <= 120.0), "{lines:?}");
        assert_eq!(lines.concat().replace(' ', ""), "seed1·200replications·场景文件散列0123456789");
    }

    #[test]
    fn a_character_without_glyph_shows_as_a_box() {
        assert_eq!(legible("a\u{1F600}\nb"), "a□ b");
    }
}
