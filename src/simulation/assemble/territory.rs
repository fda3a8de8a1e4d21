//! The ground: the tree of jurisdictions, what a structure has abolished, and the law of travel.

use crate::model::geography::territory::{Jurisdiction, Territory};
use crate::model::geography::travel::{Point, TravelLaw};
use crate::scenario::territory::{TravelSpec, place};
use crate::simulation::assemble::Files;
use crate::simulation::assemble::names::Names;
use crate::terms::id::JurisdictionId;

/// The ground of a scenario under one structure.
#[derive(Debug)]
pub struct Ground {
    /// The tree.
    pub territory: Territory,
    /// The echelon of each jurisdiction that has posts under the structure.
    pub echelon: Vec<Option<u32>>,
    /// Whose agencies those of each jurisdiction count as: itself, or the superior that took over.
    pub successor: Vec<JurisdictionId>,
    /// Subordinates of each jurisdiction.
    pub subordinates: Vec<Vec<JurisdictionId>>,
    /// Position of each jurisdiction in a walk of the tree, superiors first …
    pub walk: Vec<u32>,
    /// … and the position after its last descendant.
    pub walk_end: Vec<u32>,
}

impl Ground {
    /// The ground of the files.
    #[must_use]
    pub fn of(files: &Files<'_>, names: &Names<'_>) -> Self {
        let rows = files.world.jurisdictions.rows();
        let jurisdictions: Vec<_> = rows
            .iter()
            .map(|row| Jurisdiction {
                superior: row.superior.as_deref().map(|id| JurisdictionId::from_index(names.jurisdictions[id])),
                level: names.levels[row.level.as_str()],
                seat: row.seat().expect("check found a seat for every jurisdiction"),
            })
            .collect();
        let is_abolished = |row: &crate::scenario::territory::JurisdictionSpec| {
            let kinds = files.structure.abolishes.iter();
            kinds.into_iter().any(|kind| kind.level == row.level && Some(&kind.kind) == row.kind.as_ref())
        };
        let echelon_of = |level: u32| names.echelon_levels.iter().position(|l| *l == level);
        let echelon: Vec<_> = rows
            .iter()
            .zip(&jurisdictions)
            .map(|(row, j)| if is_abolished(row) { None } else { echelon_of(j.level).map(|e| u32::try_from(e).expect("few")) })
            .collect();
        let territory = Territory { jurisdictions };
        let successor = (0..rows.len())
            .map(|at| {
                let from = JurisdictionId::from_index(at);
                territory.upward(from).find(|j| echelon[j.index()].is_some()).unwrap_or(from)
            })
            .collect();
        let mut subordinates = vec![Vec::new(); rows.len()];
        for (at, j) in territory.jurisdictions.iter().enumerate() {
            if let Some(superior) = j.superior {
                subordinates[superior.index()].push(JurisdictionId::from_index(at));
            }
        }
        let (walk, walk_end) = walk(&territory, &subordinates);
        Self { territory, echelon, successor, subordinates, walk, walk_end }
    }

    /// Whether `inner` is `outer` or lies below it.
    #[must_use]
    pub fn is_within(&self, inner: JurisdictionId, outer: JurisdictionId) -> bool {
        let at = self.walk[inner.index()];
        at >= self.walk[outer.index()] && at < self.walk_end[outer.index()]
    }

    /// The other jurisdictions under the same superior.
    pub fn neighbours(&self, of: JurisdictionId) -> impl Iterator<Item = JurisdictionId> + '_ {
        let superior = self.territory.jurisdictions[of.index()].superior;
        superior.into_iter().flat_map(|s| &self.subordinates[s.index()]).copied().filter(move |other| *other != of)
    }

    /// A point in a jurisdiction: its own coordinates when given, or else the seat.
    #[must_use]
    pub fn point(&self, at: usize, lon: Option<f64>, lat: Option<f64>, x: Option<f64>, y: Option<f64>) -> Point {
        let place = place(lon, lat, x, y).unwrap_or(self.territory.jurisdictions[at].seat);
        Point { place, jurisdiction: JurisdictionId::from_index(at) }
    }
}

fn walk(territory: &Territory, subordinates: &[Vec<JurisdictionId>]) -> (Vec<u32>, Vec<u32>) {
    let count = territory.jurisdictions.len();
    let (mut begin, mut end) = (vec![0; count], vec![0; count]);
    let mut position = 0;
    let tops = territory.jurisdictions.iter().enumerate().filter(|(_, j)| j.superior.is_none());
    let mut stack: Vec<(usize, bool)> = tops.map(|(at, _)| (at, false)).collect();
    while let Some((at, is_done)) = stack.pop() {
        if is_done {
            end[at] = position;
            continue;
        }
        begin[at] = position;
        position += 1;
        stack.push((at, true));
        stack.extend(subordinates[at].iter().rev().map(|child| (child.index(), false)));
    }
    (begin, end)
}

/// The law of travel.
#[must_use]
pub fn travel(files: &Files<'_>, names: &Names<'_>) -> TravelLaw {
    match &files.world.travel {
        TravelSpec::StraightLine { detour_factor } => TravelLaw::StraightLine { detour_factor: *detour_factor },
        TravelSpec::Manhattan => TravelLaw::Manhattan,
        TravelSpec::Matrix { places, minutes } => {
            let mut row = vec![None; files.world.jurisdictions.rows().len()];
            for (position, id) in (0_u32..).zip(places) {
                row[names.jurisdictions[id.as_str()]] = Some(position);
            }
            TravelLaw::Matrix { row, minutes: minutes.clone() }
        }
    }
}
