//! What happens at a desk: a matter arrives, its service begins and ends, is interrupted or slowed down, its patience ends.
//!
//! Order: the lowest priority number first, first come first served within one (`attention.rs` has other rules); an interrupted matter resumes where it stopped,
//! ahead of its class; work begun before a desk is unmanned is finished.

use crate::engine::calendar::Phase;
use crate::engine::streams::{Chance, Purpose};
use crate::engine::time::{SimTime, Span};
use crate::model::event::{Clock, Event, MatterRow, NONE};
use crate::model::station::attention::{Attention, PassedOver};
use crate::model::station::law::{Desks, service_key};
use crate::model::station::matter::{Matter, MatterPool, MatterState};
use crate::model::station::queue::{Queue, insert_before, pop_front, push_back, push_front, unlink};
use crate::model::station::station::Station;
use crate::terms::id::StationId;

/// What has just become of a matter at a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Its service has begun, or has been resumed.
    Begun,
    /// Its service has been interrupted.
    Interrupted,
}

/// Desks and what lies on them.
#[derive(Debug)]
pub struct Traffic<'a> {
    /// What never changes about the desks.
    pub desks: &'a Desks,
    /// The stations, in the order of the desks.
    pub stations: &'a mut [Station],
    /// The pool's column.
    pub matters: &'a mut [Matter],
    /// All queues.
    pub queues: &'a mut [Queue],
    /// The pool's free rows.
    pub pool: &'a mut MatterPool,
    /// How often matters have been passed over.
    pub passed: &'a mut PassedOver,
    /// The chance of this replication.
    pub chance: Chance,
}

