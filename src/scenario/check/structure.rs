//! A structure: its echelons and its tables, on a world when there is one.

use std::collections::BTreeSet;

use crate::scenario::check::findings::{Findings, Names};
use crate::scenario::check::index::Index;
use crate::scenario::check::{
    aid, committees, conduct, convergence, delegation, desk, dispatch, duty, escalation, estimate, fitness, military, monitoring,
    overlay, plans, reporting, responses, scene, service_area, traffic, warnings,
};
use crate::scenario::diagnose::{Gravity, Problem};
use crate::scenario::document::Document;
use crate::scenario::locate::At;
use crate::scenario::structure::{CommitmentRow, PostRef, Relay, Side, Structure};
use crate::terms::severity::Severity;

/// A structure with the names of its echelons, laid on a world when there is one.
#[derive(Clone, Debug)]
pub struct Layout<'a> {
    /// The structure.
    pub structure: &'a Structure,
    /// Its echelons.
    pub echelons: Names<'a>,
    /// The world.
    pub index: Option<&'a Index<'a>>,
}

impl<'a> Layout<'a> {
    /// A structure laid on a world.
    #[must_use]
    pub fn new(structure: &'a Structure, index: Option<&'a Index<'a>>) -> Self {
        let echelons = Names::new("echelon", structure.echelons.iter().map(|echelon| echelon.id.as_str()));
        Self { structure, echelons, index }
    }

    /// The level id of an echelon.
    #[must_use]
    pub fn level(&self, echelon: usize) -> &'a str {
        &self.structure.echelons[echelon].level
    }

    /// Whether the world has a post of the line at the echelon; true without a world.
    #[must_use]
    pub fn has_post(&self, line: &str, echelon: usize) -> bool {
        self.index.is_none_or(|index| index.has_post(line, self.level(echelon)))
    }

    /// The echelon of a post that a table names; unknown names and posts that the world lacks become problems.
    pub fn post(&self, post: &PostRef, at: At<'_>, findings: &mut Findings<'_>) -> Option<usize> {
        self.place(&post.line, &post.echelon, at, findings)
    }

    fn place(&self, line: &str, echelon: &str, at: At<'_>, findings: &mut Findings<'_>) -> Option<usize> {
        let position = self.echelons.known(echelon, at.field("echelon"), findings);
        let is_line = self.index.is_none_or(|index| index.lines.known(line, at.field("line"), findings).is_some());
        let position = position?;
        let Some(index) = self.index.filter(|index| is_line && index.levels.position(self.level(position)).is_some()) else {
            return Some(position).filter(|_| is_line);
        };
        if index.has_post(line, self.level(position)) {
            return Some(position);
        }
        let level = self.level(position);
        let message = format!("line `{line}` has no post at echelon `{echelon}` (level `{level}`) in the world");
        let levels = index.levels_of_line(line);
        let help = if levels.is_empty() {
            format!("the world has no post of line `{line}` at all")
        } else {
            format!("the world has posts of line `{line}` at the levels: {}", levels.join(", "))
        };
        findings.warning(at, Some(line), format!("{message}; the row is passed over"), help);
        None
    }

    /// Lines that a table names.
    pub fn lines(&self, lines: &[String], at: At<'_>, findings: &mut Findings<'_>) {
        if lines.is_empty() {
            findings.error(at, None, "the row names no line", "name at least one line");
        }
        if let Some(index) = self.index {
            for (i, line) in lines.iter().enumerate() {
                index.lines.known(line, at.item(i), findings);
            }
        }
    }
}

/// A structure with the one from which it takes the tables that it does not write, each with its document.
#[derive(Clone, Copy, Debug)]
pub struct WrittenStructure<'a> {
    /// The structure, whole.
    pub own: (&'a Document, &'a Structure),
    /// Its base.
    pub base: Option<(&'a Document, &'a Structure)>,
}

