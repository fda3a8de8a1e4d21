//! Social teams that leave before their work is done, and errands of which nobody knew who tasks them.

use crate::journal::entry::{About, EntryId};
use crate::journal::milestone::Milestone;
use crate::model::event::{NONE, NeedId};
use crate::model::force::hold::Hold;
use crate::model::force::unit::Mode;
use crate::model::response::linkage::registration;
use crate::model::response::order;
use crate::model::response::outcome::hazard;
use crate::model::response::release::{let_go, release};
use crate::model::response::scene::{note, task_of};
use crate::model::run::Run;
use crate::terms::id::UnitId;

/// A unit leaves a shared task before it is done; whoever tasked it seeks another one.
pub fn withdraw(run: &mut Run<'_>, unit: UnitId, stay: u32) {
    if run.forces.unit(unit).mode != Mode::Working || run.convergence.turns[unit.index()] != stay {
        return;
    }
    let (id, incident) = task_of(run, unit);
    let (now, work) = (run.now(), run.scenes.work(id).clone());
    let rate = registration::rate(run, unit, run.scenes.need(id).capability);
    let need = run.scenes.need_mut(id);
    need.carry(&work, now);
    need.rate -= rate;
    strike(run, unit, id);
    if run.scenes.need(id).first_unit == NONE {
        run.scenes.need_mut(id).rate = 0.0;
    }
    let is_tasked = !run.convergence.is_unasked(unit);
    note(run, unit, incident, Milestone::UnitWithdrew);
    release(run, unit);
    hazard::schedule_crossing(run, id);
    if is_tasked {
        order::put_back(run, id, None);
    }
}

/// Takes a unit from the list of those at work on a need.
fn strike(run: &mut Run<'_>, unit: UnitId, id: NeedId) {
    let after = std::mem::replace(&mut run.forces.unit_mut(unit).next, NONE);
    if run.scenes.need(id).first_unit == unit.0 {
        run.scenes.need_mut(id).first_unit = after;
        return;
    }
    let mut at = UnitId(run.scenes.need(id).first_unit);
    while run.forces.unit(at).next != unit.0 {
        at = UnitId(run.forces.unit(at).next);
    }
    run.forces.unit_mut(at).next = after;
}

/// A team is back from an errand of which nobody knew who tasks it.
pub fn errand_ends(run: &mut Run<'_>, unit: UnitId) {
    let entry = run.note(Milestone::ErrandEnded, About { unit: Some(unit), ..About::default() }, EntryId::NONE);
    let_go(run, unit, Hold::Errand, entry);
}
