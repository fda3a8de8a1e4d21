//! Golden journals: replication 1 of small shipped scenarios, one line a milestone. `LIANDONG_BLESS=1` writes them anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::drill::{lines, load, runs};

fn journal_is_as_it_was(scenario: &str, structure: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let exercise = load(&root.join(format!("scenarios/{scenario}.ron")), &[structure.to_owned()]);
    let (records, _) = runs(&exercise, 1);
    let mut found = String::new();
    for (number, line) in lines(&records[0]).iter().enumerate() {
        writeln!(found, "{:>4} {line}", number + 1).unwrap();
    }
    let path = root.join(format!("tests/integration/golden/{scenario}.{structure}.txt"));
    if std::env::var_os("LIANDONG_BLESS").is_some() {
        fs::write(&path, &found).unwrap();
        return;
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    let differs = golden.lines().zip(found.lines()).find(|(was, is)| was != is);
    assert!(
        golden == found,
        "{scenario} under {structure} is no longer as it was (LIANDONG_BLESS=1 accepts it); first difference: {differs:#?}, \
         {} lines then, {} now",
        golden.lines().count(),
        found.lines().count()
    );
}

#[test]
fn a_fire_at_a_county_desk() {
    journal_is_as_it_was("demo_county_fire", "four_level");
}

#[test]
fn the_wuhu_fire() {
    journal_is_as_it_was("wuhu_fire_2015", "four_level");
}

#[test]
fn a_flood_that_needs_all_three_chains() {
    journal_is_as_it_was("county_flood_three_chains", "four_level");
}

#[test]
fn a_flood_decided_at_the_province() {
    journal_is_as_it_was("county_flood_three_chains", "centralised");
}

#[test]
fn chemicals_at_a_border_with_mutual_aid() {
    journal_is_as_it_was("chemical_border", "mutual_aid");
}
