//! Tasks that depend on others, and incidents that bring others about.

use crate::scenario::check::findings::Findings;
use crate::scenario::check::index::Index;
use crate::scenario::evacuation::{EvacuationEnd, EvacuationSpec};
use crate::scenario::incidents::{CasualtySpec, Incidents, NeedSpec, Profile, SecondarySpec, WorkSpec};
use crate::scenario::locate::At;

/// The most persons in danger at one incident and need; each has a clock of their own.
const PERSONS_MAX: u32 = 1_000_000;

/// The most secondary incidents of one row in a run; rows are kept for them.
pub const SECONDARY_MAX: u32 = 10_000;

/// The most persons of all secondary incidents of a tape: rows are kept for them.
const KEPT_MAX: u64 = 10_000_000;

/// Rows are kept for the needs and persons of all secondary incidents that may come.
pub fn check_kept(tape: &Incidents, list: At<'_>, findings: &mut Findings<'_>) {
    let mut kept: u64 = 0;
    for (i, row) in tape.secondary.iter().enumerate() {
        let persons: u64 = row.profile.casualties.iter().map(|casualty| u64::from(casualty.persons)).sum();
        let each = persons + row.profile.needs.len() as u64;
        kept = kept.saturating_add(u64::from(row.at_most).saturating_mul(each));
        if kept > KEPT_MAX {
            let message =
                format!("the secondary incidents up to this row may have {kept} needs and persons: the bound is {KEPT_MAX}");
            findings.error(
                list.item(i).field("at_most"),
                Some(&row.at_most.to_string()),
                message,
                "lower `at_most` or the persons",
            );
            return;
        }
    }
}

fn need<'p>(profile: &'p Profile, capability: &str) -> Option<&'p NeedSpec> {
    profile.needs.iter().find(|need| need.capability == capability)
}

/// What a need waits for and follows must stand in the same profile, and no need may wait for itself.
pub fn check(profile: &Profile, of: &NeedSpec, at: At<'_>, findings: &mut Findings<'_>) {
    if let WorkSpec::OfSize { of: other, .. } = &of.work
        && !need(profile, other).is_some_and(|other| matches!(other.work, WorkSpec::Shared { .. }))
    {
        let message = format!("the task follows that of `{other}`, which is no shared task of this profile");
        let help = "name a need with `work: Shared(…)`";
        findings.error(at.field("work").field("of"), Some(other), message, help);
    }
    let Some(after) = &of.after else { return };
    if need(profile, after).is_none() {
        let message = format!("the need waits for `{after}`, which this incident does not need");
        findings.error(at.field("after"), Some(after), message, "name the capability of another need of this profile");
        return;
    }
    let mut next = Some(after);
    for _ in 0..profile.needs.len() {
        next = next.and_then(|capability| need(profile, capability)?.after.as_ref());
    }
    if next.is_some() {
        let message = format!("the need for `{}` waits in a circle and never opens", of.capability);
        findings.error(at.field("after"), Some(after), message, "let the first task wait for none");
    }
}

/// The numbers of an evacuation.
pub fn check_evacuation(spec: &EvacuationSpec, at: At<'_>, findings: &mut Findings<'_>) {
    findings.positive(at.field("persons_per_unit_h"), spec.persons_per_unit_h);
    if !(0.0..1.0).contains(&spec.unlisted) {
        findings.range(at.field("unlisted"), spec.unlisted, "0 to below 1");
    }
    if !(spec.search_factor.is_finite() && spec.search_factor >= 1.0) {
        findings.range(at.field("search_factor"), spec.search_factor, "1 or more and finite");
    }
    let places = at.field("places");
    if spec.places.is_empty() || spec.persons() > u64::from(u32::MAX) {
        let message = "an evacuation moves the people of one place or more, and fewer than 2^32".to_owned();
        findings.error(places, None, message, "write the places with their head counts");
    }
    for (i, place) in spec.places.iter().enumerate() {
        findings.at_least_one(places.item(i).field("persons"), place.persons);
    }
    if let Some(EvacuationEnd::AfterMin(min)) = spec.until {
        findings.not_negative(at.field("until"), min);
    }
}

/// One need of a profile moves people at most.
pub fn check_moves(profile: &Profile, needs: At<'_>, findings: &mut Findings<'_>) {
    let moves = |need: &&NeedSpec| matches!(need.work, WorkSpec::Evacuation(_));
    if let Some((i, _)) = profile.needs.iter().enumerate().filter(|(_, need)| moves(need)).nth(1) {
        let message = "two needs move people, and their places would be told apart by nothing".to_owned();
        findings.error(needs.item(i).field("work"), None, message, "write all places into one of them");
    }
}

