//! Requests for troops: written at the civil post, examined from organ to organ up the military chain, approved or refused, and
//! answered by an order that goes down to the units.
//!
//! The civil command gives the task and the military organ commands: both are recorded of every military unit that sets out.

use crate::engine::calendar::Phase;
use crate::engine::streams::{Purpose, join};
use crate::engine::time::Span;
use crate::journal::entry::{About, EntryId};
use crate::journal::milestone::Milestone;
use crate::model::command::linkage::{ForceRequest, RequestStage, TroopLaw};
use crate::model::event::{Event, MatterRow, NONE, NeedId};
use crate::model::force::unit::Mode;
use crate::model::incident::command::Commander;
use crate::model::incident::need::Stage;
use crate::model::reporting::report;
use crate::model::response::linkage::liaison;
use crate::model::response::order;
use crate::model::run::Run;
use crate::model::station::service::Traffic;
use crate::terms::id::{IncidentId, PostId, UnitId};
use crate::terms::traffic::MatterKind;

/// The class of a military desk at which an order is passed down, counted from that of examination.
const RELAY: u16 = 1;

fn law<'a>(run: &Run<'a>) -> &'a TroopLaw {
    run.setting.troops.as_ref().expect("requests for troops are on")
}

/// Whether a post must ask for these units: they are troops, it is none of theirs, and an organ is there to be asked.
#[must_use]
pub fn must_ask(run: &Run<'_>, post: PostId, units: &[UnitId]) -> bool {
    let Some(law) = &run.setting.troops else { return false };
    law.is_troop[units[0].index()] && !law.is_military[post.index()] && law.commander[units[0].index()].is_some()
}

/// Whether a post no longer asks for a unit because its request for the incident was refused.
#[must_use]
pub fn is_refused(run: &Run<'_>, post: PostId, incident: IncidentId, unit: UnitId) -> bool {
    let Some(law) = &run.setting.troops else { return false };
    law.is_troop[unit.index()] && run.requests.of(post, incident).any(|request| request.stage == RequestStage::Refused)
}

/// A post asks for units for a need: it adds them to the request that it is writing, or begins one.
pub fn ask(run: &mut Run<'_>, post: PostId, id: NeedId, units: &[UnitId]) {
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    let wanted = units.iter().map(|unit| (*unit, id));
    if let Some(draft) = run.requests.draft(post, incident) {
        draft.units.extend(wanted);
        return;
    }
    let cause = run.forces.orders_mut(units[0]).pending_of(id, post).map_or(EntryId::NONE, |order| order.entry);
    let completeness = liaison::completeness(run, post, incident);
    let entry = run.note(Milestone::ForceRequested, Run::at_post(incident, post), cause);
    let number = run.requests.of(post, incident).count() as u64;
    let kind = MatterKind::ForceRequest;
    let first = join(join(run.scenes.incident(incident).key, kind.index() as u64), run.post(post).key);
    let row = report::make(run, kind, incident, run.scenes.severity(incident), join(first, number), post);
    let matter = run.traffic.matter_mut(row);
    matter.load = u32::try_from(run.requests.list.len()).expect("few requests");
    matter.entry = entry;
    let seat = liaison::seat(run, post);
    run.traffic.matter_mut(row).factor = seat.map_or(1.0, |seat| seat.formulation_factor);
    let request = ForceRequest { post, incident, units: wanted.collect(), completeness, stage: RequestStage::Drafted, entry };
    run.requests.list.push(request);
    run.clock.after(Span::ZERO, Phase::Arrival, Event::MatterArrives(row));
}

