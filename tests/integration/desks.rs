//! How desks work: order of attention, shared desks, skill, absent officers; and the journal that names the desk.

use std::collections::BTreeMap;
use std::path::Path;

use liandong::engine::time::SimTime;
use liandong::journal::ledger::Visit;
use liandong::journal::milestone::Milestone;
use liandong::measure::load::most_loaded;
use liandong::measure::record::{LaboratoryRecord, RunRecord};
use liandong::scenario::desk::{AbsenceSpec, Attention, DeskPatience, DeskRule, OverloadSpec};
use liandong::scenario::laboratory::{LabClass, LabSource, LabStation, Laboratory};
use liandong::scenario::law::LawSpec;
use liandong::scenario::load::Exercise;
use liandong::scenario::structure::PostRef;
use liandong::terms::id::{MatterId, StationId};
use liandong::terms::traffic::MatterKind;
use proptest::prelude::*;

use crate::drill::{Drill, lines, load, runs};
use crate::oracle::hold;
use crate::theory::laboratories::{class, empty, exponential, run as run_laboratory, source, station};

const MIXED: Attention = Attention::Mixed { by_priority: 0.5, fifo: 0.2, lifo: 0.2, random: 0.1 };

fn rule(echelon: &str) -> DeskRule {
    DeskRule {
        post: PostRef { line: "government".into(), echelon: echelon.into() },
        desk: None,
        attention: None,
        shared: None,
        absence: None,
        patience: Vec::new(),
        skill_factor: 1.0,
    }
}

/// The busy duty rooms of the demo county, shortened, under the four levels with these rules at county and city.
fn busy(change: impl Fn(&mut DeskRule)) -> Vec<RunRecord> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_desks.ron");
    let mut exercise: Exercise = load(&path, &["four_level".to_owned()]);
    exercise.scenario.horizon_h = 8.0;
    exercise.structures[0].desk_rules = ["county", "city"].map(rule).to_vec();
    exercise.structures[0].desk_rules.iter_mut().for_each(change);
    let (records, _) = runs(&exercise, 6);
    records.iter().for_each(hold);
    records
}

fn all_lines(records: &[RunRecord]) -> Vec<Vec<String>> {
    records.iter().map(lines).collect()
}

/// Time integral of the matters that wait at county desks, ms.
fn waiting_at_counties(records: &[RunRecord]) -> i64 {
    let desks = records.iter().flat_map(|record| record.desks.iter().map(move |desk| (record, desk)));
    let county = desks.filter(|(record, (post, _))| {
        let name = record.header.post(*post);
        name.line == "government" && record.header.echelon(name.echelon).id == "county"
    });
    county.map(|(_, (_, totals))| totals.waiting_ms).sum()
}

#[test]
fn rules_that_say_what_the_world_says_change_nothing() {
    let plain = busy(|_| ());
    let same = busy(|rule| (rule.attention, rule.shared) = (Some(Attention::Fifo), Some(false)));
    assert_eq!(all_lines(&plain), all_lines(&same));
    let by_priority = Attention::Mixed { by_priority: 3.0, fifo: 0.0, lifo: 0.0, random: 0.0 };
    assert_eq!(
        all_lines(&plain),
        all_lines(&busy(|rule| rule.attention = Some(by_priority))),
        "a mixture of one rule is that rule"
    );
}

#[test]
fn another_order_serves_others_first() {
    let plain = all_lines(&busy(|_| ()));
    for attention in [Attention::Lifo, Attention::Random, MIXED] {
        assert_ne!(plain, all_lines(&busy(|rule| rule.attention = Some(attention))), "{attention:?}");
    }
}

