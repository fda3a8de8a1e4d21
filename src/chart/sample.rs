//! Synthetic records for the tests of the pictures, and a way to look at what they draw.
//!
//! With `LIANDONG_PICTURES=DIR` in the environment the tests write their pictures to that folder.

use std::sync::Arc;

use crate::chart::picture::Picture;
use crate::chart::style::{Style, SvgText};
use crate::engine::time::SimTime;
use crate::journal::entry::{About, Entry, EntryId};
use crate::journal::header::{Header, IncidentRecord, JurisdictionName, NamedItem, Origin, PostName, UnitName};
use crate::journal::mechanisms::Mechanisms;
use crate::journal::milestone::Milestone;
use crate::measure::record::{
    ComparisonRow, Estimate, Metric, MetricUnit, ReplicationValues, ResponseTime, RunRecord, Statistic, StructureResult,
    WaterfallCell, Where,
};
use crate::terms::id::{CapabilityId, EchelonId, IncidentId, JurisdictionId, MatterId, PostId, UnitId};
use crate::terms::interval::{Interval, Part, Path};
use crate::terms::language::{Language, Name};
use crate::terms::place::Place;
use crate::terms::sector::Sector;
use crate::terms::severity::Severity;
use crate::terms::traffic::MatterKind;

/// A style in each language.
pub fn styles() -> [Style; 2] {
    [Language::Zh, Language::En].map(|language| Style {
        language,
        svg_text: SvgText::Outlines,
        provenance: "liandong 0.1.0 · scenario huoshan_flood · seed 1 · 200 replications · \
                     blake3 5d41402abc4b2a76b9719d911017c592ae3f2b8c4d5e6f708192a3b4c5d6e7f8 · 合成数据，仅供示意"
            .to_owned(),
    })
}

/// Writes a picture where the environment says, if it says so.
pub fn show(name: &str, style: &Style, picture: &Picture) {
    assert!(!picture.svg.contains("NaN") && picture.svg.ends_with("</svg>\n"), "{name} is broken");
    let Some(folder) = std::env::var_os("LIANDONG_PICTURES") else { return };
    let language = if style.language == Language::Zh { "zh" } else { "en" };
    let path = std::path::Path::new(&folder).join(format!("{name}_{language}"));
    std::fs::write(path.with_extension("png"), &picture.png).expect("a folder to write to");
    std::fs::write(path.with_extension("svg"), &picture.svg).expect("a folder to write to");
}

fn item(id: &str, zh: &str, en: &str) -> NamedItem {
    NamedItem { id: id.to_owned(), name: Name::new(zh, en) }
}

fn post(id: &str, zh: &str, en: &str, echelon: u32, sector: Sector) -> PostName {
    PostName {
        id: id.to_owned(),
        name: Name::new(zh, en),
        echelon: EchelonId(echelon),
        line: "line".to_owned(),
        sector,
        jurisdiction: JurisdictionId(0),
        place: Place::Km(0.0, 0.0),
    }
}

fn unit(number: usize) -> UnitName {
    let (zh, en, sector) = match number % 4 {
        0 => ("消防救援站", "fire and rescue station", Sector::Government),
        1 => ("省级综合应急救援机动支队工程机械抢险大队", "provincial mobile engineering rescue battalion", Sector::Government),
        2 => ("民兵应急连", "militia emergency company", Sector::Military),
        _ => ("蓝天救援队", "Blue Sky Rescue", Sector::Society),
    };
    UnitName {
        id: format!("huoshan.unit.{number}"),
        name: Name::new(zh, en),
        agency: "a".to_owned(),
        sector,
        jurisdiction: JurisdictionId(0),
        place: Place::Km(0.0, 0.0),
    }
}

