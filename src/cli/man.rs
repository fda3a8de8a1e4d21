//! `man`: the manual page, of the program or of one subcommand.

use std::process::ExitCode;

use clap::{Args, CommandFactory as _};
use clap_mangen::Man;

use crate::cli::arguments::Arguments;
use crate::cli::say;
use crate::cli::stop::Stop;

/// The options of `man`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  liandong man > liandong.1\n  liandong man run > liandong-run.1")]
pub struct ManOptions {
    /// The subcommand; the program as a whole when left out
    subcommand: Option<String>,
}

/// Prints the page. It is gathered first, so that a closed pipe does no harm.
pub fn man(options: &ManOptions) -> Result<ExitCode, Stop> {
    let mut program = Arguments::command();
    program.build();
    let command = match options.subcommand.as_deref() {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            Some(command) => command.clone(),
            None => return Err(Stop::input(format!("there is no subcommand `{name}`"), "see `liandong --help`")),
        },
    };
    let mut page = Vec::new();
    Man::new(command).render(&mut page).map_err(Stop::failure("cannot write the manual page"))?;
    say::print(page)?;
    Ok(ExitCode::SUCCESS)
}
