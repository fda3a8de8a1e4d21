//! Warnings: those of a tape, and how a structure passes them on and stands by.

use crate::scenario::check::findings::Findings;
use crate::scenario::check::incidents::check_time;
use crate::scenario::check::index::Index;
use crate::scenario::check::structure::Layout;
use crate::scenario::forces::PostSpec;
use crate::scenario::incidents::Incidents;
use crate::scenario::locate::At;
use crate::scenario::structure::Reach;
use crate::scenario::warning::StagingPlace;
use crate::terms::colour::Colour;
use crate::terms::traffic::MatterKind;

/// All problems of the warnings of a tape whose root stands at `at`.
pub fn check_tape(tape: &Incidents, at: At<'_>, index: Option<&Index<'_>>, horizon_h: Option<f64>, findings: &mut Findings<'_>) {
    let list = at.field("warnings");
    findings.unique(list, "warning", tape.warnings.iter().map(|warning| warning.id.as_str()));
    for (i, warning) in tape.warnings.iter().enumerate() {
        let at = list.item(i);
        check_time(at.field("at_min"), warning.at_min, horizon_h, &format!("warning `{}`", warning.id), findings);
        if let Some(index) = index {
            index.hazards.known(&warning.hazard, at.field("hazard"), findings);
            index.jurisdictions.known(&warning.jurisdiction, at.field("jurisdiction"), findings);
            index.lines.known(&warning.line, at.field("line"), findings);
        }
    }
}

/// All problems of the tables of warnings and readiness.
pub fn check(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let (links, readiness) = (root.field("warning_links"), root.field("readiness"));
    findings.once(links, layout.structure.warning_links.iter().map(|row| (&row.from, &row.to)), "pair of caller and called");
    for (i, row) in layout.structure.warning_links.iter().enumerate() {
        let at = links.item(i);
        if row.from == row.to {
            let message = "a post does not call itself, and neighbours are not called";
            findings.error(at.field("to"), Some(&row.to.line), message, "name another line or echelon");
        }
        layout.post(&row.from, at.field("from"), findings);
        let to = at.field("to");
        if let (Some(echelon), Some(index)) = (layout.post(&row.to, to, findings), layout.index) {
            let level = layout.level(echelon);
            let reads = |post: &PostSpec| post.handles(MatterKind::Report) || post.handles(MatterKind::Warning);
            if !index.posts(&row.to.line, level).all(reads) {
                let message = format!("a post of line `{}` at level `{level}` has no desk that reads warnings", row.to.line);
                findings.error(to, Some(&row.to.line), message, "let a desk of the post handle `Warning` or `Report`");
            }
        }
        findings.law(at.field("transit"), &row.transit);
        if !(0.0..1.0).contains(&row.overlooked) {
            findings.range(at.field("overlooked"), row.overlooked, "0 or more and below 1: what is always overlooked is no link");
        }
        if let Some(min) = row.call_again_min {
            findings.period(at.field("call_again_min"), min);
        }
    }
    for (i, row) in layout.structure.readiness.iter().enumerate() {
        let at = readiness.item(i);
        layout.post(&row.post, at.field("post"), findings);
        layout.lines(&row.lines, at.field("lines"), findings);
        findings.law(at.field("after"), &row.after);
        findings.positive(at.field("mobilisation_factor"), row.mobilisation_factor);
        if let Some(staging) = &row.staging {
            let at = at.field("staging");
            if let Some(troops) = &layout.structure.military
                && row.post.line != troops.line
                && row.lines.contains(&troops.line)
            {
                let message = format!("a civil post would move units of line `{}` forward unasked", troops.line);
                findings.error(at, None, message, "leave the line out of the row: where `military` is on, troops are asked for");
            }
            findings.not_negative(at.field("mobilisation_factor"), staging.mobilisation_factor);
            if let (StagingPlace::Seat(id), Some(index)) = (&staging.at, layout.index) {
                index.jurisdictions.known(id, at.field("at"), findings);
            }
        }
        if !matches!(row.reach, Reach::Own | Reach::Below) {
            findings.error(at.field("reach"), None, "a post stands its own units by", "write `reach: Own` or `reach: Below`");
        }
        if row.from_colour == Colour::Lifted {
            let help = "write `Blue`, `Yellow`, `Orange` or `Red`";
            findings.error(at.field("from_colour"), Some("Lifted"), "a lifted warning stands nobody by", help);
        }
    }
}
