//! One panel of a comparison: rows that share a unit and an axis.

use crate::chart::bilingual::Bilingual;
use crate::chart::ink::Ink;
use crate::chart::number;
use crate::chart::scale::Scale;
use crate::chart::sheet::{Anchor, Area, MARGIN, Point, Sheet, WIDTH};
use crate::chart::ticks;
use crate::chart::words::Caption;
use crate::measure::meaning::key_meaning;
use crate::measure::record::{ComparisonRow, Metric, MetricUnit, Statistic};
use crate::terms::language::Language;

const ROW: f64 = 36.0;
const NAME_ROOM: f64 = 156.0;
const STATISTIC_ROOM: f64 = 172.0;
const STATISTIC: f64 = MARGIN + NAME_ROOM + 10.0;
const NUMBERS: f64 = RIGHT + 24.0;
/// The left edge of the axes.
pub const LEFT: f64 = STATISTIC + STATISTIC_ROOM + 16.0;
/// The right edge of the axes.
pub const RIGHT: f64 = 704.0;

/// What the interval of a difference says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Its interval excludes 0 on the good side.
    Better,
    /// Its interval excludes 0 on the bad side.
    Worse,
    /// Neither, or nobody says which side is good.
    Unclear,
}

impl Verdict {
    /// The verdict on a row.
    #[must_use]
    pub fn of(row: &ComparisonRow, less_is_better: Option<bool>) -> Self {
        let (Some(low), Some(high), Some(less)) = (row.ci_low, row.ci_high, less_is_better) else { return Self::Unclear };
        match (high < 0.0, low > 0.0) {
            (true, false) if less => Self::Better,
            (false, true) if !less => Self::Better,
            (true, false) | (false, true) => Self::Worse,
            _ => Self::Unclear,
        }
    }

    /// Its colour.
    #[must_use]
    pub const fn ink(self) -> Ink {
        match self {
            Self::Better => Ink::BLUE,
            Self::Worse => Ink::VERMILION,
            Self::Unclear => Ink::GREY,
        }
    }
}

/// A row with its metric.
pub type Line<'a> = (&'a Metric, &'a ComparisonRow);

/// The words of a unit.
#[must_use]
pub const fn unit_caption(unit: MetricUnit) -> Caption {
    match unit {
        MetricUnit::Minutes => Caption::Minutes,
        MetricUnit::Share => Caption::ShareUnit,
        MetricUnit::Ratio => Caption::Ratio,
        MetricUnit::Logarithm => Caption::Logarithm,
        MetricUnit::Count => Caption::Count,
        MetricUnit::Km => Caption::Kilometres,
        MetricUnit::UnitHours => Caption::UnitHours,
        MetricUnit::Size => Caption::Size,
        MetricUnit::SizeHours => Caption::SizeHours,
    }
}

const fn statistic_caption(statistic: Statistic) -> Caption {
    match statistic {
        Statistic::RestrictedMean => Caption::RestrictedMean,
        Statistic::MeanOfCompleted => Caption::MeanOfCompleted,
        Statistic::P90 => Caption::Percentile90,
        Statistic::StandardDeviation => Caption::StandardDeviation,
        Statistic::Proportion => Caption::Proportion,
        Statistic::Total => Caption::TotalOf,
        Statistic::TimeAverage => Caption::TimeAverage,
    }
}

/// The name of a metric in words, with the target's id where it is about one.
#[must_use]
pub fn metric_name(metric: &Metric, language: Language) -> Bilingual {
    let Some((zh, en)) = key_meaning(&metric.id) else { return Bilingual::same(metric.id.clone()) };
    let name = Bilingual::from_fn(language, |language| if language == Language::Zh { zh.to_owned() } else { en.to_owned() });
    match metric.id.split_once('.') {
        None => name,
        Some((_, target)) => name.and(" ", &Bilingual::same(target.replace('_', " "))),
    }
}

/// Its statistic, and which side is better.
fn metric_statistic(metric: &Metric, language: Language) -> Bilingual {
    let statistic = Bilingual::word(&statistic_caption(metric.statistic), language);
    let direction = metric.less_is_better.map(|less| if less { Caption::LessIsBetter } else { Caption::MoreIsBetter });
    direction.map_or(statistic.clone(), |caption| statistic.and(", ", &Bilingual::word(&caption, language)))
}

