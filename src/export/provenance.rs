//! What a result came from: enough to make it again. No clock, host or path stands in it, so that it can be compared byte for
//! byte.

use serde::Serialize;

/// The provenance of a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Provenance {
    /// Version of the program.
    pub program_version: String,
    /// Version of the file formats.
    pub format_version: u32,
    /// The subcommand.
    pub command: String,
    /// Id of the scenario.
    pub scenario: String,
    /// Master seed.
    pub seed: u64,
    /// Replications that were run.
    pub replications: u32,
    /// Every input file.
    pub inputs: Vec<InputFile>,
}

/// An input file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InputFile {
    /// Its name as the scenario refers to it.
    pub name: String,
    /// Hash of its bytes, hexadecimal.
    pub hash: String,
}

#[cfg(test)]
pub mod fixture {
    //! A provenance for the tests of the exports.

    use super::{InputFile, Provenance};

    /// Of a run of the drill.
    pub fn provenance() -> Provenance {
        Provenance {
            program_version: "0.1.0".to_owned(),
            format_version: 1,
            command: "run".to_owned(),
            scenario: "drill".to_owned(),
            seed: 1,
            replications: 2,
            inputs: vec![InputFile { name: "drill.ron".to_owned(), hash: "00ff".to_owned() }],
        }
    }
}
