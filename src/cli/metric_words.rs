//! What metrics mean, in both languages, and which of them a terminal shows.

use liandong::measure::meaning::key_meaning;
use liandong::measure::record::Metric;
use liandong::terms::language::Language;

/// Metrics of a station.
#[rustfmt::skip]
const STATION: [(&str, &str, &str); 7] = [
    ("utilisation", "忙碌比例", "share of servers busy"),
    ("mean_wait", "平均等待", "mean wait"),
    ("mean_in_system", "平均在站数", "mean number in the station"),
    ("mean_queue", "平均排队数", "mean number waiting"),
    ("lost_share", "损失占比", "share lost"),
    ("left_share", "离开占比", "share that left"),
    ("escalated_share", "上交占比", "share that went up"),
];

/// A key metric in words; none when it is not one that tables show.
pub fn meaning(metric: &str, language: Language) -> Option<&'static str> {
    key_meaning(metric).map(|(zh, en)| pick(zh, en, language))
}

/// A metric of a station in words; its id may be followed by a dot and the station.
pub fn station_meaning(metric: &str, language: Language) -> &'static str {
    let id = metric.split('.').next().unwrap_or(metric);
    STATION.iter().find(|(known, _, _)| *known == id).map_or("", |(_, zh, en)| pick(zh, en, language))
}

/// Which side of a metric is good, as the study says; of a station, less of everything but work.
pub fn less_is_better(metrics: &[Metric], id: &str) -> Option<bool> {
    match metrics.iter().find(|metric| metric.id == id) {
        Some(metric) => metric.less_is_better,
        None => (!id.starts_with("utilisation")).then_some(true),
    }
}

const fn pick(zh: &'static str, en: &'static str, language: Language) -> &'static str {
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

#[cfg(test)]
mod tests {
    use liandong::terms::language::Language;

    use super::{meaning, station_meaning};

    #[test]
    fn families_of_metrics_share_their_words() {
        assert_eq!(meaning("within_target.county_15", Language::Zh), Some("达标事件占比"));
        assert_eq!(meaning("first_unit_time", Language::En), Some("onset to first unit at work"));
        assert_eq!(meaning("utilisation.county", Language::En), None);
        assert_eq!(station_meaning("mean_wait.desk", Language::Zh), "平均等待");
    }
}
