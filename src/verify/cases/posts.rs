//! Single posts: officers, losses, priorities, laws of service, impatience.

use crate::journal::ledger::Outcome;
use crate::verify::case::Case;
use crate::verify::cases::Family;
use crate::verify::quantity::Quantity::{Busy, MeanStay, MeanWait, MeanWaiting, Share, WaitLonger};

/// Post, probability of a wait, mean wait, mean number waiting, probability of a wait above 1 min.
type OfficerRow = (&'static str, f64, f64, f64, f64);

/// With the bound of the mean wait in percent and the stretch that it takes.
const OFFICERS: [(OfficerRow, f64, u32); 6] = [
    (("officers_1_load_50", 0.5, 1.0, 0.5, 0.303_265), 2.0, 13),
    (("officers_1_load_80", 0.8, 4.0, 3.2, 0.654_985), 2.0, 30),
    (("officers_2_load_80", 0.711_111, 1.777_778, 2.844_444, 0.476_672), 3.0, 13),
    (("officers_3_load_80", 0.647_191, 1.078_652, 2.588_764, 0.355_186), 3.0, 9),
    (("officers_5_load_80", 0.554_113, 0.554_113, 2.216_450, 0.203_847), 3.0, 6),
    (("officers_10_load_80", 0.409_180, 0.204_590, 1.636_721, 0.055_377), 4.0, 5),
];

const OFFICERS_AT_HIGH_LOAD: [(OfficerRow, f64, u32); 2] = [
    (("officers_1_load_90", 0.9, 9.0, 8.1, 0.814_354), 2.0, 40),
    (("officers_10_load_90", 0.668_732, 0.668_732, 6.018_584, 0.246_013), 3.0, 10),
];

pub fn quick() -> Vec<Case> {
    [officers(40, &OFFICERS), losses(), priorities(), interruptions(), laws(), impatience(), places()].concat()
}

pub fn slow() -> Vec<Case> {
    officers(200, &OFFICERS_AT_HIGH_LOAD)
}

fn officers(replications: u32, rows: &[(OfficerRow, f64, u32)]) -> Vec<Case> {
    let cases = rows.iter().flat_map(|&((at, waits, wait, waiting, longer), percent, stretch)| {
        let family = Family::new("mmc_post", replications, stretch);
        [
            family.case(WaitLonger { at, min: 0.0 }, waits, percent / 2.0),
            family.case(MeanWait { at, class: None }, wait, percent),
            family.case(MeanWaiting { at }, waiting, percent),
            family.case(WaitLonger { at, min: 1.0 }, longer, percent),
        ]
    });
    cases.collect()
}

fn losses() -> Vec<Case> {
    let (small, large) = (Family::new("erlang_loss", 40, 8), Family::new("erlang_loss", 40, 5));
    let rows = [
        (small, "exponential_2", "fixed_2", 0.2),
        (small, "exponential_3", "fixed_3", 0.134_328),
        (small, "exponential_5", "fixed_5", 0.110_054),
        (large, "exponential_10", "fixed_10", 0.121_661),
        (large, "exponential_20", "fixed_20", 0.045_593),
    ];
    let lost = |family: Family, at, exact| family.case(Share { at, outcome: Outcome::Lost }, exact, 2.0);
    let cases = rows
        .into_iter()
        .flat_map(|(family, exponential, fixed, exact)| [lost(family, exponential, exact), lost(family, fixed, exact)]);
    cases.collect()
}

fn priorities() -> Vec<Case> {
    let (one, several) = (Family::new("priority_post", 40, 20), Family::new("priority_post", 40, 4));
    let of_one = [
        ("officers_1_two_classes", "flash", 1.0),
        ("officers_1_two_classes", "routine", 5.0),
        ("officers_1_three_classes", "flash", 1.0),
        ("officers_1_three_classes", "urgent", 2.0),
        ("officers_1_three_classes", "routine", 8.0),
    ];
    let of_several = [
        ("officers_5", "flash", 0.138_528),
        ("officers_5", "urgent", 0.277_056),
        ("officers_5", "routine", 1.108_225),
        ("officers_10", "flash", 0.051_148),
        ("officers_10", "urgent", 0.102_295),
        ("officers_10", "routine", 0.409_180),
    ];
    let mut cases = of_one.map(|(at, class, exact)| one.case(MeanWait { at, class: Some(class) }, exact, 3.0)).to_vec();
    cases.extend([("flash", 2.0), ("routine", 6.0)].map(|(class, exact)| {
        let at = "officers_1_two_classes";
        one.case(MeanStay { at, class: Some(class) }, exact, 3.0)
    }));
    cases.extend(of_several.map(|(at, class, exact)| several.case(MeanWait { at, class: Some(class) }, exact, 4.0)));
    cases
}

fn interruptions() -> Vec<Case> {
    let rows = [
        ("two_classes", "flash", 1.25),
        ("two_classes", "routine", 6.25),
        ("three_classes", "flash", 1.25),
        ("three_classes", "urgent", 2.5),
        ("three_classes", "routine", 10.0),
    ];
    let family = Family::new("interrupting_post", 40, 16);
    rows.map(|(at, class, exact)| family.case(MeanStay { at, class: Some(class) }, exact, 3.0)).to_vec()
}

fn laws() -> Vec<Case> {
    let family = Family::new("service_laws", 40, 20);
    let rows = [
        ("fixed", 2.0, 2.0),
        ("lognormal", 2.5, 2.0),
        ("erlang", 3.0, 3.0),
        ("exponential", 4.0, 3.0),
        ("hyperexponential", 10.0, 4.0),
    ];
    rows.map(|(at, exact, percent)| family.case(MeanWait { at, class: None }, exact, percent)).to_vec()
}

fn impatience() -> Vec<Case> {
    let family = Family::new("impatient_post", 40, 3);
    let rows = [
        ("post_a", 0.077_969, 0.415_052, 0.623_749, 0.737_625),
        ("post_b", 0.226_387, 0.802_838, 2.716_639, 0.928_336),
        ("post_c", 0.208_992, 0.956_982, 10.449_623, 0.988_759),
        ("post_d", 0.259_026, 0.820_951, 2.590_255, 0.926_218),
    ];
    let cases = rows.into_iter().flat_map(|(at, left, waits, waiting, busy)| {
        [
            family.case(Share { at, outcome: Outcome::Left }, left, 2.0),
            family.case(WaitLonger { at, min: 0.0 }, waits, 1.0),
            family.case(MeanWaiting { at }, waiting, 2.0),
            family.case(Busy { at }, busy, 1.0),
        ]
    });
    cases.collect()
}

fn places() -> Vec<Case> {
    let family = Family::new("finite_queue", 40, 3);
    let rows = [("large", 0.180_494, 1.615_284, 0.219_005), ("small", 0.399_015, 1.064_039, 0.590_164)];
    let cases = rows.into_iter().flat_map(|(at, lost, waiting, wait)| {
        [
            family.case(Share { at, outcome: Outcome::Lost }, lost, 1.0),
            family.case(MeanWaiting { at }, waiting, 1.0),
            family.case(MeanWait { at, class: None }, wait, 1.0),
        ]
    });
    cases.collect()
}
