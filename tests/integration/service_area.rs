//! Where units serve: what stays in its area, who may send it beyond, and what is then lacking.

use liandong::journal::milestone::Milestone;
use liandong::measure::effort::Effort;
use liandong::measure::milestones::Run;
use liandong::measure::record::RunRecord;
use liandong::scenario::aid::AidWay;
use liandong::scenario::load::Exercise;
use liandong::scenario::service_area::{AreaSpec, BeyondSpec, ServiceArea};
use proptest::prelude::{ProptestConfig, prop, prop_assert_eq, proptest};

use crate::aid::{ADHOC, aid, counties, fire};
use crate::drill::{lines, runs};
use crate::oracle::hold;

fn own_county(beyond: BeyondSpec) -> ServiceArea {
    ServiceArea { agency: None, unit_type: Some("engine".into()), within: AreaSpec::Level("l1".into()), beyond }
}

fn run(mut exercise: Exercise, area: Option<ServiceArea>, is_aided: bool) -> RunRecord {
    exercise.structures[0].service_areas = area.into_iter().collect();
    exercise.structures[0].aid = is_aided.then(|| aid(AidWay::Sideways, ADHOC)).into_iter().collect();
    let record = runs(&exercise, 1).0.remove(0);
    hold(&record);
    record
}

/// A fire that wants two engines in a county that has one; the neighbour has two.
fn short() -> Exercise {
    counties(2, vec![fire(0.0, "j0", 6.0, 2)], [0.0; 4], [0.0; 4])
}

fn from_elsewhere(record: &RunRecord) -> Option<f64> {
    let run = Run::from(record);
    Effort::of(&run).cross_share(&run, 1)
}

fn count(record: &RunRecord, id: &str) -> usize {
    record.entries.iter().filter(|entry| entry.milestone.id() == id).count()
}

#[test]
fn a_superior_or_a_lender_sends_beyond_the_area_as_the_row_says() {
    let share = |beyond, is_aided| from_elsewhere(&run(short(), Some(own_county(beyond)), is_aided));
    assert_eq!(from_elsewhere(&run(short(), None, false)), Some(0.5), "everywhere without a row");
    assert_eq!([share(BeyondSpec::Superior, false), share(BeyondSpec::Superior, true)], [Some(0.5); 2]);
    assert_eq!([share(BeyondSpec::Aid, false), share(BeyondSpec::Aid, true)], [Some(0.0), Some(0.5)]);
    assert_eq!([share(BeyondSpec::Nobody, false), share(BeyondSpec::Nobody, true)], [Some(0.0); 2]);
}

#[test]
fn what_no_unit_may_come_for_waits_for_the_county_s_own_or_is_named_as_a_gap() {
    let own = run(short(), Some(own_county(BeyondSpec::Nobody)), false);
    // Its one engine does the one task after the other.
    assert_eq!((count(&own, "capability_lacking"), count(&own, "incident_contained"), count(&own, "work_begun")), (0, 1, 2));
    let only_there = ServiceArea {
        agency: Some("a_j1".into()),
        unit_type: None,
        within: AreaSpec::Jurisdictions(vec!["j1".into()]),
        beyond: BeyondSpec::Nobody,
    };
    let mut exercise = short();
    exercise.incidents.scripted[0].profile.needs[0].units = 1;
    let plain = run(exercise.clone(), None, false);
    assert_eq!(lines(&run(exercise, Some(only_there), false)), lines(&plain), "the row does not concern the county's own");
    // Nobody of the first county can go to the second once its own engines serve elsewhere.
    let elsewhere = ServiceArea {
        agency: None,
        unit_type: Some("engine".into()),
        within: AreaSpec::Jurisdictions(vec!["j0".into()]),
        beyond: BeyondSpec::Nobody,
    };
    let gap = run(counties(2, vec![fire(0.0, "j1", 18.0, 1)], [0.0; 4], [0.0; 4]), Some(elsewhere), false);
    assert_eq!((count(&gap, "capability_lacking"), count(&gap, "order_issued")), (1, 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nobody_leaves_an_area_that_nobody_may_send_beyond(
        rows in prop::collection::vec((0.0_f64..600.0, 0_usize..2, 1_u32..=3), 1..8),
        engines in 1_u32..=3,
    ) {
        let fires = || rows.iter().map(|(min, at, units)| fire(*min, ["j0", "j1"][*at], [6.0, 18.0][*at], *units)).collect();
        let record = run(counties(engines, fires(), [1.0; 4], [1.0; 4]), Some(own_county(BeyondSpec::Nobody)), true);
        prop_assert_eq!(from_elsewhere(&record).unwrap_or(0.0), 0.0);
        let orders = record.entries.iter().filter(|entry| entry.milestone == Milestone::OrderReceived);
        for entry in orders {
            let (unit, incident) = (record.header.unit(entry.about.unit.unwrap()), &record.incidents[entry.about.incident.unwrap().index()]);
            prop_assert_eq!(unit.jurisdiction, record.header.at_level(incident.jurisdiction, 1).unwrap());
        }
    }
}
