//! How desks work: the order in which they take what waits, sharing, absence, overload.

use crate::verify::case::Case;
use crate::verify::cases::Family;
use crate::verify::quantity::Quantity::{MeanSquaredWait, MeanStay, MeanWait, MeanWaiting};

pub fn quick() -> Vec<Case> {
    [attention(), shared(), absent(), overload()].concat()
}

fn attention() -> Vec<Case> {
    let family = Family::new("attention_post", 40, 15);
    let rows = [("first_come", 15.555_556, 5.0), ("last_come", 51.851_852, 10.0), ("any", 23.931_624, 6.0)];
    let mut cases: Vec<Case> = rows
        .into_iter()
        .flat_map(|(at, squared, percent)| {
            let mean = family.case(MeanWait { at, class: None }, 7.0 / 3.0, 3.0);
            [mean, family.case(MeanSquaredWait { at }, squared, percent)]
        })
        .collect();
    cases.push(family.case(MeanWaiting { at: "mixed" }, 0.7 * 7.0 / 3.0, 3.0));
    let no_priority = |class| family.case(MeanWait { at: "no_priority", class: Some(class) }, 7.0 / 3.0, 3.0);
    cases.extend(["report", "routine"].map(no_priority));
    cases
}

fn shared() -> Vec<Case> {
    let family = Family::new("shared_desk", 40, 8);
    let rows = [("exponential", 10.0 / 3.0, 3.0), ("hyperexponential", 10.0 / 3.0, 4.0), ("two_officers", 1.960_784, 2.0)];
    rows.map(|(at, exact, percent)| family.case(MeanStay { at, class: None }, exact, percent)).to_vec()
}

fn absent() -> Vec<Case> {
    let family = Family::new("absent_officer", 40, 6);
    let rows = [("one_officer", 8.476_190), ("two_officers", 4.151_186)];
    rows.map(|(at, exact)| family.case(MeanStay { at, class: None }, exact, 4.0)).to_vec()
}

fn overload() -> Vec<Case> {
    let family = Family::new("overload_collapse", 200, 12);
    vec![family.case(MeanStay { at: "holds", class: None }, 3.879_307, 3.0)]
}