impl WrittenStructure<'_> {
    /// All its problems, on a world when there is one. What is wrong in its base is told there.
    #[must_use]
    pub fn check(&self, index: Option<&Index<'_>>) -> Vec<Problem> {
        let (document, structure) = self.own;
        let mut findings = Findings::new(document);
        check(structure, index, &mut findings);
        let Some((base_document, base)) = self.base else { return findings.problems };
        let mut told = Findings::new(base_document);
        check(base, index, &mut told);
        told.problems.retain(|problem| problem.gravity == Gravity::Error && findings.inherits(problem));
        findings.forget_inherited(&told.problems);
        told.problems.append(&mut findings.problems);
        told.problems
    }
}

/// All problems of a structure, on a world when there is one.
pub fn check(structure: &Structure, index: Option<&Index<'_>>, findings: &mut Findings<'_>) {
    let layout = Layout::new(structure, index);
    findings.id(At::Root.field("id"), &structure.id);
    check_echelons(&layout, findings);
    check_abolished(&layout, findings);
    reporting::check(&layout, findings);
    conduct::check(&layout, findings);
    estimate::check(&layout, findings);
    monitoring::check(&layout, findings);
    plans::check(&layout, findings);
    desk::check(&layout, findings);
    duty::check(&layout, findings);
    committees::check(&layout, findings);
    warnings::check(&layout, findings);
    military::check(&layout, findings);
    scene::check(&layout, findings);
    dispatch::check(&layout, findings);
    findings.once(At::Root.field("transport_order"), structure.transport_order.iter(), "class of injury");
    if let Some(linkage) = &structure.social_linkage {
        convergence::check_linkage(linkage, At::Root.field("social_linkage"), index, findings);
    }
    aid::check(&layout, findings);
    fitness::check(&layout, findings);
    service_area::check(&layout, findings);
    responses::check(&layout, findings);
    check_tables(&layout, findings);
    check_rights(&layout, findings);
    delegation::check(&layout, findings);
    escalation::check(&layout, findings);
    check_visibility(&layout, findings);
    let root = At::Root;
    let rows = root.field("commitment");
    for (i, row) in structure.commitment.iter().enumerate() {
        check_commitment(&layout, row, rows.item(i), findings);
    }
    overlay::check(&layout, findings);
    if let Some(index) = index {
        let spelled = structure.spelled_out();
        traffic::check(&Layout::new(&spelled, Some(index)), index, findings);
    }
}

fn check_echelons(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let list = root.field("echelons");
    let echelons = &layout.structure.echelons;
    if echelons.is_empty() {
        findings.error(list, None, "the structure has no echelon", "list the echelons from the top down");
    }
    findings.unique(list, "echelon", echelons.iter().map(|echelon| echelon.id.as_str()));
    let mut levels = BTreeSet::new();
    let mut above: Option<(usize, &str)> = None;
    for (i, echelon) in echelons.iter().enumerate() {
        let here = list.item(i);
        let at = here.field("level");
        if !levels.insert(&echelon.level) {
            let message = format!("level `{}` has two echelons", echelon.level);
            findings.error(at, Some(&echelon.level), message, "let each echelon stand on a level of its own");
            continue;
        }
        let Some(level) = layout.index.and_then(|index| index.levels.known(&echelon.level, at, findings)) else { continue };
        if let Some((_, before)) = above.filter(|(upper, _)| *upper > level) {
            let message = format!("echelon `{}` stands below `{before}`, its level above", echelon.id);
            findings.error(
                at,
                Some(&echelon.level),
                message,
                "list the echelons in the order of the world's levels, from the top down",
            );
        }
        above = Some((level, &echelon.id));
    }
}

fn check_abolished(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let Some(index) = layout.index else { return };
    let root = At::Root;
    let list = root.field("abolishes");
    for (i, kind) in layout.structure.abolishes.iter().enumerate() {
        let at = list.item(i);
        let Some(level) = index.levels.known(&kind.level, at.field("level"), findings) else { continue };
        if level == 0 {
            let message = format!("level `{}` is the top one and cannot be abolished", kind.level);
            findings.error(at.field("level"), Some(&kind.level), message, "its agencies would have no superior to go to");
        }
        let rows = index.world.jurisdictions.rows().iter().filter(|row| row.level == kind.level);
        let kinds = Names::new("kind of jurisdiction at this level", rows.filter_map(|row| row.kind.as_deref()));
        kinds.known(&kind.kind, at.field("kind"), findings);
    }
}

