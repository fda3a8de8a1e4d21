//! Committees: who is called and joins, quorum and leader, when decisions take effect, and the desks that members leave.

use std::collections::BTreeMap;
use std::path::Path;

use liandong::engine::time::SimTime;
use liandong::journal::entry::Entry;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::committee::{CommitteeRow, DeskRef, Joining, MemberSpec, NoticeSpec, Role, TakesEffect, WithoutQuorum};
use liandong::scenario::law::LawSpec;
use liandong::scenario::structure::PostRef;
use liandong::terms::severity::Severity;
use liandong::terms::traffic::MatterKind;

use crate::drill::{lines, load, runs};
use crate::oracle::hold;

const fn min(min: f64) -> LawSpec {
    LawSpec::Deterministic { min }
}

fn member(id: &str, role: Role, desk: Option<&str>, joins: Joining) -> MemberSpec {
    let desk = desk.map(|desk| DeskRef { line: "government".into(), desk: desk.into() });
    MemberSpec { id: id.into(), role, count: 1, desk, reachable: 1.0, joins }
}

/// A chair by video after 5 min, a deputy after 7, two officers of the duty desk by road after 12.
fn committee() -> CommitteeRow {
    CommitteeRow {
        post: PostRef { line: "government".into(), echelon: "county".into() },
        from_severity: Severity::III,
        notice: NoticeSpec::Broadcast(min(1.0)),
        members: vec![
            member("chair", Role::Chair, None, Joining::Video(min(5.0))),
            member("deputy", Role::Deputy, None, Joining::Video(min(7.0))),
            MemberSpec { count: 2, ..member("officer", Role::Member, Some("duty"), Joining::Road(min(12.0))) },
        ],
        quorum: 3,
        vote: None,
        deliberation: min(20.0),
        takes_effect: TakesEffect::AfterEach,
        no_quorum_after_min: 60.0,
        without_quorum: WithoutQuorum::LeaderDecides,
    }
}

/// The flash flood of the demo county, the county deciding with a committee or without.
fn flood(committee: Option<CommitteeRow>) -> Vec<RunRecord> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_committee.ron");
    let mut exercise = load(&path, &["four_level".to_owned()]);
    exercise.structures[0].committees = committee.into_iter().collect();
    let (records, _) = runs(&exercise, 20);
    records.iter().for_each(hold);
    records
}

/// The entries with a milestone, and the minutes since their cause.
fn since_cause(records: &[RunRecord], is: impl Fn(&Milestone) -> bool) -> Vec<f64> {
    let of = |record: &RunRecord| -> Vec<f64> {
        let entries = record.entries.iter().filter(|entry| is(&entry.milestone));
        entries.map(|entry| (entry.time - record.entries[entry.cause.index().unwrap()].time).minutes()).collect()
    };
    records.iter().flat_map(of).collect()
}

fn cause<'a>(record: &'a RunRecord, entry: &Entry) -> &'a Entry {
    &record.entries[entry.cause.index().expect("it has a cause")]
}

#[test]
fn a_committee_for_graver_incidents_changes_nothing() {
    let plain = flood(None);
    let idle = flood(Some(CommitteeRow { from_severity: Severity::I, ..committee() }));
    for (plain, idle) in plain.iter().zip(&idle) {
        assert_eq!(lines(plain), lines(idle));
    }
}

#[test]
fn the_third_member_makes_the_quorum_and_the_decision_follows_the_deliberation() {
    let records = flood(Some(committee()));
    let convening = since_cause(&records, |m| *m == Milestone::DeliberationBegun);
    assert!(convening.len() >= 15, "{} cases", convening.len());
    assert!(convening.iter().all(|min| *min == 13.0), "called after 1 min, the officers come 12 later: {convening:?}");
    let mut decided = 0;
    for record in &records {
        for entry in record.entries.iter().filter(|entry| entry.milestone == Milestone::DecisionMade) {
            if cause(record, entry).milestone == Milestone::DeliberationBegun {
                assert_eq!((entry.time - cause(record, entry).time).minutes(), 20.0);
                decided += 1;
            }
        }
    }
    assert_eq!(decided, convening.len());
}

#[test]
fn serial_notices_add_up() {
    let records = flood(Some(CommitteeRow { notice: NoticeSpec::Serial(min(2.0)), ..committee() }));
    let convening = since_cause(&records, |m| *m == Milestone::DeliberationBegun);
    assert!(convening.iter().all(|min| *min == 18.0), "the third call ends after 6 min: {convening:?}");
}

#[test]
fn decisions_take_effect_at_fixed_points() {
    let records = flood(Some(CommitteeRow { takes_effect: TakesEffect::EveryMin(15.0), ..committee() }));
    let spans: Vec<_> = records.iter().flat_map(of_committee).map(|(begun, made)| (made - begun).minutes()).collect();
    assert!(!spans.is_empty() && spans.iter().all(|min| *min == 30.0), "{spans:?}");
    let end = flood(Some(CommitteeRow { takes_effect: TakesEffect::AtEnd, ..committee() }));
    assert!(since_cause(&end, |m| *m == Milestone::DecisionMade).contains(&20.0));
}

