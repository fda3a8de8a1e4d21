//! The quantiles behind sampling by inversion, on one portable library of elementary functions (`libm`).

/// Quantile of the standard normal law, by the rational approximation of P. J. Acklam (relative error below 1.2e-9).
///
/// # Panics
/// When `p` is not strictly between 0 and 1.
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969_683_028_665_376e1,
        2.209_460_984_245_205e2,
        -2.759_285_104_469_687e2,
        1.383_577_518_672_69e2,
        -3.066_479_806_614_716e1,
        2.506_628_277_459_239,
    ];
    const B: [f64; 6] = [
        -5.447_609_879_822_406e1,
        1.615_858_368_580_409e2,
        -1.556_989_798_598_866e2,
        6.680_131_188_771_972e1,
        -1.328_068_155_288_572e1,
        1.0,
    ];
    const C: [f64; 6] = [
        -7.784_894_002_430_293e-3,
        -3.223_964_580_411_365e-1,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 5] = [7.784_695_709_041_462e-3, 3.224_671_290_700_398e-1, 2.445_134_137_142_996, 3.754_408_661_907_416, 1.0];
    assert!(p > 0.0 && p < 1.0, "the normal quantile of {p}");
    if p < 0.024_25 {
        let q = libm::sqrt(-2.0 * libm::log(p));
        horner(&C, q) / horner(&D, q)
    } else if p > 0.975_75 {
        let q = libm::sqrt(-2.0 * libm::log1p(-p));
        -horner(&C, q) / horner(&D, q)
    } else {
        let q = p - 0.5;
        let r = q * q;
        horner(&A, r) * q / horner(&B, r)
    }
}

fn horner(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().fold(0.0, |sum, c| sum * x + c)
}

/// Distribution function of the standard normal law and its complement, each exact in its own tail.
fn normal_both(z: f64) -> (f64, f64) {
    let scaled = z / std::f64::consts::SQRT_2;
    (0.5 * libm::erfc(-scaled), 0.5 * libm::erfc(scaled))
}

/// Regularised incomplete gamma functions (P, Q) of shape `a` at `x`, by series below `a + 1` and by continued fraction above.
#[must_use]
pub fn incomplete_gamma(a: f64, x: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    let front = libm::exp(a * libm::log(x) - x - libm::lgamma(a));
    if x < a + 1.0 {
        let mut term = 1.0 / a;
        let mut sum = term;
        let mut n = a;
        while term.abs() > sum.abs() * 1e-17 {
            n += 1.0;
            term *= x / n;
            sum += term;
        }
        let p = front * sum;
        (p, 1.0 - p)
    } else {
        let tiny = 1e-300;
        let mut b = x + 1.0 - a;
        let mut c = 1.0 / tiny;
        let mut d = 1.0 / b;
        let mut h = d;
        for i in 1..10_000 {
            let i = f64::from(i);
            let an = -i * (i - a);
            b += 2.0;
            d = 1.0 / nonzero(an * d + b, tiny);
            c = nonzero(b + an / c, tiny);
            let step = d * c;
            h *= step;
            if (step - 1.0).abs() < 1e-16 {
                break;
            }
        }
        let q = front * h;
        (1.0 - q, q)
    }
}

const fn nonzero(value: f64, tiny: f64) -> f64 {
    if value.abs() < tiny { tiny } else { value }
}

/// The quantile function of a gamma law with mean 1, tabulated once: its logarithm over normal scores, joined by cubics.
#[derive(Clone, Debug)]
pub struct GammaQuantile {
    shape: f64,
    /// Value and slope of ln Q at each node.
    nodes: Box<[(f64, f64)]>,
}

const SCORE_MAX: f64 = 8.5;
const NODES_PER_UNIT: f64 = 32.0;

impl GammaQuantile {
    /// Tabulates the law of shape `shape` (> 0) and mean 1.
    #[must_use]
    pub fn new(shape: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive constant")]
        let count = (2.0 * SCORE_MAX * NODES_PER_UNIT) as u32 + 1;
        let mut log_x = f64::NAN;
        let nodes = (0..count)
            .map(|n| {
                let score = f64::from(n) / NODES_PER_UNIT - SCORE_MAX;
                log_x = solve(shape, score, log_x);
                (log_x - libm::log(shape), slope(shape, score, log_x))
            })
            .collect();
        Self { shape, nodes }
    }

