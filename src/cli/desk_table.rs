//! What people read of the busiest desks.

use liandong::measure::load::most_loaded;
use liandong::measure::record::{MetricUnit, StructureResult};
use liandong::terms::language::{Language, Word as _};

use crate::cli::number::{self, ABSENT};
use crate::cli::table::Sheet;
use crate::cli::words::Phrase;

/// Desks shown.
const DESKS: usize = 6;

/// The busiest desks under any of the structures, a row for each structure.
pub fn busiest(structures: &[StructureResult], language: Language) -> String {
    use Phrase::{Desk, MeanQueue, Officers, Post, SlowShare, Structure, Utilisation, WaitP95};
    let columns = [Post, Desk, Structure, Officers, Utilisation, MeanQueue, WaitP95, SlowShare];
    let mut sheet = Sheet::of_words(&columns, 3.., language);
    for desk in most_loaded(structures, DESKS) {
        for (one, load) in structures.iter().zip(&desk.loads) {
            let Some(load) = load else { continue };
            sheet.row([
                format!("{} ({})", desk.name.in_language(language), desk.post),
                desk.desk.clone(),
                one.header.structure.clone(),
                number::value(load.officers, MetricUnit::Count),
                number::value(load.utilisation, MetricUnit::Share),
                number::value(load.queue, MetricUnit::Count),
                load.wait_p95_min.map_or_else(|| ABSENT.to_owned(), |wait| number::value(wait, MetricUnit::Minutes)),
                number::value(load.slow, MetricUnit::Share),
            ]);
        }
    }
    if sheet.is_empty() { String::new() } else { sheet.under(Phrase::BusiestDesks.word(language)) }
}
