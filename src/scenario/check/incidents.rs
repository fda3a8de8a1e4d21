//! A tape: scripted incidents and stochastic demand, on a world when there is one. Injects have a file of their own.

use std::collections::BTreeSet;

use crate::scenario::check::findings::Findings;
use crate::scenario::check::index::Index;
use crate::scenario::check::territory::check_place;
use crate::scenario::check::{care, convergence, injects, tasks, warnings};
use crate::scenario::incidents::{
    GrowthSpec, Incidents, NeedSpec, Profile, ScriptedIncident, SecondarySpec, Spread, StochasticDemand, WorkSpec,
};
use crate::scenario::locate::At;
use crate::scenario::territory::TravelSpec;

/// A tape on a world: which capabilities can be met at all, and from where.
struct Ground<'a> {
    index: &'a Index<'a>,
    /// Capabilities of units that exist.
    able: BTreeSet<&'a str>,
    /// The travel matrix: positions of the places.
    matrix: Option<Matrix<'a>>,
}

struct Matrix<'a> {
    places: std::collections::BTreeMap<&'a str, usize>,
    minutes: &'a [Vec<f64>],
    /// Places with a unit of a capability.
    bases: BTreeSet<(&'a str, usize)>,
}

/// All problems of a tape whose root stands at `at`, on a world and with a horizon in hours when there are any.
pub fn check(tape: &Incidents, at: At<'_>, index: Option<&Index<'_>>, horizon_h: Option<f64>, findings: &mut Findings<'_>) {
    findings.id(at.field("id"), &tape.id);
    let ground = index.map(Ground::new);
    let scripted = at.field("scripted");
    findings.unique(scripted, "incident", tape.scripted.iter().map(|incident| incident.id.as_str()));
    for (i, incident) in tape.scripted.iter().enumerate() {
        check_scripted(incident, scripted.item(i), ground.as_ref(), horizon_h, findings);
    }
    let stochastic = at.field("stochastic");
    findings.unique(stochastic, "demand", tape.stochastic.iter().map(|demand| demand.id.as_str()));
    for (i, demand) in tape.stochastic.iter().enumerate() {
        check_demand(demand, stochastic.item(i), ground.as_ref(), findings);
    }
    let secondary = at.field("secondary");
    findings.unique(secondary, "secondary", tape.secondary.iter().map(|row| row.id.as_str()));
    for (i, row) in tape.secondary.iter().enumerate() {
        check_secondary(row, tape, secondary.item(i), ground.as_ref(), findings);
    }
    tasks::check_kept(tape, secondary, findings);
    tasks::check_gates(tape, at, findings);
    care::check(tape, at, index, findings);
    injects::check(tape, at, index, horizon_h, findings);
    warnings::check_tape(tape, at, index, horizon_h, findings);
}

/// A time on the tape: not negative, and before the horizon.
pub fn check_time(at: At<'_>, at_min: f64, horizon_h: Option<f64>, what: &str, findings: &mut Findings<'_>) {
    findings.not_negative(at, at_min);
    if let Some(horizon) = horizon_h.filter(|horizon| *horizon > 0.0 && at_min.is_finite() && at_min > horizon * 60.0) {
        let message = format!("{what} comes at {at_min} min, after the end of the run at {} min", horizon * 60.0);
        findings.warning(at, Some(&at_min.to_string()), message, "raise `horizon_h` of the scenario, or bring it forward");
    }
}

fn check_scripted(
    incident: &ScriptedIncident,
    at: At<'_>,
    ground: Option<&Ground<'_>>,
    horizon_h: Option<f64>,
    findings: &mut Findings<'_>,
) {
    check_time(at.field("at_min"), incident.at_min, horizon_h, &format!("incident `{}`", incident.id), findings);
    let spec = &incident.place;
    let place_at = at.field("place");
    check_place(ground.map(|ground| ground.index), (spec.lon, spec.lat, spec.x_km, spec.y_km), place_at, findings);
    let place = ground.and_then(|ground| ground.place(&spec.jurisdiction, place_at.field("jurisdiction"), findings));
    check_beside(incident, at.field("also_in"), ground, findings);
    check_profile(&incident.profile, at.field("profile"), ground, place, findings);
    convergence::check_incident(incident, at, ground.map(|ground| ground.index), findings);
    let rows = at.field("detection");
    if incident.detection.as_ref().is_some_and(Vec::is_empty) {
        let message = format!("incident `{}` never becomes known: its own detection has no row", incident.id);
        findings.error(rows, None, message, "add a row, or leave `detection` out to use the world's channels");
    }
    findings.once(rows, incident.detection.iter().flatten().map(|row| &row.channel), "channel");
    for (i, row) in incident.detection.iter().flatten().enumerate() {
        let at = rows.item(i);
        findings.law(at.field("delay"), &row.delay);
        if let Some(ground) = ground {
            ground.index.channels.known(&row.channel, at.field("channel"), findings);
        }
    }
}

