//! What must be true of every journal, whatever the scenario: order, causes, desks, units, paths, casualties.

use std::collections::BTreeMap;

use liandong::engine::time::SimTime;
use liandong::journal::entry::Entry;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::terms::id::{IncidentId, MatterId, PostId, UnitId};
use liandong::terms::interval::Path;
use liandong::terms::traffic::MatterKind;

/// Holds a run against all that must be true of it.
///
/// # Panics
/// At the first thing that is not.
pub fn hold(record: &RunRecord) {
    causes_come_first(record);
    matters_are_sent_then_received_then_served(record);
    desks_have_no_more_at_work_than_officers(record);
    books_of_desks_balance(record);
    orders_come_from_decisions(record);
    units_do_one_thing_at_a_time(record);
    units_without_an_errand_come_to_where_they_go(record);
    milestones_of_an_incident_are_in_order(record);
    nothing_is_known_before_it_is_detected(record);
    paths_tile_exactly(record);
    persons_are_freed_or_die_once(record);
    what_follows_from_an_incident_comes_while_it_lasts(record);
    roads_are_passed_one_after_another(record);
    grades_only_rise(record);
    the_first_order_received_wins(record);
    tasks_are_given_then_done(record);
    crate::effort::effort_adds_up(record);
    crate::troop_rules::no_troops_move_unasked(record);
    crate::society_rules::society_keeps_its_rules(record);
}

/// Whoever has come to an access road has passed it or stands there: one passes at a time, and nobody who did not come.
fn roads_are_passed_one_after_another(record: &RunRecord) {
    let mut standing: BTreeMap<UnitId, SimTime> = BTreeMap::new();
    let mut last: BTreeMap<IncidentId, SimTime> = BTreeMap::new();
    for entry in &record.entries {
        let (Some(unit), Some(incident)) = (entry.about.unit, entry.about.incident) else { continue };
        match entry.milestone {
            Milestone::UnitQueued => assert!(standing.insert(unit, entry.time).is_none(), "{entry:?}: it stands there already"),
            Milestone::UnitPassed => {
                let came = standing.remove(&unit);
                assert!(came.is_some_and(|came| came < entry.time), "{entry:?}: it came {came:?}");
                let before = last.insert(incident, entry.time);
                assert!(before.is_none_or(|before| before < entry.time), "{entry:?}: another one passes at the same time");
            }
            Milestone::UnitArrived => assert!(!standing.contains_key(&unit), "{entry:?}: it stands before the road"),
            Milestone::UnitFailed => drop(standing.remove(&unit)),
            _ => {}
        }
    }
}

/// An incident only gets graver, and only where a table grades it: by a death, by persons freed or moved, or by its size.
fn grades_only_rise(record: &RunRecord) {
    let mut grades: Vec<_> = record.incidents.iter().map(|incident| incident.severity).collect();
    for entry in &record.entries {
        let Milestone::IncidentWorsened { severity } = entry.milestone else { continue };
        let known = &mut grades[entry.about.incident.expect("a grade belongs to an incident").index()];
        assert!(record.header.mechanisms.grading && severity > *known, "{entry:?} was {known:?} before");
        *known = severity;
        let cause = record.entries[entry.cause.index().expect("a grade has a cause")].milestone;
        let is_counted = matches!(
            cause,
            Milestone::IncidentStarted
                | Milestone::CasualtyDied { .. }
                | Milestone::CasualtyRescued { .. }
                | Milestone::PlaceCleared { .. }
        );
        assert!(is_counted, "{entry:?} comes from {cause:?}");
    }
}

