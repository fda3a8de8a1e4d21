//! Organisations that come unasked: who sets out, who is told to stay away, who reports in, and whether they help.

use std::collections::BTreeMap;
use std::path::Path;

use liandong::engine::time::SimTime;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::measure::supervision::unled_share;
use liandong::scenario::convergence::{AfterHold, CheckIn, CrowdSpec, HoldBack, Notice, Portal, SocialLinkage};
use liandong::scenario::fitness::{FitnessRow, RestSpec};
use liandong::scenario::incidents::{NeedSpec, WorkSpec};
use liandong::scenario::law::LawSpec;
use liandong::scenario::load::Exercise;
use liandong::scenario::territory::Rows;
use liandong::terms::id::UnitId;

use crate::drill::{lines, load, runs};
use crate::oracle::hold;

/// The flood of the demo county under a linkage, with a change to who comes.
fn flood(linkage: Option<SocialLinkage>, change: impl FnOnce(&mut Option<CrowdSpec>)) -> Exercise {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_convergence.ron");
    let mut exercise = load(&path, &["four_level".to_owned()]);
    exercise.structures[0].social_linkage = linkage;
    change(&mut exercise.incidents.scripted[0].convergence);
    exercise
}

fn run(exercise: &Exercise, replications: u32) -> Vec<RunRecord> {
    let (records, _) = runs(exercise, replications);
    records.iter().for_each(hold);
    records
}

fn notice_after(min: f64) -> SocialLinkage {
    let notice = Notice { after: LawSpec::Deterministic { min }, effect: 0.7, turns_back: 0.5 };
    SocialLinkage { notice: Some(notice), ..SocialLinkage::default() }
}

fn check_in(holds_back: bool) -> SocialLinkage {
    let station = CheckIn {
        officers: 2,
        service: LawSpec::Deterministic { min: 15.0 },
        holds_back: holds_back.then_some(HoldBack { at_most: LawSpec::Deterministic { min: 720.0 }, then: AfterHold::GoesHome }),
    };
    SocialLinkage { check_in: Some(station), ..SocialLinkage::default() }
}

fn times(record: &RunRecord, milestone: Milestone) -> BTreeMap<UnitId, SimTime> {
    let entries = record.entries.iter().filter(|entry| entry.milestone == milestone);
    entries.filter_map(|entry| Some((entry.about.unit?, entry.time))).collect()
}

fn count(records: &[RunRecord], milestone: Milestone) -> usize {
    records.iter().flat_map(|record| &record.entries).filter(|entry| entry.milestone == milestone).count()
}

#[test]
fn a_crowd_that_stays_at_home_changes_nothing() {
    for linkage in [None, Some(check_in(true)), Some(notice_after(600.0))] {
        let nobody = run(&flood(linkage.clone(), |crowd| *crowd = None), 4);
        let idle = run(&flood(linkage, |crowd| crowd.as_mut().unwrap().eagerness = 0.0), 4);
        for (nobody, idle) in nobody.iter().zip(&idle) {
            let told = lines(idle).into_iter().filter(|line| !line.contains("publicised") && !line.contains("notice_issued"));
            let plain = |line: String| line.split(" cause=").next().unwrap().to_owned();
            assert!(lines(nobody).into_iter().map(plain).eq(told.map(plain)));
        }
    }
}

#[test]
fn who_comes_unasked_has_no_order_and_as_many_come_as_the_hazard_says() {
    let records = run(&flood(None, |_| ()), 20);
    for record in &records {
        let alone = times(record, Milestone::SelfDeployed);
        let ordered = times(record, Milestone::OrderReceived);
        assert!(alone.keys().all(|unit| !ordered.contains_key(unit)), "a unit of the crowd was ordered");
        assert!(times(record, Milestone::UnitDeparted).keys().all(|unit| alone.contains_key(unit) || ordered.contains_key(unit)));
    }
    // 120 organisations with an eagerness of 2: 1 − e^(−2) of them, less those who would set out when all is over.
    let came = count(&records, Milestone::SelfDeployed) as f64 / 20.0;
    assert!((60.0..=110.0).contains(&came), "{came} of 120 set out");
}

