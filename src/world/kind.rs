//! Which rows of the list are levels of government, and of which kind.
//!
//! The National Bureau of Statistics also lists development zones, farms, forests, prisons and industrial parks that hold people
//! but are no level of government; they have no kind and are left out.

/// The kind of a second-level division by the end of its name.
#[must_use]
pub fn city(name: &str) -> &'static str {
    match name {
        _ if name.ends_with("自治州") => "autonomous_prefecture",
        _ if name.ends_with("地区") => "prefecture",
        _ if name.ends_with('盟') => "league",
        "市辖区" | "县" => "directly_administered",
        _ if name.ends_with("直辖县级行政区划") => "directly_administered",
        _ => "prefecture_city",
    }
}

/// The kind of a county-level division, or none for a zone: the bureau numbers its own zones 71 to 80 within a city.
#[must_use]
pub fn county(code: &str, name: &str) -> Option<&'static str> {
    let number: u32 = code.get(4..6)?.parse().ok()?;
    match name {
        _ if (71..=80).contains(&number) => None,
        _ if name.ends_with("自治县") => Some("autonomous_county"),
        _ if name.ends_with('县') => Some("county"),
        _ if name.ends_with('市') => Some("county_city"),
        _ if name.ends_with("开发区") || name.ends_with("园区") || name.ends_with("管理区") => None,
        _ if name.ends_with('旗') => Some("banner"),
        _ if name.ends_with('区') => Some("district"),
        _ => None,
    }
}

/// The kind of a township-level division, or none for a zone, a farm or another body that is no government.
#[must_use]
pub fn township(name: &str) -> Option<&'static str> {
    match name {
        _ if name.ends_with("街道") || name.ends_with("街道办事处") => Some("subdistrict"),
        _ if name.ends_with('镇') => Some("town"),
        _ if name.ends_with('乡') || name.ends_with("苏木") => Some("township"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{city, county, township};

    #[test]
    fn zones_and_farms_are_no_government() {
        assert_eq!(county("340177", "合肥经济技术开发区"), None);
        assert_eq!(county("341371", "宿州马鞍山现代产业园区"), None);
        assert_eq!(township("龙亢农场"), None);
        assert_eq!(township("庐阳工业区（林店街道）"), None);
    }

    #[test]
    fn kinds_follow_the_end_of_the_name() {
        assert_eq!(city("合肥市"), "prefecture_city");
        assert_eq!(county("340181", "巢湖市"), Some("county_city"));
        assert_eq!(county("340711", "郊区"), Some("district"));
        assert_eq!(township("云梯畲族乡"), Some("township"));
        assert_eq!(township("城关镇"), Some("town"));
    }
}
