//! The table of reporting limits of a scenario: known lines, hazards and echelons, limits above 0, each id once.

use crate::scenario::check::findings::{Findings, Names};
use crate::scenario::check::index::Index;
use crate::scenario::limit::{LimitKind, LimitRow, NATION, REPORTER};
use crate::scenario::locate::At;
use crate::scenario::structure::{Carried, ReportingLink, Structure};
use crate::terms::severity::Severity;

/// All problems of a table of limits. An echelon must be known to one of the structures; where another one lacks it, the row binds
/// nobody there.
pub fn check(rows: &[LimitRow], index: Option<&Index<'_>>, structures: &[&Structure], findings: &mut Findings<'_>) {
    let root = At::Root;
    let list = root.field("limits");
    findings.unique(list, "limit", rows.iter().map(|row| row.id.as_str()));
    let ids = structures.iter().flat_map(|structure| &structure.echelons).map(|echelon| echelon.id.as_str());
    let echelons = Names::new("echelon", ids.chain([REPORTER, NATION]));
    let key = |row: &LimitRow| {
        let ends = [&row.from_line, &row.from_echelon, &row.to_line, &row.to_echelon].map(String::clone);
        (ends, row.hazard.clone(), row.kind == LimitKind::Oral, row.from_severity, row.up_to_severity)
    };
    findings.once(list, rows.iter().map(key), "duty");
    for (i, row) in rows.iter().enumerate() {
        let at = list.item(i);
        findings.period(at.field("minutes"), row.minutes);
        if let Some(index) = index {
            index.lines.known(&row.from_line, at.field("from_line"), findings);
            index.lines.known(&row.to_line, at.field("to_line"), findings);
            if let Some(hazard) = &row.hazard {
                index.hazards.known(hazard, at.field("hazard"), findings);
            }
        }
        if !structures.is_empty() {
            check_echelons(row, &echelons, at, findings);
        }
        check_way(row, structures, at, findings);
        if row.from_severity.unwrap_or(Severity::IV) > row.up_to_severity.unwrap_or(Severity::I) {
            let message = "the limit begins with a graver grade than it ends with, so that it binds nobody";
            findings.error(at.field("up_to_severity"), None, message, "write the lighter grade into `from_severity`");
        }
    }
}

/// Reports go from one post to another, up or across, by a link that carries the grades of the row.
fn check_way(row: &LimitRow, structures: &[&Structure], at: At<'_>, findings: &mut Findings<'_>) {
    let is_post = row.from_echelon != REPORTER && row.to_echelon != NATION;
    let (from, to) = ((&row.from_line, &row.from_echelon), (&row.to_line, &row.to_echelon));
    if from == to {
        let message = "the limit is for a report to the post itself";
        findings.error(at.field("to_echelon"), Some(&row.to_echelon), message, "name another line or echelon");
        return;
    }
    let position = |structure: &Structure, id: &str| structure.echelons.iter().position(|echelon| echelon.id == *id);
    let stands = |structure: &&&Structure| {
        is_post && position(structure, &row.from_echelon).is_some() && position(structure, &row.to_echelon).is_some()
    };
    let with_both: Vec<_> = structures.iter().filter(stands).collect();
    if with_both.is_empty() {
        return;
    }
    if with_both.iter().all(|structure| position(structure, &row.to_echelon) > position(structure, &row.from_echelon)) {
        let message = format!(
            "echelon `{}` stands below `{}`: limits are for reports that go up or across",
            row.to_echelon, row.from_echelon
        );
        findings.error(at.field("to_echelon"), Some(&row.to_echelon), message, "exchange the two");
        return;
    }
    let gravest = row.up_to_severity.unwrap_or(Severity::I);
    let carries = |link: &ReportingLink| {
        (&link.from.line, &link.from.echelon) == from
            && (&link.to.line, &link.to.echelon) == to
            && link.carries.contains(&Carried::Reports)
            && link.from_severity <= gravest
    };
    if !with_both.iter().any(|structure| structure.reporting.iter().any(carries)) {
        let message =
            format!("no structure has a link that carries such reports from `{}` to `{}`: it binds nobody", from.1, to.1);
        findings.warning(at, Some(&row.id), message, "add a link to `reporting`, or leave the row out");
    }
}

fn check_echelons(row: &LimitRow, echelons: &Names<'_>, at: At<'_>, findings: &mut Findings<'_>) {
    for (field, written, outside) in [("from_echelon", &row.from_echelon, NATION), ("to_echelon", &row.to_echelon, REPORTER)] {
        if written == outside {
            let message = format!("`{outside}` cannot stand in `{field}`");
            findings.error(at.field(field), Some(written), message, "name an echelon of the structure");
        } else {
            echelons.known(written, at.field(field), findings);
        }
    }
}
