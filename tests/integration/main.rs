//! One binary, one module a behaviour.

mod call_off;
mod command_line;
mod committees;
mod conduct;
mod delegation;
mod desks;
mod detection;
mod dispatch;
mod drill;
mod duty;
mod golden;
mod grades;
mod growth;
mod guide;
mod instants;
mod invariants;
mod oracle;
mod plans;
mod race;
mod scene_command;
mod secondary;
mod shipped;
mod staging;
mod theory;
mod tidy;
mod warnings;
