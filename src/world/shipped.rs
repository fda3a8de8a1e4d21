//! Tests of the shipped worlds: they read into the written types, their trees and sums hold, every capability can be had.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use crate::scenario::forces::{AgencySpec, UnitSpec};
use crate::scenario::territory::{JurisdictionSpec, Rows, World};
use crate::terms::traffic::MatterKind;
use crate::world::forces::roster::Territory;
use crate::world::generate::{GeneratedWorld, equip};
use crate::world::province::Province;
use crate::world::tree::LEVELS;

struct Shipped {
    world: World,
    jurisdictions: Vec<JurisdictionSpec>,
    agencies: Vec<AgencySpec>,
    units: Vec<UnitSpec>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/worlds")
}

fn rows<T: DeserializeOwned>(rows: &Rows<T>) -> Vec<T> {
    let Rows::Csv(name) = rows else { panic!("a shipped world keeps its tables in files") };
    let reader = csv::Reader::from_path(folder().join(name)).expect("a table");
    reader.into_deserialize().map(|row| row.expect("a row of the written type")).collect()
}

fn anhui() -> Shipped {
    let text = std::fs::read_to_string(folder().join("anhui.ron")).expect("the world file");
    let world: World = ron::from_str(&text).unwrap_or_else(|error| panic!("{error}"));
    let (jurisdictions, agencies, units) = (rows(&world.jurisdictions), rows(&world.agencies), rows(&world.units));
    Shipped { world, jurisdictions, agencies, units }
}

#[test]
fn anhui_has_the_divisions_of_2023() {
    let anhui = anhui();
    let level = |level: &str| anhui.jurisdictions.iter().filter(|j| j.level == level).count();
    assert_eq!(LEVELS.map(level), [1, 16, 104, 1541]);
    let kind = |kind: &str| anhui.jurisdictions.iter().filter(|j| j.kind.as_deref() == Some(kind)).count();
    assert_eq!(["town", "subdistrict", "township"].map(kind), [1012, 303, 226]);
    assert_eq!(["district", "county_city", "county"].map(kind), [45, 9, 50]);
    assert_eq!(anhui.jurisdictions.iter().filter(|j| j.mark.as_deref() == Some("adopted")).count(), 24);
}

#[test]
fn every_superior_is_one_level_up_and_ids_are_unique() {
    let anhui = anhui();
    let level = |name: &str| LEVELS.iter().position(|level| *level == name).expect("a level");
    let levels: BTreeMap<&str, usize> = anhui.jurisdictions.iter().map(|j| (j.id.as_str(), level(&j.level))).collect();
    assert_eq!(levels.len(), anhui.jurisdictions.len());
    for jurisdiction in &anhui.jurisdictions {
        match &jurisdiction.superior {
            Some(superior) => assert_eq!(levels[superior.as_str()] + 1, level(&jurisdiction.level), "{}", jurisdiction.id),
            None => assert_eq!(jurisdiction.level, "province"),
        }
    }
}

#[test]
fn residents_sum_up_the_tree() {
    let anhui = anhui();
    let mut sums: BTreeMap<&str, u64> = BTreeMap::new();
    for jurisdiction in &anhui.jurisdictions {
        if let Some(superior) = &jurisdiction.superior {
            *sums.entry(superior).or_default() += jurisdiction.population.expect("residents");
        }
    }
    for jurisdiction in anhui.jurisdictions.iter().filter(|j| j.level != "township") {
        assert_eq!(jurisdiction.population, Some(sums[jurisdiction.id.as_str()]), "{}", jurisdiction.id);
    }
    assert_eq!(anhui.jurisdictions[0].population, Some(61_270_000));
}

#[test]
fn every_seat_lies_in_or_near_anhui() {
    for jurisdiction in anhui().jurisdictions {
        let seat = jurisdiction.seat().expect("a seat");
        assert!((114.8..119.8).contains(&seat.x()) && (29.3..34.8).contains(&seat.y()), "{} {seat:?}", jurisdiction.id);
    }
}

