//! How each post chooses units.

use std::collections::BTreeMap;

use crate::engine::time::Span;
use crate::model::command::dispatch::{CallOff, DispatchLaw, Policy, Reserve, Zones};
use crate::model::command::post::PostProfile;
use crate::model::command::setting::Setting;
use crate::scenario::dispatch::{DispatchRow, KeptSpec, PolicySpec, ReserveSpec, ZoneRow};
use crate::simulation::assemble::Files;
use crate::simulation::assemble::names::Names;
use crate::terms::id::{AgencyId, JurisdictionId, UnitId};

/// The dispatch laws of all posts; empty when the structure has none.
#[must_use]
pub fn assemble(files: &Files<'_>, names: &Names<'_>, setting: &Setting) -> Vec<Option<DispatchLaw>> {
    let rows = &files.structure.dispatch;
    if rows.is_empty() {
        return Vec::new();
    }
    let of = |post: &PostProfile| {
        let row = rows.iter().find(|row| names.is_meant(&row.post, post.line, post.echelon.0))?;
        Some(law(row, names, setting, post))
    };
    setting.posts.iter().map(of).collect()
}

fn law(row: &DispatchRow, names: &Names<'_>, setting: &Setting, post: &PostProfile) -> DispatchLaw {
    DispatchLaw {
        policy: match &row.policy {
            PolicySpec::Nearest => Policy::Nearest,
            PolicySpec::Batch => Policy::Batch,
            PolicySpec::Regret => Policy::Regret,
            PolicySpec::Zones(rows) => Policy::Zones(zones(rows, names, setting)),
        },
        collects: row.collect_min.map(Span::from_minutes),
        reserve: row.reserve.as_ref().map(|spec| reserve(spec, names, post)),
        calls_off: row.calls_off.map(|spec| CallOff { grades: spec.grades, at_work: spec.at_work }),
        redirects: row.redirects,
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of the units, between 0 and their number")]
fn reserve(spec: &ReserveSpec, names: &Names<'_>, post: &PostProfile) -> Reserve {
    let is_kept = |capability: usize| {
        let ids = spec.capabilities.as_ref();
        ids.is_none_or(|ids| ids.iter().any(|id| names.capabilities[id.as_str()] as usize == capability))
    };
    let kept = (0..post.authority.candidates.len()).map(|capability| match spec.kept {
        _ if !is_kept(capability) => 0,
        KeptSpec::Units(units) => units,
        KeptSpec::Share(share) => (share * f64::from(post.count(capability, |_| true))).floor() as u32,
    });
    Reserve { from_severity: spec.from_severity, kept: kept.collect() }
}

fn zones(rows: &[ZoneRow], names: &Names<'_>, setting: &Setting) -> Zones {
    let by_place: BTreeMap<usize, u32> =
        rows.iter().zip(0..).map(|(row, list)| (names.jurisdictions[row.within.as_str()], list)).collect();
    let places = (0..setting.territory.jurisdictions.len()).map(JurisdictionId::from_index);
    let list_at = places.map(|at| setting.territory.upward(at).find_map(|j| by_place.get(&j.index()).copied()));
    let list = |row: &ZoneRow| {
        let mut ranks: BTreeMap<UnitId, u32> = BTreeMap::new();
        for (id, rank) in row.prefers.iter().zip(0..) {
            for unit in meant(id, names, setting) {
                ranks.entry(unit).or_insert(rank);
            }
        }
        ranks.into_iter().collect()
    };
    Zones { list_at: list_at.collect(), lists: rows.iter().map(list).collect() }
}

/// The units of an agency, or one unit.
fn meant(id: &str, names: &Names<'_>, setting: &Setting) -> Vec<UnitId> {
    let Some(agency) = names.agencies.get(id).copied().map(AgencyId) else {
        return vec![UnitId(names.units[id])];
    };
    let units = setting.units.iter().enumerate();
    units.filter(|(_, unit)| unit.agency == agency).map(|(at, _)| UnitId::from_index(at)).collect()
}
