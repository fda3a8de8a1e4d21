//! The structures of a laboratory: routes, preferences, and where the matters of each source go under them.

use std::collections::{BTreeMap, BTreeSet};

use crate::scenario::check::findings::{Findings, Names};
use crate::scenario::check::laboratory::{targets, unit_ids};
use crate::scenario::dispatch::LabPreference;
use crate::scenario::laboratory::{LabRoute, LabSource, LabStation, LabStructure, Laboratory};
use crate::scenario::locate::At;

/// All problems of the structures.
pub fn check(laboratory: &Laboratory, findings: &mut Findings<'_>) {
    let root = At::Root;
    let list = root.field("structures");
    if laboratory.structures.is_empty() {
        findings.error(list, None, "the list of structures is empty", "leave it out for a single structure without rows");
    }
    findings.unique(list, "structure", laboratory.structures.iter().map(|structure| structure.id.as_str()));
    for (i, structure) in laboratory.structures.iter().enumerate() {
        let at = list.item(i);
        check_routes(laboratory, structure, at.field("routes"), findings);
        check_preferences(laboratory, structure, at.field("preferences"), findings);
        check_reserves(laboratory, structure, at.field("reserves"), findings);
    }
    check_districts(laboratory, findings);
}

/// A matter of this class that comes to a station must find it served there; a pool takes any.
pub fn check_served(laboratory: &Laboratory, to: &str, class: &str, at: At<'_>, findings: &mut Findings<'_>) {
    let Some(station) = laboratory.stations.iter().find(|station| station.id == to) else { return };
    if !station.classes.iter().any(|own| own.id == class) {
        let names = Names::new("class", station.classes.iter().map(|class| class.id.as_str()));
        let message = format!("matters of class `{class}` come to station `{to}`, which does not serve them");
        findings.error(at, Some(class), message, names.remedy(class));
    }
}

fn check_routes(laboratory: &Laboratory, structure: &LabStructure, list: At<'_>, findings: &mut Findings<'_>) {
    let stations = Names::new("station", laboratory.stations.iter().map(|station| station.id.as_str()));
    let targets = targets(laboratory);
    let mut seen = BTreeSet::new();
    for (i, route) in structure.routes.iter().enumerate() {
        let at = list.item(i);
        let from = stations.known(&route.from, at.field("from"), findings).map(|station| &laboratory.stations[station]);
        if let (Some(station), Some(class)) = (from, &route.class) {
            Names::new("class of this station", station.classes.iter().map(|class| class.id.as_str())).known(
                class,
                at.field("class"),
                findings,
            );
        }
        if !seen.insert((&route.from, &route.class)) {
            findings.error(
                at,
                Some(&route.from),
                format!("station `{}` has two routes for the same class", route.from),
                "join them into one",
            );
        }
        check_ways(laboratory, route, from, &targets, at.field("ways"), findings);
    }
}

fn check_ways(
    laboratory: &Laboratory,
    route: &LabRoute,
    from: Option<&LabStation>,
    targets: &Names<'_>,
    ways: At<'_>,
    findings: &mut Findings<'_>,
) {
    let mut sum = 0.0;
    for (i, way) in route.ways.iter().enumerate() {
        let at = ways.item(i);
        findings.probability(at.field("probability"), way.probability);
        findings.law(at.field("transit"), &way.transit);
        sum += way.probability;
        let to = at.field("to");
        if targets.known(&way.to, to, findings).is_none() {
            continue;
        }
        let classes = from.iter().flat_map(|station| &station.classes).map(|class| class.id.as_str());
        for class in classes.filter(|class| route.class.as_deref().is_none_or(|own| own == *class)) {
            check_served(laboratory, &way.to, way.becomes.as_deref().unwrap_or(class), to, findings);
        }
    }
    if sum > 1.0 + 1e-9 {
        let message = format!("the probabilities of the ways from `{}` sum to {sum}, above 1", route.from);
        findings.error(
            ways,
            Some(&sum.to_string()),
            message,
            "what is missing to 1 leaves the system; the sum may not be above 1",
        );
    }
}

fn check_preferences(laboratory: &Laboratory, structure: &LabStructure, list: At<'_>, findings: &mut Findings<'_>) {
    let pools = Names::new("pool", laboratory.pools.iter().map(|pool| pool.id.as_str()));
    let units: Vec<BTreeSet<String>> = laboratory
        .pools
        .iter()
        .map(|pool| pool.units.iter().filter(|unit| unit.count <= 10_000).flat_map(unit_ids).collect())
        .collect();
    let mut seen = BTreeSet::new();
    for (i, row) in structure.preferences.iter().enumerate() {
        let at = list.item(i);
        if !seen.insert((&row.pool, &row.district)) {
            let message = format!("district `{}` has two rows of preferences", row.district);
            findings.error(at.field("district"), Some(&row.district), message, "keep one of the two");
        }
        let Some(position) = pools.known(&row.pool, at.field("pool"), findings) else { continue };
        let pool = &laboratory.pools[position];
        Names::new("district of this pool", pool.districts.iter().map(|district| district.id.as_str())).known(
            &row.district,
            at.field("district"),
            findings,
        );
        check_order(row, &units[position], pool.units_per_call, at.field("units"), findings);
    }
}