#[test]
fn desks_handle_each_kind_once_and_laws_are_laws() {
    let world = anhui().world;
    for post in &world.posts {
        for matter in MatterKind::ALL {
            let desks = post.desks.iter().flat_map(|desk| &desk.handles).filter(|handling| handling.matter == matter).count();
            let wanted = match matter {
                MatterKind::Routine => usize::from(post.line == "government"),
                // Warnings lie where reports lie, tasks where orders lie; a structure says how long requests for troops take.
                MatterKind::Warning | MatterKind::Task | MatterKind::ForceRequest => 0,
                _ => 1,
            };
            assert_eq!(desks, wanted, "{} {} {}", post.line, post.level, matter.id());
        }
        for handling in post.desks.iter().flat_map(|desk| &desk.handles) {
            assert!(handling.service.law().is_ok(), "{} {}: {:?}", post.line, post.level, handling.service);
        }
    }
    assert!(world.channels.iter().all(|channel| channel.delay.law().is_ok()));
    assert!(world.unit_types.iter().all(|unit| unit.mobilisation.law().is_ok() && unit.deployment.law().is_ok()));
}

#[test]
fn names_that_refer_to_each_other_exist() {
    let anhui = anhui();
    let ids: BTreeSet<&str> = anhui.jurisdictions.iter().map(|j| j.id.as_str()).collect();
    let lines: BTreeSet<&str> = anhui.world.lines.iter().map(|line| line.id.as_str()).collect();
    let agencies: BTreeSet<&str> = anhui.agencies.iter().map(|agency| agency.id.as_str()).collect();
    let types: BTreeSet<&str> = anhui.world.unit_types.iter().map(|unit| unit.id.as_str()).collect();
    let units: BTreeSet<&str> = anhui.units.iter().map(|unit| unit.id.as_str()).collect();
    assert_eq!((agencies.len(), units.len()), (anhui.agencies.len(), anhui.units.len()));
    assert!(anhui.agencies.iter().all(|a| ids.contains(a.jurisdiction.as_str()) && lines.contains(a.line.as_str())));
    for unit in &anhui.units {
        assert!(ids.contains(unit.base.as_str()) && agencies.contains(unit.agency.as_str()), "{}", unit.id);
        assert!(types.contains(unit.unit_type.as_str()) && unit.count > 0, "{}", unit.id);
    }
    assert!(anhui.world.posts.iter().all(|p| lines.contains(p.line.as_str()) && LEVELS.contains(&p.level.as_str())));
}

#[test]
fn every_capability_can_be_had_in_every_city_and_the_first_two_in_every_county() {
    let anhui = anhui();
    let owner: BTreeMap<&str, &str> = anhui.agencies.iter().map(|a| (a.id.as_str(), a.jurisdiction.as_str())).collect();
    let can: BTreeMap<&str, BTreeSet<&str>> = anhui
        .world
        .unit_types
        .iter()
        .map(|unit| (unit.id.as_str(), unit.capabilities.iter().map(|ability| ability.capability.as_str()).collect()))
        .collect();
    let had = |code: &str, capability: &str| {
        let is_there = |unit: &&UnitSpec| owner[unit.agency.as_str()].starts_with(code);
        anhui.units.iter().filter(is_there).any(|unit| can[unit.unit_type.as_str()].contains(capability))
    };
    for city in anhui.jurisdictions.iter().filter(|j| j.level == "city") {
        assert!(anhui.world.capabilities.iter().all(|capability| had(&city.id, &capability.id)), "{}", city.name_zh);
    }
    for county in anhui.jurisdictions.iter().filter(|j| j.level == "county") {
        assert!(had(&county.id, "fire_suppression") && had(&county.id, "medical"), "{}", county.name_zh);
    }
}

#[test]
fn military_positions_are_schematic_and_away_from_the_seat() {
    let anhui = anhui();
    let seat: BTreeMap<&str, _> = anhui.jurisdictions.iter().filter_map(|j| Some((j.id.as_str(), j.seat()?))).collect();
    for unit in anhui.units.iter().filter(|unit| unit.unit_type.ends_with("_company")) {
        let place = unit.own_place().expect("a place of its own");
        assert!(place.distance_km(seat[unit.base.as_str()]) > 14.9, "{}", unit.id);
        assert_eq!(unit.mark.as_deref(), Some("schematic"));
    }
}

#[test]
fn shipped_files_are_those_that_the_generator_writes_from_the_shipped_seats() {
    let anhui = anhui();
    let (province, seed) = (*Province::of_code("34").expect("Anhui"), 1);
    let roster = equip(Territory { tree: &anhui.jurisdictions, seed });
    let again = GeneratedWorld { province, seed, jurisdictions: anhui.jurisdictions, roster };
    for (name, text) in again.files() {
        let shipped = std::fs::read_to_string(folder().join(&name)).expect("a shipped file");
        assert!(shipped == text, "{name} is not what the generator writes: run `liandong world generate` again");
    }
}
