//! The delegation of a structure: moves one level down, of rights that the upper post has, with the means to use them (权随责走).

use crate::scenario::check::findings::Findings;
use crate::scenario::check::structure::{Layout, check_commitment, check_grades};
use crate::scenario::delegation::{Delegation, DelegationMove};
use crate::scenario::locate::At;
use crate::scenario::structure::{PostRef, Reach};

/// All problems of the delegation.
pub fn check(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let Some(delegation) = &layout.structure.delegation else { return };
    let root = At::Root;
    let at = root.field("delegation");
    findings.probability(at.field("delta"), delegation.delta);
    let moves = at.field("moves");
    for (i, row) in delegation.moves.iter().enumerate() {
        let at = moves.item(i);
        check_move(layout, row, at, findings);
        check_classes(layout, delegation, i, at, findings);
        check_means(layout, row, at, findings);
    }
    if delegation.moves.is_empty() {
        findings.error(moves, None, "nothing is delegated", "write a move, or leave `delegation` out");
    }
}

fn check_move(layout: &Layout<'_>, row: &DelegationMove, at: At<'_>, findings: &mut Findings<'_>) {
    let from = layout.post(&row.from, at.field("from"), findings);
    let to = layout.post(&row.to, at.field("to"), findings);
    layout.lines(&row.lines, at.field("lines"), findings);
    check_grades(row.from_severity, row.up_to_severity, at, findings);
    if let (Some(from), Some(to)) = (from, to)
        && from + 1 != to
    {
        let (own, other) = (&row.from.echelon, &row.to.echelon);
        let message = format!("rights move one level down, and `{other}` is not the next echelon below `{own}`");
        findings.error(at.field("to"), Some(other), message, "name the next echelon below, and write one move for each level");
    }
    let means = at.field("commitment");
    for (i, moved) in row.commitment.iter().enumerate() {
        check_commitment(layout, &moved.row(&row.to), means.item(i), findings);
        check_line(row, &moved.line, means.item(i), findings);
    }
    let sights = at.field("visibility");
    for (i, sight) in row.visibility.iter().enumerate() {
        layout.lines(&sight.lines, sights.item(i), findings);
        sight.lines.iter().for_each(|line| check_line(row, line, sights.item(i), findings));
    }
}

/// Means come with a right of the same move.
fn check_line(row: &DelegationMove, line: &str, at: At<'_>, findings: &mut Findings<'_>) {
    if !row.lines.iter().any(|own| own == line) {
        let message = format!("the means of line `{line}` move without the right over it");
        findings.error(at, Some(line), message, "name the line among the `lines` of the move, or leave its means out");
    }
}

fn check_classes(layout: &Layout<'_>, delegation: &Delegation, at: usize, place: At<'_>, findings: &mut Findings<'_>) {
    let row = &delegation.moves[at];
    let classes = delegation.classes(&layout.structure.rights);
    for line in &row.lines {
        if !classes.iter().any(|class| class.at == at && class.line == line) {
            let PostRef { line: own, echelon } = &row.from;
            let message =
                format!("line `{own}` at echelon `{echelon}` has no right `CommitInScope` over line `{line}` to pass down");
            let help = "name a line and grades over which the upper post may commit in scope";
            findings.error(place.field("lines"), Some(line), message, help);
        }
    }
}

/// What a post that is given a right lacks to use it.
fn check_means(layout: &Layout<'_>, row: &DelegationMove, at: At<'_>, findings: &mut Findings<'_>) {
    let PostRef { line: own, echelon } = &row.to;
    for line in &row.lines {
        let moved: Vec<Reach> = row.commitment.iter().filter(|means| means.line == *line).map(|means| means.reach).collect();
        let before = layout.structure.commitment.iter().any(|means| means.post == row.to && means.line == *line);
        let who = format!("line `{own}` at echelon `{echelon}` gets the right over line `{line}`");
        if moved.is_empty() {
            let (message, help) = if before {
                (format!("{who} and no means: it reaches no farther than before"), "add a row to the move's `commitment`")
            } else {
                (format!("{who} and may commit none of its units"), "add a row to the move's `commitment`, or leave the line out")
            };
            findings.warning(at.field("lines"), Some(line), message, help);
        }
        for reach in moved {
            if !sees(layout, row, line, reach) {
                let message = format!("{who} with the reach `{reach:?}`, and does not see the units there");
                findings.warning(at.field("lines"), Some(line), message, "add a row to the move's `visibility`");
            }
        }
    }
}

/// Whether the lower post sees as far as it is to reach.
fn sees(layout: &Layout<'_>, row: &DelegationMove, line: &str, reach: Reach) -> bool {
    let covers = |seen: Reach| seen == reach || seen == Reach::Everywhere || (seen == Reach::Below && reach == Reach::Own);
    let names = |lines: &[String]| lines.iter().any(|own| own == line);
    let before = layout.structure.visibility.iter().filter(|sight| sight.post == row.to && names(&sight.lines));
    let moved = row.visibility.iter().filter(|sight| names(&sight.lines));
    before.map(|sight| sight.reach).chain(moved.map(|sight| sight.reach)).any(covers)
}
