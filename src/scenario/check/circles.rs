//! Circles of a laboratory that take no time: a matter would go round for ever within one instant.

use std::collections::{BTreeMap, BTreeSet};

use crate::scenario::check::findings::Findings;
use crate::scenario::laboratory::{LabStation, LabStructure, Laboratory};
use crate::scenario::locate::At;

/// A class at a station.
type Node<'a> = (&'a str, &'a str);

/// Reports the first circle without duration of each structure.
pub fn check(laboratory: &Laboratory, findings: &mut Findings<'_>) {
    let root = At::Root;
    let list = root.field("structures");
    for (i, structure) in laboratory.structures.iter().enumerate() {
        let ways = ways_without_time(laboratory, structure);
        let Some((station, class)) = ways.keys().copied().find(|node| returns(&ways, *node)) else { continue };
        let message = format!("a matter of class `{class}` can come back to station `{station}` without any time passing");
        let help = "give a service or a way of the circle a duration above 0, or lead the way elsewhere";
        match structure.routes.iter().position(|route| route.from == station) {
            Some(route) => findings.error(list.item(i).field("routes").item(route), Some(station), message, help),
            None => {
                let at = laboratory.stations.iter().position(|own| own.id == station).unwrap_or_default();
                findings.error(root.field("stations").item(at), Some(station), message, help);
            }
        }
    }
}

/// Where a class at a station can go within the instant in which it comes.
fn ways_without_time<'a>(laboratory: &'a Laboratory, structure: &'a LabStructure) -> BTreeMap<Node<'a>, BTreeSet<Node<'a>>> {
    let classes = laboratory.stations.iter().flat_map(|station| station.classes.iter().map(move |class| (station, class)));
    let mut ways: BTreeMap<Node<'a>, BTreeSet<Node<'a>>> = BTreeMap::new();
    for (station, class) in classes {
        let next = ways.entry((&station.id, &class.id)).or_default();
        if class.service.takes_no_time() {
            next.extend(after_service(structure, station, &class.id));
        }
        if let Some(patience) = class.patience.as_ref().filter(|patience| patience.law.takes_no_time()) {
            next.extend(patience.escalates_to.as_deref().map(|to| (to, class.id.as_str())));
        }
    }
    ways
}

fn after_service<'a>(
    structure: &'a LabStructure,
    station: &LabStation,
    class: &'a str,
) -> impl Iterator<Item = Node<'a>> + use<'a> {
    let is_own = |own: &Option<String>| own.as_deref().is_none_or(|own| own == class);
    let route = structure.routes.iter().find(|route| route.from == station.id && is_own(&route.class));
    let ways = route.into_iter().flat_map(|route| &route.ways);
    let at_once = ways.filter(|way| way.probability > 0.0 && way.transit.takes_no_time());
    at_once.map(move |way| (way.to.as_str(), way.becomes.as_deref().unwrap_or(class)))
}

fn returns(ways: &BTreeMap<Node<'_>, BTreeSet<Node<'_>>>, start: Node<'_>) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![start];
    while let Some(node) = open.pop() {
        for next in ways.get(&node).into_iter().flatten() {
            if *next == start {
                return true;
            }
            if seen.insert(*next) {
                open.push(*next);
            }
        }
    }
    false
}