#[test]
fn practised_officers_take_their_part_of_the_time() {
    let first_services = |records: &[RunRecord]| -> BTreeMap<(u32, MatterId), i64> {
        let mut services = BTreeMap::new();
        for record in records {
            let mut begun: BTreeMap<MatterId, SimTime> = BTreeMap::new();
            for entry in &record.entries {
                let Some(post) = entry.about.post.map(|post| record.header.post(post)) else { continue };
                let is_county = post.line == "government" && record.header.echelon(post.echelon).id == "county";
                match (entry.milestone, entry.about.matter) {
                    (Milestone::ServiceBegun { kind: MatterKind::Report }, Some(matter)) if is_county => {
                        begun.insert(matter, entry.time);
                    }
                    (Milestone::ServiceEnded { kind: MatterKind::Report }, Some(matter)) if is_county => {
                        services.entry((record.replication, matter)).or_insert((entry.time - begun[&matter]).ms());
                    }
                    _ => {}
                }
            }
        }
        services
    };
    // One report of one incident only: the same matters come to the county whatever its pace.
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_fire.ron");
    let of = |factor: f64| {
        let mut exercise = load(&path, &["four_level".to_owned()]);
        exercise.structures[0].desk_rules = vec![DeskRule { skill_factor: factor, ..rule("county") }];
        let (records, _) = runs(&exercise, 10);
        records.iter().for_each(hold);
        let services = first_services(&records);
        records
            .iter()
            .filter_map(|record| services.iter().find(|(key, _)| key.0 == record.replication))
            .map(|(_, ms)| *ms)
            .collect::<Vec<_>>()
    };
    let (plain, half) = (of(1.0), of(0.5));
    assert!(plain.len() >= 5 && plain.len() == half.len());
    for (whole, half) in plain.iter().zip(&half) {
        assert!((whole - 2 * half).abs() <= 1, "{half} ms is not half of {whole} ms");
    }
}

#[test]
fn a_shared_desk_takes_everything_in_hand_at_once() {
    for record in busy(|rule| rule.shared = Some(true)) {
        let mut received: BTreeMap<MatterId, SimTime> = BTreeMap::new();
        let mut seen = 0;
        for entry in &record.entries {
            let (Some(post), Some(matter)) = (entry.about.post, entry.about.matter) else { continue };
            let desk = |kind| record.header.desks.iter().find(|desk| desk.post == post && desk.handles.contains(&kind)).unwrap();
            match entry.milestone {
                Milestone::MatterReceived { .. } => {
                    received.insert(matter, entry.time);
                }
                Milestone::ServiceBegun { kind } if desk(kind).is_shared => {
                    if let Some(came) = received.get(&matter) {
                        assert_eq!(entry.time, *came, "{entry:?} waited");
                        seen += 1;
                    }
                }
                Milestone::ServiceInterrupted { kind } => assert!(!desk(kind).is_shared, "{entry:?}"),
                _ => {}
            }
        }
        assert!(seen > 20, "{seen} matters at shared desks");
    }
}

/// When which desk has how many officers.
fn changes(record: &RunRecord) -> Vec<(i64, StationId, u32)> {
    let of = |entry: &liandong::journal::entry::Entry| match entry.milestone {
        Milestone::DutyChanged { desk, officers } => Some((entry.time.ms(), desk, officers)),
        _ => None,
    };
    record.entries.iter().filter_map(of).collect()
}

#[test]
fn absent_officers_leave_and_come_back_on_the_same_luck() {
    let minutes = |mean_min| LawSpec::Exponential { mean_min };
    let absence = AbsenceSpec { present: minutes(60.0), absent: minutes(20.0) };
    let plain = busy(|_| ());
    let absent = busy(|rule| rule.absence = Some(absence.clone()));
    let mixed = busy(|rule| (rule.absence, rule.attention) = (Some(absence.clone()), Some(MIXED)));
    let mut interrupted = 0;
    for (record, other) in absent.iter().zip(&mixed) {
        let seen = changes(record);
        assert!(seen.len() > 20, "{} changes in 8 hours", seen.len());
        assert_eq!(seen, changes(other), "absences belong to the officers, whatever they do");
        for (_, desk, officers) in seen {
            assert!(officers <= record.header.desk(desk).officers, "more come back than left");
        }
        interrupted += record.entries.iter().filter(|e| matches!(e.milestone, Milestone::ServiceInterrupted { .. })).count();
    }
    assert!(interrupted > 3, "{interrupted} matters were put down");
    assert!(plain.iter().all(|record| changes(record).is_empty()));
    assert!(waiting_at_counties(&absent) > waiting_at_counties(&plain), "more waits where officers are away");
}