/// The first order that a unit receives wins: whoever is free takes an order, unless there is nothing left to do, or the unit is not to
/// be had for a reason of its own.
fn the_first_order_received_wins(record: &RunRecord) {
    let mechanisms = &record.header.mechanisms;
    if mechanisms.fitness || mechanisms.leaks || mechanisms.staging || !record.header.injects.is_empty() {
        return;
    }
    let mut busy: BTreeMap<UnitId, bool> = BTreeMap::new();
    let mut done = std::collections::BTreeSet::new();
    for entry in &record.entries {
        match (entry.milestone, entry.about.unit) {
            (Milestone::NeedContained { .. }, _) => drop(done.insert(entry.about.incident)),
            (Milestone::OrderReceived | Milestone::SelfDeployed, Some(unit)) => drop(busy.insert(unit, true)),
            // Whoever does not come is not asked again.
            (Milestone::UnitReturned, Some(unit)) => drop(busy.entry(unit).and_modify(|is_busy| *is_busy = false)),
            (Milestone::NoShow, Some(unit)) => drop(busy.insert(unit, true)),
            (Milestone::OrderRejected, Some(unit)) => {
                let is_busy = busy.get(&unit) == Some(&true) || mechanisms.standings;
                assert!(is_busy || done.contains(&entry.about.incident), "{entry:?}: it is free, and there is work");
            }
            _ => {}
        }
    }
}

/// A task is given before it is done, is overdue at its deadline exactly and not after it was done, and what it holds back waits.
fn tasks_are_given_then_done(record: &RunRecord) {
    let rows = liandong::measure::tasks::task_rows(&liandong::measure::milestones::Run::from(record));
    for row in &rows {
        assert!(row.done.is_none() || row.begun.is_some_and(|begun| Some(begun) <= row.done), "{row:?}");
    }
    for entry in &record.entries {
        if let Milestone::TaskOverdue { task, of } = entry.milestone {
            let is_late = |row: &liandong::measure::tasks::TaskRow| {
                let is_meant = (row.task, row.of, Some(row.incident)) == (task, of, entry.about.incident);
                is_meant && row.deadline == Some(entry.time) && row.done.is_none_or(|done| done >= entry.time)
            };
            assert!(rows.iter().any(is_late), "{entry:?} is not late: {rows:?}");
        }
    }
}

fn causes_come_first(record: &RunRecord) {
    let mut before = SimTime::ZERO;
    for (position, entry) in record.entries.iter().enumerate() {
        assert!(entry.time >= before, "the clock goes back at {entry:?}");
        assert!(entry.time <= record.header.horizon_ms, "{entry:?} is beyond the horizon");
        before = entry.time;
        match entry.cause.index() {
            Some(cause) => assert!(cause < position, "{entry:?} is its own or a later entry's effect"),
            None => assert!(
                matches!(
                    entry.milestone,
                    Milestone::IncidentStarted
                        | Milestone::InjectApplied { .. }
                        | Milestone::FalseAlarm { .. }
                        | Milestone::CalledAway
                        | Milestone::ErrandEnded
                        | Milestone::DutyChanged { .. }
                        | Milestone::LiaisonArrived
                        | Milestone::LiaisonLeft
                        | Milestone::WarningIssued { .. }
                ),
                "nothing caused {entry:?}"
            ),
        }
    }
}

fn by_matter(record: &RunRecord) -> BTreeMap<MatterId, Vec<&Entry>> {
    let mut matters: BTreeMap<MatterId, Vec<&Entry>> = BTreeMap::new();
    for entry in &record.entries {
        if let Some(matter) = entry.about.matter {
            matters.entry(matter).or_default().push(entry);
        }
    }
    matters
}

fn matters_are_sent_then_received_then_served(record: &RunRecord) {
    for (matter, entries) in by_matter(record) {
        let mut to = None;
        let mut is_in_hand = false;
        let mut is_received = false;
        for entry in entries {
            match entry.milestone {
                Milestone::MatterSent { to: post, .. } => to = Some(post),
                Milestone::MatterReceived { .. } => {
                    assert!(!is_received || to.is_some(), "matter {matter:?} is received twice: {entry:?}");
                    assert!(to.is_none() || to == entry.about.post, "matter {matter:?} comes to another post: {entry:?}");
                    (is_received, to) = (true, None);
                }
                Milestone::ServiceBegun { .. } => {
                    assert!(is_received && !is_in_hand, "matter {matter:?} is taken up before it lies there: {entry:?}");
                    is_in_hand = true;
                }
                Milestone::ServiceEnded { .. } | Milestone::ServiceInterrupted { .. } | Milestone::DecisionMade => {
                    assert!(is_in_hand, "matter {matter:?} is finished before it is begun: {entry:?}");
                    is_in_hand = false;
                }
                _ => {}
            }
        }
    }
}

