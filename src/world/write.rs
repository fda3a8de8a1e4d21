//! Puts the files of a generated world in a folder; the only file of `world` that writes.

use std::fs;
use std::path::Path;

use crate::world::error::WorldError;
use crate::world::generate::GeneratedWorld;

impl GeneratedWorld {
    /// Writes `{id}.ron` and the folder `{id}/` into `folder`, which is made when missing.
    ///
    /// Each file is written under a temporary name (`.part`) and then renamed, the world file last, so that a reader never meets
    /// half a file.
    ///
    /// # Errors
    /// When a file or folder cannot be written; the error names it.
    pub fn write(&self, folder: &Path) -> Result<(), WorldError> {
        for (name, text) in self.files() {
            put(&folder.join(name), &text)?;
        }
        Ok(())
    }
}

fn put(file: &Path, text: &str) -> Result<(), WorldError> {
    let fail = |error: std::io::Error| WorldError::Write { file: file.to_owned(), reason: error.to_string() };
    let part = file.with_added_extension("part");
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(fail)?;
    }
    fs::write(&part, text).map_err(fail)?;
    fs::rename(&part, file).map_err(fail)
}
