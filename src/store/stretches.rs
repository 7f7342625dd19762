//! Stretches of branches, put together where they meet: what many things name is read once.

use crate::rights::chains::Stretch;
use std::collections::BTreeMap;

/// Stretches by branch.
#[derive(Debug, Default)]
pub struct Stretches(BTreeMap<u32, Vec<(u32, u32)>>);

impl Stretches {
    /// Adds one.
    pub fn add(&mut self, (n, from, to): Stretch) {
        let list = self.0.entry(n).or_default();
        // The same stretch is named again and again: it is kept once.
        if list.last().is_none_or(|last| *last != (from, to)) {
            list.push((from, to));
        }
    }
    /// True when there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// Each event once, in the order of places; of some branches only what is before an index.
    pub fn joined(&self, before: impl Fn(u32) -> Option<u32>) -> Vec<Stretch> {
        let mut out: Vec<Stretch> = Vec::new();
        for (n, list) in &self.0 {
            let end = before(*n).map_or(Some(u32::MAX), |first| first.checked_sub(1));
            let Some(end) = end else { continue };
            let mut sorted = list.clone();
            sorted.sort_unstable();
            for (from, to) in sorted.into_iter().map(|(from, to)| (from, to.min(end))).filter(|(from, to)| from <= to) {
                match out.last_mut().filter(|last| last.0 == *n && from <= last.2.saturating_add(1)) {
                    Some(last) => last.2 = last.2.max(to),
                    None => out.push((*n, from, to)),
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_meets_is_one() {
        let mut s = Stretches::default();
        for x in [(2, 5, 9), (1, 4, 6), (1, 0, 3), (1, 2, 5), (1, 9, 9), (2, 5, 9)] {
            s.add(x);
        }
        assert_eq!(s.joined(|_| None), [(1, 0, 6), (1, 9, 9), (2, 5, 9)]);
        assert_eq!(s.joined(|n| (n == 1).then_some(5)), [(1, 0, 4), (2, 5, 9)]);
        assert_eq!(s.joined(|_| Some(0)), []);
    }
}
