//! Incidents, demands and injects.

use crate::engine::distribution::Law;
use crate::engine::streams::join;
use crate::engine::time::{SimTime, Span};
use crate::model::command::setting::{Effect, Gate, GradingTest, InjectSpec, Measure, Setting};
use crate::model::incident::evacuation::{Evacuation, Until};
use crate::model::incident::growth::Growth;
use crate::model::incident::incident::IncidentProfile;
use crate::model::incident::need::{Endangered, NeedProfile, Work};
use crate::model::incident::tape::{Demand, DemandStream, Scripted, Secondary, TapeSpec};
use crate::scenario::evacuation::{EvacuationEnd, EvacuationSpec};
use crate::scenario::grading::GradingMeasure;
use crate::scenario::incidents::{GrowthSpec, Profile, ScriptedIncident, Spread, StochasticDemand, WorkSpec};
use crate::scenario::inject::Action;
use crate::simulation::assemble::Files;
use crate::simulation::assemble::names::{Names, stable_key};
use crate::simulation::assemble::posts::law;
use crate::simulation::assemble::territory::Ground;
use crate::terms::id::{CapabilityId, JurisdictionId, StationId, UnitId};

/// Assembles profiles and the tape.
#[must_use]
pub fn incidents(files: &Files<'_>, names: &Names<'_>, ground: &Ground) -> (Vec<IncidentProfile>, TapeSpec) {
    let mut profiles = Vec::new();
    let mut spec = TapeSpec::default();
    for written in &files.incidents.scripted {
        profiles.push(profile(files, names, &written.profile));
        spec.scripted.push(scripted(names, ground, written, profiles.len() - 1));
    }
    for written in &files.incidents.stochastic {
        let first = profiles.len();
        profiles.extend(written.profiles.iter().map(|weighted| profile(files, names, &weighted.profile)));
        spec.demands.push(demand(files, names, ground, written, first));
    }
    for written in &files.incidents.secondary {
        spec.secondary.push(Secondary {
            key: stable_key(&written.id),
            hazard: names.hazards[written.hazard.as_str()],
            rate_per_h: written.rate_per_h,
            reference: written.reference,
            profile: u32::try_from(profiles.len()).expect("few profiles"),
            at_most: written.at_most,
        });
        profiles.push(profile(files, names, &written.profile));
    }
    (profiles, spec)
}

fn profile(files: &Files<'_>, names: &Names<'_>, written: &Profile) -> IncidentProfile {
    let mut needs: Vec<NeedProfile> = written
        .needs
        .iter()
        .map(|need| NeedProfile {
            capability: CapabilityId(names.capabilities[need.capability.as_str()]),
            units: need.units,
            work: match &need.work {
                WorkSpec::PerUnit(spec) => Work::PerUnit(law(spec)),
                WorkSpec::Transport { load, unload } => Work::Transport { load: law(load), unload: law(unload) },
                WorkSpec::Evacuation(spec) => {
                    let size = spec.places.iter().map(|place| spec.unit_h(place.persons)).sum();
                    Work::Shared { size, growth: Growth::NONE, scale: None }
                }
                WorkSpec::OfSize { .. } => Work::Shared { size: 0.0, growth: Growth::NONE, scale: None },
                WorkSpec::Shared { unit_h, growth_per_h, growth, unit_h_max, hazard_per_unit_h } => Work::Shared {
                    size: *unit_h,
                    growth: grows(*growth, *growth_per_h, (*unit_h, *hazard_per_unit_h), unit_h_max.unwrap_or(f64::INFINITY)),
                    scale: *hazard_per_unit_h,
                },
            },
            persons: Vec::new(),
            after: need.after.as_ref().map(|capability| position(written, capability)),
            follows: match &need.work {
                WorkSpec::OfSize { of, share } => Some((position(written, of), *share)),
                _ => None,
            },
            evacuation: match &need.work {
                WorkSpec::Evacuation(spec) => Some(evacuation(names, spec)),
                _ => None,
            },
        })
        .collect();
    for casualties in &written.casualties {
        let capability = CapabilityId(names.capabilities[casualties.capability.as_str()]);
        let frees = |need: &&mut NeedProfile| need.capability == capability && matches!(need.work, Work::Shared { .. });
        let need = needs.iter_mut().find(frees).expect("check found a need that frees them");
        let class = |id: &String| files.incidents.care.iter().flat_map(|care| &care.injuries).position(|row| row.id == *id);
        need.persons.push(Endangered {
            count: casualties.persons,
            survival: law(&casualties.survival),
            injury: casualties.injury.as_ref().and_then(class).map_or(u8::MAX, |class| u8::try_from(class).expect("few classes")),
            begun_counts: casualties.begun_counts,
        });
    }
    IncidentProfile {
        hazard: names.hazards[written.hazard.as_str()],
        severity: written.severity,
        is_needed: written.needed,
        needs,
    }
}

