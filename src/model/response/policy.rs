//! Assignment where a post has a dispatch law: by which policy units go to needs, what is kept in reserve, and how long needs
//! collect. Without a law `assignment.rs` sends the nearest.

use std::collections::BTreeSet;

use crate::engine::calendar::Phase;
use crate::engine::hungarian;
use crate::engine::time::Span;
use crate::journal::milestone::Milestone;
use crate::model::command::dispatch::{Collecting, DispatchLaw, Policy, Reserve};
use crate::model::command::post::Candidate;
use crate::model::event::{Event, NeedId};
use crate::model::force::movement;
use crate::model::force::unit::Mode;
use crate::model::geography::travel::Point;
use crate::model::response::linkage::{force_request, liaison};
use crate::model::response::{assignment, call_off, fitness, order, service_area};
use crate::model::run::Run;
use crate::terms::id::{PostId, UnitId};
use crate::terms::severity::Severity;

/// What a need of grade IV costs that is not served, ms, and twice as much each graver one: more than any journeys, so that as
/// many as possible are served and the graver ones first.
const UNSERVED_MS: i64 = 1 << 40;
/// What a unit costs that cannot serve a need: more than leaving any need unserved.
const IMPOSSIBLE_MS: i64 = 1 << 46;

/// Phase C of a post with a dispatch law.
pub fn assign(run: &mut Run<'_>, post: PostId, law: &DispatchLaw) {
    if collects(run, post, law) {
        return;
    }
    let mut waiting = std::mem::take(&mut run.posts[post.index()].waiting);
    waiting.retain(|id| assignment::is_wanted(run, post, *id));
    let open: Vec<NeedId> = waiting.iter().copied().filter(|id| assignment::may_send(run, post, *id)).collect();
    let chosen = chosen(run, post, law, &open);
    waiting.retain(|id| {
        let Some(at) = open.iter().position(|other| other == id) else { return true };
        if !chosen[at].is_empty() {
            assert_reserve(run, post, law, *id, &chosen[at]);
            order::issue(run, post, *id, &chosen[at]);
        }
        call_units_off(run, post, law, *id);
        note_reserve(run, post, law, *id);
        assignment::is_still_sought(run, post, *id)
    });
    let newer = std::mem::replace(&mut run.posts[post.index()].waiting, waiting);
    assert!(newer.is_empty(), "post {} took up needs while it was assigning", post.0);
}

/// Whether the post lets needs collect a while longer.
fn collects(run: &mut Run<'_>, post: PostId, law: &DispatchLaw) -> bool {
    let Some(span) = law.collects else { return false };
    if run.posts[post.index()].waiting.is_empty() {
        return false;
    }
    let state = &mut run.ambient.collecting[post.index()];
    match *state {
        Collecting::No => {
            *state = Collecting::Still;
            run.clock.after(span, Phase::Timer, Event::CollectingEnds(post));
        }
        Collecting::Still => {}
        Collecting::Due => *state = Collecting::No,
    }
    *state != Collecting::No
}

/// A post has let needs collect for as long as it does.
pub fn collecting_ends(run: &mut Run<'_>, post: PostId) {
    run.ambient.collecting[post.index()] = Collecting::Due;
    run.clock.deciders.put(post.0);
}

/// Units that a post sees as free, by capability, and what it may take of them for a lighter incident.
struct Stock<'l> {
    reserve: Option<&'l Reserve>,
    free: Vec<u32>,
}

impl<'l> Stock<'l> {
    fn of(run: &Run<'_>, post: PostId, law: &'l DispatchLaw) -> Self {
        let reserve = law.reserve.as_ref();
        let kept = reserve.map_or(0, |reserve| reserve.kept.len());
        let profile = run.post(post);
        let count = |capability| profile.count(capability, |candidate| is_to_be_had(run, law, post, candidate));
        Self { reserve, free: (0..kept).map(count).collect() }
    }

