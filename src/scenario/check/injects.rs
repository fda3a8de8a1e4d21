//! The injects of a tape, on a world when there is one.

use crate::scenario::check::findings::{Findings, Names};
use crate::scenario::check::incidents::check_time;
use crate::scenario::check::index::Index;
use crate::scenario::incidents::Incidents;
use crate::scenario::inject::Action;
use crate::scenario::locate::At;

/// All problems of the injects of a tape whose root stands at `at`.
pub fn check(tape: &Incidents, at: At<'_>, index: Option<&Index<'_>>, horizon_h: Option<f64>, findings: &mut Findings<'_>) {
    let list = at.field("injects");
    findings.unique(list, "inject", tape.injects.iter().map(|inject| inject.id.as_str()));
    let scripted = Names::new("scripted incident", tape.scripted.iter().map(|incident| incident.id.as_str()));
    for (i, inject) in tape.injects.iter().enumerate() {
        let at = list.item(i);
        check_time(at.field("at_min"), inject.at_min, horizon_h, &format!("inject `{}`", inject.id), findings);
        let action = at.field("action");
        match &inject.action {
            Action::OrderGiven { unit, incident } => {
                check_unit(index, unit, action, findings);
                let target = scripted.known(incident, action.field("incident"), findings).map(|i| &tape.scripted[i]);
                if let Some(target) = target.filter(|target| inject.at_min < target.at_min) {
                    let message = format!(
                        "the order is given at {} min, before incident `{incident}` begins at {} min",
                        inject.at_min, target.at_min
                    );
                    findings.error(
                        at.field("at_min"),
                        Some(&inject.at_min.to_string()),
                        message,
                        "give the order at or after the onset",
                    );
                }
            }
            Action::UnitUnavailable { unit, until_min } => {
                check_unit(index, unit, action, findings);
                check_end(inject.at_min, *until_min, action, findings);
            }
            Action::PostUnmanned { line, jurisdiction, until_min } => {
                check_end(inject.at_min, *until_min, action, findings);
                check_post(index, line, jurisdiction, action, findings);
            }
            Action::FalseAllClear { line, jurisdiction, incident, until_min } => {
                check_end(inject.at_min, *until_min, action, findings);
                check_post(index, line, jurisdiction, action, findings);
                scripted.known(incident, action.field("incident"), findings);
            }
            Action::NumbersLeaked { agencies, calls_per_h, errand, until_min } => {
                check_end(inject.at_min, *until_min, action, findings);
                findings.positive_rate(action.field("calls_per_h"), *calls_per_h);
                findings.law(action.field("errand"), errand);
                check_owners(index, agencies, action.field("agencies"), findings);
            }
            Action::LettersBlocked { incident, until_min } => {
                check_end(inject.at_min, *until_min, action, findings);
                scripted.known(incident, action.field("incident"), findings);
            }
            Action::TravelSlowed { jurisdiction, factor, until_min } => {
                check_end(inject.at_min, *until_min, action, findings);
                findings.positive(action.field("factor"), *factor);
                if let Some(index) = index {
                    index.jurisdictions.known(jurisdiction, action.field("jurisdiction"), findings);
                }
            }
        }
    }
}

fn check_unit(index: Option<&Index<'_>>, unit: &str, action: At<'_>, findings: &mut Findings<'_>) {
    let Some(index) = index.filter(|index| index.unit(unit).is_none()) else { return };
    let several = index.units.position(unit).map(|row| index.world.units.rows()[row].count).filter(|count| *count > 1);
    let help = match several {
        Some(count) => format!("with `count: {count}` the units are `{unit}.1` to `{unit}.{count}`"),
        None => index.units.remedy(unit),
    };
    findings.error(action.field("unit"), Some(unit), format!("unknown unit `{unit}`"), help);
}

/// Agencies that own a unit.
fn check_owners(index: Option<&Index<'_>>, agencies: &[String], at: At<'_>, findings: &mut Findings<'_>) {
    let Some(index) = index else { return };
    for (i, id) in agencies.iter().enumerate() {
        index.agencies.known(id, at.item(i), findings);
    }
    if !index.world.units.rows().iter().any(|unit| agencies.contains(&unit.agency)) {
        findings.error(at, None, "these agencies have no unit that could be called", "name an agency with units");
    }
}

fn check_end(at_min: f64, until_min: Option<f64>, action: At<'_>, findings: &mut Findings<'_>) {
    if let Some(until) = until_min.filter(|until| !(until.is_finite() && *until > at_min)) {
        let must_be = format!("after the beginning at {at_min} min, and finite");
        findings.range(action.field("until_min"), until, &must_be);
    }
}

fn check_post(index: Option<&Index<'_>>, line: &str, jurisdiction: &str, action: At<'_>, findings: &mut Findings<'_>) {
    let Some(index) = index else { return };
    let line_known = index.lines.known(line, action.field("line"), findings);
    let place = index.jurisdictions.known(jurisdiction, action.field("jurisdiction"), findings);
    let (Some(_), Some(place)) = (line_known, place) else { return };
    if !index.has_post_at(line, place) {
        let message = format!("line `{line}` has no post at jurisdiction `{jurisdiction}`");
        let help = format!("line `{line}` has posts at the levels: {}", index.levels_of_line(line).join(", "));
        findings.error(action.field("jurisdiction"), Some(jurisdiction), message, help);
    }
}
