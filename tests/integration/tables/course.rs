//! The course of incidents, at random, as written on a tape: tasks that grow, follow and wait, persons, care, evacuation, secondary
//! incidents, crowds, access roads, grading, limits, injects and channels.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::structure::{some, tenths};
use crate::drill::{More, Need};
use crate::invariants::law;

/// What is drawn of one incident.
#[derive(Clone, Debug)]
pub struct Drawn {
    pub needs: Vec<Need>,
    pub is_measured: bool,
    pub grade: &'static str,
    pub profile: String,
    pub own: String,
}

fn shared() -> impl Strategy<Value = (String, bool)> {
    let law = prop_oneof![Just("Exponential"), Just("Linear"), Just("Logistic")];
    let grows = option::of((law, 0_u8..=8, option::of(50_u8..=200)));
    (1_u8..40, grows, any::<bool>()).prop_map(|(size, grows, is_measured)| {
        let grows = grows.map_or(String::new(), |(law, per_h, most)| {
            let most = if law == "Logistic" { most.or(Some(100)) } else { most };
            format!(", growth_per_h: {}, growth: {law}, unit_h_max: {}", tenths(per_h), some(most.map(tenths)))
        });
        let measures = if is_measured { ", hazard_per_unit_h: Some(2.0)" } else { "" };
        (format!("Shared(unit_h: {}{grows}{measures})", tenths(size)), is_measured)
    })
}

