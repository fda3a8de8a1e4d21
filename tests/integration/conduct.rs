//! How posts handle news: each part of a structure's conduct does what it says, alone, and nothing when it is off.

use std::collections::BTreeMap;
use std::path::Path;

use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::inject::{Action, Inject};
use liandong::scenario::law::LawSpec;
use liandong::scenario::load::Exercise;
use liandong::scenario::practice::ConductRow;
use liandong::terms::id::{IncidentId, PostId};
use liandong::terms::severity::Severity;
use liandong::terms::traffic::MatterKind;

use crate::drill::{Drill, lines, load, runs};
use crate::escalation::plain;
use crate::oracle::hold;

/// The shipped explosion, every post of the government with the same conduct.
fn explosion(change: impl Fn(&mut ConductRow)) -> Vec<RunRecord> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_reports.ron");
    let mut exercise: Exercise = load(&path, &[]);
    for row in &mut exercise.structures[0].conduct {
        *row = plain(row.post.clone());
        change(row);
    }
    let (records, _) = runs(&exercise, 40);
    records.iter().for_each(hold);
    records
}

fn count(records: &[RunRecord], is: impl Fn(&Milestone) -> bool) -> usize {
    records.iter().flat_map(|record| &record.entries).filter(|entry| is(&entry.milestone)).count()
}

/// The grades that each post gives to each incident, in order of time.
fn grades(record: &RunRecord) -> BTreeMap<(IncidentId, PostId), Vec<Severity>> {
    let mut grades: BTreeMap<_, Vec<Severity>> = BTreeMap::new();
    for entry in &record.entries {
        if let (Milestone::IncidentGraded { severity }, Some(incident), Some(post)) =
            (entry.milestone, entry.about.incident, entry.about.post)
        {
            grades.entry((incident, post)).or_default().push(severity);
        }
    }
    grades
}

/// Mean time of the first decision, min; the horizon where there is none.
fn decision_min(records: &[RunRecord]) -> f64 {
    let minutes = records.iter().map(|record| {
        let made = record.entries.iter().find(|entry| entry.milestone == Milestone::DecisionMade);
        made.map_or(record.header.horizon_ms, |entry| entry.time).ms() as f64 / 60_000.0
    });
    minutes.sum::<f64>() / records.len() as f64
}

#[test]
fn conduct_without_faults_is_no_conduct() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_reports.ron");
    let mut exercise = load(&path, &[]);
    exercise.structures[0].conduct.clear();
    let (plain, _) = runs(&exercise, 40);
    for (plain, faultless) in plain.iter().zip(explosion(|_| ())) {
        assert_eq!(lines(plain), lines(&faultless));
    }
}

#[test]
fn who_omits_an_incident_sends_no_report_of_it() {
    let faithful = explosion(|_| ());
    let silent = explosion(|row| row.omission = 1.0);
    let own_reports = |records: &[RunRecord]| {
        let sent = records.iter().flat_map(|record| record.entries.iter().map(move |entry| (record, entry)));
        let sent = sent.filter(|(record, entry)| {
            let has_conduct = entry.about.post.is_some_and(|post| {
                let post = record.header.post(post);
                post.line == "government" && record.header.echelon(post.echelon).id != "province"
            });
            has_conduct && matches!(entry.milestone, Milestone::MatterSent { kind: MatterKind::Report, .. })
        });
        sent.count()
    };
    assert!(own_reports(&faithful) > 0);
    assert_eq!(own_reports(&silent), 0);
    assert!(count(&silent, |milestone| *milestone == Milestone::ReportOmitted) > 0);
    assert_eq!(count(&faithful, |milestone| *milestone == Milestone::ReportOmitted), 0);
}

#[test]
fn grades_only_rise_and_never_above_the_truth() {
    let shaded = explosion(|row| (row.shading, row.follow_up_min) = (0.5, Some(20.0)));
    let mut corrected = 0;
    for record in &shaded {
        for ((incident, post), grades) in grades(record) {
            let truth = record.incidents[incident.index()].severity;
            assert!(grades.is_sorted_by(|a, b| a < b), "{post:?} grades {grades:?}");
            assert!(grades.iter().all(|grade| *grade <= truth), "{post:?} grades {grades:?} what is {truth:?}");
            corrected += usize::from(grades.len() > 1);
        }
    }
    assert!(corrected > 10, "{corrected} posts were put right by a follow-up");
}

