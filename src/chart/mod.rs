//! Pictures of what was measured: inert records go in, SVG text and PNG bytes come out. The only door to plotters and resvg.
//!
//! Every picture speaks both languages, the primary one first and larger. A picture is first laid out on a `Sheet` (a list of
//! shapes in pixels, which cannot fail), then printed: plotters writes the SVG, and the PNG is rendered from that same SVG.
//!
//! | picture | question | file |
//! | --- | --- | --- |
//! | waterfall | where did the time of a response go? | `waterfall.rs`, `waterfall_rows.rs` |
//! | comparison waterfall | where does each structure spend it? | `comparison_waterfall.rs` |
//! | timeline | who did what when in one incident? | `timeline.rs` and the files that begin with it |
//! | convergence | who comes unasked, queues, works, and what are they worth? | `convergence.rs` |
//! | distribution | how long until help works, over all replications? | `distribution.rs`, `survival.rs`, `histogram.rs` |
//! | casualties | how many have died by when? | `distribution.rs` |
//! | load | which desks are how busy, and how much waits there? | `load.rs` |
//! | comparison | how much sooner, and how sure is that? | `comparison.rs`, `comparison_panel.rs` |
//!
//! | shared | what it is |
//! | --- | --- |
//! | `style.rs`, `picture.rs` | what the caller chooses; what the caller gets |
//! | `sheet.rs`, `print.rs`, `outline.rs` | shapes in pixels; their way to SVG and PNG; text as outlines |
//! | `font.rs`, `text.rs` | the built-in font; measuring, shortening and wrapping |
//! | `words.rs`, `bilingual.rs` | the words that only charts use; a text in both languages |
//! | `ink.rs`, `texture.rs`, `legend.rs` | colours, hatchings, keys |
//! | `scale.rs`, `ticks.rs`, `number.rs`, `clock.rs` | axes, numbers and clock times |
//! | `one_run.rs` | what a picture of one run is about |
//! | `frame.rs` | title, footer, and the picture that says 'no data' |

pub mod comparison;
pub mod comparison_waterfall;
pub mod convergence;
pub mod distribution;
pub mod load;
pub mod picture;
pub mod style;
pub mod timeline;
pub mod waterfall;

mod bilingual;
mod clock;
mod comparison_panel;
mod font;
mod frame;
mod histogram;
mod ink;
mod legend;
mod number;
mod one_run;
mod outline;
mod print;
mod scale;
mod sheet;
mod survival;
mod text;
mod texture;
mod ticks;
mod timeline_axis;
mod timeline_command;
mod timeline_posts;
mod timeline_rows;
mod timeline_units;
mod waterfall_rows;
mod words;

#[cfg(test)]
mod sample;