fn evacuation() -> impl Strategy<Value = String> {
    let until = option::of(1_u32..300);
    (vec(1_u32..60, 1..4), 5_u8..60, 0_u8..=5, until).prop_map(|(places, rate, unlisted, until)| {
        let place = |persons: &u32| format!(r#"(name: (zh: "村", en: "village"), persons: {persons}), "#);
        let places: String = places.iter().map(place).collect();
        let until = until.map(|min| format!("AfterMin({min}.0)"));
        format!(
            "Evacuation((places: [{places}], persons_per_unit_h: {rate}.0, unlisted: {}, search_factor: 2.0, until: {}))",
            tenths(unlisted),
            some(until)
        )
    })
}

/// Persons whom the work on fire frees, hurt or not.
fn casualties(is_hurt: bool) -> impl Strategy<Value = String> {
    let class = if is_hurt { prop_oneof![Just("red"), Just("yellow")].boxed() } else { Just("").boxed() };
    let survival = prop_oneof![
        (10_u32..2_000).prop_map(|min| format!("Exponential(mean_min: {min}.0)")),
        (10_u32..2_000).prop_map(|min| format!("Weibull(scale_min: {min}.0, shape: 0.9)")),
    ];
    vec((1_u32..5, survival, class, any::<bool>()), 1..3).prop_map(|rows| {
        let row = |(persons, survival, class, begun): (u32, String, &str, bool)| {
            let injury = if class.is_empty() { "None".to_owned() } else { format!(r#"Some("{class}")"#) };
            format!(
                r#"(persons: {persons}, capability: "fire", survival: {survival}, injury: {injury}, begun_counts: {begun}), "#
            )
        };
        format!("casualties: [{}], ", rows.into_iter().map(row).collect::<String>())
    })
}

/// The tasks and persons of an incident: on fire a task of their own, a shared one or an evacuation; on boats what may go with it.
fn tasks() -> BoxedStrategy<(Vec<Need>, bool, String)> {
    let own = || law().prop_map(|law| format!("PerUnit({law})"));
    let fire = prop_oneof![
        2 => own().prop_map(|work| (work, 0, false)),
        3 => shared().prop_map(|(work, is_measured)| (work, 1, is_measured)),
        2 => shared().prop_map(|(work, is_measured)| (work, 2, is_measured)),
        1 => evacuation().prop_map(|work| (work, 0, false)),
    ];
    let units = (1_u32..=3, 1_u32..=3);
    let boat =
        (prop_oneof![own(), evacuation(), shared().prop_map(|_| "Shared(unit_h: 1.5)".to_owned())], 0_u8..3, any::<bool>());
    let persons = (option::of(casualties(false)), casualties(true), law(), law());
    (fire, units, option::of(boat), persons)
        .prop_map(|((work, kind, is_measured), units, boat, (free, hurt, load, unload))| {
            let mut needs: Vec<Need> = vec![("fire", units.0, work)];
            let after = |waits: bool| if waits { r#", after: Some("fire")"# } else { "" };
            // A profile moves one population.
            let is_second = |boat: &str| boat.starts_with("Evacuation") && needs[0].2.starts_with("Evacuation");
            let boat = boat.filter(|(boat, ..)| !is_second(boat));
            match (kind, boat) {
                // The injured need somebody to bring them to a hospital.
                (2, boat) => {
                    let waits = boat.is_some_and(|(.., waits)| waits);
                    needs.push(("boat", units.1, format!("Transport(load: {load}, unload: {unload}){}", after(waits))));
                }
                (1, Some((_, 0, waits))) => {
                    needs.push(("boat", units.1, format!(r#"OfSize(of: "fire", share: 0.5){}"#, after(waits))))
                }
                (_, Some((work, _, waits))) => needs.push(("boat", units.1, format!("{work}{}", after(waits)))),
                (_, None) => {}
            }
            let persons = match kind {
                0 => String::new(),
                1 => free.unwrap_or_default(),
                _ => hurt,
            };
            (needs, is_measured, persons)
        })
        .boxed()
}

/// The access road, the room at the scene, and those who come unasked, of the agency `society`.
fn crowded(society: String) -> impl Strategy<Value = String> {
    let room = option::of((1_u32..4, 0_u8..=10, option::of(1_u32..6), 0_u8..=5, 0_u8..=20));
    let crowd = (1_u32..6, any::<bool>(), law(), 1_u8..=30, 5_u8..=40);
    (option::of(5_u8..60), room, option::of(crowd)).prop_map(move |(road, room, crowd)| {
        let road = road.map(|vehicles| format!("(vehicles_per_h: {vehicles}.0)"));
        let room = room.map(|(span, alone, capacity, crowding, matters)| {
            let (alone, crowding, matters) = (tenths(alone), tenths(crowding), tenths(matters));
            let capacity = some(capacity.map(|units| units.to_string()));
            format!("(span: {span}, unsupervised: {alone}, capacity: {capacity}, crowding: {crowding}, matters_per_h: {matters})")
        });
        let crowd = crowd.map(|(count, own, publicity, eagerness, peak)| {
            let own = if own { format!(r#""{society}""#) } else { String::new() };
            format!(
                r#"(organisations: {count}, unit_type: "team", agency: "{society}", from_km: 5.0, to_km: 30.0, agencies: [{own}],
                publicity: {publicity}, eagerness: {}, peak_h: {})"#,
                tenths(eagerness),
                tenths(peak)
            )
        });
        format!("access_road: {}, congestion: {}, convergence: {}, ", some(road), some(room), some(crowd))
    })
}

/// Incidents; the agency is that of the social teams.
pub fn incidents(society: String) -> impl Strategy<Value = Vec<Drawn>> {
    let grade = prop_oneof![Just("IV"), Just("III"), Just("II"), Just("I")];
    vec((tasks(), grade, prop::bool::weighted(0.8), crowded(society)), 4).prop_map(|rows| {
        let row = |((needs, is_measured, persons), grade, needed, own)| Drawn {
            needs,
            is_measured,
            grade,
            profile: format!("needed: {needed}, {persons}"),
            own,
        };
        rows.into_iter().map(row).collect()
    })
}

/// Hospitals and the chances of the injured; always there, for whoever is injured needs them.
fn care() -> impl Strategy<Value = String> {
    let hospital = (1_u32..5, 1_u32..3, law(), 0_u8..30);
    let scene = option::of(0_u8..=10);
    (vec(hospital, 1..3), any::<bool>(), scene).prop_map(|(hospitals, picks, scene)| {
        let row = |(number, (beds, places, treatment, km)): (usize, &(u32, u32, String, u8))| {
            format!(
                r#"(id: "h{number}", name: (zh: "医院", en: "hospital"), place: (jurisdiction: "j", x_km: Some({km}.0), y_km: Some(1.0)),
                beds: {beds}, places: {places}, treatment: {treatment}), "#
            )
        };
        let scene = scene.map(|factor| format!(r#"(capability: "boat", factor: {})"#, tenths(factor)));
        format!(
            r#"care: Some((injuries: [(id: "red", name: (zh: "红", en: "red"),
            survival: LogLogistic(at_once: 0.56, scale_min: 91.0, shape: 1.58)), (id: "yellow", name: (zh: "黄", en: "yellow"),
            survival: Points([(min: 0.0, chance: 0.9), (min: 120.0, chance: 0.2)]))], hospitals: [{}], counts: {},
            scene_care: {})), "#,
            hospitals.iter().enumerate().map(row).collect::<String>(),
            if picks { "PickUp" } else { "Treatment" },
            some(scene)
        )
    })
}

/// Incidents that others bring about: of fires at a fixed rate, of measured blazes at the rate of their size.
fn secondary() -> impl Strategy<Value = String> {
    let row = (any::<bool>(), 1_u8..10, 1_u32..6, any::<bool>());
    option::of(row).prop_map(|row| {
        let Some((is_measured, rate, most, breeds)) = row else { return String::new() };
        let (hazard, reference) = if is_measured { ("blaze", "Some(3.0)") } else { ("fire", "None") };
        let born = if breeds { hazard } else { "fire" };
        format!(
            r#"secondary: [(id: "next", hazard: "{hazard}", rate_per_h: {}, reference: {reference}, at_most: {most}, profile: (
            hazard: "{born}", severity: IV, needs: [(capability: "fire", units: 1,
            work: Shared(unit_h: 0.5, growth_per_h: 0.1, hazard_per_unit_h: Some(1.0)))]))], "#,
            tenths(rate)
        )
    })
}

fn grading() -> impl Strategy<Value = String> {
    let measures = ["Deaths", "InDanger", "Trapped", "Injured", "Evacuated", "HazardSize"];
    vec((any::<bool>(), 0..measures.len(), 1_u32..5, 1_u32..40), 0..3).prop_map(move |mut rows| {
        rows.sort_by_key(|row| (row.0, row.1));
        rows.dedup_by_key(|row| (row.0, row.1));
        let row = |(blaze, measure, few, more): &(bool, usize, u32, u32)| {
            let hazard = if *blaze { "blaze" } else { "fire" };
            let grade = |severity: &str, at_least: u32| {
                format!(
                    r#"(hazard: "{hazard}", measure: {}, severity: {severity}, at_least: {at_least}, source: "assumption"), "#,
                    measures[*measure]
                )
            };
            grade("III", *few) + &grade("I", few + more)
        };
        format!("grading: List([{}]), ", rows.iter().map(row).collect::<String>())
    })
}

fn limits(levels: usize) -> impl Strategy<Value = String> {
    vec((0..levels - 1, any::<bool>(), 1_u8..90, any::<bool>()), 0..4).prop_map(|mut rows| {
        // One row for each duty.
        rows.sort_by_key(|row| (row.0, row.1));
        rows.dedup_by_key(|row| (row.0, row.1));
        let row = |(number, (to, written, minutes, grave)): (usize, &(usize, bool, u8, bool))| {
            format!(
                r#"(id: "n{number}", from_line: "government", from_echelon: "l{}", to_line: "government", to_echelon: "l{to}",
                kind: {}, minutes: {minutes}.0, from_severity: {}, source: "assumption"), "#,
                to + 1,
                if *written { "Written" } else { "Oral" },
                if *grave { "Some(II)" } else { "None" }
            )
        };
        format!("limits: List([{}]), ", rows.iter().enumerate().map(row).collect::<String>())
    })
}

/// Injects beside those of the plain drills.
pub fn injects(society: String) -> impl Strategy<Value = String> {
    let until = || option::of(30_u32..300);
    let times = vec((0_u32..180, until()), 4);
    (vec(any::<bool>(), 4), times).prop_map(move |(is_on, times)| {
        let until = |at: u32, until: Option<u32>| some(until.map(|span| format!("{}.0", at + span)));
        let rows = [
            r#"UnitUnavailable(unit: "truck_j", until_min: UNTIL)"#.to_owned(),
            r#"FalseAllClear(line: "government", jurisdiction: "j", incident: "i0", until_min: UNTIL)"#.to_owned(),
            format!(r#"NumbersLeaked(agencies: ["{society}"], calls_per_h: 1.0, errand: Exponential(mean_min: 60.0), until_min: UNTIL)"#),
            r#"LettersBlocked(incident: "i0", until_min: UNTIL)"#.to_owned(),
        ];
        let rows = rows.iter().zip(&is_on).zip(&times).enumerate().filter(|(_, ((_, is_on), _))| **is_on);
        type Row<'r> = (usize, ((&'r String, &'r bool), &'r (u32, Option<u32>)));
        let row = |(number, ((action, _), (at, span))): Row<'_>| {
            format!(r#"(id: "m{number}", at_min: {at}.0, action: {}), "#, action.replace("UNTIL", &until(*at, *span)))
        };
        rows.map(row).collect()
    })
}

