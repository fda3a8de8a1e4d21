//! Orders from outside the chain: they reach a unit at once, and change what others seek only when the unit follows them.

use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;

use crate::county::{CUT_OFF, County, begun, count, incident, minutes, times, units};

/// A fire that one of three engines is working on from minute 10 to 310, and orders from outside to engines.
fn fire(orders: &[&str]) -> County {
    let order = |(number, unit): (usize, &&str)| {
        format!(r#"(id: "j{number}", at_min: 60, action: OrderGiven(unit: "{unit}", incident: "i1")), "#)
    };
    County {
        units: units(&[("e", "engine", "brigade", 3)]),
        scripted: incident("i1", 0.0, r#"(capability: "fire", units: 1, work: Shared(unit_h: 5))"#, ""),
        tape: format!("injects: [{}],", orders.iter().enumerate().map(order).collect::<String>()),
        ..County::quiet()
    }
}

fn issued(record: &RunRecord) -> usize {
    minutes(record, |entry| matches!(entry.milestone, Milestone::OrderIssued { .. })).len()
}

#[test]
fn an_order_to_a_unit_that_is_out_is_rejected_and_nobody_is_sought_instead() {
    let record = fire(&["e.1"]).run();
    assert_eq!(times(&record, Milestone::OrderRejected), [60.0]);
    assert_eq!((issued(&record), begun(&record)), (1, vec![10.0]));
}

#[test]
fn of_five_orders_at_once_one_is_followed() {
    let record = fire(&["e.2"; 5]).run();
    assert_eq!(times(&record, Milestone::OrderRejected), [60.0; 4]);
    // One minute to mobilise, three to drive, two to begin.
    assert_eq!((issued(&record), begun(&record)), (1, vec![10.0, 66.0]));
}

#[test]
fn an_order_that_is_followed_leaves_one_unit_fewer_to_be_sought() {
    let mut county = fire(&[]);
    county.tape = r#"injects: [(id: "j", at_min: 1, action: OrderGiven(unit: "e.3", incident: "i1"))],"#.to_owned();
    let record = county.run();
    assert_eq!((issued(&record), begun(&record)), (0, vec![7.0]));
}

#[test]
fn an_order_to_where_no_way_leads_is_rejected() {
    let mut county = fire(&[]);
    county.units.push_str(r#"(id: "f", type: "engine", agency: "other", base: "k2")"#);
    county.travel = CUT_OFF.to_owned();
    county.tape = r#"injects: [(id: "j", at_min: 5, action: OrderGiven(unit: "f", incident: "i1"))],"#.to_owned();
    let record = county.run();
    assert_eq!(times(&record, Milestone::OrderRejected), [5.0]);
    assert_eq!(count(&[record], Milestone::IncidentContained), 1);
}