impl Traffic<'_> {
    /// A matter.
    #[inline]
    #[must_use]
    pub fn matter(&self, row: MatterRow) -> &Matter {
        &self.matters[row.0 as usize]
    }

    /// A matter, to be changed.
    #[inline]
    pub fn matter_mut(&mut self, row: MatterRow) -> &mut Matter {
        &mut self.matters[row.0 as usize]
    }

    /// A matter reaches its station. False when there is no room: the matter is lost, and still in the caller's hands.
    #[inline]
    pub fn arrive(&mut self, clock: &mut Clock, row: MatterRow) -> bool {
        let now = clock.now();
        let matter = &mut self.matters[row.0 as usize];
        let at = matter.station as usize;
        let (desk, station) = (&self.desks.desks[at], &mut self.stations[at]);
        station.book(now);
        station.books.arrivals += 1;
        if station.open() >= desk.capacity {
            station.books.lost += 1;
            return false;
        }
        station.waiting += 1;
        let class = self.desks.class(desk, matter.class);
        matter.state = MatterState::Waiting;
        matter.arrived = now;
        matter.stamp = matter.stamp.wrapping_add(1);
        matter.work_left_ms = -1.0;
        if let Some(patience) = class.patience {
            let mut stream = self.chance.stream(Purpose::Patience, service_key(matter, desk));
            clock.after(self.desks.law(patience).sample(&mut stream), Phase::Timer, Event::PatienceEnds(row, matter.stamp));
        }
        if desk.attention.draws() {
            self.passed.begin(row.0);
        }
        let queue = (desk.first_queue + class.rank) as usize;
        if matter.goes_first {
            self.put_ahead(queue, row.0);
        } else {
            push_back(&mut self.queues[queue], self.matters, row.0);
        }
        self.change_speed(clock, at);
        clock.concerns_station(StationId::from_index(at));
        true
    }

    /// Phase C of a station: begins services while there is a server and somebody waits. `told` hears of each turn.
    #[inline]
    pub fn begin_services(&mut self, clock: &mut Clock, station: StationId, mut told: impl FnMut(Turn, &mut Matter)) {
        let at = station.index();
        loop {
            let state = &self.stations[at];
            if state.staff.is_unmanned() {
                return;
            }
            if self.desks.desks[at].is_shared {
                return self.begin_all(clock, at, told);
            }
            if state.waiting == 0 {
                return;
            }
            let is_full = state.busy >= state.servers;
            let is_overtime = state.busy > state.servers;
            if is_full && (is_overtime || !self.desks.desks[at].is_preemptive) {
                return;
            }
            let desk = &self.desks.desks[at];
            let queue = (desk.first_queue..desk.first_queue + desk.queues)
                .find(|queue| self.queues[*queue as usize].head != NONE)
                .expect("a station where somebody waits has a queue with a head");
            if is_full {
                let Some(interrupted) = self.interrupt_from(clock, at, queue - desk.first_queue + 1) else { return };
                told(Turn::Interrupted, &mut self.matters[interrupted as usize]);
            }
            let row = match desk.attention {
                Attention::Fifo => pop_front(&mut self.queues[queue as usize], self.matters),
                _ => self.pick(at, queue),
            };
            self.begin(clock, at, row);
            told(Turn::Begun, &mut self.matters[row as usize]);
        }
    }

    #[inline]
    pub(crate) fn begin(&mut self, clock: &mut Clock, at: usize, row: u32) {
        let now = clock.now();
        let (desk, station) = (&self.desks.desks[at], &mut self.stations[at]);
        let matter = &mut self.matters[row as usize];
        station.book(now);
        station.waiting -= 1;
        station.busy += 1;
        matter.state = MatterState::InService;
        matter.goes_first = false;
        matter.since = now;
        matter.stamp = matter.stamp.wrapping_add(1);
        let mut span = Span::ZERO;
        if matter.work_left_ms < 0.0 {
            let mut stream = self.chance.stream(Purpose::Service, service_key(matter, desk));
            let law = self.desks.law(self.desks.class(desk, matter.class).service);
            let factor = matter.factor * desk.skill_factor;
            span = if factor == 1.0 { law.sample(&mut stream) } else { law.sample_scaled(&mut stream, factor) };
        }
        if desk.follows_work() {
            if matter.work_left_ms < 0.0 {
                matter.work_left_ms = as_ms(span);
            }
            matter.next = station.serving;
            station.serving = row;
            span = rounded(matter.work_left_ms / station.speed);
        }
        clock.after(span, Phase::Completion, Event::ServiceEnds(MatterRow(row), matter.stamp));
    }

    /// A service ends. False when the stamp is an old one; otherwise the matter is in the caller's hands.
    #[inline]
    pub fn finish(&mut self, clock: &mut Clock, row: MatterRow, stamp: u32) -> bool {
        let matter = &mut self.matters[row.0 as usize];
        if matter.state != MatterState::InService || matter.stamp != stamp {
            return false;
        }
        matter.state = MatterState::InTransit;
        let at = matter.station as usize;
        let station = &mut self.stations[at];
        station.book(clock.now());
        station.busy -= 1;
        station.books.completions += 1;
        if self.desks.desks[at].follows_work() {
            self.leave_service_list(at, row.0);
            self.balance(clock, at);
            self.change_speed(clock, at);
        }
        clock.concerns_station(StationId::from_index(at));
        true
    }

    /// Puts a waiting matter before the others of its class, behind those that already go first.
    pub fn put_first(&mut self, row: MatterRow) {
        let matter = self.matter_mut(row);
        if std::mem::replace(&mut matter.goes_first, true) {
            return;
        }
        let matter = *matter;
        let desk = &self.desks.desks[matter.station as usize];
        let queue = (desk.first_queue + self.desks.class(desk, matter.class).rank) as usize;
        unlink(&mut self.queues[queue], self.matters, row.0);
        self.put_ahead(queue, row.0);
    }

    /// Puts a matter behind those at the head of a queue that are ahead of their class.
    fn put_ahead(&mut self, queue: usize, row: u32) {
        let mut next = self.queues[queue].head;
        while next != NONE && self.matters[next as usize].is_ahead() {
            next = self.matters[next as usize].next;
        }
        insert_before(&mut self.queues[queue], self.matters, row, next);
    }

    /// Whether a matter still waits where a timer with this stamp was set.
    #[must_use]
    pub fn waits(&self, row: MatterRow, stamp: u32) -> bool {
        let matter = self.matter(row);
        matter.state == MatterState::Waiting && matter.stamp == stamp
    }

    /// A waiting matter's patience ends; it is in the caller's hands.
    pub fn give_up(&mut self, clock: &mut Clock, row: MatterRow, escalates: bool) {
        let matter = &mut self.matters[row.0 as usize];
        matter.state = MatterState::InTransit;
        let at = matter.station as usize;
        let (desk, station) = (&self.desks.desks[at], &mut self.stations[at]);
        let queue = (desk.first_queue + self.desks.class(desk, matter.class).rank) as usize;
        station.book(clock.now());
        station.waiting -= 1;
        if escalates {
            station.books.escalated += 1;
        } else {
            station.books.left += 1;
        }
        unlink(&mut self.queues[queue], self.matters, row.0);
        self.balance(clock, at);
        self.change_speed(clock, at);
    }

    /// Puts the least urgent work of a desk down; it is resumed where it stopped. A shared desk only gets slower.
    pub fn interrupt_one(&mut self, clock: &Clock, station: StationId) -> Option<MatterRow> {
        if self.desks.desks[station.index()].is_shared {
            return None;
        }
        self.interrupt_from(clock, station.index(), 0).map(MatterRow)
    }

    /// Interrupts the service of the lowest of ranks from `rank` down, the latest begun among equals.
    fn interrupt_from(&mut self, clock: &Clock, at: usize, rank: u32) -> Option<u32> {
        let desk = &self.desks.desks[at];
        let desks = self.desks;
        let rank_of = |row: u32, matters: &[Matter]| desks.class(desk, matters[row as usize].class).rank;
        let mut victim: Option<u32> = None;
        let mut row = self.stations[at].serving;
        while row != NONE {
            let is_lower = victim.is_none_or(|v| rank_of(row, self.matters) > rank_of(v, self.matters));
            if rank_of(row, self.matters) >= rank && is_lower {
                victim = Some(row);
            }
            row = self.matters[row as usize].next;
        }
        let row = victim?;
        let now = clock.now();
        let queue = (desk.first_queue + rank_of(row, self.matters)) as usize;
        self.leave_service_list(at, row);
        let station = &mut self.stations[at];
        station.book(now);
        station.busy -= 1;
        station.waiting += 1;
        let matter = &mut self.matters[row as usize];
        drain(matter, now, station.speed);
        matter.state = MatterState::Waiting;
        matter.stamp = matter.stamp.wrapping_add(1);
        push_front(&mut self.queues[queue], self.matters, row);
        Some(row)
    }

    /// The working speed follows the number of open matters; work in hand is re-scheduled.
    #[inline]
    pub(crate) fn change_speed(&mut self, clock: &mut Clock, at: usize) {
        let desk = &self.desks.desks[at];
        if desk.overload.is_none() && !desk.is_shared {
            return;
        }
        let station = &mut self.stations[at];
        let mut speed = self.desks.speed(desk, station.open());
        if desk.is_shared {
            speed *= station.share();
        }
        station.set_slow(clock.now(), self.desks.is_beyond(desk, station.open()));
        if speed.to_bits() == station.speed.to_bits() {
            return;
        }
        let before = std::mem::replace(&mut station.speed, speed);
        let mut row = station.serving;
        while row != NONE {
            let matter = &mut self.matters[row as usize];
            drain(matter, clock.now(), before);
            matter.stamp = matter.stamp.wrapping_add(1);
            if speed > 0.0 {
                let event = Event::ServiceEnds(MatterRow(row), matter.stamp);
                clock.after(rounded(matter.work_left_ms / speed), Phase::Completion, event);
            }
            row = matter.next;
        }
    }

    fn leave_service_list(&mut self, at: usize, row: u32) {
        let after = self.matters[row as usize].next;
        let mut link = self.stations[at].serving;
        if link == row {
            self.stations[at].serving = after;
            return;
        }
        while self.matters[link as usize].next != row {
            link = self.matters[link as usize].next;
        }
        self.matters[link as usize].next = after;
    }
}

fn drain(matter: &mut Matter, now: SimTime, speed: f64) {
    matter.work_left_ms = (matter.work_left_ms - as_ms(now - matter.since) * speed).max(0.0);
    matter.since = now;
}

#[expect(clippy::cast_precision_loss, reason = "spans stay far below 2^53 ms")]
const fn as_ms(span: Span) -> f64 {
    span.ms() as f64
}

#[expect(clippy::cast_possible_truncation, reason = "work stays far below 2^63 ms")]
fn rounded(ms: f64) -> Span {
    Span(libm::round(ms) as i64)
}
