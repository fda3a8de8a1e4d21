//! Several causes hold a unit at once: it is sent for exactly when none does, and every order on its way comes to an end.

use std::collections::{BTreeMap, BTreeSet};

use liandong::engine::time::SimTime;
use liandong::journal::entry::Entry;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::fitness::{FailureSpec, FitnessRow, OffDutySpec, RestSpec};
use liandong::scenario::inject::{Action, Inject};
use liandong::scenario::law::LawSpec;
use liandong::scenario::load::Exercise;
use liandong::scenario::military::{AskThreshold, DirectUse};
use liandong::scenario::standing::StandingSpec;
use liandong::scenario::territory::Rows;
use liandong::terms::id::{IncidentId, UnitId};
use liandong::terms::language::Name;
use liandong::terms::severity::Severity;
use proptest::prelude::{ProptestConfig, any, prop, prop_assert, proptest};

use crate::drill::{Drill, fixed, runs};
use crate::military::{need, project};
use crate::oracle::hold;

/// A span of minutes.
type Minutes = (u32, u32);

/// What may hold the two engines of one team.
#[derive(Clone, Debug, Default)]
struct Causes {
    /// When injects say that the first engine is unavailable.
    injects: Vec<Minutes>,
    /// Off duty from 22 to 5 o'clock; the run begins at 8.
    is_off_at_night: bool,
    /// Two hours of work, then one of rest.
    rests: bool,
    /// Failures an hour, and an hour of repair.
    fails: Option<f64>,
    /// Calls an hour that take an engine away for an hour.
    calls: Option<f64>,
    /// Probability that an engine does not come.
    no_show: f64,
}

const NIGHT: Minutes = (840, 1_260);
const DAY: u32 = 1_440;

/// Fires at these minutes, before the doors of the two engines: one engine and 50 min each.
fn fires(at: &[u32], causes: &Causes) -> Exercise {
    let mut drill = Drill { branches: vec![2], officers: vec![1; 2], relays: vec![fixed(0.0)], ..Drill::chain_of_four() };
    drill.services.truncate(2);
    drill.units = vec![("j0".into(), "engine", 2)];
    drill.horizon_h = 100.0;
    let fire = |min: &u32| {
        (f64::from(*min), "j0".to_owned(), (6.0, 3.0), vec![("fire", 1, "PerUnit(Deterministic(min: 50.0))".to_owned())])
    };
    drill.incidents = at.iter().map(fire).collect();
    let mut exercise = drill.load(&[]);
    let hour = || LawSpec::Deterministic { min: 60.0 };
    exercise.structures[0].fitness = vec![FitnessRow {
        unit_type: "engine".into(),
        rest: causes.rests.then_some(RestSpec { after_h: 2.0, for_h: 1.0 }),
        failure: causes.fails.map(|per_h| FailureSpec { per_h, repair: hour() }),
        off_duty: causes.is_off_at_night.then_some(OffDutySpec { from_h: 22.0, until_h: 5.0, mobilisation: None }),
        range_km: None,
    }];
    let mut tell = |at: u32, action| {
        let id = format!("inject{}", exercise.incidents.injects.len());
        exercise.incidents.injects.push(Inject { id, at_min: f64::from(at), action });
    };
    for (from, until) in &causes.injects {
        tell(*from, Action::UnitUnavailable { unit: "engine_j0.1".into(), until_min: Some(f64::from(*until)) });
    }
    if let Some(calls_per_h) = causes.calls {
        let agencies = vec!["a_j0".to_owned()];
        tell(0, Action::NumbersLeaked { agencies, calls_per_h, errand: hour(), until_min: Some(4_000.0) });
    }
    let (id, name, home) = ("team".to_owned(), Name::new("队", "team"), "l1".to_owned());
    let (mobilisation, away, stays) = (None, None, None);
    exercise.world.standings =
        vec![StandingSpec { id, name, home, mobilisation, away, rate_factor: 1.0, no_show: causes.no_show, stays }];
    let Rows::List(agencies) = &mut exercise.world.agencies else { panic!("the drill lists its agencies") };
    agencies.iter_mut().for_each(|agency| agency.standing = Some("team".to_owned()));
    exercise
}

fn run(at: &[u32], causes: &Causes) -> RunRecord {
    let record = runs(&fires(at, causes), 1).0.remove(0);
    hold(&record);
    is_sent_for_exactly_when_nothing_holds_it(&record, causes);
    record
}

