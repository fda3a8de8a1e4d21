//! Social organisations at scenes: roads, crowds, congestion, and what a structure does about who comes.

use crate::engine::distribution::Law;
use crate::model::command::society::{CheckIn, Gate, HoldBack, Linkage, Notice, Site, Team};
use crate::model::force::unit::UnitProfile;
use crate::model::incident::crowd::{Crowd, Urge};
use crate::scenario::convergence::{AfterHold, CrowdSpec};
use crate::scenario::desk::DeskSpec;
use crate::scenario::forces::{AgencySpec, PostSpec};
use crate::scenario::incidents::ScriptedIncident;
use crate::scenario::law::LawSpec;
use crate::scenario::standing::Contract;
use crate::simulation::assemble::Files;
use crate::simulation::assemble::names::{Names, stable_key};
use crate::simulation::assemble::posts::law;
use crate::simulation::assemble::territory::Ground;
use crate::terms::congestion::Congestion;
use crate::terms::id::{AgencyId, UnitId};
use crate::terms::place::{EARTH_RADIUS_KM, Place};
use crate::terms::sector::Sector;
use crate::terms::traffic::MatterKind;

/// Multiples of these two, cut to below 1, lie evenly however many are taken.
const GOLDEN: f64 = 0.618_033_988_749_894_8;
const SILVER: f64 = 0.414_213_562_373_095_1;

/// Priority of a verification: that of the order that waits for it at every tasking desk.
const PRIORITY: u32 = 1;

/// The crowds of a tape: each with its incident.
pub fn crowds<'f>(files: &Files<'f>) -> impl Iterator<Item = (&'f ScriptedIncident, &'f CrowdSpec)> + use<'f> {
    files.incidents.scripted.iter().filter_map(|incident| Some((incident, incident.convergence.as_ref()?)))
}

/// Ids of the units of all crowds, each with its crowd, in the order in which they follow the units of the world.
pub fn crowd_units<'f>(files: &Files<'f>) -> impl Iterator<Item = (String, &'f CrowdSpec)> + use<'f> {
    crowds(files).flat_map(|(incident, crowd)| {
        (1..=crowd.organisations).map(move |number| (format!("{}.crowd.{number}", incident.id), crowd))
    })
}

/// The units of all crowds: number n of an incident is the same under every structure.
#[must_use]
pub fn units(files: &Files<'_>, names: &Names<'_>, ground: &Ground) -> Vec<UnitProfile> {
    let mut units = Vec::new();
    for (incident, crowd) in crowds(files) {
        let place = &incident.place;
        let at = names.jurisdictions[place.jurisdiction.as_str()];
        let centre = ground.point(at, place.lon, place.lat, place.x_km, place.y_km);
        let home = names.jurisdictions
            [files.world.agencies.rows()[names.agencies[crowd.agency.as_str()] as usize].jurisdiction.as_str()];
        for number in 1..=crowd.organisations {
            let turn = |step: f64| {
                let x = f64::from(number) * step;
                x - libm::floor(x)
            };
            let km = crowd.from_km + (crowd.to_km - crowd.from_km) * turn(GOLDEN);
            let angle = std::f64::consts::TAU * turn(SILVER);
            let mut base = ground.point(home, None, None, None, None);
            base.place = away(centre.place, km, angle);
            units.push(UnitProfile {
                key: stable_key(&format!("{}.crowd.{number}", incident.id)),
                kind: names.unit_types[crowd.unit_type.as_str()],
                base,
                agency: AgencyId(names.agencies[crowd.agency.as_str()]),
            });
        }
    }
    units
}

/// The place so many km away in a direction.
fn away(from: Place, km: f64, angle: f64) -> Place {
    let (east, north) = (km * libm::cos(angle), km * libm::sin(angle));
    match from {
        Place::Km(x, y) => Place::Km(x + east, y + north),
        Place::LonLat(lon, lat) => {
            let degree = EARTH_RADIUS_KM.to_radians();
            Place::LonLat(lon + east / (degree * libm::cos(lat.to_radians())), lat + north / degree)
        }
    }
}

/// Assembles what concerns those who come to scenes; `units` are all units, those of the crowds last.
#[must_use]
pub fn linkage(files: &Files<'_>, names: &Names<'_>, units: &[UnitProfile]) -> Linkage {
    let scripted = &files.incidents.scripted;
    let rules = files.structure.social_linkage.clone().unwrap_or_default();
    let is_plain = |i: &ScriptedIncident| i.access_road.is_none() && i.congestion.is_none() && i.convergence.is_none();
    let mut next = units.len() - crowd_units(files).count();
    let sites = scripted.iter().map(|incident| Site {
        vehicles_per_h: incident.access_road.map(|road| road.vehicles_per_h),
        congestion: incident.congestion.map(|spec| Congestion {
            span: spec.span,
            unsupervised: spec.unsupervised,
            capacity: spec.capacity,
            crowding: spec.crowding,
            matters_per_h: spec.matters_per_h,
        }),
        crowd: incident.convergence.as_ref().map(|spec| crowd(spec, names, units, &mut next)),
    });
    Linkage {
        gate: rules.letter_gate.as_ref().map(|spec| Gate {
            border: names.levels[spec.border.as_str()],
            officers: spec.officers,
            service: law(&spec.service),
            blocked: spec.blocked,
            blocked_for: spec.blocked_for.as_ref().map_or(Law::ZERO, law),
        }),
        teams: teams(files, names, rules.contract.as_ref()),
        unverified: rules.verification.as_ref().map_or_else(Vec::new, |_| unverified(files)),
        sites: if rules.letter_gate.is_none() && scripted.iter().all(is_plain) { Vec::new() } else { sites.collect() },
        escort: rules.escort,
        notice: rules.notice.map(|spec| Notice { after: law(&spec.after), effect: spec.effect, turns_back: spec.turns_back }),
        portal: rules.portal.map_or(0.0, |portal| portal.effect),
        check_in: rules.check_in.map(|spec| CheckIn {
            officers: spec.officers,
            service: law(&spec.service),
            holds_back: spec
                .holds_back
                .map(|hold| HoldBack { at_most: law(&hold.at_most), is_let_in: hold.then == AfterHold::WorksUnled }),
        }),
    }
}

/// The class at which a desk verifies what an organisation can do: at the first desk of a social post that handles orders.
#[must_use]
pub fn verification_class<'f>(files: &Files<'f>, spec: &PostSpec, desk: &DeskSpec) -> Vec<(u32, &'f LawSpec)> {
    let rules = files.structure.social_linkage.as_ref().and_then(|rules| rules.verification.as_ref());
    let is_social = files.world.lines.iter().any(|line| line.id == spec.line && line.sector == Sector::Society);
    let takes_orders = |desk: &&DeskSpec| desk.handles.iter().any(|handling| handling.matter == MatterKind::Order);
    let is_here = spec.desks.iter().find(takes_orders).is_some_and(|first| first.id == desk.id);
    rules.filter(|_| is_social && is_here).map(|rules| (PRIORITY, &rules.service)).into_iter().collect()
}