/// The names of a sample world with four echelons, six posts and a number of units.
pub fn header(label: &str, units: usize) -> Header {
    let (government, military) = (Sector::Government, Sector::Military);
    Header {
        scenario: "huoshan_flood".to_owned(),
        scenario_name: Name::new("霍山县佛子岭暴雨山洪（合成）", "Flash flood at Foziling, Huoshan (synthetic)"),
        structure: label.to_owned(),
        structure_name: structure_name(label),
        start: "2015-10-10T22:44:00".to_owned(),
        horizon_ms: SimTime::from_hours(48.0),
        echelons: vec![
            item("province", "省级", "province"),
            item("city", "市级", "city"),
            item("county", "县级", "county"),
            item("township", "乡镇级", "township"),
        ],
        posts: vec![
            post("anhui.gov", "安徽省应急指挥部", "Anhui provincial headquarters", 0, government),
            post("anhui.mil", "安徽省军区", "Anhui military district", 0, military),
            post("luan.gov", "六安市应急指挥部", "Lu'an city headquarters", 1, government),
            post("luan.mil", "六安军分区", "Lu'an military sub-district", 1, military),
            post(
                "huoshan.gov",
                "霍山县防汛抗旱与应急管理联合指挥部值班室",
                "Huoshan joint flood and emergency duty office",
                2,
                government,
            ),
            post("foziling.gov", "佛子岭镇人民政府", "Foziling town government", 3, government),
        ],
        units: (0..units).map(unit).collect(),
        jurisdictions: vec![JurisdictionName {
            id: "huoshan".to_owned(),
            name: Name::new("霍山县", "Huoshan"),
            place: Place::Km(0.0, 0.0),
            within: Vec::new(),
        }],
        capabilities: vec![item("search", "搜救", "search")],
        hazards: vec![item("flood", "山洪", "flash flood")],
        channels: vec![item("call", "119 接警", "119 call")],
        scripted: vec![item("foziling", "佛子岭山洪", "Foziling flash flood")],
        stochastic: Vec::new(),
        hospitals: Vec::new(),
        secondary: Vec::new(),
        injects: Vec::new(),
        targets: Vec::new(),
        deadlines: Vec::new(),
        means_moved: false,
        warnings: Vec::new(),
        desks: Vec::new(),
        committees: Vec::new(),
        congestion: Vec::new(),
        needs: Vec::new(),
        levels: Vec::new(),
        responses_from: Vec::new(),
        tasks: Vec::new(),
        mechanisms: Mechanisms::default(),
    }
}

fn structure_name(label: &str) -> Name {
    match label.split('#').next().unwrap_or_default() {
        "baseline" => Name::new("现行四级逐级上报", "current four-level chain"),
        "flat" => Name::new("扁平化：县级直达省级", "flat: county reports straight to province"),
        "linked" => {
            Name::new("军地政社同级联动并授权县级先行处置", "military-civil linkage with delegated county authority to act first")
        }
        "mission" => Name::new("任务式指挥", "mission command"),
        other => Name::new(other, other),
    }
}

/// A repeatable sequence of numbers between 0 and 1.
pub fn chance(count: u32, salt: u32) -> Vec<f64> {
    let draw = |n: u32| n.wrapping_mul(2_654_435_761).wrapping_add(salt.wrapping_mul(40_503)) ^ (n << 7);
    (1..=count).map(|n| f64::from(draw(n).wrapping_mul(2_246_822_519) >> 8) / f64::from(1_u32 << 24)).collect()
}

fn cells(factor: f64) -> Vec<WaterfallCell> {
    let level = |echelon| Where::Echelon(EchelonId(echelon));
    let rows = [
        (Interval::Detect, Part::Whole, Where::Scene, 4.2),
        (Interval::Report, Part::Transit, level(3), 2.0),
        (Interval::Report, Part::Wait, level(3), 3.4),
        (Interval::Report, Part::Service, level(3), 5.1),
        (Interval::Report, Part::Transit, level(2), 1.2),
        (Interval::Report, Part::Wait, level(2), 7.9),
        (Interval::Report, Part::Service, level(2), 6.0),
        (Interval::Report, Part::Wait, level(1), 0.4),
        (Interval::Decide, Part::Wait, level(1), 9.6),
        (Interval::Decide, Part::Service, level(1), 14.2),
        (Interval::Decide, Part::Wait, level(0), 5.5),
        (Interval::Decide, Part::Service, level(0), 8.8),
        (Interval::Order, Part::Transit, level(2), 1.1),
        (Interval::Order, Part::Service, level(2), 3.0),
        (Interval::Mobilise, Part::Whole, Where::Unit, 6.5),
        (Interval::Travel, Part::Whole, Where::Unit, 22.7),
        (Interval::Deploy, Part::Whole, Where::Scene, 4.0),
    ];
    let cell = |(interval, part, echelon, mean_min)| {
        let is_command = interval < Interval::Mobilise && interval > Interval::Detect;
        let mean_min = if is_command { mean_min * factor } else { mean_min };
        WaterfallCell { path: Path::FirstUnit, interval, part, echelon, mean_min }
    };
    rows.into_iter().map(cell).collect()
}

