//! A desk that works on all open matters at once, each at the speed officers / open matters, at most 1 (processor sharing).
//!
//! Everything that comes is taken in hand at once. The books count as busy the officers who have work, and as waiting the matters
//! beyond them, so that utilisation and the time that sharing costs can be read like those of any other desk. While nobody is there
//! the work rests.

use crate::model::event::{Clock, NONE};
use crate::model::station::matter::Matter;
use crate::model::station::queue::pop_front;
use crate::model::station::service::{Traffic, Turn};
use crate::model::station::station::Staff;
use crate::terms::id::StationId;

impl Traffic<'_> {
    /// Takes everything that waits at a shared desk in hand.
    pub(crate) fn begin_all(&mut self, clock: &mut Clock, at: usize, mut told: impl FnMut(Turn, &mut Matter)) {
        let station = &mut self.stations[at];
        let open = station.open();
        if station.servers == 0 || open == 0 {
            return;
        }
        // Officers who have come back count as busy with what nobody has begun yet: all is sorted anew below.
        station.book(clock.now());
        (station.busy, station.waiting) = (0, open);
        let desk = &self.desks.desks[at];
        for queue in desk.first_queue..desk.first_queue + desk.queues {
            while self.queues[queue as usize].head != NONE {
                let row = pop_front(&mut self.queues[queue as usize], self.matters);
                self.begin(clock, at, row);
                told(Turn::Begun, &mut self.matters[row as usize]);
            }
        }
        self.balance(clock, at);
    }

    /// Sorts the open matters of a shared desk into those that keep an officer busy and the others.
    #[inline]
    pub(crate) fn balance(&mut self, clock: &Clock, at: usize) {
        if !self.desks.desks[at].is_shared {
            return;
        }
        let station = &mut self.stations[at];
        station.book(clock.now());
        let open = station.open();
        station.busy = if station.staff.is_unmanned() { 0 } else { open.min(station.servers) };
        station.waiting = open - station.busy;
    }

    /// Changes who is at a desk. The number of officers on duty, when it has changed.
    pub fn restaff(&mut self, clock: &mut Clock, station: StationId, change: impl FnOnce(&mut Staff)) -> Option<u32> {
        let at = station.index();
        let state = &mut self.stations[at];
        let before = (state.servers, state.staff.is_unmanned());
        change(&mut state.staff);
        state.set_servers(clock.now());
        let servers = state.servers;
        if (servers, state.staff.is_unmanned()) == before {
            return None;
        }
        if self.desks.desks[at].is_shared {
            self.balance(clock, at);
            self.change_speed(clock, at);
        }
        clock.concerns_station(station);
        (servers != before.0).then_some(servers)
    }
}
