//! Coverage matrices: of a channel in a world or scenario, and what a structure changes in them.

use crate::scenario::check::findings::Findings;
use crate::scenario::check::index::Index;
use crate::scenario::check::structure::Layout;
use crate::scenario::forces::CoverageRow;
use crate::scenario::locate::At;

/// All problems of a structure's monitoring table.
pub fn check(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let list = root.field("monitoring");
    for (i, row) in layout.structure.monitoring.iter().enumerate() {
        let at = list.item(i);
        check_rows(&row.coverage_at, layout.index, at.field("coverage_at"), findings);
        let Some(index) = layout.index else { continue };
        let channels: Vec<&str> = index.world.channels.iter().map(|channel| channel.id.as_str()).collect();
        if !channels.contains(&row.channel.as_str()) {
            let message = format!("the world has no channel `{}`; the row is passed over", row.channel);
            let help = format!("its channels are: {}", channels.join(", "));
            findings.warning(at.field("channel"), Some(&row.channel), message, help);
        } else if index.world.channels.iter().any(|channel| channel.id == row.channel && channel.calls.is_some()) {
            let message = format!("channel `{}` notices by calls and has no coverage; the row is passed over", row.channel);
            findings.warning(at.field("channel"), Some(&row.channel), message, "leave the row out");
        }
    }
}

/// All problems of the rows of a coverage matrix.
pub fn check_rows(rows: &[CoverageRow], index: Option<&Index<'_>>, list: At<'_>, findings: &mut Findings<'_>) {
    for (i, row) in rows.iter().enumerate() {
        let at = list.item(i);
        findings.probability(at.field("coverage"), row.coverage);
        findings.given(at.field("hazards"), row.hazards.as_ref());
        let Some(index) = index else { continue };
        if let Some(within) = &row.within {
            index.jurisdictions.known(within, at.field("within"), findings);
        }
        if let Some(kind) = &row.kind {
            index.kinds().known(kind, at.field("kind"), findings);
        }
        let hazards = at.field("hazards");
        for (i, hazard) in row.hazards.iter().flatten().enumerate() {
            index.hazards.known(hazard, hazards.item(i), findings);
        }
    }
}
