//! Social organisations at a scene: access roads, congestion, crowds, and what a structure does about them.

use crate::scenario::check::findings::Findings;
use crate::scenario::check::index::Index;
use crate::scenario::check::standing;
use crate::scenario::convergence::{Congestion, CrowdSpec, SocialLinkage};
use crate::scenario::incidents::ScriptedIncident;
use crate::scenario::locate::At;
use crate::scenario::territory::TravelSpec;
use crate::terms::sector::Sector;

/// More vehicles an hour than any road takes.
const VEHICLES_PER_H_MAX: f64 = 100_000.0;
/// More organisations at one incident are a slip of the pen.
const ORGANISATIONS_MAX: u32 = 10_000;

/// All problems of what a scripted incident says about its road, its crowd and congestion.
pub fn check_incident(incident: &ScriptedIncident, at: At<'_>, index: Option<&Index<'_>>, findings: &mut Findings<'_>) {
    if let Some(road) = incident.access_road {
        let road_at = at.field("access_road");
        if !(road.vehicles_per_h > 0.0 && road.vehicles_per_h <= VEHICLES_PER_H_MAX) {
            findings.range(road_at.field("vehicles_per_h"), road.vehicles_per_h, "above 0 and at most 100000");
        }
    }
    if let Some(congestion) = &incident.congestion {
        check_congestion(congestion, at.field("congestion"), findings);
    }
    if let Some(crowd) = &incident.convergence {
        check_crowd(crowd, at.field("convergence"), findings);
        if let Some(index) = index {
            check_names(crowd, incident, at.field("convergence"), index, findings);
        }
    }
}

fn check_congestion(congestion: &Congestion, at: At<'_>, findings: &mut Findings<'_>) {
    findings.at_least_one(at.field("span"), congestion.span);
    findings.probability(at.field("unsupervised"), congestion.unsupervised);
    findings.not_negative(at.field("crowding"), congestion.crowding);
    findings.rate(at.field("matters_per_h"), congestion.matters_per_h);
    if let Some(capacity) = congestion.capacity {
        findings.at_least_one(at.field("capacity"), capacity);
    }
}

fn check_crowd(crowd: &CrowdSpec, at: At<'_>, findings: &mut Findings<'_>) {
    if crowd.organisations > ORGANISATIONS_MAX {
        findings.range(at.field("organisations"), crowd.organisations, "at most 10000");
    }
    findings.not_negative(at.field("from_km"), crowd.from_km);
    if !(crowd.to_km.is_finite() && crowd.to_km >= crowd.from_km) {
        findings.range(at.field("to_km"), crowd.to_km, "at least `from_km` and finite");
    }
    findings.law(at.field("publicity"), &crowd.publicity);
    findings.not_negative(at.field("eagerness"), crowd.eagerness);
    findings.positive(at.field("peak_h"), crowd.peak_h);
    if !(crowd.shape > 1.0 && crowd.shape <= 1_000.0) {
        findings.range(at.field("shape"), crowd.shape, "above 1 and at most 1000");
    }
}

fn check_names(crowd: &CrowdSpec, incident: &ScriptedIncident, at: At<'_>, index: &Index<'_>, findings: &mut Findings<'_>) {
    let mut agencies =
        vec![(&crowd.agency, index.agencies.known(&crowd.agency, at.field("agency"), findings), at.field("agency"))];
    let list = at.field("agencies");
    for (i, id) in crowd.agencies.iter().enumerate() {
        agencies.push((id, index.agencies.known(id, list.item(i), findings), list));
    }
    for (id, position, at) in agencies {
        let Some(position) = position else { continue };
        let line = &index.world.agencies.rows()[position].line;
        if index.world.lines.iter().any(|spec| spec.id == *line && spec.sector != Sector::Society) {
            let message = format!("agency `{id}` is of line `{line}`: only social organisations come unasked");
            findings.error(at, Some(id), message, "name an agency of a line of the sector Society");
        }
    }
    let kind = index.unit_types.known(&crowd.unit_type, at.field("unit_type"), findings);
    if let Some(kind) = kind.map(|kind| &index.world.unit_types[kind])
        && !kind.capabilities.iter().any(|able| incident.profile.needs.iter().any(|need| need.capability == able.capability))
    {
        let message = format!("unit type `{}` can serve no need of incident `{}`", kind.id, incident.id);
        findings.error(at.field("unit_type"), Some(&kind.id), message, "name a unit type that can, or add such a need");
    }
    if let TravelSpec::Matrix { .. } = index.world.travel {
        let message = "a crowd stands at set distances, and this world travels by a matrix between seats";
        findings.error(at, None, message, "use a world with `StraightLine` or `Manhattan`, or list `agencies` of the world");
    }
}

/// All problems of what a structure does about those who come.
pub fn check_linkage(linkage: &SocialLinkage, at: At<'_>, index: Option<&Index<'_>>, findings: &mut Findings<'_>) {
    if let Some(gate) = &linkage.letter_gate {
        standing::check_gate(gate, at.field("letter_gate"), index, findings);
    }
    if let Some(verification) = &linkage.verification {
        findings.law(at.field("verification").field("service"), &verification.service);
    }
    if let Some(contract) = &linkage.contract {
        standing::check_contract(contract, at.field("contract"), index, findings);
    }
    if let Some(notice) = &linkage.notice {
        let at = at.field("notice");
        findings.law(at.field("after"), &notice.after);
        findings.probability(at.field("effect"), notice.effect);
        findings.probability(at.field("turns_back"), notice.turns_back);
    }
    if let Some(portal) = linkage.portal {
        findings.probability(at.field("portal").field("effect"), portal.effect);
    }
    if let Some(check_in) = &linkage.check_in {
        let at = at.field("check_in");
        findings.officers(at.field("officers"), check_in.officers);
        findings.law(at.field("service"), &check_in.service);
        if let Some(hold) = &check_in.holds_back {
            findings.law(at.field("holds_back").field("at_most"), &hold.at_most);
        }
    }
}