/// Whether each agency must be verified; empty where nobody verifies.
fn unverified(files: &Files<'_>) -> Vec<bool> {
    let is_social =
        |agency: &AgencySpec| files.world.lines.iter().any(|line| line.id == agency.line && line.sector == Sector::Society);
    let must = |agency: &AgencySpec| is_social(agency) && agency.standing.is_none() && agency.verified != Some(true);
    files.world.agencies.rows().iter().map(must).collect()
}

/// The standing of each agency; empty when none has one.
fn teams(files: &Files<'_>, names: &Names<'_>, contract: Option<&Contract>) -> Vec<Option<Team>> {
    let of = |agency: &AgencySpec| {
        let id = agency.standing.as_ref()?;
        let spec = files.world.standings.iter().find(|spec| spec.id == *id).expect("check found every standing");
        let contract = contract.filter(|contract| contract.standings.contains(id));
        let at_home = contract.map(|contract| &contract.mobilisation).or(spec.mobilisation.as_ref());
        let away = contract.map(|contract| &contract.mobilisation).or(spec.away.as_ref()).or(at_home);
        Some(Team {
            home: names.levels[spec.home.as_str()],
            readiness: [at_home.map(law), away.map(law)],
            rate_factor: spec.rate_factor,
            no_show: if contract.is_some() { 0.0 } else { spec.no_show },
            stays: spec.stays.as_ref().filter(|_| contract.is_none()).map(law),
            is_contracted: contract.is_some(),
        })
    };
    let agencies = files.world.agencies.rows();
    if agencies.iter().all(|agency| agency.standing.is_none()) { Vec::new() } else { agencies.iter().map(of).collect() }
}

fn crowd(spec: &CrowdSpec, names: &Names<'_>, units: &[UnitProfile], next: &mut usize) -> Crowd {
    let own = *next..*next + spec.organisations as usize;
    *next = own.end;
    let agencies: Vec<AgencyId> = spec.agencies.iter().map(|id| AgencyId(names.agencies[id.as_str()])).collect();
    let of_the_world = units.iter().enumerate().filter(|(_, unit)| agencies.contains(&unit.agency)).map(|(at, _)| at);
    let mut members: Vec<usize> = of_the_world.chain(own).collect();
    members.sort_unstable();
    members.dedup();
    Crowd {
        members: members.into_iter().map(UnitId::from_index).collect(),
        publicity: law(&spec.publicity),
        urge: Urge::new(spec.eagerness, spec.peak_h, spec.shape),
    }
}
