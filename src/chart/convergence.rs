//! Who comes to an incident over time: set out unasked, before the access road, at the scene, at work, and what those at work are worth.

use std::collections::{BTreeMap, BTreeSet};

use crate::chart::bilingual::Bilingual;
use crate::chart::frame::Frame;
use crate::chart::ink::Ink;
use crate::chart::legend::Sign;
use crate::chart::number;
use crate::chart::one_run;
use crate::chart::picture::{ChartError, Picture};
use crate::chart::scale::Scale;
use crate::chart::sheet::{Anchor, MARGIN, WIDTH};
use crate::chart::style::Style;
use crate::chart::ticks::{self, TimeUnit};
use crate::chart::words::Caption;
use crate::engine::time::SimTime;
use crate::journal::header::Origin;
use crate::journal::milestone::Milestone;
use crate::measure::record::RunRecord;
use crate::terms::id::{IncidentId, UnitId};
use crate::terms::language::{Language, Word};
use crate::terms::sector::Sector;

const LEFT: f64 = MARGIN + 52.0;
const RIGHT: f64 = WIDTH - MARGIN - 12.0;
const HEIGHT: f64 = 330.0;

/// What one curve counts, in the order of the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Term {
    Title,
    SetOut,
    BeforeRoad,
    AtScene,
    AtWork,
    Effective,
}

const CURVES: [(Term, Ink); 5] = [
    (Term::SetOut, Ink::LIGHT),
    (Term::BeforeRoad, Ink::VERMILION),
    (Term::AtScene, Ink::ORANGE),
    (Term::AtWork, Ink::SKY),
    (Term::Effective, Ink::BLUE),
];

impl Word for Term {
    fn word(&self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Title, Language::Zh) => "社会力量汇聚过程",
            (Self::SetOut, Language::Zh) => "自发出动（累计）",
            (Self::BeforeRoad, Language::Zh) => "在进场道路排队",
            (Self::AtScene, Language::Zh) => "在场",
            (Self::AtWork, Language::Zh) => "展开作业",
            (Self::Effective, Language::Zh) => "折算有效队伍",
            (Self::Title, Language::En) => "Convergence on the scene",
            (Self::SetOut, Language::En) => "set out unasked (in all)",
            (Self::BeforeRoad, Language::En) => "before the access road",
            (Self::AtScene, Language::En) => "at the scene",
            (Self::AtWork, Language::En) => "at work",
            (Self::Effective, Language::En) => "what those at work are worth",
        }
    }
}

/// The incidents to which somebody comes unasked, or queues for the road.
#[must_use]
pub fn crowded(run: &RunRecord) -> BTreeSet<IncidentId> {
    let tells = |milestone| matches!(milestone, Milestone::SelfDeployed | Milestone::UnitQueued);
    run.entries.iter().filter(|entry| tells(entry.milestone)).filter_map(|entry| entry.about.incident).collect()
}

/// Draws who comes to an incident over time, in one replication.
///
/// # Errors
/// When the picture cannot be printed.
pub fn convergence(run: &RunRecord, incident: IncidentId, style: &Style) -> Result<Picture, ChartError> {
    let title = Bilingual::word(&Term::Title, style.language);
    let scenario = Bilingual::name(&run.header.scenario_name, style.language);
    let mut frame = Frame::new(style, title, vec![scenario, one_run::about(run, incident, style)]);
    let points = follow(run, incident);
    let highest = points.iter().flat_map(|(_, values)| values).copied().fold(0.0, f64::max);
    if highest == 0.0 {
        return frame.finish_empty(Caption::NoIncident);
    }
    let end = points.last().map_or(0.0, |(time, _)| *time);
    let across = Scale::new((0.0, end), (LEFT, RIGHT));
    let unit = TimeUnit::fit(across.high());
    let marks = ticks::of_time(0.0, across.high(), unit, 8.0);
    let keys: Vec<(Sign, Bilingual)> =
        CURVES.iter().map(|(term, ink)| (Sign::Mark(*ink), Bilingual::word(term, style.language))).collect();
    frame.y = frame.sheet.legend(frame.y + 8.0, &keys);
    let (top, bottom) = (frame.y + 8.0, frame.y + 8.0 + HEIGHT);
    let upward = Scale::new((0.0, highest), (bottom, top));
    let sheet = &mut frame.sheet;
    across.grid(sheet, &marks, top, bottom);
    for mark in ticks::round(0.0, highest, 6.0) {
        let y = upward.at(mark);
        sheet.line(&[(LEFT, y), (RIGHT, y)], Ink::GRID, 0.75);
        sheet.text(&number::fixed(mark, 0), (LEFT - 8.0, y + 4.0), 11.0, Anchor::End, Ink::TEXT);
    }
    sheet.line(&[(LEFT, top), (LEFT, bottom)], Ink::AXIS, 1.0);
    for (curve, (_, ink)) in CURVES.iter().enumerate() {
        let mut line = vec![(across.at(0.0), upward.at(0.0))];
        for (time, values) in &points {
            let before = line[line.len() - 1].1;
            line.push((across.at(*time), before));
            line.push((across.at(*time), upward.at(values[curve])));
        }
        line.dedup();
        sheet.line(&line, *ink, 1.75);
    }
    across.labels(sheet, &marks, bottom);
    let axis = frame.word(Caption::TimeSinceOnset).and(" (", &frame.word(unit.caption())).with(")");
    frame.y = bottom + 40.0;
    frame.sheet.text(&axis.joined(), (f64::midpoint(LEFT, RIGHT), frame.y), 11.5, Anchor::Middle, Ink::TEXT);
    frame.y += 14.0;
    frame.finish()
}