#[test]
fn what_waits_too_long_goes_up_or_is_dropped() {
    let row = |matter, min| DeskPatience { matter, after: LawSpec::Deterministic { min } };
    let counts = |records: &[RunRecord]| {
        let entries = records.iter().flat_map(|record| &record.entries);
        let escalated = entries.filter(|entry| entry.milestone == Milestone::DecisionEscalated).count() as u64;
        let totals =
            records.iter().flat_map(|record| &record.desks).fold((0, 0), |sum, (_, t)| (sum.0 + t.escalated, sum.1 + t.left));
        (escalated, totals.0, totals.1)
    };
    let slow = |rule: &mut DeskRule| rule.skill_factor = 6.0;
    assert_eq!(counts(&busy(slow)), (0, 0, 0));
    let patient = busy(|rule| (rule.skill_factor, rule.patience) = (6.0, vec![row(MatterKind::Decision, 600.0)]));
    assert_eq!(all_lines(&busy(slow)), all_lines(&patient), "patience that never ends changes nothing");
    let both = vec![row(MatterKind::Decision, 5.0), row(MatterKind::Routine, 20.0)];
    let (escalated, went_up, left) = counts(&busy(|rule| (rule.skill_factor, rule.patience) = (6.0, both.clone())));
    assert!(escalated > 0 && escalated == went_up && left > 0, "{escalated} escalated, {went_up} went up, {left} left");
}

#[test]
fn the_busiest_desks_are_told_with_their_load() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_desks.ron");
    let exercise = load(&path, &["four_level".to_owned(), "thin_desks".to_owned()]);
    let (_, outcome) = runs(&exercise, 4);
    let rows = most_loaded(&outcome.result.structures, 4);
    assert_eq!(rows.len(), 4);
    let county =
        rows.iter().find(|row| row.post == "d11.government" && row.desk == "duty").expect("the district's duty room is busy");
    let [Some(plain), Some(thin)] = county.loads[..] else { panic!("both structures have the desk") };
    assert!(plain.officers == 2.0 && thin.officers < 1.0, "{plain:?} and {thin:?}");
    assert!(thin.utilisation > 1.5 * plain.utilisation && thin.queue > 2.0 * plain.queue, "{plain:?} and {thin:?}");
    assert!(thin.wait_p95_min > plain.wait_p95_min, "{plain:?} and {thin:?}");
    let routine = [plain, thin].map(|load| load.matters[MatterKind::Routine.index()]);
    assert_eq!(routine[0], routine[1], "the routine is the same under both");
    assert!(plain.matters[MatterKind::Report.index()] > 10.0);
}

#[test]
fn time_beyond_the_span_counts_whether_or_not_work_slows_down() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_desks.ron");
    let slow = |slowdown_per_matter: f64, floor: f64| {
        let mut exercise = load(&path, &["four_level".to_owned()]);
        exercise.scenario.horizon_h = 8.0;
        for desk in exercise.world.posts.iter_mut().flat_map(|post| &mut post.desks) {
            desk.overload = Some(OverloadSpec { span: 2, slowdown_per_matter, floor });
        }
        let (records, _) = runs(&exercise, 2);
        records.iter().flat_map(|record| &record.desks).map(|(_, totals)| totals.slow_ms).sum::<i64>()
    };
    let hardly = slow(1.0e-12, 0.5);
    assert!(hardly > 0, "some desk has more than two open matters");
    assert_eq!([slow(0.0, 0.5), slow(1.0, 1.0)], [hardly; 2]);
}

#[test]
fn thin_desks_are_busier_and_more_waits() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_desks.ron");
    let of = |structure: &str| {
        let mut exercise = load(&path, &[structure.to_owned()]);
        exercise.scenario.horizon_h = 8.0;
        let (records, _) = runs(&exercise, 6);
        records.iter().for_each(hold);
        let share = |record: &RunRecord| {
            let desks = record.header.desks.iter().zip(&record.desks);
            let county = desks.filter(|(desk, _)| desk.id == "duty" && record.header.post(desk.post).id.starts_with("d11.gov"));
            let (busy, on_duty) = county.fold((0, 0), |sum, (_, (_, t))| (sum.0 + t.busy_ms, sum.1 + t.on_duty_ms));
            busy as f64 / on_duty as f64
        };
        (records.iter().map(share).sum::<f64>(), waiting_at_counties(&records))
    };
    let (plain, thin) = (of("four_level"), of("thin_desks"));
    assert!(thin.0 > 1.5 * plain.0 && thin.1 > 2 * plain.1, "{plain:?} and {thin:?}");
}

