//! `journal.jsonl`: a header line, then one milestone a line with the line number of its cause.
//!
//! Every line has `structure, replication, time_ms, milestone, incident, post, unit, matter, cause` in this order, absent ones
//! as null; the milestone's own fields follow.

use std::io::{self, Write};

use serde::Serialize;

use crate::export::provenance::Provenance;
use crate::journal::entry::Entry;
use crate::journal::header::Header;
use crate::journal::milestone::Milestone;
use crate::measure::compliance::lateness;
use crate::measure::milestones::Run;

#[derive(Serialize)]
struct HeaderLine<'a> {
    provenance: &'a Provenance,
    #[serde(flatten)]
    header: &'a Header,
}

#[derive(Serialize)]
struct Line<'a> {
    structure: &'a str,
    replication: u32,
    time_ms: i64,
    milestone: &'static str,
    incident: Option<&'a str>,
    post: Option<&'a str>,
    unit: Option<&'a str>,
    matter: Option<u32>,
    cause: Option<u64>,
    #[serde(flatten)]
    own: Own<'a>,
}

/// The fields that a milestone has of its own.
#[derive(Serialize)]
#[serde(untagged)]
enum Own<'a> {
    None {},
    Channel { channel: &'a str },
    Sent { kind: &'static str, to: &'a str },
    Asked { kind: &'static str, to: &'a str, why: &'static str },
    Passed { superior: &'a str },
    Judged { is_needed: bool },
    Matter { kind: &'static str },
    Graded { severity: &'static str },
    Level { level: &'static str },
    Task { task: &'a str, of: &'a str },
    Kept { from: &'a str },
    Limit { limit: &'a str },
    Estimate { age_ms: u32, permille: u16, percent: u16 },
    Wanted { capability: &'a str, units: u16, needed: u16 },
    Over { over: &'a str },
    Late { limit: &'a str, lateness_ms: i64 },
    Capability { capability: &'a str },
    Waiting { capability: &'a str, units: u32 },
    Person { person: u32 },
    Span { span: u32 },
    Duty { desk: &'a str, officers: u32 },
    Place { place: u32, persons: u32 },
    Caught { caught: u32 },
    Delivered { person: u32, hospital: &'a str },
    Issued { warning: &'a str, colour: &'static str },
    Warning { warning: &'a str },
    Units { units: u32 },
    Forwarded { to: &'a str, units: u32 },
    Notified { to: &'a str },
    Alerted { organ: &'a str },
    Tasked { tasked_by: &'a str, commanded_by: &'a str },
    LetIn { is_let_in: bool },
    Member { member: &'a str },
    Inject { inject: &'a str },
    Row { row: &'a str },
}

/// Writes the header line of a structure's journal: provenance, ids, both names, places, targets, deadlines.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn write_header(out: &mut impl Write, header: &Header, provenance: &Provenance) -> io::Result<()> {
    write_line(out, &HeaderLine { provenance, header })
}

/// Writes the entries of a run, the first on line `first_line` of the file (the header stands on line 1), and tells the line
/// that comes next.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn write_entries(out: &mut impl Write, run: &Run, first_line: u64) -> io::Result<u64> {
    let incidents: Vec<String> = run.incidents.iter().map(|record| run.header.incident_id(record)).collect();
    for entry in run.entries {
        write_line(out, &line(entry, run, &incidents, first_line))?;
    }
    Ok(first_line + run.entries.len() as u64)
}

fn line<'a>(entry: &Entry, run: &Run<'a>, incidents: &'a [String], first_line: u64) -> Line<'a> {
    let about = entry.about;
    Line {
        structure: &run.header.structure,
        replication: run.replication,
        time_ms: entry.time.ms(),
        milestone: entry.milestone.id(),
        incident: about.incident.map(|incident| incidents[incident.index()].as_str()),
        post: about.post.map(|post| run.header.post(post).id.as_str()),
        unit: about.unit.map(|unit| run.header.unit(unit).id.as_str()),
        matter: about.matter.map(|matter| matter.0),
        cause: entry.cause.index().map(|cause| first_line + cause as u64),
        own: own(entry, run),
    }
}

fn own<'a>(entry: &Entry, run: &Run<'a>) -> Own<'a> {
    let header = run.header;
    match entry.milestone {
        Milestone::MemberCalled { member } | Milestone::MemberJoined { member } => {
            Own::Member { member: header.member(entry.about.post, member) }
        }
        Milestone::IncidentDetected { channel } | Milestone::FalseAlarm { channel } => {
            Own::Channel { channel: &header.channels[channel as usize].id }
        }
        Milestone::MatterSent { kind, to, why: None } => Own::Sent { kind: kind.id(), to: &header.post(to).id },
        Milestone::MatterSent { kind, to, why: Some(why) } => {
            Own::Asked { kind: kind.id(), to: &header.post(to).id, why: why.id() }
        }
        Milestone::SuperiorPassed { superior } => Own::Passed { superior: &header.post(superior).id },
        Milestone::ProposalCarried { is_needed } | Milestone::ProposalShelved { is_needed } => Own::Judged { is_needed },
        Milestone::MatterReceived { kind }
        | Milestone::ServiceBegun { kind }
        | Milestone::ServiceInterrupted { kind }
        | Milestone::ServiceEnded { kind } => Own::Matter { kind: kind.id() },
        Milestone::WarningIssued { warning, colour } => {
            Own::Issued { warning: &header.warnings[warning as usize], colour: colour.id() }
        }
        Milestone::WarningOverlooked { warning }
        | Milestone::WarningAnswered { warning }
        | Milestone::PlanStarted { warning }
        | Milestone::PlanEnded { warning } => Own::Warning { warning: &header.warnings[warning as usize] },
        Milestone::SecondaryBounded { row } => Own::Row { row: &header.secondary[row as usize] },
        Milestone::StandbyBegun { units }
        | Milestone::StandbyEnded { units }
        | Milestone::RequestApproved { units }
        | Milestone::RequestRefused { units }
        | Milestone::RequestLapsed { units } => Own::Units { units },
        Milestone::SizeEstimated { age_ms, permille, percent } => Own::Estimate { age_ms, permille, percent },
        Milestone::UnitsAsked { capability, units, needed } => {
            Own::Wanted { capability: &header.capability(capability).id, units, needed }
        }
        Milestone::LevelSkipped { over } => Own::Over { over: &header.post(over).id },
        Milestone::LimitBegun { limit } | Milestone::LimitKept { limit } | Milestone::ReportOverdue { limit } => {
            Own::Limit { limit: &header.deadlines[limit as usize].id }
        }
        Milestone::ReportLate { limit } => {
            Own::Late { limit: &header.deadlines[limit as usize].id, lateness_ms: lateness(entry, run).ms() }
        }
        Milestone::RequestForwarded { to, units } => Own::Forwarded { to: &header.post(to).id, units },
        Milestone::TroopsTasked { tasked_by, commanded_by } | Milestone::TaskHandedOver { tasked_by, commanded_by } => {
            Own::Tasked { tasked_by: &header.post(tasked_by).id, commanded_by: &header.post(commanded_by).id }
        }
        Milestone::HoldEnded { is_let_in } => Own::LetIn { is_let_in },
        Milestone::SuperiorNotified { to } => Own::Notified { to: &header.post(to).id },
        Milestone::OrganAlerted { organ } => Own::Alerted { organ: &header.post(organ).id },
        Milestone::NewsKept { from } | Milestone::DecisionPulled { from } => Own::Kept { from: &header.post(from).id },
        Milestone::CommandTaken { span } => Own::Span { span },
        Milestone::DutyChanged { desk, officers } => Own::Duty { desk: &header.desk(desk).id, officers },
        Milestone::IncidentGraded { severity }
        | Milestone::IncidentWorsened { severity }
        | Milestone::ReportShaded { severity } => Own::Graded { severity: severity.numeral() },
        Milestone::ResponseLaunched { level } | Milestone::ResponseEnded { level } => Own::Level { level: level.numeral() },
        Milestone::TaskGiven { task, of } | Milestone::TaskDone { task, of } | Milestone::TaskOverdue { task, of } => {
            Own::Task { task: &header.tasks[task as usize].id, of: &header.post(of).id }
        }
        Milestone::NeedHeld { capability }
        | Milestone::OrderIssued { capability }
        | Milestone::ReserveHeld { capability }
        | Milestone::AidRequested { capability }
        | Milestone::CapabilityLacking { capability }
        | Milestone::AidRefused { capability }
        | Milestone::WorkBegun { capability }
        | Milestone::NeedOpened { capability }
        | Milestone::NeedContained { capability } => Own::Capability { capability: &header.capability(capability).id },
        Milestone::CasualtyRescued { person }
        | Milestone::CasualtyDied { person }
        | Milestone::PatientLoaded { person }
        | Milestone::CasualtyTreated { person } => Own::Person { person },
        Milestone::PatientDelivered { person, hospital } => {
            Own::Delivered { person, hospital: &header.hospitals[hospital as usize] }
        }
        Milestone::PlaceCleared { place, persons } => Own::Place { place: place + 1, persons },
        Milestone::DeadlinePassed { caught } => Own::Caught { caught },
        Milestone::NeedWaited { capability, units } | Milestone::AidAccepted { capability, units } => {
            Own::Waiting { capability: &header.capability(capability).id, units }
        }
        Milestone::InjectApplied { inject } => Own::Inject { inject: &header.injects[inject as usize] },
        Milestone::IncidentStarted
        | Milestone::UnitSentForward
        | Milestone::UnitStaged
        | Milestone::UnitSentHome
        | Milestone::UnitHome
        | Milestone::FollowUpBegun
        | Milestone::FinalReportBegun
        | Milestone::UnitUnsuitable
        | Milestone::UnitSuperfluous
        | Milestone::ReportReturned
        | Milestone::ReportOmitted
        | Milestone::ProposalApproved
        | Milestone::ProposalRefused
        | Milestone::RightsChanged
        | Milestone::PlanActivated
        | Milestone::DecisionEscalated
        | Milestone::OfficersRecalled
        | Milestone::AllClearCorrected
        | Milestone::ForceRequested
        | Milestone::RequestHeld
        | Milestone::UrgentRequested
        | Milestone::CommanderCalled
        | Milestone::UrgentDecided
        | Milestone::SelfStarted
        | Milestone::HandoverBegun
        | Milestone::CommitteeConvened
        | Milestone::DeliberationBegun
        | Milestone::QuorumMissed
        | Milestone::DecisionMade
        | Milestone::OrderReceived
        | Milestone::OrderRejected
        | Milestone::OrderWithdrawn
        | Milestone::OrderSuperseded
        | Milestone::UnitFailed
        | Milestone::CrewRelieved
        | Milestone::RestBegun
        | Milestone::UnitReady
        | Milestone::UnitRedirected
        | Milestone::UnitDeparted
        | Milestone::IncidentPublicised
        | Milestone::NoticeIssued
        | Milestone::SelfDeployed
        | Milestone::TurnedBack
        | Milestone::UnitCheckedIn
        | Milestone::LiaisonArrived
        | Milestone::OrganisationVerified
        | Milestone::LiaisonLeft
        | Milestone::GroupAsked
        | Milestone::LetterAsked
        | Milestone::LetterIssued
        | Milestone::NoShow
        | Milestone::NoShowEnded
        | Milestone::UnitWithdrew
        | Milestone::CalledAway
        | Milestone::ErrandEnded
        | Milestone::UnitQueued
        | Milestone::UnitPassed
        | Milestone::UnitArrived
        | Milestone::EffectiveForceReached
        | Milestone::IncidentContained
        | Milestone::UnitReleased
        | Milestone::UnitReturned
        | Milestone::IncidentClosed => Own::None {},
    }
}

fn write_line(out: &mut impl Write, line: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::{write_entries, write_header};
    use crate::export::provenance::fixture::provenance;
    use crate::measure::fixture::{header, incident, plain_course, run};

    #[test]
    fn lines_name_ids_and_the_line_of_their_cause() {
        let (header, incidents, entries, mut out) = (header(), [incident(0, 10.0)], plain_course(), Vec::new());
        write_header(&mut out, &header, &provenance()).unwrap();
        let next = write_entries(&mut out, &run(&header, &incidents, &entries), 2).unwrap();
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(next, lines.len() as u64 + 1);
        assert!(lines[0].starts_with(r#"{"provenance":{"program_version":"0.1.0","format_version":1,"command":"run""#));
        for (line, moment, about) in [
            (2, r#"600000,"milestone":"incident_started""#, r#"null,"unit":null,"matter":null,"cause":null"#),
            (3, r#"720000,"milestone":"incident_detected""#, r#"null,"unit":null,"matter":null,"cause":2,"channel":"call""#),
            (4, r#"720000,"milestone":"matter_sent""#, r#"null,"unit":null,"matter":7,"cause":3,"kind":"report","to":"a1.gov""#),
            (
                11,
                r#"1800000,"milestone":"order_issued""#,
                r#""a1.gov","unit":"fire","matter":null,"cause":10,"capability":"rescue""#,
            ),
        ] {
            let who = r#""structure":"chain","replication":1"#;
            let wanted = format!(r#"{{{who},"time_ms":{moment},"incident":"quake","post":{about}}}"#);
            assert_eq!(lines[line - 1], wanted);
        }
    }

    #[test]
    fn the_header_line_is_json_with_both_names() {
        let mut out = Vec::new();
        write_header(&mut out, &header(), &provenance()).unwrap();
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(value["jurisdictions"][0]["name"]["zh"], "a市");
        assert_eq!(value["targets"][0]["within_ms"], 3_600_000);
        assert_eq!(value["posts"][1]["echelon"], 1);
    }
}
