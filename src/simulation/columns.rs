//! The ECS world of a worker: one column a concept, and the one system that runs a span of events.
//!
//! Each concept's hot component is alone in its archetype and spawned in the order of ids, so that a column is one slice and an id
//! is a row. Inside a span nothing is spawned, despawned or moved; pools are refilled between spans; a replication resets in place.

use std::sync::Arc;

use bevy_ecs::change_detection::ContiguousMut;
use bevy_ecs::component::{Component, Mutable};
use bevy_ecs::resource::Resource;
use bevy_ecs::schedule::{Schedule, SingleThreadedExecutor};
use bevy_ecs::system::{Query, Res, ResMut};
use bevy_ecs::world::World;

use crate::engine::executive::{SpanEnd, run_span};
use crate::engine::streams::Chance;
use crate::engine::time::SimTime;
use crate::journal::recorder::Recorder;
use crate::model::command::aid::AidBook;
use crate::model::command::alerting::Alerts;
use crate::model::command::committee::Council;
use crate::model::command::dispatch::Collecting;
use crate::model::command::linkage::ForceRequests;
use crate::model::command::plan::TaskBook;
use crate::model::command::post::Post;
use crate::model::command::setting::Setting;
use crate::model::command::society::Convergence;
use crate::model::event::Clock;
use crate::model::force::fitness::Fitness;
use crate::model::force::unit::{Forces, Orders, Unit};
use crate::model::force::whereabouts::Whereabouts;
use crate::model::incident::care::{Care, Ward};
use crate::model::incident::incident::{Incident, Person, Scenes};
use crate::model::incident::need::Need;
use crate::model::laboratory::state::LabState;
use crate::model::phases::open;
use crate::model::run::{Ambient, OrderLists, Run};
use crate::model::station::attention::PassedOver;
use crate::model::station::matter::{Matter, MatterPool};
use crate::model::station::queue::Queue;
use crate::model::station::service::Traffic;
use crate::model::station::station::Station;

/// The setting, shared by all workers.
#[derive(Resource, Clone, Debug)]
pub struct Shared(pub Arc<Setting>);

/// Everything of a run that is no column.
#[derive(Resource, Debug)]
pub struct Books {
    /// The future and the agenda.
    pub clock: Clock,
    /// All queues.
    pub queues: Vec<Queue>,
    /// Free rows of matters.
    pub pool: MatterPool,
    /// How often matters have been passed over.
    pub passed: PassedOver,
    /// The journal.
    pub record: Recorder,
    /// Orders on their way.
    pub orders: OrderLists,
    /// Those who come to scenes.
    pub convergence: Convergence,
    /// Requests for aid.
    pub aid: AidBook,
    /// Warnings known.
    pub alerts: Alerts,
    /// Committees.
    pub councils: Vec<Council>,
    /// Tasks of plans.
    pub tasks: TaskBook,
    /// Requests for troops.
    pub requests: ForceRequests,
    /// Injects in force and background flows.
    pub ambient: Ambient,
    /// The laboratory.
    pub laboratory: LabState,
    /// Ids taken from the agenda.
    pub agenda: Vec<u32>,
    /// The chance of the replication.
    pub chance: Chance,
    /// Whether the first events have been entered.
    pub is_open: bool,
    /// Where the span ends.
    pub until: SimTime,
    /// Why the last span ended.
    pub end: SpanEnd,
}

/// The whole of a column as one slice; empty when nothing has been spawned.
fn column<'q, T: Component<Mutability = Mutable>>(query: &'q mut Query<'_, '_, &'static mut T>) -> &'q mut [T] {
    let mut tables = query.contiguous_iter_mut().expect("components of the model are stored in tables");
    match tables.next() {
        None => &mut [],
        Some(table) => {
            assert!(tables.next().is_none(), "a column of the model is one table");
            ContiguousMut::bypass_change_detection_split(table).0
        }
    }
}

