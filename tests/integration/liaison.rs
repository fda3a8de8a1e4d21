//! Liaison officers, and how much a post wants to know before it asks for troops.

use std::path::Path;

use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::military::{AskThreshold, Completeness, LiaisonRow, Military};
use liandong::scenario::structure::PostRef;

use crate::drill::{load, runs};
use crate::military::{detected, minutes, need, project, run, time};
use crate::oracle::hold;

fn officer(from_min: f64) -> LiaisonRow {
    LiaisonRow {
        post: PostRef { line: "gov".to_owned(), echelon: "k".to_owned() },
        from_min,
        until_min: None,
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
fn officers_come_and_leave_in_the_middle() {
    let left = run(&project(&need("dyke", 1), |military| {
        military.liaison = vec![LiaisonRow { until_min: Some(10.0), ..officer(0.0) }];
    }));
    assert_eq!(
        (time(&left, "liaison_left"), time(&left, "unit_arrived")),
        (minutes(10.0), minutes(192.0)),
        "gone before the writing"
    );
    let stays = arrival(|military| military.liaison = vec![LiaisonRow { until_min: Some(16.0), ..officer(0.0) }]);
    assert_eq!(stays, minutes(192.0 - 5.0), "there when the writing begins");
    // The request is held from 15 min on; the officer who comes at 20 knows enough, alerts the organ, and halves the writing.
    let came = run(&project(&need("dyke", 1), |military| {
        military.threshold = Some(AskThreshold { completeness: 0.6, within_min: 60.0 });
        military.liaison = vec![officer(20.0)];
    }));
    let seen = ["request_held", "liaison_arrived", "organ_alerted", "force_requested"].map(|id| time(&came, id));
    assert_eq!(seen, [15.0, 20.0, 20.0, 20.0].map(minutes));
    assert_eq!(time(&came, "unit_arrived"), minutes(192.0 + 5.0 - 5.0));
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
fn the_structure_says_how_much_reports_tell() {
    let wants = |first, further| {
        arrival(move |military| {
            military.completeness = Some(Completeness { first, per_follow_up: further });
            military.threshold = Some(AskThreshold { completeness: 0.6, within_min: 60.0 });
        })
    };
    assert_eq!(wants(0.6, 0.0), minutes(192.0), "one report says enough");
    assert_eq!(wants(0.5, 0.2), minutes(192.0 + 60.0), "the second one never comes");
}

/// Where reports have a completeness of their own it is theirs that counts: 0.4 at first and 0.2 more with each follow-up, which the
/// county writes every 20 min from when it has read the first report.
#[test]
fn with_estimates_a_post_knows_what_its_fullest_report_says() {
    let asked = |completeness: f64| {
        let mut exercise = project(&need("dyke", 1), |military| {
            military.threshold = Some(AskThreshold { completeness, within_min: 600.0 });
        });
        let structure = &mut exercise.structures[0];
        structure.estimates = Some(ron::from_str("(sigma: 0, margin: 0)").unwrap());
        let row = r#"(post: (line: "gov", echelon: "k"), follow_up_min: Some(20))"#;
        structure.conduct = vec![ron::from_str(row).unwrap()];
        let record = run(&exercise);
        let percent = record.entries.iter().rev().find_map(|entry| match entry.milestone {
            Milestone::SizeEstimated { percent, .. } if Some(entry.time) <= time(&record, "force_requested") => Some(percent),
            _ => None,
        });
        (time(&record, "force_requested"), percent)
    };
    assert_eq!(asked(0.4), (minutes(15.0), Some(40)));
    assert_eq!(asked(0.6), (minutes(25.0), Some(60)), "5 min to read, and the first follow-up");
    assert_eq!(asked(0.8), (minutes(45.0), Some(80)));
}

#[test]
fn who_asks_on_little_asks_sooner_and_both_thresholds_are_shipped() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_incomplete.ron");
    let asked = |structure: &str| -> f64 {
        let (records, _) = runs(&load(&path, &[structure.to_owned()]), 20);
        records.iter().for_each(hold);
        let first = |record: &RunRecord| time(record, "force_requested").map_or(2_160.0, |time| time.ms() as f64 / 60_000.0);
        records.iter().map(first).sum::<f64>() / 20.0
    };
    let (little, much) = (asked("asks_on_little"), asked("asks_on_much"));
    assert!(little + 20.0 < much, "asked after {little} min on little, {much} on much");
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
