//! Trials of tapes.

use crate::scenario::check::trials::{SCENARIO, STRUCTURE, TAPE, run};
use crate::scenario::diagnose::Gravity;
use crate::scenario::trial::Project;

#[test]
fn tapes() {
    run(
        TAPE,
        Gravity::Error,
        &[
            ("at_min: 10", "at_min: -10", "scripted[0].at_min", "0 or more"),
            (
                r#"[(channel: "telephone", delay: Deterministic(min: 2))]"#,
                r#"[(channel: "telephone", delay: Deterministic(min: 2)), (channel: "telephone", delay: Deterministic(min: 3))]"#,
                "scripted[0].detection[1]",
                "two rows for one channel",
            ),
            (
                "work: PerUnit(Exponential(mean_min: 60))",
                r#"work: PerUnit(Exponential(mean_min: 60)), after: Some("fire")"#,
                "plans[0].tasks",
                "one after the other: clear",
            ),
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
                "growth: Squared(kw_per_s2: 0.0117)",
                "scripted[0].profile.needs[0].work.growth",
                "how many of them a unit-hour puts out",
            ),
            (
                "unit_h_max: Some(30)",
                "growth: Squared(kw_per_s2: 0), hazard_per_unit_h: Some(40000)",
                "scripted[0].profile.needs[0].work.growth.kw_per_s2",
                "above 0",
            ),
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
            (
                "at_most: 5,\n     profile: (hazard: \"fire\", severity: IV, needs: [(capability: \"search\", units: 1, work: PerUnit(Exponential(mean_min: 30)))])",
                "at_most: 5000, profile: (hazard: \"fire\", severity: IV, needs: [(capability: \"search\", units: 1, work: Shared(unit_h: 1))], casualties: [(persons: 1000000, capability: \"search\", survival: Weibull(scale_min: 300, shape: 0.8))])",
                "secondary[0].at_most",
                "the bound is",
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
fn an_order_of_transport_names_classes_of_the_tape() {
    let project = Project::new();
    let care = r#"  care: Some((injuries: [(id: "red", name: (zh: "红", en: "red"), survival: LogLogistic(at_once: 0.9, scale_min: 60, shape: 2))],
    hospitals: [(id: "h", name: (zh: "医院", en: "hospital"), place: (jurisdiction: "k1"), beds: 1, places: 1, treatment: Deterministic(min: 60))])),
  secondary: ["#;
    project.change(TAPE, "  secondary: [", care);
    project.change(STRUCTURE, "  pulls: [", "  transport_order: [\"red\", \"rad\"],\n  pulls: [");
    let problems = project.check(&[SCENARIO]).problems;
    let meant: Vec<_> = problems.iter().filter(|problem| problem.path.starts_with("transport_order")).collect();
    assert_eq!(meant.iter().map(|problem| problem.path.as_str()).collect::<Vec<_>>(), ["transport_order[1]"], "{problems:#?}");
    assert!(meant[0].gravity == Gravity::Warning && meant[0].help.contains("did you mean `red`?"), "{:?}", meant[0]);
}
