//! The standing of social organisations: grades of a world, contracts and letters of a structure.

use crate::scenario::check::findings::{Findings, Names};
use crate::scenario::check::index::Index;
use crate::scenario::locate::At;
use crate::scenario::standing::{Contract, LetterGate};

/// All problems of the standings of a world and of who has which.
pub fn check(index: &Index<'_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let list = root.field("standings");
    let rows = &index.world.standings;
    findings.unique(list, "standing", rows.iter().map(|row| row.id.as_str()));
    for (i, row) in rows.iter().enumerate() {
        let at = list.item(i);
        index.levels.known(&row.home, at.field("home"), findings);
        for (field, law) in [("mobilisation", &row.mobilisation), ("away", &row.away), ("stays", &row.stays)] {
            if let Some(law) = law {
                findings.law(at.field(field), law);
            }
        }
        if !(row.rate_factor > 0.0 && row.rate_factor <= 1.0) {
            findings.range(at.field("rate_factor"), row.rate_factor, "above 0 and at most 1");
        }
        findings.probability(at.field("no_show"), row.no_show);
    }
    let names = Names::new("standing", rows.iter().map(|row| row.id.as_str()));
    let agencies = root.field("agencies");
    for (i, agency) in index.world.agencies.rows().iter().enumerate() {
        if let Some(standing) = &agency.standing {
            names.known(standing, agencies.item(i).field("standing"), findings);
        }
    }
}

/// All problems of the gate of a structure.
pub fn check_gate(gate: &LetterGate, at: At<'_>, index: Option<&Index<'_>>, findings: &mut Findings<'_>) {
    if let Some(index) = index {
        index.levels.known(&gate.border, at.field("border"), findings);
    }
    findings.officers(at.field("officers"), gate.officers);
    findings.law(at.field("service"), &gate.service);
    findings.probability(at.field("blocked"), gate.blocked);
    if let Some(law) = &gate.blocked_for {
        findings.law(at.field("blocked_for"), law);
    } else if gate.blocked > 0.0 {
        findings.error(at.field("blocked"), None, "a gate that is blocked never opens", "say `blocked_for`");
    }
}

/// All problems of the contract of a structure. A standing that a world lacks has no effect there.
pub fn check_contract(contract: &Contract, at: At<'_>, index: Option<&Index<'_>>, findings: &mut Findings<'_>) {
    findings.law(at.field("mobilisation"), &contract.mobilisation);
    let list = at.field("standings");
    if contract.standings.is_empty() {
        findings.error(list, None, "nobody is under this contract", "name a standing");
    }
    findings.once(list, contract.standings.iter(), "standing");
    let Some(world) = index.map(|index| index.world) else { return };
    let names = Names::new("standing", world.standings.iter().map(|row| row.id.as_str()));
    let is_meant = |standing: &Option<String>| standing.as_ref().is_some_and(|id| contract.standings.contains(id));
    if !contract.standings.is_empty() && !world.agencies.rows().iter().any(|agency| is_meant(&agency.standing)) {
        let message = "no agency of the world has one of these standings: the contract is with nobody";
        findings.warning(list, None, message, "name standings that agencies of the world have, or leave the contract out");
        return;
    }
    for (i, id) in contract.standings.iter().enumerate().filter(|(_, id)| names.position(id).is_none()) {
        let message = format!("the world has no standing `{id}`; it is passed over");
        findings.warning(list.item(i), Some(id), message, names.remedy(id));
    }
}