#[test]
fn a_notice_keeps_organisations_at_home_and_changes_nothing_before() {
    let free = run(&flood(None, |_| ()), 10);
    let told = run(&flood(Some(notice_after(300.0)), |_| ()), 10);
    for (free, told) in free.iter().zip(&told) {
        let issued = told.entries.iter().find(|entry| entry.milestone == Milestone::NoticeIssued).expect("a notice").time;
        let before = |record: &RunRecord| -> Vec<_> {
            times(record, Milestone::SelfDeployed).into_iter().filter(|(_, time)| *time <= issued).collect()
        };
        assert_eq!(before(free), before(told), "the same organisations set out before the notice");
        let (back, alone) = (times(told, Milestone::TurnedBack), times(told, Milestone::SelfDeployed));
        assert!(back.iter().all(|(unit, time)| *time >= issued && alone.contains_key(unit)), "who is turned back came unasked");
    }
    let (all, some) = (count(&free, Milestone::SelfDeployed), count(&told, Milestone::SelfDeployed));
    assert!(some * 4 < all * 3, "{some} set out under a notice, {all} without");
    assert!(count(&told, Milestone::TurnedBack) > 20 && count(&free, Milestone::TurnedBack) == 0);
}

#[test]
fn a_portal_keeps_its_share_at_home() {
    let portal = SocialLinkage { portal: Some(Portal { effect: 0.7 }), ..SocialLinkage::default() };
    let free = count(&run(&flood(None, |_| ()), 10), Milestone::SelfDeployed);
    let registered = count(&run(&flood(Some(portal), |_| ()), 10), Milestone::SelfDeployed);
    assert!(registered * 3 < free * 2, "{registered} set out with a portal, {free} without");
}

#[test]
fn who_comes_unasked_reports_in_before_working_where_there_is_a_station() {
    let records = run(&flood(Some(check_in(false)), |_| ()), 6);
    for record in &records {
        let (alone, reported) = (times(record, Milestone::SelfDeployed), times(record, Milestone::UnitCheckedIn));
        let arrived = times(record, Milestone::UnitArrived);
        for entry in &record.entries {
            let Some(unit) = entry.about.unit.filter(|_| matches!(entry.milestone, Milestone::WorkBegun { .. })) else {
                continue;
            };
            assert_eq!(alone.contains_key(&unit), reported.contains_key(&unit), "only who comes unasked reports in");
            assert!(reported.get(&unit).is_none_or(|time| *time <= entry.time && (*time - arrived[&unit]).minutes() >= 15.0));
        }
    }
    assert!(count(&records, Milestone::UnitCheckedIn) > 100);
    assert_eq!(count(&run(&flood(None, |_| ()), 2), Milestone::UnitCheckedIn), 0);
}

#[test]
fn a_station_that_holds_back_leaves_few_groups_without_a_leader() {
    let questions = |linkage| count(&run(&flood(linkage, |_| ()), 6), Milestone::GroupAsked);
    let (free, held) = (questions(None), questions(Some(check_in(true))));
    assert!(free > 200 && held * 2 < free, "{held} questions where groups are held back, {free} where they are not");
}

/// Where no official unit ever works nobody can lead, and a team that is held back would wait to the end of the run.
#[test]
fn who_waits_in_vain_for_a_leader_goes_home_or_works_unled() {
    let abandoned = |min: f64, then| {
        let hold = HoldBack { at_most: LawSpec::Deterministic { min }, then };
        let mut linkage = check_in(true);
        linkage.check_in.as_mut().unwrap().holds_back = Some(hold);
        let mut exercise = flood(Some(linkage), |_| ());
        let Rows::List(units) = &mut exercise.world.units else { panic!("the demo county has its units in the file") };
        units.retain(|unit| ["water", "medics"].contains(&unit.id.as_str()));
        run(&exercise, 2)
    };
    for then in [AfterHold::GoesHome, AfterHold::WorksUnled] {
        let mut ended = 0;
        for record in &abandoned(720.0, then) {
            let reported = times(record, Milestone::UnitCheckedIn);
            let worked: BTreeMap<UnitId, SimTime> = record.entries.iter().rev().filter_map(begun).collect();
            for entry in &record.entries {
                let Milestone::HoldEnded { is_let_in } = entry.milestone else { continue };
                let unit = entry.about.unit.unwrap();
                ended += 1;
                assert_eq!((is_let_in, (entry.time - reported[&unit]).minutes()), (then == AfterHold::WorksUnled, 720.0));
                let left = record.entries.iter().any(|other| {
                    other.milestone == Milestone::UnitReleased && other.about.unit == Some(unit) && other.time == entry.time
                });
                assert!(left != is_let_in && (is_let_in || !worked.contains_key(&unit)), "{entry:?}");
            }
        }
        assert!(ended > 50, "{ended} teams waited in vain");
    }
    let deadlock = abandoned(1_000_000.0, AfterHold::GoesHome);
    let crowd_works = |record: &RunRecord| {
        let alone = times(record, Milestone::SelfDeployed);
        record.entries.iter().filter_map(begun).any(|(unit, _)| alone.contains_key(&unit))
    };
    assert!(!deadlock.iter().any(crowd_works), "without an end of the waiting nobody of the crowd ever works");
}