/// A desk as the journal shows it.
#[derive(Clone, Copy)]
struct Duty {
    officers: u32,
    /// Matters about incidents in its officers' hands.
    busy: u32,
    /// How many may go on with work begun before officers left at the end of a shift or of a level.
    overtime: u32,
}

fn desk_of(record: &RunRecord, entry: &Entry) -> Option<usize> {
    let (Milestone::ServiceBegun { kind } | Milestone::ServiceEnded { kind } | Milestone::ServiceInterrupted { kind }) =
        entry.milestone
    else {
        let is_decision = entry.milestone == Milestone::DecisionMade && entry.about.matter.is_some();
        return is_decision.then(|| desk_for(record, entry.about.post, MatterKind::Decision));
    };
    Some(desk_for(record, entry.about.post, kind))
}

fn desk_for(record: &RunRecord, post: Option<PostId>, kind: MatterKind) -> usize {
    let mut desks = record.header.desks.iter();
    let found = desks.position(|desk| Some(desk.post) == post && desk.handles.contains(&kind));
    found.unwrap_or_else(|| panic!("{post:?} has no desk for {kind:?}"))
}

/// Who leaves a desk for a meeting is not at work there: where all were at work, one has put the work down.
fn desks_have_no_more_at_work_than_officers(record: &RunRecord) {
    let header = &record.header;
    let duty = |officers: u32| Duty { officers, busy: 0, overtime: 0 };
    let mut desks: Vec<Duty> = header.desks.iter().map(|desk| duty(desk.officers)).collect();
    let mut touched: Vec<usize> = Vec::new();
    let mut settled = SimTime::ZERO;
    for entry in &record.entries {
        // An officer who ends one service begins the next at the same instant: the count is taken between instants.
        if entry.time > settled {
            for at in touched.drain(..) {
                let Duty { officers, busy, overtime } = desks[at];
                let is_right = header.desks[at].is_shared || busy <= officers.max(overtime);
                assert!(is_right, "{busy} at work at {:?} with {officers} officers before {entry:?}", header.desks[at]);
                desks[at].overtime = overtime.min(busy);
            }
            settled = entry.time;
        }
        if let Milestone::DutyChanged { desk, officers } = entry.milestone {
            let is_for_a_meeting = entry.cause.index().is_some_and(|cause| {
                matches!(record.entries[cause].milestone, Milestone::MemberCalled { .. } | Milestone::MemberJoined { .. })
            });
            let state = &mut desks[desk.index()];
            if !is_for_a_meeting && officers < state.officers {
                state.overtime = state.overtime.max(state.busy);
            }
            state.officers = officers;
            touched.push(desk.index());
        }
        let Some(at) = desk_of(record, entry) else { continue };
        touched.push(at);
        let state = &mut desks[at];
        if matches!(entry.milestone, Milestone::ServiceBegun { .. }) {
            state.busy += 1;
        } else {
            assert!(state.busy > 0, "a service ended that never began: {entry:?}");
            state.busy -= 1;
        }
    }
}

fn books_of_desks_balance(record: &RunRecord) {
    for (post, totals) in &record.desks {
        let gone = totals.completions + totals.lost + totals.left + totals.escalated;
        assert!(gone <= totals.arrivals, "desk of {post:?}: {gone} went of {} that came", totals.arrivals);
        assert!(
            totals.busy_ms <= totals.on_duty_ms || record.header.mechanisms.duty,
            "desk of {post:?} works more than its officers"
        );
        assert_eq!(
            totals.in_system_ms,
            totals.busy_ms + totals.waiting_ms,
            "desk of {post:?}: a matter neither waits nor is served"
        );
    }
}

