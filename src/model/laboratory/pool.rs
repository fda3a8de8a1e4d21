//! A call takes units of a pool, one by one and first come first served; they go, work, and come back.

use crate::engine::calendar::Phase;
use crate::engine::streams::{Purpose, join};
use crate::engine::time::Span;
use crate::journal::ledger::Outcome;
use crate::model::event::{Event, MatterRow, NONE};
use crate::model::force::unit::Mode;
use crate::model::laboratory::bench::{Arrivals, Back, Journey, Pool, Target};
use crate::model::laboratory::flow;
use crate::model::laboratory::state::{Call, Lab};
use crate::model::station::law::LawId;
use crate::terms::id::UnitId;

/// A call reaches a pool.
pub fn call(lab: &mut Lab<'_, '_>, row: MatterRow, pool: u32) {
    let now = lab.clock.now();
    let wanted = lab.bench.pools[pool as usize].units_per_call;
    let call = lab.state.add_call(Call { matter: row.0, next: NONE, missing: wanted, out: wanted, since: now });
    let state = &mut lab.state.pools[pool as usize];
    state.books.book(now);
    state.books.books.arrivals += 1;
    state.books.waiting += 1;
    if state.tail == NONE {
        state.head = call;
    } else {
        lab.state.calls[state.tail as usize].next = call;
    }
    state.tail = call;
    lab.clock.deciders.put(pool);
}

/// Phase C of a pool: sends units to the calls that wait, in order.
pub fn assign(lab: &mut Lab<'_, '_>, pool: u32) {
    let (mut before, mut call) = (NONE, lab.state.pools[pool as usize].head);
    while call != NONE {
        let next = lab.state.calls[call as usize].next;
        let is_served = serve(lab, pool, call);
        if is_served || lab.bench.pools[pool as usize].loses {
            unlink(lab, pool, before, call);
            if !is_served {
                lose(lab, pool, call);
            }
        } else if lab.bench.pools[pool as usize].is_first_come_first_served() {
            return;
        } else {
            before = call;
        }
        call = next;
    }
}

/// Takes units for a call until it has all it wants. A losing pool takes all at once or none.
fn serve(lab: &mut Lab<'_, '_>, pool: u32, call: u32) -> bool {
    let bench = &lab.bench.pools[pool as usize];
    if bench.loses && bench.units_per_call > 1 {
        let idle = lab.state.pools[pool as usize].idle_units().count();
        if idle < bench.units_per_call as usize + reserve(lab, pool, call) {
            return false;
        }
    }
    let kept = reserve(lab, pool, call);
    while lab.state.calls[call as usize].missing > 0 {
        if kept > 0 && lab.state.pools[pool as usize].idle_units().count() <= kept {
            return false;
        }
        let Some(unit) = best_unit(lab, pool, call) else { return false };
        send(lab, pool, call, unit);
    }
    true
}

/// Units that a call must leave idle.
fn reserve(lab: &Lab<'_, '_>, pool: u32, call: u32) -> usize {
    let reserves = &lab.bench.pools[pool as usize].reserves;
    if reserves.is_empty() {
        return 0;
    }
    let matter = &lab.traffic.matters[lab.state.calls[call as usize].matter as usize];
    reserves[usize::from(matter.kind)] as usize
}

/// District of a call in a pool, if it has one.
fn district(lab: &Lab<'_, '_>, pool: u32, call: u32) -> Option<u32> {
    let matter = &lab.traffic.matters[lab.state.calls[call as usize].matter as usize];
    lab.bench.sources[matter.subject as usize].districts.get(pool as usize).copied().flatten()
}

