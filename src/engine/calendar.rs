//! The calendar of future events, in the total order of time, phase, sequence.
//!
//! The near future is a 4-ary heap. When very many events are entered (a nation has some 100,000), the heap would no longer fit the
//! processor's cache, and each event would wait for memory several times. The calendar then keeps only a slice of time in the heap;
//! later events lie unsorted in slices of equal width and are sorted when their slice comes, and what lies beyond the last slice is
//! spread over new ones when all are used up. The order of events is the same either way.
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
    /// Events before `border`, as a heap; never empty while any event is left.
    heap: Vec<Entry<E>>,
    /// End of the time that the heap holds, ms; `i64::MAX` while it holds everything.
    border: i64,
    /// Events from `border` on, by slice of time, unsorted. Slices before `next_slice` are empty.
    slices: Vec<Vec<Entry<E>>>,
    /// The slice that comes next.
    next_slice: usize,
    /// Start of the first slice, ms.
    first: i64,
    /// Binary logarithm of the width of a slice in ms.
    shift: u32,
    /// Events beyond the last slice, unsorted.
    beyond: Vec<Entry<E>>,
    now: SimTime,
    scheduled: u64,
    processed: u64,
}

const PHASE_SHIFT: u32 = 62;
const ARITY: usize = 4;
/// The heap that held everything is spread over slices when it has more entries.
const HEAP_MAX: usize = 1_024;
/// As few entries go back to one heap: well below `HEAP_MAX`, so that a calendar does not swing between the two.
const HEAP_AGAIN: usize = 256;
/// Slices.
const SLICES: usize = 4_096;
/// Entries wanted in a slice.
const PER_SLICE: i64 = 16;

impl<E: Copy> Calendar<E> {
    /// An empty calendar at time zero.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            heap: Vec::new(),
            border: i64::MAX,
            slices: Vec::new(),
            next_slice: 0,
            first: 0,
            shift: 0,
            beyond: Vec::new(),
            now: SimTime::ZERO,
            scheduled: 0,
            processed: 0,
        }
    }

    /// Forgets everything and returns to time zero, keeping the memory.
    pub fn reset(&mut self) {
        if self.border != i64::MAX {
            self.slices.iter_mut().for_each(Vec::clear);
            self.beyond.clear();
            self.border = i64::MAX;
        }
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
        if self.heap.is_empty() {
            self.border = i64::MAX;
        }
        if time.0 < self.border {
            self.rise(entry);
            if self.border == i64::MAX && self.heap.len() > HEAP_MAX {
                std::mem::swap(&mut self.heap, &mut self.beyond);
                self.spread();
                self.fill();
            }
        } else {
            self.put_off(entry);
        }
    }

    /// Takes the next event and moves the clock to it.
    #[inline]
    pub fn pop(&mut self) -> Option<(SimTime, E)> {
        let top = *self.heap.first()?;
        let last = self.heap.pop().expect("a heap with a first entry has a last one");
        if !self.heap.is_empty() {
            self.sink(last);
        } else if self.border != i64::MAX {
            self.fill();
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

    /// Puts an entry from `border` on into its slice.
    #[inline]
    fn put_off(&mut self, entry: Entry<E>) {
        let slice = usize::try_from((entry.time.0 - self.first) >> self.shift).unwrap_or(usize::MAX);
        self.slices.get_mut(slice).unwrap_or(&mut self.beyond).push(entry);
    }

    /// Fills the empty heap with the next slice that has entries.
    #[cold]
    fn fill(&mut self) {
        loop {
            while self.next_slice < SLICES {
                let slice = self.next_slice;
                self.next_slice += 1;
                if !self.slices[slice].is_empty() {
                    std::mem::swap(&mut self.heap, &mut self.slices[slice]);
                    // A sorted list is a heap.
                    self.heap.sort_unstable_by_key(Entry::key);
                    self.border = self.first.saturating_add(i64::try_from(self.next_slice).expect("few slices") << self.shift);
                    return;
                }
            }
            if self.beyond.len() <= HEAP_AGAIN {
                std::mem::swap(&mut self.heap, &mut self.beyond);
                self.heap.sort_unstable_by_key(Entry::key);
                self.border = i64::MAX;
                return;
            }
            self.spread();
        }
    }

    /// Spreads what lies beyond the slices over new ones, so wide that the earlier half of it has some 16 entries in each.
    fn spread(&mut self) {
        let middle = self.beyond.len() / 2;
        let entries = std::mem::take(&mut self.beyond);
        let mut times: Vec<i64> = entries.iter().map(|entry| entry.time.0).collect();
        let median = *times.select_nth_unstable(middle).1;
        self.first = times[..=middle].iter().copied().min().expect("at least one entry is spread");
        let width = ((median - self.first) / i64::try_from(middle).expect("a count").max(1)).saturating_mul(PER_SLICE).max(1);
        // At most 2^40 ms, some 35 years: the last slice ends well below the largest time.
        self.shift = width.ilog2().min(40);
        self.next_slice = 0;
        self.border = self.first;
        self.slices.resize_with(SLICES, Vec::new);
        for entry in entries {
            self.put_off(entry);
        }
    }

    fn rise(&mut self, entry: Entry<E>) {
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

    proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(24))]
        #[test]
        fn slices_of_time_keep_the_order(
            steps in prop::collection::vec((0_i64..8, 0_usize..4, 0_i64..4), 1..400), scale in 0_u32..40,
        ) {
            let (mut calendar, mut expected) = (Calendar::new(), std::collections::BTreeSet::new());
            let mut number = 0_u64;
            for (round, (spread, phase, pops)) in steps.iter().enumerate() {
                let growing = round < steps.len() / 2;
                for near in 0..if growing { 16 } else { 1 } {
                    let span = (spread * 7_919 + near * 104_729) % (1 + (1 << scale));
                    let time = calendar.now().0 + if near % 5 == 0 { span * span } else { span };
                    calendar.schedule(SimTime(time), PHASES[*phase], number);
                    expected.insert((time, *phase, number));
                    number += 1;
                }
                for _ in 0..if growing { *pops } else { pops * 16 } {
                    let Some((time, popped)) = calendar.pop() else { break };
                    let (first, _, wanted) = expected.pop_first().expect("as many events as were entered");
                    assert_eq!((time.0, popped), (first, wanted));
                    assert_eq!(calendar.next_time().map(|time| time.0), expected.first().map(|row| row.0));
                }
                if round == steps.len() / 4 && spread % 2 == 0 {
                    calendar.reset();
                    expected.clear();
                }
            }
            while let Some((time, popped)) = calendar.pop() {
                let (first, _, wanted) = expected.pop_first().expect("as many events as were entered");
                assert_eq!((time.0, popped), (first, wanted));
            }
            assert!(expected.is_empty());
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
