//! Social organisations at a scene, as assembled and as they stand: who comes, the narrow road, the crowd there, and what a
//! structure does about it.

use std::collections::VecDeque;

use crate::engine::distribution::Law;
use crate::engine::time::SimTime;
use crate::model::incident::access::Road;
use crate::model::incident::crowd::{Crowd, Gathering};
use crate::terms::congestion::Congestion;
use crate::terms::id::{IncidentId, UnitId};

/// What never changes about those who come to scenes. Everything is off by default.
#[derive(Clone, Debug, Default)]
pub struct Linkage {
    /// What is known of the scene of each scripted incident; empty when nothing is of any.
    pub sites: Vec<Site>,
    /// Whether units of government and military are escorted past the others.
    pub escort: bool,
    /// A public notice to stay away.
    pub notice: Option<Notice>,
    /// Share by which a portal lowers the hazard of setting out.
    pub portal: f64,
    /// The station where those who come unasked report in.
    pub check_in: Option<CheckIn>,
    /// The letter that teams from elsewhere need.
    pub gate: Option<Gate>,
    /// The standing of each agency; empty when none has one.
    pub teams: Vec<Option<Team>>,
    /// Whether what an agency can do must be verified before its first task, by agency; empty where nobody verifies.
    pub unverified: Vec<bool>,
}

/// The desk where teams from elsewhere get their letters.
#[derive(Clone, Debug)]
pub struct Gate {
    /// From elsewhere is who lies in another jurisdiction of this level.
    pub border: u32,
    /// Officers for one incident.
    pub officers: u32,
    /// Time for one letter.
    pub service: Law,
    /// Probability that no letter can be written at first.
    pub blocked: f64,
    /// From onset until the gate opens then.
    pub blocked_for: Law,
}

/// The standing of an agency.
#[derive(Clone, Debug)]
pub struct Team {
    /// At home is who lies in the same jurisdiction of this level.
    pub home: u32,
    /// From order known to departure at home and elsewhere; the unit type's when absent.
    pub readiness: [Option<Law>; 2],
    /// Factor on rates.
    pub rate_factor: f64,
    /// Probability that it does not come.
    pub no_show: f64,
    /// How long it works on a shared task.
    pub stays: Option<Law>,
    /// Whether it is under contract.
    pub is_contracted: bool,
}

impl Team {
    /// From order known to departure, at home or elsewhere.
    #[must_use]
    pub const fn mobilisation(&self, is_at_home: bool) -> Option<&Law> {
        self.readiness[if is_at_home { 0 } else { 1 }].as_ref()
    }
}

/// The scene of a scripted incident.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Vehicles that pass its access road in an hour.
    pub vehicles_per_h: Option<f64>,
    /// Congestion there.
    pub congestion: Option<Congestion>,
    /// Who comes unasked.
    pub crowd: Option<Crowd>,
}

/// A public notice to stay away.
#[derive(Clone, Debug)]
pub struct Notice {
    /// From the publicity until the notice.
    pub after: Law,
    /// Share by which it lowers the hazard.
    pub effect: f64,
    /// Probability that a unit without a task is turned back from then on.
    pub turns_back: f64,
}

/// A station where those who come unasked report in.
#[derive(Clone, Debug)]
pub struct CheckIn {
    /// Officers.
    pub officers: u32,
    /// Time for one unit.
    pub service: Law,
    /// How a unit then waits until it can be led and there is room; it does not when absent.
    pub holds_back: Option<HoldBack>,
}

/// How long a unit waits at the scene until somebody can lead it.
#[derive(Clone, Debug)]
pub struct HoldBack {
    /// From its check-in until it waits no longer.
    pub at_most: Law,
    /// Whether it is then let in; it goes home otherwise.
    pub is_let_in: bool,
}

impl Linkage {
    /// The scene of a scripted incident, when anything is known of it.
    #[inline]
    #[must_use]
    pub fn site(&self, scripted: Option<u32>) -> Option<&Site> {
        self.sites.get(scripted? as usize)
    }

    /// Congestion at the scene of a scripted incident.
    #[inline]
    #[must_use]
    pub fn congestion(&self, scripted: Option<u32>) -> Option<&Congestion> {
        self.site(scripted)?.congestion.as_ref()
    }
}

