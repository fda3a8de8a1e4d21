//! The command line: the only place that prints. One file a subcommand; the others are what subcommands share.
//!
//! | subcommand | file |
//! | --- | --- |
//! | `run` | `run.rs` |
//! | `compare` | `compare.rs` |
//! | `check` | `check.rs` |
//! | `list` | `list.rs` |
//! | `world generate`, `world show` | `world.rs` |
//! | `completions` | `completions.rs` |
//! | `man` | `man.rs` |
//!
//! | shared | what it is |
//! | --- | --- |
//! | `arguments.rs`, `options.rs` | what may stand on the command line |
//! | `stop.rs` | why a subcommand ended early, and the exit code of each end |
//! | `say.rs` | standard output and standard error; a closed pipe is no error |
//! | `words.rs`, `metric_words.rs` | the words of tables and messages, in both languages |
//! | `job.rs` | a study that was asked for: plan, provenance, language |
//! | `exercise.rs`, `laboratory.rs` | a scenario, a laboratory: run, written, shown |
//! | `folder.rs`, `interrupt.rs` | the result folder: all of it or nothing, also after Ctrl-C |
//! | `study_files.rs`, `pictures.rs` | the files of a scenario's study |
//! | `laboratory_files.rs`, `station_summary.rs` | the files of a laboratory's study |
//! | `run_record.rs` | `run.json`: what differs between two runs of the same study |
//! | `progress.rs` | the bar that shows how far a study is |
//! | `table.rs`, `number.rs` | tables and numbers for people |
//! | `study_tables.rs`, `comparison_table.rs`, `laboratory_tables.rs` | what people read of a result |
//! | `compliance_table.rs`, `desk_table.rs`, `troop_table.rs` | what people read of limits, of desks, of troops |

pub mod arguments;
pub mod stop;

mod check;
mod compare;
mod comparison_table;
mod completions;
mod compliance_table;
mod desk_table;
mod exercise;
mod folder;
mod interrupt;
mod job;
mod laboratory;
mod laboratory_files;
mod laboratory_tables;
mod list;
mod man;
mod metric_words;
mod number;
mod options;
mod pictures;
mod progress;
mod run;
mod run_record;
mod say;
mod station_summary;
mod study_files;
mod study_tables;
mod table;
mod troop_table;
mod words;
mod world;
