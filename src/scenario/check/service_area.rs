//! Where units serve: rows that mean somebody, and areas that can be.

use crate::scenario::check::findings::Findings;
use crate::scenario::check::index::Index;
use crate::scenario::check::structure::Layout;
use crate::scenario::locate::At;
use crate::scenario::service_area::{AreaSpec, ServiceArea};

/// All problems of the areas of service.
pub fn check(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let rows = root.field("service_areas");
    for (i, row) in layout.structure.service_areas.iter().enumerate() {
        let at = rows.item(i);
        if row.agency.is_none() && row.unit_type.is_none() {
            findings.error(at, None, "the row means no units", "name an `agency`, a `unit_type`, or both");
        }
        if let AreaSpec::Jurisdictions(ids) = &row.within
            && ids.is_empty()
        {
            let help = "name a jurisdiction, or leave the row out: units without a row serve everywhere";
            findings.error(at.field("within"), None, "the area is empty: these units serve nowhere", help);
        }
        if let Some(index) = layout.index
            && is_meant(index, row, at, findings)
        {
            check_area(index, row, at.field("within"), findings);
        }
    }
}

/// Whether the world has what the row names; a row that it does not concern is passed over.
fn is_meant(index: &Index<'_>, row: &ServiceArea, at: At<'_>, findings: &mut Findings<'_>) -> bool {
    let mut is_known = true;
    for (field, kind, id, names) in
        [("agency", "agency", &row.agency, &index.agencies), ("unit_type", "unit type", &row.unit_type, &index.unit_types)]
    {
        if let Some(id) = id.as_ref().filter(|id| names.position(id).is_none()) {
            let message = format!("the world has no {kind} `{id}`; the row is passed over");
            findings.warning(at.field(field), Some(id), message, names.remedy(id));
            is_known = false;
        }
    }
    is_known
}

fn check_area(index: &Index<'_>, row: &ServiceArea, at: At<'_>, findings: &mut Findings<'_>) {
    match &row.within {
        AreaSpec::Level(level) => {
            index.levels.known(level, at, findings);
        }
        AreaSpec::Jurisdictions(ids) => {
            for (i, id) in ids.iter().enumerate() {
                index.jurisdictions.known(id, at.item(i), findings);
            }
        }
    }
}
