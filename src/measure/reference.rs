//! A published timeline held against the runs: what the publication says, the simulated median, and whether they agree.

use serde::Serialize;

use crate::engine::time::SimTime;
use crate::journal::header::Origin;
use crate::measure::milestones::{Milestones, Moment, Run};
use crate::statistics::quantile::quantile;

/// A published moment of a scripted incident.
#[derive(Clone, Debug, PartialEq)]
pub struct ReferencePoint {
    /// Which moment.
    pub moment: Moment,
    /// Id of the scripted incident.
    pub incident: String,
    /// Published time, minutes from the start of the scenario.
    pub at_min: f64,
    /// What the publication can tell apart, min.
    pub precision_min: f64,
    /// What the row says and where it stands.
    pub source: String,
}

/// Whether the simulated median lies within what the publication can tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It does.
    Hit,
    /// It does not, or fewer than half of the replications reached the moment.
    Miss,
}

impl Verdict {
    /// The id used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Hit => "hit",
            Self::Miss => "miss",
        }
    }
}

/// A published moment beside the simulated one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReferenceComparison {
    /// Id of the moment.
    pub milestone: &'static str,
    /// Id of the incident.
    pub incident: String,
    /// Published time, minutes from the start of the scenario.
    pub published_min: f64,
    /// What the publication can tell apart, min.
    pub precision_min: f64,
    /// Median over replications, minutes from the start; none when half or more of them did not reach the moment.
    pub simulated_min: Option<f64>,
    /// Simulated − published, min.
    pub difference_min: Option<f64>,
    /// Replications that reached the moment.
    pub reached: u32,
    /// Replications in all.
    pub replications: u32,
    /// Agreement.
    pub verdict: Verdict,
    /// What the row says and where it stands.
    pub source: String,
}

/// When one replication reached each point; to be gathered over the replications for `hold_against`.
#[must_use]
pub fn reference_times(points: &[ReferencePoint], run: &Run, milestones: &Milestones) -> Vec<Option<SimTime>> {
    let time = |point: &ReferencePoint| {
        let scripted = run.header.scripted.iter().position(|item| item.id == point.incident)?;
        let is_meant = |origin| matches!(origin, Origin::Scripted(position) if position as usize == scripted);
        let incident = run.incidents.iter().position(|record| is_meant(record.origin))?;
        milestones.timelines[incident].time(point.moment, run.entries)
    };
    points.iter().map(time).collect()
}

/// Compares each point with the median over replications; one row of `times` a replication.
#[must_use]
pub fn hold_against(points: &[ReferencePoint], times: &[Vec<Option<SimTime>>]) -> Vec<ReferenceComparison> {
    let row = |(position, point): (usize, &ReferencePoint)| {
        let column: Vec<Option<SimTime>> = times.iter().map(|replication| replication[position]).collect();
        hold_point(point, &column)
    };
    points.iter().enumerate().map(row).collect()
}

fn hold_point(point: &ReferencePoint, times: &[Option<SimTime>]) -> ReferenceComparison {
    let minutes: Vec<f64> =
        times.iter().map(|time| time.map_or(f64::INFINITY, |time| (time - SimTime::ZERO).minutes())).collect();
    let simulated_min = quantile(&minutes, 0.5).filter(|median| median.is_finite());
    let difference_min = simulated_min.map(|simulated| simulated - point.at_min);
    let is_hit = difference_min.is_some_and(|difference| difference.abs() <= point.precision_min);
    let number = |count: usize| u32::try_from(count).expect("fewer than 2^32 replications");
    ReferenceComparison {
        milestone: point.moment.id(),
        incident: point.incident.clone(),
        published_min: point.at_min,
        precision_min: point.precision_min,
        simulated_min,
        difference_min,
        reached: number(times.iter().flatten().count()),
        replications: number(times.len()),
        verdict: if is_hit { Verdict::Hit } else { Verdict::Miss },
        source: point.source.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{ReferencePoint, Verdict, hold_against};
    use crate::engine::time::SimTime;
    use crate::measure::milestones::Moment;

    fn point(at_min: f64, precision_min: f64) -> ReferencePoint {
        let (incident, source) = ("quake".to_owned(), "a report".to_owned());
        ReferencePoint { moment: Moment::Detected, incident, at_min, precision_min, source }
    }

    #[test]
    fn a_median_within_the_precision_is_a_hit() {
        let times: Vec<_> = [9.0, 12.0, 30.0].map(|min| vec![Some(SimTime::from_minutes(min)); 2]).into();
        let rows = hold_against(&[point(10.0, 2.0), point(10.0, 1.0)], &times);
        assert_eq!((rows[0].simulated_min, rows[0].difference_min), (Some(12.0), Some(2.0)));
        assert_eq!((rows[0].verdict, rows[1].verdict), (Verdict::Hit, Verdict::Miss));
    }

    #[test]
    fn a_moment_that_most_replications_never_reach_is_a_miss_without_a_median() {
        let times = [vec![Some(SimTime::from_minutes(10.0))], vec![None], vec![None]];
        let row = &hold_against(&[point(10.0, 2.0)], &times)[0];
        assert_eq!((row.simulated_min, row.reached, row.replications, row.verdict), (None, 1, 3, Verdict::Miss));
    }
}
