//! Congestion at a scene: what units are worth that nobody leads, or for which there is no room.

/// How many can work at a scene, and how many are led.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Congestion {
    /// Units that the leader of one official unit supervises, the own one included.
    pub span: u32,
    /// What an unsupervised unit is worth, 0 to 1.
    pub unsupervised: f64,
    /// Units that find room.
    pub capacity: Option<u32>,
    /// How much each unit beyond slows the others.
    pub crowding: f64,
    /// Matters an hour of each unsupervised group.
    pub matters_per_h: f64,
}

impl Congestion {
    /// Units that are led, of so many at work under so many leaders.
    #[must_use]
    pub fn supervised(&self, units: u32, leaders: u32) -> u32 {
        units.min(leaders.saturating_mul(self.span))
    }

    /// What so many units at work are worth under so many leaders:
    /// (min(m, h·s) + ω·max(0, m − h·s)) / (1 + κ·(n − m)) with m = min(n, K).
    #[must_use]
    pub fn effective(&self, units: u32, leaders: u32) -> f64 {
        let with_room = units.min(self.capacity.unwrap_or(units));
        let led = self.supervised(with_room, leaders);
        let worth = f64::from(led) + self.unsupervised * f64::from(with_room - led);
        worth / (1.0 + self.crowding * f64::from(units - with_room))
    }

    /// The pace of shared work: what the units are worth over how many they are; 1 when nobody is at work.
    #[must_use]
    pub fn pace(&self, units: u32, leaders: u32) -> f64 {
        if units == 0 { 1.0 } else { self.effective(units, leaders) / f64::from(units) }
    }

    /// Whether one more unit would be led and find room.
    #[must_use]
    pub fn has_room(&self, units: u32, leaders: u32) -> bool {
        units < leaders.saturating_mul(self.span).min(self.capacity.unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::Congestion;
    use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};

    fn laws() -> impl Strategy<Value = Congestion> {
        (1_u32..10, 0.0..1.0_f64, proptest::option::of(1_u32..60), 0.0..0.5_f64).prop_map(
            |(span, unsupervised, capacity, crowding)| Congestion { span, unsupervised, capacity, crowding, matters_per_h: 1.0 },
        )
    }

    #[test]
    fn thirty_units_under_two_leaders_of_span_five_are_worth_sixteen() {
        let law = Congestion { span: 5, unsupervised: 0.3, capacity: None, crowding: 0.0, matters_per_h: 0.0 };
        assert_eq!(law.effective(30, 2), 16.0);
        assert_eq!(law.effective(10, 2), 10.0);
        let full = Congestion { capacity: Some(20), crowding: 0.1, ..law };
        assert_eq!(full.effective(30, 2), 13.0 / 2.0);
    }

    proptest! {
        #[test]
        fn units_are_never_worth_more_than_they_are(law in laws(), units in 0_u32..200, leaders in 0_u32..20) {
            prop_assert!(law.effective(units, leaders) <= f64::from(units) && law.effective(units, leaders) >= 0.0);
            prop_assert!(law.pace(units, leaders) <= 1.0);
        }

        #[test]
        fn one_more_unit_never_hurts_while_it_is_led_and_has_room(law in laws(), leaders in 0_u32..20, any_units in any::<u16>()) {
            let units = u32::from(any_units) % 200;
            if law.has_room(units, leaders) {
                prop_assert!(law.effective(units + 1, leaders) >= law.effective(units, leaders));
                prop_assert_eq!(law.effective(units + 1, leaders), f64::from(units + 1));
            }
        }

        #[test]
        fn one_more_leader_never_hurts(law in laws(), units in 0_u32..200, leaders in 0_u32..20) {
            prop_assert!(law.effective(units, leaders + 1) >= law.effective(units, leaders));
        }

        #[test]
        fn official_units_alone_work_at_full_pace(law in laws(), units in 1_u32..60) {
            let unbounded = Congestion { capacity: None, ..law };
            prop_assert_eq!(unbounded.pace(units, units).to_bits(), 1.0_f64.to_bits());
        }
    }
}