    /// Whether a unit may go to an incident of a grade: enough stay free of each capability that it takes along.
    fn spares(&self, run: &Run<'_>, unit: UnitId, severity: Severity) -> bool {
        let Some(reserve) = self.reserve.filter(|reserve| severity < reserve.from_severity) else { return true };
        let rates = run.forces.kind(unit).rates.iter();
        rates.zip(self.free.iter().zip(&reserve.kept)).all(|(rate, (free, kept))| *rate <= 0.0 || *kept == 0 || free > kept)
    }

    /// Books a unit as taken.
    fn take(&mut self, run: &Run<'_>, unit: UnitId) {
        // Without a reserve nothing is counted, and the zip is empty.
        for (rate, free) in run.forces.kind(unit).rates.iter().zip(&mut self.free) {
            *free -= u32::from(*rate > 0.0);
        }
    }
}

/// Whether a post sees a unit as free: idle, or on its way back where the law sends such units again.
fn is_to_be_had(run: &Run<'_>, law: &DispatchLaw, post: PostId, candidate: &Candidate) -> bool {
    run.forces.is_free_for(candidate.unit, post, candidate.shares_orders || liaison::sees(run, post, candidate.unit))
        || call_off::may_redirect(run, law, candidate, post)
}

/// Minutes until a unit can be expected; one on the road need not mobilise.
fn expected_arrival(run: &Run<'_>, candidate: &Candidate, place: &Point) -> Option<f64> {
    if matches!(run.forces.unit(candidate.unit).mode, Mode::Idle | Mode::Mobilising) {
        return assignment::expected_arrival(run, candidate, place);
    }
    if !run.setting.fitness.is_empty() && !fitness::is_in_range(run, candidate.unit, place) {
        return None;
    }
    let from = movement::place_of(&run.forces, candidate.unit, run.now());
    run.setting.travel.minutes(&from, place, run.forces.kind(candidate.unit).speed_kmh)
}

/// Calls units off from lighter incidents for a need that no free unit can serve, nearest first.
fn call_units_off(run: &mut Run<'_>, post: PostId, law: &DispatchLaw, id: NeedId) {
    let need = run.scenes.need(id);
    if law.calls_off.is_none() || need.sought() == 0 {
        return;
    }
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    let (severity, place) = (run.scenes.severity_at(incident, post), run.scenes.incident(incident).point);
    let list = run.authority(post, incident).candidates[need.capability.index()].iter();
    let able = list
        .filter(|c| c.severities.has(severity) && call_off::may_call(run, law, c, post, severity))
        .filter(|c| service_area::serves(run, post, c.unit, &place) && !force_request::is_refused(run, post, incident, c.unit));
    let mut offers: Vec<Offer> = able.filter_map(|c| Some((expected_arrival(run, c, &place)?, *c))).collect();
    offers.sort_by(|a, b| a.0.total_cmp(&b.0));
    offers.truncate(need.sought() as usize);
    let units: Vec<Candidate> = offers.into_iter().map(|(_, candidate)| candidate).collect();
    order::issue(run, post, id, &units);
}

/// Leaves of a list of units only those that a post's reserve does not keep from an incident of a grade.
pub fn keep_reserve(run: &Run<'_>, post: PostId, severity: Severity, units: &mut Vec<Candidate>) {
    let Some(law) = run.setting.dispatch.get(post.index()).and_then(Option::as_ref) else { return };
    let mut stock = Stock::of(run, post, law);
    units.retain(|candidate| {
        let is_spared = stock.spares(run, candidate.unit, severity);
        if is_spared {
            stock.take(run, candidate.unit);
        }
        is_spared
    });
}

/// A free unit that can serve a need: expected arrival, min, and the unit.
type Offer = (f64, Candidate);

/// What is wanted for one need.
struct Wanted {
    /// Which need.
    id: NeedId,
    severity: Severity,
    missing: u32,
    /// Free units that can serve it, ascending by unit.
    offers: Vec<Offer>,
}

