//! The critical path of an incident: from its end back through the causes to the onset, and forward again in rows.
//!
//! | pair of entries that ends in | interval | part | where |
//! | --- | --- | --- | --- |
//! | detection | detect | - | scene |
//! | matter sent | of the phase | what the cause leaves: service after its beginning, else wait | sending post |
//! | matter received, proposal carried | of the phase | transit | receiving post |
//! | service begun | of the phase | wait | post |
//! | deliberation begun, quorum missed | of the phase | convene | post |
//! | service ended, decision made | of the phase | service | post |
//! | order issued | of the phase | wait | deciding post |
//! | task of a plan given, done | of the phase | wait, service | leading post |
//! | inject applied | order | - | scene |
//! | order received at the base | order | transit | unit |
//! | widely known | detect | - | scene |
//! | set out unasked | order | wait | unit |
//! | reported in | deploy | - | scene |
//! | letter issued | mobilise | wait | unit |
//! | passed the access road | travel | wait | unit |
//! | departed, arrived, work begun | mobilise, travel, deploy | - | unit, unit, scene |
//! | need or incident contained, effective force | contain | - | scene |
//!
//! The phase is *report* up to the first time that a decision was put on a desk, *decide* from there to the last decision of the
//! path, so that approvals and escalation belong to it, and *order* after it.

use crate::engine::time::SimTime;
use crate::journal::entry::Entry;
use crate::journal::milestone::Milestone;
use crate::measure::classify::classify;
use crate::measure::milestones::{Run, Timeline};
use crate::measure::record::{IntervalRow, Where};
use crate::terms::id::IncidentId;
use crate::terms::interval::{Interval, Part, Path};
use crate::terms::traffic::MatterKind;

/// The rows of the three paths of every observed incident, by incident, path and time. Each path tiles the time from onset to
/// its end exactly; a path not completed is one censored row from onset to horizon.
///
/// # Panics
/// When the causes of an entry do not lead back to the onset of its incident without a gap.
#[must_use]
pub fn interval_rows(run: &Run, timelines: &[Timeline]) -> Vec<IntervalRow> {
    let mut walk = Walk { run, chain: Vec::new(), rows: Vec::new() };
    for (position, timeline) in timelines.iter().enumerate().filter(|(_, timeline)| timeline.is_observed && timeline.takes_units)
    {
        for path in Path::ALL {
            walk.path(IncidentId::from_index(position), timeline, path);
        }
    }
    walk.rows
}

struct Walk<'a> {
    run: &'a Run<'a>,
    /// Entries of the path at hand, from its end back to the onset.
    chain: Vec<&'a Entry>,
    rows: Vec<IntervalRow>,
}

impl Walk<'_> {
    fn path(&mut self, incident: IncidentId, timeline: &Timeline, path: Path) {
        let Some(end) = timeline.path_end(path) else {
            self.rows.push(censored(incident, timeline, path, self.run.header.horizon_ms));
            return;
        };
        self.follow_causes(end, timeline.onset);
        let phases = Phases::of(&self.chain);
        for step in (1..self.chain.len()).rev() {
            let (from, to) = (self.chain[step], self.chain[step - 1]);
            if from.time < to.time {
                let (interval, part, echelon, post) = classify(from, to, phases.at(step - 1), self.run.header);
                let (start, end) = (from.time, to.time);
                self.rows.push(IntervalRow { incident, path, interval, part, echelon, post, start, end, is_censored: false });
            }
        }
    }

    fn follow_causes(&mut self, end: usize, onset: SimTime) {
        self.chain.clear();
        let mut at = Some(end);
        while let Some(position) = at {
            let entry = &self.run.entries[position];
            self.chain.push(entry);
            // A secondary incident has a cause as well: the onset of another one.
            at = if entry.milestone == Milestone::IncidentStarted { None } else { entry.cause.index() };
        }
        let root = self.chain.last().expect("a chain holds its end");
        assert!(
            root.milestone == Milestone::IncidentStarted && root.time == onset,
            "the causes of {:?} lead back to {:?} at {}, not to the onset at {onset}",
            self.chain[0],
            root.milestone,
            root.time
        );
    }
}

fn censored(incident: IncidentId, timeline: &Timeline, path: Path, horizon: SimTime) -> IntervalRow {
    let last = if path == Path::Containment { Interval::Contain } else { Interval::Deploy };
    IntervalRow {
        incident,
        path,
        interval: timeline.under_way.min(last),
        part: Part::Whole,
        echelon: Where::Scene,
        post: None,
        start: timeline.onset,
        end: horizon,
        is_censored: true,
    }
}

/// Where deciding begins and ends, as positions on a chain that runs backward: `first` is the larger.
struct Phases {
    first: usize,
    last: Option<usize>,
}

