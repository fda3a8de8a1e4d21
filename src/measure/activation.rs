//! How long until the first response level is launched, from the first report that a post has read.

use crate::engine::time::SimTime;
use crate::journal::header::{Header, IncidentRecord};
use crate::journal::milestone::Milestone;
use crate::measure::milestones::{Moment, Run, Timeline};
use crate::measure::record::ResponseTime;

/// For each incident of which a post has read and for which a level is foreseen: minutes from that first report to the first level that a
/// post launched. Where none was, the incident is censored when it was contained or the run ended.
#[must_use]
pub fn activation_times(run: &Run, timelines: &[Timeline]) -> Vec<ResponseTime> {
    if !run.header.mechanisms.responses {
        return Vec::new();
    }
    let mut launched: Vec<Option<SimTime>> = vec![None; run.incidents.len()];
    for entry in run.entries.iter().filter(|entry| matches!(entry.milestone, Milestone::ResponseLaunched { .. })) {
        let incident = entry.about.incident.expect("a level is launched for an incident").index();
        launched[incident] = launched[incident].or(Some(entry.time));
    }
    let incidents = timelines.iter().zip(run.incidents).zip(launched);
    let observed = incidents.filter(|((timeline, _), _)| timeline.is_observed);
    let times = observed.filter_map(|((timeline, record), launched)| {
        let read = timeline.time(Moment::ReportRead, run.entries)?;
        let end = || timeline.time(Moment::Contained, run.entries).unwrap_or(run.header.horizon_ms).max(read);
        let until = launched.or_else(|| is_foreseen(run.header, record).then(end))?;
        Some(ResponseTime { min: (until - read).minutes(), is_censored: launched.is_none() })
    });
    times.collect()
}

/// Whether some post has a level for an incident of this hazard and grade.
fn is_foreseen(header: &Header, record: &IncidentRecord) -> bool {
    header.responses_from.get(record.hazard as usize).copied().flatten().is_some_and(|from| record.severity >= from)
}

#[cfg(test)]
mod tests {
    use super::activation_times;
    use crate::journal::milestone::Milestone;
    use crate::measure::fixture::{CITY, COUNTY, RESCUE, Story, header, incident, run};
    use crate::measure::milestones::Milestones;
    use crate::measure::record::ResponseTime;
    use crate::terms::severity::Severity;
    use crate::terms::traffic::MatterKind;

    fn times(from: Option<Severity>, story: &mut Story) -> Vec<ResponseTime> {
        let (mut header, incidents, entries) = (header(), [incident(0, 0.0)], story.entries());
        header.mechanisms.responses = true;
        header.responses_from = vec![from];
        let run = run(&header, &incidents, &entries);
        activation_times(&run, &Milestones::of(&run).timelines)
    }

    fn read() -> Story {
        let mut story = Story::new(0.0);
        story.detected(5.0, COUNTY, 6.0).served(COUNTY, MatterKind::Report, 8.0, 10.0);
        story
    }

    fn one(min: f64, is_censored: bool) -> Vec<ResponseTime> {
        vec![ResponseTime { min, is_censored }]
    }

    #[test]
    fn it_runs_from_the_first_report_to_the_first_level() {
        let level = Milestone::ResponseLaunched { level: Severity::III };
        let mut story = read();
        story.post(30.0, COUNTY, level).post(50.0, CITY, level);
        assert_eq!(times(Some(Severity::III), &mut story), one(20.0, false));
        assert_eq!(times(None, read().post(30.0, COUNTY, level)), one(20.0, false), "launched, though graver than it is");
    }

    #[test]
    fn without_a_level_it_is_censored_at_containment_or_the_horizon() {
        assert_eq!(times(Some(Severity::IV), &mut read()), one(590.0, true));
        let mut story = read();
        story.scene(70.0, Milestone::NeedContained { capability: RESCUE }).scene(70.0, Milestone::IncidentContained);
        assert_eq!(times(Some(Severity::III), &mut story), one(60.0, true));
        assert!(times(Some(Severity::II), &mut read()).is_empty(), "no level is foreseen for an incident of grade III");
        assert!(times(Some(Severity::III), &mut Story::new(0.0)).is_empty(), "nobody has read of it");
    }
}
