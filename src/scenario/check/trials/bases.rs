//! Trials of structures on a base: what they write is theirs, were it empty, and what is wrong in the base is told there.

use crate::scenario::check::trials::{SCENARIO, STRUCTURE, WORLD};
use crate::scenario::diagnose::Problem;
use crate::scenario::load::Study;
use crate::scenario::load::study::load_study;
use crate::scenario::trial::Project;

const DERIVED: &str = "assets/structures/derived.ron";

fn project(tables: &str) -> Project {
    let project = Project::new();
    let text = format!(
        "Structure(\n  format: 1,\n  id: \"derived\",\n  name: (zh: \"派生\", en: \"derived\"),\n  base: Some(\"plain\"),\n{tables})"
    );
    project.write(DERIVED, text);
    project
}

#[test]
fn a_table_that_is_written_empty_is_empty() {
    let project = project("  plans: [],\n  unplanned_cv: None,\n");
    let path = project.path(DERIVED).display().to_string();
    let loaded = load_study(&project.path(SCENARIO), &[path]).unwrap();
    let Study::Exercise(exercise) = loaded.value else { panic!("a scenario") };
    let structure = &exercise.structures[0];
    assert!(structure.plans.is_empty() && structure.unplanned_cv.is_none(), "written");
    assert!(!structure.conduct.is_empty() && structure.estimates.is_some(), "left out");
}

#[test]
fn what_is_wrong_in_a_base_is_told_where_it_stands() {
    let project = project("  unplanned_cv: Some(2),\n");
    project.change(STRUCTURE, "decision_factor: 0.4", "decision_factor: 0.0");
    let problems = project.check(&[DERIVED, WORLD]).problems;
    assert_eq!(problems.len(), 1, "{:#?}", problems.iter().map(Problem::one_line).collect::<Vec<_>>());
    assert_eq!(problems[0].path, "plans[0].decision_factor");
    assert!(problems[0].file.ends_with("plain.ron") && problems[0].line > 1, "{:?}", problems[0]);
}
