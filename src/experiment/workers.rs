//! Replications in parallel, results in order. Memory holds one batch of results, whatever the number of replications.

use std::io;
use std::sync::Mutex;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// The most replications in one batch.
const BATCH_MAX: u32 = 1_024;
/// Weight (journal entries, visits) that one batch may hold, roughly.
const BATCH_WEIGHT: u64 = 2_000_000;

/// Runs replications 1 to `replications`. Each thread keeps a worker made by `make`; `run` gives a result and its weight;
/// `take` receives the results in order.
///
/// # Errors
/// What `take` reports; no further replication is begun then.
pub fn in_order<W: Send, R: Send>(
    pool: &rayon::ThreadPool,
    replications: u32,
    make: impl Fn() -> W + Sync,
    run: impl Fn(&mut W, u32) -> (R, u64) + Sync,
    mut take: impl FnMut(R) -> io::Result<()>,
) -> io::Result<()> {
    let idle: Mutex<Vec<W>> = Mutex::new(Vec::new());
    let threads = u32::try_from(pool.current_num_threads()).unwrap_or(1);
    let (mut next, mut batch) = (1, threads);
    while next <= replications {
        let last = replications.min(next.saturating_add(batch - 1));
        let one = |replication: u32| {
            let borrowed = idle.lock().expect("no worker panics while it holds the list").pop();
            let mut worker = borrowed.unwrap_or_else(&make);
            let result = run(&mut worker, replication);
            idle.lock().expect("no worker panics while it holds the list").push(worker);
            result
        };
        let results: Vec<(R, u64)> = pool.install(|| (next..=last).into_par_iter().map(one).collect());
        let heaviest = results.iter().map(|(_, weight)| *weight).max().unwrap_or(0).max(1);
        for (result, _) in results {
            take(result)?;
        }
        next = last + 1;
        batch = u32::try_from(BATCH_WEIGHT / heaviest).unwrap_or(BATCH_MAX).clamp(threads, BATCH_MAX);
    }
    Ok(())
}