/// Jurisdictions beside the place: known, and neither within it nor above it.
fn check_beside(incident: &ScriptedIncident, at: At<'_>, ground: Option<&Ground<'_>>, findings: &mut Findings<'_>) {
    let Some(index) = ground.map(|ground| ground.index) else { return };
    let place = index.jurisdictions.position(&incident.place.jurisdiction);
    for (i, id) in incident.also_in.iter().enumerate() {
        let (Some(place), Some(beside)) = (place, index.jurisdictions.known(id, at.item(i), findings)) else { continue };
        let upward = |from: usize| std::iter::successors(Some(from), |at| index.superior_of[*at]);
        if upward(place).any(|above| above == beside) || upward(beside).any(|above| above == place) {
            let message = format!("`{id}` is not beside `{}`: one lies within the other", incident.place.jurisdiction);
            findings.error(at.item(i), Some(id), message, "name a jurisdiction that does not hold the place, nor lies within it");
        }
    }
}

fn check_profile(profile: &Profile, at: At<'_>, ground: Option<&Ground<'_>>, place: Option<usize>, findings: &mut Findings<'_>) {
    if let Some(ground) = ground {
        ground.index.hazards.known(&profile.hazard, at.field("hazard"), findings);
    }
    let needs = at.field("needs");
    if profile.needs.is_empty() {
        findings.error(
            needs,
            None,
            "the incident needs nothing, so that no response to it can be timed",
            "write at least one need",
        );
    }
    let mut seen = BTreeSet::new();
    for (i, need) in profile.needs.iter().enumerate() {
        let at = needs.item(i);
        check_need(need, at, findings);
        tasks::check(profile, need, at, findings);
        if !seen.insert(&need.capability) {
            let message = format!("the incident has two needs for `{}`", need.capability);
            findings.error(at.field("capability"), Some(&need.capability), message, "join them into one");
        }
        if let Some(ground) = ground {
            ground.check_met(&need.capability, place, at.field("capability"), findings);
        }
    }
    let measures = |need: &&NeedSpec| matches!(need.work, WorkSpec::Shared { hazard_per_unit_h: Some(_), .. });
    if let Some((i, _)) = profile.needs.iter().enumerate().filter(|(_, need)| measures(need)).nth(1) {
        let message = "two needs measure the hazard, and it has one size".to_owned();
        findings.error(needs.item(i).field("work").field("hazard_per_unit_h"), None, message, "keep it at one of them");
    }
    let is_shared = profile.needs.iter().any(|need| matches!(need.work, WorkSpec::Shared { .. } | WorkSpec::Evacuation(_)));
    if let Some(channel) = ground.and_then(|ground| ground.calls_by_size(&profile.hazard)).filter(|_| !is_shared) {
        let message = format!("calls by channel `{channel}` follow the shared work, and this incident has none: it calls nobody");
        findings.warning(needs, None, message, "give a need `work: Shared(…)`, or the channel `exponent: 0`");
    }
    tasks::check_moves(profile, needs, findings);
    let casualties = at.field("casualties");
    for (i, casualty) in profile.casualties.iter().enumerate() {
        tasks::check_casualty(casualty, profile, casualties.item(i), ground.map(|ground| ground.index), findings);
    }
}

