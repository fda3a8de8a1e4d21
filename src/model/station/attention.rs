//! In which order a desk takes what waits, where it is not first come, first served.
//!
//! Each time that a matter is passed over it draws anew: a mark for the next pick at random, where the smallest mark is served, and
//! (as the oldest of a mixed desk) the rule of the next pick. The draws belong to the matter, its desk and how often it has been
//! passed over: one matter more in a queue changes no other matter's draws, and a pick falls out otherwise only where the new one
//! is served.

use crate::engine::streams::{Purpose, join};
use crate::model::event::NONE;
use crate::model::station::law::{Desk, service_key};
use crate::model::station::queue::unlink;
use crate::model::station::service::Traffic;

/// How a desk chooses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Attention {
    /// Highest priority, first come.
    Fifo,
    /// Highest priority, last come.
    Lifo,
    /// Highest priority, any.
    Random,
    /// A rule drawn for each pick, by its row among the mixtures.
    Mixed(u32),
}

/// Cumulated probabilities of the rules of a mixture: by priority, first come, last come; any for what is left.
pub type Mixture = [f64; 3];

/// Whom a rule takes among those that it looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pick {
    First,
    Last,
    Any,
}

/// How often each waiting matter has been passed over, by its row; kept only at desks that draw.
#[derive(Clone, Debug, Default)]
pub struct PassedOver(Vec<u32>);

impl PassedOver {
    /// A matter has come to a desk.
    pub fn begin(&mut self, row: u32) {
        let row = row as usize;
        if self.0.len() <= row {
            self.0.resize(row + 1, 0);
        }
        self.0[row] = 0;
    }

    /// Forgets all.
    pub fn reset(&mut self) {
        self.0.clear();
    }
}

impl Attention {
    /// Whether its picks take draws.
    #[must_use]
    pub const fn draws(self) -> bool {
        matches!(self, Self::Random | Self::Mixed(_))
    }
}

impl Traffic<'_> {
    /// Takes the matter out of the queues of a desk that its rule serves next. `urgent` is the first queue where somebody waits.
    pub(crate) fn pick(&mut self, at: usize, urgent: u32) -> u32 {
        let desk = &self.desks.desks[at];
        let all = desk.first_queue..desk.first_queue + desk.queues;
        let most_urgent = urgent..urgent + 1;
        let oldest = matches!(desk.attention, Attention::Mixed(_)).then(|| self.end(all.clone(), Pick::First));
        let (queues, how) = match desk.attention {
            Attention::Fifo => (most_urgent, Pick::First),
            Attention::Lifo => (most_urgent, Pick::Last),
            Attention::Random => (most_urgent, Pick::Any),
            Attention::Mixed(mixture) => match self.rule(desk, mixture, oldest.expect("somebody waits")) {
                0 => (most_urgent, Pick::First),
                1 => (all, Pick::First),
                2 => (all, Pick::Last),
                _ => (all, Pick::Any),
            },
        };
        let chosen = if how == Pick::Any { self.any(desk, queues.clone()) } else { self.end(queues.clone(), how) };
        let queue = desk.first_queue + self.desks.class(desk, self.matters[chosen as usize].class).rank;
        let head = self.queues[queue as usize].head;
        // Work that was put down, and what goes first, stands at the head of its queue.
        let chosen = if self.matters[head as usize].is_ahead() { head } else { chosen };
        if how == Pick::Any {
            self.pass_over(queues, chosen);
        } else if let Some(oldest) = oldest.filter(|oldest| *oldest != chosen) {
            self.passed.0[oldest as usize] += 1;
        }
        unlink(&mut self.queues[queue as usize], self.matters, chosen);
        chosen
    }

    /// The first or the last to come of those at the ends of some queues.
    fn end(&self, queues: std::ops::Range<u32>, how: Pick) -> u32 {
        let ends = queues.filter_map(|queue| {
            let queue = self.queues[queue as usize];
            Some(if how == Pick::Last { queue.tail } else { queue.head }).filter(|row| *row != NONE)
        });
        let came = |row: &u32| {
            let matter = &self.matters[*row as usize];
            (matter.arrived, matter.number)
        };
        let end = if how == Pick::Last { ends.max_by_key(came) } else { ends.min_by_key(came) };
        end.expect("somebody waits")
    }

    /// Which rule of a mixture the next pick follows: a draw of the oldest matter.
    fn rule(&self, desk: &Desk, mixture: u32, oldest: u32) -> usize {
        let u = self.draw(desk, oldest, 0);
        self.desks.mixtures[mixture as usize].iter().filter(|cumulated| u >= **cumulated).count()
    }

    fn draw(&self, desk: &Desk, row: u32, what: u64) -> f64 {
        let key = join(service_key(&self.matters[row as usize], desk), u64::from(self.passed.0[row as usize]));
        self.chance.stream(Purpose::Attention, join(key, what)).uniform()
    }

    /// The matter with the smallest mark.
    fn any(&self, desk: &Desk, queues: std::ops::Range<u32>) -> u32 {
        let marked = self.rows(queues).map(|row| (self.draw(desk, row, 1), row));
        let smallest = marked.min_by(|a, b| a.0.total_cmp(&b.0).then(self.number(a.1).cmp(&self.number(b.1))));
        smallest.expect("somebody waits").1
    }

    const fn number(&self, row: u32) -> crate::terms::id::MatterId {
        self.matters[row as usize].number
    }

    fn pass_over(&mut self, queues: std::ops::Range<u32>, chosen: u32) {
        for queue in queues {
            let mut row = self.queues[queue as usize].head;
            while row != NONE {
                if row != chosen {
                    self.passed.0[row as usize] += 1;
                }
                row = self.matters[row as usize].next;
            }
        }
    }

    /// The rows of matters in some queues.
    fn rows(&self, queues: std::ops::Range<u32>) -> impl Iterator<Item = u32> + '_ {
        let after = |row: u32| Some(row).filter(|row| *row != NONE);
        let next = move |row: &u32| after(self.matters[*row as usize].next);
        queues.flat_map(move |queue| std::iter::successors(after(self.queues[queue as usize].head), next))
    }
}

#[cfg(test)]
mod tests {
    use super::{Attention, PassedOver};

    #[test]
    fn only_rules_that_draw_keep_count() {
        assert!(!Attention::Lifo.draws() && Attention::Mixed(0).draws());
        let mut passed = PassedOver::default();
        passed.begin(3);
        passed.0[3] = 5;
        passed.begin(3);
        assert_eq!(passed.0, [0; 4]);
    }
}
