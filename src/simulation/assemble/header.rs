//! The names of the journal.

use crate::engine::time::Span;
use crate::journal::header::{DeskName, Header, JurisdictionName, NamedItem, NeedName, PostName, TargetName, UnitName};
use crate::journal::mechanisms::Mechanisms;
use crate::model::command::post::PostProfile;
use crate::model::command::setting::{Effect, Setting};
use crate::model::incident::incident::IncidentProfile;
use crate::model::incident::need::NeedProfile;
use crate::scenario::forces::PostSpec;
use crate::scenario::response::ResponseRow;
use crate::scenario::structure::Structure;
use crate::scenario::territory::JurisdictionSpec;
use crate::simulation::assemble::Files;
use crate::simulation::assemble::committees::member_ids;
use crate::simulation::assemble::limits;
use crate::simulation::assemble::names::{self, Names};
use crate::simulation::assemble::plans;
use crate::simulation::assemble::society;
use crate::simulation::assemble::territory::Ground;
use crate::simulation::assemble::warnings;
use crate::terms::id::{JurisdictionId, PostId, StationId};
use crate::terms::language::Name;
use crate::terms::severity::Severity;
use crate::terms::traffic::MatterKind;

fn item(id: &str, name: &Name) -> NamedItem {
    NamedItem { id: id.to_owned(), name: name.clone() }
}

/// Assembles the header of a scenario under one structure.
#[must_use]
pub fn assemble(files: &Files<'_>, names: &Names<'_>, ground: &Ground, setting: &Setting, label: &str) -> Header {
    let Files { scenario, world, incidents, structure } = *files;
    Header {
        scenario: scenario.id.clone(),
        scenario_name: scenario.name.clone(),
        structure: label.to_owned(),
        structure_name: structure.name.clone(),
        start: scenario.start.clone(),
        horizon_ms: setting.horizon,
        echelons: structure.echelons.iter().map(|echelon| item(&echelon.id, &echelon.name)).collect(),
        posts: posts(files, ground, setting),
        units: units(files, names, setting),
        jurisdictions: jurisdictions(files, ground),
        capabilities: world.capabilities.iter().map(|c| item(&c.id, &c.name)).collect(),
        hazards: world.hazards.iter().map(|h| item(&h.id, &h.name)).collect(),
        channels: world.channels.iter().map(|c| item(&c.id, &c.name)).collect(),
        scripted: incidents.scripted.iter().map(|i| item(&i.id, &i.name)).collect(),
        stochastic: incidents.stochastic.iter().map(|d| d.id.clone()).collect(),
        hospitals: incidents.care.iter().flat_map(|care| &care.hospitals).map(|hospital| hospital.id.clone()).collect(),
        secondary: incidents.secondary.iter().map(|row| row.id.clone()).collect(),
        injects: incidents.injects.iter().map(|i| i.id.clone()).collect(),
        targets: scenario
            .targets
            .iter()
            .map(|t| TargetName { id: t.id.clone(), path: t.path, within_ms: Span::from_minutes(t.within_min) })
            .collect(),
        deadlines: limits::names(files),
        means_moved: !structure.overlay.is_empty(),
        warnings: warnings::in_order(incidents).into_iter().map(|warning| warning.id.clone()).collect(),
        desks: desks(files, setting),
        committees: committees(files, setting),
        needs: setting.profiles.iter().map(needs).collect(),
        levels: world.levels.iter().map(|level| item(&level.id, &level.name)).collect(),
        responses_from: world.hazards.iter().map(|hazard| responses_from(structure, &hazard.id)).collect(),
        tasks: plans::task_names(structure).collect(),
        mechanisms: Mechanisms { escalation: escalates(files), ..mechanisms(structure, setting) },
        congestion: setting.linkage.sites.iter().map(|site| site.congestion).collect(),
    }
}

fn jurisdictions(files: &Files<'_>, ground: &Ground) -> Vec<JurisdictionName> {
    let levels = u32::try_from(files.world.levels.len()).expect("few levels");
    let rows = files.world.jurisdictions.rows().iter().enumerate();
    let name = |(at, row): (usize, &JurisdictionSpec)| JurisdictionName {
        id: row.id.clone(),
        name: Name::new(&row.name_zh, &row.name_en),
        place: ground.territory.jurisdictions[at].seat,
        within: (0..levels).map(|level| ground.territory.at_level(JurisdictionId::from_index(at), level)).collect(),
    };
    rows.map(name).collect()
}

fn needs(profile: &IncidentProfile) -> Vec<NeedName> {
    let need = |need: &NeedProfile| NeedName { capability: need.capability, units: need.units, waits: need.after.is_some() };
    profile.needs.iter().map(need).collect()
}

/// The lightest grade of a hazard for which some post has a response level.
fn responses_from(structure: &Structure, hazard: &str) -> Option<Severity> {
    let is_meant = |row: &&ResponseRow| row.hazards.as_ref().is_none_or(|hazards| hazards.iter().any(|id| id == hazard));
    structure.responses.iter().filter(is_meant).map(|row| row.from_severity).min()
}

/// Whether requests are told apart by their triggers.
fn escalates(files: &Files<'_>) -> bool {
    let structure = files.structure;
    structure.delegation.is_some()
        || !structure.pulls.is_empty()
        || !structure.skips.is_empty()
        || files.incidents.scripted.iter().any(|incident| !incident.also_in.is_empty())
}

