//! Liaison officers, and how much a post wants to know before it asks for troops.

use std::path::Path;

use liandong::measure::record::RunRecord;
use liandong::scenario::military::{AskThreshold, LiaisonRow, Military};
use liandong::scenario::structure::PostRef;

use crate::drill::{load, runs};
use crate::military::{detected, minutes, need, project, run, time};
use crate::oracle::hold;

fn officer(from_min: f64) -> LiaisonRow {
    LiaisonRow {
        post: PostRef { line: "gov".to_owned(), echelon: "k".to_owned() },
        from_min,
        formulation_factor: 0.5,
        completeness: 0.8,
        mobilisation_factor: 1.0,
    }
}

fn arrival(change: impl FnOnce(&mut Military)) -> Option<liandong::engine::time::SimTime> {
    time(&run(&project(&need("dyke", 1), change)), "unit_arrived")
}

#[test]
fn an_officer_halves_the_writing_from_when_he_is_there() {
    assert_eq!(arrival(|military| military.liaison = vec![officer(0.0)]), minutes(192.0 - 5.0));
    assert_eq!(arrival(|military| military.liaison = vec![officer(600.0)]), minutes(192.0));
}

#[test]
fn the_organ_of_the_post_is_alerted_and_only_its_units_are_faster() {
    let alert = |military: &mut Military| military.liaison = vec![LiaisonRow { mobilisation_factor: 0.5, ..officer(0.0) }];
    // The garrison belongs to the city's organ, which the county's officer does not alert; the militia belongs to the county's.
    assert_eq!(arrival(alert), minutes(192.0 - 5.0));
    let militia = |change: fn(&mut Military)| run(&project(&need("order", 1), change));
    let (plain, alerted) =
        (militia(|_| ()), militia(|m| m.liaison = vec![LiaisonRow { mobilisation_factor: 0.5, ..officer(0.0) }]));
    let mobilised = |record: &RunRecord| time(record, "unit_departed").unwrap() - time(record, "order_received").unwrap();
    assert_eq!((mobilised(&plain).minutes(), mobilised(&alerted).minutes()), (15.0, 7.5));
    assert!(time(&alerted, "organ_alerted") < time(&alerted, "order_issued"));
}

#[test]
fn what_a_request_does_not_say_is_asked_back() {
    // One report read: 0.4 complete, so that each of three examinations takes 1.6 times as long; 1.2 times with the officer's 0.8.
    assert_eq!(arrival(|military| military.asks_back = 1.0), minutes(192.0 + 3.0 * 12.0));
    let both = |military: &mut Military| (military.asks_back, military.liaison) = (1.0, vec![officer(0.0)]);
    assert_eq!(arrival(both), minutes(192.0 - 5.0 + 3.0 * 4.0));
}

#[test]
fn a_post_holds_its_request_until_it_knows_enough() {
    let wants = |completeness| {
        move |military: &mut Military| {
            military.threshold = Some(AskThreshold { completeness, within_min: 60.0 });
        }
    };
    assert_eq!(arrival(wants(0.4)), minutes(192.0), "one report is enough");
    assert_eq!(arrival(wants(0.6)), minutes(192.0 + 60.0), "it asks in any case after an hour");
    let second =
        r#"Some([(channel: "telephone", delay: Deterministic(min: 0)), (channel: "patrol", delay: Deterministic(min: 40))])"#;
    let told_twice = run(&detected(second, &need("dyke", 1), wants(0.6)));
    assert_eq!(time(&told_twice, "request_held"), minutes(15.0));
    assert_eq!(time(&told_twice, "force_requested"), minutes(45.0), "the second report is read");
    assert_eq!(time(&told_twice, "unit_arrived"), minutes(192.0 + 30.0));
    let with_officer = |military: &mut Military| {
        wants(0.6)(military);
        military.liaison = vec![officer(0.0)];
    };
    assert_eq!(arrival(with_officer), minutes(192.0 - 5.0), "an officer knows enough");
}

#[test]
fn officers_let_fewer_orders_meet_a_unit_that_has_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_troops.ron");
    let doubled = |structure: &str| -> usize {
        let (records, _) = runs(&load(&path, &[structure.to_owned()]), 60);
        records.iter().for_each(hold);
        records.iter().flat_map(|record| &record.entries).filter(|entry| entry.milestone.id() == "order_rejected").count()
    };
    let (without, with) = (doubled("military_requests"), doubled("military_liaison"));
    assert!(with < without, "{with} double orders with officers, {without} without");
}
