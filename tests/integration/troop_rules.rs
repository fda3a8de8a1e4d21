//! What must be true of troops in every journal in which civil posts ask for them by requests.

use liandong::journal::entry::Entry;
use liandong::journal::milestone::Milestone;
use liandong::measure::record::RunRecord;
use liandong::terms::sector::Sector;

/// Where troops are asked for by requests: each military unit that takes an order has been granted by a request (or sent from outside
/// the chain), and both the civil post that tasks it and the military organ that commands it are named.
pub fn no_troops_move_unasked(record: &RunRecord) {
    if !record.header.mechanisms.military {
        return;
    }
    for (position, entry) in record.entries.iter().enumerate() {
        let Some(unit) = entry.about.unit.filter(|_| entry.milestone == Milestone::OrderReceived) else { continue };
        if record.header.unit(unit).sector != Sector::Military {
            continue;
        }
        let mut cause = entry.cause.index();
        let is_granted = |milestone: &Milestone| {
            matches!(
                milestone,
                Milestone::RequestApproved { .. }
                    | Milestone::UrgentDecided
                    | Milestone::SelfStarted
                    | Milestone::InjectApplied { .. }
            )
        };
        while let Some(at) = cause.filter(|at| !is_granted(&record.entries[*at].milestone)) {
            assert!(record.entries[at].milestone != Milestone::DecisionMade, "{entry:?} moves troops that nobody granted");
            cause = record.entries[at].cause.index();
        }
        assert!(cause.is_some(), "{entry:?} moves troops that nobody granted");
        let tasked = record.entries[position + 1];
        let Milestone::TroopsTasked { tasked_by, commanded_by } = tasked.milestone else { panic!("{entry:?} has no task") };
        assert_eq!((tasked.about.unit, tasked.cause.index()), (Some(unit), Some(position)));
        assert_ne!(record.header.post(tasked_by).sector, Sector::Military, "{tasked:?}: the task is civil");
        assert_eq!(record.header.post(commanded_by).sector, Sector::Military, "{tasked:?}: the command is military");
    }
    who_starts_without_approval_reports_up_once(record);
    tasks_go_to_whoever_takes_command(record);
    no_troops_move_forward_on_a_civil_warning(record);
}

/// Troops that stand forward do so by their own chain: the post whose standby moves them is a military one.
fn no_troops_move_forward_on_a_civil_warning(record: &RunRecord) {
    let is_troop = |entry: &&Entry| {
        entry.milestone == Milestone::UnitSentForward
            && entry.about.unit.is_some_and(|unit| record.header.unit(unit).sector == Sector::Military)
    };
    for entry in record.entries.iter().filter(is_troop) {
        let mut at = entry.cause.index();
        while let Some(cause) = at.map(|at| &record.entries[at]) {
            let is_military = |post| record.header.post(post).sector == Sector::Military;
            if matches!(cause.milestone, Milestone::StandbyBegun { .. }) {
                assert!(cause.about.post.is_some_and(is_military), "{entry:?} moves troops on {cause:?}");
                break;
            }
            at = cause.cause.index();
        }
    }
}

/// A task is handed over to a civil post when it takes command at the scene of an incident for which the unit is out, or when the unit
/// comes to where it commands; the unit had its task from another post, and who commands it stays.
fn tasks_go_to_whoever_takes_command(record: &RunRecord) {
    let mut tasks = std::collections::BTreeMap::new();
    let mut commands = std::collections::BTreeMap::new();
    for entry in &record.entries {
        match entry.milestone {
            Milestone::CommandTaken { .. } => {
                entry.about.post.map(|post| commands.insert(entry.about.incident, post));
            }
            Milestone::TroopsTasked { tasked_by, commanded_by } => {
                tasks.insert(entry.about.unit, (entry.about.incident, tasked_by, commanded_by));
            }
            Milestone::TaskHandedOver { tasked_by, commanded_by } => {
                let cause = &record.entries[entry.cause.index().expect("somebody took command")];
                let is_its = match cause.milestone {
                    Milestone::CommandTaken { .. } => cause.about.post == Some(tasked_by),
                    Milestone::UnitArrived => cause.about.unit == entry.about.unit,
                    _ => false,
                };
                assert!(is_its && cause.time == entry.time, "{entry:?} comes from {cause:?}");
                assert_eq!(commands.get(&entry.about.incident), Some(&tasked_by), "{entry:?}: another one commands there");
                assert_ne!(record.header.post(tasked_by).sector, Sector::Military, "{entry:?}: the task is civil");
                let before = tasks.insert(entry.about.unit, (entry.about.incident, tasked_by, commanded_by));
                let (incident, by, commander) = before.expect("a unit whose task is handed over has one");
                assert!(
                    by != tasked_by && (incident, commander) == (entry.about.incident, commanded_by),
                    "{entry:?} after {before:?}"
                );
            }
            Milestone::UnitReturned => {
                tasks.remove(&entry.about.unit);
            }
            _ => {}
        }
    }
}

/// Each use of troops without an approval has exactly one report up, at the same instant.
fn who_starts_without_approval_reports_up_once(record: &RunRecord) {
    for (position, entry) in record.entries.iter().enumerate() {
        if matches!(entry.milestone, Milestone::UrgentDecided | Milestone::SelfStarted) {
            let is_its = |other: &&Entry| {
                matches!(other.milestone, Milestone::SuperiorNotified { .. }) && other.cause.index() == Some(position)
            };
            let reports: Vec<&Entry> = record.entries.iter().filter(is_its).collect();
            assert!(reports.len() == 1 && reports[0].time == entry.time, "{entry:?} is reported up by {reports:?}");
        }
        if matches!(entry.milestone, Milestone::SuperiorNotified { .. }) {
            let cause = entry.cause.index().map(|cause| record.entries[cause].milestone);
            assert!(matches!(cause, Some(Milestone::UrgentDecided | Milestone::SelfStarted)), "{entry:?} comes from {cause:?}");
        }
    }
}
