//! What may stand on the command line: one subcommand and its options.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::cli::check::CheckOptions;
use crate::cli::compare::CompareOptions;
use crate::cli::completions::CompletionOptions;
use crate::cli::list::ListOptions;
use crate::cli::man::ManOptions;
use crate::cli::options::Lang;
use crate::cli::run::RunOptions;
use crate::cli::stop::Stop;
use crate::cli::world::WorldCommand;
use crate::cli::{check, compare, completions, list, man, run, world};

const EXAMPLES: &str = "\
Examples:
  liandong list
  liandong check scenarios/demo_county_fire.ron
  liandong run scenarios/demo_county_fire.ron
  liandong compare scenarios/demo_county_fire.ron --structure four_level --structure centralised

Exit codes: 0 done, 1 the program itself failed (a disk is full), 2 wrong input or usage.";

/// How much sooner would help arrive under another command structure?
///
/// Liandong (联动) simulates an emergency from onset to containment under one or more command structures, with the same
/// incidents, the same forces and the same luck.
#[derive(Debug, Parser)]
#[command(name = "liandong", version, propagate_version = true, after_help = EXAMPLES)]
pub struct Arguments {
    /// Language of tables, pictures and messages; ids and column names never change
    #[arg(long, global = true, value_enum, default_value_t, value_name = "LANGUAGE")]
    lang: Lang,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run a scenario or laboratory under one structure
    Run(RunOptions),
    /// Run a scenario or laboratory under several structures, in the same luck, and compare them
    Compare(CompareOptions),
    /// Check files and list every problem with its place and remedy
    Check(CheckOptions),
    /// List the scenarios, laboratories, structures and worlds of a folder
    List(ListOptions),
    /// Generate a world, or show what one holds
    #[command(subcommand)]
    World(WorldCommand),
    /// Print the completions for a shell
    #[command(hide = true)]
    Completions(CompletionOptions),
    /// Print the manual page
    #[command(hide = true)]
    Man(ManOptions),
}

impl Arguments {
    /// Carries out the subcommand.
    ///
    /// # Errors
    /// When it stopped early.
    pub fn execute(&self) -> Result<ExitCode, Stop> {
        let language = self.lang.into();
        match &self.command {
            Command::Run(options) => run::run(options, language),
            Command::Compare(options) => compare::compare(options, language),
            Command::Check(options) => check::check(options, language),
            Command::List(options) => list::list(options, language),
            Command::World(command) => world::world(command, language),
            Command::Completions(options) => completions::completions(options),
            Command::Man(options) => man::man(options),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Arguments;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }
}
