//! Care for the injured: curves that fall, hospitals with room, transport for those who need it.

use crate::scenario::care::{CareSpec, CurveSpec};
use crate::scenario::check::findings::Findings;
use crate::scenario::check::incidents;
use crate::scenario::check::index::Index;
use crate::scenario::check::territory::check_place;
use crate::scenario::incidents::{Incidents, Profile, WorkSpec};
use crate::scenario::locate::At;
use crate::scenario::territory::TravelSpec;

/// All problems of a tape's care.
pub fn check(tape: &Incidents, at: At<'_>, index: Option<&Index<'_>>, findings: &mut Findings<'_>) {
    if let Some(care) = &tape.care {
        check_care(care, at.field("care"), index, findings);
    }
    let ground = Ground { care: tape.care.as_deref(), index };
    let mut everywhere = Vec::new();
    let scripted = at.field("scripted");
    for (i, incident) in tape.scripted.iter().enumerate() {
        let here = index.and_then(|index| index.jurisdictions.position(&incident.place.jurisdiction));
        everywhere.extend(here);
        ground.check_profile(&incident.profile, here.as_slice(), scripted.item(i).field("profile"), findings);
    }
    let stochastic = at.field("stochastic");
    for (i, demand) in tape.stochastic.iter().enumerate() {
        let demand_at = stochastic.item(i);
        let profiles = demand_at.field("profiles");
        let scope = index.and_then(|index| incidents::scope(demand, index)).unwrap_or_default();
        for (j, weighted) in demand.profiles.iter().enumerate() {
            ground.check_profile(&weighted.profile, &scope, profiles.item(j).field("profile"), findings);
        }
        everywhere.extend(scope);
    }
    // What another incident brings about is where that one is.
    let secondary = at.field("secondary");
    for (i, row) in tape.secondary.iter().enumerate() {
        ground.check_profile(&row.profile, &everywhere, secondary.item(i).field("profile"), findings);
    }
}

/// The care of a tape, on a world when there is one.
struct Ground<'a> {
    care: Option<&'a CareSpec>,
    index: Option<&'a Index<'a>>,
}

fn check_care(care: &CareSpec, at: At<'_>, index: Option<&Index<'_>>, findings: &mut Findings<'_>) {
    let injuries = at.field("injuries");
    findings.unique(injuries, "class of injury", care.injuries.iter().map(|injury| injury.id.as_str()));
    if care.injuries.len() > 200 {
        findings.error(injuries, None, "there are more than 200 classes of injury".to_owned(), "join some of them");
    }
    for (i, injury) in care.injuries.iter().enumerate() {
        check_curve(&injury.survival, injuries.item(i).field("survival"), index, findings);
    }
    let hospitals = at.field("hospitals");
    findings.unique(hospitals, "hospital", care.hospitals.iter().map(|hospital| hospital.id.as_str()));
    if care.hospitals.is_empty() {
        findings.error(hospitals, None, "there is no hospital to bring the injured to".to_owned(), "add one");
    }
    for (i, hospital) in care.hospitals.iter().enumerate() {
        let at = hospitals.item(i);
        findings.at_least_one(at.field("beds"), hospital.beds);
        findings.at_least_one(at.field("places"), hospital.places);
        findings.law(at.field("treatment"), &hospital.treatment);
        let (spec, place) = (&hospital.place, at.field("place"));
        check_place(index, (spec.lon, spec.lat, spec.x_km, spec.y_km), place, findings);
        if let Some(index) = index {
            index.jurisdictions.known(&spec.jurisdiction, place.field("jurisdiction"), findings);
        }
    }
    if let Some(scene) = &care.scene_care {
        let at = at.field("scene_care");
        if !(0.0..=1.0).contains(&scene.factor) {
            findings.range(at.field("factor"), scene.factor, "between 0 and 1");
        }
        if let Some(index) = index {
            index.capabilities.known(&scene.capability, at.field("capability"), findings);
        }
    }
}

