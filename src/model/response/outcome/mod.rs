//! What the response achieves: persons saved or lost, patients treated, people moved, hazards that grow or bring others about.
//!
//! | file | schedules | decides |
//! | --- | --- | --- |
//! | `danger.rs` | the death of persons not freed in time | |
//! | `care.rs` | transport, treatment | which patient goes next and where, and who lives |
//! | `evacuation.rs` | deadlines | who is out and who is caught |
//! | `hazard.rs` | where a hazard grows to a graver size, and what a shared task crosses next | |
//! | `secondary.rs` | incidents that others bring about | |
//! | `survival.rs` | | the chance of a patient to live |
//! | `sequence.rs` | requests from the scene | which need opens after another |

pub mod care;
pub mod danger;
pub mod evacuation;
pub mod hazard;
pub mod secondary;
pub mod sequence;
pub mod survival;
