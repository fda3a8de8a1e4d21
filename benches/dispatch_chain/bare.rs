//! The dispatch chain as a bare event loop: arrays, linked queues, a 4-ary heap, and the same keyed chance.

use liandong::engine::distribution::Law;
use liandong::engine::streams::{Chance, Purpose, join};

use crate::chain::{SERVERS, Shape, TRAVEL_MIN, UNITS, UNITS_PER_CALL, WORK_MIN};

const NONE: u32 = u32::MAX;

#[derive(Clone, Copy)]
enum Step {
    Arrival(u32),
    Service(u32),
    OnScene(u32),
    WorkDone(u32),
    Back(u32),
}

#[derive(Clone, Copy)]
struct Node {
    key: (i64, u64),
    step: Step,
}

#[derive(Clone, Copy, Default)]
struct Post {
    servers: u32,
    busy: u32,
    waiting: u32,
    head: u32,
    tail: u32,
    changed: i64,
    waiting_ms: i64,
    arrivals: u64,
}

#[derive(Clone, Copy)]
struct Report {
    next: u32,
    post: u32,
    hop: u32,
    township: u32,
    lineage: u64,
    returns: u16,
    missing: u32,
    done: u32,
}

struct Laws {
    gap: Law,
    service: [Law; 4],
    travel: Law,
    work: Law,
}

/// The chain.
pub struct Chain {
    shape: Shape,
    laws: Laws,
    keys: Vec<u64>,
    sources: Vec<u64>,
    heap: Vec<Node>,
    sequence: u64,
    posts: Vec<Post>,
    reports: Vec<Report>,
    free: Vec<u32>,
    pools: Vec<(u32, u32, u32)>,
    /// The report that each unit serves, and the key of its draws for it.
    serving: Vec<(u32, u64)>,
    emitted: Vec<u32>,
    chance: Chance,
    now: i64,
}

fn stable_key(id: &str) -> u64 {
    id.bytes().fold(0, |key, byte| join(key, u64::from(byte)))
}

impl Chain {
    pub fn new(shape: &Shape) -> Self {
        let mean = |min: f64| Law::exponential(min).expect("a positive mean");
        let mut ids: Vec<String> = (0..shape.all_townships()).map(|at| format!("township{at}")).collect();
        ids.extend((0..shape.all_counties()).map(|at| format!("county{at}")));
        ids.extend((0..shape.all_cities()).map(|at| format!("city{at}")));
        ids.extend((0..shape.provinces).map(|at| format!("province{at}")));
        Self {
            shape: *shape,
            laws: Laws {
                gap: mean(60.0 * f64::from(shape.townships)),
                service: shape.service_min().map(mean),
                travel: mean(TRAVEL_MIN),
                work: mean(WORK_MIN),
            },
            sources: (0..shape.all_townships()).map(|at| stable_key(&format!("source{at}"))).collect(),
            keys: ids.iter().map(|id| stable_key(id)).collect(),
            heap: Vec::new(),
            sequence: 0,
            posts: Vec::new(),
            reports: Vec::new(),
            free: Vec::new(),
            pools: Vec::new(),
            serving: Vec::new(),
            emitted: Vec::new(),
            chance: Chance::new(0, 0),
            now: 0,
        }
    }

    fn reset(&mut self, seed: u64, replication: u64) {
        self.chance = Chance::new(seed, replication);
        (self.now, self.sequence) = (0, 0);
        self.heap.clear();
        self.reports.clear();
        self.free.clear();
        let blank = Post { head: NONE, tail: NONE, ..Post::default() };
        self.posts.clear();
        self.posts.resize(self.keys.len(), blank);
        let (t, c) = (self.shape.all_townships() as usize, self.shape.all_counties() as usize);
        let last = self.posts.len() - self.shape.provinces as usize;
        for (at, post) in self.posts.iter_mut().enumerate() {
            post.servers = match at {
                at if at < t => SERVERS[0],
                at if at < t + c => SERVERS[1],
                at if at < last => SERVERS[2],
                _ => SERVERS[3],
            };
        }
        self.pools.clear();
        self.pools.resize(c, ((1 << UNITS) - 1, NONE, NONE));
        self.serving.clear();
        self.serving.resize(c * UNITS as usize, (NONE, 0));
        self.emitted.clear();
        self.emitted.resize(t, 0);
    }

