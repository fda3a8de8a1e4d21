//! One change in a correct project, one problem at its place: what the checks say, file by file.

use crate::scenario::diagnose::{Gravity, Problem};
use crate::scenario::trial::{Project, after, only};

const WORLD: &str = "assets/worlds/small.ron";
const STRUCTURE: &str = "assets/structures/plain.ron";
const TAPE: &str = "assets/tapes/tape.ron";
const SCENARIO: &str = "scenarios/drill.ron";
const BENCH: &str = "scenarios/bench.ron";

/// A change, the path of the problem that follows, and words of its message or help.
type Case = (&'static str, &'static str, &'static str, &'static str);

fn run(file: &str, gravity: Gravity, cases: &[Case]) {
    for (old, new, path, words) in cases {
        let problems = after(file, old, new);
        let text = || problems.iter().map(Problem::one_line).collect::<Vec<_>>().join("\n");
        let is_meant = |problem: &&Problem| {
            problem.path == *path
                && problem.gravity == gravity
                && (problem.message.contains(words) || problem.help.contains(words))
        };
        let found =
            problems.iter().find(is_meant).unwrap_or_else(|| panic!("{old} -> {new}: no `{words}` at {path} but\n{}", text()));
        assert!(found.line > 1 && found.column > 1 && found.file.ends_with(".ron"), "{}", text());
    }
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
fn the_project_is_correct() {
    let report = Project::new().check(&[SCENARIO, BENCH, STRUCTURE, TAPE, WORLD]);
    assert_eq!(report.problems.iter().map(Problem::one_line).collect::<Vec<_>>(), Vec::<String>::new());
    assert_eq!(
        report.jurisdictions.into_iter().collect::<Vec<_>>(),
        [("city".into(), 1), ("county".into(), 2), ("town".into(), 2)]
    );
}

#[test]
fn a_problem_says_where_what_and_how_to_mend_it() {
    let problem = only(WORLD, r#"agency: "brigade", base"#, r#"agency: "brigad", base"#);
    assert!(problem.file.ends_with("assets/worlds/small.ron"), "{}", problem.file);
    assert_eq!((problem.line, problem.column, problem.path.as_str()), (63, 39, "units[0].agency"));
    assert_eq!(problem.value.as_deref(), Some("brigad"));
    assert_eq!(problem.message, "unknown agency `brigad`");
    assert!(problem.help.starts_with("did you mean `brigade`?"));
}

#[test]
fn worlds() {
    run(
        WORLD,
        Gravity::Error,
        &[
            (r#"(id: "k2","#, r#"(id: "k1","#, "jurisdictions[2].id", "`k1` stands twice"),
            (
                r#"level: "county", superior: Some("c"), name_zh: "甲""#,
                r#"level: "countey", superior: Some("c"), name_zh: "甲""#,
                "jurisdictions[1].level",
                "did you mean `county`?",
            ),
            (r#"superior: Some("k1")"#, r#"superior: Some("c")"#, "jurisdictions[3].superior", "not one level above"),
            (r#"superior: Some("k1")"#, r#"superior: Some("t1")"#, "jurisdictions[3].superior", "above itself"),
            (r#"superior: Some("k1")"#, r#"superior: Some("k9")"#, "jurisdictions[3].superior", "unknown jurisdiction `k9`"),
            (r#"kind: Some("subdistrict"), superior: Some("k1")"#, "superior: None", "jurisdictions[3]", "has no superior"),
            (
                r#"level: "county", superior: Some("c"), name_zh: "甲""#,
                r#"level: "city", name_zh: "甲""#,
                "jurisdictions[1]",
                "second top",
            ),
            (
                r#"level: "city", name_zh"#,
                r#"level: "city", superior: Some("k1"), name_zh"#,
                "jurisdictions",
                "without a superior",
            ),
            ("x_km: Some(5), y_km: Some(0)", "x_km: Some(5)", "jurisdictions[1]", "not one complete pair"),
            (", x_km: Some(5), y_km: Some(0)", "", "jurisdictions[1]", "has no seat"),
            (
                "x_km: Some(5), y_km: Some(0)",
                "lon: Some(117), lat: Some(31)",
                "jurisdictions[1]",
                "first seat of the world is in km",
            ),
            ("x_km: Some(5)", "x_km: Some(inf)", "jurisdictions[1].x_km", "between"),
            (r#"(id: "vol", name"#, r#"(id: "gov", name"#, "lines[1].id", "stands twice"),
            ("officers: 2", "officers: 0", "posts[0].desks[0].officers", "1 or more"),
            ("mean_min: 5", "mean_min: -5", "posts[0].desks[0].handles[0].service.mean_min", "above 0"),
            ("background_per_h: 3", "background_per_h: NaN", "posts[0].desks[0].handles[2].background_per_h", "0 or more"),
            (
                "(matter: Decision, priority: 1, service: LogNormal",
                "(matter: Report, priority: 1, service: LogNormal",
                "posts[0].desks[1].handles[0].matter",
                "so does desk `duty`",
            ),
            ("floor: 0.5", "floor: 1.5", "posts[0].desks[0].overload.floor", "at most 1"),
            (r#"(id: "command", officers"#, r#"(id: "duty", officers"#, "posts[0].desks[1].id", "stands twice"),
            (
                r#"line: "vol", level: "county", name"#,
                r#"line: "gov", level: "county", name"#,
                "posts[2]",
                "two posts at one jurisdiction",
            ),
            ("coverage: 0.9", "coverage: 1.2", "channels[0].coverage", "between 0 and 1"),
            ("coverage: 0.8", "coverage: -0.8", "channels[0].coverage_at[0].coverage", "between 0 and 1"),
            (r#"within: Some("k2")"#, r#"within: Some("k9")"#, "channels[0].coverage_at[0].within", "unknown jurisdiction"),
            (
                r#"hazards: Some(["fire"]), coverage"#,
                r#"hazards: Some(["flod"]), coverage"#,
                "channels[0].coverage_at[0].hazards[0]",
                "unknown hazard",
            ),
            (r#"line: "gov", level: "county")"#, r#"line: "gov", level: "town")"#, "channels[0].level", "no post"),
            (
                "coverage: 0.9,",
                r#"coverage: 0.9, coverage_by_kind: [(kind: "towm", coverage: 1)],"#,
                "channels[0].coverage_by_kind[0].kind",
                "did you mean `town`?",
            ),
            ("coverage: 0.9,", r#"coverage: 0.9, hazards: Some(["flood"]),"#, "channels[0].hazards[0]", "unknown hazard"),
            (r#"line: "vol", jurisdiction"#, r#"line: "vul", jurisdiction"#, "agencies[1].line", "did you mean `vol`?"),
            (r#"capability: "fire", rate: 1"#, r#"capability: "fire", rate: 0"#, "unit_types[0].capabilities[0].rate", "above 0"),
            (r#"standing: Some("first")"#, r#"standing: Some("worst")"#, "agencies[1].standing", "unknown standing"),
            ("rate_factor: 0.8", "rate_factor: 1.8", "standings[0].rate_factor", "at most 1"),
            (r#"home: "county""#, r#"home: "country""#, "standings[0].home", "unknown level"),
            ("crew: 6,", "crew: 6, vehicles: 0,", "unit_types[0].vehicles", "1 or more"),
            ("speed_kmh: 40", "speed_kmh: 0", "unit_types[0].speed_kmh", "above 0"),
            ("count: 2", "count: 0", "units[0].count", "1 to 100000"),
            (r#"base: "k2""#, r#"base: "k3""#, "units[1].base", "unknown jurisdiction"),
            (r#"(id: "s", type"#, r#"(id: "e.2", type"#, "units[1].id", "several equal units"),
            ("detour_factor: 1.3", "detour_factor: 0.3", "travel.detour_factor", "1 or more"),
            (
                "StraightLine(detour_factor: 1.3)",
                r#"Matrix(places: ["k1", "k2"], minutes: [[0, 1]])"#,
                "travel.minutes",
                "1 rows for 2 places",
            ),
            (
                "StraightLine(detour_factor: 1.3)",
                r#"Matrix(places: ["k1", "k2"], minutes: [[0, 1], [0]])"#,
                "travel.minutes[1]",
                "1 values for 2 places",
            ),
            (
                "StraightLine(detour_factor: 1.3)",
                r#"Matrix(places: ["k1", "c"], minutes: [[0, -1], [1, 0]])"#,
                "travel.minutes[0][1]",
                "0 or more",
            ),
            (
                "StraightLine(detour_factor: 1.3)",
                r#"Matrix(places: ["k1", "c"], minutes: [[0, 1], [1, 0]])"#,
                "units[1].base",
                "not among the places",
            ),
        ],
    );
}

#[test]
fn structures() {
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
            (r#"desk: "duty", officers: 2"#, r#"desk: "duty", officers: 0"#, "staffing[0].officers", "1 or more"),
            ("decision_factor: 0.4", "decision_factor: 0.0", "plans[0].decision_factor", "above 0"),
            ("first_alarm_share: Some(0.5)", "first_alarm_share: Some(1.5)", "plans[0].first_alarm_share", "at most 1"),
            ("pre_authorised: true", "pre_authorised: false", "plans[0].first_alarm_share", "no first alarm of its own"),
            ("from_colour: Some(Yellow)", "from_colour: Some(Lifted)", "plans[0].from_colour", "starts no plan"),
            ("from_colour: Some(Yellow), ", "", "plans[0].monitoring_factor", "watch more closely"),
            (r#"lead: "vol""#, r#"lead: "wol""#, "plans[0].tasks[0].lead", "did you mean `vol`?"),
            ("deadline_min: Some(15)", "deadline_min: Some(0)", "plans[0].tasks[0].deadline_min", "above 0"),
            (r#"after: ["notify"]"#, r#"after: ["notice"]"#, "plans[0].tasks[1].after[0]", "no task `notice`"),
            (r#"holds: ["fire"]"#, r#"holds: ["search"]"#, "plans[0].tasks", "never done: clear"),
            ("half_life_months: 24", "half_life_months: 0", "plans[0].exercise.half_life_months", "above 0"),
            ("unplanned_cv: Some(1.5)", "unplanned_cv: Some(0)", "unplanned_cv", "above 0"),
            (r#"only: Some(["k1"])"#, r#"only: Some(["q1"])"#, "plans[0].only[0]", "unknown jurisdiction"),
            (r#"Some(["fire"])"#, r#"Some(["fires"])"#, "plans[0].hazards[0]", "unknown hazard"),
            (r#"id: "plain""#, r#"id: "../plain""#, "id", "letters, digits"),
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
            ("overlooked: 0.25", "overlooked: 1", "warning_links[0].overlooked", "below 1"),
            ("call_again_min: Some(10)", "call_again_min: Some(0)", "warning_links[0].call_again_min", "above 0"),
            ("reach: Own, after", "reach: Neighbours, after", "readiness[0].reach", "its own units"),
            ("from_colour: Orange", "from_colour: Lifted", "readiness[0].from_colour", "stands nobody by"),
            ("mobilisation_factor: 0.5", "mobilisation_factor: 0", "readiness[0].mobilisation_factor", "above 0"),
            (r#"Seat("k1")"#, r#"Seat("q1")"#, "readiness[0].staging.at", "unknown jurisdiction"),
            ("mobilisation_factor: 0.1", "mobilisation_factor: -0.1", "readiness[0].staging.mobilisation_factor", "0 or more"),
            (
                "  responses: [",
                "  responses: [(post: (line: \"gov\", echelon: \"lower\"), from_severity: II, level: II, approval: Deterministic(min: 1), desk: \"duty\", officers: 1), ",
                "responses[1].level",
                "not lighter",
            ),
            ("probability: 0.35", "probability: 1.35", "pulls[0].probability", "between 0 and 1"),
            (
                r#"  pulls: ["#,
                "  skips: [(from: (line: \"gov\", echelon: \"lower\"), to: (line: \"gov\", echelon: \"upper\"), transit: Deterministic(min: 1), when_unmanned: true)],\n  pulls: [",
                "skips[0].to",
                "passes no echelon",
            ),
            (
                r#"  pulls: ["#,
                "  skips: [(from: (line: \"gov\", echelon: \"lower\"), to: (line: \"vol\", echelon: \"upper\"), transit: Deterministic(min: 1), when_unmanned: true)],\n  pulls: [",
                "skips[0].to",
                "reaches nobody who may decide",
            ),
            (
                r#"  pulls: ["#,
                "  level_notices: [(from: (line: \"gov\", echelon: \"lower\"), to: (line: \"gov\", echelon: \"upper\"), transit: Deterministic(min: 1))],\n  pulls: [",
                "level_notices[0].to",
                "a notice goes down",
            ),
            (r#"up_to: "upper""#, r#"up_to: "upperr""#, "approvals[0].up_to", "did you mean `upper`?"),
            ("needed: 0.85", "needed: 8.5", "approvals[0].needed", "between 0 and 1"),
            ("again_after_min: Some(25), ", "", "approvals[0].attempts", "nothing says when"),
            (
                r#"(post: (line: "gov", echelon: "lower"), up_to: "upper""#,
                r#"(post: (line: "gov", echelon: "upper"), up_to: "upper""#,
                "approvals[0].post",
                "has a committee as well",
            ),
            (
                "quorum: 2, deliberation",
                "quorum: 2, vote: Some((approve: 3, needed: 0.8, unneeded: 0.3)), deliberation",
                "committees[0].vote.approve",
                "1 to 2",
            ),
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
            ("collect_min: Some(2)", "collect_min: Some(0)", "dispatch[0].collect_min", "above 0"),
            ("after_h: 12", "after_h: 0", "fitness[0].rest.after_h", "above 0"),
            ("per_h: 0.01", "per_h: -0.01", "fitness[0].failure.per_h", "above 0"),
            ("until_h: 7", "until_h: 24", "fitness[0].off_duty.until_h", "below 24"),
            ("range_km: Some(100)", "range_km: Some(0)", "fitness[0].range_km", "above 0"),
            (r#"agency: Some("team"), within"#, "within", "service_areas[0]", "the row means no units"),
            (r#"within: Level("city")"#, r#"within: Level("citi")"#, "service_areas[0].within", "did you mean `city`?"),
            (r#"within: Jurisdictions(["k1"])"#, "within: Jurisdictions([])", "service_areas[1].within", "serve nowhere"),
            (r#"within: Jurisdictions(["k1"])"#, r#"within: Jurisdictions(["k0"])"#, "service_areas[1].within[0]", "k0"),
            ("acceptance: 0.8", "acceptance: 1.8", "aid[0].agreement.acceptance", "between 0 and 1"),
            (
                "way: Sideways, agreement: AdHoc(acceptance: 0.8)",
                "way: Superior, agreement: Before(after_min: 2)",
                "aid[0].agreement",
                "nothing is agreed",
            ),
            (
                "  aid: [",
                "  aid: [(post: (line: \"gov\", echelon: \"lower\"), way: Sideways, agreement: Before(after_min: 2), transit: Deterministic(min: 1)), ",
                "aid[1].post",
                "two rows of aid",
            ),
            ("grades: 2", "grades: 4", "dispatch[0].calls_off.grades", "1 to 3"),
            ("Share(0.2)", "Share(1.2)", "dispatch[0].reserve.kept", "at most 1"),
            ("Share(0.2)", "Units(0)", "dispatch[0].reserve.kept", "1 or more"),
            (r#"Some(["search"])"#, r#"Some(["serch"])"#, "dispatch[0].reserve.capabilities[0]", "did you mean `search`?"),
            (r#"prefers: ["team", "#, r#"prefers: ["tean", "#, "dispatch[0].policy[0].prefers[0]", "did you mean `team`?"),
            (r#"within: "k1""#, r#"within: "q1""#, "dispatch[0].policy[0].within", "unknown jurisdiction"),
            (
                "  dispatch: [",
                "  dispatch: [(post: (line: \"gov\", echelon: \"upper\")), ",
                "dispatch[1].post",
                "two rows of dispatch",
            ),
            (
                "service: Deterministic(min: 13)",
                "service: Deterministic(min: -13)",
                "social_linkage.verification.service.min",
                "0 or more",
            ),
            (r#"border: "county""#, r#"border: "country""#, "social_linkage.letter_gate.border", "unknown level"),
            (
                "blocked: 0.6, blocked_for: Some(Deterministic(min: 600))",
                "blocked: 0.6",
                "social_linkage.letter_gate.blocked",
                "never opens",
            ),
            (
                r#"from_colour: Orange, lines: ["gov"]"#,
                r#"from_colour: Orange, lines: ["gov", "vol"]"#,
                "readiness[0].staging",
                "forward unasked",
            ),
            (r#"standings: ["first"]"#, "standings: []", "social_linkage.contract.standings", "nobody"),
            ("effect: 0.7", "effect: 1.7", "social_linkage.notice.effect", "between 0 and 1"),
            ("turns_back: 0.6", "turns_back: 6", "social_linkage.notice.turns_back", "between 0 and 1"),
            ("effect: 0.65", "effect: -1", "social_linkage.portal.effect", "between 0 and 1"),
            (
                "at_most: Deterministic(min: 480)",
                "at_most: Deterministic(min: -1)",
                "social_linkage.check_in.holds_back.at_most.min",
                "0 or more",
            ),
            ("officers: 2, service", "officers: 0, service", "social_linkage.check_in.officers", "1 or more"),
            ("questions_per_unit_h: Some(4)", "questions_per_unit_h: Some(0)", "scene_command.questions_per_unit_h", "above 0"),
            (r#"Some((line: "vol""#, r#"Some((line: "voll""#, "military.line", "did you mean `vol`?"),
            (
                "formulation: Deterministic(min: 10)",
                "formulation: Deterministic(min: -1)",
                "military.formulation.min",
                "0 or more",
            ),
            ("asks_back: 1", "asks_back: -1", "military.asks_back", "0 or more"),
            (
                "asks_back: 1,",
                "asks_back: 1, completeness: Some((first: 0.5)),",
                "military.completeness",
                "`estimates` says how complete",
            ),
            ("completeness: 0.6", "completeness: 1.6", "military.threshold.completeness", "between 0 and 1"),
            ("within_min: 55", "within_min: -5", "military.threshold.within_min", "0 or more"),
            (r#"owned_from: "upper""#, r#"owned_from: "uppr""#, "military.urgent.owned_from", "did you mean"),
            ("decision: Deterministic(min: 7)", "decision: Deterministic(min: -7)", "military.urgent.decision.min", "0 or more"),
            ("from_min: 5,", "from_min: -5,", "military.liaison[0].from_min", "0 or more"),
            ("until_min: Some(700)", "until_min: Some(4)", "military.liaison[0].until_min", "after `from_min`"),
            ("formulation_factor: 0.5", "formulation_factor: 0", "military.liaison[0].formulation_factor", "above 0"),
            ("completeness: 0.8", "completeness: 1.8", "military.liaison[0].completeness", "between 0 and 1"),
            ("mobilisation_factor: 0.55", "mobilisation_factor: 1.5", "military.liaison[0].mobilisation_factor", "at most 1"),
            ("refusal: 0.15", "refusal: 1.15", "military.refusal", "between 0 and 1"),
            (
                r#"owned_up_to: Some("lower")"#,
                r#"owned_up_to: Some("lowest")"#,
                "military.approvals[0].owned_up_to",
                "did you mean",
            ),
            (
                r#"capabilities: Some(["search"]), units_max"#,
                r#"capabilities: Some(["serch"]), units_max"#,
                "military.approvals[0].capabilities[0]",
                "did you mean",
            ),
            ("units_max: Some(3)", "units_max: Some(0)", "military.approvals[0].units_max", "1 or more"),
            (
                r#"by: Military(echelon: "upper","#,
                r#"by: Military(echelon: "uper","#,
                "military.approvals[1].by.echelon",
                "did you mean",
            ),
            (r#", (by: Military(echelon: "upper", service: Deterministic(min: 30)))"#, "", "military.approvals", "no condition"),
            ("floor: 0.45", "floor: 0", "scene_command.floor", "above 0"),
            (
                r#"name: (zh: "层级", en: "plain"),"#,
                r#"name: (zh: "层级", en: "plain"), base: Some("nobody"),"#,
                "base",
                "no structure `nobody`",
            ),
            ("first: 0.4", "first: 0", "estimates.first", "above 0"),
            ("sigma: 0.5", "sigma: -0.5", "estimates.sigma", "0 or more"),
            ("wrong_kind: 0.15", "wrong_kind: 1.5", "estimates.posts[0].wrong_kind", "between 0 and 1"),
            ("shading: -0.1", "shading: -9", "estimates.posts[0].shading", "between -4.6"),
            ("follow_up_min: Some(30)", "follow_up_light_min: Some(60)", "conduct[0].follow_up_light_min", "follow_up_min"),
            ("omission: 0.1", "omission: 1.1", "conduct[0].omission", "between 0 and 1"),
            ("shading: 0.2", "shading: -0.2", "conduct[0].shading", "between 0 and 1"),
            ("send_back: 0.3", "send_back: 1.0", "conduct[0].send_back", "below 1"),
            ("verification: Some(Deterministic(min: 5)), ", "", "conduct[0].send_back", "`verification`"),
            ("decide_within_min: Some(45)", "decide_within_min: Some(0)", "conduct[0].decide_within_min", "above 0"),
            ("follow_up_min: Some(30)", "follow_up_min: Some(0)", "conduct[0].follow_up_min", "above 0"),
            (
                "writing: Some(Deterministic(min: 15))",
                "writing: Some(Deterministic(min: -1))",
                "conduct[0].writing.min",
                "0 or more",
            ),
            (
                "  conduct: [",
                "  conduct: [(post: (line: \"gov\", echelon: \"lower\")), ",
                "conduct[1].post",
                "two rows of conduct",
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
fn limits_for_reports() {
    run(
        SCENARIO,
        Gravity::Error,
        &[
            ("minutes: 20", "minutes: 0", "limits[0].minutes", "above 0"),
            (r#"from_echelon: "lower""#, r#"from_echelon: "lowest""#, "limits[0].from_echelon", "did you mean `lower`?"),
            (r#"to_echelon: "upper""#, r#"to_echelon: "reporter""#, "limits[0].to_echelon", "cannot stand in"),
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

#[test]
fn tapes() {
    run(
        TAPE,
        Gravity::Error,
        &[
            ("at_min: 10", "at_min: -10", "scripted[0].at_min", "0 or more"),
            ("at_min: 10", r#"also_in: ["c"], at_min: 10"#, "scripted[0].also_in[0]", "one lies within the other"),
            ("span: 4, uns", "span: 0, uns", "scripted[0].congestion.span", "1 or more"),
            ("unsupervised: 0.35", "unsupervised: 1.35", "scripted[0].congestion.unsupervised", "between 0 and 1"),
            ("organisations: 9", "organisations: 90000", "scripted[0].convergence.organisations", "at most 10000"),
            (
                r#"agency: "team", from"#,
                r#"agency: "brigade", from"#,
                "scripted[0].convergence.agency",
                "only social organisations",
            ),
            (r#"unit_type: "squad""#, r#"unit_type: "squid""#, "scripted[0].convergence.unit_type", "squad"),
            ("to_km: 80", "to_km: 8", "scripted[0].convergence.to_km", "at least `from_km`"),
            ("eagerness: 1", "eagerness: -1", "scripted[0].convergence.eagerness", "0 or more"),
            ("peak_h: 12", "peak_h: 12, shape: 1", "scripted[0].convergence.shape", "above 1"),
            ("calls_per_h: 2", "calls_per_h: 0", "injects[4].action.calls_per_h", "above 0"),
            (r#"agencies: ["team"]"#, r#"agencies: ["teem"]"#, "injects[4].action.agencies[0]", "unknown agency"),
            (
                r#"LettersBlocked(incident: "i1""#,
                r#"LettersBlocked(incident: "i7""#,
                "injects[5].action.incident",
                "unknown scripted",
            ),
            ("vehicles_per_h: 200", "vehicles_per_h: 0", "scripted[0].access_road.vehicles_per_h", "above 0"),
            (r#"jurisdiction: "t1""#, r#"jurisdiction: "t7""#, "scripted[0].place.jurisdiction", "unknown jurisdiction"),
            (
                "x_km: Some(6.5), y_km: Some(0.5)",
                "lon: Some(200), lat: Some(31)",
                "scripted[0].place.lon",
                "between -180 and 180",
            ),
            (
                r#"hazard: "fire", severity: III"#,
                r#"hazard: "fyre", severity: III"#,
                "scripted[0].profile.hazard",
                "did you mean `fire`?",
            ),
            ("units: 2", "units: 0", "scripted[0].profile.needs[0].units", "1 or more"),
            ("unit_h: 3", "unit_h: 0", "scripted[0].profile.needs[0].work.unit_h", "above 0"),
            (
                "unit_h_max: Some(30)",
                "growth: Logistic",
                "scripted[0].profile.needs[0].work.growth",
                "logistic growth tends to a size",
            ),
            (
                "unit_h_max: Some(30)",
                "hazard_per_unit_h: Some(0)",
                "scripted[0].profile.needs[0].work.hazard_per_unit_h",
                "above 0",
            ),
            (
                "work: PerUnit(Exponential(mean_min: 60))",
                r#"work: PerUnit(Exponential(mean_min: 60)), after: Some("boat")"#,
                "scripted[0].profile.needs[1].after",
                "which this incident does not need",
            ),
            (
                "work: PerUnit(Exponential(mean_min: 60))",
                r#"work: PerUnit(Exponential(mean_min: 60)), after: Some("search")"#,
                "scripted[0].profile.needs[1].after",
                "waits in a circle",
            ),
            (
                "work: PerUnit(Exponential(mean_min: 60))",
                r#"work: OfSize(of: "search", share: 0.5)"#,
                "scripted[0].profile.needs[1].work.of",
                "which is no shared task of this profile",
            ),
            (
                "shape: 0.8))]",
                r#"shape: 0.8), injury: Some("red"))]"#,
                "scripted[0].profile.casualties[0].injury",
                "unknown class of injury",
            ),
            (
                "work: PerUnit(Exponential(mean_min: 60))",
                "work: Transport(load: Deterministic(min: 1), unload: Deterministic(min: 1))",
                "scripted[0].profile.needs[1].work",
                "nobody to transport",
            ),
            (
                "work: PerUnit(Exponential(mean_min: 60))",
                r#"work: Evacuation((places: [(name: (zh: "村", en: "village"), persons: 9)], persons_per_unit_h: 0))"#,
                "scripted[0].profile.needs[1].work.persons_per_unit_h",
                "above 0",
            ),
            (
                "work: PerUnit(Exponential(mean_min: 60))",
                r#"work: Evacuation((places: [(name: (zh: "村", en: "village"), persons: 9)], persons_per_unit_h: 5, until: Some(Contained("i9"))))"#,
                "scripted[0].profile.needs[1].work.until",
                "no other scripted incident",
            ),
            ("at_most: 5", "at_most: 0", "secondary[0].at_most", "1 to 10000"),
            ("rate_per_h: 0.1", "rate_per_h: 0", "secondary[0].rate_per_h", "above 0"),
            ("at_most: 5", "at_most: 5, reference: Some(2)", "secondary[0].reference", "an incident of it measures none"),
            ("unit_h_max: Some(30)", "unit_h_max: Some(1)", "scripted[0].profile.needs[0].work.unit_h_max", "at least `unit_h`"),
            (
                r#"capability: "search", units"#,
                r#"capability: "fire", units"#,
                "scripted[0].profile.needs[1].capability",
                "two needs for `fire`",
            ),
            (
                r#"persons: 3, capability: "fire""#,
                r#"persons: 3, capability: "search""#,
                "scripted[0].profile.casualties[0].capability",
                "not shared work",
            ),
            (
                r#"channel: "telephone""#,
                r#"channel: "telefone""#,
                "scripted[0].detection[0].channel",
                "did you mean `telephone`?",
            ),
            ("rate_per_h: 0.2", "rate_per_h: 1e300", "stochastic[0].rate_per_h", "at most 1000000"),
            ("rate_per_h: 0.2", "rate_per_h: -1", "stochastic[0].rate_per_h", "0 or more"),
            (r#"level: "county", within"#, r#"level: "town", within"#, "stochastic[0].spread", "have no population"),
            (
                r#"level: "county", within: Some("c")"#,
                r#"level: "county", within: Some("t1")"#,
                "stochastic[0].within",
                "no jurisdiction of level",
            ),
            ("weight: 1", "weight: 0", "stochastic[0].profiles", "weight above 0"),
            (r#"unit: "e.2""#, r#"unit: "e""#, "injects[0].action.unit", "`e.1` to `e.2`"),
            ("until_min: Some(60)", "until_min: Some(6)", "injects[0].action.until_min", "after the beginning"),
            (r#"incident: "i1""#, r#"incident: "i2""#, "injects[1].action.incident", "did you mean `i1`?"),
            ("(id: \"j2\", at_min: 40", "(id: \"j2\", at_min: 4", "injects[1].at_min", "before incident"),
            (
                r#"line: "gov", jurisdiction: "k1""#,
                r#"line: "gov", jurisdiction: "t1""#,
                "injects[2].action.jurisdiction",
                "has no post",
            ),
            ("factor: 2", "factor: 0", "injects[3].action.factor", "above 0"),
        ],
    );
}

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
fn warnings() {
    run(
        WORLD,
        Gravity::Warning,
        &[
            ("floor: 0.5", "floor: 0.2", "posts[0].desks[0].overload.floor", "cannot recover"),
            (r#"name_en: "team""#, r#"name_en: "team", registered: false"#, "units[1].agency", "has not registered"),
        ],
    );
    run(
        STRUCTURE,
        Gravity::Warning,
        &[
            (
                r#"lines: ["gov", "vol"], up_to_severity: I, right: CommitInScope"#,
                r#"lines: ["gov", "vol"], up_to_severity: I, right: CommitOwn"#,
                "units[1].agency",
                "nobody may commit unit `s`",
            ),
            (
                r#"to: (line: "gov", echelon: "upper"), direction: Up"#,
                r#"to: (line: "vol", echelon: "lower"), direction: Across"#,
                "echelons[0]",
                "no detector can reach",
            ),
        ],
    );
    run(
        TAPE,
        Gravity::Warning,
        &[("(id: \"j3\", at_min: 40", "(id: \"j3\", at_min: 4000", "injects[2].at_min", "after the end of the run")],
    );
    run(BENCH, Gravity::Warning, &[("floor: 0.8", "floor: 0.3", "stations[0].overload.floor", "cannot recover")]);
    let project = Project::new();
    project.change(WORLD, r#"capability: "search", rate"#, r#"capability: "fire", rate"#);
    let problems = project.check(&[TAPE, WORLD]).problems;
    assert!(
        problems.iter().any(|p| p.path == "scripted[0].profile.needs[1].capability" && p.message.contains("no unit can meet"))
    );
}

#[test]
fn all_problems_are_told_at_once_and_each_once() {
    let project = Project::new();
    project.change(WORLD, "officers: 2", "officers: 0");
    project.change(WORLD, "speed_kmh: 40", "speed_kmh: -40");
    project.change(TAPE, "units: 2", "units: 0");
    project.change(STRUCTURE, "direction: Up", "direction: Skip");
    project.change(SCENARIO, "replications: 10", "replications: 0");
    let report = project.check(&[SCENARIO, WORLD, TAPE, STRUCTURE, SCENARIO]);
    let paths: Vec<_> = report.problems.iter().map(|problem| problem.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "replications",
            "posts[0].desks[0].officers",
            "unit_types[0].speed_kmh",
            "scripted[0].profile.needs[0].units",
            "reporting[0].to"
        ]
    );
}

#[test]
fn a_province_is_checked_quickly_enough_to_be_checked_often() {
    let project = Project::new();
    let mut towns = String::from(
        "id,level,kind,superior,name_zh,name_en,x_km,y_km,population\nc,city,,,市,City,0,0,\nk1,county,,c,甲,Jia,5,0,5\nk2,county,,c,乙,Yi,0,5,5\nt1,town,subdistrict,k1,一,One,1,1,\nt2,town,town,k2,二,Two,1,2,\n",
    );
    let mut units = String::from("id,type,agency,base,count\ne,engine,brigade,k1,2\ns,squad,team,k2,\n");
    for i in 0..2000 {
        towns.push_str(&format!("x{i},town,town,k{},名,Name,{i},1,\n", 1 + i % 2));
    }
    for i in 0..5000 {
        units.push_str(&format!("u{i},engine,missing{i},x{},\n", i % 2000));
    }
    let text = crate::scenario::trial::WORLD;
    let (start, rest) = text.split_once("  jurisdictions: List([").unwrap();
    let (_, middle) = rest.split_once("  ]),\n").unwrap();
    let (middle, end) = middle.split_once("  units: List([").unwrap();
    let (_, end) = end.split_once("  ]),\n").unwrap();
    let world = format!("{start}  jurisdictions: Csv(\"towns.csv\"),\n{middle}  units: Csv(\"units.csv\"),\n{end}");
    project.write(WORLD, world);
    project.write("assets/worlds/towns.csv", towns);
    project.write("assets/worlds/units.csv", units);
    let report = project.check(&[SCENARIO]);
    assert_eq!((report.problems.len(), report.jurisdictions["town"]), (5000, 2002));
    let last = report.problems.iter().find(|problem| problem.value.as_deref() == Some("missing4999")).unwrap();
    assert!(last.file.ends_with("assets/worlds/units.csv"), "{}", last.file);
    assert_eq!((last.line, last.column, last.path.as_str()), (5003, 14, "units[5001].agency"));
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
