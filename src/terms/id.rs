//! Dense identifiers. A number is a position in the description of the run, never an ECS entity, so that it outlives the world.

macro_rules! dense_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The identifier as a position in a slice.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }

            /// The identifier of a position.
            ///
            /// # Panics
            /// When the position does not fit 32 bits.
            #[must_use]
            pub fn from_index(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or_else(|_| panic!("position {index} does not fit a 32-bit identifier")))
            }
        }
    };
}

dense_id!(
    /// A jurisdiction of the world, in the order of the world file.
    JurisdictionId
);
dense_id!(
    /// A command post of the structure in force.
    PostId
);
dense_id!(
    /// A station: one desk of a post, or a post of a laboratory scenario.
    StationId
);
dense_id!(
    /// An agency that owns units.
    AgencyId
);
dense_id!(
    /// A unit, in the order of the world file.
    UnitId
);
dense_id!(
    /// An incident of one replication, in the order of onset. The same under every structure.
    IncidentId
);
dense_id!(
    /// A matter: numbered in the order of creation within one replication.
    MatterId
);
dense_id!(
    /// A capability of the world's list.
    CapabilityId
);
dense_id!(
    /// An echelon of the structure, 0 at the top.
    EchelonId
);
