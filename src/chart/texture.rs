//! Bars whose hatching says how the time passed: full for work in hand, hatched for waiting, barred for convening, striped for
//! transit.

use crate::chart::ink::Ink;
use crate::chart::sheet::{Area, Sheet};
use crate::terms::interval::Part;

impl Sheet {
    /// A bar in the colour of its kind and the hatching of its part.
    pub fn bar(&mut self, area: Area, ink: Ink, part: Part) {
        match part {
            Part::Service | Part::Whole => self.rectangle(area, ink),
            Part::Wait => {
                self.rectangle(area, ink.tint(25));
                self.hatch(area, ink);
            }
            Part::Convene => {
                self.rectangle(area, ink.tint(25));
                self.bars(area, ink);
            }
            Part::Transit => {
                self.rectangle(area, ink.tint(45));
                let middle = area.y + area.height / 2.0;
                self.line(&[(area.x, middle), (area.x + area.width, middle)], ink.shade(85), 1.25);
            }
        }
        if area.width > 1.5 {
            self.outline(area, ink.shade(75), 0.5);
        }
    }

    /// Upright lines.
    fn bars(&mut self, area: Area, ink: Ink) {
        const STEP: f64 = 4.0;
        let mut x = area.x + STEP / 2.0;
        let mut lines_left = 1_000;
        while x < area.x + area.width && lines_left > 0 {
            self.line(&[(x, area.y), (x, area.y + area.height)], ink, 1.0);
            x += STEP;
            lines_left -= 1;
        }
    }

    /// Lines that rise from left to right, cut at the edges.
    fn hatch(&mut self, area: Area, ink: Ink) {
        const STEP: f64 = 5.0;
        let (left, right, bottom) = (area.x, area.x + area.width, area.y + area.height);
        let mut foot = left - area.height + STEP / 2.0;
        let mut lines_left = 1_000;
        while foot < right && lines_left > 0 {
            let (from, to) = (foot.max(left), (foot + area.height).min(right));
            if to > from {
                self.line(&[(from, bottom - (from - foot)), (to, bottom - (to - foot))], ink, 1.0);
            }
            foot += STEP;
            lines_left -= 1;
        }
    }
}
