//! Tables about means, at random, as written in their file: who is sent, who lends, how fit units are, and the lines of troops and
//! social organisations with their own posts, teams and rules.

use proptest::collection::btree_map;
use proptest::option;
use proptest::prelude::*;

use super::structure::{maybe, post, some, table, tenths};
use crate::drill::More;
use crate::invariants::law;

/// The kinds of units of a drill.
const KINDS: [&str; 4] = ["engine", "truck", "company", "team"];

fn dispatch() -> impl Strategy<Value = String> {
    let zones = r#"Zones([(within: "j", prefers: ["truck_j", "a_j"])])"#;
    let policy = prop_oneof![Just("Nearest"), Just("Batch"), Just("Regret"), Just(zones)];
    let kept = (prop_oneof![(1_u32..=2).prop_map(|n| format!("Units({n})")), Just("Share(0.5)".to_owned())], any::<bool>());
    let calls_off = option::of((1_u32..=2, any::<bool>()));
    (policy, option::of(1_u8..20), option::of(kept), calls_off, any::<bool>()).prop_map(
        |(policy, collect, kept, calls_off, redirects)| {
            let reserve = kept.map(|(kept, one)| {
                let capabilities = if one { r#"Some(["fire"])"# } else { "None" };
                format!("(kept: {kept}, from_severity: III, capabilities: {capabilities})")
            });
            let calls_off = calls_off.map(|(grades, at_work)| format!("(grades: {grades}, at_work: {at_work})"));
            format!(
                "policy: {policy}, collect_min: {}, reserve: {}, calls_off: {}, redirects: {redirects}",
                maybe(collect),
                some(reserve),
                some(calls_off)
            )
        },
    )
}

fn aid() -> impl Strategy<Value = String> {
    let grade = prop_oneof![Just("None"), Just("Some(III)")];
    (0_u8..3, 0_u8..=10, law(), grade).prop_map(|(way, share, transit, grade)| {
        let agreement =
            if way == 1 { "Before(after_min: 2.0)".to_owned() } else { format!("AdHoc(acceptance: {})", tenths(share)) };
        let way = if way == 2 { "Superior" } else { "Sideways" };
        format!("way: {way}, from_severity: {grade}, agreement: {agreement}, transit: {transit}")
    })
}

fn fitness() -> impl Strategy<Value = String> {
    let rest = option::of((1_u8..30, 1_u8..20));
    let failure = option::of((1_u8..8, law()));
    let off = option::of((0_u8..24, 1_u8..24, option::of(law())));
    let row = (rest, failure, off, option::of(5_u8..40));
    btree_map(0..KINDS.len(), row, 0..=KINDS.len()).prop_map(|rows| {
        let mut text = String::new();
        for (kind, (rest, failure, off, range)) in rows {
            let rest = rest.map(|(after, span)| format!("(after_h: {}, for_h: {})", tenths(after), tenths(span)));
            let failure = failure.map(|(per_h, repair)| format!("(per_h: {}, repair: {repair})", tenths(per_h)));
            let off = off.map(|(from, span, law)| {
                format!("(from_h: {from}.0, until_h: {}.0, mobilisation: {})", (from + span) % 24, some(law))
            });
            text.push_str(&format!(
                r#"(unit_type: "{}", rest: {}, failure: {}, off_duty: {}, range_km: {}), "#,
                KINDS[kind],
                some(rest),
                some(failure),
                some(off),
                maybe(range)
            ));
        }
        format!("fitness: [{text}], ")
    })
}

fn delegation(levels: usize, decides: usize) -> impl Strategy<Value = String> {
    (prop::bool::weighted(0.4), 0_u8..=10, 0..=decides.min(levels - 2), any::<bool>(), any::<bool>(), law()).prop_map(
        |(is_on, delta, from, keeps, sees, transit)| {
            if !is_on {
                return String::new();
            }
            // The top keeps its rights, so that every request comes to somebody who may decide.
            let keeps = keeps || from == 0;
            let [upper, lower] = [post(from).replacen("post", "from", 1), post(from + 1).replacen("post", "to", 1)];
            let sight = if sees { r#"(lines: ["government"], reach: Below, shares_orders: false)"# } else { "" };
            format!(
                r#"delegation: Some((delta: {}, moves: [({upper}, {lower}, lines: ["government"], keeps: {keeps},
                visibility: [{sight}], commitment: [(line: "government", reach: Below, transit: {transit})])])), "#,
                tenths(delta)
            )
        },
    )
}