/// A desk has done its part of a request: it goes on to the next organ, or is approved or refused, or nothing of it is wanted any more.
pub fn served(run: &mut Run<'_>, row: MatterRow) {
    let matter = *run.traffic.matter(row);
    let about = report::about(run, row);
    let entry = run.note(Milestone::ServiceEnded { kind: MatterKind::ForceRequest }, about, matter.entry);
    run.traffic.matter_mut(row).entry = entry;
    let post = about.post.expect("a desk has a post");
    if lapses(run, row, post) {
        return;
    }
    match run.requests.list[matter.load as usize].stage {
        RequestStage::Drafted => send(run, row, post),
        RequestStage::Sent(approver, _) if approver == post => decide(run, row, post),
        RequestStage::Sent(..) => {
            let above = law(run).above[post.index()].expect("a request climbs to a post above");
            forward(run, row, post, above);
        }
        stage => panic!("a request that is {stage:?} lay at post {}", post.0),
    }
}

/// A request is written: it is approved at once where the government may, or goes to the organ of the same level.
fn send(run: &mut Run<'_>, row: MatterRow, post: PostId) {
    let request = &run.requests.list[run.traffic.matter(row).load as usize];
    let wanted: Vec<_> = request.units.iter().map(|(unit, need)| (*unit, run.scenes.need(*need).capability)).collect();
    let units: Vec<UnitId> = wanted.iter().map(|(unit, _)| *unit).collect();
    let (law, setting) = (law(run), run.setting);
    let approval = law.approval(&wanted);
    let Some(level) = approval.level else { return approve(run, row, post) };
    let asked = law.organ[post.index()].or(law.commander[units[0].index()]).expect("an organ is there to be asked");
    let approver = law.approver(asked, level, &units, &setting.territory, |post| setting.posts[post.index()].jurisdiction);
    let request = run.traffic.matter(row).load as usize;
    run.requests.list[request].stage = RequestStage::Sent(approver, approval.class);
    forward(run, row, post, asked);
}

fn forward(run: &mut Run<'_>, row: MatterRow, from: PostId, to: PostId) {
    let matter = *run.traffic.matter(row);
    let request = &run.requests.list[matter.load as usize];
    let (incident, units) = (request.incident, u32::try_from(request.units.len()).expect("few units"));
    let factor = 1.0 + law(run).asks_back * (1.0 - request.completeness);
    let step = match request.stage {
        RequestStage::Sent(approver, class) if approver == to => class,
        _ => 0,
    };
    let passed = run.note(Milestone::RequestForwarded { to, units }, Run::at_post(incident, from), matter.entry);
    let kind = MatterKind::ForceRequest;
    let about = About { matter: Some(matter.number), ..Run::at_post(incident, from) };
    let entry = run.note(Milestone::MatterSent { kind, to, why: None }, about, passed);
    let (station, class) = run.post(to).desk(kind);
    let key = join(matter.lineage, run.post(to).key);
    let span = law(run).transit.sample(&mut run.chance.stream(Purpose::Transit, key));
    let matter = run.traffic.matter_mut(row);
    (matter.station, matter.class, matter.entry) = (station.0, class + step, entry);
    matter.factor = factor;
    run.clock.after(span, Phase::Arrival, Event::MatterArrives(row));
}

fn decide(run: &mut Run<'_>, row: MatterRow, post: PostId) {
    let refusal = law(run).refusal;
    let lineage = run.traffic.matter(row).lineage;
    if refusal > 0.0 && run.chance.stream(Purpose::Military, lineage).uniform() < refusal {
        refuse(run, row, post);
    } else {
        approve(run, row, post);
    }
}

/// Ends the matter of a request that has been answered; the request's units, and the entry of the answer.
fn answer(
    run: &mut Run<'_>,
    row: MatterRow,
    post: PostId,
    stage: RequestStage,
    milestone: impl FnOnce(u32) -> Milestone,
) -> (IncidentId, Vec<(UnitId, NeedId)>, EntryId) {
    let matter = *run.traffic.matter(row);
    let request = &mut run.requests.list[matter.load as usize];
    request.stage = stage;
    let (incident, units) = (request.incident, request.units.clone());
    let count = u32::try_from(units.len()).expect("few units");
    let entry = run.note(milestone(count), Run::at_post(incident, post), matter.entry);
    run.requests.list[matter.load as usize].entry = entry;
    let Traffic { pool, matters, .. } = &mut run.traffic;
    pool.end(matters, row);
    (incident, units, entry)
}

