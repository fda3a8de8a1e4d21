//! Plans that are ready: they shorten a decision by their factor or make it beforehand, within the rights of the post; a warning may
//! have to start them, an exercise keeps them fresh, and a committee decides beside their first alarm.

use std::path::Path;

use liandong::journal::entry::Entry;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::practice::PlanRow;
use liandong::terms::traffic::MatterKind;

use crate::drill::{lines, load, runs};
use crate::oracle::hold;

/// The demo county's fire under the four levels, every government post with the same plan.
fn fire(plan: Option<(f64, bool)>) -> Vec<RunRecord> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_fire.ron");
    let mut exercise = load(&path, &["plans_ready".to_owned()]);
    match plan {
        None => exercise.structures[0].plans.clear(),
        Some((factor, pre_authorised)) => {
            for row in &mut exercise.structures[0].plans {
                *row = PlanRow { decision_factor: factor, pre_authorised, ..row.clone() };
            }
        }
    }
    let (records, _) = runs(&exercise, 30);
    records.iter().for_each(hold);
    records
}

/// The service times of the decisions of government posts, ms, in order.
fn decision_ms(record: &RunRecord) -> Vec<i64> {
    let is_government = |entry: &&Entry| entry.about.post.is_some_and(|post| record.header.post(post).line == "government");
    let made = record.entries.iter().filter(is_government).filter(|entry| entry.milestone == Milestone::DecisionMade);
    let spans = made.filter_map(|entry| {
        let begun = &record.entries[entry.cause.index()?];
        (begun.milestone == Milestone::ServiceBegun { kind: MatterKind::Decision }).then(|| (entry.time - begun.time).ms())
    });
    spans.collect()
}

fn activated(records: &[RunRecord]) -> usize {
    let entries = records.iter().flat_map(|record| &record.entries);
    entries.filter(|entry| entry.milestone == Milestone::PlanActivated).count()
}

#[test]
fn a_plan_that_changes_nothing_changes_nothing() {
    let strip = |record: &RunRecord| -> Vec<String> {
        lines(record).into_iter().filter(|line| !line.contains("plan_activated")).collect()
    };
    let (without, with) = (fire(None), fire(Some((1.0, false))));
    assert_eq!(activated(&without), 0);
    assert!(activated(&with) > 0);
    for (without, with) in without.iter().zip(&with) {
        let times = |record: &RunRecord| strip(record).iter().map(|line| line[..10].to_owned()).collect::<Vec<_>>();
        assert_eq!(times(without), times(with));
    }
}

#[test]
fn a_plan_shortens_each_decision_by_its_factor() {
    let (without, with) = (fire(None), fire(Some((0.5, false))));
    let mut compared = 0;
    for (without, with) in without.iter().zip(&with) {
        // The first decision meets the same desk in the same state.
        let (Some(long), Some(short)) = (decision_ms(without).first().copied(), decision_ms(with).first().copied()) else {
            continue;
        };
        assert!((short * 2 - long).abs() <= 2, "{short} ms with the plan, {long} ms without");
        compared += 1;
    }
    assert!(compared > 20, "{compared} decisions compared");
}

#[test]
fn a_plan_that_has_decided_beforehand_needs_no_officer() {
    let (without, with) = (fire(None), fire(Some((1.0, true))));
    assert!(with.iter().all(|record| decision_ms(record).is_empty()));
    let mut earlier = 0;
    for (without, with) in without.iter().zip(&with) {
        let first = |record: &RunRecord| {
            let is_government =
                |entry: &&Entry| entry.about.post.is_some_and(|post| record.header.post(post).line == "government");
            let mut issued = record.entries.iter().filter(|entry| matches!(entry.milestone, Milestone::OrderIssued { .. }));
            issued.find(is_government).map(|entry| entry.time)
        };
        let (Some(late), Some(early)) = (first(without), first(with)) else { continue };
        assert!(early <= late, "an order at {early} with the plan, at {late} without");
        earlier += usize::from(early < late);
    }
    assert!(earlier > 20, "{earlier} first orders are earlier");
}

/// The night flood of the demo county, decided by committees, with a plan's first alarm beside them or without.
fn night(structure: &str) -> Vec<RunRecord> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_committee.ron");
    let (records, _) = runs(&load(&path, &[structure.to_owned()]), 30);
    records.iter().for_each(hold);
    records
}

