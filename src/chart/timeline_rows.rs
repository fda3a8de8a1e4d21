//! Which rows a timeline has: the posts from the top echelon down, then the earliest units, sector by sector.

use std::collections::BTreeMap;

use crate::chart::bilingual::Bilingual;
use crate::chart::ink::Ink;
use crate::chart::number;
use crate::chart::timeline_command;
use crate::chart::timeline_posts;
use crate::chart::timeline_units::{self, Phase};
use crate::chart::words::Caption;
use crate::engine::time::SimTime;
use crate::measure::record::RunRecord;
use crate::terms::id::{IncidentId, UnitId};
use crate::terms::interval::Part;
use crate::terms::language::{Language, Word};
use crate::terms::sector::Sector;

/// Rows beyond this many are left out: units first.
const ROWS_MAX: usize = 40;
/// As many units are kept even when posts fill the picture.
const UNITS_MIN: usize = 10;
/// Bars beyond this many at the same time share the last lane.
const LANES_MAX: usize = 4;

/// A bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// Begin.
    pub from: SimTime,
    /// End; none when it goes on.
    pub to: Option<SimTime>,
    /// Lane within the row, from 0.
    pub lane: usize,
    /// Colour.
    pub ink: Ink,
    /// Hatching.
    pub part: Part,
}

/// One line of the picture.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// The heading of the rows below it.
    Heading(Bilingual),
    /// An actor and its bars.
    Actor(Bilingual, Vec<Bar>),
    /// How many rows are left out here.
    More(Bilingual),
}

impl Row {
    /// Lanes in use.
    #[must_use]
    pub fn lanes(&self) -> usize {
        match self {
            Self::Actor(_, bars) => bars.iter().map(|bar| bar.lane + 1).max().unwrap_or(1),
            _ => 1,
        }
    }
}

/// Puts bars that overlap on lanes of their own.
fn spread(bars: &mut [Bar]) {
    let mut free_from = [SimTime(i64::MIN); LANES_MAX];
    for bar in bars {
        let lane = free_from.iter().position(|free| *free <= bar.from).unwrap_or(LANES_MAX - 1);
        bar.lane = lane;
        free_from[lane] = free_from[lane].max(bar.to.unwrap_or(SimTime(i64::MAX)));
    }
}

/// The rows of the posts, at most as many as there is room for.
fn post_rows(run: &RunRecord, incident: IncidentId, language: Language) -> (Vec<Row>, usize) {
    let stretches = timeline_posts::stretches(&run.entries, incident);
    let mut posts: Vec<_> = stretches.into_iter().filter(|(post, _)| post.index() < run.header.posts.len()).collect();
    posts.sort_by_key(|(post, _)| (run.header.post(*post).echelon, run.header.post(*post).sector, *post));
    let left_out = posts.len().saturating_sub(ROWS_MAX - UNITS_MIN);
    posts.truncate(ROWS_MAX - UNITS_MIN);
    let rows = posts.into_iter().map(|(post, stretches)| {
        let bar = |s: timeline_posts::Stretch| Bar { from: s.from, to: s.to, lane: 0, ink: Ink::of_matter(s.kind), part: s.part };
        let mut bars: Vec<Bar> = stretches.into_iter().map(bar).collect();
        spread(&mut bars);
        Row::Actor(Bilingual::name(&run.header.post(post).name, language), bars)
    });
    (rows.collect(), left_out)
}

