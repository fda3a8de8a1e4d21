//! Chance. Each draw is a pure function of (seed, replication, purpose, stable id, draw number).
//!
//! Adding a unit or changing a structure leaves every other draw as it was; that is what lets two structures be compared on
//! the same luck. The generator is counter-based: the key is hashed once, and each draw hashes the key with its number by the
//! finaliser of SplitMix64 (Steele, Lea and Flood, *Fast splittable pseudorandom number generators*, 2014). It implements
//! rand's traits, so any law of that ecosystem can be fed from it.

use std::convert::Infallible;

use rand::rand_core::TryRng;

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// The finaliser of SplitMix64 (variant 13 of Stafford): a bijection of 64 bits with full avalanche.
#[inline]
#[must_use]
pub const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Joins a word to a key, so that the order of the words matters.
#[inline]
#[must_use]
pub const fn join(key: u64, word: u64) -> u64 {
    mix(key.wrapping_add(GOLDEN) ^ mix(word.wrapping_mul(GOLDEN)))
}

/// What a draw is for. The number is part of every key: never reuse or renumber one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Gaps of a Poisson or renewal process of arrivals.
    Arrival = 1,
    /// Attributes of a stochastic incident: place, severity.
    Attribute = 2,
    /// Whether a detection channel covers an incident, and its delay.
    Detection = 3,
    /// The service time of a matter at a station.
    Service = 4,
    /// Which way a matter goes on.
    Route = 5,
    /// Transit between two posts.
    Transit = 6,
    /// Patience of a matter in a queue.
    Patience = 7,
    /// A unit's mobilisation.
    Mobilisation = 8,
    /// A unit's journey.
    Travel = 9,
    /// A unit's deployment on scene.
    Deployment = 10,
    /// A unit's own time of work on scene.
    Work = 11,
    /// A unit's way back.
    Return = 12,
    /// A person's death clock.
    Casualty = 13,
    /// When an incident brings about others.
    Secondary = 41,
    /// How long a patient is loaded, handed over and treated.
    Loading = 42,
    /// Whether a patient lives.
    Outcome = 43,
    /// Seats placed by a generator of worlds.
    Placement = 14,
    /// Resampling in statistics.
    Bootstrap = 15,
    /// Whether a post omits, shades or sends back a report, and how long a verification takes.
    Conduct = 16,
    /// How long officers take who are called in.
    Recall = 17,
    /// Whether and when a member of a committee joins, and how long it deliberates.
    Committee = 18,
    /// Whether a warning is overlooked, and when units stand by.
    Warning = 19,
    /// When a commander reaches the scene, and how long a hand-over takes.
    Command = 20,
    /// How long the approval of a response level takes.
    Response = 21,
    /// Whether a department shares news, and when.
    Sharing = 22,
    /// In which order a desk takes what waits.
    Attention = 70,
    /// When an officer leaves the desk and comes back.
    Absence = 71,
    /// How long a post drafts its written report.
    Writing = 40,
    /// Whether a superior takes a decision over.
    Pull = 50,
    /// Whether somebody agrees to a decision, and how long the answer takes.
    Approval = 51,
    /// When organisations set out unasked, whether they are turned back, and what they ask.
    Convergence = 110,
    /// The spread of a decision for which nothing was planned.
    Plan = 170,
    /// How long a task of a plan takes after the desk has dealt with it.
    Task = 171,
    /// When units beyond the span of a commander ask the next question.
    Question = 172,
    /// Whether a neighbour lends units, and how long a request for aid is on its way.
    Aid = 60,
    /// When a unit fails, and how long its repair takes.
    Failure = 61,
    /// How a post misjudges the size of an incident.
    Estimate = 190,
    /// Whether a post takes a need for one of another kind.
    WrongKind = 191,
    /// Whether a request for troops is refused, and how long a commander decides on a direct one.
    Military = 31,
}

/// The chance of one replication.
#[derive(Clone, Copy, Debug)]
pub struct Chance {
    key: u64,
}

impl Chance {
    /// The chance of replication `replication` (counted from 1) under a master seed.
    #[must_use]
    pub const fn new(seed: u64, replication: u64) -> Self {
        Self { key: join(join(0, seed), replication) }
    }

    /// The stream for a purpose and a stable id.
    #[inline]
    #[must_use]
    pub const fn stream(&self, purpose: Purpose, id: u64) -> Stream {
        Stream { key: join(self.key ^ (purpose as u64), id), draw: 0 }
    }
}

/// A keyed, counter-based source of draws.
#[derive(Clone, Copy, Debug)]
pub struct Stream {
    key: u64,
    draw: u64,
}

impl Stream {
    /// The next 64 random bits.
    #[inline]
    pub const fn next_bits(&mut self) -> u64 {
        self.draw += 1;
        mix(self.key.wrapping_add(self.draw.wrapping_mul(GOLDEN)))
    }

    /// The next uniform number, strictly between 0 and 1: the middle of one of 2^52 cells.
    #[inline]
    #[expect(clippy::cast_precision_loss, reason = "52 bits fit the mantissa")]
    pub const fn uniform(&mut self) -> f64 {
        ((self.next_bits() >> 12) as f64 + 0.5) * (1.0 / 4_503_599_627_370_496.0)
    }
}

impl TryRng for Stream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.next_bits() >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.next_bits())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.next_bits().to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Chance, Purpose, Stream};
    use rand::Rng as _;

    /// Chi-square of 256 cells against uniform; 255 degrees of freedom, 99.99 % bound 347.
    fn chi_square(draws: impl Iterator<Item = f64>) -> f64 {
        let mut cells = [0_u32; 256];
        let mut total = 0_u32;
        for u in draws {
            assert!(u > 0.0 && u < 1.0);
            cells[(u * 256.0) as usize] += 1;
            total += 1;
        }
        let expected = f64::from(total) / 256.0;
        cells.iter().map(|c| (f64::from(*c) - expected).powi(2) / expected).sum()
    }

    #[test]
    fn one_stream_is_uniform() {
        let mut stream = Chance::new(7, 1).stream(Purpose::Service, 42);
        assert!(chi_square((0..100_000).map(|_| stream.uniform())) < 347.0);
    }

    #[test]
    fn first_draws_of_neighbouring_keys_are_uniform_and_uncorrelated() {
        for vary in 0..3_u8 {
            let first = |n: u64| -> f64 {
                let (seed, replication, id) = match vary {
                    0 => (n, 1, 1),
                    1 => (1, n, 1),
                    _ => (1, 1, n),
                };
                Chance::new(seed, replication).stream(Purpose::Service, id).uniform()
            };
            assert!(chi_square((0..100_000).map(first)) < 347.0, "dimension {vary}");
            let n = 100_000_u32;
            let covariance: f64 =
                (0..u64::from(n)).map(|k| (first(k) - 0.5) * (first(k + 1) - 0.5)).sum::<f64>() / f64::from(n) * 12.0;
            assert!(covariance.abs() < 4.0 / f64::from(n).sqrt(), "correlation {covariance} in dimension {vary}");
        }
    }

    #[test]
    fn purposes_do_not_share_draws() {
        let chance = Chance::new(1, 1);
        let draw = |purpose| -> u64 { chance.stream(purpose, 5).next_bits() };
        assert_ne!(draw(Purpose::Travel), draw(Purpose::Return));
    }

    #[test]
    fn rand_can_draw_from_a_stream() {
        let mut a: Stream = Chance::new(1, 1).stream(Purpose::Work, 1);
        let mut b = a;
        assert_eq!(a.next_u64(), b.next_bits());
    }
}