/// The post asks no more for troops for the incident; it seeks other units, or asks above.
fn refuse(run: &mut Run<'_>, row: MatterRow, post: PostId) {
    let stage = RequestStage::Refused;
    let asks = run.requests.list[run.traffic.matter(row).load as usize].post;
    let (incident, units, entry) = answer(run, row, post, stage, |units| Milestone::RequestRefused { units });
    for (unit, need) in units {
        order::withdraw(run, unit, incident, (need, asks), entry);
    }
}

/// Units whose task is done meanwhile are asked for no longer. True when nobody is left to be asked for: the request ends.
fn lapses(run: &mut Run<'_>, row: MatterRow, post: PostId) -> bool {
    let at = run.traffic.matter(row).load as usize;
    let is_done = |(_, need): &(UnitId, NeedId)| run.scenes.need(*need).stage == Stage::Contained;
    let (done, wanted): (Vec<_>, Vec<_>) = run.requests.list[at].units.iter().copied().partition(is_done);
    let (is_over, incident, asks) = (wanted.is_empty(), run.requests.list[at].incident, run.requests.list[at].post);
    let entry = if is_over {
        answer(run, row, post, RequestStage::Lapsed, |units| Milestone::RequestLapsed { units }).2
    } else {
        run.traffic.matter(row).entry
    };
    run.requests.list[at].units = wanted;
    for (unit, need) in done {
        order::withdraw(run, unit, incident, (need, asks), entry);
    }
    is_over
}

/// A request is approved: an order goes down to the units, one for each need and each organ that commands.
fn approve(run: &mut Run<'_>, row: MatterRow, post: PostId) {
    let stage = RequestStage::Approved;
    let asks = run.requests.list[run.traffic.matter(row).load as usize].post;
    let (incident, units, entry) = answer(run, row, post, stage, |units| Milestone::RequestApproved { units });
    let mut groups: Vec<(PostId, NeedId, Vec<UnitId>)> = Vec::new();
    for (unit, need) in units {
        if let Some(pending) = run.forces.orders_mut(unit).grant(need, asks) {
            pending.entry = entry;
            let commander = law(run).commander[unit.index()].expect("troops that were asked for have a commander");
            match groups.iter_mut().find(|group| (group.0, group.1) == (commander, need)) {
                Some(group) => group.2.push(unit),
                None => groups.push((commander, need, vec![unit])),
            }
        }
    }
    for (commander, need, units) in groups {
        match law(run).way_down(post, commander).first() {
            Some(to) => set_out(run, (post, *to), incident, need, &units, entry),
            None => units.iter().for_each(|unit| order::reach(run, *unit, need, &law(run).transit)),
        }
    }
}

fn set_out(
    run: &mut Run<'_>,
    (from, to): (PostId, PostId),
    incident: IncidentId,
    need: NeedId,
    units: &[UnitId],
    cause: EntryId,
) {
    let list = run.orders.keep(units);
    let first = join(join(run.scenes.incident(incident).key, MatterKind::Order.index() as u64), run.forces.key(units[0]));
    let order = report::make(run, MatterKind::Order, incident, run.scenes.severity(incident), first, to);
    let matter = run.traffic.matter_mut(order);
    (matter.load, matter.origin, matter.row, matter.need, matter.entry) = (list, from.0, NONE, need.0, cause);
    hand_down(run, order, from, to);
}