    /// Runs once; mean waits by echelon in hours, and events.
    pub fn run(&mut self, seed: u64, replication: u64) -> ([f64; 4], u64) {
        self.reset(seed, replication);
        let ms = |h: f64| (h * 3_600_000.0) as i64;
        let (horizon, warmup) = (ms(self.shape.horizon_h), ms(self.shape.warmup_h));
        for township in 0..self.shape.all_townships() {
            self.schedule_arrival(township);
        }
        let (mut events, mut is_warm) = (0, warmup == 0);
        while let Some(top) = self.heap.first().copied() {
            if !is_warm && top.key.0 >= warmup {
                is_warm = true;
                events += 1;
                for post in &mut self.posts {
                    (post.changed, post.waiting_ms, post.arrivals) = (warmup, 0, 0);
                }
            }
            if top.key.0 > horizon {
                break;
            }
            self.pop();
            self.now = top.key.0;
            events += 1;
            self.step(top.step);
        }
        self.now = horizon;
        (self.mean_waits(), events)
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Arrival(township) => self.arrive(township),
            Step::Service(report) => self.serve(report),
            Step::OnScene(unit) => {
                let span = self.draw(Purpose::Work, self.unit_key(unit), 3);
                self.push(span, 1, Step::WorkDone(unit));
            }
            Step::WorkDone(unit) => {
                let (report, _) = self.serving[unit as usize];
                let span = self.draw(Purpose::Return, self.unit_key(unit), 4);
                let state = &mut self.reports[report as usize];
                state.done += 1;
                if state.done == UNITS_PER_CALL {
                    self.free.push(report);
                }
                self.push(span, 1, Step::Back(unit));
            }
            Step::Back(unit) => {
                let county = unit / UNITS;
                self.pools[county as usize].0 |= 1 << (unit % UNITS);
                self.send(county);
            }
        }
    }

    fn unit_key(&self, unit: u32) -> u64 {
        self.serving[unit as usize].1
    }

    fn draw(&self, purpose: Purpose, key: u64, which: u8) -> i64 {
        let law = match which {
            3 => &self.laws.work,
            _ => &self.laws.travel,
        };
        law.sample(&mut self.chance.stream(purpose, key)).ms()
    }

    fn schedule_arrival(&mut self, township: u32) {
        let key = join(self.sources[township as usize], u64::from(self.emitted[township as usize]));
        let span = self.laws.gap.sample(&mut self.chance.stream(Purpose::Arrival, key)).ms();
        self.push(span, 2, Step::Arrival(township));
    }

    fn arrive(&mut self, township: u32) {
        let number = self.emitted[township as usize];
        self.emitted[township as usize] += 1;
        self.schedule_arrival(township);
        let lineage = join(self.sources[township as usize], u64::from(number));
        let report =
            Report { next: NONE, post: township, hop: 0, township, lineage, returns: 0, missing: UNITS_PER_CALL, done: 0 };
        let row = self.free.pop().unwrap_or_else(|| {
            self.reports.push(report);
            self.reports.len() as u32 - 1
        });
        self.reports[row as usize] = report;
        self.enter(row, township);
    }

    /// On to the next post; a way that leads back by the stable keys gives the next visit draws of its own, as in the engine.
    fn pass(&mut self, row: u32, from: u32, to: u32) {
        self.reports[row as usize].returns += u16::from(self.keys[to as usize] <= self.keys[from as usize]);
        self.enter(row, to);
    }

    fn enter(&mut self, row: u32, post: u32) {
        let now = self.now;
        let state = &mut self.posts[post as usize];
        state.waiting_ms += (now - state.changed) * i64::from(state.waiting);
        state.changed = now;
        state.arrivals += 1;
        state.waiting += 1;
        let report = &mut self.reports[row as usize];
        (report.post, report.next) = (post, NONE);
        if state.tail == NONE {
            state.head = row;
        } else {
            self.reports[state.tail as usize].next = row;
        }
        state.tail = row;
        self.begin(post);
    }

    fn begin(&mut self, post: u32) {
        let state = &mut self.posts[post as usize];
        if state.busy >= state.servers || state.waiting == 0 {
            return;
        }
        state.waiting_ms += (self.now - state.changed) * i64::from(state.waiting);
        state.changed = self.now;
        state.waiting -= 1;
        state.busy += 1;
        let row = state.head;
        let report = self.reports[row as usize];
        state.head = report.next;
        if state.head == NONE {
            state.tail = NONE;
        }
        let echelon = [0, 1, 2, 3, 2, 1][report.hop as usize];
        let key = join(report.lineage ^ self.keys[post as usize], u64::from(report.returns));
        let span = self.laws.service[echelon].sample(&mut self.chance.stream(Purpose::Service, key)).ms();
        self.push(span, 1, Step::Service(row));
    }

    fn serve(&mut self, row: u32) {
        let report = &mut self.reports[row as usize];
        report.hop += 1;
        let (from, hop, township) = (report.post, report.hop, report.township);
        self.posts[from as usize].busy -= 1;
        let (t, c) = (self.shape.all_townships(), self.shape.all_counties());
        let county = township / self.shape.townships;
        let city = county / self.shape.counties;
        match hop {
            1 | 5 => self.pass(row, from, t + county),
            2 | 4 => self.pass(row, from, t + c + city),
            3 => self.pass(row, from, t + c + self.shape.all_cities() + city / self.shape.cities),
            _ => {
                let (_, head, tail) = &mut self.pools[county as usize];
                self.reports[row as usize].next = NONE;
                if *tail == NONE {
                    *head = row;
                } else {
                    self.reports[*tail as usize].next = row;
                }
                *tail = row;
                self.send(county);
            }
        }
        self.begin(from);
    }

    fn send(&mut self, county: u32) {
        loop {
            let (idle, head, _) = self.pools[county as usize];
            if idle == 0 || head == NONE {
                return;
            }
            let position = idle.trailing_zeros();
            let unit = county * UNITS + position;
            let pool = &mut self.pools[county as usize];
            pool.0 &= !(1 << position);
            let report = &mut self.reports[head as usize];
            let key = join(report.lineage, u64::from(UNITS_PER_CALL - report.missing));
            report.missing -= 1;
            if report.missing == 0 {
                pool.1 = report.next;
                if pool.1 == NONE {
                    pool.2 = NONE;
                }
            }
            self.serving[unit as usize] = (head, key);
            let span = self.draw(Purpose::Travel, self.unit_key(unit), 2);
            self.push(span, 2, Step::OnScene(unit));
        }
    }

    fn mean_waits(&mut self) -> [f64; 4] {
        let now = self.now;
        for post in &mut self.posts {
            post.waiting_ms += (now - post.changed) * i64::from(post.waiting);
        }
        let (t, c) = (self.shape.all_townships() as usize, self.shape.all_counties() as usize);
        let (last, end) = (self.posts.len() - self.shape.provinces as usize, self.posts.len());
        [0..t, t..t + c, t + c..last, last..end].map(|range| {
            let sum = self.posts[range].iter().fold((0, 0), |sum, post| (sum.0 + post.waiting_ms, sum.1 + post.arrivals));
            sum.0 as f64 / 3_600_000.0 / sum.1.max(1) as f64
        })
    }

    fn push(&mut self, span: i64, phase: u64, step: Step) {
        let node = Node { key: (self.now + span, phase << 62 | self.sequence), step };
        self.sequence += 1;
        self.heap.push(node);
        let mut hole = self.heap.len() - 1;
        while hole > 0 {
            let parent = (hole - 1) / 4;
            if self.heap[parent].key <= node.key {
                break;
            }
            self.heap[hole] = self.heap[parent];
            hole = parent;
        }
        self.heap[hole] = node;
    }

    fn pop(&mut self) {
        let last = self.heap.pop().expect("the caller has seen the first");
        if self.heap.is_empty() {
            return;
        }
        let mut hole = 0;
        loop {
            let first = hole * 4 + 1;
            if first >= self.heap.len() {
                break;
            }
            let children = first..(first + 4).min(self.heap.len());
            let best = children.min_by_key(|child| self.heap[*child].key).expect("there is a child");
            if last.key <= self.heap[best].key {
                break;
            }
            self.heap[hole] = self.heap[best];
            hole = best;
        }
        self.heap[hole] = last;
    }
}
