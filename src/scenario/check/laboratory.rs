//! A laboratory: its stations, pools and sources. Its structures, and where matters go under them, have a file of their own.

use std::collections::BTreeMap;

use crate::scenario::check::circles;
use crate::scenario::check::desk::{check_absence, check_manner};
use crate::scenario::check::exercise::HORIZON_H_MAX;
use crate::scenario::check::findings::{Findings, Names};
use crate::scenario::check::flow;
use crate::scenario::check::posts::{busy_officers, check_overload, check_recovery};
use crate::scenario::laboratory::{LabArrivals, LabPool, LabSource, LabStation, LabTravel, LabUnit, Laboratory, WayBack};
use crate::scenario::locate::At;

/// All problems of a laboratory.
pub fn check(laboratory: &Laboratory, findings: &mut Findings<'_>) {
    let root = At::Root;
    findings.id(root.field("id"), &laboratory.id);
    findings.at_least_one(root.field("replications"), laboratory.replications);
    if !(laboratory.horizon_h > 0.0 && laboratory.horizon_h <= HORIZON_H_MAX) {
        findings.range(root.field("horizon_h"), laboratory.horizon_h, "above 0 and at most 100 years (878400 h)");
    } else if !(laboratory.warmup_h >= 0.0 && laboratory.warmup_h < laboratory.horizon_h) {
        findings.range(root.field("warmup_h"), laboratory.warmup_h, "0 or more and below `horizon_h`");
    }
    check_ids(laboratory, findings);
    for (i, station) in laboratory.stations.iter().enumerate() {
        check_station(laboratory, station, root.field("stations").item(i), findings);
    }
    for (i, pool) in laboratory.pools.iter().enumerate() {
        check_pool(pool, root.field("pools").item(i), findings);
    }
    for (i, source) in laboratory.sources.iter().enumerate() {
        check_source(laboratory, source, root.field("sources").item(i), findings);
    }
    flow::check(laboratory, findings);
    circles::check(laboratory, findings);
}

/// Ids are unique among stations, pools and units together, and among sources.
fn check_ids(laboratory: &Laboratory, findings: &mut Findings<'_>) {
    let root = At::Root;
    let (stations, pools) = (root.field("stations"), root.field("pools"));
    findings.unique(root.field("sources"), "source", laboratory.sources.iter().map(|source| source.id.as_str()));
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (i, station) in laboratory.stations.iter().enumerate() {
        note_id(&mut seen, station.id.clone(), stations.item(i).field("id"), findings);
    }
    for (i, pool) in laboratory.pools.iter().enumerate() {
        let at = pools.item(i);
        note_id(&mut seen, pool.id.clone(), at.field("id"), findings);
        let units = at.field("units");
        for (j, unit) in pool.units.iter().enumerate() {
            let here = units.item(j);
            for id in unit_ids(unit).take(usize::from(u16::MAX)) {
                note_id(&mut seen, id, here.field("id"), findings);
            }
        }
    }
}

fn note_id(seen: &mut BTreeMap<String, String>, id: String, at: At<'_>, findings: &mut Findings<'_>) {
    if id.trim().is_empty() {
        findings.error(at, Some(&id), "the id is blank", "give it an id");
    } else if let Some(before) = seen.get(&id) {
        let help = format!("`{before}` has it already; stations, pools and units need different ids");
        findings.error(at, Some(&id), format!("the id `{id}` stands twice"), help);
    } else {
        seen.insert(id, at.to_string());
    }
}

/// The ids of the units that a row stands for.
pub fn unit_ids(unit: &LabUnit) -> impl Iterator<Item = String> {
    let several = (1..=unit.count).filter(move |_| unit.count > 1).map(|k| format!("{}.{k}", unit.id));
    (unit.count == 1).then(|| unit.id.clone()).into_iter().chain(several)
}

fn check_station(laboratory: &Laboratory, station: &LabStation, at: At<'_>, findings: &mut Findings<'_>) {
    findings.officers(at.field("servers"), station.servers);
    check_manner(station.attention, station.shared, station.preemptive, at, findings);
    check_absence(station.absence.as_ref(), station.servers, at, findings);
    if let Some(capacity) = station.capacity {
        findings.at_least_one(at.field("capacity"), capacity);
        if (1..station.servers).contains(&capacity) {
            let message = format!("station `{}` has room for {capacity} but {} servers", station.id, station.servers);
            let help = "give it as many places as servers or more: the room counts matters in service and waiting together";
            findings.error(at.field("capacity"), Some(&capacity.to_string()), message, help);
        }
    }
    let classes = at.field("classes");
    if station.classes.is_empty() {
        findings.error(
            classes,
            None,
            format!("station `{}` serves no class", station.id),
            "give it at least one class of matter",
        );
    }
    findings.unique(classes, "class", station.classes.iter().map(|class| class.id.as_str()));
    let targets = targets(laboratory);
    for (i, class) in station.classes.iter().enumerate() {
        let at = classes.item(i);
        findings.at_least_one(at.field("priority"), class.priority);
        findings.law(at.field("service"), &class.service);
        let Some(patience) = &class.patience else { continue };
        let at = at.field("patience");
        findings.law(at.field("law"), &patience.law);
        if let Some(to) = &patience.escalates_to {
            let here = at.field("escalates_to");
            if targets.known(to, here, findings).is_some() {
                flow::check_served(laboratory, to, &class.id, here, findings);
            }
        }
    }
    if let Some(overload) = &station.overload {
        let at = at.field("overload");
        check_overload(overload, at, findings);
        let busy = busy_officers(laboratory.sources.iter().filter_map(|source| arrivals(station, source)));
        check_recovery(overload, station.servers, station.capacity, busy, at, findings);
    }
}