#[test]
fn what_always_goes_out_too_light_arrives_too_light() {
    let light = explosion(|row| row.shading = 1.0);
    for record in &light {
        let first = record.entries.iter().find_map(|entry| match entry.milestone {
            Milestone::IncidentGraded { severity } => Some((entry.about.post, severity)),
            _ => None,
        });
        let (township, told) = first.expect("the town is told");
        assert_eq!(told, Severity::II, "the information officer saw it as it is");
        for ((_, post), grades) in grades(record) {
            assert!(Some(post) == township || grades.iter().all(|grade| *grade < Severity::II), "{post:?} grades {grades:?}");
        }
        for (position, entry) in record.entries.iter().enumerate() {
            if matches!(entry.milestone, Milestone::ReportShaded { .. }) {
                let caused = record.entries.iter().filter(|other| other.cause.index() == Some(position));
                let sent = caused.filter(|other| matches!(other.milestone, Milestone::MatterSent { .. })).count();
                assert_eq!(sent, 1, "{entry:?} is of one report or request that left");
            }
        }
    }
}

#[test]
fn verification_takes_its_time_and_services_of_its_own() {
    let verified = explosion(|row| {
        row.send_back = 0.5;
        row.verification = Some(LawSpec::Deterministic { min: 15.0 });
    });
    let mut returned = 0;
    for record in &verified {
        for (position, entry) in record.entries.iter().enumerate() {
            if entry.milestone != Milestone::ReportReturned {
                continue;
            }
            returned += 1;
            let later = record.entries[position..].iter().filter(|other| other.about.matter == entry.about.matter);
            let back = later.clone().find(|other| matches!(other.milestone, Milestone::MatterReceived { .. }));
            let Some(back) = back else { continue };
            assert_eq!((back.time - entry.time).ms(), 15 * 60_000);
            assert_eq!(back.about.post, entry.about.post);
        }
    }
    assert!(returned > 40, "{returned} reports went back");
    assert!(decision_min(&verified) > decision_min(&explosion(|_| ())) + 5.0);
}

#[test]
fn follow_ups_go_on_until_the_incident_is_contained() {
    let followed = explosion(|row| row.follow_up_min = Some(30.0));
    let plain = explosion(|_| ());
    let reports = |records: &[RunRecord]| count(records, |m| matches!(m, Milestone::MatterSent { kind: MatterKind::Report, .. }));
    assert!(reports(&followed) > reports(&plain) + 40, "{} and {} reports", reports(&followed), reports(&plain));
    for record in &followed {
        let contained = record.entries.iter().find(|entry| entry.milestone == Milestone::IncidentContained);
        let Some(contained) = contained else { continue };
        let late = record.entries.iter().filter(|entry| entry.time > contained.time);
        assert_eq!(late.filter(|entry| matches!(entry.milestone, Milestone::MatterSent { .. })).count(), 0);
    }
}

/// Escalation by timer: a post that may hold a decision for no time lets go of it, and each need is still decided at most once.
#[test]
fn a_decision_held_too_long_goes_up() {
    let escalated = |records: &[RunRecord]| count(records, |milestone| *milestone == Milestone::DecisionEscalated);
    let hasty = explosion(|row| row.decide_within_min = Some(0.001));
    let patient = explosion(|row| row.decide_within_min = Some(400.0));
    assert!(escalated(&hasty) > 0);
    assert_eq!(escalated(&patient), 0);
    assert!(decision_min(&hasty) != decision_min(&patient));
    for record in &hasty {
        // Nobody escalates more often than there are levels above the lowest, and whoever has let go of a decision asks above.
        let mut by_post: BTreeMap<PostId, usize> = BTreeMap::new();
        for (position, entry) in record.entries.iter().enumerate() {
            if entry.milestone != Milestone::DecisionEscalated {
                continue;
            }
            let post = entry.about.post.expect("a post escalates");
            *by_post.entry(post).or_default() += 1;
            let asks = record.entries[position + 1..].iter().find(|other| {
                other.about.post == Some(post)
                    && matches!(other.milestone, Milestone::MatterSent { kind: MatterKind::Request, .. })
            });
            assert_eq!(asks.map(|asks| asks.time), Some(entry.time), "{post:?} lets go and asks nobody");
        }
        assert!(by_post.len() <= 3, "{by_post:?}");
    }
}

