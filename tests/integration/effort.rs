//! What answering took of the fleet: hours at work, hours that units were missing, road driven, and from where units came.

use liandong::journal::entry::Entry;
use liandong::journal::milestone::Milestone;
use liandong::measure::effort::Effort;
use liandong::measure::milestones::Run;
use liandong::measure::record::RunRecord;
use liandong::terms::id::{IncidentId, UnitId};
use proptest::prelude::{ProptestConfig, prop, prop_assert, prop_assert_eq, proptest};

use crate::call_off::{calling, law, on_the_way, run};
use crate::drill::{Drill, fixed, runs};
use crate::oracle::hold;

/// Two districts 12 km apart, one engine in the first and two in the second; a fire before the first one's door.
fn two_districts() -> Drill {
    let mut drill = Drill { branches: vec![2], officers: vec![1; 2], relays: vec![fixed(0.0)], ..Drill::chain_of_four() };
    drill.services.truncate(2);
    drill.units = vec![("j0".into(), "engine", 1), ("j1".into(), "engine", 2)];
    drill.incidents = vec![(0.0, "j0".into(), (6.0, 3.0), vec![("fire", 2, "PerUnit(Deterministic(min: 60.0))".into())])];
    drill
}

#[test]
fn a_fire_that_takes_a_neighbours_engine_adds_up_by_hand() {
    let (records, outcome) = runs(&two_districts().load(&[]), 1);
    records.iter().for_each(hold);
    let result = &outcome.result;
    let value = |id: &str| {
        let at = result.metrics.iter().position(|metric| metric.id == id).unwrap_or_else(|| panic!("no metric {id}"));
        result.structures[0].estimates[at].mean
    };
    // One engine is there at once, the neighbour's after 12 min; each works an hour; 12 km out and 12 km back.
    for (id, wanted) in [("unmet_h", 0.2), ("work_h", 2.0), ("unit_h", 1.0 + 1.4), ("unit_km", 24.0), ("cross_share.l1", 0.5)] {
        assert!((value(id) - wanted).abs() < 1e-9, "{id}: {} and not {wanted}", value(id));
    }
    assert!(!result.metrics.iter().any(|metric| metric.id == "cross_share.l0"), "all belong to the one at the top");
}

#[test]
fn what_is_not_driven_after_a_turn_does_not_count() {
    let km = |record: &RunRecord| record.incidents.iter().map(|incident| incident.metres).sum::<u64>() as f64 / 1_000.0;
    let near = |record: RunRecord, wanted: f64| {
        let found = km(&record);
        assert!((found - wanted).abs() < 0.05, "{found} km and not {wanted}");
    };
    // To the light fire and home, 30 km each; to the grave one and home, 14.142 km each.
    near(run(on_the_way(), law()), 60.0 + 28.284);
    // Turned off after 10 km, 10 km on, home 14.142, out to the light fire and home.
    near(run(on_the_way(), calling(1, false)), 10.0 + 10.0 + 14.142 + 60.0);
    // Out 30 km, straight to the other fire 22.361, home 14.142.
    let mut redirecting = law();
    redirecting.redirects = true;
    near(run(on_the_way(), redirecting), 30.0 + 22.361 + 14.142);
}

/// Unit-ms that the needs of a run lacked and had, each need for itself: by its comings and goings in order.
fn by_need(record: &RunRecord) -> (i64, i64, i64) {
    let (mut unmet, mut met, mut wanted) = (0, 0, 0);
    for (at, incident) in record.incidents.iter().enumerate() {
        for need in &record.header.needs[incident.profile as usize] {
            let id = IncidentId::from_index(at);
            let mut workers: Vec<UnitId> = Vec::new();
            let mut changes = Vec::new();
            let (mut open, mut closed) = (None, record.header.horizon_ms);
            for entry in record.entries.iter().filter(|entry| entry.about.incident == Some(id)) {
                let unit = entry.about.unit;
                match entry.milestone {
                    Milestone::IncidentStarted if !need.waits => open = Some(entry.time),
                    Milestone::NeedOpened { capability } if capability == need.capability => open = Some(entry.time),
                    Milestone::NeedContained { capability } if capability == need.capability => closed = entry.time,
                    Milestone::WorkBegun { capability } if capability == need.capability => {
                        workers.push(unit.unwrap());
                        changes.push((entry.time, 1));
                    }
                    Milestone::CrewRelieved | Milestone::UnitWithdrew | Milestone::OrderSuperseded | Milestone::UnitFailed => {
                        if let Some(at) = workers.iter().position(|other| Some(*other) == unit) {
                            workers.remove(at);
                            changes.push((entry.time, -1));
                        }
                    }
                    Milestone::UnitReleased => workers.retain(|other| Some(*other) != unit),
                    _ => {}
                }
            }
            let Some(mut since) = open else { continue };
            wanted += i64::from(need.units) * (closed - since).ms();
            let mut present = 0_i64;
            changes.push((closed, 0));
            for (time, change) in changes {
                let (until, units) = (time.min(closed), i64::from(need.units));
                let span = (until - since).ms().max(0);
                unmet += (units - present).max(0) * span;
                met += present.min(units) * span;
                (since, present) = (since.max(until), present + change);
            }
        }
    }
    (unmet, met, wanted)
}

