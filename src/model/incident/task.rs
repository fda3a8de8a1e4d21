//! The shared task of a need: carried forward between events, and the crossing that comes next.

use crate::engine::time::{SimTime, Span};
use crate::model::event::{Event, NeedId};
use crate::model::incident::growth::Growth;
use crate::model::incident::need::{Crossing, Need, Work};

impl Need {
    /// The size of the shared task at `now`; zero where each unit has a task of its own.
    #[must_use]
    pub fn size_at(&self, work: &Work, now: SimTime) -> f64 {
        let Work::Shared { growth, .. } = work else { return 0.0 };
        let growing = self.growing(*growth);
        growing.size_after(self.size, self.rate * self.pace, (now - self.since).hours()).min(growth.ceiling())
    }

    /// The law by which it grows from `since` on.
    fn growing(&self, growth: Growth) -> Growth {
        if self.is_growing { growth.aged((self.since - self.onset).hours()) } else { Growth::NONE }
    }

    /// Carries size and work done forward to `now`.
    pub fn carry(&mut self, work: &Work, now: SimTime) {
        let Work::Shared { growth, scale, .. } = work else { return };
        let hours = (now - self.since).hours();
        let growth = self.growing(*growth);
        let rate = self.rate * self.pace;
        if scale.is_some() {
            self.damage += growth.integral(self.size, rate, hours);
        }
        self.size = growth.size_after(self.size, rate, hours);
        self.peak = self.peak.max(self.size);
        self.worked += rate * hours;
        self.since = now;
    }

    /// Work done at which person number `freed + 1` is free: equal shares of the size at onset.
    fn next_person_at(&self, size_at_onset: f64) -> f64 {
        size_at_onset * f64::from(self.freed + 1) / f64::from(self.persons)
    }

    /// Plans the next crossing of the shared task; the event to schedule and after which span. `threshold` is the size at which the
    /// incident gets graver next, infinite when there is none.
    pub fn plan(&mut self, id: NeedId, work: &Work, threshold: f64) -> Option<(Span, Event)> {
        let Work::Shared { size, growth, .. } = work else { return None };
        self.stamp = self.stamp.wrapping_add(1);
        self.threshold = threshold;
        let growth = self.growing(*growth);
        let mut best: Option<(f64, Crossing)> = None;
        let mut consider = |hours: Option<f64>, crossing: Crossing| {
            if let Some(hours) = hours
                && best.is_none_or(|(earliest, _)| hours < earliest)
            {
                best = Some((hours, crossing));
            }
        };
        let rate = self.rate * self.pace;
        if self.freed < self.persons && rate > 0.0 {
            consider(Some(((self.next_person_at(*size) - self.worked) / rate).max(0.0)), Crossing::Person);
        }
        if self.is_growing {
            consider(growth.hours_to_end(self.size, rate), Crossing::Ceiling);
        }
        if threshold.is_finite() {
            let is_crossed = self.peak >= threshold;
            consider(if is_crossed { Some(0.0) } else { growth.hours_up_to(self.size, rate, threshold) }, Crossing::Grade);
        }
        if self.place_at.is_finite() && rate > 0.0 {
            consider(Some(((self.place_at - self.worked) / rate).max(0.0)), Crossing::Place);
        }
        if self.spawns_at.is_finite() {
            consider(growth.hours_to_integral(self.size, rate, self.spawns_at - self.damage), Crossing::Secondary);
        }
        consider(growth.hours_to_zero(self.size, rate), Crossing::Zero);
        let (hours, crossing) = best?;
        self.crossing = crossing;
        Some((Span::from_hours(hours), Event::WorkCrosses(id, self.stamp)))
    }

    /// Makes the crossing exact: rounding to milliseconds leaves no remainder.
    pub fn settle(&mut self, work: &Work) {
        let Work::Shared { size, growth, .. } = work else { return };
        match self.crossing {
            Crossing::Person => {
                self.worked = self.next_person_at(*size);
                self.freed += 1;
            }
            Crossing::Place => self.worked = self.place_at,
            Crossing::Secondary => self.damage = self.spawns_at,
            Crossing::Grade => {
                if self.peak < self.threshold {
                    self.size = self.threshold;
                }
                self.peak = self.peak.max(self.threshold);
            }
            Crossing::Ceiling => {
                if growth.ceiling().is_finite() {
                    self.size = growth.ceiling();
                    self.peak = self.size;
                }
                self.is_growing = false;
            }
            Crossing::Zero => self.size = 0.0,
        }
    }
}