fn begun(entry: &liandong::journal::entry::Entry) -> Option<(UnitId, SimTime)> {
    matches!(entry.milestone, Milestone::WorkBegun { .. }).then(|| (entry.about.unit.unwrap(), entry.time))
}

#[test]
fn a_station_that_holds_back_leaves_less_work_unled() {
    let share = |linkage| -> f64 {
        let records = run(&flood(linkage, |_| ()), 4);
        let of = |record: &RunRecord| unled_share(&record.into(), record.header.horizon_ms).expect("groups work");
        records.iter().map(of).sum::<f64>() / 4.0
    };
    let (free, held) = (share(None), share(Some(check_in(true))));
    assert!(free > 0.5 && held * 1.5 < free && held > 0.0, "{held} unled where groups are held back, {free} where they are not");
}

/// Deaths averted against the number of organisations are an inverted U, and a portal moves its top to the right.
#[test]
fn a_few_help_many_harm_and_a_portal_moves_the_best_number_up() {
    let sizes = [0, 30, 60, 120, 240, 480];
    let portal = SocialLinkage { portal: Some(Portal { effect: 0.7 }), ..SocialLinkage::default() };
    let deaths = |linkage: Option<&SocialLinkage>| -> Vec<f64> {
        let of = |size: u32| {
            let exercise = flood(linkage.cloned(), |crowd| crowd.as_mut().unwrap().organisations = size);
            let died = |record: &RunRecord| {
                record.entries.iter().filter(|entry| matches!(entry.milestone, Milestone::CasualtyDied { .. })).count()
            };
            runs(&exercise, 12).0.iter().map(died).sum::<usize>() as f64 / 12.0
        };
        sizes.map(of).to_vec()
    };
    let best = |deaths: &[f64]| (0..deaths.len()).min_by(|a, b| deaths[*a].total_cmp(&deaths[*b])).unwrap();
    let (free, registered) = (deaths(None), deaths(Some(&portal)));
    let top = best(&free);
    assert!(top > 0 && top < sizes.len() - 1, "no inverted U: {free:?}");
    assert!(free[0] > free[top] + 5.0 && free[sizes.len() - 1] > free[top] + 5.0, "{free:?}");
    assert!(best(&registered) > top, "a portal does not move the best number: {free:?}, {registered:?}");
}

/// A task for one unit that takes fifteen hours, posts that judge by estimates, and a team from next door that comes unasked first and
/// must rest after three: whoever was sent found its place taken, and is sent for again.
#[test]
fn who_takes_the_place_of_a_tasked_unit_is_replaced_like_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_convergence.ron");
    let mut exercise = load(&path, &["estimated_needs".to_owned()]);
    exercise.structures[0].fitness = vec![FitnessRow {
        unit_type: "social_water_team".into(),
        rest: Some(RestSpec { after_h: 3.0, for_h: 8.0 }),
        failure: None,
        off_duty: None,
        range_km: None,
    }];
    exercise.scenario.horizon_h = 96.0;
    let scripted = &mut exercise.incidents.scripted[0];
    let need = NeedSpec {
        units: 1,
        work: WorkSpec::PerUnit(LawSpec::Deterministic { min: 900.0 }),
        ..scripted.profile.needs[0].clone()
    };
    (scripted.profile.needs, scripted.profile.casualties) = (vec![need], Vec::new());
    (scripted.access_road, scripted.congestion) = (None, None);
    let crowd = scripted.convergence.as_mut().expect("the demo county has a crowd");
    (crowd.organisations, crowd.from_km, crowd.to_km) = (1, 1.0, 3.0);
    (crowd.publicity, crowd.eagerness, crowd.peak_h) = (LawSpec::Deterministic { min: 1.0 }, 100.0, 0.1);
    let records = run(&exercise, 30);
    let met = |record: &&RunRecord| {
        let has = |milestone| record.entries.iter().any(|entry| entry.milestone == milestone);
        has(Milestone::UnitSuperfluous) && has(Milestone::CrewRelieved)
    };
    assert!(records.iter().filter(met).count() > 3, "some tasked units find their place taken by a crew that tires");
    assert_eq!(count(&records, Milestone::IncidentContained), 30, "every task is done in the end");
}
