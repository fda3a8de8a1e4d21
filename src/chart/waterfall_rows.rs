//! The rows of a waterfall: one for each interval and place, in the order of a response, each beginning where the last ended.

use std::collections::BTreeMap;

use crate::chart::number;
use crate::measure::record::{StructureResult, Where};
use crate::terms::interval::{Interval, Part, Path};

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What the time went into.
    pub interval: Interval,
    /// Where.
    pub place: Where,
    /// Mean minutes by part, in the order of parts.
    pub parts: Vec<(Part, f64)>,
    /// Where the row begins, minutes.
    pub start: f64,
}

impl Row {
    /// Minutes of the row.
    #[must_use]
    pub fn minutes(&self) -> f64 {
        self.parts.iter().map(|(_, minutes)| minutes).sum()
    }
}

/// The place of a row in its interval: echelons from the bottom up, then the scene, then the unit.
const fn rank(place: Where) -> (u32, u32) {
    match place {
        Where::Echelon(echelon) => (0, u32::MAX - echelon.0),
        Where::Scene => (1, 0),
        Where::Unit => (2, 0),
    }
}

/// The rows of a path, without those of no time.
#[must_use]
pub fn rows(result: &StructureResult, path: Path) -> Vec<Row> {
    type Parts = (Where, BTreeMap<Part, f64>);
    let mut cells: BTreeMap<(Interval, (u32, u32)), Parts> = BTreeMap::new();
    for cell in result.waterfall.iter().filter(|cell| cell.path == path) {
        let Some(minutes) = number::drawable(cell.mean_min).filter(|minutes| *minutes > 0.0) else { continue };
        let (_, parts) = cells.entry((cell.interval, rank(cell.echelon))).or_insert_with(|| (cell.echelon, BTreeMap::new()));
        *parts.entry(cell.part).or_insert(0.0) += minutes;
    }
    let mut start = 0.0;
    let placed = cells.into_iter().map(|((interval, _), (place, parts))| {
        let row = Row { interval, place, parts: parts.into_iter().collect(), start };
        start += row.minutes();
        row
    });
    placed.collect()
}

/// Minutes of each interval of a path, those of no time included.
#[must_use]
pub fn by_interval(result: &StructureResult, path: Path) -> Vec<(Interval, f64)> {
    let rows = rows(result, path);
    let sum = |interval| rows.iter().filter(|row| row.interval == interval).map(Row::minutes).sum();
    Interval::ALL.into_iter().map(|interval| (interval, sum(interval))).collect()
}

#[cfg(test)]
mod tests {
    use super::rows;
    use crate::chart::sample;
    use crate::measure::record::Where;
    use crate::terms::id::EchelonId;
    use crate::terms::interval::{Interval, Path};

    #[test]
    fn rows_follow_each_other_from_the_bottom_echelon_up() {
        let rows = rows(&sample::result("baseline", 1.0), Path::FirstUnit);
        let reports: Vec<Where> = rows.iter().filter(|row| row.interval == Interval::Report).map(|row| row.place).collect();
        assert_eq!(reports, [3, 2, 1].map(|echelon| Where::Echelon(EchelonId(echelon))));
        for pair in rows.windows(2) {
            assert!((pair[0].start + pair[0].minutes() - pair[1].start).abs() < 1e-9, "{pair:?}");
        }
    }

    #[test]
    fn cells_that_are_no_number_are_left_out() {
        let mut result = sample::result("baseline", 1.0);
        for cell in &mut result.waterfall {
            cell.mean_min = f64::NAN;
        }
        assert!(rows(&result, Path::FirstUnit).is_empty());
    }
}
