//! The distribution of a time from onset over all replications, to the first unit at work, to detection or to death: one curve a structure, with
//! a table of its quantiles.

use crate::chart::bilingual::Bilingual;
use crate::chart::frame::Frame;
use crate::chart::histogram;
use crate::chart::ink::Ink;
use crate::chart::number;
use crate::chart::picture::{ChartError, Picture};
use crate::chart::scale::Scale;
use crate::chart::sheet::{Anchor, MARGIN, Sheet, WIDTH};
use crate::chart::style::Style;
use crate::chart::survival::Curve;
use crate::chart::ticks::{self, TimeUnit};
use crate::chart::waterfall::structure_name;
use crate::chart::words::Caption;
use crate::measure::record::{ResponseTime, StructureResult};

const LEFT: f64 = MARGIN + 52.0;
const RIGHT: f64 = WIDTH - MARGIN - 12.0;
const HEIGHT: f64 = 330.0;

/// Which time is drawn, and its captions.
#[derive(Clone, Copy)]
struct Subject {
    times: fn(&StructureResult) -> &[ResponseTime],
    title: Caption,
    estimate: Caption,
    share: Caption,
    counted: Caption,
    /// Whether censored ones beyond the axis are not worth a note.
    hides_censored: bool,
    censored: Caption,
    is_empty: Caption,
}

impl Subject {
    /// What the curve is; nothing of ticks where those whom they stand for lie beyond the axis.
    fn estimate_on(&self, curves: &[Curve], high: f64) -> Caption {
        let has_ticks = curves.iter().flat_map(|curve| &curve.censored).any(|(time, _)| *time <= high);
        if self.hides_censored && !has_ticks { Caption::AllPersons } else { self.estimate }
    }
}

/// Draws the distribution of response times, one curve a structure; with a histogram when there is only one.
///
/// # Errors
/// When the picture cannot be printed.
pub fn distribution(results: &[StructureResult], style: &Style) -> Result<Picture, ChartError> {
    let subject = Subject {
        times: |result| &result.response_min,
        title: Caption::DistributionTitle,
        estimate: Caption::KaplanMeier,
        share: Caption::Share,
        counted: Caption::Incidents,
        hides_censored: false,
        censored: Caption::Censored,
        is_empty: Caption::NoResponse,
    };
    draw(results, subject, style)
}

/// Draws the curve of detection: the share of incidents that somebody has noticed by a time after onset.
///
/// # Errors
/// When the picture cannot be printed.
pub fn detection(results: &[StructureResult], style: &Style) -> Result<Picture, ChartError> {
    let subject = Subject {
        times: |result| &result.detection_min,
        title: Caption::DetectionTitle,
        estimate: Caption::DetectionEstimate,
        share: Caption::ShareNoticed,
        counted: Caption::Incidents,
        hides_censored: false,
        censored: Caption::Unnoticed,
        is_empty: Caption::NothingDetected,
    };
    draw(results, subject, style)
}

/// Draws the curve of casualties: the share of the persons in danger who have died by a time after onset.
///
/// # Errors
/// When the picture cannot be printed.
pub fn casualties(results: &[StructureResult], style: &Style) -> Result<Picture, ChartError> {
    let subject = Subject {
        times: |result| &result.death_min,
        title: Caption::CasualtiesTitle,
        estimate: Caption::CasualtiesEstimate,
        share: Caption::ShareDead,
        counted: Caption::Persons,
        hides_censored: true,
        censored: Caption::Alive,
        is_empty: Caption::NobodyDied,
    };
    draw(results, subject, style)
}

fn draw(results: &[StructureResult], subject: Subject, style: &Style) -> Result<Picture, ChartError> {
    let title = Bilingual::word(&subject.title, style.language);
    let scenario = results.first().map(|result| Bilingual::name(&result.header.scenario_name, style.language));
    let curves: Vec<Curve> = results.iter().map(|result| Curve::estimate((subject.times)(result))).collect();
    let high = limit(&curves);
    let estimate = Bilingual::word(&subject.estimate_on(&curves, high), style.language);
    let mut frame = Frame::new(style, title, scenario.into_iter().chain([estimate]).collect());
    if curves.iter().all(|curve| curve.count == 0) {
        return frame.finish_empty(Caption::NoIncident);
    }
    if curves.iter().all(|curve| curve.steps.is_empty()) {
        return frame.finish_empty(subject.is_empty);
    }
    let scale = Scale::new((0.0, high), (LEFT, RIGHT));
    let unit = TimeUnit::fit(scale.high());
    let marks = ticks::of_time(0.0, scale.high(), unit, 8.0);
    let axis = frame.word(Caption::TimeSinceOnset).and(" (", &frame.word(unit.caption())).with(")");

    let bottom = draw_curves(&mut frame, subject.share, &curves, &scale, &marks);
    scale.labels(&mut frame.sheet, &marks, bottom);
    frame.y = bottom + 22.0;
    if let [result] = results {
        frame.y += 14.0;
        histogram::draw(&mut frame, (subject.counted, (subject.times)(result)), &scale, &marks, (LEFT, RIGHT));
    }
    frame.sheet.text(&axis.joined(), (f64::midpoint(LEFT, RIGHT), frame.y + 18.0), 11.5, Anchor::Middle, Ink::TEXT);
    frame.y += 42.0;
    table(&mut frame, results, &subject, &curves, unit, style);
    let beyond = results
        .iter()
        .flat_map(subject.times)
        .filter(|seen| seen.min > scale.high() && !(subject.hides_censored && seen.is_censored))
        .count();
    if beyond > 0 {
        let count = Bilingual::same(number::fixed(number::of(beyond), 0));
        let note = frame.word(Caption::BeyondAxis).and(": ", &count);
        frame.note(&note);
    }
    frame.finish()
}

