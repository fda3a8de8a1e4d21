//! What is known beforehand of each province: its number in the gazetteer, its capital, its area, its residents, and a few seats.
//!
//! Administrative codes are those of GB/T 2260, first two digits. Residents are those of the Seventh National Population Census
//! (2020), in units of 10,000, except where a later figure is named. Areas are rounded; they only set how widely cities without a
//! known seat are strewn.

/// A province-level division.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Province {
    /// First two digits of the administrative code.
    pub code: &'static str,
    /// Id of its world and name of its files.
    pub id: &'static str,
    /// First-order number in GeoNames.
    pub gazetteer_code: &'static str,
    /// The capital's longitude, degrees east, WGS-84.
    pub capital_lon: f64,
    /// The capital's latitude, degrees north, WGS-84.
    pub capital_lat: f64,
    /// Area, thousands of square kilometres.
    pub area_thousand_km2: f64,
    /// Residents in units of 10,000 persons.
    pub population_10k: u64,
}

impl Province {
    /// The province with this code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<&'static Self> {
        PROVINCES.iter().find(|province| province.code == code)
    }

    /// Where the number of residents comes from.
    #[must_use]
    pub fn population_source(&self) -> &'static str {
        match self.code {
            "34" => "Anhui Bureau of Statistics, end of 2022",
            _ => "Seventh National Population Census, 2020",
        }
    }
}

/// Residents of cities in the census of 2020, as (city code, persons); cities of other provinces share by kind of township.
/// Source: Communiqué of the Seventh National Population Census of Anhui, May 2021; the sum is the province's 61,027,171.
pub const CITY_CENSUS: [(&str, u64); 16] = [
    ("3401", 9_369_881),
    ("3402", 3_644_420),
    ("3403", 3_296_408),
    ("3404", 3_033_528),
    ("3405", 2_159_930),
    ("3406", 1_970_265),
    ("3407", 1_311_726),
    ("3408", 4_165_284),
    ("3410", 1_330_565),
    ("3411", 3_987_054),
    ("3412", 8_200_264),
    ("3413", 5_324_476),
    ("3415", 4_393_699),
    ("3416", 4_996_844),
    ("3417", 1_342_764),
    ("3418", 2_500_063),
];

/// County seats that the gazetteer lacks, as (code, longitude, latitude): general knowledge rounded to a hundredth of a
/// degree, about a kilometre. They are marked `approximate`. Counties that are neither here nor in the gazetteer are placed by
/// seed.
pub const APPROXIMATE_SEATS: [(&str, f64, f64); 9] = [
    ("340121", 117.16, 32.48), // Changfeng: Shuihu
    ("340521", 118.49, 31.56), // Dangtu: Gushu
    ("341124", 118.27, 32.09), // Quanjiao: Xianghe
    ("341126", 117.56, 32.87), // Fengyang
    ("341322", 116.95, 34.19), // Xiaoxian: Longcheng
    ("341324", 117.88, 33.49), // Sixian
    ("341504", 115.92, 31.86), // Yeji
    ("341525", 116.33, 31.40), // Huoshan: Hengshan
    ("341821", 119.18, 31.13), // Langxi
];

#[allow(clippy::too_many_arguments, reason = "one row of the table below")]
const fn row(
    code: &'static str,
    id: &'static str,
    gazetteer_code: &'static str,
    capital_lon: f64,
    capital_lat: f64,
    area_thousand_km2: f64,
    population_10k: u64,
) -> Province {
    Province { code, id, gazetteer_code, capital_lon, capital_lat, area_thousand_km2, population_10k }
}

/// The 31 province-level divisions that the list of divisions holds.
pub const PROVINCES: [Province; 31] = [
    row("11", "beijing", "22", 116.40, 39.91, 16.4, 2189),
    row("12", "tianjin", "28", 117.20, 39.13, 12.0, 1387),
    row("13", "hebei", "10", 114.48, 38.04, 188.8, 7461),
    row("14", "shanxi", "24", 112.56, 37.87, 156.7, 3492),
    row("15", "inner_mongolia", "20", 111.65, 40.81, 1183.0, 2405),
    row("21", "liaoning", "19", 123.43, 41.79, 148.6, 4259),
    row("22", "jilin", "05", 125.32, 43.88, 187.4, 2407),
    row("23", "heilongjiang", "08", 126.65, 45.75, 473.0, 3185),
    row("31", "shanghai", "23", 121.46, 31.22, 6.3, 2487),
    row("32", "jiangsu", "04", 118.78, 32.06, 107.2, 8475),
    row("33", "zhejiang", "02", 120.16, 30.29, 105.5, 6457),
    row("34", "anhui", "01", 117.28, 31.86, 140.1, 6127),
    row("35", "fujian", "07", 119.31, 26.06, 124.0, 4154),
    row("36", "jiangxi", "03", 115.88, 28.68, 166.9, 4519),
    row("37", "shandong", "25", 117.00, 36.67, 157.9, 10153),
    row("41", "henan", "09", 113.65, 34.76, 167.0, 9937),
    row("42", "hubei", "12", 114.27, 30.58, 185.9, 5775),
    row("43", "hunan", "11", 112.97, 28.20, 211.8, 6644),
    row("44", "guangdong", "30", 113.25, 23.12, 179.7, 12601),
    row("45", "guangxi", "16", 108.32, 22.82, 237.6, 5013),
    row("46", "hainan", "31", 110.34, 20.04, 35.4, 1008),
    row("50", "chongqing", "33", 106.55, 29.56, 82.4, 3205),
    row("51", "sichuan", "32", 104.07, 30.67, 486.0, 8367),
    row("52", "guizhou", "18", 106.72, 26.58, 176.2, 3856),
    row("53", "yunnan", "29", 102.72, 25.04, 394.1, 4721),
    row("54", "xizang", "14", 91.11, 29.65, 1228.4, 365),
    row("61", "shaanxi", "26", 108.94, 34.26, 205.6, 3953),
    row("62", "gansu", "15", 103.84, 36.06, 425.8, 2502),
    row("63", "qinghai", "06", 101.77, 36.62, 722.3, 592),
    row("64", "ningxia", "21", 106.27, 38.47, 66.4, 720),
    row("65", "xinjiang", "13", 87.60, 43.80, 1664.9, 2585),
];

#[cfg(test)]
mod tests {
    use super::{CITY_CENSUS, PROVINCES};

    #[test]
    fn the_census_of_anhui_adds_up() {
        assert_eq!(CITY_CENSUS.iter().map(|(_, persons)| persons).sum::<u64>(), 61_027_171);
    }

    #[test]
    fn codes_are_unique_and_in_order() {
        assert!(PROVINCES.windows(2).all(|pair| pair[0].code < pair[1].code));
        assert!(PROVINCES.windows(2).all(|pair| pair[0].gazetteer_code != pair[1].gazetteer_code));
    }
}