/// The one system: lends the columns to the model for a span of events.
#[expect(clippy::too_many_arguments, reason = "one parameter a column")]
fn run_events(
    shared: Res<'_, Shared>,
    mut books: ResMut<'_, Books>,
    mut stations: Query<'_, '_, &'static mut Station>,
    mut matters: Query<'_, '_, &'static mut Matter>,
    mut units: Query<'_, '_, &'static mut Unit>,
    mut pending: Query<'_, '_, &'static mut Orders>,
    mut whereabouts: Query<'_, '_, &'static mut Whereabouts>,
    mut incidents: Query<'_, '_, &'static mut Incident>,
    mut needs: Query<'_, '_, &'static mut Need>,
    mut persons: Query<'_, '_, &'static mut Person>,
    mut posts: Query<'_, '_, &'static mut Post>,
) {
    let setting = &*shared.0;
    let Books {
        clock,
        queues,
        pool,
        passed,
        record,
        orders,
        councils,
        convergence,
        aid,
        alerts,
        tasks,
        requests,
        ambient,
        laboratory,
        agenda,
        chance,
        is_open,
        until,
        end,
    } = &mut *books;
    let mut run = Run {
        setting,
        chance: *chance,
        clock,
        traffic: Traffic {
            desks: &setting.desks,
            stations: column(&mut stations),
            matters: column(&mut matters),
            queues,
            pool,
            passed,
            chance: *chance,
        },
        forces: Forces {
            kinds: &setting.kinds,
            profiles: &setting.units,
            units: column(&mut units),
            orders: column(&mut pending),
            whereabouts: column(&mut whereabouts),
        },
        scenes: Scenes {
            profiles: &setting.profiles,
            incidents: column(&mut incidents),
            needs: column(&mut needs),
            persons: column(&mut persons),
        },
        posts: column(&mut posts),
        councils,
        convergence,
        aid,
        alerts,
        record,
        orders,
        tasks,
        requests,
        ambient,
        laboratory,
        agenda,
    };
    if !std::mem::replace(is_open, true) {
        open(&mut run);
    }
    *end = run_span(&mut run, *until);
}

/// A worker's world.
pub struct Columns {
    world: World,
    schedule: Schedule,
}

impl std::fmt::Debug for Columns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Columns").finish_non_exhaustive()
    }
}

impl Columns {
    /// Builds the world of a worker.
    #[must_use]
    pub fn new(setting: Arc<Setting>, records: bool) -> Self {
        let mut world = World::new();
        let deciders = setting.posts.len().max(setting.laboratory.as_ref().map_or(0, |bench| bench.pools.len()));
        world.insert_resource(Books {
            clock: Clock::new(setting.desks.desks.len(), deciders),
            queues: Vec::new(),
            pool: MatterPool::default(),
            passed: PassedOver::default(),
            record: Recorder::new(records),
            orders: OrderLists::default(),
            councils: Vec::new(),
            convergence: Convergence::default(),
            aid: AidBook::default(),
            alerts: Alerts::default(),
            tasks: TaskBook::default(),
            requests: ForceRequests::default(),
            ambient: Ambient::default(),
            laboratory: LabState::default(),
            agenda: Vec::new(),
            chance: Chance::new(0, 0),
            is_open: false,
            until: SimTime::ZERO,
            end: SpanEnd::Horizon,
        });
        world.spawn_batch(setting.desks.desks.iter().map(|desk| Station::new(desk.servers)).collect::<Vec<_>>());
        world.spawn_batch(vec![Unit::IDLE; setting.units.len()]);
        world.spawn_batch(vec![Orders::default(); setting.units.len()]);
        world.spawn_batch(vec![Whereabouts::EMPTY; setting.units.len()]);
        world.spawn_batch(vec![Post::default(); setting.posts.len()]);
        world.insert_resource(Shared(setting));
        let mut schedule = Schedule::default();
        schedule.set_executor(SingleThreadedExecutor::new());
        schedule.add_systems(run_events);
        Self { world, schedule }
    }

    /// The shared setting.
    #[must_use]
    pub fn setting(&self) -> Arc<Setting> {
        Arc::clone(&self.world.resource::<Shared>().0)
    }

    /// The books.
    #[must_use]
    pub fn books(&mut self) -> &mut Books {
        self.world.resource_mut::<Books>().into_inner()
    }

