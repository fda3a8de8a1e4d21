//! Agencies and units, and which post may send which unit: rights, commitment and visibility taken together.

use std::collections::BTreeMap;

use crate::model::command::authority::Authority;
use crate::model::command::post::{Candidate, PostProfile, SeveritySet};
use crate::model::command::setting::{AgencyProfile, Commitment, Relay, Setting};
use crate::model::force::unit::{UnitKind, UnitProfile};
use crate::scenario::forces::UnitSpec;
use crate::scenario::structure::{CommitmentRow, PostRef, Reach, Right, RightRow, Side};
use crate::simulation::assemble::Files;
use crate::simulation::assemble::names::{self, Names, stable_key};
use crate::simulation::assemble::posts::law;
use crate::simulation::assemble::society;
use crate::simulation::assemble::territory::Ground;
use crate::terms::id::{AgencyId, CapabilityId, JurisdictionId, PostId, UnitId};
use crate::terms::sector::Sector;
use crate::terms::severity::Severity;

/// What is owned, as assembled.
#[derive(Debug)]
pub struct Owned {
    /// Agencies.
    pub agencies: Vec<AgencyProfile>,
    /// Kinds of unit.
    pub kinds: Vec<UnitKind>,
    /// Units.
    pub units: Vec<UnitProfile>,
}

/// Assembles agencies and units; agencies of abolished jurisdictions count as their successors', the overlay moves bases.
#[must_use]
pub fn units(files: &Files<'_>, names: &Names<'_>, ground: &Ground) -> Owned {
    let agencies = files.world.agencies.rows().iter().map(|row| AgencyProfile {
        jurisdiction: ground.successor[names.jurisdictions[row.jurisdiction.as_str()]],
        is_social: files.world.lines[names.lines[row.line.as_str()] as usize].sector == Sector::Society,
    });
    let kinds = files.world.unit_types.iter().map(|spec| {
        let mut rates = vec![0.0; names.capabilities.len()];
        for ability in &spec.capabilities {
            rates[names.capabilities[ability.capability.as_str()] as usize] = ability.rate;
        }
        let mobilisation = law(&spec.mobilisation);
        UnitKind {
            rates,
            speed_kmh: spec.speed_kmh,
            vehicles: spec.vehicles,
            mobilisation_mean_min: mobilisation.mean_minutes(),
            mobilisation,
            deployment: law(&spec.deployment),
        }
    });
    let units = names::units(files.world).map(|(id, spec)| unit(files, names, ground, &id, spec));
    let units = units.chain(society::units(files, names, ground));
    Owned { agencies: agencies.collect(), kinds: kinds.collect(), units: units.collect() }
}

fn unit(files: &Files<'_>, names: &Names<'_>, ground: &Ground, id: &str, spec: &UnitSpec) -> UnitProfile {
    let at = names.jurisdictions[spec.base.as_str()];
    let mut profile = UnitProfile {
        key: stable_key(id),
        kind: names.unit_types[spec.unit_type.as_str()],
        base: ground.point(at, spec.lon, spec.lat, spec.x_km, spec.y_km),
        agency: AgencyId(names.agencies[spec.agency.as_str()]),
    };
    let row = &files.world.jurisdictions.rows()[at];
    let rebase = files.structure.overlay.rebase.iter().find(|rebase| {
        rebase.unit_type == spec.unit_type
            && rebase.from_level == row.level
            && rebase.from_kind.as_ref().is_none_or(|kind| Some(kind) == row.kind.as_ref())
    });
    let Some(rebase) = rebase else { return profile };
    let level = names.levels[rebase.to_level.as_str()];
    if let Some(to) = ground.territory.at_level(JurisdictionId::from_index(at), level) {
        profile.base = ground.point(to.index(), None, None, None, None);
        let agencies = files.world.agencies.rows();
        let line = &agencies[profile.agency.index()].line;
        let there = &files.world.jurisdictions.rows()[to.index()].id;
        if let Some(owner) = agencies.iter().position(|agency| &agency.line == line && &agency.jurisdiction == there) {
            profile.agency = AgencyId::from_index(owner);
        }
    }
    profile
}

/// The commitment table.
#[must_use]
pub fn commitments(files: &Files<'_>, names: &Names<'_>) -> Vec<Commitment> {
    let rows = files.structure.commitment.iter().map(|row| Commitment {
        via: row
            .via
            .iter()
            .map(|relay| Relay {
                line: names.lines[relay.line.as_str()],
                level: names.level_of(&relay.echelon),
                is_owner_side: relay.side == Side::Owner,
            })
            .collect(),
        transit: law(&row.transit),
    });
    rows.collect()
}

/// Which rights count: all that need no response level, those up to a level in force, or only those over own units.
#[derive(Clone, Copy, Debug)]
struct Scope {
    level: Option<Severity>,
    is_own_only: bool,
}

