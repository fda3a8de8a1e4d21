//! Completeness of reports and errors of estimates, by post.

use crate::model::command::estimate::{EstimateLaw, Judgement};
use crate::model::command::post::PostProfile;
use crate::simulation::assemble::Files;
use crate::simulation::assemble::names::Names;

/// The law of estimates of a structure, if it has one.
#[must_use]
pub fn assemble(files: &Files<'_>, names: &Names<'_>, posts: &[PostProfile]) -> Option<EstimateLaw> {
    let spec = files.structure.estimates.as_ref()?;
    let judgement = |post: &PostProfile| {
        let row = spec.posts.iter().find(|row| names.is_meant(&row.post, post.line, post.echelon.0));
        row.map_or_else(Judgement::default, |row| Judgement { shading: row.shading, wrong_kind: row.wrong_kind })
    };
    Some(EstimateLaw {
        first: spec.first,
        per_follow_up: spec.per_follow_up,
        sigma: spec.sigma,
        per_hop: spec.per_hop,
        per_excess_matter: spec.per_excess_matter,
        margin: spec.margin,
        verifies_gaps: spec.verifies_gaps,
        judgements: posts.iter().map(judgement).collect(),
    })
}
