//! What a report says of the size of an incident, and what a post makes of all that it has read.

use crate::engine::time::SimTime;
use crate::terms::id::PostId;

/// What a report or request says, beside the grade.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Content {
    /// Completeness, above 0 and at most 1.
    pub completeness: f64,
    /// The logarithm of the stated size less that of the true size.
    pub error: f64,
    /// Hops between posts that lie behind it; 0 for a report from the scene.
    pub hops: u32,
    /// When what it says was observed.
    pub observed: SimTime,
}

/// What a post makes of all that it has read of an incident.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Picture {
    /// The post.
    pub post: PostId,
    /// Completeness of the fullest report.
    pub completeness: f64,
    /// Sum of the completeness of all reports: their weight.
    pub weight: f64,
    /// Weighted mean of the errors that it has read.
    pub error: f64,
    /// Fewest hops of a report.
    pub hops: u32,
    /// When the newest that it knows was observed.
    pub observed: SimTime,
}

impl Picture {
    /// Nothing read yet.
    #[must_use]
    pub const fn blank(post: PostId) -> Self {
        Self { post, completeness: 0.0, weight: 0.0, error: 0.0, hops: u32::MAX, observed: SimTime::ZERO }
    }

    /// Takes in a report as it was understood: reports count by their completeness, so that n equal and independent ones leave a
    /// variance of 1/(n·q).
    pub fn take(&mut self, content: Content) {
        self.weight += content.completeness;
        self.error += (content.error - self.error) * content.completeness / self.weight;
        self.completeness = self.completeness.max(content.completeness);
        self.hops = self.hops.min(content.hops);
        self.observed = self.observed.max(content.observed);
    }
}

#[cfg(test)]
mod tests {
    use super::{Content, Picture};
    use crate::engine::time::SimTime;
    use crate::terms::id::PostId;

    #[test]
    fn fuller_reports_weigh_more_and_nothing_is_forgotten() {
        let mut picture = Picture::blank(PostId(3));
        for (completeness, error, hops, min) in [(0.4, 1.0, 1, 10.0), (0.6, 0.0, 2, 5.0)] {
            picture.take(Content { completeness, error, hops, observed: SimTime::from_minutes(min) });
        }
        assert!((picture.error - 0.4).abs() < 1e-12 && (picture.weight - 1.0).abs() < 1e-12);
        assert_eq!((picture.completeness, picture.hops, picture.observed), (0.6, 1, SimTime::from_minutes(10.0)));
    }
}
