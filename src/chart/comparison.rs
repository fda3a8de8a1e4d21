//! The comparison: for every structure and metric the difference from the baseline with its 95 % interval (a forest plot).

use crate::chart::bilingual::Bilingual;
use crate::chart::comparison_panel::{LEFT, Line, RIGHT, Verdict, metric_name};
use crate::chart::frame::Frame;
use crate::chart::ink::Ink;
use crate::chart::legend::Sign;
use crate::chart::number;
use crate::chart::picture::{ChartError, Picture};
use crate::chart::sheet::{Anchor, MARGIN, WIDTH};
use crate::chart::style::Style;
use crate::chart::words::Caption;
use crate::measure::meaning::key_meaning;
use crate::measure::record::{ComparisonRow, Metric, MetricUnit, Statistic};

/// Draws the differences of the key metrics, grouped by pair of structures; the files hold all.
///
/// # Errors
/// When the picture cannot be printed.
pub fn comparison(metrics: &[Metric], rows: &[ComparisonRow], style: &Style) -> Result<Picture, ChartError> {
    let title = Bilingual::word(&Caption::ComparisonTitle, style.language);
    let about = rows.first().map(|row| about(row, style));
    let mut frame = Frame::new(style, title, about.into_iter().collect());
    let pairs = pairs(rows);
    if !rows.iter().any(|row| has_difference(row) && metrics.iter().any(|metric| is_of(row, metric))) {
        return frame.finish_empty(Caption::NoComparison);
    }
    frame.y = frame.sheet.legend(frame.y, &keys(&frame, rows)) + 6.0;
    for (a, b) in pairs {
        let of_pair: Vec<Line<'_>> = metrics
            .iter()
            .filter(|metric| key_meaning(&metric.id).is_some())
            .flat_map(|metric| rows.iter().filter(|row| is_of(row, metric)).map(move |row| (metric, row)))
            .filter(|(_, row)| row.structure_a == a && row.structure_b == b && has_difference(row))
            .collect();
        if of_pair.is_empty() {
            continue;
        }
        frame.y += 20.0;
        heading(&mut frame, a, b);
        let (same, moved): (Vec<Line<'_>>, Vec<Line<'_>>) = of_pair.into_iter().partition(|(_, row)| is_same(row));
        for panel in panels(&moved) {
            frame.y = frame.sheet.panel(&panel, frame.y + 10.0, style.language) + 2.0;
        }
        tell_same(&mut frame, &same, style);
    }
    let is_cut = |row: &&ComparisonRow| matches!(row.statistic, Statistic::RestrictedMean | Statistic::P90);
    if rows.iter().any(|row| is_cut(&row)) {
        let note = frame.word(Caption::CutAtHorizon);
        frame.note(&note);
    }
    frame.finish()
}

/// Whether there is a difference to draw: some replication has a value under both.
fn has_difference(row: &ComparisonRow) -> bool {
    row.replications > 0 && row.difference.is_finite()
}

/// Whether a metric is the same in every replication.
fn is_same(row: &ComparisonRow) -> bool {
    row.difference == 0.0 && row.ci_low == Some(0.0) && row.ci_high == Some(0.0)
}

/// Names the metrics that are the same, instead of an empty axis for each.
fn tell_same(frame: &mut Frame<'_>, same: &[Line<'_>], style: &Style) {
    let mut names: Vec<Bilingual> = Vec::new();
    for (metric, _) in same {
        let name = metric_name(metric, style.language);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let list = |separator: &str, names: &[Bilingual]| {
        names.iter().skip(1).fold(names.first().cloned(), |list, name| list.map(|list| list.and(separator, name)))
    };
    let Some(list) = list("; ", &names) else { return };
    frame.y += 4.0;
    let note = frame.word(Caption::NoDifference).and(": ", &list);
    frame.long_note(&note, 8);
}

fn is_of(row: &ComparisonRow, metric: &Metric) -> bool {
    row.metric == metric.id && row.statistic == metric.statistic
}

/// The baseline and the number of replications.
fn about(row: &ComparisonRow, style: &Style) -> Bilingual {
    let word = |caption: Caption| Bilingual::word(&caption, style.language);
    let baseline = word(Caption::Baseline).and(": ", &Bilingual::same(row.structure_a.clone()));
    let replications = Bilingual::same(number::fixed(f64::from(row.replications), 0)).and(" ", &word(Caption::Replications));
    baseline.and(" | ", &replications)
}

fn keys(frame: &Frame<'_>, rows: &[ComparisonRow]) -> Vec<(Sign, Bilingual)> {
    let key = |verdict: Verdict, caption| (Sign::Mark(verdict.ink()), frame.word(caption));
    let mut keys =
        vec![key(Verdict::Better, Caption::Better), key(Verdict::Worse, Caption::Worse), key(Verdict::Unclear, Caption::Unclear)];
    let is_drawn = |row: &&ComparisonRow| has_difference(row) && key_meaning(&row.metric).is_some();
    if rows.iter().filter(is_drawn).any(|row| row.ci_low.is_none() || row.ci_high.is_none()) {
        keys.push((Sign::Hollow(Ink::GREY), frame.word(Caption::SmallSample)));
    }
    keys
}

/// The pairs of structures in the order of their first row.
fn pairs(rows: &[ComparisonRow]) -> Vec<(&str, &str)> {
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for row in rows {
        let pair = (row.structure_a.as_str(), row.structure_b.as_str());
        if !pairs.contains(&pair) {
            pairs.push(pair);
        }
    }
    pairs
}

/// Times share a panel, and so do shares; every other metric has its own.
fn panels<'a>(lines: &[Line<'a>]) -> Vec<Vec<Line<'a>>> {
    let mut panels: Vec<Vec<Line<'a>>> = Vec::new();
    for line in lines {
        let shares = |panel: &&mut Vec<Line<'a>>| {
            panel.first().is_some_and(|(first, _)| match line.0.unit {
                MetricUnit::Minutes | MetricUnit::Share | MetricUnit::Ratio => first.unit == line.0.unit,
                _ => first.id == line.0.id,
            })
        };
        match panels.iter_mut().find(shares) {
            Some(panel) => panel.push(*line),
            None => panels.push(vec![*line]),
        }
    }
    panels
}

