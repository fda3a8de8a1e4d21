//! The limits of units: one row a type, hours and rates that can be.

use std::collections::BTreeSet;

use crate::scenario::check::findings::Findings;
use crate::scenario::check::structure::Layout;
use crate::scenario::fitness::FitnessRow;
use crate::scenario::locate::At;

/// All problems of the limits of units.
pub fn check(layout: &Layout<'_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let rows = root.field("fitness");
    let mut seen = BTreeSet::new();
    for (i, row) in layout.structure.fitness.iter().enumerate() {
        let at = rows.item(i);
        if let Some(index) = layout.index.filter(|index| index.unit_types.position(&row.unit_type).is_none()) {
            let message = format!("the world has no unit type `{}`; the row is passed over", row.unit_type);
            findings.warning(at.field("unit_type"), Some(&row.unit_type), message, index.unit_types.remedy(&row.unit_type));
        }
        if !seen.insert(&row.unit_type) {
            let message = format!("two rows of limits for unit type `{}`", row.unit_type);
            findings.error(at.field("unit_type"), Some(&row.unit_type), message, "write one row for each type");
        }
        check_row(row, at, findings);
    }
}

fn check_row(row: &FitnessRow, at: At<'_>, findings: &mut Findings<'_>) {
    if let Some(rest) = &row.rest {
        let at = at.field("rest");
        findings.period(at.field("after_h"), rest.after_h);
        findings.period(at.field("for_h"), rest.for_h);
    }
    if let Some(failure) = &row.failure {
        let at = at.field("failure");
        findings.positive_rate(at.field("per_h"), failure.per_h);
        findings.law(at.field("repair"), &failure.repair);
    }
    if let Some(hours) = &row.off_duty {
        let at = at.field("off_duty");
        for (name, hour) in [("from_h", hours.from_h), ("until_h", hours.until_h)] {
            if !(0.0..24.0).contains(&hour) {
                findings.range(at.field(name), hour, "0 or more and below 24");
            }
        }
        if let Some(law) = &hours.mobilisation {
            findings.law(at.field("mobilisation"), law);
        }
    }
    if let Some(km) = row.range_km {
        findings.positive(at.field("range_km"), km);
    }
}