/// The units that departed under an order, each with its incident, by their causes.
fn sent(record: &RunRecord) -> Vec<(UnitId, IncidentId)> {
    let is_ordered = |departed: &&Entry| {
        let mut at = departed.cause.index();
        while let Some(position) = at {
            match record.entries[position].milestone {
                Milestone::OrderReceived => return true,
                Milestone::SelfDeployed => return false,
                _ => at = record.entries[position].cause.index(),
            }
        }
        false
    };
    let departed = record.entries.iter().filter(|entry| entry.milestone == Milestone::UnitDeparted);
    departed.filter(is_ordered).map(|entry| (entry.about.unit.unwrap(), entry.about.incident.unwrap())).collect()
}

/// In every journal: what was lacked and what was had make what was wanted, nobody works without an order or a will of its own, and
/// who comes from elsewhere and who does not are together all that were sent.
pub fn effort_adds_up(record: &RunRecord) {
    let run = Run::from(record);
    let effort = Effort::of(&run);
    let (unmet, met, wanted) = by_need(record);
    assert_eq!((effort.unmet_ms, unmet + met), (unmet, wanted), "lacked and had");
    let sent = sent(record);
    assert_eq!(effort.sent, sent, "who departed under orders");
    for level in 0..u32::try_from(record.header.levels.len()).unwrap() {
        let at = |jurisdiction| record.header.at_level(jurisdiction, level);
        let pairs = sent.iter().map(|(unit, incident)| {
            let place = at(record.incidents[incident.index()].jurisdiction);
            place.map(|place| at(record.header.unit(*unit).jurisdiction) == Some(place))
        });
        let is_own: Vec<bool> = pairs.flatten().collect();
        let own = is_own.iter().filter(|own| **own).count() as f64 / is_own.len() as f64;
        match effort.cross_share(&run, level) {
            Some(share) => assert!((share + own - 1.0).abs() < 1e-12, "{share} from elsewhere and {own} of level {level}"),
            None => assert!(is_own.is_empty(), "units were sent at level {level}"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn with_fixed_roads_km_are_twice_the_ways_and_hours_follow(
        rows in prop::collection::vec((0.0_f64..600.0, 0.0_f64..40.0, 1_u32..=3), 1..6),
    ) {
        let mut drill = two_districts();
        drill.horizon_h = 200.0;
        let fire = |(min, x, units): &(f64, f64, u32)| {
            (*min, "j0".to_owned(), (*x, 3.0), vec![("fire", *units, "PerUnit(Deterministic(min: 50.0))".to_owned())])
        };
        drill.incidents = rows.iter().map(fire).collect();
        let record = runs(&drill.load(&[]), 1).0.remove(0);
        hold(&record);
        let effort = Effort::of(&Run::from(&record));
        let units: u32 = rows.iter().map(|(.., units)| units).sum();
        prop_assert_eq!(effort.work_ms, i64::from(units) * 50 * 60_000);
        let ways = effort.sent.iter().map(|(unit, incident)| {
            let to = record.incidents[incident.index()].place;
            2.0 * record.header.unit(*unit).place.distance_km(to)
        });
        let (wanted, found) = (ways.sum::<f64>(), record.incidents.iter().map(|incident| incident.metres).sum::<u64>());
        prop_assert!((found as f64 / 1_000.0 - wanted).abs() < 0.001 * f64::from(2 * units), "{found} m and not {wanted} km");
    }
}
