//! The timeline of one incident: who did what when, posts from the top down and then the units.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::chart::bilingual::Bilingual;
use crate::chart::clock::Clock;
use crate::chart::frame::Frame;
use crate::chart::ink::Ink;
use crate::chart::legend::Sign;
use crate::chart::number;
use crate::chart::one_run;
use crate::chart::picture::{ChartError, Picture};
use crate::chart::sheet::{Anchor, Area, MARGIN, SECOND_SIZE, Sheet, WIDTH};
use crate::chart::style::Style;
use crate::chart::text;
use crate::chart::timeline_axis::Axis;
use crate::chart::timeline_posts;
use crate::chart::timeline_rows::{Bar, Row, rows};
use crate::chart::timeline_units::Phase;
use crate::chart::words::Caption;
use crate::engine::time::SimTime;
use crate::journal::milestone::Milestone;
use crate::measure::record::RunRecord;
use crate::terms::id::IncidentId;
use crate::terms::interval::Part;
use crate::terms::traffic::MatterKind;

const NAME_ROOM: f64 = 196.0;
const LEFT: f64 = MARGIN + NAME_ROOM + 14.0;
const RIGHT: f64 = WIDTH - MARGIN - 8.0;
const LANE: f64 = 12.0;
/// The size of the names of moments.
const MOMENT_EM: f64 = 10.5;
/// The band of a heading.
const HEADING: Ink = Ink(232, 236, 241);

/// Draws the timeline of one incident of a run.
///
/// # Errors
/// When the picture cannot be printed.
pub fn timeline(run: &RunRecord, incident: IncidentId, style: &Style) -> Result<Picture, ChartError> {
    let title = Bilingual::word(&Caption::TimelineTitle, style.language);
    let Some(record) = run.incidents.get(incident.index()) else {
        return Frame::new(style, title, Vec::new()).finish_empty(Caption::NoEpisode);
    };
    let mut frame = Frame::new(style, title, vec![one_run::about(run, incident, style)]);
    let rows = rows(run, incident, style.language);
    if rows.is_empty() {
        return frame.finish_empty(Caption::NoActivity);
    }
    let moments = moments(run, incident, record.onset);
    let axis = axis(run, &rows, &moments, record.onset);
    frame.y = frame.sheet.legend(frame.y, &matter_keys(run, incident, style));
    frame.y = frame.sheet.legend(frame.y, &unit_keys(style)) + 6.0;

    let top = place_moments(&mut frame, &axis, &moments);
    let heights: Vec<f64> = rows.iter().map(height).collect();
    let bottom = top + heights.iter().sum::<f64>() + 4.0;
    draw_bands(&mut frame.sheet, &rows, &heights, top);
    let (unit, parts) = axis.ticks();
    for (scale, marks) in &parts {
        scale.grid(&mut frame.sheet, marks, top, bottom);
    }
    draw_actors(&mut frame.sheet, &axis, &rows, &heights, top);
    for (time, _, ink) in &moments {
        frame.sheet.line(&[(axis.at(*time), top - 4.0), (axis.at(*time), bottom)], *ink, 1.25);
    }
    draw_headings(&mut frame.sheet, &rows, &heights, top);
    let below = axis.draw(&mut frame.sheet, (top, bottom));
    let label = frame.word(Caption::TimeSinceOnset).and(" (", &frame.word(unit.caption())).with(")").joined();
    frame.sheet.text(&label, (f64::midpoint(LEFT, RIGHT), below + 13.0), 11.5, Anchor::Middle, Ink::TEXT);
    frame.y = below + 20.0;
    if axis.break_at().is_some() {
        let mark = Bilingual::same("// ").and("", &frame.word(Caption::ScaleChanges));
        frame.note(&mark);
    }
    let goes_on = |row: &Row| matches!(row, Row::Actor(_, bars) if bars.iter().any(|bar| bar.to.is_none()));
    if rows.iter().any(goes_on) {
        let mark = Bilingual::same("→ ").and("", &frame.word(Caption::Continues));
        frame.note(&mark);
    }
    frame.finish()
}

/// A moment of the incident: when, its name, its colour.
type Moment = (SimTime, Caption, Ink);

