//! Chains of posts: in series, as a tree, with a lossy link, with one commander.

use crate::verify::case::Case;
use crate::verify::cases::Family;
use crate::verify::quantity::Quantity::{
    Busy, DeviationOfTotal, MeanStay, MeanTotal, MeanTotalFrom, MeanWait, QuantileOfTotal, Rate, VisitsPerMatter,
};

pub fn quick() -> Vec<Case> {
    [series(), tree(), central_or_local(), radio(), commander()].concat()
}

fn stays(family: Family, rows: &[(&'static str, f64)], percent: f64) -> Vec<Case> {
    rows.iter().map(|(at, exact)| family.case(MeanStay { at, class: None }, *exact, percent)).collect()
}

fn series() -> Vec<Case> {
    let family = Family::new("four_post_tandem", 50, 10);
    let mut cases = stays(family, &[("township", 2.0), ("county", 2.5), ("city", 10.0 / 3.0), ("province", 5.0)], 2.0);
    cases.extend([
        family.case(MeanTotal, 12.833_333, 1.0),
        family.case(DeviationOfTotal, 6.808_899, 2.0),
        family.case(QuantileOfTotal(0.5), 11.589_670, 1.0),
        family.case(QuantileOfTotal(0.9), 21.871_608, 2.0),
        family.case(QuantileOfTotal(0.95), 25.712_440, 2.0),
    ]);
    cases
}

fn rates(family: Family, rows: &[(&'static str, f64)], percent: f64) -> Vec<Case> {
    rows.iter().map(|(at, exact)| family.case(Rate { at }, *exact, percent)).collect()
}

fn tree() -> Vec<Case> {
    let family = Family::new("escalation_tree", 100, 3);
    let levels = [("township_1", 50.0 / 3.0), ("county_2", 50.0), ("city_1", 27.777_778), ("province", 27.777_778)];
    let mut cases = stays(family, &levels, 4.0);
    cases.extend(rates(family, &[("township_1", 0.04), ("county_2", 0.08), ("city_1", 0.064), ("province", 0.064)], 1.0));
    cases.push(family.case(MeanTotal, 50.0, 2.0));
    cases
}

fn central_or_local() -> Vec<Case> {
    let family = Family::new("central_or_local", 100, 1);
    let central = family.under("central");
    let levels = [("township_16", 50.0 / 3.0), ("county_4", 25.0), ("city_2", 12.5), ("province", 6.25)];
    let mut cases = stays(central, &levels, 4.0);
    cases.extend(rates(central, &[("township_16", 0.04), ("county_4", 0.16), ("city_2", 0.32), ("province", 0.64)], 1.5));
    cases.extend([
        central.case(MeanTotal, 60.416_667, 1.5),
        family.under("local").case(MeanTotal, 16.666_667, 1.5),
        family.under("half").case(MeanTotal, 21.788_194, 1.5),
        central.difference("local", MeanTotal, 43.75, 2.0),
        family.under("half").difference("local", MeanTotal, 21.788_194 - 16.666_667, 3.0),
    ]);
    cases
}

fn radio() -> Vec<Case> {
    let family = Family::new("lossy_radio", 100, 1);
    let rows = [
        ("sender_10", "messages_10", 1.111_111, 1.222_222),
        ("sender_30", "messages_30", 1.428_571, 1.857_143),
        ("sender_50", "messages_50", 2.0, 3.0),
    ];
    let cases = rows.into_iter().flat_map(|(at, source, visits, delivery)| {
        [family.case(VisitsPerMatter { at }, visits, 1.0), family.case(MeanTotalFrom { source }, delivery, 1.0)]
    });
    cases.collect()
}

fn commander() -> Vec<Case> {
    let rows = [
        ("commander_3_every_10", 0.267_936, 0.196_721),
        ("commander_5_every_10", 0.436_048, 0.466_632),
        ("commander_7_every_10", 0.590_959, 0.845_149),
        ("commander_10_every_10", 0.785_418, 1.732_079),
        ("commander_3_every_5", 0.470_339, 0.378_378),
        ("commander_5_every_5", 0.715_132, 0.991_714),
        ("commander_7_every_5", 0.879_481, 1.959_236),
        ("commander_10_every_5", 0.981_615, 4.187_289),
    ];
    let family = Family::new("span_of_control", 40, 5);
    let cases = rows
        .into_iter()
        .flat_map(|(at, busy, wait)| [family.case(Busy { at }, busy, 1.0), family.case(MeanWait { at, class: None }, wait, 3.0)]);
    cases.collect()
}
