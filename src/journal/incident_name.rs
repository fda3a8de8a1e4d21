//! What an incident is called: its id in files, and its name for people.

use crate::journal::header::{Header, IncidentRecord, Origin};
use crate::terms::language::Name;

impl Header {
    /// The id of an incident: that of the tape, `<demand>/<jurisdiction>/<number>` for a stochastic one, or `<row>/<key>` for a
    /// secondary one, which is the same under every structure.
    #[must_use]
    pub fn incident_id(&self, record: &IncidentRecord) -> String {
        match record.origin {
            Origin::Scripted(position) => self.scripted[position as usize].id.clone(),
            Origin::Stochastic(demand, jurisdiction, number) => {
                format!("{}/{}/{number}", self.stochastic[demand as usize], self.jurisdictions[jurisdiction.index()].id)
            }
            Origin::Secondary(row, key) => format!("{}/{key:016x}", self.secondary[row as usize]),
        }
    }

    /// The name of an incident for people: that of the tape, or hazard and jurisdiction for a stochastic one.
    #[must_use]
    pub fn incident_name(&self, record: &IncidentRecord) -> Name {
        match record.origin {
            Origin::Scripted(position) => self.scripted[position as usize].name.clone(),
            Origin::Stochastic(_, jurisdiction, number) => {
                let (place, hazard) =
                    (&self.jurisdictions[jurisdiction.index()].name, &self.hazards[record.hazard as usize].name);
                Name::new(format!("{}{}（{number}）", place.zh, hazard.zh), format!("{} {} ({number})", place.en, hazard.en))
            }
            Origin::Secondary(..) => {
                let place = &self.jurisdictions[record.jurisdiction.index()].name;
                let hazard = &self.hazards[record.hazard as usize].name;
                Name::new(format!("{}次生{}", place.zh, hazard.zh), format!("{} secondary {}", place.en, hazard.en))
            }
        }
    }
}
