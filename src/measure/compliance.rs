//! Which post kept which limit for its reports: the audit of deadlines.

use std::collections::BTreeMap;

use crate::engine::time::Span;
use crate::journal::entry::Entry;
use crate::journal::milestone::Milestone;
use crate::measure::milestones::Run;
use crate::terms::id::PostId;

/// How one post kept one limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComplianceRow {
    /// The post.
    pub post: PostId,
    /// Position of the limit in the header.
    pub limit: u32,
    /// Limits that began.
    pub begun: u32,
    /// Of these, kept: the report left in time.
    pub met: u32,
    /// Of these, missed.
    pub overdue: u32,
    /// Reports that left after all, of the missed ones.
    pub late: u32,
    /// Sum of their lateness.
    pub lateness: Span,
    /// The greatest lateness.
    pub worst: Span,
}

impl ComplianceRow {
    /// Nothing yet.
    #[must_use]
    pub const fn none(post: PostId, limit: u32) -> Self {
        Self { post, limit, begun: 0, met: 0, overdue: 0, late: 0, lateness: Span::ZERO, worst: Span::ZERO }
    }

    /// Reports that were due: kept or missed.
    #[must_use]
    pub const fn due(&self) -> u32 {
        self.met + self.overdue
    }

    /// Limits that ended with the incident or the run before they were kept or missed.
    #[must_use]
    pub const fn lapsed(&self) -> u32 {
        self.begun - self.due()
    }

    /// Mean lateness of the reports that left late, min; none when there is none.
    #[must_use]
    pub fn mean_lateness_min(&self) -> Option<f64> {
        (self.late > 0).then(|| self.lateness.minutes() / f64::from(self.late))
    }

    /// Adds another row to this one.
    pub fn add(&mut self, other: &Self) {
        self.begun += other.begun;
        self.met += other.met;
        self.overdue += other.overdue;
        self.late += other.late;
        self.lateness = Span(self.lateness.ms() + other.lateness.ms());
        self.worst = self.worst.max(other.worst);
    }
}

/// Rows by post and limit, gathered in any order.
#[derive(Clone, Debug, Default)]
pub struct Compliance(BTreeMap<(PostId, u32), ComplianceRow>);

impl Compliance {
    /// Adds a row.
    pub fn add(&mut self, row: &ComplianceRow) {
        self.of(row.post, row.limit).add(row);
    }

    fn of(&mut self, post: PostId, limit: u32) -> &mut ComplianceRow {
        self.0.entry((post, limit)).or_insert(ComplianceRow::none(post, limit))
    }

    /// The rows by post, then by limit.
    #[must_use]
    pub fn rows(&self) -> Vec<ComplianceRow> {
        self.0.values().copied().collect()
    }
}

/// How late a report left: since the end of its limit, which is its cause.
///
/// # Panics
/// When nothing caused it: a bug of the simulation.
#[must_use]
pub fn lateness(entry: &Entry, run: &Run) -> Span {
    let end = entry.cause.index().map(|at| run.entries[at].time);
    entry.time - end.unwrap_or_else(|| panic!("a report at {} is late without a limit", entry.time))
}

/// How each post kept each limit in one replication; empty where a scenario has no limits.
///
/// # Panics
/// When an entry about a limit names no post: a bug of the simulation.
#[must_use]
pub fn compliance(run: &Run) -> Vec<ComplianceRow> {
    if run.header.deadlines.is_empty() {
        return Vec::new();
    }
    let mut rows = Compliance::default();
    for entry in run.entries {
        let post = || entry.about.post.unwrap_or_else(|| panic!("{:?} names no post", entry.milestone));
        match entry.milestone {
            Milestone::LimitBegun { limit } => rows.of(post(), limit).begun += 1,
            Milestone::LimitKept { limit } => rows.of(post(), limit).met += 1,
            Milestone::ReportOverdue { limit } => rows.of(post(), limit).overdue += 1,
            Milestone::ReportLate { limit } => {
                let (late, row) = (lateness(entry, run), rows.of(post(), limit));
                row.late += 1;
                row.lateness = Span(row.lateness.ms() + late.ms());
                row.worst = row.worst.max(late);
            }
            _ => {}
        }
    }
    rows.rows()
}

#[cfg(test)]
mod tests {
    use super::compliance;
    use crate::journal::deadline::DeadlineName;
    use crate::journal::milestone::Milestone;
    use crate::measure::fixture::{CITY, COUNTY, Story, header, incident, run};
    use crate::terms::language::Name;

    #[test]
    fn a_limit_is_kept_or_missed_or_lapses_and_lateness_counts_from_its_end() {
        let mut header = header();
        header.deadlines.push(DeadlineName {
            id: "phone".into(),
            name: Name::new("报", "tell"),
            line: "gov".into(),
            echelon: "county".into(),
            is_written: false,
            within_ms: crate::engine::time::Span::from_minutes(20.0),
            source: "assumption".into(),
        });
        let limit = 0;
        let mut story = Story::new(0.0);
        story.post(1.0, COUNTY, Milestone::LimitBegun { limit }).post(21.0, COUNTY, Milestone::ReportOverdue { limit });
        story.post(28.5, COUNTY, Milestone::ReportLate { limit });
        story.post(30.0, CITY, Milestone::LimitBegun { limit }).post(31.0, CITY, Milestone::LimitKept { limit });
        story.post(40.0, CITY, Milestone::LimitBegun { limit });
        let (incidents, entries) = ([incident(0, 0.0)], story.entries());
        let rows = compliance(&run(&header, &incidents, &entries));
        let of = |post| rows.iter().find(|row| row.post == post).unwrap();
        let (county, city) = (of(COUNTY), of(CITY));
        assert_eq!((county.due(), county.met, county.overdue, county.late, county.lapsed()), (1, 0, 1, 1, 0));
        assert_eq!(county.mean_lateness_min(), Some(7.5));
        assert_eq!((city.due(), city.met, city.lapsed(), city.mean_lateness_min()), (1, 1, 1, None));
    }
}
