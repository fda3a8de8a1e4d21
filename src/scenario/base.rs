//! A structure that is based on another: it states only the tables that differ.

use crate::scenario::structure::Structure;

impl Structure {
    /// This structure with every table that it does not write taken from `base`. A table that it writes is its own, were it empty.
    #[must_use]
    pub fn on(&self, base: &Self, is_written: impl Fn(&str) -> bool) -> Self {
        macro_rules! table {
            ($name:ident) => {
                if is_written(stringify!($name)) { self.$name.clone() } else { base.$name.clone() }
            };
        }
        Self {
            format: self.format,
            id: self.id.clone(),
            name: self.name.clone(),
            base: self.base.clone(),
            echelons: table!(echelons),
            abolishes: table!(abolishes),
            reporting: table!(reporting),
            rights: table!(rights),
            delegation: table!(delegation),
            visibility: table!(visibility),
            commitment: table!(commitment),
            staffing: table!(staffing),
            desk_rules: table!(desk_rules),
            shifts: table!(shifts),
            recalls: table!(recalls),
            conduct: table!(conduct),
            plans: table!(plans),
            unplanned_cv: table!(unplanned_cv),
            warning_links: table!(warning_links),
            readiness: table!(readiness),
            monitoring: table!(monitoring),
            estimates: table!(estimates),
            sharing: table!(sharing),
            transport_order: table!(transport_order),
            military: table!(military),
            scene_command: table!(scene_command),
            fitness: table!(fitness),
            service_areas: table!(service_areas),
            aid: table!(aid),
            dispatch: table!(dispatch),
            social_linkage: table!(social_linkage),
            responses: table!(responses),
            pulls: table!(pulls),
            skips: table!(skips),
            approvals: table!(approvals),
            level_notices: table!(level_notices),
            committees: table!(committees),
            overlay: table!(overlay),
        }
    }
}
