//! Who commanded at the scene of one incident, and when a hand-over was under way.

use crate::chart::bilingual::Bilingual;
use crate::chart::ink::Ink;
use crate::chart::timeline_rows::{Bar, Row, unit_name};
use crate::engine::time::SimTime;
use crate::journal::entry::Entry;
use crate::journal::milestone::Milestone;
use crate::measure::record::RunRecord;
use crate::terms::id::{IncidentId, PostId, UnitId};
use crate::terms::interval::Part;
use crate::terms::language::Language;

/// Somebody who commanded: a post, or the head of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Post(PostId),
    Unit(UnitId),
}

/// A time of command, or of the briefing before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Time {
    who: Who,
    is_briefing: bool,
    from: SimTime,
    to: Option<SimTime>,
}

fn times(entries: &[Entry], incident: IncidentId) -> Vec<Time> {
    let mut times: Vec<Time> = Vec::new();
    for entry in entries.iter().filter(|entry| entry.about.incident == Some(incident)) {
        let now = entry.time;
        let mut end = |is_meant: fn(&Time) -> bool| {
            times.iter_mut().filter(|time| time.to.is_none() && is_meant(time)).for_each(|time| time.to = Some(now));
        };
        let is_briefing = match entry.milestone {
            Milestone::CommandTaken { .. } => {
                end(|_| true);
                false
            }
            Milestone::HandoverBegun => {
                end(|time| time.is_briefing);
                true
            }
            Milestone::IncidentContained => {
                end(|_| true);
                continue;
            }
            _ => continue,
        };
        let who = entry.about.post.map(Who::Post).or(entry.about.unit.map(Who::Unit));
        if let Some(who) = who {
            times.push(Time { who, is_briefing, from: now, to: None });
        }
    }
    times
}

/// One row for each who commanded, in the order of their command; empty where nobody commands.
#[must_use]
pub fn rows(run: &RunRecord, incident: IncidentId, language: Language) -> Vec<Row> {
    let times = times(&run.entries, incident);
    let mut rows: Vec<(Who, Vec<Bar>)> = Vec::new();
    for time in times {
        let part = if time.is_briefing { Part::Wait } else { Part::Whole };
        let bar = Bar { from: time.from, to: time.to, lane: 0, ink: Ink::BLUE, part };
        match rows.iter_mut().find(|(who, _)| *who == time.who) {
            Some((_, bars)) => bars.push(bar),
            None => rows.push((time.who, vec![bar])),
        }
    }
    let name = |who| match who {
        Who::Post(post) => Bilingual::name(&run.header.post(post).name, language),
        Who::Unit(unit) => unit_name(run, unit, language),
    };
    rows.into_iter().map(|(who, bars)| Row::Actor(name(who), bars)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Time, Who, times};
    use crate::engine::time::SimTime;
    use crate::journal::milestone::Milestone;
    use crate::measure::fixture::{CITY, FIRE, Story};
    use crate::terms::id::IncidentId;

    #[test]
    fn command_passes_on_after_a_briefing_and_ends_with_the_incident() {
        let mut story = Story::new(0.0);
        story.unit(10.0, FIRE, Milestone::CommandTaken { span: 5 });
        story.post(30.0, CITY, Milestone::HandoverBegun).post(40.0, CITY, Milestone::CommandTaken { span: 8 });
        story.scene(90.0, Milestone::IncidentContained);
        let at = |min: f64| SimTime::from_minutes(min);
        let time = |who, is_briefing, from, to| Time { who, is_briefing, from: at(from), to: Some(at(to)) };
        assert_eq!(
            times(&story.entries(), IncidentId(0)),
            [
                time(Who::Unit(FIRE), false, 10.0, 40.0),
                time(Who::Post(CITY), true, 30.0, 40.0),
                time(Who::Post(CITY), false, 40.0, 90.0)
            ]
        );
    }
}
