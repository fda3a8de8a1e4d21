//! What the posts did in one incident: each matter's way to a desk, its wait there, and the work on it.

use std::collections::BTreeMap;

use crate::engine::time::SimTime;
use crate::journal::entry::Entry;
use crate::journal::milestone::Milestone;
use crate::terms::id::{IncidentId, MatterId, PostId};
use crate::terms::interval::Part;
use crate::terms::traffic::MatterKind;

/// A stretch of time with a matter at a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// What the matter is.
    pub kind: MatterKind,
    /// On the way, waiting, or in an officer's hands.
    pub part: Part,
    /// Begin.
    pub from: SimTime,
    /// End; none when it did not end within the journal.
    pub to: Option<SimTime>,
}

/// The stretches that are not over yet, by post and matter.
#[derive(Debug, Default)]
struct Desks {
    open: BTreeMap<(PostId, Option<MatterId>), Stretch>,
    done: BTreeMap<PostId, Vec<Stretch>>,
}

impl Desks {
    fn begin(&mut self, post: PostId, matter: Option<MatterId>, stretch: Stretch) {
        self.end(post, matter, stretch.from);
        self.open.insert((post, matter), stretch);
    }

    fn end(&mut self, post: PostId, matter: Option<MatterId>, at: SimTime) {
        if let Some(stretch) = self.open.remove(&(post, matter)).filter(|stretch| stretch.from < at) {
            self.done.entry(post).or_default().push(Stretch { to: Some(at), ..stretch });
        }
    }
}

/// The stretches of every post that had a hand in the incident, by post, in the order of time.
#[must_use]
pub fn stretches(entries: &[Entry], incident: IncidentId) -> BTreeMap<PostId, Vec<Stretch>> {
    let mut desks = Desks::default();
    for entry in entries.iter().filter(|entry| entry.about.incident == Some(incident)) {
        let (at, matter) = (entry.time, entry.about.matter);
        let stretch = |kind, part| Stretch { kind, part, from: at, to: None };
        match (entry.milestone, entry.about.post) {
            (Milestone::MatterSent { kind, to, .. }, _) => desks.begin(to, matter, stretch(kind, Part::Transit)),
            (Milestone::MatterReceived { kind } | Milestone::ServiceInterrupted { kind }, Some(post)) => {
                desks.begin(post, matter, stretch(kind, Part::Wait));
            }
            (Milestone::CommitteeConvened, Some(post)) => desks.begin(post, None, stretch(MatterKind::Decision, Part::Convene)),
            (Milestone::DeliberationBegun, Some(post)) => desks.begin(post, None, stretch(MatterKind::Decision, Part::Service)),
            (Milestone::ServiceBegun { kind }, Some(post)) => desks.begin(post, matter, stretch(kind, Part::Service)),
            (Milestone::ServiceEnded { .. } | Milestone::DecisionMade, Some(post)) => desks.end(post, matter, at),
            _ => {}
        }
    }
    for ((post, _), stretch) in std::mem::take(&mut desks.open) {
        desks.done.entry(post).or_default().push(stretch);
    }
    for stretches in desks.done.values_mut() {
        stretches.sort_by_key(|stretch| (stretch.from, stretch.kind, stretch.part));
    }
    desks.done
}

#[cfg(test)]
mod tests {
    use super::stretches;
    use crate::chart::sample;
    use crate::engine::time::SimTime;
    use crate::terms::id::{IncidentId, PostId};
    use crate::terms::interval::Part;

    #[test]
    fn a_matter_travels_waits_and_is_served() {
        let posts = stretches(&sample::run(0).entries, IncidentId(0));
        let parts: Vec<_> = posts[&PostId(5)].iter().map(|stretch| (stretch.part, stretch.from, stretch.to)).collect();
        let minute = |minute: f64| SimTime::from_minutes(60.0 + minute);
        assert_eq!(
            parts,
            [
                (Part::Transit, minute(4.0), Some(minute(5.0))),
                (Part::Wait, minute(5.0), Some(minute(9.0))),
                (Part::Service, minute(9.0), Some(minute(15.0))),
            ]
        );
    }

    #[test]
    fn what_does_not_end_stays_open() {
        let mut entries = sample::run(0).entries;
        entries.truncate(5);
        let posts = stretches(&entries, IncidentId(0));
        assert_eq!(posts[&PostId(5)].last().map(|stretch| stretch.to), Some(None));
    }
}