/// The stations and pools where matters may go.
#[must_use]
pub fn targets(laboratory: &Laboratory) -> Names<'_> {
    let pools = laboratory.pools.iter().map(|pool| pool.id.as_str());
    Names::new("station or pool", laboratory.stations.iter().map(|station| station.id.as_str()).chain(pools))
}

/// The rate and service law of a Poisson source that leads straight to a station.
fn arrivals<'a>(station: &'a LabStation, source: &LabSource) -> Option<(f64, &'a crate::scenario::law::LawSpec)> {
    let LabArrivals::Poisson { rate_per_h } = source.arrivals else { return None };
    let class = station.classes.iter().find(|class| class.id == source.class)?;
    (source.to == station.id && rate_per_h.is_finite()).then_some((rate_per_h, &class.service))
}

fn check_pool(pool: &LabPool, at: At<'_>, findings: &mut Findings<'_>) {
    let units = at.field("units");
    let total: u64 = pool.units.iter().map(|unit| u64::from(unit.count)).sum();
    for (i, unit) in pool.units.iter().enumerate() {
        let at = units.item(i);
        if unit.count == 0 || unit.count > 10_000 {
            findings.range(at.field("count"), unit.count, "1 to 10000");
        }
        check_point(unit.at_km, at, findings);
    }
    if u64::from(pool.units_per_call) > total || pool.units_per_call == 0 {
        let must_be = format!("1 to {total}, the number of units of the pool");
        findings.range(at.field("units_per_call"), pool.units_per_call, &must_be);
    }
    let districts = at.field("districts");
    findings.unique(districts, "district", pool.districts.iter().map(|district| district.id.as_str()));
    for (i, district) in pool.districts.iter().enumerate() {
        check_point(district.at_km, districts.item(i), findings);
    }
    findings.law(at.field("mobilisation"), &pool.mobilisation);
    findings.law(at.field("work"), &pool.work);
    if let WayBack::Drawn(law) = &pool.way_back {
        findings.law(at.field("way_back"), law);
    }
    check_travel(pool, total, at, findings);
}

fn check_point(point: Option<(f64, f64)>, at: At<'_>, findings: &mut Findings<'_>) {
    if let Some((x, y)) = point.filter(|(x, y)| !(x.is_finite() && y.is_finite())) {
        findings.range(at.field("at_km"), format!("({x}, {y})"), "a pair of finite numbers");
    }
}

fn check_travel(pool: &LabPool, units: u64, at: At<'_>, findings: &mut Findings<'_>) {
    let travel = at.field("travel");
    match &pool.travel {
        LabTravel::None => {}
        LabTravel::Drawn(law) => findings.law(travel, law),
        LabTravel::StraightLine { speed_kmh } | LabTravel::Manhattan { speed_kmh } => {
            findings.positive(travel.field("speed_kmh"), *speed_kmh);
            if pool.districts.is_empty() {
                findings.error(
                    travel,
                    None,
                    "travel by distance needs districts where calls come from",
                    "give the pool `districts`",
                );
            }
            let (list, help) = (at.field("units"), "write `at_km: Some((x, y))`; travel is by distance");
            for (i, unit) in pool.units.iter().enumerate().filter(|(_, unit)| unit.at_km.is_none()) {
                findings.error(list.item(i), Some(&unit.id), format!("unit `{}` has no place", unit.id), help);
            }
            let list = at.field("districts");
            for (i, district) in pool.districts.iter().enumerate().filter(|(_, district)| district.at_km.is_none()) {
                findings.error(list.item(i), Some(&district.id), format!("district `{}` has no place", district.id), help);
            }
        }
        LabTravel::Matrix { minutes } | LabTravel::ReportedMatrix { minutes } => {
            check_matrix(pool, units, minutes, travel.field("minutes"), findings);
        }
    }
}

fn check_matrix(pool: &LabPool, units: u64, minutes: &[Vec<f64>], at: At<'_>, findings: &mut Findings<'_>) {
    if minutes.len() != pool.districts.len() {
        let message = format!("the matrix has {} rows for {} districts", minutes.len(), pool.districts.len());
        findings.error(at, None, message, "write one row for each district, in their order");
    }
    for (i, row) in minutes.iter().enumerate() {
        let here = at.item(i);
        if row.len() as u64 != units {
            let message = format!("row {i} of the matrix has {} values for {units} units", row.len());
            findings.error(here, None, message, "write one value for each unit, in their order, those of `count` one by one");
        }
        for (j, value) in row.iter().enumerate() {
            findings.not_negative(here.item(j), *value);
        }
    }
}

fn check_source(laboratory: &Laboratory, source: &LabSource, at: At<'_>, findings: &mut Findings<'_>) {
    let to = at.field("to");
    if targets(laboratory).known(&source.to, to, findings).is_some() {
        flow::check_served(laboratory, &source.to, &source.class, at.field("class"), findings);
    }
    let arrivals = at.field("arrivals");
    match &source.arrivals {
        LabArrivals::Poisson { rate_per_h } => findings.rate(arrivals.field("rate_per_h"), *rate_per_h),
        LabArrivals::Renewal(law) => {
            findings.law(arrivals, law);
            findings.no_instant(arrivals, law, "the gaps between arrivals take no time");
        }
        LabArrivals::Scripted(list) => {
            for (i, arrival) in list.iter().enumerate() {
                let at = arrivals.item(i);
                let what = format!("an arrival of source `{}`", source.id);
                let horizon = Some(laboratory.horizon_h);
                crate::scenario::check::incidents::check_time(at.field("at_min"), arrival.at_min, horizon, &what, findings);
                findings.at_least_one(at.field("count"), arrival.count);
                if let Some(work) = arrival.work_min {
                    findings.not_negative(at.field("work_min"), work);
                }
            }
        }
    }
}
