//! Verification of what a social organisation can do: at the desk that passes its orders on, before its first order goes on.

use crate::engine::calendar::Phase;
use crate::engine::time::Span;
use crate::journal::entry::{About, EntryId};
use crate::journal::milestone::Milestone;
use crate::model::event::{Event, MatterRow};
use crate::model::run::Run;
use crate::terms::id::{AgencyId, IncidentId, UnitId};
use crate::terms::traffic::MatterKind;

/// The first unit of an order whose organisation is still to be verified, and the organisation.
fn unverified(run: &Run<'_>, order: MatterRow) -> Option<(UnitId, AgencyId)> {
    let units = run.orders.get(run.traffic.matter(order).load).iter();
    let mut agencies = units.map(|unit| (*unit, run.forces.profiles[unit.index()].agency));
    agencies.find(|(_, agency)| run.convergence.unverified.get(agency.index()) == Some(&true))
}

/// A desk has done its part of an order, or verified an organisation of which the order sends units. Whether the order stays there
/// because another organisation is to be verified; it lies there as a matter of its own class meanwhile.
pub fn holds(run: &mut Run<'_>, order: MatterRow, cause: EntryId) -> bool {
    let matter = *run.traffic.matter(order);
    let post = run.setting.desk_posts[matter.station as usize];
    let Some((station, class)) = run.post(post).verification else { return false };
    let about = About { matter: Some(matter.number), ..Run::at_post(IncidentId(matter.subject), post) };
    let mut cause = cause;
    if (matter.station, matter.class) == (station.0, class)
        && let Some((unit, agency)) = unverified(run, order)
    {
        cause = run.note(Milestone::OrganisationVerified, About { unit: Some(unit), matter: None, ..about }, cause);
        run.convergence.unverified[agency.index()] = false;
    }
    run.traffic.matter_mut(order).entry = cause;
    if unverified(run, order).is_none() {
        return false;
    }
    let entry = run.note(Milestone::MatterSent { kind: MatterKind::Order, to: post, why: None }, about, cause);
    let matter = run.traffic.matter_mut(order);
    matter.turn_back();
    (matter.station, matter.class, matter.entry) = (station.0, class, entry);
    run.clock.after(Span::ZERO, Phase::Arrival, Event::MatterArrives(order));
    true
}
