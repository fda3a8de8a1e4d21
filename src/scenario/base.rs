//! A structure that is based on another: it states only the tables that differ.

use crate::scenario::structure::Structure;

impl Structure {
    /// This structure with every table that it leaves out taken from `base`.
    #[must_use]
    pub fn on(&self, base: &Self) -> Self {
        fn or<T: Clone>(own: &[T], base: &[T]) -> Vec<T> {
            if own.is_empty() { base.to_vec() } else { own.to_vec() }
        }
        Self {
            format: self.format,
            id: self.id.clone(),
            name: self.name.clone(),
            base: self.base.clone(),
            echelons: or(&self.echelons, &base.echelons),
            abolishes: or(&self.abolishes, &base.abolishes),
            reporting: or(&self.reporting, &base.reporting),
            rights: or(&self.rights, &base.rights),
            delegation: self.delegation.clone().or_else(|| base.delegation.clone()),
            visibility: or(&self.visibility, &base.visibility),
            commitment: or(&self.commitment, &base.commitment),
            staffing: or(&self.staffing, &base.staffing),
            desk_rules: or(&self.desk_rules, &base.desk_rules),
            shifts: or(&self.shifts, &base.shifts),
            recalls: or(&self.recalls, &base.recalls),
            conduct: or(&self.conduct, &base.conduct),
            plans: or(&self.plans, &base.plans),
            unplanned_cv: self.unplanned_cv.or(base.unplanned_cv),
            warning_links: or(&self.warning_links, &base.warning_links),
            readiness: or(&self.readiness, &base.readiness),
            monitoring: or(&self.monitoring, &base.monitoring),
            estimates: self.estimates.clone().or_else(|| base.estimates.clone()),
            sharing: self.sharing.clone().or_else(|| base.sharing.clone()),
            transport_order: or(&self.transport_order, &base.transport_order),
            military: self.military.clone().or_else(|| base.military.clone()),
            scene_command: self.scene_command.clone().or_else(|| base.scene_command.clone()),
            fitness: or(&self.fitness, &base.fitness),
            service_areas: or(&self.service_areas, &base.service_areas),
            aid: or(&self.aid, &base.aid),
            dispatch: or(&self.dispatch, &base.dispatch),
            social_linkage: self.social_linkage.clone().or_else(|| base.social_linkage.clone()),
            responses: or(&self.responses, &base.responses),
            pulls: or(&self.pulls, &base.pulls),
            skips: or(&self.skips, &base.skips),
            approvals: or(&self.approvals, &base.approvals),
            level_notices: or(&self.level_notices, &base.level_notices),
            committees: or(&self.committees, &base.committees),
            overlay: if self.overlay.is_empty() { base.overlay.clone() } else { self.overlay.clone() },
        }
    }
}