/// A range of grades is from a lighter one up to a graver one.
pub fn check_grades(from: Severity, up_to: Severity, at: At<'_>, findings: &mut Findings<'_>) {
    if from > up_to {
        let message = format!("no severity is from {} up to {}: I is the gravest", from.numeral(), up_to.numeral());
        findings.error(at.field("up_to_severity"), Some(up_to.numeral()), message, "write the lighter grade in `from_severity`");
    }
}

/// Tables without which nothing is decided or sent.
fn check_tables(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let structure = layout.structure;
    let is_empty = [
        ("reporting", structure.reporting.is_empty() && structure.echelons.len() > 1),
        ("rights", structure.rights.is_empty()),
        ("visibility", structure.visibility.is_empty()),
        ("commitment", structure.commitment.is_empty()),
    ];
    for (table, _) in is_empty.iter().filter(|(_, is_empty)| *is_empty) {
        let message = format!("the structure has no row of `{table}`");
        let help = "write the table, or name a structure that has it: `base: Some(\"four_level\")`";
        findings.error(At::Root, None, message, help);
    }
}

fn check_rights(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let rows = root.field("rights");
    for (i, row) in layout.structure.rights.iter().enumerate() {
        let at = rows.item(i);
        layout.post(&row.post, at.field("post"), findings);
        layout.lines(&row.lines, at.field("lines"), findings);
        check_grades(row.from_severity, row.up_to_severity, at, findings);
        if row.from_level.is_some() && !layout.structure.responses.iter().any(|level| level.post == row.post) {
            let message = format!("line `{}` at echelon `{}` has no response level", row.post.line, row.post.echelon);
            findings.error(at.field("from_level"), Some(&row.post.line), message, "add a row to `responses` for it");
        }
    }
}

fn check_visibility(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let rows = root.field("visibility");
    for (i, row) in layout.structure.visibility.iter().enumerate() {
        let at = rows.item(i);
        layout.post(&row.post, at.field("post"), findings);
        layout.lines(&row.lines, at.field("lines"), findings);
    }
}

/// A row of the commitment table.
pub fn check_commitment(layout: &Layout<'_>, row: &CommitmentRow, at: At<'_>, findings: &mut Findings<'_>) {
    let decider = layout.post(&row.post, at.field("post"), findings);
    if let Some(index) = layout.index {
        index.lines.known(&row.line, at.field("line"), findings);
    }
    check_grades(row.from_severity, row.up_to_severity, at, findings);
    findings.law(at.field("transit"), &row.transit);
    let via = at.field("via");
    for (i, relay) in row.via.iter().enumerate() {
        let at = via.item(i);
        if let Some(echelon) = layout.place(&relay.line, &relay.echelon, at, findings) {
            check_relay(layout, row, relay, (echelon, decider), at, findings);
        }
    }
}

/// A relay is looked up at or above a jurisdiction, so it may not stand below it.
fn check_relay(
    layout: &Layout<'_>,
    row: &CommitmentRow,
    relay: &Relay,
    (echelon, decider): (usize, Option<usize>),
    at: At<'_>,
    findings: &mut Findings<'_>,
) {
    let is_below = match relay.side {
        Side::Decider => decider.is_some_and(|decider| echelon > decider),
        Side::Owner => layout.index.is_some_and(|index| is_below_all_owners(layout, index, &row.line, echelon)),
    };
    if is_below {
        let whose = if relay.side == Side::Decider { "the deciding post" } else { "every agency of the row's line" };
        let message = format!("the relay at echelon `{}` stands below {whose} and cannot be found above it", relay.echelon);
        findings.error(at.field("echelon"), Some(&relay.echelon), message, "name an echelon at or above, or the other `side`");
    }
}

fn is_below_all_owners(layout: &Layout<'_>, index: &Index<'_>, line: &str, echelon: usize) -> bool {
    let Some(level) = index.levels.position(layout.level(echelon)) else { return false };
    let mut owners = index
        .world
        .agencies
        .rows()
        .iter()
        .filter(|agency| agency.line == line)
        .filter_map(|agency| index.level_of[index.jurisdictions.position(&agency.jurisdiction)?])
        .peekable();
    owners.peek().is_some() && owners.all(|owner| owner < level)
}
