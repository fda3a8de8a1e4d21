//! What surrounds every picture: the title in both languages, lines below it, the provenance at the foot.

use crate::chart::bilingual::Bilingual;
use crate::chart::ink::Ink;
use crate::chart::picture::{ChartError, Picture};
use crate::chart::print::print;
use crate::chart::sheet::{Anchor, Area, MARGIN, SECOND_SIZE, Sheet, WIDTH};
use crate::chart::style::Style;
use crate::chart::text;
use crate::chart::words::Caption;

const ROOM: f64 = WIDTH - 2.0 * MARGIN;
/// The size of the lines below the title.
const EM: f64 = 11.5;

/// A picture in the making: its sheet, what stands above it, and how far down it has come.
#[derive(Debug)]
pub struct Frame<'a> {
    /// The sheet.
    pub sheet: Sheet,
    /// The height where the next part begins.
    pub y: f64,
    title: Bilingual,
    lines: Vec<Bilingual>,
    style: &'a Style,
}

impl<'a> Frame<'a> {
    /// A sheet with a title and lines of explanation below it.
    #[must_use]
    pub fn new(style: &'a Style, title: Bilingual, lines: Vec<Bilingual>) -> Self {
        let mut sheet = Sheet::default();
        let mut y = 24.0;
        for (label, em, ink) in [(&title.first, 19.0, Ink::TEXT), (&title.second, 14.0, Ink::SECOND)] {
            for line in text::wrap(label, em, ROOM, 2) {
                y += em * 1.1;
                sheet.text(&line, (MARGIN, y), em, Anchor::Start, ink);
                y += em * 0.35;
            }
        }
        for line in &lines {
            y += 17.0;
            let both = text::width(&line.first, EM) + text::width(&line.second, EM * SECOND_SIZE) + EM;
            if both <= ROOM {
                sheet.both(line, (MARGIN, y), EM, ROOM);
                continue;
            }
            sheet.text(&text::shorten(&line.first, EM, ROOM), (MARGIN, y), EM, Anchor::Start, Ink::TEXT);
            y += 14.0;
            let second = text::shorten(&line.second, EM * SECOND_SIZE, ROOM);
            sheet.text(&second, (MARGIN, y), EM * SECOND_SIZE, Anchor::Start, Ink::SECOND);
        }
        Self { sheet, y: y + 16.0, title, lines, style }
    }

    /// A word in the picture's languages.
    #[must_use]
    pub fn word(&self, caption: Caption) -> Bilingual {
        Bilingual::word(&caption, self.style.language)
    }

    /// A small note below what has been drawn.
    pub fn note(&mut self, note: &Bilingual) {
        self.long_note(note, 3);
    }

    /// A note of at most so many lines in each language.
    pub fn long_note(&mut self, note: &Bilingual, lines: usize) {
        for text in [&note.first, &note.second] {
            for line in text::wrap(text, 10.0, ROOM, lines) {
                self.y += 14.0;
                self.sheet.text(&line, (MARGIN, self.y), 10.0, Anchor::Start, Ink::SECOND);
            }
        }
        self.y += 4.0;
    }

    /// Adds the provenance and prints.
    ///
    /// # Errors
    /// When printing fails.
    pub fn finish(mut self) -> Result<Picture, ChartError> {
        let provenance = text::wrap(&self.style.provenance, 9.0, ROOM, 4);
        self.y += if provenance.is_empty() { 8.0 } else { 12.0 };
        if !provenance.is_empty() {
            self.sheet.line(&[(MARGIN, self.y), (WIDTH - MARGIN, self.y)], Ink::GRID, 0.75);
        }
        for line in provenance {
            self.y += 13.0;
            self.sheet.text(&line, (MARGIN, self.y), 9.0, Anchor::Start, Ink::SECOND);
        }
        self.sheet.height = self.y + 16.0;
        let told: Vec<String> = self.lines.iter().map(Bilingual::joined).chain([self.style.provenance.clone()]).collect();
        print(&self.sheet, self.style, &self.title, told.join("\n").trim())
    }

    /// Says that there is nothing to draw, and why, and prints.
    ///
    /// # Errors
    /// When printing fails.
    pub fn finish_empty(mut self, reason: Caption) -> Result<Picture, ChartError> {
        let area = Area { x: MARGIN, y: self.y, width: ROOM, height: 150.0 };
        self.sheet.rectangle(area, Ink::BAND);
        let (middle, label) = (self.y + 75.0, self.word(Caption::NoData));
        self.sheet.stacked(&label, (WIDTH / 2.0, middle - 16.0), 18.0, ROOM, Anchor::Middle);
        let reason = self.word(reason).joined();
        self.sheet.text(&text::shorten(&reason, 11.5, ROOM), (WIDTH / 2.0, middle + 38.0), 11.5, Anchor::Middle, Ink::SECOND);
        self.y += 150.0;
        self.finish()
    }
}
