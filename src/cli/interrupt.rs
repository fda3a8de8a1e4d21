//! Ctrl-C and the signal to end: what is half written is taken away, then the program ends.

use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

/// The exit code that shells know for a program ended by Ctrl-C.
const INTERRUPTED: i32 = 130;

static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);
static HANDLER: Once = Once::new();

/// Notes a folder that is to vanish when the program is interrupted.
pub fn begin(folder: &Path) {
    *lock() = Some(folder.to_owned());
    HANDLER.call_once(|| {
        // Without a handler the program still ends on Ctrl-C, and leaves the hidden folder behind.
        let _ = ctrlc::set_handler(vanish);
    });
}

/// Carries out the last step, which no interruption cuts in two; after it nothing is unfinished.
pub fn finish<T>(step: impl FnOnce() -> T) -> T {
    let mut unfinished = lock();
    let outcome = step();
    *unfinished = None;
    outcome
}

fn vanish() {
    let unfinished = lock();
    if let Some(folder) = unfinished.as_deref() {
        // A second time for a file that was made while the folder was being emptied.
        let _ = fs::remove_dir_all(folder).or_else(|_| fs::remove_dir_all(folder));
    }
    process::exit(INTERRUPTED)
}

fn lock() -> MutexGuard<'static, Option<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}
