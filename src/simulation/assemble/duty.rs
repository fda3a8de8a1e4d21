//! Shifts, recalls and response levels at the desks of the structure's posts.

use std::collections::BTreeMap;

use crate::engine::time::Span;
use crate::model::command::duty::{Duty, Recall, Shift};
use crate::model::command::post::{Hazards, ResponseLevel};
use crate::scenario::structure::PostRef;
use crate::simulation::assemble::Files;
use crate::simulation::assemble::names::{Names, stable_key};
use crate::simulation::assemble::posts::{Stand, law};
use crate::terms::id::{PostId, StationId};

/// Where the desks of posts are, by the keys of their written names.
#[derive(Debug)]
pub struct DeskFinder<'a> {
    files: &'a Files<'a>,
    names: &'a Names<'a>,
    stand: &'a Stand,
    by_key: BTreeMap<u64, StationId>,
}

impl<'a> DeskFinder<'a> {
    /// All desks.
    #[must_use]
    pub fn new(files: &'a Files<'a>, names: &'a Names<'a>, stand: &'a Stand) -> Self {
        let keys = stand.desks.desks.iter().enumerate();
        let by_key = keys.map(|(at, desk)| (desk.key, StationId::from_index(at))).collect();
        Self { files, names, stand, by_key }
    }

    /// The posts that a table means, in the order of their ids.
    pub fn posts(&self, post: &PostRef) -> impl Iterator<Item = PostId> + use<'_, 'a> {
        let (line, echelon) = (self.names.lines.get(post.line.as_str()), self.names.echelons.get(post.echelon.as_str()));
        let posts = self.stand.posts.iter().enumerate();
        posts
            .filter(move |(_, profile)| Some(&profile.line) == line && Some(&profile.echelon.0) == echelon)
            .map(|(at, _)| PostId::from_index(at))
    }

    /// A desk of a post.
    #[must_use]
    pub fn desk(&self, post: PostId, desk: &str) -> Option<StationId> {
        let line = self.stand.posts[post.index()].line;
        self.desk_nearby(post, &self.files.world.lines[line as usize].id, desk)
    }

    /// A desk of the post of a line at the jurisdiction of a post.
    #[must_use]
    pub fn desk_nearby(&self, post: PostId, line: &str, desk: &str) -> Option<StationId> {
        let profile = &self.stand.posts[post.index()];
        let jurisdiction = &self.files.world.jurisdictions.rows()[profile.jurisdiction.index()].id;
        self.by_key.get(&stable_key(&format!("{jurisdiction}.{line}.{desk}"))).copied()
    }
}

/// Assembles the duty of all desks.
#[must_use]
pub fn assemble(files: &Files<'_>, finder: &DeskFinder<'_>) -> Duty {
    let desks = |post: &PostRef, desk: &str| -> Vec<StationId> {
        finder.posts(post).filter_map(|post| finder.desk(post, desk)).collect()
    };
    let hours = |hours: f64| Span::from_minutes(60.0 * hours);
    let shifts = files.structure.shifts.iter().map(|row| Shift {
        from: hours(row.from_h),
        until: hours(row.until_h),
        officers: row.officers,
        desks: desks(&row.post, &row.desk),
    });
    let mut recalls = Vec::new();
    if !files.structure.recalls.is_empty() {
        recalls.resize(finder.stand.desks.desks.len(), None);
    }
    for row in &files.structure.recalls {
        for desk in desks(&row.post, &row.desk) {
            let (when_open, officers) = (row.when_open, row.officers);
            recalls[desk.index()] = Some(Recall { when_open, officers, after: law(&row.after) });
        }
    }
    Duty { start: Span::from_minutes(files.scenario.start_of_day_min()), shifts: shifts.collect(), recalls }
}

/// The response levels of all posts, row by row.
#[must_use]
pub fn responses(files: &Files<'_>, names: &Names<'_>, finder: &DeskFinder<'_>) -> Vec<(PostId, ResponseLevel)> {
    let rows = files.structure.responses.iter().flat_map(|row| {
        let hazards = row.hazards.as_ref().map(|ids| ids.iter().map(|id| names.hazards[id.as_str()]).collect());
        let level = move |desk| ResponseLevel {
            hazards: Hazards(hazards.clone()),
            from_severity: row.from_severity,
            level: row.level,
            approval: law(&row.approval),
            desk,
            officers: row.officers,
            decision_factor: row.decision_factor,
        };
        finder.posts(&row.post).filter_map(move |post| Some((post, level(finder.desk(post, &row.desk)?))))
    });
    rows.collect()
}