/// Each order of a post comes from one decision of the same post on the same incident, be it to lend units to another post, or from
/// the task of its plan that held the order back after the decision.
fn orders_come_from_decisions(record: &RunRecord) {
    let mut decided = std::collections::BTreeSet::new();
    for entry in &record.entries {
        let here = (entry.about.post, entry.about.incident);
        match entry.milestone {
            Milestone::DecisionMade | Milestone::AidAccepted { .. } => {
                decided.insert(here);
            }
            Milestone::OrderIssued { .. } => {
                let cause = &record.entries[entry.cause.index().expect("an order has a cause")];
                let is_released = match cause.milestone {
                    Milestone::DecisionMade | Milestone::AidAccepted { .. } => (cause.about.post, cause.about.incident) == here,
                    Milestone::TaskDone { of, .. } => (Some(of), cause.about.incident) == here,
                    _ => false,
                };
                assert!(is_released && decided.contains(&here), "{entry:?} comes from {cause:?}");
            }
            _ => {}
        }
    }
}

fn units_do_one_thing_at_a_time(record: &RunRecord) {
    let mut doing: BTreeMap<UnitId, (&'static str, Option<IncidentId>)> = BTreeMap::new();
    for entry in &record.entries {
        let Some(unit) = entry.about.unit else { continue };
        let now = doing.entry(unit).or_insert(("idle", None));
        let is_staging = matches!(
            entry.milestone,
            Milestone::UnitSentForward | Milestone::UnitStaged | Milestone::UnitSentHome | Milestone::UnitHome
        );
        assert!(!is_staging || (now.0 == "idle" && entry.about.incident.is_none()), "unit {unit:?} is {} at {entry:?}", now.0);
        let is_returning = now.0 == "returning";
        let mut step = |from: &[&str], to: &'static str| {
            assert!(from.contains(&now.0), "unit {unit:?} is {} at {entry:?}", now.0);
            let is_free = matches!(now.0, "idle" | "called off") || (now.0 == "returning" && to == "mobilising");
            assert!(is_free || now.1 == entry.about.incident, "unit {unit:?} serves {:?} at {entry:?}", now.1);
            *now = (to, entry.about.incident);
        };
        match entry.milestone {
            Milestone::OrderReceived if is_returning => {
                assert!(record.header.mechanisms.dispatch, "only a dispatch law turns a unit round: {entry:?}");
                step(&["returning"], "mobilising");
            }
            Milestone::OrderReceived => step(&["idle", "called off"], "mobilising"),
            Milestone::OrderSuperseded => step(&["mobilising", "travelling", "on scene", "working"], "called off"),
            Milestone::SelfDeployed => step(&["idle"], "mobilising"),
            Milestone::UnitQueued | Milestone::TurnedBack => step(&["travelling"], "travelling"),
            Milestone::LetterAsked | Milestone::LetterIssued | Milestone::NoShow => step(&["mobilising"], "mobilising"),
            Milestone::UnitWithdrew => step(&["working"], "working"),
            Milestone::UnitPassed => step(&["travelling"], "travelling"),
            Milestone::UnitCheckedIn | Milestone::HoldEnded { .. } => step(&["on scene"], "on scene"),
            Milestone::UnitFailed => step(&["travelling", "on scene", "working", "returning"], "out"),
            Milestone::RestBegun => {
                assert!(now.0 == "idle", "unit {unit:?} is {} at {entry:?}", now.0);
                *now = ("out", None);
            }
            Milestone::UnitReady => {
                assert!(now.0 == "out", "unit {unit:?} is {} at {entry:?}", now.0);
                *now = ("idle", None);
            }
            Milestone::UnitDeparted => step(&["mobilising"], "travelling"),
            Milestone::UnitArrived => step(&["travelling"], "on scene"),
            Milestone::WorkBegun { .. } => step(&["on scene"], "working"),
            Milestone::UnitReleased => step(&["mobilising", "travelling", "on scene", "working"], "returning"),
            Milestone::UnitReturned => step(&["returning"], "idle"),
            _ => {}
        }
    }
}

