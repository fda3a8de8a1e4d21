//! Social teams that leave before their work is done, and errands of which nobody knew who tasks them.

use crate::journal::entry::{About, EntryId};
use crate::journal::milestone::Milestone;
use crate::model::force::hold::Hold;
use crate::model::force::unit::Mode;
use crate::model::response::call_off;
use crate::model::response::release::let_go;
use crate::model::run::Run;
use crate::terms::id::UnitId;

/// A unit leaves a shared task before it is done; whoever tasked it seeks another one.
pub fn withdraw(run: &mut Run<'_>, unit: UnitId, stay: u32) {
    if run.forces.unit(unit).mode == Mode::Working && run.convergence.turns[unit.index()] == stay {
        call_off::leave_scene(run, unit, Milestone::UnitWithdrew);
    }
}

/// A team is back from an errand of which nobody knew who tasks it.
pub fn errand_ends(run: &mut Run<'_>, unit: UnitId) {
    let entry = run.note(Milestone::ErrandEnded, About { unit: Some(unit), ..About::default() }, EntryId::NONE);
    let_go(run, unit, Hold::Errand, entry);
}
