//! The generator of worlds: from the official list of divisions, a gazetteer and written norms to the files of a world.
//!
//! Every province is made the same way: `generate(&request)` and then `GeneratedWorld::write`. What no source gives is placed,
//! spread or equipped by a stated rule and marked as such; `SOURCES.md` beside each world repeats the rules with its counts.
//!
//! | file | what it does |
//! | --- | --- |
//! | `generate.rs` | the request, the spine and the generated world |
//! | `error.rs` | what can go wrong, with the file and the remedy |
//! | `shipped.rs` | tests of the worlds in `assets/worlds` |
//! | `source.rs` | reads the list of divisions and the gazetteer; the only file here that reads |
//! | `province.rs` | what is known beforehand of each province: gazetteer code, capital, area, population |
//! | `kind.rs` | which rows of the list are levels of government, and of which kind |
//! | `adoption.rs` | the county that takes the townships listed under a development zone |
//! | `tree.rs` | the four levels as jurisdictions with superiors |
//! | `romanise.rs` | Chinese place names in pinyin with English generics |
//! | `generic.rs` | generics and peoples in the names of divisions |
//! | `reading.rs` | readings of characters in place names that differ from the everyday one |
//! | `population.rs` | residents, summed up the tree |
//! | `gazetteer.rs` | seats found in the gazetteer |
//! | `placement.rs` | seats placed by seed, and the order in which all seats are set |
//! | `ring.rs` | points drawn in a ring around a place |
//! | `forces/` | agencies and units by the norms |
//! | `norms.ron.in` | levels, lines, posts, channels and unit types, with their sources |
//! | `render.rs` | the text of the files |
//! | `write.rs` | puts the files in a folder; the only file here that writes |

pub mod adoption;
pub mod error;
pub mod forces;
pub mod gazetteer;
pub mod generate;
pub mod generic;
pub mod kind;
pub mod placement;
pub mod population;
pub mod province;
pub mod reading;
pub mod render;
pub mod ring;
pub mod romanise;
#[cfg(test)]
mod shipped;
pub mod source;
pub mod tree;
pub mod write;
