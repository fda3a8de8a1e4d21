//! The histogram below the distribution of a single structure.

use crate::chart::frame::Frame;
use crate::chart::ink::Ink;
use crate::chart::number;
use crate::chart::scale::Scale;
use crate::chart::sheet::{Anchor, Area};
use crate::chart::ticks::{self, Tick};
use crate::chart::words::Caption;
use crate::measure::record::ResponseTime;

const HEIGHT: f64 = 110.0;

/// Counts of completed responses in bins of a round width. Those beyond the scale are left to the note below the picture.
#[must_use]
pub fn bins(observations: &[ResponseTime], high: f64) -> (f64, Vec<usize>) {
    let wanted = (2.0 * libm::cbrt(number::of(observations.len()))).clamp(14.0, 40.0);
    let Some(width) = ticks::step(high, wanted) else { return (1.0, Vec::new()) };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some dozens")]
    let bin = |minutes: f64| (minutes / width).clamp(0.0, 1_000.0) as usize;
    let mut counts = vec![0; bin(high * (1.0 - 1e-12)) + 1];
    for seen in observations.iter().filter(|seen| !seen.is_censored && seen.min >= 0.0 && seen.min <= high) {
        let position = bin(seen.min).min(counts.len() - 1);
        counts[position] += 1;
    }
    (width, counts)
}

/// Draws the histogram of what is counted, on the scale of the picture above it; advances the frame.
pub fn draw(
    frame: &mut Frame<'_>,
    (counted, observations): (Caption, &[ResponseTime]),
    scale: &Scale,
    marks: &[Tick],
    (left, right): (f64, f64),
) {
    let (width, counts) = bins(observations, scale.high());
    let most = counts.iter().copied().max().unwrap_or(0);
    if most == 0 {
        return;
    }
    let (top, bottom) = (frame.y + 10.0, frame.y + 10.0 + HEIGHT);
    let heights = Scale::new((0.0, number::of(most) * 1.08), (bottom, top));
    let title = frame.word(counted).joined();
    let sheet = &mut frame.sheet;
    scale.grid(sheet, marks, top, bottom);
    let counted = ticks::round(0.0, number::of(most), 4.0);
    for mark in counted.into_iter().filter(|mark| mark.fract() == 0.0) {
        let y = heights.at(mark);
        sheet.line(&[(left, y), (right, y)], Ink::GRID, 0.75);
        sheet.text(&number::fixed(mark, 0), (left - 8.0, y + 4.0), 11.0, Anchor::End, Ink::TEXT);
    }
    for (position, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let (from, to) = (number::of(position) * width, number::of(position + 1) * width);
        let (x, y) = (scale.at(from), heights.at(number::of(*count)));
        let area = Area { x: x + 0.5, y, width: (scale.at(to) - x - 1.0).max(0.5), height: bottom - y };
        sheet.rectangle(area, Ink::of_structure(0).tint(60));
    }
    scale.labels(sheet, marks, bottom);
    sheet.text(&title, (left, top - 8.0), 11.0, Anchor::Start, Ink::TEXT);
    frame.y = bottom + 22.0;
}

#[cfg(test)]
mod tests {
    use super::bins;
    use crate::measure::record::ResponseTime;

    #[test]
    fn every_completed_response_falls_into_one_bin() {
        let seen: Vec<_> = (0..100).map(|n| ResponseTime { min: f64::from(n), is_censored: n % 10 == 9 }).collect();
        let (_, counts) = bins(&seen, 99.0);
        assert_eq!(counts.iter().sum::<usize>(), 90);
        assert!(bins(&seen, f64::INFINITY).1.is_empty() && bins(&seen, 0.0).1.is_empty());
    }
}
