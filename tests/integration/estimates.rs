//! What posts make of incomplete reports: errors of size as the law says, units asked for by them, corrected, of the wrong kind, too
//! many; and nobody knows anything before it was seen.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use liandong::journal::entry::Entry;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::estimate::{Estimates, JudgementRow};
use liandong::scenario::load::Exercise;
use liandong::terms::traffic::MatterKind;
use proptest::prelude::*;

use crate::county::{County, count as reached, incident, times, units};
use crate::drill::{load, runs};
use crate::oracle::hold;

fn blast(change: impl FnOnce(&mut Estimates)) -> Exercise {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_estimates.ron");
    let mut exercise = load(&path, &["estimated_needs".to_owned()]);
    change(exercise.structures[0].estimates.as_mut().expect("the structure has estimates"));
    exercise
}

/// Without any error: complete reports, no noise, no margin, no shading, no wrong kind.
fn perfect(estimates: &mut Estimates) {
    (estimates.sigma, estimates.margin) = (0.0, 0.0);
    estimates.posts.iter_mut().for_each(|row| (row.shading, row.wrong_kind) = (0.0, 0.0));
}

fn run(exercise: &Exercise, replications: u32) -> Vec<RunRecord> {
    let (records, _) = runs(exercise, replications);
    for record in &records {
        hold(record);
        nothing_is_known_before_it_is_seen(record);
    }
    records
}

fn count(records: &[RunRecord], is: impl Fn(&Milestone) -> bool) -> usize {
    records.iter().flat_map(|record| &record.entries).filter(|entry| is(&entry.milestone)).count()
}

/// What a post knows was seen at the scene: when a report left it, or when a post that hears from it asked again; and a post's picture
/// never gets older.
fn nothing_is_known_before_it_is_seen(record: &RunRecord) {
    let mut seen = BTreeSet::new();
    let mut newest = BTreeMap::new();
    for entry in &record.entries {
        match entry.milestone {
            Milestone::MatterSent { kind: MatterKind::Report, .. } if entry.about.post.is_none() => {
                seen.insert((entry.about.incident, entry.time.ms()));
            }
            Milestone::SizeEstimated { age_ms, permille, percent } => {
                let observed = entry.time.ms() - i64::from(age_ms);
                if age_ms == 0 {
                    seen.insert((entry.about.incident, observed));
                }
                assert!(seen.contains(&(entry.about.incident, observed)), "{entry:?} knows what nobody saw");
                let before = newest.insert((entry.about.incident, entry.about.post), observed);
                assert!(before.is_none_or(|before| before <= observed), "{entry:?} forgets");
                assert!((1..=100).contains(&percent), "{entry:?} with {permille}");
                let read = &record.entries[entry.cause.index().expect("an estimate has a cause")];
                if let Some(sent) = sent_of(record, read) {
                    assert!(
                        observed <= sent.time.ms() || age_ms == 0 || before == Some(observed),
                        "{entry:?} knows more than it read"
                    );
                }
            }
            _ => {}
        }
    }
}

/// When the matter that was read left its sender last.
fn sent_of<'r>(record: &'r RunRecord, read: &Entry) -> Option<&'r Entry> {
    let matter = read.about.matter?;
    let mut of_it = record.entries.iter().filter(|entry| entry.about.matter == Some(matter) && entry.time <= read.time);
    of_it.rfind(|entry| matches!(entry.milestone, Milestone::MatterSent { .. }))
}

/// The units asked for, by need, in order of time: asked and needed.
fn asked(record: &RunRecord) -> BTreeMap<u32, Vec<(u16, u16)>> {
    let mut asked: BTreeMap<u32, Vec<_>> = BTreeMap::new();
    for entry in &record.entries {
        if let Milestone::UnitsAsked { capability, units, needed } = entry.milestone {
            asked.entry(capability.0).or_default().push((units, needed));
        }
    }
    asked
}

#[test]
fn without_errors_posts_ask_for_what_is_needed() {
    let records = run(&blast(perfect), 20);
    for record in &records {
        for (capability, asked) in asked(record) {
            assert!(asked.iter().all(|(units, needed)| units == needed), "capability {capability}: {asked:?}");
        }
    }
    assert_eq!(count(&records, |m| matches!(m, Milestone::UnitUnsuitable | Milestone::UnitSuperfluous)), 0);
    assert!(count(&records, |m| matches!(m, Milestone::SizeEstimated { permille: 1000, .. })) > 50);
    assert_eq!(count(&records, |m| matches!(m, Milestone::SizeEstimated { permille, .. } if *permille != 1000)), 0);
}