/// What holds each engine, as the journal and the causes tell it.
#[derive(Default)]
struct Ledger {
    held: BTreeSet<(UnitId, &'static str)>,
    busy: BTreeSet<UnitId>,
    wanted: BTreeMap<IncidentId, i32>,
    absent: Vec<(IncidentId, UnitId)>,
}

impl Ledger {
    fn note(&mut self, entry: &Entry) {
        let (unit, incident) = (entry.about.unit, entry.about.incident);
        match entry.milestone {
            Milestone::IncidentStarted => *self.wanted.entry(incident.unwrap()).or_default() += 1,
            Milestone::OrderReceived => {
                *self.wanted.get_mut(&incident.unwrap()).unwrap() -= 1;
                assert!(self.busy.insert(unit.unwrap()), "{entry:?}: it is out already");
            }
            Milestone::NoShow => {
                *self.wanted.get_mut(&incident.unwrap()).unwrap() += 1;
                self.held.insert((unit.unwrap(), "no-show"));
                self.absent.push((incident.unwrap(), unit.unwrap()));
            }
            Milestone::NoShowEnded => assert!(self.held.remove(&(unit.unwrap(), "no-show")), "{entry:?}"),
            Milestone::CrewRelieved => *self.wanted.get_mut(&incident.unwrap()).unwrap() += 1,
            Milestone::UnitFailed => {
                if let Some(wanted) = incident.and_then(|incident| self.wanted.get_mut(&incident)) {
                    *wanted += 1;
                }
                self.busy.remove(&unit.unwrap());
                self.held.insert((unit.unwrap(), "out"));
            }
            Milestone::UnitReturned => drop(self.busy.remove(&unit.unwrap())),
            Milestone::RestBegun => drop(self.held.insert((unit.unwrap(), "out"))),
            Milestone::UnitReady => assert!(self.held.remove(&(unit.unwrap(), "out")), "{entry:?}"),
            Milestone::CalledAway => drop(self.held.insert((unit.unwrap(), "errand"))),
            Milestone::ErrandEnded => assert!(self.held.remove(&(unit.unwrap(), "errand")), "{entry:?}"),
            _ => {}
        }
    }

