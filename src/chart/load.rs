//! The load of the busiest desks: how busy their officers are and how much waits, side by side for each structure.

use crate::chart::bilingual::Bilingual;
use crate::chart::frame::Frame;
use crate::chart::ink::Ink;
use crate::chart::legend::Sign;
use crate::chart::number;
use crate::chart::picture::{ChartError, Picture};
use crate::chart::scale::Scale;
use crate::chart::sheet::{Anchor, Area, MARGIN, Point, WIDTH};
use crate::chart::style::Style;
use crate::chart::ticks;
use crate::chart::waterfall::structure_name;
use crate::chart::words::Caption;
use crate::measure::load::{DeskLoad, LoadedDesk, most_loaded};
use crate::measure::record::StructureResult;
use crate::terms::language::{Language, Word as _};
use crate::terms::traffic::MatterKind;

/// Desks drawn.
const DESKS: usize = 10;
const NAME_ROOM: f64 = 300.0;
const BAR: f64 = 13.0;
const GAP: f64 = 14.0;
/// Room for the number at the end of a bar.
const NUMBER: f64 = 48.0;
/// The left and right edges of the two axes.
const BUSY: Point = (MARGIN + NAME_ROOM + 16.0, 582.0);
const QUEUE: Point = (BUSY.1 + NUMBER + 20.0, WIDTH - MARGIN - NUMBER);

/// Draws the desks that are busiest under any of the structures.
///
/// # Errors
/// When the picture cannot be printed.
pub fn load(structures: &[StructureResult], style: &Style) -> Result<Picture, ChartError> {
    let title = Bilingual::word(&Caption::LoadTitle, style.language);
    let scenario = structures.first().map(|one| Bilingual::name(&one.header.scenario_name, style.language));
    let alone = if let [one] = structures { Some(structure_name(&one.header, style)) } else { None };
    let about = scenario.into_iter().chain(alone).chain([Bilingual::word(&Caption::LoadAbout, style.language)]);
    let mut frame = Frame::new(style, title, about.collect());
    let desks = most_loaded(structures, DESKS);
    if desks.is_empty() {
        return frame.finish_empty(Caption::NoLoad);
    }
    if structures.len() > 1 {
        let key = |(at, one): (usize, &StructureResult)| (Sign::Mark(Ink::of_structure(at)), structure_name(&one.header, style));
        let keys: Vec<_> = structures.iter().enumerate().map(key).collect();
        frame.y = frame.sheet.legend(frame.y, &keys);
    }
    panels(&mut frame, &desks, style);
    frame.finish()
}

/// What a desk handles, in words: the kinds of matter, or those that it leaves to others.
fn handled(desk: &LoadedDesk, style: &Style) -> Bilingual {
    let list = |kinds: &[MatterKind], language: Language| {
        let words: Vec<&str> = kinds.iter().map(|kind| kind.word(language)).collect();
        words.join(if language == Language::Zh { "、" } else { ", " })
    };
    if desk.elsewhere.is_empty() {
        return Bilingual::word(&Caption::AllMatters, style.language);
    }
    Bilingual::from_fn(style.language, |language| match language {
        _ if desk.handles.len() <= desk.elsewhere.len() => list(&desk.handles, language),
        Language::Zh => format!("{}以外的事项", list(&desk.elsewhere, language)),
        Language::En => format!("all but {}", list(&desk.elsewhere, language)),
    })
}

/// A panel: the axis, the word above it, and what it shows of a load.
struct Panel {
    scale: Scale,
    caption: Caption,
    of: fn(&DeskLoad) -> f64,
}

impl Panel {
    fn new(desks: &[LoadedDesk], edges: Point, caption: Caption, at_least: f64, of: fn(&DeskLoad) -> f64) -> Self {
        let values = desks.iter().flat_map(|desk| desk.loads.iter().flatten().map(of));
        let high = values.filter_map(number::drawable).fold(at_least, f64::max);
        Self { scale: Scale::new((0.0, high), edges), caption, of }
    }

    fn marks(&self) -> Vec<ticks::Tick> {
        let step = ticks::step(self.scale.high(), 4.0).unwrap_or(1.0);
        let decimals = ticks::decimals(step);
        let values = ticks::multiples(0.0, self.scale.high(), step);
        values.into_iter().map(|mark| (mark, number::fixed(mark, decimals))).collect()
    }
}

