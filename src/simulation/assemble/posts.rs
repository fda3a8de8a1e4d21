//! Posts, their desks and links.

use crate::engine::distribution::Law;
use crate::engine::streams::join;
use crate::engine::time::Span;
use crate::model::command::authority::Authority;
use crate::model::command::detection::BackgroundFlow;
use crate::model::command::escalation::Escalation;
use crate::model::command::post::{Conduct, Link, PostProfile, WhenOverdue};
use crate::model::command::scene::{SceneLaw, TakeOver};
use crate::model::station::law::{Desk, Desks, LawId, Overload};
use crate::scenario::desk::{DeskSpec, OverloadSpec};
use crate::scenario::forces::PostSpec;
use crate::scenario::law::LawSpec;
use crate::scenario::practice::{self, TimeOut};
use crate::scenario::structure::{Carried, Direction, ReportingLink};
use crate::simulation::assemble::desks::{absences, classes, rule, work_as_written};
use crate::simulation::assemble::linkage;
use crate::simulation::assemble::names::{Names, stable_key};
use crate::simulation::assemble::territory::Ground;
use crate::simulation::assemble::{Files, escalation};
use crate::simulation::assemble::{plans, society};
use crate::terms::id::{EchelonId, JurisdictionId, PostId, StationId};
use crate::terms::traffic::MatterKind;

/// Posts and desks as assembled.
#[derive(Debug, Default)]
pub struct Stand {
    /// All desks.
    pub desks: Desks,
    /// The post of each desk.
    pub desk_posts: Vec<PostId>,
    /// All posts.
    pub posts: Vec<PostProfile>,
    /// The post of each line at each jurisdiction.
    pub post_at: Vec<Vec<Option<PostId>>>,
    /// Background matters.
    pub background: Vec<BackgroundFlow>,
}

/// The law that a checked file means.
#[must_use]
pub fn law(spec: &LawSpec) -> Law {
    spec.law().unwrap_or_else(|error| panic!("check passed a law whose {} is {}", error.parameter, error.value))
}

/// Assembles posts and desks.
#[must_use]
pub fn assemble(files: &Files<'_>, names: &Names<'_>, ground: &Ground) -> Stand {
    let count = files.world.jurisdictions.rows().len();
    let mut laws = LawBook::default();
    let mut stand = Stand { post_at: vec![vec![None; count]; names.lines.len()], ..Stand::default() };
    for (at, row) in files.world.jurisdictions.rows().iter().enumerate() {
        let Some(echelon) = ground.echelon[at] else { continue };
        for spec in &files.world.posts {
            if spec.level == row.level && spec.only.as_ref().is_none_or(|only| only.contains(&row.id)) {
                add_post(&mut stand, &mut laws, files, names, spec, at, echelon);
            }
        }
    }
    stand.desks.laws = laws.laws();
    for post in 0..stand.posts.len() {
        let (links, request_link) = links_of(files, names, ground, &stand, PostId::from_index(post));
        stand.posts[post].links = links;
        stand.posts[post].request_link = request_link;
        stand.posts[post].escalation = escalation::of(files, names, ground, &stand.post_at, &stand.posts[post]);
    }
    stand
}