fn check_curve(curve: &CurveSpec, at: At<'_>, index: Option<&Index<'_>>, findings: &mut Findings<'_>) {
    match curve {
        CurveSpec::LogLogistic { at_once, scale_min, shape } => {
            if !(0.0..=1.0).contains(at_once) {
                findings.range(at.field("at_once"), *at_once, "between 0 and 1");
            }
            findings.positive(at.field("scale_min"), *scale_min);
            findings.positive(at.field("shape"), *shape);
        }
        CurveSpec::Interventions { at_once, losses } => {
            findings.probability(at.field("at_once"), *at_once);
            let rows = at.field("losses");
            for (i, loss) in losses.iter().enumerate() {
                let at = rows.item(i);
                findings.probability(at.field("per_min"), loss.per_min);
                if let Some(law) = &loss.bystander {
                    findings.law(at.field("bystander"), law);
                }
                if let (Some(capability), Some(index)) = (&loss.until, index) {
                    index.capabilities.known(capability, at.field("until"), findings);
                }
            }
        }
        CurveSpec::Points(points) => {
            let is_chance = points.iter().all(|point| (0.0..=1.0).contains(&point.chance) && point.min.is_finite());
            let falls = points.windows(2).all(|pair| pair[0].min < pair[1].min && pair[0].chance >= pair[1].chance);
            if points.is_empty() || !is_chance || !falls {
                let message = "the points are no chance that falls with the delay".to_owned();
                findings.error(at, None, message, "write rising minutes and falling chances between 0 and 1");
            }
        }
    }
}

impl Ground<'_> {
    /// Who is injured must have a class, a hospital and a way to it and back; who transports must have somebody to transport.
    fn check_profile(&self, profile: &Profile, places: &[usize], at: At<'_>, findings: &mut Findings<'_>) {
        check_profile(profile, at, self.care, findings);
        let (Some(care), Some(index)) = (self.care, self.index) else { return };
        let injured = profile.casualties.iter().position(|casualty| casualty.injury.is_some());
        let stranded = places.iter().find(|place| !has_way(care, index, **place));
        if let (Some(i), Some(place)) = (injured, stranded) {
            let id = &index.world.jurisdictions.rows()[*place].id;
            let message = format!("the injured can be in `{id}`, from where the travel matrix has a way to no hospital and back");
            let casualties = at.field("casualties");
            let help = "give the travel matrix a way to a hospital and back, or add a hospital that can be reached";
            findings.error(casualties.item(i).field("injury"), Some(id), message, help);
        }
    }
}

/// Whether a vehicle can get from a place to a hospital and back. Only a travel matrix can leave one out; what it has no row for is
/// named elsewhere.
fn has_way(care: &CareSpec, index: &Index<'_>, place: usize) -> bool {
    let TravelSpec::Matrix { places, minutes } = &index.world.travel else { return true };
    let row = |id: &str| places.iter().position(|place| place == id);
    let Some(here) = row(&index.world.jurisdictions.rows()[place].id) else { return true };
    let is_way = |from: usize, to: usize| minutes.get(from).and_then(|row| row.get(to)).is_none_or(|minutes| minutes.is_finite());
    let mut rows = care.hospitals.iter().filter_map(|hospital| row(&hospital.place.jurisdiction));
    rows.any(|hospital| is_way(here, hospital) && is_way(hospital, here))
}

fn check_profile(profile: &Profile, at: At<'_>, care: Option<&CareSpec>, findings: &mut Findings<'_>) {
    let casualties = at.field("casualties");
    let carries = profile.needs.iter().position(|need| matches!(need.work, WorkSpec::Transport { .. }));
    for (i, casualty) in profile.casualties.iter().enumerate() {
        let Some(injury) = &casualty.injury else { continue };
        let here = casualties.item(i);
        let here = here.field("injury");
        if !care.is_some_and(|care| care.injuries.iter().any(|row| row.id == *injury)) {
            let message = format!("unknown class of injury `{injury}`");
            findings.error(here, Some(injury), message, "list it in the tape's `care.injuries`");
        } else if carries.is_none() {
            let message = "the injured are freed, and no need of this profile brings them to a hospital".to_owned();
            findings.error(here, Some(injury), message, "add a need with `work: Transport(…)`");
        }
    }
    if let Some(i) = carries.filter(|_| profile.casualties.iter().all(|casualty| casualty.injury.is_none())) {
        let message = "nobody of this profile is injured, so that there is nobody to transport".to_owned();
        let needs = at.field("needs");
        findings.error(needs.item(i).field("work"), None, message, "give a row of `casualties` an `injury`");
    }
}