#[test]
fn the_first_alarm_goes_at_once_and_the_committee_decides_on_the_rest() {
    let (before, beside) = (night("committees_by_road"), night("committees_beside"));
    let issued = |record: &RunRecord| -> Vec<i64> {
        // County and city have committees; townships and the fire service decide as ever.
        let has_committee = |entry: &&Entry| {
            let post = entry.about.post.map(|post| record.header.post(post).id.as_str());
            post == Some("d12.government") || post == Some("d1.government")
        };
        let orders = record.entries.iter().filter(|entry| matches!(entry.milestone, Milestone::OrderIssued { .. }));
        orders.filter(has_committee).map(|entry| entry.time.ms()).collect()
    };
    let (mut earlier, mut later_decided) = (0, 0);
    for (before, beside) in before.iter().zip(&beside) {
        let activated = beside.entries.iter().find(|entry| entry.milestone == Milestone::PlanActivated);
        let Some(activated) = activated else { continue };
        let convened = beside.entries.iter().find(|entry| entry.milestone == Milestone::CommitteeConvened);
        assert!(convened.is_none_or(|convened| activated.time <= convened.time), "the plan does not wait for the committee");
        let by_committee = beside.entries.iter().filter(|entry| {
            let cause = entry.cause.index().map(|at| beside.entries[at].milestone);
            entry.milestone == Milestone::DecisionMade && cause == Some(Milestone::DeliberationBegun)
        });
        let decided: Vec<_> = by_committee.map(|entry| entry.time).collect();
        let further = decided.iter().any(|time| issued(beside).iter().any(|order| *order >= time.ms()));
        later_decided += usize::from(further);
        let first = |record: &RunRecord| issued(record).first().copied().unwrap_or(i64::MAX);
        earlier += usize::from(first(beside) < first(before));
    }
    assert!(earlier > 20, "{earlier} first orders are earlier beside the committee");
    assert!(later_decided > 1, "{later_decided} committees sent further units");
}

/// The warned demo county, with a change to its plans and warnings.
fn storm(change: impl FnOnce(&mut liandong::scenario::load::Exercise)) -> Vec<RunRecord> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_warning.ron");
    let mut exercise = load(&path, &["warned_plans".to_owned()]);
    for link in &mut exercise.structures[0].warning_links {
        link.overlooked = 0.0;
    }
    change(&mut exercise);
    let (records, _) = runs(&exercise, 30);
    records.iter().for_each(hold);
    records
}

#[test]
fn a_warning_starts_plans_and_lifting_it_ends_them() {
    let count = |records: &[RunRecord], id: &str| {
        records.iter().flat_map(|record| &record.entries).filter(|entry| entry.milestone.id() == id).count()
    };
    let (started, ended) = ("plan_started", "plan_ended");
    let warned = storm(|_| ());
    // City, two counties, eight townships, each once, although the warning rises twice.
    assert_eq!((count(&warned, started), count(&warned, ended)), (30 * 11, 30 * 11));
    assert!(activated(&warned) > 0);
    let calm = storm(|exercise| exercise.incidents.warnings.clear());
    assert_eq!((count(&calm, started), activated(&calm)), (0, 0), "without a warning no plan is ready");
    let other = storm(|exercise| exercise.incidents.warnings.iter_mut().for_each(|warning| warning.hazard = "fire".to_owned()));
    assert_eq!(activated(&other), 0, "a warning of fires makes no plan ready for a flood");
}

#[test]
fn what_is_watched_more_closely_is_noticed_sooner() {
    let detected = |record: &RunRecord, factor: f64| {
        let at = |is: fn(&Milestone) -> bool| record.entries.iter().find(|entry| is(&entry.milestone)).map(|entry| entry.time);
        let (onset, noticed) =
            (at(|m| *m == Milestone::IncidentStarted)?, at(|m| matches!(m, Milestone::IncidentDetected { .. }))?);
        Some((noticed - onset).minutes() * factor)
    };
    let watch = |factor: f64| {
        storm(|exercise| {
            exercise.structures[0].plans.iter_mut().for_each(|row| row.monitoring_factor = factor);
            exercise.world.channels.retain(|channel| channel.id == "sensor");
        })
    };
    let mut compared = 0;
    for (far, near) in watch(1.0).iter().zip(&watch(0.25)) {
        let (Some(far), Some(near)) = (detected(far, 0.25), detected(near, 1.0)) else { continue };
        assert!((far - near).abs() < 0.01, "{near} min, a quarter of the delay is {far} min");
        compared += 1;
    }
    assert!(compared > 5, "{compared} detections compared");
}