fn check_need(need: &NeedSpec, at: At<'_>, findings: &mut Findings<'_>) {
    findings.at_least_one(at.field("units"), need.units);
    let work = at.field("work");
    match &need.work {
        WorkSpec::PerUnit(law) => findings.law(work, law),
        WorkSpec::Transport { load, unload } => {
            findings.law(work.field("load"), load);
            findings.law(work.field("unload"), unload);
        }
        WorkSpec::Evacuation(spec) => tasks::check_evacuation(spec, work, findings),
        WorkSpec::OfSize { share, .. } => findings.positive(work.field("share"), *share),
        WorkSpec::Shared { unit_h, growth_per_h, growth, unit_h_max, hazard_per_unit_h } => {
            findings.positive(work.field("unit_h"), *unit_h);
            findings.not_negative(work.field("growth_per_h"), *growth_per_h);
            if let Some(scale) = hazard_per_unit_h {
                findings.positive(work.field("hazard_per_unit_h"), *scale);
            }
            if *growth == GrowthSpec::Logistic && unit_h_max.is_none() {
                let message = "logistic growth tends to a size, and none is given".to_owned();
                findings.error(work.field("growth"), Some("Logistic"), message, "add `unit_h_max`");
            }
            if let GrowthSpec::Squared { kw_per_s2 } = growth {
                tasks::check_squared(*kw_per_s2, hazard_per_unit_h.is_some(), work.field("growth"), findings);
            }
            if let Some(most) = unit_h_max.filter(|most| !(most.is_finite() && *most >= *unit_h)) {
                findings.range(work.field("unit_h_max"), most, "at least `unit_h` and finite");
            }
        }
    }
}

fn check_demand(demand: &StochasticDemand, at: At<'_>, ground: Option<&Ground<'_>>, findings: &mut Findings<'_>) {
    findings.rate(at.field("rate_per_h"), demand.rate_per_h);
    let profiles = at.field("profiles");
    findings.weights(profiles, demand.profiles.iter().map(|weighted| weighted.weight));
    for (i, weighted) in demand.profiles.iter().enumerate() {
        check_profile(&weighted.profile, profiles.item(i).field("profile"), ground, None, findings);
    }
    if let Some(ground) = ground {
        check_scope(demand, at, ground, findings);
    }
}

fn check_secondary(row: &SecondarySpec, tape: &Incidents, at: At<'_>, ground: Option<&Ground<'_>>, findings: &mut Findings<'_>) {
    findings.positive_rate(at.field("rate_per_h"), row.rate_per_h);
    if let Some(reference) = row.reference {
        findings.positive(at.field("reference"), reference);
    }
    if !(1..=tasks::SECONDARY_MAX).contains(&row.at_most) {
        findings.range(at.field("at_most"), row.at_most, "1 to 10000");
    }
    if let Some(ground) = ground {
        ground.index.hazards.known(&row.hazard, at.field("hazard"), findings);
    }
    check_profile(&row.profile, at.field("profile"), ground, None, findings);
    tasks::check_parents(row, tape, at, findings);
}

/// The jurisdictions where a demand arises, when it names a level and a place that are there.
#[must_use]
pub fn scope(demand: &StochasticDemand, index: &Index<'_>) -> Option<Vec<usize>> {
    let level = index.levels.position(&demand.level)?;
    let top = match &demand.within {
        Some(id) => Some(index.jurisdictions.position(id)?),
        None => None,
    };
    let is_inside =
        |place: usize| top.is_none_or(|top| index.level_of[top].and_then(|level| index.ancestor_at(place, level)) == Some(top));
    let places = 0..index.world.jurisdictions.rows().len();
    Some(places.filter(|place| index.level_of[*place] == Some(level) && is_inside(*place)).collect())
}

