//! How desks work: as the world says, or as the structure says otherwise.

use crate::model::station::absence::Absence;
use crate::model::station::attention::Attention;
use crate::model::station::law::{Desk, Desks, LawId};
use crate::scenario::desk::{AbsenceSpec, Attention as Written, DeskRule, DeskSpec, HandlingSpec};
use crate::scenario::forces::PostSpec;
use crate::simulation::assemble::Files;
use crate::simulation::assemble::names::Names;
use crate::simulation::assemble::posts::LawBook;
use crate::terms::id::StationId;

/// The structure's rule for a desk: the first that fits.
#[must_use]
pub fn rule<'f>(files: &Files<'f>, names: &Names<'_>, post: &PostSpec, desk: &DeskSpec, echelon: u32) -> Option<&'f DeskRule> {
    let line = names.lines[post.line.as_str()];
    files.structure.desk_rules.iter().find(|row| names.is_meant(&row.post, line, echelon) && row.is_for(&desk.id))
}

/// Puts into a desk how it works.
pub fn work_as_written(built: &mut Desk, rule: Option<&DeskRule>, desk: &DeskSpec, desks: &mut Desks) {
    built.is_shared = rule.and_then(|rule| rule.shared).unwrap_or(desk.shared);
    built.attention = attention(rule.and_then(|rule| rule.attention).unwrap_or(desk.attention), desks);
    built.skill_factor = rule.map_or(1.0, |rule| rule.skill_factor);
}

/// The classes of a desk: priority, service law, and how long the structure lets each kind wait.
#[must_use]
pub fn classes(desk: &DeskSpec, rule: Option<&DeskRule>, laws: &mut LawBook) -> Vec<(u32, LawId, Option<LawId>)> {
    let patience = |kind| rule?.patience.iter().find(|row| row.matter == kind).map(|row| &row.after);
    let class = |handling: &HandlingSpec| {
        let service = laws.id(&handling.service);
        (handling.priority, service, patience(handling.matter).map(|law| laws.id(law)))
    };
    desk.handles.iter().map(class).collect()
}

/// Officers of a desk who are away now and then: as many as may ever be on duty there.
///
/// # Panics
/// When they are more than a desk keeps apart: `check` finds that.
pub fn absences(spec: &AbsenceSpec, station: StationId, officers: u32, laws: &mut LawBook, desks: &mut Desks) {
    assert!(officers <= u32::BITS, "absences of {officers} officers at station {}", station.index());
    let (present, absent) = (laws.id(&spec.present), laws.id(&spec.absent));
    desks.desks[station.index()].can_be_left = true;
    desks.absences.extend((0..officers).map(|officer| Absence { station, officer, present, absent }));
}

/// A rule of attention; a mixture is kept once among those of all desks.
pub fn attention(written: Written, desks: &mut Desks) -> Attention {
    match written {
        Written::Fifo => Attention::Fifo,
        Written::Lifo => Attention::Lifo,
        Written::Random => Attention::Random,
        Written::Mixed { by_priority, fifo, lifo, random } => {
            let all = by_priority + fifo + lifo + random;
            let mixture = [by_priority / all, (by_priority + fifo) / all, (by_priority + fifo + lifo) / all];
            let known = desks.mixtures.iter().position(|other| *other == mixture);
            let position = known.unwrap_or_else(|| {
                desks.mixtures.push(mixture);
                desks.mixtures.len() - 1
            });
            Attention::Mixed(u32::try_from(position).expect("few mixtures"))
        }
    }
}
