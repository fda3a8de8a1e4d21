//! Laboratories for the tests of theory: a shipped one, one put together here, and a run of either.

use std::sync::Arc;

use liandong::measure::record::LaboratoryRecord;
use liandong::scenario::desk::Attention;
use liandong::scenario::laboratory::{LabArrivals, LabClass, LabSource, LabStation, LabStructure, Laboratory};
use liandong::scenario::law::LawSpec;
use liandong::simulation::assemble::laboratory::prepare;
use liandong::simulation::laboratory::LaboratoryRunner;
use liandong::terms::language::Name;

/// A laboratory with nothing in it and one structure without rows.
pub fn empty(horizon_h: f64) -> Laboratory {
    Laboratory {
        format: 1,
        id: "trial".into(),
        name: Name::new("试验", "trial"),
        about: Name::new("试验", "trial"),
        horizon_h,
        warmup_h: 0.0,
        replications: 1,
        seed: 1,
        stations: Vec::new(),
        pools: Vec::new(),
        sources: Vec::new(),
        structures: vec![structure("base")],
    }
}

/// A structure without rows.
pub fn structure(id: &str) -> LabStructure {
    LabStructure {
        id: id.into(),
        name: Name::new("结构", "structure"),
        routes: Vec::new(),
        preferences: Vec::new(),
        reserves: Vec::new(),
    }
}

/// A class of the first priority.
pub fn class(id: &str, service: LawSpec) -> LabClass {
    LabClass { id: id.into(), priority: 1, service, patience: None }
}

/// A station, first come first served, that serves one class `matter`.
pub fn station(id: &str, servers: u32, service: LawSpec) -> LabStation {
    let classes = vec![class("matter", service)];
    LabStation {
        id: id.into(),
        servers,
        classes,
        capacity: None,
        overload: None,
        preemptive: false,
        attention: Attention::Fifo,
        shared: false,
        absence: None,
    }
}

/// A Poisson source of the class `matter`.
pub fn source(id: &str, to: &str, rate_per_h: f64) -> LabSource {
    let arrivals = LabArrivals::Poisson { rate_per_h };
    LabSource { id: id.into(), class: "matter".into(), to: to.into(), district: None, arrivals }
}

/// An exponential law.
pub const fn exponential(mean_min: f64) -> LawSpec {
    LawSpec::Exponential { mean_min }
}

/// A worker for a laboratory under one of its structures.
pub fn runner(laboratory: &Laboratory, structure: usize) -> LaboratoryRunner {
    let structure = &laboratory.structures[structure];
    LaboratoryRunner::new(Arc::new(prepare(laboratory, structure, true)), structure.id.clone())
}

/// One replication of a laboratory under its first structure.
pub fn run(laboratory: &Laboratory, seed: u64) -> LaboratoryRecord {
    runner(laboratory, 0).run(seed, 1).0
}
