//! The design of an experiment: which replications, on how many threads, and what the structures are called.

use std::io;

/// Seed, replications and threads. The threads never change a byte of the result.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Master seed.
    pub seed: u64,
    /// Replications, 1 or more: the blocks that all structures share.
    pub replications: u32,
    /// Threads; 0 for as many as the machine has cores.
    pub threads: usize,
}

impl Plan {
    /// A pool of threads for the plan.
    ///
    /// # Errors
    /// When the system cannot start the threads.
    pub fn pool(&self) -> io::Result<rayon::ThreadPool> {
        rayon::ThreadPoolBuilder::new().num_threads(self.threads).build().map_err(io::Error::other)
    }
}

/// Labels of structures in the order given: the id, and `id#2`, `id#3` when it comes again.
#[must_use]
pub fn labels(ids: &[String]) -> Vec<String> {
    let count = |at: usize| ids[..=at].iter().filter(|id| **id == ids[at]).count();
    let label = |at: usize| if count(at) == 1 { ids[at].clone() } else { format!("{}#{}", ids[at], count(at)) };
    (0..ids.len()).map(label).collect()
}

/// The pairs to compare: the first against each other one, or every pair.
pub fn pairs(structures: usize, all: bool) -> impl Iterator<Item = (usize, usize)> {
    let firsts = if all { structures } else { 1.min(structures) };
    (0..firsts).flat_map(move |a| (a + 1..structures).map(move |b| (a, b)))
}

#[cfg(test)]
mod tests {
    use super::{labels, pairs};

    #[test]
    fn a_structure_given_twice_is_numbered() {
        let ids = ["a", "b", "a", "a"].map(String::from);
        assert_eq!(labels(&ids), ["a", "b", "a#2", "a#3"]);
    }

    #[test]
    fn the_first_is_the_baseline_unless_all_pairs_are_wanted() {
        assert_eq!(pairs(3, false).collect::<Vec<_>>(), [(0, 1), (0, 2)]);
        assert_eq!(pairs(3, true).collect::<Vec<_>>(), [(0, 1), (0, 2), (1, 2)]);
        assert_eq!(pairs(0, true).count(), 0);
    }
}
