//! The calendar of future events: a 4-ary heap in the total order of time, phase, sequence.
//!
//! Nothing is ever taken out early: whoever no longer wants an event lets it come and ignores it by a stamp of its own.

use crate::engine::time::SimTime;

/// What may happen first at one instant. Phase 4, the decisions, has no events: it is the agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// 0: outside change (an incident begins, an inject, a link, a shift).
    Outside = 0,
    /// 1: completion and release.
    Completion = 1,
    /// 2: arrival of a matter or a unit.
    Arrival = 2,
    /// 3: timer.
    Timer = 3,
}

#[derive(Clone, Copy, Debug)]
struct Entry<E> {
    time: SimTime,
    /// Phase in the upper two bits, number of insertion below: one comparison orders both.
    order: u64,
    event: E,
}

impl<E> Entry<E> {
    const fn key(&self) -> (i64, u64) {
        (self.time.0, self.order)
    }
}

/// Future events in total order.
#[derive(Debug)]
pub struct Calendar<E> {
    heap: Vec<Entry<E>>,
    now: SimTime,
    scheduled: u64,
    processed: u64,
}

const PHASE_SHIFT: u32 = 62;
const ARITY: usize = 4;

impl<E: Copy> Calendar<E> {
    /// An empty calendar at time zero.
    #[must_use]
    pub const fn new() -> Self {
        Self { heap: Vec::new(), now: SimTime::ZERO, scheduled: 0, processed: 0 }
    }

    /// Forgets everything and returns to time zero, keeping the memory.
    pub fn reset(&mut self) {
        self.heap.clear();
        self.now = SimTime::ZERO;
        self.scheduled = 0;
        self.processed = 0;
    }

    /// The present instant.
    #[must_use]
    pub const fn now(&self) -> SimTime {
        self.now
    }

    /// Events handed out so far.
    #[must_use]
    pub const fn processed(&self) -> u64 {
        self.processed
    }

    /// Events entered so far; the sequence number of the next one.
    #[must_use]
    pub const fn scheduled(&self) -> u64 {
        self.scheduled
    }

    /// The time of the next event.
    #[must_use]
    pub fn next_time(&self) -> Option<SimTime> {
        self.heap.first().map(|entry| entry.time)
    }

    /// Enters an event.
    ///
    /// # Panics
    /// When `time` lies in the past.
    #[inline]
    pub fn schedule(&mut self, time: SimTime, phase: Phase, event: E) {
        assert!(time >= self.now, "an event at {time} is entered when it is already {}", self.now);
        let order = ((phase as u64) << PHASE_SHIFT) | self.scheduled;
        self.scheduled += 1;
        let entry = Entry { time, order, event };
        self.heap.push(entry);
        let mut hole = self.heap.len() - 1;
        while hole > 0 {
            let parent = (hole - 1) / ARITY;
            if self.heap[parent].key() <= entry.key() {
                break;
            }
            self.heap[hole] = self.heap[parent];
            hole = parent;
        }
        self.heap[hole] = entry;
    }

    /// Takes the next event and moves the clock to it.
    #[inline]
    pub fn pop(&mut self) -> Option<(SimTime, E)> {
        let top = *self.heap.first()?;
        let last = self.heap.pop().expect("a heap with a first entry has a last one");
        if !self.heap.is_empty() {
            self.sink(last);
        }
        self.now = top.time;
        self.processed += 1;
        Some((top.time, top.event))
    }

    /// Moves the clock forward without an event, to the end of a span.
    ///
    /// # Panics
    /// When `time` lies in the past or beyond the next event.
    pub fn advance_to(&mut self, time: SimTime) {
        assert!(time >= self.now, "the clock cannot go back from {} to {time}", self.now);
        if let Some(next) = self.next_time() {
            assert!(time <= next, "the clock cannot pass the event at {next} on its way to {time}");
        }
        self.now = time;
    }

    fn sink(&mut self, entry: Entry<E>) {
        let length = self.heap.len();
        let mut hole = 0;
        loop {
            let first = hole * ARITY + 1;
            if first >= length {
                break;
            }
            let children = &self.heap[first..(first + ARITY).min(length)];
            let mut best = 0;
            let mut best_key = children[0].key();
            for (position, child) in children.iter().enumerate().skip(1) {
                let key = child.key();
                if key < best_key {
                    best = position;
                    best_key = key;
                }
            }
            if entry.key() <= best_key {
                break;
            }
            self.heap[hole] = self.heap[first + best];
            hole = first + best;
        }
        self.heap[hole] = entry;
    }
}

impl<E: Copy> Default for Calendar<E> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop, proptest};

    use super::{Calendar, Phase};
    use crate::engine::time::SimTime;

    const PHASES: [Phase; 4] = [Phase::Outside, Phase::Completion, Phase::Arrival, Phase::Timer];

    proptest! {
        #[test]
        fn events_come_in_order_of_time_phase_sequence(entries in prop::collection::vec((0_i64..50, 0_usize..4, any::<bool>()), 1..300)) {
            let mut calendar = Calendar::new();
            let mut expected = Vec::new();
            for (number, (time, phase, _)) in entries.iter().enumerate() {
                calendar.schedule(SimTime(*time), PHASES[*phase], number);
                expected.push((*time, *phase, number));
            }
            expected.sort_unstable();
            let got: Vec<_> = std::iter::from_fn(|| calendar.pop()).map(|(time, number)| (time.0, entries[number].1, number)).collect();
            assert_eq!(got, expected);
            assert_eq!(calendar.processed(), calendar.scheduled());
        }
    }

    #[test]
    #[should_panic(expected = "is entered when it is already")]
    fn the_past_is_closed() {
        let mut calendar = Calendar::new();
        calendar.schedule(SimTime(5), Phase::Timer, ());
        let _ = calendar.pop();
        calendar.schedule(SimTime(4), Phase::Timer, ());
    }
}
