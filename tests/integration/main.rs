//! One binary, one module a behaviour.

mod command_line;
mod theory;
mod tidy;
