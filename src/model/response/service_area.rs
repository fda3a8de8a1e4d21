//! Areas of service: whether a post may send a unit to a place. Only where a structure has them.

use crate::model::geography::travel::Point;
use crate::model::run::Run;
use crate::terms::id::{PostId, UnitId};

/// Whether a post may send a unit to a place by its own order.
#[inline]
#[must_use]
pub fn serves(run: &Run<'_>, post: PostId, unit: UnitId, place: &Point) -> bool {
    lets(run, post, unit, place, false)
}

/// Whether a post may lend a unit for a place as mutual aid.
#[must_use]
pub fn may_lend(run: &Run<'_>, post: PostId, unit: UnitId, place: &Point) -> bool {
    lets(run, post, unit, place, true)
}

#[inline]
fn lets(run: &Run<'_>, post: PostId, unit: UnitId, place: &Point, is_aid: bool) -> bool {
    let setting = run.setting;
    let Some(Some(area)) = setting.areas.get(unit.index()) else { return true };
    area.lets(&setting.territory, setting.posts[post.index()].jurisdiction, place.jurisdiction, is_aid)
}
