//! For tests: a small project on disk, correct in every file, and what checking it says after something has been changed.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::scenario::diagnose::Problem;
use crate::scenario::load::survey::{CheckReport, check_files};

/// A world of two cities on a plane with three townships, and one fire station and one volunteer team.
pub const WORLD: &str = r#"// A small world for tests.
World(
  format: 1,
  id: "small",
  name: (zh: "小世界", en: "small world"),
  levels: [
    (id: "city", name: (zh: "市", en: "city")),
    (id: "county", name: (zh: "县", en: "county")),
    (id: "town", name: (zh: "乡镇", en: "township")),
  ],
  jurisdictions: List([
    (id: "c", level: "city", name_zh: "市", name_en: "City", x_km: Some(0), y_km: Some(0)),
    (id: "k1", level: "county", superior: Some("c"), name_zh: "甲", name_en: "Jia", population: Some(1000), x_km: Some(5), y_km: Some(0)),
    (id: "k2", level: "county", superior: Some("c"), name_zh: "乙", name_en: "Yi", population: Some(3000), x_km: Some(0), y_km: Some(5)),
    (id: "t1", level: "town", kind: Some("subdistrict"), superior: Some("k1"), name_zh: "一", name_en: "One", x_km: Some(6), y_km: Some(0)),
    (id: "t2", level: "town", kind: Some("town"), superior: Some("k2"), name_zh: "二", name_en: "Two", x_km: Some(0), y_km: Some(6)),
  ]),
  capabilities: [(id: "fire", name: (zh: "灭火", en: "fire")), (id: "search", name: (zh: "搜救", en: "search"))],
  lines: [
    (id: "gov", name: (zh: "政府", en: "government"), sector: Government),
    (id: "vol", name: (zh: "社会", en: "society"), sector: Society), (id: "mil", name: (zh: "军事", en: "military"), sector: Military),
  ],
  hazards: [(id: "fire", name: (zh: "火灾", en: "fire"))],
  posts: [
    (line: "gov", level: "city", name: (zh: "{}", en: "{}"), desks: [
      (id: "duty", officers: 2, handles: [
        (matter: Report, priority: 1, service: Exponential(mean_min: 5)),
        (matter: Request, priority: 1, service: Exponential(mean_min: 5)),
        (matter: Routine, priority: 9, service: Exponential(mean_min: 10), background_per_h: 3),
      ], overload: Some((span: 5, slowdown_per_matter: 0.1, floor: 0.5))),
      (id: "command", officers: 1, handles: [(matter: Decision, priority: 1, service: LogNormal(mean_min: 8, cv: 0.8))]),
    ]),
    (line: "gov", level: "county", name: (zh: "{}", en: "{}"), desks: [
      (id: "duty", officers: 1, handles: [
        (matter: Report, priority: 1, service: Exponential(mean_min: 5)),
        (matter: Request, priority: 1, service: Exponential(mean_min: 5)),
        (matter: Decision, priority: 1, service: Exponential(mean_min: 5)),
        (matter: Order, priority: 1, service: Exponential(mean_min: 5)),
      ]),
    ]),
    (line: "vol", level: "county", name: (zh: "{}", en: "{}"), desks: [
      (id: "duty", officers: 1, handles: [
        (matter: Report, priority: 1, service: Exponential(mean_min: 5)),
        (matter: Order, priority: 1, service: Exponential(mean_min: 5)),
      ]),
    ]), (line: "mil", level: "city", name: (zh: "{}", en: "{}"), desks: [(id: "duty", officers: 1, handles: [(matter: Report, priority: 1, service: Exponential(mean_min: 5))])]),
  ],
  channels: [
    (id: "telephone", name: (zh: "电话", en: "telephone"), means: Telephone, coverage: 0.9, coverage_at: [(within: Some("k2"), hazards: Some(["fire"]), coverage: 0.8)], delay: Exponential(mean_min: 3), line: "gov", level: "county"),
  ],
  agencies: List([
    (id: "brigade", line: "gov", jurisdiction: "k1", name_zh: "队", name_en: "brigade"),
    (id: "team", line: "vol", jurisdiction: "k2", name_zh: "队", name_en: "team", standing: Some("first")),
  ]),
  standings: [(id: "first", name: (zh: "一级", en: "first"), home: "county", mobilisation: Some(Deterministic(min: 45)), rate_factor: 0.8, no_show: 0.1)],
  unit_types: [
    (id: "engine", name: (zh: "消防车", en: "engine"), capabilities: [(capability: "fire", rate: 1)], crew: 6, speed_kmh: 40,
     mobilisation: Deterministic(min: 1), deployment: Deterministic(min: 2)),
    (id: "squad", name: (zh: "队", en: "squad"), capabilities: [(capability: "search", rate: 0.5)], crew: 8, speed_kmh: 30,
     mobilisation: Deterministic(min: 20), deployment: Deterministic(min: 5)),
  ],
  units: List([
    (id: "e", type: "engine", agency: "brigade", base: "k1", count: 2),
    (id: "s", type: "squad", agency: "team", base: "k2"),
  ]),
  travel: StraightLine(detour_factor: 1.3),
)
"#;

