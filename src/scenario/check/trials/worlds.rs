//! Trials of worlds.

use crate::scenario::check::trials::{WORLD, run};
use crate::scenario::diagnose::Gravity;

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
            (
                "LogNormal(mean_min: 8, cv: 0.8)",
                "LogNormal(mean_min: 8, cv: 1e155)",
                "posts[0].desks[1].handles[0].service.cv",
                "at most 100",
            ),
            (
                "LogNormal(mean_min: 8, cv: 0.8)",
                "Gamma(mean_min: 8, cv: 0.001)",
                "posts[0].desks[1].handles[0].service.cv",
                "0.01 at the least",
            ),
            (
                "LogNormal(mean_min: 8, cv: 0.8)",
                "Erlang(shape: 100000000, mean_min: 5)",
                "posts[0].desks[1].handles[0].service.shape",
                "at most 10000",
            ),
            (
                "LogNormal(mean_min: 8, cv: 0.8)",
                "Triangular(low_min: 0, mode_min: 1, high_min: 1e160)",
                "posts[0].desks[1].handles[0].service.high_min",
                "at most 1000000000",
            ),
            ("mean_min: 5", "mean_min: -5", "posts[0].desks[0].handles[0].service.mean_min", "above 0"),
            ("background_per_h: 3", "background_per_h: NaN", "posts[0].desks[0].handles[2].background_per_h", "0 or more"),
            (
                "(matter: Decision, priority: 1, service: LogNormal",
                "(matter: Report, priority: 1, service: LogNormal",
                "posts[0].desks[1].handles[0].matter",
                "so does desk `duty`",
            ),
            ("floor: 0.5", "floor: 1e-300", "posts[0].desks[0].overload.floor", "0.001"),
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
            ("coverage: 0.9,", "coverage: 0.9, hazards: Some([]),", "channels[0].hazards", "for nothing"),
            (
                "coverage: 0.9,",
                "coverage: 0.9, calls: Some((rate_per_h: 1, reference_unit_h: 1, exponent: 0.5)),",
                "channels[0].calls",
                "would be ignored",
            ),
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
fn calls_that_nobody_makes_are_told() {
    let calls = "coverage: 0, calls: Some((rate_per_h: 1, reference_unit_h: 1, exponent: 0.5)),";
    run(
        WORLD,
        Gravity::Warning,
        &[
            ("coverage: 0.9,", calls, "monitoring[0].channel", "notices by calls"),
            ("coverage: 0.9,", calls, "secondary[0].profile.needs", "calls nobody"),
        ],
    );
}
