//! What a picture of one run is about: the incident, the structure, and which replication.

use crate::chart::bilingual::Bilingual;
use crate::chart::style::Style;
use crate::chart::waterfall::structure_name;
use crate::measure::record::RunRecord;
use crate::terms::id::IncidentId;
use crate::terms::language::Language;

/// `incident | structure | replication 1`.
#[must_use]
pub fn about(run: &RunRecord, incident: IncidentId, style: &Style) -> Bilingual {
    let name = Bilingual::name(&run.header.incident_name(&run.incidents[incident.index()]), style.language);
    let replication = Bilingual::from_fn(style.language, |language| match language {
        Language::Zh => format!("第{}次重复", run.replication),
        Language::En => format!("replication {}", run.replication),
    });
    name.and(" | ", &structure_name(&run.header, style)).and(" | ", &replication)
}

#[cfg(test)]
mod tests {
    use super::about;
    use crate::chart::sample;
    use crate::terms::id::IncidentId;

    #[test]
    fn it_names_the_incident_the_structure_and_the_replication() {
        let run = sample::run(1);
        let [zh, en] = sample::styles().map(|style| about(&run, IncidentId(0), &style).first);
        assert!(zh.starts_with("佛子岭山洪 | ") && zh.ends_with(" | 第1次重复"), "{zh}");
        assert!(en.starts_with("Foziling flash flood | ") && en.ends_with(" | replication 1"), "{en}");
    }
}
