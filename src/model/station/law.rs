//! What never changes about a desk: servers, classes with priority and service law, room, overload law.

use crate::engine::distribution::Law;
use crate::engine::streams::join;
use crate::model::station::absence::Absence;
use crate::model::station::attention::{Attention, Mixture};
use crate::model::station::matter::Matter;

/// All desks, their classes and laws: three flat tables, so that a visit to a desk touches few lines of memory.
#[derive(Clone, Debug, Default)]
pub struct Desks {
    /// The desks by station id.
    pub desks: Vec<Desk>,
    /// The classes of all desks, desk by desk.
    pub classes: Vec<Class>,
    /// Distinct laws.
    pub laws: Vec<Law>,
    /// The overload laws.
    pub overloads: Vec<Overload>,
    /// Officers who are away now and then.
    pub absences: Vec<Absence>,
    /// Mixtures of rules of attention.
    pub mixtures: Vec<Mixture>,
    /// Queues of all desks together.
    pub queues: u32,
}

impl Desks {
    /// The class of a matter at a desk.
    #[inline]
    #[must_use]
    pub fn class(&self, desk: &Desk, position: u16) -> &Class {
        &self.classes[desk.first_class as usize + position as usize]
    }

    /// A law.
    #[inline]
    #[must_use]
    pub fn law(&self, id: LawId) -> &Law {
        &self.laws[id.0 as usize]
    }

    /// The working speed of a desk with `open` matters, 1 without an overload law.
    #[inline]
    #[must_use]
    pub fn speed(&self, desk: &Desk, open: u32) -> f64 {
        desk.overload.map_or(1.0, |id| self.overloads[id.0 as usize].speed(open))
    }

    /// Whether more matters are open than a desk carries without slowing down.
    #[must_use]
    pub fn is_beyond(&self, desk: &Desk, open: u32) -> bool {
        desk.overload.is_some_and(|id| open > self.overloads[id.0 as usize].span)
    }

    /// Adds a desk whose classes have these priorities, service laws and patiences; equal priorities share one queue.
    pub fn add(&mut self, mut desk: Desk, overload: Option<Overload>, classes: &[(u32, LawId, Option<LawId>)]) {
        desk.overload = overload.map(|law| {
            self.overloads.push(law);
            OverloadId(u32::try_from(self.overloads.len() - 1).expect("fewer than 2^32 laws"))
        });
        let mut priorities: Vec<u32> = classes.iter().map(|(priority, ..)| *priority).collect();
        priorities.sort_unstable();
        priorities.dedup();
        desk.first_class = u32::try_from(self.classes.len()).expect("fewer than 2^32 classes");
        desk.first_queue = self.queues;
        desk.queues = u32::try_from(priorities.len()).expect("few priorities");
        self.queues += desk.queues;
        self.classes.extend(classes.iter().map(|(priority, service, patience)| Class {
            rank: u32::try_from(priorities.partition_point(|p| p < priority)).expect("few priorities"),
            service: *service,
            patience: *patience,
        }));
        self.desks.push(desk);
    }
}

/// A law by its position among the distinct laws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LawId(pub u32);

/// Row of an overload law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OverloadId(pub u32);

/// A desk as assembled.
#[derive(Clone, Copy, Debug)]
pub struct Desk {
    /// Servers on duty.
    pub servers: u32,
    /// Stable key of the desk for chance, the same under every structure.
    pub key: u64,
    /// First of its classes.
    pub first_class: u32,
    /// First of the desk's queues in the common list.
    pub first_queue: u32,
    /// Number of queues: distinct priorities.
    pub queues: u32,
    /// Most matters in service and waiting together.
    pub capacity: u32,
    /// In which order it takes what waits.
    pub attention: Attention,
    /// Factor on all its service times.
    pub skill_factor: f64,
    /// How it slows down.
    pub overload: Option<OverloadId>,
    /// Whether all open matters are worked on at once.
    pub is_shared: bool,
    /// Whether a higher priority interrupts a lower one.
    pub is_preemptive: bool,
    /// Whether officers may leave it for a meeting and put their work down.
    pub can_be_left: bool,
}

/// How a desk handles one class of matter.
#[derive(Clone, Copy, Debug)]
pub struct Class {
    /// Rank of its queue within the desk, 0 served first.
    pub rank: u32,
    /// Service law.
    pub service: LawId,
    /// How long a matter waits before it gives up.
    pub patience: Option<LawId>,
}

/// The overload law f(n) = max(floor, 1 / (1 + slowdown · max(0, n − span))), n being the open matters.
#[derive(Clone, Copy, Debug)]
pub struct Overload {
    /// Open matters carried without slowing down.
    pub span: u32,
    /// Slow-down per matter beyond the span.
    pub slowdown: f64,
    /// The slowest speed.
    pub floor: f64,
}

impl Overload {
    /// The working speed with `open` matters on the desk.
    #[must_use]
    pub fn speed(&self, open: u32) -> f64 {
        (1.0 / (1.0 + self.slowdown * f64::from(open.saturating_sub(self.span)))).max(self.floor)
    }
}

impl Desk {
    /// A desk without classes yet.
    #[must_use]
    pub const fn new(servers: u32, key: u64) -> Self {
        let capacity = u32::MAX;
        Self {
            servers,
            key,
            first_class: 0,
            first_queue: 0,
            queues: 0,
            capacity,
            attention: Attention::Fifo,
            skill_factor: 1.0,
            overload: None,
            is_shared: false,
            is_preemptive: false,
            can_be_left: false,
        }
    }

    /// Whether the work in hand must be followed step by step.
    #[must_use]
    pub const fn follows_work(&self) -> bool {
        self.overload.is_some() || self.is_preemptive || self.can_be_left || self.is_shared
    }
}

/// Key of the chance of a matter's visit to a desk.
#[inline]
#[must_use]
pub const fn service_key(matter: &Matter, desk: &Desk) -> u64 {
    join(matter.lineage ^ desk.key, matter.occurrence as u64)
}

#[cfg(test)]
mod tests {
    use super::Overload;

    #[test]
    fn speed_falls_beyond_the_span_down_to_the_floor() {
        let law = Overload { span: 5, slowdown: 0.05, floor: 0.6 };
        assert_eq!(law.speed(5), 1.0);
        assert!((law.speed(7) - 1.0 / 1.1).abs() < 1e-15);
        assert_eq!(law.speed(1_000), 0.6);
    }
}
