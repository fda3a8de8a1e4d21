//! Requests for troops: each step on the way of a request, alone, on a chain of three levels with fixed times.

use std::fs;
use std::path::Path;

use liandong::engine::time::SimTime;
use liandong::journal::milestone::Milestone;
use liandong::measure::linkage::{Linkage, Way};
use liandong::measure::record::RunRecord;
use liandong::scenario::law::LawSpec;
use liandong::scenario::load::Exercise;
use liandong::scenario::military::{ApprovalRow, Approver, Military};
use liandong::terms::interval::{Interval, Path as ResponsePath};
use proptest::prelude::*;

use crate::county::{self, County, incident, units};
use crate::drill::{load, runs};
use crate::oracle::hold;

/// Three levels, a government post and a military organ at each, a garrison of the city 47 min away, militia of the county at hand.
const WORLD: &str = r#"World(format: 1, id: "w", name: (zh: "世界", en: "world"),
    levels: [(id: "p", name: (zh: "省", en: "province")), (id: "c", name: (zh: "市", en: "city")), (id: "k", name: (zh: "县", en: "county"))],
    jurisdictions: List([(id: "p", level: "p", name_zh: "省", name_en: "P", x_km: Some(0), y_km: Some(0)),
        (id: "c", level: "c", superior: Some("p"), name_zh: "市", name_en: "C", x_km: Some(47), y_km: Some(0)),
        (id: "k", level: "k", superior: Some("c"), name_zh: "县", name_en: "K", x_km: Some(0), y_km: Some(0))]),
    capabilities: [(id: "dyke", name: (zh: "堤", en: "dyke")), (id: "order", name: (zh: "秩序", en: "public order"))],
    lines: [(id: "gov", name: (zh: "政府", en: "government"), sector: Government),
        (id: "mil", name: (zh: "军事", en: "military"), sector: Military)],
    hazards: [(id: "flood", name: (zh: "洪涝", en: "flood"))],
    posts: [POSTS],
    channels: [(id: "telephone", name: (zh: "电话", en: "telephone"), means: Telephone, coverage: 1.0, delay: Deterministic(min: 0),
        line: "gov", level: "k"),
        (id: "patrol", name: (zh: "巡查", en: "patrol"), means: Patrol, coverage: 0.0, delay: Deterministic(min: 0),
        line: "gov", level: "k")],
    agencies: List([(id: "garrison", line: "mil", jurisdiction: "c", name_zh: "驻军", name_en: "Garrison"),
        (id: "militia", line: "mil", jurisdiction: "k", name_zh: "民兵", name_en: "Militia")]),
    unit_types: [(id: "company", name: (zh: "连", en: "company"), capabilities: [(capability: "dyke", rate: 1.0)], crew: 100,
            speed_kmh: 60.0, mobilisation: Deterministic(min: 30), deployment: Deterministic(min: 0)),
        (id: "platoon", name: (zh: "排", en: "platoon"), capabilities: [(capability: "order", rate: 1.0)], crew: 30,
            speed_kmh: 60.0, mobilisation: Deterministic(min: 15), deployment: Deterministic(min: 0))],
    units: List([(id: "company", type: "company", agency: "garrison", base: "c", count: 3),
        (id: "platoon", type: "platoon", agency: "militia", base: "k", count: 2)]),
    travel: StraightLine(detour_factor: 1.0))"#;

const STRUCTURE: &str = r#"Structure(format: 1, id: "s", name: (zh: "结构", en: "structure"),
    echelons: [(id: "p", level: "p", name: (zh: "省", en: "province")), (id: "c", level: "c", name: (zh: "市", en: "city")),
        (id: "k", level: "k", name: (zh: "县", en: "county"))],
    reporting: [(from: (line: "gov", echelon: "k"), to: (line: "gov", echelon: "c"), direction: Up, carries: [Reports],
            from_severity: IV, transit: Deterministic(min: 3)),
        (from: (line: "gov", echelon: "c"), to: (line: "mil", echelon: "c"), direction: Across, carries: [Reports],
            from_severity: IV, transit: Deterministic(min: 1))],
    rights: [(post: (line: "gov", echelon: "k"), lines: ["mil"], up_to_severity: I, right: CommitInScope)],
    visibility: [(post: (line: "gov", echelon: "k"), lines: ["mil"], reach: Everywhere, shares_orders: true)],
    commitment: [(post: (line: "gov", echelon: "k"), line: "mil", reach: Everywhere,
        via: [(line: "mil", echelon: "k", side: Decider)], transit: Deterministic(min: 5))],
    military: Some((line: "mil", formulation: Deterministic(min: 10), transit: Deterministic(min: 5),
        examination: Deterministic(min: 20), relay: Deterministic(min: 5),
        approvals: [(by: Military(echelon: "p", service: Deterministic(min: 20)))])))"#;