/// Shading adds up with the levels: with −0.1 at each post of the government the size shrinks by e^(−0.1) a hop.
#[test]
fn shading_grows_with_the_levels() {
    let records = run(
        &blast(|estimates| {
            perfect(estimates);
            estimates.posts.iter_mut().for_each(|row| row.shading = -0.1);
        }),
        20,
    );
    let mut lowest = [1_000_u16; 4];
    for record in &records {
        for entry in &record.entries {
            if let (Milestone::SizeEstimated { permille, .. }, Some(post)) = (entry.milestone, entry.about.post) {
                let post = record.header.post(post);
                if post.line == "government" {
                    let least = &mut lowest[post.echelon.index()];
                    *least = permille.min(*least);
                }
            }
        }
    }
    // From the town up: as seen, then one, two, three levels of shading at most.
    for (echelon, hops) in [(3, 0), (2, 1), (1, 2), (0, 3)] {
        let bound = (1_000.0 * libm::exp(-0.1 * f64::from(hops))).round() as u16;
        assert!(lowest[echelon] >= bound, "echelon {echelon}: {lowest:?}");
    }
    assert_eq!((lowest[3], lowest[2]), (1_000, 905), "{lowest:?}");
    assert!(lowest[0] < lowest[2], "{lowest:?}");
}

/// Who asks for too few asks for more when a better report comes, and the incident is contained all the same.
#[test]
fn too_few_units_are_asked_for_until_a_better_report_comes() {
    let blurred = |estimates: &mut Estimates| {
        perfect(estimates);
        estimates.sigma = 0.8;
    };
    let (light, right) = (run(&blast(blurred), 40), run(&blast(perfect), 40));
    let (mut short, mut corrected) = (0, 0);
    for record in &light {
        for asked in asked(record).values() {
            short += usize::from(asked[0].0 < asked[0].1);
            corrected += usize::from(asked[0].0 < asked[0].1 && asked.last().unwrap().0 > asked[0].0);
        }
    }
    assert!(short > 20 && corrected > 0, "{corrected} of {short} needs were put right");
    let contained = |records: &[RunRecord]| count(records, |m| *m == Milestone::IncidentContained);
    assert!(contained(&light) > 0 && contained(&right) > 0);
}

#[test]
fn a_margin_sends_more_and_those_who_find_nothing_to_do_go_back() {
    let records = run(
        &blast(|estimates| {
            perfect(estimates);
            estimates.margin = 1.0;
        }),
        30,
    );
    for record in &records {
        for asked in asked(record).values() {
            assert!(asked.iter().all(|(units, needed)| *units == 2 * needed), "{asked:?}");
        }
    }
    assert!(count(&records, |m| *m == Milestone::UnitSuperfluous) > 0);
}

#[test]
fn a_unit_of_the_wrong_kind_goes_back_and_another_is_sent() {
    let wrong = |probability: f64| {
        let change = |estimates: &mut Estimates| {
            perfect(estimates);
            let row = |line: &str| JudgementRow {
                post: liandong::scenario::structure::PostRef { line: line.into(), echelon: "county".into() },
                shading: 0.0,
                wrong_kind: probability,
            };
            estimates.posts = vec![row("fire"), row("health"), row("government")];
        };
        run(&blast(change), 30)
    };
    let (often, never) = (wrong(1.0), wrong(0.0));
    let unsuitable = |records: &[RunRecord]| count(records, |m| *m == Milestone::UnitUnsuitable);
    assert!(unsuitable(&often) > 10 && unsuitable(&never) == 0, "{}", unsuitable(&often));
    for record in &often {
        for (position, entry) in record.entries.iter().enumerate() {
            if entry.milestone == Milestone::UnitUnsuitable {
                let next = record.entries[position..].iter().find(|other| other.milestone == Milestone::UnitReleased);
                assert_eq!(next.map(|next| (next.time, next.about.unit)), Some((entry.time, entry.about.unit)));
            }
        }
    }
}

#[test]
fn noise_has_the_variance_of_its_law() {
    let sigma = 0.3;
    let records = run(
        &blast(|estimates| {
            perfect(estimates);
            (estimates.sigma, estimates.first) = (sigma, 0.5);
        }),
        400,
    );
    // The first picture of a post that hears from the scene: one report of completeness 0.5.
    let (mut sum, mut squares, mut n) = (0.0, 0.0, 0.0);
    for record in &records {
        let first = record.entries.iter().find_map(|entry| match entry.milestone {
            Milestone::SizeEstimated { permille, percent: 50, .. } => Some(libm::log(f64::from(permille) / 1_000.0)),
            _ => None,
        });
        let Some(error) = first else { continue };
        (sum, squares, n) = (sum + error, squares + error * error, n + 1.0);
    }
    let (mean, variance) = (sum / n, squares / n);
    let wanted = sigma * sigma / 0.5;
    // Four standard errors of a mean and of a variance of a normal law.
    assert!(mean.abs() < 4.0 * (wanted / n).sqrt(), "mean {mean} of {n}");
    assert!((variance / wanted - 1.0).abs() < 4.0 * (2.0 / n).sqrt(), "variance {variance}, not {wanted}");
}