fn mechanisms(structure: &Structure, setting: &Setting) -> Mechanisms {
    Mechanisms {
        false_alarms: setting.background.iter().any(|flow| flow.false_alarms_of.is_some()),
        sharing: structure.sharing.is_some(),
        grading: !setting.grading.is_empty(),
        care: setting.care.is_some(),
        dangers: setting.profiles.iter().flat_map(|profile| &profile.needs).any(|need| !need.persons.is_empty()),
        evacuation: setting.profiles.iter().flat_map(|profile| &profile.needs).any(|need| need.evacuation.is_some()),
        hazards: setting.profiles.iter().any(IncidentProfile::is_measured),
        responses: !structure.responses.is_empty(),
        military: structure.military.is_some(),
        scene_command: structure.scene_command.is_some(),
        fitness: !structure.fitness.is_empty(),
        areas: !structure.service_areas.is_empty(),
        aid: !structure.aid.is_empty(),
        dispatch: !structure.dispatch.is_empty(),
        access_roads: setting.linkage.sites.iter().any(|site| site.vehicles_per_h.is_some()),
        convergence: setting.linkage.sites.iter().any(|site| site.crowd.is_some()),
        verification: !setting.linkage.unverified.is_empty(),
        letters: setting.linkage.gate.is_some(),
        standings: !setting.linkage.teams.is_empty(),
        leaks: setting.injects.iter().any(|inject| matches!(inject.effect, Effect::NumbersLeaked { .. })),
        congestion: setting.linkage.sites.iter().any(|site| site.congestion.is_some()),
        duty: !setting.duty.shifts.is_empty()
            || !setting.duty.recalls.is_empty()
            || structure.responses.iter().any(|row| row.officers > 0)
            || !setting.desks.absences.is_empty()
            || setting.desks.desks.iter().any(|desk| desk.is_preemptive || desk.can_be_left),
        escalation: false,
        approval: !structure.approvals.is_empty() || structure.committees.iter().any(|row| row.vote.is_some()),
        raised_rights: structure.rights.iter().any(|row| row.from_level.is_some()),
        estimates: setting.estimates.is_some(),
        plans: !structure.plans.is_empty(),
        warned_plans: !setting.alerting.warnings.is_empty() && structure.plans.iter().any(|row| row.from_colour.is_some()),
        staging: setting.alerting.stages,
        conduct: !structure.conduct.is_empty() || structure.desk_rules.iter().any(|row| !row.patience.is_empty()),
    }
}

fn desks(files: &Files<'_>, setting: &Setting) -> Vec<DeskName> {
    let mut before = None;
    let mut position = 0;
    let desks = setting.desk_posts.iter().zip(&setting.desks.desks).enumerate().map(|(at, (post, desk))| {
        position = if before.replace(*post) == Some(*post) { position + 1 } else { 0 };
        let (profile, station) = (&setting.posts[post.index()], StationId::from_index(at));
        let handles = MatterKind::ALL.iter().filter(|kind| profile.desks[kind.index()].is_some_and(|(own, _)| own == station));
        DeskName {
            id: description(files, profile).desks[position].id.clone(),
            post: *post,
            officers: desk.servers,
            is_shared: desk.is_shared,
            handles: handles.copied().collect(),
        }
    });
    desks.collect()
}

/// The world's description of a post.
fn description<'f>(files: &Files<'f>, post: &PostProfile) -> &'f PostSpec {
    let row = &files.world.jurisdictions.rows()[post.jurisdiction.index()];
    let line = &files.world.lines[post.line as usize].id;
    let is_here = |spec: &&PostSpec| {
        spec.line == *line && spec.level == row.level && spec.only.as_ref().is_none_or(|only| only.contains(&row.id))
    };
    files.world.posts.iter().find(is_here).expect("a post comes from a description")
}

fn committees(files: &Files<'_>, setting: &Setting) -> Vec<(PostId, Vec<String>)> {
    let of = |post: &PostProfile| {
        let line = &files.world.lines[post.line as usize].id;
        let echelon = &files.structure.echelons[post.echelon.index()].id;
        let row = files.structure.committees.iter().find(|row| row.post.line == *line && row.post.echelon == *echelon);
        member_ids(row.expect("a committee comes from a row")).map(|(id, _)| id).collect()
    };
    setting.committees.iter().map(|committee| (committee.post, of(&setting.posts[committee.post.index()]))).collect()
}

fn posts(files: &Files<'_>, ground: &Ground, setting: &Setting) -> Vec<PostName> {
    let world = files.world;
    let posts = setting.posts.iter().map(|post| {
        let row = &world.jurisdictions.rows()[post.jurisdiction.index()];
        let line = &world.lines[post.line as usize];
        let name = &description(files, post).name;
        PostName {
            id: format!("{}.{}", row.id, line.id),
            name: Name::new(name.zh.replace("{}", &row.name_zh), name.en.replace("{}", &row.name_en)),
            echelon: post.echelon,
            line: line.id.clone(),
            sector: line.sector,
            jurisdiction: post.jurisdiction,
            place: ground.territory.jurisdictions[post.jurisdiction.index()].seat,
        }
    });
    posts.collect()
}

fn units(files: &Files<'_>, names: &Names<'_>, setting: &Setting) -> Vec<UnitName> {
    let world = files.world;
    let ids = names::units(world).map(|(id, spec)| (id, &spec.agency));
    let crowd = society::crowd_units(files).map(|(id, spec)| (id, &spec.agency));
    let units = ids.chain(crowd).zip(&setting.units).map(|((id, agency), profile)| {
        let agency = &world.agencies.rows()[names.agencies[agency.as_str()] as usize];
        let line = world.lines.iter().find(|line| line.id == agency.line).expect("check found every line");
        UnitName {
            id,
            name: world.unit_types[profile.kind as usize].name.clone(),
            agency: agency.id.clone(),
            sector: line.sector,
            jurisdiction: setting.agencies[profile.agency.index()].jurisdiction,
            place: profile.base.place,
        }
    });
    units.collect()
}