impl Phases {
    fn of(chain: &[&Entry]) -> Self {
        let is_decision = |entry: &&&Entry| {
            let is_granted =
                matches!(entry.milestone, Milestone::RequestApproved { .. } | Milestone::UrgentDecided | Milestone::SelfStarted);
            is_granted || matches!(entry.milestone, Milestone::DecisionMade | Milestone::TaskDone { .. })
        };
        let begins_deciding = |entry: &&Entry| {
            let is_on_a_desk = entry.milestone == Milestone::MatterReceived { kind: MatterKind::Decision };
            let is_begun = matches!(entry.milestone, Milestone::DecisionMade | Milestone::TaskGiven { .. });
            is_on_a_desk || is_begun || entry.milestone == Milestone::SelfStarted
        };
        let last = chain.iter().enumerate().find(|(_, entry)| is_decision(entry)).map(|(step, _)| step);
        let first = chain.iter().rposition(begins_deciding).unwrap_or(0);
        Self { first, last }
    }

    /// The interval of a pair by the position of its later entry.
    fn at(&self, step: usize) -> Interval {
        match self.last {
            Some(last) if step < last => Interval::Order,
            Some(_) if step <= self.first => Interval::Decide,
            _ => Interval::Report,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::interval_rows;
    use crate::journal::entry::Entry;
    use crate::journal::milestone::Milestone;
    use crate::measure::fixture::{CITY, COUNTY, FIRE, MILITIA, RESCUE, Story, header, incident, plain_course, received, run};
    use crate::measure::milestones::Milestones;
    use crate::measure::record::IntervalRow;
    use crate::terms::interval::Path;
    use crate::terms::traffic::MatterKind;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    const CONTAINED: Milestone = Milestone::NeedContained { capability: RESCUE };

    fn rows(onset_min: f64, entries: &[Entry], path: Path) -> Vec<IntervalRow> {
        let (header, incidents) = (header(), [incident(0, onset_min)]);
        let run = run(&header, &incidents, entries);
        let rows = interval_rows(&run, &Milestones::of(&run).timelines);
        rows.into_iter().filter(|row| row.path == path).collect()
    }

    /// Rows as `interval/part minutes@post`, in one line.
    fn line(rows: &[IntervalRow]) -> String {
        let word = |row: &IntervalRow| {
            let post = row.post.map_or(String::new(), |post| format!("@{}", header().post(post).id));
            format!("{}/{} {}{post}", row.interval.id(), row.part.id(), (row.end - row.start).minutes())
        };
        rows.iter().map(word).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn a_plain_course_passes_through_every_interval() {
        let entries = plain_course();
        let first_unit = "detect/- 2, report/transit 1@a1.gov, report/wait 2@a1.gov, report/service 5@a1.gov, \
             decide/wait 4@a1.gov, decide/service 6@a1.gov, order/transit 2, mobilise/- 2, travel/- 16, deploy/- 5";
        assert_eq!(line(&rows(10.0, &entries, Path::FirstUnit)), first_unit);
        assert_eq!(line(&rows(10.0, &entries, Path::EffectiveForce)), first_unit);
        assert_eq!(line(&rows(10.0, &entries, Path::Containment)), format!("{first_unit}, contain/- 65"));
    }

    #[test]
    fn escalation_and_approval_belong_to_the_decision() {
        let mut story = Story::new(0.0);
        story.detected(1.0, COUNTY, 2.0).served(COUNTY, MatterKind::Report, 3.0, 4.0).decided(COUNTY, 4.0, 5.0, 7.0);
        story.sent(7.0, Some(COUNTY), CITY, MatterKind::Request).post(8.0, CITY, received(MatterKind::Request));
        story.served(CITY, MatterKind::Request, 10.0, 13.0).decided(CITY, 13.0, 17.0, 22.0).ordered(22.0, CITY, FIRE);
        story.sent(22.0, Some(CITY), COUNTY, MatterKind::Order).post(23.0, COUNTY, received(MatterKind::Order));
        story.served(COUNTY, MatterKind::Order, 25.0, 28.0).moved(FIRE, [29.0, 30.0, 31.0, 32.0]);
        assert_eq!(
            line(&rows(0.0, &story.entries(), Path::FirstUnit)),
            "detect/- 1, report/transit 1@a1.gov, report/wait 1@a1.gov, report/service 1@a1.gov, decide/wait 1@a1.gov, \
             decide/service 2@a1.gov, decide/transit 1@a.gov, decide/wait 2@a.gov, decide/service 3@a.gov, decide/wait 4@a.gov, \
             decide/service 5@a.gov, order/transit 1@a1.gov, order/wait 2@a1.gov, order/service 3@a1.gov, order/transit 1, \
             mobilise/- 1, travel/- 1, deploy/- 1"
        );
    }

    #[test]
    fn a_need_that_waits_for_a_unit_waits_at_the_deciding_post() {
        let mut story = Story::new(0.0);
        story.detected(1.0, COUNTY, 1.0).served(COUNTY, MatterKind::Report, 1.0, 2.0).decided(COUNTY, 2.0, 2.0, 3.0);
        let decision = story.last();
        story.post(3.0, COUNTY, Milestone::NeedWaited { capability: RESCUE, units: 1 }).from(decision);
        story.ordered(33.0, COUNTY, FIRE).moved(FIRE, [34.0, 34.0, 40.0, 40.0]);
        assert_eq!(
            line(&rows(0.0, &story.entries(), Path::FirstUnit)),
            "detect/- 1, report/service 1@a1.gov, decide/service 1@a1.gov, order/wait 30@a1.gov, order/transit 1, travel/- 6"
        );
    }

    #[test]
    fn an_inject_orders_without_report_or_decision() {
        let mut story = Story::new(5.0);
        story.scene(15.0, Milestone::InjectApplied { inject: 0 }).moved(MILITIA, [18.0, 20.0, 30.0, 31.0]);
        let line = line(&rows(5.0, &story.entries(), Path::FirstUnit));
        assert_eq!(line, "order/- 10, order/transit 3, mobilise/- 2, travel/- 10, deploy/- 1");
    }

    #[test]
    fn a_path_not_completed_is_one_censored_row_in_the_interval_under_way() {
        let mut story = Story::new(100.0);
        let under_way = |entries: &[Entry], path| {
            let rows = rows(100.0, entries, path);
            assert_eq!((rows.len(), rows[0].is_censored, rows[0].end), (1, true, header().horizon_ms));
            line(&rows)
        };
        assert_eq!(under_way(&Story::new(100.0).entries(), Path::FirstUnit), "detect/- 500");
        story.detected(101.0, COUNTY, 102.0).served(COUNTY, MatterKind::Report, 103.0, 104.0);
        story.decided(COUNTY, 104.0, 105.0, 106.0).ordered(107.0, COUNTY, FIRE).moved(FIRE, [108.0, 109.0, 110.0, 111.0]);
        let entries = story.entries();
        for (told, interval) in
            [(2, "report"), (6, "report"), (7, "decide"), (9, "order"), (11, "mobilise"), (12, "travel"), (13, "deploy")]
        {
            assert_eq!(under_way(&entries[..told], Path::Containment), format!("{interval}/- 500"), "{told} entries");
        }
        assert_eq!(under_way(&entries, Path::EffectiveForce), "deploy/- 500");
        assert_eq!(under_way(&entries, Path::Containment), "contain/- 500");
    }

    #[test]
    fn what_needs_no_unit_or_begins_after_the_horizon_has_no_path() {
        let mut story = Story::new(0.0);
        story.scene(0.0, Milestone::IncidentContained);
        assert!(rows(0.0, &story.entries(), Path::Containment).is_empty());
        assert!(rows(600.0, &[], Path::Containment).is_empty());
    }

    #[test]
    #[should_panic(expected = "not to the onset")]
    fn a_chain_that_does_not_begin_with_the_onset_is_a_bug() {
        let _ = rows(9.0, &plain_course(), Path::FirstUnit);
    }

    proptest! {
        #[test]
        fn rows_tile_from_onset_to_the_end(gaps in proptest::collection::vec(0_u8..3, 17), relays in 0_usize..4) {
            let mut clock = 10.0;
            let mut gap = gaps.into_iter();
            let mut next = || { clock += f64::from(gap.next().unwrap_or(1)); clock };
            let mut story = Story::new(10.0);
            story.detected(next(), COUNTY, next()).served(COUNTY, MatterKind::Report, next(), next());
            for _ in 0..relays {
                let sent = next();
                story.sent(sent, Some(COUNTY), CITY, MatterKind::Request).post(next(), CITY, received(MatterKind::Request));
                story.served(CITY, MatterKind::Request, next(), next());
            }
            story.decided(CITY, next(), next(), next()).ordered(next(), CITY, FIRE).moved(FIRE, [next(), next(), next(), next()]);
            let end = next();
            story.scene(end, CONTAINED).scene(end, Milestone::IncidentContained);
            let rows = rows(10.0, &story.entries(), Path::Containment);
            let total: f64 = rows.iter().map(|row| (row.end - row.start).minutes()).sum();
            prop_assert_eq!(total, end - 10.0);
            prop_assert!(rows.iter().all(|row| row.start < row.end && !row.is_censored));
            prop_assert!(rows.windows(2).all(|pair| pair[0].end == pair[1].start && pair[0].interval <= pair[1].interval));
        }
    }
}
