//! A unit: its kind, base and owner, its mode, and the orders on their way to it.

use bevy_ecs::component::Component;

use crate::engine::distribution::Law;
use crate::engine::time::{SimTime, Span};
use crate::journal::entry::EntryId;
use crate::journal::ledger::StationTotals;
use crate::model::event::{NONE, NeedId};
use crate::model::force::hold::Holds;
use crate::model::force::whereabouts::Whereabouts;
use crate::model::geography::travel::Point;
use crate::terms::id::{AgencyId, PostId, UnitId};

/// What a kind of unit can do.
#[derive(Clone, Debug)]
pub struct UnitKind {
    /// Work per hour by capability; 0 for what it cannot do.
    pub rates: Vec<f64>,
    /// Road speed, km/h.
    pub speed_kmh: f64,
    /// Vehicles in its column.
    pub vehicles: u32,
    /// From order known to departure.
    pub mobilisation: Law,
    /// From arrival to work.
    pub deployment: Law,
    /// Mean mobilisation, min: what a decider expects.
    pub mobilisation_mean_min: f64,
}

/// A unit as assembled.
#[derive(Clone, Debug)]
pub struct UnitProfile {
    /// Key of its chance, made from its id: a unit more or fewer changes no other unit's luck.
    pub key: u64,
    /// Position of its kind.
    pub kind: u32,
    /// Its base.
    pub base: Point,
    /// Its owner.
    pub agency: AgencyId,
}

/// What a unit is doing. A unit is in exactly one mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// At its base or where it stands forward, to be had unless it is unavailable.
    Idle,
    /// Order known, not yet on the road.
    Mobilising,
    /// On its way to the scene.
    Travelling,
    /// On scene, not yet at work.
    Deploying,
    /// At work.
    Working,
    /// On its way back.
    Returning,
}

impl Mode {
    /// Whether a unit may go from this mode to `next`. From an errand it becomes idle for an instant when it is called off.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Idle, Self::Mobilising)
                | (Self::Mobilising, Self::Travelling | Self::Idle)
                | (Self::Travelling, Self::Deploying | Self::Returning | Self::Idle)
                | (Self::Deploying, Self::Working | Self::Returning | Self::Idle)
                | (Self::Working, Self::Returning | Self::Idle)
                | (Self::Returning, Self::Idle)
        )
    }
}

/// Orders that may be on their way to one unit at once; further posts see it as ordered.
pub const ORDERS_MAX: usize = 4;

/// An order on its way to a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PendingOrder {
    /// For which need.
    pub need: NeedId,
    /// The post that gave it; none for an inject.
    pub by: Option<PostId>,
    /// The last journal entry about it.
    pub entry: EntryId,
}

/// The state of a unit: one line of the processor's cache, so that a step of a unit waits for memory once.
#[derive(Component, Clone, Copy, Debug)]
#[repr(align(64))]
pub struct Unit {
    /// What it is doing.
    pub mode: Mode,
    /// Whether its whereabouts say where it is: it stands forward, is on the road there or home, or will go there after its errand.
    pub is_afield: bool,
    /// What keeps it from being sent at all.
    pub holds: Holds,
    /// The need that it serves.
    pub need: u32,
    /// Next unit at work on the same need.
    pub next: u32,
    /// Its journey out.
    pub way_out: Span,
    /// Since when it is busy for a laboratory call; any time while it is idle.
    pub busy_since: SimTime,
    /// How long it has been busy for laboratory calls before that, ms.
    pub busy_ms: i64,
    /// Key of the chance of its present errand in a laboratory.
    pub occasion: u64,
    /// Factor on its mobilisation: 1 unless it stands by.
    pub readiness: f64,
    /// Row of its laboratory visit.
    pub visit: u32,
    /// The last journal entry about it.
    pub entry: EntryId,
}

impl Unit {
    /// An idle unit at its base.
    pub const IDLE: Self = Self {
        mode: Mode::Idle,
        is_afield: false,
        holds: Holds::NONE,
        need: NONE,
        next: NONE,
        way_out: Span::ZERO,
        occasion: 0,
        busy_since: SimTime::ZERO,
        busy_ms: 0,
        readiness: 1.0,
        visit: NONE,
        entry: EntryId::NONE,
    };

