//! What goes in: the RON files as they are written, their loading, locating and checking.
//!
//! | file | what it describes |
//! | --- | --- |
//! | `law.rs` | a law of duration as written |
//! | `territory.rs` | root type `World`: levels, jurisdictions, travel |
//! | `forces.rs` | part of the world: lines, posts and desks, detection channels, agencies, unit types, units |
//! | `approval.rs` | tables of a structure: who must agree to a decision |
//! | `escalation.rs` | tables of a structure: take-overs, requests past a level, notices of a level |
//! | `delegation.rs` | part of a structure: rights that are moved down, with the means to use them |
//! | `overlay.rs` | part of a structure: means that move with it |
//! | `practice.rs` | tables of a structure: conduct of reports, plans |
//! | `aid.rs` | part of a structure: mutual aid |
//! | `dispatch.rs` | part of a structure: how posts choose units |
//! | `fitness.rs` | part of a structure: limits of units |
//! | `service_area.rs` | part of a structure: where units serve |
//! | `scene.rs` | part of a structure: command at the scene |
//! | `convergence.rs` | social organisations at a scene: parts of a tape and of a structure |
//! | `standing.rs` | the standing of social organisations: parts of a world and of a structure |
//! | `military.rs` | part of a structure: how troops are asked for |
//! | `grading.rs` | the grading table of a scenario |
//! | `limit.rs` | the table of reporting limits of a scenario |
//! | `estimate.rs` | table of a structure: completeness of reports, errors of estimates |
//! | `response.rs` | table of a structure: response levels |
//! | `desk.rs` | how desks work: rules of attention, a structure's desk rules |
//! | `duty.rs` | tables of a structure: shifts, recalls |
//! | `warning.rs` | warnings of a tape, and a structure's tables for them |
//! | `committee.rs` | table of a structure: committees |
//! | `structure.rs` | root type `Structure`: reporting, rights, visibility, commitment, staffing, overlay |
//! | `base.rs` | a structure that states only what differs from another |
//! | `incidents.rs` | root type `Incidents`: scripted and stochastic incidents, injects |
//! | `inject.rs` | part of a tape: injects |
//! | `evacuation.rs`, `care.rs` | parts of a tape: populations that are moved; the injured and their hospitals |
//! | `exercise.rs` | root type `Scenario`: names a world, a structure, incidents; horizon, replications, targets |
//! | `laboratory.rs` | root type `Laboratory`: stations, pools, sources and nothing else |
//! | `load/` | from paths to typed files, every problem with its place |
//! | `locate.rs` | from a path inside a RON file to its place in the text |
//! | `token.rs` | the tokens of RON, for `locate.rs` |
//! | `document.rs` | a text with its places: lines, columns, CSV cells |
//! | `suggest.rs` | "did you mean …?" |
//! | `shipped.rs` | the structures built into the program |
//! | `diagnose.rs` | what a problem is and how it is shown |
//! | `check/` | what files mean together |

pub mod aid;
pub mod approval;
pub mod base;
pub mod care;
pub mod check;
pub mod committee;
pub mod convergence;
pub mod delegation;
pub mod desk;
pub mod diagnose;
pub mod dispatch;
pub mod document;
pub mod duty;
pub mod escalation;
pub mod estimate;
pub mod evacuation;
pub mod exercise;
pub mod fitness;
pub mod forces;
pub mod grading;
pub mod incidents;
pub mod inject;
pub mod laboratory;
pub mod law;
pub mod limit;
pub mod load;
pub mod locate;
pub mod military;
pub mod overlay;
pub mod practice;
pub mod response;
pub mod scene;
pub mod service_area;
pub mod shipped;
pub mod standing;
pub mod structure;
pub mod suggest;
pub mod territory;
pub mod token;
pub mod warning;

#[cfg(test)]
mod trial;
