//! The load of each desk: how busy its officers are, how much waits and how long, and what comes.
//!
//! Busy time and queue come from the books of the desks, routine included; waits and kinds from the journal, which holds the matters
//! about incidents and warnings.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::engine::time::{SimTime, Span};
use crate::journal::header::DeskName;
use crate::journal::ledger::StationTotals;
use crate::journal::milestone::Milestone;
use crate::measure::milestones::Run;
use crate::measure::record::StructureResult;
use crate::statistics::quantile::quantile;
use crate::terms::language::Name;
use crate::terms::traffic::MatterKind;

/// The load of a desk in one replication, or its mean over replications.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DeskLoad {
    /// Officers on duty, averaged over time.
    pub officers: f64,
    /// Busy share of their time on duty; above 1 where work goes on after a shift.
    pub utilisation: f64,
    /// Matters waiting, averaged over time.
    pub queue: f64,
    /// 95th percentile of the wait of matters about incidents and of warnings, min; none when none was begun.
    pub wait_p95_min: Option<f64>,
    /// Share of time with more open matters than the span of the overload law, so that work goes slower.
    pub slow: f64,
    /// Matters that came, by the position of their kind.
    pub matters: [f64; MatterKind::ALL.len()],
}

#[expect(clippy::cast_precision_loss, reason = "integrals stay far below 2^53 ms")]
fn ratio(part: i64, whole: i64) -> f64 {
    if whole > 0 { part as f64 / whole as f64 } else { 0.0 }
}

/// The loads of a replication, in the order of the header's desks.
#[must_use]
pub fn loads(run: &Run<'_>) -> Vec<DeskLoad> {
    let mut waits = Waits::new(run);
    waits.read(run);
    let desks = run.header.desks.iter().zip(run.desks).zip(waits.by_desk.iter().zip(&waits.came));
    desks.map(|((_, (_, totals)), (waits, came))| load(totals, waits, came)).collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn load(totals: &StationTotals, waits: &[f64], came: &[u32; MatterKind::ALL.len()]) -> DeskLoad {
    let mut matters = came.map(f64::from);
    let about_incidents: f64 = matters.iter().sum();
    matters[MatterKind::Routine.index()] += totals.arrivals as f64 - about_incidents;
    let observed = totals.observed.ms();
    DeskLoad {
        officers: ratio(totals.on_duty_ms, observed),
        utilisation: ratio(totals.busy_ms, totals.on_duty_ms),
        queue: ratio(totals.waiting_ms, observed),
        wait_p95_min: quantile(waits, 0.95),
        slow: ratio(totals.slow_ms, observed),
        matters,
    }
}

/// What the journal tells of waits.
struct Waits {
    /// The desk of each post for each kind.
    desk_of: Vec<[Option<u32>; MatterKind::ALL.len()]>,
    /// When each matter that is not yet begun was received.
    received: Vec<Option<SimTime>>,
    /// Waits of each desk, min.
    by_desk: Vec<Vec<f64>>,
    /// Matters that came to each desk, by kind.
    came: Vec<[u32; MatterKind::ALL.len()]>,
}

impl Waits {
    fn new(run: &Run<'_>) -> Self {
        let mut desk_of = vec![[None; MatterKind::ALL.len()]; run.header.posts.len()];
        for (at, desk) in (0_u32..).zip(&run.header.desks) {
            for kind in &desk.handles {
                desk_of[desk.post.index()][kind.index()] = Some(at);
            }
        }
        let desks = run.header.desks.len();
        Self { desk_of, received: Vec::new(), by_desk: vec![Vec::new(); desks], came: vec![[0; MatterKind::ALL.len()]; desks] }
    }

    fn read(&mut self, run: &Run<'_>) {
        for entry in run.entries {
            let (Milestone::MatterReceived { kind } | Milestone::ServiceBegun { kind }) = entry.milestone else { continue };
            let (Some(post), Some(matter)) = (entry.about.post, entry.about.matter) else { continue };
            let Some(desk) = self.desk_of[post.index()][kind.index()] else { continue };
            let (desk, matter) = (desk as usize, matter.0 as usize);
            if self.received.len() <= matter {
                self.received.resize(matter + 1, None);
            }
            if matches!(entry.milestone, Milestone::MatterReceived { .. }) {
                self.received[matter] = Some(entry.time);
                self.came[desk][kind.index()] += 1;
            } else if let Some(received) = self.received[matter].take() {
                self.by_desk[desk].push(Span::minutes(entry.time - received));
            }
        }
    }
}

/// Means of loads over replications, desk by desk.
#[derive(Clone, Debug, Default)]
pub struct MeanLoads {
    sums: Vec<DeskLoad>,
    with_wait: Vec<u32>,
    replications: u32,
}

impl MeanLoads {
    /// Adds a replication.
    pub fn add(&mut self, loads: &[DeskLoad]) {
        self.sums.resize(loads.len(), DeskLoad::default());
        self.with_wait.resize(loads.len(), 0);
        self.replications += 1;
        for ((sum, count), load) in self.sums.iter_mut().zip(&mut self.with_wait).zip(loads) {
            sum.officers += load.officers;
            sum.utilisation += load.utilisation;
            sum.queue += load.queue;
            sum.slow += load.slow;
            if let Some(wait) = load.wait_p95_min {
                *sum.wait_p95_min.get_or_insert(0.0) += wait;
                *count += 1;
            }
            for (sum, matters) in sum.matters.iter_mut().zip(load.matters) {
                *sum += matters;
            }
        }
    }

    /// The means.
    #[must_use]
    pub fn finish(&self) -> Vec<DeskLoad> {
        let all = f64::from(self.replications.max(1));
        let mean = |(sum, waits): (&DeskLoad, &u32)| DeskLoad {
            officers: sum.officers / all,
            utilisation: sum.utilisation / all,
            queue: sum.queue / all,
            wait_p95_min: sum.wait_p95_min.map(|wait| wait / f64::from(*waits)),
            slow: sum.slow / all,
            matters: sum.matters.map(|matters| matters / all),
        };
        self.sums.iter().zip(&self.with_wait).map(mean).collect()
    }
}

/// A desk under several structures.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedDesk {
    /// Id of the post.
    pub post: String,
    /// Name of the post.
    pub name: Name,
    /// Id of the desk.
    pub desk: String,
    /// The kinds of matter that it handles, under the first structure that has it.
    pub handles: Vec<MatterKind>,
    /// The kinds that other desks of its post handle there.
    pub elsewhere: Vec<MatterKind>,
    /// Its load under each structure; none where it does not exist.
    pub loads: Vec<Option<DeskLoad>>,
}

