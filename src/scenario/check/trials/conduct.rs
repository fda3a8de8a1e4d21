//! Trials of structures: how posts handle news, plan and decide.

use crate::scenario::check::trials::{STRUCTURE, run};
use crate::scenario::diagnose::Gravity;

#[test]
fn news_plans_and_decisions() {
    run(
        STRUCTURE,
        Gravity::Error,
        &[
            ("decision_factor: 0.4", "decision_factor: 0.0", "plans[0].decision_factor", "above 0"),
            ("first_alarm_share: Some(0.5)", "first_alarm_share: Some(1.5)", "plans[0].first_alarm_share", "at most 1"),
            ("pre_authorised: true", "pre_authorised: false", "plans[0].first_alarm_share", "no first alarm of its own"),
            ("from_colour: Some(Yellow)", "from_colour: Some(Lifted)", "plans[0].from_colour", "starts no plan"),
            ("from_colour: Some(Yellow), ", "", "plans[0].monitoring_factor", "watch more closely"),
            ("unplanned_cv: Some(1.5)", "unplanned_cv: Some(1e200)", "unplanned_cv", "at most 100"),
            ("follow_up_min: Some(30)", "follow_up_min: Some(1e-6)", "conduct[0].follow_up_min", "0.001"),
            ("again_after_min: Some(25)", "again_after_min: Some(1e-6)", "approvals[0].again_after_min", "0.001"),
            (r#"lead: "vol""#, r#"lead: "wol""#, "plans[0].tasks[0].lead", "did you mean `vol`?"),
            ("deadline_min: Some(15)", "deadline_min: Some(0)", "plans[0].tasks[0].deadline_min", "above 0"),
            (r#"after: ["notify"]"#, r#"after: ["notice"]"#, "plans[0].tasks[1].after[0]", "no task `notice`"),
            (r#"holds: ["fire"]"#, r#"holds: ["search"]"#, "plans[0].tasks", "never done: clear"),
            ("half_life_months: 24", "half_life_months: 0", "plans[0].exercise.half_life_months", "above 0"),
            ("unplanned_cv: Some(1.5)", "unplanned_cv: Some(0)", "unplanned_cv", "above 0"),
            (r#"only: Some(["k1"])"#, r#"only: Some(["q1"])"#, "plans[0].only[0]", "unknown jurisdiction"),
            (r#"Some(["fire"])"#, r#"Some(["fires"])"#, "plans[0].hazards[0]", "unknown hazard"),
            (
                "  responses: [",
                "  responses: [(post: (line: \"gov\", echelon: \"lower\"), from_severity: II, level: II, approval: Deterministic(min: 1), desk: \"duty\", officers: 1), ",
                "responses[1].level",
                "not lighter",
            ),
            (
                "  plans: [",
                "  plans: [(post: (line: \"gov\", echelon: \"lower\"), from_colour: Some(Yellow), decision_factor: 0.5), ",
                "plans[1]",
                "never used",
            ),
            (r#"only: Some(["k1"])"#, "only: Some([])", "plans[0].only", "for nothing"),
            (r#"hazards: Some(["fire"]), decision"#, "hazards: Some([]), decision", "plans[0].hazards", "for nothing"),
            (
                r#"pulls: [(post: (line: "gov", echelon: "upper")"#,
                r#"pulls: [(post: (line: "vol", echelon: "lower")"#,
                "pulls[0].post",
                "no desk of it handles decision",
            ),
            (
                "  pulls: [",
                "  level_notices: [(from: (line: \"gov\", echelon: \"upper\"), to: (line: \"gov\", echelon: \"lower\"), transit: Deterministic(min: 1)), (from: (line: \"gov\", echelon: \"upper\"), to: (line: \"gov\", echelon: \"lower\"), transit: Deterministic(min: 2))],\n  pulls: [",
                "level_notices[1]",
                "two rows",
            ),
            ("  pulls: [", "  transport_order: [\"red\", \"red\"],\n  pulls: [", "transport_order[1]", "two rows"),
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
        ],
    );
}