/// Onset, first detection, first work, effective force and containment, as far as they came.
fn moments(run: &RunRecord, incident: IncidentId, onset: SimTime) -> Vec<Moment> {
    let of_incident = || run.entries.iter().filter(|entry| entry.about.incident == Some(incident));
    let first = |is_it: fn(&Milestone) -> bool| of_incident().find(|entry| is_it(&entry.milestone)).map(|entry| entry.time);
    let later = [
        (first(|m| matches!(m, Milestone::IncidentDetected { .. })), Caption::Detected, Ink::BLUE),
        (first(|m| matches!(m, Milestone::WorkBegun { .. })), Caption::FirstWork, Ink::PURPLE.shade(80)),
        (first(|m| matches!(m, Milestone::EffectiveForceReached)), Caption::EffectiveForce, Ink::GREEN.shade(85)),
        (first(|m| matches!(m, Milestone::IncidentContained)), Caption::Contained, Ink::TEXT),
    ];
    let known = later.into_iter().filter_map(|(time, caption, ink)| time.map(|time| (time, caption, ink)));
    let mut moments: Vec<Moment> = [(onset, Caption::Onset, Ink::VERMILION)].into_iter().chain(known).collect();
    moments.sort_by_key(|(time, caption, _)| (*time, *caption));
    moments
}

/// The axis: to the last end of a bar or the last moment; compressed once the units, or the effective force, are at work.
fn axis(run: &RunRecord, rows: &[Row], moments: &[Moment], onset: SimTime) -> Axis {
    let minutes = |time: SimTime| (time - onset).minutes();
    let bars = || rows.iter().flat_map(|row| if let Row::Actor(_, bars) = row { bars.as_slice() } else { &[] });
    let ends = bars().map(|bar| bar.to.unwrap_or(bar.from)).chain(moments.iter().map(|(time, ..)| *time));
    let last = ends.max().unwrap_or(onset);
    // A bar without an end is drawn on to the horizon, or past the last end where the horizon is far away.
    let goes_on = bars().any(|bar| bar.to.is_none());
    let end = if goes_on { minutes(last) * 1.08 + 1.0 } else { minutes(last) * 1.02 };
    let moment = |wanted| moments.iter().find(|(_, caption, _)| *caption == wanted).map(|(time, ..)| minutes(*time));
    let deployed = bars().filter(|bar| bar.ink == Phase::Work.ink()).map(|bar| minutes(bar.from)).fold(0.0, f64::max);
    let focuses: Vec<f64> =
        [Some(deployed), moment(Caption::EffectiveForce), moment(Caption::FirstWork)].into_iter().flatten().collect();
    Axis::new((onset, end), &focuses, (LEFT, RIGHT), Clock::parse(&run.header.start))
}

/// The kinds of matter that went through desks, and the parts of their way.
fn matter_keys(run: &RunRecord, incident: IncidentId, style: &Style) -> Vec<(Sign, Bilingual)> {
    let stretches = timeline_posts::stretches(&run.entries, incident);
    let seen: BTreeSet<MatterKind> = stretches.values().flatten().map(|stretch| stretch.kind).collect();
    let kind = |kind| (Sign::Bar(Ink::of_matter(kind), Part::Whole), Bilingual::word(&kind, style.language));
    let part = |part| (Sign::Bar(Ink::GREY, part), Bilingual::word(&part, style.language));
    let heading = (Sign::Heading, Bilingual::word(&Caption::Posts, style.language).with(":"));
    let convene = (!run.header.committees.is_empty()).then_some(Part::Convene);
    let parts = [Part::Transit, Part::Wait].into_iter().chain(convene).chain([Part::Service]);
    [heading].into_iter().chain(seen.into_iter().map(kind)).chain(parts.map(part)).collect()
}

fn unit_keys(style: &Style) -> Vec<(Sign, Bilingual)> {
    let part = |phase| if phase == Phase::Order { Part::Transit } else { Part::Whole };
    let key = |phase: Phase| (Sign::Bar(phase.ink(), part(phase)), Bilingual::word(&phase, style.language));
    let heading = (Sign::Heading, Bilingual::word(&Caption::Units, style.language).with(":"));
    [heading].into_iter().chain(Phase::ALL.map(key)).collect()
}