fn military(levels: usize) -> impl Strategy<Value = String> {
    let direct = || option::of((any::<bool>(), law()));
    let laws = (law(), law(), law(), law(), law());
    let rows = (any::<bool>(), any::<bool>(), 0..levels);
    let ask = (0_u8..=5, 0_u8..=10, option::of((0_u8..=10, 1_u8..90)));
    let liaison = btree_map(0..levels, (0_u8..90, 1_u8..=10, 0_u8..=10, 1_u8..=10), 0..=levels);
    option::of((laws, rows, ask, direct(), direct(), liaison)).prop_map(|spec| {
        let Some((laws, (few, own, echelon), (refusal, asks_back, threshold), urgent, alone, liaison)) = spec else {
            return String::new();
        };
        let (formulation, transit, examination, relay, service) = laws;
        let few = if few { r#"(units_max: Some(1), capabilities: Some(["boat"]), by: Government), "# } else { "" };
        let own = if own { r#"(owned_up_to: Some("l2"), by: Government), "# } else { "" };
        let direct = |spec: Option<(bool, String)>| {
            some(spec.map(|(grave, decision)| {
                format!(r#"(from_severity: {}, owned_from: "l1", decision: {decision})"#, if grave { "II" } else { "IV" })
            }))
        };
        let threshold = threshold.map(|(share, within)| format!("(completeness: {}, within_min: {within}.0)", tenths(share)));
        let row = |(level, (from, writes, knows, musters)): (&usize, &(u8, u8, u8, u8))| {
            format!(
                "({}, from_min: {from}.0, formulation_factor: {}, completeness: {}, mobilisation_factor: {}), ",
                post(*level),
                tenths(*writes),
                tenths(*knows),
                tenths(*musters)
            )
        };
        format!(
            r#"military: Some((line: "military", formulation: {formulation}, transit: {transit}, examination: {examination},
            relay: {relay}, approvals: [{few}{own}(by: Military(echelon: "l{echelon}", service: {service}))], refusal: {},
            asks_back: {}, threshold: {}, urgent: {}, self_start: {}, liaison: [{}])), "#,
            tenths(refusal),
            tenths(asks_back),
            some(threshold),
            direct(urgent),
            direct(alone),
            liaison.iter().map(row).collect::<String>()
        )
    })
}

fn social_linkage() -> impl Strategy<Value = String> {
    let notice = option::of((law(), 0_u8..=10, 0_u8..=10));
    let check_in = option::of((1_u32..=2, law(), option::of((law(), any::<bool>()))));
    let gate = option::of((1_u32..=2, law(), 0_u8..=10, law(), 0_usize..=2));
    let contract = option::of(law());
    option::of((any::<bool>(), notice, option::of(0_u8..=10), check_in, gate, contract)).prop_map(|spec| {
        let Some((escort, notice, portal, check_in, gate, contract)) = spec else { return String::new() };
        let notice = notice
            .map(|(after, effect, back)| format!("(after: {after}, effect: {}, turns_back: {})", tenths(effect), tenths(back)));
        let portal = portal.map(|effect| format!("(effect: {})", tenths(effect)));
        let check_in = check_in.map(|(officers, service, holds)| {
            let holds = holds
                .map(|(at_most, home)| format!("(at_most: {at_most}, then: {})", if home { "GoesHome" } else { "WorksUnled" }));
            format!("(officers: {officers}, service: {service}, holds_back: {})", some(holds))
        });
        let gate = gate.map(|(officers, service, blocked, law, border)| {
            let blocked = tenths(blocked);
            format!(
                r#"(border: "l{border}", officers: {officers}, service: {service}, blocked: {blocked}, blocked_for: Some({law}))"#
            )
        });
        let contract = contract.map(|law| format!(r#"(standings: ["team"], mobilisation: {law})"#));
        format!(
            "social_linkage: Some((escort: {escort}, notice: {}, portal: {}, check_in: {}, letter_gate: {}, contract: {})), ",
            some(notice),
            some(portal),
            some(check_in),
            some(gate),
            some(contract)
        )
    })
}

fn service_areas() -> impl Strategy<Value = String> {
    let beyond = prop_oneof![Just("Superior"), Just("Aid"), Just("Nobody")];
    option::of((0_usize..KINDS.len(), 0_usize..3, beyond)).prop_map(|row| {
        let row = row.map_or(String::new(), |(kind, level, beyond)| {
            format!(r#"(unit_type: Some("{}"), within: Level("l{level}"), beyond: {beyond})"#, KINDS[kind])
        });
        format!("service_areas: [{row}], ")
    })
}

/// The tables of a structure about means.
pub fn means(levels: usize, decides: usize) -> BoxedStrategy<String> {
    let own = (table("dispatch", levels, dispatch()), table("aid", levels, aid()), fitness(), delegation(levels, decides));
    (own, military(levels), social_linkage(), service_areas())
        .prop_map(|(own, military, society, areas)| [own.0, own.1, own.2, own.3, military, society, areas].concat())
        .boxed()
}

fn standing() -> impl Strategy<Value = String> {
    (law(), option::of(law()), 3_u8..=10, 0_u8..=5, option::of(law()), 0_usize..=2).prop_map(
        |(mobilisation, away, rate, no_show, stays, home)| {
            format!(
                r#"(id: "team", name: (zh: "队", en: "team"), home: "l{home}", mobilisation: Some({mobilisation}), away: {},
                rate_factor: {}, no_show: {}, stays: {}), "#,
                some(away),
                tenths(rate),
                tenths(no_show),
                some(stays)
            )
        },
    )
}

/// The posts, agencies and units of the lines of troops and social organisations, and who may commit them.
pub fn lines(levels: usize, places: Vec<String>) -> BoxedStrategy<More> {
    let bases = (0..places.len(), 0..places.len(), 1_u32..=3, 1_u32..=3);
    let power = (any::<bool>(), any::<bool>());
    (bases, power, [law(), law(), law()], standing(), any::<bool>(), law()).prop_map(
        move |(bases, power, laws, standings, registered, across)| {
            let mut more = More { standings, ..More::default() };
            more.lines = r#"(id: "military", name: (zh: "军队", en: "military"), sector: Military),
                (id: "society", name: (zh: "社会", en: "society"), sector: Society)"#
                .to_owned();
            more.powers.extend(power.0.then_some("military"));
            more.powers.extend(power.1.then_some("society"));
            let [report, order, mobilisation] = &laws;
            for level in 0..levels {
                more.posts.push_str(&format!(
                    r#"(line: "military", level: "l{level}", name: (zh: "{{}}军事机关", en: "{{}} organ"), desks: [(id: "desk",
                    officers: 1, handles: [(matter: Report, priority: 2, service: {report}),
                    (matter: Order, priority: 1, service: {order})])]), "#
                ));
                more.reporting.push_str(&format!(
                    r#"(from: (line: "government", echelon: "l{level}"), to: (line: "military", echelon: "l{level}"),
                    direction: Across, carries: [Reports], from_severity: IV, transit: {across}), "#
                ));
            }
            let kind = |id: &str, rates: &str| {
                format!(
                    r#"(id: "{id}", name: (zh: "{id}", en: "{id}"), capabilities: [{rates}], crew: 9, vehicles: 3, speed_kmh: 40.0,
                    mobilisation: {mobilisation}, deployment: Deterministic(min: 5.0)), "#
                )
            };
            more.kinds = kind("company", r#"(capability: "fire", rate: 1.0), (capability: "boat", rate: 0.5)"#)
                + &kind("team", r#"(capability: "boat", rate: 1.0), (capability: "fire", rate: 0.5)"#);
            let (garrison, home) = (&places[bases.0], &places[bases.1]);
            more.agencies = format!(
                r#"(id: "m_{garrison}", line: "military", jurisdiction: "{garrison}", name_zh: "驻军", name_en: "Garrison"),
                (id: "s_{home}", line: "society", jurisdiction: "{home}", name_zh: "队", name_en: "Team", registered: {registered},
                standing: Some("team")), "#
            );
            more.units = format!(
                r#"(id: "company", type: "company", agency: "m_{garrison}", base: "{garrison}", count: {}),
                (id: "team", type: "team", agency: "s_{home}", base: "{home}", count: {}), "#,
                bases.2, bases.3
            );
            more
        },
    )    .boxed()
}