/// A fire that grows with the square of time is measured in kW.
pub fn check_squared(kw_per_s2: f64, is_measured: bool, at: At<'_>, findings: &mut Findings<'_>) {
    findings.positive(at.field("kw_per_s2"), kw_per_s2);
    if !is_measured {
        let message = "the fire grows in kW, and nothing says how many of them a unit-hour puts out".to_owned();
        findings.error(at, Some("Squared"), message, "add `hazard_per_unit_h`, in kW");
    }
}

/// An evacuation that ends with another incident names a scripted one, and stands in a scripted one itself.
pub fn check_gates(tape: &Incidents, at: At<'_>, findings: &mut Findings<'_>) {
    let gate = |need: &NeedSpec| match &need.work {
        WorkSpec::Evacuation(EvacuationSpec { until: Some(EvacuationEnd::Contained(id)), .. }) => Some(id.clone()),
        _ => None,
    };
    let scripted = at.field("scripted");
    for (i, incident) in tape.scripted.iter().enumerate() {
        let needs = scripted.item(i);
        let needs = needs.field("profile");
        let needs = needs.field("needs");
        for (j, need) in incident.profile.needs.iter().enumerate() {
            let Some(id) = gate(need) else { continue };
            if !tape.scripted.iter().any(|other| other.id == id && other.id != incident.id) {
                let message = format!("the evacuation ends when `{id}` is contained, which is no other scripted incident");
                let help = "name a scripted incident of this tape, or a time with `AfterMin(…)`";
                findings.error(needs.item(j).field("work").field("until"), Some(&id), message, help);
            }
        }
    }
    let stochastic = tape.stochastic.iter().flat_map(|demand| demand.profiles.iter().map(|weighted| &weighted.profile));
    let others = stochastic.chain(tape.secondary.iter().map(|row| &row.profile));
    for id in others.flat_map(|profile| &profile.needs).filter_map(gate) {
        let message = format!("an evacuation of stochastic or secondary incidents ends when `{id}` is contained");
        findings.error(scripted, None, message, "give it a time with `AfterMin(…)`");
    }
}

/// Persons in danger: how many, and a shared task that frees them.
pub fn check_casualty(
    casualty: &CasualtySpec,
    profile: &Profile,
    at: At<'_>,
    index: Option<&Index<'_>>,
    findings: &mut Findings<'_>,
) {
    if !(1..=PERSONS_MAX).contains(&casualty.persons) {
        findings.range(at.field("persons"), casualty.persons, "1 to 1000000");
    }
    findings.law(at.field("survival"), &casualty.survival);
    let here = at.field("capability");
    let capability = &casualty.capability;
    if index.is_some_and(|index| index.capabilities.known(capability, here, findings).is_none()) {
        return;
    }
    let need = profile.needs.iter().find(|need| need.capability == *capability);
    let (message, help) = match need.map(|need| &need.work) {
        Some(WorkSpec::Shared { .. }) => return,
        Some(_) => (
            format!("persons are freed by `{capability}`, and the need for it is not shared work"),
            "give that need `work: Shared(…)`",
        ),
        None => (
            format!("persons are freed by `{capability}`, and no need for it stands in this profile"),
            "add a need for this capability with `work: Shared(…)`",
        ),
    };
    findings.error(here, Some(capability), message, help);
}

/// A rate that follows the size of a hazard needs incidents that measure it.
pub fn check_parents(row: &SecondarySpec, tape: &Incidents, at: At<'_>, findings: &mut Findings<'_>) {
    let measures = |need: &NeedSpec| matches!(need.work, WorkSpec::Shared { hazard_per_unit_h: Some(_), .. });
    let mut parents = tape.profiles().filter(|profile| profile.hazard == row.hazard).peekable();
    if parents.peek().is_none() {
        let message = format!("no incident of the tape is of hazard `{}`: nothing brings these about", row.hazard);
        findings.warning(at.field("hazard"), Some(&row.hazard), message, "name the hazard of an incident of this tape");
    } else if row.reference.is_some() && !parents.all(|profile| profile.needs.iter().any(measures)) {
        let message = format!("the rate follows the size of hazard `{}`, and an incident of it measures none", row.hazard);
        let help = "give one of its needs `hazard_per_unit_h`, or leave `reference` out";
        findings.error(at.field("reference"), None, message, help);
    }
}
