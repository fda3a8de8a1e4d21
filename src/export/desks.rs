//! `desks.csv`: the load of each desk under each structure, means over replications.

use std::io::{self, Write};

use serde::Serialize;

use crate::export::table;
use crate::journal::header::{DeskName, Header};
use crate::measure::load::DeskLoad;
use crate::measure::record::StructureResult;
use crate::terms::traffic::MatterKind;

const COLUMNS: [&str; 16] = [
    "structure",
    "post",
    "desk",
    "officers",
    "utilisation",
    "mean_queue",
    "wait_p95_min",
    "slow_share",
    "reports",
    "requests",
    "decisions",
    "orders",
    "routine",
    "warnings",
    "tasks",
    "force_requests",
];

#[derive(Serialize)]
struct Row<'a> {
    structure: &'a str,
    post: &'a str,
    desk: &'a str,
    officers: f64,
    utilisation: f64,
    mean_queue: f64,
    wait_p95_min: Option<f64>,
    slow_share: f64,
    reports: f64,
    requests: f64,
    decisions: f64,
    orders: f64,
    routine: f64,
    warnings: f64,
    tasks: f64,
    force_requests: f64,
}

impl<'a> Row<'a> {
    fn of(header: &'a Header, desk: &'a DeskName, load: &DeskLoad) -> Self {
        let of = |kind: MatterKind| load.matters[kind.index()];
        Self {
            structure: &header.structure,
            post: &header.post(desk.post).id,
            desk: &desk.id,
            officers: load.officers,
            utilisation: load.utilisation,
            mean_queue: load.queue,
            wait_p95_min: load.wait_p95_min,
            slow_share: load.slow,
            reports: of(MatterKind::Report),
            requests: of(MatterKind::Request),
            decisions: of(MatterKind::Decision),
            orders: of(MatterKind::Order),
            routine: of(MatterKind::Routine),
            warnings: of(MatterKind::Warning),
            tasks: of(MatterKind::Task),
            force_requests: of(MatterKind::ForceRequest),
        }
    }
}

/// Writes a row for every desk to which anything came, behind a byte-order mark if wanted.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn write(out: &mut impl Write, structures: &[StructureResult], with_bom: bool) -> io::Result<()> {
    table::write_columns(out, &COLUMNS, with_bom)?;
    let rows = structures.iter().flat_map(|one| {
        let desks = one.header.desks.iter().zip(&one.desks);
        let used = desks.filter(|(_, load)| load.matters.iter().any(|matters| *matters > 0.0));
        used.map(|(desk, load)| Row::of(&one.header, desk, load))
    });
    table::write_rows(out, rows)
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, Row};
    use crate::export::table::assert_fields;
    use crate::journal::header::DeskName;
    use crate::measure::fixture::header;
    use crate::measure::load::DeskLoad;
    use crate::terms::id::PostId;

    #[test]
    fn fields_stand_under_their_columns() {
        let desk = DeskName { id: "duty".to_owned(), post: PostId(0), officers: 1, is_shared: false, handles: Vec::new() };
        assert_fields(Row::of(&header(), &desk, &DeskLoad::default()), &COLUMNS);
    }
}
