//! The time axis of a timeline: minutes since onset with the clock below, compressed once the forces are in place.

use crate::chart::clock::Clock;
use crate::chart::ink::Ink;
use crate::chart::scale::Scale;
use crate::chart::sheet::{Anchor, Point, Sheet};
use crate::chart::ticks::{self, Tick, TimeUnit};
use crate::engine::time::{SimTime, Span};

/// The axis.
#[derive(Clone, Copy, Debug)]
pub struct Axis {
    onset: SimTime,
    near: Scale,
    far: Option<Scale>,
    /// Left and right edge in pixels.
    pub edges: (f64, f64),
    clock: Option<Clock>,
}

impl Axis {
    /// An axis from the onset to `end` minutes. Where the interesting part, up to the first fitting one of
    /// `focuses`, would be lost in a long tail, the tail is compressed.
    #[must_use]
    pub fn new((onset, end): (SimTime, f64), focuses: &[f64], edges: (f64, f64), clock: Option<Clock>) -> Self {
        const NEAR_SHARE: f64 = 0.76;
        const GAP: f64 = 10.0;
        let end = if end.is_finite() && end > 0.0 { end } else { 1.0 };
        let splits = focuses.iter().map(|focus| focus * 1.08);
        let split = splits.into_iter().find(|split| *split > 0.0 && end > 2.2 * split);
        let Some(split) = split else {
            return Self { onset, near: Scale::new((0.0, end), edges), far: None, edges, clock };
        };
        let middle = edges.0 + (edges.1 - edges.0) * NEAR_SHARE;
        let near = Scale::new((0.0, split), (edges.0, middle));
        let far = Some(Scale::new((split, end), (middle + GAP, edges.1)));
        Self { onset, near, far, edges, clock }
    }

    /// The pixel of an instant.
    #[must_use]
    pub fn at(&self, time: SimTime) -> f64 {
        let minutes = (time - self.onset).minutes();
        match self.far {
            Some(far) if minutes > self.near.high() => far.at(minutes),
            _ => self.near.at(minutes),
        }
    }

    /// The place where the scale changes.
    #[must_use]
    pub fn break_at(&self) -> Option<(f64, f64)> {
        self.far.map(|far| (self.near.at(self.near.high()), far.at(far.low())))
    }

    /// The unit of the labels, and the ticks of both parts.
    #[must_use]
    pub fn ticks(&self) -> (TimeUnit, Vec<(Scale, Vec<Tick>)>) {
        let unit = TimeUnit::fit(self.near.high());
        let mut parts = vec![(self.near, ticks::of_time(0.0, self.near.high(), unit, 7.0))];
        if let Some(far) = self.far {
            let span = far.high() - far.low();
            let mut marks = ticks::of_time(far.low() + span * 0.12, far.high(), unit, 2.5);
            marks.truncate(4);
            parts.push((far, marks));
        }
        (unit, parts)
    }

    /// Grid, labels of both kinds, and the break. Returns the lower edge.
    pub fn draw(&self, sheet: &mut Sheet, (top, bottom): (f64, f64)) -> f64 {
        let (_, parts) = self.ticks();
        let mut last_date = String::new();
        for (scale, marks) in parts {
            scale.labels(sheet, &marks, bottom);
            for (minutes, _) in marks {
                self.clock_label(sheet, (scale.at(minutes), bottom + 31.0), minutes, &mut last_date);
            }
        }
        if let Some((left, right)) = self.break_at() {
            sheet.line(&[(left, bottom), (right, bottom)], Ink::WHITE, 3.0);
            for x in [left, right] {
                sheet.line(&[(x - 3.0, bottom + 5.0), (x + 3.0, bottom - 5.0)], Ink::AXIS, 1.25);
                sheet.dashed((x, top), (x, bottom - 6.0), Ink::LIGHT, 0.75);
            }
        }
        bottom + if self.clock.is_some() { 46.0 } else { 20.0 }
    }

    /// The clock below a tick, and the date where it is a new one.
    fn clock_label(&self, sheet: &mut Sheet, (x, y): Point, minutes: f64, last_date: &mut String) {
        let Some(clock) = self.clock else { return };
        let time = self.onset + Span::from_minutes(minutes);
        sheet.text(&clock.time(time), (x, y), 10.0, Anchor::Middle, Ink::SECOND);
        let date = clock.date(time);
        if date != *last_date {
            sheet.text(&date, (x, y + 12.5), 9.0, Anchor::Middle, Ink::SECOND);
            *last_date = date;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Axis;
    use crate::engine::time::SimTime;

    #[test]
    fn a_long_tail_is_compressed_and_order_is_kept() {
        let axis = Axis::new((SimTime::ZERO, 1_000.0), &[900.0, 100.0], (100.0, 900.0), None);
        let places: Vec<f64> = [0.0, 50.0, 108.0, 108.1, 600.0, 1_000.0].map(|m| axis.at(SimTime::from_minutes(m))).to_vec();
        assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{places:?}");
        assert!(places[1] - places[0] > 250.0 && axis.break_at().is_some());
        assert!(Axis::new((SimTime::ZERO, 150.0), &[100.0], (100.0, 900.0), None).break_at().is_none());
    }

    #[test]
    fn no_span_breaks_the_axis() {
        for end in [0.0, f64::NAN, f64::INFINITY, 1e9] {
            let axis = Axis::new((SimTime::ZERO, end), &[0.0], (100.0, 900.0), None);
            assert!(axis.at(SimTime::from_hours(3.0)).is_finite());
        }
    }
}
