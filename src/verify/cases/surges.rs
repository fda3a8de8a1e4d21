//! Terminating runs: a surge that is cleared, volunteers who come and go, orders in parallel, a tape and a ledger by hand.

use crate::verify::case::Case;
use crate::verify::cases::Family;
use crate::verify::quantity::Quantity::{End, MeanStay, MeanToScene, Present, SpreadOfEnd, SpreadOfPresent};

pub fn quick() -> Vec<Case> {
    [surge(), volunteers(), orders(), by_hand()].concat()
}

fn surge() -> Vec<Case> {
    let family = Family::new("surge_clearing", 20_000, 1);
    let mean = 20.0 * (25.0 / 5.0 + 137.0 / 60.0);
    vec![
        family.case(End { at: "exponential" }, mean, 1.0),
        family.case(SpreadOfEnd { at: "exponential", mean }, 31.391_8 * 31.391_8, 5.0),
        family.case(MeanStay { at: "exponential", class: None }, 190.0 / 3.0, 1.0),
        family.case(End { at: "fixed" }, 120.0, 0.0),
        family.case(MeanStay { at: "fixed", class: None }, 70.0, 0.0),
    ]
}

fn volunteers() -> Vec<Case> {
    let family = Family::new("volunteers", 20_000, 1);
    let rows = [(60.0, 7.869_387), (120.0, 12.642_411), (240.0, 17.293_294), (480.0, 19.633_687)];
    let cases = rows.into_iter().flat_map(|(min, mean)| {
        let at = "assembly";
        [family.case(Present { at, min }, mean, 1.0), family.case(SpreadOfPresent { at, min, mean }, mean, 5.0)]
    });
    cases.collect()
}

fn orders() -> Vec<Case> {
    let family = Family::new("orders_in_parallel", 40_000, 1);
    let rows = [
        ("all_of_2", 1.5),
        ("all_of_3", 11.0 / 6.0),
        ("all_of_4", 25.0 / 12.0),
        ("all_of_5", 137.0 / 60.0),
        ("all_of_10", 2.928_968),
    ];
    rows.map(|(at, exact)| family.case(End { at }, exact, 2.0)).to_vec()
}

fn by_hand() -> Vec<Case> {
    vec![
        Family::new("ledger", 3, 1).case(MeanToScene, 60.0, 0.0),
        Family::new("tape_of_four_calls", 3, 1).case(MeanToScene, 10.25, 0.0),
    ]
}
