//! Names and places of a world for quick lookup, built from whatever was written: nothing here assumes that the world is right.

use std::collections::{BTreeMap, BTreeSet};

use crate::scenario::check::findings::Names;
use crate::scenario::forces::PostSpec;
use crate::scenario::structure::Structure;
use crate::scenario::territory::World;

/// A world with its names.
#[derive(Clone, Debug)]
pub struct Index<'a> {
    /// The world.
    pub world: &'a World,
    /// Levels.
    pub levels: Names<'a>,
    /// Lines.
    pub lines: Names<'a>,
    /// Capabilities.
    pub capabilities: Names<'a>,
    /// Hazards.
    pub hazards: Names<'a>,
    /// Channels.
    pub channels: Names<'a>,
    /// Jurisdictions.
    pub jurisdictions: Names<'a>,
    /// Agencies.
    pub agencies: Names<'a>,
    /// Unit types.
    pub unit_types: Names<'a>,
    /// Units as written, before `count` multiplies them.
    pub units: Names<'a>,
    /// Level of each jurisdiction, when known.
    pub level_of: Vec<Option<usize>>,
    /// Superior of each jurisdiction, when it is one level up.
    pub superior_of: Vec<Option<usize>>,
    /// Jurisdictions that are the superior of more than one.
    pub has_siblings_below: BTreeSet<usize>,
    posts: BTreeMap<(&'a str, &'a str), Vec<usize>>,
}

impl<'a> Index<'a> {
    /// The index of a world.
    #[must_use]
    pub fn new(world: &'a World) -> Self {
        let rows = world.jurisdictions.rows();
        let levels = Names::new("level", world.levels.iter().map(|level| level.id.as_str()));
        let jurisdictions = Names::new("jurisdiction", rows.iter().map(|row| row.id.as_str()));
        let level_of: Vec<Option<usize>> = rows.iter().map(|row| levels.position(&row.level)).collect();
        let superior_of: Vec<Option<usize>> = rows
            .iter()
            .zip(&level_of)
            .map(|(row, level)| {
                let superior = jurisdictions.position(row.superior.as_deref()?)?;
                (level_of[superior]? + 1 == (*level)?).then_some(superior)
            })
            .collect();
        let mut posts: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
        for (i, post) in world.posts.iter().enumerate() {
            posts.entry((&post.line, &post.level)).or_default().push(i);
        }
        Self {
            world,
            lines: Names::new("line", world.lines.iter().map(|line| line.id.as_str())),
            capabilities: Names::new("capability", world.capabilities.iter().map(|c| c.id.as_str())),
            hazards: Names::new("hazard", world.hazards.iter().map(|hazard| hazard.id.as_str())),
            channels: Names::new("channel", world.channels.iter().map(|channel| channel.id.as_str())),
            agencies: Names::new("agency", world.agencies.rows().iter().map(|agency| agency.id.as_str())),
            unit_types: Names::new("unit type", world.unit_types.iter().map(|kind| kind.id.as_str())),
            units: Names::new("unit", world.units.rows().iter().map(|unit| unit.id.as_str())),
            has_siblings_below: repeated(&superior_of),
            levels,
            jurisdictions,
            level_of,
            superior_of,
            posts,
        }
    }

    /// The kinds of jurisdiction that the world names.
    #[must_use]
    pub fn kinds(&self) -> Names<'a> {
        Names::new("kind of jurisdiction", self.world.jurisdictions.rows().iter().filter_map(|row| row.kind.as_deref()))
    }

    /// The posts of a line at a level.
    pub fn posts<'s>(&'s self, line: &'s str, level: &'s str) -> impl Iterator<Item = &'a PostSpec> + 's {
        let world = self.world;
        self.posts_of(line, level).iter().map(|i| &world.posts[*i])
    }

    fn posts_of<'s>(&'s self, line: &'s str, level: &'s str) -> &'s [usize] {
        self.posts.get(&(line, level)).map_or(&[], Vec::as_slice)
    }

    /// Whether a line has a post at some jurisdiction of a level.
    #[must_use]
    pub fn has_post(&self, line: &str, level: &str) -> bool {
        self.posts.contains_key(&(line, level))
    }

    /// Whether a line has a post at this jurisdiction.
    #[must_use]
    pub fn has_post_at(&self, line: &str, jurisdiction: usize) -> bool {
        let row = &self.world.jurisdictions.rows()[jurisdiction];
        self.posts(line, &row.level).any(|post| post.only.as_ref().is_none_or(|only| only.contains(&row.id)))
    }

    /// The levels at which a line has posts.
    #[must_use]
    pub fn levels_of_line(&self, line: &str) -> Vec<&'a str> {
        self.posts.keys().filter(|key| key.0 == line).map(|key| key.1).collect()
    }

    /// The jurisdiction itself or the one above it at a level.
    #[must_use]
    pub fn ancestor_at(&self, jurisdiction: usize, level: usize) -> Option<usize> {
        let mut here = jurisdiction;
        while self.level_of[here]? > level {
            here = self.superior_of[here]?;
        }
        (self.level_of[here] == Some(level)).then_some(here)
    }

    /// The jurisdiction where an agency stands once a structure has abolished kinds.
    #[must_use]
    pub fn standing(&self, jurisdiction: usize, structure: &Structure) -> usize {
        let mut here = jurisdiction;
        while self.is_abolished(here, structure) {
            let Some(superior) = self.superior_of[here] else { break };
            here = superior;
        }
        here
    }

    /// Whether a structure abolishes a jurisdiction's kind.
    #[must_use]
    pub fn is_abolished(&self, jurisdiction: usize, structure: &Structure) -> bool {
        let row = &self.world.jurisdictions.rows()[jurisdiction];
        structure.abolishes.iter().any(|kind| kind.level == row.level && Some(&kind.kind) == row.kind.as_ref())
    }

    /// The written row of a unit by the id that it has in a run: `id`, or `id.k` where the row counts several.
    #[must_use]
    pub fn unit(&self, id: &str) -> Option<usize> {
        let units = self.world.units.rows();
        self.units.position(id).filter(|position| units[*position].count == 1).or_else(|| self.one_of_several(id))
    }

    /// The written row of which `id` names one of several equal units, as `id.k`.
    #[must_use]
    pub fn one_of_several(&self, id: &str) -> Option<usize> {
        let (row, number) = id.rsplit_once('.')?;
        let position = self.units.position(row)?;
        let count = self.world.units.rows()[position].count;
        (count > 1 && (1..=count).contains(&number.parse().ok()?)).then_some(position)
    }
}

fn repeated(superiors: &[Option<usize>]) -> BTreeSet<usize> {
    let mut once = BTreeSet::new();
    superiors.iter().flatten().copied().filter(|superior| !once.insert(*superior)).collect()
}
