//! The three-phase executive: A advances the clock, B executes bound events, C lets the agenda decide.
//!
//! C runs when no event of phases 0 to 3 is left at the present instant, once. A decision that must wake another post without
//! delay schedules an event at this same instant; its facts come first and then C runs again for what they put on the agenda.

use crate::engine::calendar::Calendar;
use crate::engine::time::SimTime;

/// What the executive drives.
pub trait Simulation {
    /// The closed list of things that will happen.
    type Event: Copy;

    /// The calendar of this run.
    fn calendar(&mut self) -> &mut Calendar<Self::Event>;

    /// Phase B: one bound event happens.
    fn execute(&mut self, event: Self::Event);

    /// Whether somebody has something to decide.
    fn has_decisions(&self) -> bool;

    /// Phase C: empties the agenda once.
    fn decide(&mut self);

    /// Whether the span must end here, for instance because a pool has to be refilled.
    fn must_pause(&self) -> bool;
}

/// Why a span of events ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanEnd {
    /// The clock reached the given end.
    Horizon,
    /// The simulation asked for a pause; run again to go on.
    Pause,
}

/// Runs events up to and including `until`, then leaves the clock there.
pub fn run_span<S: Simulation>(simulation: &mut S, until: SimTime) -> SpanEnd {
    loop {
        if simulation.must_pause() {
            return SpanEnd::Pause;
        }
        let now = simulation.calendar().now();
        let next = simulation.calendar().next_time();
        if simulation.has_decisions() && next != Some(now) {
            simulation.decide();
            continue;
        }
        match next {
            Some(time) if time <= until => {
                let (_, event) = simulation.calendar().pop().expect("a calendar with a next time has an event");
                simulation.execute(event);
            }
            _ => break,
        }
    }
    simulation.calendar().advance_to(until);
    SpanEnd::Horizon
}
