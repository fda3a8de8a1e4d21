//! The waterfall: where the time from onset to help went, by interval, by level and by part.

use std::collections::BTreeSet;

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
use crate::chart::waterfall_rows::{Row, rows};
use crate::chart::words::Caption;
use crate::journal::header::Header;
use crate::measure::record::{StructureResult, Where};
use crate::terms::interval::{Part, Path};
use crate::terms::language::Name;

const ROW: f64 = 33.0;
const INTERVAL_ROOM: f64 = 92.0;
const PLACE_ROOM: f64 = 118.0;
const LEFT: f64 = MARGIN + INTERVAL_ROOM + PLACE_ROOM + 12.0;
const RIGHT: f64 = WIDTH - MARGIN - 118.0;

/// Draws the waterfall of one structure.
///
/// # Errors
/// When the picture cannot be printed.
pub fn waterfall(result: &StructureResult, path: Path, style: &Style) -> Result<Picture, ChartError> {
    let language = style.language;
    let title = Bilingual::word(&Caption::WaterfallTitle, language);
    let values = Bilingual::word(&Caption::ValuesInMinutes, language);
    let mut frame =
        Frame::new(style, title, vec![about(&result.header, style), about_path(result, path, style).and(" | ", &values)]);
    let rows = rows(result, path);
    let Some(last) = rows.last() else { return frame.finish_empty(Caption::NoCompletedPath) };
    let total = last.start + last.minutes();
    let scale = Scale::new((0.0, total), (LEFT, RIGHT));

    frame.y = frame.sheet.legend(frame.y, &keys(&rows, style)) + 4.0;
    let (top, unit) = (frame.y, TimeUnit::fit(total));
    let bottom = top + ROW * (number::of(rows.len()) + 1.0) + 6.0;
    let marks = ticks::of_time(0.0, total, unit, 7.0);
    bands(&mut frame.sheet, &rows, top);
    scale.grid(&mut frame.sheet, &marks, top, bottom);
    for (position, row) in rows.iter().enumerate() {
        let y = top + ROW * (number::of(position) + 0.5);
        draw_row(&mut frame.sheet, &scale, row, y, total);
        name_row(&mut frame.sheet, &result.header, &rows, position, y, style);
    }
    draw_total(&mut frame, &scale, total, bottom - ROW / 2.0 - 3.0);
    scale.labels(&mut frame.sheet, &marks, bottom);
    let axis = frame.word(Caption::MeanTime).joined() + &format!(" ({})", frame.word(unit.caption()).joined());
    frame.sheet.text(&axis, (f64::midpoint(LEFT, RIGHT), bottom + 37.0), 11.5, Anchor::Middle, Ink::TEXT);
    frame.y = bottom + 42.0;
    frame.finish()
}

/// The scenario and the structure.
fn about(header: &Header, style: &Style) -> Bilingual {
    let language = style.language;
    Bilingual::name(&header.scenario_name, language).and(" | ", &structure_name(header, style))
}

/// The name of the structure, and its label where that says more (`#2`).
#[must_use]
pub fn structure_name(header: &Header, style: &Style) -> Bilingual {
    let name = if header.structure_name == Name::default() {
        Bilingual::same(header.structure.clone())
    } else {
        Bilingual::name(&header.structure_name, style.language)
    };
    header.structure.find('#').map_or(name.clone(), |mark| name.with(&format!(" {}", &header.structure[mark..])))
}

/// Which path, over how many replications.
#[must_use]
pub fn about_path(result: &StructureResult, path: Path, style: &Style) -> Bilingual {
    let word = |caption: Caption| Bilingual::word(&caption, style.language);
    let replications =
        Bilingual::same(number::fixed(number::of(result.replications.len()), 0)).and(" ", &word(Caption::Replications));
    let path = word(Caption::Onset).and(" → ", &Bilingual::word(&path, style.language));
    path.and(" | ", &word(Caption::PerIncident)).and(" | ", &replications)
}

/// The parts that occur; bars in hand and bars not divided look the same.
fn keys(rows: &[Row], style: &Style) -> Vec<(Sign, Bilingual)> {
    let parts: BTreeSet<Part> = rows.iter().flat_map(|row| row.parts.iter().map(|(part, _)| *part)).collect();
    let is_both = parts.contains(&Part::Service) && parts.contains(&Part::Whole);
    let key = |part: Part| {
        let label = match part {
            Part::Service if is_both => Bilingual::word(&Caption::ServiceOrWhole, style.language),
            part => Bilingual::word(&part, style.language),
        };
        (Sign::Bar(Ink::GREY, part), label)
    };
    parts.into_iter().filter(|part| !(is_both && *part == Part::Whole)).map(key).collect()
}

