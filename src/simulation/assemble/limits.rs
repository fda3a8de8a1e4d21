//! Limits for reports: whom each binds under a structure, and how it is named in the journal.

use crate::engine::time::Span;
use crate::journal::deadline::DeadlineName;
use crate::model::command::limit::{Duty, Limit, Limits};
use crate::model::command::post::{PostProfile, SeveritySet};
use crate::scenario::limit::{LimitKind, LimitRow, NATION, REPORTER};
use crate::simulation::assemble::Files;
use crate::simulation::assemble::names::Names;
use crate::terms::language::Name;
use crate::terms::severity::Severity;

/// Assembles the limits of a scenario. A row whose ends the structure lacks binds nobody.
#[must_use]
pub fn assemble(files: &Files<'_>, names: &Names<'_>, posts: &[PostProfile]) -> Limits {
    let rows = files.scenario.limits.rows();
    if rows.is_empty() {
        return Limits::default();
    }
    let limit = |row: &LimitRow| Limit {
        within: Span::from_minutes(row.minutes),
        is_written: row.kind == LimitKind::Written,
        hazard: row.hazard.as_deref().map(|hazard| names.hazards[hazard]),
        severities: SeveritySet::range(row.from_severity.unwrap_or(Severity::IV), row.up_to_severity.unwrap_or(Severity::I)),
    };
    let is_at = |post: &PostProfile, line: &str, echelon: &str| {
        names.lines.get(line) == Some(&post.line) && names.echelons.get(echelon) == Some(&post.echelon.0)
    };
    let duties_of = |post: &PostProfile| {
        let bound = (0_u32..).zip(rows).filter(|(_, row)| is_at(post, &row.from_line, &row.from_echelon));
        let duty = |(limit, row): (u32, &LimitRow)| {
            let fits = (0_u32..)
                .zip(&post.links)
                .filter(|(_, link)| link.carries_reports && is_at(&posts[link.to.index()], &row.to_line, &row.to_echelon));
            let links: Vec<u32> = fits.map(|(position, _)| position).collect();
            (!links.is_empty()).then_some(Duty { limit, links })
        };
        bound.filter_map(duty).collect()
    };
    Limits { rows: rows.iter().map(limit).collect(), duties: posts.iter().map(duties_of).collect() }
}

/// The limits by name.
#[must_use]
pub fn names(files: &Files<'_>) -> Vec<DeadlineName> {
    let end = |line: &str, echelon: &str| {
        let line = files.world.lines.iter().find(|row| row.id == line).expect("check found the line");
        match echelon {
            REPORTER => Name::new("事发单位", "the unit concerned"),
            NATION => Name::new(format!("国家{}部门", line.name.zh), format!("the State's {}", line.name.en)),
            _ => {
                let echelon = files.structure.echelons.iter().find(|row| row.id == echelon);
                let name = echelon.map_or_else(|| Name::new("（无此级）", "(no such level)"), |row| row.name.clone());
                Name::new(format!("{}{}", name.zh, line.name.zh), format!("{} {}", name.en, line.name.en))
            }
        }
    };
    let name = |row: &LimitRow| {
        let (from, to) = (end(&row.from_line, &row.from_echelon), end(&row.to_line, &row.to_echelon));
        let (zh, en) = match row.kind {
            LimitKind::Oral => ("首报", "first report"),
            LimitKind::Written => ("书面", "in writing"),
        };
        Name::new(format!("{}→{}，{zh}", from.zh, to.zh), format!("{} → {}, {en}", from.en, to.en))
    };
    let rows = files.scenario.limits.rows().iter();
    let deadline = |row: &LimitRow| DeadlineName {
        id: row.id.clone(),
        name: name(row),
        line: row.from_line.clone(),
        echelon: row.from_echelon.clone(),
        is_written: row.kind == LimitKind::Written,
        within_ms: Span::from_minutes(row.minutes),
        source: row.source.clone(),
    };
    rows.map(deadline).collect()
}
