//! Every table of a structure, at random, as written in its file: who is at the desks, how news is handled, who decides and plans.

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;

use crate::invariants::law;

pub fn post(level: usize) -> String {
    format!(r#"post: (line: "government", echelon: "l{level}")"#)
}

pub fn tenths(number: u8) -> String {
    format!("{:?}", f64::from(number) / 10.0)
}

pub fn maybe(minutes: Option<u8>) -> String {
    minutes.map_or("None".to_owned(), |minutes| format!("Some({minutes}.0)"))
}

pub fn some(value: Option<String>) -> String {
    value.map_or("None".to_owned(), |value| format!("Some({value})"))
}

/// A table with one row, or none, for each level.
pub fn table(name: &'static str, levels: usize, row: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    btree_map(0..levels, row, 0..=levels).prop_map(move |rows| {
        let rows: String = rows.iter().map(|(level, row)| format!("({}, {row}), ", post(*level))).collect();
        format!("{name}: [{rows}], ")
    })
}

fn conduct() -> impl Strategy<Value = String> {
    let shares = (1_u8..=2, 0_u8..=4, 0_u8..=4, 0_u8..=4, law());
    let times = (option::of(1_u8..60), any::<bool>(), option::of(5_u8..60), option::of(5_u8..60));
    let paper =
        (option::of(law()), any::<bool>(), any::<bool>(), prop_oneof![Just("Waits"), Just("TakenNext"), Just("JumpsQueue")]);
    (shares, times, paper).prop_map(|(shares, (decide, races, again, light), (writing, last, skips, overdue))| {
        let (confirmations, omission, shading, send_back, verification) = shares;
        format!(
            "confirmations: {confirmations}, omission: {}, shading: {}, send_back: {}, verification: Some({verification}),
            decide_within_min: {}, time_out: {}, follow_up_min: {}, follow_up_light_min: {}, final_report: {last},
            skips_unmanned: {skips}, writing: {}, when_overdue: {overdue}",
            tenths(omission),
            tenths(shading),
            tenths(send_back),
            maybe(decide),
            if races { "Race" } else { "Cancel" },
            maybe(again),
            maybe(again.and(light)),
            some(writing)
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
    let vote = option::of((5_u8..=10, 0_u8..=10));
    ([joins(), joins(), joins()], law(), meeting, vote).prop_map(|(members, notice, meeting, vote)| {
        let vote =
            vote.map(|(needed, unneeded)| format!("(approve: 1, needed: {}, unneeded: {})", tenths(needed), tenths(unneeded)));
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
            takes_effect: {effect}, no_quorum_after_min: {patience}.0, without_quorum: {otherwise}, vote: {}",
            some(vote)
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

/// Response levels, and who tells whom of them.
fn responses(levels: usize) -> impl Strategy<Value = String> {
    let row = (any::<bool>(), law(), 0_u32..=2, 3_u8..=10);
    (btree_map(0..levels, row, 0..=levels), option::of(law())).prop_map(|(rows, notice)| {
        let row = |(level, (grave, approval, officers, factor)): (&usize, &(bool, String, u32, u8))| {
            let grade = if *grave { "III" } else { "IV" };
            format!(
                r#"({}, from_severity: {grade}, level: {grade}, approval: {approval}, desk: "desk", officers: {officers},
                decision_factor: {}), "#,
                post(*level),
                tenths(*factor)
            )
        };
        let text: String = rows.iter().map(row).collect();
        let posts: Vec<usize> = rows.into_keys().collect();
        let told = posts.windows(2).filter_map(|pair| {
            let transit = notice.as_ref()?;
            let [from, to] = [post(pair[0]).replacen("post", "from", 1), post(pair[1]).replacen("post", "to", 1)];
            Some(format!("({from}, {to}, transit: {transit}), "))
        });
        format!("responses: [{text}], level_notices: [{}], ", told.collect::<String>())
    })
}

fn desk_rule() -> impl Strategy<Value = String> {
    let mixed = "Mixed(by_priority: 0.4, fifo: 0.2, lifo: 0.2, random: 0.2)";
    let attention = prop_oneof![Just("Fifo"), Just("Lifo"), Just("Random"), Just(mixed)];
    let hours = (20_u8..120, 5_u8..60);
    (attention, prop::bool::weighted(0.3), option::of(hours), option::of(law()), 5_u8..=20).prop_map(
        |(attention, shared, absence, patience, skill)| {
            let attention = if shared { "Fifo" } else { attention };
            let absence = absence.map(|(present, absent)| {
                format!("(present: Exponential(mean_min: {present}.0), absent: Exponential(mean_min: {absent}.0))")
            });
            let patience = patience.map_or(String::new(), |after| format!("(matter: Decision, after: {after})"));
            format!(
                "attention: Some({attention}), shared: Some({shared}), absence: {}, patience: [{patience}], skill_factor: {}",
                some(absence),
                tenths(skill)
            )
        },
    )
}

fn staffing() -> impl Strategy<Value = String> {
    (1_u32..=3).prop_map(|officers| format!(r#"desk: "desk", officers: {officers}"#))
}

fn pull() -> impl Strategy<Value = String> {
    (prop_oneof![Just("IV"), Just("II")], 0_u8..=10)
        .prop_map(|(grade, share)| format!("from_severity: {grade}, probability: {}", tenths(share)))
}

fn skips(levels: usize) -> impl Strategy<Value = String> {
    let row = (law(), any::<bool>(), prop_oneof![Just("None"), Just("Some(IV)"), Just("Some(II)")]);
    btree_map(2..levels.max(3), row, 0..=1).prop_map(move |rows| {
        let row = |(level, (transit, late, grade)): (&usize, &(String, bool, &'static str))| {
            let [from, to] = [post(*level).replacen("post", "from", 1), post(*level - 2).replacen("post", "to", 1)];
            format!("({from}, {to}, transit: {transit}, after_time_out: {late}, from_severity: {grade}, when_unmanned: true), ")
        };
        let rows: String = rows.iter().filter(|(level, _)| **level < levels).map(row).collect();
        format!("skips: [{rows}], ")
    })
}

fn approvals(levels: usize) -> impl Strategy<Value = String> {
    let row = (0_usize..5, any::<bool>(), 5_u8..=10, 0_u8..=10, option::of((1_u8..60, 1_u32..4)));
    btree_map(0..levels, row, 0..=levels).prop_map(|rows| {
        type Row<'r> = (&'r usize, &'r (usize, bool, u8, u8, Option<(u8, u32)>));
        let row = |(level, (up, all, needed, unneeded, again)): Row<'_>| {
            let attempts = again.map_or(1, |(_, attempts)| attempts);
            format!(
                r#"({}, from_severity: IV, up_to: "l{}", rule: {}, needed: {}, unneeded: {}, again_after_min: {},
                attempts: {attempts}), "#,
                post(*level),
                level.saturating_sub(*up),
                if *all { "All" } else { "Any" },
                tenths(*needed),
                tenths(*unneeded),
                maybe(again.map(|(min, _)| min))
            )
        };
        format!("approvals: [{}], ", rows.iter().map(row).collect::<String>())
    })
}

fn estimates(levels: usize) -> impl Strategy<Value = String> {
    let posts = btree_map(0..levels, (-5_i8..=5, 0_u8..=5), 0..=levels);
    let shares = (1_u8..=10, 0_u8..=5, 0_u8..=10, 0_u8..=5, 0_u8..=3, 0_u8..=5);
    option::of((shares, any::<bool>(), posts)).prop_map(|spec| {
        let Some(((first, more, sigma, hop, excess, margin), verifies, posts)) = spec else { return String::new() };
        let row = |(level, (shading, wrong)): (&usize, &(i8, u8))| {
            format!("({}, shading: {:?}, wrong_kind: {}), ", post(*level), f64::from(*shading) / 10.0, tenths(*wrong))
        };
        format!(
            "estimates: Some((first: {}, per_follow_up: {}, sigma: {}, per_hop: {}, per_excess_matter: {}, margin: {},
            verifies_gaps: {verifies}, posts: [{}])), ",
            tenths(first),
            tenths(more),
            tenths(sigma),
            tenths(hop),
            tenths(excess),
            tenths(margin),
            posts.iter().map(row).collect::<String>()
        )
    })
}

/// Single tables with one value.
fn single(levels: usize) -> impl Strategy<Value = String> {
    let sharing = option::of((0_u8..=10, law()));
    let monitoring = option::of(0_u8..=10);
    let overlay = (prop::bool::weighted(0.2), option::of((0..levels, 1_i32..=2)));
    let abolished = option::weighted(0.2, 1..levels);
    (sharing, monitoring, overlay, abolished, option::of(1_u8..20), any::<bool>()).prop_map(
        |(sharing, monitoring, (rebased, staff), abolished, cv, yellow)| {
            let sharing = sharing.map(|(share, delay)| format!("(probability: {}, delay: {delay})", tenths(share)));
            let monitoring = monitoring
                .map_or(String::new(), |share| format!(r#"(channel: "telephone", coverage_at: [(coverage: {})])"#, tenths(share)));
            let rebase = if rebased { r#"(unit_type: "engine", from_level: "l2", to_level: "l1")"# } else { "" };
            let staff = staff
                .map_or(String::new(), |(level, officers)| format!(r#"({}, desk: "desk", officers: {officers})"#, post(level)));
            let abolished = abolished.map_or(String::new(), |level| format!(r#"(level: "l{level}", kind: "k1")"#));
            format!(
                "sharing: {}, monitoring: [{monitoring}], overlay: (rebase: [{rebase}], staff: [{staff}]), abolishes: [{abolished}],
                unplanned_cv: {}, transport_order: [{}], ",
                some(sharing),
                some(cv.map(tenths)),
                if yellow { r#""yellow", "red""# } else { "" }
            )
        },
    )
}

fn scene_command(levels: usize) -> impl Strategy<Value = String> {
    let takes_over = btree_map(0..levels, (law(), 1_u32..4, any::<bool>()), 0..=levels);
    option::of((1_u32..4, 0_u8..=5, 3_u8..=10, law(), takes_over)).prop_map(|spec| {
        let Some((span, slowdown, floor, handover, rows)) = spec else { return String::new() };
        let rows: String = rows
            .iter()
            .map(|(level, (after, span, joins))| {
                let post = post(*level);
                format!("({post}, from_severity: IV, after: {after}, span: {span}, lower_joins: {joins}), ")
            })
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

pub fn warnings(places: Vec<String>) -> impl Strategy<Value = String> {
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

/// The tables of a structure about news, desks, decisions and the scene.
pub fn command(levels: usize) -> BoxedStrategy<String> {
    let agreed = prop_oneof![table("committees", levels, committee()).boxed(), approvals(levels).boxed()];
    let work = (table("conduct", levels, conduct()), table("plans", levels, plan()), agreed, estimates(levels));
    let duty = (table("shifts", levels, shift()), table("recalls", levels, recall()), responses(levels));
    let desks = (table("desk_rules", levels, desk_rule()), table("staffing", levels, staffing()));
    let rights = (table("pulls", levels, pull()), skips(levels), single(levels));
    let alert = (calls(levels), table("readiness", levels, readiness()), scene_command(levels));
    (work, duty, desks, rights, alert)
        .prop_map(|(work, duty, desks, rights, alert)| {
            let work = [work.0, work.1, work.2, work.3, duty.0, duty.1, duty.2, desks.0, desks.1];
            [work.concat(), [rights.0, rights.1, rights.2, alert.0, alert.1, alert.2].concat()].concat()
        })
        .boxed()
}