fn units_without_an_errand_come_to_where_they_go(record: &RunRecord) {
    let mut goes: BTreeMap<UnitId, Milestone> = BTreeMap::new();
    for entry in &record.entries {
        let Some(unit) = entry.about.unit else { continue };
        match entry.milestone {
            Milestone::UnitSentForward | Milestone::UnitSentHome => {
                goes.insert(unit, entry.milestone);
            }
            Milestone::UnitStaged => assert_eq!(goes.remove(&unit), Some(Milestone::UnitSentForward), "{entry:?}"),
            Milestone::UnitHome => assert_eq!(goes.remove(&unit), Some(Milestone::UnitSentHome), "{entry:?}"),
            Milestone::OrderReceived => {
                goes.remove(&unit);
            }
            _ => {}
        }
    }
}

/// The time of the first entry of an incident that is so.
fn first(record: &RunRecord, incident: IncidentId, is: impl Fn(&Milestone) -> bool) -> Option<SimTime> {
    record.entries.iter().find(|e| e.about.incident == Some(incident) && is(&e.milestone)).map(|e| e.time)
}

fn milestones_of_an_incident_are_in_order(record: &RunRecord) {
    for at in 0..record.incidents.len() {
        let incident = IncidentId::from_index(at);
        // An order given from outside the chain is known at the unit's base without a post's having issued one.
        // So is nothing but its own will to who comes unasked, and to a garrison that starts alone.
        let from_outside =
            |m: &Milestone| matches!(m, Milestone::InjectApplied { .. } | Milestone::SelfDeployed | Milestone::SelfStarted);
        let is_from_outside = first(record, incident, from_outside).is_some();
        let issued = |m: &Milestone| matches!(m, Milestone::OrderIssued { .. });
        let received = |m: &Milestone| matches!(m, Milestone::OrderReceived | Milestone::SelfDeployed);
        let chain = [
            first(record, incident, |m| matches!(m, Milestone::IncidentStarted)),
            first(record, incident, |m| if is_from_outside { received(m) } else { issued(m) }),
            first(record, incident, received),
            first(record, incident, |m| matches!(m, Milestone::UnitDeparted)),
            first(record, incident, |m| matches!(m, Milestone::UnitArrived)),
            first(record, incident, |m| matches!(m, Milestone::WorkBegun { .. })),
            first(record, incident, |m| matches!(m, Milestone::EffectiveForceReached)),
        ];
        let known: Vec<SimTime> = chain.iter().copied().flatten().collect();
        assert!(known.is_sorted(), "{incident:?}: {chain:?}");
        let gap = chain[1..6].iter().position(Option::is_none).unwrap_or(5);
        assert!(chain[1 + gap..6].iter().all(Option::is_none), "{incident:?} skips a step: {chain:?}");
        let contained = first(record, incident, |m| matches!(m, Milestone::IncidentContained));
        let closed = first(record, incident, |m| matches!(m, Milestone::IncidentClosed));
        assert!(closed.is_none() || contained <= closed, "{incident:?} is closed before it is contained");
    }
}

fn nothing_is_known_before_it_is_detected(record: &RunRecord) {
    for at in 0..record.incidents.len() {
        let incident = IncidentId::from_index(at);
        let detected = first(record, incident, |m| matches!(m, Milestone::IncidentDetected { .. }));
        for entry in record.entries.iter().filter(|e| e.about.incident == Some(incident) && e.about.matter.is_some()) {
            assert!(detected.is_some_and(|time| time <= entry.time), "{entry:?} is about what nobody has noticed");
        }
    }
}

fn paths_tile_exactly(record: &RunRecord) {
    for (at, incident) in record.incidents.iter().enumerate() {
        if incident.onset >= record.header.horizon_ms {
            continue;
        }
        for path in Path::ALL {
            let id = IncidentId::from_index(at);
            let rows: Vec<_> = record.intervals.iter().filter(|row| row.incident == id && row.path == path).collect();
            let end = first(record, id, |m| match path {
                Path::FirstUnit => matches!(m, Milestone::WorkBegun { .. }),
                Path::EffectiveForce => matches!(m, Milestone::EffectiveForceReached),
                Path::Containment => matches!(m, Milestone::IncidentContained),
            });
            let mut time = incident.onset;
            for row in &rows {
                assert!(row.start == time && row.end > row.start, "{path:?} of {id:?} has a gap or an overlap at {row:?}");
                assert_eq!(row.is_censored, end.is_none(), "{path:?} of {id:?}: {row:?}");
                time = row.end;
            }
            assert_eq!(time, end.unwrap_or(record.header.horizon_ms), "{path:?} of {id:?} ends elsewhere");
            assert!(end.is_some() || rows.len() == 1, "{path:?} of {id:?} is censored in {} rows", rows.len());
        }
    }
}

