//! When persons in danger died, over all incidents of a run.

use crate::journal::milestone::Milestone;
use crate::measure::milestones::Run;
use crate::measure::record::ResponseTime;

/// One time for each person in danger: from onset to death, or to the horizon for whoever is alive then.
///
/// # Panics
/// When more persons die than were there: a bug of the simulation.
#[must_use]
pub fn deaths(run: &Run) -> Vec<ResponseTime> {
    let horizon = run.header.horizon_ms;
    let in_danger =
        |incident: &crate::journal::header::IncidentRecord| if incident.onset < horizon { incident.persons } else { 0 };
    let mut alive: Vec<u32> = run.incidents.iter().map(in_danger).collect();
    let mut times = Vec::new();
    if alive.iter().all(|persons| *persons == 0) {
        return times;
    }
    for entry in run.entries.iter().filter(|entry| matches!(entry.milestone, Milestone::CasualtyDied { .. })) {
        let incident = entry.about.incident.expect("a person belongs to an incident").index();
        alive[incident] = alive[incident].checked_sub(1).expect("nobody dies who was not there");
        times.push(ResponseTime { min: (entry.time - run.incidents[incident].onset).minutes(), is_censored: false });
    }
    for (incident, alive) in run.incidents.iter().zip(alive) {
        let seen = ResponseTime { min: (horizon - incident.onset).minutes(), is_censored: true };
        times.extend(std::iter::repeat_n(seen, alive as usize));
    }
    times
}

#[cfg(test)]
mod tests {
    use super::deaths;
    use crate::journal::milestone::Milestone;
    use crate::measure::fixture::{Story, header, incident, run};

    #[test]
    fn whoever_lives_is_seen_to_the_horizon() {
        let mut story = Story::new(10.0);
        story.scene(40.0, Milestone::CasualtyDied { person: 2 }).scene(70.0, Milestone::CasualtyRescued { person: 1 });
        let (header, incidents, entries) = (header(), [incident(0, 10.0)], story.entries());
        let times: Vec<_> = deaths(&run(&header, &incidents, &entries)).iter().map(|seen| (seen.min, seen.is_censored)).collect();
        assert_eq!(times, [(30.0, false), (590.0, true), (590.0, true)]);
    }
}
