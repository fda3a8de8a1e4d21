//! Each matter's way through the whole system, put together from its visits.

use crate::engine::time::SimTime;
use crate::journal::ledger::{Outcome, Visit};

/// A matter's way.
#[derive(Clone, Copy, Debug)]
struct Way {
    first: SimTime,
    last: SimTime,
    is_counted: bool,
}

/// Minutes from first arrival to last end of the matters that went their way to the end. `entry` is the station where the
/// matters of each wanted source enter: a matter whose first observed visit is elsewhere came before the books were opened.
pub fn minutes(visits: &[Visit], entry: &[Option<u32>]) -> Vec<f64> {
    let matters = visits.iter().map(|visit| visit.matter as usize + 1).max().unwrap_or(0);
    let mut ways: Vec<Option<Way>> = vec![None; matters];
    for visit in visits {
        let is_whole = matches!(visit.outcome, Outcome::Completed | Outcome::Escalated);
        let way = ways[visit.matter as usize].get_or_insert(Way {
            first: visit.arrived,
            last: visit.arrived,
            is_counted: Some(visit.station) == entry[visit.source as usize],
        });
        way.is_counted &= is_whole;
        way.last = way.last.max(visit.finished.unwrap_or(visit.arrived));
    }
    ways.into_iter().flatten().filter(|way| way.is_counted).map(|way| (way.last - way.first).minutes()).collect()
}

/// Minutes from a matter's first arrival to each unit on scene.
pub fn minutes_to_scene(visits: &[Visit]) -> Vec<f64> {
    let matters = visits.iter().map(|visit| visit.matter as usize + 1).max().unwrap_or(0);
    let mut first: Vec<Option<SimTime>> = vec![None; matters];
    let mut minutes = Vec::new();
    for visit in visits {
        let first = *first[visit.matter as usize].get_or_insert(visit.arrived);
        minutes.extend(visit.on_scene.map(|scene| (scene - first).minutes()));
    }
    minutes
}
