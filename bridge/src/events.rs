//! What was touched, kept for browsers that ask for it by long poll.

use std::collections::BTreeSet;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// All changes of this run, numbered from one.
#[derive(Default)]
pub struct Events {
    told: Mutex<Vec<Vec<String>>>,
    more: Condvar,
}

impl Events {
    /// Adds a change and wakes who waits.
    pub fn add(&self, touched: Vec<String>) {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).push(touched);
        self.more.notify_all();
    }

    /// What was touched after change number `since`, and the number to ask with next; waits for a first one at most `wait`.
    pub fn after(&self, since: usize, wait: Duration) -> (usize, BTreeSet<String>) {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let (told, _) = self.more.wait_timeout_while(told, wait, |told| told.len() <= since).unwrap_or_else(PoisonError::into_inner);
        let touched = told.iter().skip(since).flatten().cloned().collect();
        (told.len(), touched)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_once_and_nothing_new_is_an_empty_answer() {
        let events = Events::default();
        events.add(vec!["classes".to_owned()]);
        let (next, touched) = events.after(0, Duration::ZERO);
        assert_eq!((next, touched.len()), (1, 1));
        assert_eq!(events.after(next, Duration::ZERO), (1, BTreeSet::new()));
    }
}
