//! Trials of structures: who is at the desks, committees, warnings.

use crate::scenario::check::trials::{STRUCTURE, run};
use crate::scenario::diagnose::Gravity;

#[test]
fn desks_committees_and_warnings() {
    run(
        STRUCTURE,
        Gravity::Error,
        &[
            ("patience: [(matter: Decision", "patience: [(matter: Report", "desk_rules[0].patience[0].matter", "would be lost"),
            ("skill_factor: 1.2", "skill_factor: 0", "desk_rules[0].skill_factor", "above 0"),
            ("by_priority: 0.5", "by_priority: -1", "desk_rules[0].attention.by_priority", "0 or more"),
            (
                "by_priority: 0.5, fifo: 0.2, lifo: 0.2, random: 0.1",
                "by_priority: 0, fifo: 0, lifo: 0, random: 0",
                "desk_rules[0].attention",
                "weight above 0",
            ),
            ("shared: Some(false)", "shared: Some(true)", "desk_rules[0].shared", "neither interrupts nor chooses"),
            (
                "absent: Exponential(mean_min: 11)",
                "absent: Deterministic(min: 0)",
                "desk_rules[0].absence.absent",
                "mean above 0",
            ),
            (r#"desk: "duty", officers: 2"#, r#"desk: "duty", officers: 34"#, "desk_rules[0].absence", "at most 32 officers"),
            ("until_h: 8, officers: 1", "until_h: 8, officers: 33", "desk_rules[0].absence", "at most 32 officers"),
            (r#"desk: Some("duty"), attention"#, r#"desk: Some("dute"), attention"#, "desk_rules[0].desk", "duty"),
            (
                "absent: Exponential(mean_min: 11)",
                "absent: Exponential(mean_min: 1e-5)",
                "desk_rules[0].absence.absent",
                "in no time",
            ),
            ("role: Member, desk", "role: Member, count: 4294967295, desk", "committees[0].members[1].count", "1 to 1000"),
            ("call_again_min: Some(10)", "call_again_min: Some(1e-6)", "warning_links[0].call_again_min", "0.001"),
            ("mobilisation_factor: 0.1", "mobilisation_factor: NaN", "readiness[0].staging.mobilisation_factor", "0 or more"),
            (
                r#"min: 15), desk: "duty", officers: 2"#,
                r#"min: 15), desk: "duty", officers: 4294967295"#,
                "responses[0].officers",
                "at most 10000",
            ),
            ("from_h: 20", "from_h: 24", "shifts[0].from_h", "below 24"),
            ("when_open: 3", "when_open: 0", "recalls[0].when_open", "1 or more"),
            ("quorum: 2", "quorum: 3", "committees[0].quorum", "1 to 2"),
            ("role: Chair", "role: Deputy", "committees[0].members", "0 chairs"),
            ("reachable: 0.85", "reachable: 1.85", "committees[0].members[1].reachable", "between 0 and 1"),
            (
                r#"line: "gov", desk: "duty")"#,
                r#"line: "gov", desk: "dutty")"#,
                "committees[0].members[1].desk.desk",
                "did you mean `duty`?",
            ),
            (
                r#"to: (line: "gov", echelon: "lower"), transit: Deterministic(min: 2), overlooked"#,
                r#"to: (line: "gov", echelon: "upper"), transit: Deterministic(min: 2), overlooked"#,
                "warning_links[0].to",
                "does not call itself",
            ),
            (
                "warning_links: [",
                "warning_links: [(from: (line: \"gov\", echelon: \"upper\"), to: (line: \"gov\", echelon: \"lower\"), transit: Deterministic(min: 5)), ",
                "warning_links[1]",
                "two rows",
            ),
            ("overlooked: 0.25", "overlooked: 1", "warning_links[0].overlooked", "below 1"),
            ("call_again_min: Some(10)", "call_again_min: Some(0)", "warning_links[0].call_again_min", "above 0"),
            ("reach: Own, after", "reach: Neighbours, after", "readiness[0].reach", "its own units"),
            ("from_colour: Orange", "from_colour: Lifted", "readiness[0].from_colour", "stands nobody by"),
            ("mobilisation_factor: 0.5", "mobilisation_factor: 0", "readiness[0].mobilisation_factor", "above 0"),
            (r#"Seat("k1")"#, r#"Seat("q1")"#, "readiness[0].staging.at", "unknown jurisdiction"),
            ("mobilisation_factor: 0.1", "mobilisation_factor: -0.1", "readiness[0].staging.mobilisation_factor", "0 or more"),
            (
                "quorum: 2, deliberation",
                "quorum: 2, vote: Some((approve: 3, needed: 0.8, unneeded: 0.3)), deliberation",
                "committees[0].vote.approve",
                "1 to 2",
            ),
        ],
    );
}