/// The unit to send: the first idle one of the district's list, or else the nearest idle one, ties by position.
fn best_unit(lab: &Lab<'_, '_>, pool: u32, call: u32) -> Option<u32> {
    let (bench, state) = (&lab.bench.pools[pool as usize], &lab.state.pools[pool as usize]);
    let Some(district) = district(lab, pool, call) else { return state.first_idle() };
    if let Some(list) = bench.preferences.get(district as usize).and_then(Option::as_ref) {
        return list.iter().copied().find(|unit| state.is_idle(*unit));
    }
    match &bench.journey {
        Journey::Known { spans, .. } => state.idle_units().min_by_key(|unit| (spans[district as usize][*unit as usize], *unit)),
        Journey::Drawn(_) => state.first_idle(),
    }
}

fn send(lab: &mut Lab<'_, '_>, pool: u32, call: u32, position: u32) {
    let now = lab.clock.now();
    let bench = &lab.bench.pools[pool as usize];
    let unit = UnitId(bench.first_unit + position);
    let row = lab.state.calls[call as usize].matter;
    let matter = &lab.traffic.matters[row as usize];
    // The call and which of its units it is: whichever unit goes, the call takes as long, so that structures differ by whom they
    // send and not by luck, and neither a unit more nor another order of the units changes the draws.
    let turn = bench.units_per_call - lab.state.calls[call as usize].missing;
    let occasion = join(matter.lineage, u64::from(turn));
    let (number, source, class) = (matter.number.0, matter.subject, matter.kind);
    let visit = lab.open_visit(number, source, class, Target::Pool(pool));
    let arrived = lab.state.calls[call as usize].since;
    if let Some(visit) = lab.visit(visit) {
        visit.arrived = arrived;
        visit.started = Some(now);
        visit.unit = Some(unit.0);
    }
    let state = &mut lab.state.pools[pool as usize];
    state.mark(position, false);
    state.books.book(now);
    state.books.busy += 1;
    let taken = &mut lab.state.calls[call as usize];
    taken.missing -= 1;
    if taken.missing == 0 {
        lab.state.pools[pool as usize].books.waiting -= 1;
    }
    let state = &mut lab.units[unit.index()];
    state.step(Mode::Mobilising);
    state.need = call;
    state.visit = visit;
    state.occasion = occasion;
    state.busy_since = now;
    let span = sample(lab, bench.mobilisation, Purpose::Mobilisation, occasion);
    if span == Span::ZERO { depart(lab, unit) } else { lab.clock.after(span, Phase::Completion, Event::UnitDeparts(unit)) }
}

fn sample(lab: &Lab<'_, '_>, law: LawId, purpose: Purpose, key: u64) -> Span {
    let law = lab.bench.law(law);
    if law.is_zero() { Span::ZERO } else { law.sample(&mut lab.chance.stream(purpose, key)) }
}

fn pool_of<'b>(lab: &Lab<'b, '_>, unit: UnitId) -> (u32, &'b Pool) {
    let pool = lab.bench.pool_of[unit.index()];
    (pool, &lab.bench.pools[pool as usize])
}

/// A unit departs.
pub fn depart(lab: &mut Lab<'_, '_>, unit: UnitId) {
    let (pool, bench) = pool_of(lab, unit);
    let (travel, on_road) = match &bench.journey {
        Journey::Drawn(law) => {
            let span = sample(lab, *law, Purpose::Travel, lab.units[unit.index()].occasion);
            (span, span)
        }
        Journey::Known { spans, is_reported_only } => {
            let span = district(lab, pool, lab.units[unit.index()].need)
                .map_or(Span::ZERO, |district| spans[district as usize][(unit.0 - bench.first_unit) as usize]);
            (span, if *is_reported_only { Span::ZERO } else { span })
        }
    };
    let state = &mut lab.units[unit.index()];
    state.step(Mode::Travelling);
    state.way_out = on_road;
    let visit = state.visit;
    if let Some(visit) = lab.visit(visit) {
        visit.travel = Some(travel);
    }
    if on_road == Span::ZERO { arrive(lab, unit) } else { lab.clock.after(on_road, Phase::Arrival, Event::UnitArrives(unit)) }
}