/// A fire of four tasks at the county's dozen engines, whose post takes it for smaller than it is.
fn four_tasks(tables: &str) -> County {
    let judges = r#"estimates: Some((first: 0.4, sigma: 1.0, margin: 0.0,
        posts: [(post: (line: "gov", echelon: "lower"), wrong_kind: 0.0)])), "#;
    let need = r#"(capability: "fire", units: 4, work: PerUnit(Uniform(low_min: 20, high_min: 40)))"#;
    County {
        units: units(&[("e", "engine", "brigade", 12)]),
        scripted: incident("i1", 0.0, need, ""),
        tables: format!("{judges}{tables}"),
        replications: 30,
        ..County::quiet()
    }
}

#[test]
fn a_unit_that_takes_another_task_ends_it_where_somebody_commands_and_where_units_are_followed() {
    let contained = |tables: &str| -> Vec<Vec<f64>> {
        four_tasks(tables).runs().iter().map(|record| times(record, Milestone::IncidentContained)).collect()
    };
    let plain = contained("");
    assert!(plain.iter().all(|times| times.len() == 1), "{plain:?}");
    let commanded =
        "scene_command: Some((span: 50, slowdown_per_unit: 0.1, floor: 0.5, handover: Deterministic(min: 5), takes_over: [])),";
    let followed = r#"dispatch: [(post: (line: "gov", echelon: "lower"), calls_off: Some((grades: 1)))],"#;
    assert_eq!(contained(commanded), plain);
    assert_eq!(contained(followed), plain);
}

#[test]
fn what_a_plan_has_sent_before_the_first_judgement_is_not_asked_for_again() {
    let need = r#"(capability: "fire", units: 4, work: PerUnit(Deterministic(min: 120)))"#;
    let record = County {
        units: units(&[("e", "engine", "brigade", 9)]),
        scripted: incident("i1", 0.0, need, ""),
        tables: r#"estimates: Some((first: 1.0, sigma: 0.0, margin: 0.0,
            posts: [(post: (line: "gov", echelon: "lower"), wrong_kind: 0.0)])),
            plans: [(post: (line: "gov", echelon: "lower"), decision_factor: 1.0, pre_authorised: true,
              first_alarm_share: Some(0.5))],"#
            .to_owned(),
        ..County::quiet()
    }
    .run();
    let issued = record.entries.iter().filter(|entry| matches!(entry.milestone, Milestone::OrderIssued { .. })).count();
    assert_eq!(issued, 4, "of a need of four, two by the plan");
    assert_eq!(reached(&[record], Milestone::UnitSuperfluous), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_errors_the_rules_hold(
        first in 1_u8..=10, per_follow_up in 0_u8..=5, sigma in 0_u8..=15, per_hop in 0_u8..=10, excess in 0_u8..=5,
        margin in 0_u8..=10, shading in -10_i8..=10, wrong in 0_u8..=10, verifies_gaps in any::<bool>(),
    ) {
        let tenth = |value: u8| f64::from(value) / 10.0;
        let exercise = blast(|estimates| {
            let posts = std::mem::take(&mut estimates.posts);
            *estimates = Estimates {
                first: tenth(first), per_follow_up: tenth(per_follow_up), sigma: tenth(sigma), per_hop: tenth(per_hop),
                per_excess_matter: tenth(excess), margin: tenth(margin), verifies_gaps,
                posts: posts.into_iter().map(|row| JudgementRow {
                    shading: f64::from(shading) / 10.0, wrong_kind: tenth(wrong), ..row
                }).collect(),
            };
        });
        for record in run(&exercise, 2) {
            for asked in asked(&record).values() {
                prop_assert!(asked.iter().all(|(units, _)| *units >= 1));
            }
            // Nobody passes on more than came in and was asked for again.
            let mut came = BTreeMap::new();
            let mut told = BTreeMap::new();
            for entry in &record.entries {
                match (entry.milestone, entry.about.post) {
                    (Milestone::MatterReceived { kind: MatterKind::Report | MatterKind::Request } | Milestone::FollowUpBegun
                        | Milestone::FinalReportBegun, Some(post)) => *came.entry(post).or_insert(0) += 1,
                    (Milestone::MatterSent { kind: MatterKind::Report, to, .. }, Some(post)) => *told.entry((post, to)).or_insert(0) += 1,
                    _ => {}
                }
            }
            for ((post, to), told) in told {
                prop_assert!(told <= came[&post], "{:?} told {:?} {} times of {}", post, to, told, came[&post]);
            }
        }
    }
}