fn check_reserves(laboratory: &Laboratory, structure: &LabStructure, list: At<'_>, findings: &mut Findings<'_>) {
    let pools = Names::new("pool", laboratory.pools.iter().map(|pool| pool.id.as_str()));
    let sources = laboratory.sources.iter().map(|source| source.class.as_str());
    let classes =
        Names::new("class", sources.chain(laboratory.stations.iter().flat_map(|s| s.classes.iter().map(|c| c.id.as_str()))));
    let mut seen = BTreeSet::new();
    for (i, row) in structure.reserves.iter().enumerate() {
        let at = list.item(i);
        classes.known(&row.class, at.field("class"), findings);
        if !seen.insert((&row.pool, &row.class)) {
            let message = format!("class `{}` has two reserves in pool `{}`", row.class, row.pool);
            findings.error(at.field("class"), Some(&row.class), message, "keep one of the two");
        }
        let Some(position) = pools.known(&row.pool, at.field("pool"), findings) else { continue };
        let units: u32 = laboratory.pools[position].units.iter().map(|unit| unit.count).sum();
        if row.units == 0 || row.units >= units {
            findings.range(at.field("units"), row.units, &format!("1 or more and below {units}, the units of the pool"));
        }
    }
}

fn check_order(row: &LabPreference, units: &BTreeSet<String>, per_call: u32, list: At<'_>, findings: &mut Findings<'_>) {
    let known = Names::new("unit of this pool", units.iter().map(String::as_str));
    let mut named = BTreeSet::new();
    for (i, unit) in row.units.iter().enumerate() {
        known.known(unit, list.item(i), findings);
        if !named.insert(unit) {
            findings.error(list.item(i), Some(unit), format!("unit `{unit}` is named twice"), "name each unit once");
        }
    }
    if (named.len() as u64) < u64::from(per_call) {
        let message = format!("{} units are named, and each call takes {per_call}", named.len());
        findings.error(list, None, message, "units that are not named are never sent: name enough of them");
    }
}

/// Follows the matters of each source under each structure: those that come to a pool with districts need one of them.
fn check_districts(laboratory: &Laboratory, findings: &mut Findings<'_>) {
    let root = At::Root;
    let list = root.field("sources");
    let pools: BTreeMap<&str, usize> = laboratory.pools.iter().enumerate().map(|(i, pool)| (pool.id.as_str(), i)).collect();
    for (i, source) in laboratory.sources.iter().enumerate() {
        let reached: BTreeSet<usize> = laboratory
            .structures
            .iter()
            .flat_map(|structure| reached(laboratory, structure, source))
            .filter_map(|to| pools.get(to).copied())
            .collect();
        let at = list.item(i);
        for pool in reached.into_iter().map(|pool| &laboratory.pools[pool]).filter(|pool| !pool.districts.is_empty()) {
            let names = Names::new("district", pool.districts.iter().map(|district| district.id.as_str()));
            match &source.district {
                Some(district) if names.position(district).is_some() => {}
                Some(district) => {
                    let message = format!("pool `{}`, where these calls come, has no district `{district}`", pool.id);
                    findings.error(at.field("district"), Some(district), message, names.remedy(district));
                }
                None => {
                    let message = format!(
                        "source `{}` needs a district: its calls come to pool `{}`, which has districts",
                        source.id, pool.id
                    );
                    findings.error(at, Some(&source.id), message, "write `district: Some(\"…\")`");
                }
            }
        }
    }
}

/// The stations and pools that matters of a source can come to.
#[must_use]
pub fn reached<'a>(laboratory: &'a Laboratory, structure: &'a LabStructure, source: &'a LabSource) -> BTreeSet<&'a str> {
    let first = (source.to.as_str(), source.class.as_str());
    let mut seen = BTreeSet::from([first]);
    let mut open = vec![first];
    while let Some((here, class)) = open.pop() {
        let routes = structure.routes.iter();
        let own = routes.filter(|route| route.from == here && route.class.as_ref().is_none_or(|only| only == class));
        let ways = own.flat_map(|route| &route.ways).filter(|way| way.probability > 0.0);
        let onward = ways.map(|way| (way.to.as_str(), way.becomes.as_deref().unwrap_or(class)));
        let station = laboratory.stations.iter().find(|station| station.id == here);
        let served = station.and_then(|station| station.classes.iter().find(|own| own.id == class));
        let escalation = served.and_then(|own| own.patience.as_ref()?.escalates_to.as_deref()).map(|to| (to, class));
        for next in onward.chain(escalation) {
            if seen.insert(next) {
                open.push(next);
            }
        }
    }
    seen.into_iter().map(|(place, _)| place).collect()
}
