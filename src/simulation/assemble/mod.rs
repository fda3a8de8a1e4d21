//! Scenario and model do not know each other; this is where they meet. Everything here is built once and shared by all threads.
//!
//! | file | what it assembles |
//! | --- | --- |
//! | `names.rs` | from written ids to positions |
//! | `territory.rs` | jurisdictions, and what a structure has abolished |
//! | `detection.rs` | detection channels and their coverage |
//! | `desks.rs` | how desks work |
//! | `posts.rs` | posts, desks, links |
//! | `plans.rs` | plans |
//! | `duty.rs` | shifts and recalls |
//! | `care.rs` | the injured and their hospitals |
//! | `committees.rs` | committees |
//! | `escalation.rs` | take-overs, requests past a level, approval, notices of a level |
//! | `forces.rs` | agencies, units, and which post may send which |
//! | `linkage.rs` | who asks whom for troops, and who approves |
//! | `tape.rs` | incidents, demands, injects |
//! | `aid.rs` | whom posts ask for aid |
//! | `dispatch.rs` | how posts choose units |
//! | `warnings.rs` | warnings, calls and standby |
//! | `estimates.rs` | completeness of reports, errors of estimates |
//! | `limits.rs` | limits for reports |
//! | `service_area.rs` | where each unit serves |
//! | `society.rs` | social organisations at scenes |
//! | `fitness.rs` | limits of units |
//! | `header.rs` | the names of the journal |
//! | `laboratory.rs` | a laboratory |

pub mod aid;
pub mod care;
pub mod committees;
pub mod desks;
pub mod detection;
pub mod dispatch;
pub mod duty;
pub mod escalation;
pub mod estimates;
pub mod fitness;
pub mod forces;
pub mod header;
pub mod laboratory;
pub mod limits;
pub mod linkage;
pub mod names;
pub mod plans;
pub mod posts;
pub mod service_area;
pub mod society;
pub mod tape;
pub mod territory;
pub mod warnings;

use std::sync::Arc;

use crate::engine::time::SimTime;
use crate::journal::header::Header;
use crate::model::command::setting::Setting;
use crate::scenario::exercise::Scenario;
use crate::scenario::incidents::Incidents;
use crate::scenario::structure::Structure;
use crate::scenario::territory::World;
use crate::simulation::assemble::duty::DeskFinder;
use crate::simulation::assemble::names::Names;
use crate::simulation::assemble::territory::Ground;

/// A scenario under one structure, ready to run.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// Everything that never changes between replications.
    pub setting: Arc<Setting>,
    /// The names of the journal.
    pub header: Arc<Header>,
}

/// The files of one scenario under one structure.
#[derive(Clone, Copy, Debug)]
pub struct Files<'f> {
    /// The scenario.
    pub scenario: &'f Scenario,
    /// Its world.
    pub world: &'f World,
    /// Its tape.
    pub incidents: &'f Incidents,
    /// The structure.
    pub structure: &'f Structure,
}

/// Assembles a scenario under one structure; `label` names the structure in outputs.
///
/// # Panics
/// When the files have not passed `check`: after it, wrong is a bug.
#[must_use]
pub fn prepare(files: Files<'_>, label: &str) -> Prepared {
    let structure = &files.structure.spelled_out();
    let files = Files { structure, ..files };
    let names = Names::of(&files);
    let ground = Ground::of(&files, &names);
    let stand = posts::assemble(&files, &names, &ground);
    let owned = forces::units(&files, &names, &ground);
    let (profiles, tape) = tape::incidents(&files, &names, &ground);
    let finder = DeskFinder::new(&files, &names, &stand);
    let duty = duty::assemble(&files, &finder);
    let committees = committees::assemble(&files.structure.committees, &finder);
    let mut background = stand.background.clone();
    background.extend(detection::false_alarms(&files, &names, &ground, &stand));
    let responses = duty::responses(&files, &names, &finder);
    let mut stand = stand;
    for (post, level) in responses {
        stand.posts[post.index()].responses.push(level);
    }
    for (position, committee) in (0_u32..).zip(&committees) {
        stand.posts[committee.post.index()].committee = Some(position);
        for desk in committee.members.iter().filter_map(|member| member.desk) {
            stand.desks.desks[desk.index()].can_be_left = true;
        }
    }
    let mut setting = Setting {
        travel: territory::travel(&files, &names),
        territory: ground.territory.clone(),
        desks: stand.desks,
        desk_posts: stand.desk_posts,
        posts: stand.posts,
        duty,
        committees,
        grading: tape::grading(&files, &names),
        post_at: stand.post_at,
        commitments: forces::commitments(&files, &names),
        agencies: owned.agencies,
        kinds: owned.kinds,
        units: owned.units,
        gates: tape::gates(&profiles, &tape),
        care: care::assemble(&files, &names, &ground),
        profiles,
        tape,
        background,
        unplanned: plans::unplanned(&files),
        severity_factors: crate::terms::severity::Severity::ALL.map(|severity| files.world.severity_factors.of(severity)),
        ..Setting::empty(SimTime::from_hours(files.scenario.horizon_h))
    };
    setting.channels = detection::channels(&files, &names, &ground, &setting.post_at);
    setting.estimates = estimates::assemble(&files, &names, &setting.posts);
    setting.has_final_reports = files.structure.conduct.iter().any(|row| row.final_report);
    setting.limits = limits::assemble(&files, &names, &setting.posts);
    forces::candidates(&files, &names, &ground, &mut setting);
    setting.fitness = fitness::assemble(&files);
    setting.areas = service_area::assemble(&files, &names, &setting.territory, &setting.units);
    setting.aid = aid::assemble(&files, &names, &ground, &setting);
    setting.dispatch = dispatch::assemble(&files, &names, &setting);
    setting.linkage = society::linkage(&files, &names, &setting.units);
    setting.injects = tape::injects(&files, &names, &setting);
    setting.scene = posts::scene(&files, &names, &setting.posts);
    setting.troops = linkage::assemble(&files, &names, &ground, &setting);
    setting.alerting = warnings::assemble(&files, &names, &ground, &setting);
    setting.matter_margin = margin(&setting);
    let header = header::assemble(&files, &names, &ground, &setting, label);
    Prepared { setting: Arc::new(setting), header: Arc::new(header) }
}

fn most(counts: impl Iterator<Item = usize>) -> usize {
    counts.max().unwrap_or(0)
}

/// Matters for which there must be room before an event: as many as one may make at most, and some more.
fn margin(setting: &Setting) -> usize {
    let posts = || setting.posts.iter();
    let links = most(posts().map(|post| post.links.len()));
    let calls = most(setting.alerting.calls.iter().map(Vec::len));
    let tasks = most(posts().flat_map(|post| &post.plans).map(|plan| plan.tasks.len()));
    // A level is told to the posts below at each place that the incident concerns.
    let notices = most(posts().map(|post| post.escalation.notices.len()));
    let places = 1 + most(setting.tape.scripted.iter().map(|incident| incident.also_in.len()));
    let final_reports = if setting.has_final_reports { setting.posts.len() } else { 0 };
    512 + links + calls + tasks + notices * places + final_reports + setting.units.len()
}
