//! A laboratory matter comes from its source, goes from station to station, and leaves.

use crate::engine::calendar::Phase;
use crate::engine::streams::{Purpose, join};
use crate::journal::ledger::Outcome;
use crate::model::event::{Event, MatterRow};
use crate::model::laboratory::bench::{Arrivals, Source, Target};
use crate::model::laboratory::pool;
use crate::model::laboratory::state::Lab;
use crate::model::station::absence::Absence;
use crate::model::station::matter::Matter;
use crate::model::station::service::Traffic;
use crate::terms::id::StationId;

/// Schedules the first matter of each source, and the first absences.
pub fn open(lab: &mut Lab<'_, '_>) {
    lab.traffic.open_absences(lab.clock);
    for source in 0..lab.bench.sources.len() {
        schedule_next(lab, u32::try_from(source).expect("few sources"));
    }
}

fn schedule_next(lab: &mut Lab<'_, '_>, source: u32) {
    let number = lab.state.emitted[source as usize];
    let event = Event::SourceEmits(source);
    let Source { key, arrivals, .. } = &lab.bench.sources[source as usize];
    match arrivals {
        Arrivals::Renewal(gap) => {
            let mut stream = lab.chance.stream(Purpose::Arrival, join(*key, u64::from(number)));
            lab.clock.after(lab.bench.law(*gap).sample(&mut stream), Phase::Arrival, event);
        }
        Arrivals::Scripted(rows) => {
            if let Some((time, _)) = rows.get(number as usize) {
                lab.clock.calendar.schedule(*time, Phase::Arrival, event);
            }
        }
    }
}

/// The next matter of a source comes.
pub fn emit(lab: &mut Lab<'_, '_>, source: u32) {
    let Source { key, class, to, .. } = lab.bench.sources[source as usize];
    let number = lab.state.emitted[source as usize];
    lab.state.emitted[source as usize] += 1;
    schedule_next(lab, source);
    let lineage = join(key, u64::from(number));
    let Traffic { pool, matters, .. } = &mut *lab.traffic;
    let row = pool.make(matters, lineage, class, source);
    lab.traffic.matter_mut(row).origin = number;
    enter(lab, row, to);
}

/// A matter enters a station or a pool.
pub fn enter(lab: &mut Lab<'_, '_>, row: MatterRow, to: Target) {
    let matter = *lab.traffic.matter(row);
    match to {
        Target::Pool(pool) => pool::call(lab, row, pool),
        Target::Station(station, class) => {
            let visit = lab.open_visit(matter.number.0, matter.subject, matter.kind, to);
            let matter = lab.traffic.matter_mut(row);
            matter.station = station;
            matter.class = class;
            matter.load = visit;
            if !lab.traffic.arrive(lab.clock, row) {
                lab.close_visit(visit, Outcome::Lost);
                leave(lab, row);
            }
        }
    }
}

/// An officer who is away now and then leaves or comes back.
pub fn turn(lab: &mut Lab<'_, '_>, absence: u32, turn: u32) {
    let row = lab.traffic.desks.absences[absence as usize];
    lab.traffic.schedule_turn(lab.clock, absence, turn + 1);
    if Absence::leaves(turn) {
        lab.traffic.leave(lab.clock, row.station, |staff| row.apply(turn, staff));
    } else {
        lab.traffic.restaff(lab.clock, row.station, |staff| row.apply(turn, staff));
    }
}

/// A matter leaves the system.
pub fn leave(lab: &mut Lab<'_, '_>, row: MatterRow) {
    let Traffic { pool, matters, .. } = &mut *lab.traffic;
    pool.end(matters, row);
}

/// Phase C of a station.
pub fn begin_services(lab: &mut Lab<'_, '_>, station: StationId) {
    let now = lab.clock.now();
    let visits = &mut lab.state.visits;
    lab.traffic.begin_services(lab.clock, station, |_, matter| {
        if let Some(visit) = visits.get_mut(matter.load as usize)
            && visit.started.is_none()
        {
            visit.started = Some(now);
        }
    });
}

/// The row of a matter's class in the list of all desks' classes.
#[inline]
fn class_row(lab: &Lab<'_, '_>, matter: &Matter) -> usize {
    lab.traffic.desks.desks[matter.station as usize].first_class as usize + matter.class as usize
}

/// A service ends, and the matter goes on.
pub fn served(lab: &mut Lab<'_, '_>, row: MatterRow, stamp: u32) {
    if !lab.traffic.finish(lab.clock, row, stamp) {
        return;
    }
    let matter = *lab.traffic.matter(row);
    lab.close_visit(matter.load, Outcome::Completed);
    let way = match lab.bench.ways.of(class_row(lab, &matter)) {
        [] => None,
        [only] if only.cumulated >= 1.0 => Some(only),
        several => {
            let key = way_key(lab, &matter);
            let u = lab.chance.stream(Purpose::Route, key).uniform();
            several.iter().find(|way| u < way.cumulated)
        }
    };
    let Some(way) = way else { return leave(lab, row) };
    let state = lab.traffic.matter_mut(row);
    state.kind = way.becomes;
    if way.is_backward {
        state.turn_back();
    }
    let state = *state;
    let transit = lab.bench.law(way.transit);
    if transit.is_zero() {
        return enter(lab, row, way.to);
    }
    let key = way_key(lab, &state);
    let span = transit.sample(&mut lab.chance.stream(Purpose::Transit, key));
    let matter = lab.traffic.matter_mut(row);
    (matter.step, matter.station, matter.class) = match way.to {
        Target::Station(station, class) => (0, station, class),
        Target::Pool(pool) => (1, pool, 0),
    };
    lab.clock.after(span, Phase::Arrival, Event::MatterArrives(row));
}

/// Key of a matter's way on from the station that it leaves.
fn way_key(lab: &Lab<'_, '_>, matter: &Matter) -> u64 {
    join(join(matter.lineage, lab.traffic.desks.desks[matter.station as usize].key), u64::from(matter.occurrence))
}

/// A matter reaches the end of its way.
pub fn arrive(lab: &mut Lab<'_, '_>, row: MatterRow) {
    let matter = lab.traffic.matter(row);
    let to = if matter.step == 0 { Target::Station(matter.station, matter.class) } else { Target::Pool(matter.station) };
    enter(lab, row, to);
}

/// A matter's patience ends. The timer may be an old one, and its row by now that of a matter at no station.
pub fn impatient(lab: &mut Lab<'_, '_>, row: MatterRow, stamp: u32) {
    let matter = *lab.traffic.matter(row);
    if !lab.traffic.waits(row, stamp) {
        return;
    }
    let target = lab.bench.escalation[class_row(lab, &matter)];
    lab.traffic.give_up(lab.clock, row, target.is_some());
    lab.close_visit(matter.load, if target.is_some() { Outcome::Escalated } else { Outcome::Left });
    let Some(target) = target else { return leave(lab, row) };
    let desks = &lab.traffic.desks.desks;
    if matches!(target, Target::Station(to, _) if desks[to as usize].key <= desks[matter.station as usize].key) {
        lab.traffic.matter_mut(row).turn_back();
    }
    enter(lab, row, target);
}
