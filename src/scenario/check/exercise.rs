//! A scenario with its world, tape and structures.

use crate::scenario::check::findings::Findings;
use crate::scenario::check::index::Index;
use crate::scenario::check::structure::WrittenStructure;
use crate::scenario::check::{grading, incidents, limit, means, posts, together, world};
use crate::scenario::diagnose::Problem;
use crate::scenario::document::Document;
use crate::scenario::exercise::{Scenario, Tape};
use crate::scenario::incidents::Incidents;
use crate::scenario::locate::At;
use crate::scenario::structure::Structure;
use crate::scenario::territory::World;

/// The longest horizon: a hundred years, in hours.
pub const HORIZON_H_MAX: f64 = 100.0 * 366.0 * 24.0;

/// A scenario and as many of its files as could be opened, each with its document.
#[derive(Clone, Debug)]
pub struct Parts<'a> {
    /// The scenario.
    pub scenario: (&'a Document, &'a Scenario),
    /// The world.
    pub world: Option<(&'a Document, &'a World)>,
    /// The tape; its document is the scenario's when it stands inline.
    pub tape: Option<(&'a Document, &'a Incidents)>,
    /// The structures.
    pub structures: Vec<WrittenStructure<'a>>,
}

/// All problems of a scenario and its files.
#[must_use]
pub fn check(parts: &Parts<'_>) -> Vec<Problem> {
    let (document, scenario) = parts.scenario;
    let own = parts.world.and_then(|(_, world)| scenario.own_world(world));
    let index = own.as_ref().or(parts.world.map(|(_, world)| world)).map(Index::new);
    let mut findings = Findings::new(document);
    grading::check(scenario.grading.rows(), index.as_ref(), &mut findings);
    let structures: Vec<&Structure> = parts.structures.iter().map(|written| written.own.1).collect();
    limit::check(scenario.limits.rows(), index.as_ref(), &structures, &mut findings);
    if let (Some(channels), Some(index)) = (&scenario.channels, &index) {
        posts::check_channels(index, channels, At::Root.field("channels"), &mut findings);
    }
    check_scenario(scenario, parts.tape.map(|tape| tape.1), &mut findings);
    let mut problems = findings.problems;
    if let Some((document, world)) = parts.world {
        let mut findings = Findings::new(document);
        world::check(world, &mut findings);
        problems.append(&mut findings.problems);
    }
    if let Some((document, tape)) = parts.tape {
        let mut findings = Findings::new(document);
        let at = if matches!(scenario.incidents, Tape::Inline(_)) { At::Field(&At::Root, "incidents") } else { At::Root };
        incidents::check(tape, at, index.as_ref(), Some(scenario.horizon_h), &mut findings);
        problems.append(&mut findings.problems);
    }
    for written in &parts.structures {
        problems.extend(written.check(index.as_ref()));
        if let (Some((document, _)), Some(index)) = (parts.world, &index) {
            let mut at_world = Findings::new(document);
            means::check(written.own.1, index, &mut at_world);
            problems.append(&mut at_world.problems);
        }
        if let Some((_, tape)) = parts.tape {
            problems.extend(together::check(written, tape, index.as_ref()));
        }
    }
    problems
}

fn check_scenario(scenario: &Scenario, tape: Option<&Incidents>, findings: &mut Findings<'_>) {
    let root = At::Root;
    findings.id(root.field("id"), &scenario.id);
    if let Err(reason) = date_time(&scenario.start) {
        let message = format!("`{}` is no date and time: {reason}", scenario.start);
        findings.error(root.field("start"), Some(&scenario.start), message, "write it as `2015-10-10T11:44:00`");
    }
    if !(scenario.horizon_h > 0.0 && scenario.horizon_h <= HORIZON_H_MAX) {
        findings.range(root.field("horizon_h"), scenario.horizon_h, "above 0 and at most 100 years (878400 h)");
    }
    findings.at_least_one(root.field("replications"), scenario.replications);
    let targets = root.field("targets");
    findings.unique(targets, "target", scenario.targets.iter().map(|target| target.id.as_str()));
    for (i, target) in scenario.targets.iter().enumerate() {
        findings.period(targets.item(i).field("within_min"), target.within_min);
    }
    check_reference(scenario, tape, findings);
}

fn check_reference(scenario: &Scenario, tape: Option<&Incidents>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let rows = root.field("reference");
    let known = tape.map(|tape| {
        let ids = tape.scripted.iter().map(|incident| incident.id.as_str());
        crate::scenario::check::findings::Names::new("scripted incident", ids)
    });
    for (i, row) in scenario.reference.iter().enumerate() {
        let at = rows.item(i);
        findings.not_negative(at.field("at_min"), row.at_min);
        findings.not_negative(at.field("precision_min"), row.precision_min);
        if let Some(known) = &known {
            known.known(&row.incident, at.field("incident"), findings);
        }
    }
}

/// Whether a text is a date and a time of the day, as `2015-10-10T11:44:00`.
///
/// # Errors
/// With what is wrong.
pub fn date_time(text: &str) -> Result<(), String> {
    let shape = || "it is not of the form year-month-dayThour:minute:second".to_owned();
    let is_shaped = text.len() == 19
        && text.bytes().enumerate().all(|(i, byte)| match i {
            4 | 7 => byte == b'-',
            10 => byte == b'T',
            13 | 16 => byte == b':',
            _ => byte.is_ascii_digit(),
        });
    if !is_shaped {
        return Err(shape());
    }
    let number = |from: usize, to: usize| text[from..to].parse::<u32>().map_err(|_| shape());
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return Err(format!("there is no month {month}")),
    };
    if day == 0 || day > days {
        return Err(format!("month {month} of {year} has no day {day}"));
    }
    if number(11, 13)? > 23 || number(14, 16)? > 59 || number(17, 19)? > 59 {
        return Err("a day has hours 00 to 23, minutes and seconds 00 to 59".into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::date_time;

    #[test]
    fn dates_are_those_of_the_calendar() {
        for good in ["2015-10-10T11:44:00", "2024-02-29T00:00:00", "2000-02-29T23:59:59"] {
            assert_eq!(date_time(good), Ok(()));
        }
        for bad in ["2023-02-29T00:00:00", "1900-02-29T00:00:00", "2015-13-01T00:00:00", "2015-04-31T00:00:00"] {
            assert!(date_time(bad).is_err(), "{bad}");
        }
        for bad in ["2015-10-10 11:44:00", "2015-10-10T24:00:00", "", "２０15-10-10T1:4", "2015-10-10T11:44:00Z"] {
            assert!(date_time(bad).is_err(), "{bad}");
        }
    }
}