fn evacuation(names: &Names<'_>, spec: &EvacuationSpec) -> Evacuation {
    let mut clear = 0.0;
    let places = spec.places.iter().map(|place| {
        clear += spec.unit_h(place.persons);
        (place.persons, clear)
    });
    Evacuation {
        places: places.collect(),
        until: match &spec.until {
            None => Until::Never,
            Some(EvacuationEnd::AfterMin(min)) => Until::After(Span::from_minutes(*min)),
            Some(EvacuationEnd::Contained(id)) => Until::Contained(names.scripted[id.as_str()]),
        },
    }
}

/// The evacuations that end when another incident is contained.
#[must_use]
pub fn gates(profiles: &[IncidentProfile], tape: &TapeSpec) -> Vec<Gate> {
    let mut gates = Vec::new();
    for (incident, scripted) in (0..).zip(&tape.scripted) {
        for (need, profile) in (0..).zip(&profiles[scripted.profile as usize].needs) {
            if let Some(Evacuation { until: Until::Contained(gate), .. }) = profile.evacuation {
                gates.push(Gate { gate, incident, need });
            }
        }
    }
    gates
}

/// The position of the need for a capability in its profile.
fn position(written: &Profile, capability: &str) -> u32 {
    let position = written.needs.iter().position(|need| need.capability == capability);
    u32::try_from(position.expect("check found the need")).expect("few needs")
}

const SECONDS_PER_HOUR: f64 = 3_600.0;

fn grows(law: GrowthSpec, per_h: f64, (onset, scale): (f64, Option<f64>), most: f64) -> Growth {
    match law {
        GrowthSpec::Exponential => Growth::Exponential { per_h, ceiling: most },
        GrowthSpec::Linear => Growth::Linear { per_h: per_h * onset, ceiling: most },
        GrowthSpec::Logistic => Growth::Logistic { per_h, capacity: most },
        GrowthSpec::Squared { kw_per_s2 } => {
            let kw_per_unit_h = scale.expect("check found the heat of a unit-hour");
            let per_h2 = kw_per_s2 * SECONDS_PER_HOUR * SECONDS_PER_HOUR / kw_per_unit_h;
            Growth::Squared { per_h2, age_h: 0.0, ends_h: libm::sqrt((most - onset) / per_h2) }
        }
    }
}

fn scripted(names: &Names<'_>, ground: &Ground, written: &ScriptedIncident, profile: usize) -> Scripted {
    let place = &written.place;
    let at = names.jurisdictions[place.jurisdiction.as_str()];
    Scripted {
        key: join(1, stable_key(&written.id)),
        onset: SimTime::from_minutes(written.at_min),
        point: ground.point(at, place.lon, place.lat, place.x_km, place.y_km),
        also_in: written.also_in.iter().map(|id| JurisdictionId::from_index(names.jurisdictions[id.as_str()])).collect(),
        profile: u32::try_from(profile).expect("few profiles"),
        detection: written
            .detection
            .as_ref()
            .map(|rows| rows.iter().map(|row| (names.channels[row.channel.as_str()], law(&row.delay))).collect()),
    }
}

fn demand(files: &Files<'_>, names: &Names<'_>, ground: &Ground, written: &StochasticDemand, first: usize) -> Demand {
    let within = written.within.as_deref().map(|id| JurisdictionId::from_index(names.jurisdictions[id]));
    let rows = files.world.jurisdictions.rows().iter().enumerate();
    let places: Vec<(JurisdictionId, f64)> = rows
        .filter(|(_, row)| row.level == written.level)
        .map(|(at, row)| (JurisdictionId::from_index(at), row))
        .filter(|(at, _)| within.is_none_or(|within| ground.is_within(*at, within)))
        .map(|(at, row)| match written.spread {
            Spread::Evenly => (at, 1.0),
            #[expect(clippy::cast_precision_loss, reason = "populations stay far below 2^53")]
            Spread::ByPopulation => (at, row.population.unwrap_or(0) as f64),
        })
        .collect();
    let total: f64 = places.iter().map(|(_, weight)| weight).sum();
    let streams = places.into_iter().filter(|(_, weight)| *weight > 0.0 && written.rate_per_h > 0.0).map(|(at, weight)| {
        let mean_min = 60.0 * total / (written.rate_per_h * weight);
        let place = &files.world.jurisdictions.rows()[at.index()].id;
        DemandStream {
            key: join(join(2, stable_key(&written.id)), stable_key(place)),
            jurisdiction: at,
            gap: Law::exponential(mean_min).expect("check passed the rate"),
        }
    });
    let weights: f64 = written.profiles.iter().map(|weighted| weighted.weight).sum();
    let mut cumulated = 0.0;
    let profiles = written.profiles.iter().enumerate().map(|(position, weighted)| {
        cumulated += weighted.weight / weights;
        (cumulated, u32::try_from(first + position).expect("few profiles"))
    });
    Demand { streams: streams.collect(), profiles: profiles.collect() }
}

