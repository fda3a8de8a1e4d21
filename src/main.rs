//! The program `liandong`: from the words of the command line to one subcommand and an exit code.

use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::arguments::Arguments;

mod cli;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = arguments.execute();
    cli::stop::conclude(outcome)
}
