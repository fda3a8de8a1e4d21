//! Mutual aid: sideways, agreed beforehand, and by way of the superior; what a lender can spare, and what it costs in time.

use liandong::engine::time::SimTime;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::aid::{Agreement, AidRow, AidWay};
use liandong::scenario::dispatch::{DispatchRow, KeptSpec, PolicySpec, ReserveSpec};
use liandong::scenario::law::LawSpec;
use liandong::scenario::load::Exercise;
use liandong::scenario::structure::PostRef;
use liandong::terms::severity::Severity;
use proptest::prelude::{ProptestConfig, prop, prop_assert_eq, proptest};

use crate::county::{County, incident, times, units as stationed};
use crate::drill::{Drill, Incident, fixed, lines, runs};
use crate::oracle::hold;

pub const ADHOC: Agreement = Agreement::AdHoc { acceptance: 1.0 };

pub fn aid(way: AidWay, agreement: Agreement) -> AidRow {
    let post = PostRef { line: "government".into(), echelon: "l1".into() };
    AidRow { post, way, from_severity: None, agreement, transit: LawSpec::Deterministic { min: 3.0 } }
}

/// Two counties, 12 km apart, with one engine and some engines; the services of report, request, decision, order in minutes.
pub fn counties(engines: u32, incidents: Vec<Incident>, lower: [f64; 4], upper: [f64; 4]) -> Exercise {
    let mut drill = Drill { branches: vec![2], officers: vec![1; 2], relays: vec![fixed(0.0)], ..Drill::chain_of_four() };
    drill.services = vec![upper.map(fixed), lower.map(fixed)];
    drill.decides = 1;
    drill.units = vec![("j0".into(), "engine", 1), ("j1".into(), "engine", engines)];
    drill.incidents = incidents;
    drill.load(&[])
}

pub fn fire(min: f64, at: &str, x: f64, units: u32) -> Incident {
    (min, at.to_owned(), (x, 3.0), vec![("fire", units, "PerUnit(Deterministic(min: 60.0))".to_owned())])
}

fn run(mut exercise: Exercise, row: Option<AidRow>) -> RunRecord {
    exercise.structures[0].aid = row.into_iter().collect();
    let record = runs(&exercise, 1).0.remove(0);
    hold(&record);
    record
}

fn arrivals(record: &RunRecord) -> Vec<f64> {
    let arrived = record.entries.iter().filter(|entry| entry.milestone == Milestone::UnitArrived);
    arrived.map(|entry| (entry.time - SimTime::ZERO).minutes()).collect()
}

fn count(record: &RunRecord, is: impl Fn(&Milestone) -> bool) -> usize {
    record.entries.iter().filter(|entry| is(&entry.milestone)).count()
}

const fn is_request(milestone: &Milestone) -> bool {
    matches!(milestone, Milestone::AidRequested { .. })
}

const fn is_refusal(milestone: &Milestone) -> bool {
    matches!(milestone, Milestone::AidRefused { .. })
}

#[test]
fn a_neighbour_reads_decides_and_sends_its_own_units() {
    let (lower, upper) = ([0.0, 4.0, 5.0, 0.0], [0.0, 1.0, 2.0, 0.0]);
    let exercise = counties(2, vec![fire(0.0, "j0", 6.0, 2)], lower, upper);
    // Its own engine after the decision; then 3 min on the way, 4 to read, 5 to decide, 12 to drive.
    let record = run(exercise.clone(), Some(aid(AidWay::Sideways, ADHOC)));
    assert_eq!(arrivals(&record), [5.0, 5.0 + 3.0 + 4.0 + 5.0 + 12.0]);
    let agreed = run(exercise.clone(), Some(aid(AidWay::Sideways, Agreement::Before { after_min: 2.0 })));
    assert_eq!(arrivals(&agreed), [5.0, 5.0 + 2.0 + 12.0]);
    // Without aid the post above is asked, which commits the neighbour's engine itself.
    assert_eq!(arrivals(&run(exercise, None)), [5.0, 5.0 + 1.0 + 2.0 + 12.0]);
}