/// Fills in which units each post may send, on what it is competent, and what asking upward can add: by the tables, under a response
/// level, and where a superior must lead.
pub fn candidates(files: &Files<'_>, names: &Names<'_>, ground: &Ground, setting: &mut Setting) {
    let fleet = Fleet::of(files, names, ground, setting);
    let is_beside = files.incidents.scripted.iter().any(|incident| !incident.also_in.is_empty());
    for at in 0..setting.posts.len() {
        let of = |scope| authority(fleet.candidates_of(&setting.posts[at], setting, scope));
        let plain = Scope { level: None, is_own_only: false };
        let base = of(plain);
        let first_action = is_beside.then(|| Box::new(of(Scope { is_own_only: true, ..plain })));
        let levels = fleet.levels(&setting.posts[at]);
        let raised = levels.into_iter().map(|level| (level, of(Scope { level: Some(level), ..plain }))).collect();
        let post = &mut setting.posts[at];
        (post.authority, post.first_action, post.raised) = (base, first_action, raised);
    }
    for at in 0..setting.posts.len() {
        let beyond: Vec<_> = setting.posts[at].authorities().map(|own| beyond(setting, PostId::from_index(at), own)).collect();
        let post = &mut setting.posts[at];
        let own = std::iter::once(&mut post.authority).chain(post.first_action.as_deref_mut());
        for (own, beyond) in own.chain(post.raised.iter_mut().map(|(_, own)| own)).zip(beyond) {
            own.beyond = beyond;
        }
    }
    let mut deciders = vec![Vec::new(); setting.units.len()];
    for (at, post) in setting.posts.iter().enumerate() {
        for candidate in post.authorities().flat_map(|own| &own.candidates).flatten() {
            let list: &mut Vec<PostId> = &mut deciders[candidate.unit.index()];
            if list.last() != Some(&PostId::from_index(at)) {
                list.push(PostId::from_index(at));
            }
        }
    }
    setting.unit_deciders = deciders;
}

fn authority(candidates: Vec<Vec<Candidate>>) -> Authority {
    let competence: Vec<_> = candidates.iter().map(|list| union(list.iter())).collect();
    Authority { beyond: vec![SeveritySet::default(); competence.len()], competence, candidates }
}

fn union<'c>(candidates: impl Iterator<Item = &'c Candidate>) -> SeveritySet {
    candidates.fold(SeveritySet::default(), |set, candidate| set.and(candidate.severities))
}

/// The agencies in the order of a walk of the tree, so that everything below a jurisdiction is one slice.
struct Fleet<'f> {
    files: Files<'f>,
    names: &'f Names<'f>,
    ground: &'f Ground,
    /// Position in the walk, and agency, ascending.
    agencies: Vec<(u32, AgencyId)>,
    /// Line of each agency; none when it may not be tasked.
    lines: Vec<Option<u32>>,
    /// Units of each agency.
    units: Vec<Vec<UnitId>>,
}

impl<'f> Fleet<'f> {
    fn of(files: &Files<'f>, names: &'f Names<'f>, ground: &'f Ground, setting: &Setting) -> Self {
        let walk = setting.agencies.iter().map(|agency| ground.walk[agency.jurisdiction.index()]);
        let mut agencies: Vec<_> = walk.enumerate().map(|(at, walk)| (walk, AgencyId::from_index(at))).collect();
        agencies.sort_unstable();
        let rows = files.world.agencies.rows().iter();
        // A portal lets organisations register that have not.
        let has_portal = files.structure.social_linkage.as_ref().is_some_and(|rules| rules.portal.is_some());
        let lines = rows.map(|row| (row.registered || has_portal).then(|| names.lines[row.line.as_str()])).collect();
        let mut units = vec![Vec::new(); setting.agencies.len()];
        for (at, unit) in setting.units.iter().enumerate() {
            units[unit.agency.index()].push(UnitId::from_index(at));
        }
        Self { files: *files, names, ground, agencies, lines, units }
    }

    /// The agencies within a reach of a jurisdiction, as slices.
    fn within(&self, reach: Reach, of: JurisdictionId) -> [&[(u32, AgencyId)]; 2] {
        let between = |from: u32, to: u32| {
            let begin = self.agencies.partition_point(|(walk, _)| *walk < from);
            let end = self.agencies.partition_point(|(walk, _)| *walk < to);
            &self.agencies[begin..end.max(begin)]
        };
        let (walk, walk_end) = (self.ground.walk[of.index()], self.ground.walk_end[of.index()]);
        match reach {
            Reach::Own => [between(walk, walk + 1), &[]],
            Reach::Below => [between(walk, walk_end), &[]],
            Reach::Everywhere => [&self.agencies, &[]],
            Reach::Neighbours => match self.ground.territory.jurisdictions[of.index()].superior {
                None => [&[], &[]],
                Some(s) => {
                    let (first, last) = (self.ground.walk[s.index()] + 1, self.ground.walk_end[s.index()]);
                    [between(first, walk), between(walk_end, last)]
                }
            },
        }
    }

