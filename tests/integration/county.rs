//! A small county of the tests' own, in which government, military and society may meet at one scene: two counties of a city, a post of
//! each line at the first two lines, engines, squads and ambulances. A test writes only what it is about.

use std::fs;

use liandong::engine::time::SimTime;
use liandong::journal::entry::Entry;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::scenario::load::Exercise;

use crate::drill::{load, runs};
use crate::oracle::hold;

/// A scenario in the county; every field is as written in a file.
#[derive(Clone, Debug)]
pub struct County {
    /// Units, one row each. Agencies: `brigade` (government), `team` (society) and `garrison` (military) in `k1`, `other` (government)
    /// in `k2`. Types: `engine` for fire, `squad` for search, `ambulance` for carrying, each mobilised in a minute (squads in five), at
    /// work two minutes after arrival, at a kilometre a minute.
    pub units: String,
    /// Scripted incidents, and the other fields of the tape.
    pub scripted: String,
    pub tape: String,
    /// Further tables of the structure.
    pub tables: String,
    /// Further fields of the standing of the team.
    pub standing: String,
    /// The travel law, the rights, the commitment of government units, the time for a decision, what requests and orders take.
    pub travel: String,
    pub rights: String,
    pub commitment: String,
    pub decision: String,
    pub handles: String,
    /// How far the post sees; where the team is.
    pub sees: &'static str,
    pub team: &'static str,
    /// Law of mobilisation of engines.
    pub mobilisation: String,
    /// End of the run, h.
    pub horizon_h: f64,
    /// Replications.
    pub replications: u32,
}

/// What requests and orders take at the desks.
pub const HANDLES: &str = "(matter: Request, priority: 1, service: Deterministic(min: 1)), (matter: Order, priority: 1, service: Deterministic(min: 1)),";

/// A travel matrix in which the second county cannot be reached from the first.
pub const CUT_OFF: &str = r#"Matrix(places: ["c", "k1", "k2"], minutes: [[0, 5, 9], [5, 0, inf], [9, inf, 0]])"#;

impl County {
    /// A county in which nothing happens.
    pub fn quiet() -> Self {
        Self {
            units: String::new(),
            scripted: String::new(),
            tape: String::new(),
            tables: String::new(),
            standing: String::new(),
            travel: "StraightLine(detour_factor: 1.0)".to_owned(),
            rights: r#"(post: (line: "gov", echelon: "lower"), lines: ["gov", "vol", "mil"], up_to_severity: I, right: CommitInScope)"#
                .to_owned(),
            commitment: r#"(post: (line: "gov", echelon: "lower"), line: "gov", reach: Own, transit: Deterministic(min: 1))"#
                .to_owned(),
            decision: "Deterministic(min: 1)".to_owned(),
            handles: HANDLES.to_owned(),
            sees: "Own",
            team: "k1",
            mobilisation: "Deterministic(min: 1)".to_owned(),
            horizon_h: 48.0,
            replications: 1,
        }
    }