/// Beginning of the deliberation and instant of each decision of the committee.
fn of_committee(record: &RunRecord) -> impl Iterator<Item = (SimTime, SimTime)> {
    let made = record.entries.iter().filter(|entry| entry.milestone == Milestone::DecisionMade);
    made.map(|entry| (cause(record, entry), entry.time))
        .filter(|(cause, _)| cause.milestone == Milestone::DeliberationBegun)
        .map(|(cause, made)| (cause.time, made))
}

#[test]
fn the_point_of_an_earlier_meeting_decides_nothing_of_a_later_one() {
    // The lighter case comes half an hour later, when the first meeting is over: its own meeting has points of its own.
    let row = CommitteeRow { from_severity: Severity::IV, takes_effect: TakesEffect::EveryMin(60.0), ..committee() };
    let records = flood(Some(CommitteeRow { deliberation: min(5.0), ..row }));
    let mut met_twice = 0;
    for record in &records {
        let all: Vec<_> = of_committee(record).collect();
        let is_one_meeting = all.len() == 2 && (all[1].0 - all[0].0).minutes() == 5.0;
        let begun: Vec<_> = if is_one_meeting { vec![all[0].0; 2] } else { all.iter().map(|(begun, _)| *begun).collect() };
        let spans = all.iter().zip(&begun).map(|((_, made), begun)| (*made - *begun).minutes());
        assert!(spans.clone().all(|min| min == 60.0), "an hour after the first deliberation of the meeting: {all:?}");
        met_twice += usize::from(all.len() == 2 && !is_one_meeting);
    }
    assert!(met_twice > 0, "the committee met twice in some replication");
}

#[test]
fn without_a_quorum_the_chair_decides_alone_or_the_case_goes_up() {
    let alone = |without_quorum| CommitteeRow { quorum: 4, without_quorum, ..committee() };
    let mut rows = [alone(WithoutQuorum::LeaderDecides), alone(WithoutQuorum::GoesUp)];
    for row in &mut rows {
        row.members[1].reachable = 0.0;
    }
    let [leader, upward] = rows.map(|row| flood(Some(row)));
    let missed = since_cause(&leader, |m| *m == Milestone::QuorumMissed);
    assert!(missed.len() >= 15 && missed.iter().all(|min| *min == 60.0), "{missed:?}");
    for (records, goes_up) in [(leader, false), (upward, true)] {
        let (mut decided, mut asked) = (0, 0);
        for record in &records {
            for entry in record.entries.iter().filter(|entry| entry.cause.index().is_some()) {
                if cause(record, entry).milestone == Milestone::QuorumMissed {
                    decided += usize::from(entry.milestone == Milestone::DecisionMade);
                    asked += usize::from(matches!(entry.milestone, Milestone::MatterSent { kind: MatterKind::Request, .. }));
                }
            }
        }
        if goes_up {
            assert!(asked >= 15, "{asked} requests, {decided} decisions of the duty officer");
        } else {
            assert_eq!((decided, asked), (missed.len(), 0));
        }
    }
}

#[test]
fn a_meeting_needs_a_leader() {
    let mut row = CommitteeRow { quorum: 2, ..committee() };
    for leader in &mut row.members[..2] {
        leader.reachable = 0.0;
    }
    let records = flood(Some(row));
    assert!(since_cause(&records, |m| *m == Milestone::DeliberationBegun).is_empty());
    assert!(!since_cause(&records, |m| *m == Milestone::QuorumMissed).is_empty());
}

/// Officers on duty at the county offices over time, by post, from the entries of members who leave and return.
fn officers_away(records: &[RunRecord]) -> Vec<(f64, u32)> {
    let mut all = Vec::new();
    for record in records {
        let mut before: BTreeMap<_, (SimTime, u32)> = BTreeMap::new();
        for entry in &record.entries {
            let Milestone::DutyChanged { officers, .. } = entry.milestone else { continue };
            let now = entry.time;
            if let Some((since, left)) = before.insert(entry.about.post, (now, officers))
                && left == 0
            {
                all.push(((now - since).minutes(), officers));
            }
        }
        assert!(before.values().all(|(_, officers)| *officers == 2), "everybody is back at the end: {before:?}");
    }
    all
}

#[test]
fn members_leave_their_desks_from_the_call_by_road_and_only_while_sitting_by_video() {
    // By road: 12 min there, 20 of deliberation, 12 back.
    let by_road = officers_away(&flood(Some(committee())));
    assert!(by_road.len() >= 15 && by_road.iter().all(|(min, _)| *min == 44.0), "{by_road:?}");
    let mut row = committee();
    row.members[2].joins = Joining::Video(min(12.0));
    let by_video = officers_away(&flood(Some(row)));
    assert!(by_video.len() >= 15 && by_video.iter().all(|(min, _)| *min == 20.0), "{by_video:?}");
}

#[test]
fn members_who_leave_put_their_work_down_and_it_is_resumed() {
    let records = flood(Some(CommitteeRow { from_severity: Severity::IV, ..committee() }));
    let interrupted = since_cause(&records, |m| matches!(m, Milestone::ServiceInterrupted { .. }));
    assert!(!interrupted.is_empty(), "nobody had work in hand");
    let resumed = records.iter().flat_map(|record| {
        record.entries.iter().filter(|entry| {
            matches!(entry.milestone, Milestone::ServiceBegun { .. })
                && matches!(cause(record, entry).milestone, Milestone::ServiceInterrupted { .. })
        })
    });
    assert_eq!(resumed.count(), interrupted.len());
}