/// A laboratory of one desk with three classes.
fn desk(servers: u32, attention: Attention, means: [f64; 3], load: f64, change: impl Fn(&mut LabStation)) -> Laboratory {
    let mut laboratory = empty(60.0);
    let mut desk = station("desk", servers, exponential(1.0));
    let law = |mean: f64| LawSpec::Uniform { low_min: 0.0, high_min: 2.0 * mean };
    let classes = (1_u32..).zip(["flash", "request", "routine"]).zip(means);
    desk.classes = classes.map(|((priority, id), mean)| LabClass { priority, ..class(id, law(mean)) }).collect();
    desk.attention = attention;
    change(&mut desk);
    let rate = |at: usize| load * f64::from(servers) / 3.0 / means[at] * 60.0;
    let from = |at: usize| LabSource { class: desk.classes[at].id.clone(), ..source(&format!("callers_{at}"), "desk", rate(at)) };
    laboratory.sources = (0..3).map(from).collect();
    laboratory.stations = vec![desk];
    laboratory
}

/// Little's identity, and nobody waits while an officer is free.
fn balances(record: &LaboratoryRecord) -> Result<(), TestCaseError> {
    let end = record.observed.ms();
    let stays: i64 = record.visits.iter().map(|v| v.finished.map_or(end, SimTime::ms) - v.arrived.ms()).sum();
    let totals = record.stations[0];
    prop_assert_eq!(totals.in_system_ms, stays);
    prop_assert_eq!(totals.in_system_ms, totals.busy_ms + totals.waiting_ms);
    prop_assert!(totals.busy_ms <= totals.on_duty_ms, "{} ms at work, {} ms on duty", totals.busy_ms, totals.on_duty_ms);
    prop_assert_eq!(totals.arrivals, totals.completions + record.visits.iter().filter(|v| v.finished.is_none()).count() as u64);
    Ok(())
}

/// Whoever is begun stands before all that wait at that instant and would come first.
fn order_is_kept(visits: &[Visit], comes_first: impl Fn(&Visit, &Visit) -> bool) -> Result<(), TestCaseError> {
    for begun in visits {
        let Some(start) = begun.started else { continue };
        for other in visits {
            let waits = other.arrived < start && other.started.is_none_or(|s| s > start);
            prop_assert!(!(waits && comes_first(other, begun)), "{begun:?} was begun while {other:?} waited");
        }
    }
    Ok(())
}