#[test]
fn the_superior_decides_and_orders_the_lender() {
    let (lower, upper) = ([0.0, 4.0, 5.0, 6.0], [0.0, 7.0, 8.0, 0.0]);
    let exercise = counties(2, vec![fire(0.0, "j0", 6.0, 2)], lower, upper);
    // Request 3 + 7, decision 8, order 3 + 6, journey 12.
    let record = run(exercise, Some(aid(AidWay::Superior, ADHOC)));
    assert_eq!(arrivals(&record), [5.0, 5.0 + 3.0 + 7.0 + 8.0 + 3.0 + 6.0 + 12.0]);
    let lender = record.entries.iter().find(|entry| matches!(entry.milestone, Milestone::AidAccepted { units: 1, .. })).unwrap();
    assert_eq!(record.header.post(lender.about.post.unwrap()).id, "j1.government");
}

#[test]
fn a_refusal_leads_to_the_next_and_then_up() {
    let exercise = counties(2, vec![fire(0.0, "j0", 6.0, 2)], [0.0; 4], [0.0, 1.0, 2.0, 0.0]);
    let record = run(exercise, Some(aid(AidWay::Sideways, Agreement::AdHoc { acceptance: 0.0 })));
    assert_eq!((count(&record, is_request), count(&record, is_refusal)), (1, 1));
    assert_eq!(arrivals(&record), [0.0, 3.0 + 1.0 + 2.0 + 12.0], "then the post above is asked");
}

#[test]
fn a_lender_keeps_what_its_own_needs_wait_for_and_what_its_reserve_holds() {
    // Each has one engine, and both are out when either asks.
    let three = vec![fire(0.0, "j0", 6.0, 1), fire(5.0, "j1", 18.0, 2), fire(10.0, "j0", 6.0, 1)];
    let record = run(counties(1, three, [0.0; 4], [0.0; 4]), Some(aid(AidWay::Sideways, ADHOC)));
    assert_eq!(count(&record, is_refusal), 2, "neither has anything to spare");
    let mut exercise = counties(2, vec![fire(0.0, "j0", 6.0, 3)], [0.0; 4], [0.0; 4]);
    let post = PostRef { line: "government".into(), echelon: "l1".into() };
    let reserve = Some(ReserveSpec { kept: KeptSpec::Units(1), from_severity: Severity::I, capabilities: None });
    let law = DispatchRow { post, policy: PolicySpec::Nearest, collect_min: None, reserve, calls_off: None, redirects: false };
    exercise.structures[0].dispatch = vec![law];
    exercise.structures[0].aid = vec![aid(AidWay::Sideways, ADHOC)];
    // It can spare half of what is asked for, so that it accepts every other time.
    let (records, _) = runs(&exercise, 20);
    records.iter().for_each(hold);
    let lent = records.iter().flat_map(|record| &record.entries).filter_map(|entry| match entry.milestone {
        Milestone::AidAccepted { units, .. } => Some(units),
        _ => None,
    });
    let lent: Vec<u32> = lent.collect();
    assert!((3..=17).contains(&lent.len()) && lent.iter().all(|units| *units == 1), "one of two engines stays: {lent:?}");
}

#[test]
fn light_incidents_below_the_grade_ask_nobody() {
    let row = AidRow { from_severity: Some(Severity::II), ..aid(AidWay::Sideways, ADHOC) };
    let exercise = counties(2, vec![fire(0.0, "j0", 6.0, 2)], [0.0; 4], [0.0; 4]);
    assert_eq!(lines(&run(exercise.clone(), Some(row))), lines(&run(exercise, None)));
}

