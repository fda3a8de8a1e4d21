//! One replication of a scenario: lay the tape, run to the horizon, hand out the journal and the books of the desks.

use std::sync::Arc;

use crate::engine::calendar::Phase;
use crate::engine::streams::Chance;
use crate::engine::time::SimTime;
use crate::journal::entry::Entry;
use crate::journal::header::{Extent, Header, IncidentRecord};
use crate::journal::ledger::StationTotals;
use crate::model::event::Event;
use crate::model::incident::incident::{Incident, Person};
use crate::model::incident::need::{Need, NeedProfile};
use crate::model::incident::offspring::{Offspring, Rows};
use crate::model::incident::tape::{self, TapeRow};
use crate::model::station::station::Station;
use crate::simulation::assemble::Prepared;
use crate::simulation::columns::Columns;
use crate::terms::id::{IncidentId, PostId};

/// What one replication leaves behind.
#[derive(Clone, Debug)]
pub struct RunOutput {
    /// Number of the replication, from 1.
    pub replication: u32,
    /// Incidents, by id.
    pub incidents: Vec<IncidentRecord>,
    /// The journal.
    pub entries: Vec<Entry>,
    /// Totals of each desk: its post and its books.
    pub desks: Vec<(PostId, StationTotals)>,
    /// Events executed.
    pub events: u64,
}

/// A worker that runs replications one after another in one world.
#[derive(Debug)]
pub struct Runner {
    header: Arc<Header>,
    columns: Columns,
}

impl Runner {
    /// A worker for a prepared scenario.
    #[must_use]
    pub fn new(prepared: &Prepared) -> Self {
        Self { header: Arc::clone(&prepared.header), columns: Columns::new(Arc::clone(&prepared.setting), true) }
    }

    /// The names of the journal.
    #[must_use]
    pub const fn header(&self) -> &Arc<Header> {
        &self.header
    }

    /// Runs a replication (from 1) under a seed. The same seed and replication give the same output, whatever ran before.
    pub fn run(&mut self, seed: u64, replication: u32) -> RunOutput {
        let chance = Chance::new(seed, u64::from(replication));
        let setting = self.columns.setting();
        self.columns.reset(chance);
        let mut rows = tape::lay(&setting.tape, &setting.territory, chance, setting.horizon);
        self.load(&rows);
        self.columns.run_until(setting.horizon);
        rows.append(&mut self.columns.books().ambient.offspring.rows);
        let now = setting.horizon;
        let posts = setting.desk_posts.iter();
        let desks = self.columns.with_column::<Station, _>(|column| {
            posts.zip(column).map(|(post, station)| (*post, station.totals(SimTime::ZERO, now))).collect()
        });
        let incidents = self.records(&rows);
        let books = self.columns.books();
        RunOutput { replication, incidents, entries: books.record.take(), desks, events: books.clock.calendar.processed() }
    }

    /// What is known of each incident at the end of a replication.
    fn records(&mut self, rows: &[TapeRow]) -> Vec<IncidentRecord> {
        let setting = self.columns.setting();
        let books: Vec<(u32, u64)> =
            self.columns.with_column::<Incident, _>(|column| column.iter().map(|i| (i.first_need, i.metres)).collect());
        let preventable = std::mem::take(&mut self.columns.books().ambient.preventable);
        let record = |at: usize, row: &TapeRow, (first_need, metres): (u32, u64), needs: &mut [Need]| {
            let profile = &setting.profiles[row.profile as usize];
            let measured = profile.measured().filter(|_| row.onset < setting.horizon).map(|(position, scale)| {
                let need = &mut needs[(first_need + position) as usize];
                need.carry(&profile.needs[position as usize].work, setting.horizon);
                Extent { peak: need.peak * scale, damage: need.damage * scale }
            });
            IncidentRecord {
                origin: row.origin,
                onset: row.onset,
                profile: row.profile,
                hazard: profile.hazard,
                severity: profile.severity,
                jurisdiction: row.point.jurisdiction,
                place: row.point.place,
                persons: profile.needs.iter().map(NeedProfile::person_count).sum(),
                preventable: lost(&preventable, at),
                metres,
                extent: measured,
            }
        };
        self.columns.with_column::<Need, _>(|needs| {
            rows.iter().zip(books).enumerate().map(|(at, (row, book))| record(at, row, book, needs)).collect()
        })
    }

    /// Fills the columns of incidents, needs and persons, and schedules the onsets.
    fn load(&mut self, rows: &[TapeRow]) {
        let setting = self.columns.setting();
        let needs_of = |row: &TapeRow| &setting.profiles[row.profile as usize].needs;
        let needs: usize = rows.iter().map(|row| needs_of(row).len()).sum();
        let persons: u32 = rows.iter().flat_map(needs_of).map(NeedProfile::person_count).sum();
        let kept = setting.tape.kept(&setting.profiles);
        self.columns.grow(rows.len() + kept.incidents as usize, &Incident::empty());
        self.columns.grow(needs + kept.needs as usize, &Need::EMPTY);
        self.columns.grow((persons + kept.persons) as usize, &Person::EMPTY);
        let next = |count: usize| u32::try_from(count).expect("fewer than 2^32 rows");
        let free = Rows { incidents: next(rows.len()), needs: next(needs), persons };
        self.columns.books().ambient.offspring = Offspring::from(free, setting.tape.secondary.len());
        self.columns.with_column::<Person, ()>(|column| column.fill(Person::EMPTY));
        let (mut next_need, mut next_person) = (0_u32, 0_u32);
        self.columns.with_column::<Incident, ()>(|column| {
            for incident in column.iter_mut() {
                let (mut known, mut deadlines) = (std::mem::take(&mut incident.known), std::mem::take(&mut incident.deadlines));
                let mut pictures = std::mem::take(&mut incident.pictures);
                pictures.clear();
                known.clear();
                deadlines.clear();
                *incident = Incident { known, deadlines, pictures, ..Incident::empty() };
            }
            for (incident, row) in column.iter_mut().zip(rows) {
                incident.fill(row, &setting.profiles[row.profile as usize], next_need);
                next_need += incident.needs;
            }
        });
        self.columns.with_column::<Need, ()>(|column| {
            let mut column = column.iter_mut();
            for (incident, row) in rows.iter().enumerate() {
                for (position, profile) in (0_u32..).zip(needs_of(row)) {
                    let need = column.next().expect("the column has a row for every need");
                    *need = Need::new(IncidentId::from_index(incident).0, position, profile, next_person, row.onset);
                    next_person += need.persons;
                }
            }
        });
        let calendar = &mut self.columns.books().clock.calendar;
        for (incident, row) in rows.iter().enumerate() {
            calendar.schedule(row.onset, Phase::Outside, Event::IncidentStarts(IncidentId::from_index(incident)));
        }
    }
}

/// How often an incident stands in a list.
fn lost(list: &[IncidentId], at: usize) -> u32 {
    u32::try_from(list.iter().filter(|incident| incident.index() == at).count()).expect("fewer than 2^32 persons")
}
