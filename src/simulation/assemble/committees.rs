//! The committees of the structure's posts.

use crate::engine::time::Span;
use crate::model::command::committee::{Committee, Effective, Member};
use crate::model::command::escalation::Judgement;
use crate::scenario::committee::{CommitteeRow, Joining, MemberSpec, NoticeSpec, Role, TakesEffect, WithoutQuorum};
use crate::simulation::assemble::duty::DeskFinder;
use crate::simulation::assemble::names::{stable_key, unit_ids};
use crate::simulation::assemble::posts::law;
use crate::terms::id::PostId;

/// Assembles all committees; a member whose desk the jurisdiction lacks has none.
#[must_use]
pub fn assemble(rows: &[CommitteeRow], finder: &DeskFinder<'_>) -> Vec<Committee> {
    rows.iter().flat_map(|row| finder.posts(&row.post).map(move |post| committee(row, post, finder))).collect()
}

/// The ids of the members of a committee, in the order of their calls.
pub fn member_ids(row: &CommitteeRow) -> impl Iterator<Item = (String, &MemberSpec)> {
    row.members.iter().flat_map(|member| unit_ids(&member.id, member.count).map(move |id| (id, member)))
}

fn committee(row: &CommitteeRow, post: PostId, finder: &DeskFinder<'_>) -> Committee {
    let (NoticeSpec::Serial(notice) | NoticeSpec::Broadcast(notice)) = &row.notice;
    let members = member_ids(row).map(|(id, spec)| {
        let (Joining::Road(joins) | Joining::Video(joins)) = &spec.joins;
        Member {
            key: stable_key(&id),
            leads: spec.role != Role::Member,
            desk: spec.desk.as_ref().and_then(|desk| finder.desk_nearby(post, &desk.line, &desk.desk)),
            reachable: spec.reachable,
            is_by_road: matches!(spec.joins, Joining::Road(_)),
            joins: law(joins),
        }
    });
    Committee {
        post,
        from_severity: row.from_severity,
        notice: law(notice),
        is_serial: matches!(row.notice, NoticeSpec::Serial(_)),
        members: members.collect(),
        quorum: row.quorum as usize,
        vote: row.vote.as_ref().map(|vote| (vote.approve as usize, Judgement { needed: vote.needed, unneeded: vote.unneeded })),
        deliberation: law(&row.deliberation),
        takes_effect: match row.takes_effect {
            TakesEffect::AfterEach => Effective::AfterEach,
            TakesEffect::AtEnd => Effective::AtEnd,
            TakesEffect::EveryMin(min) => Effective::Every(Span::from_minutes(min)),
        },
        no_quorum_after: Span::from_minutes(row.no_quorum_after_min),
        leader_decides: row.without_quorum == WithoutQuorum::LeaderDecides,
    }
}