#[test]
fn what_a_plan_saves_fades_with_the_age_of_its_exercise() {
    let row = |months: f64| {
        let exercise = Some(liandong::scenario::practice::ExerciseAge { months, half_life_months: 12.0 });
        let post = liandong::scenario::structure::PostRef { line: "government".to_owned(), echelon: "county".to_owned() };
        PlanRow {
            post,
            only: None,
            hazards: None,
            decision_factor: 0.4,
            pre_authorised: false,
            first_alarm_share: None,
            from_colour: None,
            monitoring_factor: 1.0,
            exercise,
            tasks: Vec::new(),
        }
        .present_factor()
    };
    assert!((row(0.0) - 0.4).abs() < 1e-12 && (row(12.0) - 0.7).abs() < 1e-12 && (row(24.0) - 0.85).abs() < 1e-12);
}

#[test]
fn what_is_not_planned_spreads_around_the_same_mean() {
    let spans = |cv: Option<f64>| -> Vec<f64> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo_county_fire.ron");
        let mut exercise = load(&path, &["four_level".to_owned()]);
        exercise.structures[0].unplanned_cv = cv;
        let (records, _) = runs(&exercise, 400);
        records.iter().flat_map(decision_ms).map(|ms| f64::from(i32::try_from(ms).unwrap())).collect()
    };
    let law = |spans: &[f64]| {
        let n = f64::from(u32::try_from(spans.len()).unwrap());
        let mean = spans.iter().sum::<f64>() / n;
        (mean, (spans.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n).sqrt() / mean)
    };
    let ((plain, cv), (spread, wide)) = (law(&spans(None)), law(&spans(Some(1.0))));
    assert!((spread / plain - 1.0).abs() < 0.25, "mean {spread} ms, {plain} ms without");
    // Of a product of independent factors 1 + cv² multiply.
    let expected = ((1.0 + cv * cv) * 2.0 - 1.0).sqrt();
    assert!((0.6 * expected..1.5 * expected).contains(&wide), "cv {wide}, {cv} without, {expected} expected");
}

#[test]
fn plans_cut_mean_and_spread_and_gain_more_under_load() {
    // One officer at the top decides on everything, 20 min on average; loads 0.1 and 0.7 without a plan.
    let decisions = |rate: f64, tables: &str| -> (f64, f64) {
        let mut drill = crate::drill::Drill::chain_of_four();
        drill.services[0][2] = "Exponential(mean_min: 20.0)".to_owned();
        drill.tables = tables.to_owned();
        drill.horizon_h = 200.0;
        drill.stochastic = format!(
            r#"(id: "calls", level: "l3", rate_per_h: {rate:?}, spread: Evenly, profiles: [(weight: 1.0, profile: (hazard: "fire",
            severity: IV, needs: [(capability: "fire", units: 1, work: PerUnit(Deterministic(min: 1.0)))]))])"#
        );
        let (records, _) = runs(&drill.load(&[]), 32);
        let mut times = Vec::new();
        for record in &records {
            for entry in record.entries.iter().filter(|entry| entry.milestone == Milestone::DecisionMade) {
                let onset = record.incidents[entry.about.incident.unwrap().index()].onset;
                times.push((entry.time - onset).minutes());
            }
        }
        let n = f64::from(u32::try_from(times.len()).unwrap());
        let mean = times.iter().sum::<f64>() / n;
        (mean, times.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n)
    };
    let plan = r#"plans: [(post: (line: "government", echelon: "l0"), decision_factor: 0.4)], "#;
    let [calm, busy] = [0.3, 2.1].map(|rate| (decisions(rate, ""), decisions(rate, plan)));
    for ((mean, variance), (planned, spread)) in [calm, busy] {
        assert!(planned < mean && spread < variance, "{planned} of {mean} min, variance {spread} of {variance}");
    }
    let gain = |((mean, _), (planned, _)): ((f64, f64), (f64, f64))| mean - planned;
    // Queueing theory: sojourns 20/(1 − 0.1) = 22.2 and 20/0.3 = 66.7 min without, 8/0.96 = 8.3 and 8/0.72 = 11.1 min with a plan.
    assert!((gain(calm) - 13.9).abs() < 3.0 && (gain(busy) - 55.6).abs() < 17.0, "gains {} and {}", gain(calm), gain(busy));
}
