//! The access road of an incident: vehicles pass its narrow last stretch one after another.

use std::collections::VecDeque;

use crate::engine::time::Span;
use crate::terms::id::UnitId;

/// A column of vehicles at the road.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Whose.
    pub unit: UnitId,
    /// How many vehicles.
    pub vehicles: u32,
}

/// Who is on the road and who waits for it. One vehicle passes at a time; a column that has begun is not interrupted.
#[derive(Clone, Debug)]
pub struct Road {
    passing: Option<Column>,
    escorted: VecDeque<Column>,
    others: VecDeque<Column>,
}

impl Road {
    /// A road on which nobody is.
    pub const NONE: Self = Self { passing: None, escorted: VecDeque::new(), others: VecDeque::new() };

    /// A column reaches the road.
    pub fn arrive(&mut self, column: Column, is_escorted: bool) {
        if is_escorted { &mut self.escorted } else { &mut self.others }.push_back(column);
    }

    /// The column that enters the road now, when it is free: escorted ones first, then in the order of arrival.
    pub fn enter(&mut self) -> Option<Column> {
        if self.passing.is_some() {
            return None;
        }
        self.passing = self.escorted.pop_front().or_else(|| self.others.pop_front());
        self.passing
    }

    /// The column on the road has passed.
    ///
    /// # Panics
    /// When it is another one's turn.
    pub fn leave(&mut self, unit: UnitId) {
        let passed = self.passing.take().map(|column| column.unit);
        assert_eq!(passed, Some(unit), "the column that leaves the road is the one that entered it");
    }

    /// A column turns off the road, or leaves the queue.
    pub fn give_up(&mut self, unit: UnitId) {
        self.passing = self.passing.filter(|column| column.unit != unit);
        self.escorted.retain(|column| column.unit != unit);
        self.others.retain(|column| column.unit != unit);
    }

    /// Vehicles on the road and before it.
    #[must_use]
    pub fn vehicles(&self) -> u32 {
        let waiting = self.escorted.iter().chain(&self.others).chain(&self.passing);
        waiting.map(|column| column.vehicles).sum()
    }
}

/// How long a column takes to pass, at so many vehicles an hour.
#[must_use]
pub fn passage(vehicles: u32, vehicles_per_h: f64) -> Span {
    Span::from_hours(f64::from(vehicles) / vehicles_per_h)
}

#[cfg(test)]
mod tests {
    use super::{Column, Road, passage};
    use crate::engine::time::{SimTime, Span};
    use crate::terms::id::UnitId;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    /// Passes columns that arrive at set times (in order): when each has passed, and the vehicles that each finds before it.
    fn pass(arrivals: &[(SimTime, u32, bool)], vehicles_per_h: f64) -> (Vec<SimTime>, Vec<u32>) {
        let (mut road, mut passed, mut found) = (Road::NONE, vec![SimTime::ZERO; arrivals.len()], Vec::new());
        let mut on_road: Option<(UnitId, SimTime)> = None;
        let mut coming = arrivals.iter().enumerate().peekable();
        loop {
            let (unit, now) = match (on_road, coming.peek()) {
                (Some((unit, end)), next) if next.is_none_or(|(_, arrival)| end <= arrival.0) => (Some(unit), end),
                (_, Some((_, arrival))) => (None, arrival.0),
                _ => break,
            };
            if let Some(unit) = unit {
                road.leave(unit);
                (passed[unit.index()], on_road) = (now, None);
            } else {
                let (at, (_, vehicles, is_escorted)) = coming.next().unwrap();
                found.push(road.vehicles());
                road.arrive(Column { unit: UnitId::from_index(at), vehicles: *vehicles }, *is_escorted);
            }
            if let Some(column) = road.enter() {
                on_road = Some((column.unit, now + passage(column.vehicles, vehicles_per_h)));
            }
        }
        (passed, found)
    }

    /// 600 vehicles an hour for two hours onto a road that takes 200: a queue of 800 at 2 h, a delay of 2 h for who comes at 1 h,
    /// nothing left at 6 h.
    #[test]
    fn the_queue_of_vehicles_is_that_of_the_fluid_limit() {
        let arrivals: Vec<_> = (0..1_200_i32).map(|n| (SimTime::from_hours(f64::from(n) / 600.0), 1, false)).collect();
        let (passed, found) = pass(&arrivals, 200.0);
        assert!((799..=801).contains(found.last().unwrap()), "{} vehicles are before the last one", found.last().unwrap());
        let one = passage(1, 200.0);
        assert_eq!(one, Span::from_minutes(0.3));
        let (delay, two_hours) = (passed[600] - arrivals[600].0, Span::from_hours(2.0));
        assert!(two_hours <= delay && delay <= two_hours + one, "{} h of delay at 1 h", delay.hours());
        assert_eq!(passed[1_199], SimTime::from_hours(6.0));
    }

    #[test]
    fn an_ambulance_under_escort_waits_for_one_vehicle_at_most() {
        let mut arrivals: Vec<_> = (0..600_i32).map(|n| (SimTime::from_hours(f64::from(n) / 600.0), 1, false)).collect();
        arrivals.push((SimTime::from_hours(1.0), 1, true));
        let (passed, _) = pass(&arrivals, 200.0);
        assert!(passed[600] - arrivals[600].0 <= passage(2, 200.0));
    }

    proptest! {
        #[test]
        fn columns_pass_one_after_another_and_in_order(
            gaps in proptest::collection::vec((0_i64..400, 1_u32..4, proptest::bool::ANY), 1..60),
        ) {
            let mut time = SimTime::ZERO;
            let arrivals: Vec<_> = gaps
                .iter()
                .map(|(gap, vehicles, is_escorted)| {
                    time += Span(gap * 1_000);
                    (time, *vehicles, *is_escorted)
                })
                .collect();
            let (passed, found) = pass(&arrivals, 60.0);
            let mut order: Vec<usize> = (0..arrivals.len()).collect();
            order.sort_by_key(|at| passed[*at]);
            let mut free = SimTime::ZERO;
            for at in &order {
                prop_assert!(free.max(arrivals[*at].0) + passage(arrivals[*at].1, 60.0) <= passed[*at]);
                free = passed[*at];
            }
            for kind in [true, false] {
                let own: Vec<usize> = order.iter().copied().filter(|at| arrivals[*at].2 == kind).collect();
                prop_assert!(own.is_sorted(), "those of one kind pass in the order of arrival");
            }
            for (at, found) in found.iter().enumerate() {
                let came: u32 = arrivals[..at].iter().map(|arrival| arrival.1).sum();
                let gone: u32 = (0..at).filter(|other| passed[*other] <= arrivals[at].0).map(|other| arrivals[other].1).sum();
                prop_assert_eq!(came, gone + found, "vehicles in are vehicles out and vehicles on the road");
            }
        }
    }
}
