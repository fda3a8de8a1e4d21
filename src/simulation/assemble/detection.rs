//! Detection channels: their coverage matrix, the post where each ends, and their false alarms.

use crate::engine::distribution::Law;
use crate::engine::streams::join;
use crate::engine::time::Span;
use crate::model::command::detection::{BackgroundFlow, Calls, Channel};
use crate::scenario::forces::{ChannelSpec, CoverageRow, DetectionMeans};
use crate::simulation::assemble::Files;
use crate::simulation::assemble::names::{Names, stable_key};
use crate::simulation::assemble::posts::{Stand, law};
use crate::simulation::assemble::territory::Ground;
use crate::terms::id::{JurisdictionId, PostId};
use crate::terms::traffic::MatterKind;

/// The false alarms of detection channels: of each post that the world has at the channel's own level, at the post where its reports
/// come in under the structure. Their luck belongs to channel and jurisdiction.
pub fn false_alarms<'s>(
    files: &'s Files<'_>,
    names: &'s Names<'_>,
    ground: &'s Ground,
    stand: &'s Stand,
) -> impl Iterator<Item = BackgroundFlow> + use<'s> {
    let rows = files.world.jurisdictions.rows();
    (0_u32..).zip(&files.world.channels).filter(|(_, spec)| spec.false_alarms_per_day > 0.0).flat_map(move |(channel, spec)| {
        let at = &stand.post_at[names.lines[spec.line.as_str()] as usize];
        let own = files.world.posts.iter().filter(|post| (&post.line, &post.level) == (&spec.line, &spec.level));
        let has_post = move |id: &String| own.clone().any(|post| post.only.as_ref().is_none_or(|only| only.contains(id)));
        let places = rows.iter().enumerate().filter(move |(_, row)| row.level == spec.level && has_post(&row.id));
        let ends = places.filter_map(move |(place, row)| {
            let mut upward = ground.territory.upward(JurisdictionId::from_index(place));
            upward.find_map(|above| at[above.index()]).map(|post| (&row.id, post))
        });
        ends.map(move |(place, post)| {
            let (station, class) = stand.posts[post.index()].desk(MatterKind::Report);
            let key = join(join(5, stable_key(place)), stable_key(&spec.id));
            let gap = Law::exponential(24.0 * 60.0 / spec.false_alarms_per_day).expect("check passed the rate");
            BackgroundFlow { station, class, key, false_alarms_of: Some(channel), gap }
        })
    })
}

/// The coverage matrix of one channel: its own rows, then what the structure changes.
struct Matrix<'s> {
    files: &'s Files<'s>,
    ground: &'s Ground,
    spec: &'s ChannelSpec,
    /// Rows with the jurisdiction that they are confined to.
    rows: Vec<(&'s CoverageRow, Option<JurisdictionId>)>,
}

impl<'s> Matrix<'s> {
    fn of(files: &'s Files<'s>, names: &Names<'s>, ground: &'s Ground, spec: &'s ChannelSpec) -> Self {
        let monitoring = files.structure.monitoring.iter().filter(|row| row.channel == spec.id);
        let rows = spec.coverage_at.iter().chain(monitoring.flat_map(|row| &row.coverage_at));
        let within = |row: &CoverageRow| row.within.as_deref().map(|id| JurisdictionId::from_index(names.jurisdictions[id]));
        Self { files, ground, spec, rows: rows.map(|row| (row, within(row))).collect() }
    }

    fn coverage(&self, hazard: &String, at: usize) -> f64 {
        let kind = self.files.world.jurisdictions.rows()[at].kind.as_ref();
        let fits = |(row, within): &&(&CoverageRow, Option<JurisdictionId>)| {
            within.is_none_or(|within| self.ground.is_within(JurisdictionId::from_index(at), within))
                && row.kind.as_ref().is_none_or(|wanted| Some(wanted) == kind)
                && row.hazards.as_ref().is_none_or(|hazards| hazards.contains(hazard))
        };
        let by_kind = self.spec.coverage_by_kind.iter().find(|row| Some(&row.kind) == kind).map(|row| row.coverage);
        let in_matrix = self.rows.iter().rev().find(fits).map(|(row, _)| row.coverage);
        in_matrix.or(by_kind).unwrap_or(self.spec.coverage)
    }
}

/// Detection channels: coverage at each jurisdiction, and the post where reports from there come in.
#[must_use]
pub fn channels(files: &Files<'_>, names: &Names<'_>, ground: &Ground, post_at: &[Vec<Option<PostId>>]) -> Vec<Channel> {
    let rows = files.world.jurisdictions.rows();
    let channels = files.world.channels.iter().map(|spec| {
        let level = names.levels[spec.level.as_str()];
        let at = &post_at[names.lines[spec.line.as_str()] as usize];
        let enters = |j: usize| {
            let mut upward = ground.territory.upward(JurisdictionId::from_index(j));
            upward.find_map(|j| at[j.index()].filter(|_| ground.territory.jurisdictions[j.index()].level <= level))
        };
        let matrix = Matrix::of(files, names, ground, spec);
        Channel {
            key: stable_key(&spec.id),
            hazards: files.world.hazards.iter().map(|h| spec.hazards.as_ref().is_none_or(|ids| ids.contains(&h.id))).collect(),
            coverage: files.world.hazards.iter().map(|h| (0..rows.len()).map(|j| matrix.coverage(&h.id, j)).collect()).collect(),
            passes: spec.passes.map(|passes| (Span::from_minutes(passes.every_min), passes.success)),
            calls: spec.calls.map(|calls| Calls {
                rate_per_h: calls.rate_per_h,
                reference_unit_h: calls.reference_unit_h,
                exponent: calls.exponent,
            }),
            is_told_to_watch: !matches!(spec.means, DetectionMeans::Telephone | DetectionMeans::Media),
            delay: law(&spec.delay),
            enters: (0..rows.len()).map(enters).collect(),
        }
    });
    channels.collect()
}