#[test]
fn the_end_is_reported_once_by_each_who_says_so() {
    let ended = explosion(|row| row.final_report = true);
    let mut last = 0;
    for record in &ended {
        let contained = record.entries.iter().find(|entry| entry.milestone == Milestone::IncidentContained);
        let finals: Vec<_> = record.entries.iter().filter(|entry| entry.milestone == Milestone::FinalReportBegun).collect();
        assert!(finals.iter().all(|entry| Some(entry.time) == contained.map(|contained| contained.time)));
        let posts: std::collections::BTreeSet<_> = finals.iter().map(|entry| entry.about.post).collect();
        assert_eq!(posts.len(), finals.len(), "a post reports the end twice");
        last += finals.len();
    }
    assert!(last > 20, "{last} final reports");
    assert_eq!(count(&explosion(|_| ()), |milestone| *milestone == Milestone::FinalReportBegun), 0);
}

/// With nobody at the county's desk the town's follow-ups go past it to the city, where they may; otherwise all its news waits.
#[test]
fn a_desk_where_nobody_is_may_be_passed_over() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_reports.ron");
    let unmanned = |skips: bool| {
        let mut exercise: Exercise = load(&path, &["four_level".to_owned()]);
        let row = load(&path, &[]).structures[0].conduct[0].clone();
        exercise.structures[0].conduct = vec![ConductRow {
            skips_unmanned: skips,
            omission: 0.0,
            shading: 0.0,
            send_back: 0.0,
            follow_up_min: Some(30.0),
            ..row
        }];
        exercise.incidents.injects.push(Inject {
            id: "away".into(),
            at_min: 0.0,
            action: Action::PostUnmanned { line: "government".into(), jurisdiction: "d11".into(), until_min: Some(240.0) },
        });
        let (records, _) = runs(&exercise, 20);
        records.iter().for_each(hold);
        records
    };
    let (past, waits) = (unmanned(true), unmanned(false));
    let skipped = |records: &[RunRecord]| count(records, |milestone| matches!(milestone, Milestone::LevelSkipped { .. }));
    assert!(skipped(&past) > 10 && skipped(&waits) == 0, "{} and {}", skipped(&past), skipped(&waits));
    for record in &past {
        for (position, entry) in record.entries.iter().enumerate() {
            let Milestone::LevelSkipped { over } = entry.milestone else { continue };
            assert_eq!(record.header.post(over).id, "d11.government");
            let sent = &record.entries[position + 1];
            let Milestone::MatterSent { to, .. } = sent.milestone else { panic!("{sent:?} follows a skip") };
            assert_eq!(record.header.post(to).id, "d1.government");
        }
    }
}

/// A desk with no officer on its shift is as empty as one from which somebody has been called away.
#[test]
fn a_desk_without_officers_may_be_passed_over() {
    let mut drill = Drill::chain_of_four();
    drill.incidents = vec![(5.0, "j000".into(), (1.0, 1.0), vec![("fire", 1, "PerUnit(Deterministic(min: 60.0))".into())])];
    drill.tables = r#"conduct: [(post: (line: "government", echelon: "l3"), skips_unmanned: true)],
        shifts: [(post: (line: "government", echelon: "l2"), desk: "desk", from_h: 0, until_h: 0, officers: 0)],"#
        .to_owned();
    let mut exercise = drill.load(&[]);
    // Requests go by rules of their own.
    exercise.structures[0].rights.clear();
    let (records, _) = runs(&exercise, 1);
    hold(&records[0]);
    assert_eq!(count(&records, |milestone| matches!(milestone, Milestone::LevelSkipped { .. })), 1);
    let known = grades(&records[0]).into_keys().map(|(_, post)| records[0].header.post(post).id.clone()).collect::<Vec<_>>();
    assert!(known.contains(&"j0.government".to_owned()), "{known:?}");
}
