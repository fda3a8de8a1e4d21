//! The whole simulator on one page: one match from event to handler, and the ordered decisions.
//!
//! | phase | what |
//! | --- | --- |
//! | A | the executive takes the next event of the calendar |
//! | B | `execute`: a fact happens |
//! | C | `decide`: stations with work and a free officer begin services; then posts that seek units send them |

use crate::engine::calendar::{Calendar, Phase};
use crate::engine::executive::Simulation;
use crate::journal::milestone::Milestone;
use crate::model::event::{Event, MatterRow};
use crate::model::force::unit::Mode;
use crate::model::incident::incident::IncidentState;
use crate::model::laboratory::{flow, pool};
use crate::model::reporting::{
    background, conduct, detection, duty, impatience, limit, report, response_level, staging, task, telling, warning,
};
use crate::model::response::linkage::{check_in, convergence, direct_use, force_request, liaison, registration, withdrawal};
use crate::model::response::outcome::{care, danger, evacuation, hazard, secondary};
use crate::model::response::{
    aid, allocation, approval, assignment, call_off, committee, decision, fitness, inject, order, policy, release, scene,
    scene_command,
};
use crate::model::run::Run;
use crate::model::station::service::Turn;
use crate::terms::id::{IncidentId, PostId, StationId};
use crate::terms::traffic::MatterKind;

impl Simulation for Run<'_> {
    type Event = Event;

    #[inline]
    fn calendar(&mut self) -> &mut Calendar<Event> {
        &mut self.clock.calendar
    }

    #[inline]
    fn execute(&mut self, event: Event) {
        if self.setting.laboratory.is_some() {
            execute_in_laboratory(self, event);
        } else {
            execute_in_scenario(self, event);
        }
    }

    #[inline]
    fn has_decisions(&self) -> bool {
        !self.clock.stations.is_empty() || !self.clock.deciders.is_empty()
    }

    #[inline]
    fn decide(&mut self) {
        let mut ids = std::mem::take(self.agenda);
        self.clock.stations.take_into(&mut ids);
        for station in &ids {
            begin_services(self, StationId(*station));
        }
        self.clock.deciders.take_into(&mut ids);
        for post in &ids {
            if self.setting.laboratory.is_some() {
                pool::assign(&mut self.lab(), *post);
            } else {
                assignment::assign(self, PostId(*post));
            }
        }
        *self.agenda = ids;
    }

    #[inline]
    fn must_pause(&self) -> bool {
        self.traffic.pool.free_rows() < self.setting.matter_margin
    }
}

