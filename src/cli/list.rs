//! `list`: what a folder offers to run, compare and build on.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use liandong::scenario::load::file::{Site, ron_files};
use liandong::scenario::load::reader::{Content, Reader};
use liandong::scenario::load::survey::{Listed, list_folder};
use liandong::terms::language::{Language, Word as _};

use crate::cli::options::Format;
use crate::cli::say;
use crate::cli::stop::Stop;
use crate::cli::table::Sheet;
use crate::cli::words::Phrase;

/// Folders below this depth are not searched.
const DEPTH: usize = 6;

const EXAMPLES: &str = "\
Examples:
  liandong list
  liandong list scenarios --format json";

/// The options of `list`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct ListOptions {
    /// The folder to search; this one when left out
    #[arg(default_value = ".", hide_default_value = true)]
    folder: PathBuf,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
}

/// Lists a folder. Files that cannot be read are told aside and do not stop it.
pub fn list(options: &ListOptions, language: Language) -> Result<ExitCode, Stop> {
    if !options.folder.is_dir() {
        return Err(Stop::input(format!("there is no folder `{}`", options.folder.display()), "name a folder to search"));
    }
    let listing = list_folder(&options.folder);
    if !listing.problems.is_empty() {
        say::aside(&say::problems(&listing.problems, &listing.sources));
    }
    let mut entries = listing.entries;
    entries.extend(worlds(&options.folder));
    match options.format {
        Format::Table => say::print(table(&entries, language))?,
        Format::Json => say::print(json(&entries)?)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The worlds of a folder, at the end of the list. What cannot be read has been told already.
fn worlds(folder: &Path) -> Vec<Listed> {
    let mut reader = Reader::default();
    let listed = ron_files(folder, DEPTH).into_iter().filter_map(|path| {
        let opened = reader.open(&Site::of(&path).ok()?)?;
        let Content::World(world) = &opened.content else { return None };
        let path = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        Some(Listed { kind: opened.content.kind().name(), path, id: world.id.clone(), name: world.name.clone(), about: None })
    });
    listed.collect()
}

fn json(entries: &[Listed]) -> Result<String, Stop> {
    let text = serde_json::to_string_pretty(entries);
    text.map(|text| text + "\n").map_err(|error| Stop::failure("cannot write the list as JSON")(error.into()))
}

fn table(entries: &[Listed], language: Language) -> String {
    let mut sheet = Sheet::of_words(&[Phrase::Kind, Phrase::Id, Phrase::Name, Phrase::File], 4..4, language);
    let mut abouts = String::new();
    for entry in entries {
        sheet.row([entry.kind, &entry.id, entry.name.in_language(language), &entry.path]);
        if let Some(about) = &entry.about {
            abouts += &format!("  {}: {}\n", entry.id, about.in_language(language));
        }
    }
    if sheet.is_empty() {
        return format!("{}\n", Phrase::NothingFound.word(language));
    }
    let table = sheet.text();
    if abouts.is_empty() { table } else { format!("{table}\n{}:\n{abouts}", Phrase::About.word(language)) }
}
