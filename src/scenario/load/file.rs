//! Files and folders: reading a text with clear refusals, the project folder of a file, and where references may lead.

use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use crate::scenario::suggest::nearest;

/// Files larger than this are refused.
const BYTES_MAX: u64 = 256 << 20;

/// What is wrong and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Refusal {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

/// Where a file is and which folder its references may not leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The file as people know it.
    pub shown: String,
    /// The file, symbolic links resolved.
    pub path: PathBuf,
    /// The project folder, symbolic links resolved.
    pub project: PathBuf,
}

impl Site {
    /// The site of a file given on the command line.
    ///
    /// # Errors
    /// When there is no such file.
    pub fn of(path: &Path) -> Result<Self, Refusal> {
        let resolved = resolve(path)?;
        let folder = resolved.parent().unwrap_or(Path::new("/")).to_path_buf();
        let project = folder.ancestors().find(|folder| is_project(folder)).map_or_else(|| folder.clone(), Path::to_path_buf);
        Ok(Self { shown: slashed(&normalised(path)), path: resolved, project })
    }

    /// The file that a reference in this file means.
    ///
    /// # Errors
    /// When the reference is absolute, leaves the project folder, or leads to no file.
    pub fn reference(&self, written: &str) -> Result<Self, Refusal> {
        let reference = Path::new(written);
        let is_absolute = reference.is_absolute() || written.starts_with(['/', '\\']) || written.get(1..2) == Some(":");
        if is_absolute {
            return Err(Refusal::new(
                format!("`{written}` is an absolute path"),
                "write a path relative to this file, so that the project can be moved",
            ));
        }
        if written.trim().is_empty() {
            return Err(Refusal::new("the path is empty", "write the path of a file, relative to this one"));
        }
        let folder = self.path.parent().unwrap_or(&self.project);
        if !normalised(&folder.join(reference)).starts_with(&self.project) {
            return Err(self.escape(written));
        }
        let path = resolve(&folder.join(reference)).map_err(|refusal| Refusal {
            message: refusal.message.replacen(&*folder.join(reference).to_string_lossy(), written, 1),
            help: refusal.help,
        })?;
        if !path.starts_with(&self.project) {
            return Err(self.escape(written));
        }
        let shown = Path::new(&self.shown).parent().unwrap_or(Path::new("")).join(reference);
        Ok(Self { shown: slashed(&normalised(&shown)), path, project: self.project.clone() })
    }

    /// The path relative to the project folder, with `/` separators.
    #[must_use]
    pub fn name(&self) -> String {
        slashed(self.path.strip_prefix(&self.project).unwrap_or(&self.path))
    }

    fn escape(&self, written: &str) -> Refusal {
        Refusal::new(
            format!("`{written}` leads out of the project folder"),
            "files may only refer to files of their own project: the nearest folder above that holds `scenarios` or `assets`",
        )
    }
}

fn is_project(folder: &Path) -> bool {
    folder.join("scenarios").is_dir() || folder.join("assets").is_dir()
}

/// A path without `.` and without `..` that can be worked out by writing alone.
fn normalised(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(clean.components().next_back(), Some(Component::Normal(_))) => {
                clean.pop();
            }
            Component::ParentDir if clean.has_root() => {}
            other => clean.push(other),
        }
    }
    clean
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn resolve(path: &Path) -> Result<PathBuf, Refusal> {
    let found = fs::canonicalize(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            Refusal::new(format!("there is no file `{}`", path.display()), neighbour(path))
        }
        _ => Refusal::new(format!("`{}` cannot be read: {error}", path.display()), "check the path and its permissions"),
    })?;
    if found.is_dir() {
        return Err(Refusal::new(format!("`{}` is a folder, not a file", path.display()), "name one of the files in it"));
    }
    Ok(found)
}

/// "Did you mean …?" among the files of the same folder.
fn neighbour(path: &Path) -> String {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return "check the path".into() };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(entries) = fs::read_dir(folder) else { return format!("there is no folder `{}` either", folder.display()) };
    let mut names: Vec<String> = entries.take(1000).filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    match nearest(&name.to_string_lossy(), names.iter().map(String::as_str)) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "check the path".into(),
    }
}

/// The bytes of a file.
///
/// # Errors
/// When it cannot be read or is too large.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Refusal> {
    let unreadable = |error: std::io::Error| Refusal::new(format!("the file cannot be read: {error}"), "check its permissions");
    let meta = fs::metadata(path).map_err(unreadable)?;
    if !meta.is_file() {
        return Err(Refusal::new("this is not an ordinary file", "name a file with RON text"));
    }
    if meta.len() > BYTES_MAX {
        return Err(Refusal::new(
            format!("the file has {} MiB, more than {} MiB", meta.len() >> 20, BYTES_MAX >> 20),
            "split it, or put its rows into CSV files",
        ));
    }
    fs::read(path).map_err(unreadable)
}

/// The text of a file.
///
/// # Errors
/// When the bytes are not UTF-8, or begin with a byte-order mark where none is allowed.
pub fn text(bytes: Vec<u8>, is_mark_allowed: bool) -> Result<String, Refusal> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Refusal::new("the file is UTF-16, not UTF-8 (byte 0)", "save it as UTF-8"));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count();
        Refusal::new(format!("the file is not UTF-8: byte {at} (line {line}) cannot be read"), "save it as UTF-8")
    })?;
    match text.strip_prefix('\u{FEFF}') {
        None => Ok(text),
        Some(rest) if is_mark_allowed => Ok(rest.to_owned()),
        Some(_) => Err(Refusal::new("the file begins with a byte-order mark (BOM)", "save it as UTF-8 without BOM")),
    }
}

/// The RON files of a folder and its subfolders, in order.
#[must_use]
pub fn ron_files(folder: &Path, depth: usize) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let is_link = fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_symlink());
        let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() && !is_link && !is_hidden && depth > 0 {
            files.extend(ron_files(&path, depth - 1));
        } else if path.extension().is_some_and(|extension| extension == "ron") && path.is_file() {
            files.push(path);
        }
    }
    files
}