fn channels(levels: usize) -> impl Strategy<Value = (String, String)> {
    let patrol = option::of((0_u8..=10, option::of((5_u8..90, 3_u8..=10)), 0_u8..40));
    let calls = option::of((1_u8..30, 0_u8..=10));
    (patrol, calls, option::of((law(), 1_u8..30))).prop_map(move |(patrol, calls, routine)| {
        let lowest = levels - 1;
        let channel = |id: &str, means: &str, more: String| {
            format!(
                r#"(id: "{id}", name: (zh: "渠道", en: "channel"), means: {means}, delay: Exponential(mean_min: 5.0), line: "government",
                level: "l{lowest}", {more}), "#
            )
        };
        let mut text = String::new();
        if let Some((coverage, passes, alarms)) = patrol {
            let passes = passes.map(|(every, success)| format!("(every_min: {every}.0, success: {})", tenths(success)));
            let (coverage, passes) = (tenths(coverage), some(passes));
            let more = format!("coverage: {coverage}, passes: {passes}, false_alarms_per_day: {alarms}.0");
            text.push_str(&channel("patrol", "Patrol", more));
        }
        if let Some((rate, exponent)) = calls {
            let (rate, exponent) = (tenths(rate), tenths(exponent));
            let calls = format!("Some((rate_per_h: {rate}, reference_unit_h: 1.0, exponent: {exponent}))");
            text.push_str(&channel("public", "Media", format!("coverage: 0.0, calls: {calls}")));
        }
        let routine = routine.map_or(String::new(), |(service, rate)| {
            format!("(matter: Routine, priority: 3, service: {service}, background_per_h: {})", tenths(rate))
        });
        (text, routine)
    })
}

/// The further fields of tape, scenario and world; the other parts are left as they are.
pub fn course(levels: usize) -> impl Strategy<Value = More> {
    (care(), secondary(), grading(), limits(levels), channels(levels)).prop_map(|(care, secondary, grading, limits, channels)| {
        More {
            tape: care + &secondary,
            scenario: grading + &limits,
            channels: channels.0,
            handles: channels.1,
            ..More::default()
        }
    })
}
