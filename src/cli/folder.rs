//! The result folder: built in a hidden folder beside it and put in place in one step at the end, so that there is all of a
//! result or nothing.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::cli::interrupt;
use crate::cli::stop::Stop;

/// The names of result files that are always the same.
const NAMES: [&str; 11] = [
    "comparison.csv",
    "comparison.json",
    "compliance.csv",
    "desks.csv",
    "intervals.csv",
    "journal.jsonl",
    "matters.csv",
    "run.json",
    "stations.csv",
    "summary.json",
    "tasks.csv",
];

/// A result folder that is being built.
#[derive(Debug)]
pub struct ResultFolder {
    target: PathBuf,
    shown: PathBuf,
    staging: TempDir,
    inside: PathBuf,
}

impl ResultFolder {
    /// Begins a folder that will stand at `target`, for a result of `command`.
    pub fn begin(target: &Path, command: &str, may_replace: bool) -> Result<Self, Stop> {
        let shown = target.to_owned();
        let target = if target.exists() { fs::canonicalize(target) } else { std::path::absolute(target) };
        let target = target.map_err(Stop::failure(format!("cannot find `{}`", shown.display())))?;
        examine(&target, &shown, command, may_replace)?;
        let (staging, inside) = stage(&target).map_err(Stop::failure(format!("cannot write beside `{}`", shown.display())))?;
        Ok(Self { target, shown, staging, inside })
    }

    /// Creates a file in the folder.
    pub fn create(&self, name: &str) -> io::Result<BufWriter<File>> {
        File::create(self.inside.join(name)).map(BufWriter::new)
    }

    /// Writes a file of the folder.
    pub fn write(&self, name: &str, fill: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> Result<(), Stop> {
        let written = self.create(name).and_then(|mut file| {
            fill(&mut file)?;
            close(file)
        });
        written.map_err(Stop::failure(format!("cannot write `{name}`")))
    }

    /// Puts the folder in its place.
    pub fn put_in_place(self) -> Result<PathBuf, Stop> {
        let replaced = self.staging.path().join("replaced");
        let moved = interrupt::finish(|| {
            if self.target.exists() {
                fs::rename(&self.target, &replaced)?;
            }
            fs::rename(&self.inside, &self.target).inspect_err(|_| {
                // Whatever stood there stays there.
                let _ = fs::rename(&replaced, &self.target);
            })
        });
        moved.map_err(Stop::failure(format!("cannot put the result at `{}`", self.shown.display())))?;
        Ok(self.shown)
    }
}

/// Ends a file; an error in its last bytes is told.
pub fn close(file: BufWriter<File>) -> io::Result<()> {
    file.into_inner().map(drop).map_err(io::IntoInnerError::into_error)
}

fn stage(target: &Path) -> io::Result<(TempDir, PathBuf)> {
    let parent = target.parent().unwrap_or(target);
    fs::create_dir_all(parent)?;
    let staging = tempfile::Builder::new().prefix(".liandong-").tempdir_in(parent)?;
    interrupt::begin(staging.path());
    let inside = staging.path().join("result");
    fs::create_dir(&inside)?;
    Ok((staging, inside))
}

/// Whether a result may be put at `folder`.
fn examine(folder: &Path, shown: &Path, command: &str, may_replace: bool) -> Result<(), Stop> {
    let shown = shown.display();
    if !folder.exists() {
        return Ok(());
    }
    if !folder.is_dir() {
        return Err(Stop::input(format!("`{shown}` is a file"), "name a folder with --out"));
    }
    let names = names(folder).map_err(Stop::failure(format!("cannot read `{shown}`")))?;
    if names.is_empty() {
        return Ok(());
    }
    let another = "name a new or empty folder with --out";
    match held(folder) {
        None => Err(Stop::input(format!("`{shown}` is not empty and holds no result of liandong"), another)),
        Some(other) if other != command => {
            Err(Stop::input(format!("`{shown}` holds a result of `{other}`, which `{command}` does not replace"), another))
        }
        Some(_) if !may_replace => {
            Err(Stop::input(format!("`{shown}` holds an earlier result"), "add --force to replace it, or name another folder"))
        }
        Some(_) => match names.iter().find(|name| !is_ours(name)) {
            Some(name) => {
                let message = format!("`{shown}` holds `{name}`, which is no file of a result and would be lost");
                Err(Stop::input(message, "move it elsewhere, or name another folder"))
            }
            None => Ok(()),
        },
    }
}

fn names(folder: &Path) -> io::Result<Vec<String>> {
    let entries = fs::read_dir(folder)?;
    let mut names: Vec<String> =
        entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect::<io::Result<_>>()?;
    names.sort();
    Ok(names)
}

/// The subcommand whose result a folder holds.
fn held(folder: &Path) -> Option<String> {
    let text = fs::read(folder.join("summary.json")).ok()?;
    let summary: serde_json::Value = serde_json::from_slice(&text).ok()?;
    let command = summary.get("provenance")?.get("command")?.as_str()?;
    command.split_whitespace().next().map(str::to_owned)
}

fn is_ours(name: &str) -> bool {
    let between = |start: &str, end: &str| name.starts_with(start) && name.ends_with(end);
    NAMES.contains(&name) || between("chart_", ".svg") || between("chart_", ".png") || between("journal_", ".jsonl")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{ResultFolder, is_ours};
    use crate::cli::stop::Stop;

    const SUMMARY: &str = r#"{"provenance": {"command": "run drill.ron --seed 1"}}"#;

    #[test]
    fn a_result_appears_whole_and_replaces_only_its_like() {
        let home = tempfile::tempdir().unwrap();
        let target = home.path().join("out");
        let folder = ResultFolder::begin(&target, "run", false).unwrap();
        folder.write("summary.json", |file| std::io::Write::write_all(file, SUMMARY.as_bytes())).unwrap();
        assert!(!target.exists(), "nothing is seen before the end");
        folder.put_in_place().unwrap();
        assert_eq!(fs::read_to_string(target.join("summary.json")).unwrap(), SUMMARY);
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1, "nothing is left beside it");
        assert!(matches!(ResultFolder::begin(&target, "run", false), Err(Stop::Input(_))));
        assert!(matches!(ResultFolder::begin(&target, "compare", true), Err(Stop::Input(_))));
        ResultFolder::begin(&target, "run", true).unwrap().put_in_place().unwrap();
        assert_eq!(fs::read_dir(&target).unwrap().count(), 0, "the old files went with the old result");
        fs::write(target.join("summary.json"), SUMMARY).unwrap();
        fs::write(target.join("notes.txt"), "mine").unwrap();
        assert!(matches!(ResultFolder::begin(&target, "run", true), Err(Stop::Input(_))));
    }

    #[test]
    fn an_abandoned_result_leaves_nothing() {
        let home = tempfile::tempdir().unwrap();
        drop(ResultFolder::begin(&home.path().join("out"), "run", false).unwrap());
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
    }

    #[test]
    fn result_files_are_known_by_name() {
        assert!(["chart_timeline.svg", "journal_a_2.jsonl", "run.json", "tasks.csv"].iter().all(|name| is_ours(name)));
        assert!(["notes.txt", "chart.svg", "journal.txt"].iter().all(|name| !is_ours(name)));
    }
}
