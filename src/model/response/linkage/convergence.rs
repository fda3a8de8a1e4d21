//! Convergence: organisations hear of an incident and set out unasked, until a notice tells them to stay away; on the way some are
//! turned back.

use crate::engine::calendar::Phase;
use crate::engine::streams::{Purpose, join};
use crate::journal::entry::About;
use crate::journal::milestone::Milestone;
use crate::model::command::society::Errand;
use crate::model::event::{Event, NeedId};
use crate::model::force::unit::Mode;
use crate::model::incident::crowd::{Crowd, Restraint};
use crate::model::incident::incident::IncidentState;
use crate::model::response::linkage::registration;
use crate::model::response::order;
use crate::model::run::Run;
use crate::terms::id::{IncidentId, UnitId};

/// An incident begins: it will be known after a while.
pub fn start(run: &mut Run<'_>, incident: IncidentId) {
    let Some(crowd) = crowd(run, incident) else { return };
    let span = crowd.publicity.sample(&mut run.chance.stream(Purpose::Convergence, join(run.scenes.incident(incident).key, 1)));
    run.clock.after(span, Phase::Timer, Event::IncidentPublicised(incident));
}

fn crowd<'a>(run: &Run<'a>, incident: IncidentId) -> Option<&'a Crowd> {
    run.setting.linkage.site(run.scenes.incident(incident).scripted)?.crowd.as_ref()
}

fn about(incident: IncidentId) -> About {
    About { incident: Some(incident), ..About::default() }
}

fn position(run: &Run<'_>, incident: IncidentId) -> usize {
    run.scenes.incident(incident).scripted.expect("a crowd comes to a scripted incident") as usize
}

/// An incident is widely known: each organisation draws how much it takes to set out, the same under every structure.
pub fn publicise(run: &mut Run<'_>, incident: IncidentId) {
    if run.scenes.incident(incident).state != IncidentState::Active {
        return;
    }
    let crowd = crowd(run, incident).expect("an incident with a crowd is publicised");
    let (now, key, cause) = (run.now(), run.scenes.incident(incident).key, run.scenes.incident(incident).started);
    let entry = run.note(Milestone::IncidentPublicised, about(incident), cause);
    let draw = |unit: &UnitId| {
        let mut stream = run.chance.stream(Purpose::Convergence, join(join(key, 2), run.forces.key(*unit)));
        (-libm::log(stream.uniform()), *unit)
    };
    let mut waiting: Vec<(f64, UnitId)> = crowd.members.iter().map(draw).collect();
    waiting.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
    let restraint = Restraint { always: run.setting.linkage.portal, later: None };
    let at = position(run, incident);
    let gathering = &mut run.convergence.turnouts[at].gathering;
    (gathering.waiting, gathering.since, gathering.restraint, gathering.publicised) = (waiting, now, restraint, entry);
    if let Some(notice) = &run.setting.linkage.notice {
        let span = notice.after.sample(&mut run.chance.stream(Purpose::Convergence, join(key, 3)));
        run.clock.after(span, Phase::Timer, Event::NoticeIssued(incident));
    }
    schedule_next(run, incident);
}

fn schedule_next(run: &mut Run<'_>, incident: IncidentId) {
    let crowd = crowd(run, incident).expect("an incident with a crowd is publicised");
    let (now, at) = (run.now(), position(run, incident));
    let gathering = &mut run.convergence.turnouts[at].gathering;
    gathering.stamp += 1;
    if let Some(span) = gathering.next(&crowd.urge, now) {
        run.clock.after(span, Phase::Timer, Event::OrganisationSetsOut(incident, gathering.stamp));
    }
}

/// The public is told to stay away.
pub fn notice(run: &mut Run<'_>, incident: IncidentId) {
    if run.scenes.incident(incident).state != IncidentState::Active {
        return;
    }
    let effect = run.setting.linkage.notice.as_ref().expect("a notice is issued where a structure has one").effect;
    let (now, at) = (run.now(), position(run, incident));
    let entry = run.note(Milestone::NoticeIssued, about(incident), run.convergence.turnouts[at].gathering.publicised);
    let gathering = &mut run.convergence.turnouts[at].gathering;
    gathering.notice = Some(entry);
    gathering.restraint.later = Some(((now - gathering.since).hours(), effect));
    schedule_next(run, incident);
}

/// The next organisation sets out, unless it is out already or there is nothing for it to do.
pub fn set_out(run: &mut Run<'_>, incident: IncidentId, stamp: u32) {
    let at = position(run, incident);
    let gathering = &mut run.convergence.turnouts[at].gathering;
    if gathering.stamp != stamp || run.scenes.incident(incident).state != IncidentState::Active {
        return;
    }
    let (_, unit) = gathering.waiting.pop().expect("somebody sets out");
    let cause = gathering.publicised;
    let state = run.forces.unit(unit);
    if state.mode == Mode::Idle
        && state.is_available()
        && !state.is_afield
        && order::can_go(run, unit, incident)
        && let Some(need) = task(run, unit, incident)
    {
        let entry = run.note(Milestone::SelfDeployed, About { unit: Some(unit), ..about(incident) }, cause);
        let state = run.forces.unit_mut(unit);
        state.step(Mode::Mobilising);
        (state.need, state.entry) = (need.0, entry);
        run.convergence.errands[unit.index()] = Errand::Unasked;
        run.scenes.incident_mut(incident).units_out += 1;
        registration::mobilise(run, unit, incident, true);
    }
    schedule_next(run, incident);
}

/// What a unit will do that comes by itself: the open need that it serves best, the first of equal ones.
fn task(run: &Run<'_>, unit: UnitId, incident: IncidentId) -> Option<NeedId> {
    let rate = |id: NeedId| run.forces.kind(unit).rates[run.scenes.need(id).capability.index()];
    let open = run.scenes.incident(incident).need_ids().filter(|id| run.scenes.need(*id).is_wanted());
    open.filter(|id| rate(*id) > 0.0).fold(None, |best: Option<NeedId>, id| match best {
        Some(other) if rate(other) >= rate(id) => best,
        _ => Some(id),
    })
}

/// Whether a unit that comes by itself is turned back: after the notice, with a probability drawn for the unit and the incident.
pub fn turns_back(run: &mut Run<'_>, unit: UnitId, incident: IncidentId) -> bool {
    let Some(notice) = &run.setting.linkage.notice else { return false };
    if !run.convergence.is_unasked(unit) || run.convergence.turnouts[position(run, incident)].gathering.notice.is_none() {
        return false;
    }
    let key = join(join(run.scenes.incident(incident).key, 4), run.forces.key(unit));
    if run.chance.stream(Purpose::Convergence, key).uniform() >= notice.turns_back {
        return false;
    }
    let entry = run.note(Milestone::TurnedBack, About { unit: Some(unit), ..about(incident) }, run.forces.unit(unit).entry);
    run.forces.unit_mut(unit).entry = entry;
    true
}
