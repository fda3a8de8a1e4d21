//! The agenda: who has something to decide at this instant. Each id once, handed out in ascending order.

/// A set of ids waiting for phase C.
#[derive(Debug, Default)]
pub struct Agenda {
    listed: Vec<bool>,
    ids: Vec<u32>,
}

impl Agenda {
    /// An agenda for ids below `capacity`.
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        Self { listed: vec![false; capacity], ids: Vec::new() }
    }

    /// Puts an id on the agenda; a second time changes nothing.
    #[inline]
    pub fn put(&mut self, id: u32) {
        let listed = &mut self.listed[id as usize];
        if !*listed {
            *listed = true;
            self.ids.push(id);
        }
    }

    /// Whether nobody has anything to decide.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Empties the agenda into `into`, in ascending order of id.
    #[inline]
    pub fn take_into(&mut self, into: &mut Vec<u32>) {
        into.clear();
        if self.ids.len() > 1 {
            self.ids.sort_unstable();
        }
        for id in &self.ids {
            self.listed[*id as usize] = false;
        }
        std::mem::swap(&mut self.ids, into);
    }

    /// Forgets everything, keeping the memory.
    pub fn reset(&mut self) {
        for id in self.ids.drain(..) {
            self.listed[id as usize] = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Agenda;

    #[test]
    fn each_id_once_in_ascending_order() {
        let mut agenda = Agenda::new(10);
        for id in [7, 2, 7, 5, 2] {
            agenda.put(id);
        }
        let mut taken = Vec::new();
        agenda.take_into(&mut taken);
        assert_eq!(taken, [2, 5, 7]);
        assert!(agenda.is_empty());
        agenda.put(7);
        agenda.take_into(&mut taken);
        assert_eq!(taken, [7]);
    }
}
