//! Common luck: what is added, exchanged or written in another order leaves the draws of everything else as they were.

use std::collections::BTreeMap;

use liandong::experiment::design::Plan;
use liandong::experiment::laboratory::{LaboratoryOutcome, run_laboratory};
use liandong::measure::record::LaboratoryRecord;
use liandong::scenario::dispatch::LabPreference;
use liandong::scenario::laboratory::{
    LabArrivals, LabDistrict, LabPool, LabRoute, LabTravel, LabUnit, LabWay, Laboratory, WayBack, WhenBusy,
};
use liandong::scenario::law::{LawSpec, Point};
use liandong::scenario::load::LaboratoryStudy;
use liandong::verify::case::laboratory;
use liandong::verify::files::FILES;

use crate::theory::laboratories::{class, empty, exponential, run, runner, source, station, structure};
use crate::theory::rows::{MatterRow, Tables};

fn unit(id: &str) -> LabUnit {
    LabUnit { id: id.into(), count: 1, at_km: None }
}

fn pool(id: &str, units: &[&str]) -> LabPool {
    LabPool {
        id: id.into(),
        units: units.iter().map(|id| unit(id)).collect(),
        districts: Vec::new(),
        units_per_call: 1,
        mobilisation: exponential(1.0),
        travel: LabTravel::Drawn(exponential(2.0)),
        work: exponential(10.0),
        way_back: WayBack::Drawn(exponential(2.0)),
        when_busy: WhenBusy::Queue,
    }
}

fn way(probability: f64, to: &str) -> LabWay {
    LabWay { probability, to: to.into(), becomes: None, transit: exponential(0.5) }
}

/// Two desks with a way forth and back, and a pool.
fn base() -> Laboratory {
    let mut laboratory = empty(60.0);
    laboratory.stations = vec![station("desk", 2, exponential(3.0)), station("office", 1, exponential(3.0))];
    laboratory.pools = vec![pool("brigade", &["engine_1", "engine_2"])];
    laboratory.sources = vec![source("callers", "desk", 20.0), source("alarms", "brigade", 4.0)];
    laboratory.structures[0].routes = vec![
        LabRoute { from: "desk".into(), class: None, ways: vec![way(0.6, "office")] },
        LabRoute { from: "office".into(), class: None, ways: vec![way(0.2, "desk"), way(0.3, "brigade")] },
    ];
    laboratory
}

/// What is drawn for a matter at one place: service, or mobilisation and journey, or work and return; ms.
type Draw = (String, Option<i64>, Option<i64>, Option<i64>);

/// When each matter of a source comes, by its number within the source, and what is drawn for it place by place.
fn diary(tables: &Tables) -> BTreeMap<(String, usize), (i64, Vec<Draw>)> {
    let mut ways: BTreeMap<(&str, u32), Vec<&MatterRow>> = BTreeMap::new();
    for row in &tables.matters {
        ways.entry((&row.source, row.matter)).or_default().push(row);
    }
    let (mut numbers, mut diary) = (BTreeMap::<&str, usize>::new(), BTreeMap::new());
    for ((source, _), rows) in ways {
        let number = numbers.entry(source).or_default();
        diary.insert((source.to_owned(), *number), (rows[0].arrived_ms, rows.into_iter().map(draw).collect()));
        *number += 1;
    }
    diary
}

fn draw(row: &MatterRow) -> Draw {
    let until_scene = row.on_scene_ms.zip(row.started_ms).map(|(scene, started)| scene - started);
    let since = row.on_scene_ms.or(row.started_ms);
    (row.station.clone(), until_scene, row.finished_ms.zip(since).map(|(end, since)| end - since), row.travel_ms)
}

fn tables(laboratory: &Laboratory, structure: usize) -> Tables {
    Tables::of(laboratory, &runner(laboratory, structure).run(5, 1).0)
}

/// Every matter of the first laboratory comes at the same time in the second and has the same draws, as far as both runs go.
fn assert_same_luck(before: &Tables, after: &Tables, what: &str) {
    let (before, after) = (diary(before), diary(after));
    let mut compared = 0;
    for (matter, (arrived, draws)) in &before {
        let (other_arrived, other_draws) = after.get(matter).unwrap_or_else(|| panic!("{what}: {matter:?} does not come"));
        assert_eq!(arrived, other_arrived, "{what}: {matter:?} comes at another time");
        for (own, other) in draws.iter().zip(other_draws) {
            assert_eq!(own.0, other.0, "{what}: {matter:?} goes another way");
            for (own, other) in [(own.1, other.1), (own.2, other.2), (own.3, other.3)] {
                assert!(own.is_none() || other.is_none() || own == other, "{what}: {matter:?} has other draws");
                compared += usize::from(own.is_some() && own == other);
            }
        }
    }
    assert!(compared > 1_000, "{what}: {compared} draws compared");
}

