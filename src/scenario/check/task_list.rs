//! The task list of a plan: known lines, capabilities and tasks, and an order in which everything can be done.

use crate::scenario::check::findings::Findings;
use crate::scenario::check::index::Index;
use crate::scenario::check::structure::Layout;
use crate::scenario::forces::PostSpec;
use crate::scenario::incidents::Profile;
use crate::scenario::locate::At;
use crate::scenario::practice::{ActSpec, TaskSpec};
use crate::scenario::structure::PostRef;

/// All problems of a list of tasks.
pub fn check(layout: &Layout<'_>, plan: &PostRef, tasks: &[TaskSpec], list: At<'_>, findings: &mut Findings<'_>) {
    findings.unique(list, "task", tasks.iter().map(|task| task.id.as_str()));
    for (i, task) in tasks.iter().enumerate() {
        let at = list.item(i);
        if let Some(index) = layout.index {
            if index.lines.known(&task.lead, at.field("lead"), findings).is_some() {
                check_lead(layout, index, plan, task, at.field("lead"), findings);
            }
            let holds = at.field("holds");
            for (i, id) in task.holds.iter().enumerate() {
                index.capabilities.known(id, holds.item(i), findings);
            }
            if let ActSpec::Work(id) = &task.act {
                index.capabilities.known(id, at.field("act"), findings);
            }
        }
        if let ActSpec::AtDesk(law) = &task.act {
            findings.law(at.field("act"), law);
        }
        if let Some(min) = task.deadline_min {
            findings.period(at.field("deadline_min"), min);
        }
        let after = at.field("after");
        for (i, id) in task.after.iter().enumerate() {
            if !tasks.iter().any(|other| other.id == *id) {
                findings.error(after.item(i), Some(id), format!("no task `{id}` in this plan"), "name a task of the same plan");
            }
        }
    }
    let stuck = never_done(tasks, None);
    if !stuck.is_empty() {
        let message = format!("tasks that wait for each other are never done: {}", stuck.join(", "));
        findings.error(list, None, message, "let `after` and `holds` lead from task to task without a circle");
    }
}

/// Whoever may lead a task needs a desk for it: the posts of its line at the level of the plan's post or above, and the plan's post
/// itself where none of them is found.
fn check_lead(layout: &Layout<'_>, index: &Index<'_>, plan: &PostRef, task: &TaskSpec, at: At<'_>, findings: &mut Findings<'_>) {
    let level_of = |echelon: &str| index.levels.position(layout.level(layout.echelons.position(echelon)?));
    let (Some(own), ActSpec::AtDesk(_)) = (level_of(&plan.echelon), &task.act) else { return };
    let stands = |post: &PostSpec| layout.structure.echelons.iter().any(|echelon| echelon.level == post.level);
    let leads = |post: &&PostSpec| {
        post.line == task.lead && stands(post) && index.levels.position(&post.level).is_some_and(|level| level <= own)
    };
    let leaders: Vec<&PostSpec> = index.world.posts.iter().filter(leads).collect();
    let is_found = leaders.iter().any(|post| post.only.is_none());
    let instead = index.posts(&plan.line, &index.world.levels[own].id).filter(|_| !is_found);
    if let Some(post) = leaders.iter().copied().chain(instead).find(|post| !post.does_tasks()) {
        let message = format!(
            "the post of line `{}` at level `{}` may have to do this task, and has no desk for it",
            post.line, post.level
        );
        let help = "let a desk of it handle `Task`, `Order` or `Report` in the world, or name another line";
        findings.error(at, Some(&task.lead), message, help);
    }
}

/// Tasks that wait, by `after` or for work that a task holds back, for themselves in the end. With the profile of an incident work
/// waits as well for the needs before it, and what the incident does not need is done.
pub fn never_done<'t>(tasks: &'t [TaskSpec], profile: Option<&Profile>) -> Vec<&'t str> {
    let mut done = vec![false; tasks.len()];
    loop {
        let is_done = |id: &String| tasks.iter().zip(&done).all(|(task, done)| task.id != *id || *done);
        let is_free = |capability: &String| tasks.iter().zip(&done).all(|(task, done)| !task.holds.contains(capability) || *done);
        let may_be_done = |task: &TaskSpec| {
            task.after.iter().all(is_done)
                && !matches!(&task.act, ActSpec::Work(capability) if !before(capability, profile).iter().all(|needed| is_free(needed)))
        };
        let next: Vec<bool> = tasks.iter().zip(&done).map(|(task, done)| *done || may_be_done(task)).collect();
        if next == done {
            return tasks.iter().zip(&done).filter(|(_, done)| !**done).map(|(task, _)| task.id.as_str()).collect();
        }
        done = next;
    }
}

/// The capabilities whose work must be done until that of this one is.
fn before<'p>(capability: &'p String, profile: Option<&'p Profile>) -> Vec<&'p String> {
    let Some(profile) = profile else { return vec![capability] };
    let mut chain: Vec<&String> = Vec::new();
    let mut next = Some(capability);
    while let Some(need) = next.and_then(|id| profile.needs.iter().find(|need| need.capability == *id)) {
        if chain.contains(&&need.capability) {
            break;
        }
        chain.push(&need.capability);
        next = need.after.as_ref();
    }
    chain
}