fn hand_down(run: &mut Run<'_>, order: MatterRow, from: PostId, to: PostId) {
    let matter = *run.traffic.matter(order);
    let about = About { matter: Some(matter.number), ..Run::at_post(IncidentId(matter.subject), from) };
    let entry = run.note(Milestone::MatterSent { kind: MatterKind::Order, to, why: None }, about, matter.entry);
    let (station, class) = run.post(to).desk(MatterKind::ForceRequest);
    let key = join(matter.lineage, run.post(to).key);
    let span = law(run).transit.sample(&mut run.chance.stream(Purpose::Transit, key));
    let matter = run.traffic.matter_mut(order);
    (matter.station, matter.class, matter.entry) = (station.0, class + RELAY, entry);
    run.clock.after(span, Phase::Arrival, Event::MatterArrives(order));
}

/// An organ has passed an order down: it goes on to the next one or to the units.
pub fn relay(run: &mut Run<'_>, row: MatterRow, entry: EntryId) {
    let matter = *run.traffic.matter(row);
    let unit = run.orders.get(matter.load)[0];
    let commander = law(run).commander[unit.index()].expect("troops that were asked for have a commander");
    let way = law(run).way_down(PostId(matter.origin), commander);
    let state = run.traffic.matter_mut(row);
    (state.step, state.entry) = (matter.step + 1, entry);
    if let Some(to) = way.get(matter.step as usize + 1) {
        return hand_down(run, row, way[matter.step as usize], *to);
    }
    order::reach_all(run, row, &law(run).transit, entry);
}

/// A unit follows an order: of troops it is recorded who gives the task and who commands.
pub fn tasked(run: &mut Run<'_>, unit: UnitId, incident: IncidentId, by: Option<PostId>, entry: EntryId) {
    let Some(law) = run.setting.troops.as_ref().filter(|law| law.is_troop[unit.index()]) else { return };
    let civil = by.filter(|post| !law.is_military[post.index()]).or(law.civil[unit.index()]);
    if let (Some(tasked_by), Some(commanded_by)) = (civil, law.commander[unit.index()]) {
        let about = About { incident: Some(incident), unit: Some(unit), ..About::default() };
        run.note(Milestone::TroopsTasked { tasked_by, commanded_by }, about, entry);
        run.requests.tasks.push((unit, tasked_by));
    }
}

/// A post has taken command at the scene: it gives the military units that are out for the incident their task from now on.
pub fn hand_over_tasks(run: &mut Run<'_>, incident: IncidentId, post: PostId, cause: EntryId) {
    let Some(law) = &run.setting.troops else { return };
    for at in (0..law.is_troop.len()).filter(|at| law.is_troop[*at]) {
        let (unit, state) = (UnitId::from_index(at), run.forces.unit(UnitId::from_index(at)));
        let is_out = !matches!(state.mode, Mode::Idle | Mode::Returning);
        if is_out && run.scenes.incident_of(NeedId(state.need)) == Some(incident) {
            hand_over(run, unit, incident, post, cause);
        }
    }
}

/// A unit is at the scene: where a post commands there, a military unit has its task from that post.
pub fn join_command(run: &mut Run<'_>, unit: UnitId, incident: IncidentId) {
    let is_troop = run.setting.troops.as_ref().is_some_and(|law| law.is_troop[unit.index()]);
    if let (true, Commander::Post(post)) = (is_troop, run.scenes.incident(incident).command.commander) {
        hand_over(run, unit, incident, post, run.forces.unit(unit).entry);
    }
}

/// A military unit has its task from another civil post from now on; who commands it stays. A military post commands and tasks nobody.
fn hand_over(run: &mut Run<'_>, unit: UnitId, incident: IncidentId, post: PostId, cause: EntryId) {
    let law = law(run);
    let tasked_by = run.requests.tasks.iter().rev().find(|task| task.0 == unit).map(|task| task.1);
    let Some(commanded_by) = law.commander[unit.index()].filter(|_| !law.is_military[post.index()]) else { return };
    if tasked_by.is_some_and(|before| before != post) {
        let about = About { incident: Some(incident), unit: Some(unit), ..About::default() };
        run.note(Milestone::TaskHandedOver { tasked_by: post, commanded_by }, about, cause);
        run.requests.tasks.push((unit, post));
    }
}
