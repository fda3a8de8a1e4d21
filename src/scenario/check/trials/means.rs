//! Trials of structures: which units go, and who commands them.

use crate::scenario::check::trials::{STRUCTURE, run};
use crate::scenario::diagnose::Gravity;

#[test]
fn units_and_their_command() {
    run(
        STRUCTURE,
        Gravity::Error,
        &[
            ("collect_min: Some(2)", "collect_min: Some(0)", "dispatch[0].collect_min", "above 0"),
            ("collect_min: Some(2)", "collect_min: Some(1e-6)", "dispatch[0].collect_min", "0.001"),
            ("after_h: 12", "after_h: 1e-300", "fitness[0].rest.after_h", "0.001"),
            ("floor: 0.45", "floor: 1e-300", "scene_command.floor", "0.001"),
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
            ("questions_per_unit_h: Some(4)", "questions_per_unit_h: Some(0)", "scene_command.questions_per_unit_h", "above 0"),
            ("floor: 0.45", "floor: 0", "scene_command.floor", "above 0"),
        ],
    );
}
