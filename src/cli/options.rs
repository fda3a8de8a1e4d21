//! Options that several subcommands share.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use liandong::chart::style::SvgText;
use liandong::terms::language::Language;

/// The language of people's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// Chinese
    Zh,
    /// English
    #[default]
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Self::Zh,
            Lang::En => Self::En,
        }
    }
}

/// The form of what goes to standard output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Tables for people
    #[default]
    Table,
    /// JSON for programs
    Json,
}

/// Which replications are kept in the journal file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum JournalChoice {
    /// Replication 1
    #[default]
    First,
    /// Every replication
    All,
    /// No replication: no journal file
    None,
}

impl JournalChoice {
    /// Whether a replication is kept.
    pub const fn keeps(self, replication: u32) -> bool {
        match self {
            Self::First => replication == 1,
            Self::All => true,
            Self::None => false,
        }
    }
}

/// How text is kept in SVG pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum SvgTextChoice {
    /// As outlines: the same on any machine
    #[default]
    Outlines,
    /// As text with a list of font names: smaller, and searchable
    Names,
}

impl From<SvgTextChoice> for SvgText {
    fn from(choice: SvgTextChoice) -> Self {
        match choice {
            SvgTextChoice::Outlines => Self::Outlines,
            SvgTextChoice::Names => Self::Names,
        }
    }
}

/// The options of a study: how it runs and what becomes of its result.
#[derive(Debug, Args)]
pub struct StudyOptions {
    /// Seed of all chance; that of the scenario when left out
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Replications of each structure; as the scenario says when left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub replications: Option<u32>,
    /// Folder for the files of the result: new, empty, or with a result that --force replaces
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace an earlier result of the same command in the folder of --out
    #[arg(long, requires = "out")]
    pub force: bool,
    /// Replications that the journal file keeps
    #[arg(long, value_enum, default_value_t, value_name = "WHICH")]
    pub journal: JournalChoice,
    /// Threads, 0 for all cores; changes the speed and never the result
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, value_parser = clap::value_parser!(u16).range(..=1024))]
    pub threads: u16,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
    /// Begin CSV files with a byte-order mark, for spreadsheets
    #[arg(long)]
    pub csv_bom: bool,
    /// How text is kept in SVG pictures
    #[arg(long, value_enum, default_value_t, value_name = "HOW")]
    pub svg_text: SvgTextChoice,
}
