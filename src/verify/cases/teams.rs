//! Pools of units with lists of preference: the hypercube model, own units or pooled units, counties in a row.

use crate::journal::ledger::Outcome;
use crate::verify::case::Case;
use crate::verify::cases::Family;
use crate::verify::quantity::Quantity::{
    Busy, BusyWithoutQueue, ExactlyBusy, HelpAtOnce, MeanTravelAtOnce, MeanWait, Queueing, Share, WaitLonger,
};

pub fn quick() -> Vec<Case> {
    [three_teams(), two_teams(), own_or_pooled(), counties_with_a_queue(), counties_without(), isolated_counties()].concat()
}

pub fn slow() -> Vec<Case> {
    let family = Family::new("own_or_pooled", 200, 20);
    own_and_pooled(family, "areas_4_load_90", [9.0, 1.969_383, 7.030_617], 2.0).to_vec()
}

fn busy(family: Family, rows: &[(&'static str, f64)], percent: f64) -> Vec<Case> {
    rows.iter().map(|(at, exact)| family.case(Busy { at }, *exact, percent)).collect()
}

fn exactly(family: Family, at: &'static str, rows: &[(&'static [&'static str], f64)]) -> Vec<Case> {
    rows.iter().map(|(units, exact)| family.case(ExactlyBusy { at, units }, *exact, 1.5)).collect()
}

fn three_teams() -> Vec<Case> {
    let family = Family::new("three_teams", 100, 5);
    let teams =
        [("q1", 0.557_364), ("q2", 0.473_372), ("q3", 0.469_264), ("l1", 0.497_905), ("l2", 0.402_631), ("l3", 0.397_971)];
    let states: [(&[&str], f64); 8] = [
        (&[], 0.210_526),
        (&["q1"], 0.136_690),
        (&["q2"], 0.088_633),
        (&["q1", "q2"], 0.094_887),
        (&["q3"], 0.090_466),
        (&["q1", "q3"], 0.088_945),
        (&["q2", "q3"], 0.053_011),
        (&["q1", "q2", "q3"], 0.236_842),
    ];
    let mut cases = [busy(family, &teams, 0.5), exactly(family, "queue", &states)].concat();
    cases.extend([
        family.case(WaitLonger { at: "queue", min: 0.0 }, 0.236_842, 1.0),
        family.case(Queueing { at: "queue" }, 0.118_421, 1.5),
        family.case(BusyWithoutQueue { at: "queue", units: &["q1", "q2", "q3"] }, 0.118_421, 1.5),
        family.case(MeanWait { at: "queue", class: None }, 0.157_895, 2.0),
        family.case(HelpAtOnce { at: "queue" }, 0.363_530, 0.5),
        family.case(Share { at: "loss", outcome: Outcome::Lost }, 0.134_328, 1.0),
    ]);
    cases
}

fn two_teams() -> Vec<Case> {
    let family = Family::new("two_teams", 100, 3);
    let teams = [("q1", 0.516_667), ("q2", 0.483_333), ("l1", 0.42), ("l2", 0.38)];
    let lossy: [(&[&str], f64); 4] = [(&[], 0.40), (&["l1"], 0.22), (&["l2"], 0.18), (&["l1", "l2"], 0.20)];
    let queueing: [(&[&str], f64); 4] = [(&[], 1.0 / 3.0), (&["q1"], 0.183_333), (&["q2"], 0.15), (&["q1", "q2"], 1.0 / 3.0)];
    let mut cases = [busy(family, &teams, 1.0), exactly(family, "loss", &lossy), exactly(family, "queue", &queueing)].concat();
    cases.extend([
        family.case(Queueing { at: "queue" }, 1.0 / 6.0, 1.5),
        family.case(BusyWithoutQueue { at: "queue", units: &["q1", "q2"] }, 1.0 / 6.0, 1.5),
        family.case(Share { at: "loss", outcome: Outcome::Lost }, 0.20, 1.0),
    ]);
    cases
}

/// The waits of own units and of pooled ones, and the relay delay at which both are equal.
fn own_and_pooled(family: Family, at: &'static str, waits: [f64; 3], percent: f64) -> [Case; 3] {
    let wait = MeanWait { at, class: None };
    let [own, pooled, break_even] = waits;
    [
        family.under("own").case(wait, own, percent),
        family.under("pooled").case(wait, pooled, percent),
        family.under("own").difference("pooled", wait, break_even, percent),
    ]
}

fn own_or_pooled() -> Vec<Case> {
    let rows = [
        (10, "areas_2_load_80", [4.0, 1.777_778, 2.222_222]),
        (6, "areas_4_load_80", [4.0, 0.745_541, 3.254_459]),
        (4, "areas_8_load_80", [4.0, 0.286_028, 3.713_972]),
    ];
    let cases = rows
        .into_iter()
        .flat_map(|(stretch, at, waits)| own_and_pooled(Family::new("own_or_pooled", 60, stretch), at, waits, 3.0));
    cases.collect()
}

const fn counties(stretch: u32) -> Family {
    Family::new("four_counties_in_a_row", 100, stretch)
}

fn loads(family: Family, units: [&'static str; 4], loads: [f64; 4], percent: f64) -> Vec<Case> {
    let workloads: Vec<_> = units.into_iter().zip(loads).collect();
    busy(family, &workloads, percent)
}

fn counties_with_a_queue() -> Vec<Case> {
    let (rare, often) = (counties(12).under("shared"), counties(3).under("shared"));
    let wait = |at| MeanWait { at, class: None };
    let mut cases = loads(rare, ["q2_0", "q2_1", "q2_2", "q2_3"], [0.261_28, 0.209_51, 0.177_45, 0.151_76], 1.0);
    cases.extend([
        rare.case(WaitLonger { at: "queue_02", min: 0.0 }, 0.009_581, 4.0),
        rare.case(MeanTravelAtOnce { at: "queue_02" }, 8.784_6, 0.5),
        rare.case(wait("queue_02"), 0.119_8, 5.0),
    ]);
    cases.extend(loads(often, ["q5_0", "q5_1", "q5_2", "q5_3"], [0.548_97, 0.528_23, 0.488_09, 0.434_71], 1.0));
    cases.extend([
        often.case(WaitLonger { at: "queue_05", min: 0.0 }, 0.173_913, 3.0),
        often.case(MeanTravelAtOnce { at: "queue_05" }, 13.731_6, 0.5),
        often.case(wait("queue_05"), 3.478_3, 5.0),
    ]);
    cases
}

fn counties_without() -> Vec<Case> {
    let rows = [
        (12, "loss_02", 0.007_679, 8.784_6, ["l2_0", "l2_1", "l2_2", "l2_3"], [0.259_86, 0.208_00, 0.175_87, 0.150_13]),
        (3, "loss_05", 0.095_238, 13.731_6, ["l5_0", "l5_1", "l5_2", "l5_3"], [0.506_01, 0.483_30, 0.439_34, 0.380_87]),
        (2, "loss_08", 0.228_145, 16.733_1, ["l8_0", "l8_1", "l8_2", "l8_3"], [0.650_58, 0.646_23, 0.613_28, 0.559_85]),
    ];
    let cases = rows.into_iter().flat_map(|(stretch, at, lost, travel, units, workloads)| {
        let family = counties(stretch).under("shared");
        let mut cases = loads(family, units, workloads, 1.0);
        cases.extend([
            family.case(Share { at, outcome: Outcome::Lost }, lost, 4.0),
            family.case(MeanTravelAtOnce { at }, travel, 0.5),
        ]);
        cases
    });
    cases.collect()
}

fn isolated_counties() -> Vec<Case> {
    let family = counties(2).under("isolated");
    let mut cases = vec![
        family.case(Share { at: "loss_02", outcome: Outcome::Lost }, 0.179_728, 2.0),
        family.case(Share { at: "loss_05", outcome: Outcome::Lost }, 0.349_206, 1.0),
        family.case(MeanWait { at: "queue_02", class: None }, 12.100_8, 2.0),
        family.case(MeanWait { at: "queue_05", class: None }, 80.0, 4.0),
    ];
    cases.extend(["loss_02", "loss_05", "queue_02", "queue_05"].map(|at| family.case(MeanTravelAtOnce { at }, 5.0, 0.0)));
    cases
}
