//! Trials of structures: military and society.

use crate::scenario::check::trials::{STRUCTURE, run};
use crate::scenario::diagnose::Gravity;

#[test]
fn military_and_society() {
    run(
        STRUCTURE,
        Gravity::Error,
        &[
            (
                "service: Deterministic(min: 13)",
                "service: Deterministic(min: -13)",
                "social_linkage.verification.service.min",
                "0 or more",
            ),
            (
                r#"from_colour: Orange, lines: ["gov"]"#,
                r#"from_colour: Orange, lines: ["gov", "mil"]"#,
                "readiness[0].staging",
                "forward unasked",
            ),
            (r#"border: "county""#, r#"border: "country""#, "social_linkage.letter_gate.border", "unknown level"),
            (
                "blocked: 0.6, blocked_for: Some(Deterministic(min: 600))",
                "blocked: 0.6",
                "social_linkage.letter_gate.blocked",
                "never opens",
            ),
            (
                r#"standings: ["first"]"#,
                r#"standings: ["first", "first"]"#,
                "social_linkage.contract.standings[1]",
                "two rows for one standing",
            ),
            (
                "liaison: [",
                r#"liaison: [(post: (line: "gov", echelon: "upper"), formulation_factor: 1, completeness: 1, mobilisation_factor: 1), "#,
                "military.liaison[1]",
                "two rows",
            ),
            (
                r#"capabilities: Some(["search"]), units_max"#,
                "capabilities: Some([]), units_max",
                "military.approvals[0].capabilities",
                "for nothing",
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
            (r#"Some((line: "mil""#, r#"Some((line: "milk""#, "military.line", "did you mean `mil`?"),
            (r#"Some((line: "mil""#, r#"Some((line: "vol""#, "military.line", "not military"),
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
        ],
    );
}

#[test]
fn a_contract_with_nobody_is_told() {
    let contract = r#"standings: ["first"]"#;
    run(
        STRUCTURE,
        Gravity::Warning,
        &[
            (contract, r#"standings: ["first", "secnd"]"#, "social_linkage.contract.standings[1]", "passed over"),
            (contract, r#"standings: ["secnd"]"#, "social_linkage.contract.standings", "with nobody"),
        ],
    );
}