/// A structure on it.
pub const STRUCTURE: &str = r#"Structure(
  format: 1,
  id: "plain",
  name: (zh: "层级", en: "plain"),
  echelons: [
    (id: "upper", level: "city", name: (zh: "市级", en: "upper")),
    (id: "lower", level: "county", name: (zh: "县级", en: "lower")),
  ],
  reporting: [
    (from: (line: "gov", echelon: "lower"), to: (line: "gov", echelon: "upper"), direction: Up,
     carries: [Reports, Requests], from_severity: IV, transit: Deterministic(min: 1)),
    (from: (line: "gov", echelon: "lower"), to: (line: "vol", echelon: "lower"), direction: Across,
     carries: [Reports], from_severity: III, transit: Deterministic(min: 1)),
    (from: (line: "gov", echelon: "upper"), to: (line: "mil", echelon: "upper"), direction: Across, carries: [Reports], from_severity: II, transit: Deterministic(min: 3)),
  ],
  rights: [
    (post: (line: "gov", echelon: "lower"), lines: ["gov"], up_to_severity: III, right: CommitOwn),
    (post: (line: "gov", echelon: "upper"), lines: ["gov", "vol"], up_to_severity: I, right: CommitInScope),
  ],
  visibility: [(post: (line: "gov", echelon: "upper"), lines: ["gov", "vol"], reach: Below, shares_orders: true)],
  commitment: [
    (post: (line: "gov", echelon: "lower"), line: "gov", reach: Own, transit: Deterministic(min: 1)),
    (post: (line: "gov", echelon: "upper"), line: "gov", reach: Below, via: [(line: "gov", echelon: "lower", side: Owner)], transit: Deterministic(min: 1)),
    (post: (line: "gov", echelon: "upper"), line: "vol", reach: Below, via: [(line: "vol", echelon: "lower", side: Owner)], transit: Deterministic(min: 1)),
  ],
  staffing: [(post: (line: "gov", echelon: "lower"), desk: "duty", officers: 2)],
  desk_rules: [(post: (line: "gov", echelon: "lower"), desk: Some("duty"), attention: Some(Mixed(by_priority: 0.5, fifo: 0.2, lifo: 0.2, random: 0.1)), shared: Some(false), absence: Some((present: Exponential(mean_min: 120), absent: Exponential(mean_min: 11))), patience: [(matter: Decision, after: Deterministic(min: 31))], skill_factor: 1.2)], shifts: [(post: (line: "gov", echelon: "lower"), desk: "duty", from_h: 20, until_h: 8, officers: 1)],
  recalls: [(post: (line: "gov", echelon: "lower"), desk: "duty", when_open: 3, officers: 1, after: Deterministic(min: 25))],
  committees: [(post: (line: "gov", echelon: "upper"), notice: Serial(Deterministic(min: 1)), members: [
    (id: "head", role: Chair, joins: Video(Deterministic(min: 8))), (id: "bureau", role: Member, desk: Some((line: "gov", desk: "duty")), reachable: 0.85, joins: Road(Deterministic(min: 30))),
  ], quorum: 2, deliberation: Deterministic(min: 20), no_quorum_after_min: 60, without_quorum: LeaderDecides)],
  warning_links: [(from: (line: "gov", echelon: "upper"), to: (line: "gov", echelon: "lower"), transit: Deterministic(min: 2), overlooked: 0.25, call_again_min: Some(10))],
  readiness: [(post: (line: "gov", echelon: "lower"), from_colour: Orange, lines: ["gov"], reach: Own, after: Deterministic(min: 20), mobilisation_factor: 0.5, staging: Some((at: Seat("k1"), mobilisation_factor: 0.1)))],
  responses: [(post: (line: "gov", echelon: "lower"), from_severity: III, level: III, approval: Deterministic(min: 15), desk: "duty", officers: 2)],
  dispatch: [(post: (line: "gov", echelon: "upper"), policy: Zones([(within: "k1", prefers: ["team", "e.1"])]), collect_min: Some(2), reserve: Some((kept: Share(0.2), from_severity: II, capabilities: Some(["search"]))), calls_off: Some((grades: 2)), redirects: true)],
  military: Some((line: "mil", formulation: Deterministic(min: 10), transit: Deterministic(min: 2), examination: Deterministic(min: 20), relay: Deterministic(min: 4), refusal: 0.15, approvals: [(owned_up_to: Some("lower"), capabilities: Some(["search"]), units_max: Some(3), by: Government), (by: Military(echelon: "upper", service: Deterministic(min: 30)))],
    asks_back: 1, threshold: Some((completeness: 0.6, within_min: 55)), urgent: Some((from_severity: II, owned_from: "upper", decision: Deterministic(min: 7))),
    liaison: [(post: (line: "gov", echelon: "upper"), from_min: 5, until_min: Some(700), formulation_factor: 0.5, completeness: 0.8, mobilisation_factor: 0.55)])),
  scene_command: Some((span: 5, slowdown_per_unit: 0.15, floor: 0.45, handover: Deterministic(min: 12), questions_per_unit_h: Some(4), takes_over: [(post: (line: "gov", echelon: "upper"), from_severity: II, after: Deterministic(min: 40), span: 8)])),
  fitness: [(unit_type: "squad", rest: Some((after_h: 12, for_h: 8)), failure: Some((per_h: 0.01, repair: Deterministic(min: 60))), off_duty: Some((from_h: 20, until_h: 7)), range_km: Some(100))],
  service_areas: [(agency: Some("team"), within: Level("city")), (unit_type: Some("engine"), within: Jurisdictions(["k1"]), beyond: Aid)],
  aid: [(post: (line: "gov", echelon: "lower"), way: Sideways, agreement: AdHoc(acceptance: 0.8), transit: Deterministic(min: 1))],
  social_linkage: Some((escort: true, notice: Some((after: Deterministic(min: 90), effect: 0.7, turns_back: 0.6)),
    portal: Some((effect: 0.65)), check_in: Some((officers: 2, service: Deterministic(min: 15), holds_back: Some((at_most: Deterministic(min: 480), then: GoesHome)))),
    verification: Some((service: Deterministic(min: 13))),
    letter_gate: Some((border: "county", officers: 3, service: Deterministic(min: 15), blocked: 0.6, blocked_for: Some(Deterministic(min: 600)))),
    contract: Some((standings: ["first"], mobilisation: Deterministic(min: 30))))),
  plans: [(post: (line: "gov", echelon: "lower"), only: Some(["k1"]), hazards: Some(["fire"]), decision_factor: 0.4, pre_authorised: true, first_alarm_share: Some(0.5), from_colour: Some(Yellow), monitoring_factor: 0.6, exercise: Some((months: 6, half_life_months: 24)), tasks: [(id: "notify", lead: "vol", act: AtDesk(Deterministic(min: 3)), deadline_min: Some(15)), (id: "clear", lead: "gov", act: Work("search"), after: ["notify"], holds: ["fire"])])],
  unplanned_cv: Some(1.5),
  estimates: Some((first: 0.4, sigma: 0.5, posts: [(post: (line: "gov", echelon: "lower"), shading: -0.1, wrong_kind: 0.15)])),
  monitoring: [(channel: "telephone", coverage_at: [(kind: Some("town"), coverage: 0.95)])],
  conduct: [(post: (line: "gov", echelon: "lower"), omission: 0.1, shading: 0.2, send_back: 0.3, verification: Some(Deterministic(min: 5)), decide_within_min: Some(45), follow_up_min: Some(30), writing: Some(Deterministic(min: 15)))],
  delegation: Some((delta: 0.75, moves: [(from: (line: "gov", echelon: "upper"), to: (line: "gov", echelon: "lower"), lines: ["gov"], from_severity: III, up_to_severity: II,
    visibility: [(lines: ["gov"], reach: Neighbours, shares_orders: false)],
    commitment: [(line: "gov", reach: Neighbours, via: [(line: "gov", echelon: "lower", side: Owner)], transit: Deterministic(min: 2))])])),
  pulls: [(post: (line: "gov", echelon: "upper"), from_severity: II, probability: 0.35)],
  approvals: [(post: (line: "gov", echelon: "lower"), up_to: "upper", needed: 0.85, unneeded: 0.15, again_after_min: Some(25), attempts: 2)],
  overlay: (
    rebase: [(unit_type: "squad", from_level: "county", to_level: "city")],
    staff: [(post: (line: "gov", echelon: "lower"), desk: "duty", officers: -1)],
  ),
)
"#;

