//! Every table of a structure at once, at random, on random small scenarios: whatever mechanisms meet, the rules hold, a structure
//! against itself differs by exactly zero, and neither threads nor earlier replications show.

use liandong::experiment::design::Plan;
use liandong::experiment::study::run_exercise;
use liandong::measure::record::RunRecord;
use liandong::simulation::assemble::{Files, prepare};
use liandong::simulation::runner::Runner;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;

use crate::drill::{Drill, lines, runs};
use crate::invariants::{decisions_are_within_rights, drills, law};
use crate::oracle::hold;

/// Tables as written: those of the structure, and the warnings of the tape.
#[derive(Clone, Debug)]
struct Tables {
    structure: String,
    warnings: String,
}

fn post(level: usize) -> String {
    format!(r#"post: (line: "government", echelon: "l{level}")"#)
}

fn tenths(number: u8) -> String {
    format!("{:?}", f64::from(number) / 10.0)
}

fn maybe(minutes: Option<u8>) -> String {
    minutes.map_or("None".to_owned(), |minutes| format!("Some({minutes}.0)"))
}

/// A table with one row, or none, for each level.
fn table(name: &'static str, levels: usize, row: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    btree_map(0..levels, row, 0..=levels).prop_map(move |rows| {
        let rows: String = rows.iter().map(|(level, row)| format!("({}, {row}), ", post(*level))).collect();
        format!("{name}: [{rows}], ")
    })
}

fn conduct() -> impl Strategy<Value = String> {
    let shares = (1_u8..=2, 0_u8..=4, 0_u8..=4, 0_u8..=4, law());
    let times = (option::of(1_u8..60), any::<bool>(), option::of(5_u8..60));
    (shares, times).prop_map(|((confirmations, omission, shading, send_back, verification), (decide, races, again))| {
        format!(
            "confirmations: {confirmations}, omission: {}, shading: {}, send_back: {}, verification: Some({verification}),
            decide_within_min: {}, time_out: {}, follow_up_min: {}",
            tenths(omission),
            tenths(shading),
            tenths(send_back),
            maybe(decide),
            if races { "Race" } else { "Cancel" },
            maybe(again)
        )
    })
}