const SCENARIO: &str = r#"Scenario(format: 1, id: "drill", name: (zh: "演练", en: "drill"), about: (zh: "演练。", en: "A drill."),
    start: "2024-07-01T08:00:00", world: "w.ron", structure: "s.ron", incidents: Inline((format: 1, id: "t", scripted: [
        (id: "dyke", name: (zh: "险情", en: "dyke"), at_min: 0, place: (jurisdiction: "k", x_km: Some(0), y_km: Some(0)),
         profile: (hazard: "flood", severity: II, needs: [NEEDS]), detection: DETECTION)])), horizon_h: 24, replications: 2, seed: 7)"#;

/// A project with needs as written, loaded and checked.
pub fn project(needs: &str, change: impl FnOnce(&mut Military)) -> Exercise {
    detected("None", needs, change)
}

/// The same, with the detection as written.
pub fn detected(detection: &str, needs: &str, change: impl FnOnce(&mut Military)) -> Exercise {
    let home = tempfile::tempdir().unwrap();
    let post = |line: &str, level: &str, report: u32, decision: &str| {
        format!(
            r#"(line: "{line}", level: "{level}", name: (zh: "{{}}", en: "{{}}"), desks: [(id: "desk", officers: 3, handles: [
            (matter: Report, priority: 2, service: Deterministic(min: {report})), {decision}
            (matter: Order, priority: 1, service: Deterministic(min: 0))])]), "#
        )
    };
    let decision = "(matter: Decision, priority: 1, service: Deterministic(min: 10)),";
    let posts: String =
        ["p", "c", "k"].iter().map(|level| post("gov", level, 5, decision) + &post("mil", level, 0, "")).collect();
    for (name, text) in [
        ("w.ron", WORLD.replace("POSTS", &posts)),
        ("s.ron", STRUCTURE.to_owned()),
        ("drill.ron", SCENARIO.replace("NEEDS", needs).replace("DETECTION", detection)),
    ] {
        fs::write(home.path().join(name), text).unwrap();
    }
    let mut exercise = load(&home.path().join("drill.ron"), &[]);
    change(exercise.structures[0].military.as_mut().expect("the structure has it"));
    exercise
}