/// The grading table by hazard; empty where the scenario has none.
#[must_use]
pub fn grading(files: &Files<'_>, names: &Names<'_>) -> Vec<Vec<GradingTest>> {
    let rows = files.scenario.grading.rows();
    let mut tests = if rows.is_empty() { Vec::new() } else { vec![Vec::new(); names.hazards.len()] };
    for row in rows {
        tests[names.hazards[row.hazard.as_str()] as usize].push(GradingTest {
            measure: measure(row.measure),
            at_least: f64::from(row.at_least),
            severity: row.severity,
        });
    }
    tests
}

const fn measure(written: GradingMeasure) -> Measure {
    match written {
        GradingMeasure::Deaths => Measure::Deaths,
        GradingMeasure::InDanger => Measure::InDanger,
        GradingMeasure::Trapped => Measure::Trapped,
        GradingMeasure::Injured => Measure::Injured,
        GradingMeasure::Evacuated => Measure::Evacuated,
        GradingMeasure::HazardSize => Measure::HazardSize,
    }
}

/// Assembles the injects.
#[must_use]
pub fn injects(files: &Files<'_>, names: &Names<'_>, setting: &Setting) -> Vec<InjectSpec> {
    let at = |min: &f64| SimTime::from_minutes(*min);
    let injects = files.incidents.injects.iter().map(|inject| {
        let (until, effect) = match &inject.action {
            Action::OrderGiven { unit, incident } => {
                (&None, Effect::OrderGiven(UnitId(names.units[unit]), names.scripted[incident.as_str()]))
            }
            Action::UnitUnavailable { unit, until_min } => (until_min, Effect::UnitUnavailable(UnitId(names.units[unit]))),
            Action::FalseAllClear { line, jurisdiction, incident, until_min } => {
                let (line, j) = (names.lines[line.as_str()] as usize, names.jurisdictions[jurisdiction.as_str()]);
                let Some(post) = setting.post_at[line][j] else { return nothing(at(&inject.at_min)) };
                (until_min, Effect::FalseAllClear(post, names.scripted[incident.as_str()]))
            }
            Action::NumbersLeaked { agencies, calls_per_h, errand, until_min } => {
                let owners: Vec<u32> = agencies.iter().map(|id| names.agencies[id.as_str()]).collect();
                let units = setting.units.iter().enumerate().filter(|(_, unit)| owners.contains(&unit.agency.0));
                let effect = Effect::NumbersLeaked {
                    units: units.map(|(at, _)| UnitId::from_index(at)).collect(),
                    gap: Law::exponential(60.0 / calls_per_h).expect("check passed the rate"),
                    errand: law(errand),
                    key: stable_key(&inject.id),
                };
                (until_min, effect)
            }
            Action::LettersBlocked { incident, until_min } if setting.linkage.gate.is_some() => {
                (until_min, Effect::LettersBlocked(names.scripted[incident.as_str()]))
            }
            Action::LettersBlocked { .. } => return nothing(at(&inject.at_min)),
            Action::TravelSlowed { jurisdiction, factor, until_min } => {
                let within = JurisdictionId::from_index(names.jurisdictions[jurisdiction.as_str()]);
                (until_min, Effect::TravelSlowed(within, *factor))
            }
            Action::PostUnmanned { line, jurisdiction, until_min } => {
                let (line, j) = (names.lines[line.as_str()] as usize, names.jurisdictions[jurisdiction.as_str()]);
                let Some(post) = setting.post_at[line][j] else {
                    return nothing(at(&inject.at_min));
                };
                let desks = (0..setting.desks.desks.len()).map(StationId::from_index);
                let desks = desks.filter(|desk| setting.desk_posts[desk.index()] == post).collect();
                (until_min, Effect::PostUnmanned(post, desks))
            }
        };
        InjectSpec { at: at(&inject.at_min), until: until.as_ref().map(at), effect }
    });
    injects.collect()
}

/// An inject at a post that the structure has abolished: it has no effect.
const fn nothing(at: SimTime) -> InjectSpec {
    InjectSpec { at, until: None, effect: Effect::TravelSlowed(JurisdictionId(0), 1.0) }
}