/// The result of one structure whose command intervals take `factor` times as long.
pub fn result(label: &str, factor: f64) -> StructureResult {
    let response = |(first, second): (f64, f64)| {
        let min = 25.0 + 60.0 * factor * (first + second * second * second);
        ResponseTime { min: min.min(120.0), is_censored: min > 120.0 }
    };
    let response_min: Vec<ResponseTime> = chance(300, 1).into_iter().zip(chance(300, 9)).map(response).collect();
    let first = run(8);
    StructureResult {
        header: Arc::new(header(label, 8)),
        first,
        replications: vec![ReplicationValues::default(); 200],
        estimates: vec![Estimate::default()],
        waterfall: cells(factor),
        compliance: Vec::new(),
        desks: Vec::new(),
        detection_min: response_min.iter().map(|seen| ResponseTime { min: seen.min / 4.0, ..*seen }).collect(),
        death_min: response_min.iter().map(|seen| ResponseTime { is_censored: seen.min > 60.0, ..*seen }).collect(),
        response_min,
    }
}

/// Results of a number of structures.
pub fn results(count: usize) -> Vec<StructureResult> {
    let all = [("baseline", 1.0), ("flat", 0.7), ("linked", 0.55), ("mission", 0.4), ("baseline#2", 1.0)];
    all.into_iter().take(count).map(|(label, factor)| result(label, factor)).collect()
}

/// Metrics of several units.
pub fn metrics() -> Vec<Metric> {
    let metric = |id: &str, unit, statistic, less_is_better| Metric { id: id.to_owned(), unit, statistic, less_is_better };
    vec![
        metric("first_unit_time", MetricUnit::Minutes, Statistic::RestrictedMean, Some(true)),
        metric("first_unit_time", MetricUnit::Minutes, Statistic::P90, Some(true)),
        metric("effective_force_time", MetricUnit::Minutes, Statistic::RestrictedMean, Some(true)),
        metric("within_target.an_hour", MetricUnit::Share, Statistic::Proportion, Some(false)),
        metric("persons_died", MetricUnit::Count, Statistic::Total, Some(true)),
        metric("unit_h", MetricUnit::UnitHours, Statistic::Total, None),
        metric("messages", MetricUnit::Km, Statistic::Total, None),
    ]
}

/// Comparison rows of every metric for a number of structures against the baseline.
pub fn comparison(others: &[&str]) -> Vec<ComparisonRow> {
    let means = [95.0, 140.0, 210.0, 0.62, 14.0, 320.0, 1_240.0];
    let changes = [-18.0, -31.5, 4.0, 0.08, -2.2, 12.0, 0.0];
    let row = |(position, other): (usize, &&str), index: usize, metric: &Metric| {
        let difference = changes[index] * (1.0 + 0.4 * crate::chart::number::of(position));
        let half = means[index] * 0.05;
        ComparisonRow {
            metric: metric.id.clone(),
            unit: metric.unit,
            statistic: metric.statistic,
            structure_a: "baseline".to_owned(),
            structure_b: (**other).to_owned(),
            mean_a: Some(means[index]),
            mean_b: Some(means[index] + difference),
            difference,
            ci_low: Some(difference - half),
            ci_high: Some(difference + half),
            replications: 200,
            censored_a: 12,
            censored_b: 9,
        }
    };
    let metrics = metrics();
    let of_other = |other| metrics.iter().enumerate().map(move |(index, metric)| (other, index, metric));
    others.iter().enumerate().flat_map(of_other).map(|(other, index, metric)| row(other, index, metric)).collect()
}

/// A journal in the making: minutes after onset.
struct Tape(Vec<Entry>);