/// A unit at a scene, with the matters that it has brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// The unit.
    pub unit: UnitId,
    /// Matters so far.
    pub asked: u32,
}

/// How things stand at the scene of a scripted incident.
#[derive(Clone, Debug)]
pub struct Turnout {
    /// The road to it.
    pub road: Road,
    /// Who sets out for it.
    pub gathering: Gathering,
    /// Official units at work, whose heads lead.
    pub leaders: u32,
    /// Social groups at work, in the order of their beginning.
    pub groups: Vec<Group>,
    /// Units that have been let in and are not yet at work.
    pub deploying: u32,
    /// Units in the hands of the check-in station's officers.
    pub checking_in: u32,
    /// Units that wait for an officer there.
    pub to_check_in: VecDeque<UnitId>,
    /// Units that wait to be let in.
    pub staged: VecDeque<UnitId>,
    /// Units that wait for a letter, and when they will be ready.
    pub letters: VecDeque<(UnitId, SimTime)>,
    /// Units whose letters are being written.
    pub writing: Vec<(UnitId, SimTime)>,
    /// What keeps letters from being written at present.
    pub blocks: u32,
}

impl Turnout {
    const NONE: Self = Self {
        road: Road::NONE,
        gathering: Gathering::NONE,
        leaders: 0,
        groups: Vec::new(),
        deploying: 0,
        checking_in: 0,
        to_check_in: VecDeque::new(),
        staged: VecDeque::new(),
        letters: VecDeque::new(),
        writing: Vec::new(),
        blocks: 0,
    };
}

/// Whether a unit that is out has a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    /// Somebody has ordered it.
    Tasked,
    /// It came by itself.
    Unasked,
    /// It came by itself and has been let in, but is not yet at work.
    LetIn,
}

/// How things stand with those who come to scenes.
#[derive(Clone, Debug, Default)]
pub struct Convergence {
    /// By scripted incident.
    pub turnouts: Vec<Turnout>,
    /// By unit; empty where nobody comes unasked.
    pub errands: Vec<Errand>,
    /// By unit: whether it stands in a queue for a road, a letter or a check-in, and cannot be called off; empty where there are none.
    pub held: Vec<bool>,
    /// By unit: how many stays it has ended; empty where no agency has a standing.
    pub turns: Vec<u32>,
    /// Units that did not come, each with its incident, in that order.
    pub absent: Vec<(IncidentId, UnitId)>,
    /// By agency: whether it is still to be verified; empty where nobody verifies.
    pub unverified: Vec<bool>,
}

impl Convergence {
    /// Forgets everything and makes room for what the linkage needs.
    pub fn reset(&mut self, linkage: &Linkage, units: usize) {
        self.turnouts.clear();
        self.turnouts.resize(linkage.sites.len(), Turnout::NONE);
        self.held.clear();
        self.held.resize(if linkage.sites.is_empty() { 0 } else { units }, false);
        self.errands.clear();
        self.absent.clear();
        self.unverified.clone_from(&linkage.unverified);
        self.turns.clear();
        self.turns.resize(if linkage.teams.is_empty() { 0 } else { units }, 0);
        if linkage.sites.iter().any(|site| site.crowd.is_some()) {
            self.errands.resize(units, Errand::Tasked);
        }
    }

    /// A unit stands in a queue.
    pub fn hold(&mut self, unit: UnitId) {
        self.held[unit.index()] = true;
    }

    /// A unit has come through a queue.
    pub fn let_go(&mut self, unit: UnitId) {
        self.held[unit.index()] = false;
    }

    /// Whether a unit stands in a queue, from which it cannot be called off.
    #[must_use]
    pub fn holds(&self, unit: UnitId) -> bool {
        self.held.get(unit.index()) == Some(&true)
    }

    /// A unit is at home again, or has another task.
    #[inline]
    pub fn forget(&mut self, unit: UnitId) {
        if let Some(errand) = self.errands.get_mut(unit.index()) {
            *errand = Errand::Tasked;
        }
    }

    /// Whether a unit came by itself.
    #[must_use]
    pub fn is_unasked(&self, unit: UnitId) -> bool {
        self.errands.get(unit.index()).is_some_and(|errand| *errand != Errand::Tasked)
    }
}
