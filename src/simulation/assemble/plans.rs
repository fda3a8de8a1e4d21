//! The plans of a post, and the spread of decisions for which none is ready.

use crate::engine::distribution::Law;
use crate::engine::time::Span;
use crate::journal::header::TaskName;
use crate::model::command::plan::{Act, Plan, Task};
use crate::model::command::post::Hazards;
use crate::scenario::law::LawSpec;
use crate::scenario::practice::{ActSpec, PlanRow, TaskSpec};
use crate::scenario::structure::Structure;
use crate::simulation::assemble::Files;
use crate::simulation::assemble::names::{Names, stable_key};
use crate::simulation::assemble::posts::law;
use crate::terms::id::CapabilityId;

/// The plans of a post, in the order of the table.
#[must_use]
pub fn of(files: &Files<'_>, names: &Names<'_>, (line, echelon): (u32, u32), jurisdiction: &String) -> Vec<Plan> {
    let mut number = 0;
    let numbered = files.structure.plans.iter().map(|row| {
        let first = number;
        number += u32::try_from(row.tasks.len()).expect("few tasks");
        (first, row)
    });
    let rows = numbered.filter(|(_, row)| {
        names.is_meant(&row.post, line, echelon) && row.only.as_ref().is_none_or(|only| only.contains(jurisdiction))
    });
    let plans = rows.map(|(first, row)| Plan {
        hazards: hazards(files, row.hazards.as_deref()),
        from_colour: row.from_colour,
        monitoring_factor: row.monitoring_factor,
        decision_factor: row.present_factor(),
        pre_authorised: row.pre_authorised,
        first_alarm_share: row.first_alarm_share,
        tasks: (first..).zip(&row.tasks).map(|(number, task)| task_of(names, row, task, number)).collect(),
    });
    plans.collect()
}

fn task_of(names: &Names<'_>, plan: &PlanRow, spec: &TaskSpec, number: u32) -> Task {
    let capability = |id: &String| CapabilityId(names.capabilities[id.as_str()]);
    let before = |id: &String| plan.tasks.iter().position(|task| task.id == *id).expect("check found every task");
    Task {
        number,
        key: stable_key(&spec.id),
        lead: names.lines[spec.lead.as_str()],
        act: match &spec.act {
            ActSpec::AtDesk(takes) => Act::AtDesk(law(takes)),
            ActSpec::Work(id) => Act::Work(capability(id)),
        },
        after: spec.after.iter().map(|id| u32::try_from(before(id)).expect("few tasks")).collect(),
        deadline: spec.deadline_min.map(Span::from_minutes),
        holds: spec.holds.iter().map(capability).collect(),
    }
}

/// The tasks of all plans, in the order of the table.
pub fn task_names(structure: &Structure) -> impl Iterator<Item = TaskName> + '_ {
    let tasks = structure.plans.iter().flat_map(|plan| &plan.tasks);
    tasks.map(|task| TaskName { id: task.id.clone(), deadline: task.deadline_min.map(Span::from_minutes) })
}

fn hazards(files: &Files<'_>, ids: Option<&[String]>) -> Hazards {
    let all = (0_u32..).zip(&files.world.hazards);
    Hazards(ids.map(|ids| all.filter(|(_, hazard)| ids.contains(&hazard.id)).map(|(at, _)| at).collect()))
}

/// The factor on decisions for which nothing was planned.
#[must_use]
pub fn unplanned(files: &Files<'_>) -> Option<Law> {
    files.structure.unplanned_cv.map(|cv| law(&LawSpec::LogNormal { mean_min: 1.0, cv }))
}