fn wanted(run: &Run<'_>, post: PostId, law: &DispatchLaw, id: NeedId) -> Wanted {
    let (incident, need) = (run.scenes.incident_of(id).expect("the needs of posts belong to incidents"), run.scenes.need(id));
    let severity = run.scenes.severity_at(incident, post);
    let place = run.scenes.incident(incident).point;
    let list = run.authority(post, incident).candidates[need.capability.index()].iter();
    let free = list.filter(|c| {
        let is_free = c.severities.has(severity) && is_to_be_had(run, law, post, c);
        is_free && !force_request::is_refused(run, post, incident, c.unit) && service_area::serves(run, post, c.unit, &place)
    });
    let offers = free.filter_map(|c| Some((expected_arrival(run, c, &place)?, *c))).collect();
    Wanted { id, severity, missing: need.sought(), offers }
}

/// The units of each need.
fn chosen(run: &Run<'_>, post: PostId, law: &DispatchLaw, open: &[NeedId]) -> Vec<Vec<Candidate>> {
    let mut all: Vec<Wanted> = open.iter().map(|id| wanted(run, post, law, *id)).collect();
    let stock = Stock::of(run, post, law);
    let pairs = match &law.policy {
        Policy::Nearest => in_order(run, &all, stock),
        Policy::Batch => batch(run, &all, stock),
        Policy::Regret => by_regret(run, &all, stock),
        Policy::Zones(zones) => {
            for wanted in &mut all {
                let incident = run.scenes.incident_of(wanted.id).expect("the needs of posts belong to incidents");
                let at = run.scenes.incident(incident).point.jurisdiction;
                wanted.offers.sort_by(|a, b| zones.rank(at, a.1.unit).cmp(&zones.rank(at, b.1.unit)).then(a.0.total_cmp(&b.0)));
            }
            listed(run, &all, stock)
        }
    };
    let of = |at: usize| {
        let mut units: Vec<Offer> = pairs.iter().filter(|(need, _)| *need == at).map(|(_, offer)| *offer).collect();
        if !matches!(law.policy, Policy::Zones(_)) {
            units.sort_by(|a, b| a.0.total_cmp(&b.0));
        }
        units.into_iter().map(|(_, candidate)| candidate).collect()
    };
    (0..all.len()).map(of).collect()
}

/// Position of a need, and the unit that it is given.
type Pair = (usize, Offer);

/// Need by need, nearest first; equally near ones by unit.
fn in_order(run: &Run<'_>, all: &[Wanted], stock: Stock<'_>) -> Vec<Pair> {
    let sorted = all.iter().map(|wanted| {
        let mut offers = wanted.offers.clone();
        offers.sort_by(|a, b| a.0.total_cmp(&b.0));
        Wanted { offers, ..*wanted }
    });
    listed(run, &sorted.collect::<Vec<_>>(), stock)
}

/// Need by need, in the order of each need's list.
fn listed(run: &Run<'_>, all: &[Wanted], mut stock: Stock<'_>) -> Vec<Pair> {
    let (mut pairs, mut taken) = (Vec::new(), BTreeSet::new());
    for (at, wanted) in all.iter().enumerate() {
        let mut missing = wanted.missing;
        for offer in &wanted.offers {
            let unit = offer.1.unit;
            if missing > 0 && !taken.contains(&unit) && stock.spares(run, unit, wanted.severity) {
                stock.take(run, unit);
                taken.insert(unit);
                pairs.push((at, *offer));
                missing -= 1;
            }
        }
    }
    pairs
}

