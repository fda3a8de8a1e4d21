//! Queues of matters, linked through the matters themselves.

use crate::model::event::NONE;
use crate::model::station::matter::Matter;

/// First and last of a queue.
#[derive(Clone, Copy, Debug)]
pub struct Queue {
    /// First in it.
    pub head: u32,
    /// Last in it.
    pub tail: u32,
}

impl Queue {
    /// A queue with nobody in it.
    pub const EMPTY: Self = Self { head: NONE, tail: NONE };
}

/// Puts a matter at the end.
#[inline]
pub fn push_back(queue: &mut Queue, matters: &mut [Matter], row: u32) {
    let matter = &mut matters[row as usize];
    matter.next = NONE;
    matter.previous = queue.tail;
    if queue.tail == NONE {
        queue.head = row;
    } else {
        matters[queue.tail as usize].next = row;
    }
    queue.tail = row;
}

/// Puts a matter at the head.
pub fn push_front(queue: &mut Queue, matters: &mut [Matter], row: u32) {
    let matter = &mut matters[row as usize];
    matter.previous = NONE;
    matter.next = queue.head;
    if queue.head == NONE {
        queue.tail = row;
    } else {
        matters[queue.head as usize].previous = row;
    }
    queue.head = row;
}

/// Puts a matter before another one, or at the end.
pub fn insert_before(queue: &mut Queue, matters: &mut [Matter], row: u32, next: u32) {
    if next == queue.head {
        return push_front(queue, matters, row);
    }
    if next == NONE {
        return push_back(queue, matters, row);
    }
    let previous = matters[next as usize].previous;
    (matters[row as usize].previous, matters[row as usize].next) = (previous, next);
    matters[previous as usize].next = row;
    matters[next as usize].previous = row;
}

/// Takes the first.
#[inline]
pub fn pop_front(queue: &mut Queue, matters: &mut [Matter]) -> u32 {
    let row = queue.head;
    queue.head = matters[row as usize].next;
    if queue.head == NONE {
        queue.tail = NONE;
    } else {
        matters[queue.head as usize].previous = NONE;
    }
    row
}

/// Takes a matter out, wherever it stands.
pub fn unlink(queue: &mut Queue, matters: &mut [Matter], row: u32) {
    let (previous, next) = (matters[row as usize].previous, matters[row as usize].next);
    if previous == NONE {
        queue.head = next;
    } else {
        matters[previous as usize].next = next;
    }
    if next == NONE {
        queue.tail = previous;
    } else {
        matters[next as usize].previous = previous;
    }
}