/// A band behind every second interval.
fn bands(sheet: &mut Sheet, rows: &[Row], top: f64) {
    let mut group = 0;
    for (position, row) in rows.iter().enumerate() {
        if position > 0 && rows[position - 1].interval != row.interval {
            group += 1;
        }
        if group % 2 == 0 {
            let area =
                Area { x: MARGIN - 8.0, y: top + ROW * number::of(position), width: WIDTH - 2.0 * MARGIN + 16.0, height: ROW };
            sheet.rectangle(area, Ink::BAND);
        }
    }
}

fn draw_row(sheet: &mut Sheet, scale: &Scale, row: &Row, y: f64, total: f64) {
    let mut from = row.start;
    for (part, minutes) in &row.parts {
        let (left, right) = (scale.at(from), scale.at(from + minutes));
        let area = Area { x: left, y: y - 9.0, width: (right - left).max(1.0), height: 18.0 };
        sheet.bar(area, Ink::of_interval(row.interval), *part);
        from += minutes;
    }
    let right = scale.at(from).max(scale.at(row.start) + 1.0);
    sheet.line(&[(right, y + 9.0), (right, y + ROW - 9.0)], Ink::AXIS, 0.75);
    let value = number::short(row.minutes());
    let share = format!("{} %", number::fixed(100.0 * row.minutes() / total, 1));
    let x = right + 6.0;
    sheet.text(&value, (x, y + 4.0), 11.0, Anchor::Start, Ink::TEXT);
    sheet.text(&share, (x + text::width(&value, 11.0) + 6.0, y + 4.0), 9.5, Anchor::Start, Ink::SECOND);
}

/// The interval, once for each group of rows, and the place.
fn name_row(sheet: &mut Sheet, header: &Header, rows: &[Row], position: usize, y: f64, style: &Style) {
    let row = &rows[position];
    if position == 0 || rows[position - 1].interval != row.interval {
        let swatch = Area { x: MARGIN, y: y - 9.0, width: 5.0, height: 18.0 };
        sheet.rectangle(swatch, Ink::of_interval(row.interval));
        let label = Bilingual::word(&row.interval, style.language);
        sheet.stacked(&label, (MARGIN + 12.0, y), 12.0, INTERVAL_ROOM - 14.0, Anchor::Start);
    }
    let place = match row.place {
        Where::Echelon(echelon) => match header.echelons.get(echelon.index()) {
            Some(item) => Bilingual::name(&item.name, style.language),
            None => Bilingual::same(format!("#{}", echelon.0)),
        },
        Where::Scene => Bilingual::word(&Caption::AtScene, style.language),
        Where::Unit => Bilingual::word(&Caption::WithUnit, style.language),
    };
    sheet.stacked(&place, (LEFT - 12.0, y), 12.0, PLACE_ROOM, Anchor::End);
}

fn draw_total(frame: &mut Frame<'_>, scale: &Scale, total: f64, y: f64) {
    let label = frame.word(Caption::Total);
    let minutes = frame.word(Caption::Minutes);
    let sheet = &mut frame.sheet;
    sheet.line(&[(MARGIN - 8.0, y - ROW / 2.0), (WIDTH - MARGIN + 8.0, y - ROW / 2.0)], Ink::AXIS, 0.75);
    sheet.stacked(&label, (LEFT - 12.0, y), 12.5, PLACE_ROOM, Anchor::End);
    let area = Area { x: scale.at(0.0), y: y - 9.0, width: scale.at(total) - scale.at(0.0), height: 18.0 };
    sheet.rectangle(area, Ink(70, 70, 70));
    let value = format!("{} {}", number::short(total), minutes.first);
    sheet.text(&value, (scale.at(total) + 6.0, y + 4.5), 12.0, Anchor::Start, Ink::TEXT);
}

#[cfg(test)]
mod tests {
    use super::waterfall;
    use crate::chart::sample;
    use crate::terms::interval::Path;

    #[test]
    fn it_draws_in_both_languages_and_always_the_same() {
        for style in sample::styles() {
            let twice = [0, 1].map(|_| waterfall(&sample::result("baseline", 1.0), Path::FirstUnit, &style).expect("a picture"));
            assert_eq!(twice[0], twice[1]);
            sample::show("waterfall", &style, &twice[0]);
        }
    }

    #[test]
    fn without_a_completed_path_it_says_so() {
        let mut result = sample::result("baseline", 1.0);
        result.waterfall.clear();
        let [style, _] = sample::styles();
        let picture = waterfall(&result, Path::Containment, &style).expect("a picture");
        sample::show("waterfall_empty", &style, &picture);
        assert!(picture.svg.contains("<title>"));
    }

    #[test]
    fn extreme_values_neither_fail_nor_hang() {
        let [_, style] = sample::styles();
        for value in [1e9, f64::MAX, f64::INFINITY, f64::NAN, 1e-300, -5.0] {
            let mut result = sample::result("baseline", 1.0);
            result.waterfall[1].mean_min = value;
            let picture = waterfall(&result, Path::FirstUnit, &style).expect("a picture");
            if value == 1e9 {
                sample::show("waterfall_outlier", &style, &picture);
            }
        }
    }
}
