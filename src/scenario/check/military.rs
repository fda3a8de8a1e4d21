//! Requests for troops: the line, the laws, and who approves what.

use crate::scenario::check::findings::Findings;
use crate::scenario::check::structure::Layout;
use crate::scenario::forces::PostSpec;
use crate::scenario::locate::At;
use crate::scenario::military::{Approver, DirectUse, Military};
use crate::terms::sector::Sector;
use crate::terms::traffic::MatterKind;

/// All problems of the military linkage.
pub fn check(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let Some(military) = &layout.structure.military else { return };
    let root = At::Root;
    let at = root.field("military");
    check_line(layout, military, at.field("line"), findings);
    for (name, law) in [
        ("formulation", &military.formulation),
        ("transit", &military.transit),
        ("examination", &military.examination),
        ("relay", &military.relay),
    ] {
        findings.law(at.field(name), law);
    }
    findings.probability(at.field("refusal"), military.refusal);
    findings.not_negative(at.field("asks_back"), military.asks_back);
    check_completeness(layout, military, at.field("completeness"), findings);
    check_approvals(layout, military, at.field("approvals"), findings);
    if let Some(threshold) = &military.threshold {
        findings.probability(at.field("threshold").field("completeness"), threshold.completeness);
        findings.not_negative(at.field("threshold").field("within_min"), threshold.within_min);
    }
    for (name, direct) in [("urgent", &military.urgent), ("self_start", &military.self_start)] {
        if let Some(direct) = direct {
            check_direct(layout, military, direct, at.field(name), findings);
        }
    }
    check_liaison(layout, military, at.field("liaison"), findings);
}

/// One table says how complete reports are: `estimates` where there is one.
fn check_completeness(layout: &Layout<'_>, military: &Military, at: At<'_>, findings: &mut Findings<'_>) {
    let Some(spec) = &military.completeness else { return };
    if !(spec.first > 0.0 && spec.first <= 1.0) {
        findings.range(at.field("first"), spec.first, "above 0 and at most 1");
    }
    findings.not_negative(at.field("per_follow_up"), spec.per_follow_up);
    if layout.structure.estimates.is_some() {
        let help = "leave it out: where the structure has `estimates`, what a post knows is as complete as the fullest report it has read";
        findings.error(at, None, "`estimates` says how complete reports are", help);
    }
}

/// Whoever starts at once reports up: the organs must have a desk for reports.
fn check_direct(layout: &Layout<'_>, military: &Military, direct: &DirectUse, at: At<'_>, findings: &mut Findings<'_>) {
    layout.echelons.known(&direct.owned_from, at.field("owned_from"), findings);
    findings.law(at.field("decision"), &direct.decision);
    let reads = |post: &PostSpec| post.line != military.line || post.handles(MatterKind::Report);
    if let Some(post) = layout.index.and_then(|index| index.world.posts.iter().find(|post| !reads(post))) {
        let message = format!("line `{}` has no desk for reports at level `{}`", post.line, post.level);
        findings.error(at, None, message, "let a desk of every military organ handle `Report`: who starts at once reports up");
    }
}

fn check_liaison(layout: &Layout<'_>, military: &Military, at: At<'_>, findings: &mut Findings<'_>) {
    findings.once(at, military.liaison.iter().map(|row| &row.post), "liaison officer of a post");
    for (i, row) in military.liaison.iter().enumerate() {
        let here = at.item(i);
        layout.post(&row.post, here.field("post"), findings);
        findings.not_negative(here.field("from_min"), row.from_min);
        if let Some(until) = row.until_min.filter(|until| !(until.is_finite() && *until > row.from_min)) {
            findings.range(here.field("until_min"), until, "after `from_min` and finite");
        }
        findings.probability(here.field("completeness"), row.completeness);
        let factors = [("formulation_factor", row.formulation_factor), ("mobilisation_factor", row.mobilisation_factor)];
        for (name, factor) in factors {
            if !(factor > 0.0 && factor <= 1.0) {
                findings.range(here.field(name), factor, "above 0 and at most 1");
            }
        }
    }
}

fn check_line(layout: &Layout<'_>, military: &Military, at: At<'_>, findings: &mut Findings<'_>) {
    let Some(index) = layout.index else { return };
    let Some(line) = index.lines.known(&military.line, at, findings) else { return };
    if index.world.lines[line].sector != Sector::Military {
        let message = format!("line `{}` is not military: its units would be asked for as if they were troops", military.line);
        findings.error(at, Some(&military.line), message, "name a line of the sector Military");
        return;
    }
    if index.world.posts.iter().any(|post| post.line == military.line) {
        return;
    }
    let message = format!("line `{}` has no post that could receive a request", military.line);
    if index.world.agencies.rows().iter().any(|agency| agency.line == military.line) {
        findings.error(at, Some(&military.line), message, "give the line a post at some level, or leave the table out");
    } else {
        let help = "the world has no troops of this line either: leave the table out if that is meant";
        findings.warning(at, Some(&military.line), format!("{message}; the table is passed over"), help);
    }
}

fn check_approvals(layout: &Layout<'_>, military: &Military, at: At<'_>, findings: &mut Findings<'_>) {
    for (i, row) in military.approvals.iter().enumerate() {
        let here = at.item(i);
        if let Some(echelon) = &row.owned_up_to {
            layout.echelons.known(echelon, here.field("owned_up_to"), findings);
        }
        if let Some(units) = row.units_max {
            findings.at_least_one(here.field("units_max"), units);
        }
        findings.given(here.field("capabilities"), row.capabilities.as_ref());
        if let (Some(capabilities), Some(index)) = (&row.capabilities, layout.index) {
            let list = here.field("capabilities");
            for (i, capability) in capabilities.iter().enumerate() {
                index.capabilities.known(capability, list.item(i), findings);
            }
        }
        if let Approver::Military { echelon, service } = &row.by {
            layout.echelons.known(echelon, here.field("by").field("echelon"), findings);
            findings.law(here.field("by").field("service"), service);
        }
    }
    let is_open = |row: &crate::scenario::military::ApprovalRow| {
        row.owned_up_to.is_none() && row.capabilities.is_none() && row.units_max.is_none()
    };
    if !military.approvals.last().is_some_and(is_open) {
        let help = "end the table with a row that has no condition: the highest organ approves what no lower one may";
        findings.error(at, None, "no row of `approvals` fits a large request of any kind", help);
    }
}
