//! Take-overs, requests past a level, approval, and notices of a response level.

use crate::engine::time::Span;
use crate::model::command::escalation::{Approval, Escalation, Judgement, Skip};
use crate::model::command::post::PostProfile;
use crate::scenario::approval::Agreement;
use crate::scenario::structure::PostRef;
use crate::simulation::assemble::Files;
use crate::simulation::assemble::names::Names;
use crate::simulation::assemble::posts::law;
use crate::simulation::assemble::territory::Ground;
use crate::terms::id::{EchelonId, PostId};

/// What a structure says of a post beyond the chain of requests.
#[must_use]
pub fn of(
    files: &Files<'_>,
    names: &Names<'_>,
    ground: &Ground,
    post_at: &[Vec<Option<PostId>>],
    post: &PostProfile,
) -> Escalation {
    let structure = files.structure;
    let is_own = |written: &PostRef| names.is_meant(written, post.line, post.echelon.0);
    let at = |written: &PostRef| {
        let level = names.level_of(&written.echelon);
        let jurisdiction = ground.territory.at_level(post.jurisdiction, level)?;
        post_at[names.lines[written.line.as_str()] as usize][jurisdiction.index()]
    };
    let skip = structure.skips.iter().find(|row| is_own(&row.from)).and_then(|row| {
        Some(Skip {
            to: at(&row.to)?,
            transit: law(&row.transit),
            after_time_out: row.after_time_out,
            from_severity: row.from_severity,
            when_unmanned: row.when_unmanned,
        })
    });
    let approval = structure.approvals.iter().find(|row| is_own(&row.post)).map(|row| Approval {
        from_severity: row.from_severity,
        up_to: EchelonId(names.echelons[row.up_to.as_str()]),
        is_any: row.rule == Agreement::Any,
        judgement: Judgement { needed: row.needed, unneeded: row.unneeded },
        again_after: row.again_after_min.map(Span::from_minutes),
        attempts: u16::try_from(row.attempts).unwrap_or(u16::MAX),
    });
    let notices = structure.level_notices.iter().filter(|row| is_own(&row.from));
    let notice = |row: &crate::scenario::escalation::LevelNotice| {
        (names.lines[row.to.line.as_str()], names.level_of(&row.to.echelon), law(&row.transit))
    };
    Escalation {
        pull: structure.pulls.iter().find(|row| is_own(&row.post)).map(|row| (row.from_severity, row.probability)),
        skip,
        approval,
        notices: notices.map(notice).collect(),
    }
}