/// The base with one thing more.
type Addition = (&'static str, fn(&mut Laboratory));

const ADDITIONS: [Addition; 7] = [
    ("a station with a source", |laboratory| {
        laboratory.stations.insert(0, station("archive", 1, exponential(1.0)));
        laboratory.sources.insert(0, source("readers", "archive", 10.0));
    }),
    ("a source at a station", |laboratory| laboratory.sources.insert(0, source("visitors", "desk", 10.0))),
    ("a class with a source", |laboratory| {
        laboratory.stations[0].classes.insert(0, class("letter", exponential(2.0)));
        let mut letters = source("letters", "desk", 5.0);
        letters.class = "letter".into();
        laboratory.sources.insert(0, letters);
        for route in &mut laboratory.structures[0].routes {
            route.class = Some("matter".into());
        }
    }),
    ("an officer", |laboratory| laboratory.stations[1].servers += 1),
    ("a unit", |laboratory| laboratory.pools[0].units.insert(0, unit("engine_0"))),
    ("a pool with a source", |laboratory| {
        laboratory.pools.insert(0, pool("reserve", &["lorry"]));
        laboratory.sources.insert(0, source("errands", "reserve", 2.0));
    }),
    ("a structure", |laboratory| {
        let other = structure("other");
        laboratory.structures.push(other);
    }),
];

#[test]
fn one_thing_more_leaves_the_draws_of_all_others() {
    let before = tables(&base(), 0);
    for (what, add) in ADDITIONS {
        let mut laboratory = base();
        add(&mut laboratory);
        assert_same_luck(&before, &tables(&laboratory, 0), what);
    }
}

#[test]
fn the_order_of_the_rows_in_a_file_is_no_luck() {
    for file in ["escalation_tree", "span_of_control", "priority_post", "four_post_tandem", "impatient_post", "lossy_radio"] {
        let mut laboratory = laboratory(file);
        (laboratory.horizon_h, laboratory.warmup_h) = (30.0, 0.0);
        let before = diary(&Tables::of(&laboratory, &run(&laboratory, 5)));
        laboratory.stations.reverse();
        laboratory.sources.reverse();
        for station in &mut laboratory.stations {
            station.classes.reverse();
        }
        assert!(before == diary(&Tables::of(&laboratory, &run(&laboratory, 5))), "{file} backwards is another run");
    }
    let mut backwards = base();
    backwards.stations.reverse();
    backwards.structures[0].routes.reverse();
    assert_eq!(diary(&tables(&base(), 0)), diary(&tables(&backwards, 0)), "a cycle backwards is another run");
}

/// A pool whose units are as far from one district as from the other.
fn equally_far(order: [&str; 3]) -> Laboratory {
    let mut laboratory = empty(60.0);
    let district = |id: &str| LabDistrict { id: id.into(), at_km: None };
    laboratory.pools = vec![LabPool {
        districts: vec![district("east"), district("west")],
        travel: LabTravel::Matrix { minutes: vec![vec![4.0; 3], vec![9.0; 3]] },
        way_back: WayBack::AsOut,
        ..pool("brigade", &order)
    }];
    laboratory.sources = ["east", "west"]
        .map(|id| {
            let mut calls = source(id, "brigade", 3.0);
            calls.district = Some(id.into());
            calls
        })
        .to_vec();
    laboratory
}

#[test]
fn the_order_of_units_that_are_equally_far_changes_no_time() {
    let times = |order| {
        let mut rows = tables(&equally_far(order), 0).matters;
        for row in &mut rows {
            row.unit = None;
        }
        rows
    };
    let rows = times(["a", "b", "c"]);
    assert!(rows.len() > 200 && rows.iter().any(|row| row.started_ms.is_some_and(|start| start > row.arrived_ms)));
    assert_eq!(rows, times(["c", "a", "b"]));
}

#[test]
fn the_order_of_units_in_the_file_does_not_matter_where_a_list_names_them() {
    let rows = |order| {
        let mut laboratory = equally_far(order);
        laboratory.structures[0].preferences = ["east", "west"]
            .map(|district| LabPreference {
                pool: "brigade".into(),
                district: district.into(),
                units: ["b", "a", "c"].map(String::from).to_vec(),
            })
            .to_vec();
        tables(&laboratory, 0).matters
    };
    assert_eq!(rows(["a", "b", "c"]), rows(["c", "b", "a"]));
}

/// A matter that comes back very often has other draws each time, also after 2^16 visits.
#[test]
fn the_luck_of_a_matter_that_keeps_coming_back_does_not_repeat() {
    let mut laboratory = empty(24.0);
    laboratory.stations = vec![station("desk", 1, LawSpec::Uniform { low_min: 0.0, high_min: 0.03 })];
    let arrivals =
        LabArrivals::Scripted(vec![liandong::scenario::laboratory::LabArrival { at_min: 0.0, count: 1, work_min: None }]);
    laboratory.sources = vec![liandong::scenario::laboratory::LabSource { arrivals, ..source("once", "desk", 0.0) }];
    let back = LabWay { transit: LawSpec::zero(), ..way(1.0, "desk") };
    laboratory.structures[0].routes = vec![LabRoute { from: "desk".into(), class: None, ways: vec![back] }];
    let visits = run(&laboratory, 1).visits;
    let services: Vec<i64> = visits.iter().filter_map(|visit| Some((visit.finished? - visit.started?).ms())).collect();
    let period = 1 << 16;
    assert!(services.len() > period + 20_000, "{} visits", services.len());
    let same = services.iter().zip(&services[period..]).filter(|(a, b)| a == b).count();
    assert!(same < 200, "{same} of {} services are those of 2^16 visits before", services.len() - period);
}

fn outcome(laboratory: Laboratory, structures: Vec<usize>, threads: usize) -> (LaboratoryOutcome, Vec<LaboratoryRecord>) {
    let study = LaboratoryStudy { laboratory, structures, inputs: Vec::new() };
    let mut records = Vec::new();
    let mut each = |_: usize, record: &LaboratoryRecord| {
        records.push(record.clone());
        Ok(())
    };
    let plan = Plan { seed: 3, replications: 5, threads };
    let outcome = run_laboratory(&study, &plan, true, &mut each, &|_| ()).expect("nothing is written");
    (outcome, records)
}

/// A shipped laboratory, cut short.
fn cut_short(file: &str) -> Laboratory {
    let mut laboratory = laboratory(file);
    laboratory.horizon_h = laboratory.horizon_h.min(20.0);
    laboratory.warmup_h = laboratory.warmup_h.min(2.0);
    laboratory
}

#[test]
fn a_structure_against_itself_differs_by_exactly_zero() {
    for (file, _) in FILES {
        let (outcome, _) = outcome(cut_short(file), vec![0, 0], 1);
        assert!(!outcome.comparisons.is_empty(), "{file}");
        for row in &outcome.comparisons {
            let all = [Some(row.difference), row.ci_low, row.ci_high];
            assert!(all.into_iter().flatten().all(|value| value.to_bits() == 0), "{file}: {row:?}");
            assert_eq!(row.mean_a.map(f64::to_bits), row.mean_b.map(f64::to_bits), "{file}: {row:?}");
        }
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    for file in ["four_counties_in_a_row", "interrupting_post", "central_or_local"] {
        let results = |threads| format!("{:?}", outcome(cut_short(file), vec![0], threads));
        let one = results(1);
        assert!(one == results(2) && one == results(7), "{file}");
    }
}

/// All times of a law twice as long; the laws used here only.
fn doubled(law: &LawSpec) -> LawSpec {
    match law {
        LawSpec::Deterministic { min } => LawSpec::Deterministic { min: 2.0 * min },
        LawSpec::Exponential { mean_min } => LawSpec::Exponential { mean_min: 2.0 * mean_min },
        LawSpec::Empirical(points) => {
            LawSpec::Empirical(points.iter().map(|point| Point { min: 2.0 * point.min, weight: point.weight }).collect())
        }
        other => panic!("{other:?} is not doubled"),
    }
}

/// The same laboratory in slow motion.
fn slow_motion(mut laboratory: Laboratory) -> Laboratory {
    laboratory.horizon_h *= 2.0;
    laboratory.warmup_h *= 2.0;
    for class in laboratory.stations.iter_mut().flat_map(|station| &mut station.classes) {
        class.service = doubled(&class.service);
    }
    for pool in &mut laboratory.pools {
        (pool.mobilisation, pool.work) = (doubled(&pool.mobilisation), doubled(&pool.work));
        for law in [&mut pool.travel, &mut LabTravel::None] {
            if let LabTravel::Drawn(spec) = law {
                *spec = doubled(spec);
            }
        }
        if let WayBack::Drawn(spec) = &mut pool.way_back {
            *spec = doubled(spec);
        }
    }
    for source in &mut laboratory.sources {
        match &mut source.arrivals {
            LabArrivals::Poisson { rate_per_h } => *rate_per_h /= 2.0,
            LabArrivals::Renewal(gap) => *gap = doubled(gap),
            LabArrivals::Scripted(rows) => rows.iter_mut().for_each(|row| row.at_min *= 2.0),
        }
    }
    for way in laboratory.structures.iter_mut().flat_map(|structure| &mut structure.routes).flat_map(|route| &mut route.ways) {
        way.transit = doubled(&way.transit);
    }
    laboratory
}

/// Whole milliseconds, so that twice as long is exactly twice as long.
fn whole() -> Laboratory {
    let values = |minutes: [f64; 3]| {
        LawSpec::Empirical(minutes.into_iter().zip([0.3, 0.5, 0.2]).map(|(min, weight)| Point { min, weight }).collect())
    };
    let mut laboratory = base();
    for station in &mut laboratory.stations {
        station.classes[0].service = values([1.0, 2.75, 5.5]);
    }
    for (source, gap) in laboratory.sources.iter_mut().zip([2.625, 13.0]) {
        source.arrivals = LabArrivals::Renewal(values([0.5 * gap, gap, 1.75 * gap]));
    }
    let brigade = &mut laboratory.pools[0];
    (brigade.mobilisation, brigade.work) = (values([0.5, 1.0, 1.5]), values([4.0, 9.5, 16.0]));
    (brigade.travel, brigade.way_back) = (LabTravel::Drawn(values([1.0, 2.0, 3.5])), WayBack::AsOut);
    for way in laboratory.structures[0].routes.iter_mut().flat_map(|route| &mut route.ways) {
        way.transit = values([0.125, 0.25, 1.25]);
    }
    laboratory
}

#[test]
fn twice_as_slow_is_twice_as_long_to_the_millisecond() {
    let (before, after) = (tables(&whole(), 0), tables(&slow_motion(whole()), 0));
    let twice = |time: Option<i64>| time.map(|ms| 2 * ms);
    let matters: Vec<MatterRow> = before
        .matters
        .into_iter()
        .map(|row| MatterRow {
            arrived_ms: 2 * row.arrived_ms,
            started_ms: twice(row.started_ms),
            finished_ms: twice(row.finished_ms),
            on_scene_ms: twice(row.on_scene_ms),
            travel_ms: twice(row.travel_ms),
            ..row
        })
        .collect();
    assert!(matters.len() > 1_000);
    assert_eq!(matters, after.matters);
    for (before, after) in before.stations.iter().zip(&after.stations) {
        let integrals = [before.observed_ms, before.busy_ms, before.waiting_ms, before.in_system_ms].map(|ms| 2 * ms);
        assert_eq!(integrals, [after.observed_ms, after.busy_ms, after.waiting_ms, after.in_system_ms], "{}", before.station);
    }
}

#[test]
fn twice_as_slow_is_twice_as_long_up_to_the_rounding_of_each_draw() {
    let mut laboratory = empty(60.0);
    laboratory.stations = vec![station("desk", 2, exponential(3.0))];
    laboratory.sources = vec![source("callers", "desk", 30.0)];
    let (before, after) = (run(&laboratory, 5).visits, run(&slow_motion(laboratory), 5).visits);
    assert!(before.len() > 1_000 && before.len().abs_diff(after.len()) <= 1);
    for (draws, (before, after)) in (2_i64..).step_by(2).zip(before.iter().zip(&after)) {
        let pairs =
            [(Some(before.arrived), Some(after.arrived)), (before.started, after.started), (before.finished, after.finished)];
        for (before, after) in pairs.into_iter().filter_map(|(before, after)| before.zip(after)) {
            assert!((2 * before.ms() - after.ms()).abs() <= 2 * draws, "{before} doubled is not {after} after {draws} draws");
        }
    }
}