    /// Opens its books anew.
    pub fn open_books(&mut self, now: SimTime) {
        (self.busy_since, self.busy_ms) = (now, 0);
    }

    /// Its totals since its books were opened: one server that never has a queue.
    #[must_use]
    pub fn totals(&self, opened: SimTime, now: SimTime) -> StationTotals {
        let under_way = if self.mode == Mode::Idle { 0 } else { (now - self.busy_since).ms() };
        let busy_ms = self.busy_ms + under_way;
        let observed = now - opened;
        StationTotals {
            servers: 1,
            on_duty_ms: observed.ms(),
            observed,
            busy_ms,
            in_system_ms: busy_ms,
            ..StationTotals::default()
        }
    }

    /// Whether nothing keeps it from being sent.
    #[inline]
    #[must_use]
    pub fn is_available(&self) -> bool {
        self.holds.is_none()
    }

    /// Changes the mode.
    ///
    /// # Panics
    /// When the step is not one that a unit can make.
    #[inline]
    pub fn step(&mut self, next: Mode) {
        assert!(self.mode.may_become(next), "a unit that is {:?} cannot become {next:?}", self.mode);
        self.mode = next;
    }
}

/// The orders on their way to a unit, packed to the front. A column of its own: the steps of a unit do not read it.
#[derive(Component, Clone, Copy, Debug, Default)]
pub struct Orders([Option<PendingOrder>; ORDERS_MAX]);

impl Orders {
    /// Whether a further order can be on its way.
    #[inline]
    #[must_use]
    pub const fn has_room(&self) -> bool {
        self.0[ORDERS_MAX - 1].is_none()
    }

    /// Whether a further order can be sent as `post` sees it: room is left, and none is on its way that the post knows of.
    #[inline]
    #[must_use]
    pub fn admit(&self, post: PostId, shares_orders: bool) -> bool {
        self.has_room() && !self.0.iter().flatten().any(|order| shares_orders || order.by == Some(post))
    }

    /// Notes an order on its way.
    ///
    /// # Panics
    /// When no more fit; `admit` said so.
    #[inline]
    pub fn note(&mut self, order: PendingOrder) {
        let slot = self.0.iter_mut().find(|slot| slot.is_none());
        *slot.expect("a unit that is free for a post has room for an order") = Some(order);
    }

    /// Notes an order before the others.
    ///
    /// # Panics
    /// When no more fit.
    pub fn note_first(&mut self, order: PendingOrder) {
        assert!(self.0[ORDERS_MAX - 1].is_none(), "a unit that an order was struck out for has room for it");
        self.0.copy_within(..ORDERS_MAX - 1, 1);
        self.0[0] = Some(order);
    }

    /// An order on its way for a need.
    #[inline]
    pub fn pending(&mut self, need: NeedId) -> Option<&mut PendingOrder> {
        self.0.iter_mut().flatten().find(|order| order.need == need)
    }

    /// The order on its way for a need that a post has issued; where it has none left, whoever's there is. Two posts that do not see each
    /// other's orders may each send the same unit to the same need.
    #[inline]
    pub fn pending_of(&mut self, need: NeedId, post: PostId) -> Option<&mut PendingOrder> {
        let is_own = |order: &PendingOrder| order.need == need && order.by == Some(post);
        let own = self.0.iter().position(|slot| slot.as_ref().is_some_and(is_own));
        match own {
            Some(position) => self.0[position].as_mut(),
            None => self.pending(need),
        }
    }

    /// The same order, put before the others: it has been granted, and is the first to come.
    #[inline]
    pub fn grant(&mut self, need: NeedId, post: PostId) -> Option<&mut PendingOrder> {
        let is_own = |slot: &Option<PendingOrder>| slot.is_some_and(|order| order.need == need && order.by == Some(post));
        if let Some(position) = self.0.iter().position(is_own) {
            self.0[..=position].rotate_right(1);
        }
        self.pending(need)
    }