fn tasks() -> impl Strategy<Value = String> {
    let task = (option::of(law()), option::of(1_u8..90), any::<bool>(), 0_u8..4);
    vec(task, 0..=3).prop_map(|tasks| {
        let mut rows = String::new();
        for (number, (takes, deadline, follows, holds)) in tasks.into_iter().enumerate() {
            // Only acts at desks hold back, and only work on fire is waited for, so that nothing waits in a circle.
            let (act, holds) = match takes {
                Some(takes) => (format!("AtDesk({takes})"), if holds == 0 { r#""boat""# } else { "" }),
                None => (r#"Work("fire")"#.to_owned(), ""),
            };
            let after = if follows && number > 0 { format!(r#""t{}""#, number - 1) } else { String::new() };
            let deadline = maybe(deadline);
            rows.push_str(&format!(
                r#"(id: "t{number}", lead: "government", act: {act}, after: [{after}], deadline_min: {deadline}, holds: [{holds}]), "#
            ));
        }
        rows
    })
}

fn plan() -> impl Strategy<Value = String> {
    let colour = prop_oneof![Just("Yellow"), Just("Orange"), Just("Red")];
    let exercise = option::of((0_u8..36, 1_u8..36));
    (2_u8..=9, option::of(option::of(1_u8..=10)), option::of((colour, 5_u8..=9)), exercise, tasks()).prop_map(
        |(factor, beforehand, warned, exercise, tasks)| {
            let share = beforehand.flatten().map_or("None".to_owned(), |share| format!("Some({})", tenths(share)));
            let warned = warned.map_or(String::new(), |(colour, watch)| {
                format!("from_colour: Some({colour}), monitoring_factor: {}, ", tenths(watch))
            });
            let exercise = exercise.map_or("None".to_owned(), |(age, half)| {
                format!("Some((months: {age}.0, half_life_months: {half}.0))")
            });
            format!(
                "decision_factor: {}, pre_authorised: {}, first_alarm_share: {share}, {warned}exercise: {exercise}, tasks: [{tasks}]",
                tenths(factor),
                beforehand.is_some()
            )
        },
    )
}

fn committee() -> impl Strategy<Value = String> {
    let joins = || (any::<bool>(), law(), 0_u8..=10);
    let meeting = (1_u32..=3, law(), 0_u8..3, 1_u8..90, any::<bool>(), any::<bool>());
    ([joins(), joins(), joins()], law(), meeting).prop_map(|(members, notice, meeting)| {
        let (quorum, deliberation, effect, patience, leader, serial) = meeting;
        let roles =
            [r#"id: "chair", role: Chair"#, r#"id: "desk", role: Member, desk: Some((line: "government", desk: "desk"))"#];
        let roles = [roles[0], roles[1], r#"id: "deputy", role: Deputy"#];
        let members: String = roles
            .iter()
            .zip(&members)
            .map(|(role, (road, law, reachable))| {
                let way = if *road { "Road" } else { "Video" };
                format!("({role}, reachable: {}, joins: {way}({law})), ", tenths(*reachable))
            })
            .collect();
        let notice = if serial { format!("Serial({notice})") } else { format!("Broadcast({notice})") };
        let effect = ["AfterEach", "AtEnd", "EveryMin(15.0)"][usize::from(effect)];
        let otherwise = if leader { "LeaderDecides" } else { "GoesUp" };
        format!(
            "from_severity: IV, notice: {notice}, members: [{members}], quorum: {quorum}, deliberation: {deliberation},
            takes_effect: {effect}, no_quorum_after_min: {patience}.0, without_quorum: {otherwise}"
        )
    })
}

fn shift() -> impl Strategy<Value = String> {
    (0_u8..24, 1_u8..24, 1_u32..=3).prop_map(|(from, span, officers)| {
        format!(r#"desk: "desk", from_h: {from}.0, until_h: {}.0, officers: {officers}"#, (from + span) % 24)
    })
}

fn recall() -> impl Strategy<Value = String> {
    (1_u32..=3, 1_u32..=2, law())
        .prop_map(|(open, officers, after)| format!(r#"desk: "desk", when_open: {open}, officers: {officers}, after: {after}"#))
}

fn response() -> impl Strategy<Value = String> {
    (any::<bool>(), law(), 0_u32..=2, 3_u8..=10).prop_map(|(grave, approval, officers, factor)| {
        let level = if grave { "III" } else { "IV" };
        format!(
            r#"from_severity: {level}, level: {level}, approval: {approval}, desk: "desk", officers: {officers},
            decision_factor: {}"#,
            tenths(factor)
        )
    })
}

fn dispatch() -> impl Strategy<Value = String> {
    let policy = prop_oneof![Just("Nearest"), Just("Batch"), Just("Regret")];
    (policy, option::of(1_u8..20), option::of(1_u32..=2)).prop_map(|(policy, collect, kept)| {
        let reserve = kept.map_or("None".to_owned(), |kept| format!("Some((kept: Units({kept}), from_severity: III))"));
        format!("policy: {policy}, collect_min: {}, reserve: {reserve}", maybe(collect))
    })
}

fn scene_command(levels: usize) -> impl Strategy<Value = String> {
    let takes_over = btree_map(0..levels, (law(), 1_u32..4), 0..=levels);
    option::of((1_u32..4, 0_u8..=5, 3_u8..=10, law(), takes_over)).prop_map(|spec| {
        let Some((span, slowdown, floor, handover, rows)) = spec else { return String::new() };
        let rows: String = rows
            .iter()
            .map(|(level, (after, span))| format!("({}, from_severity: IV, after: {after}, span: {span}), ", post(*level)))
            .collect();
        format!(
            "scene_command: Some((span: {span}, slowdown_per_unit: {}, floor: {}, handover: {handover},
            questions_per_unit_h: Some(3.0), takes_over: [{rows}])), ",
            tenths(slowdown),
            tenths(floor)
        )
    })
}

fn readiness() -> impl Strategy<Value = String> {
    let staging = option::of((prop_oneof![Just("Warned"), Just("OwnSeat"), Just(r#"Seat("j0")"#)], 0_u8..=10));
    (any::<bool>(), any::<bool>(), law(), 1_u8..=10, staging).prop_map(|(orange, own, after, factor, staging)| {
        let staging = staging
            .map_or("None".to_owned(), |(at, factor)| format!("Some((at: {at}, mobilisation_factor: {}))", tenths(factor)));
        format!(
            r#"from_colour: {}, lines: ["government"], reach: {}, after: {after}, mobilisation_factor: {}, staging: {staging}"#,
            if orange { "Orange" } else { "Blue" },
            if own { "Own" } else { "Below" },
            tenths(factor)
        )
    })
}

fn calls(levels: usize) -> impl Strategy<Value = String> {
    let links = (0..levels - 1).flat_map(|level| [(level, level + 1), (level + 1, level)]).collect::<Vec<_>>();
    let rows: Vec<_> = links.into_iter().map(|link| (Just(link), law(), 0_u8..7, option::of(1_u8..30))).collect();
    rows.prop_map(|rows| {
        let row = |((from, to), transit, overlooked, again): &((usize, usize), String, u8, Option<u8>)| {
            format!(
                r#"(from: (line: "government", echelon: "l{from}"), to: (line: "government", echelon: "l{to}"), transit: {transit},
                overlooked: {}, call_again_min: {}), "#,
                tenths(*overlooked),
                maybe(*again)
            )
        };
        format!("warning_links: [{}], ", rows.iter().map(row).collect::<String>())
    })
}

fn warnings(places: Vec<String>) -> impl Strategy<Value = String> {
    let colour = prop_oneof![Just("Blue"), Just("Yellow"), Just("Orange"), Just("Red"), Just("Lifted")];
    vec((0_u32..30, 0..places.len(), colour), 0..=5).prop_map(move |mut rows| {
        rows.sort_by_key(|row| row.0);
        let row = |(number, (quarter, at, colour)): (usize, &(u32, usize, &'static str))| {
            format!(
                r#"(id: "w{number}", hazard: "fire", jurisdiction: "{}", at_min: {:?}, colour: {colour}, line: "government"), "#,
                places[*at],
                f64::from(*quarter) * 15.0
            )
        };
        rows.iter().enumerate().map(row).collect()
    })
}

fn tables(levels: usize, places: Vec<String>) -> impl Strategy<Value = Tables> {
    let work = (table("conduct", levels, conduct()), table("plans", levels, plan()), table("committees", levels, committee()));
    let send = table("dispatch", levels, dispatch());
    let duty = (table("shifts", levels, shift()), table("recalls", levels, recall()), table("responses", levels, response()));
    let alert = (calls(levels), table("readiness", levels, readiness()), scene_command(levels), option::of(1_u8..20));
    (work, duty, alert, send, warnings(places)).prop_map(|(work, duty, alert, send, warnings)| {
        let unplanned = alert.3.map_or(String::new(), |cv| format!("unplanned_cv: Some({}), ", tenths(cv)));
        let structure = [work.0, work.1, work.2, duty.0, duty.1, duty.2, alert.0, alert.1, alert.2, send, unplanned].concat();
        Tables { structure, warnings }
    })
}

/// A random drill with all tables.
fn full_drills() -> impl Strategy<Value = Drill> {
    drills().prop_flat_map(|drill| {
        let places: Vec<String> = drill.jurisdictions().into_iter().map(|(id, ..)| id).collect();
        let levels = drill.branches.len() + 1;
        (Just(drill), tables(levels, places)).prop_map(|(drill, tables)| Drill {
            tables: tables.structure,
            warnings: tables.warnings,
            ..drill
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_meets_the_rules_hold(drill in full_drills()) {
        for record in drill.runs() {
            hold(&record);
            decisions_are_within_rights(&drill, &record);
        }
    }

    #[test]
    fn itself_against_itself_is_exactly_zero(drill in full_drills()) {
        let exercise = drill.load(&["plain.ron", "plain.ron"]);
        let (_, outcome) = runs(&exercise, 3);
        for row in &outcome.result.comparisons {
            prop_assert!(row.difference == 0.0 || row.difference.is_nan(), "{row:?}");
        }
    }

    #[test]
    fn neither_threads_nor_earlier_replications_show(drill in full_drills()) {
        let exercise = drill.load(&[]);
        let journals = [1, 2].map(|threads| {
            let mut all = Vec::new();
            let mut keep = |_: usize, record: &RunRecord| {
                all.push(lines(record));
                Ok(())
            };
            run_exercise(&exercise, &Plan { seed: 7, replications: 4, threads }, &mut keep, &|_| ()).unwrap();
            all
        });
        prop_assert!(journals[0] == journals[1]);
        let files = Files {
            scenario: &exercise.scenario,
            world: &exercise.world,
            incidents: &exercise.incidents,
            structure: &exercise.structures[0],
        };
        let prepared = prepare(files, "plain");
        let fresh: Vec<_> = (1..=2).map(|number| Runner::new(&prepared).run(7, number).entries).collect();
        let mut worker = Runner::new(&prepared);
        for number in [2, 1, 2] {
            prop_assert_eq!(&worker.run(7, number).entries, &fresh[number as usize - 1]);
        }
    }
}