#[inline]
fn execute_in_scenario(run: &mut Run<'_>, event: Event) {
    match event {
        Event::IncidentStarts(incident) => begin_incident(run, incident),
        Event::InjectStarts(position) => inject::start(run, position),
        Event::InjectEnds(position) => inject::end(run, position),
        Event::ChannelDetects(incident, channel) => detection::detect(run, incident, channel),
        Event::MemberCalled(at, member, stamp) => committee::called(run, at, member, stamp),
        Event::MemberJoins(at, member, stamp) => committee::joins(run, at, member, stamp),
        Event::MemberReturns(at, member, stamp) => committee::returns(run, at, member, stamp),
        Event::DeliberationEnds(at, stamp) => committee::case_ends(run, at, stamp),
        Event::DecisionPoint(at) => committee::decision_point(run, at),
        Event::QuorumDue(at, stamp) => committee::quorum_due(run, at, stamp),
        Event::WarningIssued(position) => warning::issue(run, position),
        Event::CallAgain(row) => warning::call_again(run, row),
        Event::StandbyBegins(post, row, stamp) => warning::stand_by(run, post, row, stamp),
        Event::UnitStands(unit, stamp) => staging::stands(run, unit, stamp),
        Event::SceneAsks(incident, stamp) => scene_command::ask(run, incident, stamp),
        Event::CommanderArrives(incident, post) => scene_command::commander_arrives(run, incident, post),
        Event::HandoverEnds(incident, post) => {
            for unit in scene_command::handover_ends(run, incident, post) {
                scene::begin(run, unit);
            }
        }
        Event::IncidentPublicised(incident) => convergence::publicise(run, incident),
        Event::NoticeIssued(incident) => convergence::notice(run, incident),
        Event::OrganisationSetsOut(incident, stamp) => convergence::set_out(run, incident, stamp),
        Event::CheckInEnds(unit, incident) => check_in::end(run, unit, incident),
        Event::HoldEnds(unit, incident) => check_in::hold_ends(run, unit, incident),
        Event::GroupAsks(unit, number) => scene::ask(run, unit, number),
        Event::LetterIssued(unit, incident) => registration::issue_letter(run, unit, incident),
        Event::GateOpens(incident) => registration::unblock(run, incident),
        Event::UnitWithdraws(unit, stay) => withdrawal::withdraw(run, unit, stay),
        Event::NumberCalled(position, number) => registration::called(run, position, number),
        Event::ErrandEnds(unit) => withdrawal::errand_ends(run, unit),
        Event::LevelApproved(incident, post, position) => response_level::approve(run, post, incident, position),
        Event::ShiftChanges(shift) => duty::change(run, shift),
        Event::OfficerTurns(absence, turn) => duty::turn(run, absence, turn),
        Event::OfficersComeIn(station) => duty::come_in(run, station),
        Event::BackgroundArrives(position) => background::arrive(run, position),
        Event::MatterArrives(row) => report::receive(run, row),
        Event::ServiceEnds(row, stamp) => end_service(run, row, stamp),
        Event::PlanDecides(incident, post) => decision::by_plan(run, post, incident),
        Event::ProposalCarried(incident, post) => approval::carried(run, post, incident),
        Event::ProposedAgain(incident, post, number) => approval::again(run, post, incident, number),
        Event::TaskEnds(row) => task::ends(run, row),
        Event::TaskDue(row) => task::due(run, row),
        Event::DecisionDue(incident, post) => conduct::escalate(run, post, incident),
        Event::LimitEnds(incident, number) => limit::end(run, incident, number),
        Event::ReportWritten(incident, post) => limit::written(run, post, incident),
        Event::NewsLeaves(position) => telling::leave(run, position),
        Event::FollowUpDue(incident, post) => conduct::follow_up(run, post, incident),
        Event::UnitFails(unit, errand) => fitness::fails(run, unit, errand),
        Event::CrewTires(unit, errand) => fitness::tires(run, unit, errand),
        Event::UnitIsReady(unit) => fitness::is_ready(run, unit),
        Event::UnitsChangeDuty(kind) => fitness::change_duty(run, kind),
        Event::AidAgreed(case) => aid::agreed(run, case),
        Event::CollectingEnds(post) => policy::collecting_ends(run, post),
        Event::CallReaches(unit, need) => direct_use::called(run, unit, need),
        Event::CommanderDecides(unit, need) => direct_use::decide(run, unit, need),
        Event::LiaisonTurns(post) => liaison::turn(run, post),
        Event::LinkageHears(incident, post) => liaison::hear(run, incident, post),
        Event::RequestDue(incident, post) => liaison::release(run, post, incident),
        Event::OrderReaches(unit, need) => order::receive(run, unit, need),
        Event::UnitDeparts(unit) => scene::depart(run, unit),
        Event::UnitArrives(unit) => scene::arrive(run, unit),
        Event::UnitPasses(unit) => scene::pass(run, unit),
        Event::WorkBegins(unit) if call_off::is_void(run, unit, Mode::Deploying) => {}
        Event::WorkBegins(unit) => scene::begin(run, unit),
        Event::WorkEnds(unit) => scene::work_ends(run, unit),
        Event::UnitReturns(unit) => release::come_back(run, unit),
        Event::WorkCrosses(need, stamp) => scene::cross(run, need, stamp),
        Event::PersonDies(person) => danger::die(run, person),
        Event::PatientArrives(unit) => care::deliver(run, unit),
        Event::CarrierReturns(unit) => care::come_again(run, unit),
        Event::TreatmentEnds(hospital) => care::treatment_ends(run, hospital),
        Event::DeadlinePasses(need) => {
            let cause = run.scenes.incident_of(need).map(|incident| run.scenes.incident(incident).started);
            evacuation::deadline(run, need, cause.expect("a deadline belongs to an incident"));
        }
        Event::SecondaryDue(spring) => secondary::due(run, spring),
        Event::PatienceEnds(row, stamp) => impatience::end(run, row, stamp),
        Event::WarmupEnds | Event::SourceEmits(_) => {
            panic!("{event:?} happens in laboratories only")
        }
    }
}