    /// Strikes out the order of a post that no longer asks for the unit.
    pub fn withdraw(&mut self, need: NeedId, post: PostId) -> Option<PendingOrder> {
        let order = *self.grant(need, post)?;
        if order.by == Some(post) { self.strike(need) } else { None }
    }

    /// Strikes out an order that has come or is void.
    #[inline]
    pub fn strike(&mut self, need: NeedId) -> Option<PendingOrder> {
        let position = self.0.iter().position(|slot| slot.is_some_and(|order| order.need == need))?;
        let order = self.0[position];
        self.0.copy_within(position + 1.., position);
        self.0[ORDERS_MAX - 1] = None;
        order
    }
}

/// All units.
#[derive(Debug)]
pub struct Forces<'a> {
    /// The kinds.
    pub kinds: &'a [UnitKind],
    /// What never changes about each unit.
    pub profiles: &'a [UnitProfile],
    /// Their state.
    pub units: &'a mut [Unit],
    /// The orders on their way to each.
    pub orders: &'a mut [Orders],
    /// Where each is that is afield.
    pub whereabouts: &'a mut [Whereabouts],
}

impl Forces<'_> {
    /// A unit.
    #[inline]
    #[must_use]
    pub fn unit(&self, id: UnitId) -> &Unit {
        &self.units[id.index()]
    }

    /// A unit, to be changed.
    #[inline]
    pub fn unit_mut(&mut self, id: UnitId) -> &mut Unit {
        &mut self.units[id.index()]
    }

    /// Key of a unit's chance.
    #[inline]
    #[must_use]
    pub fn key(&self, id: UnitId) -> u64 {
        self.profiles[id.index()].key
    }

    /// The orders on their way to a unit.
    #[inline]
    pub fn orders_mut(&mut self, id: UnitId) -> &mut Orders {
        &mut self.orders[id.index()]
    }

    /// Whether `post` sees it as free: idle, available, and no order on its way that the post knows of.
    #[inline]
    #[must_use]
    pub fn is_free_for(&self, id: UnitId, post: PostId, shares_orders: bool) -> bool {
        let unit = self.unit(id);
        unit.mode == Mode::Idle && unit.is_available() && self.orders[id.index()].admit(post, shares_orders)
    }

    /// What a unit can do.
    #[inline]
    #[must_use]
    pub fn kind(&self, id: UnitId) -> &UnitKind {
        &self.kinds[self.profiles[id.index()].kind as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::{EntryId, Mode, NeedId, Orders, PendingOrder, Unit};
    use crate::terms::id::PostId;

    #[test]
    fn an_order_on_its_way_hides_the_unit_from_whoever_knows_of_it() {
        let mut orders = Orders::default();
        let order = PendingOrder { need: NeedId(3), by: Some(PostId(7)), entry: EntryId::NONE };
        orders.note(order);
        assert!(!orders.admit(PostId(7), false));
        assert!(!orders.admit(PostId(8), true));
        assert!(orders.admit(PostId(8), false));
        assert_eq!(orders.strike(NeedId(3)), Some(order));
        assert!(orders.admit(PostId(7), false));
    }

    #[test]
    fn a_post_withdraws_its_own_order_and_nobody_else_s() {
        let mut orders = Orders::default();
        let order = |post| PendingOrder { need: NeedId(3), by: Some(PostId(post)), entry: EntryId::NONE };
        orders.note(order(7));
        orders.note(order(8));
        assert_eq!(orders.withdraw(NeedId(3), PostId(9)), None);
        assert_eq!(orders.withdraw(NeedId(3), PostId(8)), Some(order(8)));
        assert_eq!(orders.strike(NeedId(3)), Some(order(7)));
    }

    #[test]
    fn a_unit_is_one_line_of_the_cache() {
        assert_eq!(size_of::<Unit>(), 64);
    }

    #[test]
    #[should_panic(expected = "cannot become Working")]
    fn a_unit_cannot_work_before_it_arrives() {
        let mut unit = Unit::IDLE;
        unit.step(Mode::Working);
    }
}
