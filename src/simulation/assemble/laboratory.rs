//! A laboratory: stations, pools, sources and one of its structures.

use std::collections::BTreeMap;

use crate::engine::distribution::Law;
use crate::engine::time::{SimTime, Span};
use crate::measure::record::LaboratoryNames;
use crate::model::command::setting::{AgencyProfile, Setting};
use crate::model::force::unit::{UnitKind, UnitProfile};
use crate::model::geography::travel::Point;
use crate::model::laboratory::bench::{Arrivals, Back, Bench, Journey, Pool, Source, Target, Way, Ways};
use crate::model::station::law::{Desk, Desks};
use crate::scenario::laboratory::{
    LabArrivals, LabPool, LabRoute, LabSource, LabStructure, LabTravel, Laboratory, WayBack, WhenBusy,
};
use crate::scenario::law::LawSpec;
use crate::simulation::assemble::desks::{absences, attention};
use crate::simulation::assemble::names::{stable_key, unit_ids};
use crate::simulation::assemble::posts::{LawBook, overload};
use crate::terms::id::{AgencyId, JurisdictionId, PostId, StationId};
use crate::terms::place::Place;

/// Positions of written ids in a laboratory.
struct LabNames<'l> {
    stations: BTreeMap<&'l str, u32>,
    pools: BTreeMap<&'l str, u32>,
    classes: BTreeMap<&'l str, u16>,
}

impl<'l> LabNames<'l> {
    fn of(laboratory: &'l Laboratory) -> Self {
        let written = laboratory.stations.iter().flat_map(|station| station.classes.iter().map(|class| class.id.as_str()));
        let mut classes = BTreeMap::new();
        let routes = laboratory.structures.iter().flat_map(|structure| &structure.routes);
        let becoming = routes.flat_map(|route| &route.ways).filter_map(|way| way.becomes.as_deref());
        let sources = laboratory.sources.iter().map(|source| source.class.as_str());
        for class in written.chain(sources).chain(becoming) {
            let next = u16::try_from(classes.len()).expect("few classes");
            classes.entry(class).or_insert(next);
        }
        Self {
            stations: laboratory.stations.iter().map(|station| station.id.as_str()).zip(0..).collect(),
            pools: laboratory.pools.iter().map(|pool| pool.id.as_str()).zip(0..).collect(),
            classes,
        }
    }

    /// Where an id leads a matter of a class.
    fn target(&self, laboratory: &Laboratory, id: &str, class: &str) -> Target {
        let Some(station) = self.stations.get(id) else { return Target::Pool(self.pools[id]) };
        let classes = &laboratory.stations[*station as usize].classes;
        let position = classes.iter().position(|own| own.id == class);
        let position = position.unwrap_or_else(|| panic!("check passed a {class} that comes to {id}, which does not serve it"));
        Target::Station(*station, u16::try_from(position).expect("few classes"))
    }
}

/// Assembles a laboratory under one of its structures.
///
/// # Panics
/// When the file has not passed `check`.
#[must_use]
pub fn prepare(laboratory: &Laboratory, structure: &LabStructure, keeps_visits: bool) -> Setting {
    let names = LabNames::of(laboratory);
    let desks = desks(laboratory);
    let warmup = SimTime::from_hours(laboratory.warmup_h);
    let mut laws = LawBook::default();
    let pools = pools(laboratory, structure, &names, &mut laws);
    let units: u32 = pools.iter().map(|pool| pool.units).sum();
    let here = Point { place: Place::Km(0.0, 0.0), jurisdiction: JurisdictionId(0) };
    let sources: Vec<Source> = laboratory.sources.iter().map(|source| source_of(source, laboratory, &names, &mut laws)).collect();
    let pool_of = (0_u32..).zip(&pools).flat_map(|(at, pool)| std::iter::repeat_n(at, pool.units as usize));
    let bench = Bench {
        has_scripts: sources.iter().any(|source| matches!(source.arrivals, Arrivals::Scripted(_))),
        sources,
        pool_of: pool_of.collect(),
        escalation: escalation(laboratory, &names),
        ways: ways(laboratory, structure, &names, &mut laws),
        laws: laws.laws(),
        stations: laboratory.stations.len(),
        pools,
        keeps_visits,
        observed_from: warmup,
    };
    Setting {
        warmup: (warmup > SimTime::ZERO).then_some(warmup),
        desk_posts: vec![PostId(0); desks.desks.len()],
        desks,
        agencies: vec![AgencyProfile { jurisdiction: JurisdictionId(0), is_social: false }],
        kinds: vec![UnitKind {
            rates: Vec::new(),
            speed_kmh: 1.0,
            vehicles: 1,
            mobilisation: Law::ZERO,
            deployment: Law::ZERO,
            mobilisation_mean_min: 0.0,
        }],
        units: vec![UnitProfile { key: 0, kind: 0, base: here, agency: AgencyId(0) }; units as usize],
        matter_margin: 8,
        laboratory: Some(bench),
        ..Setting::empty(SimTime::from_hours(laboratory.horizon_h))
    }
}