/// A tape on it.
pub const TAPE: &str = r#"Incidents(
  format: 1,
  id: "tape",
  scripted: [
    (id: "i1", name: (zh: "火", en: "fire"), at_min: 10, place: (jurisdiction: "t1", x_km: Some(6.5), y_km: Some(0.5)),
     profile: (hazard: "fire", severity: III,
       needs: [
         (capability: "fire", units: 2, work: Shared(unit_h: 3, growth_per_h: 0.1, unit_h_max: Some(30))),
         (capability: "search", units: 1, work: PerUnit(Exponential(mean_min: 60))),
       ],
       casualties: [(persons: 3, capability: "fire", survival: Weibull(scale_min: 300, shape: 0.8))]),
     access_road: Some((vehicles_per_h: 200)),
     congestion: Some((span: 4, unsupervised: 0.35, capacity: Some(30), crowding: 0.01, matters_per_h: 1)),
     convergence: Some((organisations: 9, unit_type: "squad", agency: "team", from_km: 10, to_km: 80, publicity: Deterministic(min: 30), eagerness: 1, peak_h: 12)),
     detection: Some([(channel: "telephone", delay: Deterministic(min: 2))])),
  ],
  stochastic: [
    (id: "d1", level: "county", within: Some("c"), rate_per_h: 0.2, spread: ByPopulation, profiles: [
      (weight: 1, profile: (hazard: "fire", severity: IV, needs: [(capability: "fire", units: 1, work: Shared(unit_h: 1))])),
    ]),
  ],
  secondary: [
    (id: "s1", hazard: "fire", rate_per_h: 0.1, at_most: 5,
     profile: (hazard: "fire", severity: IV, needs: [(capability: "search", units: 1, work: PerUnit(Exponential(mean_min: 30)))])),
  ],
  injects: [
    (id: "j1", at_min: 30, action: UnitUnavailable(unit: "e.2", until_min: Some(60))),
    (id: "j2", at_min: 40, action: OrderGiven(unit: "e.1", incident: "i1")),
    (id: "j3", at_min: 40, action: PostUnmanned(line: "gov", jurisdiction: "k1")),
    (id: "j4", at_min: 40, action: TravelSlowed(jurisdiction: "k1", factor: 2)),
    (id: "j5", at_min: 50, action: NumbersLeaked(agencies: ["team"], calls_per_h: 2, errand: Deterministic(min: 90))),
    (id: "j6", at_min: 50, action: LettersBlocked(incident: "i1", until_min: Some(600))),
  ],
)
"#;

