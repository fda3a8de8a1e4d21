//! One replication of a laboratory.

use std::sync::Arc;

use crate::engine::streams::Chance;
use crate::engine::time::SimTime;
use crate::journal::ledger::{Outcome, StationTotals, Visit};
use crate::measure::record::LaboratoryRecord;
use crate::model::command::setting::Setting;
use crate::model::event::NONE;
use crate::model::force::unit::Unit;
use crate::model::laboratory::state::LabState;
use crate::model::station::matter::Matter;
use crate::model::station::station::Station;
use crate::simulation::columns::Columns;

/// A worker that runs replications of a laboratory one after another in one world.
#[derive(Debug)]
pub struct LaboratoryRunner {
    structure: String,
    columns: Columns,
}

impl LaboratoryRunner {
    /// A worker for an assembled laboratory; `structure` names it in the tables.
    #[must_use]
    pub fn new(setting: Arc<Setting>, structure: String) -> Self {
        Self { structure, columns: Columns::new(setting, false) }
    }

    /// Runs a replication (from 1) under a seed, and tells how many events it took.
    pub fn run(&mut self, seed: u64, replication: u32) -> (LaboratoryRecord, u64) {
        let setting = self.columns.setting();
        let now = setting.horizon;
        self.columns.reset(Chance::new(seed, u64::from(replication)));
        self.columns.run_until(now);
        let opened = setting.warmup.unwrap_or(SimTime::ZERO);
        let mut stations: Vec<StationTotals> = self
            .columns
            .with_column::<Station, _>(|column| column.iter_mut().map(|station| station.totals(opened, now)).collect());
        let waiting = self.waiting_calls(&setting);
        let units = self.columns.with_column::<Unit, Vec<_>>(|units| units.iter().map(|unit| unit.totals(opened, now)).collect());
        let books = self.columns.books();
        let events = books.clock.calendar.processed();
        let laboratory = &mut books.laboratory;
        stations.extend(laboratory.pools.iter_mut().map(|pool| pool.books.totals(opened, now)));
        stations.extend(units);
        let mut visits = std::mem::take(&mut laboratory.visits);
        visits.extend(waiting);
        visits.retain(|visit| visit.arrived >= opened);
        visits.sort_by_key(|visit| (visit.arrived, visit.matter, visit.station, visit.unit));
        let record =
            LaboratoryRecord { structure: self.structure.clone(), replication, visits, stations, observed: now - opened };
        (record, events)
    }

    /// A row for each call that still waits at a pool at the end.
    fn waiting_calls(&mut self, setting: &Setting) -> Vec<Visit> {
        let bench = setting.laboratory.as_ref().expect("a laboratory has a bench");
        let mut visits = Vec::new();
        if !bench.keeps_visits {
            return visits;
        }
        let matters = self.columns.with_column::<Matter, _>(|column| column.to_vec());
        let LabState { pools, calls, .. } = &self.columns.books().laboratory;
        for (pool, state) in pools.iter().enumerate() {
            let mut next = state.head;
            while next != NONE {
                let call = &calls[next as usize];
                let matter = &matters[call.matter as usize];
                visits.push(Visit {
                    matter: matter.number.0,
                    source: matter.subject,
                    class: u32::from(matter.kind),
                    station: u32::try_from(bench.stations + pool).expect("few stations"),
                    arrived: call.since,
                    started: None,
                    finished: None,
                    outcome: Outcome::InSystem,
                    unit: None,
                    on_scene: None,
                    travel: None,
                });
                next = call.next;
            }
        }
        visits
    }
}
