//! Why a subcommand ended early, and the exit code of each end.

use std::fmt::Display;
use std::io;
use std::process::ExitCode;

use crate::cli::say;

/// Why a subcommand ended early.
#[derive(Debug)]
pub enum Stop {
    /// The input or the usage is wrong; the text says where and what to do.
    Input(String),
    /// The program itself failed; the text says at what.
    Failure(String),
    /// Whoever read our output has gone. That is no error.
    ClosedPipe,
}

impl Stop {
    /// Wrong input with its remedy.
    pub fn input(message: impl Display, help: impl Display) -> Self {
        Self::Input(format!("error: {message}\n  help: {help}\n"))
    }

    /// What turns an error of the system into a stop, for `map_err`.
    pub fn failure(doing: impl Display) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Failure(format!("error: {doing}: {error}\n"))
    }
}

/// Says why, where there is something to say, and gives the exit code.
pub fn conclude(outcome: Result<ExitCode, Stop>) -> ExitCode {
    match outcome {
        Ok(code) => code,
        Err(Stop::ClosedPipe) => ExitCode::SUCCESS,
        Err(Stop::Input(text)) => {
            say::aside(&text);
            ExitCode::from(2)
        }
        Err(Stop::Failure(text)) => {
            say::aside(&text);
            ExitCode::FAILURE
        }
    }
}
