//! The comparison waterfall: one stacked bar a structure, by interval.

use crate::chart::bilingual::Bilingual;
use crate::chart::frame::Frame;
use crate::chart::ink::Ink;
use crate::chart::legend::Sign;
use crate::chart::number;
use crate::chart::picture::{ChartError, Picture};
use crate::chart::scale::Scale;
use crate::chart::sheet::{Anchor, Area, MARGIN, Sheet, WIDTH};
use crate::chart::style::Style;
use crate::chart::text;
use crate::chart::ticks::{self, TimeUnit};
use crate::chart::waterfall::{about_path, structure_name};
use crate::chart::waterfall_rows::by_interval;
use crate::chart::words::Caption;
use crate::measure::record::StructureResult;
use crate::terms::interval::{Interval, Part, Path};

const ROW: f64 = 46.0;
const NAME_ROOM: f64 = 232.0;
const LEFT: f64 = MARGIN + NAME_ROOM + 12.0;
const RIGHT: f64 = WIDTH - MARGIN - 74.0;

/// Draws one stacked bar a structure, in the order given; the first is the baseline.
///
/// # Errors
/// When the picture cannot be printed.
pub fn comparison_waterfall(results: &[StructureResult], path: Path, style: &Style) -> Result<Picture, ChartError> {
    let title = Bilingual::word(&Caption::ComparisonWaterfallTitle, style.language);
    let lines = results
        .first()
        .map(|result| vec![Bilingual::name(&result.header.scenario_name, style.language), about_path(result, path, style)]);
    let mut frame = Frame::new(style, title, lines.unwrap_or_default());
    let bars: Vec<Vec<(Interval, f64)>> = results.iter().map(|result| by_interval(result, path)).collect();
    let totals: Vec<f64> = bars.iter().map(|bar| bar.iter().map(|(_, minutes)| minutes).sum()).collect();
    let most = totals.iter().copied().fold(0.0, f64::max);
    if most <= 0.0 {
        return frame.finish_empty(Caption::NoCompletedPath);
    }
    let has_time = |interval: &Interval| bars.iter().any(|bar| bar[interval.index()].1 > 0.0);
    let key = |interval| (Sign::Bar(Ink::of_interval(interval), Part::Whole), Bilingual::word(&interval, style.language));
    let keys: Vec<_> = Interval::ALL.into_iter().filter(has_time).map(key).collect();
    frame.y = frame.sheet.legend(frame.y, &keys) + 4.0;

    let (top, unit) = (frame.y, TimeUnit::fit(most));
    let bottom = top + ROW * number::of(bars.len());
    let scale = Scale::new((0.0, most), (LEFT, RIGHT));
    let marks = ticks::of_time(0.0, most, unit, 7.0);
    scale.grid(&mut frame.sheet, &marks, top, bottom);
    for (position, (bar, result)) in bars.iter().zip(results).enumerate() {
        let y = top + ROW * (number::of(position) + 0.5);
        frame.sheet.stacked(&structure_name(&result.header, style), (LEFT - 12.0, y), 12.0, NAME_ROOM, Anchor::End);
        draw_bar(&mut frame.sheet, &scale, bar, y);
        draw_total(&mut frame.sheet, &scale, &totals, position, y);
    }
    scale.labels(&mut frame.sheet, &marks, bottom);
    let axis = frame.word(Caption::MeanTime).joined() + &format!(" ({})", frame.word(unit.caption()).joined());
    frame.sheet.text(&axis, (f64::midpoint(LEFT, RIGHT), bottom + 37.0), 11.5, Anchor::Middle, Ink::TEXT);
    frame.y = bottom + 42.0;
    frame.finish()
}

fn draw_bar(sheet: &mut Sheet, scale: &Scale, bar: &[(Interval, f64)], y: f64) {
    let mut from = 0.0;
    for (interval, minutes) in bar.iter().filter(|(_, minutes)| *minutes > 0.0) {
        let (left, right) = (scale.at(from), scale.at(from + minutes));
        let ink = Ink::of_interval(*interval);
        sheet.bar(Area { x: left, y: y - 13.0, width: right - left, height: 26.0 }, ink, Part::Whole);
        let label = number::short(*minutes);
        if text::width(&label, 10.5) + 6.0 < right - left {
            let on = if ink.is_dark() { Ink::WHITE } else { Ink::TEXT };
            sheet.text(&label, (f64::midpoint(left, right), y + 4.0), 10.5, Anchor::Middle, on);
        }
        from += minutes;
    }
}

/// The total, and below it the change from the first structure.
fn draw_total(sheet: &mut Sheet, scale: &Scale, totals: &[f64], position: usize, y: f64) {
    let (total, baseline) = (totals[position], totals[0]);
    let x = scale.at(total) + 7.0;
    let has_change = position > 0 && baseline > 0.0 && total > 0.0;
    let lift = if has_change { 2.0 } else { -4.5 };
    sheet.text(&number::short(total), (x, y - lift), 12.0, Anchor::Start, Ink::TEXT);
    if has_change {
        let change = format!("{} %", number::signed(100.0 * (total - baseline) / baseline));
        sheet.text(&change, (x, y + 11.0), 9.5, Anchor::Start, Ink::SECOND);
    }
}

#[cfg(test)]
mod tests {
    use super::comparison_waterfall;
    use crate::chart::sample;
    use crate::terms::interval::Path;

    #[test]
    fn it_draws_any_number_of_structures() {
        for style in sample::styles() {
            for (name, count) in [("comparison_waterfall_none", 0), ("comparison_waterfall_one", 1), ("comparison_waterfall", 5)]
            {
                let picture = comparison_waterfall(&sample::results(count), Path::FirstUnit, &style).expect("a picture");
                sample::show(name, &style, &picture);
            }
        }
    }

    #[test]
    fn structures_without_a_completed_path_are_drawn_as_such() {
        let mut results = sample::results(3);
        results[1].waterfall.clear();
        results[2].waterfall[0].mean_min = f64::INFINITY;
        let [style, _] = sample::styles();
        comparison_waterfall(&results, Path::FirstUnit, &style).expect("a picture");
    }
}