    /// Grows a column to at least `rows`.
    pub fn grow<T: Component<Mutability = Mutable> + Clone>(&mut self, rows: usize, blank: &T) {
        let have = self.count::<T>();
        if have < rows {
            self.world.spawn_batch(vec![blank.clone(); rows - have]);
        }
    }

    /// Rows of a column.
    pub fn count<T: Component<Mutability = Mutable>>(&mut self) -> usize {
        self.with_column::<T, usize>(|column| column.len())
    }

    /// Does something with a whole column, between spans.
    pub fn with_column<T: Component<Mutability = Mutable>, R>(&mut self, act: impl FnOnce(&mut [T]) -> R) -> R {
        let mut state = self.world.query::<&'static mut T>();
        act(column(&mut state.query_mut(&mut self.world)))
    }

    /// Runs events up to the end of the run, refilling pools between spans.
    pub fn run_until(&mut self, until: SimTime) {
        self.books().until = until;
        loop {
            self.schedule.run(&mut self.world);
            if self.books().end == SpanEnd::Horizon {
                return;
            }
            self.refill();
        }
    }

    /// Doubles the pools that have run short.
    pub fn refill(&mut self) {
        let margin = self.setting().matter_margin;
        if self.books().pool.free_rows() < margin {
            let have = self.count::<Matter>();
            let want = (2 * have).max(have + 2 * margin).max(1_024);
            self.grow(want, &Matter::FREE);
            self.books().pool.extend(have, want);
        }
    }

    /// Returns everything to time zero, keeping the memory.
    pub fn reset(&mut self, chance: Chance) {
        let setting = self.setting();
        let matters = self.with_column::<Matter, usize>(|column| {
            column.fill(Matter::FREE);
            column.len()
        });
        let mut desks = setting.desks.desks.iter();
        self.with_column::<Station, ()>(|column| {
            for (station, desk) in column.iter_mut().zip(&mut desks) {
                *station = Station::new(desk.servers);
            }
        });
        self.with_column::<Unit, ()>(|column| column.fill(Unit::IDLE));
        self.with_column::<Orders, ()>(|column| column.fill(Orders::default()));
        if setting.alerting.stages || setting.follows_units() {
            self.with_column::<Whereabouts, ()>(|column| column.fill(Whereabouts::EMPTY));
        }
        self.with_column::<Post, ()>(|column| column.iter_mut().for_each(Post::forget));
        let books = self.books();
        books.clock.reset();
        books.pool.reset(matters);
        books.passed.reset();
        books.queues.clear();
        books.queues.resize(setting.desks.queues as usize, Queue::EMPTY);
        books.record.clear();
        books.orders.reset();
        books.convergence.reset(&setting.linkage, setting.units.len());
        books.aid.clear();
        books.alerts = Alerts::default();
        books.tasks = TaskBook::default();
        books.requests.reset();
        books.councils.clear();
        books.councils.extend(setting.committees.iter().map(|committee| Council::new(committee.members.len())));
        books.ambient.slowdowns.clear();
        books.ambient.launched.clear();
        books.ambient.proposals.clear();
        books.ambient.held.clear();
        books.ambient.all_clears = 0;
        books.ambient.collecting.clear();
        books.ambient.collecting.resize(setting.dispatch.len(), Collecting::No);
        books.ambient.fitness.clear();
        books.ambient.fitness.resize(if setting.fitness.is_empty() { 0 } else { setting.units.len() }, Fitness::default());
        books.ambient.due.clear();
        books.ambient.due.resize(if setting.follows_units() { setting.units.len() } else { 0 }, SimTime::ZERO);
        let hospitals = setting.care.as_ref().map_or(0, |care| care.hospitals.len());
        books.ambient.care = Care { wards: vec![Ward::default(); hospitals], ..Care::default() };
        books.ambient.preventable.clear();
        books.ambient.background.clear();
        books.ambient.background.resize(setting.background.len(), 0);
        if let Some(bench) = &setting.laboratory {
            books.laboratory.reset(bench);
        }
        books.chance = chance;
        books.is_open = false;
        self.refill();
    }
}
