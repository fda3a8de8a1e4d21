//! What can be read from the books of one replication. Times are in minutes.

use std::fmt;

use crate::journal::ledger::Outcome;

/// Something that an exact result speaks of. Stations, pools, units and classes are named by their ids in the file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Quantity {
    /// Mean wait of the matters whose service began at a station or pool.
    MeanWait {
        /// Station or pool.
        at: &'static str,
        /// Only this class.
        class: Option<&'static str>,
    },
    /// Mean square of that wait, min².
    MeanSquaredWait {
        /// Station or pool.
        at: &'static str,
    },
    /// Share of the admitted matters that wait longer than a time; 0 for any wait at all.
    WaitLonger {
        /// Station or pool.
        at: &'static str,
        /// The time.
        min: f64,
    },
    /// Mean time at a station from arrival to the end of service (at a pool: until the unit is free again).
    MeanStay {
        /// Station or pool.
        at: &'static str,
        /// Only this class.
        class: Option<&'static str>,
    },
    /// Mean number waiting over time.
    MeanWaiting {
        /// Station or pool.
        at: &'static str,
    },
    /// Busy share of the servers over time.
    Busy {
        /// Station, pool or unit.
        at: &'static str,
    },
    /// Share of the matters that came that were lost, left or went up.
    Share {
        /// Station or pool.
        at: &'static str,
        /// How they ended.
        outcome: Outcome,
    },
    /// Matters that come, per minute.
    Rate {
        /// Station or pool.
        at: &'static str,
    },
    /// Mean time of a matter through the whole system.
    MeanTotal,
    /// Mean time of the matters of one source through the whole system.
    MeanTotalFrom {
        /// The source.
        source: &'static str,
    },
    /// Standard deviation of that time.
    DeviationOfTotal,
    /// Quantile of that time.
    QuantileOfTotal(f64),
    /// Mean time from a matter's first arrival to a unit on scene.
    MeanToScene,
    /// Mean visits to a station of the matters that visit it at all.
    VisitsPerMatter {
        /// Station.
        at: &'static str,
    },
    /// When the last service ends.
    End {
        /// Station or pool.
        at: &'static str,
    },
    /// Squared distance of that moment from its exact mean.
    SpreadOfEnd {
        /// Station or pool.
        at: &'static str,
        /// The exact mean.
        mean: f64,
    },
    /// Mean journey of the units sent without a wait.
    MeanTravelAtOnce {
        /// Pool.
        at: &'static str,
    },
    /// Share of the units sent without a wait that are not the first of their district's list.
    HelpAtOnce {
        /// Pool.
        at: &'static str,
    },
    /// Share of time in which exactly these units of a pool are busy.
    ExactlyBusy {
        /// Pool.
        at: &'static str,
        /// The units.
        units: &'static [&'static str],
    },
    /// Share of time in which somebody waits.
    Queueing {
        /// Station or pool.
        at: &'static str,
    },
    /// Share of time in which all units of a pool are busy and nobody waits.
    BusyWithoutQueue {
        /// Pool.
        at: &'static str,
        /// All its units.
        units: &'static [&'static str],
    },
    /// Matters at a station at a moment.
    Present {
        /// Station.
        at: &'static str,
        /// The moment, minutes from the start.
        min: f64,
    },
    /// Squared distance of that number from its exact mean.
    SpreadOfPresent {
        /// Station.
        at: &'static str,
        /// The moment, minutes from the start.
        min: f64,
        /// The exact mean.
        mean: f64,
    },
}

impl Quantity {
    /// Whether it takes more than the totals of the stations.
    #[must_use]
    pub const fn needs_visits(&self) -> bool {
        !matches!(self, Self::MeanWaiting { .. } | Self::Busy { .. } | Self::Share { .. } | Self::Rate { .. })
    }

    /// The station, pool or unit that it speaks of; none when it speaks of the whole system.
    #[must_use]
    pub const fn place(&self) -> Option<&'static str> {
        match self {
            Self::MeanWait { at, .. }
            | Self::MeanSquaredWait { at }
            | Self::WaitLonger { at, .. }
            | Self::MeanStay { at, .. }
            | Self::MeanWaiting { at }
            | Self::Busy { at }
            | Self::Share { at, .. }
            | Self::Rate { at }
            | Self::VisitsPerMatter { at }
            | Self::End { at }
            | Self::SpreadOfEnd { at, .. }
            | Self::MeanTravelAtOnce { at }
            | Self::HelpAtOnce { at }
            | Self::ExactlyBusy { at, .. }
            | Self::Queueing { at }
            | Self::BusyWithoutQueue { at, .. }
            | Self::Present { at, .. }
            | Self::SpreadOfPresent { at, .. } => Some(at),
            Self::MeanTotal
            | Self::MeanTotalFrom { .. }
            | Self::DeviationOfTotal
            | Self::QuantileOfTotal(_)
            | Self::MeanToScene => None,
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MeanWait { at, class: None } => write!(f, "mean wait at {at}"),
            Self::MeanWait { at, class: Some(class) } => write!(f, "mean wait of {class} at {at}"),
            Self::MeanSquaredWait { at } => write!(f, "mean squared wait at {at}"),
            Self::WaitLonger { at, min } if *min == 0.0 => write!(f, "share that waits at {at}"),
            Self::WaitLonger { at, min } => write!(f, "share that waits above {min} min at {at}"),
            Self::MeanStay { at, class: None } => write!(f, "mean stay at {at}"),
            Self::MeanStay { at, class: Some(class) } => write!(f, "mean stay of {class} at {at}"),
            Self::MeanWaiting { at } => write!(f, "mean number waiting at {at}"),
            Self::Busy { at } => write!(f, "busy share of {at}"),
            Self::Share { at, outcome } => write!(f, "share {} at {at}", outcome.id()),
            Self::Rate { at } => write!(f, "arrivals a minute at {at}"),
            Self::MeanTotal => write!(f, "mean time in all"),
            Self::MeanTotalFrom { source } => write!(f, "mean time in all from {source}"),
            Self::DeviationOfTotal => write!(f, "standard deviation of the time in all"),
            Self::QuantileOfTotal(p) => write!(f, "{} % quantile of the time in all", p * 100.0),
            Self::MeanToScene => write!(f, "mean time to scene"),
            Self::VisitsPerMatter { at } => write!(f, "visits to {at} per matter"),
            Self::End { at } => write!(f, "end at {at}"),
            Self::SpreadOfEnd { at, .. } => write!(f, "variance of the end at {at}"),
            Self::MeanTravelAtOnce { at } => write!(f, "mean travel when sent at once by {at}"),
            Self::HelpAtOnce { at } => write!(f, "share of help when sent at once by {at}"),
            Self::ExactlyBusy { at, units: [] } => write!(f, "nobody of {at} busy"),
            Self::ExactlyBusy { at, units } => write!(f, "of {at} exactly {} busy", units.join(" ")),
            Self::Queueing { at } => write!(f, "share of time with a queue at {at}"),
            Self::BusyWithoutQueue { at, .. } => write!(f, "share of time with all of {at} busy and no queue"),
            Self::Present { at, min } => write!(f, "mean number at {at} after {min} min"),
            Self::SpreadOfPresent { at, min, .. } => write!(f, "variance of the number at {at} after {min} min"),
        }
    }
}