/// Writes the names of the moments above the rows, on as many lines as they need, none across the line of another moment. Returns where
/// the rows begin.
fn place_moments(frame: &mut Frame<'_>, axis: &Axis, moments: &[Moment]) -> f64 {
    let labels: Vec<String> = moments.iter().map(|(_, caption, _)| frame.word(*caption).joined()).collect();
    let places: Vec<(f64, f64)> = moments.iter().zip(&labels).map(|((time, ..), label)| (axis.at(*time), width(label))).collect();
    let lines = lines(&places, WIDTH - MARGIN);
    let deepest = lines.iter().map(|(line, _)| *line).max().unwrap_or(0);
    let top = frame.y + 15.0 * number::of(deepest + 1) + 6.0;
    for ((_, _, ink), ((x, _), (line, _))) in moments.iter().zip(places.iter().zip(&lines)) {
        frame.sheet.line(&[(*x, frame.y + 15.0 * number::of(*line) + 2.0), (*x, top)], *ink, 1.25);
    }
    for (((_, _, ink), label), (line, left)) in moments.iter().zip(&labels).zip(lines) {
        let y = frame.y + 15.0 * number::of(line) + 10.0;
        // Where a line cannot be kept clear of a name, it is broken behind it.
        let plate = Area { x: left - 1.0, y: y - 10.0, width: width(label) + 2.0, height: 13.0 };
        frame.sheet.rectangle(plate, Ink::WHITE);
        frame.sheet.text(label, (left, y), MOMENT_EM, Anchor::Start, *ink);
    }
    top
}

fn width(label: &str) -> f64 {
    text::width(label, MOMENT_EM)
}

/// For names of a width, each at a place where a line goes down from it: on which line from the top it stands, and its left edge. It stands
/// right of its place, or left where it would pass the edge.
fn lines(places: &[(f64, f64)], edge: f64) -> Vec<(usize, f64)> {
    const CLEAR: f64 = 2.0;
    let mut placed: Vec<(usize, f64, f64, f64)> = Vec::new();
    for (x, width) in places {
        let left = if x + 4.0 + width <= edge { x + 4.0 } else { x - 4.0 - width };
        let right = left + width;
        let is_clear = |line: usize| {
            placed.iter().all(|(other, from, to, at)| match other.cmp(&line) {
                Ordering::Equal => to + 8.0 < left.min(*x) || right.max(*x) + 8.0 < *from,
                Ordering::Less => *at < left - CLEAR || *at > right + CLEAR,
                Ordering::Greater => *x < from - CLEAR || *x > to + CLEAR,
            })
        };
        let deepest = placed.iter().map(|(line, ..)| line + 1).max().unwrap_or(0);
        let line = (0..=deepest).find(|line| is_clear(*line)).unwrap_or(deepest);
        placed.push((line, left, right, *x));
    }
    placed.into_iter().map(|(line, left, ..)| (line, left)).collect()
}

fn height(row: &Row) -> f64 {
    match row {
        Row::Heading(_) | Row::More(_) => 22.0,
        Row::Actor(..) => (LANE * number::of(row.lanes()) + 8.0).max(29.0),
    }
}

fn draw_bands(sheet: &mut Sheet, rows: &[Row], heights: &[f64], top: f64) {
    let (mut y, mut is_shaded) = (top, false);
    for (row, height) in rows.iter().zip(heights) {
        let area = Area { x: MARGIN - 8.0, y, width: WIDTH - 2.0 * MARGIN + 16.0, height: *height };
        is_shaded = matches!(row, Row::Actor(..)) && !is_shaded;
        if matches!(row, Row::Heading(_)) {
            sheet.rectangle(area, HEADING);
        } else if is_shaded {
            sheet.rectangle(area, Ink::BAND);
        }
        y += height;
    }
}

fn draw_actors(sheet: &mut Sheet, axis: &Axis, rows: &[Row], heights: &[f64], mut y: f64) {
    for (row, height) in rows.iter().zip(heights) {
        let middle = y + height / 2.0;
        if let Row::Actor(label, bars) = row {
            sheet.stacked(label, (MARGIN + 6.0, middle), 11.0, NAME_ROOM, Anchor::Start);
            let lanes_top = middle - LANE * number::of(row.lanes()) / 2.0;
            for bar in bars {
                draw_bar(sheet, axis, bar, lanes_top + LANE * number::of(bar.lane) + 1.0);
            }
        }
        y += height;
    }
}