fn panels(frame: &mut Frame<'_>, desks: &[LoadedDesk], style: &Style) {
    let busy = Panel::new(desks, BUSY, Caption::BusyShare, 1.0, |load| load.utilisation);
    let queue = Panel::new(desks, QUEUE, Caption::MeanQueue, 0.1, |load| load.queue);
    let structures = desks.first().map_or(1, |desk| desk.loads.len());
    let row = (number::of(structures) * BAR + GAP).max(46.0);
    let (top, bottom) = (frame.y + 24.0, frame.y + 24.0 + row * number::of(desks.len()));
    for at in (0..desks.len()).step_by(2) {
        let y = top + row * number::of(at);
        frame.sheet.rectangle(Area { x: MARGIN - 8.0, y, width: WIDTH - 2.0 * MARGIN + 16.0, height: row }, Ink::BAND);
    }
    for panel in [&busy, &queue] {
        let word = frame.word(panel.caption);
        let (left, right) = (panel.scale.at(panel.scale.low()), panel.scale.at(panel.scale.high()));
        frame.sheet.both(&word, (left, top - 8.0), 11.5, right - left + NUMBER);
        let marks = panel.marks();
        panel.scale.grid(&mut frame.sheet, &marks, top, bottom);
        panel.scale.labels(&mut frame.sheet, &marks, bottom);
    }
    for (at, desk) in desks.iter().enumerate() {
        let middle = top + row * (number::of(at) + 0.5);
        let name = Bilingual::name(&desk.name, style.language);
        frame.sheet.stacked(&name, (MARGIN, middle - 7.0), 11.5, NAME_ROOM, Anchor::Start);
        frame.sheet.both(&handled(desk, style), (MARGIN, middle + 19.0), 9.5, NAME_ROOM);
        for panel in [&busy, &queue] {
            bars(frame, panel, desk, middle - number::of(structures) * BAR / 2.0);
        }
    }
    frame.y = bottom + 28.0;
}

/// One bar a structure, with its number.
fn bars(frame: &mut Frame<'_>, panel: &Panel, desk: &LoadedDesk, top: f64) {
    for (at, load) in desk.loads.iter().enumerate() {
        let Some(value) = load.as_ref().map(panel.of).and_then(number::drawable) else { continue };
        let (left, right) = (panel.scale.at(0.0), panel.scale.at(value));
        let y = top + number::of(at) * BAR;
        frame.sheet.rectangle(Area { x: left, y: y + 1.5, width: right - left, height: BAR - 3.0 }, Ink::of_structure(at));
        frame.sheet.text(&told(value), (right + 4.0, y + BAR - 3.0), 10.0, Anchor::Start, Ink::TEXT);
    }
}

/// A value as it is told beside its bar: what is there is not told as nothing.
fn told(value: f64) -> String {
    if value > 0.0 && value < 0.0005 { "<0.001".to_owned() } else { number::short(value) }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{load, told};
    use crate::chart::sample;
    use crate::chart::style::SvgText;
    use crate::journal::header::DeskName;
    use crate::measure::load::DeskLoad;
    use crate::measure::record::StructureResult;
    use crate::terms::id::PostId;
    use crate::terms::traffic::MatterKind;

    /// Sample results with a desk at each post, the first idle.
    fn results(count: usize) -> Vec<StructureResult> {
        let mut results = sample::results(count);
        for (factor, one) in [1.0, 0.8, 1.4].into_iter().zip(&mut results) {
            let mut header = (*one.header).clone();
            let desk = |at: u32| {
                let (id, handles) = if at == 5 {
                    ("desk_b", vec![MatterKind::Order])
                } else {
                    ("desk_a", vec![MatterKind::Report, MatterKind::Request])
                };
                DeskName { id: id.into(), post: PostId(at.min(4)), officers: 2, is_shared: false, handles }
            };
            header.desks = (0..6).map(desk).collect();
            one.header = Arc::new(header);
            let load = |at: u32| {
                let utilisation = 0.12 * f64::from(at) * factor;
                DeskLoad { officers: 2.0, utilisation, queue: utilisation * utilisation * 3.0, ..DeskLoad::default() }
            };
            one.desks = (0..6).map(load).collect();
        }
        results
    }

    #[test]
    fn it_says_of_what_and_of_whom_in_words() {
        let [mut style, _] = sample::styles();
        (style.svg_text, style.provenance) = (SvgText::Names, String::new());
        let both = load(&results(2), &style).expect("a picture").svg;
        for word in ["现行四级逐级上报", "扁平化：县级直达省级", "命令", "命令以外的事项", "各类事项"]
        {
            assert!(both.contains(word), "no {word}");
        }
        assert!(!both.contains("desk_") && !both.contains("baseline"), "ids are for files");
        assert_eq!([0.0, 0.0004, 0.0006, 1.5].map(told), ["0.0", "<0.001", "0.001", "1.5"]);
        let alone = load(&results(1), &style).expect("a picture").svg;
        assert!(alone.contains("现行四级逐级上报"), "the structure stands below the title");
    }

    #[test]
    fn it_draws_the_desks_of_every_structure() {
        for style in sample::styles() {
            for count in [0, 1, 3] {
                let results = results(count);
                let picture = load(&results, &style).expect("a picture");
                assert_eq!(load(&results, &style).as_ref(), Ok(&picture));
                sample::show(&format!("load_{count}"), &style, &picture);
            }
        }
    }
}