fn desks(laboratory: &Laboratory) -> Desks {
    let (mut desks, mut laws) = (Desks::default(), LawBook::default());
    for spec in &laboratory.stations {
        let desk = Desk {
            capacity: spec.capacity.unwrap_or(u32::MAX),
            is_preemptive: spec.preemptive,
            is_shared: spec.shared,
            attention: attention(spec.attention, &mut desks),
            ..Desk::new(spec.servers, stable_key(&spec.id))
        };
        let classes: Vec<_> = spec
            .classes
            .iter()
            .map(|class| {
                let patience = class.patience.as_ref().map(|patience| laws.id(&patience.law));
                (class.priority, laws.id(&class.service), patience)
            })
            .collect();
        desks.add(desk, spec.overload.map(overload), &classes);
        if let Some(absence) = &spec.absence {
            let station = StationId::from_index(desks.desks.len() - 1);
            absences(absence, station, spec.servers, &mut laws, &mut desks);
        }
    }
    desks.laws = laws.laws();
    desks
}

fn escalation(laboratory: &Laboratory, names: &LabNames<'_>) -> Vec<Option<Target>> {
    let classes = laboratory.stations.iter().flat_map(|station| &station.classes);
    let targets = classes.map(|class| {
        let target = class.patience.as_ref().and_then(|patience| patience.escalates_to.as_deref());
        target.map(|id| names.target(laboratory, id, &class.id))
    });
    targets.collect()
}

fn ways(laboratory: &Laboratory, structure: &LabStructure, names: &LabNames<'_>, laws: &mut LawBook) -> Ways {
    let mut routes: BTreeMap<&str, Vec<&LabRoute>> = BTreeMap::new();
    for route in &structure.routes {
        routes.entry(route.from.as_str()).or_default().push(route);
    }
    let mut ways = Ways::default();
    for station in &laboratory.stations {
        let own: &[&LabRoute] = routes.get(station.id.as_str()).map_or(&[], Vec::as_slice);
        for class in &station.classes {
            let route = own.iter().find(|row| row.class.as_ref().is_none_or(|only| *only == class.id));
            ways.push(route.map_or_else(Vec::new, |route| ways_of(laboratory, names, route, &class.id, laws)));
        }
    }
    ways
}

fn ways_of(laboratory: &Laboratory, names: &LabNames<'_>, route: &LabRoute, class: &str, laws: &mut LawBook) -> Vec<Way> {
    let mut cumulated = 0.0;
    let ways = route.ways.iter().map(|way| {
        cumulated += way.probability;
        let becomes = way.becomes.as_deref().unwrap_or(class);
        let to = names.target(laboratory, &way.to, becomes);
        let is_backward = matches!(to, Target::Station(..)) && stable_key(&way.to) <= stable_key(&route.from);
        Way { cumulated: snapped(cumulated), to, becomes: names.classes[becomes], transit: laws.id(&way.transit), is_backward }
    });
    ways.collect()
}

/// A sum of probabilities that should be 1 is 1.
fn snapped(cumulated: f64) -> f64 {
    if (cumulated - 1.0).abs() < 1e-9 { 1.0 } else { cumulated }
}

fn pools(laboratory: &Laboratory, structure: &LabStructure, names: &LabNames<'_>, laws: &mut LawBook) -> Vec<Pool> {
    let mut first_unit = 0;
    let pools = laboratory.pools.iter().map(|spec| {
        let ids: Vec<String> = spec.units.iter().flat_map(|unit| unit_ids(&unit.id, unit.count)).collect();
        let units = u32::try_from(ids.len()).expect("few units");
        let (journey, first) = (journey(spec, laws), first_unit);
        first_unit += units;
        let preferences = spec.districts.iter().map(|district| {
            let row = structure.preferences.iter().find(|row| row.pool == spec.id && row.district == district.id);
            row.map(|row| row.units.iter().flat_map(|id| positions_of(spec, &ids, id)).collect())
        });
        Pool {
            first_unit: first,
            units,
            units_per_call: spec.units_per_call,
            mobilisation: laws.id(&spec.mobilisation),
            journey,
            work: laws.id(&spec.work),
            way_back: match &spec.way_back {
                WayBack::None => Back::Drawn(laws.id(&LawSpec::zero())),
                WayBack::AsOut => Back::AsOut,
                WayBack::Drawn(spec) => Back::Drawn(laws.id(spec)),
            },
            loses: spec.when_busy == WhenBusy::Lose,
            reserves: reserves(structure, names, &spec.id),
            preferences: preferences.collect(),
        }
    });
    pools.collect()
}

