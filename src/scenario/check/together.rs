//! A structure with the tape that it meets: what each says alone is right, and together it cannot be done.

use std::collections::BTreeSet;

use crate::scenario::check::findings::{Findings, Names};
use crate::scenario::check::index::Index;
use crate::scenario::check::structure::WrittenStructure;
use crate::scenario::check::task_list::never_done;
use crate::scenario::check::traffic;
use crate::scenario::diagnose::Problem;
use crate::scenario::incidents::{Incidents, Profile};
use crate::scenario::locate::At;

/// All problems of a structure with a tape.
#[must_use]
pub fn check(written: &WrittenStructure<'_>, tape: &Incidents, index: Option<&Index<'_>>) -> Vec<Problem> {
    let mut findings = Findings::new(written.own.0);
    check_transport(written, tape, &mut findings);
    check_tasks(written, tape, &mut findings);
    if let Some(index) = index {
        traffic::check_tape(written.own.1, tape, index, &mut findings);
    }
    if written.base.is_some() {
        findings.forget_inherited(&[]);
    }
    findings.problems
}

/// Classes of injury that a tape lacks have no effect in the order of transport.
fn check_transport(written: &WrittenStructure<'_>, tape: &Incidents, findings: &mut Findings<'_>) {
    let Some(care) = &tape.care else { return };
    let root = At::Root;
    let list = root.field("transport_order");
    let names = Names::new("class of injury", care.injuries.iter().map(|injury| injury.id.as_str()));
    for (i, id) in written.own.1.transport_order.iter().enumerate().filter(|(_, id)| names.position(id).is_none()) {
        let message = format!("the tape has no class of injury `{id}`; it is passed over");
        findings.warning(list.item(i), Some(id), message, names.remedy(id));
    }
}

/// Tasks of a plan that wait for work which, at an incident of the tape, comes only after work that they hold back.
fn check_tasks(written: &WrittenStructure<'_>, tape: &Incidents, findings: &mut Findings<'_>) {
    let root = At::Root;
    let plans = root.field("plans");
    for (i, plan) in written.own.1.plans.iter().enumerate() {
        if !never_done(&plan.tasks, None).is_empty() {
            continue;
        }
        let fits = |profile: &&Profile| plan.hazards.as_ref().is_none_or(|ids| ids.contains(&profile.hazard));
        let stuck: BTreeSet<&str> =
            tape.profiles().filter(fits).flat_map(|profile| never_done(&plan.tasks, Some(profile))).collect();
        if !stuck.is_empty() {
            let names: Vec<&str> = stuck.into_iter().collect();
            let message = format!(
                "at an incident of the tape these tasks are never done, for its needs come one after the other: {}",
                names.join(", ")
            );
            let help = "hold back only what comes after the work that the task waits for";
            findings.error(plans.item(i).field("tasks"), None, message, help);
        }
    }
}
