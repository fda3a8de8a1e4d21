//! The tape: the incidents of one replication. A function of seed, replication and the incidents file alone, so that every
//! structure meets the same.

use crate::engine::distribution::Law;
use crate::engine::streams::{Chance, Purpose, join};
use crate::engine::time::{SimTime, Span};
use crate::journal::header::Origin;
use crate::model::geography::territory::Territory;
use crate::model::geography::travel::Point;
use crate::model::incident::incident::{Incident, IncidentProfile, IncidentState};
use crate::model::incident::need::NeedProfile;
use crate::model::incident::offspring::Rows;
use crate::terms::id::JurisdictionId;

/// An incident at a set time and place, as assembled.
#[derive(Clone, Debug)]
pub struct Scripted {
    /// Key of its chance, made from its id.
    pub key: u64,
    /// Onset.
    pub onset: SimTime,
    /// Where.
    pub point: Point,
    /// Other jurisdictions that it concerns.
    pub also_in: Vec<JurisdictionId>,
    /// Position of its profile.
    pub profile: u32,
    /// Its own channels and delays, instead of the world's.
    pub detection: Option<Vec<(u32, Law)>>,
}

/// Poisson demand, as assembled.
#[derive(Clone, Debug)]
pub struct Demand {
    /// Where it arises.
    pub streams: Vec<DemandStream>,
    /// Profiles with cumulated weights up to 1.
    pub profiles: Vec<(f64, u32)>,
}

/// Poisson demand in one jurisdiction.
#[derive(Clone, Debug)]
pub struct DemandStream {
    /// Key of its chance, made from the ids of the demand and the jurisdiction.
    pub key: u64,
    /// Where.
    pub jurisdiction: JurisdictionId,
    /// Law of the gaps.
    pub gap: Law,
}

/// A stream of incidents that those of one hazard bring about.
#[derive(Clone, Copy, Debug)]
pub struct Secondary {
    /// Key of its chance, made from its id.
    pub key: u64,
    /// The hazard of those that bring others about.
    pub hazard: u32,
    /// Per hour, at the reference size.
    pub rate_per_h: f64,
    /// The reference size; the same rate at any size when absent.
    pub reference: Option<f64>,
    /// Position of the profile of those brought about.
    pub profile: u32,
    /// The most of them in a run.
    pub at_most: u32,
}

/// What the tape is made from.
#[derive(Clone, Debug, Default)]
pub struct TapeSpec {
    /// Scripted incidents.
    pub scripted: Vec<Scripted>,
    /// Stochastic demands.
    pub demands: Vec<Demand>,
    /// Incidents that others bring about.
    pub secondary: Vec<Secondary>,
}

impl TapeSpec {
    /// The rows to be kept for secondary incidents.
    #[must_use]
    pub fn kept(&self, profiles: &[IncidentProfile]) -> Rows {
        let mut rows = Rows::default();
        for row in &self.secondary {
            let needs = &profiles[row.profile as usize].needs;
            rows.incidents += row.at_most;
            rows.needs += row.at_most * u32::try_from(needs.len()).expect("few needs");
            rows.persons += row.at_most * needs.iter().map(NeedProfile::person_count).sum::<u32>();
        }
        rows
    }
}

/// One incident to come.
#[derive(Clone, Copy, Debug)]
pub struct TapeRow {
    /// Where it comes from.
    pub origin: Origin,
    /// Onset.
    pub onset: SimTime,
    /// Position of its profile.
    pub profile: u32,
    /// Where.
    pub point: Point,
    /// Stable key for chance.
    pub key: u64,
}

impl Incident {
    /// Fills an empty row with an incident to come.
    ///
    /// # Panics
    /// When it has 2^32 needs.
    pub fn fill(&mut self, row: &TapeRow, profile: &IncidentProfile, first_need: u32) {
        let needs = &profile.needs;
        self.severity = profile.severity;
        self.state = IncidentState::Pending;
        self.profile = row.profile;
        self.key = row.key;
        self.point = row.point;
        self.scripted = match row.origin {
            Origin::Scripted(position) => Some(position),
            Origin::Stochastic(..) | Origin::Secondary(..) => None,
        };
        self.first_need = first_need;
        self.needs = u32::try_from(needs.len()).expect("few needs");
        self.open_needs = self.needs;
        self.first_alarm_missing = needs.iter().map(|need| need.units).sum();
    }
}

/// Lays the tape of a replication up to the horizon, in the order of onset; ties scripted first, then by demand, jurisdiction, number.
#[must_use]
pub fn lay(spec: &TapeSpec, territory: &Territory, chance: Chance, horizon: SimTime) -> Vec<TapeRow> {
    let mut rows = Vec::with_capacity(spec.scripted.len());
    for (position, scripted) in (0_u32..).zip(&spec.scripted) {
        if scripted.onset < horizon {
            rows.push(TapeRow {
                origin: Origin::Scripted(position),
                onset: scripted.onset,
                profile: scripted.profile,
                point: scripted.point,
                key: scripted.key,
            });
        }
    }
    for (position, demand) in (0_u32..).zip(&spec.demands) {
        for stream in &demand.streams {
            lay_stream(&mut rows, (position, demand), stream, territory, chance, horizon);
        }
    }
    rows.sort_by_key(|row| (row.onset, order_of(row.origin)));
    rows
}

fn lay_stream(
    rows: &mut Vec<TapeRow>,
    (position, demand): (u32, &Demand),
    stream: &DemandStream,
    territory: &Territory,
    chance: Chance,
    horizon: SimTime,
) {
    let DemandStream { key, jurisdiction, gap } = stream;
    let (stream_key, jurisdiction) = (*key, *jurisdiction);
    let mut gaps = chance.stream(Purpose::Arrival, stream_key);
    let mut onset = SimTime::ZERO;
    for number in 1.. {
        onset += gap.sample(&mut gaps).max(Span(0));
        if onset >= horizon {
            return;
        }
        let key = join(stream_key, u64::from(number));
        let u = chance.stream(Purpose::Attribute, key).uniform();
        let chosen = demand.profiles.partition_point(|(c, _)| *c <= u).min(demand.profiles.len() - 1);
        rows.push(TapeRow {
            origin: Origin::Stochastic(position, jurisdiction, number),
            onset,
            profile: demand.profiles[chosen].1,
            point: Point { place: territory.jurisdictions[jurisdiction.index()].seat, jurisdiction },
            key,
        });
    }
}

const fn order_of(origin: Origin) -> (u32, u32, u32, u32) {
    match origin {
        Origin::Scripted(position) => (0, position, 0, 0),
        Origin::Stochastic(demand, jurisdiction, number) => (1, demand, jurisdiction.0, number),
        Origin::Secondary(row, _) => (2, row, 0, 0),
    }
}
