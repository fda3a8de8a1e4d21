//! Trials of structures: the chain of command.

use crate::scenario::check::trials::{STRUCTURE, run};
use crate::scenario::diagnose::Gravity;
use crate::scenario::trial::Project;

#[test]
fn the_chain_of_command() {
    run(
        STRUCTURE,
        Gravity::Error,
        &[
            (r#"level: "county", name"#, r#"level: "conty", name"#, "echelons[1].level", "did you mean `county`?"),
            (r#"level: "county", name"#, r#"level: "city", name"#, "echelons[1].level", "has two echelons"),
            (r#"(id: "lower", level"#, r#"(id: "upper", level"#, "echelons[1].id", "stands twice"),
            ("direction: Up", "direction: Skip", "reporting[0].to", "passes no echelon"),
            ("direction: Across", "direction: Up", "reporting[1].to", "cannot lead to"),
            ("carries: [Reports]", "carries: []", "reporting[1].carries", "carries nothing"),
            (
                "direction: Across,\n     carries: [Reports]",
                "direction: Neighbours,\n     carries: [Requests]",
                "reporting[1].carries",
                "cannot go to the neighbours",
            ),
            (
                r#"to: (line: "vol", echelon: "lower")"#,
                r#"to: (line: "gov", echelon: "lower")"#,
                "reporting[1].to",
                "both ends are of line",
            ),
            (
                r#"to: (line: "vol", echelon: "lower")"#,
                r#"to: (line: "vol", echelon: "lowr")"#,
                "reporting[1].to.echelon",
                "did you mean `lower`?",
            ),
            (r#"lines: ["gov"]"#, r#"lines: ["gow"]"#, "rights[0].lines[0]", "did you mean `gov`?"),
            ("up_to_severity: III", "from_severity: I, up_to_severity: III", "rights[0].up_to_severity", "no severity"),
            (
                r#"post: (line: "gov", echelon: "lower"), lines"#,
                r#"post: (line: "vol", echelon: "lower"), lines"#,
                "rights[0].post",
                "no desk of it handles decision",
            ),
            (r#"carries: [Reports],"#, r#"carries: [Reports, Requests],"#, "reporting[1].to", "no desk of it handles request"),
            (
                r#"via: [(line: "gov", echelon: "lower", side: Owner)]"#,
                r#"via: [(line: "gov", echelon: "lower", side: Decider)]"#,
                "commitment[1].via[0].echelon",
                "stands below the deciding post",
            ),
            (
                "from_severity: III, transit: Deterministic(min: 1)",
                "from_severity: III, transit: Uniform(low_min: 3, high_min: 1)",
                "reporting[1].transit.high_min",
                "at least low_min",
            ),
            (r#"desk: "duty", officers: 2"#, r#"desk: "dutty", officers: 2"#, "staffing[0].desk", "did you mean `duty`?"),
            (r#"desk: "duty", officers: 2"#, r#"desk: "duty", officers: 4294967295"#, "staffing[0].officers", "at most 10000"),
            ("officers: -1", "officers: 2147483647", "overlay.staff[0].officers", "at most 10000"),
            (r#"desk: "duty", officers: 2"#, r#"desk: "duty", officers: 0"#, "staffing[0].officers", "1 or more"),
            (r#"id: "plain""#, r#"id: "../plain""#, "id", "letters, digits"),
            (
                r#"lines: ["gov", "vol"], up_to_severity: I, right"#,
                r#"lines: ["gov", "vol"], up_to_severity: I, from_level: Some(II), right"#,
                "rights[1].from_level",
                "has no response level",
            ),
            ("delta: 0.75", "delta: 1.75", "delegation.delta", "between 0 and 1"),
            (
                "from_severity: III, up_to_severity: II,",
                "from_severity: I, up_to_severity: II,",
                "delegation.moves[0].up_to_severity",
                "I is the gravest",
            ),
            (
                r#"to: (line: "gov", echelon: "lower"), lines: ["gov"]"#,
                r#"to: (line: "gov", echelon: "upper"), lines: ["gov"]"#,
                "delegation.moves[0].to",
                "not the next echelon below",
            ),
            (
                r#"[(lines: ["gov"], reach: Neighbours"#,
                r#"[(lines: ["vol"], reach: Neighbours"#,
                "delegation.moves[0].visibility[0]",
                "without the right over it",
            ),
            (
                r#"moves: [(from: (line: "gov", echelon: "upper"), to"#,
                r#"moves: [(from: (line: "vol", echelon: "lower"), to"#,
                "delegation.moves[0].lines",
                "no right `CommitInScope`",
            ),
            (
                r#"name: (zh: "层级", en: "plain"),"#,
                r#"name: (zh: "层级", en: "plain"), base: Some("nobody"),"#,
                "base",
                "no structure `nobody`",
            ),
            ("officers: -1", "officers: -2", "overlay.staff[0].officers", "left with 0 officers"),
            ("officers: -1", r#"only: Some(["c"]), officers: -1"#, "overlay.staff[0].only[0]", "no post of echelon `lower`"),
            (r#"to_level: "city""#, r#"to_level: "town""#, "overlay.rebase[0].to_level", "cannot move up"),
            (
                r#"rebase: [(unit_type: "squad""#,
                r#"rebase: [(unit_type: "squat""#,
                "overlay.rebase[0].unit_type",
                "did you mean `squad`?",
            ),
            (
                "  reporting: [",
                "  abolishes: [(level: \"town\", kind: \"subdistrikt\")],\n  reporting: [",
                "abolishes[0].kind",
                "did you mean `subdistrict`?",
            ),
            ("  reporting: [", "  abolishes: [(level: \"city\", kind: \"x\")],\n  reporting: [", "abolishes[0].level", "top one"),
        ],
    );
}

#[test]
fn posts_that_a_world_lacks_are_passed_over_with_a_warning() {
    run(
        STRUCTURE,
        Gravity::Warning,
        &[
            (
                r#"    visibility: [(lines: ["gov"], reach: Neighbours, shares_orders: false)],"#,
                "",
                "delegation.moves[0].lines",
                "does not see the units there",
            ),
            (
                r#"commitment: [(line: "gov", reach: Neighbours, via: [(line: "gov", echelon: "lower", side: Owner)], transit: Deterministic(min: 2))]"#,
                "commitment: []",
                "delegation.moves[0].lines",
                "no means",
            ),
            (
                r#"to: (line: "vol", echelon: "lower")"#,
                r#"to: (line: "vol", echelon: "upper")"#,
                "reporting[1].to",
                "no post at echelon `upper`",
            ),
            (
                r#"via: [(line: "vol", echelon: "lower", side: Owner)]"#,
                r#"via: [(line: "vol", echelon: "upper", side: Owner)]"#,
                "commitment[2].via[0]",
                "no post at echelon `upper`",
            ),
            (
                r#"channel: "telephone", coverage_at: [(kind"#,
                r#"channel: "telegraph", coverage_at: [(kind"#,
                "monitoring[0].channel",
                "no channel `telegraph`",
            ),
            (
                r#"fitness: [(unit_type: "squad""#,
                r#"fitness: [(unit_type: "squat""#,
                "fitness[0].unit_type",
                "did you mean `squad`?",
            ),
            (
                r#"agency: Some("team"), within"#,
                r#"agency: Some("teem"), within"#,
                "service_areas[0].agency",
                "did you mean `team`?",
            ),
        ],
    );
}

#[test]
fn requests_that_go_in_a_circle_are_found() {
    let project = Project::new();
    let link = |from: &str, to: &str| {
        format!(
            r#"(from: (line: "{from}", echelon: "lower"), to: (line: "{to}", echelon: "lower"), direction: Across, carries: [Requests], from_severity: IV, transit: Deterministic(min: 1)),"#
        )
    };
    project.change(STRUCTURE, "  reporting: [\n", &format!("  reporting: [\n{}\n{}\n", link("gov", "vol"), link("vol", "gov")));
    let problems = project.check(&[STRUCTURE]).problems;
    assert!(
        problems.iter().any(|problem| problem.message.contains("come back to where they began") && problem.line == 11),
        "{problems:#?}"
    );
}
