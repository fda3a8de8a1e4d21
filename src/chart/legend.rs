//! Keys: what each colour, hatching and mark of a picture means, in rows that wrap.

use crate::chart::bilingual::Bilingual;
use crate::chart::ink::Ink;
use crate::chart::sheet::{Area, MARGIN, SECOND_SIZE, Sheet, WIDTH};
use crate::chart::text;
use crate::terms::interval::Part;

/// The sign before a key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sign {
    /// A bar with a hatching.
    Bar(Ink, Part),
    /// No sign: the heading of the keys after it.
    Heading,
    /// A round mark.
    Mark(Ink),
    /// A hollow round mark.
    Hollow(Ink),
}

const EM: f64 = 11.0;
const SIGN_WIDTH: f64 = 20.0;
const ROW: f64 = 20.0;

impl Sheet {
    /// Draws keys from the left margin on, with the first row's middle at `y`. Returns the height below the last row.
    pub fn legend(&mut self, y: f64, keys: &[(Sign, Bilingual)]) -> f64 {
        let (mut x, mut y) = (MARGIN, y);
        for (sign, label) in keys {
            let small = if label.second.is_empty() { 0.0 } else { EM * 0.5 + text::width(&label.second, EM * SECOND_SIZE) };
            let before = if *sign == Sign::Heading { 0.0 } else { SIGN_WIDTH + 6.0 };
            let width = before + text::width(&label.first, EM) + small;
            if x > MARGIN && x + width > WIDTH - MARGIN {
                (x, y) = (MARGIN, y + ROW);
            }
            self.sign(*sign, x, y);
            let room = WIDTH - MARGIN - x - before + 0.5;
            self.both(label, (x + before, y + EM * 0.36), EM, room);
            x += width + 16.0;
        }
        if keys.is_empty() { y } else { y + ROW }
    }

    fn sign(&mut self, sign: Sign, x: f64, y: f64) {
        match sign {
            Sign::Bar(ink, part) => self.bar(Area { x, y: y - 5.5, width: SIGN_WIDTH, height: 11.0 }, ink, part),
            Sign::Heading => {}
            Sign::Mark(ink) => self.disc((x + SIGN_WIDTH / 2.0, y), 4.5, ink),
            Sign::Hollow(ink) => {
                self.disc((x + SIGN_WIDTH / 2.0, y), 4.5, ink);
                self.disc((x + SIGN_WIDTH / 2.0, y), 2.75, Ink::WHITE);
            }
        }
    }
}