fn add_post(
    stand: &mut Stand,
    laws: &mut LawBook,
    files: &Files<'_>,
    names: &Names<'_>,
    spec: &PostSpec,
    at: usize,
    echelon: u32,
) {
    let id = PostId::from_index(stand.posts.len());
    let line = names.lines[spec.line.as_str()];
    let written = format!("{}.{}", files.world.jurisdictions.rows()[at].id, spec.line);
    let (mut desks, mut verification) = ([None; MatterKind::ALL.len()], None);
    for desk in &spec.desks {
        let station = StationId::from_index(stand.desks.desks.len());
        let officers = officers(files, names, spec, desk, at, echelon);
        let mut built = Desk::new(officers, stable_key(&format!("{written}.{}", desk.id)));
        built.is_preemptive = desk.preemptive;
        let rule = rule(files, names, spec, desk, echelon);
        work_as_written(&mut built, rule, desk, &mut stand.desks);
        let mut classes = classes(desk, rule, laws);
        let extra = files.structure.military.as_ref().map_or_else(Vec::new, |m| linkage::classes(m, files, spec, desk, echelon));
        if let Some(first) = add_classes(&mut classes, laws, extra) {
            desks[MatterKind::ForceRequest.index()] = Some((station, first));
        }
        let verifies = add_classes(&mut classes, laws, society::verification_class(files, spec, desk));
        verification = verification.or(verifies.map(|class| (station, class)));
        stand.desks.add(built, desk.overload.map(overload), &classes);
        if let Some(absence) = rule.and_then(|rule| rule.absence.as_ref()) {
            let shifts = files.structure.shifts.iter();
            let shifts = shifts.filter(|row| names.is_meant(&row.post, line, echelon) && row.desk == desk.id);
            let most = shifts.map(|row| row.officers).fold(officers, u32::max);
            absences(absence, station, most, laws, &mut stand.desks);
        }
        stand.desk_posts.push(id);
        for (class, handling) in (0_u16..).zip(&desk.handles) {
            desks[handling.matter.index()] = Some((station, class));
            if handling.background_per_h > 0.0 {
                let gap = Law::exponential(60.0 / handling.background_per_h).expect("check passed the rate");
                let key = join(join(4, stand.desks.desks[station.index()].key), handling.matter.index() as u64);
                stand.background.push(BackgroundFlow { station, class, key, false_alarms_of: None, gap });
            }
        }
    }
    // A warning lies where reports lie, unless a desk says that it handles warnings.
    desks[MatterKind::Warning.index()] = desks[MatterKind::Warning.index()].or(desks[MatterKind::Report.index()]);
    // A task of a plan lies where orders lie, or else reports.
    let by_hand = desks[MatterKind::Order.index()].or(desks[MatterKind::Report.index()]);
    desks[MatterKind::Task.index()] = desks[MatterKind::Task.index()].or(by_hand);
    stand.post_at[line as usize][at] = Some(id);
    let capabilities = names.capabilities.len();
    stand.posts.push(PostProfile {
        jurisdiction: JurisdictionId::from_index(at),
        echelon: EchelonId(echelon),
        line,
        key: stable_key(&written),
        desks,
        verification,
        links: Vec::new(),
        request_link: None,
        conduct: conduct(files, names, line, echelon),
        plans: plans::of(files, names, (line, echelon), &files.world.jurisdictions.rows()[at].id),
        responses: Vec::new(),
        committee: None,
        authority: Authority::none(capabilities),
        first_action: None,
        raised: Vec::new(),
        escalation: Escalation::default(),
    });
}

/// Adds classes of a linkage to those of a desk; the position of the first of them.
fn add_classes(classes: &mut Vec<(u32, LawId, Option<LawId>)>, laws: &mut LawBook, extra: Vec<(u32, &LawSpec)>) -> Option<u16> {
    let first = u16::try_from(classes.len()).expect("few classes");
    let has_any = !extra.is_empty();
    classes.extend(extra.into_iter().map(|(priority, law)| (priority, laws.id(law), None)));
    has_any.then_some(first)
}

fn conduct(files: &Files<'_>, names: &Names<'_>, line: u32, echelon: u32) -> Option<Conduct> {
    let row = files.structure.conduct.iter().find(|row| names.is_meant(&row.post, line, echelon))?;
    Some(Conduct {
        confirmations: row.confirmations,
        omission: row.omission,
        shading: row.shading,
        send_back: row.send_back,
        verification: row.verification.as_ref().map_or(Law::ZERO, law),
        decide_within: row.decide_within_min.map(Span::from_minutes),
        races: row.time_out == TimeOut::Race,
        follow_up: row.follow_up_min.map(Span::from_minutes),
        follow_up_light: row.follow_up_light_min.map(Span::from_minutes),
        has_final_report: row.final_report,
        skips_unmanned: row.skips_unmanned,
        writing: row.writing.as_ref().map(law),
        when_overdue: match row.when_overdue {
            practice::WhenOverdue::Waits => WhenOverdue::Waits,
            practice::WhenOverdue::TakenNext => WhenOverdue::TakenNext,
            practice::WhenOverdue::JumpsQueue => WhenOverdue::JumpsQueue,
        },
    })
}