fn persons_are_freed_or_die_once(record: &RunRecord) {
    let mut fates = BTreeMap::new();
    let mut aboard: BTreeMap<UnitId, u32> = BTreeMap::new();
    for entry in &record.entries {
        match (entry.milestone, entry.about.unit) {
            (Milestone::PatientLoaded { person }, Some(unit)) => drop(aboard.insert(unit, person)),
            (Milestone::PatientDelivered { .. }, Some(unit)) => drop(aboard.remove(&unit)),
            // Whom a unit has on board that fails waits at the scene again.
            (Milestone::UnitFailed, Some(unit)) => {
                if let Some(person) = aboard.remove(&unit) {
                    let fate = fates.insert((entry.about.incident.expect("it has an errand"), person), "free");
                    assert_eq!(fate, Some("on the way"), "{entry:?}");
                }
            }
            _ => {}
        }
        let (person, from, to): (u32, &[&str], &str) = match entry.milestone {
            Milestone::CasualtyRescued { person } => (person, &["in danger"], "free"),
            Milestone::PatientLoaded { person } => (person, &["free"], "on the way"),
            Milestone::PatientDelivered { person, .. } => (person, &["on the way"], "in hospital"),
            Milestone::CasualtyTreated { person } => (person, &["in hospital"], "saved"),
            // Whoever is free no longer dies of what held them.
            Milestone::CasualtyDied { person } => (person, &["in danger", "in hospital"], "dead"),
            _ => continue,
        };
        let incident = entry.about.incident.expect("a person belongs to an incident");
        let fate = fates.entry((incident, person)).or_insert("in danger");
        assert!(from.contains(fate), "person {person} of {incident:?} is {fate} at {entry:?}");
        *fate = to;
        assert!(
            (1..=record.incidents[incident.index()].persons).contains(&person),
            "person {person} of {incident:?} was never there"
        );
    }
    for entry in record.entries.iter().filter(|entry| entry.milestone == Milestone::IncidentContained) {
        let incident = entry.about.incident.expect("an incident is contained");
        let known = (1..=record.incidents[incident.index()].persons).filter(|person| fates.contains_key(&(incident, *person)));
        let (known, persons) = (known.count(), record.incidents[incident.index()].persons);
        assert_eq!(known, persons as usize, "{incident:?} is contained, and somebody is neither free nor dead");
    }
}

fn what_follows_from_an_incident_comes_while_it_lasts(record: &RunRecord) {
    let mut contained = BTreeMap::new();
    let mut cleared: BTreeMap<IncidentId, u32> = BTreeMap::new();
    for entry in &record.entries {
        let cause = entry.cause.index().map(|cause| &record.entries[cause]);
        match entry.milestone {
            Milestone::IncidentContained => {
                contained.insert(entry.about.incident, entry.time);
            }
            Milestone::IncidentStarted => {
                let Some(parent) = cause else { continue };
                assert_eq!(parent.milestone, Milestone::IncidentStarted, "{entry:?} comes from something else");
                let end = contained.get(&parent.about.incident);
                assert!(end.is_none_or(|end| *end >= entry.time), "{entry:?} comes from what was over at {end:?}");
            }
            Milestone::NeedOpened { .. } => {
                let before = cause.expect("a need that waited opens by another one");
                assert!(matches!(before.milestone, Milestone::NeedContained { .. }) && before.time == entry.time, "{entry:?}");
                assert_eq!(before.about.incident, entry.about.incident);
            }
            Milestone::PlaceCleared { place, .. } => {
                let next = cleared.entry(entry.about.incident.expect("a place belongs to an incident")).or_default();
                assert_eq!(place, *next, "places are cleared in order, each once");
                *next += 1;
            }
            _ => {}
        }
    }
}
