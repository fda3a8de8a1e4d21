//! What becomes of a matter that has waited at a desk for longer than the structure lets it: routine is dropped, a decision goes up.

use crate::model::event::{MatterRow, NONE};
use crate::model::reporting::conduct;
use crate::model::run::Run;
use crate::model::station::service::Traffic;
use crate::terms::id::IncidentId;
use crate::terms::traffic::MatterKind;

/// A matter's patience ends, if it still waits to be begun. A decision stays where nobody above may make it, and where it is not the
/// desk's own: a proposal of another post and a request for aid wait for their answer.
pub fn end(run: &mut Run<'_>, row: MatterRow, stamp: u32) {
    if !run.traffic.waits(row, stamp) {
        return;
    }
    let matter = *run.traffic.matter(row);
    let is_decision = MatterKind::ALL[matter.kind as usize] == MatterKind::Decision;
    let post = run.setting.desk_posts[matter.station as usize];
    let is_anothers = || matter.origin != NONE || run.aid.matters.iter().any(|(number, _)| *number == matter.number);
    if is_decision && (is_anothers() || !conduct::give_up(run, post, IncidentId(matter.subject))) {
        return;
    }
    run.traffic.give_up(run.clock, row, is_decision);
    let Traffic { pool, matters, .. } = &mut run.traffic;
    pool.end(matters, row);
}