/// Officers at a desk: the structure's, or else the world's, and what the overlay adds.
fn officers(files: &Files<'_>, names: &Names<'_>, spec: &PostSpec, desk: &DeskSpec, at: usize, echelon: u32) -> u32 {
    let line = names.lines[spec.line.as_str()];
    let is_here = |post, desk_id: &str| names.is_meant(post, line, echelon) && desk_id == desk.id;
    let staffed = files.structure.staffing.iter().rev().find(|row| is_here(&row.post, &row.desk));
    let base = i64::from(staffed.map_or(desk.officers, |row| row.officers));
    let id = &files.world.jurisdictions.rows()[at].id;
    let moves = files.structure.overlay.staff.iter();
    let added: i64 = moves
        .filter(|row| is_here(&row.post, &row.desk) && row.only.as_ref().is_none_or(|only| only.contains(id)))
        .map(|row| i64::from(row.officers))
        .sum();
    u32::try_from(base + added).expect("check found an officer at every desk")
}

/// Command at the scene.
#[must_use]
pub fn scene(files: &Files<'_>, names: &Names<'_>, posts: &[PostProfile]) -> Option<SceneLaw> {
    let spec = files.structure.scene_command.as_ref()?;
    let of = |post: &PostProfile| {
        let row = spec.takes_over.iter().find(|row| names.is_meant(&row.post, post.line, post.echelon.0))?;
        let (from_severity, after) = (row.from_severity, law(&row.after));
        Some(TakeOver { from_severity, after, span: row.span, is_joined: row.lower_joins })
    };
    Some(SceneLaw {
        first_span: spec.span,
        slowdown: spec.slowdown_per_unit,
        floor: spec.floor,
        questions_per_unit_h: spec.questions_per_unit_h.unwrap_or(0.0),
        handover: law(&spec.handover),
        takes_over: posts.iter().map(of).collect(),
    })
}

/// An overload law from its description.
#[must_use]
pub const fn overload(spec: OverloadSpec) -> Overload {
    Overload { span: spec.span, slowdown: spec.slowdown_per_matter, floor: spec.floor }
}

/// Distinct laws, each built once: desks by the thousand share a few.
#[derive(Debug, Default)]
pub struct LawBook {
    written: Vec<LawSpec>,
}

impl LawBook {
    /// The position of a law; a new one is added.
    pub fn id(&mut self, spec: &LawSpec) -> LawId {
        let known = self.written.iter().position(|other| other == spec);
        let position = known.unwrap_or_else(|| {
            self.written.push(spec.clone());
            self.written.len() - 1
        });
        LawId(u32::try_from(position).expect("few laws"))
    }

    /// The laws that are meant, by position.
    #[must_use]
    pub fn laws(&self) -> Vec<Law> {
        self.written.iter().map(law).collect()
    }
}

fn links_of(files: &Files<'_>, names: &Names<'_>, ground: &Ground, stand: &Stand, post: PostId) -> (Vec<Link>, Option<u32>) {
    let profile = &stand.posts[post.index()];
    let sharing = files.structure.sharing.as_ref();
    let (mut links, mut request_link) = (Vec::new(), None);
    for row in &files.structure.reporting {
        if !names.is_meant(&row.from, profile.line, profile.echelon.0) {
            continue;
        }
        for to in receivers(names, ground, stand, row, profile.jurisdiction) {
            if to == post {
                continue;
            }
            if row.carries.contains(&Carried::Requests) && row.direction != Direction::Neighbours {
                request_link = request_link.or(Some(u32::try_from(links.len()).expect("few links")));
            }
            links.push(Link {
                to,
                carries_reports: row.carries.contains(&Carried::Reports),
                from_severity: row.from_severity,
                transit: law(&row.transit),
                shares: sharing.filter(|_| row.direction == Direction::Across).map(|s| (s.probability, law(&s.delay))),
            });
        }
    }
    (links, request_link)
}

fn receivers(names: &Names<'_>, ground: &Ground, stand: &Stand, row: &ReportingLink, from: JurisdictionId) -> Vec<PostId> {
    let at = &stand.post_at[names.lines[row.to.line.as_str()] as usize];
    match row.direction {
        Direction::Neighbours => ground.neighbours(from).filter_map(|j| at[j.index()]).collect(),
        Direction::Up | Direction::Skip | Direction::Across => {
            let level = names.level_of(&row.to.echelon);
            ground.territory.at_level(from, level).and_then(|j| at[j.index()]).into_iter().collect()
        }
    }
}
