//! The four levels as jurisdictions with superiors: zones and other bodies left out, townships of zones adopted.

use std::collections::BTreeMap;

use crate::scenario::territory::JurisdictionSpec;
use crate::world::error::WorldError;
use crate::world::source::{Division, Divisions};
use crate::world::{adoption, kind, romanise};

/// The levels of a generated world from the top down.
pub const LEVELS: [&str; 4] = ["province", "city", "county", "township"];

/// The jurisdictions of a province in the order of levels and codes, without seats and residents.
///
/// # Errors
/// When a row names a superior that the list does not hold, or a township of a zone finds no county in its city.
pub fn jurisdictions(list: &Divisions) -> Result<Vec<JurisdictionSpec>, WorldError> {
    let mut tree = vec![jurisdiction(&list.province, "province", "province", None)];
    for city in &list.cities {
        tree.push(second_level(city, &list.province));
    }
    let counties: BTreeMap<&str, &Division> = list.counties.iter().map(|county| (county.code.as_str(), county)).collect();
    for county in &list.counties {
        if let Some(kind) = kind::county(&county.code, &county.name) {
            tree.push(jurisdiction(county, "county", kind, Some(&county.superior)));
        }
    }
    for township in &list.townships {
        if let Some(kind) = kind::township(&township.name) {
            tree.push(placed_under(township, kind, &counties, &list.counties)?);
        }
    }
    check_superiors(&tree)?;
    Ok(tree)
}

/// A city; a row that only gathers directly administered counties takes the province's name before its own.
fn second_level(city: &Division, province: &Division) -> JurisdictionSpec {
    let kind = kind::city(&city.name);
    let mut jurisdiction = jurisdiction(city, "city", kind, Some(&city.superior));
    if kind == "directly_administered" {
        jurisdiction.name_zh = format!("{}{}", province.name, city.name);
        jurisdiction.name_en = format!("{}, directly administered ({})", romanise::bare(&province.name), city.code);
    }
    jurisdiction
}

/// A township under its county, or under the county that adopts it.
fn placed_under(
    township: &Division,
    kind: &str,
    by_code: &BTreeMap<&str, &Division>,
    counties: &[Division],
) -> Result<JurisdictionSpec, WorldError> {
    let orphan = || WorldError::Orphan { code: township.code.clone(), superior: township.superior.clone() };
    let listed = by_code.get(township.superior.as_str()).ok_or_else(orphan)?;
    if kind::county(&listed.code, &listed.name).is_some() {
        return Ok(jurisdiction(township, "township", kind, Some(&township.superior)));
    }
    let county = adoption::adopter(township, listed, counties).ok_or_else(orphan)?;
    let mut adopted = jurisdiction(township, "township", kind, Some(&county.code));
    adopted.mark = Some("adopted".to_owned());
    Ok(adopted)
}

fn jurisdiction(row: &Division, level: &str, kind: &str, superior: Option<&str>) -> JurisdictionSpec {
    let name_en = match level {
        "province" | "city" => romanise::bare(&row.name),
        _ => romanise::division(&row.name),
    };
    JurisdictionSpec {
        id: row.code.clone(),
        level: level.to_owned(),
        kind: Some(kind.to_owned()),
        superior: superior.map(str::to_owned),
        name_zh: row.name.clone(),
        name_en,
        population: None,
        population_source: None,
        lon: None,
        lat: None,
        x_km: None,
        y_km: None,
        seat_source: None,
        mark: None,
    }
}

fn check_superiors(tree: &[JurisdictionSpec]) -> Result<(), WorldError> {
    let level: BTreeMap<&str, usize> =
        tree.iter().map(|j| (j.id.as_str(), LEVELS.iter().position(|level| *level == j.level).unwrap_or(0))).collect();
    for (jurisdiction, superior) in tree.iter().filter_map(|j| Some((j, j.superior.as_deref()?))) {
        if level.get(superior).map(|above| above + 1) != level.get(jurisdiction.id.as_str()).copied() {
            return Err(WorldError::Orphan { code: jurisdiction.id.clone(), superior: superior.to_owned() });
        }
    }
    Ok(())
}