fn check_scope(demand: &StochasticDemand, at: At<'_>, ground: &Ground<'_>, findings: &mut Findings<'_>) {
    let index = ground.index;
    let _ = index.levels.known(&demand.level, at.field("level"), findings);
    if let Some(id) = &demand.within {
        let _ = index.jurisdictions.known(id, at.field("within"), findings);
    }
    let Some(scope) = scope(demand, index) else { return };
    let rows = index.world.jurisdictions.rows();
    if scope.is_empty() {
        let message = format!("no jurisdiction of level `{}` is there for demand `{}`", demand.level, demand.id);
        let field = if demand.within.is_some() { "within" } else { "level" };
        findings.error(at.field(field), demand.within.as_deref(), message, "name a jurisdiction at or above the level");
    }
    let missing = scope.iter().filter(|place| rows[**place].population.is_none()).count();
    let total: u64 = scope.iter().filter_map(|place| rows[*place].population).fold(0, u64::saturating_add);
    if demand.spread == Spread::ByPopulation && !scope.is_empty() && (missing > 0 || total == 0) {
        let message = if missing > 0 {
            format!("{missing} of the {} jurisdictions of demand `{}` have no population to spread it by", scope.len(), demand.id)
        } else {
            format!("nobody lives in the jurisdictions of demand `{}`", demand.id)
        };
        findings.error(at.field("spread"), Some("ByPopulation"), message, "give them a population, or spread it `Evenly`");
    }
    let outside = scope
        .iter()
        .find(|place| ground.matrix.as_ref().is_some_and(|matrix| !matrix.places.contains_key(rows[**place].id.as_str())));
    if let Some(place) = outside {
        let id = &rows[*place].id;
        let message = format!("demand `{}` can arise in `{id}`, which is not among the places of the travel matrix", demand.id);
        findings.error(at.field("level"), Some(id), message, "add it to the world's `travel.places`, or narrow `within`");
    }
}

impl<'a> Ground<'a> {
    fn new(index: &'a Index<'a>) -> Self {
        let mut able = BTreeSet::new();
        let mut matrix = match &index.world.travel {
            TravelSpec::Matrix { places, minutes } => Some(Matrix {
                places: places.iter().enumerate().map(|(i, place)| (place.as_str(), i)).collect(),
                minutes,
                bases: BTreeSet::new(),
            }),
            _ => None,
        };
        for unit in index.world.units.rows() {
            let Some(kind) = index.unit_types.position(&unit.unit_type) else { continue };
            for ability in &index.world.unit_types[kind].capabilities {
                able.insert(ability.capability.as_str());
                if let Some(matrix) = &mut matrix
                    && let Some(base) = matrix.places.get(unit.base.as_str())
                {
                    matrix.bases.insert((&ability.capability, *base));
                }
            }
        }
        Self { index, able, matrix }
    }

    /// A channel whose calls about a hazard are the more, the larger the incident.
    fn calls_by_size(&self, hazard: &String) -> Option<&'a str> {
        let channels = self.index.world.channels.iter();
        let mut notices = channels.filter(|channel| channel.hazards.as_ref().is_none_or(|ids| ids.contains(hazard)));
        notices.find(|channel| channel.calls.is_some_and(|calls| calls.exponent > 0.0)).map(|channel| channel.id.as_str())
    }

    /// The jurisdiction of an incident, which the travel matrix must have; its row in the matrix.
    fn place(&self, jurisdiction: &str, at: At<'_>, findings: &mut Findings<'_>) -> Option<usize> {
        self.index.jurisdictions.known(jurisdiction, at, findings)?;
        let matrix = self.matrix.as_ref()?;
        let place = matrix.places.get(jurisdiction).copied();
        if place.is_none() {
            let message = format!("`{jurisdiction}` is not among the places of the travel matrix: no unit can get there");
            findings.error(
                at,
                Some(jurisdiction),
                message,
                "add it to the world's `travel.places`, or name a place that is there",
            );
        }
        place
    }

    /// Warns of a need that no unit can meet.
    fn check_met(&self, capability: &str, place: Option<usize>, at: At<'_>, findings: &mut Findings<'_>) {
        if self.index.capabilities.known(capability, at, findings).is_none() {
            return;
        }
        if !self.able.contains(capability) {
            let message = format!("no unit can meet this need: the world has no unit with capability `{capability}`");
            findings.warning(at, Some(capability), message, "add such a unit to the world, or drop the need");
            return;
        }
        let (Some(matrix), Some(place)) = (&self.matrix, place) else { return };
        let is_near =
            |base: usize| matrix.minutes.get(base).and_then(|row| row.get(place)).is_none_or(|minutes| minutes.is_finite());
        let mut bases = matrix.bases.iter().filter(|(able, _)| *able == capability).map(|(_, base)| *base).peekable();
        if bases.peek().is_some() && !bases.any(is_near) {
            let message = format!("no unit can meet this need: every unit with capability `{capability}` is unreachably far");
            findings.warning(at, Some(capability), message, "give the travel matrix a way from one of their bases");
        }
    }
}