/// Headings stand above the lines of the moments, which are broken behind them.
fn draw_headings(sheet: &mut Sheet, rows: &[Row], heights: &[f64], mut y: f64) {
    const EM: f64 = 11.5;
    for (row, height) in rows.iter().zip(heights) {
        if let Row::Heading(label) | Row::More(label) = row {
            let ground = if matches!(row, Row::Heading(_)) { HEADING } else { Ink::WHITE };
            let written = text::width(&label.first, EM) + EM * 0.5 + text::width(&label.second, EM * SECOND_SIZE);
            sheet.rectangle(Area { x: MARGIN - 2.0, y: y + 1.0, width: written + 6.0, height: height - 2.0 }, ground);
            sheet.both(label, (MARGIN, y + height / 2.0 + 4.0), EM, WIDTH - 2.0 * MARGIN);
        }
        y += height;
    }
}

/// A bar; one without an end runs to the edge and ends in an arrow head.
fn draw_bar(sheet: &mut Sheet, axis: &Axis, bar: &Bar, y: f64) {
    const HEIGHT: f64 = LANE - 2.0;
    let left = axis.at(bar.from);
    let right = bar.to.map_or(axis.edges.1, |to| axis.at(to)).max(left + 1.0);
    sheet.bar(Area { x: left, y, width: right - left, height: HEIGHT }, bar.ink, bar.part);
    if bar.to.is_none() {
        sheet.polygon(&[(right, y), (right + 6.0, y + HEIGHT / 2.0), (right, y + HEIGHT)], bar.ink.shade(75));
    }
}

#[cfg(test)]
mod tests {
    use super::{lines, timeline};
    use crate::chart::sample;
    use crate::chart::style::SvgText;
    use crate::journal::milestone::Milestone;
    use crate::terms::id::IncidentId;
    use crate::terms::language::Word as _;
    use crate::terms::traffic::MatterKind;

    #[test]
    fn it_draws_few_and_many_actors() {
        for style in sample::styles() {
            for (name, units) in [("timeline_few", 3), ("timeline", 12), ("timeline_many", 90), ("timeline_posts", 0)] {
                let picture = timeline(&sample::run(units), IncidentId(0), &style).expect("a picture");
                assert_eq!(timeline(&sample::run(units), IncidentId(0), &style).as_ref(), Ok(&picture));
                sample::show(name, &style, &picture);
            }
        }
    }

    #[test]
    fn runs_that_break_off_or_stay_empty_are_drawn() {
        let [style, _] = sample::styles();
        let mut run = sample::run(12);
        run.header = std::sync::Arc::new(crate::journal::header::Header { start: "?".to_owned(), ..sample::header("flat", 12) });
        for kept in [90, 60, 20, 1, 0] {
            run.entries.truncate(kept);
            let picture = timeline(&run, IncidentId(0), &style).expect("a picture");
            sample::show(&format!("timeline_cut_{kept}"), &style, &picture);
        }
        timeline(&run, IncidentId(7), &style).expect("a picture");
    }

    #[test]
    fn names_keep_clear_of_the_lines_of_others() {
        // The third name would fit beside the first, and its line would go through the second.
        assert_eq!(lines(&[(100.0, 90.0), (150.0, 90.0), (210.0, 60.0)], 900.0), [(0, 104.0), (1, 154.0), (2, 214.0)]);
        assert_eq!(lines(&[(100.0, 30.0), (150.0, 30.0), (210.0, 60.0)], 900.0), [(0, 104.0), (0, 154.0), (0, 214.0)]);
        // At the right edge a name stands left of its place.
        assert_eq!(lines(&[(700.0, 90.0), (790.0, 20.0), (880.0, 80.0)], 890.0), [(0, 704.0), (1, 794.0), (2, 796.0)]);
    }

    #[test]
    fn the_key_names_the_kinds_that_occur() {
        for mut style in sample::styles() {
            style.svg_text = SvgText::Names;
            let mut run = sample::run(3);
            let word = MatterKind::ForceRequest.word(style.language);
            let drawn = |run: &_| timeline(run, IncidentId(0), &style).expect("a picture").svg;
            assert!(!drawn(&run).contains(word) && drawn(&run).contains(MatterKind::Order.word(style.language)));
            for entry in &mut run.entries {
                if let Milestone::MatterSent { kind, .. }
                | Milestone::MatterReceived { kind }
                | Milestone::ServiceBegun { kind }
                | Milestone::ServiceEnded { kind } = &mut entry.milestone
                    && *kind == MatterKind::Order
                {
                    *kind = MatterKind::ForceRequest;
                }
            }
            assert!(drawn(&run).contains(word));
        }
    }
}