/// All needs together: the assignment problem of needs (a row for each unit that is missing) and units, with a column of its own
/// for each row that stays unserved.
fn batch(run: &Run<'_>, all: &[Wanted], mut stock: Stock<'_>) -> Vec<Pair> {
    let units: Vec<UnitId> =
        all.iter().flat_map(|w| &w.offers).map(|(_, c)| c.unit).collect::<BTreeSet<_>>().into_iter().collect();
    let copies = |wanted: &Wanted| wanted.offers.len().min(wanted.missing as usize);
    let rows: Vec<usize> = all.iter().enumerate().flat_map(|(at, wanted)| std::iter::repeat_n(at, copies(wanted))).collect();
    let costs: Vec<Vec<i64>> = rows
        .iter()
        .map(|at| {
            let wanted = &all[*at];
            let mut row = vec![IMPOSSIBLE_MS; units.len()];
            for (arrival, candidate) in wanted.offers.iter().filter(|(_, c)| stock.spares(run, c.unit, wanted.severity)) {
                row[units.binary_search(&candidate.unit).expect("every offer is a column")] = Span::from_minutes(*arrival).ms();
            }
            row.resize(units.len() + rows.len(), UNSERVED_MS << wanted.severity.gravity());
            row
        })
        .collect();
    let mut pairs = Vec::new();
    for (at, column) in rows.iter().zip(hungarian::assign(&costs)) {
        let Some(unit) = units.get(column).copied() else { continue };
        let offer = all[*at].offers.iter().find(|(_, candidate)| candidate.unit == unit);
        if let Some(offer) = offer.filter(|_| stock.spares(run, unit, all[*at].severity)) {
            stock.take(run, unit);
            pairs.push((*at, *offer));
        }
    }
    pairs
}

/// Of the gravest needs that can be served, the one first that loses most with its second best unit.
fn by_regret(run: &Run<'_>, all: &[Wanted], mut stock: Stock<'_>) -> Vec<Pair> {
    let (mut pairs, mut taken) = (Vec::new(), BTreeSet::new());
    let mut missing: Vec<u32> = all.iter().map(|wanted| wanted.missing).collect();
    loop {
        let mut best: Option<(Severity, f64, Pair)> = None;
        for (at, wanted) in all.iter().enumerate().filter(|(at, _)| missing[*at] > 0) {
            let is_left = |o: &&Offer| !taken.contains(&o.1.unit) && stock.spares(run, o.1.unit, wanted.severity);
            let mut left: Vec<&Offer> = wanted.offers.iter().filter(is_left).collect();
            left.sort_by(|a, b| a.0.total_cmp(&b.0));
            let Some(first) = left.first() else { continue };
            let regret = left.get(1).map_or(f64::INFINITY, |second| second.0 - first.0);
            if best.as_ref().is_none_or(|(grave, most, _)| (wanted.severity, regret) > (*grave, *most)) {
                best = Some((wanted.severity, regret, (at, **first)));
            }
        }
        let Some((_, _, pair)) = best else { return pairs };
        missing[pair.0] -= 1;
        taken.insert(pair.1.1.unit);
        stock.take(run, pair.1.1.unit);
        pairs.push(pair);
    }
}

/// After an order for a lighter incident as many units as the reserve keeps are still free.
fn assert_reserve(run: &Run<'_>, post: PostId, law: &DispatchLaw, id: NeedId, units: &[Candidate]) {
    let Some(reserve) = &law.reserve else { return };
    let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
    let mut stock = Stock::of(run, post, law);
    let severity = run.scenes.severity_at(incident, post);
    for candidate in units {
        assert!(
            stock.spares(run, candidate.unit, severity),
            "post {} takes unit {} out of its reserve from {:?} on for an incident of grade {severity:?}; free: {:?}",
            post.0,
            candidate.unit.0,
            reserve.from_severity,
            stock.free
        );
        stock.take(run, candidate.unit);
    }
}

/// A need that is short although units are free finds them in the reserve only: journalled once at each holder.
fn note_reserve(run: &mut Run<'_>, post: PostId, law: &DispatchLaw, id: NeedId) {
    let need = *run.scenes.need(id);
    if law.reserve.is_none() || need.sought() == 0 || need.is_short {
        return;
    }
    let (wanted, stock) = (wanted(run, post, law, id), Stock::of(run, post, law));
    let is_held = |offer: &Offer| !stock.spares(run, offer.1.unit, wanted.severity);
    if !wanted.offers.is_empty() && wanted.offers.iter().all(is_held) {
        let incident = run.scenes.incident_of(id).expect("the needs of posts belong to incidents");
        let milestone = Milestone::ReserveHeld { capability: need.capability };
        run.note(milestone, Run::at_post(incident, post), need.decision);
    }
}
