//! The logistic task: dD/dt = g·D·(1 − D/K) − R, a Riccati equation with fixed coefficients.
//!
//! With m = K/2 and c = g/K it is d(D − m)/dt = −c·((D − m)² − w²), w² = m²·(1 − 4R/(g·K)):
//! two equilibria m ± w when R < g·K/4, one when they meet, none beyond, and then the task always ends.

/// The three courses.
enum Course {
    /// Upper and lower equilibrium.
    Two(f64, f64),
    /// They meet at K/2.
    One,
    /// None; w.
    None(f64),
}

/// As near to zero as this, the two equilibria count as one.
const SAME: f64 = 1e-12;

fn course(g: f64, k: f64, rate: f64) -> Course {
    let share = 1.0 - 4.0 * rate / (g * k);
    if share > SAME {
        let upper = 0.5 * k * (1.0 + libm::sqrt(share));
        // The product of the equilibria is R·K/g: no difference of nearly equal numbers.
        Course::Two(upper, rate * k / (g * upper))
    } else if share < -SAME {
        Course::None(0.5 * k * libm::sqrt(-share))
    } else {
        Course::One
    }
}

/// The size after `hours`; below zero when the task has ended before.
pub fn size_after(g: f64, k: f64, rate: f64, size: f64, hours: f64) -> f64 {
    if g == 0.0 {
        return size - rate * hours;
    }
    let (m, c) = (0.5 * k, g / k);
    match course(g, k, rate) {
        Course::Two(upper, lower) => {
            let fall = libm::exp(-c * (upper - lower) * hours);
            let (above, below) = (size - lower, (size - upper) * fall);
            (upper * above - lower * below) / (above - below)
        }
        Course::One => m + (size - m) / (1.0 + c * (size - m) * hours),
        Course::None(w) => m + w * libm::tan(libm::atan((size - m) / w) - c * w * hours),
    }
}

/// The integral of the size over `hours`, in which it must not end.
pub fn integral(g: f64, k: f64, rate: f64, size: f64, hours: f64) -> f64 {
    if g == 0.0 {
        return (size - 0.5 * rate * hours) * hours;
    }
    let (m, c) = (0.5 * k, g / k);
    match course(g, k, rate) {
        Course::Two(upper, lower) => {
            let fall = libm::exp(-c * (upper - lower) * hours);
            let ratio = ((size - lower) - (size - upper) * fall) / (upper - lower);
            upper * hours + libm::log(ratio) / c
        }
        Course::One => m * hours + libm::log1p(c * (size - m) * hours) / c,
        Course::None(w) => {
            let angle = libm::atan((size - m) / w);
            m * hours + libm::log(libm::cos(angle - c * w * hours) / libm::cos(angle)) / c
        }
    }
}

/// Hours until nothing is left; none when the task tends to an equilibrium.
pub fn hours_to_zero(g: f64, k: f64, rate: f64, size: f64) -> Option<f64> {
    if rate <= 0.0 {
        return None;
    }
    if g == 0.0 {
        return Some(size / rate);
    }
    let (m, c) = (0.5 * k, g / k);
    match course(g, k, rate) {
        Course::Two(upper, lower) if size < lower => {
            Some(libm::log((upper - size) * lower / ((lower - size) * upper)) / (c * (upper - lower)))
        }
        Course::One if size < m => Some((1.0 / (m - size) - 1.0 / m) / c),
        Course::Two(..) | Course::One => None,
        Course::None(w) => Some((libm::atan((size - m) / w) + libm::atan(m / w)) / (c * w)),
    }
}

/// Hours until the task has grown up to a larger size; none when it does not get there.
pub fn hours_up_to(g: f64, k: f64, rate: f64, size: f64, wanted: f64) -> Option<f64> {
    if g == 0.0 {
        return None;
    }
    match course(g, k, rate) {
        Course::Two(upper, lower) if size > lower && wanted < upper => {
            let ratio = (upper - size) * (wanted - lower) / ((size - lower) * (upper - wanted));
            Some(libm::log(ratio) / (g / k * (upper - lower)))
        }
        _ => None,
    }
}