/// A scenario that names the three.
pub const SCENARIO: &str = r#"Scenario(
  format: 1,
  id: "drill",
  name: (zh: "演练", en: "drill"),
  about: (zh: "小演练", en: "a small drill"),
  start: "2024-02-29T08:00:00",
  world: "../assets/worlds/small.ron",
  structure: "../assets/structures/plain.ron",
  incidents: File("../assets/tapes/tape.ron"),
  horizon_h: 24,
  replications: 10,
  limits: List([(id: "phone", from_line: "gov", from_echelon: "lower", to_line: "gov", to_echelon: "upper", kind: Oral, minutes: 20, source: "assumption")]),
  targets: [(id: "quick", path: first_unit, within_min: 30, source: "assumption")],
  reference: [(milestone: Detected, incident: "i1", at_min: 12, precision_min: 1, source: "timeline")],
)
"#;

/// A laboratory.
pub const LABORATORY: &str = r#"Laboratory(
  format: 1,
  id: "bench",
  name: (zh: "台架", en: "bench"),
  about: (zh: "台架", en: "bench"),
  horizon_h: 100,
  warmup_h: 10,
  replications: 5,
  stations: [
    (id: "post", servers: 2, classes: [
      (id: "a", priority: 1, service: Exponential(mean_min: 10), patience: Some((law: Deterministic(min: 30), escalates_to: Some("upper")))),
      (id: "b", priority: 2, service: Erlang(shape: 2, mean_min: 5)),
    ], overload: Some((span: 4, slowdown_per_matter: 0.1, floor: 0.8))),
    (id: "upper", servers: 1, classes: [(id: "a", priority: 1, service: Exponential(mean_min: 10))]),
  ],
  pools: [
    (id: "engines", units: [(id: "e", count: 2, at_km: Some((0, 0))), (id: "f", at_km: Some((3, 4)))],
     districts: [(id: "north", at_km: Some((0, 5))), (id: "south", at_km: Some((0, -5)))],
     travel: Matrix(minutes: [[1, 1, 2], [2, 2, 1]]), work: Exponential(mean_min: 30)),
  ],
  sources: [
    (id: "calls", class: "a", to: "post", district: Some("north"), arrivals: Poisson(rate_per_h: 4)),
    (id: "papers", class: "b", to: "post", arrivals: Renewal(Gamma(mean_min: 60, cv: 2))),
    (id: "tape", class: "a", to: "upper", district: Some("south"), arrivals: Scripted([(at_min: 5), (at_min: 3, count: 2, work_min: Some(9))])),
  ],
  structures: [
    (id: "plain", name: (zh: "甲", en: "plain"),
     routes: [(from: "post", class: Some("a"), ways: [(probability: 0.4, to: "upper"), (probability: 0.6, to: "engines")])],
     preferences: [(pool: "engines", district: "north", units: ["f", "e.1"])], reserves: [(pool: "engines", class: "b", units: 2)]),
    (id: "open", name: (zh: "乙", en: "open")),
  ],
)
"#;