/// Instants at which somebody waits while an officer has nothing to do: there are none where nobody is ever away.
fn nobody_idles(visits: &[Visit], servers: usize) -> Result<(), TestCaseError> {
    for late in visits.iter().filter(|v| v.started.is_some_and(|s| s > v.arrived)) {
        // Just before it was begun, all officers were at work on others.
        let before = SimTime(late.started.expect("begun").ms() - 1);
        let at_work = visits.iter().filter(|v| v.started.is_some_and(|s| s <= before) && v.finished.is_none_or(|f| f > before));
        prop_assert!(at_work.count() >= servers, "{late:?} waited for nothing");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn desks_keep_their_order_and_their_books(
        servers in 1_u32..4, means in prop::array::uniform3(1.0_f64..8.0), load in 0.4_f64..0.95, rule in 0_usize..4, seed in 1_u64..1_000,
    ) {
        let attention = [Attention::Fifo, Attention::Lifo, Attention::Random, MIXED][rule];
        let record = run_laboratory(&desk(servers, attention, means, load, |_| ()), seed);
        balances(&record)?;
        nobody_idles(&record.visits, servers as usize)?;
        if attention != MIXED {
            order_is_kept(&record.visits, |a, b| a.class < b.class)?;
        }
        match attention {
            Attention::Fifo => order_is_kept(&record.visits, |a, b| a.class == b.class && a.arrived < b.arrived)?,
            Attention::Lifo => order_is_kept(&record.visits, |a, b| a.class == b.class && a.arrived > b.arrived)?,
            _ => {}
        }
    }

    #[test]
    fn books_balance_where_officers_share_interrupt_or_are_away(
        servers in 1_u32..4, means in prop::array::uniform3(1.0_f64..8.0), load in 0.3_f64..0.7, kind in 0_usize..4, seed in 1_u64..1_000,
    ) {
        let away = AbsenceSpec { present: exponential(30.0), absent: exponential(10.0) };
        let laboratory = desk(servers, Attention::Fifo, means, load, |desk| match kind {
            0 => desk.shared = true,
            1 => desk.preemptive = true,
            2 => (desk.preemptive, desk.absence) = (true, Some(away.clone())),
            _ => (desk.shared, desk.absence) = (true, Some(away.clone())),
        });
        let record = run_laboratory(&laboratory, seed);
        balances(&record)?;
        if kind == 0 {
            prop_assert!(record.visits.iter().all(|v| v.started == Some(v.arrived)), "a shared desk lets nobody wait");
        }
    }

    /// The work that waits is the same in whatever order it is taken, to the last millisecond.
    #[test]
    fn other_orders_conserve_the_work_that_waits(
        means in prop::array::uniform3(0.5_f64..6.0), load in 0.3_f64..0.9, rule in 0_usize..3, seed in 1_u64..1_000,
    ) {
        let attention = [Attention::Lifo, Attention::Random, MIXED][rule];
        let record = |attention| run_laboratory(&desk(1, attention, means, load, |_| ()), seed);
        let (plain, other) = (record(Attention::Fifo), record(attention));
        let finished = |record: &LaboratoryRecord| record.visits.iter().all(|v| v.finished.is_some());
        prop_assume!(finished(&plain) && finished(&other));
        let work = |record: &LaboratoryRecord| -> i128 {
            let each = record.visits.iter().map(|v| {
                let (start, end) = (v.started.expect("begun"), v.finished.expect("ended"));
                i128::from((end - start).ms()) * i128::from((start - v.arrived).ms())
            });
            each.sum()
        };
        prop_assert_eq!(work(&plain), work(&other));
    }
}

/// One matter more in the queue changes a pick at random only where that matter itself is taken.
#[test]
fn draws_of_a_rule_belong_to_the_matters() {
    let mut few = empty(40.0);
    few.stations = vec![LabStation { attention: Attention::Random, ..station("desk", 1, exponential(4.0)) }];
    few.sources = vec![source("callers", "desk", 12.0)];
    let mut more = few.clone();
    let elsewhere = LabStation { attention: Attention::Random, ..station("elsewhere", 1, exponential(4.0)) };
    more.stations.insert(0, elsewhere);
    more.sources.insert(0, source("others", "elsewhere", 13.0));
    let times = |record: &LaboratoryRecord, at: u32| -> Vec<_> {
        record.visits.iter().filter(|v| v.station == at).map(|v| (v.arrived, v.started, v.finished)).collect()
    };
    assert_eq!(times(&run_laboratory(&few, 3), 0), times(&run_laboratory(&more, 3), 1));
}

/// One officer by day, three on another shift: whoever comes for a shift may be away as well.
#[test]
fn officers_of_a_larger_shift_are_away_like_the_others() {
    let mut drill = Drill::chain_of_four();
    drill.tables = r#"shifts: [(post: (line: "government", echelon: "l3"), desk: "desk", from_h: 0, until_h: 0, officers: 3)],
        desk_rules: [(post: (line: "government", echelon: "l3"), desk: Some("desk"),
          absence: Some((present: Deterministic(min: 10), absent: Deterministic(min: 9000))))],"#
        .to_owned();
    let record = drill.runs().remove(0);
    let last = changes(&record).pop().expect("officers leave");
    assert_eq!((last.0, last.2), (600_000, 0), "after ten minutes nobody is there");
}