/// The right end of the axis: the longest time, unless a few outliers would squeeze all others together.
fn limit(curves: &[Curve]) -> f64 {
    let longest = curves.iter().map(Curve::longest).fold(0.0, f64::max);
    let of_curve = |curve: &Curve| {
        let reached = curve.steps.last().map_or(0.0, |(_, reached)| *reached);
        curve.quantile(reached * 0.97).unwrap_or(0.0)
    };
    let usual = curves.iter().map(of_curve).fold(0.0, f64::max);
    let end = if longest > 2.5 * usual && usual > 0.0 { usual * 1.35 } else { longest };
    if end > 0.0 { end } else { 1.0 }
}

fn draw_curves(frame: &mut Frame<'_>, share: Caption, curves: &[Curve], scale: &Scale, marks: &[ticks::Tick]) -> f64 {
    let share = frame.word(share).joined();
    let (top, sheet) = (frame.y + 22.0, &mut frame.sheet);
    let bottom = top + HEIGHT;
    let heights = Scale::new((0.0, 1.0), (bottom, top));
    sheet.text(&share, (LEFT, top - 10.0), 11.0, Anchor::Start, Ink::TEXT);
    scale.grid(sheet, marks, top, bottom);
    for mark in [0.0, 0.25, 0.5, 0.75, 0.9, 1.0] {
        let y = heights.at(mark);
        if mark == 0.5 || mark == 0.9 {
            sheet.dashed((LEFT, y), (RIGHT, y), Ink::LIGHT, 0.75);
        } else {
            sheet.line(&[(LEFT, y), (RIGHT, y)], Ink::GRID, 0.75);
        }
        sheet.text(&format!("{} %", number::fixed(mark * 100.0, 0)), (LEFT - 8.0, y + 4.0), 11.0, Anchor::End, Ink::TEXT);
    }
    sheet.line(&[(LEFT, top), (LEFT, bottom)], Ink::AXIS, 1.0);
    for (position, curve) in curves.iter().enumerate() {
        draw_curve(sheet, curve, scale, &heights, Ink::of_structure(position));
    }
    for (position, curve) in curves.iter().enumerate() {
        for level in [0.5, 0.9] {
            if let Some(time) = curve.quantile(level).filter(|time| *time <= scale.high()) {
                sheet.disc((scale.at(time), heights.at(level)), 5.25, Ink::WHITE);
                sheet.disc((scale.at(time), heights.at(level)), 4.0, Ink::of_structure(position));
            }
        }
    }
    bottom
}

fn draw_curve(sheet: &mut Sheet, curve: &Curve, scale: &Scale, heights: &Scale, ink: Ink) {
    let mut points = Vec::new();
    let mut last = 0.0;
    for (time, reached) in curve.steps.iter().filter(|(time, _)| *time <= scale.high()) {
        points.push((scale.at(*time), heights.at(last)));
        points.push((scale.at(*time), heights.at(*reached)));
        last = *reached;
    }
    points.push((scale.at(curve.longest()), heights.at(last)));
    points.dedup();
    sheet.line(&points, ink, 2.0);
    let mut drawn = f64::NEG_INFINITY;
    for (time, reached) in curve.censored.iter().filter(|(time, _)| *time <= scale.high()) {
        let (x, y) = (scale.at(*time), heights.at(*reached));
        if x - drawn >= 1.0 {
            sheet.line(&[(x, y - 5.0), (x, y + 5.0)], ink, 1.25);
            drawn = x;
        }
    }
}

