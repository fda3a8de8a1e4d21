//! Numbers as people read them: a true minus, separated thousands, as many decimals as carry meaning.

/// The largest magnitude that is drawn; what is beyond it is drawn as this.
pub const MAGNITUDE_MAX: f64 = 1e12;

/// The value where it can be drawn: finite, and cut at `MAGNITUDE_MAX`.
#[must_use]
pub fn drawable(value: f64) -> Option<f64> {
    value.is_finite().then(|| value.clamp(-MAGNITUDE_MAX, MAGNITUDE_MAX))
}

/// A count as a number to draw with.
#[must_use]
pub fn of(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

/// The value with a number of decimals; from ten millions on as a power of ten.
#[must_use]
pub fn fixed(value: f64, decimals: usize) -> String {
    let Some(value) = drawable(value) else { return "–".to_owned() };
    if value.abs() >= 1e7 {
        return format!("{}{:.2e}", if value < 0.0 { "−" } else { "" }, value.abs());
    }
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let mut grouped = String::new();
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) && whole.len() > 4 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let is_zero = plain.chars().all(|c| c == '0' || c == '.');
    let sign = if value < 0.0 && !is_zero { "−" } else { "" };
    format!("{sign}{grouped}{fraction}")
}

/// The value with the decimals its size calls for.
#[must_use]
pub fn short(value: f64) -> String {
    let size = value.abs();
    let decimals = match size {
        size if size >= 1000.0 => 0,
        size if size >= 1.0 || size == 0.0 => 1,
        size if size >= 0.1 => 2,
        _ => 3,
    };
    fixed(value, decimals)
}

/// The value with its sign, plus included.
#[must_use]
pub fn signed(value: f64) -> String {
    let text = short(value);
    let is_zero = text.chars().all(|c| c == '0' || c == '.');
    if value > 0.0 && !is_zero { format!("+{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::{fixed, short, signed};

    #[test]
    fn numbers_read_well() {
        assert_eq!(fixed(-1_234_567.25, 1), "−1,234,567.2");
        assert_eq!(fixed(-0.001, 1), "0.0");
        assert_eq!(short(12.34), "12.3");
        assert_eq!(short(0.052), "0.052");
        assert_eq!(short(1e9), "1.00e9");
        assert_eq!(short(1_234_567.0), "1,234,567");
        assert_eq!(signed(3.0), "+3.0");
        assert_eq!(signed(0.0), "0.0");
        assert_eq!(signed(f64::NAN), "–");
    }
}