    /// The shape parameter.
    #[must_use]
    pub const fn shape(&self) -> f64 {
        self.shape
    }

    /// The quantile at `p`, strictly between 0 and 1.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the table")]
    pub fn at(&self, p: f64) -> f64 {
        let position = (normal_quantile(p).clamp(-SCORE_MAX, SCORE_MAX - 1e-9) + SCORE_MAX) * NODES_PER_UNIT;
        let node = position as usize;
        let t = position - libm::floor(position);
        let ((y0, d0), (y1, d1)) = (self.nodes[node], self.nodes[node + 1]);
        let (d0, d1) = (d0 / NODES_PER_UNIT, d1 / NODES_PER_UNIT);
        let s = 1.0 - t;
        let y = (1.0 + 2.0 * t) * s * s * y0 + t * s * s * d0 + t * t * (3.0 - 2.0 * t) * y1 - t * t * s * d1;
        libm::exp(y)
    }
}

/// Slope of ln x over the score, from equal density: phi(z) dz = f(x) dx.
fn slope(shape: f64, score: f64, log_x: f64) -> f64 {
    let log_phi = -0.5 * score * score - 0.5 * libm::log(2.0 * std::f64::consts::PI);
    let log_fx = shape * log_x - libm::exp(log_x) - libm::lgamma(shape);
    libm::exp(log_phi - log_fx)
}

/// ln x with P(shape, x) = Phi(score): Newton steps on the smaller tail, guarded by a bracket.
fn solve(shape: f64, score: f64, start: f64) -> f64 {
    let (p, q) = normal_both(score);
    let error = |log_x: f64| -> f64 {
        let (lower, upper) = incomplete_gamma(shape, libm::exp(log_x));
        if score < 0.0 { libm::log(lower / p) } else { libm::log(q / upper) }
    };
    let (mut low, mut high) = (-800.0_f64 / shape.min(1.0), libm::log(shape + 60.0 * libm::sqrt(shape) + 200.0));
    let mut log_x = if start.is_finite() { start } else { (libm::log(p) + libm::lgamma(shape + 1.0)) / shape };
    for _ in 0..200 {
        let e = error(log_x);
        if e > 0.0 {
            high = high.min(log_x);
        } else {
            low = low.max(log_x);
        }
        let (lower, upper) = incomplete_gamma(shape, libm::exp(log_x));
        let log_fx = shape * log_x - libm::exp(log_x) - libm::lgamma(shape);
        let tail = if score < 0.0 { lower } else { upper };
        let step = e * tail / libm::exp(log_fx);
        let mut next = log_x - step;
        if !next.is_finite() || next <= low || next >= high {
            next = f64::midpoint(low, high);
        }
        if (next - log_x).abs() <= 1e-14 * log_x.abs().max(1.0) {
            return next;
        }
        log_x = next;
    }
    log_x
}

#[cfg(test)]
mod tests {
    use super::{GammaQuantile, incomplete_gamma, normal_quantile};

    #[test]
    fn normal_quantiles_match_tables() {
        for (p, z) in [(0.5, 0.0), (0.975, 1.959_963_985), (0.9, 1.281_551_566), (1e-6, -4.753_424_309)] {
            assert!((normal_quantile(p) - z).abs() < 1e-8, "{p}");
        }
    }

    #[test]
    fn gamma_quantiles_invert_the_distribution() {
        for shape in [0.2, 0.5, 1.0, 2.0, 4.0, 25.0, 400.0] {
            let law = GammaQuantile::new(shape);
            for p in [1e-12, 1e-4, 0.01, 0.3, 0.5, 0.9, 0.999, 1.0 - 1e-9] {
                let (lower, upper) = incomplete_gamma(shape, law.at(p) * shape);
                let error = if p < 0.5 { lower / p - 1.0 } else { upper / (1.0 - p) - 1.0 };
                assert!(error.abs() < 2e-6, "shape {shape}, p {p}: {error}");
            }
        }
    }

    #[test]
    fn shape_one_is_exponential() {
        let law = GammaQuantile::new(1.0);
        assert!((law.at(0.5) - std::f64::consts::LN_2).abs() < 1e-8);
    }
}
