//! Whom each post asks for aid.

use crate::engine::time::Span;
use crate::model::command::aid::{AidLaw, Answer};
use crate::model::command::post::PostProfile;
use crate::model::command::setting::Setting;
use crate::scenario::aid::{Agreement, AidRow, AidWay};
use crate::simulation::assemble::Files;
use crate::simulation::assemble::names::Names;
use crate::simulation::assemble::posts::law;
use crate::simulation::assemble::territory::Ground;
use crate::terms::id::PostId;
use crate::terms::severity::Severity;
use crate::terms::traffic::MatterKind;

/// The laws of aid of all posts; empty when the structure has none.
#[must_use]
pub fn assemble(files: &Files<'_>, names: &Names<'_>, ground: &Ground, setting: &Setting) -> Vec<Option<AidLaw>> {
    let rows = &files.structure.aid;
    if rows.is_empty() {
        return Vec::new();
    }
    let of = |post: &PostProfile| {
        let row = rows.iter().find(|row| names.is_meant(&row.post, post.line, post.echelon.0))?;
        aid(row, ground, setting, post)
    };
    setting.posts.iter().map(of).collect()
}

/// Where there is no neighbour to lend, or no post above to decide, there is no aid.
fn aid(row: &AidRow, ground: &Ground, setting: &Setting, post: &PostProfile) -> Option<AidLaw> {
    let at = &setting.post_at[post.line as usize];
    let seat = |post: PostId| ground.territory.jurisdictions[setting.posts[post.index()].jurisdiction.index()].seat;
    let here = ground.territory.jurisdictions[post.jurisdiction.index()].seat;
    let mut lenders: Vec<PostId> = ground.neighbours(post.jurisdiction).filter_map(|j| at[j.index()]).collect();
    lenders.retain(|lender| setting.posts[lender.index()].echelon == post.echelon);
    lenders.sort_by(|a, b| here.distance_km(seat(*a)).total_cmp(&here.distance_km(seat(*b))).then(a.cmp(b)));
    let superior = match row.way {
        AidWay::Sideways => None,
        AidWay::Superior => {
            let above = post.links[post.request_link? as usize].to;
            let desks = &setting.posts[above.index()].desks;
            let can_decide = [MatterKind::Request, MatterKind::Decision].iter().all(|kind| desks[kind.index()].is_some());
            Some(above).filter(|_| can_decide).map(Some)?
        }
    };
    (!lenders.is_empty()).then(|| AidLaw {
        lenders,
        superior,
        from_severity: row.from_severity.unwrap_or(Severity::IV),
        answer: match row.agreement {
            Agreement::AdHoc { acceptance } => Answer::Decides(acceptance),
            Agreement::Before { after_min } => Answer::Agreed(Span::from_minutes(after_min)),
        },
        transit: law(&row.transit),
    })
}