    fn world(&self) -> String {
        let Self { units, standing, travel, decision, handles, team, mobilisation, .. } = self;
        let post = |line: &str| {
            format!(
                r#"(line: "{line}", level: "county", name: (zh: "{{}}", en: "{{}}"), desks: [(id: "duty", officers: 4, handles: [
                (matter: Report, priority: 1, service: Deterministic(min: 1)), {handles}
                (matter: Decision, priority: 1, service: {decision})])]), "#
            )
        };
        let agency = |id: &str, line: &str, place: &str, more: &str| {
            format!(r#"(id: "{id}", line: "{line}", jurisdiction: "{place}", name_zh: "队", name_en: "{id}"{more}), "#)
        };
        let kind = |id: &str, capability: &str, mobilisation: &str| {
            format!(
                r#"(id: "{id}", name: (zh: "队", en: "{id}"), capabilities: [(capability: "{capability}", rate: 1)], crew: 6,
                speed_kmh: 60, mobilisation: {mobilisation}, deployment: Deterministic(min: 2)), "#
            )
        };
        let agencies = [
            agency("brigade", "gov", "k1", ""),
            agency("other", "gov", "k2", ""),
            agency("team", "vol", team, r#", standing: Some("first")"#),
            agency("garrison", "mil", "k1", ""),
        ];
        let kinds = [
            kind("engine", "fire", mobilisation),
            kind("squad", "search", "Deterministic(min: 5)"),
            kind("ambulance", "carry", "Deterministic(min: 1)"),
        ];
        format!(
            r#"World(format: 1, id: "w", name: (zh: "世", en: "world"),
            levels: [(id: "city", name: (zh: "市", en: "city")), (id: "county", name: (zh: "县", en: "county"))],
            jurisdictions: List([(id: "c", level: "city", name_zh: "市", name_en: "C", x_km: Some(0), y_km: Some(0)),
              (id: "k1", level: "county", superior: Some("c"), name_zh: "甲", name_en: "Jia", x_km: Some(5), y_km: Some(0)),
              (id: "k2", level: "county", superior: Some("c"), name_zh: "乙", name_en: "Yi", x_km: Some(0), y_km: Some(50))]),
            capabilities: [(id: "fire", name: (zh: "灭火", en: "fire")), (id: "search", name: (zh: "搜救", en: "search")),
              (id: "carry", name: (zh: "转运", en: "carrying"))],
            lines: [(id: "gov", name: (zh: "政府", en: "government"), sector: Government),
              (id: "vol", name: (zh: "社会", en: "society"), sector: Society),
              (id: "mil", name: (zh: "军事", en: "military"), sector: Military)],
            hazards: [(id: "fire", name: (zh: "火灾", en: "fire"))], posts: [{posts}],
            channels: [(id: "telephone", name: (zh: "电话", en: "telephone"), means: Telephone, coverage: 1.0,
              delay: Deterministic(min: 1), line: "gov", level: "county")],
            agencies: List([{agencies}]), unit_types: [{kinds}], units: List([{units}]), travel: {travel},
            standings: [(id: "first", name: (zh: "一级", en: "first"), home: "county", rate_factor: 1.0{standing})])"#,
            posts = [post("gov"), post("mil")].concat(),
            agencies = agencies.concat(),
            kinds = kinds.concat(),
        )
    }

    fn structure(&self) -> String {
        let Self { tables, rights, commitment, sees, .. } = self;
        let reach = if *sees == "Own" { "Own" } else { "Everywhere" };
        format!(
            r#"Structure(format: 1, id: "s", name: (zh: "结构", en: "structure"),
            echelons: [(id: "upper", level: "city", name: (zh: "市级", en: "upper")),
              (id: "lower", level: "county", name: (zh: "县级", en: "lower"))],
            reporting: [(from: (line: "gov", echelon: "lower"), to: (line: "mil", echelon: "lower"), direction: Across,
              carries: [Reports], from_severity: IV, transit: Deterministic(min: 1))],
            rights: [{rights}],
            visibility: [(post: (line: "gov", echelon: "lower"), lines: ["gov", "vol", "mil"], reach: {sees}, shares_orders: true)],
            commitment: [{commitment},
              (post: (line: "gov", echelon: "lower"), line: "vol", reach: {reach}, transit: Deterministic(min: 1)),
              (post: (line: "gov", echelon: "lower"), line: "mil", reach: {reach}, transit: Deterministic(min: 1))],
            {tables})"#
        )
    }

    fn scenario(&self) -> String {
        let Self { scripted, tape, horizon_h, replications, .. } = self;
        format!(
            r#"Scenario(format: 1, id: "drill", name: (zh: "演练", en: "Drill"), about: (zh: "演练。", en: "A drill."),
            start: "2024-02-29T08:00:00", world: "w.ron", structure: "s.ron",
            incidents: Inline((format: 1, id: "t", scripted: [{scripted}], {tape})), horizon_h: {horizon_h:?},
            replications: {replications})"#
        )
    }

    fn write(&self) -> tempfile::TempDir {
        let home = tempfile::tempdir().unwrap();
        for (name, text) in [("w.ron", self.world()), ("s.ron", self.structure()), ("drill.ron", self.scenario())] {
            fs::write(home.path().join(name), text).unwrap();
        }
        home
    }

    /// The project as loaded and checked.
    pub fn load(&self) -> Exercise {
        load(&self.write().path().join("drill.ron"), &[])
    }

    /// What the check finds wrong with the project.
    pub fn problems(&self) -> Vec<String> {
        let home = self.write();
        let Err(failure) = liandong::scenario::load::study::load_study(&home.path().join("drill.ron"), &[]) else {
            return Vec::new();
        };
        failure.problems.iter().map(|problem| problem.one_line()).collect()
    }

    /// All replications, each of which keeps the rules.
    pub fn runs(&self) -> Vec<RunRecord> {
        let (records, _) = runs(&self.load(), self.replications);
        records.iter().for_each(hold);
        records
    }

    /// The one replication.
    pub fn run(&self) -> RunRecord {
        self.runs().remove(0)
    }
}

/// Units of a type: id, type, agency, count; at the seat of the first county.
pub fn units(rows: &[(&str, &str, &str, u32)]) -> String {
    let row = |(id, kind, agency, count): &(&str, &str, &str, u32)| {
        format!(r#"(id: "{id}", type: "{kind}", agency: "{agency}", base: "k1", count: {count}), "#)
    };
    rows.iter().map(row).collect()
}

/// A grade III incident three kilometres from the seat of the first county, with a name, an onset and needs as written.
pub fn incident(id: &str, at_min: f64, needs: &str, more: &str) -> String {
    at("III", "k1", (8.0, 0.0), id, at_min, needs, more)
}

/// An incident with a grade and a place.
pub fn at(grade: &str, place: &str, (x, y): (f64, f64), id: &str, at_min: f64, needs: &str, more: &str) -> String {
    format!(
        r#"(id: "{id}", name: (zh: "事", en: "incident"), at_min: {at_min:?},
        place: (jurisdiction: "{place}", x_km: Some({x:?}), y_km: Some({y:?})),
        profile: (hazard: "fire", severity: {grade}, needs: [{needs}]){more}), "#
    )
}

/// Minutes at which something happened, to the second.
pub fn minutes(record: &RunRecord, is: impl Fn(&Entry) -> bool) -> Vec<f64> {
    let entries = record.entries.iter().filter(|entry| is(entry));
    entries.map(|entry| ((entry.time - SimTime::ZERO).minutes() * 60.0).round() / 60.0).collect()
}

/// Minutes of a milestone.
pub fn times(record: &RunRecord, milestone: Milestone) -> Vec<f64> {
    minutes(record, |entry| entry.milestone == milestone)
}

/// How often a milestone was reached in all runs.
pub fn count(records: &[RunRecord], milestone: Milestone) -> usize {
    records.iter().map(|record| times(record, milestone).len()).sum()
}

/// Minutes at which units began work.
pub fn begun(record: &RunRecord) -> Vec<f64> {
    minutes(record, |entry| matches!(entry.milestone, Milestone::WorkBegun { .. }))
}
