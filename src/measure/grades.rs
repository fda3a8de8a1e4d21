//! How grave incidents became: the gravest grade of each, from the grade of its profile and what it worsened to.

use crate::journal::milestone::Milestone;
use crate::measure::milestones::Run;
use crate::terms::severity::Severity;

/// Incidents that began before the horizon, by their gravest grade; nothing where no table grades them.
///
/// # Panics
/// When an entry about a grade names no incident: a bug of the simulation.
#[must_use]
pub fn peak_grades(run: &Run) -> [u32; Severity::ALL.len()] {
    let mut counts = [0; Severity::ALL.len()];
    if !run.header.mechanisms.grading {
        return counts;
    }
    let mut gravest: Vec<Severity> = run.incidents.iter().map(|incident| incident.severity).collect();
    for entry in run.entries {
        if let Milestone::IncidentWorsened { severity } = entry.milestone {
            let known = &mut gravest[entry.about.incident.expect("a grade belongs to an incident").index()];
            *known = severity.max(*known);
        }
    }
    for (_, severity) in run.incidents.iter().zip(gravest).filter(|(incident, _)| incident.onset < run.header.horizon_ms) {
        counts[severity as usize] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::peak_grades;
    use crate::journal::milestone::Milestone;
    use crate::measure::fixture::{Story, header, incident, run};
    use crate::terms::severity::Severity;

    #[test]
    fn the_gravest_grade_counts_and_what_has_not_begun_does_not() {
        let mut story = Story::new(10.0);
        story.scene(40.0, Milestone::IncidentWorsened { severity: Severity::II });
        story.scene(70.0, Milestone::IncidentWorsened { severity: Severity::I });
        let (mut header, entries) = (header(), story.entries());
        let incidents = [incident(0, 10.0), incident(1, 20.0), incident(1, 600.0)];
        assert_eq!(peak_grades(&run(&header, &incidents, &entries)), [0; 4], "nothing grades them");
        header.mechanisms.grading = true;
        let mut wanted = [0; 4];
        wanted[Severity::I as usize] += 1;
        wanted[incidents[1].severity as usize] += 1;
        assert_eq!(peak_grades(&run(&header, &incidents, &entries)), wanted);
    }
}