/// `b − a` above the panels of a pair.
fn heading(frame: &mut Frame<'_>, a: &str, b: &str) {
    let label = Bilingual::same(format!("{b} − {a}"));
    frame.sheet.both(&label, (MARGIN, frame.y), 14.0, LEFT - MARGIN - 10.0);
    let axis = frame.word(Caption::Difference).joined();
    frame.sheet.text(&axis, (f64::midpoint(LEFT, RIGHT), frame.y), 11.5, Anchor::Middle, Ink::TEXT);
    frame.y += 7.0;
    frame.sheet.line(&[(MARGIN - 8.0, frame.y), (WIDTH - MARGIN + 8.0, frame.y)], Ink::AXIS, 1.0);
}

#[cfg(test)]
mod tests {
    use super::comparison;
    use crate::chart::sample;
    use crate::chart::style::SvgText;
    use crate::chart::words::Caption;
    use crate::measure::record::{ComparisonRow, MetricUnit};
    use crate::terms::language::Word as _;

    #[test]
    fn it_draws_every_pair_of_structures() {
        for style in sample::styles() {
            for (name, others) in [("comparison", &["flat", "linked"][..]), ("comparison_none", &[])] {
                let picture = comparison(&sample::metrics(), &sample::comparison(others), &style).expect("a picture");
                assert_eq!(comparison(&sample::metrics(), &sample::comparison(others), &style).as_ref(), Ok(&picture));
                sample::show(name, &style, &picture);
            }
        }
    }

    #[test]
    fn what_no_replication_has_under_both_is_not_drawn() {
        let [mut style, _] = sample::styles();
        style.svg_text = SvgText::Names;
        let (rows, mut without) = (sample::comparison(&["flat"]), sample::comparison(&["flat"]));
        let died = rows.iter().position(|row| row.metric == "persons_died").unwrap();
        (without[died].replications, without[died].difference, without[died].ci_low, without[died].mean_b) = (0, 0.0, None, None);
        without.push(ComparisonRow { metric: "decide_wait".to_owned(), ci_low: None, ..rows[0].clone() });
        let metrics: Vec<_> = sample::metrics().into_iter().filter(|metric| metric.id != "persons_died").collect();
        let drawn = comparison(&sample::metrics(), &without, &style).expect("a picture");
        assert!(!drawn.svg.contains(Caption::SmallSample.word(style.language)), "the key is of what is drawn");
        assert_eq!(drawn, comparison(&metrics, &rows, &style).expect("a picture"));
        assert_ne!(drawn, comparison(&sample::metrics(), &rows, &style).expect("a picture"));
        for row in &mut without {
            row.replications = 0;
        }
        let nothing = comparison(&sample::metrics(), &without, &style);
        assert_ne!(nothing.expect("a picture").png, drawn.png);
    }

    #[test]
    fn what_is_the_same_is_named_on_a_line_and_has_no_axis() {
        for mut style in sample::styles() {
            style.svg_text = SvgText::Names;
            let rows = sample::comparison(&["flat"]);
            let mut same = rows.clone();
            for row in same.iter_mut().filter(|row| row.unit == MetricUnit::Count) {
                (row.difference, row.ci_low, row.ci_high) = (0.0, Some(0.0), Some(0.0));
            }
            let draw = |rows: &[_]| comparison(&sample::metrics(), rows, &style).expect("a picture").svg;
            let word = Caption::NoDifference.word(style.language);
            assert!(!draw(&rows).contains(word) && draw(&same).contains(word));
            let height =
                |svg: &str| -> f64 { svg.split("height=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap() };
            assert!(height(&draw(&same)) < height(&draw(&rows)) - 20.0, "a line in place of a panel");
            sample::show("comparison_same", &style, &comparison(&sample::metrics(), &same, &style).expect("a picture"));
        }
    }

    #[test]
    fn a_hundred_pairs_are_drawn_in_full() {
        let [_, style] = sample::styles();
        let names: Vec<String> = (0..100).map(|number| format!("structure_{number}")).collect();
        let others: Vec<&str> = names.iter().map(String::as_str).collect();
        let picture = comparison(&sample::metrics(), &sample::comparison(&others), &style).expect("a picture");
        let height = u32::from_be_bytes([picture.png[20], picture.png[21], picture.png[22], picture.png[23]]);
        assert!((8_000..=16_000).contains(&height), "{height} pixels high");
    }

    #[test]
    fn a_structure_against_itself_and_odd_numbers_are_drawn() {
        let [_, style] = sample::styles();
        let mut rows = sample::comparison(&["baseline#2"]);
        for row in &mut rows {
            (row.difference, row.ci_low, row.ci_high) = (0.0, Some(0.0), Some(0.0));
        }
        rows[1].ci_low = None;
        rows[2].difference = f64::NAN;
        rows[3].ci_high = Some(f64::INFINITY);
        rows[4].difference = 1e15;
        let picture = comparison(&sample::metrics(), &rows, &style).expect("a picture");
        sample::show("comparison_odd", &style, &picture);
    }
}