    fn candidates_of(&self, post: &PostProfile, setting: &Setting, scope: Scope) -> Vec<Vec<Candidate>> {
        let visible = self.visible_agencies(post);
        let mut found: BTreeMap<UnitId, Vec<Candidate>> = BTreeMap::new();
        for (row, commitment) in (0_u32..).zip(&self.files.structure.commitment) {
            if self.is_meant(&commitment.post, post) {
                self.add_row(post, (row, commitment), scope, &visible, &mut found);
            }
        }
        let mut lists = vec![Vec::new(); self.names.capabilities.len()];
        for candidate in found.into_values().flatten() {
            let kind = &setting.kinds[setting.units[candidate.unit.index()].kind as usize];
            for (capability, rate) in kind.rates.iter().enumerate() {
                if *rate > 0.0 {
                    lists[capability].push(candidate);
                }
            }
        }
        lists
    }

    fn is_meant(&self, written: &PostRef, post: &PostProfile) -> bool {
        self.names.is_meant(written, post.line, post.echelon.0)
    }

    /// Agencies whose units the post sees, and whether it sees others' orders to them.
    fn visible_agencies(&self, post: &PostProfile) -> BTreeMap<AgencyId, bool> {
        let mut visible = BTreeMap::new();
        for row in self.files.structure.visibility.iter().filter(|row| self.is_meant(&row.post, post)) {
            let lines: Vec<u32> = row.lines.iter().map(|line| self.names.lines[line.as_str()]).collect();
            for (_, agency) in self.within(row.reach, post.jurisdiction).into_iter().flatten() {
                if self.lines[agency.index()].is_some_and(|line| lines.contains(&line)) {
                    *visible.entry(*agency).or_insert(false) |= row.shares_orders;
                }
            }
        }
        visible
    }

    fn add_row(
        &self,
        post: &PostProfile,
        (row, commitment): (u32, &CommitmentRow),
        scope: Scope,
        visible: &BTreeMap<AgencyId, bool>,
        found: &mut BTreeMap<UnitId, Vec<Candidate>>,
    ) {
        let line = self.names.lines[commitment.line.as_str()];
        let own = self.severities(post, &commitment.line, Right::CommitOwn, scope);
        let in_scope = self.severities(post, &commitment.line, Right::CommitInScope, scope);
        let grades = SeveritySet::range(commitment.from_severity, commitment.up_to_severity);
        for (walk, agency) in self.within(commitment.reach, post.jurisdiction).into_iter().flatten() {
            let Some(shares_orders) = visible.get(agency).copied() else { continue };
            let is_own = *walk == self.ground.walk[post.jurisdiction.index()];
            let beside_own = if scope.is_own_only { SeveritySet::default() } else { in_scope };
            let severities = (if is_own { own.and(in_scope) } else { beside_own }).within(grades);
            if self.lines[agency.index()] != Some(line) || severities == SeveritySet::default() {
                continue;
            }
            for unit in &self.units[agency.index()] {
                let rows = found.entry(*unit).or_default();
                let severities = severities.without(union(rows.iter()));
                if severities != SeveritySet::default() {
                    rows.push(Candidate { unit: *unit, row, severities, shares_orders });
                }
            }
        }
    }

    fn severities(&self, post: &PostProfile, line: &str, right: Right, scope: Scope) -> SeveritySet {
        let rows = self.files.structure.rights.iter();
        let holds = |row: &&RightRow| row.from_level.is_none_or(|from| scope.level.is_some_and(|level| level >= from));
        rows.filter(|row| row.right == right && self.is_meant(&row.post, post) && row.lines.iter().any(|l| l == line))
            .filter(holds)
            .fold(SeveritySet::default(), |set, row| set.and(SeveritySet::range(row.from_severity, row.up_to_severity)))
    }

    /// The response levels from which on a post has further rights, from the lightest up.
    fn levels(&self, post: &PostProfile) -> Vec<Severity> {
        let rows = self.files.structure.rights.iter().filter(|row| self.is_meant(&row.post, post));
        let mut levels: Vec<Severity> = rows.filter_map(|row| row.from_level).collect();
        levels.sort_unstable();
        levels.dedup();
        levels
    }
}

/// For each capability the severities for which a post up the request chain may send a unit that this post may not.
fn beyond(setting: &Setting, post: PostId, own: &Authority) -> Vec<SeveritySet> {
    let chain: Vec<&Authority> = setting.chain(post).flat_map(|above| setting.posts[above.index()].authorities()).collect();
    (0..own.candidates.len()).map(|capability| beyond_for(own, &chain, CapabilityId::from_index(capability))).collect()
}

fn beyond_for(own: &Authority, chain: &[&Authority], capability: CapabilityId) -> SeveritySet {
    let mut set = SeveritySet::default();
    for severity in Severity::ALL {
        let adds = chain.iter().any(|above| {
            let theirs = &above.candidates[capability.index()];
            theirs.iter().any(|c| c.severities.has(severity) && !own.may_send(capability, severity, c.unit))
        });
        if adds {
            set = set.and(SeveritySet::range(severity, severity));
        }
    }
    set
}
