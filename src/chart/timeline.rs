//! The timeline of one incident: who did what when, posts from the top down and then the units.

use crate::chart::bilingual::Bilingual;
use crate::chart::clock::Clock;
use crate::chart::frame::Frame;
use crate::chart::ink::Ink;
use crate::chart::legend::Sign;
use crate::chart::number;
use crate::chart::picture::{ChartError, Picture};
use crate::chart::sheet::{Anchor, Area, MARGIN, Sheet, WIDTH};
use crate::chart::style::Style;
use crate::chart::text;
use crate::chart::timeline_axis::Axis;
use crate::chart::timeline_rows::{Bar, Row, rows};
use crate::chart::timeline_units::Phase;
use crate::chart::waterfall::structure_name;
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

/// Draws the timeline of one incident of a run.
///
/// # Errors
/// When the picture cannot be printed.
pub fn timeline(run: &RunRecord, incident: IncidentId, style: &Style) -> Result<Picture, ChartError> {
    let title = Bilingual::word(&Caption::TimelineTitle, style.language);
    let Some(record) = run.incidents.get(incident.index()) else {
        return Frame::new(style, title, Vec::new()).finish_empty(Caption::NoEpisode);
    };
    let name = Bilingual::name(&run.header.incident_name(record), style.language);
    let about = name.and(" | ", &structure_name(&run.header, style));
    let mut frame = Frame::new(style, title, vec![about]);
    let rows = rows(run, incident, style.language);
    if rows.is_empty() {
        return frame.finish_empty(Caption::NoActivity);
    }
    let moments = moments(run, incident, record.onset);
    let axis = axis(run, &rows, &moments, record.onset);
    frame.y = frame.sheet.legend(frame.y, &matter_keys(style, !run.header.committees.is_empty()));
    frame.y = frame.sheet.legend(frame.y, &unit_keys(style)) + 6.0;

    let top = place_moments(&mut frame, &axis, &moments);
    let heights: Vec<f64> = rows.iter().map(height).collect();
    let bottom = top + heights.iter().sum::<f64>() + 4.0;
    draw_bands(&mut frame.sheet, &rows, &heights, top);
    let (unit, parts) = axis.ticks();
    for (scale, marks) in &parts {
        scale.grid(&mut frame.sheet, marks, top, bottom);
    }
    let mut y = top;
    for (row, height) in rows.iter().zip(&heights) {
        draw_row(&mut frame.sheet, &axis, row, y, *height);
        y += height;
    }
    for (time, _, ink) in &moments {
        frame.sheet.line(&[(axis.at(*time), top - 4.0), (axis.at(*time), bottom)], *ink, 1.25);
    }
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

fn matter_keys(style: &Style, has_committees: bool) -> Vec<(Sign, Bilingual)> {
    let kinds = [MatterKind::Report, MatterKind::Request, MatterKind::Decision, MatterKind::Order];
    let kind = |kind| (Sign::Bar(Ink::of_matter(kind), Part::Whole), Bilingual::word(&kind, style.language));
    let part = |part| (Sign::Bar(Ink::GREY, part), Bilingual::word(&part, style.language));
    let heading = (Sign::Heading, Bilingual::word(&Caption::Posts, style.language).with(":"));
    let convene = has_committees.then_some(Part::Convene);
    let parts = [Part::Transit, Part::Wait].into_iter().chain(convene).chain([Part::Service]);
    [heading].into_iter().chain(kinds.map(kind)).chain(parts.map(part)).collect()
}

fn unit_keys(style: &Style) -> Vec<(Sign, Bilingual)> {
    let part = |phase| if phase == Phase::Order { Part::Transit } else { Part::Whole };
    let key = |phase: Phase| (Sign::Bar(phase.ink(), part(phase)), Bilingual::word(&phase, style.language));
    let heading = (Sign::Heading, Bilingual::word(&Caption::Units, style.language).with(":"));
    [heading].into_iter().chain(Phase::ALL.map(key)).collect()
}

/// Writes the names of the moments above the rows, on as many lines as they need. Returns where the rows begin.
fn place_moments(frame: &mut Frame<'_>, axis: &Axis, moments: &[Moment]) -> f64 {
    const EM: f64 = 10.5;
    let labels: Vec<String> = moments.iter().map(|(_, caption, _)| frame.word(*caption).joined()).collect();
    let mut lines: Vec<f64> = Vec::new();
    let mut placed = Vec::new();
    for ((time, _, ink), label) in moments.iter().zip(labels) {
        let (x, width) = (axis.at(*time), text::width(&label, EM));
        let left = if x + 4.0 + width <= WIDTH - MARGIN { x + 4.0 } else { x - 4.0 - width };
        let line = lines.iter().position(|right| *right + 8.0 < left).unwrap_or(lines.len());
        if line == lines.len() {
            lines.push(0.0);
        }
        lines[line] = (left + width).max(x);
        placed.push((line, x, left, label, *ink));
    }
    let top = frame.y + 15.0 * number::of(lines.len()) + 6.0;
    for (line, x, left, label, ink) in placed {
        let y = frame.y + 15.0 * number::of(line) + 10.0;
        frame.sheet.line(&[(x, y - 8.0), (x, top)], ink, 1.25);
        frame.sheet.text(&label, (left, y), EM, Anchor::Start, ink);
    }
    top
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
            sheet.rectangle(area, Ink(232, 236, 241));
        } else if is_shaded {
            sheet.rectangle(area, Ink::BAND);
        }
        y += height;
    }
}

fn draw_row(sheet: &mut Sheet, axis: &Axis, row: &Row, y: f64, height: f64) {
    let middle = y + height / 2.0;
    match row {
        Row::Heading(label) | Row::More(label) => {
            sheet.both(label, (MARGIN, middle + 4.0), 11.5, WIDTH - 2.0 * MARGIN);
        }
        Row::Actor(label, bars) => {
            sheet.stacked(label, (MARGIN + 6.0, middle), 11.0, NAME_ROOM, Anchor::Start);
            let lanes_top = middle - LANE * number::of(row.lanes()) / 2.0;
            for bar in bars {
                draw_bar(sheet, axis, bar, lanes_top + LANE * number::of(bar.lane) + 1.0);
            }
        }
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
    use super::timeline;
    use crate::chart::sample;
    use crate::terms::id::IncidentId;

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
}
