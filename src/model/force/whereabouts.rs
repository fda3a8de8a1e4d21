//! Where a unit is that is not at its base without an errand: it stands forward, or is on the road there or home. A column of its own,
//! read only where a unit says that it is afield.

use bevy_ecs::component::Component;

use crate::engine::time::SimTime;
use crate::model::geography::travel::Point;
use crate::terms::id::JurisdictionId;
use crate::terms::place::Place;

/// Where a unit is and where it belongs. Read only while the unit is afield.
#[derive(Component, Clone, Copy, Debug)]
pub struct Whereabouts {
    /// Where it is to stand while a warning keeps it forward; at its base when none.
    pub stand: Option<Point>,
    /// Where it set out …
    pub from: Point,
    /// … for where; the same while it stands.
    pub to: Point,
    /// When it set out.
    pub left: SimTime,
    /// When it will be there.
    pub reaches: SimTime,
    /// Stamp of the wanted arrival.
    pub stamp: u32,
}

impl Whereabouts {
    /// A row that waits to be used.
    pub const EMPTY: Self = Self {
        stand: None,
        from: Point { place: Place::Km(0.0, 0.0), jurisdiction: JurisdictionId(0) },
        to: Point { place: Place::Km(0.0, 0.0), jurisdiction: JurisdictionId(0) },
        left: SimTime::ZERO,
        reaches: SimTime::ZERO,
        stamp: 0,
    };

    /// It stands somewhere from now on; an arrival under way is no longer wanted.
    pub const fn stop(&mut self, at: Point, now: SimTime) {
        (self.from, self.to, self.left, self.reaches) = (at, at, now, now);
        self.stamp = self.stamp.wrapping_add(1);
    }

    /// It sets out for somewhere.
    pub const fn set_out(&mut self, to: Point, now: SimTime, reaches: SimTime) {
        (self.to, self.left, self.reaches) = (to, now, reaches);
        self.stamp = self.stamp.wrapping_add(1);
    }

    /// Whether it is on the road.
    #[must_use]
    pub fn is_moving(&self, now: SimTime) -> bool {
        now < self.reaches
    }

    /// Where it is: on the straight line in proportion to the time, in the jurisdiction of the nearer end.
    #[must_use]
    pub fn at(&self, now: SimTime) -> Point {
        let (gone, whole) = ((now - self.left).hours(), (self.reaches - self.left).hours());
        if gone >= whole {
            return self.to;
        }
        let share = gone / whole;
        let jurisdiction = if share < 0.5 { self.from.jurisdiction } else { self.to.jurisdiction };
        Point { place: self.from.place.toward(self.to.place, share), jurisdiction }
    }
}

#[cfg(test)]
mod tests {
    use super::Whereabouts;
    use crate::engine::time::SimTime;
    use crate::model::geography::travel::Point;
    use crate::terms::id::JurisdictionId;
    use crate::terms::place::Place;

    #[test]
    fn a_unit_on_the_road_is_where_the_time_has_brought_it() {
        let point = |x, j| Point { place: Place::Km(x, 0.0), jurisdiction: JurisdictionId(j) };
        let mut row = Whereabouts::EMPTY;
        row.stop(point(10.0, 0), SimTime::ZERO);
        row.set_out(point(30.0, 1), SimTime::from_minutes(10.0), SimTime::from_minutes(50.0));
        let at = |min| row.at(SimTime::from_minutes(min));
        assert_eq!(
            (at(10.0).place, at(20.0).place, at(90.0).place),
            (Place::Km(10.0, 0.0), Place::Km(15.0, 0.0), Place::Km(30.0, 0.0))
        );
        assert_eq!((at(20.0).jurisdiction, at(31.0).jurisdiction), (JurisdictionId(0), JurisdictionId(1)));
        assert!(row.is_moving(SimTime::from_minutes(49.0)) && !row.is_moving(SimTime::from_minutes(50.0)));
    }
}
