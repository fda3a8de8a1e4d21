//! Military linkage: the organ that each post asks, the chain above it, who commands each unit, and who approves.

use crate::engine::time::{SimTime, Span};
use crate::model::command::linkage::{Approval, DirectLaw, Seat, TroopLaw};
use crate::model::command::post::PostProfile;
use crate::model::command::setting::Setting;
use crate::scenario::desk::DeskSpec;
use crate::scenario::forces::PostSpec;
use crate::scenario::law::LawSpec;
use crate::scenario::military::{ApprovalRow, Approver, Completeness, DirectUse, Military};
use crate::simulation::assemble::Files;
use crate::simulation::assemble::names::Names;
use crate::simulation::assemble::posts::law;
use crate::simulation::assemble::territory::Ground;
use crate::terms::id::{JurisdictionId, PostId};
use crate::terms::sector::Sector;
use crate::terms::traffic::MatterKind;

/// Priority of requests for troops and of their orders: that of requests and orders of every desk.
const PRIORITY: u32 = 1;

/// The classes that the linkage adds to a desk, with the kind of matter that they stand for: writing a request at the desk of a civil
/// post that may commit troops, or examination, approval and passing on at the desk of a military organ.
#[must_use]
pub fn classes<'f>(
    military: &'f Military,
    files: &Files<'f>,
    spec: &PostSpec,
    desk: &DeskSpec,
    echelon: u32,
) -> Vec<(u32, &'f LawSpec)> {
    let first_of =
        |kind: MatterKind| spec.desks.iter().position(|desk| desk.handles.iter().any(|handling| handling.matter == kind));
    let is_here = |position: Option<usize>| position.is_some_and(|at| spec.desks[at].id == desk.id);
    if spec.line == military.line {
        let here = is_here(first_of(MatterKind::Order).or(Some(0)));
        return if here {
            let approvals = military.approvals.iter().map(|row| match &row.by {
                Approver::Military { service, .. } => service,
                Approver::Government => &military.examination,
            });
            [&military.examination, &military.relay].into_iter().chain(approvals).map(|law| (PRIORITY, law)).collect()
        } else {
            Vec::new()
        };
    }
    let echelon = &files.structure.echelons[echelon as usize].id;
    let asks = files
        .structure
        .commitment
        .iter()
        .any(|row| row.line == military.line && row.post.line == spec.line && row.post.echelon == *echelon);
    let here = is_here(first_of(MatterKind::Request).or(first_of(MatterKind::Decision)));
    if asks && here { vec![(PRIORITY, &military.formulation)] } else { Vec::new() }
}

/// Assembles the linkage, once posts and units stand.
#[must_use]
pub fn assemble(files: &Files<'_>, names: &Names<'_>, ground: &Ground, setting: &Setting) -> Option<TroopLaw> {
    let spec = files.structure.military.as_ref()?;
    let line = names.lines[spec.line.as_str()];
    let at = &setting.post_at[line as usize];
    let nearest = |from: JurisdictionId| ground.territory.upward(from).find_map(|j| at[j.index()]);
    let organ: Vec<Option<PostId>> = setting.posts.iter().map(|post| nearest(post.jurisdiction)).collect();
    let above = |post: &PostProfile| ground.territory.upward(post.jurisdiction).skip(1).find_map(|j| at[j.index()]);
    let agencies = files.world.agencies.rows();
    let owner = |unit: usize| setting.agencies[setting.units[unit].agency.index()].jurisdiction;
    let civil = |from: JurisdictionId| {
        let lines = (0..).zip(&files.world.lines).filter(|(_, line)| line.sector == Sector::Government);
        lines
            .into_iter()
            .find_map(|(line, _): (usize, _)| ground.territory.upward(from).find_map(|j| setting.post_at[line][j.index()]))
    };
    let units = 0..setting.units.len();
    Some(TroopLaw {
        is_troop: units.clone().map(|unit| agencies[setting.units[unit].agency.index()].line == spec.line).collect(),
        is_military: setting.posts.iter().map(|post| post.line == line).collect(),
        owner_level: units.clone().map(|unit| ground.territory.jurisdictions[owner(unit).index()].level).collect(),
        organ,
        above: setting.posts.iter().map(above).collect(),
        commander: units.clone().map(|unit| nearest(owner(unit))).collect(),
        civil: units.map(|unit| civil(owner(unit))).collect(),
        transit: law(&spec.transit),
        approvals: (2..).zip(&spec.approvals).map(|(class, row)| approval(class, row, names)).collect(),
        refusal: spec.refusal,
        asks_back: spec.asks_back,
        completeness: completeness(spec.completeness.unwrap_or_default()),
        threshold: spec.threshold.map(|threshold| (threshold.completeness, Span::from_minutes(threshold.within_min))),
        urgent: spec.urgent.as_ref().map(|direct| direct_law(direct, names)),
        self_start: spec.self_start.as_ref().map(|direct| direct_law(direct, names)),
        listens: setting.posts.iter().map(|post| listens(spec, names, post, line)).collect(),
        seats: setting.posts.iter().map(|post| seat(spec, names, post)).collect(),
    })
}

const fn completeness(spec: Completeness) -> (f64, f64) {
    (spec.first, spec.per_follow_up)
}

fn direct_law(direct: &DirectUse, names: &Names<'_>) -> DirectLaw {
    let decision = law(&direct.decision);
    DirectLaw { from_severity: direct.from_severity, owner_level: names.level_of(&direct.owned_from), decision }
}

fn seat(spec: &Military, names: &Names<'_>, post: &PostProfile) -> Option<Seat> {
    let row = spec.liaison.iter().find(|row| names.is_meant(&row.post, post.line, post.echelon.0))?;
    Some(Seat {
        from: SimTime::from_minutes(row.from_min),
        until: row.until_min.map(SimTime::from_minutes),
        formulation_factor: row.formulation_factor,
        completeness: row.completeness,
        mobilisation_factor: row.mobilisation_factor,
    })
}

fn listens(spec: &Military, names: &Names<'_>, post: &PostProfile, line: u32) -> bool {
    if post.line == line { spec.self_start.is_some() } else { spec.threshold.is_some() || seat(spec, names, post).is_some() }
}

fn approval(class: u16, row: &ApprovalRow, names: &Names<'_>) -> Approval {
    let is_meant = |capabilities: &Vec<String>| {
        let mut meant = vec![false; names.capabilities.len()];
        for capability in capabilities {
            meant[names.capabilities[capability.as_str()] as usize] = true;
        }
        meant
    };
    Approval {
        owner_level: row.owned_up_to.as_ref().map(|echelon| names.level_of(echelon)),
        capabilities: row.capabilities.as_ref().map(is_meant),
        units_max: row.units_max,
        class,
        level: match &row.by {
            Approver::Government => None,
            Approver::Military { echelon, .. } => Some(names.level_of(echelon)),
        },
    }
}
