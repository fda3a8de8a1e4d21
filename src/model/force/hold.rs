//! Why a unit is not to be had: several causes may hold it at once, and it is available exactly when none does.

/// What holds a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// Injects say that it is unavailable, as many as are in force.
    Inject,
    /// Its crew rests.
    Rest,
    /// It is under repair.
    Repair,
    /// It is off duty and nobody calls it in.
    OffDuty,
    /// A call past the desk that tasks it took it away.
    Errand,
    /// It did not come when it was tasked.
    NoShow,
}

const KINDS: usize = Hold::NoShow as usize + 1;

/// How often each cause holds a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holds([u8; KINDS]);

impl Holds {
    /// Nothing holds it.
    pub const NONE: Self = Self([0; KINDS]);

    /// Whether nothing holds it.
    #[inline]
    #[must_use]
    pub fn is_none(self) -> bool {
        self == Self::NONE
    }

    /// A cause begins to hold it.
    ///
    /// # Panics
    /// When a cause other than an inject holds it already.
    pub fn hold(&mut self, cause: Hold) {
        let count = &mut self.0[cause as usize];
        assert!(*count == 0 || (cause == Hold::Inject && *count < u8::MAX), "a unit is held twice by {cause:?}: {self:?}");
        *count += 1;
    }

    /// A cause no longer holds it.
    ///
    /// # Panics
    /// When it did not.
    pub fn let_go(&mut self, cause: Hold) {
        let count = &mut self.0[cause as usize];
        assert!(*count > 0, "a unit is let go by {cause:?}, which does not hold it: {self:?}");
        *count -= 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop, prop_assert_eq, proptest};

    use super::{Hold, Holds};

    const ALL: [Hold; super::KINDS] = [Hold::Inject, Hold::Rest, Hold::Repair, Hold::OffDuty, Hold::Errand, Hold::NoShow];

    #[test]
    fn the_end_of_one_cause_frees_no_unit_that_another_holds() {
        for first in ALL {
            for second in ALL.into_iter().filter(|second| *second != first || first == Hold::Inject) {
                let mut holds = Holds::NONE;
                holds.hold(first);
                holds.hold(second);
                holds.let_go(first);
                assert!(!holds.is_none(), "{second:?} still holds it after {first:?}");
                holds.let_go(second);
                assert!(holds.is_none());
            }
        }
    }

    #[test]
    #[should_panic(expected = "which does not hold it")]
    fn nothing_lets_go_what_it_does_not_hold() {
        let mut holds = Holds::NONE;
        holds.hold(Hold::Rest);
        holds.let_go(Hold::Repair);
    }

    proptest! {
        #[test]
        fn a_unit_is_available_exactly_when_no_cause_holds_it(steps in prop::collection::vec((0..ALL.len(), any::<bool>()), 0..60)) {
            let (mut holds, mut in_force) = (Holds::NONE, Vec::new());
            for (at, begins) in steps {
                let is_held = in_force.contains(&at);
                if begins && (!is_held || ALL[at] == Hold::Inject) {
                    holds.hold(ALL[at]);
                    in_force.push(at);
                } else if !begins && is_held {
                    holds.let_go(ALL[at]);
                    in_force.remove(in_force.iter().position(|other| *other == at).unwrap());
                }
                prop_assert_eq!(holds.is_none(), in_force.is_empty());
            }
        }
    }
}