/// A unit reaches the scene and begins work.
pub fn arrive(lab: &mut Lab<'_, '_>, unit: UnitId) {
    let now = lab.clock.now();
    let (_, bench) = pool_of(lab, unit);
    let state = &mut lab.units[unit.index()];
    state.step(Mode::Deploying);
    state.step(Mode::Working);
    let visit = state.visit;
    if let Some(visit) = lab.visit(visit) {
        visit.on_scene = Some(now);
    }
    let span =
        scripted_work(lab, unit).unwrap_or_else(|| sample(lab, bench.work, Purpose::Work, lab.units[unit.index()].occasion));
    lab.clock.after(span, Phase::Completion, Event::WorkEnds(unit));
}

/// The work on scene that a scripted arrival brings with it.
fn scripted_work(lab: &Lab<'_, '_>, unit: UnitId) -> Option<Span> {
    if !lab.bench.has_scripts {
        return None;
    }
    let call = lab.units[unit.index()].need;
    let matter = &lab.traffic.matters[lab.state.calls[call as usize].matter as usize];
    match &lab.bench.sources[matter.subject as usize].arrivals {
        Arrivals::Scripted(rows) => rows[matter.origin as usize].1,
        Arrivals::Renewal(_) => None,
    }
}

/// A unit has done its work.
pub fn work_ends(lab: &mut Lab<'_, '_>, unit: UnitId) {
    let (pool, bench) = pool_of(lab, unit);
    let key = lab.units[unit.index()].occasion;
    let span = match &bench.way_back {
        Back::AsOut => lab.units[unit.index()].way_out,
        Back::Drawn(law) => sample(lab, *law, Purpose::Return, key),
    };
    let state = &mut lab.units[unit.index()];
    state.step(Mode::Returning);
    let (call, visit) = (std::mem::replace(&mut state.need, NONE), state.visit);
    if span == Span::ZERO {
        lab.close_visit(visit, Outcome::Completed);
    }
    let served = &mut lab.state.calls[call as usize];
    served.out -= 1;
    if served.out == 0 {
        let row = MatterRow(served.matter);
        lab.state.pools[pool as usize].books.books.completions += 1;
        lab.state.free_calls.push(call);
        flow::leave(lab, row);
    }
    if span == Span::ZERO { come_back(lab, unit) } else { lab.clock.after(span, Phase::Completion, Event::UnitReturns(unit)) }
}

/// A unit is free again.
pub fn come_back(lab: &mut Lab<'_, '_>, unit: UnitId) {
    let now = lab.clock.now();
    let (pool, bench) = pool_of(lab, unit);
    let first = bench.first_unit;
    let state = &mut lab.units[unit.index()];
    state.step(Mode::Idle);
    state.busy_ms += (now - state.busy_since).ms();
    let visit = std::mem::replace(&mut state.visit, NONE);
    lab.close_visit(visit, Outcome::Completed);
    let state = &mut lab.state.pools[pool as usize];
    state.mark(unit.0 - first, true);
    state.books.book(now);
    state.books.busy -= 1;
    if state.head != NONE {
        lab.clock.deciders.put(pool);
    }
}

fn unlink(lab: &mut Lab<'_, '_>, pool: u32, before: u32, call: u32) {
    let next = lab.state.calls[call as usize].next;
    let state = &mut lab.state.pools[pool as usize];
    if before == NONE {
        state.head = next;
    } else {
        lab.state.calls[before as usize].next = next;
    }
    if state.tail == call {
        state.tail = before;
    }
}

fn lose(lab: &mut Lab<'_, '_>, pool: u32, call: u32) {
    let row = MatterRow(lab.state.calls[call as usize].matter);
    let matter = *lab.traffic.matter(row);
    let visit = lab.open_visit(matter.number.0, matter.subject, matter.kind, Target::Pool(pool));
    lab.close_visit(visit, Outcome::Lost);
    let books = &mut lab.state.pools[pool as usize].books;
    books.waiting -= 1;
    books.books.lost += 1;
    lab.state.free_calls.push(call);
    flow::leave(lab, row);
}