#[inline]
fn execute_in_laboratory(run: &mut Run<'_>, event: Event) {
    let lab = &mut run.lab();
    match event {
        Event::SourceEmits(source) => flow::emit(lab, source),
        Event::MatterArrives(row) => flow::arrive(lab, row),
        Event::ServiceEnds(row, stamp) => flow::served(lab, row, stamp),
        Event::PatienceEnds(row, stamp) => flow::impatient(lab, row, stamp),
        Event::OfficerTurns(absence, turn) => flow::turn(lab, absence, turn),
        Event::UnitDeparts(unit) => pool::depart(lab, unit),
        Event::UnitArrives(unit) => pool::arrive(lab, unit),
        Event::WorkEnds(unit) => pool::work_ends(lab, unit),
        Event::UnitReturns(unit) => pool::come_back(lab, unit),
        Event::WarmupEnds => open_books(run),
        _ => panic!("{event:?} does not happen in laboratories"),
    }
}

fn open_books(run: &mut Run<'_>) {
    let now = run.now();
    for station in run.traffic.stations.iter_mut() {
        station.open_books(now);
    }
    run.forces.units.iter_mut().for_each(|unit| unit.open_books(now));
    run.laboratory.open_books(now);
}

fn begin_incident(run: &mut Run<'_>, incident: IncidentId) {
    detection::start(run, incident);
    danger::start_clocks(run, incident);
    if !run.setting.linkage.sites.is_empty() {
        registration::open(run, incident);
        convergence::start(run, incident);
    }
    danger::grade(run, incident, run.scenes.incident(incident).started);
    evacuation::open(run, incident);
    secondary::open(run, incident);
    hazard::open_measured(run, incident);
    assert!(run.scenes.incident(incident).state == IncidentState::Active, "a begun incident is active");
}

#[inline]
fn begin_services(run: &mut Run<'_>, station: StationId) {
    if run.setting.laboratory.is_some() {
        return flow::begin_services(&mut run.lab(), station);
    }
    let now = run.now();
    let Run { traffic, clock, record, setting, .. } = run;
    let post = setting.desk_posts[station.index()];
    traffic.begin_services(clock, station, |turn, matter| {
        let kind = MatterKind::ALL[matter.kind as usize];
        if kind != MatterKind::Routine {
            let about = crate::journal::entry::About {
                incident: (kind != MatterKind::Warning).then_some(IncidentId(matter.subject)),
                post: Some(post),
                unit: None,
                matter: Some(matter.number),
            };
            let milestone = match turn {
                Turn::Begun => Milestone::ServiceBegun { kind },
                Turn::Interrupted => Milestone::ServiceInterrupted { kind },
            };
            matter.entry = record.record(now, milestone, about, matter.entry);
        }
    });
    if !setting.duty.recalls.is_empty() {
        duty::send_home(run, station);
    }
}

#[inline]
fn end_service(run: &mut Run<'_>, row: MatterRow, stamp: u32) {
    if !run.traffic.finish(run.clock, row, stamp) {
        return;
    }
    if aid::served(run, row) {
        return;
    }
    match MatterKind::ALL[run.traffic.matter(row).kind as usize] {
        MatterKind::Decision if approval::is_proposal(run, row) => approval::examined(run, row),
        MatterKind::Report | MatterKind::Request => {
            let (post, incident) =
                (run.setting.desk_posts[run.traffic.matter(row).station as usize], run.traffic.matter(row).subject);
            report::read(run, row);
            if run.setting.estimates.is_some() {
                allocation::revise(run, post, IncidentId(incident));
            }
        }
        MatterKind::Decision => match committee::competent(run, row) {
            Some(at) => committee::convene(run, at, row),
            None => decision::made(run, row),
        },
        MatterKind::Order => order::relay(run, row),
        MatterKind::Routine => background::done(run, row),
        MatterKind::Warning => warning::read(run, row),
        MatterKind::Task => task::served(run, row),
        MatterKind::ForceRequest => force_request::served(run, row),
    }
}

/// Enters the first events of a run: the tape, the injects, the background flows, the sources of a laboratory.
pub fn open(run: &mut Run<'_>) {
    if let Some(warmup) = run.setting.warmup {
        run.clock.calendar.schedule(warmup, Phase::Outside, Event::WarmupEnds);
    }
    if run.setting.laboratory.is_some() {
        return flow::open(&mut run.lab());
    }
    duty::open(run);
    warning::open(run);
    inject::open(run);
    liaison::open(run);
    fitness::open(run);
    background::open(run);
}
