//! From written ids to positions, and stable keys for chance from written ids.

use std::collections::BTreeMap;

use crate::engine::streams::join;
use crate::scenario::forces::UnitSpec;
use crate::scenario::structure::PostRef;
use crate::scenario::territory::World;
use crate::simulation::assemble::Files;

/// Positions of written ids.
#[derive(Debug, Default)]
pub struct Names<'f> {
    /// Levels, 0 at the top.
    pub levels: BTreeMap<&'f str, u32>,
    /// Jurisdictions.
    pub jurisdictions: BTreeMap<&'f str, usize>,
    /// Lines.
    pub lines: BTreeMap<&'f str, u32>,
    /// Capabilities.
    pub capabilities: BTreeMap<&'f str, u32>,
    /// Hazards.
    pub hazards: BTreeMap<&'f str, u32>,
    /// Channels.
    pub channels: BTreeMap<&'f str, u32>,
    /// Agencies.
    pub agencies: BTreeMap<&'f str, u32>,
    /// Unit types.
    pub unit_types: BTreeMap<&'f str, u32>,
    /// Units, each of several equal ones by its own id.
    pub units: BTreeMap<String, u32>,
    /// Echelons, 0 at the top.
    pub echelons: BTreeMap<&'f str, u32>,
    /// Level of each echelon.
    pub echelon_levels: Vec<u32>,
    /// Scripted incidents.
    pub scripted: BTreeMap<&'f str, u32>,
}

fn positions<'f>(ids: impl Iterator<Item = &'f str>) -> BTreeMap<&'f str, u32> {
    ids.zip(0..).collect()
}

/// The ids of the units that one row of the units table stands for.
pub fn unit_ids(id: &str, count: u32) -> impl Iterator<Item = String> + '_ {
    (1..=count).map(move |number| if count == 1 { id.to_owned() } else { format!("{id}.{number}") })
}

/// The units of a world with the rows that they come from, in the order of their ids: where the file says what does not matter.
pub fn units(world: &World) -> impl Iterator<Item = (String, &UnitSpec)> {
    let mut rows: Vec<&UnitSpec> = world.units.rows().iter().collect();
    rows.sort_by(|a, b| a.id.cmp(&b.id));
    rows.into_iter().flat_map(|spec| unit_ids(&spec.id, spec.count).map(move |id| (id, spec)))
}

impl<'f> Names<'f> {
    /// The positions of everything named in the files.
    #[must_use]
    pub fn of(files: &Files<'f>) -> Self {
        let Files { world, incidents, structure, .. } = *files;
        let levels = positions(world.levels.iter().map(|level| level.id.as_str()));
        let units = units(world).map(|(id, _)| id).zip(0..).collect();
        Self {
            echelon_levels: structure.echelons.iter().map(|echelon| levels[echelon.level.as_str()]).collect(),
            jurisdictions: world.jurisdictions.rows().iter().map(|j| j.id.as_str()).zip(0..).collect(),
            lines: positions(world.lines.iter().map(|line| line.id.as_str())),
            capabilities: positions(world.capabilities.iter().map(|capability| capability.id.as_str())),
            hazards: positions(world.hazards.iter().map(|hazard| hazard.id.as_str())),
            channels: positions(world.channels.iter().map(|channel| channel.id.as_str())),
            agencies: positions(world.agencies.rows().iter().map(|agency| agency.id.as_str())),
            unit_types: positions(world.unit_types.iter().map(|kind| kind.id.as_str())),
            units,
            echelons: positions(structure.echelons.iter().map(|echelon| echelon.id.as_str())),
            scripted: positions(incidents.scripted.iter().map(|incident| incident.id.as_str())),
            levels,
        }
    }

    /// The level of an echelon.
    #[must_use]
    pub fn level_of(&self, echelon: &str) -> u32 {
        self.echelon_levels[self.echelons[echelon] as usize]
    }

    /// Whether a post of this line and echelon is meant.
    #[must_use]
    pub fn is_meant(&self, post: &PostRef, line: u32, echelon: u32) -> bool {
        self.lines.get(post.line.as_str()) == Some(&line) && self.echelons.get(post.echelon.as_str()) == Some(&echelon)
    }
}

/// A stable key for chance from a written id.
#[must_use]
pub fn stable_key(id: &str) -> u64 {
    id.bytes().fold(0, |key, byte| join(key, u64::from(byte)))
}
