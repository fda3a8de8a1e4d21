//! The military units of the first replication: who tasks, who commands, by which way each came, and when.

use liandong::measure::linkage::{Linkage, MilitaryAssignment, Way};
use liandong::measure::record::{MetricUnit, RunRecord, StructureResult};
use liandong::terms::language::{Language, Word as _};

use crate::cli::number::{self, ABSENT};
use crate::cli::table::Sheet;
use crate::cli::words::Phrase;

/// The table; empty where no structure asks for troops or none set out.
pub fn troops(one: &StructureResult, language: Language) -> String {
    let linkage = Linkage::of(&(&one.first).into());
    if linkage.assignments.is_empty() {
        return String::new();
    }
    let columns =
        [Phrase::UnitName, Phrase::Way, Phrase::TaskedBy, Phrase::CommandedBy, Phrase::Asked, Phrase::Ordered, Phrase::Arrived];
    let mut sheet = Sheet::of_words(&columns, 4.., language);
    for assignment in &linkage.assignments {
        sheet.row(row(&one.first, assignment, language));
    }
    sheet.under(Phrase::Troops.word(language))
}

fn row(record: &RunRecord, assignment: &MilitaryAssignment, language: Language) -> [String; 7] {
    let way = match assignment.way {
        Way::Requested => Phrase::OnRequest,
        Way::Urgent => Phrase::AskedDirectly,
        Way::SelfStarted => Phrase::OnItsOwn,
        Way::Ordered => Phrase::FromOutside,
    };
    let post = |post| record.header.post(post).id.clone();
    let minutes = |time: liandong::engine::time::SimTime| {
        number::value((time - liandong::engine::time::SimTime::ZERO).minutes(), MetricUnit::Minutes)
    };
    [
        record.header.unit(assignment.unit).id.clone(),
        way.word(language).to_owned(),
        post(assignment.tasked_by),
        post(assignment.commanded_by),
        minutes(assignment.asked),
        minutes(assignment.ordered),
        assignment.arrived.map_or_else(|| ABSENT.to_owned(), minutes),
    ]
}