/// Where a unit is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Gone,
    OnTheWay,
    BeforeRoad,
    AtScene,
    AtWork,
}

/// The five numbers after each instant of change, by minutes from onset.
fn follow(run: &RunRecord, incident: IncidentId) -> Vec<(f64, [f64; 5])> {
    let record = &run.incidents[incident.index()];
    let law = match record.origin {
        Origin::Scripted(position) => run.header.congestion.get(position as usize).copied().flatten(),
        Origin::Stochastic(..) | Origin::Secondary(..) => None,
    };
    let (mut places, mut set_out): (BTreeMap<UnitId, Place>, u32) = (BTreeMap::new(), 0);
    let mut points: Vec<(f64, [f64; 5])> = Vec::new();
    for entry in run.entries.iter().filter(|entry| entry.about.incident == Some(incident)) {
        let Some(unit) = entry.about.unit else { continue };
        let place = match entry.milestone {
            Milestone::SelfDeployed => {
                set_out += 1;
                Place::OnTheWay
            }
            Milestone::UnitDeparted | Milestone::UnitReleased => Place::OnTheWay,
            Milestone::UnitQueued => Place::BeforeRoad,
            Milestone::UnitArrived => Place::AtScene,
            Milestone::WorkBegun { .. } => Place::AtWork,
            Milestone::UnitFailed | Milestone::OrderSuperseded | Milestone::UnitReturned => Place::Gone,
            _ => continue,
        };
        places.insert(unit, place);
        let count = |wanted: Place| u32::try_from(places.values().filter(|place| **place == wanted).count()).unwrap_or(u32::MAX);
        let is_leader = |unit: &UnitId| run.header.unit(*unit).sector != Sector::Society;
        let leaders = places.iter().filter(|(unit, place)| **place == Place::AtWork && is_leader(unit)).count();
        let working = count(Place::AtWork);
        let effective = law.map_or(f64::from(working), |law| law.effective(working, u32::try_from(leaders).unwrap_or(u32::MAX)));
        let [before, at_scene] = [Place::BeforeRoad, Place::AtScene].map(|place| f64::from(count(place)));
        let working = f64::from(working);
        // What happens at one instant is one point: between its changes nothing is worth a peak.
        let at = minutes(entry.time, record.onset);
        if points.last().is_some_and(|(last, _)| *last >= at) {
            points.pop();
        }
        points.push((at, [f64::from(set_out), before, at_scene + working, working, effective]));
    }
    points
}

fn minutes(time: SimTime, onset: SimTime) -> f64 {
    (time - onset).minutes()
}

#[cfg(test)]
mod tests {
    use super::{convergence, crowded, follow};
    use crate::chart::sample;
    use crate::journal::milestone::Milestone;
    use crate::measure::fixture::{FIRE, MILITIA, RESCUE, Story, header, incident};
    use crate::terms::id::IncidentId;

    #[test]
    fn everybody_goes_home_in_the_end() {
        let run = sample::run(4);
        assert!(crowded(&run).is_empty(), "nobody came unasked or queued");
        let points = follow(&run, IncidentId(0));
        assert_eq!(points.last().unwrap().1[1..], [0.0; 4]);
        assert_eq!(points.iter().map(|(_, values)| values[3]).fold(0.0, f64::max), 4.0);
    }

    #[test]
    fn who_fails_or_is_called_off_is_gone_and_an_instant_is_one_point() {
        for end in [Milestone::UnitFailed, Milestone::OrderSuperseded, Milestone::UnitReturned] {
            let mut story = Story::new(0.0);
            let work = Milestone::WorkBegun { capability: RESCUE };
            story.unit(10.0, FIRE, Milestone::UnitArrived).unit(10.0, MILITIA, Milestone::UnitArrived);
            story.unit(20.0, FIRE, work).unit(20.0, MILITIA, work);
            story.unit(30.0, FIRE, end).unit(40.0, MILITIA, end);
            let mut run = sample::run(0);
            run.header = std::sync::Arc::new(header());
            (run.incidents, run.entries) = (vec![incident(0, 0.0)], story.entries());
            let at_work: Vec<_> = follow(&run, IncidentId(0)).iter().map(|(time, values)| (*time, values[3])).collect();
            assert_eq!(at_work, [(10.0, 0.0), (20.0, 2.0), (30.0, 1.0), (40.0, 0.0)], "{end:?}");
        }
    }

    #[test]
    fn it_draws_in_both_languages_and_without_anybody() {
        for style in sample::styles() {
            for (name, units) in [("convergence", 5), ("convergence_none", 0)] {
                let run = sample::run(units);
                let picture = convergence(&run, IncidentId(0), &style).expect("a picture");
                sample::show(name, &style, &picture);
            }
        }
    }
}
