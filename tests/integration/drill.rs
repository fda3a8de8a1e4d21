//! Small projects of the tests' own: a tree of three to five levels, one line of posts, one structure, a tape; and their runs.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use liandong::experiment::design::Plan;
use liandong::experiment::study::{StudyOutcome, run_exercise};
use liandong::journal::entry::Entry;
use liandong::journal::header::Header;
use liandong::measure::record::RunRecord;
use liandong::scenario::load::study::load_study;
use liandong::scenario::load::{Exercise, Study};

/// Units of a capability with the work that they find: capability, units, work as written.
pub type Need = (&'static str, u32, String);

/// An incident: minute, jurisdiction, place in km, needs.
pub type Incident = (f64, String, (f64, f64), Vec<Need>);

/// A project: every jurisdiction has an id that begins with the id of its superior, `j`, `j0`, `j01` and so on.
#[derive(Clone, Debug)]
pub struct Drill {
    /// Jurisdictions below each one, level by level; one level more than entries.
    pub branches: Vec<usize>,
    /// Officers at each desk, level by level.
    pub officers: Vec<u32>,
    /// Report, request, decision and order: a service law of each, level by level.
    pub services: Vec<[String; 4]>,
    /// Transit of reports and requests to the level above, from the second level on.
    pub relays: Vec<String>,
    /// The lowest level that may decide and commit units.
    pub decides: usize,
    /// Units of each base: jurisdiction, kind, count.
    pub units: Vec<(String, &'static str, u32)>,
    /// Law of mobilisation.
    pub mobilisation: String,
    /// Share of incidents that the telephone brings to the lowest level, and its delay.
    pub telephone: (f64, String),
    /// Incidents.
    pub incidents: Vec<Incident>,
    /// Rows of stochastic demand and of injects, as written.
    pub stochastic: String,
    pub injects: String,
    /// Further tables of the structure and the warnings of the tape, as written.
    pub tables: String,
    pub warnings: String,
    /// End of the run, h.
    pub horizon_h: f64,
    /// What the project has beside that.
    pub more: More,
}

/// What a project has beside one line of posts with two kinds of units, as written.
#[derive(Clone, Debug, Default)]
pub struct More {
    /// Lines beside the government's over whose units the posts that decide have a right.
    pub powers: Vec<&'static str>,
    /// Rows of the world.
    pub lines: String,
    pub posts: String,
    pub handles: String,
    pub channels: String,
    pub standings: String,
    pub agencies: String,
    pub kinds: String,
    pub units: String,
    /// Rows of the structure.
    pub reporting: String,
    pub rights: String,
    pub visibility: String,
    pub commitment: String,
    /// Of each incident: hazard, grade, further fields of its profile, its own further fields.
    pub incidents: Vec<(&'static str, &'static str, String, String)>,
    /// Further fields of the tape and of the scenario.
    pub tape: String,
    pub scenario: String,
}

/// The fixed law of some minutes.
pub fn fixed(min: f64) -> String {
    format!("Deterministic(min: {min:?})")
}

impl Drill {
    /// A chain of four posts, one jurisdiction a level, without chance: everything known takes no time but what a test sets.
    pub fn chain_of_four() -> Self {
        Self {
            branches: vec![1, 1, 1],
            officers: vec![1; 4],
            services: vec![[fixed(0.0), fixed(0.0), fixed(0.0), fixed(0.0)]; 4],
            relays: vec![fixed(0.0); 3],
            decides: 0,
            units: vec![("j".to_owned(), "engine", 1)],
            mobilisation: fixed(0.0),
            telephone: (1.0, fixed(0.0)),
            incidents: Vec::new(),
            stochastic: String::new(),
            injects: String::new(),
            tables: String::new(),
            warnings: String::new(),
            horizon_h: 24.0,
            more: More::default(),
        }
    }

    /// All jurisdictions: id, level, place in km.
    pub fn jurisdictions(&self) -> Vec<(String, usize, (f64, f64))> {
        let mut all = vec![("j".to_owned(), 0, (0.0, 0.0))];
        let mut at = 0;
        while at < all.len() {
            let (id, level, (x, y)) = all[at].clone();
            for child in 0..self.branches.get(level).copied().unwrap_or(0) {
                let offset = f64::from(u32::try_from(child).unwrap()) * 12.0 + 6.0 / f64::from(u32::try_from(level).unwrap() + 1);
                let digit = char::from_digit(u32::try_from(child).unwrap(), 36).expect("at most 36 below each");
                all.push((format!("{id}{digit}"), level + 1, (x + offset, y + 3.0)));
            }
            at += 1;
        }
        all
    }

    fn world(&self) -> String {
        let (mut levels, mut places, mut posts) = (String::new(), String::new(), String::new());
        for level in 0..=self.branches.len() {
            let [report, request, decision, order] = &self.services[level];
            let officers = self.officers[level];
            write!(levels, r#"(id: "l{level}", name: (zh: "第{level}级", en: "level {level}")), "#).unwrap();
            write!(
                posts,
                r#"(line: "government", level: "l{level}", name: (zh: "{{}}值班室", en: "{{}} duty room"), desks: [(id: "desk",
                officers: {officers}, handles: [(matter: Report, priority: 2, service: {report}),
                (matter: Request, priority: 1, service: {request}), (matter: Decision, priority: 1, service: {decision}),
                (matter: Order, priority: 1, service: {order}), {handles}])]), "#,
                handles = self.more.handles
            )
            .unwrap();
        }
        for (id, level, (x, y)) in self.jurisdictions() {
            let kind = &id[id.len() - 1..];
            let superior = if level == 0 { "None".to_owned() } else { format!(r#"Some("{}")"#, &id[..id.len() - 1]) };
            write!(
                places,
                r#"(id: "{id}", level: "l{level}", superior: {superior}, name_zh: "甲{id}", name_en: "Place {id}",
                kind: Some("k{kind}"), x_km: Some({x:?}), y_km: Some({y:?})), "#
            )
            .unwrap();
        }
        let (mut agencies, mut units) = (String::new(), String::new());
        for (at, kind, count) in &self.units {
            if !agencies.contains(&format!("\"a_{at}\"")) {
                let row = format!(
                    r#"(id: "a_{at}", line: "government", jurisdiction: "{at}", name_zh: "队{at}", name_en: "Team {at}"), "#
                );
                agencies.push_str(&row);
            }
            let row = format!(r#"(id: "{kind}_{at}", type: "{kind}", agency: "a_{at}", base: "{at}", count: {count}), "#);
            units.push_str(&row);
        }
        let kind = |id: &str, rates: &str| {
            let mobilisation = &self.mobilisation;
            format!(
                r#"(id: "{id}", name: (zh: "{id}", en: "{id}"), capabilities: [{rates}], crew: 5, speed_kmh: 60.0,
                mobilisation: {mobilisation}, deployment: Deterministic(min: 0.0)), "#
            )
        };
        let kinds = [
            kind("engine", r#"(capability: "fire", rate: 1.0)"#),
            kind("truck", r#"(capability: "fire", rate: 0.5), (capability: "boat", rate: 1.0)"#),
            kind("spare", r#"(capability: "other", rate: 1.0)"#),
        ];
        let ((coverage, delay), more) = (&self.telephone, &self.more);
        format!(
            r#"World(format: 1, id: "w", name: (zh: "世界", en: "world"), levels: [{levels}], jurisdictions: List([{places}]),
            capabilities: [(id: "fire", name: (zh: "灭火", en: "firefighting")), (id: "boat", name: (zh: "舟", en: "boats")),
              (id: "other", name: (zh: "其他", en: "other"))],
            lines: [(id: "government", name: (zh: "政府", en: "government"), sector: Government), {lines}],
            hazards: [(id: "fire", name: (zh: "火灾", en: "fire")), (id: "blaze", name: (zh: "山火", en: "blaze"))],
            posts: [{posts}{more_posts}], standings: [{standings}],
            channels: [(id: "telephone", name: (zh: "电话", en: "telephone"), means: Telephone, coverage: {coverage:?},
              delay: {delay}, line: "government", level: "l{lowest}"), {channels}],
            agencies: List([{agencies}{more_agencies}]), unit_types: [{kinds}{more_kinds}],
            units: List([{units}{more_units}]), travel: StraightLine(detour_factor: 1.0))"#,
            lowest = self.branches.len(),
            kinds = kinds.concat(),
            lines = more.lines,
            more_posts = more.posts,
            standings = more.standings,
            channels = more.channels,
            more_agencies = more.agencies,
            more_kinds = more.kinds,
            more_units = more.units,
        )
    }

    fn structure(&self) -> String {
        let (mut echelons, mut reporting, mut tables) =
            (String::new(), String::new(), [String::new(), String::new(), String::new()]);
        for level in 0..=self.branches.len() {
            write!(echelons, r#"(id: "l{level}", level: "l{level}", name: (zh: "第{level}级", en: "level {level}")), "#).unwrap();
            if level > 0 {
                let (above, transit) = (level - 1, &self.relays[level - 1]);
                write!(
                    reporting,
                    r#"(from: (line: "government", echelon: "l{level}"), to: (line: "government", echelon: "l{above}"),
                    direction: Up, carries: [Reports, Requests], from_severity: IV, transit: {transit}), "#
                )
                .unwrap();
            }
            if level <= self.decides {
                let post = format!(r#"post: (line: "government", echelon: "l{level}")"#);
                for line in ["government"].iter().chain(&self.more.powers) {
                    write!(tables[0], r#"({post}, lines: ["{line}"], up_to_severity: I, right: CommitInScope), "#).unwrap();
                    write!(tables[1], r#"({post}, lines: ["{line}"], reach: Below, shares_orders: true), "#).unwrap();
                    write!(tables[2], r#"({post}, line: "{line}", reach: Below, transit: Deterministic(min: 0.0)), "#).unwrap();
                }
            }
        }
        let [rights, visibility, commitment] = tables;
        format!(
            r#"Structure(format: 1, id: "plain", name: (zh: "简", en: "plain"), echelons: [{echelons}],
            reporting: [{reporting}{more_reporting}], rights: [{rights}{more_rights}], visibility: [{visibility}{more_visibility}],
            commitment: [{commitment}{more_commitment}], {tables})"#,
            tables = self.tables,
            more_reporting = self.more.reporting,
            more_rights = self.more.rights,
            more_visibility = self.more.visibility,
            more_commitment = self.more.commitment,
        )
    }

    fn scenario(&self) -> String {
        let mut scripted = String::new();
        for (number, (at, place, (x, y), needs)) in self.incidents.iter().enumerate() {
            let needs: String = needs
                .iter()
                .map(|(capability, units, work)| format!(r#"(capability: "{capability}", units: {units}, work: {work}), "#))
                .collect();
            let plain = ("fire", "III", String::new(), String::new());
            let (hazard, severity, of_profile, own) = self.more.incidents.get(number).unwrap_or(&plain);
            write!(
                scripted,
                r#"(id: "i{number}", name: (zh: "事{number}", en: "incident {number}"), at_min: {at:?},
                place: (jurisdiction: "{place}", x_km: Some({x:?}), y_km: Some({y:?})),
                profile: (hazard: "{hazard}", severity: {severity}, needs: [{needs}], {of_profile}), {own}), "#
            )
            .unwrap();
        }
        let Self { stochastic, injects, warnings, horizon_h, more, .. } = self;
        format!(
            r#"Scenario(format: 1, id: "drill", name: (zh: "演练", en: "Drill"), about: (zh: "演练。", en: "A drill."),
            start: "2024-05-01T08:00:00", world: "w.ron", structure: "plain.ron",
            incidents: Inline(Incidents(format: 1, id: "t", scripted: [{scripted}], stochastic: [{stochastic}],
              injects: [{injects}], warnings: [{warnings}], {tape})), horizon_h: {horizon_h:?}, replications: 2, seed: 7, {own})"#,
            tape = more.tape,
            own = more.scenario,
        )
    }

    /// Writes the project, loads it as a user's, and checks it.
    pub fn load(&self, structures: &[&str]) -> Exercise {
        let home = tempfile::tempdir().unwrap();
        self.write(home.path());
        let structures: Vec<String> = structures.iter().map(|name| home.path().join(name).display().to_string()).collect();
        load(&home.path().join("drill.ron"), &structures)
    }

    /// Writes the project into a folder.
    pub fn write(&self, home: &Path) {
        for (name, text) in [("w.ron", self.world()), ("plain.ron", self.structure()), ("drill.ron", self.scenario())] {
            fs::write(home.join(name), text).unwrap();
        }
    }

    /// Two replications.
    pub fn runs(&self) -> Vec<RunRecord> {
        runs(&self.load(&[]), 2).0
    }
}

/// A scenario as loaded and checked.
pub fn load(path: &Path, structures: &[String]) -> Exercise {
    match load_study(path, structures) {
        Ok(loaded) => match loaded.value {
            Study::Exercise(exercise) => *exercise,
            Study::Laboratory(_) => panic!("{} is a laboratory", path.display()),
        },
        Err(failure) => {
            let problems: Vec<_> = failure.problems.iter().map(|problem| problem.one_line()).collect();
            panic!("{}:\n{}", path.display(), problems.join("\n"))
        }
    }
}

/// Replications of all chosen structures, and what was made of them.
pub fn runs(exercise: &Exercise, replications: u32) -> (Vec<RunRecord>, StudyOutcome) {
    let mut records = Vec::new();
    let mut keep = |_: usize, record: &RunRecord| {
        records.push(record.clone());
        Ok(())
    };
    let plan = Plan { seed: exercise.scenario.seed, replications, threads: 1 };
    let outcome = run_exercise(exercise, &plan, &mut keep, &|_| ()).unwrap();
    (records, outcome)
}

/// An entry in words: names instead of positions, so that journals of differing worlds can be held against each other.
pub fn line(header: &Header, record: &RunRecord, entry: &Entry) -> String {
    let mut line = format!("{:>10} {}", entry.time.0, entry.milestone.id());
    if let Some(incident) = entry.about.incident {
        write!(line, " incident={}", header.incident_id(&record.incidents[incident.index()])).unwrap();
    }
    if let Some(post) = entry.about.post {
        write!(line, " post={}", header.post(post).id).unwrap();
    }
    if let Some(unit) = entry.about.unit {
        write!(line, " unit={}", header.unit(unit).id).unwrap();
    }
    if let Some(cause) = entry.cause.index() {
        write!(line, " cause={}", cause + 1).unwrap();
    }
    line
}

/// The whole journal in words.
pub fn lines(record: &RunRecord) -> Vec<String> {
    record.entries.iter().map(|entry| line(&record.header, record, entry)).collect()
}
