//! A structure on a world: warns of units that nobody may commit.

use std::collections::BTreeMap;

use crate::scenario::check::findings::Findings;
use crate::scenario::check::index::Index;
use crate::scenario::forces::AgencySpec;
use crate::scenario::locate::At;
use crate::scenario::structure::{CommitmentRow, PostRef, Reach, Right, Structure};

/// Unit ids shown in one warning.
const SHOWN: usize = 3;

/// Units that share a reason: the first row and all ids.
#[derive(Debug, Default)]
struct Group<'a> {
    first: usize,
    ids: Vec<&'a str>,
}

/// Warns of units that nobody may commit, in one warning for each reason.
pub fn check(structure: &Structure, index: &Index<'_>, findings: &mut Findings<'_>) {
    let mut unregistered: BTreeMap<&str, Group<'_>> = BTreeMap::new();
    let mut out_of_reach: BTreeMap<(&str, Option<usize>), Group<'_>> = BTreeMap::new();
    let mut known: BTreeMap<(&str, usize), bool> = BTreeMap::new();
    let spelled = structure.spelled_out();
    let ways = Ways::new(&spelled, index);
    for (i, unit) in index.world.units.rows().iter().enumerate() {
        let Some(agency) = index.agencies.position(&unit.agency).map(|agency| &index.world.agencies.rows()[agency]) else {
            continue;
        };
        if !agency.registered {
            unregistered.entry(&agency.id).or_insert(Group { first: i, ids: Vec::new() }).ids.push(&unit.id);
            continue;
        }
        let Some(owner) = ways.owner(agency, &unit.unit_type, &unit.base) else { continue };
        if !*known.entry((&agency.line, owner)).or_insert_with(|| ways.may_be_committed(&agency.line, owner)) {
            let key = (agency.line.as_str(), index.level_of[owner]);
            out_of_reach.entry(key).or_insert(Group { first: i, ids: Vec::new() }).ids.push(&unit.id);
        }
    }
    let root = At::Root;
    let units = root.field("units");
    for (agency, group) in unregistered {
        let message = format!("nobody may commit {}: agency `{agency}` has not registered", group.name());
        let at = units.item(group.first);
        findings.warning(at.field("agency"), Some(agency), message, "set `registered` to true, or leave the units out");
    }
    for ((line, level), group) in out_of_reach {
        let level = level.map_or("?", |level| index.world.levels[level].id.as_str());
        let message = format!(
            "nobody may commit {} of line `{line}` at level `{level}`: no commitment row of structure `{}` with a right to commit reaches them",
            group.name(),
            structure.id
        );
        let at = units.item(group.first);
        findings.warning(
            at.field("agency"),
            Some(line),
            message,
            "add a commitment row, and a right `CommitOwn` or `CommitInScope` of the same post over this line",
        );
    }
}

impl Group<'_> {
    fn name(&self) -> String {
        let shown = self.ids.iter().take(SHOWN).map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
        let word = if self.ids.len() == 1 { "unit" } else { "units" };
        match self.ids.len().saturating_sub(SHOWN) {
            0 => format!("{word} {shown}"),
            more => format!("{word} {shown} and {more} more"),
        }
    }
}

struct Ways<'a> {
    structure: &'a Structure,
    index: &'a Index<'a>,
    /// Lines with an agency, by jurisdiction after abolition.
    agencies: std::collections::BTreeSet<(&'a str, usize)>,
}

impl<'a> Ways<'a> {
    fn new(structure: &'a Structure, index: &'a Index<'a>) -> Self {
        let agencies = index.world.agencies.rows().iter();
        let agencies =
            agencies.filter_map(|agency| Some((agency.line.as_str(), index.jurisdictions.position(&agency.jurisdiction)?)));
        Self { structure, index, agencies: agencies.collect() }
    }

    /// The jurisdiction of the agency that owns a unit under this structure.
    fn owner(&self, agency: &AgencySpec, unit_type: &str, base: &str) -> Option<usize> {
        let own = self.index.jurisdictions.position(&agency.jurisdiction)?;
        let base = self.index.jurisdictions.position(base);
        let moved = base.and_then(|base| self.rebased(agency, unit_type, base));
        Some(self.index.standing(moved.unwrap_or(own), self.structure))
    }

    fn rebased(&self, agency: &AgencySpec, unit_type: &str, base: usize) -> Option<usize> {
        let row = &self.index.world.jurisdictions.rows()[base];
        let rule = self.structure.overlay.rebase.iter().find(|rule| {
            rule.unit_type == unit_type
                && rule.from_level == row.level
                && (rule.from_kind.is_none() || rule.from_kind == row.kind)
        })?;
        let seat = self.index.ancestor_at(base, self.index.levels.position(&rule.to_level)?)?;
        self.agencies.contains(&(agency.line.as_str(), seat)).then_some(seat)
    }

    fn may_be_committed(&self, line: &str, owner: usize) -> bool {
        let rows = self.structure.commitment.iter().filter(|row| row.line == line);
        rows.into_iter().any(|row| self.right(&row.post, line).is_some_and(|right| self.reaches(row, right, owner)))
    }

    /// The widest right to commit units of a line.
    fn right(&self, post: &PostRef, line: &str) -> Option<Right> {
        let rows = self.structure.rights.iter().filter(|row| row.post == *post && row.lines.iter().any(|own| own == line));
        rows.map(|row| row.right).max().filter(|right| *right != Right::Propose)
    }

    fn reaches(&self, row: &CommitmentRow, right: Right, owner: usize) -> bool {
        let Some(echelon) = self.structure.echelons.iter().find(|echelon| echelon.id == row.post.echelon) else { return false };
        let Some(level) = self.index.levels.position(&echelon.level) else { return false };
        let above = self.index.ancestor_at(owner, level);
        let stands =
            |place: usize| self.index.has_post_at(&row.post.line, place) && !self.index.is_abolished(place, self.structure);
        let is_own = above == Some(owner) && stands(owner);
        if right == Right::CommitOwn {
            return is_own;
        }
        match row.reach {
            Reach::Own => is_own,
            Reach::Below => above.is_some_and(stands),
            Reach::Everywhere => self.index.has_post(&row.post.line, &echelon.level),
            Reach::Neighbours => {
                let superior = above.and_then(|above| self.index.superior_of[above]);
                superior.is_some_and(|superior| self.index.has_siblings_below.contains(&superior))
            }
        }
    }
}