/// One row a structure: its colour and name, incidents, censored ones, median and 90th percentile.
fn table(frame: &mut Frame<'_>, results: &[StructureResult], subject: &Subject, curves: &[Curve], unit: TimeUnit, style: &Style) {
    const COLUMNS: [f64; 4] = [540.0, 640.0, 762.0, WIDTH - MARGIN];
    let unit_word = Bilingual::word(&unit.caption(), style.language);
    let timed = |caption: Caption| Bilingual::word(&caption, style.language).and(", ", &unit_word);
    let heads = [frame.word(subject.counted), frame.word(subject.censored), timed(Caption::Median), timed(Caption::P90)];
    let sheet = &mut frame.sheet;
    for (x, head) in COLUMNS.into_iter().zip(heads) {
        sheet.stacked(&head, (x, frame.y), 11.0, 130.0, Anchor::End);
    }
    frame.y += 18.0;
    sheet.line(&[(MARGIN, frame.y), (WIDTH - MARGIN, frame.y)], Ink::AXIS, 0.75);
    for (position, (result, curve)) in results.iter().zip(curves).enumerate() {
        frame.y += 20.0;
        let ink = Ink::of_structure(position);
        sheet.line(&[(MARGIN, frame.y - 4.0), (MARGIN + 20.0, frame.y - 4.0)], ink, 2.5);
        sheet.both(&structure_name(&result.header, style), (MARGIN + 28.0, frame.y), 11.5, 425.0);
        let time = |share| match curve.quantile(share) {
            Some(minutes) => number::short(minutes / unit.minutes()),
            None => Bilingual::word(&Caption::NotReached, style.language).first,
        };
        let count = |count| number::fixed(number::of(count), 0);
        let cells = [count(curve.count), count(curve.censored.len()), time(0.5), time(0.9)];
        for (x, cell) in COLUMNS.into_iter().zip(cells) {
            sheet.text(&cell, (x, frame.y), 11.5, Anchor::End, Ink::TEXT);
        }
    }
    frame.y += 8.0;
}

#[cfg(test)]
mod tests {
    use super::{casualties, detection, distribution};
    use crate::chart::sample;
    use crate::chart::style::SvgText;
    use crate::chart::words::Caption;
    use crate::measure::record::ResponseTime;
    use crate::terms::language::Word as _;

    #[test]
    fn it_draws_one_structure_with_a_histogram_and_several_without() {
        for style in sample::styles() {
            for (name, count) in [("distribution_none", 0), ("distribution_one", 1), ("distribution", 4)] {
                let picture = distribution(&sample::results(count), &style).expect("a picture");
                assert_eq!(distribution(&sample::results(count), &style).as_ref(), Ok(&picture));
                sample::show(name, &style, &picture);
            }
            let picture = detection(&sample::results(2), &style).expect("a picture");
            assert_ne!(distribution(&sample::results(2), &style).as_ref(), Ok(&picture));
            sample::show("detection", &style, &picture);
            let picture = casualties(&sample::results(2), &style).expect("a picture");
            assert_ne!(detection(&sample::results(2), &style).as_ref(), Ok(&picture));
            sample::show("casualties", &style, &picture);
        }
    }

    #[test]
    fn a_histogram_says_what_it_counts_and_ticks_are_told_only_where_they_are() {
        for mut style in sample::styles() {
            style.svg_text = SvgText::Names;
            let mut results = sample::results(1);
            let svg = |results: &[_]| casualties(results, &style).expect("a picture").svg;
            let word = |caption: Caption| caption.word(style.language);
            let on_axis = svg(&results);
            assert!(on_axis.contains(word(Caption::CasualtiesEstimate)) && !on_axis.contains(word(Caption::AllPersons)));
            assert!(on_axis.contains(word(Caption::Persons)) && !on_axis.contains(word(Caption::Incidents)));
            for seen in &mut results[0].death_min {
                seen.min = if seen.is_censored { 9_000.0 } else { seen.min };
            }
            let beyond = svg(&results);
            assert!(beyond.contains(word(Caption::AllPersons)) && !beyond.contains(word(Caption::CasualtiesEstimate)));
        }
    }

    #[test]
    fn hard_data_neither_fail_nor_hang() {
        let [style, _] = sample::styles();
        let seen = |min, is_censored| ResponseTime { min, is_censored };
        let cases = [
            ("one", vec![seen(12.0, false)]),
            ("zero", vec![seen(0.0, false); 5]),
            ("censored", vec![seen(720.0, true); 5]),
            ("nan", vec![seen(f64::NAN, false), seen(f64::INFINITY, true)]),
            ("outlier", (0..50).map(|n| seen(if n == 7 { 1e9 } else { 20.0 + f64::from(n) }, false)).collect()),
            ("negative", vec![seen(-4.0, false), seen(f64::MAX, false)]),
        ];
        for (name, rows) in cases {
            let mut results = sample::results(1);
            results[0].response_min = rows;
            let picture = distribution(&results, &style).expect("a picture");
            sample::show(&format!("distribution_{name}"), &style, &picture);
        }
    }
}