/// The rows of the units by sector, the earliest first, at most `room` of them.
fn unit_rows(run: &RunRecord, incident: IncidentId, room: usize, language: Language) -> (BTreeMap<Sector, Vec<Row>>, usize) {
    let stretches = timeline_units::stretches(&run.entries, incident);
    let mut units: Vec<_> = stretches.into_iter().filter(|(unit, _)| unit.index() < run.header.units.len()).collect();
    let arrival = |stretches: &[timeline_units::Stretch]| {
        let at = |phase| stretches.iter().find(|stretch| stretch.phase >= phase).map(|stretch| stretch.from);
        (at(Phase::Work).unwrap_or(SimTime(i64::MAX)), stretches.first().map(|stretch| stretch.from))
    };
    units.sort_by_key(|(unit, stretches)| (arrival(stretches), *unit));
    let left_out = units.len().saturating_sub(room);
    let mut sectors: BTreeMap<Sector, Vec<Row>> = BTreeMap::new();
    for (unit, stretches) in units.into_iter().take(room) {
        let row = Row::Actor(unit_name(run, unit, language), stretches.into_iter().map(unit_bar).collect());
        sectors.entry(run.header.unit(unit).sector).or_default().push(row);
    }
    (sectors, left_out)
}

fn unit_bar(stretch: timeline_units::Stretch) -> Bar {
    let part = if stretch.phase == Phase::Order { Part::Transit } else { Part::Whole };
    Bar { from: stretch.from, to: stretch.to, lane: 0, ink: stretch.phase.ink(), part }
}

/// The name of the unit's type; below it the other language and the id.
pub fn unit_name(run: &RunRecord, unit: UnitId, language: Language) -> Bilingual {
    let unit = run.header.unit(unit);
    let name = Bilingual::name(&unit.name, language);
    let second = if name.second.is_empty() { unit.id.clone() } else { format!("{} | {}", unit.id, name.second) };
    Bilingual { first: name.first, second }
}

fn more(count: usize, caption: Caption, language: Language) -> Option<Row> {
    let number = Bilingual::from_fn(language, |language| match language {
        Language::Zh => format!("另有 {}", number::fixed(number::of(count), 0)),
        Language::En => format!("and {}", number::fixed(number::of(count), 0)),
    });
    (count > 0).then(|| Row::More(number.and(" ", &Bilingual::word(&caption, language))))
}

/// All rows of an incident; empty when nobody acted.
#[must_use]
pub fn rows(run: &RunRecord, incident: IncidentId, language: Language) -> Vec<Row> {
    let (posts, posts_left_out) = post_rows(run, incident, language);
    let (sectors, units_left_out) = unit_rows(run, incident, ROWS_MAX - posts.len(), language);
    let mut rows = timeline_command::rows(run, incident, language);
    if !rows.is_empty() {
        rows.insert(0, Row::Heading(Bilingual::word(&Caption::SceneCommand, language)));
    }
    if !posts.is_empty() {
        rows.push(Row::Heading(Bilingual::word(&Caption::Posts, language)));
        rows.extend(posts);
        rows.extend(more(posts_left_out, Caption::MorePosts, language));
    }
    for (sector, units) in sectors {
        let heading = Bilingual::from_fn(language, |language| {
            let blank = if language == Language::Zh { "" } else { " " };
            format!("{}{blank}{}", sector.word(language), Caption::Units.word(language))
        });
        rows.push(Row::Heading(heading));
        rows.extend(units);
    }
    rows.extend(more(units_left_out, Caption::MoreUnits, language));
    rows
}

#[cfg(test)]
mod tests {
    use super::{Row, rows};
    use crate::chart::sample;
    use crate::terms::id::IncidentId;
    use crate::terms::language::Language;

    #[test]
    fn many_units_are_cut_and_counted() {
        let rows = rows(&sample::run(90), IncidentId(0), Language::En);
        let actors = rows.iter().filter(|row| matches!(row, Row::Actor(..))).count();
        assert_eq!(actors, 40);
        let Some(Row::More(label)) = rows.last() else { panic!("{:?}", rows.last()) };
        assert_eq!(label.first, "and 55 more units");
    }

    #[test]
    fn bars_at_the_same_time_lie_on_lanes_of_their_own() {
        let rows = rows(&sample::run(0), IncidentId(0), Language::En);
        let busiest = rows.iter().map(Row::lanes).max();
        assert_eq!(busiest, Some(2));
    }
}
