//! The plans of a structure: known posts, jurisdictions and hazards, and a factor that makes sense.

use crate::engine::distribution::CV_MAX;
use crate::scenario::check::findings::Findings;
use crate::scenario::check::structure::Layout;
use crate::scenario::check::task_list;
use crate::scenario::locate::At;
use crate::scenario::practice::PlanRow;
use crate::terms::colour::Colour;

/// All problems of the table of plans.
pub fn check(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let list = root.field("plans");
    if let Some(cv) = layout.structure.unplanned_cv
        && !(cv > 0.0 && cv <= CV_MAX)
    {
        findings.range(root.field("unplanned_cv"), cv, "above 0 and at most 100");
    }
    for (i, row) in layout.structure.plans.iter().enumerate() {
        let at = list.item(i);
        layout.post(&row.post, at.field("post"), findings);
        findings.positive(at.field("decision_factor"), row.decision_factor);
        findings.given(at.field("only"), row.only.as_ref());
        findings.given(at.field("hazards"), row.hazards.as_ref());
        if let Some(index) = layout.index {
            let (only, hazards) = (at.field("only"), at.field("hazards"));
            for (i, id) in row.only.iter().flatten().enumerate() {
                index.jurisdictions.known(id, only.item(i), findings);
            }
            for (i, id) in row.hazards.iter().flatten().enumerate() {
                index.hazards.known(id, hazards.item(i), findings);
            }
        }
        if let Some(before) = layout.structure.plans[..i].iter().position(|before| leaves_nothing(before, row)) {
            let message =
                format!("row {before} of `plans` fits wherever this one does and comes first, so that this one is never used");
            findings.error(at, None, message, "put the narrower row first, or keep one of the two");
        }
        check_readiness(row, at, findings);
        task_list::check(layout, &row.post, &row.tasks, at.field("tasks"), findings);
        let is_watched = row.from_colour.is_some() && row.monitoring_factor != 1.0;
        if row.decision_factor == 1.0 && !row.pre_authorised && !is_watched && row.tasks.is_empty() {
            let help = "write a `decision_factor` below 1 or `pre_authorised: true`, or leave the row out";
            findings.warning(at, None, "the plan changes nothing", help);
        }
    }
}

/// Whether a plan is used wherever a later one of the same post could be.
fn leaves_nothing(before: &PlanRow, row: &PlanRow) -> bool {
    let covers = |wide: &Option<Vec<String>>, narrow: &Option<Vec<String>>| {
        let Some(wide) = wide else { return true };
        narrow.as_ref().is_some_and(|narrow| narrow.iter().all(|id| wide.contains(id)))
    };
    before.post == row.post
        && before.from_colour == row.from_colour
        && covers(&before.only, &row.only)
        && covers(&before.hazards, &row.hazards)
}

fn check_readiness(row: &PlanRow, at: At<'_>, findings: &mut Findings<'_>) {
    findings.positive(at.field("monitoring_factor"), row.monitoring_factor);
    if let Some(share) = row.first_alarm_share {
        let place = at.field("first_alarm_share");
        if !(share > 0.0 && share <= 1.0) {
            findings.range(place, share, "above 0 and at most 1");
        }
        if !row.pre_authorised {
            let help = "write `pre_authorised: true`, or leave the share out";
            findings.error(place, None, "a plan that has not decided beforehand has no first alarm of its own", help);
        }
    }
    if row.from_colour == Some(Colour::Lifted) {
        let help = "write `Blue`, `Yellow`, `Orange` or `Red`";
        findings.error(at.field("from_colour"), Some("Lifted"), "a lifted warning starts no plan", help);
    }
    if row.from_colour.is_none() && row.monitoring_factor != 1.0 {
        let help = "write the `from_colour` that starts the plan, or leave the factor out";
        findings.error(
            at.field("monitoring_factor"),
            None,
            "only a plan that a warning starts has channels watch more closely",
            help,
        );
    }
    if let Some(age) = &row.exercise {
        let at = at.field("exercise");
        findings.not_negative(at.field("months"), age.months);
        findings.positive(at.field("half_life_months"), age.half_life_months);
    }
}
