//! Trials of scenarios and laboratories.

use crate::scenario::check::trials::{BENCH, SCENARIO, run};
use crate::scenario::diagnose::Gravity;
use crate::scenario::trial::Project;

#[test]
fn scenarios() {
    run(
        SCENARIO,
        Gravity::Error,
        &[
            ("2024-02-29", "2023-02-29", "start", "month 2 of 2023 has no day 29"),
            ("horizon_h: 24", "horizon_h: 0", "horizon_h", "100 years"),
            ("horizon_h: 24", "horizon_h: 1e9", "horizon_h", "100 years"),
            ("replications: 10", "replications: 0", "replications", "1 or more"),
            ("within_min: 30", "within_min: -3", "targets[0].within_min", "above 0"),
            (r#"incident: "i1""#, r#"incident: "i3""#, "reference[0].incident", "did you mean `i1`?"),
            ("worlds/small.ron", "worlds/smal.ron", "world", "did you mean `small.ron`?"),
            ("worlds/small.ron", "structures/plain.ron", "world", "is a `Structure` file"),
            ("../assets/worlds/small.ron", "../../../../../../../../etc/passwd", "world", "out of the project folder"),
            ("../assets/worlds/small.ron", "/etc/passwd", "world", "absolute"),
            ("../assets/structures/plain.ron", "plane", "structure", "did you mean `plain`?"),
        ],
    );
}

#[test]
fn limits_for_reports() {
    run(
        SCENARIO,
        Gravity::Error,
        &[
            ("minutes: 20", "minutes: 0", "limits[0].minutes", "above 0"),
            (r#"from_echelon: "lower""#, r#"from_echelon: "lowest""#, "limits[0].from_echelon", "did you mean `lower`?"),
            (r#"to_echelon: "upper""#, r#"to_echelon: "reporter""#, "limits[0].to_echelon", "cannot stand in"),
            (r#"from_echelon: "lower""#, r#"from_echelon: "upper""#, "limits[0].to_echelon", "to the post itself"),
            (
                r#"from_echelon: "lower", to_line: "gov", to_echelon: "upper""#,
                r#"from_echelon: "upper", to_line: "gov", to_echelon: "lower""#,
                "limits[0].to_echelon",
                "go up or across",
            ),
            (
                "limits: List([",
                r#"limits: List([(id: "again", from_line: "gov", from_echelon: "lower", to_line: "gov", to_echelon: "upper", kind: Oral, minutes: 30, source: "assumption"), "#,
                "limits[1]",
                "two rows for one duty",
            ),
            (r#"to_line: "gov""#, r#"to_line: "gof""#, "limits[0].to_line", "did you mean `gov`?"),
            ("minutes: 20", r#"hazard: Some("fir"), minutes: 20"#, "limits[0].hazard", "did you mean `fire`?"),
            (
                "minutes: 20",
                "from_severity: Some(I), up_to_severity: Some(III), minutes: 20",
                "limits[0].up_to_severity",
                "binds",
            ),
        ],
    );
}

#[test]
fn laboratories() {
    run(
        BENCH,
        Gravity::Error,
        &[
            ("warmup_h: 10", "warmup_h: 100", "warmup_h", "below `horizon_h`"),
            ("servers: 2", "servers: 0", "stations[0].servers", "1 or more"),
            (
                r#"escalates_to: Some("upper")"#,
                r#"escalates_to: Some("uper")"#,
                "stations[0].classes[0].patience.escalates_to",
                "did you mean `upper`?",
            ),
            (r#"(id: "f", at_km"#, r#"(id: "e.1", at_km"#, "pools[0].units[1].id", "stands twice"),
            ("[2, 2, 1]]", "[2, 2]]", "pools[0].travel.minutes[1]", "2 values for 3 units"),
            ("travel: Matrix(minutes: [[1, 1, 2], [2, 2, 1]])", "units_per_call: 4", "pools[0].units_per_call", "1 to 3"),
            (r#"class: "b", to: "post""#, r#"class: "b", to: "upper""#, "sources[1].class", "does not serve"),
            (r#"district: Some("north")"#, r#"district: Some("nord")"#, "sources[0].district", "has no district `nord`"),
            (r#", district: Some("north")"#, "", "sources[0]", "needs a district"),
            ("Gamma(mean_min: 60, cv: 2)", "Deterministic(min: 0)", "sources[1].arrivals", "take no time"),
            ("rate_per_h: 4", "rate_per_h: inf", "sources[0].arrivals.rate_per_h", "0 or more"),
            ("probability: 0.4", "probability: 0.5", "structures[0].routes[0].ways", "sum to 1.1"),
            (
                r#"units: ["f", "e.1"]"#,
                r#"units: ["f", "e"]"#,
                "structures[0].preferences[0].units[1]",
                "unknown unit of this pool `e`",
            ),
            (
                r#"pool: "engines", district"#,
                r#"pool: "engine", district"#,
                "structures[0].preferences[0].pool",
                "did you mean `engines`?",
            ),
            (r#"class: "b", units: 2"#, r#"class: "b", units: 3"#, "structures[0].reserves[0].units", "below 3"),
            (r#"class: "b", units: 2"#, r#"class: "c", units: 2"#, "structures[0].reserves[0].class", "unknown class"),
            (r#"(id: "open""#, r#"(id: "plain""#, "structures[1].id", "stands twice"),
        ],
    );
}

#[test]
fn a_circle_that_takes_no_time_is_refused() {
    let old = r#"ways: [(probability: 0.4, to: "upper"), (probability: 0.6, to: "engines")]"#;
    let circle = r#"ways: [(probability: 0.4, to: "post"), (probability: 0.6, to: "engines")]"#;
    let project = Project::new();
    project.change(BENCH, old, circle);
    assert!(project.check(&[BENCH]).problems.iter().all(|p| !p.message.contains("without any time")), "its service takes time");
    project.change(BENCH, "service: Exponential(mean_min: 10), patience", "service: Deterministic(min: 0), patience");
    let problems = project.check(&[BENCH]).problems;
    assert!(
        problems.iter().any(|p| p.path == "structures[0].routes[0]" && p.message.contains("without any time")),
        "{problems:?}"
    );
}

#[test]
fn a_station_has_room_for_its_servers() {
    run(
        BENCH,
        Gravity::Error,
        &[("servers: 2, classes", "servers: 2, capacity: Some(1), classes", "stations[0].capacity", "room for 1 but 2 servers")],
    );
}

#[test]
fn a_limit_that_no_link_carries_is_told() {
    let ends = r#"to_line: "gov", to_echelon: "upper""#;
    let case = (ends, r#"to_line: "vol", to_echelon: "lower", up_to_severity: Some(IV)"#, "limits[0]", "it binds nobody");
    run(SCENARIO, Gravity::Warning, &[case]);
}