/// Units that calls of each class leave idle in a pool; empty without a row.
fn reserves(structure: &LabStructure, names: &LabNames<'_>, pool: &str) -> Vec<u32> {
    let rows: Vec<_> = structure.reserves.iter().filter(|row| row.pool == pool).collect();
    let mut kept = vec![0; if rows.is_empty() { 0 } else { names.classes.len() }];
    for row in rows {
        kept[usize::from(names.classes[row.class.as_str()])] = row.units;
    }
    kept
}

/// A written unit id means one unit, or all the equal units of a row.
fn positions_of(spec: &LabPool, ids: &[String], id: &str) -> Vec<u32> {
    let row = spec.units.iter().find(|unit| unit.id == id);
    let wanted: Vec<String> = row.map_or_else(|| vec![id.to_owned()], |unit| unit_ids(&unit.id, unit.count).collect());
    wanted
        .iter()
        .map(|id| u32::try_from(ids.iter().position(|other| other == id).expect("check found it")).expect("few"))
        .collect()
}

fn journey(spec: &LabPool, laws: &mut LawBook) -> Journey {
    let known = |minutes: &dyn Fn(Place, Place) -> f64| {
        let bases = spec.units.iter().flat_map(|unit| std::iter::repeat_n(unit.at_km, unit.count as usize));
        let bases: Vec<_> = bases.map(|at| at.expect("check found every place")).collect();
        let row = |to: (f64, f64)| {
            bases.iter().map(|from| Span::from_minutes(minutes(Place::Km(from.0, from.1), Place::Km(to.0, to.1)))).collect()
        };
        let spans = spec.districts.iter().map(|district| row(district.at_km.expect("check found every place")));
        Journey::Known { spans: spans.collect(), is_reported_only: false }
    };
    let table = |minutes: &[Vec<f64>], is_reported_only| Journey::Known {
        spans: minutes.iter().map(|row| row.iter().map(|min| Span::from_minutes(*min)).collect()).collect(),
        is_reported_only,
    };
    match &spec.travel {
        LabTravel::None => Journey::Drawn(laws.id(&LawSpec::zero())),
        LabTravel::Drawn(spec) => Journey::Drawn(laws.id(spec)),
        LabTravel::StraightLine { speed_kmh } => known(&|from, to| from.distance_km(to) / speed_kmh * 60.0),
        LabTravel::Manhattan { speed_kmh } => known(&|from, to| from.manhattan_km(to) / speed_kmh * 60.0),
        LabTravel::Matrix { minutes } => table(minutes, false),
        LabTravel::ReportedMatrix { minutes } => table(minutes, true),
    }
}

fn source_of(spec: &LabSource, laboratory: &Laboratory, names: &LabNames<'_>, laws: &mut LawBook) -> Source {
    let district_in = |pool: &LabPool| {
        let id = spec.district.as_ref()?;
        pool.districts.iter().position(|district| &district.id == id).map(|at| u32::try_from(at).expect("few districts"))
    };
    Source {
        key: stable_key(&spec.id),
        class: names.classes[spec.class.as_str()],
        to: names.target(laboratory, &spec.to, &spec.class),
        districts: if spec.district.is_some() { laboratory.pools.iter().map(district_in).collect() } else { Vec::new() },
        arrivals: match &spec.arrivals {
            LabArrivals::Poisson { rate_per_h } if *rate_per_h == 0.0 => Arrivals::Scripted(Vec::new()),
            LabArrivals::Poisson { rate_per_h } => {
                Arrivals::Renewal(laws.id(&LawSpec::Exponential { mean_min: 60.0 / rate_per_h }))
            }
            LabArrivals::Renewal(gap) => Arrivals::Renewal(laws.id(gap)),
            LabArrivals::Scripted(rows) => {
                let mut times: Vec<_> = rows
                    .iter()
                    .flat_map(|row| {
                        let time = (SimTime::from_minutes(row.at_min), row.work_min.map(Span::from_minutes));
                        std::iter::repeat_n(time, row.count as usize)
                    })
                    .collect();
                times.sort_by_key(|(time, _)| *time);
                Arrivals::Scripted(times)
            }
        },
    }
}

/// The names of a laboratory's tables.
#[must_use]
pub fn names(laboratory: &Laboratory) -> LaboratoryNames {
    let names = LabNames::of(laboratory);
    let mut classes: Vec<_> = names.classes.iter().map(|(id, at)| (*at, (*id).to_owned())).collect();
    classes.sort_unstable();
    let mut stations: Vec<String> = laboratory.stations.iter().map(|station| station.id.clone()).collect();
    stations.extend(laboratory.pools.iter().map(|pool| pool.id.clone()));
    let unit_offset = stations.len();
    let pools = laboratory.pools.iter().flat_map(|pool| &pool.units);
    stations.extend(pools.flat_map(|unit| unit_ids(&unit.id, unit.count)));
    LaboratoryNames {
        classes: classes.into_iter().map(|(_, id)| id).collect(),
        sources: laboratory.sources.iter().map(|source| source.id.clone()).collect(),
        stations,
        unit_offset,
    }
}