#[test]
fn aid_is_asked_for_once_the_post_has_decided_and_not_used_up_by_what_a_plan_sends_before() {
    let run = |plan: &str| {
        County {
            units: stationed(&[("e", "engine", "brigade", 1)])
                + r#"(id: "f", type: "engine", agency: "other", base: "k2", count: 5)"#,
            scripted: incident("i1", 0.0, r#"(capability: "fire", units: 4, work: Shared(unit_h: 20))"#, ""),
            decision: fixed(30.0),
            tables: format!(
                r#"aid: [(post: (line: "gov", echelon: "lower"), way: Sideways, agreement: Before(after_min: 1),
                  transit: Deterministic(min: 1))], {plan}"#
            ),
            ..County::quiet()
        }
        .run()
    };
    let planned = r#"plans: [(post: (line: "gov", echelon: "lower"), decision_factor: 1.0, pre_authorised: true,
        first_alarm_share: Some(0.5))],"#;
    let (plain, planned) = (run(""), run(planned));
    let reached = times(&plain, Milestone::EffectiveForceReached);
    assert_eq!(reached.len(), 1);
    assert_eq!(times(&planned, Milestone::EffectiveForceReached), reached);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whoever_lends_every_fire_is_put_out_in_the_end(
        rows in prop::collection::vec((0.0_f64..180.0, 0_usize..2, 0.0_f64..24.0, 1_u32..4), 1..8),
        engines in 1_u32..4,
        way in 0_usize..3,
        acceptance in 0.0_f64..1.0,
    ) {
        let of = |(min, at, x, units): &(f64, usize, f64, u32)| fire(*min, ["j0", "j1"][*at], *x, *units);
        let exercise = counties(engines, rows.iter().map(of).collect(), [1.0, 2.0, 3.0, 1.0], [1.0, 2.0, 3.0, 1.0]);
        let row = [
            aid(AidWay::Sideways, Agreement::AdHoc { acceptance }),
            aid(AidWay::Sideways, Agreement::Before { after_min: 2.0 }),
            aid(AidWay::Superior, ADHOC),
        ][way].clone();
        let record = run(exercise.clone(), Some(row.clone()));
        prop_assert_eq!(count(&record, |m| *m == Milestone::IncidentContained), rows.len());
        prop_assert_eq!(lines(&record), lines(&run(exercise, Some(row))), "the same run twice");
    }
}

/// The city still decides on boats for an hour when a county's request for aid comes to its desk, where decisions wait for 20 min at most.
#[test]
fn a_decision_on_aid_waits_however_impatient_the_desk_is() {
    let mut drill = Drill { branches: vec![1, 2], officers: vec![1; 3], relays: vec![fixed(0.0); 2], ..Drill::chain_of_four() };
    let services = |decision| [fixed(0.0), fixed(0.0), fixed(decision), fixed(0.0)];
    drill.services = vec![services(10.0), services(60.0), services(10.0)];
    drill.decides = 2;
    drill.units =
        vec![("j00".into(), "engine", 1), ("j01".into(), "engine", 1), ("j0".into(), "truck", 1), ("j".into(), "truck", 1)];
    let work = || format!("PerUnit({})", fixed(60.0));
    drill.incidents = vec![(5.0, "j00".into(), (3.0, 3.0), vec![("fire", 2, work()), ("boat", 1, work())])];
    drill.tables = format!(
        r#"desk_rules: [(post: (line: "government", echelon: "l1"), desk: Some("desk"), patience: [(matter: Decision, after: {})])],"#,
        fixed(20.0)
    );
    let row = aid(AidWay::Superior, ADHOC);
    let row = AidRow { post: PostRef { echelon: "l2".into(), ..row.post.clone() }, ..row };
    let record = run(drill.load(&[]), Some(row));
    assert_eq!(count(&record, is_request), 1);
    assert_eq!(
        count(&record, |m| *m == Milestone::DecisionEscalated),
        0,
        "what the desk decides for others is not its own to pass on"
    );
    assert_eq!(arrivals(&record).len(), 3, "both engines and the boat come");
}
