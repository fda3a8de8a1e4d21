//! Scripted injects: an order given from outside, a unit unavailable, a post unmanned, travel slowed.

use crate::engine::calendar::Phase;
use crate::engine::time::Span;
use crate::journal::entry::{About, EntryId};
use crate::journal::milestone::Milestone;
use crate::model::command::setting::Effect;
use crate::model::event::Event;
use crate::model::force::hold::Hold;
use crate::model::force::unit::PendingOrder;
use crate::model::reporting::{duty, report};
use crate::model::response::linkage::registration;
use crate::model::response::release;
use crate::model::run::Run;
use crate::terms::id::{PostId, UnitId};

/// Schedules every inject and its end.
pub fn open(run: &mut Run<'_>) {
    for (position, inject) in (0_u32..).zip(&run.setting.injects) {
        run.clock.calendar.schedule(inject.at, Phase::Outside, Event::InjectStarts(position));
        if let Some(until) = inject.until {
            run.clock.calendar.schedule(until, Phase::Outside, Event::InjectEnds(position));
        }
    }
}

/// An inject takes effect.
pub fn start(run: &mut Run<'_>, inject: u32) {
    let setting = run.setting;
    let milestone = Milestone::InjectApplied { inject };
    match &setting.injects[inject as usize].effect {
        Effect::OrderGiven(unit, scripted) => order(run, inject, *unit, *scripted),
        Effect::UnitUnavailable(unit) => {
            run.note(milestone, About { unit: Some(*unit), ..About::default() }, EntryId::NONE);
            run.forces.unit_mut(*unit).holds.hold(Hold::Inject);
        }
        Effect::FalseAllClear(post, scripted) => all_clear(run, inject, *post, *scripted),
        Effect::PostUnmanned(post, stations) => {
            run.note(milestone, About { post: Some(*post), ..About::default() }, EntryId::NONE);
            for station in stations {
                duty::staff(run, *station, EntryId::NONE, |staff| staff.vacated += 1);
            }
        }
        Effect::NumbersLeaked { .. } => {
            run.note(milestone, About::default(), EntryId::NONE);
            registration::expect_call(run, inject, 0);
        }
        Effect::LettersBlocked(scripted) => {
            run.note(milestone, About::default(), EntryId::NONE);
            registration::block(run, *scripted);
        }
        Effect::TravelSlowed(..) => {
            run.note(milestone, About::default(), EntryId::NONE);
            run.ambient.slowdowns.push(inject);
        }
    }
}

/// The effect of an inject ends.
pub fn end(run: &mut Run<'_>, inject: u32) {
    let setting = run.setting;
    match &setting.injects[inject as usize].effect {
        Effect::OrderGiven(..) | Effect::NumbersLeaked { .. } => {}
        Effect::LettersBlocked(scripted) => {
            if let Some(incident) = setting.scripted(run.scenes.incidents, *scripted) {
                registration::unblock(run, incident);
            }
        }
        Effect::FalseAllClear(post, scripted) => {
            if let Some(incident) = run.setting.scripted(run.scenes.incidents, *scripted)
                && let Some(known) = run.scenes.incident(incident).knowledge(*post)
            {
                report::put_right(run, *post, incident, known.entry);
            }
        }
        Effect::UnitUnavailable(unit) => {
            let cause = run.forces.unit(*unit).entry;
            release::let_go(run, *unit, Hold::Inject, cause);
        }
        Effect::PostUnmanned(_, stations) => {
            for station in stations {
                duty::staff(run, *station, EntryId::NONE, |staff| staff.vacated -= 1);
            }
        }
        Effect::TravelSlowed(..) => run.ambient.slowdowns.retain(|other| *other != inject),
    }
}

/// A post that knows of an incident believes from now on that it is over.
fn all_clear(run: &mut Run<'_>, inject: u32, post: PostId, scripted: u32) {
    let Some(incident) = run.setting.scripted(run.scenes.incidents, scripted) else { return };
    let (now, cause) = (run.now(), run.scenes.incident(incident).started);
    run.note(Milestone::InjectApplied { inject }, Run::at_post(incident, post), cause);
    if let Some(known) = run.scenes.incident_mut(incident).knowledge_mut(post)
        && known.cleared.replace(now).is_none()
    {
        run.ambient.all_clears += 1;
    }
}

/// An order from outside the chain reaches the unit at once, for the first open need that it can serve.
fn order(run: &mut Run<'_>, inject: u32, unit: UnitId, scripted: u32) {
    let Some(incident) = run.setting.scripted(run.scenes.incidents, scripted) else { return };
    let about = About { incident: Some(incident), unit: Some(unit), ..About::default() };
    let cause = run.scenes.incident(incident).started;
    let entry = run.note(Milestone::InjectApplied { inject }, about, cause);
    let rates = &run.forces.kind(unit).rates;
    let need = run.scenes.incident(incident).need_ids().find(|id| {
        let need = run.scenes.need(*id);
        need.is_wanted() && rates[need.capability.index()] > 0.0
    });
    let Some(need) = need.filter(|_| run.forces.orders[unit.index()].has_room()) else {
        run.note(Milestone::OrderRejected, about, entry);
        return;
    };
    run.forces.orders_mut(unit).note(PendingOrder { need, by: None, entry });
    run.clock.after(Span::ZERO, Phase::Arrival, Event::OrderReaches(unit, need));
}