    fn is_held(&self, unit: UnitId, now: SimTime, causes: &Causes) -> bool {
        let within = |(from, until): Minutes| {
            SimTime::from_minutes(f64::from(from)) <= now && now < SimTime::from_minutes(f64::from(until))
        };
        let is_injected = unit == UnitId(0) && causes.injects.iter().any(|span| within(*span));
        let is_off = causes.is_off_at_night && (0..6).any(|day| within((NIGHT.0 + day * DAY, NIGHT.1 + day * DAY)));
        is_injected || is_off || self.held.iter().any(|(other, _)| *other == unit)
    }
}

/// Nobody is sent for who is held, and between instants no engine stands idle and free while one is wanted.
fn is_sent_for_exactly_when_nothing_holds_it(record: &RunRecord, causes: &Causes) {
    let mut ledger = Ledger::default();
    let mut entries = record.entries.iter().peekable();
    while let Some(entry) = entries.next() {
        if entry.milestone == Milestone::OrderReceived {
            let unit = entry.about.unit.unwrap();
            assert!(!ledger.is_held(unit, entry.time, causes), "{entry:?}: it is held by {:?}", ledger.held);
        }
        ledger.note(entry);
        if entries.peek().is_some_and(|next| next.time == entry.time) {
            continue;
        }
        let is_wanted = ledger.wanted.values().any(|units| *units > 0);
        let is_idle = |unit: &UnitId| !ledger.busy.contains(unit) && !ledger.is_held(*unit, entry.time, causes);
        assert!(!(is_wanted && [UnitId(0), UnitId(1)].iter().any(is_idle)), "an engine stands idle after {entry:?}");
    }
    let is_over = |incident: &IncidentId| {
        let is_end = |entry: &&Entry| entry.milestone == Milestone::IncidentContained && entry.about.incident == Some(*incident);
        record.entries.iter().any(|entry| is_end(&entry))
    };
    for (incident, unit) in &ledger.absent {
        let ended = record.entries.iter().filter(|entry| {
            (entry.milestone, entry.about.incident, entry.about.unit) == (Milestone::NoShowEnded, Some(*incident), Some(*unit))
        });
        assert_eq!(ended.count(), usize::from(is_over(incident)), "{unit:?} did not come to {incident:?}");
    }
}

fn minutes(record: &RunRecord, milestone: &str) -> Vec<f64> {
    let entries = record.entries.iter().filter(|entry| entry.milestone.id() == milestone);
    entries.map(|entry| (entry.time - SimTime::ZERO).minutes()).collect()
}

#[test]
fn of_two_injects_the_end_of_the_shorter_one_frees_nobody() {
    let causes = Causes { injects: vec![(0, 300), (50, 100)], ..Causes::default() };
    let record = run(&[10, 20], &causes);
    // The second engine is back from the first fire at 60, the first engine is free at 300.
    assert_eq!(minutes(&record, "order_received"), [10.0, 60.0]);
    let both = Causes { injects: vec![(0, 300), (50, 100)], is_off_at_night: true, ..Causes::default() };
    assert_eq!(minutes(&run(&[845], &both), "order_received"), [1_260.0], "at 5 o'clock");
}

#[test]
fn an_inject_that_ends_does_not_call_in_who_is_off_duty() {
    let causes = Causes { injects: vec![(800, 1_000), (1_200, 1_300)], is_off_at_night: true, ..Causes::default() };
    let record = run(&[845, 846], &causes);
    // At 1,260 one engine comes on duty; the other is unavailable until 1,300.
    assert_eq!(minutes(&record, "order_received"), [1_260.0, 1_300.0]);
}

#[test]
fn an_inject_that_ends_does_not_wake_a_crew_at_rest_and_rest_does_not_end_an_inject() {
    let fires: Vec<u32> = vec![0, 0, 50, 50, 100, 100, 160, 160];
    let sent =
        |injects: Vec<Minutes>| minutes(&run(&fires, &Causes { injects, rests: true, ..Causes::default() }), "order_received");
    // Each engine has worked its two hours at 120, is relieved and rests until 180.
    assert_eq!(sent(Vec::new())[6..8], [180.0, 180.0]);
    assert_eq!(sent(vec![(130, 150)])[6..8], [180.0, 180.0], "the end of the inject wakes nobody");
    // The one that is to be had goes on with the half-hour that is left of one fire, and then of the other.
    assert_eq!(sent(vec![(130, 400)])[6..8], [180.0, 210.0], "rested and still unavailable");
}

#[test]
fn who_did_not_come_can_be_tasked_again_when_the_incident_is_over() {
    // Whoever does not come to the one fire comes to another.
    let causes = Causes { no_show: 0.3, ..Causes::default() };
    let fires: Vec<u32> = (0..40).map(|number| number * 120).collect();
    let record = run(&fires, &causes);
    let (missed, again) = (minutes(&record, "no_show"), minutes(&record, "no_show_ended"));
    assert!(!again.is_empty() && again.len() <= missed.len(), "{missed:?} {again:?}");
    let units: BTreeSet<_> =
        record.entries.iter().filter(|e| e.milestone.id() == "no_show_ended").map(|e| e.about.unit).collect();
    let is_tasked_again = |unit: &Option<UnitId>| {
        let of = |id: &str| {
            let entries = record.entries.iter().filter(|entry| entry.milestone.id() == id && entry.about.unit == *unit);
            entries.map(|entry| entry.time).collect::<Vec<_>>()
        };
        let first = of("no_show_ended")[0];
        of("order_received").iter().any(|time| *time > first)
    };
    assert!(units.iter().any(is_tasked_again), "nobody is tasked again: {missed:?} {again:?}");
}

/// Whether a post's order for a unit stands at the beginning of an entry's causes.
fn comes_from_an_order(record: &RunRecord, entry: &Entry) -> bool {
    let mut causes = std::iter::successors(Some(entry), |entry| entry.cause.index().map(|cause| &record.entries[cause]));
    causes.any(|cause| matches!(cause.milestone, Milestone::OrderIssued { .. }))
}

/// A request that climbs hides its units from whoever knows of it; approved, refused, held or overtaken, it lets them go in the end.
fn every_order_ends(record: &RunRecord) {
    let mut open: BTreeMap<UnitId, i32> = BTreeMap::new();
    for entry in &record.entries {
        let Some(unit) = entry.about.unit else { continue };
        match entry.milestone {
            Milestone::OrderIssued { .. } => *open.entry(unit).or_default() += 1,
            Milestone::OrderReceived | Milestone::OrderRejected | Milestone::OrderWithdrawn
                if comes_from_an_order(record, entry) =>
            {
                *open.get_mut(&unit).unwrap() -= 1;
            }
            _ => {}
        }
    }
    assert!(open.values().all(|orders| *orders == 0), "orders that never end: {open:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_unit_is_sent_for_exactly_when_no_cause_holds_it(
        at in prop::collection::vec(0_u32..3_000, 1..12),
        injects in prop::collection::vec((0_u32..3_000, 1_u32..900), 0..6),
        limits in (any::<bool>(), any::<bool>(), prop::option::of(0.01_f64..1.0)),
        calls in prop::option::of(0.05_f64..1.0),
        no_show in prop::option::of(0.1_f64..0.5),
    ) {
        let injects: Vec<Minutes> = injects.into_iter().map(|(from, span)| (from, from + span)).collect();
        let (is_off_at_night, rests, fails) = limits;
        let causes = Causes { injects, is_off_at_night, rests, fails, calls, no_show: no_show.unwrap_or(0.0) };
        let record = run(&at, &causes);
        let contained = minutes(&record, "incident_contained").len();
        prop_assert!(contained == at.len() || causes.no_show > 0.0, "{contained} of {} are out", at.len());
    }

    #[test]
    fn every_order_for_troops_comes_to_an_end(
        refusal in 0.0_f64..1.0,
        uses in (any::<bool>(), any::<bool>()),
        threshold in prop::option::of((0.1_f64..1.0, 1.0_f64..200.0)),
        units in (1_u32..=3, 1_u32..=2),
    ) {
        let direct = || DirectUse { from_severity: Severity::II, owned_from: "c".to_owned(), decision: LawSpec::Deterministic { min: 10.0 } };
        let needs = format!("{}{}", need("dyke", units.0), need("order", units.1));
        let exercise = project(&needs, |military| {
            military.refusal = refusal;
            military.urgent = uses.0.then(direct);
            military.self_start = uses.1.then(direct);
            military.threshold = threshold.map(|(completeness, within_min)| AskThreshold { completeness, within_min });
        });
        for record in runs(&exercise, 4).0 {
            hold(&record);
            every_order_ends(&record);
        }
    }
}