/// A need as written.
pub fn need(capability: &str, units: u32) -> String {
    format!(r#"(capability: "{capability}", units: {units}, work: PerUnit(Deterministic(min: 60))), "#)
}

/// One replication, held against the rules.
pub fn run(exercise: &Exercise) -> RunRecord {
    let record = runs(exercise, 1).0.remove(0);
    hold(&record);
    record
}

/// When this milestone first came.
pub fn time(record: &RunRecord, milestone: &str) -> Option<SimTime> {
    record.entries.iter().find(|entry| entry.milestone.id() == milestone).map(|entry| entry.time)
}

/// So many minutes after the start.
pub fn minutes(min: f64) -> Option<SimTime> {
    Some(SimTime::from_minutes(min))
}

/// The post that approved.
fn approver(record: &RunRecord) -> &str {
    let entry = record.entries.iter().find(|entry| matches!(entry.milestone, Milestone::RequestApproved { .. }));
    &record.header.post(entry.expect("a request was approved").about.post.unwrap()).id
}

fn by(echelon: &str) -> Approver {
    Approver::Military { echelon: echelon.to_owned(), service: LawSpec::Deterministic { min: 20.0 } }
}

fn row(units_max: Option<u32>, by: Approver) -> ApprovalRow {
    ApprovalRow { owned_up_to: None, capabilities: None, units_max, by }
}

#[test]
fn the_ordinary_way_adds_up_to_the_millisecond() {
    let record = run(&project(&need("dyke", 1), |_| ()));
    // 5 read and 10 decide, 10 write, 5 + 20 county, 5 + 20 city, 5 + 20 province, 5 + 5 the city passes on, 5 to the base, 30, 47.
    assert_eq!(time(&record, "request_approved"), minutes(100.0));
    assert_eq!(time(&record, "order_received"), minutes(115.0));
    assert_eq!(time(&record, "unit_arrived"), minutes(192.0));
    let part = |interval| -> f64 {
        let rows = record.intervals.iter().filter(|row| row.path == ResponsePath::FirstUnit && row.interval == interval);
        rows.map(|row| (row.end - row.start).minutes()).sum()
    };
    assert_eq!(
        [Interval::Report, Interval::Decide, Interval::Order].map(part),
        [5.0, 95.0, 15.0],
        "approvals belong to deciding"
    );
    let linkage = Linkage::of(&(&record).into());
    assert_eq!((linkage.approval_min(), linkage.arrival_min()), (Some(85.0), Some(177.0)));
    let row = linkage.assignments[0];
    assert_eq!(record.header.post(row.tasked_by).id, "k.gov");
    assert_eq!((record.header.post(row.commanded_by).id.as_str(), row.way), ("c.mil", Way::Requested));
}

#[test]
fn size_and_owner_say_who_approves() {
    let approvals = || {
        vec![
            ApprovalRow { owned_up_to: Some("k".to_owned()), ..row(None, by("k")) },
            row(Some(1), by("k")),
            row(Some(2), by("c")),
            row(None, by("p")),
        ]
    };
    for (needs, wanted) in [
        (need("order", 2), "k.mil"),
        // The garrison does not belong to the county: the first organ that has it in its area approves.
        (need("dyke", 1), "c.mil"),
        (need("dyke", 2), "c.mil"),
        (need("dyke", 3), "p.mil"),
        // One request for both needs: three units.
        (need("dyke", 2) + &need("order", 1), "p.mil"),
    ] {
        let record = run(&project(&needs, |military| military.approvals = approvals()));
        assert_eq!(approver(&record), wanted, "{needs}");
        let asked = record.entries.iter().filter(|entry| entry.milestone == Milestone::ForceRequested).count();
        assert_eq!(asked, 1, "what is wanted at one time stands in one request");
    }
}

#[test]
fn a_government_approves_public_order_itself() {
    let record = run(&project(&need("order", 1), |military| {
        let capabilities = Some(vec!["order".to_owned()]);
        military.approvals.insert(0, ApprovalRow { capabilities, ..row(None, Approver::Government) });
    }));
    assert_eq!(approver(&record), "k.gov");
    // 15 to decide, 10 to write, 5 + 5 the county's organ passes on, 5 to the base.
    assert_eq!((time(&record, "request_approved"), time(&record, "order_received")), (minutes(25.0), minutes(40.0)));
    assert_eq!(time(&record, "request_forwarded"), None);
}

#[test]
fn a_refused_post_asks_no_more_and_nothing_moves() {
    let record = run(&project(&need("dyke", 2), |military| military.refusal = 1.0));
    let count = |id: &str| record.entries.iter().filter(|entry| entry.milestone.id() == id).count();
    assert_eq!(["force_requested", "request_refused", "order_received", "need_waited"].map(count), [1, 1, 0, 1]);
}

#[test]
fn the_linkage_is_shipped_and_acts() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_troops.ron");
    let exercise = load(&path, &["four_level".to_owned(), "military_requests".to_owned(), "military_requests".to_owned()]);
    let (records, outcome) = runs(&exercise, 20);
    records.iter().for_each(hold);
    let requests = |structure: usize| {
        let records =
            records.iter().filter(|record| record.header.structure == outcome.result.structures[structure].header.structure);
        records.flat_map(|record| &record.entries).filter(|entry| entry.milestone == Milestone::ForceRequested).count()
    };
    assert_eq!(requests(0), 0);
    assert!(requests(1) >= 20 && requests(1) == requests(2), "{} requests", requests(1));
}

/// The city takes command at the scene: from then on it gives the company its task, and the army still commands it.
#[test]
fn whoever_takes_command_at_the_scene_takes_the_tasks_over() {
    let with = |after: u32| {
        let mut exercise = project(&need("dyke", 1), |_| ());
        let row = format!(
            r#"(span: 5, slowdown_per_unit: 0, floor: 1, handover: Deterministic(min: 12), takes_over: [
            (post: (line: "gov", echelon: "c"), from_severity: II, after: Deterministic(min: {after}), span: 8)])"#
        );
        exercise.structures[0].scene_command = Some(ron::from_str(&row).unwrap());
        run(&exercise)
    };
    // The city has read the report at 13; its commander is there at 203 and is briefed until 215, while the company works from 192 to 252.
    let record = with(190);
    let handed =
        record.entries.iter().find(|entry| matches!(entry.milestone, Milestone::TaskHandedOver { .. })).expect("a hand-over");
    let Milestone::TaskHandedOver { tasked_by, commanded_by } = handed.milestone else { unreachable!() };
    assert_eq!(Some(handed.time), minutes(215.0));
    assert_eq!((record.header.post(tasked_by).id.as_str(), record.header.post(commanded_by).id.as_str()), ("c.gov", "c.mil"));
    // Who is there first takes command at 113 without a hand-over, from whoever is on the way; who comes later is handed over when it comes.
    let early = with(100);
    assert_eq!(time(&early, "command_taken"), minutes(113.0));
    assert_eq!(time(&early, "task_handed_over"), minutes(192.0), "the company follows its order at 115 and comes at 192");
    assert_eq!(time(&with(600), "task_handed_over"), None, "the company is gone");
    assert_eq!(time(&run(&project(&need("dyke", 1), |_| ())), "task_handed_over"), None, "nobody takes command");
}