/// The ends of the axis: all differences, their intervals and 0.
fn ends(lines: &[Line<'_>]) -> (f64, f64) {
    let values = lines.iter().flat_map(|(_, row)| [Some(row.difference), row.ci_low, row.ci_high, Some(0.0)]);
    let drawable = values.flatten().filter_map(number::drawable);
    let (low, high) = drawable.fold((0.0, 0.0), |(low, high): (f64, f64), value| (low.min(value), high.max(value)));
    let span = if high > low { high - low } else { 2.0 };
    (low - span * 0.06, high + span * 0.06)
}

impl Sheet {
    /// Draws a panel of rows with its axis below. Returns the lower edge.
    pub fn panel(&mut self, lines: &[Line<'_>], top: f64, language: Language) -> f64 {
        let Some((first, _)) = lines.first() else { return top };
        let (low, high) = ends(lines);
        let scale = Scale::new((low, high), (LEFT, RIGHT));
        let bottom = top + ROW * number::of(lines.len());
        let step = ticks::step(high - low, 6.0).unwrap_or(1.0);
        let decimals = ticks::decimals(step);
        let marks: Vec<_> =
            ticks::multiples(low, high, step).into_iter().map(|mark| (mark, number::fixed(mark, decimals))).collect();
        for position in (0..lines.len()).step_by(2) {
            let y = top + ROW * number::of(position);
            self.rectangle(Area { x: MARGIN - 8.0, y, width: WIDTH - 2.0 * MARGIN + 16.0, height: ROW }, Ink::BAND);
        }
        scale.grid(self, &marks, top, bottom);
        self.line(&[(scale.at(0.0), top - 4.0), (scale.at(0.0), bottom)], Ink::TEXT, 1.25);
        for (position, (metric, row)) in lines.iter().enumerate() {
            let y = top + ROW * (number::of(position) + 0.5);
            self.stacked(&metric_name(metric, language), (MARGIN, y), 12.0, NAME_ROOM, Anchor::Start);
            let statistic = metric_statistic(metric, language);
            self.stacked(&statistic, (STATISTIC, y), 10.5, STATISTIC_ROOM, Anchor::Start);
            self.whisker(row, &scale, y, Verdict::of(row, metric.less_is_better).ink());
            self.numbers(row, (NUMBERS, y));
        }
        scale.labels(self, &marks, bottom);
        let unit = Bilingual::word(&unit_caption(first.unit), language).joined();
        self.text(&unit, (NUMBERS, bottom + 17.0), 10.5, Anchor::Start, Ink::SECOND);
        bottom + 24.0
    }

    /// The difference with its interval; hollow without one.
    fn whisker(&mut self, row: &ComparisonRow, scale: &Scale, y: f64, ink: Ink) {
        if !row.difference.is_finite() {
            return;
        }
        let centre = (scale.at(row.difference), y);
        let interval = row.ci_low.zip(row.ci_high).filter(|(low, high)| !low.is_nan() && !high.is_nan());
        if let Some((low, high)) = interval {
            let (left, right) = (scale.at(low), scale.at(high));
            self.line(&[(left, y), (right, y)], ink, 2.0);
            for x in [left, right] {
                self.line(&[(x, y - 5.0), (x, y + 5.0)], ink, 2.0);
            }
        }
        self.disc(centre, 5.0, ink);
        if interval.is_none() {
            self.disc(centre, 3.25, Ink::WHITE);
        }
    }

    /// The difference, its interval, and both means.
    fn numbers(&mut self, row: &ComparisonRow, (x, y): Point) {
        let interval = match (row.ci_low, row.ci_high) {
            (Some(low), Some(high)) => {
                format!("{}  [{}, {}]", number::signed(row.difference), number::short(low), number::short(high))
            }
            _ => number::signed(row.difference),
        };
        self.text(&interval, (x, y - 1.5), 11.5, Anchor::Start, Ink::TEXT);
        let mean = |mean: Option<f64>| mean.map_or_else(|| "–".to_owned(), number::short);
        let means = format!("{} → {}", mean(row.mean_a), mean(row.mean_b));
        self.text(&means, (x, y + 12.0), 10.0, Anchor::Start, Ink::SECOND);
    }
}

#[cfg(test)]
mod tests {
    use super::Verdict;
    use crate::chart::sample;

    #[test]
    fn a_verdict_needs_an_interval_without_zero_and_a_direction() {
        let mut row = sample::comparison(&["flat"]).remove(0);
        assert_eq!(Verdict::of(&row, Some(true)), Verdict::Better);
        assert_eq!(Verdict::of(&row, Some(false)), Verdict::Worse);
        assert_eq!(Verdict::of(&row, None), Verdict::Unclear);
        row.ci_high = Some(0.0);
        assert_eq!(Verdict::of(&row, Some(true)), Verdict::Unclear);
        row.ci_high = None;
        assert_eq!(Verdict::of(&row, Some(true)), Verdict::Unclear);
    }
}
