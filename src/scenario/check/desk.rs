//! How desks work: rules of attention in worlds and laboratories, and the desk rules of a structure.

use std::collections::BTreeSet;

use crate::scenario::check::duty;
use crate::scenario::check::findings::Findings;
use crate::scenario::check::structure::Layout;
use crate::scenario::desk::{AbsenceSpec, Attention, DeskRule, DeskSpec};
use crate::scenario::locate::At;
use crate::scenario::structure::{PostRef, Structure};
use crate::terms::traffic::MatterKind;

/// All problems of the desk rules of a structure.
pub fn check(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let rows = root.field("desk_rules");
    let mut seen = BTreeSet::new();
    for (i, row) in layout.structure.desk_rules.iter().enumerate() {
        let at = rows.item(i);
        let echelon = match &row.desk {
            Some(desk) => duty::desk(layout, &row.post, desk, at, findings),
            None => layout.post(&row.post, at.field("post"), findings),
        };
        if !seen.insert((&row.post.line, &row.post.echelon, &row.desk)) {
            let message = "two desk rules mean the same desks";
            findings.error(at, row.desk.as_deref(), message, "keep one of the two: only the first is used");
        }
        findings.positive(at.field("skill_factor"), row.skill_factor);
        check_patience(row, at, findings);
        let posts = echelon.zip(layout.index).into_iter();
        let posts = posts.flat_map(|(echelon, index)| index.posts(&row.post.line, layout.level(echelon)));
        let desks: Vec<_> = posts.flat_map(|post| &post.desks).filter(|desk| row.is_for(&desk.id)).collect();
        let interrupts = desks.iter().any(|desk| desk.preemptive);
        check_manner(row.attention.unwrap_or_default(), row.shared == Some(true), interrupts, at, findings);
        let officers = desks.iter().map(|desk| most_on_duty(layout.structure, &row.post, desk)).max().unwrap_or(1);
        check_absence(row.absence.as_ref(), officers, at, findings);
    }
}

/// The most officers at a desk: the structure's staffing, or the world's, with the officers moved there, or its largest shift.
fn most_on_duty(structure: &Structure, post: &PostRef, desk: &DeskSpec) -> u32 {
    let is_here = |other: &PostRef, id: &str| other == post && id == desk.id;
    let staffed = structure.staffing.iter().rev().find(|row| is_here(&row.post, &row.desk));
    let base = i64::from(staffed.map_or(desk.officers, |row| row.officers));
    let moves: Vec<_> = structure.overlay.staff.iter().filter(|row| is_here(&row.post, &row.desk)).collect();
    let moved = |place: Option<&String>| -> i64 {
        let is_for = |only: &Vec<String>| place.is_some_and(|place| only.contains(place));
        moves.iter().filter(|row| row.only.as_ref().is_none_or(is_for)).map(|row| i64::from(row.officers)).sum()
    };
    let places = moves.iter().flat_map(|row| row.only.iter().flatten()).map(Some).chain([None]);
    let regular = base + places.map(moved).max().unwrap_or(0);
    let shifts = structure.shifts.iter().filter(|row| is_here(&row.post, &row.desk)).map(|row| row.officers);
    shifts.fold(u32::try_from(regular).unwrap_or(0), u32::max)
}

/// Which matters may lose patience, each once.
fn check_patience(row: &DeskRule, at: At<'_>, findings: &mut Findings<'_>) {
    let rows = at.field("patience");
    let mut seen = BTreeSet::new();
    for (i, patience) in row.patience.iter().enumerate() {
        let at = rows.item(i);
        findings.law(at.field("after"), &patience.after);
        let matter = patience.matter.id();
        if !matches!(patience.matter, MatterKind::Decision | MatterKind::Routine) {
            let message = format!("a {matter} that leaves a desk would be lost");
            findings.error(at.field("matter"), Some(matter), message, "name `Decision` or `Routine`");
        }
        if !seen.insert(patience.matter) {
            findings.error(at.field("matter"), Some(matter), "two rows for one kind of matter", "keep one of the two");
        }
    }
}

/// The most officers of a desk where they may be away.
const ABSENT_MAX: u32 = 32;

/// Laws of absence: neither may take no time at all.
pub fn check_absence(absence: Option<&AbsenceSpec>, officers: u32, at: At<'_>, findings: &mut Findings<'_>) {
    let Some(absence) = absence else { return };
    let at = at.field("absence");
    for (field, law) in [("present", &absence.present), ("absent", &absence.absent)] {
        findings.law(at.field(field), law);
        findings.no_instant(at.field(field), law, "officers come and go in no time");
    }
    if officers > ABSENT_MAX {
        let message = format!("absence at a desk of {officers} officers");
        findings.error(at, None, message, format!("keep it to desks of at most {ABSENT_MAX} officers"));
    }
}

/// In which manner a desk works: a desk that works on everything at once has nothing to interrupt and no order.
pub fn check_manner(attention: Attention, shared: bool, interrupts: bool, at: At<'_>, findings: &mut Findings<'_>) {
    check_attention(attention, interrupts, at.field("attention"), findings);
    if shared && (interrupts || attention != Attention::Fifo) {
        let message = "a desk that works on all matters at once (`shared`) neither interrupts nor chooses";
        findings.error(at.field("shared"), Some("true"), message, "leave `preemptive` and `attention` out there");
    }
}

/// The weights of a mixture of rules, which no desk can follow where one matter interrupts another.
fn check_attention(attention: Attention, interrupts: bool, at: At<'_>, findings: &mut Findings<'_>) {
    let Attention::Mixed { by_priority, fifo, lifo, random } = attention else { return };
    let weights = [("by_priority", by_priority), ("fifo", fifo), ("lifo", lifo), ("random", random)];
    for (field, weight) in weights {
        findings.not_negative(at.field(field), weight);
    }
    if weights.iter().map(|(_, weight)| weight).sum::<f64>() <= 0.0 {
        findings.error(at, None, "all weights of the mixture are 0", "give one rule a weight above 0");
    }
    if interrupts {
        let message = "a preemptive desk cannot mix rules: whom it interrupts for is the highest priority";
        findings.error(at, None, message, "use `Fifo`, `Lifo` or `Random`, or leave `preemptive` out");
    }
}