impl LoadedDesk {
    fn busiest(&self) -> f64 {
        self.loads.iter().flatten().map(|load| load.utilisation).fold(0.0, f64::max)
    }

    /// Whether anything but routine came to it.
    fn is_concerned(&self) -> bool {
        let routine = MatterKind::Routine.index();
        self.loads.iter().flatten().any(|load| load.matters.iter().enumerate().any(|(kind, came)| kind != routine && *came > 0.0))
    }
}

fn elsewhere(desks: &[DeskName], desk: &DeskName) -> Vec<MatterKind> {
    let others = desks.iter().filter(|other| other.post == desk.post && other.id != desk.id);
    others.flat_map(|other| other.handles.iter().copied()).collect()
}

/// The desks that are busiest under any of the structures, at most so many, the busiest first and equals by id. A desk to which nothing
/// came but routine is left out where there are others: in a province, the busiest of all are busy with anything but the incidents.
#[must_use]
pub fn most_loaded(structures: &[StructureResult], at_most: usize) -> Vec<LoadedDesk> {
    let mut desks: BTreeMap<(&str, &str), LoadedDesk> = BTreeMap::new();
    for (position, one) in structures.iter().enumerate() {
        for (desk, load) in one.header.desks.iter().zip(&one.desks) {
            let post = one.header.post(desk.post);
            let row = desks.entry((&post.id, &desk.id)).or_insert_with(|| LoadedDesk {
                post: post.id.clone(),
                name: post.name.clone(),
                desk: desk.id.clone(),
                handles: desk.handles.clone(),
                elsewhere: elsewhere(&one.header.desks, desk),
                loads: vec![None; structures.len()],
            });
            row.loads[position] = Some(*load);
        }
    }
    let mut rows: Vec<LoadedDesk> = desks.into_values().filter(|row| row.busiest() > 0.0).collect();
    if rows.iter().any(LoadedDesk::is_concerned) {
        rows.retain(LoadedDesk::is_concerned);
    }
    rows.sort_by(|a, b| b.busiest().partial_cmp(&a.busiest()).unwrap_or(Ordering::Equal));
    rows.truncate(at_most);
    rows
}

#[cfg(test)]
mod tests {
    use super::{DeskLoad, MeanLoads};

    #[test]
    fn a_mean_of_waits_is_over_the_replications_that_have_one() {
        let mut means = MeanLoads::default();
        means.add(&[DeskLoad { utilisation: 0.5, wait_p95_min: Some(4.0), ..DeskLoad::default() }]);
        means.add(&[DeskLoad { utilisation: 1.0, ..DeskLoad::default() }]);
        let [mean] = means.finish()[..] else { panic!("one desk") };
        assert_eq!((mean.utilisation, mean.wait_p95_min), (0.75, Some(4.0)));
    }
}
