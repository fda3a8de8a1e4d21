//! Troops without an approval: what the urgent way saves, who starts alone, and one report up for each.

use liandong::engine::time::SimTime;
use liandong::journal::milestone::Milestone;
use liandong::measure::linkage::{Linkage, Way};
use liandong::measure::record::RunRecord;
use liandong::scenario::law::LawSpec;
use liandong::scenario::military::{DirectUse, Military};
use liandong::terms::severity::Severity;
use proptest::prelude::*;

use crate::county::{CUT_OFF, County, count as reached, incident, units};
use crate::drill::runs;
use crate::military::{minutes, need, project, run, time};
use crate::oracle::hold;

fn direct(from_severity: Severity) -> DirectUse {
    DirectUse { from_severity, owned_from: "c".to_owned(), decision: LawSpec::Deterministic { min: 10.0 } }
}

fn count(record: &RunRecord, id: &str) -> usize {
    record.entries.iter().filter(|entry| entry.milestone.id() == id).count()
}

#[test]
fn the_urgent_way_saves_exactly_the_hops_that_it_leaves_out() {
    let ordinary = run(&project(&need("dyke", 1), |_| ()));
    let urgent = run(&project(&need("dyke", 1), |military| military.urgent = Some(direct(Severity::II))));
    let arrived = |record: &RunRecord| time(record, "unit_arrived").unwrap();
    assert_eq!((arrived(&ordinary), arrived(&urgent)), (SimTime::from_minutes(192.0), SimTime::from_minutes(107.0)));
    // Written 10, three organs of 5 on the way and 20 on the desk, 5 + 5 passed on, 5 to the base; instead a call of 5 and a decision of 10.
    let removed = 10.0 + 3.0 * (5.0 + 20.0) + (5.0 + 5.0) + 5.0;
    assert_eq!((arrived(&ordinary) - arrived(&urgent)).minutes(), removed - (5.0 + 10.0));
    assert_eq!(
        ["urgent_requested", "urgent_decided", "superior_notified", "force_requested"].map(|id| count(&urgent, id)),
        [1, 1, 1, 0]
    );
    let row = Linkage::of(&(&urgent).into()).assignments[0];
    assert_eq!((row.way, row.asked), (Way::Urgent, SimTime::from_minutes(15.0)));
    assert_eq!(urgent.header.post(row.tasked_by).id, "k.gov");
    assert_eq!(urgent.header.post(row.commanded_by).id, "c.mil");
}

#[test]
fn lighter_incidents_and_militia_take_the_ordinary_way() {
    let light = run(&project(&need("dyke", 1), |military| military.urgent = Some(direct(Severity::I))));
    assert_eq!((count(&light, "urgent_requested"), time(&light, "unit_arrived")), (0, minutes(192.0)));
    let militia = run(&project(&need("order", 1), |military| military.urgent = Some(direct(Severity::II))));
    assert_eq!((count(&militia, "urgent_requested"), count(&militia, "request_approved")), (0, 1));
}

#[test]
fn a_garrison_starts_alone_for_what_nobody_has_sent_for() {
    let alone = |units| run(&project(&need("dyke", units), |military| military.self_start = Some(direct(Severity::II))));
    let record = alone(1);
    // The county's report is with the city at 8 and read at 13, with the organ at 14; the commander takes 10, then 30 and 47.
    assert_eq!(time(&record, "unit_arrived"), minutes(101.0));
    assert_eq!(
        ["self_started", "superior_notified", "force_requested", "order_issued"].map(|id| count(&record, id)),
        [1, 1, 0, 0]
    );
    let row = Linkage::of(&(&record).into()).assignments[0];
    assert_eq!((row.way, record.header.post(row.tasked_by).id.as_str()), (Way::SelfStarted, "c.gov"));
    assert_eq!(record.header.post(row.commanded_by).id, "c.mil");
    let told = record.entries.iter().find_map(|entry| match entry.milestone {
        Milestone::SuperiorNotified { to } => Some(record.header.post(to).id.as_str()),
        _ => None,
    });
    assert_eq!(told, Some("p.mil"), "its own organ knows already");
    let three = alone(3);
    assert_eq!((count(&three, "self_started"), count(&three, "superior_notified")), (3, 3), "one report for each unit");
}

/// A garrison that starts alone, beside an engine and a squad of the brigade.
fn garrison(more: &str, base: &str) -> County {
    County {
        units: units(&[("e", "engine", "brigade", 1), ("s", "squad", "brigade", 1)])
            + &format!(r#"(id: "g", type: "squad", agency: "garrison", base: "{base}")"#),
        scripted: incident(
            "i1",
            0.0,
            &format!(
                r#"(capability: "fire", units: 1, work: Shared(unit_h: 5)),
                (capability: "search", units: 2, work: Shared(unit_h: 5){more})"#
            ),
            "",
        ),
        tables: r#"military: Some((line: "mil", formulation: Deterministic(min: 10), transit: Deterministic(min: 2),
            examination: Deterministic(min: 20), relay: Deterministic(min: 4), refusal: 0,
            approvals: [(by: Military(echelon: "lower", service: Deterministic(min: 30)))],
            self_start: Some((from_severity: IV, owned_from: "lower", decision: Deterministic(min: 7))))),"#
            .to_owned(),
        // The government decides long after the organ knows.
        decision: "Deterministic(min: 60)".to_owned(),
        ..County::quiet()
    }
}

#[test]
fn a_garrison_starts_alone_neither_for_what_is_not_yet_open_nor_for_what_it_cannot_reach() {
    assert_eq!(reached(&garrison("", "k1").runs(), Milestone::SelfStarted), 1);
    assert_eq!(reached(&garrison(r#", after: Some("fire")"#, "k1").runs(), Milestone::SelfStarted), 0);
    let cut_off = County { travel: CUT_OFF.to_owned(), ..garrison("", "k2") };
    assert_eq!(reached(&cut_off.runs(), Milestone::SelfStarted), 0);
}

#[test]
fn a_garrison_starts_alone_only_where_it_serves() {
    let next_door = garrison("", "k2");
    assert_eq!(reached(&next_door.runs(), Milestone::SelfStarted), 1);
    let area = r#"service_areas: [(agency: Some("garrison"), within: Level("county"), beyond: Nobody)],"#;
    let confined = County { tables: next_door.tables.clone() + area, ..next_door };
    assert_eq!(reached(&confined.runs(), Milestone::SelfStarted), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_use_without_approval_is_reported_up_once(
        dyke in 1_u32..4, order in 1_u32..3, urgent: bool, alone: bool, refusal in 0_u8..3, held: bool, mean in 1_u32..60, seed in 0_u64..1_000,
    ) {
        let change = |military: &mut Military| {
            let direct = DirectUse { decision: LawSpec::Exponential { mean_min: f64::from(mean) }, ..direct(Severity::II) };
            (military.urgent, military.self_start) = (urgent.then(|| direct.clone()), alone.then_some(direct));
            military.refusal = f64::from(refusal) / 2.0;
            military.threshold = held.then_some(liandong::scenario::military::AskThreshold { completeness: 0.6, within_min: 30.0 });
        };
        let mut exercise = project(&(need("dyke", dyke) + &need("order", order)), change);
        exercise.scenario.seed = seed;
        for record in &runs(&exercise, 2).0 {
            hold(record);
            let uses = count(record, "urgent_decided") + count(record, "self_started");
            prop_assert_eq!(uses, count(record, "superior_notified"));
            prop_assert!(urgent || alone || uses == 0);
        }
    }
}