#[test]
fn a_structure_of_joint_command_is_shipped_and_hands_tasks_over() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_troops.ron");
    let handed = |structure: &str| -> usize {
        let (records, _) = runs(&load(&path, &[structure.to_owned()]), 20);
        records.iter().for_each(hold);
        let entries = records.iter().flat_map(|record| &record.entries);
        entries.filter(|entry| matches!(entry.milestone, Milestone::TaskHandedOver { .. })).count()
    };
    let by = ["joint_command", "military_requests", "scene_command"].map(handed);
    assert!(by[0] >= 10 && by[1] == 0 && by[2] == 0, "{by:?} tasks are handed over");
}

/// Tiers muster in their order, and it is the approval that keeps the companies behind them: asked directly they overtake the second tier.
#[test]
fn tiers_of_militia_arrive_in_their_order_and_companies_overtake_when_they_are_asked_directly() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_dykes_tiers.ron");
    let arrivals = |structure: &str| {
        let (records, _) = runs(&load(&path, &[structure.to_owned()]), 30);
        records.iter().for_each(hold);
        ["key", "specialist", "ordinary_river", "police", "garrison"].map(|id| {
            let of = |record: &RunRecord| {
                let is_it = |entry: &&liandong::journal::entry::Entry| {
                    entry.milestone == Milestone::UnitArrived && record.header.unit(entry.about.unit.unwrap()).id == id
                };
                record.entries.iter().find(is_it).map(|entry| entry.time.ms() as f64 / 60_000.0)
            };
            let times: Vec<f64> = records.iter().filter_map(of).collect();
            times.iter().sum::<f64>() / times.len() as f64
        })
    };
    let [key, specialist, ordinary, police, garrison] = arrivals("military_requests");
    assert!(
        key + 60.0 < specialist && specialist + 60.0 < police && police < garrison && garrison < ordinary,
        "{key} {specialist} {police}"
    );
    let [key, specialist, ordinary, police, garrison] = arrivals("urgent_request");
    assert!(
        key < police && police < garrison && garrison < specialist && specialist < ordinary,
        "{key} {police} {garrison} {specialist}"
    );
}

#[test]
fn a_request_for_what_is_done_lapses_and_its_troops_are_to_be_had_for_others() {
    let need = |hours: &str| format!(r#"(capability: "search", units: 2, work: Shared(unit_h: {hours}))"#);
    let record = County {
        units: units(&[("s", "squad", "brigade", 1), ("g", "squad", "garrison", 1)]),
        scripted: incident("i1", 0.0, &need("0.5"), "") + &incident("i2", 120.0, &need("40"), ""),
        tables: r#"military: Some((line: "mil", formulation: Deterministic(min: 10), transit: Deterministic(min: 2),
            examination: Deterministic(min: 20), relay: Deterministic(min: 4), refusal: 0,
            approvals: [(by: Military(echelon: "lower", service: Deterministic(min: 600)))])),"#
            .to_owned(),
        ..County::quiet()
    }
    .run();
    // The squad has done the first task at 44 min; the organ would approve troops for it at 615.
    assert_eq!(county::times(&record, Milestone::RequestLapsed { units: 1 }), [615.0]);
    assert_eq!(county::count(std::slice::from_ref(&record), Milestone::OrderRejected), 0);
    let troops = county::minutes(&record, |entry| {
        matches!(entry.milestone, Milestone::WorkBegun { .. })
            && record.header.unit(entry.about.unit.unwrap()).id.starts_with('g')
    });
    assert_eq!(troops.len(), 1, "the request for the second task leaves when the first one lapses");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_moves_unasked(
        dyke in 0_u32..4, order in 1_u32..3, refusal in 0_u8..3, sizes in (1_u32..4, 1_u32..5), first in 0_usize..4, seed in 0_u64..1_000,
    ) {
        let needs = if dyke > 0 { need("dyke", dyke) + &need("order", order) } else { need("order", order) };
        let mut exercise = project(&needs, |military| {
            military.refusal = f64::from(refusal) / 2.0;
            military.formulation = LawSpec::Exponential { mean_min: 20.0 };
            let lowest = [by("k"), by("c"), by("p"), Approver::Government][first].clone();
            military.approvals = vec![row(Some(sizes.0), lowest), row(Some(sizes.1), by("c")), row(None, by("p"))];
        });
        exercise.scenario.seed = seed;
        let (records, _) = runs(&exercise, 2);
        for record in &records {
            hold(record);
            let moved = record.entries.iter().any(|entry| entry.milestone == Milestone::OrderReceived);
            let granted = record.entries.iter().any(|entry| matches!(entry.milestone, Milestone::RequestApproved { .. }));
            prop_assert_eq!(moved, granted);
        }
    }
}