/// A project folder with the five files.
pub struct Project {
    folder: TempDir,
}

impl Project {
    /// The files, all correct.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let project = Self { folder };
        project.write("assets/worlds/small.ron", WORLD);
        project.write("assets/structures/plain.ron", STRUCTURE);
        project.write("assets/tapes/tape.ron", TAPE);
        project.write("scenarios/drill.ron", SCENARIO);
        project.write("scenarios/bench.ron", LABORATORY);
        project
    }

    /// Writes a file.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The path of a file.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Replaces a piece of a file, which must be there.
    pub fn change(&self, name: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.path(name)).unwrap();
        assert!(text.contains(old), "{old} is not in {name}");
        self.write(name, text.replacen(old, new, 1));
    }

    /// What checking some of the files says.
    pub fn check(&self, names: &[&str]) -> CheckReport {
        check_files(&names.iter().map(|name| self.path(name)).collect::<Vec<_>>())
    }
}

/// The problems of the drill after a change in one of its files.
pub fn after(name: &str, old: &str, new: &str) -> Vec<Problem> {
    let project = Project::new();
    project.change(name, old, new);
    let first = if name.ends_with("bench.ron") { "scenarios/bench.ron" } else { "scenarios/drill.ron" };
    project.check(&[first]).problems
}

/// The only problem after a change.
pub fn only(name: &str, old: &str, new: &str) -> Problem {
    let mut problems = after(name, old, new);
    assert_eq!(problems.len(), 1, "{:#?}", problems.iter().map(Problem::one_line).collect::<Vec<_>>());
    problems.remove(0)
}
