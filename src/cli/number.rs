//! Numbers for people: as many digits as anyone reads.

use liandong::measure::record::MetricUnit;

/// What stands where there is no number.
pub const ABSENT: &str = "–";

/// A value in its unit: three digits of a share or ratio, two of anything else.
pub fn value(value: f64, unit: MetricUnit) -> String {
    let digits = if matches!(unit, MetricUnit::Share | MetricUnit::Ratio | MetricUnit::Logarithm) { 3 } else { 2 };
    let text = format!("{value:.digits$}");
    match text.strip_prefix('-') {
        Some(zero) if zero.chars().all(|c| c == '0' || c == '.') => zero.to_owned(),
        _ => text,
    }
}

/// A difference, with its sign.
pub fn difference(difference: f64, unit: MetricUnit) -> String {
    let text = value(difference, unit);
    let is_positive = text.chars().any(|c| ('1'..='9').contains(&c)) && difference > 0.0;
    if is_positive { format!("+{text}") } else { text }
}

/// An interval.
pub fn interval(low: Option<f64>, high: Option<f64>, unit: MetricUnit) -> String {
    match (low, high) {
        (Some(low), Some(high)) => format!("[{}, {}]", value(low, unit), value(high, unit)),
        _ => ABSENT.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use liandong::measure::record::MetricUnit;

    use super::{difference, interval, value};

    #[test]
    fn nothing_is_minus_zero() {
        assert_eq!(value(-0.000_1, MetricUnit::Minutes), "0.00");
        assert_eq!(difference(0.000_1, MetricUnit::Minutes), "0.00");
        assert_eq!(difference(2.5, MetricUnit::Share), "+2.500");
        assert_eq!(interval(Some(-1.0), Some(2.0), MetricUnit::Count), "[-1.00, 2.00]");
        assert_eq!(interval(None, None, MetricUnit::Count), "–");
    }
}
