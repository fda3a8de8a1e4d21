//! `completions`: what a shell needs to complete our command lines.

use std::process::ExitCode;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use crate::cli::arguments::Arguments;
use crate::cli::say;
use crate::cli::stop::Stop;

/// The options of `completions`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  liandong completions bash > ~/.local/share/bash-completion/completions/liandong")]
pub struct CompletionOptions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the completions. They are gathered first, so that a closed pipe does no harm.
pub fn completions(options: &CompletionOptions) -> Result<ExitCode, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), "liandong", &mut script);
    say::print(script)?;
    Ok(ExitCode::SUCCESS)
}
