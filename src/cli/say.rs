//! Standard output and standard error. A closed pipe is no error: nobody is left to read it.

use std::io::{self, ErrorKind, IsTerminal, Write};

use liandong::scenario::diagnose::{Problem, Sources, render};

use crate::cli::stop::Stop;

/// Writes to standard output, all at once.
pub fn print(text: impl AsRef<[u8]>) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    let outcome = out.write_all(text.as_ref()).and_then(|()| out.flush());
    match outcome {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(Stop::ClosedPipe),
        other => other.map_err(Stop::failure("cannot write to standard output")),
    }
}

/// Writes to standard error, if it can be written to.
pub fn aside(text: &str) {
    let mut out = io::stderr().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Problems as people read them on standard error.
pub fn problems(problems: &[Problem], sources: &Sources) -> String {
    render(problems, sources, wants_color(io::stderr().is_terminal()))
}

/// Problems as people read them on standard output.
pub fn problems_found(problems: &[Problem], sources: &Sources) -> String {
    render(problems, sources, wants_color(io::stdout().is_terminal()))
}

fn wants_color(is_terminal: bool) -> bool {
    is_terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
