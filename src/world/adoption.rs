//! The county that takes the townships which the list hangs under a development zone.
//!
//! A zone is no level of government, but some townships are listed under one. Each goes to a county-level division of the same
//! city, by the first rule that answers:
//!
//! 1. the table of known cases below;
//! 2. the only district of the city;
//! 3. the county-level division whose own name, without 县, 市 or 区, stands in the zone's name;
//! 4. the district with the smallest code.
//!
//! The township keeps its official code and is marked `adopted`.

use crate::world::kind;
use crate::world::source::Division;

/// Known cases: (code of the zone, or of one township; code of the county that surrounds it). Assumptions from the public
/// history of the townships (which district each was taken from); to be corrected here when a better source is found.
const KNOWN: [(&str, &str); 12] = [
    ("340177", "340104"),    // Hefei economic zone: Gaoliu came from Shushan District
    ("340178", "340102"),    // Hefei Xinzhan zone: taken from Yaohai District
    ("340271", "340207"),    // Wuhu economic zone: taken from Jiujiang District
    ("340272", "340209"),    // Sanshan zone: Sanshan District was joined to Yijiang District in 2020
    ("340371100", "340304"), // Qinji: from Yuhui District
    ("340372100", "340302"), // Changhuaiwei: from Longzihu District
    ("340871001", "340811"), // Lingbei: from Yixiu District
    ("340871100", "340802"), // Laofeng: from Yingjiang District
    ("341171", "341103"),    // Su-Chu zone: from Nanqiao District
    ("341172", "341102"),    // Chuzhou economic zone: from Langya District
    ("341271", "341202"),    // Fuyang-Hefei park: Yuanji came from Yingzhou District
    ("341272", "341202"),    // Fuyang economic zone: from Yingzhou District
];

/// The county-level division that takes a township of a zone; none when the city has no county-level division at all.
///
/// `counties` are the county-level rows of the province, zones included.
#[must_use]
pub fn adopter<'a>(township: &Division, zone: &Division, counties: &'a [Division]) -> Option<&'a Division> {
    let own: Vec<&Division> = counties
        .iter()
        .filter(|county| county.superior == zone.superior && kind::county(&county.code, &county.name).is_some())
        .collect();
    let districts: Vec<&Division> =
        own.iter().copied().filter(|county| kind::county(&county.code, &county.name) == Some("district")).collect();
    known(township, zone)
        .and_then(|code| own.iter().copied().find(|county| county.code == code))
        .or_else(|| if let [only] = districts[..] { Some(only) } else { None })
        .or_else(|| own.iter().copied().find(|county| is_named_in(county, zone)))
        .or_else(|| districts.first().copied())
        .or_else(|| own.first().copied())
}

fn known(township: &Division, zone: &Division) -> Option<&'static str> {
    KNOWN.iter().find(|(code, _)| *code == township.code || *code == zone.code).map(|(_, county)| *county)
}

fn is_named_in(county: &Division, zone: &Division) -> bool {
    let stem = county.name.trim_end_matches(['县', '市', '区']);
    stem.chars().count() >= 2 && zone.name.contains(stem)
}

#[cfg(test)]
mod tests {
    use super::adopter;
    use crate::world::source::Division;

    fn division(code: &str, name: &str, superior: &str) -> Division {
        Division { code: code.into(), name: name.into(), superior: superior.into() }
    }

    fn adopts(township: &str, zone: (&str, &str), counties: &[(&str, &str)]) -> Option<String> {
        let city = &zone.0[..4];
        let zone = division(zone.0, zone.1, city);
        let counties: Vec<Division> = counties.iter().map(|(code, name)| division(code, name, city)).collect();
        adopter(&division(township, "某镇", &zone.code), &zone, &counties).map(|county| county.code.clone())
    }

    #[test]
    fn the_table_comes_first() {
        let counties = [("340102", "瑶海区"), ("340104", "蜀山区")];
        assert_eq!(adopts("340177006", ("340177", "合肥经济技术开发区"), &counties).as_deref(), Some("340104"));
    }

    #[test]
    fn the_only_district_of_a_city_adopts() {
        let counties = [("990102", "甲乙区"), ("990121", "丙丁县")];
        assert_eq!(adopts("990171001", ("990171", "某市经济开发区"), &counties).as_deref(), Some("990102"));
    }

    #[test]
    fn then_the_county_that_the_zone_is_named_after_and_last_the_first_district() {
        let counties = [("990102", "甲乙区"), ("990103", "戊己区"), ("990121", "丙丁县")];
        assert_eq!(adopts("990171001", ("990171", "丙丁工业园区"), &counties).as_deref(), Some("990121"));
        assert_eq!(adopts("990171001", ("990171", "某市经济开发区"), &counties).as_deref(), Some("990102"));
    }

    #[test]
    fn a_zone_never_adopts() {
        assert_eq!(adopts("990171001", ("990171", "某市经济开发区"), &[("990171", "某市经济开发区")]), None);
    }
}
