//! The warnings of the tape, and the structure's tables of calls and readiness.

use crate::engine::streams::join;
use crate::engine::time::{SimTime, Span};
use crate::model::command::alerting::{Alerting, Call, Readiness, Stand, Warning};
use crate::model::command::post::PostProfile;
use crate::model::command::setting::Setting;
use crate::model::geography::travel::Point;
use crate::scenario::incidents::Incidents;
use crate::scenario::structure::Reach;
use crate::scenario::warning::{ReadinessRow, StagingPlace, WarningSpec};
use crate::simulation::assemble::Files;
use crate::simulation::assemble::names::{Names, stable_key};
use crate::simulation::assemble::posts::law;
use crate::simulation::assemble::territory::Ground;
use crate::terms::id::{JurisdictionId, PostId, UnitId};

/// The warnings of a tape in the order of their issue, those of one instant in the order of the tape: the positions by which all else
/// names them.
pub fn in_order(tape: &Incidents) -> Vec<&WarningSpec> {
    let mut warnings: Vec<_> = tape.warnings.iter().collect();
    warnings.sort_by(|a, b| a.at_min.total_cmp(&b.at_min));
    warnings
}

/// Assembles all of it; nothing where the tape has no warning.
#[must_use]
pub fn assemble(files: &Files<'_>, names: &Names<'_>, ground: &Ground, setting: &Setting) -> Alerting {
    if files.incidents.warnings.is_empty() {
        return Alerting::default();
    }
    let posts = (0..setting.posts.len()).map(PostId::from_index);
    let readiness: Vec<_> = posts.clone().map(|post| readiness(files, names, ground, setting, post)).collect();
    Alerting {
        warnings: in_order(files.incidents).into_iter().map(|spec| warning(names, ground, setting, spec)).collect(),
        calls: posts.map(|post| calls(files, names, ground, setting, post)).collect(),
        stages: readiness.iter().flatten().any(|row| row.staging.is_some()),
        readiness,
    }
}

fn warning(names: &Names<'_>, ground: &Ground, setting: &Setting, spec: &WarningSpec) -> Warning {
    let within = JurisdictionId::from_index(names.jurisdictions[spec.jurisdiction.as_str()]);
    let at = &setting.post_at[names.lines[spec.line.as_str()] as usize];
    Warning {
        at: SimTime::from_minutes(spec.at_min),
        key: stable_key(&spec.id),
        subject: join(stable_key(&spec.hazard), stable_key(&spec.jurisdiction)),
        hazard: names.hazards[spec.hazard.as_str()],
        colour: spec.colour,
        within,
        post: ground.territory.upward(within).find_map(|j| at[j.index()]),
    }
}

fn calls(files: &Files<'_>, names: &Names<'_>, ground: &Ground, setting: &Setting, post: PostId) -> Vec<Call> {
    let profile = &setting.posts[post.index()];
    let rows = files.structure.warning_links.iter();
    let rows = rows.filter(|row| names.is_meant(&row.from, profile.line, profile.echelon.0));
    let calls = rows.flat_map(|row| {
        let others = setting.posts.iter().enumerate().filter(|(at, other)| {
            let is_meant = names.is_meant(&row.to, other.line, other.echelon.0) && *at != post.index();
            let (here, there) = (profile.jurisdiction, other.jurisdiction);
            is_meant && (ground.territory.is_within(there, here) || ground.territory.is_within(here, there))
        });
        others.map(|(at, _)| Call {
            to: PostId::from_index(at),
            transit: law(&row.transit),
            overlooked: row.overlooked,
            again: row.call_again_min.map(Span::from_minutes),
        })
    });
    calls.collect()
}

fn stand(names: &Names<'_>, ground: &Ground, profile: &PostProfile, at: &StagingPlace) -> Stand {
    let seat = |jurisdiction: JurisdictionId| {
        Stand::At(Point { place: ground.territory.jurisdictions[jurisdiction.index()].seat, jurisdiction })
    };
    match at {
        StagingPlace::Warned => Stand::Warned,
        StagingPlace::OwnSeat => seat(profile.jurisdiction),
        StagingPlace::Seat(id) => seat(JurisdictionId::from_index(names.jurisdictions[id.as_str()])),
    }
}

fn readiness(files: &Files<'_>, names: &Names<'_>, ground: &Ground, setting: &Setting, post: PostId) -> Vec<Readiness> {
    let profile = &setting.posts[post.index()];
    let rows = files.structure.readiness.iter();
    let rows = rows.filter(|row| names.is_meant(&row.post, profile.line, profile.echelon.0));
    let is_reached = |row: &ReadinessRow, unit: usize| {
        let agency = setting.units[unit].agency.index();
        let at = setting.agencies[agency].jurisdiction;
        let line = &files.world.agencies.rows()[agency].line;
        let is_near = if row.reach == Reach::Own {
            at == profile.jurisdiction
        } else {
            ground.territory.is_within(at, profile.jurisdiction)
        };
        row.lines.contains(line) && is_near
    };
    let rows = rows.map(|row| Readiness {
        from_colour: row.from_colour,
        after: law(&row.after),
        factor: row.mobilisation_factor,
        staging: row.staging.as_ref().map(|staging| (stand(names, ground, profile, &staging.at), staging.mobilisation_factor)),
        units: (0..setting.units.len()).filter(|unit| is_reached(row, *unit)).map(UnitId::from_index).collect(),
    });
    rows.collect()
}
