//! "Did you mean …?": the known name that is nearest to an unknown one.

use std::fmt::Write as _;

/// A list of alternatives longer than this is not spelled out.
const LISTED: usize = 12;

/// The candidate nearest to `name`, when one is near enough to be meant.
#[must_use]
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let letters = name.chars().count();
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        if candidate.chars().count().abs_diff(letters) > letters.max(4) {
            continue;
        }
        let other = candidate.to_lowercase();
        let likeness = strsim::jaro_winkler(&lower, &other).max(strsim::normalized_damerau_levenshtein(&lower, &other));
        if likeness > best.map_or(0.7, |best| best.0) || (best.is_none() && letters <= 2 && likeness >= 0.5) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|best| best.1)
}

/// A remedy for an unknown name: the nearest known one, and all of them when they are few.
#[must_use]
pub fn remedy<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> String {
    let mut text = nearest(name, candidates.clone()).map(|known| format!("did you mean `{known}`?")).unwrap_or_default();
    let known: Vec<&str> = candidates.into_iter().take(LISTED + 1).collect();
    if !known.is_empty() && known.len() <= LISTED {
        if !text.is_empty() {
            text.push(' ');
        }
        let _ = write!(text, "known: `{}`", known.join("`, `"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{nearest, remedy};

    #[test]
    fn near_names_are_suggested_and_far_ones_are_not() {
        assert_eq!(nearest("mena_min", ["mean_min", "cv"]), Some("mean_min"));
        assert_eq!(nearest("市值", ["市指", "县指"]), Some("市指"));
        assert_eq!(nearest("Fire", ["fire", "flood"]), Some("fire"));
        assert_eq!(nearest("xyz", ["fire", "flood"]), None);
    }

    #[test]
    fn few_names_are_listed() {
        assert_eq!(remedy("towm", ["town", "city"]), "did you mean `town`? known: `town`, `city`");
        assert_eq!(remedy("a", []), "");
    }
}