impl Tape {
    fn add(&mut self, minute: f64, milestone: Milestone, about: About) {
        let time = SimTime::from_minutes(60.0 + minute);
        let about = About { incident: Some(IncidentId(0)), ..about };
        self.0.push(Entry { time, milestone, about, cause: EntryId::NONE });
    }

    /// A matter travels to a post, waits and is served.
    fn matter(&mut self, number: u32, kind: MatterKind, to: u32, times: [f64; 4]) {
        let about = About { post: Some(PostId(to)), matter: Some(MatterId(number)), ..About::default() };
        let from = About { post: None, ..about };
        self.add(times[0], Milestone::MatterSent { kind, to: PostId(to), why: None }, from);
        self.add(times[1], Milestone::MatterReceived { kind }, about);
        self.add(times[2], Milestone::ServiceBegun { kind }, about);
        let is_decision = kind == MatterKind::Decision;
        self.add(times[3], if is_decision { Milestone::DecisionMade } else { Milestone::ServiceEnded { kind } }, about);
    }

    fn unit(&mut self, number: u32, times: [f64; 7]) {
        let about = About { unit: Some(UnitId(number)), ..About::default() };
        let capability = CapabilityId(0);
        self.add(times[0], Milestone::OrderIssued { capability }, About { post: Some(PostId(4)), ..about });
        self.add(times[1], Milestone::OrderReceived, about);
        self.add(times[2], Milestone::UnitDeparted, about);
        self.add(times[3], Milestone::UnitArrived, about);
        self.add(times[4], Milestone::WorkBegun { capability }, about);
        self.add(times[5], Milestone::UnitReleased, about);
        self.add(times[6], Milestone::UnitReturned, about);
    }
}

/// A run of one incident that a number of units answer.
pub fn run(units: u32) -> RunRecord {
    let mut tape = Tape(Vec::new());
    tape.add(0.0, Milestone::IncidentStarted, About::default());
    tape.add(4.0, Milestone::IncidentDetected { channel: 0 }, About::default());
    tape.matter(1, MatterKind::Report, 5, [4.0, 5.0, 9.0, 15.0]);
    tape.matter(2, MatterKind::Report, 4, [15.0, 16.0, 22.0, 28.0]);
    tape.matter(3, MatterKind::Request, 4, [16.0, 18.0, 25.0, 33.0]);
    tape.matter(4, MatterKind::Report, 2, [28.0, 29.0, 31.0, 36.0]);
    tape.matter(5, MatterKind::Decision, 2, [36.0, 36.0, 40.0, 58.0]);
    tape.matter(6, MatterKind::Report, 0, [36.0, 38.0, 45.0, 52.0]);
    tape.matter(7, MatterKind::Decision, 0, [52.0, 52.0, 58.0, 75.0]);
    tape.matter(8, MatterKind::Order, 4, [58.0, 59.0, 61.0, 64.0]);
    tape.matter(9, MatterKind::Order, 3, [58.0, 66.0, 70.0, 78.0]);
    for number in 0..units {
        let delay = f64::from(number) * 4.0;
        let order = 64.0 + delay / 2.0;
        let arrival = order + 38.0 + delay;
        tape.unit(number, [order, order + 2.0, order + 9.0, arrival, arrival + 6.0, 900.0 + delay, 960.0 + delay]);
    }
    if units > 0 {
        tape.add(150.0, Milestone::EffectiveForceReached, About::default());
        tape.add(860.0, Milestone::IncidentContained, About::default());
    }
    let mut entries = tape.0;
    entries.sort_by_key(|entry| entry.time);
    let incident = IncidentRecord {
        origin: Origin::Scripted(0),
        onset: SimTime::from_minutes(60.0),
        profile: 0,
        hazard: 0,
        severity: Severity::II,
        jurisdiction: JurisdictionId(0),
        place: Place::Km(0.0, 0.0),
        persons: 30,
        preventable: 0,
        metres: 0,
        extent: None,
    };
    let names = Arc::new(header("baseline", units as usize));
    RunRecord { header: names, replication: 1, incidents: vec![incident], entries, intervals: Vec::new(), desks: Vec::new() }
}
